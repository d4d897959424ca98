"""Tables of tasks: who leads, who works with them, by when; over pages, merged, and with tabs."""

from __future__ import annotations

import pytest
from conftest import PlanOf
from ruled_pages import page_with, plan_of_pages

from ntm_extract.plan import Plan

HEAD = ("TT", "Nhiệm vụ", "Cơ quan\nchủ trì", "Cơ quan\nphối hợp", "Thời gian\nhoàn thành")
TITLE = "Phụ lục II\nPHÂN CÔNG NHIỆM VỤ"


def duties(plan: Plan, section: str = "Phụ lục") -> list[tuple[str, str, str, str]]:
    """Give (section, role, agency, task) of the rows of an appendix."""
    found = [row for row in plan.responsibilities if row.section.startswith(section)]
    return [(row.section, row.role, row.agency, row.task) for row in found]


def dates(plan: Plan) -> list[tuple[str, str | None, str | None, str]]:
    """Give (section, when, recurrence, modifier) of the rows of an appendix."""
    found = [row for row in plan.deadlines if row.section.startswith("Phụ lục")]
    return [(row.section, row.when, row.recurrence, row.modifier) for row in found]


def test_a_row_gives_deadline_lead_and_partners() -> None:
    row = ("4", "Xây dựng quy chế\nphối hợp liên ngành", "Phòng Nội vụ", "Phòng Tư pháp,\nPhòng Y tế", "Quý II/2023")
    plan = plan_of_pages(page_with(2, TITLE, [HEAD, row]))
    task = "Xây dựng quy chế phối hợp liên ngành"
    assert duties(plan) == [
        ("Phụ lục II.4", "lead", "Phòng Nội vụ", task),
        ("Phụ lục II.4", "coordinate", "Phòng Tư pháp", task),
        ("Phụ lục II.4", "coordinate", "Phòng Y tế", task),
    ]
    (deadline,) = [row for row in plan.deadlines if row.section == "Phụ lục II.4"]
    assert (deadline.when, deadline.modifier, deadline.action, deadline.actors) == (
        "2023-Q2",
        "in",
        task,
        ["Phòng Nội vụ"],
    )
    assert (deadline.page, deadline.bbox_pages) == (2, [2] * len(deadline.bbox or []))
    assert deadline.quote.startswith("4")
    assert deadline.quote.endswith("Quý II/2023")
    assert all(row.quote == deadline.quote for row in plan.responsibilities if row.section == "Phụ lục II.4")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("2024", [("2024", None, "in")], id="a bare year"),
        pytest.param("2024 - 2025", [("2024/2025", None, "span")], id="bare years"),
        pytest.param("2024 và\nhằng năm", [("2024", "FREQ=YEARLY", "in")], id="a year and every one behind it"),
        pytest.param(
            "Quý IV/2023, định kỳ 6 tháng",
            [("2023-Q4", None, "in"), (None, "FREQ=MONTHLY;INTERVAL=6", "in")],
            id="two times",
        ),
        pytest.param("Tháng\n3/2024", [("2024-03", None, "in")], id="torn month"),
        pytest.param("T9/2024", [("2024-09", None, "in")], id="month written short"),
        pytest.param("Q3/2024", [("2024-Q3", None, "in")], id="quarter written short"),
        pytest.param("30/11/2024", [("2024-11-30", None, "by")], id="a bare day is the last one"),
        pytest.param("Trước ngày\n30/11/2024", [("2024-11-30", None, "by")], id="before a day"),
        pytest.param("Trước 15/12 hằng năm", [(None, "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15", "by")], id="yearly day"),
        pytest.param("Hàng quý", [(None, "FREQ=MONTHLY;INTERVAL=3", "in")], id="quarterly"),
        pytest.param("Thường xuyên", [], id="always is no deadline"),
        pytest.param("Nhiệm vụ thường\nxuyên", [], id="a standing task is none either"),
        pytest.param("Theo kế hoạch của tỉnh", [], id="whenever others say"),
        pytest.param("Giai đoạn 2021 - 2025", [], id="the period of the plan"),
    ],
)
def test_times_of_a_cell(cell: str, expected: list[tuple[str | None, str | None, str]]) -> None:
    plan = plan_of_pages(page_with(2, TITLE, [HEAD, ("1", "Rà soát quy hoạch", "Phòng Nội vụ", "", cell)]))
    assert dates(plan) == [("Phụ lục II.1", *row) for row in expected]


