"""Small PDFs for the tests of the benchmarks."""

from __future__ import annotations

from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from fixtures.generator.typefaces import font_name


def lines_page(*pages: list[str]) -> bytes:
    """Make a PDF of pages of lines."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=True)
    for lines in pages:
        canvas.setFont(font_name("plain"), 13)
        for number, line in enumerate(lines):
            canvas.drawString(80, 780 - 18 * number, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def drawn_page(rows: list[list[str]]) -> bytes:
    """Make a PDF of one page with a ruled table."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=True)
    canvas.setFont(font_name("plain"), 13)
    for row, cells in enumerate(rows):
        for column, text in enumerate(cells):
            canvas.rect(80 + 120 * column, 700 - 24 * row, 120, 24)
            canvas.drawString(86 + 120 * column, 707 - 24 * row, text)
    canvas.save()
    return out.getvalue()
