from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from papers import paper, paragraph
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from fixtures.generator.typefaces import font_name
from ntm_extract.read import read_document
from ntm_extract.read.layout.lattice import Rule, Rules, find_grids

ROWS = [
    ["TT", "Tên xã", "Số tiêu chí", ""],
    ["", "", "hiện đạt", "phấn đấu"],
    ["1", "Nà Tấu", "15/19", "19/19"],
    ["2", "Bản Pho", "12/19", ""],
]


def table_paper(rows: list[list[str]], *style: tuple[object, ...]) -> bytes:
    out = io.BytesIO()
    table = Table(rows, colWidths=[40, 120, 90, 90])
    table.setStyle(TableStyle([("FONT", (0, 0), (-1, -1), font_name("plain"), 12), *style]))
    SimpleDocTemplate(out, invariant=True).build([table])
    return out.getvalue()


def cells_of(data: bytes) -> dict[tuple[int, int], str]:
    page = read_document(data).pages[0]
    (table,) = page.tables
    return {(c.row, c.column): page.text[c.start : c.end] for c in table.cells}


def test_ruled_table_with_merged_cells() -> None:
    merged = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (1, 1)), ("SPAN", (2, 0), (3, 0))]
    assert cells_of(table_paper(ROWS, ("GRID", (0, 0), (-1, -1), 0.5, colors.black), *merged)) == {
        (0, 0): "TT", (0, 1): "Tên xã", (0, 2): "Số tiêu chí",
        (1, 2): "hiện đạt", (1, 3): "phấn đấu",
        (2, 0): "1", (2, 1): "Nà Tấu", (2, 2): "15/19", (2, 3): "19/19",
        (3, 0): "2", (3, 1): "Bản Pho", (3, 2): "12/19", (3, 3): "",
    }  # fmt: skip


def test_cells_are_read_row_by_row_one_line_each() -> None:
    rows = [["TT", "Tên xã", "Năm đạt\nchuẩn", "Ghi chú"], ["1", "Nà Tấu", "2026", "Xã điểm\ncủa huyện"]]
    reading = read_document(table_paper(rows, ("GRID", (0, 0), (-1, -1), 0.5, colors.black)))
    assert reading.text.split("\n") == [
        "TT", "Tên xã", "Năm đạt", "chuẩn", "Ghi chú", "1", "Nà Tấu", "2026", "Xã điểm", "của huyện",
    ]  # fmt: skip


def test_frame_around_the_page_is_no_table() -> None:
    boxed = table_paper([["", "Trang bìa", "", ""]], ("BOX", (0, 0), (-1, -1), 1, colors.black))
    assert read_document(boxed).pages[0].tables == ()
    assert read_document(paper(paragraph())).pages[0].tables == ()


def lattice(xs: list[float], ys: list[float]) -> Rules:
    return Rules([Rule(y, xs[0], xs[-1]) for y in ys], [Rule(x, ys[0], ys[-1]) for x in xs])


@given(st.integers(2, 9), st.integers(2, 9), st.floats(12, 60), st.floats(-1, 1))
def test_every_full_lattice_gives_all_its_cells(rows: int, columns: int, side: float, jitter: float) -> None:
    xs, ys = [50 + side * i for i in range(columns + 1)], [80 + side * i for i in range(rows + 1)]
    rules = lattice(xs, ys)
    shaken = Rules([r._replace(start=r.start + jitter) for r in rules.horizontal], rules.vertical)
    (grid,) = find_grids(shaken)
    assert [(r, c) for r, c, _ in grid.cells] == [(r, c) for r in range(rows) for c in range(columns)]


@pytest.mark.parametrize(
    "rules", [Rules([], []), Rules([Rule(10, 0, 90)], [Rule(5, 0, 90)]), lattice([0, 50], [0, 20, 40])]
)
def test_too_few_rules_make_no_table(rules: Rules) -> None:
    assert find_grids(rules) == []


def test_a_drawing_of_many_strokes_is_no_table() -> None:
    assert find_grids(lattice([float(i * 9) for i in range(3000)], [float(i * 9) for i in range(3000)])) == []


def long_paper(rows: int, repeat: int = 0, after: str | None = None, widths: tuple[int, ...] = (40, 160, 90)) -> bytes:
    """Set a table that goes over pages, with its head repeated or not; then a second table of the same columns."""

    def number(canvas: Canvas, _: object) -> None:
        canvas.setFont(font_name("plain"), 11)
        canvas.drawCentredString(300, 800, str(canvas.getPageNumber()))

    head = ["TT", "Tên xã", "Số tiêu chí"]
    body = [[str(row), f"Bản Pho {row}", "12/19"] for row in range(1, rows + 1)]
    font = font_name("plain")
    style = TableStyle([("FONT", (0, 0), (-1, -1), font, 12), ("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    parts: list[Flowable] = [LongTable([head, *body], colWidths=[40, 160, 90], style=style, repeatRows=repeat)]
    if after is not None:
        parts += [PageBreak(), Paragraph(after, ParagraphStyle("", fontName=font))]
        parts.append(Table([head, ["1", "Nà Tấu", "15/19"]], colWidths=list(widths), style=style))
    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=True).build(parts, onFirstPage=number, onLaterPages=number)
    return out.getvalue()


@pytest.mark.parametrize("repeat", [0, 1])
def test_a_table_goes_on_over_pages_with_or_without_its_head(repeat: int) -> None:
    pages = read_document(long_paper(80, repeat)).pages
    assert len(pages) > 2
    assert [[table.continues for table in page.tables] for page in pages] == [[False], *[[True]] * (len(pages) - 1)]


@pytest.mark.parametrize(("after", "widths"), [("Biểu số 02", (40, 160, 90)), ("", (90, 110, 90))])
def test_another_table_on_the_next_page_is_no_continuation(after: str, widths: tuple[int, ...]) -> None:
    first, second = read_document(long_paper(5, after=after, widths=widths)).pages
    assert [table.continues for table in (*first.tables, *second.tables)] == [False, False]
