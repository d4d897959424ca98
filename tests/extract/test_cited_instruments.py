"""Citations as ministries, communes and Party bodies write them: issuers, lists, titles in titles."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from plain_plans import extract_text

from ntm_extract.plan import Plan

PlanOf = Callable[..., Plan]


@pytest.mark.parametrize(
    ("sentence", "issuer", "subject"),
    [
        pytest.param(
            "Căn cứ Nghị quyết số 88/2023/QH15 ngày 09/6/2023 của Quốc hội Khóa XV về kế hoạch giám sát;",
            *("Quốc hội", "kế hoạch giám sát"),
            id="the term of the National Assembly is none of its name, with a capital either",
        ),
        pytest.param(
            "Căn cứ Nghị quyết số 33-NQ/TW ngày 14/8/2022 của Trung ương khóa XIII về công tác dân vận;",
            *("Ban Chấp hành Trung ương Đảng", "công tác dân vận"),
            id="the Party's centre called by a short name",
        ),
        pytest.param(
            "Thực hiện Chương trình số 4-CTr/BCĐ ngày 05/02/2026 của Ban Chỉ đạo Trung ương về phòng, chống "
            "lãng phí, tiêu "
            "cực về công tác kiểm tra năm 2026.",
            *("Ban Chỉ đạo Trung ương về phòng, chống lãng phí, tiêu cực", "công tác kiểm tra năm 2026"),
            id="a board of the country is called by its field",
        ),
        pytest.param(
            "Căn cứ Quyết định số 7/QĐ-BCĐ ngày 05/02/2026 của Ban Chỉ đạo Quốc gia về trồng rừng ban hành "
            "Quy chế làm việc;",
            *("Ban Chỉ đạo Quốc gia về trồng rừng", "ban hành Quy chế làm việc"),
            id="a verb ends the field",
        ),
        pytest.param(
            "Căn cứ Kế hoạch số 6/KH-BCĐ ngày 05/02/2026 của Ban Chỉ đạo tỉnh về phòng, chống cháy rừng;",
            *("Ban Chỉ đạo tỉnh Lào Cai", "phòng, chống cháy rừng"),
            id="of a province's board it is the subject",
        ),
        pytest.param(
            "Căn cứ Quyết định số 51/QĐ-UBND ngày 04/3/2022 của UBND tỉnh Bà Rịa - Vũng Tàu về hỗ trợ nước sạch;",
            *("Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu", "hỗ trợ nước sạch"),
            id="a province with a dash in its name",
        ),
        pytest.param(
            "Căn cứ Quyết định số 51/QĐ-UBND ngày 04/3/2022 của UBND thành phố Phan Rang - Tháp Chàm ban hành "
            "Quy chế họp;",
            *("Ủy ban nhân dân thành phố Phan Rang - Tháp Chàm", "ban hành Quy chế họp"),
            id="a city with a dash in its name",
        ),
        pytest.param(
            "Theo Chương trình của tỉnh thực hiện Nghị quyết số 41-NQ/TW ngày 05/8/2025 của Bộ Chính trị về "
            "chăm sóc người "
            "cao tuổi (ban hành kèm theo công văn của Tỉnh ủy).",
            *("Bộ Chính trị", "chăm sóc người cao tuổi"),
            id="what goes with another paper is no part of the subject",
        ),
    ],
)
def test_issuers_with_terms_fields_and_dashes(plan_of: PlanOf, sentence: str, issuer: str, subject: str) -> None:
    row = plan_of(f"I. CĂN CỨ\n1. {sentence}\n").references[0]
    assert (row.issuer, row.subject) == (issuer, subject)


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Theo yêu cầu tại Nghị quyết số 05/NQ-CP và Nghị quyết số 06/NQ-CP ngày 09 tháng 01 năm 2026 của "
            "Chính phủ.",
            [("05/NQ-CP", "2026-01-09"), ("06/NQ-CP", "2026-01-09")],
            id="numbers that follow each other share the day named behind the second",
        ),
        pytest.param(
            "Theo Quyết định số 402/QĐ-TTg và Quyết định số 1577/QĐ-TTg ngày 09/10/2025 của Thủ tướng Chính phủ.",
            [("402/QĐ-TTg", None), ("1577/QĐ-TTg", "2025-10-09")],
            id="numbers far apart do not",
        ),
        pytest.param(
            "Theo Luật sửa đổi, bổ sung một số điều của Luật Kiến trúc, Luật sửa đổi, bổ sung một số điều của "
            "Luật Thanh niên, "
            "Luật Thư viện (sửa đổi).",
            [(None, None)] * 3,
            id="an amending law ends where the next one is named",
        ),
    ],
)
def test_members_of_a_list(plan_of: PlanOf, sentence: str, rows: list[tuple[str | None, str | None]]) -> None:
    found = plan_of(f"I. CĂN CỨ\n1. {sentence}\n").references
    assert [(row.number, row.date) for row in found] == rows


def test_a_day_taken_from_the_next_number_says_so(plan_of: PlanOf) -> None:
    body = "I. CĂN CỨ\n1. Theo Nghị quyết số 05/NQ-CP và Nghị quyết số 06/NQ-CP ngày 09/01/2026 của Chính phủ.\n"
    first, second = plan_of(body).references
    assert any("ngày" in doubt for doubt in first.doubts)
    assert second.doubts == []


@pytest.mark.parametrize(
    ("sentence", "relations"),
    [
        pytest.param(
            "Căn cứ Nghị quyết số 77/NQ-CP ngày 05/5/2025 của Chính phủ ban hành Chương trình hành động thực "
            "hiện Nghị quyết "
            "số 41-NQ/TW ngày 05/8/2025 của Bộ Chính trị về chăm sóc người cao tuổi;",
            ["legal_basis", "implements"],
            id="an act that another carries out is told by that verb",
        ),
        pytest.param(
            "Triển khai nghiêm túc các chỉ thị, chủ trương của Đảng, Nghị quyết số 72/NQ-CP ngày 03/3/2026 "
            "của Chính phủ.",
            ["implements"],
            id="a verb governs over bare kinds before the number",
        ),
        pytest.param(
            "Căn cứ Nghị quyết số 9/NQ-CP ngày 14/01/2026 của Chính phủ bổ sung, cập nhật Nghị quyết số 8/NQ-CP "
            "ngày 01/4/2025 của Chính phủ;",
            ["legal_basis", "per"],
            id="an act that is updated stands in the title of the one that does it",
        ),
    ],
)
def test_the_verb_that_governs_a_citation_says_how_it_is_meant(
    plan_of: PlanOf, sentence: str, relations: list[str]
) -> None:
    assert [row.relation for row in plan_of(f"I. CĂN CỨ\n1. {sentence}\n").references] == relations


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        pytest.param(
            "Theo Nghị quyết số 31/2026/QH16 ngày 14/5/2026 của Quốc hội về bồi thường cho hộ nuôi ong trước "
            "khi Luật Lâm "
            "nghiệp có hiệu lực và hỗ trợ hộ trồng rừng.",
            "bồi thường cho hộ nuôi ong trước khi Luật Lâm nghiệp có hiệu lực và hỗ trợ hộ trồng rừng",
            id="a law within the title",
        ),
        pytest.param(
            "Bám sát Nghị quyết số 41-NQ/TW ngày 05/8/2025 của Bộ Chính trị về người cao tuổi và những nhiệm "
            "vụ nêu trong "
            "Nghị quyết số 28-NQ/TW ngày 23/5/2018 của Trung ương khóa XII về bảo hiểm xã hội.",
            "người cao tuổi",
            id="what is cited of the next act is not in the title",
        ),
    ],
)
def test_where_a_title_ends_that_names_another_act(plan_of: PlanOf, sentence: str, subject: str) -> None:
    assert plan_of(f"I. CĂN CỨ\n1. {sentence}\n").references[0].subject == subject


@pytest.mark.parametrize(
    ("sentence", "issuer", "subject", "relation"),
    [
        pytest.param(
            "Căn cứ Kết luận số 61-KL/TW, ngày 03/3/2025 của Bộ Chính trị, Ban Bí thư về sắp xếp đơn vị sự nghiệp;",
            *("Bộ Chính trị", "sắp xếp đơn vị sự nghiệp", "legal_basis"),
            id="the first of two issuers signs for both",
        ),
        pytest.param(
            "Căn cứ Nghị quyết liên tịch số 5/2025/NQLT-UBTVQH15-CP ngày 02/9/2025 giữa Ủy ban Thường vụ Quốc hội và "
            "Chính phủ hướng dẫn hiệp thương;",
            *("Ủy ban Thường vụ Quốc hội", "hướng dẫn hiệp thương", "legal_basis"),
            id="what is made between two bodies",
        ),
        pytest.param(
            "Căn cứ Chương trình phối hợp số 77/CTPH-BNV-HND ngày 10/8/2023 của Bộ Nội vụ;",
            *("Bộ Nội vụ", None, "legal_basis"),
            id="a kind with a tail whose symbol no list holds",
        ),
        pytest.param(
            "Thực hiện ý kiến chỉ đạo của Thường trực Huyện ủy tại Thông báo số 31-TB/HU ngày 03/3/2022.",
            *("Thường trực Huyện ủy Mường Khương", None, "per"),
            id="whose direction a paper holds, issued it",
        ),
        pytest.param(
            "Căn cứ các Nghị quyết của Bộ Chính trị: số 91-NQ/TW ngày 12/8/2024;",
            *("Bộ Chính trị", None, "legal_basis"),
            id="a list whose kind and issuer are said once",
        ),
        pytest.param(
            "Gửi số liệu theo Nghị định số 20/2021/NĐ-CP về Sở Nội vụ trước ngày 15 tháng 01 năm 2023.",
            *("Chính phủ", None, "per"),
            id="to whom something is sent is no subject",
        ),
        pytest.param(
            "Chi theo Thông tư số 14/2015/TT-BTC sửa đổi, bổ sung bởi văn bản năm 2020.",
            *("Bộ Tài chính", None, "per"),
            id="that it was amended is no subject",
        ),
        pytest.param(
            "VỀ KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT SỐ 41-NQ/TW NGÀY 05/8/2025 CỦA BỘ CHÍNH TRỊ VỀ NGƯỜI CAO TUỔI",
            *("Bộ Chính trị", "NGƯỜI CAO TUỔI", "implements"),
            id="a heading in capitals",
        ),
    ],
)
def test_citations_of_other_shapes(
    plan_of: PlanOf, sentence: str, issuer: str | None, subject: str | None, relation: str
) -> None:
    row = plan_of(f"I. CĂN CỨ\n1. {sentence}\n").references[0]
    assert (row.issuer, row.subject, row.relation) == (issuer, subject, relation)


def test_an_issuer_stated_elsewhere_is_taken_with_a_doubt(plan_of: PlanOf) -> None:
    stated, bare, other = plan_of(
        "I. CĂN CỨ\n1. Nghị quyết số 41-NQ/TW ngày 05/8/2025 của Bộ Chính trị về người cao tuổi.\n"
        "2. Các xã làm theo Nghị quyết số 41-NQ/TW.\n3. Các phòng làm theo Nghị quyết số 42-NQ/TW.\n"
    ).references
    assert (stated.issuer, bare.issuer, other.issuer) == ("Bộ Chính trị", "Bộ Chính trị", None)
    assert stated.doubts == []
    assert any("chỗ khác" in doubt for doubt in bare.doubts)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("văn bản số 412/VPCP-NN", "Văn bản"),
        ("Công văn số 412/VPCP-NN", "Công văn"),
        ("văn bản số 41/KH-UBND", "Kế hoạch"),
    ],
)
def test_a_letter_is_of_the_kind_it_is_called(plan_of: PlanOf, words: str, kind: str) -> None:
    assert [row.kind for row in plan_of(f"I. CĂN CỨ\n1. Làm theo {words} ngày 05/5/2022.\n").references] == [kind]


def test_a_column_headed_can_cu_names_the_basis(plan_of: PlanOf) -> None:
    rows = plan_of(
        "I. NHIỆM VỤ\nPhụ lục\nDANH MỤC NHIỆM VỤ\nTT\tNhiệm vụ\tChủ trì\tCăn cứ giao\tThời gian\n"
        "1\tLập sổ theo dõi theo Công văn số 9/STC-NS\tPhòng Kinh tế\tQuyết định số 44/QĐ-UBND\tQuý II/2026\n"
        "2\tKiểm kê nhà văn hóa\tPhòng Văn hóa - Xã hội\tKế hoạch số 45/KH-UBND\tQuý III/2026\n"
    ).references
    assert [(row.number, row.relation) for row in rows] == [
        ("9/STC-NS", "per"),
        ("44/QĐ-UBND", "legal_basis"),
        ("45/KH-UBND", "legal_basis"),
    ]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Căn cứ các Quyết định của Thủ tướng Chính phủ về quy hoạch cảng, bến: Quyết định số 611/QĐ-TTg ngày "
            "08/7/2024 phê duyệt Quy hoạch cảng cạn; Quyết định số 895/QĐ-TTg ngày 24/8/2024 phê duyệt quy hoạch B.",
            [
                ("611/QĐ-TTg", "Thủ tướng Chính phủ", "legal_basis"),
                ("895/QĐ-TTg", "Thủ tướng Chính phủ", "legal_basis"),
            ],
            id="commas in what opens the list",
        ),
        pytest.param(
            "Triển khai các Kết luận của Ban Bí thư về thư viện, bảo tàng: số 91-KL/TW ngày 12/8/2024; số 92-KL/TW.",
            [("91-KL/TW", "Ban Bí thư", "implements"), ("92-KL/TW", "Ban Bí thư", "implements")],
            id="the issuer is said once",
        ),
        pytest.param(
            "Căn cứ các Nghị quyết của Bộ Chính trị, Chính phủ về thư viện: số 91-NQ/TW ngày 12/8/2024.",
            [("91-NQ/TW", None, "legal_basis")],
            id="of two issuers it is not told which",
        ),
        pytest.param(
            "Thực hiện các mục tiêu của tỉnh, trong đó: Nghị quyết số 91-NQ/TW ngày 12/8/2024 đặt ra yêu cầu mới.",
            [("91-NQ/TW", None, "per")],
            id="what is carried out is something else",
        ),
        pytest.param(
            "TRIỂN KHAI CHỈ THỊ SỐ 12/CT-TTg NGÀY 02/6/2025 CỦA THỦ TƯỚNG CHÍNH PHỦ VÀ QUYẾT ĐỊNH SỐ 45/QĐ-BNV NGÀY "
            "05/6/2025 CỦA BỘ NỘI VỤ VỀ TIỀN LƯƠNG",
            [("12/CT-TTg", "Thủ tướng Chính phủ", "implements"), ("45/QĐ-BNV", "Bộ Nội vụ", "implements")],
            id="in capitals another act, and what it is about, end the issuer",
        ),
        pytest.param(
            "THỰC HIỆN KẾ HOẠCH SỐ 71/KH-UBND NGÀY 22/8/2025 CỦA UBND TỈNH VỀ VIỆC TRỒNG QUẾ",
            [("71/KH-UBND", "Ủy ban nhân dân tỉnh Lào Cai", "implements")],
            id="in capitals what an act is about is no place",
        ),
        pytest.param(
            "Căn cứ Nghị quyết số 66.7/2025/NQ-CP ngày 15/11/2025 của Chính phủ quy định cắt giảm thủ tục;",
            [("66.7/2025/NQ-CP", "Chính phủ", "legal_basis")],
            id="a number of a series below another",
        ),
        pytest.param(
            "Căn cứ các Luật: Đất đai năm 2024, Quản lý, sử dụng tài sản công và Nhà ở ngày 27/11/2023;",
            [(None, "Quốc hội", "legal_basis")] * 3,
            id="laws whose kind is said once",
        ),
        pytest.param(
            "Căn cứ Luật Dược số 105/2016/QH13; Luật sửa đổi, bổ sung một số điều của Luật Dược số 105/2016/QH13;",
            [
                ("105/2016/QH13", "Quốc hội", "legal_basis"),
                (None, "Quốc hội", "legal_basis"),
                ("105/2016/QH13", "Quốc hội", "per"),
            ],
            id="the number is of the law that is amended",
        ),
        pytest.param(
            "Căn cứ Nghị định số 43/2025/NĐ-CP của Chính phủ quy định việc chưa ban hành Luật Quy hoạch (sửa đổi);",
            [("43/2025/NĐ-CP", "Chính phủ", "legal_basis"), (None, "Quốc hội", "per")],
            id="a law that a title only names is a row",
        ),
        pytest.param(
            "Căn cứ Nghị quyết số 29/2025/QH15 của Quốc hội xử lý vi phạm đối với Luật Đất đai năm 2024;",
            [("29/2025/QH15", "Quốc hội", "legal_basis"), (None, "Quốc hội", "per")],
            id="one that it cites by its year is",
        ),
    ],
)
def test_who_issued_what_in_lists_headings_and_titles(
    plan_of: PlanOf, sentence: str, rows: list[tuple[str | None, str | None, str]]
) -> None:
    assert [(row.number, row.issuer, row.relation) for row in plan_of(sentence).references] == rows


def test_an_amending_law_whose_number_is_not_told_says_so(plan_of: PlanOf) -> None:
    amending = plan_of(
        "Căn cứ Luật Dược số 105/2016/QH13; Luật sửa đổi, bổ sung một số điều của Luật Dược số 105/2016/QH13;"
    ).references[1]
    assert amending.quote == "Luật sửa đổi, bổ sung một số điều của Luật Dược"
    assert "số hiệu: số đi sau tên là của luật được sửa đổi" in amending.doubts


@pytest.mark.parametrize(
    ("tail", "subject"),
    [
        pytest.param(
            "ban hành Bộ tiêu chí xã kiểu mẫu; quy định xã, phường hoàn thành nhiệm vụ;",
            "ban hành Bộ tiêu chí xã kiểu mẫu; quy định xã, phường hoàn thành nhiệm vụ",
            id="what else the act does",
        ),
        pytest.param(
            "ban hành Bộ tiêu chí xã kiểu mẫu; thực hiện Kế hoạch số 16/KH-UBND của UBND huyện;",
            "ban hành Bộ tiêu chí xã kiểu mẫu",
            id="the next ground",
        ),
        pytest.param(
            "ban hành Bộ tiêu chí xã kiểu mẫu; theo đề nghị của Phòng Kinh tế;",
            "ban hành Bộ tiêu chí xã kiểu mẫu",
            id="who proposes it",
        ),
    ],
)
def test_semicolons_in_the_grounds(plan_of: PlanOf, tail: str, subject: str) -> None:
    row = plan_of(f"Căn cứ Quyết định số 320/QĐ-TTg ngày 08/3/2022 của Thủ tướng Chính phủ về việc {tail}").references[
        0
    ]
    assert row.subject == subject


def test_the_office_of_an_unknown_province_is_named_without_a_level() -> None:
    plan = extract_text("Theo đề nghị của Sở Tài chính tại Công văn số 110/STC-NS ngày 29/10/2025;\n")
    assert plan.references[0].issuer == "Sở Tài chính"


@pytest.mark.parametrize(
    "sentence",
    [
        "Căn cứ Nghị định số 15/2012/NĐ-CP ngày 09/3/2012 của Chính phủ về chợ (sửa đổi, bổ sung lần đầu tại Nghị định "
        "số 31/2016/NĐ-CP ngày 06/5/2016, lần sau tại Nghị định số 8/2021/NĐ-CP ngày 01/02/2021 của Chính phủ);",
        "Căn cứ Nghị định số 15/2012/NĐ-CP ngày 09/3/2012 của Chính phủ về chợ; đã được sửa đổi một số điều theo Nghị "
        "định số 31/2016/NĐ-CP ngày 06/5/2016 và Nghị định số 8/2021/NĐ-CP ngày 01/02/2021 của Chính phủ;",
    ],
)
def test_acts_that_amended_a_ground_are_grounds_too(sentence: str) -> None:
    rows = extract_text(f"KẾ HOẠCH\nPhát triển chợ\n{sentence}\n").references
    assert [(row.number, row.relation, row.issuer) for row in rows] == [
        ("15/2012/NĐ-CP", "legal_basis", "Chính phủ"),
        ("31/2016/NĐ-CP", "legal_basis", "Chính phủ"),
        ("8/2021/NĐ-CP", "legal_basis", "Chính phủ"),
    ]
    assert rows[0].subject == "chợ"


def test_the_committee_of_a_city_in_a_province_has_a_symbol_of_its_own() -> None:
    (row,) = extract_text("Căn cứ Đề án số 15-ĐA/ThU ngày 11/5/2021 của Thành ủy Sa Đéc về làng hoa;\n").references
    assert (row.kind, row.number, row.subject) == ("Đề án", "15-ĐA/ThU", "làng hoa")


def test_a_department_that_bears_its_province_is_not_given_it_twice() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nTỈNH ĐỒNG THÁP\nKẾ HOẠCH\nTheo Công văn số 12/SCT-QLTM ngày 02/01/2026 của Sở Công Thương "
        "Đồng Tháp về chợ đêm.\n"
    )
    (row,) = extract_text(text).references
    assert row.issuer == "Sở Công Thương Đồng Tháp"


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Căn cứ Đề án số 15-PA/TU ngày 11/5/2021 của Tỉnh ủy về chợ;", "15-ĐA/TU"),
        ("Căn cứ Nghị quyết số 07-NQ/BU ngày 11/9/2025 của Đảng ủy xã về chợ;", "07-NQ/ĐU"),
        ("Căn cứ Phương án số 15-PA/TU ngày 11/5/2021 của Tỉnh ủy về chợ;", "15-PA/TU"),
        ("Căn cứ Công văn số 15-PA/TU ngày 11/5/2021 của Tỉnh ủy về chợ;", "15-PA/TU"),
    ],
)
def test_letters_of_a_symbol_are_read_by_the_list_and_the_kind_before_it(sentence: str, number: str) -> None:
    (row,) = extract_text(sentence).references
    assert row.number == number


@pytest.mark.parametrize(
    "lead",
    [
        pytest.param("Căn cứ các Quyết định của Thủ tướng Chính phủ: ", id="at the head of the paragraph"),
        pytest.param(
            "Căn cứ Luật Đầu tư công ngày 29/11/2024; các Quyết định của Thủ tướng Chính phủ: ", id="behind another act"
        ),
    ],
)
def test_numbers_of_a_list_whose_kind_is_said_once(lead: str) -> None:
    rows = extract_text(
        f"{lead}số 411/QĐ-TTg ngày 01/3/2025 sửa đổi Bộ chỉ số, số 412/QĐ-TTg ngày 02/3/2025 quy định khu kiểu mẫu và "
        "số 29/2025/QĐ-TTg ngày 02/8/2025;\n"
    ).references[-3:]
    assert [(row.number, row.relation, row.subject) for row in rows] == [
        ("411/QĐ-TTg", "legal_basis", "sửa đổi Bộ chỉ số"),
        ("412/QĐ-TTg", "legal_basis", "quy định khu kiểu mẫu"),
        ("29/2025/QĐ-TTg", "legal_basis", None),
    ]
