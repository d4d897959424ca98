from __future__ import annotations

import time
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_extract.extract.times.dates import TimeSpan, find_times, resolve_time

Told = tuple[str, str | None, str | None, str | None]


def told(text: str) -> list[Told]:
    """Give each time's words, EDTF, recurrence and modifier."""
    return [(text[t.start : t.end], t.edtf, t.recurrence, t.modifier) for t in find_times(text)]


@pytest.mark.parametrize(
    ("text", "words", "edtf", "modifier"),
    [
        # one date, however it is written
        ("ban hành ngày 26 tháng 9 năm 2022 của UBND", "ngày 26 tháng 9 năm 2022", "2022-09-26", None),
        ("ngày 26/9/2022", "ngày 26/9/2022", "2022-09-26", None),
        ("Công báo 26-9-2022", "26-9-2022", "2022-09-26", None),
        ("ngày 26 tháng 9/2022", "ngày 26 tháng 9/2022", "2022-09-26", None),
        ("Nghị quyết số 12-NQ/TU ngày \n\n09/6/2022", "ngày \n\n09/6/2022", "2022-06-09", None),
        ("NGÀY 26 THÁNG 9 NĂM 2022", "NGÀY 26 THÁNG 9 NĂM 2022", "2022-09-26", None),
        ("26 tháng Chín năm 2022", "26 tháng Chín năm 2022", "2022-09-26", None),
        ("ngày 2 tháng chín 2022", "ngày 2 tháng chín 2022", "2022-09-02", None),
        ("ngày 3 tháng mười hai năm 2022", "ngày 3 tháng mười hai năm 2022", "2022-12-03", None),
        ("ký 2026-06-02 08:06:58", "2026-06-02", "2026-06-02", None),
        # as precise as stated, not more
        ("Hòa An, ngày      tháng 10 năm 2022", "ngày      tháng 10 năm 2022", "2022-10", "in"),
        ("ngày … tháng … năm 2022", "ngày … tháng … năm 2022", "2022", "in"),
        ("tháng 11/2025", "tháng 11/2025", "2025-11", "in"),
        ("tháng 6 năm 2023", "tháng 6 năm 2023", "2023-06", "in"),
        ("tháng chín năm 2022", "tháng chín năm 2022", "2022-09", "in"),
        ("đến 12/2025", "đến 12/2025", "2025-12", "by"),
        ("năm 2023", "năm 2023", "2023", "in"),
        ("vào năm 2023", "vào năm 2023", "2023", "in"),
        ("quý IV năm 2022", "quý IV năm 2022", "2022-Q4", "in"),
        ("Quí IV-2025", "Quí IV-2025", "2025-Q4", "in"),
        ("quý 4/2022", "quý 4/2022", "2022-Q4", "in"),
        ("trong quý III năm 2022", "trong quý III năm 2022", "2022-Q3", "in"),
        # dust between its words
        ("ngày 20: tháng 01 năm 2023", "ngày 20: tháng 01 năm 2023", "2023-01-20", None),
        ("ngày 11. tháng 7 năm 2007", "ngày 11. tháng 7 năm 2007", "2007-07-11", None),
        ("ngày 10 tháng 02:năm 2026", "ngày 10 tháng 02:năm 2026", "2026-02-10", None),
        # a Roman number misread: there is no eleventh quarter
        ("Quý 11/2026", "Quý 11/2026", "2026-Q2", "in"),
        ("quý H năm 2026", "quý H năm 2026", "2026-Q2", "in"),
        ("quý ITI/2026", "quý ITI/2026", "2026-Q3", "in"),
        ("quý [V/2030", "quý [V/2030", "2030-Q4", "in"),
        ("Quý\nTV/2025", "Quý\nTV/2025", "2025-Q4", "in"),
        ("6 tháng đầu năm 2024", "6 tháng đầu năm 2024", "2024-01/2024-06", "in"),
        ("9 tháng đầu năm 2024", "9 tháng đầu năm 2024", "2024-01/2024-09", "in"),
        ("6 tháng cuối năm 2024", "6 tháng cuối năm 2024", "2024-07/2024-12", "in"),
        # by
        ("trước ngày 30/6/2023", "trước ngày 30/6/2023", "2023-06-30", "by"),
        ("chậm nhất là ngày 15/12/2023", "chậm nhất là ngày 15/12/2023", "2023-12-15", "by"),
        ("đến hết năm 2025", "đến hết năm 2025", "2025", "by"),
        # dust behind its words
        ("trước ngày ©\n31 tháng 10 năm 2026", "trước ngày ©\n31 tháng 10 năm 2026", "2026-10-31", "by"),
        ("đến hết ngày --\n14/12/2022", "đến hết ngày --\n14/12/2022", "2022-12-14", "by"),
        ("như sau:\n- Đến cuối năm 2024", "Đến cuối năm 2024", "2024", "by"),
        # `trước` misread, as it stands and as restoring made it
        ("nộp trivéc ngày 30/6/2023", "trivéc ngày 30/6/2023", "2023-06-30", "by"),
        ("nộp trừ độc ngày 30/6/2023", "trừ độc ngày 30/6/2023", "2023-06-30", "by"),
        (
            "họp tty ngày 01/4/2024 đến ngày 15/4/2024",
            "tty ngày 01/4/2024 đến ngày 15/4/2024",
            "2024-04-01/2024-04-15",
            "span",
        ),
        (
            "họp từ’ ngày 01/4/2024 đến ngày 15/4/2024",
            "từ’ ngày 01/4/2024 đến ngày 15/4/2024",
            "2024-04-01/2024-04-15",
            "span",
        ),
        ("Luật Đầu tư ngày 17 tháng 6 năm 2020", "ngày 17 tháng 6 năm 2020", "2020-06-17", None),
        ("trong tuần cuối của tháng 10/2025", "trong tuần cuối của tháng 10/2025", "2025-10", "in"),
        ("đến cuối năm 2025", "đến cuối năm 2025", "2025", "by"),
        ("Đến năm 2025", "Đến năm 2025", "2025", "by"),
        ("tầm nhìn đến 2045", "đến 2045", "2045", "by"),
        ("từ nay đến hết quý II năm 2026", "từ nay đến hết quý II năm 2026", "2026-Q2", "by"),
        # from
        ("kể từ ngày 01 tháng 3 năm 2027", "kể từ ngày 01 tháng 3 năm 2027", "2027-03-01", "from"),
        ("từ đầu năm 2023", "từ đầu năm 2023", "2023", "from"),
        ("vốn đầu tư năm 2023", "năm 2023", "2023", "in"),  # đầu tư is no `từ`
        # intervals
        ("giai đoạn 2021 - 2025", "giai đoạn 2021 - 2025", "2021/2025", "span"),
        ("giai đoạn 2021 - \n\n2025", "giai đoạn 2021 - \n\n2025", "2021/2025", "span"),
        ("từ năm 2022 đến năm 2025", "từ năm 2022 đến năm 2025", "2022/2025", "span"),
        ("từ năm 2022 đến hết năm 2025", "từ năm 2022 đến hết năm 2025", "2022/2025", "span"),
        ("2022 - 2025", "2022 - 2025", "2022/2025", "span"),
        (
            "từ ngày 08 đến ngày 10 tháng 12 năm 2025",
            "từ ngày 08 đến ngày 10 tháng 12 năm 2025",
            "2025-12-08/2025-12-10",
            "span",
        ),
        ("ngày 08-10/12/2025", "ngày 08-10/12/2025", "2025-12-08/2025-12-10", "span"),
        ("từ tháng 6 đến tháng 12 năm 2023", "từ tháng 6 đến tháng 12 năm 2023", "2023-06/2023-12", "span"),
        ("Quý III-IV/2022", "Quý III-IV/2022", "2022-Q3/2022-Q4", "span"),
        # what restoration leaves wrong
        ("den het nam 2025", "den het nam 2025", "2025", "by"),
        ("quy IV nam 2022", "quy IV nam 2022", "2022-Q4", "in"),
        ("phan dau den nam 2025", "den nam 2025", "2025", "by"),
        ("trước ngay 30/6/2023", "trước ngay 30/6/2023", "2023-06-30", "by"),
    ],
)
def test_one_time(text: str, words: str, edtf: str, modifier: str | None) -> None:
    assert told(text) == [(words, edtf, None, modifier)]


