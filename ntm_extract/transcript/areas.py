"""What of a page stands together: tables with their cells, areas of text, paragraphs; and the page as pixels.

Areas and paragraphs are told by the places of lines alone, which is what hOCR and ALTO mean by them; the outline of
the document is another matter.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from ntm_extract.pages import Box, Cell, Page, surround
from ntm_extract.transcript.words import TranscriptLine, TranscriptPage

PRINT_DPI = 300
"""Resolution in which places on a page without picture are given."""
SAME_COLUMN = 0.5
"""Lines of one area lie above each other; one that begins this many line heights above the end of the last does not."""
APART = 2.5
"""A gap of this many line heights parts two areas, …"""
LOOSE = 1.35
"""… and lines this many times as far apart as usual are of two paragraphs."""
INDENT = 1.0
"""A line that begins this many line heights right of the last one, or after one that ends so early, is of another."""
DESCENT = 0.2
"""Share of a line's height that is below the letters' foot."""
HANGING = frozenset("gjpqyQ,;()[]{}/|")
DOT_BELOW = "\N{COMBINING DOT BELOW}"


class Pixels(NamedTuple):
    """A rectangle in whole pixels of a page."""

    left: int
    top: int
    right: int
    bottom: int


class Raster:
    """A page as a grid of pixels: at the resolution at which its picture was read, or at `PRINT_DPI`."""

    def __init__(self, page: Page) -> None:
        self.dpi = round(page.verdict.scores.get("dpi", PRINT_DPI))
        across, down = (round(points * self.dpi / 72, 3) for points in (page.width, page.height))
        self.width, self.height = max(1, math.ceil(across)), max(1, math.ceil(down))

    def length(self, points: float) -> int:
        """Give a length in pixels."""
        return round(points * self.dpi / 72)

    def box(self, box: Box) -> Pixels:
        """Give a box in pixels, within the page and at least one pixel wide and high."""
        left = min(max(self.length(box.x0), 0), self.width - 1)
        top = min(max(self.length(box.top), 0), self.height - 1)
        right = min(max(self.length(box.x1), left + 1), self.width)
        return Pixels(left, top, right, min(max(self.length(box.bottom), top + 1), self.height))


@dataclass(frozen=True)
class Area:
    """Lines that stand together, by paragraphs."""

    paragraphs: tuple[tuple[TranscriptLine, ...], ...]

    @property
    def box(self) -> Box:
        """The rectangle around all lines."""
        return surround([box_of(line) for paragraph in self.paragraphs for line in paragraph])


@dataclass(frozen=True)
class RuledTable:
    """A table: its cells in order, each with its lines."""

    cells: tuple[tuple[Cell, tuple[TranscriptLine, ...]], ...]

    @property
    def box(self) -> Box:
        """The rectangle around all cells."""
        return surround([cell.box for cell, _ in self.cells])


def find_areas(page: TranscriptPage, turn: int) -> Iterator[Area | RuledTable]:
    """Give the areas and tables of a page, whose text lies as `turn` says, in reading order."""
    tables = sorted((table for table in page.tables if table.cells), key=lambda table: table.cells[0].start)
    waiting: list[TranscriptLine] = []
    lines = [line for line in page.lines if line.words and line.words[0].box]
    at = 0
    for table in tables:
        cells = []
        for cell in table.cells:
            while at < len(lines) and lines[at].start < cell.start:
                waiting.append(lines[at])
                at += 1
            first = at
            while at < len(lines) and lines[at].start < cell.end:
                at += 1
            cells.append((cell, tuple(lines[first:at])))
        yield from _areas_of(waiting, turn)
        waiting = []
        yield RuledTable(tuple(cells))
    yield from _areas_of([*waiting, *lines[at:]], turn)


def box_of(line: TranscriptLine) -> Box:
    """Give the rectangle around the words of a line."""
    return surround([word.box for word in line.words if word.box])


def find_turn(page: TranscriptPage) -> int:
    """Find by how many degrees counter-clockwise the text of a page lies: 0, 90 (it runs upwards), 180 or 270."""
    across = down = 0.0
    for line in page.lines:
        places = [word.box for word in line.words if word.box]
        if len(places) > 1:
            first, last = places[0], places[-1]
            across += last.x0 + last.x1 - first.x0 - first.x1
            down += last.top + last.bottom - first.top - first.bottom
    if abs(down) > abs(across):
        return 90 if down < 0 else 270
    return 180 if across < 0 else 0


def find_baseline(line: TranscriptLine, page: Page) -> tuple[float, float]:
    """Find on what a line of upright text stands.

    Returns:
        The slope, and the height in points at the left end of the line's box, measured from the box's bottom, downwards
        positive (as hOCR has it).
    """
    box = box_of(line)
    slope = -math.tan(math.radians(page.verdict.scores.get("skew", 0.0)))
    feet = [(word.box, _hangs(word.text)) for word in line.words if word.box]
    is_tight = page.origin == "ocr"  # boxes of a text layer reach from the font's ascent to its descent
    standing = [place for place, hangs in feet if not (is_tight and hangs)]
    low = 0.0 if is_tight and standing else DESCENT
    places = standing or [place for place, _ in feet]
    return slope, median(
        place.bottom - low * (place.bottom - place.top) - slope * ((place.x0 + place.x1) / 2 - box.x0)
        for place in places
    ) - box.bottom


def _hangs(text: str) -> bool:
    return any(char in HANGING or char == DOT_BELOW for char in unicodedata.normalize("NFD", text))


def _areas_of(lines: Sequence[TranscriptLine], turn: int) -> Iterator[Area]:
    if not lines:
        return
    boxes = [box_of(line) for line in lines]
    height = median(box.bottom - box.top for box in boxes)
    if turn:  # gaps and indents lie elsewhere
        yield Area((tuple(lines),))
        return
    cuts = [0, *(at for at, (last, box) in enumerate(pairwise(boxes), 1) if _are_apart(last, box, height)), len(lines)]
    for first, after in pairwise(cuts):
        yield Area(tuple(_paragraphs(lines[first:after], boxes[first:after], height)))


def _are_apart(last: Box, box: Box, height: float) -> bool:
    return box.top < last.bottom - SAME_COLUMN * height or box.top - last.bottom > APART * height


def _paragraphs(
    lines: Sequence[TranscriptLine], boxes: Sequence[Box], height: float
) -> Iterator[tuple[TranscriptLine, ...]]:
    right = max(box.x1 for box in boxes)
    usual = median([b.bottom - a.bottom for a, b in pairwise(boxes)] or [0.0])
    cuts = [0]
    for at, (last, box) in enumerate(pairwise(boxes), 1):
        is_loose = box.bottom - last.bottom > LOOSE * usual
        if is_loose or box.x0 - last.x0 > INDENT * height or right - last.x1 > INDENT * height:
            cuts.append(at)
    yield from (tuple(lines[first:after]) for first, after in pairwise([*cuts, len(lines)]))
