"""Lines of print found and read, as they leave a printer and as they leave a poor scanner."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from fixtures.generator.typefaces import font_file
from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Fragment
from ntm_extract.read.picture.agreement import Voice, combine
from ntm_extract.read.picture.line_finder import find_text_lines
from ntm_extract.read.picture.recognizer import load_recognizer

DPI = 200
LINES = (
    "Căn cứ Nghị quyết số 17-NQ/HU ngày 04/8/2026 của Ban Chấp hành Đảng bộ huyện;",
    "Đến năm 2029 có 11/14 xã (78,6%) được công nhận; thu nhập bình quân 62,5 triệu đồng.",
    "CÁC NHIỆM VỤ TRỌNG TÂM",
    "- Giao Phòng Kinh tế chủ trì, phối hợp với Ủy ban nhân dân các xã trước 30/9/2027.",
)


def printed(lines: tuple[str, ...] = LINES, worn: bool = False) -> np.ndarray:
    """Draw lines of 13-point type; worn: pale, blurred, with noise and specks."""
    page = Image.new("L", (1654, 90 * len(lines) + 120), 255)
    font = ImageFont.truetype(font_file("plain"), round(13 * DPI / 72))
    for row, line in enumerate(lines):
        ImageDraw.Draw(page).text((200, 60 + 90 * row), line, 90 if worn else 0, font=font)
    if not worn:
        return np.asarray(page)
    chance = np.random.default_rng(7)
    values = np.asarray(page.filter(ImageFilter.GaussianBlur(0.8))).astype(np.float32)
    values += chance.normal(0, 9, values.shape)
    values[chance.random(values.shape) < 0.0005] = 60
    return np.clip(values, 0, 255).astype(np.uint8)


def read(picture: np.ndarray) -> list[str]:
    lines = load_recognizer().read(picture, find_text_lines(picture, DPI))
    return [" ".join(word.text for word in line.words) for line in lines]


def test_a_clean_print_is_read_letter_by_letter() -> None:
    assert read(printed()) == list(LINES)


def test_a_worn_print_is_read_with_hardly_an_error_and_no_wrong_figure() -> None:
    found = read(printed(worn=True))
    assert len(found) == len(LINES)
    right = sum(word in line.split() for line, true in zip(found, LINES, strict=True) for word in true.split())
    assert right >= 0.95 * sum(len(line.split()) for line in LINES)
    for line, true in zip(found, LINES, strict=True):
        assert [w for w in line.split() if any(c.isdigit() for c in w)] == [
            w for w in true.split() if any(c.isdigit() for c in w)
        ]


def test_words_have_boxes_where_they_stand() -> None:
    picture = printed(("Phòng Nội vụ",))
    (line,) = load_recognizer().read(picture, find_text_lines(picture, DPI))
    for word in line.words:
        box = line.box_of(word.start, word.end)
        shown = picture[round(box.top) : round(box.bottom), round(box.x0) : round(box.x1)] < 128
        assert shown.any()
    first, last = (line.box_of(w.start, w.end) for w in (line.words[0], line.words[-1]))
    assert first.x1 < last.x0


def test_a_lone_figure_and_columns_beside_each_other_are_lines_of_their_own() -> None:
    page = Image.new("L", (1654, 500), 255)
    font = ImageFont.truetype(font_file("plain"), round(14 * DPI / 72))
    draw = ImageDraw.Draw(page)
    draw.text((820, 40), "7", 70, font=font)
    for row in range(3):
        draw.text((200, 150 + row * 80), "ỦY BAN NHÂN DÂN", 0, font=font)
        draw.text((950, 170 + row * 80), "CỘNG HÒA XÃ HỘI", 0, font=font)
    found = sorted(read(np.asarray(page)))
    assert found == ["7", *["CỘNG HÒA XÃ HỘI"] * 3, *["ỦY BAN NHÂN DÂN"] * 3]


def test_an_empty_page_and_a_page_of_specks_have_no_words() -> None:
    assert read(np.full((400, 400), 255, np.uint8)) == []
    specks = np.full((600, 800), 250, np.uint8)
    chance = random.Random(3)
    for _ in range(60):
        y, x = chance.randrange(590), chance.randrange(790)
        specks[y : y + 2, x : x + 2] = 40
    assert [line for line in read(specks) if line] == []


def word_at(picture: np.ndarray, text: str, confidence: float) -> list[Voice]:
    """Say, as another reader, that a word stands where the first one does."""
    (line,) = load_recognizer().read(picture, find_text_lines(picture, DPI))
    box = line.box_of(line.words[0].start, line.words[0].end)
    return [
        Voice([Fragment(text, Box(box.x0 + 2, box.top, box.x1 - 2, box.bottom), box.top, box.bottom, confidence)], 3)
    ]


@pytest.mark.parametrize("said", ["2026", "2O27", "2028;"])
def test_another_reader_is_not_believed_against_a_clear_picture(said: str) -> None:
    picture = printed(("2027",))
    lines = load_recognizer().read(picture, find_text_lines(picture, DPI))
    (word,) = combine(lines, word_at(picture, said, 0.95))
    assert word.text == "2027"


def test_what_cannot_be_told_from_the_picture_is_kept_with_all_it_may_be() -> None:
    page = Image.fromarray(printed(("2027",)))
    hidden = ImageDraw.Draw(page)
    (line,) = load_recognizer().read(np.asarray(page), find_text_lines(np.asarray(page), DPI))
    box = line.box_of(line.words[0].start, line.words[0].end)
    width = (box.x1 - box.x0) / 4
    hidden.rectangle((box.x0 + 3 * width - 4, box.top, box.x1 + 2, (box.top + box.bottom) / 2), fill=255)
    picture = np.asarray(page)
    (word,) = combine(load_recognizer().read(picture, find_text_lines(picture, DPI)), [])
    assert word.confidence < 0.98
    assert len(word.candidates) > 1
    assert sum(p for _, p in word.candidates) == pytest.approx(1.0, abs=0.05)
