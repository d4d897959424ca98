"""Pages of the gazette as pictures, measured against the text layer that they were published with.

The layer of such a page is as good as gold where all its words are there as text: it has many words, nearly all spelled
as Vietnamese syllables are, and no picture stands beside them. Pages of which that is not so are left out. The order of
the lines in a layer is that of the program that wrote it, so that only figures without line order are of interest.
"""

from __future__ import annotations

import hashlib
import json
from io import BytesIO
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from benchmarks.reading.page_scores import normalise
from ntm_extract.writing.syllables import measure

DPI = 200
LEAST_WORDS = 50
LEAST_SYLLABLES, LEAST_MARKED = 0.97, 0.2
"""Shares of well-formed syllables and of marked letters; a layer that lost letters has less."""
LARGEST_PICTURE = 0.03
"""Share of the page: a seal or a coat of arms is smaller, a scanned signature page larger."""


def rasterise(path: Path, out: Path) -> tuple[Path, tuple[str, ...]]:
    """Make a PDF of the pictures of a document's good pages.

    Args:
        path: a PDF with a text layer.
        out: the folder where the made PDF is kept.

    Returns:
        The made PDF, and the text of the layer of each of its pages; no text where no page is good.
    """
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    made, kept = out / f"{path.stem}-{digest}.pdf", out / f"{path.stem}-{digest}.json"
    if kept.is_file():
        return made, tuple(json.loads(kept.read_text("utf-8")))
    out.mkdir(parents=True, exist_ok=True)
    texts: list[str] = []
    written = BytesIO()
    canvas = Canvas(written, invariant=True)
    with pdfium.PdfDocument(path) as document:
        for page in document:
            text = normalise(page.get_textpage().get_text_range())
            if is_good(text) and not _has_picture(page):
                texts.append(text)
                _paint(canvas, page)
    if texts:
        canvas.save()
        made.write_bytes(written.getvalue())
    kept.write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")
    return made, tuple(texts)


def is_good(text: str) -> bool:
    """Whether a layer holds the words of its page, rightly spelled."""
    measures = measure(text)
    enough = measures.words >= LEAST_WORDS
    return enough and measures.syllables >= LEAST_SYLLABLES and measures.marked >= LEAST_MARKED


def _has_picture(page: pdfium.PdfPage) -> bool:
    width, height = page.get_size()
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > LARGEST_PICTURE * width * height:
            return True
    return False


def _paint(canvas: Canvas, page: pdfium.PdfPage) -> None:
    width, height = page.get_size()
    picture = page.render(scale=DPI / 72, grayscale=True).to_pil().convert("L")
    canvas.setPageSize((width, height))
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    canvas.showPage()
