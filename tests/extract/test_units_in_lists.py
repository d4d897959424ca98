"""Who is told where units are listed, a class has a field in small letters, or a line asks something of others."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

PROVINCE = "UBND TỈNH YÊN BÁI\nSố: 27/KH-UBND\nYên Bái, ngày 09 tháng 02 năm 2026\nKẾ HOẠCH\nPhòng cháy rừng năm 2026\n"
ORDERS = f"{PROVINCE}V. TỔ CHỨC THỰC HIỆN\n"


def told(body: str, head: str = ORDERS) -> list[tuple[str, str, str]]:
    return [(row.section, row.agency, row.role) for row in extract_text(head + body).responsibilities]


@pytest.mark.parametrize(
    ("sentence", "agencies"),
    [
        (
            "UBND xã Hồng Thái, xã Sơn Phú và phường Minh Xuân cắm biển cấm lửa.",
            ["Ủy ban nhân dân xã Hồng Thái", "Ủy ban nhân dân xã Sơn Phú", "Ủy ban nhân dân phường Minh Xuân"],
        ),
        (
            "Chủ tịch UBND tỉnh Lào Cai, thành phố Hải Phòng bố trí lực lượng trực.",
            ["Chủ tịch Ủy ban nhân dân tỉnh Lào Cai", "Chủ tịch Ủy ban nhân dân thành phố Hải Phòng"],
        ),
        ("UBND xã Hồng Thái, Công an tỉnh tuần tra.", ["Ủy ban nhân dân xã Hồng Thái", "Công an tỉnh"]),
        ("Riêng UBND xã Hồng Thái cắm thêm biển cấm lửa.", ["Ủy ban nhân dân xã Hồng Thái"]),
        ("Tỉnh đoàn Yên Bái vận động thanh niên trồng cây.", ["Tỉnh đoàn"]),
        ("Các phòng, đơn vị, thôn rà soát lực lượng.", ["Phòng, đơn vị, thôn"]),
        ("Các đơn vị, tổ dân phố có khó khăn báo cáo về UBND tỉnh.", ["Đơn vị, tổ dân phố", "Ủy ban nhân dân tỉnh"]),
        (
            "Thủ trưởng các đơn vị, Giám đốc các sở giáo dục và đào tạo, Giám đốc các đại học chịu trách nhiệm chung.",
            ["Thủ trưởng các đơn vị", "Giám đốc Sở Giáo dục và Đào tạo", "Giám đốc các đại học"],
        ),
        ("Yên Bái là một trong những tỉnh có nhiều rừng.", []),
    ],
)
def test_who_is_told_in_a_sentence(sentence: str, agencies: list[str]) -> None:
    assert [agency for _, agency, _ in told(f"1. {sentence}\n")] == agencies


def test_to_ask_something_of_others_is_a_duty_of_whom_the_heading_names() -> None:
    found = told("2. Bộ trưởng Bộ Y tế:\na) Yêu cầu Cục Phòng bệnh trực 24/24 giờ.\nb) Công bố đường dây nóng.\n")
    assert found == [("V.2.a", "Bộ trưởng Bộ Y tế", "lead"), ("V.2.b", "Bộ trưởng Bộ Y tế", "lead")]


@pytest.mark.parametrize("heading", ["Đối với các xã", "Đối với Hội Nông dân tỉnh", "Bảo hiểm y tế"])
def test_headings_of_targets_assign_nothing(heading: str) -> None:
    body = f"II. CHỈ TIÊU\n1. {heading}\na) Có thêm 02 mô hình.\nb) 100% hộ có sổ theo dõi.\n"
    assert told(body, PROVINCE) == []


def test_who_builds_a_work_leads_in_a_table_of_works() -> None:
    table = (
        "PHỤ LỤC\nDANH MỤC CÔNG TRÌNH\nSTT\tTên công trình\tChủ đầu tư\tThời gian hoàn thành\n"
        "1\tSửa trạm bơm Nà Lốc\tUBND xã Hồng Thái\tQuý II/2027\n"
        "2\tXây bể chứa Khe Sung\tTrung tâm Nước sạch và VSMT nông thôn\tTháng 10/2026\n"
    )
    plan = extract_text(f"{ORDERS}1. Sở Nội vụ kiểm tra.\n{table}")
    assert [(row.when, row.actors) for row in plan.deadlines] == [
        ("2027-Q2", ["Ủy ban nhân dân xã Hồng Thái"]),
        ("2026-10", ["Trung tâm Nước sạch và Vệ sinh môi trường nông thôn"]),
    ]