@pytest.mark.parametrize(
    ("text", "words", "recurrence", "modifier"),
    [
        ("Hằng năm báo cáo", "Hằng năm", "FREQ=YEARLY", "in"),
        ("hàng năm", "hàng năm", "FREQ=YEARLY", "in"),
        ("hang nam", "hang nam", "FREQ=YEARLY", "in"),
        ("hằng quý", "hằng quý", "FREQ=MONTHLY;INTERVAL=3", "in"),
        ("hằng tháng", "hằng tháng", "FREQ=MONTHLY", "in"),
        ("hàng tuần", "hàng tuần", "FREQ=WEEKLY", "in"),
        ("Định kỳ hằng năm", "Định kỳ hằng năm", "FREQ=YEARLY", "in"),
        ("Định kỳ 6 tháng", "Định kỳ 6 tháng", "FREQ=MONTHLY;INTERVAL=6", "in"),
        ("định kỳ 02 năm", "định kỳ 02 năm", "FREQ=YEARLY;INTERVAL=2", "in"),
        ("6 tháng một lần", "6 tháng một lần", "FREQ=MONTHLY;INTERVAL=6", "in"),
        ("thứ Sáu hàng tuần", "thứ Sáu hàng tuần", "FREQ=WEEKLY;BYDAY=FR", "in"),
        ("trước ngày 25 hằng tháng", "trước ngày 25 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=25", "by"),
        (
            "trước ngày 10 tháng 11 hằng năm",
            "trước ngày 10 tháng 11 hằng năm",
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=10",
            "by",
        ),
        (
            "Hằng năm, trước ngày 30/11",
            "Hằng năm, trước ngày 30/11",
            "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30",
            "by",
        ),
        ("tháng 12 hằng năm", "tháng 12 hằng năm", "FREQ=YEARLY;BYMONTH=12", "in"),
        (  # the number of the next item is no part of the day
            "trước ngày 15/12 hằng năm.\n2. Phòng Y tế",
            "trước ngày 15/12 hằng năm",
            "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15",
            "by",
        ),
        ("vào cuối quý", "vào cuối quý", "FREQ=MONTHLY;INTERVAL=3", "in"),
        ("cuối mỗi tháng", "cuối mỗi tháng", "FREQ=MONTHLY", "in"),
        (
            "Định kỳ 6 tháng (trước ngày 15/6)",
            "Định kỳ 6 tháng (trước ngày 15/6",
            "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15",
            "by",
        ),
        ("quý I hằng năm", "quý I hằng năm", "FREQ=YEARLY;BYMONTH=1,2,3", "in"),
        (
            "trước ngày 20 tháng cuối quý",
            "trước ngày 20 tháng cuối quý",
            "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
            "by",
        ),
    ],
)
def test_one_recurrence(text: str, words: str, recurrence: str, modifier: str) -> None:
    assert told(text) == [(words, None, recurrence, modifier)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        (
            "trước ngày 01/6 và 15/11 hằng năm",
            [
                ("trước ngày 01/6", None, "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", "by"),
                ("15/11 hằng năm", None, "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15", "by"),
            ],
        ),
        (
            "Quý IV/2025 và Quý I/2026",
            [("Quý IV/2025", "2025-Q4", None, "in"), ("Quý I/2026", "2026-Q1", None, "in")],
        ),
        ("Quý I, II năm 2026", [("Quý I", "2026-Q1", None, "in"), ("II năm 2026", "2026-Q2", None, "in")]),
        (
            "các năm 2023, 2024 và 2025",
            [("năm 2023", "2023", None, "in"), ("2024", "2024", None, "in"), ("2025", "2025", None, "in")],
        ),
        ("đến năm 2025, 2030", [("đến năm 2025", "2025", None, "by"), ("2030", "2030", None, "by")]),
        (
            "hằng tháng, quý, năm",
            [
                ("hằng tháng", None, "FREQ=MONTHLY", "in"),
                ("quý", None, "FREQ=MONTHLY;INTERVAL=3", "in"),
                ("năm", None, "FREQ=YEARLY", "in"),
            ],
        ),
        (
            "định kỳ 6 tháng, hằng năm",
            [
                ("định kỳ 6 tháng", None, "FREQ=MONTHLY;INTERVAL=6", "in"),
                ("hằng năm", None, "FREQ=YEARLY", "in"),
            ],
        ),
        ("sơ kết năm 2023; trước ngày 10 tháng 11", [
            ("năm 2023", "2023", None, "in"), ("trước ngày 10 tháng 11", None, None, "by"),
        ]),
        (  # the dash of the next item is no range
            "sơ kết năm 2023\n- Năm 2025: tổng kết",
            [("năm 2023", "2023", None, "in"), ("Năm 2025", "2025", None, "in")],
        ),
        (
            "sơ kết năm 2023 - Năm 2025: tổng kết",
            [("năm 2023", "2023", None, "in"), ("Năm 2025", "2025", None, "in")],
        ),
        ("năm 2022 - năm 2025", [("năm 2022 - năm 2025", "2022/2025", None, "span")]),
        ("trong tháng 6, 12 xã đạt chuẩn", [("trong tháng 6", None, None, "in")]),
        ("trước ngày 15/12.\n2. Các xã", [("trước ngày 15/12", None, None, "by")]),
        ("gửi trước ngày 25.\n3. Các xã", [("trước ngày 25", None, None, "by")]),
        (
            "hằng tháng (trước ngày 25), quý",
            [
                ("hằng tháng (trước ngày 25", None, "FREQ=MONTHLY;BYMONTHDAY=25", "by"),
                ("quý", None, "FREQ=MONTHLY;INTERVAL=3", "in"),
            ],
        ),
        ("tháng 4 và 04 tháng đầu năm 2026", [
            ("tháng 4", None, None, "in"), ("04 tháng đầu năm 2026", "2026-01/2026-04", None, "in"),
        ]),
    ],
)  # fmt: skip
def test_lists_of_times(text: str, times: list[Told]) -> None:
    assert told(text) == times


