"""What the benchmark of reading counts, on pages small enough to count by hand."""

from __future__ import annotations

import pytest

from benchmarks.reading.page_scores import match_lines, normalise, normalise_flagged, score_page
from benchmarks.reading.product import find_flagged, is_flagged, pages_of
from benchmarks.reading.readers import join_lines
from benchmarks.reading.readings import PageRead
from ntm_extract.alignment import Edit, apply_edits
from ntm_extract.pages import Box, Cell, Page, Reading, Table, Verdict, Word
from ntm_extract.restore import Restoration, Syllable

HEAD = ["ỦY BAN NHÂN DÂN", "HUYỆN AN SƠN", "Số: 12/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do"]
GOLD = "\n".join([*HEAD, "Đến năm 2025 có 05/13 xã đạt chuẩn, tăng 2 xã", "so với năm 2021."])
BOX = Box(0, 0, 1, 1)


def read(text: str, *flagged: str) -> PageRead:
    return PageRead(text, text, tuple((text.index(word), text.index(word) + len(word)) for word in flagged))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kê\u0301 hoạch  số\t5 \r\n\r\n 12 ", "Kế hoạch số 5\n12"),
        ("Tờ trình số 14/TTr\ufffe\nPKT", "Tờ trình số 14/TTr-\nPKT"),
        ("một\u00a0hai\f", "một hai"),
        ("\n\n", ""),
        ("CHÍNH PHỦ\n_________\n– Số: 5 - 7 ———\n...", "CHÍNH PHỦ\n– Số: 5 - 7\n..."),
    ],
)
def test_all_texts_are_compared_in_one_form(text: str, expected: str) -> None:
    assert normalise(text) == expected


@pytest.mark.parametrize(
    ("text", "edits", "moved"),
    [
        (GOLD, 0, 0),
        (GOLD.replace("\n", "\n\n") + "\n", 0, 0),
        (GOLD.replace("tăng 2 xã", "tang 2 xã"), 1, 1),
        ("", len(GOLD), len(GOLD) - GOLD.count("\n")),
    ],
)
def test_letters_are_counted_by_edits(text: str, edits: int, moved: int) -> None:
    score = score_page(GOLD, (), read(text))
    assert (score.letters, score.edits, score.moved_edits) == (len(GOLD), edits, moved)


@pytest.mark.parametrize(
    "lines",
    [
        [HEAD[3], HEAD[4], *HEAD[:3], *GOLD.split("\n")[5:]],
        [f"{HEAD[0]} {HEAD[3]}", f"{HEAD[1]} {HEAD[4]}", HEAD[2], *GOLD.split("\n")[5:]],
        [*GOLD.split("\n")[5:], *HEAD],
        [*HEAD, "Đến năm 2025", "có 05/13 xã đạt chuẩn, tăng 2 xã so với năm 2021."],
    ],
    ids=["columns in the other order", "columns side by side", "head last", "broken elsewhere"],
)
def test_another_order_of_lines_costs_no_letters(lines: list[str]) -> None:
    score = score_page(GOLD, (), read("\n".join(lines)))
    assert score.edits > 0
    assert score.moved_edits == 0
    assert (score.numbers_right, score.wrong_unflagged) == (5, 0)


def test_a_letter_wrong_in_another_order_costs_one() -> None:
    text = "\n".join([HEAD[3].replace("VIỆT", "VIÊT"), HEAD[4], *HEAD[:3], *GOLD.split("\n")[5:]])
    assert score_page(GOLD, (), read(text)).moved_edits == 1


def test_what_is_made_up_costs_its_letters() -> None:
    assert score_page(GOLD, (), read(GOLD + "\nxyz")).moved_edits == 3


def test_stretches_that_fit_are_told_with_their_places() -> None:
    gold, text = "Phó Chủ tịch\nMai Xuân Thiện", "Nơi nhận: Phó Chủ tich\nMai Xuân Thiện"
    found = {(gold[slice(*match.gold)], text[slice(*match.read)], match.edits) for match in match_lines(gold, text)}
    assert found == {("Phó Chủ tịch", "Phó Chủ tich", 1), ("Mai Xuân Thiện", "Mai Xuân Thiện", 0)}


@pytest.mark.parametrize(
    ("text", "flagged", "right", "unflagged"),
    [
        (GOLD, [], 5, 0),
        (GOLD.replace("05/13", "06/13"), [], 4, 1),
        (GOLD.replace("05/13", "06/13"), ["06/13"], 4, 0),
        (GOLD.replace("05/13 ", ""), [], 4, 1),
        (GOLD.replace("05/13", "OS/l3"), ["OS/l3"], 4, 0),
        (GOLD.replace("tăng 2 xã", "tăng z xã"), ["z"], 4, 0),
        (GOLD.replace("tăng 2 xã", "tăng z xã"), [], 4, 1),
        (GOLD.replace("HUYỆN", "HUY3N"), [], 5, 1),
        (GOLD.replace("HUYỆN", "HUY3N"), ["HUY3N"], 5, 0),
        (GOLD + "\n7", [], 5, 1),
        (GOLD.replace("2025 có", "2025có"), [], 4, 1),
        (GOLD.replace("05/13", "06/13"), ["2025"], 4, 1),
    ],
)
def test_numbers_wrong_are_told_or_not(text: str, flagged: list[str], right: int, unflagged: int) -> None:
    score = score_page(GOLD, (), read(text, *flagged))
    assert (score.numbers, score.numbers_right, score.wrong_unflagged) == (5, right, unflagged)


