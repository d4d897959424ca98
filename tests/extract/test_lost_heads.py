"""Documents whose letterhead is lost: what title, kind and issuer their text still tells."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

DECISION = """\
PHÊ DUYỆT ĐỀ ÁN TRỒNG QUẾ HỮU CƠ
TRÊN ĐỊA BÀN TỈNH LÀO CAI GIAI ĐOẠN 2026 - 2030
{authority}Căn cứ Luật Lâm nghiệp ngày 15 tháng 11 năm 2017;
Theo đề nghị của Sở Nông nghiệp và Môi trường và ý kiến thống nhất của Thành viên Ủy ban nhân dân tỉnh.
{formula}Điều 1. Ban hành kèm theo Quyết định này Quy chế vùng quế; Quy chế này có 05 chương và Quy chế này có phụ lục.
Điều 2. Quyết định này có hiệu lực từ ngày ký.
"""


def test_a_title_in_capitals_is_no_letterhead() -> None:
    document = extract_text(DECISION.format(authority="", formula="")).document
    assert document.title == "PHÊ DUYỆT ĐỀ ÁN TRỒNG QUẾ HỮU CƠ TRÊN ĐỊA BÀN TỈNH LÀO CAI GIAI ĐOẠN 2026 - 2030"
    assert (document.kind, document.period, document.province) == ("Quyết định", "2026/2030", "Lào Cai")


def test_the_body_whose_members_agreed_decides_for_the_area_of_the_title() -> None:
    document = extract_text(DECISION.format(authority="", formula="")).document
    assert (document.issuer, document.level) == ("Ủy ban nhân dân tỉnh Lào Cai", "province")


def test_the_enacting_formula_behind_the_grounds_is_not_the_kind_of_a_letterhead() -> None:
    text = DECISION.format(authority="ỦY BAN NHÂN DÂN TỈNH LÀO CAI\n", formula="QUYẾT ĐỊNH:\n")
    plan = extract_text(text)
    assert plan.document.issuer == "Ủy ban nhân dân tỉnh Lào Cai"
    assert [row.kind for row in plan.references] == ["Luật"]


def test_a_council_s_session_is_no_part_of_its_name() -> None:
    document = extract_text(
        "NGHỊ QUYẾT\nVỀ PHÁT TRIỂN NUÔI BIỂN TỈNH CÀ MAU\nHỘI ĐỒNG NHÂN DÂN TỈNH CÀ MAU\nKHÓA X, KỲ HỌP THỨ 12\n"
        "Xét Tờ trình số 45/TTr-UBND ngày 02/7/2025 của Ủy ban nhân dân tỉnh về ban hành Quy chế cảng cá;\n"
        "QUYẾT NGHỊ:\nĐiều 1. Thông qua Quy chế cảng cá. Quy chế này áp dụng trên địa bàn tỉnh.\n"
    ).document
    assert (document.kind, document.issuer) == ("Nghị quyết", "Hội đồng nhân dân tỉnh Cà Mau")


def test_a_party_title_ends_before_its_grounds_with_dashes() -> None:
    document = extract_text(
        "TỈNH ỦY CÀ MAU\nvề đổi mới sinh hoạt chi bộ ở thôn, khóm\n- Căn cứ Điều lệ Đảng Cộng sản Việt Nam;\n"
        "- Căn cứ Quy định số 24-QĐ/TW ngày 30/7/2021 của Ban Chấp hành Trung ương,\nI- MỤC TIÊU\n"
        "1. Các chi bộ xây dựng Quy chế làm việc giai đoạn 2022 - 2025; thực hiện nghiêm Nghị quyết này.\n"
    ).document
    assert document.title == "về đổi mới sinh hoạt chi bộ ở thôn, khóm"
    assert (document.kind, document.period, document.issuer) == ("Nghị quyết", None, "Tỉnh ủy Cà Mau")


def test_a_passage_that_begins_with_an_item_or_a_sentence_has_no_title() -> None:
    for opening in (
        "k) Sở Y tế mở lớp tập huấn cho trạm y tế",
        "- Trạm y tế các xã;\nvề khám sức khỏe",
        "Thời gian qua, việc dùng thuốc còn nhiều bất cập. Yêu cầu:",
    ):
        assert extract_text(f"{opening}\n1. Trạm y tế kiểm kê thuốc trong quý II năm 2026.\n").document.title is None


def test_a_letter_is_told_by_its_subject_line() -> None:
    document = extract_text(
        "BỘ Y TẾ\nCỤC PHÒNG BỆNH\nSố: 87/PB-TN\nV/v giám sát bệnh sởi\nHà Nội, ngày 14 tháng 3 năm 2025\n"
        "Kính gửi: Sở Y tế các tỉnh\n1. Tổ chức tiêm vét trước ngày 31/3/2025.\n"
    ).document
    assert (document.kind, document.number, document.issuer) == ("Công văn", "87/PB-TN", "Cục Phòng bệnh")


def test_an_office_of_a_party_committee_is_named_after_it() -> None:
    document = extract_text(
        "TỈNH ỦY ĐỒNG NAI\nBAN TỔ CHỨC\n*\nSố 21-HD/BTCTU\nĐỒNG NAI, ngày 09 tháng 02 năm 2026\nHƯỚNG DẪN\n"
        "Kiểm điểm cuối năm\nI. MỤC ĐÍCH\n1. Tạo sự thống nhất.\n"
    ).document
    assert (document.issuer, document.level) == ("Ban Tổ chức Tỉnh ủy Đồng Nai", "province")


def test_a_plan_that_others_are_to_make_is_not_what_the_document_is() -> None:
    text = "1. Sở Y tế tham mưu Ủy ban nhân dân tỉnh ban hành Kế hoạch tiêm chủng.\n2. Các xã thực hiện.\n"
    assert extract_text(text).document.kind is None


COMMAND = """\
PHÊ DUYỆT KẾ HOẠCH KIỂM KÊ CẦU, ĐƯỜNG{area}
Căn cứ Luật Đường bộ ngày 27 tháng 6 năm 2024;
Điều 1. Phê duyệt Kế hoạch kiểm kê cầu, đường của tỉnh Lào Cai.
Điều 2. {offices} chịu trách nhiệm thi hành {kind} này.
"""


@pytest.mark.parametrize(
    ("area", "offices", "kind", "issuer"),
    [
        pytest.param(
            *(" TỈNH LÀO CAI", "Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở", "Quyết định"),
            "Ủy ban nhân dân tỉnh Lào Cai",
            id="its own office, the place in the title",
        ),
        pytest.param(
            *("", "Giám đốc Sở Xây dựng, thủ trưởng đơn vị trực thuộc Ủy ban nhân dân tỉnh", "Quyết định"),
            "Ủy ban nhân dân tỉnh Lào Cai",
            id="its own units, the only province in the text",
        ),
        pytest.param(
            *("", "Chánh Văn phòng Ủy ban nhân dân huyện, các phòng", "Quyết định"),
            None,
            id="a district that is not named",
        ),
        pytest.param(
            *(" TỈNH LÀO CAI", "Chánh Văn phòng Ủy ban nhân dân tỉnh", "Nghị quyết"),
            None,
            id="a council commands them too",
        ),
        pytest.param(
            *(" TỈNH LÀO CAI", "Chủ tịch Ủy ban nhân dân tỉnh", "Quyết định"),
            None,
            id="the Government commands chairmen",
        ),
    ],
)
def test_a_decision_is_of_the_committee_whose_own_offices_it_commands(
    area: str, offices: str, kind: str, issuer: str | None
) -> None:
    document = extract_text(COMMAND.format(area=area, offices=offices, kind=kind)).document
    assert document.issuer == issuer


def test_a_school_that_makes_a_plan_is_its_issuer_and_a_school_year_is_no_period() -> None:
    document = extract_text(
        "Lào Cai, ngày 17 tháng 8 năm 2026\nTổ chức tuần lễ đọc sách năm học 2026 - 2027\n"
        "Căn cứ Kế hoạch số 93/KH-SGDĐT ngày 31 tháng 7 năm 2026 của Sở Giáo dục và Đào tạo về thư viện;\n"
        "Trường THPT Mường Khương ban hành Kế hoạch tổ chức tuần lễ đọc sách, cụ thể như sau:\n1. Mục đích: đọc sách.\n"
    ).document
    assert document.issuer == "Trường Trung học phổ thông Mường Khương"
    assert (document.province, document.period) == ("Lào Cai", None)


@pytest.mark.parametrize(
    ("unit", "issuer"),
    [
        ("HUYỆN AN LÃO\nTHÀNH PHỐ HẢI PHÒNG", "Ủy ban nhân dân thành phố Hải Phòng"),
        ("THÀNH PHỐ PHỔ YÊN\nTỈNH THÁI NGUYÊN", "Ủy ban nhân dân thành phố Phổ Yên"),
    ],
)
def test_a_bare_city_above_a_district_is_its_province_where_that_is_a_city(unit: str, issuer: str) -> None:
    text = f"ỦY BAN NHÂN DÂN\n{unit}\nSố: 45/KH-UBND\nngày 16 tháng 01 năm 2024\nKẾ HOẠCH\nCấp nước sạch năm 2024\n"
    plan = extract_text(f"{text}Theo Kế hoạch số 12/KH-UBND của Ủy ban nhân dân thành phố.\n")
    assert [row.issuer for row in plan.references] == [issuer]
