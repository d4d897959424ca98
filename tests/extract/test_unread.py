"""Number and date line of a picture: what was read surely is taken over, the rest is left open with its place."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

from ntm_extract.pages import Box, Origin, Page, Reading, Verdict, Word
from ntm_extract.plan import Plan

HEAD = """ỦY BAN NHÂN DÂN
HUYỆN MƯỜNG KHƯƠNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
{number}
{date}
KẾ HOẠCH
Thực hiện phong trào xây dựng nông thôn mới giai đoạn 2021 - 2025
I. MỤC TIÊU
1. Đến năm 2025 có 7 xã đạt chuẩn nông thôn mới.
II. TỔ CHỨC THỰC HIỆN
1. Trong 90 ngày kể từ ngày ban hành Kế hoạch này, các xã xây dựng kế hoạch của xã.
"""
NUMBER, DATE = "Số: 15/KH-UBND", "Mường Khương, ngày 23 tháng 8 năm 2022"
PICTURE = Verdict("picture", "ocr", "Trang là ảnh.")

Candidates = tuple[tuple[str, float], ...]


def plan_of(number: str = NUMBER, date: str = DATE, origin: Origin = "ocr", **doubted: Candidates) -> Plan:
    """Give the plan of a page on which words of the number and date line are doubted (`w23`: the word 23)."""
    text = HEAD.format(number=number, date=date)
    readings = {name.removeprefix("w"): candidates for name, candidates in doubted.items()}
    words, at = [], 0
    for row, line in enumerate(text.split("\n")):
        column = 0
        for part in line.split(" "):
            if part:
                box = Box(50.0 + 5 * column, 40.0 + 20 * row, 50.0 + 5 * (column + len(part)), 52.0 + 20 * row)
                candidates = readings.get(part, ()) if row in (4, 5) else ()
                words.append(
                    Word(at + column, at + column + len(part), box, dict(candidates).get(part, 1.0), candidates)
                )
            column += len(part) + 1
        at += len(line) + 1
    reading = Reading((Page(1, text, tuple(words), 595, 842, origin, PICTURE),), "pdf")
    return extract_text(text, reading=reading)


def doubt(*candidates: tuple[str, float]) -> dict[str, Candidates]:
    return {candidates[0][0]: candidates}


def test_figures_that_are_sure_are_taken_over() -> None:
    plan = plan_of()
    assert (plan.document.number, plan.document.issued_on, plan.unread) == ("15/KH-UBND", "2022-08-23", [])


def test_a_number_in_doubt_is_left_open_with_what_it_may_be() -> None:
    plan = plan_of(**doubt(("15/KH-UBND", 0.5), ("16/KH-UBND", 0.3), ("15/KH-UBNĐ", 0.1), ("IS/KH-UBND", 0.05)))
    assert (plan.document.number, plan.document.symbol) == (None, "KH-UBND")
    (place,) = plan.unread
    assert (place.field, place.page, place.source_quote, place.picture) == ("number", 1, NUMBER, None)
    assert place.bbox == [(50.0, 120.0, 120.0, 132.0)]
    assert place.candidates == [("15/KH-UBND", 0.6), ("16/KH-UBND", 0.3)]
    assert place.note in plan.notes
    assert "15/KH-UBND" in place.note
    assert plan.document.issued_on == "2022-08-23"


def test_doubt_about_letters_of_the_symbol_is_none_about_the_number() -> None:
    plan = plan_of(**doubt(("15/KH-UBND", 0.5), ("15/KH-UBNĐ", 0.48)))
    assert (plan.document.number, plan.unread) == ("15/KH-UBND", [])


@pytest.mark.parametrize(
    ("number", "symbol", "candidates"),
    [
        pytest.param("Số: 15C/KH-UBND", "KH-UBND", (("15C/KH-UBND", 0.9),), id="a letter for a figure"),
        pytest.param("Số: 1 5/KH-UBND", "KH-UBND", (), id="in pieces"),
        pytest.param("Số: J&/KH-UBND", "KH-UBND", (), id="scribble"),
    ],
)
def test_a_number_that_is_none_is_left_open_with_its_place(number: str, symbol: str, candidates: Candidates) -> None:
    plan = plan_of(number, **({candidates[0][0]: candidates} if candidates else {}))
    assert (plan.document.number, plan.document.symbol) == (None, symbol)
    assert [(place.field, place.source_quote, place.candidates) for place in plan.unread] == [("number", number, [])]
    assert plan.notes.count(plan.unread[0].note) == 1


@pytest.mark.parametrize("number", ["Số: /KH-UBND", "Số:      /KH-UBND", "Số: …../KH-UBND"])
def test_a_number_that_the_office_left_blank_is_no_doubt(number: str) -> None:
    plan = plan_of(number)
    assert (plan.document.number, plan.document.symbol, plan.unread) == (None, "KH-UBND", [])


@pytest.mark.parametrize("date", ["Mường Khương, ngày     tháng 8 năm 2022", "Mường Khương, ngày … tháng 8 năm 2022"])
def test_a_day_that_the_office_left_blank_is_no_doubt(date: str) -> None:
    plan = plan_of(date=date)
    assert (plan.document.issued_on, plan.unread) == ("2022-08", [])


@pytest.mark.parametrize(
    ("date", "doubted", "issued_on", "candidates"),
    [
        pytest.param(
            DATE, doubt(("23", 0.6), ("28", 0.3)), "2022-08", [("2022-08-23", 0.6), ("2022-08-28", 0.3)], id="day"
        ),
        pytest.param(
            DATE, doubt(("8", 0.6), ("6", 0.3)), "2022", [("2022-08-23", 0.6), ("2022-06-23", 0.3)], id="month"
        ),
        pytest.param(
            DATE, doubt(("2022", 0.6), ("2023", 0.3)), None, [("2022-08-23", 0.6), ("2023-08-23", 0.3)], id="year"
        ),
        pytest.param(
            DATE.replace("23", "31").replace("8", "4"),
            doubt(("31", 0.9), ("30", 0.1)),
            "2022-04",
            [("2022-04-30", 0.1)],
            id="a day that there is not",
        ),
        pytest.param(DATE.replace("23", "2S"), {}, "2022-08", [], id="a letter for a figure"),
        pytest.param(DATE.replace("8", "15"), {}, "2022", [], id="a month that there is not"),
        pytest.param(DATE.replace(" 8 ", " b "), {}, "2022", [], id="a letter for the month"),
    ],
)
def test_a_date_is_as_precise_as_it_is_sure(
    date: str, doubted: dict[str, Candidates], issued_on: str | None, candidates: list[tuple[str, float]]
) -> None:
    plan = plan_of(date=date, **{f"w{word}": readings for word, readings in doubted.items()})
    assert plan.document.issued_on == issued_on
    (place,) = plan.unread
    assert (place.field, place.source_quote, place.candidates) == ("issued_on", date, candidates)
    assert place.note in plan.notes
    assert plan.document.number == "15/KH-UBND"


def test_signs_that_a_pen_leaves_about_a_day_are_no_other_day() -> None:
    date = DATE.replace("23", "23,")
    plan = plan_of(date=date, **{"w23,": (("23,", 0.4), ("23", 0.3), ("23.", 0.2))})
    assert (plan.document.issued_on, plan.unread) == ("2022-08-23", [])


def test_nothing_is_counted_from_a_day_in_doubt() -> None:
    assert [row.when for row in plan_of().deadlines] == ["2022-11-21"]
    (row,) = plan_of(w23=(("23", 0.5), ("28", 0.4))).deadlines
    assert (row.when, row.modifier) == (None, "by")
    assert any("chưa rõ là ngày nào" in doubt for doubt in row.doubts)


def test_what_a_text_layer_says_is_not_doubted() -> None:
    plan = plan_of(origin="text-layer", **doubt(("15/KH-UBND", 0.5), ("16/KH-UBND", 0.3)))
    assert (plan.document.number, plan.unread) == ("15/KH-UBND", [])
    broken = plan_of("Số: 15C/KH-UBND", DATE.replace("23", "2S"), origin="text-layer")
    assert (broken.document.number, broken.document.issued_on, broken.unread) == (None, "2022-08", [])
    assert len(broken.notes) == 1


@pytest.mark.parametrize(
    ("number", "date", "fields"),
    [
        pytest.param("4/KH-UBND", DATE, ["number"], id="scribble over the word Số"),
        pytest.param(NUMBER, "Mường Khương, tháng 8 năm 2022", ["issued_on"], id="scribble over the word ngày"),
    ],
)
def test_a_line_that_was_not_read_is_looked_for_in_the_head_of_the_page(
    number: str, date: str, fields: list[str]
) -> None:
    plan = plan_of(number, date)
    assert [place.field for place in plan.unread] == fields
    assert [(place.page, place.source_quote, place.candidates) for place in plan.unread] == [(1, "", [])]
    ((x0, top, x1, bottom),) = plan.unread[0].bbox
    assert (x0, top) == (50.0, 40.0)
    assert bottom >= 172
    assert x1 > 200
    assert plan.unread[0].note in plan.notes
    assert plan_of(number, date, origin="text-layer").unread == []