@pytest.mark.parametrize(("flagged", "unflagged"), [([], 1), (["16"], 0), (["Bản"], 1)])
def test_a_cell_that_shares_nothing_is_looked_for_in_its_place(flagged: list[str], unflagged: int) -> None:
    gold, text = "TT\n15\nBản Lầu\n17", "TT\n16\nBản Lầu\n17"
    score = score_page(gold, (), read(text, *flagged))
    assert (score.numbers_right, score.wrong_unflagged, score.moved_edits) == (1, unflagged, 1)


def test_flags_stay_with_their_words_when_a_text_is_normalised() -> None:
    text = "có  05/13\n\n xã"
    assert normalise_flagged(text, [(4, 9)]) == ("có 05/13\nxã", [(3, 8)])
    assert normalise_flagged(text, [(5, 6)]) == ("có 05/13\nxã", [(3, 8)])
    assert normalise_flagged("___ 05", [(4, 6)]) == ("05", [(0, 2)])


CELLS = ((0, 0, "TT"), (0, 1, "Tên xã"), (1, 0, "1"), (1, 1, "Bản Lầu"), (2, 0, "2"), (2, 1, "Nấm Lư"), (2, 2, ""))


@pytest.mark.parametrize(
    ("tables", "right"),
    [
        ([CELLS], 6),
        ([], 0),
        ([tuple((row + 1, column, text) for row, column, text in CELLS)], 6),
        ([((0, 0, "PHỤ LỤC"), *((row + 1, column, text) for row, column, text in CELLS))], 6),
        ([tuple((row, column + 1, text) for row, column, text in CELLS)], 0),
        ([CELLS[:2], CELLS[2:]], 6),
        ([[(0, 1, "Tên\nxã"), (1, 0, "1"), (1, 1, "Bản Lấu"), (2, 0, "2"), (2, 1, "Nấm Lư")]], 4),
        ([[cell for cell in CELLS if cell[0] != 1]], 4),
    ],
    ids=["as it is", "none", "rows from 1", "title in it", "columns off", "cut in two", "a letter", "a row lost"],
)
def test_cells_are_right_in_their_column_and_order(tables: list[tuple[tuple[int, int, str], ...]], right: int) -> None:
    score = score_page("", CELLS, PageRead("", "", (), tuple(map(tuple, tables))))
    assert (score.cells, score.cells_right) == (6, right)


@pytest.mark.parametrize(
    ("word", "syllable", "flagged"),
    [
        (Word(0, 4, BOX, 0.95), None, False),
        (Word(0, 4, BOX, 0.79), None, True),
        (Word(0, 4, BOX, 0.95, (("2025", 0.9), ("2026", 0.1))), None, True),
        (Word(0, 4, BOX, 0.95), Syllable(0, 4, 0, 4, 1.0, (), "unreadable-number"), True),
        (Word(0, 4, BOX, 0.95), Syllable(0, 4, 0, 4, 0.95, ()), False),
    ],
)
def test_a_token_is_flagged_by_its_reader_or_by_the_restorer(
    word: Word, syllable: Syllable | None, flagged: bool
) -> None:
    assert is_flagged([word], [syllable] if syllable else []) is flagged


def test_flags_and_cells_of_the_product_are_those_of_the_restored_text() -> None:
    first, second = "Nam 2025 co", "5 xa\nTT 12"
    cells = (Cell(0, 0, 5, 7, BOX), Cell(0, 1, 8, 10, BOX))
    verdict = Verdict("picture", "ocr", "")
    pages = (
        Page(1, first, (Word(0, 3, BOX, 0.9), Word(4, 8, BOX, 0.3), Word(9, 11, BOX, 0.9)), 1, 1, "ocr", verdict),
        Page(2, second, (Word(0, 1, BOX, 0.9), Word(2, 4, BOX, 0.9)), 1, 1, "ocr", verdict, (Table(cells),)),
    )
    reading = Reading(pages, "pdf")
    text, alignment = apply_edits(reading.text, [Edit(0, 3, "Năm thứ"), Edit(14, 16, "xã")])
    doubted = Syllable(text.index("12"), text.index("12") + 2, 20, 22, 0.5, (), "unreadable-number")
    done = Restoration(reading.text, text, alignment, (doubted,))
    assert [text[slice(*span)] for span in find_flagged(reading, done)] == ["2025", "12"]
    one, two = pages_of(reading, done)
    assert (one.text, one.raw, one.verdict) == ("Năm thứ 2025 co", first, "picture")
    assert [page.text[slice(*span)] for page in (one, two) for span in page.flagged] == ["2025", "12"]
    assert two.tables == (((0, 0, "TT"), (0, 1, "12")),)


def test_boxes_on_one_height_are_one_line() -> None:
    found = [((300, 10, 22), "VIỆT NAM"), ((20, 12, 24), "HUYỆN"), ((20, 30, 42), "Số: 12"), ((300, 27, 39), "ngày 5")]
    assert join_lines(found) == ["HUYỆN VIỆT NAM", "Số: 12 ngày 5"]
