"""Documents that are not Vietnamese, or empty: their text as it is, told to be no Vietnamese, never restored to any."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from PIL import Image, ImageDraw, ImageFont

from fixtures.generator.typefaces import font_file
from ntm_extract.errors import EmptyFileError, NoTextError
from ntm_extract.read import read_document
from tests.hostile.measured import Reader
from tests.hostile.odd_pdfs import one_page, shown

ENGLISH = [
    "The People's Committee of the province hereby issues the plan",
    "for rural development in the period from 2021 to 2025, which",
    "sets out the following measures, responsibilities and targets.",
    "All departments shall report the results of implementation",
]
CHINESE = ["关于新农村建设的计划，各县区人民政府应当认真执行。"] * 4
ARABIC = ["تقرير عن التنمية الريفية الجديدة في المقاطعة"] * 4


def pdf(lines: list[str]) -> bytes:
    return one_page(content=shown(lines)).write()


def word(lines: list[str]) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(out)
    return out.getvalue()


def plain(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


@pytest.mark.parametrize("make", [pdf, word, plain])
@pytest.mark.parametrize("lines", [ENGLISH, CHINESE, ARABIC], ids=["English", "Chinese", "Arabic"])
def test_text_in_another_language_stays_as_it_is(lines: list[str], make: Callable[[list[str]], bytes]) -> None:
    if lines is ARABIC and make is pdf:
        page = read_document(make([line[::-1] for line in lines])).pages[0]  # drawn from left to right
        assert sorted(page.text.split()) == sorted(" ".join(lines).split())
    else:
        page = read_document(make(lines)).pages[0]
        assert page.text == "\n".join(lines)
    assert (page.verdict.label, page.verdict.remedy) == ("wrong-language", "take")
    assert page.verdict.reason == "Văn bản không phải tiếng Việt: giữ nguyên."
    assert not page.needs_restoring


def scan(lines: list[str], face: str) -> bytes:
    image, out = Image.new("L", (1654, 700), 255), io.BytesIO()
    font = ImageFont.truetype(face, 38)
    for index, line in enumerate(lines):
        ImageDraw.Draw(image).text((150, 100 + 80 * index), line, 0, font=font)
    image.save(out, "PNG", dpi=(200, 200))
    return out.getvalue()


def test_a_scan_in_another_language_is_not_made_vietnamese_of() -> None:
    page = read_document(scan(ENGLISH, str(font_file("plain")))).pages[0]
    assert "for rural development in the period from 2021 to 2025" in page.text
    assert (page.verdict.label, page.verdict.remedy) == ("wrong-language", "take")
    assert not page.needs_restoring


def test_a_page_of_other_signs_is_neither_blank_nor_junk(read: Reader) -> None:
    image, out = Image.new("L", (1654, 2339), 255), io.BytesIO()
    draw = ImageDraw.Draw(image)
    for row in range(24):
        for column in range(26):  # strokes and boxes, as dense as print
            x, y = 150 + 52 * column, 150 + 85 * row
            draw.rectangle((x, y, x + 34, y + 40), outline=0, width=4)
            draw.line((x, y + 20, x + 34, y + 20), 0, 4)
            draw.line((x + 17, y, x + 17, y + 40), 0, 4)
    image.save(out, "PNG", dpi=(200, 200))
    found = read(out.getvalue(), seconds=60, megabytes=900)
    if found.failure is None:
        assert len(found.text) < 40
    else:
        assert "không nhận ra chữ tiếng Việt nào" in found.failure[1]


EMPTY = {
    "no byte": (b"", EmptyFileError),
    "blanks and line ends": (b" \n\t\r\n" * 50, EmptyFileError),
    "nothing but page breaks": (b"\f" * 100_000, EmptyFileError),
    "blank page": (one_page(content=b" ").write(), NoTextError),
    "page without content": (one_page().write().replace(b"/Contents 10 0 R", b" " * 16), NoTextError),
    "Word file without a paragraph": (word([]), NoTextError),
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_document_without_text_is_named_as_such(name: str, read: Reader) -> None:
    data, kind = EMPTY[name]
    found = read(data)
    assert found.failure is not None
    assert found.failure[0] is kind, found.failure


def test_text_too_long_to_be_a_plan_is_refused_at_once(read: Reader) -> None:
    found = read(("kế hoạch xây dựng nông thôn mới " * 500_000).encode(), seconds=2)
    assert found.failure is not None
    assert "16 MiB" in found.failure[1]


def test_a_text_of_one_line_of_half_a_megabyte_is_read_within_its_time(read: Reader) -> None:
    line = ("kế hoạch xây dựng nông thôn mới " * 10_000).strip()
    assert read(line.encode()).text == line
