"""Draw the picture of the READMEs: the first page of a sample plan, and rows extracted from the same plan.

    python docs/draw_readme_picture.py        # writes docs/images/input-output.png

Needs the fonts of the sample plans (Debian: fonts-liberation2). The rows are what the package extracts at this moment;
run it again when the extraction of the sample has changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont

from ntm_extract import extract
from ntm_extract.plan import Plan, Provenance

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = "fixtures/samples/muong-khuong-text.pdf"
TARGET = ROOT / "docs" / "images" / "input-output.png"
FONTS = Path("/usr/share/fonts/truetype/liberation2")

PAGE_WIDTH, TABLE_WIDTH, GAP = 780, 990, 34
ROW, SIZE = 27, 17
INK, PALE, LINE = "#1c2530", "#5d6b7a", "#c9d1d9"


class Shown(NamedTuple):
    """One table as the picture shows it: its colour, how many rows, and its columns with their widths in pixels."""

    name: str
    label: str
    colour: str
    rows: int
    columns: tuple[tuple[str, int], ...]


SHOWN = (
    Shown(
        "references", "văn bản viện dẫn", "#1f6feb", 3,
        (("relation", 120), ("number", 150), ("date", 110), ("issuer", 350), ("section", 100), ("page", 60)),
    ),
    Shown(
        "targets", "chỉ tiêu", "#c2410c", 9,
        (("indicator", 225), ("comparator", 115), ("value", 65), ("denominator", 125), ("share_pct", 100),
         ("unit", 110), ("due", 60), ("section", 75), ("page", 60)),
    ),
    Shown(
        "deadlines", "mốc thời gian", "#15803d", 7,
        (("when", 110), ("recurrence", 380), ("modifier", 90), ("action", 210), ("section", 80), ("page", 60)),
    ),
    Shown(
        "responsibilities", "phân công", "#7e22ce", 6,
        (("agency", 370), ("role", 105), ("task", 315), ("section", 80), ("page", 60)),
    ),
)  # fmt: skip


def main() -> None:
    """Draw and save."""
    plan = extract(str(ROOT / SAMPLE))
    page, scale = draw_page()
    tagged = list(number_rows(plan))
    mark_rows(page, scale, tagged)
    table = draw_tables(tagged)
    height = max(page.height, table.height)
    sheet = Image.new("RGB", (GAP + page.width + GAP + table.width + GAP, height + 2 * GAP), "white")
    sheet.paste(page, (GAP, GAP))
    sheet.paste(table, (GAP + page.width + GAP, GAP))
    ImageDraw.Draw(sheet).rectangle((GAP - 1, GAP - 1, GAP + page.width, GAP + page.height), outline=LINE)
    TARGET.parent.mkdir(exist_ok=True)
    sheet.quantize(64, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    print(f"{TARGET.relative_to(ROOT)}: {sheet.width} × {sheet.height}, {TARGET.stat().st_size / 1000:.0f} kB")


def number_rows(plan: Plan) -> Iterator[tuple[Shown, int | None, Provenance]]:
    """Give the rows to show; those on the first page with a number by which they are found there."""
    number = 0
    for shown in SHOWN:
        for row in getattr(plan, shown.name)[: shown.rows]:
            first = row.page == 1
            number += first
            yield shown, number if first else None, row


def draw_page() -> tuple[Image.Image, float]:
    """Render the first page of the sample; the scale is pixels a point."""
    document = pdfium.PdfDocument(ROOT / SAMPLE)
    page = document[0]
    scale = PAGE_WIDTH / page.get_width()
    return page.render(scale=scale).to_pil().convert("RGB"), scale


def mark_rows(page: Image.Image, scale: float, tagged: list[tuple[Shown, int | None, Provenance]]) -> None:
    """Mark on the page the words that each numbered row stands on."""
    layer = Image.new("RGBA", page.size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(layer)
    marked: list[tuple[int, float, float, str]] = []
    for shown, number, row in tagged:
        if number is None or not row.bbox or not row.bbox_pages:
            continue
        boxes = [box for box, at in zip(row.bbox, row.bbox_pages, strict=True) if at == 1]
        for x0, top, x1, bottom in boxes:
            edges = (x0 * scale - 1, top * scale - 1, x1 * scale + 1, bottom * scale + 1)
            draw.rectangle(edges, fill=f"{shown.colour}30", outline=shown.colour)
        marked.append((number, boxes[0][0] * scale, boxes[0][1] * scale, shown.colour))
    for number, x, y, colour in marked:
        draw_tag(draw, number, x, y - 2, colour)
    page.paste(layer, (0, 0), layer)


def draw_tag(draw: ImageDraw.ImageDraw, number: int, x: float, y: float, colour: str) -> None:
    """Draw a row's number in a disc around (x, y)."""
    draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill=colour)
    draw.text((x, y), str(number), font=font("Bold", 12), fill="white", anchor="mm")


def draw_tables(tagged: list[tuple[Shown, int | None, Provenance]]) -> Image.Image:
    """Draw the rows as small tables, one under the other."""
    lines = len(tagged) + 3 * len(SHOWN)
    image = Image.new("RGB", (TABLE_WIDTH, lines * ROW + 10), "white")
    draw = ImageDraw.Draw(image)
    y = 4
    for shown in SHOWN:
        rows = [(number, row) for other, number, row in tagged if other is shown]
        draw.text((0, y), shown.name, font=font("Bold", SIZE + 2), fill=shown.colour)
        left = draw.textlength(shown.name, font=font("Bold", SIZE + 2))
        draw.text((left + 10, y + 2), f"– {shown.label}", font=font("Regular", SIZE), fill=PALE)
        y += ROW + 2
        draw_line(draw, y, None, [(name, width) for name, width in shown.columns], "Bold", shown.colour)
        y += ROW
        draw.line((0, y - 4, TABLE_WIDTH, y - 4), fill=shown.colour)
        for number, row in rows:
            cells = [(say(getattr(row, name)), width) for name, width in shown.columns]
            draw_line(draw, y, number, cells, "Regular", shown.colour)
            draw.line((0, y + ROW - 4, TABLE_WIDTH, y + ROW - 4), fill=LINE)
            y += ROW
        y += ROW - 2
    return image.crop((0, 0, TABLE_WIDTH, y))


def draw_line(
    draw: ImageDraw.ImageDraw, y: int, number: int | None, cells: list[tuple[str, int]], style: str, colour: str
) -> None:
    """Draw one line of a table, each cell cut to its width."""
    if number is not None:
        draw_tag(draw, number, 10, y + 10, colour)
    x, face = 30, font(style, SIZE - 1 if style == "Regular" else SIZE - 2)
    for text, width in cells:
        draw.text((x, y), cut(draw, text, width - 12, face), font=face, fill=INK)
        x += width


def cut(draw: ImageDraw.ImageDraw, text: str, width: int, face: ImageFont.FreeTypeFont) -> str:
    """Cut a text at a letter so that it fits, with an ellipsis."""
    if draw.textlength(text, font=face) <= width:
        return text
    while draw.textlength(f"{text}…", font=face) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def say(value: Any) -> str:
    """Give a cell's value as a table file shows it."""
    if value is None:
        return ""
    return f"{value:g}" if isinstance(value, float) else str(value)


def font(style: str, size: int) -> ImageFont.FreeTypeFont:
    """Load a face of Liberation Sans."""
    return ImageFont.truetype(str(FONTS / f"LiberationSans-{style}.ttf"), size)


if __name__ == "__main__":
    main()
