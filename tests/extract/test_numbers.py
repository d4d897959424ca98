from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_extract.extract.targets.numbers import Quantity, find_quantities


def one(text: str) -> Quantity:
    [quantity] = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "figures", "value"),
    [
        ("có 02 xã", "02", 2),
        ("tăng 1,5 lần", "1,5", 1.5),
        ("đạt 16,5 tiêu chí/xã", "16,5", 16.5),
        ("đạt 16.5 tiêu chí/xã", "16.5", 16.5),
        ("hỗ trợ 1.500 hộ", "1.500", 1500),
        ("vốn 1.250.000 đồng", "1.250.000", 1250000),
        ("vốn 1.250,5 tỷ đồng", "1.250,5", 1250.5),
        ("thu nhập 50 triệu đồng/người/năm", "50", 50),
        ("trồng mới 5ha rừng", "5", 5),
        ("- 05 xã đạt chuẩn", "05", 5),
        ("năm 2020 - 15 xã đạt chuẩn", "15", 15),
        ("giai đoạn 2021 - 2025, 10 xã", "10", 10),
        ("mỗi tháng 02 lần", "02", 2),
        ("tổng số 181 xã", "181", 181),
    ],
)
def test_a_number_is_read_as_vietnamese_writes_it(text: str, figures: str, value: float) -> None:
    quantity = one(text)
    assert (text[quantity.start : quantity.end], quantity.value, quantity.comparator) == (figures, value, "=")


@pytest.mark.parametrize(
    ("text", "percent"),
    [("đạt 63,5%", 63.5), ("đạt 63,5 % hộ", 63.5), ("100% xóm", 100), ("**30%** thôn", 30), ("10 phần trăm số hộ", 10)],
)
def test_a_share_has_a_percentage_and_no_value(text: str, percent: float) -> None:
    assert (one(text).percent, one(text).value) == (percent, None)


def test_a_part_of_a_whole_keeps_the_whole() -> None:
    assert (one("có 02/13 xã").value, one("có 02/13 xã").denominator) == (2, 13)
    assert (one("115 / 181 xã").value, one("115 / 181 xã").denominator) == (115, 181)


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("mỗi xã đạt 1-2 tiêu chí", "1-2", 1, 2),
        ("mỗi xã đạt từ 1-2 tiêu chí", "từ 1-2", 1, 2),
        ("từ 5 đến 7 xã", "từ 5 đến 7", 5, 7),
        ("ít nhất 2-3 sản phẩm", "ít nhất 2-3", 2, 3),
        ("02 - 03 mô hình", "02 - 03", 2, 3),
    ],
)
def test_a_range_has_two_ends(text: str, words: str, low: float, high: float) -> None:
    quantity = one(text)
    assert (quantity.comparator, quantity.value, quantity.value_max) == ("range", low, high)
    assert text[quantity.said_start : quantity.end] in (words, words.removeprefix("từ "))


def test_a_range_of_shares() -> None:
    for text in ("từ 5% đến 7%", "5-7%", "5% - 7%", "5% đến 7%"):
        assert (one(text).percent, one(text).percent_max, one(text).value) == (5, 7, None)


def test_a_falling_pair_is_two_numbers_and_no_range() -> None:
    assert [q.percent for q in find_quantities("30% - 20%")] == [30, 20]


@pytest.mark.parametrize(
    ("text", "said", "comparator"),
    [
        ("≥ 30%", "≥ 30%", ">="),
        (">= 30%", ">= 30%", ">="),
        ("≤5%", "≤5%", "<="),
        ("trên 03%", "trên 03%", ">"),
        ("hơn 90%", "hơn 90%", ">"),
        ("ít nhất 10 xã", "ít nhất 10", ">="),
        ("Ít nhất có 04 xã", "Ít nhất có 04", ">="),
        ("tối thiểu đạt 80%", "tối thiểu đạt 80%", ">="),
        ("không dưới 10 xã", "không dưới 10", ">="),
        ("đạt từ 80% trở lên", "80% trở lên", ">="),
        ("giảm từ 3%/năm trở lên", "3%/năm trở lên", ">="),
        ("từ 3 sao trở lên", "3 sao trở lên", ">="),
        ("không quá 5%", "không quá 5%", "<="),
        ("tối đa 3 tỷ đồng", "tối đa 3", "<="),
        ("5% trở xuống", "5% trở xuống", "<="),
        ("dưới 15 tiêu chí", "dưới 15", "<"),
        ("it nhat 5 xa", "it nhat 5", ">="),
        ("trên địa bàn 12 xã", "12", "="),
    ],
)
def test_the_words_around_a_number_say_how_it_is_meant(text: str, said: str, comparator: str) -> None:
    quantity = one(text)
    assert (text[quantity.said_start : quantity.said_end], quantity.comparator) == (said, comparator)


