"""Key-value blocks: under a task, as dashes, in one line behind it, in a bracket."""

from __future__ import annotations

import pytest
from conftest import PlanOf

from ntm_extract.plan import Plan

Deadlines = list[tuple[str, str | None, str | None, str, str, tuple[str, ...]]]
TASK = "Số hóa hồ sơ địa chính"


def deadlines(plan: Plan) -> Deadlines:
    """Give (section, when, recurrence, modifier, action, actors)."""
    return [(d.section, d.when, d.recurrence, d.modifier, d.action, tuple(d.actors)) for d in plan.deadlines]


def duties(plan: Plan) -> list[tuple[str, str, str, str]]:
    """Give (section, role, agency, task)."""
    return [(r.section, r.role, r.agency, r.task) for r in plan.responsibilities]


LINES = """\
II. NHIỆM VỤ
2. Số hóa hồ sơ địa chính
{sign}Thời gian hoàn thành: trước ngày 30/9/2024.
{sign}Đơn vị chủ trì: Phòng Nội vụ.
{sign}Đơn vị phối hợp: Phòng Y tế, UBND các xã.
{sign}Kết quả: Kho dữ liệu dùng chung của huyện.
"""


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(LINES.format(sign=""), id="lines"),
        pytest.param(LINES.format(sign="- "), id="dashes"),
        pytest.param(
            "II. NHIỆM VỤ\n2. Số hóa hồ sơ địa chính. Thời gian hoàn thành: trước ngày 30/9/2024; "
            "chủ trì: Phòng Nội vụ; phối hợp: Phòng Y tế, UBND các xã; kết quả: Kho dữ liệu dùng chung.",
            id="one line",
        ),
        pytest.param(
            "II. NHIỆM VỤ\n2. Số hóa hồ sơ địa chính (chủ trì: Phòng Nội vụ; phối hợp: Phòng Y tế, "
            "UBND các xã; thời hạn: trước ngày 30/9/2024).",
            id="a bracket",
        ),
        pytest.param(
            "II. NHIỆM VỤ\n2. Số hóa hồ sơ địa chính\nChủ trì: Phòng Nội vụ; phối hợp: Phòng Y tế, "
            "UBND các xã; thời gian: trước ngày 30/9/2024.",
            id="a run in a line of its own",
        ),
    ],
)
def test_keys_give_rows_of_the_task_above_them(plan_of: PlanOf, body: str) -> None:
    plan = plan_of(body)
    assert deadlines(plan) == [("II.2", "2024-09-30", None, "by", TASK, ("Phòng Nội vụ",))]
    assert sorted(duties(plan)) == [
        ("II.2", "coordinate", "Phòng Y tế", TASK),
        ("II.2", "coordinate", "Ủy ban nhân dân xã", TASK),
        ("II.2", "lead", "Phòng Nội vụ", TASK),
    ]
    (deadline,) = plan.deadlines
    assert "30/9/2024" in deadline.quote
    assert "Nội vụ" not in deadline.quote
    assert all("Phòng" in row.quote and "2024" not in row.quote for row in plan.responsibilities)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Quí IV/2024", [("2024-Q4", None, "in")]),
        ("Quý IV/2023 và Quý I/2024", [("2023-Q4", None, "in"), ("2024-Q1", None, "in")]),
        ("Hằng quý", [(None, "FREQ=MONTHLY;INTERVAL=3", "in")]),
        ("2024", [("2024", None, "in")]),
        ("Thường xuyên", []),
        ("Theo tiến độ của tỉnh", []),
    ],
)
def test_times_behind_a_key(plan_of: PlanOf, value: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    plan = plan_of(f"II. NHIỆM VỤ\n1. Rà soát quy hoạch\nThời gian thực hiện: {value}.\nCơ quan chủ trì: Phòng Nội vụ.")
    assert [(when, rule, modifier) for _, when, rule, modifier, _, _ in deadlines(plan)] == expected
    assert duties(plan) == [("II.1", "lead", "Phòng Nội vụ", "Rà soát quy hoạch")]


def test_each_task_has_its_own_keys(plan_of: PlanOf) -> None:
    plan = plan_of(
        "II. NHIỆM VỤ\n1. Rà soát quy hoạch\n- Chủ trì: Phòng Nội vụ.\n- Thời hạn: Quý I/2024.\n"
        "2. Tập huấn cán bộ\n- Chủ trì: Phòng Y tế.\n- Thời hạn: Quý II/2024."
    )
    assert [(row[0], row[1], row[4], row[5]) for row in deadlines(plan)] == [
        ("II.1", "2024-Q1", "Rà soát quy hoạch", ("Phòng Nội vụ",)),
        ("II.2", "2024-Q2", "Tập huấn cán bộ", ("Phòng Y tế",)),
    ]


def test_an_aside_to_a_body_is_no_part_of_its_name(plan_of: PlanOf) -> None:
    plan = plan_of(
        "II. NHIỆM VỤ\n1. Kiểm nghiệm nước\n- Cơ quan chủ trì: Sở Y tế (Trung tâm Kiểm soát bệnh tật).", head="province"
    )
    assert duties(plan) == [("II.1", "lead", "Sở Y tế", "Kiểm nghiệm nước")]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Kết quả: 07 xã đạt chuẩn nông thôn mới.", id="a result alone"),
        pytest.param("Nội dung: tuyên truyền sâu rộng trong Nhân dân.", id="contents"),
        pytest.param("Kinh phí: 300 triệu đồng từ ngân sách huyện năm 2024.", id="money"),
    ],
)
def test_keys_of_other_things_give_no_rows(plan_of: PlanOf, line: str) -> None:
    plan = plan_of(f"II. NHIỆM VỤ\n1. Rà soát quy hoạch\n{line}")
    assert (deadlines(plan), duties(plan)) == ([], [])


