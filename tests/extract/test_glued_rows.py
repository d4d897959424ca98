"""Tables of tasks whose rows are glued to lines of text: with a head, with its head lost, over pages, and no tables."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

from ntm_extract.extract.tables.glued_heads import read_glued_head
from ntm_extract.plan import Plan

TITLE = "PHỤ LỤC\nPHÂN CÔNG NHIỆM VỤ\n"
HEAD = "TT Nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Sản phẩm Thời gian hoàn thành\n"
TIME_FIRST = "TT NHIỆM VỤ THỜI HẠN HOÀN THÀNH CƠ QUAN CHỦ TRÌ CƠ QUAN PHỐI HỢP\n"
BY_BODY = "Đơn vị Nhiệm vụ chủ trì Đơn vị phối hợp Thời gian hoàn thành\n"


def plan_of_rows(rows: str, head: str = HEAD) -> Plan:
    """Extract a district's plan whose appendix is a glued table."""
    return extract_text(f"{HEADS['district']}I. MỤC TIÊU\nNâng cao đời sống người dân.\n{TITLE}{head}{rows}")


def duties(plan: Plan) -> list[tuple[str, str, str]]:
    """Give section below the appendix, role and agency of each row."""
    return [(row.section.removeprefix("Phụ lục").lstrip("."), row.role, row.agency) for row in plan.responsibilities]


@pytest.mark.parametrize(
    ("line", "kinds"),
    [
        ("TT Nhiệm vụ Chủ trì Phối hợp Thời gian", ["number", "task", "lead", "coordinate", "time"]),
        ("Nội dung, giải pháp Đơn vị chủ trì Đơn vị phối hợp Kết quả", ["task", "lead", "coordinate", "product"]),
        ("Đơn vị Nhiệm vụ chủ trì Đơn vị phối hợp Tiến độ", ["lead", "task", "coordinate", "time"]),
        (
            "STT Lĩnh vực, ngành hàng (%/năm) Cơ quan chủ trì Cơ quan phối hợp",
            ["number", "task", "lead", "coordinate"],
        ),
        ("Nội dung: tập huấn; Đơn vị chủ trì: Phòng Y tế; Đơn vị phối hợp: các xã; Thời gian: tháng 5", None),
        ("Nhiệm vụ của cơ quan chủ trì và cơ quan phối hợp trong thời gian tới", None),
        ("Đơn vị chủ trì Phòng Y tế, Đơn vị phối hợp Phòng Nội vụ", None),
    ],
)
def test_heads_in_one_line(line: str, kinds: list[str] | None) -> None:
    head = read_glued_head(line)
    assert (None if head is None else [column.kind for column in head.columns]) == kinds


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            "1 Mở lớp kế toán hợp tác xã Phòng Kinh tế Phòng Nội vụ, UBND các xã Báo cáo kết quả Quý II/2023\n",
            [
                ("1", "lead", "Phòng Kinh tế"),
                ("1", "coordinate", "Phòng Nội vụ"),
                ("1", "coordinate", "Ủy ban nhân dân xã"),
            ],
        ),
        (
            "1 Số hóa hồ sơ người có công.\nPhòng Nội vụ Công an huyện Cơ sở dữ liệu Tháng 9/2023\n",
            [("1", "lead", "Phòng Nội vụ"), ("1", "coordinate", "Công an huyện")],
        ),
        (
            "1 Khảo sát chợ nông thôn Phòng Kinh tế Thường xuyên\n",
            [("1", "lead", "Phòng Kinh tế")],
        ),
        (
            "1 Đo nước sạch Phòng Y tế Phòng Tư pháp;\nUBND các xã Quý I/2023\n2 Sơ kết Phòng Nội vụ Năm 2023\n",
            [
                ("1", "lead", "Phòng Y tế"),
                ("1", "coordinate", "Phòng Tư pháp"),
                ("1", "coordinate", "Ủy ban nhân dân xã"),
                ("2", "lead", "Phòng Nội vụ"),
            ],
        ),
        (
            "1. Phát triển sản xuất\n1.1 Trồng rừng gỗ lớn Phòng Kinh tế Hạt Kiểm lâm huyện Năm 2023\n"
            "Trồng cây phân tán Phòng Kinh tế UBND các xã Năm 2024\n",
            [
                ("1.1", "lead", "Phòng Kinh tế"),
                ("1.1", "coordinate", "Hạt Kiểm lâm huyện"),
                ("1", "lead", "Phòng Kinh tế"),
                ("1", "coordinate", "Ủy ban nhân dân xã"),
            ],
        ),
        (
            "1 Tổ chức ngày hội việc làm Phòng Nội vụ Phòng Y tế Kế hoạch Tháng 3/2023\n"
            "TT Nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Sản phẩm Thời gian hoàn thành\n"
            "2 In tờ rơi về chính sách Phòng Tư pháp Phòng Nội vụ Báo cáo Tháng 4/2023\n",
            [
                ("1", "lead", "Phòng Nội vụ"),
                ("1", "coordinate", "Phòng Y tế"),
                ("2", "lead", "Phòng Tư pháp"),
                ("2", "coordinate", "Phòng Nội vụ"),
            ],
        ),
    ],
)
def test_rows_under_a_head(rows: str, expected: list[tuple[str, str, str]]) -> None:
    assert duties(plan_of_rows(rows)) == expected