@pytest.mark.parametrize(
    "text",
    [
        "ngày 22/02/2022", "ngày 09/6", "năm 2025", "giai đoạn 2021-2025", "Quý IV/2025",
        "trong 90 ngày kể từ ngày ban hành",
        "Quyết định 263/QĐ-TTg", "số 867", "Nghị quyết 03/2022/NQ-HĐND", "272/KH - UBND", "12- -NQ/TU",
        "1. Mục đích", "2.1 Nội dung", "\n(1) Phát động", "Điều 3, khoản 1 và 2", "tiêu chí số 5",
        "tiêu chí 17 về môi trường",
        "Mẫu 02", "quốc lộ 4A", "COVID-19", "mạng 4G", "trực 24/7", "08:30", "điện thoại 0206123456", "",
    ],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == []


def test_item_numbers_are_none_where_lines_were_lost() -> None:
    assert [q.value for q in find_quantities("1. Mục đích: có 5 xã. 2. Yêu cầu; 2.1. Chung.")] == [5]


def test_an_english_thousands_comma_is_doubted() -> None:
    assert one("1,500 tỷ đồng").doubts
    assert not one("0,125 ha").doubts


def test_small_numbers_in_words_are_no_quantities() -> None:
    assert find_quantities("chọn ba xã làm điểm") == []


@settings(deadline=None)
@given(st.integers(1, 999_999), st.sampled_from(["xã", "thôn", "hộ", "%", " %"]))
def test_a_rendered_count_is_found_with_its_value(count: int, unit: str) -> None:
    rendered = f"{count:,}".replace(",", ".")
    quantity = one(f"phấn đấu có {rendered}{unit if unit.strip() == '%' else ' ' + unit} đạt chuẩn")
    assert (quantity.percent if "%" in unit else quantity.value) == count


@settings(deadline=None)
@given(
    st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31)), st.sampled_from(["ngày %d/%m/%Y", "%d/%m/%Y"])
)
def test_a_date_is_never_a_quantity(day: date, form: str) -> None:
    assert find_quantities(f"họp {day.strftime(form)} tại huyện") == []


@settings(deadline=None)
@given(st.text(alphabet="0123456789.,/-% ≥từđếntrởlên\nABxã", max_size=60))
def test_any_text_is_read_without_raising_and_in_order(text: str) -> None:
    reach = 0
    for quantity in find_quantities(text):
        assert reach <= quantity.start < quantity.end <= len(text)
        assert 0 <= quantity.said_start <= quantity.start and quantity.end <= quantity.said_end <= len(text)
        assert (quantity.value is None) == (quantity.percent is not None)
        reach = quantity.end


@pytest.mark.parametrize(
    "piece", ["1", "1.", "1.000.", "1/", "1 - ", "từ ", "từ 1 đến ", "ít nhất ", "≥ ", "5 xã trở "]
)
def test_reading_time_grows_with_the_text_and_not_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        begin = time.perf_counter()
        find_quantities(text, [])
        return time.perf_counter() - begin

    seconds(1_000)
    assert seconds(120_000) < max(2.0, 16 * seconds(15_000))


def test_a_count_of_more_than_the_whole_is_read_as_written() -> None:
    """Plans err (`14/13 xã`), and whoever checks them needs the row; a day, 24/7 and the like stay no amounts."""
    [quantity] = find_quantities("có 14/13 xã đạt chuẩn", ())
    assert (quantity.value, quantity.denominator) == (14, 13)
    assert not [q for q in find_quantities("trực 24/7 và 15/12", ()) if q.denominator]
