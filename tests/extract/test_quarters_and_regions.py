"""Tables whose columns are parts of a year or of the country, and their rows."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

from ntm_extract.plan import Plan

HEAD = (
    HEADS["district"]
    .replace("23 tháng 8 năm 2022", "12 tháng 01 năm 2023")
    .replace("giai đoạn 2021 - 2025", "năm 2023")
)


def plan_of(table: str) -> Plan:
    """Extract a plan of January 2023 whose appendix is a table with tabs."""
    return extract_text(f"{HEAD}I. MỤC ĐÍCH\nNâng cao đời sống người dân.\nPHỤ LỤC\nCHỈ TIÊU GIAO\n{table}\n")


def steps(plan: Plan) -> list[tuple[float | None, str | None, bool]]:
    """Give amount, due, and whether the row is part of another."""
    return [(row.share_pct if row.value is None else row.value, row.due, row.breakdown) for row in plan.targets]


@pytest.mark.parametrize(
    ("heads", "dues"),
    [
        ("Hết quý I\tHết quý II\tHết quý III\tCả năm", ["2023-Q1", "2023-Q2", "2023-Q3", "2023"]),
        ("Lũy kế 3 tháng\tLũy kế 6 tháng\tLũy kế 9 tháng\tKế hoạch cả năm", ["2023-Q1", "2023-Q2", "2023-Q3", "2023"]),
        ("Quý I/2023\tQuý II/2023\tQuý III/2023\tQuý IV/2023", ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]),
        ("6 tháng đầu năm\tQuý III\tQuý IV\tCả năm 2023", ["2023-Q2", "2023-Q3", "2023-Q4", "2023"]),
    ],
)
def test_figures_added_up_by_quarter(heads: str, dues: list[str]) -> None:
    plan = plan_of(f"TT\tChỉ tiêu\t{heads}\n1\tSố lớp dạy nghề (lớp)\t2\t5\t7\t9")
    amounts = [2.0, 5.0, 7.0, 9.0]
    assert steps(plan) == [(*step, step[0] < 9) for step in zip(amounts, dues, strict=True)]


def test_quarters_that_are_told_above_them() -> None:
    table = "TT\tChỉ tiêu\tLũy kế đến hết quý\t\tCả năm\n\t\tQuý I\tQuý II\t\n1\tTỷ lệ hộ nghèo\t14\t13,5\t12"
    assert steps(plan_of(table))[:2] == [(14, "2023-Q1", True), (13.5, "2023-Q2", True)]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            "TT\tChỉ tiêu\tCả nước\tTây Nguyên\tĐông Nam Bộ\n1\tTỷ lệ xã đạt chuẩn nông thôn mới\t70%\t55%\t85%",
            [(70, None), (55, "Tây Nguyên"), (85, "Đông Nam Bộ")],
        ),
        (
            "TT\tVùng\tTỷ lệ hộ nghèo (%)\n1\tĐồng bằng sông Hồng\t2\n2\tNam Trung Bộ\t4",
            [(2, "Đồng bằng sông Hồng"), (4, "Nam Trung Bộ")],
        ),
    ],
)
def test_a_region_is_no_place(table: str, expected: list[tuple[float, str | None]]) -> None:
    plan = plan_of(table)
    assert [(row.share_pct, row.qualifier) for row in plan.targets] == expected
    assert not any(row.places for row in plan.targets)


def test_an_age_is_no_unit() -> None:
    (row,) = plan_of("TT\tChỉ tiêu\tNăm 2023\n1\tTỷ lệ học sinh dưới 7 tuổi được khám răng (%)\t80").targets
    assert (row.share_pct, row.unit) == (80, "học sinh")


def test_a_sum_under_a_shared_head() -> None:
    table = "TT\tChỉ tiêu\tMục tiêu\t\t\n\t\tNăm 2023\tNăm 2024\tCộng\n1\tSố xã đạt chuẩn nông thôn mới (xã)\t1\t2\t3"
    assert steps(plan_of(table)) == [(1, "2023", True), (2, "2024", True), (3, "2024", False)]


def test_years_lead_up_to_those_of_the_same_quantity() -> None:
    table = (
        "TT\tXã\tTỷ lệ hộ nghèo (%)\tSố thôn đạt chuẩn nông thôn mới\t\n\t\tNăm 2023\tNăm 2023\tNăm 2024\n"
        "1\tNậm Chảy\t12\t1\t2\n\tTổng cộng\t12\t1\t2"
    )
    assert steps(plan_of(table))[3:] == [(12, "2023", False), (1, "2023", True), (2, "2024", False)]


def test_quarters_in_a_table_of_a_cell_a_line() -> None:
    lines = (
        "TT\nChỉ tiêu\nĐơn vị\nQuý I\n6 tháng\n9 tháng\nCả năm\n1\nSố lớp dạy nghề\nLớp\n2\n5\n7\n9\n"
        "2\nTỷ lệ hộ nghèo\n%\n6\n5,5\n5\n4,5"
    )
    assert steps(plan_of(lines)) == [
        (2, "2023-Q1", True),
        (5, "2023-Q2", True),
        (7, "2023-Q3", True),
        (9, "2023", False),
        (6, "2023-Q1", True),
        (5.5, "2023-Q2", True),
        (5, "2023-Q3", True),
        (4.5, "2023", False),
    ]


def test_a_column_of_a_village_or_a_region_without_tabs() -> None:
    lines = "TT\nChỉ tiêu\nToàn xã\nẤp Thạnh Lợi\nẤp An Quới\n1\nSố hộ thoát nghèo trong năm\n9\n5\n4"
    assert [row.places for row in plan_of(lines).targets] == [[], ["Thạnh Lợi"], ["An Quới"]]
    lines = "TT\nChỉ tiêu\nCả nước\nTrung du và miền núi phía Bắc\nTây Nguyên\n1\nTỷ lệ hộ nghèo\n3%\n9%\n8%"
    assert [row.qualifier for row in plan_of(lines).targets] == [None, "Trung du và miền núi phía Bắc", "Tây Nguyên"]
