from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_extract.knowledge.instruments import (
    KINDS,
    load_symbols,
    normalize_number,
    number_pattern,
    organ_of_symbol,
)

PATTERN = re.compile(number_pattern())


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("263/QĐ-TTg", "263/QĐ-TTg"),
        ("263/QP-TTg", "263/QĐ-TTg"),
        ("587/QD-TTg", "587/QĐ-TTg"),
        ("867/Qb-\nUBND", "867/QĐ-UBND"),
        ("03/2022/NQ-HPND", "03/2022/NQ-HĐND"),
        ("272/KH - UBND", "272/KH-UBND"),
        ("1465/QĐ- \n\nUBND", "1465/QĐ-UBND"),
        ("12- -NQ/TU", "12-NQ/TU"),
        ("52-\nCT/TW", "52-CT/TW"),
        ("09-CTr/TU", "09-CTr/TU"),
        ("79-KL/TW", "79-KL/TW"),
        ("24/2022/UBTVQH15", "24/2022/UBTVQH15"),
        ("07/2023/TT- BLĐTBXH", "07/2023/TT-BLĐTBXH"),
        ("09/2026/NĐCP", "09/2026/NĐ-CP"),
        ("12/KH-MTTQ-BTT", "12/KH-MTTQ-BTT"),
        ("211/TB-VPCP", "211/TB-VPCP"),
        ("65/TTr-BNG-QLDA", "65/TTr-BNG-QLDA"),
        ("45/2019/QHI4", "45/2019/QH14"),
        ("Số: 05/BC-UBND", "05/BC-UBND"),
        ("1496/VPCP-KTTH", "1496/VPCP-KTTH"),
        ("33/QĐ-TTPVHCC", "33/QĐ-TTPVHCC"),  # an organ no list holds is left alone
        ("15a/KH-UBND", "15a/KH-UBND"),
        ("02–NQ/HU", "02-NQ/HU"),
    ],
)
def test_a_printed_number_becomes_canonical(printed: str, number: str) -> None:
    assert normalize_number(printed).number == number


@pytest.mark.parametrize("printed", ["263/QP-TTg", "03/2022/NQ-HPND", "09/2026/NĐCP", "12/2020/TT-BNNPNT"])
def test_a_repair_is_recorded(printed: str) -> None:
    assert any("sửa ký hiệu" in doubt for doubt in normalize_number(printed).doubts)


@pytest.mark.parametrize("printed", ["Số:         /KH-UBND", "…/KH-UBND", "KH-UBND"])
def test_a_blank_number_leaves_the_symbol(printed: str) -> None:
    blank = normalize_number(printed)
    assert (blank.number, blank.symbol, blank.kind, blank.doubts) == (None, "KH-UBND", "Kế hoạch", ())


def test_damaged_digits_are_never_guessed() -> None:
    damaged = normalize_number("J0&9/KH-UBND")
    assert damaged.number is None
    assert damaged.symbol == "KH-UBND"
    assert damaged.candidates == ("J0&9/KH-UBND",)
    assert damaged.doubts


@pytest.mark.parametrize(
    ("printed", "kinds", "issuer"),
    [
        ("263/QĐ-TTg", ("Quyết định",), "Thủ tướng Chính phủ"),
        ("37-QĐ/TW", ("Quyết định", "Quy định"), None),
        ("45/2019/QH14", ("Luật", "Bộ luật", "Nghị quyết"), "Quốc hội"),
        ("12/2025/TT-BNNMT", ("Thông tư",), "Bộ Nông nghiệp và Môi trường"),
        ("12/2018/TT-BNNPTNT", ("Thông tư",), "Bộ Nông nghiệp và Phát triển nông thôn"),
        ("867/QĐ-UBND", ("Quyết định",), None),
        ("1496/VPCP-KTTH", ("Công văn",), "Văn phòng Chính phủ"),
        ("02/2018/TTLT-BTC-BNV", ("Thông tư liên tịch",), None),
    ],
)
def test_a_symbol_tells_kind_and_issuer_where_it_decides_them(
    printed: str, kinds: tuple[str, ...], issuer: str | None
) -> None:
    number = normalize_number(printed)
    assert (number.kinds, number.issuer) == (kinds, issuer)


def test_a_joint_circular_has_all_its_organs() -> None:
    organs = normalize_number("02/2018/TTLT-BTC-BNV").organs
    assert [organ.name for organ in organs] == ["Bộ Tài chính", "Bộ Nội vụ"]