def test_a_row_gives_a_deadline_of_those_who_lead() -> None:
    plan = plan_of_rows("1 Làm mới bảng tin xóm Phòng Nội vụ Phòng Kinh tế Bảng tin Quý III/2023\n")
    (row,) = plan.deadlines
    assert (row.when, row.modifier, row.action, row.actors) == (
        "2023-Q3",
        "in",
        "Làm mới bảng tin xóm",
        ["Phòng Nội vụ"],
    )


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        ("Quyết định của Trưởng phòng 2023", ("2023", "in")),
        ("Bảng tin 9/2023", ("2023-09", "in")),
        ("Bảng tin 15/9/2023", ("2023-09-15", "by")),
        ("Bảng tin 2023 - 2024", ("2023/2024", "span")),
        ("Bảng tin năm học 2023", None),  # figures that go on telling of the paper
        ("Kế hoạch giai đoạn 2023 - 2025", None),
        ("Quyết định số 12/2023", None),
    ],
)
def test_times_of_figures_alone_end_a_row(end: str, expected: tuple[str, str] | None) -> None:
    plan = plan_of_rows(f"1 Làm mới bảng tin xóm Phòng Nội vụ Phòng Kinh tế {end}\n")
    assert [(row.when, row.modifier) for row in plan.deadlines] == ([expected] if expected else [])


def test_several_rows_in_one_line_with_the_time_first() -> None:
    line = (
        "Rà soát biên chế Tháng 3/2023 Phòng Nội vụ chủ trì tổng hợp, báo cáo Các cơ quan, đơn vị Bố trí lại trụ sở xã "
        "Quý II/2023 Phòng Kinh tế, các xã Phòng Tư pháp Sắp xếp điểm trường Năm 2024\n"
        "1. Phòng Y tế làm đầu mối.\n2. Các xã thực hiện.\nPhòng Nội vụ\n"
    )
    plan = plan_of_rows(line, TIME_FIRST.replace("HỢP", "HỢP I"))
    assert duties(plan) == [
        ("I", "lead", "Phòng Nội vụ"),
        ("I", "coordinate", "Cơ quan, đơn vị"),
        ("I", "lead", "Phòng Kinh tế"),
        ("I", "lead", "Xã"),
        ("I", "coordinate", "Phòng Tư pháp"),
        ("I.1", "lead", "Phòng Y tế"),
        ("I.2", "lead", "Xã"),
        ("I", "coordinate", "Phòng Nội vụ"),
    ]
    assert [(row.when, row.action) for row in plan.deadlines] == [
        ("2023-03", "Rà soát biên chế"),
        ("2023-Q2", "Bố trí lại trụ sở xã"),
        ("2024", "Sắp xếp điểm trường"),
    ]


def test_rows_whose_numbers_stand_inside_the_line() -> None:
    line = (
        "1 Mở lớp nghề mộc Phòng Kinh tế UBND các xã Báo cáo Quý I/2023 2 Chấm điểm chuyển đổi số cấp xã Phòng Nội vụ "
        "Phòng Tư pháp Quyết định Tháng 12/2023 3 Trồng hoa ven đường Hội Nông dân huyện UBND các xã Báo cáo Năm 2023\n"
    )
    assert duties(plan_of_rows(line)) == [
        ("1", "lead", "Phòng Kinh tế"),
        ("1", "coordinate", "Ủy ban nhân dân xã"),
        ("2", "lead", "Phòng Nội vụ"),
        ("2", "coordinate", "Phòng Tư pháp"),
        ("3", "lead", "Hội Nông dân huyện"),
        ("3", "coordinate", "Ủy ban nhân dân xã"),
    ]


