"""Targets that name units before what is reached, numbers raised to, shares of a part, columns of days."""

from __future__ import annotations

from typing import Any

import pytest
from plain_plans import HEADS, extract_text

from ntm_extract.plan import Target


def told(body: str) -> list[Target]:
    """Extract the targets of a district's plan."""
    return extract_text(f"{HEADS['district']}III. CHỈ TIÊU\n{body}\n").targets


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Năm 2024 thêm 03 xã gồm Lâm Sơn, Thanh Tân, Ngọc Hà về đích nông thôn mới.",
            ("communes_ntm", 3, "increase", "2024", ["Lâm Sơn", "Thanh Tân", "Ngọc Hà"]),
        ),
        (
            "Năm 2024 có 02 xã là Lâm Sơn và Ngọc Hà đạt chuẩn nông thôn mới nâng cao.",
            ("communes_ntm_advanced", 2, "level", "2024", ["Lâm Sơn", "Ngọc Hà"]),
        ),
        (
            "Bước sang năm 2024, phấn đấu có thêm 02 xã đạt chuẩn nông thôn mới.",
            ("communes_ntm", 2, "increase", "2024", []),
        ),
        (
            "Năm 2024 đưa số xã về đích của huyện lên 16/18 xã.",
            ("communes_ntm", 16, "level", "2024", []),
        ),
        ("Đến năm 2024 nâng tổng số lên 08/08 xã nâng cao.", ("communes_ntm_advanced", 8, "level", "2024", [])),
        (
            "Bản Kè (xã Lâm Sơn) và bản Cà Xen (xã Ngọc Hà) đạt chuẩn bản nông thôn mới vào cuối năm 2024.",
            ("villages_ntm", 2, "level", "2024", ["Kè", "Cà Xen"]),
        ),
        (
            "Đến năm 2024, xã Lâm Sơn được công nhận xã nông thôn mới kiểu mẫu.",
            ("communes_ntm_model", 1, "level", "2024", ["Lâm Sơn"]),
        ),
        ("Đến năm 2024 hoàn thành 06/09 tiêu chí huyện nông thôn mới.", ("other", 6, "level", "2024", [])),
        ("Đến năm 2024, sản lượng điện mặt trời đạt 1.250 triệu kWh.", ("other", 1250, "level", "2024", [])),
    ],
)
def test_what_is_said_of_units(sentence: str, expected: tuple[Any, ...]) -> None:
    (row,) = told(f"1. {sentence}")
    assert (row.indicator, row.value, row.change, row.due, row.places) == expected


def test_units_that_reached_a_standard_keep_it() -> None:
    (row,) = told("1. 100% xã đã được công nhận duy trì, nâng chất các tiêu chí.")
    assert (row.indicator, row.share_pct) == ("criteria_kept", 100)


def test_a_part_has_a_share_of_its_own() -> None:
    rows = told("1. Đến năm 2024 đào tạo mới 600 công nhân điện, trong đó nữ chiếm 15% trở lên.")
    assert [(row.value, row.share_pct) for row in rows] == [(600, None), (None, 15)]


@pytest.mark.parametrize(
    "body",
    [
        "1. Phấn đấu đến năm 2024 mở lớp tập huấn tại 34 xã.",
        "1. Mục tiêu chung\nIV. KINH PHÍ\nTổng nhu cầu 486 tỷ đồng, gồm vốn trung ương 310 tỷ đồng.",
    ],
)
def test_where_something_is_done_and_what_it_costs_are_no_targets(body: str) -> None:
    assert told(body) == []


def test_columns_headed_by_days_are_due_then() -> None:
    head = "TT\tChỉ tiêu\t31/3/2024\t30/6/2024"
    rows = told(f"PHỤ LỤC\nLỘ TRÌNH CHỈ TIÊU (LŨY KẾ)\n{head}\n1\tTỷ lệ bao phủ bảo hiểm y tế (%)\t95,3\t95,8")
    assert [(row.share_pct, row.due, row.breakdown) for row in rows] == [
        (95.3, "2024-03-31", True),
        (95.8, "2024-06-30", False),
    ]


def test_groups_of_communes_by_area_count_nothing() -> None:
    title = "PHỤ LỤC\nTỶ LỆ HỘ DÂN SỬ DỤNG NƯỚC SẠCH CỦA CÁC XÃ (%)"
    head = "STT\tTên xã\tNăm 2024\tNăm 2025"
    rows = told(f"{title}\n{head}\nI\tKhu vực lòng chảo\t\t\n1\tThanh Tân\t46\t58\n2\tNgọc Hà\t51\t63")
    assert [(row.share_pct, row.places) for row in rows] == [
        (46, ["Thanh Tân"]),
        (58, ["Thanh Tân"]),
        (51, ["Ngọc Hà"]),
        (63, ["Ngọc Hà"]),
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "1. Tỷ lệ bao phủ theo từng quý năm 2024\na) Quý I: tỷ lệ dân số tham gia bảo hiểm y tế đạt 93,2%.\n"
            "b) Quý II: đạt 93,8% dân số.",
            [("other", 93.2, "2024-Q1"), ("other", 93.8, "2024-Q2")],
        ),
        (
            "1. Năm 2024, tỷ lệ thôn có đường bê tông đạt 82% vào cuối quý II.",
            [("other", 82, "2024-Q2")],
        ),
        ("1. Năm 2024, đến ngày 30/6 giải ngân đạt 45%.", [("other", 45, "2024-06-30")]),
        (
            "1. Đến năm 2024, tỷ lệ hộ nghèo đa chiều giảm 1,3 điểm phần trăm.",
            [("poverty_rate", 1.3, "2024")],
        ),
    ],
)
def test_quarters_and_days_of_the_year_told_above(body: str, expected: list[tuple[str, float, str]]) -> None:
    assert [(row.indicator, row.share_pct, row.due) for row in told(body)] == expected


@pytest.mark.parametrize(
    "body",
    [
        "1. Xã đạt chuẩn nông thôn mới\n+ Năm 2023: 02 xã (Lâm Sơn, Ngọc Hà);\n+ Năm 2024: 01 xã (Thanh Tân).",
        "1. Đến năm 2024 thêm 03 xã về đích nông thôn mới, chia ra 02 xã năm 2023, 01 xã năm 2024.",
    ],
)
def test_numbers_by_year_go_on_about_the_standard_told(body: str) -> None:
    rows = [row for row in told(body) if row.value != 3]
    assert [(row.indicator, row.value, row.due) for row in rows] == [
        ("communes_ntm", 2, "2023"),
        ("communes_ntm", 1, "2024"),
    ]


def test_a_label_names_the_standard() -> None:
    (row,) = told("1. Các mức chuẩn\na) Nâng cao: năm 2024 công nhận mới 01 xã (Lâm Sơn).")
    assert (row.indicator, row.change, row.places) == ("communes_ntm_advanced", "increase", ["Lâm Sơn"])
