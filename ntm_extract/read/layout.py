"""Reading order: words with boxes into lines, columns and table cells, and from them a page's text.

Coordinates here are those of the upright page. A letterhead in two columns is read left block first, then the
right one; so is Nơi nhận beside the signature. Cells of ruled tables are read row by row, each by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import NamedTuple

from ntm_extract.pages import Box, Cell, Table, Word

SAME_LINE = 0.4
"""Words are on one line when their middles differ by less than this share of the taller one's height."""
TALLEST = 1.5
"""A fragment this many times as tall as usual (a brace, dirt read as a letter) does not pull lines together."""
GUTTER = 0.8
"""A gap between two columns is at least this share of the letter height (a justified line's gaps are mostly less)."""
BENT = 2.0
"""A gap this many letter heights wide is one between columns whatever stands above and below it."""
WIDER_THAN_WORD_GAPS = 1.8
"""… and this many times the line's usual gap between words."""
NARROWEST_COLUMN = 0.12
"""A column is at least this share of the width of what is read; hanging bullets and page numbers are not columns."""
FARTHEST_ROW = 8.0
"""Rows of two columns follow each other within this many letter heights (room for a signature and seal)."""


class Fragment(NamedTuple):
    """A piece of text without spaces, where it stands, and how sure its reader was.

    `top` and `bottom` are those of its line of type; they equal the box's where the reader knows no lines.
    `candidates` are as in `Word`.
    """

    text: str
    box: Box
    top: float
    bottom: float
    confidence: float = 1.0
    candidates: tuple[tuple[str, float], ...] = ()

    @property
    def middle(self) -> float:
        """The vertical middle of its line."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """The height of its line."""
        return max(self.bottom - self.top, 0.1)


Line = tuple[Fragment, ...]


@dataclass(frozen=True)
class Grid:
    """A ruled table found on the page: for each cell its row, column and box, in row-major order."""

    cells: tuple[tuple[int, int, Box], ...]

    @property
    def box(self) -> Box:
        """The rectangle around all cells."""
        boxes = [box for _, _, box in self.cells]
        return Box(
            min(b.x0 for b in boxes), min(b.top for b in boxes), max(b.x1 for b in boxes), max(b.bottom for b in boxes)
        )


def compose(
    fragments: Sequence[Fragment], grids: Sequence[Grid], to_page: Callable[[Box], Box]
) -> tuple[str, tuple[Word, ...], tuple[Table, ...]]:
    """Bring fragments into reading order and write them as a page's text.

    Args:
        fragments: in any order, on the upright page.
        grids: ruled tables, whose cells are read one by one.
        to_page: brings a box of the upright page to the page as it is shown.

    Returns:
        The text (words joined by one space, lines by a newline), its words, and its tables with the spans of
        their cells (an empty cell has an empty span).
    """
    writer = _Writer(to_page)
    rest = list(fragments)
    for grid in sorted(grids, key=lambda g: g.box.top):
        inside, rest = _part(rest, lambda f, box=grid.box: holds(box, f.box))  # type: ignore[misc]
        above, rest = _part(rest, lambda f, box=grid.box: f.middle < box.bottom)  # type: ignore[misc]
        writer.add_lines(find_lines(above))
        writer.add_grid(grid, inside)
    writer.add_lines(find_lines(rest))
    return writer.text, tuple(writer.words), tuple(writer.tables)


def find_lines(fragments: Sequence[Fragment]) -> list[Line]:
    """Give the lines of some fragments in reading order, columns one after the other."""
    return _order(_rows(fragments))


class _Writer:
    """Collects lines into text, words and tables."""

    def __init__(self, to_page: Callable[[Box], Box]) -> None:
        self._to_page = to_page
        self._parts: list[str] = []
        self._length = 0
        self.words: list[Word] = []
        self.tables: list[Table] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def _write(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += len(piece)

    def add_lines(self, lines: Sequence[Line]) -> tuple[int, int]:
        """Write lines and give the span of what was written."""
        first = None
        for line in lines:
            if self._length:
                self._write("\n")
            for index, fragment in enumerate(line):
                if index:
                    self._write(" ")
                start = self._length
                first = start if first is None else first
                self._write(fragment.text)
                box = self._to_page(fragment.box)
                self.words.append(Word(start, self._length, box, fragment.confidence, fragment.candidates))
        return (self._length if first is None else first), self._length

    def add_grid(self, grid: Grid, fragments: Sequence[Fragment]) -> None:
        cells = []
        for row, column, box in grid.cells:
            mine, fragments = _part(fragments, lambda f, box=box: holds(box, f.box))  # type: ignore[misc]
            start, end = self.add_lines(find_lines(mine))
            cells.append(Cell(row, column, start, end, self._to_page(box)))
        self.tables.append(Table(tuple(cells)))


def _part(fragments: Sequence[Fragment], wanted: Callable[[Fragment], bool]) -> tuple[list[Fragment], list[Fragment]]:
    yes: list[Fragment] = []
    no: list[Fragment] = []
    for fragment in fragments:
        (yes if wanted(fragment) else no).append(fragment)
    return yes, no


def holds(box: Box, inner: Box) -> bool:
    """Whether the middle of a box lies in another: a word is in the cell (ô bảng) where most of it stands."""
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _rows(fragments: Sequence[Fragment]) -> list[Line]:
    """Gather fragments that stand at one height, top to bottom, left to right."""
    if not fragments:
        return []
    tallest = TALLEST * median(f.height for f in fragments)
    rows: list[list[Fragment]] = []
    middle = height = 0.0
    for fragment in sorted(fragments, key=lambda f: f.middle):
        own = min(fragment.height, tallest)
        if rows and abs(fragment.middle - middle) <= SAME_LINE * max(height, own):
            rows[-1].append(fragment)
            middle = fmean(f.middle for f in rows[-1][:8])
            height = max(height, own)
        else:
            rows.append([fragment])
            middle, height = fragment.middle, own
    return [tuple(sorted(row, key=lambda f: f.box.x0)) for row in rows]


def _order(rows: list[Line]) -> list[Line]:
    lines: list[Line] = []
    at = 0
    while at < len(rows):
        block = _find_columns(rows, at)
        if block is None:
            lines.append(rows[at])
            at += 1
            continue
        first, end, cuts = block
        del lines[len(lines) - (at - first) :]
        left, right = _sides(rows[first:end], cuts)
        lines += _order(_rows(left)) + _order(_rows(right))
        at = end
    return lines


def _sides(block: Sequence[Line], cuts: Sequence[float]) -> tuple[list[Fragment], list[Fragment]]:
    """Part the rows of a block, each at its own cut, into the left and the right column."""
    left: list[Fragment] = []
    right: list[Fragment] = []
    for row, cut in zip(block, cuts, strict=True):
        for fragment in row:
            (left if fragment.box.x1 <= cut else right).append(fragment)
    return left, right


def _find_columns(rows: list[Line], at: int) -> tuple[int, int, list[float]] | None:
    """Find a block of two columns whose first two-sided row is `rows[at]`.

    Returns:
        First row, end row, and for each row an x inside the gutter; or None.
    """
    for left, right in _gaps(rows[at]):
        found = _follow_gutter(rows, at, left, right)
        if found:
            return found
    return None


def _gaps(row: Line) -> list[tuple[float, float]]:
    """Give the gaps of a row that may be a gutter, the widest first."""
    gaps, reach = [], row[0].box.x1
    for fragment in row[1:]:
        gaps.append((reach, fragment.box.x0))
        reach = max(reach, fragment.box.x1)
    usual = median(b - a for a, b in gaps) if len(gaps) > 2 else 0.0
    least = max(GUTTER * median(f.height for f in row), WIDER_THAN_WORD_GAPS * usual)
    return sorted((gap for gap in gaps if gap[1] - gap[0] >= least), key=lambda g: g[0] - g[1])


def _follow_gutter(rows: list[Line], at: int, left: float, right: float) -> tuple[int, int, list[float]] | None:
    """Go down from a row with a gap as long as the gutter stays free.

    Centred columns may leave no straight gutter: where a row blocks it but has a wide gap of its own beside it,
    the gutter makes a bend there.
    """
    height = median(f.height for f in rows[at])
    bends = [(at, left, right)]  # from which row on the gutter lies between which x
    end, two_sided, last = at, 0, rows[at][0].bottom
    for row in rows[at:]:
        if row[0].top - last > FARTHEST_ROW * height or _is_page_number(row):
            break
        narrowed = _narrow(row, left, right)
        if narrowed[1] - narrowed[0] >= GUTTER * height:
            left, right = narrowed
            bends[-1] = (bends[-1][0], left, right)
        else:
            bent = next((g for g in _gaps(row) if _is_bend(g, left, right, height)), None)
            if bent is None:
                break
            left, right = bent
            bends.append((end, left, right))
        two_sided += row[0].box.x0 < left and row[-1].box.x1 > right
        last = max(f.bottom for f in row)
        end += 1
    cuts = [next((a + b) / 2 for start, a, b in reversed(bends) if start <= index) for index in range(at, end)]
    while cuts and rows[end - 1][0].box.x0 >= cuts[-1]:  # trailing rows on the right alone are in order anyway
        end -= 1
        cuts.pop()
    first = at
    while cuts and first > 0 and _joins_right_column(rows[first - 1], rows[first], cuts[0], height):
        first -= 1
        cuts.insert(0, cuts[0])
    enough = two_sided >= 2 or (two_sided == 1 and end - first >= 3 and right - left >= 3 * height)
    if not enough or not _are_columns(_sides(rows[first:end], cuts), rows):
        return None
    return first, end, cuts


def _is_bend(gap: tuple[float, float], left: float, right: float, height: float) -> bool:
    """Whether a gap of the next row carries a blocked gutter on: wide, and no farther off than two letters."""
    return gap[1] - gap[0] >= BENT * height and gap[0] <= right + 2 * height and gap[1] >= left - 2 * height


def _narrow(row: Line, left: float, right: float) -> tuple[float, float]:
    """Give the widest part of the gutter that a row leaves free."""
    widest, start = (left, left), left
    for fragment in row:
        if fragment.box.x1 <= left or fragment.box.x0 >= right:
            continue
        if fragment.box.x0 - start > widest[1] - widest[0]:
            widest = (start, fragment.box.x0)
        start = max(start, fragment.box.x1)
    if right - start > widest[1] - widest[0]:
        widest = (start, right)
    return widest


def _joins_right_column(row: Line, below: Line, x: float, height: float) -> bool:
    near = below[0].top - row[0].bottom <= 1.2 * height
    return near and row[0].box.x0 >= x and not _is_page_number(row)


def _is_page_number(row: Line) -> bool:
    return len(row) == 1 and row[0].text.strip("-–. ").isdecimal()


def _are_columns(sides: Sequence[Sequence[Fragment]], rows: list[Line]) -> bool:
    """Whether both sides are wide enough, and neither falls into columns itself (that is a table without rules)."""
    x0 = min(row[0].box.x0 for row in rows)
    x1 = max(f.box.x1 for row in rows for f in row)
    for side in sides:
        if not side:
            return False
        width = max(f.box.x1 for f in side) - min(f.box.x0 for f in side)
        if width < NARROWEST_COLUMN * (x1 - x0):
            return False
        inner = _rows(side)
        wide = [gap for row in inner for gap in _gaps(row) if gap[1] - gap[0] > BENT * row[0].height]
        if len(wide) >= 2 and len(wide) * 2 > len(inner):
            return False
    return True
