"""Tables of tasks whose times stand in the heads of their columns, or in two columns; who leads in one column."""

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
    return extract_text(f"{HEAD}I. MỤC ĐÍCH\nNâng cao đời sống người dân.\nPHỤ LỤC\nPHÂN CÔNG\n{table}\n")


def times(plan: Plan) -> list[tuple[str | None, str | None]]:
    """Give when and modifier of each deadline."""
    return [(row.when, row.modifier) for row in plan.deadlines]


@pytest.mark.parametrize(
    ("heads", "cells", "expected"),
    [
        ("Lộ trình\t\t\n\t\t\t2023\t2024\t2025", "x\t\t", [("2023", "in")]),
        ("Lộ trình\t\t\n\t\t\t2023\t2024\t2025", "\tX\tX", [("2024/2025", "span")]),
        ("Quý I\tQuý II\tQuý III\tQuý IV", "x\t\tx\t", [("2023-Q1", "in"), ("2023-Q3", "in")]),
        ("Quý I\tQuý II\tQuý III\tQuý IV", "\t15/5\t\tx", [("2023-05-15", "in"), ("2023-Q4", "in")]),
        ("Tháng\t\t\n\t\t\t6\t7\t8", "\tx\t", [("2023-07", "in")]),
        ("Bắt đầu\tKết thúc", "Quý I\tQuý III", [("2023-Q1/2023-Q3", "span")]),
        ("Thời gian\t\n\t\t\tBắt đầu\tHoàn thành", "02/2023\t6/2023", [("2023-02/2023-06", "span")]),
        ("Thời gian bắt đầu\tThời gian hoàn thành", "\t6/2023", [("2023-06", "in")]),
        ("Thời gian", "T5-T7/2023", [("2023-05/2023-07", "span")]),
        ("Thời hạn hoàn thành", "20/6", [("2023-06-20", "by")]),
    ],
)
def test_when_a_task_is_done(heads: str, cells: str, expected: list[tuple[str, str]]) -> None:
    assert times(plan_of(f"TT\tNhiệm vụ\tChủ trì\t{heads}\n1\tĐóng bàn ghế\tPhòng Y tế\t{cells}")) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Phòng Y tế/Phòng Nội vụ, UBND các xã", ["lead", "coordinate", "coordinate"]),
        ("Phòng Y tế (CT), Phòng Nội vụ (PH)", ["lead", "coordinate"]),
        ("Phòng Y tế chủ trì; các phòng, ban liên quan phối hợp", ["lead", "coordinate"]),
        ("CT: Phòng Y tế; PH: Phòng Nội vụ", ["lead", "coordinate"]),
        ("Phòng Y tế", []),  # who leads is not said
        ("Phòng Y tế/Phòng Nội vụ/UBND các xã", []),
    ],
)
def test_who_leads_in_a_column_of_both(cell: str, expected: list[str]) -> None:
    plan = plan_of(f"TT\tNhiệm vụ\tChủ trì/Phối hợp\tThời hạn\n1\tĐóng bàn ghế\t{cell}\t20/6/2023")
    assert [row.role for row in plan.responsibilities] == expected
