"""Classes of bodies and persons who are told something, and classes something is handed to."""

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
Giám sát dịch bệnh năm 2026
I. TỔ CHỨC THỰC HIỆN
"""


def duties(body: str) -> list[tuple[str, str, str]]:
    rows = extract_text(f"{HEAD}{body}\n").responsibilities
    return [(row.agency, row.role, row.section) for row in rows]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Chủ dự án thành phần phối hợp với chủ chương trình lập biểu mẫu giám sát.",
            [("Chủ dự án thành phần", "lead"), ("Chủ chương trình", "coordinate")],
            id="owners of programmes",
        ),
        pytest.param(
            "Cơ sở tiêm chủng: báo cáo Trạm Y tế xã.",
            [("Cơ sở tiêm chủng", "lead"), ("Trạm Y tế xã", "receive")],
            id="a class before its colon",
        ),
        pytest.param(
            "Cục Quản lý khám, chữa bệnh chủ trì tập huấn.",
            [("Cục Quản lý khám, chữa bệnh", "lead")],
            id="a name with a comma in small letters",
        ),
        pytest.param(
            "Các xã, phường được phân bổ vốn chương trình mục tiêu quốc gia năm nay phải giải ngân xong.",
            [("Xã, phường được phân bổ vốn chương trình mục tiêu quốc gia năm nay", "lead")],
            id="what a class was given",
        ),
        pytest.param(
            "Các sở, ngành, địa phương, nhất là các đơn vị giải ngân thấp, khẩn trương rà soát tiến độ.",
            [("Sở, ngành, địa phương", "lead")],
            id="who stands out among them",
        ),
        pytest.param("Bí thư Đảng ủy: Đồng chí Lò Văn Sơn.", [], id="who holds an office"),
        pytest.param("Phân công nhiệm vụ cho các Đảng ủy viên.", [], id="members of a committee"),
        pytest.param(
            "Sở Y tế gửi báo cáo Bộ Y tế, các viện nghiên cứu và Cục Phòng bệnh.",
            [
                ("Sở Y tế", "lead"),
                ("Bộ Y tế", "receive"),
                ("Viện nghiên cứu", "receive"),
                ("Cục Phòng bệnh", "receive"),
            ],
            id="a class among bodies told of it",
        ),
        pytest.param(
            "Sở Y tế soạn hướng dẫn trình cơ quan có thẩm quyền ban hành.",
            [("Sở Y tế", "lead"), ("Cơ quan có thẩm quyền", "receive")],
            id="an office alone",
        ),
        pytest.param(
            "Sở Y tế chuyển danh sách cho Bệnh viện Đa khoa khu vực.",
            [("Sở Y tế", "lead"), ("Bệnh viện Đa khoa khu vực", "receive")],
            id="a list handed on",
        ),
    ],
)
def test_classes_are_told_and_handed_to(sentence: str, rows: list[tuple[str, str]]) -> None:
    assert duties(f"1. {sentence}") == [(*row, "I.1") for row in rows]


def test_a_heading_tells_all_that_narrows_a_class() -> None:
    lines = "1. Trách nhiệm của các cơ quan quản lý hồ chứa nước\na) Lập phương án.\nb) Kiểm tra đập."
    assert duties(lines) == [
        ("Cơ quan quản lý hồ chứa nước", "lead", "I.1.a"),
        ("Cơ quan quản lý hồ chứa nước", "lead", "I.1.b"),
    ]


def test_proper_names_listed_behind_a_class_are_bodies_each() -> None:
    lines = "1. Các Cục: Hàng hải Việt Nam, Hàng không Việt Nam, Đường sắt Việt Nam:\na) Lập phương án."
    assert duties(lines) == [
        ("Cục Hàng hải Việt Nam", "lead", "I.1.a"),
        ("Cục Hàng không Việt Nam", "lead", "I.1.a"),
        ("Cục Đường sắt Việt Nam", "lead", "I.1.a"),
    ]
