"""Classes of bodies with what tells of what kind they are, where they lie, what they have or what befell them."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

from ntm_extract.plan import Plan


def plan_of_body(body: str) -> Plan:
    return extract_text(f"{HEADS['none']}I. TỔ CHỨC THỰC HIỆN\n{body}")


def told(item: str) -> list[str]:
    return [f"{row.role} {row.agency}" for row in plan_of_body(f"1. {item}\n").responsibilities]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # of what kind
        ("Các bệnh viện đa khoa, chuyên khoa chuẩn bị giường.", "Bệnh viện đa khoa, chuyên khoa"),
        ("Các bệnh viện công lập và ngoài công lập nối mạng.", "Bệnh viện công lập và ngoài công lập"),
        ("Các ngân hàng thương mại cổ phần hạ lãi suất.", "Ngân hàng thương mại cổ phần"),
        ("Các chi hội phụ nữ trồng hoa ven đường.", "Chi hội phụ nữ"),
        ("Các trường mầm non, tiểu học trên địa bàn huyện mở hội sách.", "Trường mầm non, tiểu học huyện"),
        ("Các tổ chức tôn giáo, chức sắc, chức việc khuyên tín đồ.", "Tổ chức tôn giáo, chức sắc, chức việc"),
        ("Các nhà trường, cơ sở giáo dục lắp cổng từ.", "Nhà trường, cơ sở giáo dục"),
        # what they trade in
        ("Các đơn vị cấp điện trên địa bàn tỉnh thay dây cũ.", "Đơn vị cấp điện tỉnh"),
        ("Các doanh nghiệp xuất khẩu lao động tuyển chọn người.", "Doanh nghiệp xuất khẩu lao động"),
        ("Các đơn vị quản lý đường bộ vá mặt đường.", "Đơn vị quản lý đường bộ"),
        ("Các đơn vị quản lý chặt chẽ con dấu.", "Đơn vị"),
        # where they lie
        ("UBND các xã trên địa bàn huyện đắp bờ vùng.", "Ủy ban nhân dân xã"),
        ("UBND các xã trong huyện rà soát cầu yếu.", "Ủy ban nhân dân xã"),
        ("UBND các xã nằm trong vùng đệm tuần tra ban đêm.", "Ủy ban nhân dân xã nằm trong vùng đệm"),
        ("Các chi bộ thôn, bản quán triệt chủ trương.", "Chi bộ thôn, bản"),
        ("Ban Nhân dân ấp, khóm đọc loa.", "Ban Nhân dân ấp, khóm"),
        ("Doanh nghiệp, hợp tác xã trên địa bàn thi đua tiết kiệm điện.", "Doanh nghiệp, hợp tác xã"),
        ("Các cơ quan báo chí Trung ương thường trú tại tỉnh đưa tin.", "Cơ quan báo chí trung ương"),
        # what they have, what befell them
        ("Các thôn đã đạt chuẩn tiếp tục trồng hoa.", "Thôn đã đạt chuẩn"),
        ("UBND các xã đã đạt chuẩn nông thôn mới tiếp tục trồng hoa.", "Ủy ban nhân dân xã đã đạt chuẩn nông thôn mới"),
        ("UBND các xã được thanh tra nộp báo cáo.", "Ủy ban nhân dân xã được thanh tra"),
        ("UBND các xã được giao kinh phí lập dự toán.", "Ủy ban nhân dân xã"),
        ("UBND các xã chưa có chợ thành lập tổ bán hàng.", "Ủy ban nhân dân xã chưa có chợ"),
        ("Sở Y tế đã mở hai lớp.", None),
        ("Mặt trận các cấp trong tỉnh đã chủ trì sáu cuộc giám sát.", None),
        # runs of which the first may be a body too
        ("Các hiệp hội doanh nghiệp, hiệp hội ngành hàng báo giá.", "Hiệp hội doanh nghiệp, hiệp hội ngành hàng"),
        # whom they belong to
        ("Các phòng, đơn vị thuộc Sở xây dựng lịch trực.", "Phòng, đơn vị thuộc Sở"),
        ("Các phòng, đơn vị thuộc Sở Xây dựng lập lịch trực.", "Phòng, đơn vị thuộc Sở Xây dựng"),
    ],
)
def test_classes_keep_what_narrows_them(item: str, expected: str | None) -> None:
    assert told(item) == ([f"lead {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("Bộ Tư lệnh Quân khu 4 cử xe lội nước.", ["lead Bộ Tư lệnh Quân khu 4"]),
        ("Bệnh viện Quân y 103 nhận người bệnh.", ["lead Bệnh viện Quân y 103"]),
        ("Hải quan khu vực VIII mở luồng riêng.", ["lead Hải quan khu vực VIII"]),
        ("Chi cục Thuế khu vực Krông Nô - Đắk Mil rà soát.", ["lead Chi cục Thuế khu vực Krông Nô - Đắk Mil"]),
        ("Học viện Chính trị quốc gia Hồ Chí Minh mở lớp.", ["lead Học viện Chính trị quốc gia Hồ Chí Minh"]),
        ("Đoàn kiểm tra liên ngành số 3 lập biên bản.", ["lead Đoàn kiểm tra liên ngành số 3"]),
        ("Tổ hòa giải ở cơ sở họp mỗi tháng.", ["lead Tổ hòa giải ở cơ sở"]),
        ("Bảo tàng tỉnh, Thư viện tỉnh bày hiện vật.", ["lead Bảo tàng tỉnh", "lead Thư viện tỉnh"]),
        ("Chủ các cơ sở kinh doanh ký cam kết.", ["lead Chủ các cơ sở kinh doanh"]),
        ("Phòng Lao động - TB&XH lập sổ.", ["lead Phòng Lao động - Thương binh và Xã hội"]),
        ("Chi hội trưởng thu hội phí.", ["lead Chi hội trưởng"]),
        ("Các đồng chí Ủy viên Ban Chấp hành dự họp.", ["lead Ủy viên Ban Chấp hành"]),
        ("Phân công ủy viên Ban Chấp hành phụ trách từng khu.", []),
        ("Ban Chỉ đạo làm việc theo nguyên tắc bàn bạc chung.", []),
        ("Bộ Tài chính đầu mối gom số liệu.", ["lead Bộ Tài chính"]),
        ("HĐND tỉnh cơ bản nhất trí với tờ trình.", []),
        ("Báo cáo đột xuất: cơ sở giết mổ báo cáo ngay khi có dịch.", ["lead Cơ sở giết mổ"]),
        (
            "Hội Cựu chiến binh cùng với UBND các xã đếm hộ.",
            ["lead Hội Cựu chiến binh", "coordinate Ủy ban nhân dân xã"],
        ),
    ],
)
def test_bodies_and_persons(item: str, expected: list[str]) -> None:
    assert told(item) == expected


def test_a_committee_of_the_party_leads_other_bodies() -> None:
    plan = plan_of_body("1. Đảng ủy xã\na) Lãnh đạo UBND xã dựng nhà kho.\nb) Bố trí người trực.\n2. Sở Y tế\n")
    assert {row.agency for row in plan.responsibilities} == {"Đảng ủy xã"}


def test_a_class_over_lines_that_name_each_body_is_told_nothing() -> None:
    plan = plan_of_body("1. Các hội, đoàn thể xã:\n- Hội Nông dân xã gom vỏ chai.\n- Hội Cựu chiến binh xã gác cầu.\n")
    assert [row.agency for row in plan.responsibilities] == ["Hội Nông dân xã", "Hội Cựu chiến binh xã"]