@pytest.mark.parametrize(
    ("cell", "agencies"),
    [
        pytest.param(
            "Sở Tài chính\nSở Khoa học và\nCông nghệ", ["Sở Tài chính", "Sở Khoa học và Công nghệ"], id="lines"
        ),
        pytest.param("Sở Y tế;\nSở Nội vụ", ["Sở Y tế", "Sở Nội vụ"], id="semicolons"),
        pytest.param("- Sở Y tế\n- Sở Nội vụ", ["Sở Y tế", "Sở Nội vụ"], id="dashes"),
        pytest.param("Sở Y tế (đối với\nnội dung tiêm chủng)", ["Sở Y tế"], id="an aside"),
        pytest.param("Sở Nông nghiệp và\nMôi trường", ["Sở Nông nghiệp và Môi trường"], id="one name in two lines"),
        pytest.param("Phòng Tài chính -\nKế hoạch", ["Phòng Tài chính - Kế hoạch"], id="a dash in a name"),
        pytest.param("Tổ giúp việc số 3; Sở Y tế", ["Tổ giúp việc số 3", "Sở Y tế"], id="a name nobody knows"),
        pytest.param("Các cấp, các ngành", [], id="nobody in particular"),
    ],
)
def test_agencies_of_a_cell(cell: str, agencies: list[str]) -> None:
    plan = plan_of_pages(page_with(2, TITLE, [HEAD, ("1", "Rà soát quy hoạch", cell, "", "2024")]), head="province")
    assert [agency for _, _, agency, _ in duties(plan)] == agencies


def test_a_name_that_only_the_column_tells_is_less_sure() -> None:
    plan = plan_of_pages(page_with(2, TITLE, [HEAD, ("1", "Rà soát", "Tổ giúp việc số 3; Phòng Y tế", "", "2024")]))
    unknown, known = [row for row in plan.responsibilities if row.section == "Phụ lục II.1"]
    assert (unknown.confidence < known.confidence, len(unknown.doubts), known.doubts) == (True, 1, [])


@pytest.mark.parametrize(
    ("head", "cell", "expected"),
    [
        (
            "Cơ quan thực hiện",
            "Phòng Y tế chủ trì, phối hợp với\nPhòng Nội vụ",
            ["lead Phòng Y tế", "coordinate Phòng Nội vụ"],
        ),
        (
            "Chủ trì, phối hợp",
            "Chủ trì: Phòng Y tế; phối hợp: Phòng Nội vụ",
            ["lead Phòng Y tế", "coordinate Phòng Nội vụ"],
        ),
        ("Chủ trì/Phối hợp", "Phòng Y tế\nPhòng Nội vụ", []),
    ],
)
def test_one_column_for_both_roles_is_read_where_it_says_which(head: str, cell: str, expected: list[str]) -> None:
    rows = [("TT", "Nội dung công việc", head, "Thời hạn"), ("1", "Rà soát quy hoạch", cell, "2024")]
    plan = plan_of_pages(page_with(2, TITLE, rows))
    assert [f"{role} {agency}" for _, role, agency, _ in duties(plan)] == expected
    assert len(dates(plan)) == 1


def test_a_table_over_two_pages_is_one_whether_its_head_is_repeated_or_not() -> None:
    first = [HEAD, ("1", "Rà soát quy hoạch vùng sản xuất", "Phòng Nội vụ", "", "Quý I/2024")]
    second = [("2", "Tập huấn cán bộ thôn", "Phòng Y tế", "", "Quý II/2024")]
    for rows in ([HEAD, *second], second):
        plan = plan_of_pages(page_with(2, TITLE, first), page_with(3, "", rows))
        assert dates(plan) == [
            ("Phụ lục II.1", "2024-Q1", None, "in"),
            ("Phụ lục II.2", "2024-Q2", None, "in"),
        ]
        assert [row.page for row in plan.deadlines if row.section.startswith("Phụ lục")] == [2, 3]


def test_a_row_torn_by_the_end_of_the_page_is_one_row() -> None:
    first = [HEAD, ("1", "Rà soát, sửa đổi quy chế quản lý", "Phòng Khoa học và", "Phòng Nội vụ", "Quý I/2024")]
    rest = [HEAD, ("", "và khai thác công trình", "Công nghệ", "", ""), ("2", "Tập huấn", "Phòng Y tế", "", "2025")]
    plan = plan_of_pages(page_with(2, TITLE, first), page_with(3, "", rest))
    task = "Rà soát, sửa đổi quy chế quản lý và khai thác công trình"
    assert duties(plan)[:2] == [
        ("Phụ lục II.1", "lead", "Phòng Khoa học và Công nghệ", task),
        ("Phụ lục II.1", "coordinate", "Phòng Nội vụ", task),
    ]
    torn = next(row for row in plan.deadlines if row.section == "Phụ lục II.1")
    assert (torn.page, sorted(set(torn.bbox_pages or []))) == (2, [2, 3])


