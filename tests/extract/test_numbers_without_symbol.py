"""References whose number stands without its symbol, laws that are only drafted, and whose the rest is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ntm_extract.plan import Plan

PlanOf = Callable[..., Plan]


def cited(plan: Plan) -> list[tuple[str, str | None]]:
    return [(row.kind, row.number) for row in plan.references]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Thực hiện các Nghị quyết số 27, 28-NQ/TW ngày 21/5/2018.",
            [("Nghị quyết", "27-NQ/TW"), ("Nghị quyết", "28-NQ/TW")],
            id="two of the Party",
        ),
        pytest.param(
            "Theo Thông tư 04, 05 và 06/2024/TT-BYT.",
            [("Thông tư", "04/2024/TT-BYT"), ("Thông tư", "05/2024/TT-BYT"), ("Thông tư", "06/2024/TT-BYT")],
            id="three of a year",
        ),
        pytest.param(
            "Theo các Quy định số 22 và 24-QĐ/TW.",
            [("Quy định", "22-QĐ/TW"), ("Quy định", "24-QĐ/TW")],
            id="the word tells the kind of both",
        ),
        pytest.param("Hỗ trợ 12, 14/QĐ-UBND xã.", [("Quyết định", "14/QĐ-UBND")], id="figures without a kind"),
    ],
)
def test_a_series_says_its_symbol_once(plan_of: PlanOf, sentence: str, rows: list[tuple[str, str]]) -> None:
    assert cited(plan_of(f"I. NỘI DUNG\n1. {sentence}\n")) == rows


def test_the_members_of_a_series_share_what_is_said_of_them(plan_of: PlanOf) -> None:
    rows = plan_of(
        "I. NỘI DUNG\n1. Thực hiện các Nghị quyết số 27, 28-NQ/TW ngày 21/5/2018 của Ban Chấp hành Trung ương.\n"
    ).references
    assert {(row.date, row.issuer, row.relation) for row in rows} == {
        ("2018-05-21", "Ban Chấp hành Trung ương", "implements")
    }
    assert rows[0].quote == "Nghị quyết số 27"


@pytest.mark.parametrize(
    ("sentences", "rows"),
    [
        pytest.param(
            ["Quán triệt Kết luận số 61-KL/TW của Ban Bí thư.", "Sơ kết Kết luận 61."],
            [("Kết luận", "61-KL/TW")] * 2,
            id="cited in full elsewhere",
        ),
        pytest.param(["Sơ kết Kết luận 61 trong toàn xã."], [], id="cited nowhere else"),
        pytest.param(
            ["Thực hiện Kế hoạch số 5/KH-UBND ngày 02/02/2025.", "Lập Kế hoạch 5 năm."],
            [("Kế hoạch", "5/KH-UBND")],
            id="a plan of five years",
        ),
        pytest.param(["Theo Quy định số 22 của Trung ương."], [("Quy định", "22")], id="told by its issuer"),
    ],
)
def test_a_number_alone_is_settled_by_the_document(
    plan_of: PlanOf, sentences: list[str], rows: list[tuple[str, str]]
) -> None:
    assert cited(plan_of("I. NỘI DUNG\n" + "".join(f"{i}. {s}\n" for i, s in enumerate(sentences, 1)))) == rows


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Góp ý các dự thảo: Luật Thủy sản (sửa đổi), Luật Hộ tịch (sửa đổi).", [("Luật", None), ("Luật", None)]),
        ("Góp ý dự thảo Luật Dược, Luật Giá năm 2023 vẫn áp dụng.", [("Luật", None), ("Luật", None)]),
        ("Chương trình hành động số 15/CTr-MTTQ ngày 03/3/2025.", [("Chương trình hành động", "15/CTr-MTTQ")]),
    ],
    ids=["laws of a list are named, drafted or not", "a draft beside a law", "a programme in the style of the State"],
)
def test_what_is_cited_and_how_it_is_called(plan_of: PlanOf, sentence: str, rows: list[tuple[str, str | None]]) -> None:
    assert cited(plan_of(f"I. NỘI DUNG\n1. {sentence}\n")) == rows


def test_an_issuer_stated_elsewhere_goes_before_what_a_symbol_or_list_implies(plan_of: PlanOf) -> None:
    rows = plan_of(
        "Căn cứ Nghị quyết số 44-NQ/TU ngày 10/5/2021 của Ban Chấp hành Đảng bộ tỉnh;\n"
        "I. NỘI DUNG\n1. Hoàn thành các chỉ tiêu của Nghị quyết số 44-NQ/TU.\n"
    ).references
    assert len({row.issuer for row in rows}) == 1


@pytest.mark.parametrize(
    ("sentence", "number", "issuer", "relation"),
    [
        pytest.param(
            "Căn cứ Nghị quyết số 02-NQ/ĐH ngày 06/8/2025 của Đại hội đại biểu Đảng bộ xã Tân Hòa lần thứ I;",
            *("02-NQ/ĐH", "Đại hội đại biểu Đảng bộ xã Tân Hòa", "legal_basis"),
            id="which congress it was is no part of its name",
        ),
        pytest.param(
            "Thực hiện Kết luận số 61-KL/TW ngày 03/3/2025 của Ban Bí thư và quy định của Luật Thú y;",
            *(None, "Quốc hội", "implements"),
            id="the rules of an act are carried out with another",
        ),
        pytest.param(
            "Theo đề nghị của Trưởng phòng Phòng Lao động - Thương binh và Xã hội huyện tại Tờ trình số 8/TTr-LĐTBXH;",
            *("8/TTr-LĐTBXH", "Phòng Lao động - Thương binh và Xã hội", "per"),
            id="a symbol of a field is no ministry's where a body of the district is named",
        ),
    ],
)
def test_whose_an_act_is_and_how_it_is_cited(
    plan_of: PlanOf, sentence: str, number: str | None, issuer: str, relation: str
) -> None:
    row = plan_of(f"{sentence}\n").references[-1]
    assert (row.number, row.relation) == (number, relation)
    assert row.issuer is not None and row.issuer.startswith(issuer)
    assert "lần thứ" not in row.issuer


def test_the_last_body_before_a_proposal_made_it(plan_of: PlanOf) -> None:
    *_, row = plan_of(
        "Căn cứ Nghị quyết số 9/2022/NQ-HĐND ngày 14/7/2022 của HĐND tỉnh về phân bổ vốn, xét đề nghị của Giám đốc Sở "
        "Nội vụ tại Tờ trình số 41/TTr-SNV ngày 04/8/2022;\n"
    ).references
    assert row.issuer is not None and row.issuer.startswith("Sở Nội vụ")