def test_a_key_whose_value_says_what_each_body_does(plan_of: PlanOf) -> None:
    plan = plan_of(
        "II. NHIỆM VỤ\n2. Kiểm kê giếng khoan\n"
        "- Cơ quan thực hiện: Phòng Nội vụ tiến hành kiểm kê giếng trong trường học; Phòng Y tế lấy mẫu nước.\n"
        "- Phòng Nội vụ tổng hợp số liệu gửi Sở Nội vụ.\n"
    )
    assert sorted((section, role, agency) for section, role, agency, _ in duties(plan)) == [
        ("II.2", "lead", "Phòng Nội vụ"),
        ("II.2", "lead", "Phòng Y tế"),
        ("II.2", "receive", "Sở Nội vụ"),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            "+ Đầu mối thực hiện: Phòng Nội vụ;\n+ Đơn vị tham gia: Phòng Y tế.",
            {"lead Phòng Nội vụ", "coordinate Phòng Y tế"},
        ),
        ("Giao: Phòng Nội vụ. Cùng thực hiện: Phòng Y tế.", {"lead Phòng Nội vụ", "coordinate Phòng Y tế"}),
        ("Chủ trì: Phòng Nội vụ. Thực hiện xong trong quý II năm 2024.", {"lead Phòng Nội vụ"}),
        (
            "Chủ trì: Văn phòng B0; phối hợp: Sở Xây dựng các địa phương.",
            {"lead Văn phòng Bộ", "coordinate Sở Xây dựng"},
        ),
    ],
)
def test_further_keys_and_what_follows_them(plan_of: PlanOf, lines: str, expected: set[str]) -> None:
    plan = plan_of(f"II. NHIỆM VỤ\n2. Số hóa hồ sơ địa chính\n{lines}\n")
    assert {f"{row.role} {row.agency}" for row in plan.responsibilities} == expected
    assert {row.task for row in plan.responsibilities} == {TASK}


def test_a_task_that_has_a_key_and_a_number_of_its_own(plan_of: PlanOf) -> None:
    plan = plan_of(
        "Điều 2. Bổ sung nhiệm vụ\n1. Tên nhiệm vụ: Số hóa hồ sơ địa chính.\n2. Cơ quan chủ trì: Phòng Nội vụ.\n"
        "3. Cơ quan phối hợp: Phòng Y tế.\n4. Thời gian hoàn thành: Quý II/2024.\n"
    )
    assert duties(plan) == [
        ("Điều 2.2", "lead", "Phòng Nội vụ", TASK),
        ("Điều 2.3", "coordinate", "Phòng Y tế", TASK),
    ]
    assert [(row.section, row.when, row.action) for row in plan.deadlines] == [("Điều 2.4", "2024-Q2", TASK)]


def test_a_key_before_a_sentence_with_deeds_is_none(plan_of: PlanOf) -> None:
    plan = plan_of(
        "II. NHIỆM VỤ\n2. Số hóa hồ sơ địa chính\na) Phân công: Phòng Nội vụ chủ trì, phối hợp với UBND các xã rà soát "
        "sổ cũ, trình UBND huyện xem xét trước ngày 15/9/2022.\n"
    )
    assert [(role, agency) for _, role, agency, _ in duties(plan)] == [
        ("lead", "Phòng Nội vụ"),
        ("coordinate", "Ủy ban nhân dân xã"),
        ("receive", "Ủy ban nhân dân huyện"),
    ]
    assert [when for _, when, *_ in deadlines(plan)] == ["2022-09-15"]