def test_the_next_appendix_with_the_same_head_is_another_table() -> None:
    rows = [HEAD, ("1", "Rà soát quy hoạch vùng sản xuất", "Phòng Nội vụ", "", "Quý I/2024")]
    plan = plan_of_pages(page_with(2, TITLE, rows), page_with(3, "Phụ lục III\nVIỆC CỦA CÁC XÃ", rows))
    assert [section for section, *_ in dates(plan)] == ["Phụ lục II.1", "Phụ lục III.1"]


def test_merged_cells_hold_for_all_their_rows() -> None:
    rows = [
        HEAD,
        (("5", 2, 1), ("Số hóa hồ sơ địa chính", 2, 1), "Phòng Nội vụ", ("Phòng Y tế", 2, 1), "Quý I/2024"),
        ("Phòng Tư pháp", "Quý IV/2025"),
    ]
    plan = plan_of_pages(page_with(2, TITLE, rows))
    assert dates(plan) == [("Phụ lục II.5", "2024-Q1", None, "in"), ("Phụ lục II.5", "2025-Q4", None, "in")]
    assert {row.action for row in plan.deadlines if row.section == "Phụ lục II.5"} == {"Số hóa hồ sơ địa chính"}
    assert [agency for _, _, agency, _ in duties(plan)] == ["Phòng Nội vụ", "Phòng Y tế", "Phòng Tư pháp"]


@pytest.mark.parametrize(
    ("section", "label", "address"),
    [
        pytest.param(("I", ("Hoàn thiện thể chế", 1, 4)), "1", "Phụ lục II.I.1", id="Roman"),
        pytest.param(("1.", ("Hoàn thiện thể chế", 1, 4)), "1.1", "Phụ lục II.1.1", id="decimal"),
        pytest.param((("II. HOÀN THIỆN THỂ CHẾ", 1, 5),), "3", "Phụ lục II.II.3", id="across all"),
        pytest.param(("A", "Hoàn thiện thể chế", "", "", ""), "7", "Phụ lục II.A.7", id="cells left empty"),
    ],
)
def test_rows_that_only_name_others_stand_above_them(
    section: tuple[str | tuple[str, int, int], ...], label: str, address: str
) -> None:
    rows = [HEAD, section, (label, "Ban hành quy chế", "Phòng Nội vụ", "", "2024")]
    plan = plan_of_pages(page_with(2, TITLE, rows))
    assert duties(plan) == [(address, "lead", "Phòng Nội vụ", "Ban hành quy chế")]


@pytest.mark.parametrize(("second", "address"), [("2", "Phụ lục II.2"), ("1", "Phụ lục II.B.1")])
def test_numbers_that_go_on_over_groups_need_no_group(second: str, address: str) -> None:
    groups = [("A", ("Hoàn thiện thể chế", 1, 4)), ("B", ("Phát triển hạ tầng", 1, 4))]
    tasks = [
        ("1", "Ban hành quy chế", "Phòng Nội vụ", "", "2024"),
        (second, "Nâng cấp mạng", "Công an huyện", "", "2024"),
    ]
    plan = plan_of_pages(page_with(2, TITLE, [HEAD, groups[0], tasks[0], groups[1], tasks[1]]))
    assert duties(plan)[-1] == (address, "lead", "Công an huyện", "Nâng cấp mạng")


def test_heads_of_two_rows_and_numbers_of_columns() -> None:
    rows = [
        (("TT", 2, 1), ("Nội dung", 2, 1), ("Phân công thực hiện", 1, 2), ("Thời gian thực hiện", 2, 1)),
        ("Chủ trì", "Phối hợp"),
        ("(1)", "(2)", "(3)", "(4)", "(5)"),
        ("1", "Ban hành quy chế", "Phòng Nội vụ", "Phòng Y tế", "2024"),
    ]
    plan = plan_of_pages(page_with(2, TITLE, rows))
    assert [(role, agency) for _, role, agency, _ in duties(plan)] == [
        ("lead", "Phòng Nội vụ"),
        ("coordinate", "Phòng Y tế"),
    ]
    assert dates(plan) == [("Phụ lục II.1", "2024", None, "in")]


