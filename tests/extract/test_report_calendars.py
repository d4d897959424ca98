"""Reports by month, quarter and year, each with its own day, and rhythms that only class a noun."""

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
{title}
I. NHIỆM VỤ
1. """
LONG, SHORT = "Giám sát dịch bệnh giai đoạn 2026 - 2030", "Giám sát dịch bệnh năm 2026"


def told(body: str, title: str = LONG) -> list[tuple[str, str, str]]:
    rows = extract_text(f"{HEAD.format(title=title)}{body}\n").deadlines
    return [(row.when or row.recurrence or "", row.modifier, row.action) for row in rows]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Trạm Y tế báo cáo Sở Y tế trước ngày 04 của tháng tiếp theo đối với báo cáo tháng, ngày 08 của tháng đầu "
            "tiên của quý tiếp theo đối với báo cáo quý, trước ngày 12 tháng 01 của năm tiếp theo đối với báo cáo năm.",
            [
                ("FREQ=MONTHLY;BYMONTHDAY=4", "by", "báo cáo Sở Y tế"),
                ("FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=8", "by", "báo cáo Sở Y tế"),
                ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=12", "by", "báo cáo Sở Y tế"),
            ],
            id="three reports with a day each",
        ),
        pytest.param(
            "Sở Y tế gửi báo cáo 6 tháng trước ngày 06 tháng 7 của năm báo cáo.",
            [("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=6", "by", "gửi báo cáo 6 tháng")],
            id="the year of the report",
        ),
        pytest.param(
            "Sở Y tế tổng hợp số liệu vào ngày thứ 3 của tuần kế tiếp.",
            [("FREQ=WEEKLY;BYDAY=TU", "in", "tổng hợp số liệu vào ngày thứ 3 của tuần kế tiếp")],
            id="a day of the week after",
        ),
        pytest.param(
            "Sở Y tế báo cáo Bộ Y tế trước 15 giờ chiều hằng ngày.",
            [("FREQ=DAILY", "by", "báo cáo Bộ Y tế trước 15 giờ chiều hằng ngày")],
            id="an hour of every day",
        ),
        pytest.param(
            "Sở Tài chính tổng hợp phương án phân bổ vốn đầu tư công trung hạn và hằng năm.",
            [],
            id="middle term and year",
        ),
        pytest.param(
            "Sở Nội vụ thẩm định kế hoạch biên chế viên chức hằng năm hoặc theo giai đoạn.", [], id="a year or a stage"
        ),
    ],
)
def test_reports_come_back_on_the_day_that_is_said_of_each(sentence: str, rows: list[tuple[str, str, str]]) -> None:
    assert told(sentence) == rows


def test_the_year_after_is_stated_by_a_plan_for_one_year() -> None:
    assert told("Sở Y tế báo cáo kết quả trước ngày 16/01 năm sau.", SHORT) == [("2027-01-16", "by", "báo cáo kết quả")]
