"""One raster of a page into fragments and tables: cleaned, straightened, its rules found, its letters read."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import numpy.typing as npt

from ntm_extract.pages import Box
from ntm_extract.read import clean
from ntm_extract.read.layout import Fragment, Grid, holds
from ntm_extract.read.ocr import Gray, find_turn, read_picture
from ntm_extract.read.scanned_tables import find_grids, find_scanned_rules
from ntm_extract.read.settings import ReadSettings
from ntm_extract.writing.orthography import is_syllable, place_tone
from ntm_extract.writing.syllables import measure

POOR = 0.5
"""A reading with fewer well-formed syllables than this may be of a page that lies on its side or its head."""
CERTAIN = 0.3
"""Words read with less confidence than this on a page of few words are dirt, not letters."""
DISBELIEVED = 0.15
"""Of the tokens read with less confidence than this on the bad scans at hand, hardly one was right."""
DOUBTED = 0.5
"""Lines of print are read with a mean confidence well above this, scribbles below it."""
LONE_SIGNS = "-–—+•*~&/%."


@dataclass(frozen=True)
class Scan:
    """A raster as read, in points of the upright page.

    Attributes:
        turned: degrees clockwise by which the raster had to be turned to stand upright.
        width, height: of the raster as it was given, in points.
        skew: degrees by which the lines rose.
        ink: share of dark pixels after cleaning.
        is_turn_unknown: the raster seemed to lie on its side or its head, but how could not be found: it was read
            as it lay.
    """

    fragments: tuple[Fragment, ...]
    grids: tuple[Grid, ...]
    turned: int
    skew: float
    width: float
    height: float
    ink: float
    is_turn_unknown: bool = False

    def to_page(self, box: Box) -> Box:
        """Bring a box of the upright, straightened page to the page as it was given."""
        upright = (self.width, self.height) if self.turned % 180 == 0 else (self.height, self.width)
        return unturn_box(unskew_box(box, self.skew, *upright), self.turned, self.width, self.height)


def read_scan(raster: npt.NDArray[np.uint8], dpi: int, settings: ReadSettings) -> Scan:
    """Read a raster.

    Args:
        raster: rows × columns (grey) or rows × columns × 3 (RGB).
        dpi: its resolution.
        settings: language and time limit.

    Raises:
        TimeLimitError: the page kept Tesseract busy for too long.
    """
    height, width = raster.shape[0] * 72 / dpi, raster.shape[1] * 72 / dpi
    gray = clean.lift_red_ink(raster) if raster.ndim == 3 else raster
    gray = clean.remove_speckle(clean.level_background(gray), dpi)
    ink = clean.ink_share(gray)
    asked = clean.lies_on_side(gray, dpi)
    turned = find_turn(gray, dpi=dpi, timeout_s=settings.page_timeout_s) if asked else 0
    upright = _read_upright(_turned(gray, turned or 0), dpi, settings)
    if not asked and _is_poor(upright[0]):
        turned = find_turn(gray, dpi=dpi, timeout_s=settings.page_timeout_s)
        if turned:
            upright = _read_upright(_turned(gray, turned), dpi, settings)
    fragments, grids, skew = upright
    return Scan(tuple(fragments), tuple(grids), turned or 0, skew, width, height, ink, turned is None)


def turn_note(number: int) -> str:
    """Say of a page that it was read as it lay, `Trang 3: không dò được chiều của trang, …`."""
    return f"Trang {number}: không dò được chiều của trang, đã đọc theo chiều đang nằm."


def _turned(gray: Gray, degrees: int) -> Gray:
    return np.ascontiguousarray(np.rot90(gray, -degrees // 90))


def _read_upright(gray: Gray, dpi: int, settings: ReadSettings) -> tuple[list[Fragment], list[Grid], float]:
    skew = clean.find_skew(gray, dpi)
    if abs(skew) < clean.SMALLEST_SKEW:
        skew = 0.0
    else:
        gray = clean.turn(gray, skew)
    rules, mask = find_scanned_rules(gray, dpi)
    grids = find_grids(rules, slack=dpi / 24)
    gray = np.where(clean.widen(mask & _near_rules(grids, mask.shape, dpi // 24), 1), np.uint8(255), gray)
    found = read_picture(gray, dpi=dpi, language=settings.language, timeout_s=settings.page_timeout_s)
    for grid in grids:
        found = [f for f in found if not holds(grid.box, f.box)]
        found += _read_cells(gray, grid, dpi, settings)
    found = _without_scribble([f for f in found if not _is_dirt(f)])
    found += _read_page_number(gray, found, dpi, settings)
    if len(found) < 10:
        found = [f for f in found if f.confidence >= CERTAIN]
    k = 72 / dpi
    return (
        [_scaled(f, k) for f in found],
        [Grid(tuple((r, c, _times(b, k)) for r, c, b in g.cells)) for g in grids],
        skew,
    )


def _near_rules(grids: Sequence[Grid], shape: tuple[int, ...], reach: int) -> npt.NDArray[np.bool_]:
    """Mark the surroundings of the cells' sides, where rules may be wiped out without harm to letters."""
    near = np.zeros(shape, dtype=bool)
    for grid in grids:
        for _, _, box in grid.cells:
            x0, top, x1, bottom = (round(v) for v in box)
            for x in (x0, x1):
                near[max(0, top - reach) : bottom + reach, max(0, x - reach) : x + reach + 1] = True
            for y in (top, bottom):
                near[max(0, y - reach) : y + reach + 1, max(0, x0 - reach) : x1 + reach] = True
    return near


