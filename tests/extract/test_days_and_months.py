"""Several days of the week, or months of the year, in which one task comes back (nhiều ngày, nhiều tháng)."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text


@pytest.mark.parametrize(
    ("said", "rules"),
    [
        ("vào thứ Ba và thứ Sáu hằng tuần", ["FREQ=WEEKLY;BYDAY=TU,FR"]),
        ("thứ 2, 4, 6 hằng tuần", ["FREQ=WEEKLY;BYDAY=MO,WE,FR"]),
        ("sáng thứ Bảy, chiều Chủ nhật hàng tuần", ["FREQ=WEEKLY;BYDAY=SA,SU"]),
        ("hằng tuần vào thứ Hai và thứ Năm", ["FREQ=WEEKLY;BYDAY=MO,TH"]),
        ("vào tháng 6 và tháng 10 hằng năm", ["FREQ=YEARLY;BYMONTH=6,10"]),
        ("vào tháng 4, tháng 8, tháng 11 hằng năm", ["FREQ=YEARLY;BYMONTH=4,8,11"]),
        ("mỗi năm hai đợt vào tháng 4 và tháng 10", ["FREQ=YEARLY;BYMONTH=4,10"]),
        ("hai lần mỗi năm, vào quý II", ["FREQ=YEARLY;BYMONTH=4,5,6"]),
        ("vào quý I và quý III hằng năm", ["FREQ=YEARLY;BYMONTH=1,2,3,7,8,9"]),
    ],
)
def test_one_task_of_several_days_or_months(said: str, rules: list[str]) -> None:
    plan = extract_text(f"{HEADS['none']}I. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế phun thuốc muỗi {said}.\n")
    assert [row.recurrence for row in plan.deadlines] == rules
