"""Legal references: what a mention is, and what its number, date, issuer, subject and relation are."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from ntm_extract.extract.references.mentions import find_mentions
from ntm_extract.plan import Plan, Reference

PlanOf = Callable[..., Plan]


def only(rows: list[Reference]) -> Reference:
    assert len(rows) == 1, [row.quote for row in rows]
    return rows[0]


@pytest.mark.parametrize(
    ("sentence", "kind", "number", "date", "issuer", "subject"),
    [
        pytest.param(
            "Căn cứ Quyết định số 1834/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ về việc giao vốn trung hạn;",
            *("Quyết định", "1834/QĐ-TTg", "2021-08-05", "Thủ tướng Chính phủ", "giao vốn trung hạn"),
            id="full citation of the Prime Minister",
        ),
        pytest.param(
            "Căn cứ Nghị quyết số 07/2022/NQ-HĐND ngày 12 tháng 7 năm 2022 của HĐND tỉnh quy định mức hỗ trợ vốn;",
            *(
                "Nghị quyết",
                "07/2022/NQ-HĐND",
                "2022-07-12",
                "Hội đồng nhân dân tỉnh Lào Cai",
                "quy định mức hỗ trợ vốn",
            ),
            id="normative number with year; subject without về",
        ),
        pytest.param(
            "Căn cứ Nghị quyết số 21-NQ/TU ngày 10/11/2021 của Ban Chấp hành Đảng bộ tỉnh khóa XV về phát triển chè;",
            *("Nghị quyết", "21-NQ/TU", "2021-11-10", "Ban Chấp hành Đảng bộ tỉnh Lào Cai", "phát triển chè"),
            id="party issuer without khóa",
        ),
        pytest.param(
            "Căn cứ Nghị quyết số 05-NQ/HU ngày 10/11/2021 của Ban Chấp hành Đảng bộ huyện nhiệm kỳ 2020 - "
            "2025 về phát triển quế;",
            *("Nghị quyết", "05-NQ/HU", "2021-11-10", "Ban Chấp hành Đảng bộ huyện Mường Khương", "phát triển quế"),
            id="party issuer without nhiệm kỳ",
        ),
        pytest.param(
            "Căn cứ Kế hoạch số 88/KH-UBND ngày 03/3/2022 của UBND tỉnh về tổ chức phong trào thi đua;",
            *("Kế hoạch", "88/KH-UBND", "2022-03-03", "Ủy ban nhân dân tỉnh Lào Cai", "tổ chức phong trào thi đua"),
            id="UBND tỉnh in a plan of a district: the gazetteer tells the province",
        ),
        pytest.param(
            "Căn cứ Quyết định số 12/QĐ-UBND ngày 03/3/2022 của UBND huyện về việc giao chỉ tiêu;",
            *("Quyết định", "12/QĐ-UBND", "2022-03-03", "Ủy ban nhân dân huyện Mường Khương", "giao chỉ tiêu"),
            id="UBND huyện is the plan's own district",
        ),
        pytest.param(
            "Căn cứ Quyết định số 12/QĐ-UBND ngày 03/3/2022 của UBND huyện Bắc Hà về việc giao chỉ tiêu;",
            *("Quyết định", "12/QĐ-UBND", "2022-03-03", "Ủy ban nhân dân huyện Bắc Hà", "giao chỉ tiêu"),
            id="another district keeps its own name",
        ),
        pytest.param(
            "Căn cứ Thông tư số 05/2022/TT-BNNPTNT ngày 25/7/2022 của Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn "
            "hướng dẫn một số nội dung;",
            *("Thông tư", "05/2022/TT-BNNPTNT", "2022-07-25", "Bộ trưởng Bộ Nông nghiệp và Phát triển nông thôn"),
            "hướng dẫn một số nội dung",
            id="minister as issuer",
        ),
        pytest.param(
            "Căn cứ Công văn số 412/SNN-PTNT ngày 6/5/2022 của Sở Nông nghiệp và Phát triển nông thôn;",
            *("Công văn", "412/SNN-PTNT", "2022-05-06", "Sở Nông nghiệp và Phát triển nông thôn tỉnh Lào Cai", None),
            id="công văn of a department, no subject",
        ),
        pytest.param(
            "Căn cứ Luật Hợp tác xã ngày 20/11/2012;",
            *("Luật", None, "2012-11-20", "Quốc hội", None),
            id="law by its proper name",
        ),
        pytest.param(
            "Căn cứ Luật Thi đua, khen thưởng;",
            *("Luật", None, None, "Quốc hội", None),
            id="law with a comma in its name",
        ),
        pytest.param(
            "Căn cứ Quyết định số 1835/QĐ-TTg;",
            *("Quyết định", "1835/QĐ-TTg", None, "Thủ tướng Chính phủ", None),
            id="issuer implied by the symbol",
        ),
        pytest.param(
            "Căn cứ Quyết định số 61 /QĐ - UBND ngày 03/3/2022 của UBND huyện về việc giao chỉ tiêu;",
            *("Quyết định", "61/QĐ-UBND", "2022-03-03", "Ủy ban nhân dân huyện Mường Khương", "giao chỉ tiêu"),
            id="spaces in the number",
        ),
        pytest.param(
            "Căn cứ Chương trình hành động số 14-CTr/TU ngày 02/8/2022 của Tỉnh ủy về phát triển rừng;",
            *("Chương trình hành động", "14-CTr/TU", "2022-08-02", "Tỉnh ủy Lào Cai", "phát triển rừng"),
            id="programme of the Party committee of the province",
        ),
        pytest.param(
            "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thi đua, khen thưởng ngày 16/11/2013;",
            *("Luật", None, "2013-11-16", "Quốc hội", None),
            id="a law that amends a law is one mention",
        ),
        pytest.param(
            "Căn cứ Kết luận số 54-KL/TW ngày 7/8/2019 của Bộ Chính trị về tiếp tục thực hiện Nghị quyết Trung ương 7;",
            *("Kết luận", "54-KL/TW", "2019-08-07", "Bộ Chính trị", "tiếp tục thực hiện Nghị quyết Trung ương 7"),
            id="a conclusion of the Politburo",
        ),
        pytest.param(
            "Căn cứ Quyết định số 12/QĐ-BNN-VPĐP ngày 1/2/2022 của Bộ NN&PTNT;",
            *("Quyết định", "12/QĐ-BNN-VPĐP", "2022-02-01", "Bộ Nông nghiệp và Phát triển nông thôn", None),
            id="abbreviated ministry",
        ),
        pytest.param(
            "Căn cứ Hướng dẫn liên ngành số 03/HDLN-SNV-STC ngày 3/3/2022 của Sở Nội vụ và Sở Tài chính;",
            *("Hướng dẫn liên ngành", "03/HDLN-SNV-STC", "2022-03-03", "Sở Nội vụ tỉnh Lào Cai", None),
            id="guidance of two departments",
        ),
        pytest.param(
            "Căn cứ Hướng dẫn số 09/HD-SNV ngày 02/8/2022 của Sở Nội vụ về hồ sơ khen thưởng.",
            *("Hướng dẫn", "09/HD-SNV", "2022-08-02", "Sở Nội vụ tỉnh Lào Cai", "hồ sơ khen thưởng"),
            id="guidance of a department",
        ),
    ],
)
def test_fields_of_one_citation(
    plan_of: PlanOf, sentence: str, kind: str, number: str | None, date: str | None, issuer: str, subject: str | None
) -> None:
    row = only(plan_of(sentence + "\n").references)
    assert (row.kind, row.number, row.date, row.issuer, row.subject) == (kind, number, date, issuer, subject)


@pytest.mark.parametrize(
    ("sentence", "relations"),
    [
        pytest.param(
            "Căn cứ Quyết định số 21/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ; Nghị định số 22/2022/NĐ-CP ngày "
            "01/3/2022 của Chính phủ; Quyết định số 23/QĐ-TTg ngày 06/8/2021 của Thủ tướng Chính phủ;",
            ["legal_basis"] * 3,
            id="Căn cứ A; B; C",
        ),
        pytest.param(
            "Thực hiện Nghị quyết số 21-NQ/TU ngày 10/11/2021 của Tỉnh ủy về phát triển chè; Kế hoạch số "
            "88/KH-UBND ngày "
            "03/3/2022 của UBND tỉnh về thi đua;",
            ["implements"] * 2,
            id="Thực hiện A; B",
        ),
        pytest.param(
            "Triển khai Kế hoạch số 88/KH-UBND ngày 03/3/2022 của UBND tỉnh về thi đua xây dựng nông thôn mới.",
            ["implements"],
            id="Triển khai A",
        ),
        pytest.param(
            "Các xã thực hiện các mục tiêu theo Quyết định số 21/QĐ-TTg; Nghị quyết số 07/2022/NQ-HĐND của HĐND tỉnh.",
            ["per"] * 2,
            id="thực hiện các mục tiêu theo A; B",
        ),
        pytest.param("Mức chi áp dụng tại Nghị quyết số 07/2022/NQ-HĐND của HĐND tỉnh.", ["per"], id="tại A"),
        pytest.param(
            "Việc khen thưởng quy định tại Luật Thi đua, khen thưởng và Nghị định số 91/2017/NĐ-CP của Chính phủ.",
            ["per"] * 2,
            id="quy định tại A và B",
        ),
        pytest.param(
            "Căn cứ các Quyết định số 21/QĐ-TTg, số 22/QĐ-TTg và số 23/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ;",
            ["legal_basis"] * 3,
            id="căn cứ các Quyết định A, B và C",
        ),
        pytest.param(
            "Căn cứ các văn bản: Quyết định số 21/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ; Nghị định số "
            "22/2022/NĐ-CP của Chính phủ.",
            ["legal_basis"] * 2,
            id="căn cứ các văn bản: A; B",
        ),
        pytest.param(
            "Căn cứ Quyết định số 21/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ về Chương trình;\n"
            "Thực hiện Kế hoạch số 88/KH-UBND ngày 03/3/2022 của UBND tỉnh về thi đua;",
            ["legal_basis", "implements"],
            id="a new paragraph has its own verb",
        ),
    ],
)
def test_the_governing_verb_counts_for_the_whole_list(plan_of: PlanOf, sentence: str, relations: list[str]) -> None:
    assert [row.relation for row in plan_of(sentence + "\n").references] == relations


def test_a_list_of_numbers_under_one_kind_shares_kind_date_and_issuer(plan_of: PlanOf) -> None:
    rows = plan_of(
        "Căn cứ các Quyết định của Thủ tướng Chính phủ: số 21/QĐ-TTg ngày 05/8/2021 về Bộ tiêu chí; số 22/QĐ-TTg ngày "
        "06/8/2021 về trình tự;\n"
    ).references
    assert [(r.kind, r.number, r.date, r.issuer) for r in rows] == [
        ("Quyết định", "21/QĐ-TTg", "2021-08-05", "Thủ tướng Chính phủ"),
        ("Quyết định", "22/QĐ-TTg", "2021-08-06", "Thủ tướng Chính phủ"),
    ]


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        pytest.param(
            "Căn cứ Quyết định số 21/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ về việc phê duyệt Chương trình giảm "
            "nghèo giai đoạn 2021 - 2025;",
            "Quyết định số 21/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ về việc phê duyệt Chương trình giảm nghèo "
            "giai đoạn 2021 - 2025",
            id="to the end of what is named",
        ),
        pytest.param(
            "Căn cứ Quyết định số 21/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ về nước sạch, vệ sinh và "
            "môi trường; "
            "xét đề nghị của Phòng Nội vụ.",
            "Quyết định số 21/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ về nước sạch, vệ sinh và môi trường",
            id="commas belong to the subject",
        ),
        pytest.param(
            "Căn cứ Quyết định số 21/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ về nước sạch, UBND huyện ban hành "
            "Kế hoạch như sau:",
            "Quyết định số 21/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ về nước sạch",
            id="not into the main clause",
        ),
        pytest.param(
            "Phòng Nội vụ lập hồ sơ theo Hướng dẫn số 09/HD-SNV ngày 02/8/2022 của Sở Nội vụ.",
            "Hướng dẫn số 09/HD-SNV ngày 02/8/2022 của Sở Nội vụ",
            id="no full stop at the end",
        ),
    ],
)
def test_the_quote_runs_from_the_kind_to_the_end_of_the_subject(plan_of: PlanOf, sentence: str, quote: str) -> None:
    assert only(plan_of(sentence + "\n").references).quote == quote


@pytest.mark.parametrize(
    "sentence",
    [
        "Quán triệt các chỉ thị, nghị quyết của Đảng, chính sách, pháp luật của Nhà nước tới mọi đảng viên.",
        "Kế hoạch này được phổ biến tới từng thôn.",
        "Các xã xây dựng kế hoạch hằng năm và ban hành nghị quyết chuyên đề.",
        "Chỉ tiêu số 5 và tiêu chí số 17 còn khó khăn; tỷ lệ 12/15 xã đạt.",
        "Nâng cao hiểu biết pháp luật cho người dân, nhất là luật giao thông.",
    ],
    ids=["of the Party in general", "this plan", "plans to be made", "numbers of criteria", "laws in general"],
)
def test_bare_kinds_are_no_references(plan_of: PlanOf, sentence: str) -> None:
    assert plan_of(f"I. YÊU CẦU\n1. {sentence}\n").references == []


def test_the_plan_s_own_number_is_no_reference(plan_of: PlanOf) -> None:
    plan = plan_of("I. TỔ CHỨC\n1. Các xã thực hiện Kế hoạch số 15/KH-UBND này từ ngày ký.\n")
    assert plan.document.number == "15/KH-UBND"
    assert plan.references == []


def test_an_appendix_that_names_its_plan_by_number_cites_it(plan_of: PlanOf) -> None:
    row = only(
        plan_of(
            "I. TỔ CHỨC\n1. Các xã thực hiện Phụ lục kèm theo Kế hoạch này.\nPhụ lục\nDANH MỤC CÁC XÃ\n"
            "(Kèm theo Kế hoạch số 15/KH-UBND ngày 16/10/2022 của UBND huyện Mường Khương)\n"
        ).references
    )
    assert (row.number, row.date, row.relation, row.section) == ("15/KH-UBND", "2022-10-16", "per", "Phụ lục")
    assert row.issuer == "Ủy ban nhân dân huyện Mường Khương"


def test_each_mention_is_a_row_with_its_section(plan_of: PlanOf) -> None:
    plan = plan_of(
        "Căn cứ Quyết định số 21/QĐ-TTg của Thủ tướng Chính phủ;\nI. YÊU CẦU\n1. Bám sát Quyết định số 21/QĐ-TTg.\n"
        "2. Các xã:\na) Lập hồ sơ theo Quyết định số 21/QĐ-TTg.\n"
    )
    assert [(row.number, row.section) for row in plan.references] == [
        ("21/QĐ-TTg", "preamble"),
        ("21/QĐ-TTg", "I.1"),
        ("21/QĐ-TTg", "I.2.a"),
    ]


@pytest.mark.parametrize(
    "number", ["1l4/NQ-HĐND", "5O/NQ-HĐND", "l2/NQ-HĐND"], ids=["letter l", "letter O", "first digit"]
)
def test_a_number_with_letters_for_digits_is_kept_as_read_with_a_doubt(plan_of: PlanOf, number: str) -> None:
    row = only(plan_of(f"Căn cứ Nghị quyết số {number} ngày 05/8/2021 của HĐND tỉnh về việc giao vốn;\n").references)
    assert (row.number, row.date) == (number, "2021-08-05")
    assert any("số" in doubt for doubt in row.doubts)
    assert row.confidence < 0.9


def test_an_instrument_with_an_issuer_only_implied_says_so(plan_of: PlanOf) -> None:
    row = only(plan_of("I. YÊU CẦU\n1. Các xã làm theo Kế hoạch số 77/KH-UBND ngày 02/02/2022.\n").references)
    assert row.issuer == "Ủy ban nhân dân huyện Mường Khương"
    assert any("cơ quan ban hành" in doubt.lower() for doubt in row.doubts)


def test_in_a_plan_of_a_province_ubnd_tinh_is_that_province(plan_of: PlanOf) -> None:
    row = only(
        plan_of(
            "Căn cứ Quyết định số 12/QĐ-UBND ngày 03/3/2022 của UBND tỉnh về việc giao vốn;\n", "province"
        ).references
    )
    assert row.issuer == "Ủy ban nhân dân tỉnh Yên Bái"


@pytest.mark.parametrize("specks", [", ", "., ", " . ", " ' "])
def test_a_speck_between_a_number_and_its_day_hides_neither_day_nor_issuer(plan_of: PlanOf, specks: str) -> None:
    [row] = plan_of(
        f"I. CĂN CỨ\n1. Căn cứ Kế hoạch số 41/KH-UBND{specks}ngày 05/3/2023 của UBND huyện Bát Xát về chuyển đổi số.\n"
    ).references
    assert (row.number, row.date, row.issuer) == ("41/KH-UBND", "2023-03-05", "Ủy ban nhân dân huyện Bát Xát")


def test_a_day_that_opens_the_next_sentence_is_not_the_day_of_a_citation(plan_of: PlanOf) -> None:
    [row] = plan_of("I. CĂN CỨ\n1. Căn cứ Kế hoạch số 41/KH-UBND. Ngày 05/3/2023 các xã họp dân.\n").references
    assert row.date is None


TINH = "Ủy ban nhân dân tỉnh Lào Cai"
UBND = "Ủy ban nhân dân huyện"
LAWS: list[tuple[str, list[tuple[str, str | None, str | None, str]]]] = [
    ("Căn cứ Luật Trẻ em số 102/2016/QH13 ngày 05/4/2016;", [("Luật", "102/2016/QH13", "2016-04-05", "legal_basis")]),
    # dust on a scan, and `Căn cứ` misread
    (
        "“Căn cứ Luật Giá số 16/2023/QH15 ngày 19. tháng 6 năm 2023;",
        [("Luật", "16/2023/QH15", "2023-06-19", "legal_basis")],
    ),
    (
        "C&n cứ Luật Giá số 16/2023/QH15 ngày 19 tháng 6:năm 2023;",
        [("Luật", "16/2023/QH15", "2023-06-19", "legal_basis")],
    ),
    ("Gan cử Luật Trẻ em số 102/2016/QH13-ngay 05/4/2016;", [("Luật", "102/2016/QH13", "2016-04-05", "legal_basis")]),
    ("Các cụ đọc Luật Trẻ em số 102/2016/QH13 ngày 05/4/2016;", [("Luật", "102/2016/QH13", "2016-04-05", "per")]),
    ("Theo luật trẻ em số 102/2016/QH13 thì xã lập sổ.", [("Luật", "102/2016/QH13", None, "per")]),
    ("Căn cứ Bộ luật Lao động năm 2019;", [("Bộ luật", None, "2019", "legal_basis")]),
    ("Căn cứ Luật Đất đai 2024 và pháp luật đất đai;", [("Luật", None, "2024", "legal_basis")]),
    ("Căn cứ Hiến pháp năm 2013;", [("Hiến pháp", None, "2013", "legal_basis")]),
    ("Mọi công dân sống theo Hiến pháp và pháp luật.", []),
    ("Hội Luật gia và văn phòng luật sư của huyện cùng dự.", []),
    ("Góp ý dự thảo Luật Dân số trước khi trình.", [("Luật", None, None, "per")]),
    ("Căn cứ Pháp lệnh Ngoại hối số 28/2005/PL-UBTVQH11;", [("Pháp lệnh", "28/2005/PL-UBTVQH11", None, "legal_basis")]),
    (
        "Căn cứ Luật Giá ngày 19/6/2023 được sửa đổi, bổ sung bởi Luật số 44/2024/QH15;",
        [("Luật", None, "2023-06-19", "legal_basis"), ("Luật", "44/2024/QH15", None, "legal_basis")],
    ),
    (
        "Căn cứ các luật: Luật Nhà ở số 27/2023/QH15, Luật Giá số 16/2023/QH15;",
        [("Luật", "27/2023/QH15", None, "legal_basis"), ("Luật", "16/2023/QH15", None, "legal_basis")],
    ),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Thanh tra số 99/2025/QH15;",
        [("Luật", "99/2025/QH15", None, "legal_basis")],
    ),
    ("Căn cứ Luật Quy hoạch số 112/2025/QH15;", [("Luật", "112/2025/QH15", None, "legal_basis")]),
    (
        "Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Giá, Luật Đầu tư theo phương thức đối tác công tư và "
        "Luật Nhà ở ngày 11/01/2022;",
        [("Luật", None, "2022-01-11", "legal_basis")],
    ),
    ("Việc này theo Luật Hợp tác xã để các tổ tự lo.", [("Luật", None, None, "per")]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), LAWS, ids=[sentence for sentence, _ in LAWS])
def test_laws_by_name_and_number(
    plan_of: PlanOf, sentence: str, expected: list[tuple[str, str | None, str | None, str]]
) -> None:
    rows = plan_of(sentence + "\n").references
    assert [(row.kind, row.number, row.date, row.relation) for row in rows] == expected
    assert all(row.issuer in ("Quốc hội", "Ủy ban Thường vụ Quốc hội") for row in rows)


def test_a_listed_law_ends_where_its_name_ends(plan_of: PlanOf) -> None:
    row = only(plan_of("I. NỘI DUNG\n1. Bám theo Luật Quy hoạch, đồng bộ với các ngành và cân đối vốn.\n").references)
    assert row.quote == "Luật Quy hoạch"


@pytest.mark.parametrize(
    ("sentence", "kind", "number", "issuer"),
    [
        ("tại Thông báo kết luận số 18/TB-UBND của UBND huyện", "Thông báo", "18/TB-UBND", f"{UBND} Mường Khương"),
        ("theo Kế hoạch hành động số 15-KH/TU của Tỉnh ủy", "Kế hoạch", "15-KH/TU", "Tỉnh ủy Lào Cai"),
        ("theo Kết luận của Tỉnh ủy số 23-KL/TU", "Kết luận", "23-KL/TU", "Tỉnh ủy Lào Cai"),
        ("theo văn bản số 77/SNV-CCHC của Sở Nội vụ", "Văn bản", "77/SNV-CCHC", "Sở Nội vụ tỉnh Lào Cai"),
        ("theo Chỉ thị số 05 của Bộ Chính trị về học tập", "Chỉ thị", "05", "Bộ Chính trị"),
        ("theo Nghị định số 64-CP ngày 27/9/1993 của Chính phủ", "Nghị định", "64-CP", "Chính phủ"),
        ("theo Nghị quyết số 15 NQ/TU của Tỉnh ủy", "Nghị quyết", "15-NQ/TU", "Tỉnh ủy Lào Cai"),
        ("theo Nghị quyết số 15-NQ/TU về chè", "Nghị quyết", "15-NQ/TU", "Tỉnh ủy Lào Cai"),
        ("theo Kế hoạch số 01/KH-UBBC của Ủy ban bầu cử tỉnh", "Kế hoạch", "01/KH-UBBC", "Ủy ban bầu cử tỉnh Lào Cai"),
        ("theo Thông tư số 09/2026/TT-BCT của Bộ Công thương về chợ", "Thông tư", "09/2026/TT-BCT", "Bộ Công Thương"),
        ("theo Thông tư số 05/2024/TT-BYT của Bộ Y tế Quy định về thuốc", "Thông tư", "05/2024/TT-BYT", "Bộ Y tế"),
        ("theo ý kiến của Bộ Y tế tại Nghị định số 12/2022/NĐ-CP", "Nghị định", "12/2022/NĐ-CP", "Chính phủ"),
        ("theo toàn bộ quy định 41/QĐ-UBND của UBND huyện", "Quyết định", "41/QĐ-UBND", f"{UBND} Mường Khương"),
        ("theo số vốn được UBND tỉnh giao tại Quyết định số 9/QĐ-UBND", "Quyết định", "9/QĐ-UBND", TINH),
        ("theo Quyết định số 556QĐ-UBND của UBND tỉnh", "Quyết định", "556/QĐ-UBND", TINH),
        ("theo Quyết định số 90/QĐ-TTg của Thủ tướng", "Quyết định", "90/QĐ-TTg", "Thủ tướng Chính phủ"),
        ("theo Sắc lệnh số 17/SL của Chủ tịch nước", "Sắc lệnh", "17/SL", "Chủ tịch nước"),
    ],
)  # fmt: skip
def test_kind_number_and_issuer_in_odd_forms(
    plan_of: PlanOf, sentence: str, kind: str, number: str, issuer: str
) -> None:
    row = only(plan_of(f"I. NỘI DUNG\n1. Các xã làm việc {sentence}.\n").references)
    assert (row.kind, row.number, row.issuer) == (kind, number, issuer)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thanh toán theo hợp đồng số 12/HĐ-UBND ngày 05/5/2025.",
        "Lập bảng theo Mẫu số 03/BC-UBND kèm theo.",
        "Phiếu gửi số 8/PG-UBND.",
    ],
)
def test_contracts_and_forms_are_no_references(plan_of: PlanOf, sentence: str) -> None:
    assert plan_of(f"I. NỘI DUNG\n1. {sentence}\n").references == []


@pytest.mark.parametrize(
    ("sentence", "pinpoints"),
    [
        (
            "Theo điểm a khoản 2 Điều 5 Luật Trẻ em và khoản 1 Điều 7 Nghị định số 22/2022/NĐ-CP.",
            ["điểm a khoản 2 Điều 5", "khoản 1 Điều 7"],
        ),
        ("Nộp mẫu tại các Điều 4, 5 và 8 của Nghị định số 22/2022/NĐ-CP.", ["các Điều 4, 5 và 8"]),
        ("Dùng Phụ lục II ban hành kèm theo Nghị định số 22/2022/NĐ-CP.", ["Phụ lục II"]),
        ("Theo Mục 3 Chương II, Nghị định số 22/2022/NĐ-CP.", ["Mục 3 Chương II"]),
        ("Theo Điều 5 Kế hoạch này và Nghị định số 22/2022/NĐ-CP.", [None]),
    ],
)  # fmt: skip
def test_the_pinpoint_is_kept_as_written(plan_of: PlanOf, sentence: str, pinpoints: list[str | None]) -> None:
    assert [row.pinpoint for row in plan_of(f"I. NỘI DUNG\n1. {sentence}\n").references] == pinpoints


def test_a_pinpoint_does_not_hide_the_governing_verb(plan_of: PlanOf) -> None:
    rows = plan_of(
        "Căn cứ quy định tại khoản 2 Điều 5 Luật Trẻ em; Điều 7 của Nghị định số 22/2022/NĐ-CP;\n"
    ).references
    assert [row.relation for row in rows] == ["legal_basis"] * 2


def test_a_title_goes_on_over_the_acts_that_it_names(plan_of: PlanOf) -> None:
    outer, inner = plan_of(
        "Căn cứ Nghị định số 22/2022/NĐ-CP của Chính phủ quy định chi tiết một số điều của Luật Trẻ em "
        "số 2/2016/QH13;\n"
    ).references
    assert outer.subject == "quy định chi tiết một số điều của Luật Trẻ em số 2/2016/QH13"
    assert (outer.relation, inner.relation, inner.quote) == ("legal_basis", "per", "Luật Trẻ em số 2/2016/QH13")


def test_a_law_named_in_the_title_of_another_act_is_a_row_of_its_own(plan_of: PlanOf) -> None:
    outer, inner = plan_of(
        "Căn cứ Nghị định số 22/2022/NĐ-CP của Chính phủ quy định chi tiết một số điều của Luật Trẻ em;\n"
    ).references
    assert (outer.number, outer.subject) == ("22/2022/NĐ-CP", "quy định chi tiết một số điều của Luật Trẻ em")
    assert (inner.quote, inner.relation) == ("Luật Trẻ em", "per")


@pytest.mark.parametrize(
    ("tail", "subject"),
    [
        ("về phí chợ hết hiệu lực từ hôm nay", "phí chợ"),
        ("về phí chợ (sau đây gọi là Quyết định 12)", "phí chợ"),
        ("về phí chợ và các quy định có liên quan", "phí chợ"),
        ("(trước đây) về phí chợ", "phí chợ"),
        ("quy định tại phần trên", None),
        ("thực hiện như sau", None),
    ],
)
def test_a_subject_ends_where_something_else_is_told(plan_of: PlanOf, tail: str, subject: str | None) -> None:
    row = plan_of(f"I. NỘI DUNG\n1. Theo Quyết định số 12/QĐ-UBND ngày 03/3/2022 của UBND tỉnh {tail}.\n").references[0]
    assert row.subject == subject


def test_a_verb_behind_a_bare_number_and_a_comma_is_no_title(plan_of: PlanOf) -> None:
    row = only(plan_of("I. NỘI DUNG\n1. Theo Nghị định số 22/2022/NĐ-CP, thực hiện ghi sổ hộ nghèo.\n").references)
    assert row.subject is None


def test_the_date_may_stand_behind_the_issuer(plan_of: PlanOf) -> None:
    row = only(
        plan_of("Căn cứ Quyết định số 21/QĐ-TTg của Thủ tướng Chính phủ ngày 05/8/2021 về nước sạch;\n").references
    )
    assert (row.date, row.subject) == ("2021-08-05", "nước sạch")


@pytest.mark.parametrize(
    ("body", "relations"),
    [
        ("I. CĂN CỨ PHÁP LÝ\n- Luật Trẻ em số 102/2016/QH13;\n- Nghị định số 22/2022/NĐ-CP;\n", ["legal_basis"] * 2),
        ("I. NỘI DUNG\n1. Triển khai các văn bản:\n- Luật Trẻ em;\n- Nghị định số 22/2022/NĐ-CP;\n", ["per"] * 2),
        ("I. NỘI DUNG\n1. Thực hiện:\n- Luật Trẻ em;\n- Nghị định số 22/2022/NĐ-CP;\n", ["implements"] * 2),
        ("I. NỘI DUNG\n1. Thực hiện nghiêm túc, hiệu quả Nghị định số 22/2022/NĐ-CP.\n", ["implements"]),
    ],
)
def test_what_stands_above_a_list_governs_it(plan_of: PlanOf, body: str, relations: list[str]) -> None:
    assert [row.relation for row in plan_of(body).references] == relations


def test_who_issued_the_last_of_a_list_issued_all_with_its_symbol(plan_of: PlanOf) -> None:
    rows = plan_of(
        "I. NỘI DUNG\n1. Học Chỉ thị số 3-CT/TW, ngày 14/6/2024 và Kết luận số 8-KL/TW ngày 18/01/2025 của Ban Bí thư; "
        "Nghị định số 22/2022/NĐ-CP.\n"
    ).references
    assert [row.issuer for row in rows] == ["Ban Bí thư", "Ban Bí thư", "Chính phủ"]


@pytest.mark.parametrize(
    "piece",
    [
        *("Luật ", "Luật A", "Luật Đất đai ", "Luật sửa đổi ", "Bộ luật a số ", "của số 1/QĐ-UBND ", "Hiến pháp nước "),
        *("khoản 1 Điều 2, ", "Luật a số 1/2020/QH14 ", "Nghị quyết số 1 ", "Luật Phòng, ", "12NQ/", "12QĐ-"),
    ],
)
def test_mentions_are_found_in_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begin = time.perf_counter()
    find_mentions(text)
    assert time.perf_counter() - begin < 8
