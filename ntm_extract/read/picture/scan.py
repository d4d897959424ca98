"""One raster of a page into fragments and tables: cleaned, straightened, its rules found, its letters read."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
import numpy.typing as npt

from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Fragment, Grid
from ntm_extract.read.picture import clean
from ntm_extract.read.picture.agreement import Voice, combine, left_over, shrink
from ntm_extract.read.picture.ctc import Stretch
from ntm_extract.read.picture.line_finder import find_text_lines
from ntm_extract.read.picture.orientation import find_turn, straighten, turn_right
from ntm_extract.read.picture.recognizer import RecognizedLine, Recognizer, load_recognizer
from ntm_extract.read.picture.scanned_tables import find_scanned_grids
from ntm_extract.read.picture.sidelong_heads import Margin, find_sidelong
from ntm_extract.read.picture.spacing import space
from ntm_extract.read.picture.strip import lay_out
from ntm_extract.read.picture.tesseract import Gray, read_picture
from ntm_extract.read.settings import ReadSettings
from ntm_extract.writing.orthography import is_syllable, place_tone
from ntm_extract.writing.syllables import measure

POOR = 0.5
"""A reading with fewer well-formed syllables than this may be of a page that lies on its side or its head."""
CERTAIN = 0.6
"""Tesseract's words where the recogniser saw no line are dirt when they are read with less confidence than this."""
DISBELIEVED = 0.15
"""Of the tokens read with less confidence than this on the bad scans at hand, hardly one was right."""
DOUBTED = 0.5
"""Lines of print are read with a mean confidence well above this, scribbles below it."""
DOUBTED_NUMBER = 0.3
"""The same for a number alone, of which little is seen: a page number's strokes are often pale."""
SECOND = 2.0
"""Weight of Tesseract's word, natural log-odds at full confidence."""
LAYER = 1.0
"""Weight of a word of a text layer by an engine that knows no Vietnamese."""
DOUBTED_WORD = -0.05
"""Log-probability of a word's best placing below which another reader is asked about its line."""
NUMBER_DOUBTED = -0.01
"""The same for a number, below which the recogniser looks at its line again."""
LONE_SIGNS = re.compile(r"[-–—+•*~&/%.]*|\(%\)|[≥≤<>]=?")


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


def read_scan(raster: npt.NDArray[np.uint8], dpi: int, settings: ReadSettings, layer: Sequence[Fragment] = ()) -> Scan:
    """Read a raster.

    Args:
        raster: rows × columns (grey) or rows × columns × 3 (RGB).
        dpi: its resolution.
        settings: language, time limit and preset.
        layer: words of a text layer over the raster that is not to be trusted, in points; it is heard as one reader
            among others.

    Raises:
        TimeLimitError: the page kept a reader busy for too long.
    """
    height, width = raster.shape[0] * 72 / dpi, raster.shape[1] * 72 / dpi
    gray = clean.lift_red_ink(raster) if raster.ndim == 3 else raster
    gray = clean.remove_speckle(clean.level_background(gray), dpi)
    ink = clean.ink_share(gray)
    asked = clean.lies_on_side(gray, dpi)
    turned = find_turn(gray, dpi, load_recognizer()) if asked else 0
    deadline = time.monotonic() + settings.page_timeout_s
    sheet = _Upright(gray, dpi, settings, layer, deadline)
    upright = sheet.read(turned or 0)
    if not asked and _is_poor(upright[0]):
        turned = find_turn(gray, dpi, load_recognizer())
        if turned:
            upright = sheet.read(turned)
    fragments, grids, skew = upright
    return Scan(tuple(fragments), tuple(grids), turned or 0, skew, width, height, ink, turned is None)


