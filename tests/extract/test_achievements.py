"""Achievements (kết quả đã đạt): figures that are reached, which targets start from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ntm_extract.plan import Plan

PlanOf = Callable[..., Plan]
FACTS = "I. THỰC TRẠNG\n1. "
AIMS = "I. MỤC TIÊU\n1. Mục tiêu cụ thể\n- "


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            FACTS + "Đến nay toàn huyện có 07 xã đạt chuẩn nông thôn mới, bình quân 14,2 tiêu chí/xã.\n",
            [("communes_ntm", 7, None, None), ("criteria_per_commune", 14.2, None, None)],
        ),
        (FACTS + "Năm 2021 có 05/16 xã đạt chuẩn nông thôn mới, đạt 31%.\n", [("communes_ntm", 5, 16, "2021")]),
        (AIMS + "Đến nay đã có 06 làng đạt chuẩn nông thôn mới.\n", [("villages_ntm", 6, None, None)]),
        (
            FACTS + "Huyện hiện có 52 xã đạt chuẩn nông thôn mới, trong đó 06 xã đạt chuẩn nâng cao.\n",
            [("communes_ntm", 52, None, None), ("communes_ntm_advanced", 6, None, None)],
        ),
        (
            "Đến tháng 6 năm 2022, huyện có 04 xã đạt chuẩn nông thôn mới, 09 làng đạt chuẩn nông thôn mới.\n",
            [("communes_ntm", 4, None, "2022-06"), ("villages_ntm", 9, None, "2022-06")],
        ),
        (AIMS + "Phấn đấu đến năm 2025 có 10 xã đạt chuẩn nông thôn mới.\n", []),
        ("I. KHEN THƯỞNG\n1. Đối với xã\na) Đến nay đã có từ 90% số thôn đạt chuẩn nông thôn mới.\n", []),
        (FACTS + "Đến nay đã tổ chức 12 lớp tập huấn, huy động 3 tỷ đồng.\n", []),
    ],
    ids=[
        "thực trạng",
        "a year that has passed",
        "đến nay",
        "of which advanced",
        "a month that has passed",
        "a target",
        "award criteria",
        "others",
    ],
)
def test_what_is_reached_already(plan_of: PlanOf, body: str, expected: list[tuple[object, ...]]) -> None:
    rows = plan_of(body).achievements
    assert [(row.indicator, row.value, row.denominator, row.as_of) for row in rows] == expected


def test_a_row_is_either_reached_or_to_be_reached(plan_of: PlanOf) -> None:
    plan = plan_of(
        AIMS
        + "Đến nay huyện có 07 xã đạt chuẩn nông thôn mới. Phấn đấu đến năm 2025 có 10 xã đạt chuẩn nông thôn mới.\n"
    )
    assert [row.value for row in plan.achievements] == [7]
    assert [row.value for row in plan.targets] == [10]
    assert plan.achievements[0].method.startswith("achievements:")
    assert "07 xã" in plan.achievements[0].quote
