"""Whose document it is: ministries, the Party, the Front, councils, offices, official letters, plans without a head."""

from __future__ import annotations

from typing import Any

import pytest
from plain_plans import extract_text

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM\n"
BODY = "I. MỤC TIÊU\n1. Các đơn vị làm tốt công tác tuyên truyền.\n2. Các thôn họp dân.\n"


def head_of(text: str) -> dict[str, Any]:
    return extract_text(text).document.model_dump()


def letter(
    bodies: str,
    number: str,
    place: str,
    *,
    motto: str = STATE,
    kind: str = "KẾ HOẠCH",
    title: str = "Nâng cao chất lượng công tác năm tới",
    day: str = "ngày 12 tháng 11 năm 2025",
    closing: str = "",
) -> str:
    return f"{bodies}\n{number}\n{motto}{place}, {day}\n{kind}\n{title}\n{BODY}{closing}"


@pytest.mark.parametrize(
    ("bodies", "number", "place", "issuer", "level"),
    [
        ("BỘ LAO ĐỘNG - THƯƠNG BINH\nVÀ XÃ HỘI", "Số: 17/QĐ-LĐTBXH", "Hà Nội",
         "Bộ Lao động - Thương binh và Xã hội", "central"),
        ("BỘ KẾ HOẠCH VÀ ĐẦU TƯ\nBỘ KẾ HOẠCH VÀ ĐẦU TƯ", "Số: 24/QĐ-BKHĐT", "Hà Nội",
         "Bộ Kế hoạch và Đầu tư", "central"),
        ("BỘ CÔNG AN", "Số: 901/KH-BCA", "Hà Nội", "Bộ Công an", "central"),
        ("BỘ Y TẾ\nCỤC PHÒNG BỆNH", "Số: 31/KH-PB", "Hà Nội", "Cục Phòng bệnh", "central"),
        ("ỦY BAN DÂN TỘC", "Số: 65/KH-UBDT", "Hà Nội", "Ủy ban Dân tộc", "central"),
        ("VĂN PHÒNG CHÍNH PHỦ", "Số: 123/TB-VPCP", "Hà Nội", "Văn phòng Chính phủ", "central"),
        ("NGÂN HÀNG NHÀ NƯỚC VIỆT NAM", "Số: 810/KH-NHNN", "Hà Nội", "Ngân hàng Nhà nước Việt Nam", "central"),
        ("BỘ TÀI CHÍNH\nBẢO HIỂM XÃ HỘI VIỆT NAM", "Số: 14/KH-BHXH", "Hà Nội", "Bảo hiểm xã hội Việt Nam", "central"),
        ("HỘI ĐỒNG BẦU CỬ QUỐC GIA", "Số: 31/KH-HĐBCQG", "Hà Nội", "Hội đồng bầu cử quốc gia", "central"),
        ("ỦY BAN BẦU CỬ\nTỈNH GIA LAI", "Số: 31/KH-UBBC", "Gia Lai", "Ủy ban bầu cử tỉnh Gia Lai", "province"),
        ("ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM\nTỈNH LẠNG SƠN\nBAN THƯỜNG TRỰC", "Số: 12/KH-MTTQ-BTT", "Lạng Sơn",
         "Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Lạng Sơn", "province"),
        ("MẶT TRẬN TỔ QUỐC VIỆT NAM\nỦY BAN MTTQ VIỆT NAM XÃ THẤT KHÊ", "Số: 02/KH-MTTQ", "Thất Khê",
         "Ủy ban Mặt trận Tổ quốc Việt Nam xã Thất Khê", "commune"),
        ("UBND PHƯỜNG LÀO CAI\nPHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ", "Số: 12/KH-KTHTĐT", "Lào Cai",
         "Phòng Kinh tế, Hạ tầng và Đô thị phường Lào Cai", "commune"),
        ("ỦY BAN NHÂN DÂN\nĐẶC KHU PHÚ QUỐC", "Số: 12/KH-UBND", "Phú Quốc",
         "Ủy ban nhân dân đặc khu Phú Quốc", "commune"),
        ("ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG\nSỞ Y TẾ", "Số: 12/KH-SYT", "Hải Phòng",
         "Sở Y tế thành phố Hải Phòng", "province"),
        ("UBND TỈNH LÂM ĐỒNG SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", "Số: 12/KH-SNNMT", "Lâm Đồng",
         "Sở Nông nghiệp và Môi trường tỉnh Lâm Đồng", "province"),
        ("LIÊN MINH HỢP TÁC XÃ VIỆT NAM\nLIÊN MINH HỢP TÁC XÃ TỈNH SƠN LA", "Số: 31/KH-LMHTX", "Sơn La",
         "Liên minh Hợp tác xã tỉnh Sơn La", "province"),
        ("HỘI LIÊN HIỆP PHỤ NỮ VIỆT NAM\nBAN CHẤP HÀNH TỈNH ĐIỆN BIÊN", "Số: 31/KH-BCH", "Điện Biên",
         "Ban Chấp hành Hội Liên hiệp Phụ nữ Việt Nam tỉnh Điện Biên", "province"),
        ("CÔNG AN TỈNH SƠN LA\nCÔNG AN XÃ MƯỜNG LA", "Số: 31/KH-CAX", "Mường La", "Công an xã Mường La", "commune"),
        ("ỦY BAN NHÂN DÂN\nQUẬN BÌNH THỦY", "Số: 31/KH-UBND", "Bình Thủy",
         "Ủy ban nhân dân quận Bình Thủy", "district"),
    ],
)  # fmt: skip
def test_the_issuer_is_the_lowest_body_of_the_letterhead(
    bodies: str, number: str, place: str, issuer: str, level: str
) -> None:
    head = head_of(letter(bodies, number, place))
    assert (head["issuer"], head["level"]) == (issuer, level)