@dataclass(frozen=True)
class _Upright:
    """A cleaned raster that is read as it stands once it is turned."""

    gray: Gray
    dpi: int
    settings: ReadSettings
    layer: Sequence[Fragment]
    deadline: float

    def read(self, turned: int) -> tuple[list[Fragment], list[Grid], float]:
        """Give words and tables in points of the page turned clockwise and straightened, and its skew."""
        gray, skew = straighten(turn_right(self.gray, turned), self.dpi)
        grids, mask = find_scanned_grids(gray, self.dpi)
        gray = np.where(clean.widen(mask, 1), np.uint8(255), gray)
        sidelong: list[Fragment] = []
        for margin in find_sidelong(gray, self.dpi, grids, load_recognizer()):
            sidelong += self._read_sidelong(gray, margin)
            gray[:, round(margin.box.x0) : round(margin.box.x1)] = 255
        found = [*self._read_regions(gray, grids, self._place_layer(turned, skew)), *sidelong]
        found = _without_scribble([f for f in found if not _is_dirt(f)])
        k = 72 / self.dpi
        return (
            [_scaled(f, k) for f in found],
            [Grid(tuple((r, c, b.times(k)) for r, c, b in g.cells)) for g in grids],
            skew,
        )

    def _place_layer(self, turned: int, skew: float) -> list[Fragment]:
        """Bring the words of the layer to where they stand in the upright, straightened picture, in pixels."""
        k = self.dpi / 72
        height, width = (side / k for side in self.gray.shape)
        upright = (width, height) if turned % 180 == 0 else (height, width)
        placed = []
        for word in self.layer:
            box = unturn_box(word.box, -turned % 360, *upright)
            placed.append(word._replace(box=unskew_box(box, -skew, *upright).times(k)))
        return placed

    def _read_regions(self, gray: Gray, grids: Sequence[Grid], layer: Sequence[Fragment]) -> list[Fragment]:
        """Read what stands outside tables, then the cells, each by itself: they are laid out under each other."""
        words = []
        outside = gray
        if grids:
            outside = gray.copy()
            for grid in grids:
                x0, top, x1, bottom = (max(0, round(v)) for v in grid.box)
                outside[top:bottom, x0:x1] = 255
            inset = max(2, self.dpi // 75)
            cells = [
                Box(b.x0 + inset, b.top + inset, b.x1 - inset, b.bottom - inset) for g in grids for _, _, b in g.cells
            ]
            strip = lay_out(gray, cells, gap=self.dpi // 6)
            if strip is not None:
                inside = [w._replace(box=box) for w in layer if (box := strip.from_page(w.box)) is not None]
                words += [_moved(w, strip.to_page(w.box)) for w in self._read_block(strip.picture, 6, inside)]
        return words + self._read_block(outside, 3, layer)

    def _read_sidelong(self, gray: Gray, margin: Margin) -> list[Fragment]:
        """Read a margin turned so that it stands upright, and bring its words to where they stand."""
        x0, x1 = round(margin.box.x0), round(margin.box.x1)
        words = []
        for word in self._read_block(turn_right(gray[:, x0:x1], -margin.turn), 6, ()):
            box = unturn_box(word.box, -margin.turn % 360, x1 - x0, gray.shape[0])
            box = box._replace(x0=box.x0 + x0, x1=box.x1 + x0)
            words.append(word._replace(box=box, top=box.top, bottom=box.bottom, turn=margin.turn))
        return words

    def _read_block(self, gray: Gray, segmentation: int, layer: Sequence[Fragment]) -> list[Fragment]:
        """Read an upright picture with the readers that the preset asks for."""
        recognizer, settings = load_recognizer(), self.settings
        lines = recognizer.read(gray, find_text_lines(gray, self.dpi), self.deadline)
        voices = [Voice(layer, LAYER)] if layer else []
        missed: list[Fragment] = []
        if settings.preset != "fast":
            lines = _look_again(recognizer, gray, lines, self.deadline)
            second = self._hear_tesseract(gray, segmentation, lines)
            voices.append(Voice(second, SECOND))
            if settings.preset == "best":
                missed = [word for word in left_over(lines, second) if word.confidence >= CERTAIN]
        return [*space(shrink(word, gray, clean.INK + 40) for word in combine(lines, voices)), *missed]

    def _hear_tesseract(self, gray: Gray, segmentation: int, lines: Sequence[RecognizedLine]) -> list[Fragment]:
        """Have Tesseract read all, or on one strip the lines with figures and those in doubt."""
        strip = None
        if self.settings.preset != "best":
            segmentation = 6
            strip = lay_out(gray, [line.line.box for line in lines if _wants_second(line)], gap=self.dpi // 8)
            if strip is None:
                return []
        words = read_picture(
            gray if strip is None else strip.picture,
            dpi=self.dpi,
            language=self.settings.language,
            timeout_s=self.settings.page_timeout_s,
            segmentation=segmentation,
        )
        return words if strip is None else [_moved(word, strip.to_page(word.box)) for word in words]


def _look_again(
    recognizer: Recognizer, gray: Gray, lines: Sequence[RecognizedLine], deadline: float
) -> list[RecognizedLine]:
    """Look again at the lines that hold a number in doubt."""
    doubted = [
        i
        for i, line in enumerate(lines)
        if any(_has_figures(word) and _is_doubted(line, word, NUMBER_DOUBTED) for word in line.words)
    ]
    looked = list(lines)
    for i, line in zip(doubted, recognizer.read_again(gray, [lines[i] for i in doubted], deadline), strict=True):
        looked[i] = line
    return looked


def _wants_second(line: RecognizedLine) -> bool:
    """Whether a line has figures, or a word that the recogniser is not sure of."""
    return any(_has_figures(word) or _is_doubted(line, word, DOUBTED_WORD) for word in line.words)


def _is_doubted(line: RecognizedLine, word: Stretch, limit: float) -> bool:
    return float(line.letters[word.start : word.end].max(axis=1).sum()) < limit


def _has_figures(word: Stretch) -> bool:
    return any(c.isdecimal() for c in word.text)


def _moved(fragment: Fragment, box: Box) -> Fragment:
    """Give a fragment at another place, its line moved along."""
    dy = box.top - fragment.box.top
    return fragment._replace(box=box, top=fragment.top + dy, bottom=fragment.bottom + dy)


def _is_dirt(fragment: Fragment) -> bool:
    """Whether a fragment is a speck, a shadow or ink from the other side rather than a word.

    A sign alone is dirt unless it may be a dash, a bullet or a comparison (≥); what Tesseract itself does not believe
    in is dirt unless it is spelled like a syllable or is mostly digits.
    """
    letters = "".join(c for c in fragment.text if c.isalnum())
    if not letters:
        return LONE_SIGNS.fullmatch(fragment.text) is None
    if fragment.confidence >= DISBELIEVED:
        return False
    digits = sum(c.isdecimal() for c in letters)
    return digits < 0.3 * len(letters) and not is_syllable(place_tone(letters.lower()))


def _without_scribble(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Leave out lines that hold hardly a syllable and that are read in doubt: a signature or a seal."""
    lines: dict[tuple[float, float], list[Fragment]] = {}
    for fragment in fragments:
        lines.setdefault((fragment.top, fragment.bottom), []).append(fragment)
    kept = []
    for line in lines.values():
        words = ["".join(c for c in f.text if c.isalnum()).lower() for f in line]
        spelled = sum(len(word) > 1 and is_syllable(place_tone(word)) for word in words)
        is_number = len(line) == 1 and words[0].isdecimal()
        if fmean(f.confidence for f in line) >= (DOUBTED_NUMBER if is_number else DOUBTED) or spelled >= 0.4 * len(
            line
        ):
            kept += line
    return kept


def _is_poor(fragments: Sequence[Fragment]) -> bool:
    measures = measure(" ".join(f.text for f in fragments))
    return measures.words >= 5 and measures.syllables < POOR


def _scaled(fragment: Fragment, k: float) -> Fragment:
    return fragment._replace(box=fragment.box.times(k), top=fragment.top * k, bottom=fragment.bottom * k)


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