def test_a_table_in_a_section_has_its_address() -> None:
    rows = [("STT", "Công việc", "Đơn vị thực hiện", "Thời hạn"), ("2", "Tổng kết", "Phòng Nội vụ", "Tháng 12/2025")]
    plan = plan_of_pages(page_with(2, "II. TỔ CHỨC THỰC HIỆN\n1. Phân công cụ thể như sau:", rows))
    assert duties(plan, "II") == [("II.1.2", "lead", "Phòng Nội vụ", "Tổng kết")]


@pytest.mark.parametrize("sign", ["\t", " | "])
def test_lines_with_tabs_or_bars_are_rows(plan_of: PlanOf, sign: str) -> None:
    lines = [
        ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn"),
        ("1", "Ban hành quy chế", "Phòng Nội vụ", "", "Quý I/2024"),
        ("", "Nhóm việc cuối kỳ", "", "", ""),
        ("2", "Tổng kết", "Phòng Y tế", "Phòng Tư pháp", "30/11/2025"),
    ]
    rows = "\n".join(f"| {sign.join(line)} |" if "|" in sign else sign.join(line) for line in lines)
    plan = plan_of(f"Phụ lục I\nPHÂN CÔNG NHIỆM VỤ\n{rows}")
    assert duties(plan) == [
        ("Phụ lục I.1", "lead", "Phòng Nội vụ", "Ban hành quy chế"),
        ("Phụ lục I.2", "lead", "Phòng Y tế", "Tổng kết"),
        ("Phụ lục I.2", "coordinate", "Phòng Tư pháp", "Tổng kết"),
    ]
    assert dates(plan) == [("Phụ lục I.1", "2024-Q1", None, "in"), ("Phụ lục I.2", "2025-11-30", None, "by")]
    assert [row.quote for row in plan.deadlines][-1].startswith("2")


def test_a_month_without_year_is_that_of_the_one_year_the_plan_is_for() -> None:
    head = page_with(2, TITLE, [HEAD, ("1", "Tập huấn", "Phòng Nội vụ", "", "Tháng 9")])
    assert dates(plan_of_pages(head, head="year")) == [("Phụ lục II.1", "2023-09", None, "in")]


def test_tables_of_other_things_give_no_duties() -> None:
    rows = [
        ("STT", "Văn bản hết hiệu lực", "Lý do", "Ngày hết hiệu lực"),
        ("1", "Quyết định cũ", "Bãi bỏ", "21/6/2024"),
    ]
    plan = plan_of_pages(page_with(2, "Phụ lục\nDANH MỤC", rows))
    assert (duties(plan), dates(plan)) == ([], [])


FLAT = "Phụ lục I\nPHÂN CÔNG\nTT\nNhiệm vụ\nCơ quan\nchủ trì\nCơ quan\nphối hợp\nThời hạn\n"


def test_a_flattened_table_is_read_where_its_lines_show_their_columns(plan_of: PlanOf) -> None:
    plan = plan_of(
        FLAT + "1\nRà soát quy hoạch vùng\nsản xuất tập trung\nPhòng Nội vụ\nPhòng Tài chính -\nKế hoạch\nQuý I/2024\n"
        "2\nTập huấn cán bộ thôn\nPhòng Y tế\nPhòng Tư pháp\nThường xuyên"
    )
    task = "Rà soát quy hoạch vùng sản xuất tập trung"
    assert duties(plan) == [
        ("Phụ lục I.1", "lead", "Phòng Nội vụ", task),
        ("Phụ lục I.1", "coordinate", "Phòng Tài chính - Kế hoạch", task),
        ("Phụ lục I.2", "lead", "Phòng Y tế", "Tập huấn cán bộ thôn"),
        ("Phụ lục I.2", "coordinate", "Phòng Tư pháp", "Tập huấn cán bộ thôn"),
    ]
    assert dates(plan) == [("Phụ lục I.1", "2024-Q1", None, "in")]
    assert {row.method for row in plan.responsibilities} == {"responsibilities:flattened"}


def test_the_title_of_a_group_of_rows_is_no_column(plan_of: PlanOf) -> None:
    row = "1\nRà soát hộ thiếu đất\nPhòng Nội vụ\nPhòng Tư pháp\nTháng 5/2024\n"
    plan = plan_of(f"{FLAT}Nhóm nhiệm vụ về\nđất đai\n{row}2\nTập huấn\nPhòng Y tế\nPhòng Tư pháp\nQuý I/2024\n")
    assert ("Phụ lục I.2", "2024-Q1", None, "in") in dates(plan)


