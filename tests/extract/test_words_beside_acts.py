"""Words beside cited acts: what ends an issuer's name, which verb governs, the note under an appendix."""

from __future__ import annotations

import pytest
from conftest import PlanOf


def test_a_department_that_issued_an_act_ends_before_the_next_act(plan_of: PlanOf) -> None:
    plan = plan_of(
        "Thực hiện Công văn số 88/SNV-CCHC ngày 12/01/2026 của Sở Nội vụ và Quyết định số 15/QĐ-UBND ngày 20/01/2026 "
        "của UBND huyện giao chỉ tiêu; UBND huyện ban hành Kế hoạch.\nI. MỤC ĐÍCH\n1. Nâng cao nhận thức.\n"
    )
    told = [(row.number, row.relation) for row in plan.references]
    assert told == [("88/SNV-CCHC", "implements"), ("15/QĐ-UBND", "implements")]
    assert (plan.references[0].issuer or "").startswith("Sở Nội vụ")
    assert "Quyết định" not in (plan.references[0].issuer or "")


@pytest.mark.parametrize(
    ("verb", "relation"),
    [("Thi hành nghiêm", "implements"), ("Thi hành đúng", "implements"), ("Tuyên truyền", "per")],
)
def test_to_obey_an_act_is_to_carry_it_out(plan_of: PlanOf, verb: str, relation: str) -> None:
    plan = plan_of(f"III. NHIỆM VỤ\n1. {verb} Luật Đất đai và Nghị định số 71/2024/NĐ-CP ngày 27/6/2024.\n")
    assert [row.relation for row in plan.references] == [relation, relation]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Kèm theo Kế hoạch ban hành tại Quyết định số 61/QĐ-UBND", True),
        ("Ban hành kèm theo Chương trình được phê duyệt tại Quyết định số 61/QĐ-UBND", True),
        ("Ban hành kèm theo Quyết định số 61/QĐ-UBND", True),
        ("Số hiệu Quyết định số 61/QĐ-UBND", False),
    ],
)
def test_the_note_of_an_appendix_names_the_act_by_which_the_plan_was_issued(
    plan_of: PlanOf, note: str, found: bool
) -> None:
    plan = plan_of(
        "UBND HUYỆN LỤC NGẠN\nSố: 61/QĐ-UBND\nLục Ngạn, ngày 03 tháng 02 năm 2026\nQUYẾT ĐỊNH\n"
        "Ban hành Kế hoạch phòng cháy rừng\nĐiều 1. Ban hành Kế hoạch phòng cháy rừng.\n"
        f"PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n({note} ngày 03/02/2026 của UBND huyện)\n1. Rà soát lực lượng.\n",
        head="none",
    )
    assert [row.number for row in plan.references if row.section.startswith("Phụ lục")] == ["61/QĐ-UBND"] * found
