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
        pytest.param("Lâm Đồng là một trong những trung tâm du lịch của vùng.", [], id="what a place is"),
        pytest.param("Nông thôn Lâm Đồng phát triển toàn diện.", [], id="no body at all"),
        pytest.param(
            "Hội Nông dân tỉnh nâng dư nợ ủy thác qua Ngân hàng Chính sách xã hội.",
            [("Hội Nông dân tỉnh", "lead")],
            id="loans by way of a bank",
        ),
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
        pytest.param(
            "Sở Y tế phối hợp với các đơn vị chủ trì đề án triển khai thí điểm.",
            [("Sở Y tế", "lead"), ("Đơn vị chủ trì đề án", "coordinate")],
            id="who leads a project",
        ),
        pytest.param(
            "Sở Y tế lập dự toán gửi cơ quan tài chính cùng cấp thẩm định.",
            [("Sở Y tế", "lead"), ("Cơ quan tài chính cùng cấp", "receive")],
            id="an office of the same level",
        ),
        pytest.param(
            "Các cơ quan liên quan ở trung ương thi hành Quyết định này.",
            [("Cơ quan liên quan ở trung ương", "lead")],
            id="where those concerned are",
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


PARTY = """\
ĐẢNG BỘ TỈNH LẠNG SƠN
HUYỆN ỦY CAO LỘC
*
Số 12-KH/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Cao Lộc, ngày 10 tháng 3 năm 2023
KẾ HOẠCH
phát triển nông nghiệp
I. TỔ CHỨC THỰC HIỆN
"""


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        pytest.param(
            PARTY,
            [("Văn phòng", "lead"), ("Ban Thường vụ Huyện ủy", "receive"), ("Ban Thường vụ Huyện ủy", "lead")],
            id="in a committee's plan it is the committee's",
        ),
        pytest.param(HEAD, [("Văn phòng", "lead")], id="elsewhere nobody knows whose it is"),
    ],
)
def test_a_bureau_named_alone(head: str, rows: list[tuple[str, str]]) -> None:
    lines = "1. Văn phòng theo dõi, báo cáo Ban Thường vụ kết quả.\n2. Ban Thường vụ kiểm tra việc thực hiện."
    told = [(row.agency, row.role) for row in extract_text(f"{head}{lines}\n").responsibilities]
    assert [one for one in told if one[0] != "Văn phòng"] == rows[1:]