@pytest.mark.parametrize(
    "text",
    [
        "ngày 32/13/2022", "32/13/2022", "tháng 13 năm 2022", "ngày 32 tháng 9 năm 2022", "ngày 31 tháng 6 năm 2022",
        "30/02/2023", "có 02/13 xã", "Nghị quyết số 03/2022/NQ-HĐND", "Thông tư 12/2025/TT-BNNMT", "Ngân hàng",
        "gian hàng năm sao", "mỗi quý 11 cuộc", "quý tư lệnh năm", "Quỹ THU năm 2024",
        "đến 2025 hộ", "người Việt Nam 2025", "mỗi tháng 02 lần", "quý vị", "năm xã", "Điều 2021", "",
    ],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    assert told(text) == []


def test_a_bank_is_no_recurrence() -> None:
    assert told("Kế hoạch của Ngân hàng năm 2025") == [("năm 2025", "2025", None, "in")]


def test_a_period_is_told_from_an_interval() -> None:
    kinds = {
        "giai đoạn 2021 - 2025": "period",
        "nhiệm kỳ 2020 - 2025": "period",
        "giai đoạn từ năm 2021 đến năm 2025": "period",
        "kế hoạch 5 năm 2021 - 2025": "period",
        "thực hiện 2022 - 2025": "interval",
        "từ năm 2022 đến năm 2025": "interval",
    }
    assert {text: find_times(text)[0].kind for text in kinds} == kinds


@pytest.mark.parametrize("text", ["quy IV nam 2022", "hang nam", "thắng 6 năm 2023"])
def test_a_guess_at_lost_marks_is_recorded(text: str) -> None:
    assert find_times(text)[0].doubts


# --- what is left to the context ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "issued_on", "edtf"),
    [
        ("trong 90 ngày kể từ ngày ban hành", "2022-09-26", "2022-12-25"),
        ("trong thời hạn 30 (ba mươi) ngày, kể từ ngày ký", "2022-09-26", "2022-10-26"),
        ("sau 15 ngày kể từ khi Kế hoạch này được ban hành", "2022-09-26", "2022-10-11"),
        ("chậm nhất 02 tháng kể từ ngày ban hành Kế hoạch này", "2022-12-31", "2023-02-28"),
        ("trong 90 ngày kể từ ngày ban hành", "2022-10", None),  # the day of issue is blank
        ("trong 10 ngày làm việc kể từ ngày ban hành", "2022-09-26", None),  # holidays are not known
        ("trong 10 ngày kể từ ngày nhận được hồ sơ", "2022-09-26", None),
    ],
)
def test_a_duration_is_counted_from_the_day_of_issue(text: str, issued_on: str, edtf: str | None) -> None:
    [span] = find_times(text)
    assert span.kind == "relative"
    assert (span.start, span.edtf) == (0, None)
    assert resolve_time(span, issued_on=issued_on).edtf == edtf


