"""Small documents of known content, made for the tests of reading."""

from __future__ import annotations

import io
from collections.abc import Iterable

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from fixtures.generator.typefaces import font_file, font_name

LINES = [
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Ủy ban nhân dân xã ban hành kế hoạch xây dựng nông thôn mới",
    "trên địa bàn, phấn đấu đến năm 2027 có 05 thôn đạt chuẩn.",
]
TOP, LEFT, STEP, SIZE = 760.0, 90.0, 20.0, 13.0

Piece = tuple[float, float, str]


def paragraph(lines: Iterable[str] = LINES) -> list[Piece]:
    return [(LEFT, TOP - STEP * i, line) for i, line in enumerate(lines)]


def paper(*pages: list[Piece], font: str | None = None, size: tuple[float, float] = (595, 842)) -> bytes:
    """Make a PDF; each page is a list of (x, y from the bottom, text)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=True)
    for pieces in pages:
        canvas.setFont(font or font_name("plain"), SIZE)
        for x, y, text in pieces:
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(lines: Iterable[str] = LINES, dpi: int = 200, height_pt: float = 200) -> Image.Image:
    """Draw lines as a scanner would see them, without noise."""
    k = dpi / 72
    image = Image.new("L", (round(595 * k), round(height_pt * k)), 255)
    font = ImageFont.truetype(str(font_file("plain")), round(14 * k))
    for index, line in enumerate(lines):
        ImageDraw.Draw(image).text((60 * k, (40 + 24 * index) * k), line, 0, font=font)
    return image


def scanned(image: Image.Image, layer: Iterable[str] = (), dpi: int = 200) -> bytes:
    """Put a picture on a page of its size, with an invisible text layer over it."""
    out = io.BytesIO()
    width, height = image.width * 72 / dpi, image.height * 72 / dpi
    canvas = Canvas(out, pagesize=(width, height), invariant=True)
    canvas.drawImage(ImageReader(image), 0, 0, width, height)
    text = canvas.beginText(60, height - 50)
    text.setTextRenderMode(3)
    text.setFont(font_name("plain"), 14)
    for line in layer:
        text.textLine(line)
    canvas.drawText(text)
    canvas.save()
    return out.getvalue()


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()