@pytest.mark.parametrize(
    ("bodies", "number", "kind", "expected"),
    [
        ("TỈNH ỦY CAO BẰNG\n* Số 05-CTr/TU", "", "CHƯƠNG TRÌNH HÀNH ĐỘNG", ("05-CTr/TU", "Tỉnh ủy Cao Bằng")),
        ("ĐẢNG BỘ TỈNH CAO BẰNG\nĐẢNG ỦY XÃ NGUYÊN BÌNH\n*", "Số 07-KH/ĐU", "KẾ HOẠCH",
         ("07-KH/ĐU", "Đảng ủy xã Nguyên Bình")),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG\nBỘ CHÍNH TRỊ\n*", "Số 90-NQ/TW", "NGHỊ QUYẾT\nCỦA BỘ CHÍNH TRỊ",
         ("90-NQ/TW", "Bộ Chính trị")),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG\n*", "Số 91-CT/TW", "CHỈ THỊ\nCỦA BAN BÍ THƯ", ("91-CT/TW", "Ban Bí thư")),
    ],
)  # fmt: skip
def test_party_instruments(bodies: str, number: str, kind: str, expected: tuple[str, str]) -> None:
    head = head_of(letter(bodies, number, "Cao Bằng", motto=PARTY, kind=kind, title="về công tác dân vận"))
    assert (head["number"], head["issuer"]) == expected
    assert head["title"] == "về công tác dân vận"


@pytest.mark.parametrize(
    ("closing", "signer", "office"),
    [
        ("T/M BAN BÍ THƯ\nTrần Văn Tú", "Trần Văn Tú", None),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nThượng tướng Lê Văn Hùng", "Lê Văn Hùng", "Thứ trưởng"),
        ("GIÁM ĐỐC\nPGS.TS. Trần Thị Yến", "Trần Thị Yến", "Giám đốc"),
        ("TRƯỞNG BAN\nPHÓ CHỦ TỊCH\nNgô Văn Cường", "Ngô Văn Cường", "Trưởng ban"),
        ("TRƯỞNG CÔNG AN XÃ\nVõ Hải Sơn", "Võ Hải Sơn", "Trưởng Công an"),
    ],
)
def test_who_signs(closing: str, signer: str, office: str | None) -> None:
    head = head_of(letter("BỘ CÔNG AN", "Số: 901/KH-BCA", "Hà Nội", closing=f"{closing}\n"))
    assert (head["signer"], head["signer_title"]) == (signer, office)


def test_a_resolution_of_the_national_assembly_is_dated_by_the_day_it_was_passed() -> None:
    plan = extract_text(
        f"QUỐC HỘI\n{STATE}Nghị quyết số: 57/2022/QH15\nNGHỊ QUYẾT\nVề đầu tư đường vành đai\nQUỐC HỘI\n"
        "Căn cứ Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam;\nQUYẾT NGHỊ:\n"
        "Điều 1. Đồng ý chủ trương đầu tư.\nĐiều 2. Chính phủ thi hành Nghị quyết này.\n"
        "Nghị quyết này được Quốc hội khóa XV, kỳ họp thứ 3 thông qua ngày 16 tháng 6 năm 2022.\n"
        "CHỦ TỊCH QUỐC HỘI\nTrần Văn Hòa\n"
    )
    head = plan.document
    assert (head.number, head.issuer, head.issued_on) == ("57/2022/QH15", "Quốc hội", "2022-06-16")
    assert any("2022-06-16" in note for note in plan.notes)


def test_an_official_letter_has_no_line_for_its_kind() -> None:
    head = head_of(
        "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NAM\nSố: 4521/UBND-KTN\n"
        "V/v triển khai Chương trình mục tiêu\nquốc gia giảm nghèo\n"
        f"{STATE}Quảng Nam, ngày 25 tháng 6 năm 2024\nKính gửi:\n- Các Sở, Ban, ngành;\n- UBND các huyện.\n"
        "UBND tỉnh yêu cầu:\n1. Sở Nội vụ theo dõi.\n2. Các huyện báo cáo.\n"
    )
    assert (head["kind"], head["number"], head["issuer"]) == (
        "Công văn", "4521/UBND-KTN", "Ủy ban nhân dân tỉnh Quảng Nam",
    )  # fmt: skip
    assert (head["title"], head["issued_on"]) == (
        "V/v triển khai Chương trình mục tiêu quốc gia giảm nghèo", "2024-06-25",
    )  # fmt: skip