def test_a_column_whose_first_letter_was_misread_is_a_column(plan_of: PlanOf) -> None:
    rows = (
        "I\nViệc cần kíp\n1\nGia cố bờ\nPhòng Y tế\nSở Y tế\n7/2024\n2\nTập huấn\nPhòng Tư pháp\nSở Y tế\nQuý I/2025\n"
    )
    plan = plan_of(f"Phụ lục I\nLỊCH BÁO CÁO\nTT\nNội dung\nđơn vị thực hiện\nNơi nhận báo cáo\nThời hạn\n{rows}")
    assert [day[:2] for day in dates(plan)] == [("Phụ lục I.1", "2024-07"), ("Phụ lục I.2", "2025-Q1")]


LONG_HEAD = "Phụ lục I\nPHÂN CÔNG\nTT\nViệc cần làm\nCơ quan\nchủ trì\nCơ quan\nphối hợp\nThời gian\nSản phẩm\n"


@pytest.mark.parametrize(
    ("lines", "leads", "partners", "when"),
    [
        pytest.param(
            "Mở lớp ủ phân tại\nnhà\nHội Nông dân\nhuyện\nPhòng Nông\nnghiệp và PTNT\nQuý\nI/2024\nDanh sách\nlớp",
            ["Hội Nông dân huyện"],
            ["Phòng Nông nghiệp và Phát triển nông thôn"],
            "2024-Q1",
            id="a level at the end of a cell",
        ),
        pytest.param(
            "Gặp hộ thiếu nước\nChủ tịch\nUBND huyện\nThường trực\nHĐND huyện\nTháng\n8/2024\nBiên bản",
            ["Chủ tịch Ủy ban nhân dân huyện"],
            ["Thường trực Hội đồng nhân dân huyện"],
            "2024-08",
            id="an office and its body in two lines",
        ),
        pytest.param(
            "Lập bản đồ số\nPhòng Tư pháp\nCông an huyện\nĐến hết\nnăm 2024\nBản đồ",
            ["Phòng Tư pháp"],
            ["Công an huyện"],
            "2024",
            id="a task that ends as a head of bodies sounds",
        ),
        pytest.param(
            "Đo mực nước\nPhòng Y tế\nCác đơn vị liên\nquan\nđịnh kỳ 6\ntháng\nSổ đo",
            ["Phòng Y tế"],
            ["Đơn vị liên quan"],
            None,
            id="a time whose capital was lost",
        ),
        pytest.param(
            "Dọn kênh nội đồng\nPhòng Y tế\nPhòng Tư pháp;\nHội Nông dân\nQuý\nI/2024\nNhật ký",
            ["Phòng Y tế"],
            ["Phòng Tư pháp", "Hội Nông dân"],
            "2024-Q1",
            id="a cell goes on behind its semicolon",
        ),
        pytest.param(
            "Thay vòi nước\nVăn phòng\nUBND huyện\nPhòng Tư pháp\nTrước\n15/8/2024\nBiên bản",
            ["Văn phòng Ủy ban nhân dân huyện"],
            ["Phòng Tư pháp"],
            "2024-08-15",
            id="two bodies with nothing between them are not of one cell",
        ),
        pytest.param(
            "Trồng tre chắn sóng\nPhòng Y tế\nCông an huyện\nTháng\n9/2024\nBản đồ\nII\nViệc sau lũ\ncủa vùng bãi",
            ["Phòng Y tế"],
            ["Công an huyện"],
            "2024-09",
            id="the number of the next group alone on its line",
        ),
    ],
)
def test_flattened_rows_of_narrow_columns(
    plan_of: PlanOf, lines: str, leads: list[str], partners: list[str], when: str | None
) -> None:
    group = "B. Việc thường kỳ\n"
    other = "2\nTổng kết\nPhòng Y tế\nPhòng Tư pháp\nQuý IV/2025\nBáo cáo\n"
    plan = plan_of(f"{LONG_HEAD}A. Việc trước mắt\n1\n{lines}\n{group}{other}")
    rows = [row for row in plan.responsibilities if row.section == "Phụ lục I.1"]
    assert [row.agency for row in rows if row.role == "lead"] == leads
    assert [row.agency for row in rows if row.role == "coordinate"] == partners
    assert [row.when for row in plan.deadlines if row.section == "Phụ lục I.1"] == [when]


def test_flattened_rows_that_can_be_read_in_two_ways_are_left_and_noted(plan_of: PlanOf) -> None:
    row = "\nRà soát quy hoạch\nPhòng Nội vụ\nPhòng Y tế\nPhòng Tư pháp\nQuý I/2024\n"
    plan = plan_of(f"{FLAT}1{row}2{row}")
    assert (duties(plan), dates(plan)) == ([], [])
    assert any(note.startswith("Bảng biểu: 2 dòng") for note in plan.notes)
