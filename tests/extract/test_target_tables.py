"""Tables of targets: by year, by unit and year, lists of units with their year, and targets that tasks state."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text
from ruled_pages import Row, page_with, plan_of_pages

from ntm_extract.plan import Plan, Target

TITLE = "Phụ lục I\nPHÂN KỲ CHỈ TIÊU THEO NĂM\n(Kèm theo Kế hoạch số 15/KH-UBND)"
YEARS = ("TT", "Chỉ tiêu", "ĐVT", "Năm 2023", "Năm 2024", "Năm 2025")


def of_rows(*rows: Row, title: str = TITLE, head: str = "district") -> list[Target]:
    """Give the targets of an appendix with one table."""
    return of_appendix(plan_of_pages(page_with(2, title, rows), head=head))


def of_appendix(plan: Plan) -> list[Target]:
    return [row for row in plan.targets if row.section.startswith("Phụ lục")]


def told(rows: list[Target]) -> list[tuple[str, float | None, float | None, str | None, str | None, bool]]:
    """Give (indicator, value, share, unit, due, breakdown)."""
    return [(r.indicator, r.value, r.share_pct, r.unit, r.due, r.breakdown) for r in rows]


def test_years_before_the_last_only_lead_up_to_it() -> None:
    rows = of_rows(YEARS, ("2", "Thu nhập bình quân\nđầu người", "Triệu đồng/\nngười", "38", "41,5", "46"))
    unit = "triệu đồng/người"
    assert told(rows) == [
        ("rural_income", 38, None, unit, "2023", True),
        ("rural_income", 41.5, None, unit, "2024", True),
        ("rural_income", 46, None, unit, "2025", False),
    ]
    assert {(row.section, row.text, row.page) for row in rows} == {("Phụ lục I.2", "Thu nhập bình quân đầu người", 2)}
    assert all(row.quote.split("\n")[0] == "2" for row in rows)
    assert all(row.quote.endswith("46") for row in rows)


def test_figures_counted_anew_each_year_lead_up_to_nothing() -> None:
    rows = of_rows(YEARS, ("1", "Sản phẩm OCOP công nhận mới", "Sản phẩm", "3", "4", "4"))
    assert [(row.value, row.change, row.breakdown) for row in rows] == [
        (3, "increase", False),
        (4, "increase", False),
        (4, "increase", False),
    ]


@pytest.mark.parametrize(
    ("name", "unit", "cell", "expected"),
    [
        pytest.param("Tỷ lệ hộ nghèo", "%", "1,6", ("poverty_rate", None, 1.6, "hộ", "="), id="a share"),
        pytest.param("Tỷ lệ hộ nghèo (%)", "", "1,6", ("poverty_rate", None, 1.6, "hộ", "="), id="unit in the name"),
        pytest.param("Tỷ lệ dân số dùng nước sạch", "%", "≥ 95", ("other", None, 95, "dân số", ">="), id="at least"),
        pytest.param("Tỷ lệ hộ nghèo có bảo hiểm y tế", "%", "100", ("other", None, 100, "hộ", "="), id="of the poor"),
        pytest.param("Xã đạt chuẩn nông thôn mới", "Xã", "9/15", ("communes_ntm", 9, None, "xã", "="), id="a part"),
        pytest.param(
            "Thôn nông thôn mới kiểu mẫu", "Thôn", "12", ("villages_ntm_model", 12, None, "thôn", "="), id="villages"
        ),
        pytest.param("Diện tích rừng trồng mới", "Ha", "1.250", ("other", 1250, None, "ha", "="), id="thousands"),
        pytest.param("Số hợp tác xã hoạt động", "HTX", "14", ("other", 14, None, "HTX", "="), id="abbreviated unit"),
    ],
)
def test_what_a_row_counts(
    name: str, unit: str, cell: str, expected: tuple[str, float | None, float | None, str, str]
) -> None:
    (row,) = of_rows(("TT", "Chỉ tiêu", "Đơn vị tính", "Năm 2025"), ("1", name, unit, cell))
    assert (row.indicator, row.value, row.share_pct, row.unit, row.comparator) == expected


@pytest.mark.parametrize(
    ("name", "comparator", "change"),
    [
        ("Tỷ lệ hộ nghèo còn dưới (%)", "<", "level"),
        ("Tỷ lệ trẻ suy dinh dưỡng (tối đa)", "<=", "level"),
        ("Giảm tỷ lệ sinh con thứ ba xuống không quá", "<=", "level"),
        ("Số lớp học tối thiểu", ">=", "level"),
        ("Tuổi thọ bình quân tăng lên", "=", "level"),
        ("Mức tăng dân số", "=", "level"),
        ("Số người học nghề tăng thêm", "=", "increase"),
    ],
)
def test_the_name_of_a_quantity_says_how_its_figures_are_meant(name: str, comparator: str, change: str) -> None:
    [row] = of_rows(("TT", "Chỉ tiêu", "ĐVT", "Năm 2025"), ("1", name, "", "7"))
    assert (row.comparator, row.change) == (comparator, change)


@pytest.mark.parametrize("cell", ["-", "x", "Đạt", "Theo hướng dẫn của tỉnh", ""])
def test_cells_without_a_number_give_no_row(cell: str) -> None:
    assert of_rows(YEARS, ("1", "Tỷ lệ hộ nghèo", "%", cell, "", "")) == []


def test_a_range_has_both_ends() -> None:
    (row,) = of_rows(("TT", "Chỉ tiêu", "ĐVT", "Năm 2025"), ("1", "Mô hình mới", "Mô hình", "10 - 12"))
    assert (row.comparator, row.value, row.value_max) == ("range", 10, 12)


def test_units_by_year_detail_the_total() -> None:
    rows = of_rows(
        ("STT", "Xã", "Năm 2023 (%)", "Năm 2025 (%)"),
        ("1", "Pha Long", "88,5", "92"),
        ("", "Toàn huyện", "90,0", "95,0"),
        title="Phụ lục\nCHỈ TIÊU TỶ LỆ DÂN SỐ DÙNG NƯỚC SẠCH THEO XÃ",
    )
    assert told(rows) == [
        ("other", None, 88.5, "dân số", "2023", True),
        ("other", None, 92, "dân số", "2025", True),
        ("other", None, 90, "dân số", "2023", True),
        ("other", None, 95, "dân số", "2025", False),
    ]
    assert [(row.section, row.places) for row in rows] == [
        ("Phụ lục.1", ["Pha Long"]),
        ("Phụ lục.1", ["Pha Long"]),
        ("Phụ lục", []),
        ("Phụ lục", []),
    ]


def test_the_first_year_says_for_all_what_is_counted() -> None:
    rows = of_rows(
        ("STT", "Tên xã", "Tỷ lệ hộ có nhà tiêu hợp vệ sinh (%) năm 2021", "Năm 2023", "Năm 2025"),
        ("1", "Bản Lầu", "61", "75", "90"),
        title="PHỤ LỤC\nLỘ TRÌNH CỦA CÁC XÃ",
    )
    assert [(row.places, row.share_pct, row.unit, row.due) for row in rows] == [
        (["Bản Lầu"], 75, "hộ", "2023"),
        (["Bản Lầu"], 90, "hộ", "2025"),
    ]


def test_a_list_of_communes_with_their_year() -> None:
    rows = of_rows(
        ("TT", "Tên xã", "Số tiêu chí\nđã đạt", "Năm đạt chuẩn", "Mục tiêu phấn đấu"),
        ("1", "Lùng Vai", "17/19", "2023", "Đạt chuẩn nông thôn mới"),
        ("2", "Bản Sen", "19/19", "2024", "Đạt chuẩn nông thôn mới\nnâng cao"),
        ("", "Bình quân", "16,5", "", ""),
        title="Phụ lục\nDANH SÁCH XÃ PHẤN ĐẤU ĐẠT CHUẨN",
    )
    assert [(row.indicator, row.value, row.unit, row.due, row.places, row.breakdown) for row in rows] == [
        ("communes_ntm", 1, "xã", "2023", ["Lùng Vai"], True),
        ("communes_ntm_advanced", 1, "xã", "2024", ["Bản Sen"], True),
    ]


def test_the_title_names_the_standard_where_a_head_says_only_that_one_is_met() -> None:
    title = "Phụ lục I\nLỘ TRÌNH XÃ ĐẠT CHUẨN NÔNG THÔN MỚI NÂNG CAO"
    rows = of_rows(("TT", "Xã", "Năm đạt chuẩn"), ("1", "Lùng Vai", "2024"), ("2", "Bản Lầu", "2025"), title=title)
    assert [(row.indicator, row.places, row.due) for row in rows] == [
        ("communes_ntm_advanced", ["Lùng Vai"], "2024"),
        ("communes_ntm_advanced", ["Bản Lầu"], "2025"),
    ]


def test_marks_under_a_year_name_when_a_unit_gets_there() -> None:
    rows = of_rows(
        ("TT", "Tên xã", "2023", "2024", "2025"),
        ("1", "Lùng Vai", "x", "", ""),
        ("2", "Nấm Lư", "", "", "Đạt chuẩn"),
        title="Phụ lục\nLỘ TRÌNH XÃ ĐẠT CHUẨN NÔNG THÔN MỚI",
    )
    assert [(row.indicator, row.due, row.places) for row in rows] == [
        ("communes_ntm", "2023", ["Lùng Vai"]),
        ("communes_ntm", "2025", ["Nấm Lư"]),
    ]


@pytest.mark.parametrize(
    "title", ["DỰ TOÁN KINH PHÍ THỰC HIỆN KẾ HOẠCH", "HIỆN TRẠNG CÁC CHỈ TIÊU", "KẾT QUẢ THỰC HIỆN CHỈ TIÊU"]
)
def test_tables_of_money_and_of_what_is_the_case_are_no_targets(title: str) -> None:
    assert of_rows(YEARS, ("1", "Đường liên thôn", "Km", "3", "4", "5"), title=f"Phụ lục\n{title}") == []


def test_years_gone_by_are_no_targets() -> None:
    rows = of_rows(
        ("TT", "Chỉ tiêu", "ĐVT", "Thực hiện\nnăm 2021", "Năm 2020", "Kế hoạch\nnăm 2023"),
        ("1", "Tỷ lệ hộ nghèo", "%", "9,1", "10,2", "7,5"),
    )
    assert [(row.due, row.share_pct) for row in rows] == [("2023", 7.5)]


def test_figures_of_the_year_of_an_annual_plan() -> None:
    (row,) = of_rows(("TT", "Chỉ tiêu", "ĐVT", "Kế hoạch"), ("1", "Tỷ lệ hộ nghèo", "%", "7,5"), head="year")
    assert (row.due, row.share_pct) == ("2023", 7.5)


def test_a_target_that_a_task_states() -> None:
    rows = of_rows(
        ("TT", "Nhiệm vụ", "Chủ trì", "Thời gian"),
        ("1", "Phấn đấu 80% hồ sơ được giải quyết trực tuyến", "Phòng Nội vụ", "2024"),
        ("2", "Mua 15 máy tính cho bộ phận một cửa", "Phòng Nội vụ", "2024"),
    )
    assert [(row.section, row.share_pct, row.unit) for row in rows] == [("Phụ lục I.1", 80, "hồ sơ")]


def test_a_figure_taken_for_the_next_number_gives_no_row_of_mixed_cells() -> None:
    lines = ["TT", "Chỉ tiêu", "ĐVT", "Năm 2024", "Năm 2025", "1", "Xã đạt chuẩn nông thôn mới", "Xã", "2", "4"]
    lines += ["2", "Tỷ lệ hộ nghèo", "%", "2,1", "1,6"]
    plan = extract_text(HEADS["district"] + "Phụ lục I\nPHÂN KỲ CHỈ TIÊU\n" + "\n".join(lines))
    assert all(row.text in ("Xã đạt chuẩn nông thôn mới", "Tỷ lệ hộ nghèo") for row in of_appendix(plan))
    assert all(row.share_pct in (2.1, 1.6) for row in of_appendix(plan) if row.indicator == "poverty_rate")


@pytest.mark.parametrize(
    ("heads", "cells", "indicator"),
    [
        pytest.param(
            ("TT", "Tên xã", "Năm về đích", "Hướng phấn đấu cụ thể của xã"),
            ("1", "Sơn Hà", "2024", "Nông thôn mới nâng cao"),
            "communes_ntm_advanced",
            id="a head that nobody knows",
        ),
        pytest.param(
            ("TT", "Tên xã", "Năm về đích", "Mức đạt"),
            ("1", "Sơn Hà", "2024", "Đạt chuẩn NTM kiểu mẫu"),
            "communes_ntm_model",
            id="level to be reached",
        ),
        pytest.param(
            ("TT", "Tên xã", "Năm về đích", "Ghi chú"),
            ("1", "Sơn Hà", "2024", "Giữ các tiêu chí nâng cao"),
            "communes_ntm",
            id="a remark is no standard",
        ),
    ],
)
def test_a_cell_that_names_nothing_but_a_standard(heads: Row, cells: Row, indicator: str) -> None:
    (row,) = of_rows(heads, cells, title="Phụ lục I\nDANH SÁCH XÃ NÔNG THÔN MỚI")
    assert (row.indicator, row.places, row.due) == (indicator, ["Sơn Hà"], "2024")


def test_a_small_letter_that_was_a_capital_still_begins_a_name() -> None:
    (row,) = of_rows(
        ("TT", "Huyện", "Năm 2025"), ("1", "Huyện đông Hải", "94,4"), title="Phụ lục I\nTỶ LỆ BAO PHỦ BẢO HIỂM Y TẾ (%)"
    )
    assert row.places == ["Đông Hải"]


def test_years_under_the_names_of_standards_are_no_amounts() -> None:
    rows = of_rows(
        ("TT", "Xã", "Nông thôn mới", "Nông thôn mới nâng cao"),
        ("1", "Nậm Lúc", "2023", "2025"),
        ("2", "Tà Chải", "Đã đạt", "2024"),
        title="Phụ lục I\nLỘ TRÌNH CỦA TỪNG XÃ",
    )
    assert [(row.indicator, row.value, row.due, row.places) for row in rows] == [
        ("communes_ntm", 1, "2023", ["Nậm Lúc"]),
        ("communes_ntm_advanced", 1, "2025", ["Nậm Lúc"]),
        ("communes_ntm_advanced", 1, "2024", ["Tà Chải"]),
    ]


def test_the_village_is_the_unit_wherever_its_column_stands() -> None:
    (row,) = of_rows(
        ("STT", "Thôn", "Xã", "Tiêu chuẩn phấn đấu", "Năm hoàn thành"),
        ("1", "Nậm Chảy", "Tà Chải", "Thôn nông thôn mới kiểu mẫu", "2024"),
        title="Phụ lục I\nDANH SÁCH ĐĂNG KÝ",
    )
    assert (row.indicator, row.places, row.unit, row.due) == ("villages_ntm_model", ["Nậm Chảy"], "thôn", "2024")


@pytest.mark.parametrize("at", [1, 4])
def test_years_are_parts_of_the_sum_beside_them(at: int) -> None:
    heads, cells = ["Nội dung", "Năm 2023", "Năm 2024", "Năm 2025"], ["Xã đạt chuẩn NTM", "2", "3", "1"]
    heads.insert(at, "Tổng")
    cells.insert(at, "6")
    rows = of_rows(tuple(heads), tuple(cells))
    assert sorted((row.value, row.due, row.breakdown) for row in rows) == [
        (1, "2025", True),
        (2, "2023", True),
        (3, "2024", True),
        (6, "2025", False),
    ]


def test_what_is_told_behind_the_only_year_is_of_that_year() -> None:
    rows = of_rows(
        ("TT", "Xã", "Tổng số hộ", "Số hộ nghèo giảm năm 2023", "Tỷ lệ hộ nghèo còn lại (%)"),
        ("1", "Nậm Lúc", "950", "42", "12,5"),
        title="Phụ lục I\nCHỈ TIÊU GIẢM NGHÈO",
    )
    assert [(row.value, row.share_pct, row.due) for row in rows] == [(42, None, "2023"), (None, 12.5, "2023")]


@pytest.mark.parametrize(
    ("head", "indicator"), [("Sản phẩm công nhận mới", "ocop_products"), ("Tỷ lệ sản phẩm có mã vạch (%)", "other")]
)
def test_products_of_a_table_of_the_programme(head: str, indicator: str) -> None:
    (row,) = of_rows(("TT", "Xã", head), ("1", "Nậm Lúc", "3"), title="Phụ lục I\nPHÂN BỔ CHỈ TIÊU OCOP NĂM 2023")
    assert row.indicator == indicator
