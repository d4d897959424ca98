"""Shares to be reached by a time behind them, or assured, outside chapters of aims; what they are shares of."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 34/KH-UBND
Lâm Đồng, ngày 09 tháng 02 năm 2026
KẾ HOẠCH
Phát triển khoa học và công nghệ giai đoạn 2026 - 2030
I. NHIỆM VỤ
1. """


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Nâng mức đầu tư cho khoa học của tỉnh đạt 1,2% GRDP vào năm 2027, trên 1,8% GRDP vào năm 2028 và khoảng "
            "2,5% GRDP vào năm 2030.",
            [
                (1.2, "=", "level", "2027", "GRDP"),
                (1.8, ">", "level", "2028", "GRDP"),
                (2.5, "=", "level", "2030", "GRDP"),
            ],
            id="raised by the year behind it",
        ),
        pytest.param(
            "Tăng chi của tỉnh cho khoa học, bảo đảm tối thiểu 2% tổng chi ngân sách địa phương hằng năm.",
            [(2, ">=", "level", None, "tổng chi ngân sách địa phương")],
            id="assured every year",
        ),
        pytest.param(
            "Sở Tài chính bảo đảm giải ngân 100% kế hoạch vốn năm 2026 được giao.",
            [(100, "=", "level", "2026", None)],
            id="spent in full",
        ),
        pytest.param("Tỷ lệ giải ngân năm trước đạt 45% vào tháng 9.", [], id="a figure"),
        pytest.param("Chi phí quản lý phải bảo đảm tối thiểu 5% tổng chi.", [], id="a rule"),
    ],
)
def test_a_share_to_be_reached_is_a_target_wherever_it_stands(
    sentence: str, rows: list[tuple[float, str, str, str | None, str | None]]
) -> None:
    plan = extract_text(f"{HEAD}{sentence}\n")
    assert [(row.share_pct, row.comparator, row.change, row.due, row.unit) for row in plan.targets] == rows
    assert not (rows and plan.deadlines)
