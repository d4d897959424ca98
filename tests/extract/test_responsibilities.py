"""Responsibilities: which agency has which role in which item."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ntm_extract.plan import Plan

PlanOf = Callable[..., Plan]
Told = list[tuple[str, str]]


def told(plan: Plan) -> Told:
    return [(row.agency, row.role) for row in plan.responsibilities]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # who is told
        pytest.param("Phòng Nội vụ chủ trì tham mưu công tác khen thưởng.", [("Phòng Nội vụ", "lead")], id="chủ trì"),
        pytest.param("Giao Phòng Y tế hướng dẫn các xã.", [("Phòng Y tế", "lead")], id="Giao X"),
        pytest.param(
            "Phòng Tư pháp chịu trách nhiệm rà soát văn bản.", [("Phòng Tư pháp", "lead")], id="chịu trách nhiệm"
        ),
        pytest.param(
            "Phòng Tư pháp là cơ quan thường trực của phong trào.",
            [("Phòng Tư pháp", "lead")],
            id="cơ quan thường trực",
        ),
        pytest.param(
            "Đề nghị Hội Nông dân huyện vận động hội viên.", [("Hội Nông dân huyện", "request")], id="Đề nghị X"
        ),
        pytest.param(
            "Phòng Nội vụ và Phòng Y tế rà soát tiêu chí.",
            [("Phòng Nội vụ", "lead"), ("Phòng Y tế", "lead")],
            id="each of several agencies",
        ),
        pytest.param(
            "Phòng Tài chính - Kế hoạch: Bố trí kinh phí thực hiện phong trào.",
            [("Phòng Tài chính - Kế hoạch", "lead")],
            id="a colon behind the agency",
        ),
        pytest.param(
            "2.Phòng Dân tộc rà soát đối tượng.", [("Phòng Dân tộc", "lead")], id="a number printed close to the agency"
        ),
        # canonical names
        pytest.param(
            "Phòng NN&PTNT theo dõi tiến độ.", [("Phòng Nông nghiệp và Phát triển nông thôn", "lead")], id="NN&PTNT"
        ),
        pytest.param("Sở TT&TT tuyên truyền.", [("Sở Thông tin và Truyền thông", "lead")], id="TT&TT"),
        pytest.param(
            "UBND các xã, thị trấn tổ chức thực hiện.", [("Ủy ban nhân dân xã, thị trấn", "lead")], id="UBND các xã"
        ),
        pytest.param(
            "UBND huyện Mường Khương chỉ đạo chung.", [("Ủy ban nhân dân huyện", "lead")], id="own locality left out"
        ),
        pytest.param(
            "Đề nghị Ủy ban MTTQ Việt Nam huyện và các đoàn thể phát động cuộc vận động.",
            [("Ủy ban Mặt trận Tổ quốc Việt Nam huyện", "request"), ("Đoàn thể", "request")],
            id="the Front and others",
        ),
        pytest.param(
            "Phòng Nội vụ huyện hướng dẫn lập hồ sơ.", [("Phòng Nội vụ", "lead")], id="level word dropped for Phòng"
        ),
        pytest.param(
            "Trung tâm Dịch vụ nông nghiệp huyện cung cấp giống.",
            [("Trung tâm Dịch vụ nông nghiệp", "lead")],
            id="level word dropped for Trung tâm",
        ),
        pytest.param(
            "Hội đồng Thi đua - Khen thưởng huyện xét chọn tập thể.",
            [("Hội đồng Thi đua - Khen thưởng huyện", "lead")],
            id="level word kept for Hội đồng",
        ),
        pytest.param(
            "Sở Nội vụ (Ban Thi đua - Khen thưởng) tổng hợp hồ sơ.",
            [("Sở Nội vụ", "lead")],
            id="a bracket is no agency",
        ),
        # `các`
        pytest.param(
            "Các cơ quan, ban, ngành, đoàn thể huyện xây dựng kế hoạch.",
            [("Cơ quan, ban, ngành, đoàn thể huyện", "lead")],
            id="a run of nouns under one các",
        ),
        pytest.param(
            "Các sở, ban, ngành, Ủy ban MTTQ và các tổ chức chính trị - xã hội tỉnh phát động thi đua.",
            [
                ("Sở, ban, ngành tỉnh", "lead"),
                ("Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh", "lead"),
                ("Tổ chức chính trị - xã hội tỉnh", "lead"),
            ],
            id="a named body or a new các starts another",
        ),
        pytest.param(
            "Các phòng, ban huyện, UBND các xã, thị trấn đăng ký thi đua.",
            [("Phòng, ban huyện", "lead"), ("Ủy ban nhân dân xã, thị trấn", "lead")],
            id="offices and committees",
        ),
        pytest.param(
            "HĐND, UBND các xã, thị trấn quán triệt Kế hoạch.",
            [("Hội đồng nhân dân xã, thị trấn", "lead"), ("Ủy ban nhân dân xã, thị trấn", "lead")],
            id="HĐND, UBND các xã",
        ),
        pytest.param(
            "HĐND và UBND huyện tổ chức giám sát.",
            [("Hội đồng nhân dân huyện", "lead"), ("Ủy ban nhân dân huyện", "lead")],
            id="HĐND và UBND huyện",
        ),
        pytest.param(
            "Trưởng phòng Tài chính - Kế hoạch, Giám đốc Trung tâm Dịch vụ nông nghiệp tham mưu bố trí vốn.",
            [("Trưởng Phòng Tài chính - Kế hoạch", "lead"), ("Giám đốc Trung tâm Dịch vụ nông nghiệp", "lead")],
            id="persons by office",
        ),
        pytest.param(
            "Các ông (bà) Trưởng các phòng, ban, ngành huyện và Chủ tịch UBND các xã chịu trách nhiệm thi hành "
            "Kế hoạch.",
            [("Trưởng các phòng, ban, ngành huyện", "lead"), ("Chủ tịch Ủy ban nhân dân xã", "lead")],
            id="Các ông (bà)",
        ),
        pytest.param(
            "UBND huyện yêu cầu các phòng, ban huyện nghiêm túc thực hiện.",
            [("Phòng, ban huyện", "lead")],
            id="who tells is not who is told",
        ),
        # partners
        pytest.param(
            "Phòng Nội vụ chủ trì, phối hợp với Phòng Y tế, Phòng Tư pháp kiểm tra các xã.",
            [("Phòng Nội vụ", "lead"), ("Phòng Y tế", "coordinate"), ("Phòng Tư pháp", "coordinate")],
            id="phối hợp với X, Y",
        ),
        pytest.param(
            "Phòng Nội vụ phối hợp với các cơ quan, đơn vị liên quan tổng hợp.",
            [("Phòng Nội vụ", "lead"), ("Cơ quan, đơn vị liên quan", "coordinate")],
            id="unnamed partners",
        ),
        # who receives
        pytest.param(
            "Phòng Nội vụ tổng hợp, báo cáo UBND huyện kết quả.",
            [("Phòng Nội vụ", "lead"), ("Ủy ban nhân dân huyện", "receive")],
            id="báo cáo X",
        ),
        pytest.param(
            "Phòng Nội vụ lập hồ sơ, trình Chủ tịch UBND huyện khen thưởng.",
            [("Phòng Nội vụ", "lead"), ("Chủ tịch Ủy ban nhân dân huyện", "receive")],
            id="trình X",
        ),
        pytest.param(
            "Phòng Y tế gửi báo cáo về Phòng Nội vụ để theo dõi.",
            [("Phòng Y tế", "lead"), ("Phòng Nội vụ", "receive")],
            id="gửi về X",
        ),
        pytest.param(
            "UBND các xã báo cáo kết quả (qua Phòng Nội vụ).",
            [("Ủy ban nhân dân xã", "lead"), ("Phòng Nội vụ", "receive")],
            id="qua X",
        ),
        pytest.param(
            "Phòng Nội vụ trình cấp có thẩm quyền khen thưởng.",
            [("Phòng Nội vụ", "lead"), ("Cấp có thẩm quyền", "receive")],
            id="cấp có thẩm quyền",
        ),
        # who has no row
        pytest.param(
            "Phòng Nội vụ tham mưu cho UBND huyện ban hành kế hoạch.", [("Phòng Nội vụ", "lead")], id="tham mưu cho X"
        ),
        pytest.param("UBND huyện chỉ đạo Phòng Y tế kiểm tra.", [("Ủy ban nhân dân huyện", "lead")], id="chỉ đạo X"),
        pytest.param("Phòng Nội vụ hướng dẫn UBND các xã lập hồ sơ.", [("Phòng Nội vụ", "lead")], id="hướng dẫn X"),
        pytest.param("Các cấp, các ngành đẩy mạnh tuyên truyền.", [], id="các cấp, các ngành"),
        pytest.param("Nhân dân tích cực hiến đất làm đường.", [], id="Nhân dân"),
        pytest.param("Tăng cường tuyên truyền trên loa truyền thanh.", [], id="no subject"),
        # one item
        pytest.param(
            "Phòng Nội vụ theo dõi phong trào; Phòng Nội vụ tổng hợp hồ sơ.",
            [("Phòng Nội vụ", "lead")],
            id="one row per agency and role",
        ),
        pytest.param(
            "Phòng Nội vụ theo dõi phong trào; Phòng Y tế quản lý hồ sơ sức khỏe.",
            [("Phòng Nội vụ", "lead"), ("Phòng Y tế", "lead")],
            id="a second subject behind a semicolon",
        ),
        pytest.param(
            "Trên cơ sở Kế hoạch này, các phòng, ban huyện xây dựng kế hoạch của đơn vị.",
            [("Phòng, ban huyện", "lead")],
            id="behind a lead-in",
        ),
        pytest.param("Hằng năm, Phòng Nội vụ tổ chức kiểm tra.", [("Phòng Nội vụ", "lead")], id="behind a time"),
    ],
)
def test_agencies_and_roles_of_an_item(plan_of: PlanOf, item: str, expected: Told) -> None:
    assert told(plan_of(f"I. TỔ CHỨC THỰC HIỆN\n1. {item}\n")) == expected


def test_lettered_items_under_an_agency_as_heading_give_one_lead_row_each(plan_of: PlanOf) -> None:
    plan = plan_of(
        "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\na) Theo dõi, đôn đốc các xã.\nb) Tổng hợp hồ sơ khen thưởng.\n"
        "2. Phòng Y tế\na) Kiểm tra nước sinh hoạt.\n"
    )
    assert [(row.section, row.agency, row.role) for row in plan.responsibilities] == [
        ("I.1.a", "Phòng Nội vụ", "lead"),
        ("I.1.b", "Phòng Nội vụ", "lead"),
        ("I.2.a", "Phòng Y tế", "lead"),
    ]


def test_a_dash_without_subject_gives_no_lead_but_its_partners(plan_of: PlanOf) -> None:
    plan = plan_of(
        "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\n- Theo dõi, đôn đốc các xã.\n"
        "- Phối hợp với Phòng Y tế kiểm tra hồ sơ.\n"
    )
    assert [(row.section, row.agency, row.role) for row in plan.responsibilities] == [
        ("I.1", "Phòng Nội vụ", "lead"),
        ("I.1", "Phòng Y tế", "coordinate"),
    ]


def test_a_dash_with_its_own_subject_is_an_item(plan_of: PlanOf) -> None:
    plan = plan_of(
        "I. TỔ CHỨC THỰC HIỆN\n1. Phân công nhiệm vụ\n- Phòng Nội vụ theo dõi chung.\n- Phòng Y tế kiểm tra nước.\n"
    )
    assert [(row.section, row.agency, row.role) for row in plan.responsibilities] == [
        ("I.1", "Phòng Nội vụ", "lead"),
        ("I.1", "Phòng Y tế", "lead"),
    ]


def test_award_criteria_assign_nothing(plan_of: PlanOf) -> None:
    plan = plan_of(
        "I. KHEN THƯỞNG\n1. Đối với các phòng, ban huyện\na) Các phòng, ban huyện triển khai tốt phong trào.\n"
        "2. Quy trình\na) Phòng Nội vụ tổng hợp hồ sơ.\n"
    )
    assert [(row.section, row.agency) for row in plan.responsibilities] == [("I.2.a", "Phòng Nội vụ")]


@pytest.mark.parametrize(
    ("body", "section"),
    [
        ("I. NHIỆM VỤ\n1. Phòng Y tế kiểm tra nước sinh hoạt ở các thôn.\n", "I.1"),
        ("I. TỔ CHỨC\n1. Phòng Nội vụ theo dõi chung.\nTrên đây là Kế hoạch. Đề nghị Phòng Y tế thực hiện./.\n", "I"),
        ("I. TỔ CHỨC\n1. Phòng Nội vụ\nPhòng Y tế phản ánh vướng mắc.\n2. Các xã làm tốt.\n", "I.1"),
    ],
    ids=["any chapter counts", "the closing paragraph has the chapter alone", "a paragraph under an item"],
)
def test_where_duties_are_found(plan_of: PlanOf, body: str, section: str) -> None:
    rows = plan_of(body).responsibilities
    assert [row.section for row in rows if row.agency == "Phòng Y tế"] == [section]


def test_agencies_in_a_cited_title_have_no_duty(plan_of: PlanOf) -> None:
    plan = plan_of(
        "I. NHIỆM VỤ\n1. Phòng Nội vụ thực hiện Kế hoạch số 88/KH-UBND ngày 03/3/2022 của UBND tỉnh về phối "
        "hợp với Sở Y tế "
        "và Sở Tư pháp.\n"
    )
    assert told(plan) == [("Phòng Nội vụ", "lead")]


def test_the_task_is_the_main_clause_of_at_most_300_characters(plan_of: PlanOf) -> None:
    long = "rà soát từng thôn, " * 30
    rows = plan_of(
        f"I. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ chủ trì, phối hợp với Phòng Y tế kiểm tra các xã.\n"
        f"2. Phòng Tư pháp {long}.\n"
    ).responsibilities
    assert [row.task for row in rows[:2]] == ["kiểm tra các xã", "kiểm tra các xã"]
    assert rows[2].task.startswith("rà soát từng thôn") and 200 < len(rows[2].task) <= 300
    assert not rows[2].task.endswith((" ", ","))


def test_in_a_plan_of_a_province(plan_of: PlanOf) -> None:
    plan = plan_of(
        "I. TỔ CHỨC THỰC HIỆN\n1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính trình UBND tỉnh.\n"
        "2. UBND các huyện, thị xã, thành phố xây dựng kế hoạch.\n",
        "province",
    )
    assert told(plan) == [
        ("Sở Nội vụ", "lead"),
        ("Sở Tài chính", "coordinate"),
        ("Ủy ban nhân dân tỉnh", "receive"),
        ("Ủy ban nhân dân huyện, thị xã, thành phố", "lead"),
    ]


def test_who_is_told_behind_the_closing_words(plan_of: PlanOf) -> None:
    rows = plan_of(
        "I. TỔ CHỨC THỰC HIỆN\nTrên đây là Kế hoạch xây dựng nông thôn mới, yêu cầu các phòng, ban huyện nghiêm "
        "túc thực hiện./.\n"
    )
    assert [(row.agency, row.role) for row in rows.responsibilities] == [("Phòng, ban huyện", "lead")]


def test_party_committee_and_council_share_the_communes_of_the_committee(plan_of: PlanOf) -> None:
    rows = plan_of("I. TỔ CHỨC THỰC HIỆN\n1. Đảng ủy, HĐND, UBND các xã lãnh đạo phong trào.\n").responsibilities
    assert [row.agency for row in rows] == ["Đảng ủy xã", "Hội đồng nhân dân xã", "Ủy ban nhân dân xã"]