def test_a_duration_is_a_time_by_which_unless_it_begins_after_it() -> None:
    assert find_times("trong 90 ngày kể từ ngày ban hành")[0].modifier == "by"
    assert find_times("sau 15 ngày kể từ ngày ký")[0].modifier == "from"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("trước ngày 10 tháng 11", "2023-11-10"), ("trong quý III", "2023-Q3"), ("6 tháng cuối năm", "2023-07/2023-12")],
)
def test_a_year_from_the_context_is_taken_and_said(text: str, edtf: str) -> None:
    [span] = find_times(text)
    resolved = resolve_time(span, year=2023)
    assert (span.edtf, resolved.edtf) == (None, edtf)
    assert any("2023" in doubt for doubt in resolved.doubts)


def test_what_states_its_year_does_not_take_another() -> None:
    [span] = find_times("trước ngày 30/6/2022")
    assert resolve_time(span, year=2023) == span


# --- properties -----------------------------------------------------------------------------------------------------

DATES = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))
FORMS = st.sampled_from(
    [
        "ngày {d} tháng {m} năm {y}",
        "{d:02d}/{m}/{y}",
        "{d}-{m:02d}-{y}",
        "ngày {d:02d}/{m:02d}/{y}",
        "Ngày  {d}\ntháng {m}  năm {y}",
    ]
)


