"""Days of a calendar of work: as headings, on the same day, with an hour, and in the first column of a table."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

Row = tuple[str | None, str | None, str, str]


def dated(body: str) -> list[Row]:
    """Give when, recurrence, modifier and action of each deadline of a district's plan."""
    plan = extract_text(f"{HEADS['district']}III. LỊCH THỰC HIỆN\n{body}\n")
    return [(row.when, row.recurrence, row.modifier, row.action) for row in plan.deadlines]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "1. Ngày 04/12/2023 (thứ Hai): hội nghị thống nhất kịch bản\n- Ban Tổ chức gửi giấy mời cho khách.",
            [("2023-12-04", None, "in", "hội nghị thống nhất kịch bản")],
        ),
        (
            "1. Từ ngày 17/12/2023 đến ngày 25/01/2024: giới thiệu người tham gia\n- Mỗi tổ lập một biên bản.",
            [("2023-12-17/2024-01-25", None, "span", "giới thiệu người tham gia")],
        ),
        (
            "1. Ngày 03/02/2024: hội nghị bầu trưởng xóm. Cùng ngày, Ủy ban nhân dân xã niêm yết danh sách hộ.",
            [
                ("2024-02-03", None, "in", "hội nghị bầu trưởng xóm"),
                ("2024-02-03", None, "in", "niêm yết danh sách hộ"),
            ],
        ),
        ("- Sáng ngày 06/12/2023: Lễ phát động.", [("2023-12-06", None, "in", "Lễ phát động")]),
        (
            "1. Phòng Y tế báo cáo hằng tuần; riêng ngày 15/3/2024 báo nhanh số ca bệnh.",
            [(None, "FREQ=WEEKLY", "in", "báo cáo hằng tuần"), ("2024-03-15", None, "in", "báo nhanh số ca bệnh")],
        ),
        (
            "1. Công an huyện thông báo mực nước cho Phòng Y tế trước 15 giờ hằng ngày khi có lũ.",
            [(None, "FREQ=DAILY", "by", "thông báo mực nước cho Phòng Y tế trước 15 giờ hằng ngày khi có lũ")],
        ),
        (
            "1. Phòng Tài chính trình mức hỗ trợ trong vòng 03 ngày sau khi nhận đề nghị của các xã.",
            [(None, None, "by", "trình mức hỗ trợ")],
        ),
        (
            "1. Phòng Y tế rà soát hộ nghèo bắt đầu từ 01/9 và kết thúc trước 14/12/2024.",
            [("2024-09-01/2024-12-14", None, "span", "rà soát hộ nghèo")],
        ),
        (
            "1. Giai đoạn 2024 - 2025, thí điểm lớp học tại xưởng chế biến.",
            [("2024/2025", None, "span", "thí điểm lớp học tại xưởng chế biến")],
        ),
        ("1. Nhiệm vụ năm 2024\n- Các xã giữ sạch đường xóm.", []),  # a heading of a year is no day of a calendar
    ],
)
def test_days_of_a_calendar(body: str, expected: list[Row]) -> None:
    assert dated(body) == expected


def test_a_table_by_days_has_its_times_in_the_first_column() -> None:
    head = "Ngày\tNội dung giám sát\tNơi đến\tChủ trì\tPhối hợp"
    rows = "15/12/2023\tViệc phân chia khu vực\tTrụ sở xã\tPhòng Nội vụ\tCông an huyện"
    more = "Trước 28/02/2024\tGiải quyết đơn thư\tTrụ sở xã\tPhòng Y tế\tCông an huyện"
    body = f"PHỤ LỤC\nLỊCH GIÁM SÁT\n{head}\n{rows}\n{more}"
    assert dated(body) == [
        ("2023-12-15", None, "in", "Việc phân chia khu vực"),
        ("2024-02-28", None, "by", "Giải quyết đơn thư"),
    ]
