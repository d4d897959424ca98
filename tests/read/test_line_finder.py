"""Lines of print found where offices set them tightly, small, or alone in much white."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from fixtures.generator.typefaces import font_file
from ntm_extract.pages import Box
from ntm_extract.read.picture.line_finder import TextLine, find_text_lines

DPI = 200
BODY, NOTE = 14, 9
WORDS = "Quyết định về việc phê duyệt kế hoạch hỗ trợ phát triển đường giao thông ấp"
Typed = tuple[int, int, float, str]
"""Left and baseline in pixels, size in points, text."""


def page(*typed: Typed) -> np.ndarray:
    sheet = Image.new("L", (1654, 900), 255)
    for x, y, size, text in typed:
        font = ImageFont.truetype(font_file("plain"), round(size * DPI / 72))
        ImageDraw.Draw(sheet).text((x, y), text, 0, font=font, anchor="ls")
    return np.asarray(sheet)


def standing(lines: list[TextLine], baseline: int) -> list[TextLine]:
    """Give the lines whose strip stands on a baseline."""
    return [line for line in lines if abs(line.bottom - baseline) <= 5 * DPI / 200]


@pytest.mark.parametrize("pitch", [1.0, 1.05, 1.2, 1.5])
def test_a_line_keeps_out_of_the_letters_of_its_neighbours(pitch: float) -> None:
    step = round(BODY * DPI / 72 * pitch)
    baselines = [150 + step * row for row in range(6)]
    lines = find_text_lines(page(*((200, y, BODY, WORDS) for y in baselines)), DPI)
    assert len(lines) == len(baselines)
    for above, below in pairwise(lines):
        assert below.box.top >= above.bottom - 1
        assert above.box.bottom <= below.top + 1


@pytest.mark.parametrize(("size", "indent"), [(NOTE, 0), (NOTE, 40), (7.5, 0)])
def test_small_footnotes_are_lines_of_their_own(size: float, indent: int) -> None:
    body = [(200, 100 + 60 * row, BODY, WORDS) for row in range(6)]
    step = round(size * DPI / 72 * 1.2)
    notes = [(200 + indent * (row == 0), 560 + step * row, size, f"2 {WORDS} {WORDS}") for row in range(3)]
    lines = find_text_lines(page(*body, *notes), DPI)
    assert len(lines) == 9
    assert all(len(standing(lines, y)) == 1 for _, y, _, _ in notes)


def test_a_line_set_tightly_under_another_is_not_taken_for_its_marks() -> None:
    """The middle one reaches only under a part of the first, the last only under a part of the middle one."""
    step = round(BODY * DPI / 72)
    typed = [(300, 200, BODY, WORDS[:60]), (200, 200 + step, BODY, WORDS), (200, 200 + 2 * step, BODY, WORDS[:30])]
    lines = find_text_lines(page(*typed), DPI)
    assert [len(standing(lines, y)) for _, y, _, _ in typed] == [1, 1, 1]


@pytest.mark.parametrize("number", ["2", "3", "7", "1", "14", "IV"])
def test_a_page_number_is_found_whole(number: str) -> None:
    picture = page((820, 100, BODY, number), *((200, 250 + 60 * row, BODY, WORDS) for row in range(5)))
    first = find_text_lines(picture, DPI)[0]
    rows, columns = np.nonzero(picture[:150] < 128)
    ink = Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    assert first.box.x0 <= ink.x0 + 1 and first.box.top <= ink.top + 1
    assert first.box.x1 >= ink.x1 - 1 and first.box.bottom >= ink.bottom - 1


@pytest.mark.parametrize("unseen", [(0.5, 0.85), (0.55, 0.9), (0.65, 0.9)])
@pytest.mark.parametrize("size", [12, BODY])
def test_a_figure_whose_slant_stroke_is_too_pale_to_be_seen_is_found_whole(
    size: int, unseen: tuple[float, float]
) -> None:
    picture = page((820, 100, size, "2"), *((200, 250 + 60 * row, BODY, WORDS) for row in range(5))).copy()
    rows = np.nonzero((picture[:150] < 128).any(axis=1))[0]
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    pale = slice(*((top + (bottom - top) * np.array(unseen)).round().astype(int)))
    picture[pale] = 255
    first = find_text_lines(picture, DPI)[0]
    assert first.box.top <= top + 1 and first.box.bottom >= bottom - 1


@pytest.mark.parametrize("size", [10.5, 11.5, 12.5])
def test_each_figure_of_a_column_is_found_whole_and_once(size: float) -> None:
    """Cells of a table under each other: in `93,5` the upper and the lower strokes are dense, the middle is not."""
    step = round(2.2 * size * DPI / 72)
    figures = [f"{number // 10},{number % 10}" for number in range(203, 998, 9)]
    for shown in (figures[at : at + 10] for at in range(0, len(figures), 10)):
        baselines = [60 + step * row for row in range(len(shown))]
        picture = page(*((200, y, size, figure) for y, figure in zip(baselines, shown, strict=True)))
        inked = np.flatnonzero((picture < 128).any(axis=1))
        lines = find_text_lines(picture, DPI)
        for baseline, figure in zip(baselines, shown, strict=True):
            own = inked[(inked > baseline - step // 2) & (inked < baseline + step // 3)]
            found = [line for line in lines if own[0] < line.bottom and line.top < own[-1]]
            assert len(found) == 1, figure
            assert found[0].box.top <= own[0] + 1 and found[0].box.bottom >= own[-1], figure


def test_nothing_is_found_on_white_paper() -> None:
    assert find_text_lines(page(), DPI) == []