def _read_cells(gray: Gray, grid: Grid, dpi: int, settings: ReadSettings) -> list[Fragment]:
    """Read the cells of a table each by itself, in one reading: they are laid out under each other on one strip."""
    pad, gap = dpi // 8, dpi // 6
    pieces: list[tuple[Gray, int, int, int]] = []  # crop, its left and top on the page, its top on the strip
    at = pad
    for _, _, box in grid.cells:
        inset = max(2, dpi // 75)
        x0, y0 = max(0, round(box.x0) + inset), max(0, round(box.top) + inset)
        crop = gray[y0 : round(box.bottom) - inset, x0 : round(box.x1) - inset]
        inked = crop < clean.INK + 30
        if crop.size == 0 or inked.sum() < (dpi / 100) ** 2 * 4:
            continue
        rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
        crop = crop[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
        pieces.append((crop, x0 + int(columns[0]), y0 + int(rows[0]), at))
        at += crop.shape[0] + gap
    if not pieces:
        return []
    strip = np.full((at + pad, max(p[0].shape[1] for p in pieces) + 2 * pad), 255, np.uint8)
    for crop, _, _, top in pieces:
        strip[top : top + crop.shape[0], pad : pad + crop.shape[1]] = crop
    words = read_picture(strip, dpi=dpi, language=settings.language, timeout_s=settings.page_timeout_s, segmentation=6)
    placed = []
    for word in words:
        middle = (word.box.top + word.box.bottom) / 2
        crop, left, page_top, top = min(
            pieces, key=lambda p: abs(p[3] + p[0].shape[0] / 2 - middle) - p[0].shape[0] / 2
        )
        placed.append(_moved(word, left - pad, page_top - top))
    return placed


def _read_page_number(gray: Gray, found: Sequence[Fragment], dpi: int, settings: ReadSettings) -> list[Fragment]:
    """Read a page number that stands alone above the text; Tesseract passes over a single figure on a line."""
    top = round(min((f.box.top for f in found), default=0.0))
    margin, pad = gray.shape[0] // 40, dpi // 8
    inked = gray[margin : top - pad // 2, gray.shape[1] // 5 : -gray.shape[1] // 20] < clean.INK
    if inked.shape[0] < pad:
        return []
    rows = np.flatnonzero(inked.any(axis=1))
    columns = np.flatnonzero(inked.any(axis=0))
    if not rows.size or rows[-1] - rows[0] > dpi / 4 or columns[-1] - columns[0] > dpi:
        return []
    y, x = margin + int(rows[0]) - pad, gray.shape[1] // 5 + int(columns[0]) - pad
    y, x = max(y, 0), max(x, 0)
    crop = gray[y : margin + int(rows[-1]) + pad, x : gray.shape[1] // 5 + int(columns[-1]) + pad]
    words = read_picture(crop, dpi=dpi, language=settings.language, timeout_s=settings.page_timeout_s, segmentation=7)
    return [_moved(w, x, y) for w in words if w.text.isdecimal() and w.confidence >= CERTAIN]


def _moved(fragment: Fragment, dx: float, dy: float) -> Fragment:
    b = fragment.box
    box = Box(b.x0 + dx, b.top + dy, b.x1 + dx, b.bottom + dy)
    return fragment._replace(box=box, top=fragment.top + dy, bottom=fragment.bottom + dy)


def _is_dirt(fragment: Fragment) -> bool:
    """Whether a fragment is a speck, a shadow or ink from the other side rather than a word.

    A sign alone is dirt unless it may be a dash or a bullet; what Tesseract itself does not believe in is dirt
    unless it is spelled like a syllable or is mostly digits.
    """
    letters = "".join(c for c in fragment.text if c.isalnum())
    if not letters:
        return fragment.text.strip(LONE_SIGNS) != ""
    if fragment.confidence >= DISBELIEVED:
        return False
    digits = sum(c.isdecimal() for c in letters)
    return digits < 0.3 * len(letters) and not is_syllable(place_tone(letters.lower()))


def _without_scribble(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Leave out lines that hold hardly a syllable and that Tesseract doubts: a signature or a seal."""
    lines: dict[tuple[float, float], list[Fragment]] = {}
    for fragment in fragments:
        lines.setdefault((fragment.top, fragment.bottom), []).append(fragment)
    kept = []
    for line in lines.values():
        words = ["".join(c for c in f.text if c.isalnum()).lower() for f in line]
        spelled = sum(len(word) > 1 and is_syllable(place_tone(word)) for word in words)
        if fmean(f.confidence for f in line) >= DOUBTED or spelled >= 0.4 * len(line):
            kept += line
    return kept


def _is_poor(fragments: Sequence[Fragment]) -> bool:
    measures = measure(" ".join(f.text for f in fragments))
    return measures.words >= 5 and measures.syllables < POOR


def _times(box: Box, k: float) -> Box:
    return Box(box.x0 * k, box.top * k, box.x1 * k, box.bottom * k)


def _scaled(fragment: Fragment, k: float) -> Fragment:
    return Fragment(fragment.text, _times(fragment.box, k), fragment.top * k, fragment.bottom * k, fragment.confidence)


def unskew_box(box: Box, skew: float, width: float, height: float) -> Box:
    """Bring a box of a page that was straightened by `skew` degrees back to the page as it lay."""
    if not skew:
        return box
    x, y = (box.x0 + box.x1 - width) / 2, (box.top + box.bottom - height) / 2
    sin, cos = math.sin(math.radians(skew)), math.cos(math.radians(skew))
    x, y = x * cos + y * sin + width / 2, -x * sin + y * cos + height / 2
    w, h = (box.x1 - box.x0) / 2, (box.bottom - box.top) / 2
    return Box(x - w, y - h, x + w, y + h)


def unturn_box(box: Box, degrees: int, width: float, height: float) -> Box:
    """Bring a box of a page that was turned clockwise by 0, 90, 180 or 270 degrees back to the page as it lay.

    `width` and `height` are those of the page as it lay.
    """
    if degrees == 90:
        return Box(box.top, height - box.x1, box.bottom, height - box.x0)
    if degrees == 180:
        return Box(width - box.x1, height - box.bottom, width - box.x0, height - box.top)
    if degrees == 270:
        return Box(width - box.bottom, box.x0, width - box.top, box.x1)
    return box
