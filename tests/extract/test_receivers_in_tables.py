"""To whom the task or the product of a table's row goes."""

from __future__ import annotations

import pytest
from ruled_pages import page_with, plan_of_pages

TITLE = "Phụ lục II\nPHÂN CÔNG NHIỆM VỤ"
HEAD = ("TT", "Nhiệm vụ", "Cơ quan\nchủ trì", "Cơ quan\nphối hợp", "Sản phẩm", "Thời gian\nhoàn thành")


@pytest.mark.parametrize(
    ("task", "product", "expected"),
    [
        ("Lập đề án trồng rừng,\ntrình HĐND tỉnh", "Đề án", ["Hội đồng nhân dân tỉnh"]),
        ("Lập đề án trồng rừng", "Đề án trình\nThủ tướng Chính phủ", ["Thủ tướng Chính phủ"]),
        ("Trình Bộ Chính trị Đề án\nmới", "Tờ trình", ["Bộ Chính trị"]),
        (
            "Rà soát luật",
            "Báo cáo được trình Ban Chỉ\nđạo Trung ương về hoàn\nthiện thể chế, pháp luật",
            ["Ban Chỉ đạo Trung ương về hoàn thiện thể chế, pháp luật"],
        ),
        ("Lập chương trình khảo sát", "Báo cáo kết quả của\nPhòng Y tế", []),
        ("Gửi Phòng Nội vụ số liệu", "Biểu số liệu", []),  # it leads itself
    ],
)
def test_who_receives(task: str, product: str, expected: list[str]) -> None:
    row = ("4", task, "Phòng Nội vụ", "Phòng Tư pháp", product, "Quý II/2023")
    rows = plan_of_pages(page_with(2, TITLE, [HEAD, row])).responsibilities
    assert [row.agency for row in rows if row.role == "receive"] == expected


def test_a_column_of_those_it_is_submitted_to() -> None:
    head = ("TT", "Nhiệm vụ", "Cơ quan\nchủ trì", "Cấp trình", "Thời gian\nhoàn thành")
    row = ("4", "Lập đề án trồng rừng", "Phòng Nội vụ", "UBND tỉnh", "Quý II/2023")
    rows = plan_of_pages(page_with(2, TITLE, [head, row])).responsibilities
    assert [(row.section, row.agency) for row in rows if row.role == "receive"] == [
        ("Phụ lục II.4", "Ủy ban nhân dân tỉnh")
    ]


@pytest.mark.parametrize("head", ["Nơi nhận\nbáo cáo", "Cơ quan nhận", "Gửi về"])
def test_a_column_of_those_who_are_sent_it(head: str) -> None:
    heads = ("TT", "Nội dung báo cáo", "Đơn vị thực hiện", head, "Thời hạn")
    row = ("2", "Số ca sốt rét", "Trạm Y tế xã", "Phòng Y tế;\nUBND huyện", "15/7/2023")
    rows = plan_of_pages(page_with(2, TITLE, [heads, row])).responsibilities
    assert [(row.role, row.agency) for row in rows] == [
        ("lead", "Trạm Y tế xã"),
        ("receive", "Phòng Y tế"),
        ("receive", "Ủy ban nhân dân huyện"),
    ]


def test_a_board_of_a_body_is_no_body_beside_it() -> None:
    heads = ("TT", "Nhiệm vụ", "Cơ quan\nchủ trì", "Thời hạn")
    row = ("1", "Họp cử tri", "Ban Thường trực\nỦy ban MTTQ Việt Nam\nhuyện", "15/7/2023")
    rows = plan_of_pages(page_with(2, TITLE, [heads, row])).responsibilities
    assert [row.role for row in rows] == ["lead"]
