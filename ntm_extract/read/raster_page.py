"""One page read from its picture, whichever file the picture comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from PIL import Image

from ntm_extract.pages import Leaf, Page, Verdict
from ntm_extract.read import verdict
from ntm_extract.read.cache import read_scan_cached
from ntm_extract.read.layout.composition import Fragment, compose
from ntm_extract.read.settings import ReadSettings
from ntm_extract.writing.syllables import measure

TURN_UNKNOWN = "không dò được chiều của trang, đã đọc theo chiều đang nằm."
FAINT = 24
"""Levels of grey by which ink differs from paper at least, at `LOOKING_DPI`; noise of a JPEG file stays below."""
LOOKING_DPI = 72
"""Resolution at which ink is looked for: specks fade, the strokes of small and pale letters do not yet."""
LEAST_INK = 0.0002
"""Share of inked area below which a page is blank: a speck or two, not a short heading."""
PRINTED = 0.01
"""Share of dark area from which a cleaned page without a word holds a picture or another script rather than dirt."""
FOREIGN, ENOUGH = 0.5, 20
"""A page of at least so many words with a smaller share of Vietnamese syllables is in another language; the worst scans
at hand stay above 0.9, English is at 0.2 to 0.45."""
NARROWEST = 20
"""Pixels; a picture narrower than this holds no line of text."""


@dataclass(frozen=True)
class Sheet:
    """What is known of a page before its picture is read: number, size in points, and the verdict that led here."""

    number: int
    width: float
    height: float
    verdict: Verdict


def read_raster(
    raster: npt.NDArray[np.uint8],
    dpi: int,
    sheet: Sheet,
    settings: ReadSettings,
    own: Sequence[Fragment] = (),
    layer: Sequence[Fragment] = (),
) -> Leaf:
    """Read the picture of a page that is not blank.

    Args:
        raster: rows × columns (grey) or rows × columns × 3 (RGB).
        dpi: its resolution.
        sheet: the page.
        settings: for the readers of pictures.
        own: words beside the picture that are known already, upright; what is read over them is left out.

        layer: words of a text layer over the picture that cannot be trusted, but are heard.

    Raises:
        TimeLimitError, DamagedFileError: the reading took too long, or failed.
    """
    scan = read_scan_cached(raster, dpi, settings, layer)
    fragments = scan.fragments
    if own and not scan.turned:
        fragments = (*(f for f in fragments if not any(_overlap(f, other) for other in own)), *own)
    if not fragments:
        return blank(sheet, scan.ink) if scan.ink < PRINTED else _without_words(sheet, scan.ink)
    text, words, tables, asides = compose(fragments, scan.grids, scan.to_page)
    found = _judge_language(text, sheet.verdict)
    scores = {**found.scores, "dpi": float(dpi), "skew": round(scan.skew, 2), "turned": float(scan.turned)}
    found = replace(found, scores=scores)
    page = Page(sheet.number, text, words, sheet.width, sheet.height, "ocr", found, tables, asides)
    return Leaf(page, (TURN_UNKNOWN,) if scan.is_turn_unknown else ())


def _judge_language(text: str, found: Verdict) -> Verdict:
    """Tell a page in another language, which the restorer must not make Vietnamese of."""
    measures = measure(text)
    if measures.words < ENOUGH or measures.plain >= FOREIGN:
        return found
    reason = "Chữ trên hình không phải tiếng Việt: giữ nguyên như đọc được."
    return Verdict("wrong-language", "take", reason, {**found.scores, **measures.scores()})


def _without_words(sheet: Sheet, ink: float) -> Leaf:
    reason = "có nét in nhưng không nhận ra chữ tiếng Việt nào."
    found = verdict.unread(f"{reason[0].upper()}{reason[1:]}")
    scored = replace(found, scores={"ink": round(ink, 5)})
    return Leaf(Page(sheet.number, "", (), sheet.width, sheet.height, "ocr", scored), (reason,))


def blank(sheet: Sheet, ink: float) -> Leaf:
    """Give the leaf of a page whose picture shows nothing; `ink` is its share of inked area."""
    return Leaf(Page(sheet.number, "", (), sheet.width, sheet.height, "ocr", verdict.blank(ink)))


def find_ink(raster: npt.NDArray[np.uint8], dpi: float) -> float:
    """Give the share of a picture that is not as light, or as dark, as its paper."""
    if min(raster.shape[:2]) < NARROWEST:
        return 0.0
    image = Image.fromarray(raster).convert("L").reduce(max(1, round(dpi / LOOKING_DPI)))
    shades = np.bincount(np.asarray(image).ravel(), minlength=256)
    paper = int(np.searchsorted(np.cumsum(shades), shades.sum() / 2))
    return 1.0 - float(shades[max(paper - FAINT, 0) : paper + FAINT + 1].sum()) / float(shades.sum())


def _overlap(fragment: Fragment, own: Fragment) -> bool:
    x, y = (fragment.box.x0 + fragment.box.x1) / 2, (fragment.box.top + fragment.box.bottom) / 2
    return own.box.x0 - 2 <= x <= own.box.x1 + 2 and own.box.top - 2 <= y <= own.box.bottom + 2
