"""How Party programmes, commune plans and ministries' decisions name bodies: who is told, asked or works with whom."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

Rows = list[tuple[str, str, str]]


def rows(body: str) -> Rows:
    plan = extract_text(HEADS["none"] + "III. TỔ CHỨC THỰC HIỆN\n" + body)
    return [(row.section, row.agency, row.role) for row in plan.responsibilities]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        pytest.param(
            "Hiệu trưởng các trường Mầm non, Tiểu học, THCS dạy bơi.",
            [("Hiệu trưởng các trường Mầm non, Tiểu học, THCS", "lead")],
            id="kinds of schools",
        ),
        pytest.param(
            "Sở Tài chính/Kho bạc Nhà nước khu vực IX: Cấp phát kinh phí.",
            [("Sở Tài chính", "lead"), ("Kho bạc Nhà nước khu vực IX", "lead")],
            id="bodies that a stroke parts",
        ),
        pytest.param(
            "Ngân hàng Nhà nước Chi nhánh Khu vực 5, Ngân hàng Chính sách xã hội chi nhánh tỉnh cho vay.",
            [
                ("Ngân hàng Nhà nước Chi nhánh Khu vực 5", "lead"),
                ("Ngân hàng Chính sách xã hội chi nhánh tỉnh", "lead"),
            ],
            id="a body of a region has no level besides",
        ),
        pytest.param(
            "Các sở, ban, ngành còn lại chủ động phối hợp.", [("Sở, ban, ngành còn lại", "lead")], id="all the others"
        ),
        pytest.param(
            "Các hộ kinh doanh tham gia hội chợ có trách nhiệm ghi nhãn hàng.",
            [("Hộ kinh doanh tham gia hội chợ", "lead")],
            id="a class by what it takes part in",
        ),
        pytest.param(
            "Sửa đổi Luật Đất đai (giao Bộ Tư pháp chủ trì, phối hợp với Bộ Y tế).",
            [("Bộ Tư pháp", "lead"), ("Bộ Y tế", "coordinate")],
            id="who leads stands in a bracket behind the task",
        ),
        pytest.param(
            "Xây cầu treo (Sở Xây dựng chủ trì; các sở, ngành phối hợp).",
            [("Sở Xây dựng", "lead"), ("Sở, ngành", "coordinate")],
            id="and with whom",
        ),
        pytest.param("Xây cầu treo (Sở Xây dựng đã duyệt).", [], id="a bracket that tells nobody"),
        pytest.param(
            "Viện Chiến lược tài nguyên, môi trường soạn sách.",
            [("Viện Chiến lược tài nguyên, môi trường", "lead")],
            id="fields in small letters that a comma parts",
        ),
        pytest.param(
            "Đảng ủy, HĐND, UBND, Ủy ban MTTQ Việt Nam các xã ký cam kết.",
            [
                ("Đảng ủy xã", "lead"),
                ("Hội đồng nhân dân xã", "lead"),
                ("Ủy ban nhân dân xã", "lead"),
                ("Ủy ban Mặt trận Tổ quốc Việt Nam xã", "lead"),
            ],
            id="bodies of the same communes",
        ),
        pytest.param(
            "Sở Nội vụ - cơ quan thường trực Đề án: Lập danh sách.", [("Sở Nội vụ", "lead")], id="what the body is"
        ),
        pytest.param(
            "Thôn trưởng các thôn vận động hộ dân.", [("Thôn trưởng các thôn", "lead")], id="heads of villages"
        ),
        pytest.param("Phó Trưởng ban: Ông Lò Văn Chỉnh, Giám đốc Sở Y tế.", [], id="a member by name is told nothing"),
        pytest.param(
            "UBND các tỉnh biên giới tuần tra.", [("Ủy ban nhân dân tỉnh biên giới", "lead")], id="where units lie"
        ),
        pytest.param(
            "Các bệnh viện có phòng sinh tiêm vắc xin.", [("Bệnh viện có phòng sinh", "lead")], id="what a class has"
        ),
        pytest.param(
            "Bệnh viện Đa khoa vùng Tây Nguyên lấy mẫu.",
            [("Bệnh viện Đa khoa vùng Tây Nguyên", "lead")],
            id="a body of a region by its name",
        ),
        pytest.param(
            "Sở Y tế báo cáo kết quả tiêm chủng với Bộ Y tế.",
            [("Sở Y tế", "lead"), ("Bộ Y tế", "receive")],
            id="to whom, behind với",
        ),
        pytest.param(
            "Sở Y tế trình Lãnh đạo Bộ.",
            [("Sở Y tế", "lead"), ("Lãnh đạo Bộ", "receive")],
            id="the heads of a ministry",
        ),
    ],
)
def test_who_is_told_in_an_item(item: str, expected: list[tuple[str, str]]) -> None:
    assert rows(f"1. {item}\n") == [("III.1", agency, role) for agency, role in expected]


def test_an_article_named_for_an_office_gives_its_duties() -> None:
    body = "Điều 7. Phó Trưởng ban thường trực có trách nhiệm:\na) Chủ tọa phiên họp;\nb) Ký thông báo.\n"
    assert [(s, a) for s, a, _ in rows(body)] == [
        ("Điều 7.a", "Phó Trưởng ban thường trực"),
        ("Điều 7.b", "Phó Trưởng ban thường trực"),
    ]


def test_a_paragraph_about_those_entitled_is_no_award() -> None:
    body = "1. Hỗ trợ nhà ở\nĐối tượng thực hiện theo quy định. UBND xã lập danh sách.\n"
    assert rows(body) == [("III.1", "Ủy ban nhân dân xã", "lead")]


def test_behind_a_label_of_partners_nobody_leads() -> None:
    plan = extract_text(
        "1. Cơ quan chủ trì: Bộ Công an.\n2. Cơ quan phối hợp: Bộ Quốc phòng và UBND các tỉnh ven biển.\n"
    )
    assert [row.agency for row in plan.responsibilities if row.section == "2" and row.role == "lead"] == []
