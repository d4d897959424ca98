"""A small picture of one place of a document (hình cắt), for a person who has to look at it."""

from __future__ import annotations

import io
import math
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from ntm_extract.errors import DamagedFileError
from ntm_extract.pages import Box
from ntm_extract.read.image import PicturePages
from ntm_extract.read.pdf.page import PageSpace
from ntm_extract.read.settings import DEFAULT, ReadSettings
from ntm_extract.read.sniff import find_kind

DPI = 200
"""Resolution of the picture: letters of 13 points are 36 pixels high, as large as most scans have them."""
MARGIN, MOST_MARGIN = 0.6, 10.0
"""Room that is left about the place, in its heights and at most in points: writing goes over its line."""
COLOURS = 64
"""Shades that are kept, chosen to cover what there is: blue ink stays blue, however little there is of it."""
MOST_BYTES = 100_000
"""A larger picture is made smaller; a line over the whole page has about half of it."""
SMALLER = 0.7
MOST_PIXELS = 2_000_000
"""A line over a sheet of many metres is drawn coarser."""


def clip(
    data: bytes, number: int, box: Box, *, turned: int = 0, path: Path | None = None, settings: ReadSettings = DEFAULT
) -> bytes:
    """Draw one place of a page of a PDF or picture file.

    Args:
        data: the file's content.
        number: of the page, from 1.
        box: the place, in points of the page as it is shown; a little margin is added.
        turned: degrees clockwise by which the page must be turned to stand upright (as in the page's verdict).
        path: where the same bytes lie, to be read from there.
        settings: limits of reading.

    Returns:
        A PNG, upright, of `MOST_BYTES` at most.

    Raises:
        DamagedFileError: the page cannot be opened or drawn.
        TooLargeError: it is a frame of more pixels than the settings allow.
        ValueError: the place lies beside the page.
    """
    source = path or data
    picture = _clip_pdf(source, number, box) if find_kind(data) == "pdf" else _clip_frame(source, number, box, settings)
    upright = picture.rotate(-turned, expand=True)
    return _packed(upright)


def _widened(box: Box, width: float, height: float) -> Box:
    """Give a box with its margin, within the page."""
    room = min(MARGIN * min(box.bottom - box.top, box.x1 - box.x0), MOST_MARGIN)
    wide = Box(
        max(box.x0 - room, 0.0), max(box.top - room, 0.0), min(box.x1 + room, width), min(box.bottom + room, height)
    )
    if wide.x1 <= wide.x0 or wide.bottom <= wide.top:
        raise ValueError(f"no place on a page of {width} × {height} points: {box}")
    return wide


def _clip_pdf(source: bytes | Path, number: int, box: Box) -> Image.Image:
    try:
        with pdfium.PdfDocument(source) as document:
            page = document[number - 1]
            space = PageSpace(page)
            wide = _widened(box, space.width, space.height)
            crop = (wide.x0, space.height - wide.bottom, space.width - wide.x1, wide.top)
            scale = min(DPI / 72, math.sqrt(MOST_PIXELS / ((wide.x1 - wide.x0) * (wide.bottom - wide.top))))
            bitmap = page.render(scale=scale, crop=crop, rev_byteorder=True, may_draw_forms=False)
            return Image.fromarray(np.array(bitmap.to_numpy()[..., :3]))
    except pdfium.PdfiumError as error:
        raise DamagedFileError("Không mở lại được trang để cắt hình", page=number) from error


def _clip_frame(source: bytes | Path, number: int, box: Box, settings: ReadSettings) -> Image.Image:
    pages = PicturePages(source, settings)
    try:
        frame, dpi = pages.take(number - 1)
        scale = dpi / 72
        wide = _widened(box, frame.width / scale, frame.height / scale)
        cut = frame.crop(tuple(round(value * scale) for value in wide))  # type: ignore[arg-type]
        wanted = min(DPI / dpi, 1.0)
        return cut.resize((max(1, round(cut.width * wanted)), max(1, round(cut.height * wanted)))).convert("RGB")
    finally:
        pages.close()


def _packed(picture: Image.Image) -> bytes:
    while True:
        out = io.BytesIO()
        picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST_BYTES:
            return out.getvalue()
        picture = picture.resize((max(1, int(picture.width * SMALLER)), max(1, int(picture.height * SMALLER))))
