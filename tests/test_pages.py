"""Readings: where a character stands, and which words and boxes a span touches."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_extract.pages import PAGE_BREAK, Aside, Box, Origin, Page, Reading, Verdict, Word

GOOD = Verdict("good", "take", "Văn bản tốt.")


def page(number: int, text: str) -> Page:
    """Lay a text out: each word is 10 points wide, each line 20 points high."""
    words, at = [], 0
    for row, line in enumerate(text.split("\n")):
        place = at
        for column, part in enumerate(line.split()):
            place = text.index(part, place)
            box = Box(10.0 * column, 20.0 * row, 10.0 * column + 9, 20.0 * row + 15)
            words.append(Word(place, place + len(part), box, 1.0))
            place += len(part)
        at += len(line) + 1
    return Page(number, text, tuple(words), 595, 842, "text-layer", GOOD)


READING = Reading((page(1, "Giao Phòng Nội vụ\nchủ trì"), page(2, ""), page(3, "tổng hợp\nbáo cáo")), "pdf")


def test_pages_are_joined_by_the_page_break() -> None:
    assert READING.text == "Giao Phòng Nội vụ\nchủ trì" + PAGE_BREAK * 2 + "tổng hợp\nbáo cáo"
    assert [READING.text[start : start + 4] for start in READING.page_starts] == ["Giao", "\ftổn", "tổng"]


@pytest.mark.parametrize(
    ("words", "number"), [("Giao", 1), ("trì", 1), ("tổng", 3), ("cáo", 3)], ids=["first", "end", "third", "last"]
)
def test_the_page_of_a_character(words: str, number: int) -> None:
    at = READING.text.index(words)
    assert READING.page_at(at).number == READING.page_at(at + len(words) - 1).number == number


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Phòng Nội", ["Phòng", "Nội"]),
        ("hòng Nộ", ["Phòng", "Nội"]),
        ("vụ\nchủ", ["vụ", "chủ"]),
        ("trì\f\ftổng", ["trì", "tổng"]),
        (" ", []),
        ("\f\f", []),
    ],
    ids=["whole words", "parts of words", "over a line", "over an empty page", "a blank", "page breaks"],
)
def test_words_a_span_touches(words: str, found: list[str]) -> None:
    at = READING.text.index(words)
    touched = READING.words_in(at, at + len(words))
    assert [on.text[word.start : word.end] for on, word in touched] == found


@pytest.mark.parametrize(
    ("words", "boxes"),
    [
        ("Phòng Nội vụ", [(1, Box(10, 0, 39, 15))]),
        ("vụ\nchủ trì", [(1, Box(30, 0, 39, 15)), (1, Box(0, 20, 19, 35))]),
        ("trì\f\ftổng hợp\nbáo", [(1, Box(10, 20, 19, 35)), (3, Box(0, 0, 19, 15)), (3, Box(0, 20, 9, 35))]),
        (" ", []),
    ],
    ids=["one line", "two lines", "two pages", "a blank"],
)
def test_boxes_are_one_per_line(words: str, boxes: list[tuple[int, Box]]) -> None:
    at = READING.text.index(words)
    assert READING.boxes_in(at, at + len(words)) == boxes


def test_a_box_holds_the_tallest_and_the_lowest_word_of_its_line() -> None:
    words = (Word(0, 4, Box(0, 3, 9, 15), 1.0), Word(5, 8, Box(10, 0, 19, 18), 1.0))
    reading = Reading((Page(1, "Giao cho", words, 595, 842, "ocr", GOOD),), "pdf")
    assert reading.boxes_in(0, 8) == [(1, Box(0, 0, 19, 18))]


def test_a_page_number_is_no_part_of_a_sentence_that_goes_on_over_the_page() -> None:
    numbered = replace(page(2, "2\ntổng hợp"), asides=(Aside("head", 0, 1),))
    reading = Reading((page(1, "Phòng Nội vụ"), numbered), "pdf")
    assert reading.boxes_in(6, len(reading.text)) == [(1, Box(10, 0, 29, 15)), (2, Box(0, 20, 19, 35))]
    assert reading.boxes_in(13, 14) == [(2, Box(0, 0, 9, 15))]


@given(st.lists(st.text("aă \n", max_size=20), min_size=1, max_size=4), st.data())
def test_a_span_touches_exactly_the_words_that_overlap_it(texts: list[str], data: st.DataObject) -> None:
    reading = Reading(tuple(page(number, text) for number, text in enumerate(texts, 1)), "pdf")
    start = data.draw(st.integers(0, len(reading.text)))
    end = data.draw(st.integers(start, len(reading.text)))
    expected = [
        (on.number, word)
        for on, base in zip(reading.pages, reading.page_starts, strict=True)
        for word in on.words
        if base + word.start < end and base + word.end > start
    ]
    assert [(on.number, word) for on, word in reading.words_in(start, end)] == expected


@pytest.mark.parametrize(
    ("origin", "remedy", "needs"),
    [("text-layer", "take", False), ("text-layer", "restore", True), ("ocr", "ocr", True), ("plain", "take", False)],
    ids=["a good layer", "a ruined layer", "OCR", "plain text"],
)
def test_which_pages_the_restorer_may_change(origin: Origin, remedy: str, needs: bool) -> None:
    assert Page(1, "a", (), 0, 0, origin, Verdict("good", remedy, "")).needs_restoring is needs
