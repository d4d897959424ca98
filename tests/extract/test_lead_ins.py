"""Lead-ins beside a list: an unnumbered paragraph that ends in a colon governs the numbers behind it."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

LIST = """\
2.1. Về dịch vụ công
- 100% thủ tục hành chính được công khai.
2.2. Về đào tạo: có 30 cán bộ được bồi dưỡng.
"""


@pytest.mark.parametrize(
    ("lead_in", "due"),
    [
        ("Đến hết ngày 31/12/2026, toàn huyện phấn đấu đạt các chỉ tiêu sau:", "2026-12-31"),
        ("Phấn đấu đến năm 2028 hoàn thành:", "2028"),
        ("Tính đến ngày 31/12/2026, huyện phấn đấu đạt các chỉ tiêu sau đây.", "2026-12-31"),
        ("Các chỉ tiêu dưới đây phải đạt trước ngày 31/12/2026.", "2026-12-31"),
        ("Đến năm 2028 là năm cuối của chương trình.", None),
    ],
)
def test_a_lead_in_governs_the_numbers_behind_it(lead_in: str, due: str | None) -> None:
    plan = extract_text(f"II. MỤC TIÊU\n2. Mục tiêu cụ thể\n{lead_in}\n{LIST}III. NHIỆM VỤ\n- 5 xã được hỗ trợ.\n")
    assert [row.due for row in plan.targets][:2] == [due, due]
    assert not [row for row in plan.deadlines if row.when == due and due]


@pytest.mark.parametrize(
    ("item", "due"),
    [
        ("2. Chỉ tiêu phấn đấu hoàn thành trước ngày 31 tháng 12 năm 2026", "2026-12-31"),
        ("2. Xong việc rà soát trước ngày 31 tháng 12 năm 2026.", None),
    ],
)
def test_an_item_that_is_no_sentence_speaks_for_what_stands_under_it(item: str, due: str | None) -> None:
    plan = extract_text(f"II. MỤC TIÊU\n1. Mục tiêu chung\nPhục vụ tốt hơn.\n{item}\n{LIST}")
    assert [row.due for row in plan.targets] == [due, due]


def test_a_lead_in_ends_with_what_it_stands_under() -> None:
    plan = extract_text(
        "II. MỤC TIÊU\n1. Về cán bộ\nĐến năm 2026 phấn đấu:\n1.1. Có 30 cán bộ được bồi dưỡng.\n"
        "2. Về viên chức\n2.1. Phấn đấu có 40 viên chức được bồi dưỡng.\n"
    )
    assert [(row.value, row.due) for row in plan.targets] == [(30, "2026"), (40, None)]