@pytest.mark.parametrize(
    ("second", "third", "sections"),
    [
        ("B. Đời sống", "3", ["1", "2", "3"]),  # the numbers go on: they say it all
        ("II Đời sống", "3", ["1", "2", "3"]),
        ("B. Đời sống", "1", ["A.1", "A.2", "B.1"]),
        ("II Đời sống", "1", ["I.1", "I.2", "II.1"]),
    ],
)
def test_groups_of_rows_inside_the_line(second: str, third: str, sections: list[str]) -> None:
    first = "A. Hạ tầng" if second[0] == "B" else "I Hạ tầng"
    line = (
        f"{first} 1 Mở lớp nghề mộc Phòng Kinh tế UBND các xã Báo cáo Quý I/2023 2 Chấm điểm cán bộ Phòng Nội vụ "
        f"Phòng Tư pháp Quyết định Tháng 12/2023 {second} {third} Trồng hoa ven đường Phòng Kinh tế UBND các xã "
        "Báo cáo Năm 2023\n"
    )
    assert [section for section, role, _ in duties(plan_of_rows(line)) if role == "lead"] == sections


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (  # a body that is made does nothing
            "1 Kiện toàn Ban Chỉ đạo giảm nghèo, giao việc Phòng Nội vụ Phòng Kinh tế Quyết định Quý I/2023\n",
            [("1", "lead", "Phòng Nội vụ"), ("1", "coordinate", "Phòng Kinh tế")],
        ),
        (  # a capital makes a report a cell of its own
            "1 Đếm lại cột đèn đường Báo cáo Phòng Kinh tế Phòng Nội vụ Quý I/2023\n",
            [("1", "lead", "Phòng Kinh tế"), ("1", "coordinate", "Phòng Nội vụ")],
        ),
        (
            "1 Đếm lại cột đèn đường, báo cáo Phòng Kinh tế Phòng Nội vụ Phòng Y tế Quý I/2023\n",
            [("1", "lead", "Phòng Nội vụ"), ("1", "coordinate", "Phòng Y tế"), ("1", "receive", "Phòng Kinh tế")],
        ),
    ],
)
def test_bodies_that_are_part_of_the_task(row: str, expected: list[tuple[str, str, str]]) -> None:
    assert duties(plan_of_rows(row)) == expected


def test_rows_in_which_the_lead_stands_first() -> None:
    rows = (
        "Phòng Nội vụ Xây dựng quy chế làm việc của Tổ công nghệ số cộng đồng\n(2) Công an huyện, các xã Quý I/2023 "
        "Phòng Kinh tế Tham mưu quy chế quản lý chợ phiên\n(1) Phòng Y tế Trong năm 2024\n"
    )
    plan = plan_of_rows(rows, BY_BODY)
    assert duties(plan) == [
        ("", "lead", "Phòng Nội vụ"),
        ("", "coordinate", "Công an huyện"),
        ("", "coordinate", "Xã"),
        ("", "lead", "Phòng Kinh tế"),
        ("", "coordinate", "Phòng Y tế"),
    ]


def test_a_table_whose_head_is_lost() -> None:
    rows = (
        "Phòng Kinh tế Phòng Nội vụ, UBND các xã Kế hoạch mở lớp Quý I/2023\n"
        "Phòng Y tế Công an huyện Báo cáo kiểm tra Thường xuyên\n"
        "Đo đạc đất vườn Phòng Kinh tế UBND các xã, thị trấn Quyết định Tháng 8/2023\n"
    )
    plan = extract_text(f"{HEADS['district']}I. NHIỆM VỤ\n{rows}")
    assert duties(plan) == [
        ("I", "lead", "Phòng Kinh tế"),
        ("I", "coordinate", "Phòng Nội vụ"),
        ("I", "coordinate", "Ủy ban nhân dân xã"),
        ("I", "lead", "Phòng Y tế"),
        ("I", "coordinate", "Công an huyện"),
        ("I", "lead", "Phòng Kinh tế"),
        ("I", "coordinate", "Ủy ban nhân dân xã, thị trấn"),
    ]
    assert [(row.when, row.action) for row in plan.deadlines] == [
        ("2023-Q1", "Kế hoạch mở lớp"),  # what is to come of it, where the task is lost
        ("2023-08", "Đo đạc đất vườn"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Giao Phòng Y tế kiểm tra.\nĐề nghị Ban Dân vận Huyện ủy theo dõi.\nBáo cáo Ủy ban nhân dân huyện.\n",
        "Chánh Văn phòng Ủy ban nhân dân huyện theo dõi.\nThường trực Hội đồng nhân dân huyện giám sát.\n"
        "Trưởng phòng Phòng Nội vụ tổng hợp.\n",
        "Phòng Y tế Phòng Nội vụ Thường xuyên\n",
    ],
)
def test_sentences_are_no_rows(text: str) -> None:
    plan = extract_text(f"{HEADS['district']}I. TỔ CHỨC THỰC HIỆN\n{text}")
    assert not [row for row in plan.responsibilities if "flattened" in row.method]