def test_kind_and_title_on_one_line() -> None:
    text = letter(
        "UBND XÃ THẤT KHÊ", "Số: 3/KH-UBND", "Thất Khê", kind="KẾ HOẠCH Phòng, chống ma túy", title="năm 2026"
    )
    head = head_of(text)
    assert (head["kind"], head["title"]) == ("Kế hoạch", "Phòng, chống ma túy năm 2026")


DECISION = (
    f"ỦY BAN NHÂN DÂN\nTỈNH LÀO CAI\nSố: 77/QĐ-UBND\n{STATE}Lào Cai, ngày 5 tháng 5 năm 2026\nQUYẾT ĐỊNH\n"
    "Ban hành Kế hoạch chuyển đổi số\nỦY BAN NHÂN DÂN TỈNH LÀO CAI\nCăn cứ Luật Giao dịch điện tử;\nQUYẾT ĐỊNH:\n"
    "Điều 1. Ban hành Kế hoạch chuyển đổi số.\nĐiều 2. Chánh Văn phòng thi hành./.\nNơi nhận:\n- Như Điều 2;\n"
    "- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Huy\n"
)
ATTACHED = (
    "KẾ HOẠCH\nChuyển đổi số tỉnh Lào Cai năm 2026\n"
    "(Ban hành kèm theo Quyết định số 77/QĐ-UBND ngày 5 tháng 5 năm 2026\n"
    f"của Ủy ban nhân dân tỉnh Lào Cai)\n{BODY}"
)
SHEET = "Nơi nhận:\n- Sở Nội vụ;\n- Lưu: HS.\nNGƯỜI LẬP BIỂU\nGIÁM ĐỐC\nLê Thị Ba\n"


def test_a_decision_with_a_plan_behind_it_keeps_its_own_head() -> None:
    head = head_of(DECISION + ATTACHED + SHEET)
    assert (head["kind"], head["number"], head["title"]) == (
        "Quyết định", "77/QĐ-UBND", "Ban hành Kế hoạch chuyển đổi số",
    )  # fmt: skip
    assert (head["signer"], head["recipients"]) == ("Trần Văn Huy", ["Như Điều 2", "Lưu: VT"])


def test_a_plan_without_its_decision_takes_issuer_and_day_from_what_it_comes_with() -> None:
    plan = extract_text(ATTACHED)
    head = plan.document
    assert (head.number, head.issuer, head.issued_on) == (None, "Ủy ban nhân dân tỉnh Lào Cai", "2026-05-05")
    assert any("kèm theo" in note for note in plan.notes)


def test_the_day_of_a_digital_signature_is_not_that_of_the_document() -> None:
    stamp = "Ký bởi: Ủy ban nhân dân tỉnh Lào Cai\nCơ quan: Tỉnh Lào Cai\nNgày ký: 2026-06-02 08:06:58 +07:00\n"
    plan = extract_text(
        stamp + letter("UBND TỈNH LÀO CAI", "Số: 7/KH-UBND", "Lào Cai", day="ngày     tháng 5 năm 2026")
    )
    assert (plan.document.issued_on, plan.deadlines) == ("2026-05", [])


def test_the_district_of_the_body_above_tells_the_province_of_a_commune() -> None:
    head = head_of(letter("UBND HUYỆN CHIÊM HÓA\nỦY BAN NHÂN DÂN XÃ YÊN LẬP", "Số: 3/KH-UBND", "Yên Lập",
                          day="ngày 1 tháng 12 năm 2023"))  # fmt: skip
    assert (head["province"], head["district"]) == ("Tuyên Quang", "Chiêm Hóa")


def test_the_abbreviation_behind_a_body_does_not_hide_whose_plan_it_is() -> None:
    text = (
        "Số: /KH-UBND\nMai Sơn, ngày tháng 10 năm 2022\nKẾ HOẠCH\nTrồng hoa ven đường\n"
        f"Ủy ban nhân dân (UBND) huyện Mai Sơn xây dựng Kế hoạch trồng hoa như sau:\n{BODY}"
    )
    assert head_of(text)["issuer"] == "Ủy ban nhân dân huyện Mai Sơn"


def test_a_gazette_says_nothing_of_the_document() -> None:
    text = (
        "CÔNG BÁO/Số 302/Ngày 04-6-2026 12\nPHẦN VĂN BẢN KHÁC\n"
        + letter("BỘ CÔNG AN", "Số: 901/KH-BCA", "Hà Nội", closing="BỘ TRƯỞNG\nLê Văn Hùng\n")
        + "VĂN PHÒNG CHÍNH PHỦ XUẤT BẢN\nĐịa chỉ: Hà Nội\nIn tại: Xưởng in\n"
    )
    plan = extract_text(text)
    assert (plan.document.issuer, plan.document.issued_on) == ("Bộ Công an", "2025-11-12")
    assert plan.document.signer == "Lê Văn Hùng"
