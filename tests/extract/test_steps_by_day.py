"""Steps by their day: headings, tables of visits; and who is told or handed something there (lịch theo ngày)."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

from ntm_extract.plan import Plan


def plan_of(body: str) -> Plan:
    return extract_text(f"{HEADS['none']}III. TỔ CHỨC THỰC HIỆN\n{body}\n")


@pytest.mark.parametrize(
    ("item", "whens"),
    [
        ("1. Ngày 04/12/2027: hội nghị thống nhất kịch bản\n- Thành phần: Thường trực, Chủ tịch.", ["2027-12-04"]),
        ("1. Từ ngày 02/3/2027 đến ngày 14/3/2027: vận động cử tri\n- Hình thức: gặp gỡ.", ["2027-03-02/2027-03-14"]),
        ("1. Năm 2027 và những năm tiếp theo\n- Thành phần: Thường trực, Chủ tịch.", []),
    ],
)
def test_a_heading_that_says_what_is_done_on_a_day(item: str, whens: list[str]) -> None:
    assert [row.when for row in plan_of(item).deadlines] == whens


def test_a_table_of_visits() -> None:
    rows = "05/02/2027\tNiêm yết danh sách\tKhu phố 3\tHội Nông dân\n09/02/2027\tHòm phiếu\tKhu phố 7\tHội Phụ nữ\n"
    plan = plan_of(f"Ngày\tNội dung giám sát\tNơi đến\tChủ trì\n{rows}")
    assert [(row.when, row.action) for row in plan.deadlines] == [
        ("2027-02-05", "Niêm yết danh sách"),
        ("2027-02-09", "Hòm phiếu"),
    ]
    assert {row.role for row in plan.responsibilities} == {"lead"}


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("Các tổ giám sát có mặt trước giờ khai mạc.", ["lead Tổ giám sát"]),
        ("Các tổ chức hành nghề công chứng lắp máy quét.", ["lead Tổ chức hành nghề công chứng"]),
        ("Phòng Y tế báo cáo đột xuất Sở Y tế khi có dịch.", ["lead Phòng Y tế", "receive Sở Y tế"]),
        ("Nhận được Kế hoạch này, các phòng chủ động triển khai.", ["lead Phòng"]),
        ("Phân công từng thành viên Ban Chỉ đạo bám địa bàn.", []),
        ("Các địa phương ven biển kiểm tra kè.", ["lead Địa phương ven biển"]),
        ("UB MTTQ Việt Nam xã chủ trì giám sát.", ["lead Ủy ban Mặt trận Tổ quốc Việt Nam xã"]),
    ],
)
def test_who_is_told(item: str, told: list[str]) -> None:
    assert [f"{row.role} {row.agency}" for row in plan_of(f"1. {item}").responsibilities] == told


def test_an_income_so_many_times_that_of_before_is_an_increase() -> None:
    plan = extract_text(
        f"{HEADS['district']}I. MỤC TIÊU\n1. Đến năm 2027, thu nhập bình quân đầu người ở nông thôn đạt 68 triệu "
        "đồng/người/năm, gấp 1,4 lần năm 2021.\n"
    )
    assert [(row.indicator, row.value, row.change) for row in plan.targets] == [
        ("rural_income", 68, "level"),
        ("rural_income", 1.4, "increase"),
    ]
