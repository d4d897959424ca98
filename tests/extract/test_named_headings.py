"""Headings that name bodies, lists that semicolons part, and names that run on: who is told, and who is not."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

Rows = list[tuple[str, str, str]]


def rows(body: str) -> Rows:
    plan = extract_text(HEADS["province"] + "III. TỔ CHỨC THỰC HIỆN\n" + body)
    return [(row.section, row.agency, row.role) for row in plan.responsibilities]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "5. Công khai kết quả rà soát.\n1.1. Sở Y tế - Cơ quan thường trực Ban Chỉ đạo tỉnh\n"
            "- Lập kế hoạch kiểm tra bếp ăn tập thể.\n- Phối hợp với Công an tỉnh xử lý vi phạm.\n"
            "- Tổng hợp, báo cáo Ủy ban nhân dân tỉnh hằng quý.\n",
            [
                ("III.1.1", "Sở Y tế", "lead"),
                ("III.1.1", "Công an tỉnh", "coordinate"),
                ("III.1.1", "Ủy ban nhân dân tỉnh", "receive"),
            ],
            id="what the body is stands behind a dash",
        ),
        pytest.param(
            "1. Các cơ quan tham mưu quản lý lĩnh vực (gồm các Sở: Nội vụ, Xây dựng)\n- Cử người dự tập huấn.\n",
            [("III.1", "Cơ quan tham mưu quản lý lĩnh vực", "lead")],
            id="a class by what it does, with its members in brackets",
        ),
        pytest.param(
            "1. Đề nghị các doanh nghiệp chế biến, kinh doanh thủy sản\n- Chấp hành quy định về nhãn hàng.\n",
            [("III.1", "Doanh nghiệp chế biến, kinh doanh thủy sản", "request")],
            id="a class by what it does is asked",
        ),
        pytest.param(
            "1. Trung tâm Khuyến nông, giống và dịch vụ nông thôn\n- Trình diễn mô hình lúa mới.\n",
            [("III.1", "Trung tâm Khuyến nông, giống và dịch vụ nông thôn", "lead")],
            id="fields of work behind a comma",
        ),
        pytest.param(
            "1. Ban Giám hiệu nhà trường\nBố trí phòng học; kiểm tra nền nếp.\n"
            "2. Đoàn Thanh niên, Hội LHTN nhà trường\n- Mở lớp kỹ năng.\n",
            [
                ("III.1", "Ban Giám hiệu nhà trường", "lead"),
                ("III.2", "Đoàn Thanh niên", "lead"),
                ("III.2", "Hội Liên hiệp Thanh niên nhà trường", "lead"),
            ],
            id="bodies of a school",
        ),
        pytest.param(
            "1. Sở Nội vụ kiểm tra đột xuất\n- Lập đoàn kiểm tra.\n",
            [("III.1", "Sở Nội vụ", "lead")],
            id="a verb is no part of the name",
        ),
        pytest.param(
            "1. Báo và phát thanh, truyền hình Lào Cai, Cổng thông tin điện tử tỉnh\n"
            "Mở chuyên mục giới thiệu nông sản.\na) Đăng tải quy trình canh tác.\n",
            [
                ("III.1", "Báo và phát thanh, truyền hình Lào Cai", "lead"),
                ("III.1", "Cổng thông tin điện tử tỉnh", "lead"),
                ("III.1.a", "Báo và phát thanh, truyền hình Lào Cai", "lead"),
                ("III.1.a", "Cổng thông tin điện tử tỉnh", "lead"),
            ],
            id="a task of its own before the letters",
        ),
        pytest.param(
            "1. Sở Nội vụ\nCó trách nhiệm thực hiện các nhiệm vụ sau:\na) Tuyển dụng bác sĩ.\n",
            [("III.1.a", "Sở Nội vụ", "lead")],
            id="a lead-in before the letters is no task",
        ),
        pytest.param(
            "1. Sở Nội vụ, Sở Y tế\nSở Nội vụ chủ trì, phối hợp với Sở Y tế tuyển dụng bác sĩ.\n",
            [("III.1", "Sở Nội vụ", "lead"), ("III.1", "Sở Y tế", "coordinate")],
            id="the line below says which of the bodies leads",
        ),
    ],
)
def test_headings(body: str, expected: Rows) -> None:
    assert rows(body) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Giao Sở Tài chính chủ trì, phối hợp với Sở Nội vụ; Ủy ban nhân dân các xã; các cơ quan, đơn vị liên quan "
            "rà soát trụ sở dôi dư.",
            [
                ("Sở Tài chính", "lead"),
                ("Sở Nội vụ", "coordinate"),
                ("Ủy ban nhân dân xã", "coordinate"),
                ("Cơ quan, đơn vị liên quan", "coordinate"),
            ],
        ),
        (
            "Sở Xây dựng chủ trì, phối hợp với Sở Công Thương; Sở Y tế chủ trì kiểm tra phòng khám.",
            [("Sở Xây dựng", "lead"), ("Sở Công Thương", "coordinate"), ("Sở Y tế", "lead")],
        ),
        (
            "Sở Xây dựng chủ trì, phối hợp với Sở Công Thương lát vỉa hè; Sở Y tế lập danh sách phòng khám.",
            [("Sở Xây dựng", "lead"), ("Sở Công Thương", "coordinate"), ("Sở Y tế", "lead")],
        ),
        (
            "Sở Tài chính phối hợp Ban Quản lý Khu kinh tế Nghi Sơn và các Khu công nghiệp tỉnh: kiểm đếm tài sản.",
            [
                ("Sở Tài chính", "lead"),
                ("Ban Quản lý Khu kinh tế Nghi Sơn và các Khu công nghiệp tỉnh", "coordinate"),
            ],
        ),
        (
            "Chủ tịch Ủy ban nhân dân các xã, phường, đặc khu Cô Tô và các thành viên Ban Chỉ đạo tỉnh chịu trách "
            "nhiệm thi hành.",
            [
                ("Chủ tịch Ủy ban nhân dân xã, phường, đặc khu Cô Tô", "lead"),
                ("Thành viên Ban Chỉ đạo tỉnh", "lead"),
            ],
        ),
        (
            "Trên cơ sở đề nghị của các sở, ban, ngành, Sở Tài chính thẩm định dự toán.",
            [("Sở Tài chính", "lead")],
        ),
        (
            "Sở Y tế thường xuyên phối hợp, cung cấp thông tin với Công an tỉnh về các ca ngộ độc.",
            [("Sở Y tế", "lead"), ("Công an tỉnh", "coordinate")],
        ),
        (
            "Sở Nội vụ trình Bộ Chính trị Đề án mới.",
            [("Sở Nội vụ", "lead"), ("Bộ Chính trị", "receive")],
        ),
        (
            "Sở Nội vụ báo cáo Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo và "
            "chuyển đổi số trước ngày 15/12.",
            [
                ("Sở Nội vụ", "lead"),
                (
                    "Ban Chỉ đạo Trung ương về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số",
                    "receive",
                ),
            ],
        ),
        (
            "Sở Y tế báo cáo Ban Chỉ đạo về an toàn thực phẩm, chủ động kiểm tra và xử lý vi phạm.",
            [("Sở Y tế", "lead"), ("Ban Chỉ đạo về an toàn thực phẩm", "receive")],
        ),
        ("Sở Y tế báo cáo Ban Chỉ đạo về kết quả rà soát.", [("Sở Y tế", "lead"), ("Ban Chỉ đạo", "receive")]),
        (
            "Giao các cơ sở đào tạo gồm: Trường Đại học Huế, Trường Đại học Đà Lạt và các cơ sở do Bộ Y tế lựa chọn "
            "thực hiện đào tạo.",
            [
                ("Trường Đại học Huế", "lead"),
                ("Trường Đại học Đà Lạt", "lead"),
                ("Cơ sở do Bộ Y tế lựa chọn", "lead"),
            ],
        ),
        ("Phạm vi: các thôn, các xã và các huyện có xã của vùng đệm.", []),
        (
            "Các bộ phận báo cáo Ban Giám hiệu nhà trường trước giờ học.",
            [("Bộ phận", "lead"), ("Ban Giám hiệu nhà trường", "receive")],
        ),
    ],
)
def test_sentences(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert [(agency, role) for _, agency, role in rows(f"1. {sentence}\n2. Tuyên truyền.\n")] == expected


def test_what_ends_with_the_partners_is_told_whole() -> None:
    body = "1. Sở Xây dựng chủ trì, phối hợp với Sở Công Thương; Sở Y tế chủ trì kiểm tra phòng khám.\n"
    plan = extract_text(HEADS["province"] + "III. TỔ CHỨC THỰC HIỆN\n" + body)
    partner = next(row for row in plan.responsibilities if row.role == "coordinate")
    assert partner.task == "Sở Xây dựng chủ trì, phối hợp với Sở Công Thương"


def test_the_task_of_a_heading_stands_in_the_line_below() -> None:
    body = "1. Sở Y tế - Cơ quan thường trực Ban Chỉ đạo\n- Lập kế hoạch kiểm tra bếp ăn.\n- Cấp phát thuốc.\n"
    (row,) = extract_text(HEADS["province"] + "III. TỔ CHỨC THỰC HIỆN\n" + body).responsibilities
    assert (row.agency, row.task) == ("Sở Y tế", "Lập kế hoạch kiểm tra bếp ăn")


@pytest.mark.parametrize(
    "heading", ["2. Đề nghị Mặt trận Tổ quốc và các tổ chức đoàn thể xã", "VII. ĐỀ NGHỊ CÁC ĐOÀN THỂ", "2. Đề nghị:"]
)
def test_whoever_is_named_under_a_heading_that_asks_is_asked(heading: str) -> None:
    plan = extract_text(
        f"VI. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế xã khám sức khỏe định kỳ.\n{heading}\n"
        "- Hội Nông dân xã hướng dẫn hội viên vay vốn.\n- Hội Cựu chiến binh xã vận động hội viên tham gia.\n"
    )
    asked = {row.agency for row in plan.responsibilities if row.role == "request"}
    assert {"Hội Nông dân xã", "Hội Cựu chiến binh xã"} <= asked
    assert "Trạm Y tế xã" not in asked


@pytest.mark.parametrize(
    "opening", ["Trường hợp cần điều chỉnh", "Trường hợp phát sinh vướng mắc", "Nếu phát sinh vướng mắc"]
)
def test_whoever_writes_to_a_body_at_the_end_reports_to_it(opening: str) -> None:
    plan = extract_text(
        "IV. TỔ CHỨC THỰC HIỆN\n1. Trạm Y tế xã khám sức khỏe.\n2. Hội Nông dân xã thu xếp nhân lực.\n"
        f"{opening}, đề nghị các đơn vị có văn bản về Phòng Văn hóa - Xã hội xã để tổng hợp./.\n"
    )
    told = [(row.section, row.agency, row.role) for row in plan.responsibilities]
    assert ("IV.2", "Hội Nông dân xã", "lead") in told
    assert ("IV", "Phòng Văn hóa - Xã hội", "receive") in [(s, a.removesuffix(" xã"), r) for s, a, r in told]