@settings(deadline=None)
@given(
    DATES, FORMS, st.sampled_from(["", "báo cáo ", "kết quả, "]), st.sampled_from(["", ".", "; Sở Nội vụ", " của tỉnh"])
)
def test_a_rendered_date_is_found_with_its_edtf(day: date, form: str, before: str, after: str) -> None:
    rendered = form.format(d=day.day, m=day.month, y=day.year)
    [span] = find_times(before + rendered + after)
    assert (before + rendered + after)[span.start : span.end] == rendered
    assert span.edtf == day.isoformat()


@settings(deadline=None)
@given(DATES, FORMS)
def test_decomposed_letters_do_not_hide_a_date(day: date, form: str) -> None:
    rendered = form.format(d=day.day, m=day.month, y=day.year)
    text = unicodedata.normalize("NFD", f"ở đó {rendered}, quý khách")
    [span] = find_times(text)
    assert unicodedata.normalize("NFC", text[span.start : span.end]) == rendered
    assert span.edtf == day.isoformat()


VOCABULARY = (
    "ngày tháng năm quý 1 12 30 2022 2025 / - , và đến trước từ hết hằng định kỳ IV giai đoạn 6 đầu cuối kể lần"
)
WORDS = st.lists(st.sampled_from([*VOCABULARY.split(), "\n"]), max_size=30)


def check(spans: list[TimeSpan], text: str) -> None:
    reach = 0
    for span in spans:
        assert reach <= span.start < span.end <= len(text)
        reach = span.end


@settings(deadline=None)
@given(WORDS, st.sampled_from([" ", ""]))
def test_any_run_of_time_words_is_read_without_overlap(words: list[str], glue: str) -> None:
    text = glue.join(words)
    check(find_times(text), text)


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_without_raising(text: str) -> None:
    check(find_times(text), text)


def seconds(piece: str, size: int) -> float:
    text = piece * (size // len(piece))
    begin = time.perf_counter()
    find_times(text)
    return time.perf_counter() - begin


@pytest.mark.parametrize("piece", [" ", "ngày ", "1/", "12", "ngày" + " " * 40])
def test_a_megabyte_that_never_makes_a_time_is_read_in_seconds(piece: str) -> None:
    assert seconds(piece, 1_000_000) < 20


@pytest.mark.parametrize(
    "piece",
    [
        "năm 2025, ", "2021 - ", "hằng năm, quý, ", "trước ngày 1 ", "1 tháng ", "tháng 6, ", "quý I, ",
        "đến năm 2025 ", "từ ngày 1 đến ngày ",
    ],
)  # fmt: skip
def test_reading_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    seconds(piece, 1_000)  # loads what is loaded once
    assert seconds(piece, 64_000) < max(2.0, 16 * seconds(piece, 8_000))
