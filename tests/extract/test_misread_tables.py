"""Flattened tables of appendices that were misread: heads, numbers of rows and figures with wrong letters."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, untouched

from ntm_extract.extract import load_extractor
from ntm_extract.outline import outline
from ntm_extract.pages import Page, Reading, Verdict
from ntm_extract.plan import Plan

BODY = "I. MỤC TIÊU\n1. Phấn đấu giữ vững kết quả đã đạt được.\nNơi nhận:\n- Lưu: VT.\n"
GOALS = "Phụ lục I\nCHỈ TIÊU THEO NĂM\n(Kèm theo Kế hoạch này)\n"
TASKS = "Phụ lục II\nPHÂN CÔNG NHIỆM VỤ\n(Kèm theo Kế hoạch này)\n"


def misread(text: str) -> Plan:
    """Extract a text of a page whose letters may be wrong, as it was left by the restorer."""
    verdict = Verdict("marks-lost", "restore", "Mất dấu.")
    reading = Reading((Page(1, text, (), 0, 0, "plain", verdict),), "text")
    return load_extractor().extract(
        outline(text, misread=True), untouched(text), reading, source="mau.txt", doc_id="0" * 16
    )


def lines(*cells: str) -> str:
    return "".join(f"{line}\n" for cell in cells for line in cell.split("|"))


def figures(*cells: str, title: str = GOALS) -> list[tuple[str, float | None, str | None, str]]:
    plan = misread(HEADS["district"] + BODY + title + lines(*cells))
    return [
        (row.indicator, row.share_pct if row.value is None else row.value, row.due, row.section)
        for row in plan.targets
        if row.section.startswith("Phụ lục")
    ]


HEAD = ("STT", "Chỉ tiêu", "Đơn vị tính", "Năm|2023", "Năm|2024")
FIRST = ("1", "Xã đạt chuẩn nông thôn mới", "Xã", "3", "4")
SECOND = ("2", "Tỷ lệ hộ nghèo", "%", "6,1", "5,2")
FIRST_ROWS = [("communes_ntm", 3, "2023", "Phụ lục I.1"), ("communes_ntm", 4, "2024", "Phụ lục I.1")]
SECOND_ROWS = [("poverty_rate", 6.1, "2023", "Phụ lục I.2"), ("poverty_rate", 5.2, "2024", "Phụ lục I.2")]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param((*HEAD, "i", *FIRST[1:], *SECOND), id="the number of the first row is a letter"),
        pytest.param((*HEAD, *FIRST, "z", *SECOND[1:]), id="the number of a later row is a letter"),
        pytest.param((*HEAD, *FIRST, "5", *SECOND[1:]), id="the number of a row is another number"),
        pytest.param((*HEAD, *FIRST[1:], *SECOND), id="the number of the first row is lost"),
        pytest.param(("ea", *HEAD[1:], *FIRST, *SECOND), id="the head of the numbers is misread"),
        pytest.param((HEAD[0], "Chi tieuu", "Đon vj tinh", *HEAD[3:], *FIRST, *SECOND), id="heads are misread"),
        pytest.param((HEAD[0], "Chỉ tự tìm", "Đến", *HEAD[3:], *FIRST, *SECOND), id="heads before years are unknown"),
        pytest.param((*HEAD[:3], "Năm 2023.", "Nam 2024", *FIRST, *SECOND), id="a stop behind a year"),
        pytest.param((*HEAD, *FIRST, "2", "Tỷ léhd nghéo", *SECOND[2:]), id="an indicator is misread"),
        pytest.param((*HEAD, *FIRST, "2", "‘Tỷ lệ hộ|nghèo", *SECOND[2:]), id="an indicator on two lines"),
    ],
)
def test_rows_of_figures_are_told_by_their_build(cells: tuple[str, ...]) -> None:
    assert figures(*cells) == FIRST_ROWS + SECOND_ROWS


def test_a_figure_read_as_letters_is_left_out_and_not_guessed() -> None:
    assert figures(*HEAD, *FIRST, "2", "Tỷ lệ hộ nghèo", "%", "S17", "5,2") == FIRST_ROWS + SECOND_ROWS[1:]


def test_a_share_beyond_all_is_no_figure() -> None:
    assert figures(*HEAD, "i", *FIRST[1:], *SECOND[:4], "605") == FIRST_ROWS + SECOND_ROWS[:1]


def test_equality_is_what_is_read_for_at_least() -> None:
    text = lines(*HEAD, "i", "Hộ dùng nước sạch", "%", "> 60", "= 70")
    plan = misread(HEADS["district"] + BODY + GOALS + text)
    assert [(row.comparator, row.share_pct) for row in plan.targets if row.due] == [(">=", 60), (">=", 70)]


def test_a_row_that_sums_up_needs_no_number() -> None:
    title = "Phụ lục I\nTỶ LỆ HỘ NGHÈO (%) THEO XÃ\n"
    cells = ("TT", "Tên xã", "Năm|2023", "Năm|2024", "i", "Bản Lầu", "8,1", "7", "2", "Nấm Lư", "9", "8,2")
    found = figures(*cells, "Toàn huyện", "8,5", "7,5", title=title)
    assert [(amount, section) for _, amount, _, section in found[-2:]] == [(8.5, "Phụ lục I"), (7.5, "Phụ lục I")]


TASK_HEAD = ("STT", "Nội dung", "Cơ quan chủ|trì", "Cơ quan phối|hợp", "Thời gian|hoàn thành")
ONE = ("1", "Lập danh mục đường nội|đồng", "Phòng Kinh tế", "Phòng Nội vụ", "Quý II/2023")
TWO = ("2", "Khảo sát nhà văn hóa", "Phòng Văn hóa và|Thông tin", "UBND các xã", "Trước ngày|30/11/2023")
DUTIES = [
    ("Phòng Kinh tế", "lead", "Phụ lục II.1"),
    ("Phòng Nội vụ", "coordinate", "Phụ lục II.1"),
    ("Phòng Văn hóa và Thông tin", "lead", "Phụ lục II.2"),
    ("Ủy ban nhân dân xã", "coordinate", "Phụ lục II.2"),
]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param((*TASK_HEAD, "i", *ONE[1:], *TWO), id="the number of the first row is a letter"),
        pytest.param((*TASK_HEAD, *ONE, "z", *TWO[1:]), id="the number of the last row is a letter"),
        pytest.param(("STT", "Nọi dunh", "Co quan chú|tri", "Coquanphoi|hợp", "Thời han", *ONE, *TWO), id="heads"),
        pytest.param((*TASK_HEAD[:3], "Cơ Blane|cần", TASK_HEAD[4], *ONE, *TWO), id="a head told by its place"),
        pytest.param((*TASK_HEAD, *ONE, *TASK_HEAD, *TWO), id="the head again on the next page"),
        pytest.param((*TASK_HEAD, "i", *(f"{cell} :" for cell in ONE[1:]), *TWO), id="signs read from specks"),
        pytest.param((*TASK_HEAD, *ONE, "IV. ĐÀO TẠO|CÁN BỘ", *TWO), id="the title of a group in capitals"),
    ],
)
def test_rows_of_tasks_are_told_though_numbers_and_heads_are_misread(cells: tuple[str, ...]) -> None:
    plan = misread(HEADS["district"] + BODY + TASKS + lines(*cells))
    assert [(row.agency, row.role, row.section) for row in plan.responsibilities] == DUTIES
    assert [row.when for row in plan.deadlines] == ["2023-Q2", "2023-11-30"]


@pytest.mark.parametrize(
    ("read", "agency"),
    [
        pytest.param("Phong Taichinh - Kéhoạch", "Phòng Tài chính - Kế hoạch", id="words run together"),
        pytest.param("Ph0ng Kinh té và Ha tầng", "Phòng Kinh tế và Hạ tầng", id="a figure for a letter"),
        pytest.param("Văn phongHDND|và UBND huyện", "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân huyện", id="lines"),
        pytest.param("Bộ ông|nghiệp và Môi|trường", "Bộ Nông nghiệp và Môi trường", id="a letter lost in a long name"),
        pytest.param("Cục Quản lý nhà và|thị trường", "Cục Quản lý nhà và thị trường", id="a line ends behind và"),
        pytest.param("Phòng Lao|kenh deu", "Phòng Lao kenh deu", id="nothing is near"),
    ],
)
def test_a_body_of_a_column_is_told_by_its_letters(read: str, agency: str) -> None:
    plan = misread(HEADS["district"] + BODY + TASKS + lines(*TASK_HEAD, "i", ONE[1], read, *ONE[3:], *TWO))
    assert next(row.agency for row in plan.responsibilities if row.section.endswith("1")) == agency


def test_a_time_that_nobody_can_read_costs_no_body() -> None:
    torn = (*ONE[:4], "Zg Qk oe|ps oo ee")
    plan = misread(HEADS["district"] + BODY + TASKS + lines(*TASK_HEAD, "i", *torn[1:], *TWO))
    assert [(row.agency, row.role, row.section) for row in plan.responsibilities] == DUTIES
    assert [row.when for row in plan.deadlines] == ["2023-11-30"]


def test_before_is_told_by_its_place_though_misread() -> None:
    cells = (*TASK_HEAD, "i", *ONE[1:], *TWO[:-1], "Trivdc|30/11/2023")
    plan = misread(HEADS["district"] + BODY + TASKS + lines(*cells))
    assert [(row.when, row.modifier) for row in plan.deadlines] == [("2023-Q2", "in"), ("2023-11-30", "by")]


def test_no_product_begins_with_a_time() -> None:
    row = ("1", "Tư vấn cho hộ trồng chè|qua điện thoại", "Phòng Kinh tế|và Hạ tầng", "Thường|xuyên", "Lượt tư vấn")
    plan = misread(HEADS["district"] + BODY + TASKS + lines(*TASK_HEAD, "Sản phẩm", *row, *TWO, "Báo cáo"))
    assert [row.agency for row in plan.responsibilities if row.section.endswith("1")] == ["Phòng Kinh tế và Hạ tầng"]


def test_where_a_task_ends_may_stay_open_while_who_does_it_is_sure() -> None:
    row = ("i", "Rà soát thủ tục về đất|Gee|Quy trình|mới", "Phòng Nội vụ", "Phòng Tư pháp", "Quý II/2023")
    head = (*TASK_HEAD[:2], "Sản phẩm", *TASK_HEAD[2:])
    plan = misread(HEADS["district"] + BODY + TASKS + lines(*head, *row, *TWO[:2], "Báo cáo", *TWO[2:]))
    assert [(row.agency, row.role) for row in plan.responsibilities if row.section.endswith("1")] == [
        ("Phòng Nội vụ", "lead"),
        ("Phòng Tư pháp", "coordinate"),
    ]


def test_heads_that_nobody_knows_before_years_are_of_what_is_the_case() -> None:
    head = ("TT", "Thôn", "Tongsd|hộ", "Hoon@heo đầu|năm", "Số hộ thoát|nghèo trong|năm 2023")
    rows = ("i", "Đồi Vải", "142", "61", "14", "2", "Suối Bạc", "128", "58", "13")
    plan = misread(HEADS["district"] + BODY + GOALS + lines(*head, *rows))
    assert [(row.places, row.value, row.due, row.section) for row in plan.targets] == [
        (["Đồi Vải"], 14, "2023", "Phụ lục I.1"),
        (["Suối Bạc"], 13, "2023", "Phụ lục I.2"),
    ]


@pytest.mark.parametrize(
    ("head", "role"), [("Nội dung báo cáo", "receive"), ("Nội dung công việc", "coordinate")], ids=["reports", "tasks"]
)
def test_bodies_under_heads_that_nobody_knows_are_told_by_their_place(head: str, role: str) -> None:
    cells = ("về", head, "Bon aihvech", "Zzunha kk|qeuo", "Thời hạn", *ONE, *TWO)
    plan = misread(HEADS["district"] + BODY + TASKS + lines(*cells))
    assert [(row.agency, row.role) for row in plan.responsibilities] == [
        (agency, "lead" if told == "lead" else role) for agency, told, _ in DUTIES
    ]


def test_an_appendix_whose_columns_nobody_knows_is_no_table() -> None:
    cells = ("STT", "Zzg", "Kkoe", "1", "Đoạn đường", "Tốt", "2", "Cầu", "Xấu")
    plan = misread(HEADS["district"] + BODY + GOALS + lines(*cells))
    assert not [row for row in plan.targets if row.section.startswith("Phụ lục")]


def test_a_page_that_is_right_is_read_as_it_stands() -> None:
    text = HEADS["district"] + BODY + GOALS + lines(*HEAD, *FIRST, *SECOND)
    reading = Reading((Page(1, text, (), 0, 0, "plain", Verdict("good", "take", "Văn bản thuần.")),), "text")
    plan = load_extractor().extract(outline(text), untouched(text), reading, source="mau.txt", doc_id="0" * 16)
    assert [row.indicator for row in plan.targets if row.section.startswith("Phụ lục")] == [
        "communes_ntm",
        "communes_ntm",
        "poverty_rate",
        "poverty_rate",
    ]