@pytest.mark.parametrize(
    ("token", "issuer"),
    [
        ("QĐ-TTg", "Thủ tướng Chính phủ"),
        ("NĐ-CP", "Chính phủ"),
        ("2022/UBTVQH15", "Ủy ban Thường vụ Quốc hội"),
        ("QĐ-UBND", None),
        ("NQ-HĐND", None),
        ("NQ-TU", None),
        ("NQ-TW", None),  # Ban Chấp hành Trung ương, Bộ Chính trị or Ban Bí thư
        ("QĐ-KHONGCO", None),
    ],
)
def test_who_signs_with_a_symbol(token: str, issuer: str | None) -> None:
    assert normalize_number(f"1/{token}").issuer == issuer


def test_ministries_know_when_their_name_was_in_force() -> None:
    before, after = organ_of_symbol("BTNMT"), organ_of_symbol("BNNMT")
    assert before is not None and before.until == "2025-02-28"
    assert after is not None and after.since == "2025-03-01"


def test_kinds_say_which_are_cited_by_name() -> None:
    assert {kind.name for kind in KINDS if kind.proper_name} == {"Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh"}


def test_every_listed_symbol_reads_as_itself() -> None:
    symbols = load_symbols()
    for short, organ in symbols.organ_of.items():
        lead = "12-NQ/" if organ.system == "party" else "12/NQ-"
        number = normalize_number(f"{lead}{short}")
        assert number.number == f"{lead}{short}"
        assert number.doubts == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Quyết định số 263/QĐ-TTg ngày 22/02/2022 của", ["263/QĐ-TTg"]),
        ("Kế hoạch số 272/KH - UBND ngày 14/9/2022", ["272/KH - UBND"]),
        ("867/Qb-\nUBND ngày", ["867/Qb-\nUBND"]),
        ("s6 12- -NQ/TU ngay", ["12- -NQ/TU"]),
        ("52-\nCT/TW; 24/NQ- UBTVQH15.", ["52-\nCT/TW", "24/NQ- UBTVQH15"]),
        ("Luật số 45/2019/QH14, Nghị định 34/2016/NĐ-CPngày 5", ["45/2019/QH14", "34/2016/NĐ-CP"]),
        ("QĐ số 651/QĐ-UBND - Ban Thi đua; 12/KH-MTTQ-BTT.", ["651/QĐ-UBND", "12/KH-MTTQ-BTT"]),
        ("số J0&9/KH-UBND và 02/2018/TTLT-BTC-BNV", ["J0&9/KH-UBND", "02/2018/TTLT-BTC-BNV"]),
        ("có 115/181 xã, 16,5 tiêu chí/xã, giai đoạn 2021 - 2025, ngày 14/9/2022, năm 2021 - UBND tỉnh", []),
        ("Lưu: VT, KG-VX (NTB); 63,5%; 1-2 tiêu chí", []),
    ],
)
def test_numbers_are_found_in_running_text(text: str, numbers: list[str]) -> None:
    assert PATTERN.findall(text) == numbers


def test_the_pattern_has_no_groups() -> None:
    assert PATTERN.groups == 0


@settings(deadline=None)
@given(st.text(alphabet="0123456789/-– \nQĐTgKHUBNDNPCPb&.sốố", max_size=40))
def test_any_text_is_read_without_raising(text: str) -> None:
    number = normalize_number(text)
    if number.number is not None:
        assert not re.search(r"\s", number.number)
        again = normalize_number(number.number)
        assert again.number == number.number


@settings(deadline=None)
@given(st.integers(1, 9999), st.sampled_from(["QĐ-TTg", "KH-UBND", "NQ-HĐND", "TTr-SNV", "BC-UBND", "CĐ-TTg"]))
def test_a_clean_number_survives_blanks_and_wraps(serial: int, symbol: str) -> None:
    clean = f"{serial:02d}/{symbol}"
    assert normalize_number(clean.replace("-", " -\n")).number == clean
    assert PATTERN.findall(f"theo {clean} nêu trên") == [clean]


@pytest.mark.parametrize(
    "piece", ["1", "12/", "12/A", "12/2022/", "- ", "12 - ", "J", "12/QĐ-", "12/AB-AB-AB-AB-AB-", "\n"]
)
def test_the_pattern_is_linear_on_a_megabyte(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    begin = time.perf_counter()
    PATTERN.findall(text)
    assert time.perf_counter() - begin < 10
