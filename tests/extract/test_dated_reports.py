"""Reports with a day in a bracket each, years in a bracket behind a task, and times that are no deadlines."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH LÂM ĐỒNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 21/KH-UBND
Lâm Đồng, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Chuyển đổi số giai đoạn 2026 - 2030
I. NHIỆM VỤ
1. """


def told(body: str) -> list[tuple[str, str, str]]:
    rows = extract_text(f"{HEAD}{body}\n").deadlines
    return [(row.when or row.recurrence or "", row.modifier, row.action) for row in rows]


MONTHLY = "FREQ=MONTHLY;BYMONTHDAY=12"
QUARTERLY = "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"
JUNE, DECEMBER = "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=10", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=5"


@pytest.mark.parametrize(
    ("sentence", "action", "times"),
    [
        pytest.param(
            "Sở Tư pháp báo cáo kết quả hằng tháng (trước ngày 12), 6 tháng (trước ngày 10/6), tổng kết năm (trước "
            "ngày 05/12 hằng năm).",
            "báo cáo kết quả",
            [MONTHLY, JUNE, DECEMBER],
            id="behind the verb",
        ),
        pytest.param(
            "Định kỳ hằng tháng (trước ngày 12 hằng tháng), 6 tháng (trước ngày 10/6), tổng kết năm (trước ngày 05/12 "
            "hằng năm) báo cáo kết quả.",
            "báo cáo kết quả",
            [MONTHLY, JUNE, DECEMBER],
            id="before the verb",
        ),
        pytest.param(
            "Sở Tư pháp báo cáo kết quả hằng quý (trước ngày 20 tháng cuối quý), hằng năm (trước ngày 05/12).",
            "báo cáo kết quả",
            [QUARTERLY, DECEMBER],
            id="every quarter and year",
        ),
    ],
)
def test_each_report_of_a_list_is_due_on_the_day_in_its_bracket(sentence: str, action: str, times: list[str]) -> None:
    assert told(sentence) == [(time, "by", action) for time in times]


@pytest.mark.parametrize(
    ("sentence", "when", "modifier", "action"),
    [
        ("Hoàn thiện phần mềm quản lý hộ tịch (2026 - 2027).", "2026/2027", "span", "phần mềm quản lý hộ tịch"),
        ("Thu thập dữ liệu đất đai (giai đoạn 2027 - 2028).", "2027/2028", "span", "dữ liệu đất đai"),
        ("Rà soát thủ tục hành chính (từ năm 2027).", "2027", "from", "thủ tục hành chính"),
        (
            "Mở lớp tập huấn\n- Chủ trì: Sở Nội vụ\n- Thời gian thực hiện: 2026 - 2027",
            "2026/2027",
            "span",
            "lớp tập huấn",
        ),
        ("Mở lớp tập huấn\n- Chủ trì: Sở Nội vụ\n- Thời gian: 2027 trở đi", "2027", "from", "lớp tập huấn"),
    ],
)
def test_the_years_behind_a_task_say_when_it_is_done(sentence: str, when: str, modifier: str, action: str) -> None:
    rows = told(sentence)
    assert [row[:2] for row in rows] == [(when, modifier)]
    assert rows[0][2].endswith(action)


@pytest.mark.parametrize(
    "sentence",
    [
        "Triển khai Đề án phát triển thư viện (2026 - 2029).",
        "Phát huy kết quả kiểm kê đất đai tại thời điểm 0h00 ngày 01/3/2026.",
        "Tổ chức tổng điều tra dân cư tại thời điểm 0 giờ ngày 01/7/2026.",
        "Năm 2026 tiếp tục thực hiện cơ chế hỗ trợ như giai đoạn 2021 - 2025.",
        "Sở Tư pháp ban hành quy chế, trong đó quy định cụ thể chu kỳ sao lưu, diễn tập tối thiểu một lần/năm.",
    ],
)
def test_times_of_a_name_a_count_or_a_rule_are_no_deadlines(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "time"),
    [
        ("Hoàn thành kiểm kê trước thời điểm 0 giờ ngày 01/7/2026.", "2026-07-01"),
        ("Năm 2026 tiếp tục thực hiện rà soát hộ tịch.", "2026"),
        ("Sở Tư pháp tổ chức diễn tập tối thiểu một lần/năm.", "FREQ=YEARLY"),
    ],
)
def test_times_of_like_words_that_say_when_something_is_done_are(sentence: str, time: str) -> None:
    assert [row[0] for row in told(sentence)] == [time]
