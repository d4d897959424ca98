"""Restored words keep the places of what they were read from."""

from __future__ import annotations

import time

import pytest
from sheets_of_words import HEIGHT, LEFT, LETTER, STEP, TOP, page_of, restored, syllable, table_of

from ntm_extract.pages import Box, Page, Reading, Table, Verdict
from ntm_extract.restore import Syllable, load_restorer, restore_reading
from ntm_extract.transcript.words import TranscriptPage, TranscriptWord, transcribe


def columns(word: TranscriptWord) -> tuple[float, float]:
    """Give where a word stands, in letters from the left."""
    assert word.box
    return round((word.box.x0 - LEFT) / LETTER, 2), round((word.box.x1 - LEFT) / LETTER, 2)


def words_of(page: TranscriptPage) -> list[TranscriptWord]:
    return [word for line in page.lines for word in line.words]


@pytest.mark.parametrize(
    ("read", "changes", "wanted"),
    [
        ("Kế hoạch", [], [("Kế", 0, 2, None), ("hoạch", 3, 8, None)]),
        ("Ke hoach", [("hoach", "hoạch")], [("Ke", 0, 2, None), ("hoạch", 3, 8, "hoach")]),
        ("d6n nam", [("d6n", "đến"), ("nam", "năm")], [("đến", 0, 3, "d6n"), ("năm", 4, 7, "nam")]),
        # one word is read where two stand: its box is shared out by letters
        ("là thd£phai.", [("thd£phai", "thời phải")], [
            ("là", 0, 2, None), ("thời", 3, 6.6, "thd£phai."), ("phải.", 7.5, 12, "thd£phai."),
        ]),
        # two are read where one stands
        ("nông th ôn mới", [("th ôn", "thôn")], [
            ("nông", 0, 4, None), ("thôn", 5, 10, "th ôn"), ("mới", 11, 14, None),
        ]),
        # of two words two others: nothing tells which is whose, so they share the place
        ("xaydu ngla", [("xaydu ngla", "xây dựng là")], [
            ("xây", 0, 2.73, "xaydu ngla"), ("dựng", 3.64, 7.27, "xaydu ngla"), ("là", 8.18, 10, "xaydu ngla"),
        ]),
        ("(xa) 13/15", [("xa", "xã")], [("(xã)", 0, 4, "(xa)"), ("13/15", 5, 10, None)]),
        ("a  b", [], [("a", 0, 1, None), ("b", 3, 4, None)]),
        ("xã\u00a0Hà", [], [("xã", 0, 2, None), ("Hà", 3, 5, None)]),
        ("a b", [("b", "b c")], [("a", 0, 1, None), ("b", 2, 2.33, "b"), ("c", 2.67, 3, "b")]),
        ("thật ra", [("thật ", "")], [("ra", 5, 7, None)]),
    ],
)  # fmt: skip
def test_each_word_has_the_place_and_the_reading_it_comes_from(
    read: str, changes: list[tuple[str, str]], wanted: list[tuple[str, float, float, str | None]]
) -> None:
    page = page_of(f"trước\n{read}\nsau")
    given = transcribe(page, restored(page, *changes))
    before, line, after = given.lines
    assert [(word.text, *columns(word), word.source) for word in line.words] == wanted
    assert [word.text for word in (*before.words, *after.words)] == ["trước", "sau"]
    assert all(
        word.box and word.box.top == TOP + STEP and word.box.bottom == TOP + STEP + HEIGHT for word in line.words
    )


def test_spans_are_of_the_pages_own_text() -> None:
    page = page_of("xa Phong Loc\n\nnăm 2025\nhuyen")
    done = restored(page, ("xa", "xã"), ("Loc", "Lộc mới"), ("huyen", "huyện"))
    given = transcribe(page, done)
    assert given.text == done.text
    assert "\n".join(" ".join(word.text for word in line.words) for line in given.lines) == given.text
    assert all(given.text[word.start : word.end] == word.text for word in words_of(given))
    assert all(given.text[line.start : line.end].split() == [w.text for w in line.words] for line in given.lines)


def test_without_restoration_the_words_are_those_of_the_reader() -> None:
    page = page_of("Ke hoạch", candidates={"hoạch": (("hoạch", 0.7), ("hoach", 0.29), ("hoặc", 0.01), ("h", 0.001))})
    given = transcribe(page)
    first, second = words_of(given)
    assert (first.text, first.source, first.confidence, first.candidates) == ("Ke", None, 0.9, ())
    assert second.candidates == (("hoạch", 0.7), ("hoach", 0.29), ("hoặc", 0.01))


def test_confidence_is_that_of_reader_and_restorer_together() -> None:
    page = page_of("hai xa", confidence=0.8)
    doubt = syllable("hai xã", "xã", 0.5, ("xa", 0.4), ("xà", 0.002), flag="ambiguous")
    first, second = words_of(transcribe(page, restored(page, ("xa", "xã"), syllables=[doubt])))
    assert (first.confidence, first.flag, first.candidates) == (0.8, "", ())
    assert (second.confidence, second.flag) == (0.4, "ambiguous")
    assert second.candidates == (("xã", 0.5), ("xa", 0.4))


def test_candidates_are_whole_words_with_what_stands_around_the_syllable() -> None:
    page = page_of("(xa, tp-xa)")
    first = syllable("(xã, tp-xã)", "xã", 0.9, ("xa", 0.1))
    last = Syllable(8, 10, 0, 0, 0.6, (("xã", 0.6), ("xà", 0.4)))
    given = transcribe(page, restored(page, ("xa", "xã"), ("xa", "xã"), syllables=[first, last]))
    assert [word.candidates for word in words_of(given)] == [
        (("(xã,", 0.9), ("(xa,", 0.1)),
        (("tp-xã)", 0.6), ("tp-xà)", 0.4)),
    ]


def test_where_the_restorer_has_no_other_reading_those_of_the_reader_stand() -> None:
    page = page_of("03 xã", candidates={"03": (("08", 0.5), ("03", 0.4))})
    assert words_of(transcribe(page, restored(page)))[0].candidates == (("03", 0.4), ("08", 0.5))


def test_cells_of_a_table_are_those_of_the_restored_text() -> None:
    text = "Phu luc\nTT\nTên xa\n1\nNa Tau\nHết"
    box = Box(0, 0, 10, 10)
    cells = [(0, 0, "TT", box), (0, 1, "Tên xa", box), (1, 0, "1", box), (1, 1, "Na Tau", box), (2, 0, "", box)]
    page = page_of(text, tables=(table_of(text, cells),))
    given = transcribe(page, restored(page, ("Phu luc", "Phụ lục"), ("xa", "xã thôn"), ("Na Tau", "Nà Tấu")))
    [table] = given.tables
    assert [given.text[c.start : c.end] for c in table.cells] == ["TT", "Tên xã thôn", "1", "Nà Tấu", ""]


def test_plain_text_has_words_without_places() -> None:
    page = Page(1, "Ke hoach\n- năm 2025", (), 0.0, 0.0, "plain", Verdict("marks-lost", "restore", "Mất dấu."))
    given = transcribe(page, restored(page, ("Ke", "Kế")))
    assert [(w.text, w.source, w.box, w.confidence) for w in words_of(given)] == [
        ("Kế", "Ke", None, 1.0),
        ("hoach", None, None, 1.0),
        ("-", None, None, 1.0),
        ("năm", None, None, 1.0),
        ("2025", None, None, 1.0),
    ]


def test_a_line_of_very_many_words_takes_no_more_than_its_share_of_time() -> None:
    page = page_of(" ".join(["xa"] * 40_000))
    begun = time.monotonic()
    given = transcribe(page, restored(page, ("xa", "xã")))
    assert len(given.lines[0].words) == 40_000
    assert time.monotonic() - begun < 10


def test_with_the_restorer_every_word_keeps_a_place_on_its_line() -> None:
    text = (
        "Uy ban nhan dan huyen xay dung ke hoach thyc hién\n"
        "Phong trao thi dua giai doan 2021-2025, phan dau d6n nam 2024\n"
        "co 05/19 xa dat chuan n6ng thon m6i theo Quyét dinh sé 263/QD-TTg\n\nđược Thủ tướngChính phủ phê duyệt"
    )
    page = page_of(text)
    done = restore_reading(Reading((page,), "image"), load_restorer())
    assert done.changed
    given = transcribe(page, done)
    assert given.text == done.text
    for index, line in enumerate(given.lines):
        for word in line.words:
            assert word.box
            assert word.box.top == TOP + index * STEP
            assert 0 <= word.confidence <= 1
            assert word.box.x0 < word.box.x1
        lefts = [word.box.x0 for word in line.words if word.box]
        assert lefts == sorted(lefts)
    changed = {word.text: word.source for word in words_of(given) if word.source is not None}
    assert changed["huyện"] == "huyen"
    assert "05/19" not in changed


def test_tables_without_cells_do_no_harm() -> None:
    assert transcribe(page_of("xã", tables=(Table(()),))).tables == (Table(()),)
