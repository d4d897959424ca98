"""Reading order: words with boxes into lines, columns and table cells, and from them a page's text.

Coordinates here are those of the upright page. Cells of ruled tables are read row by row, each by itself; page numbers
and running heads come first, footnotes after the running text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ntm_extract.pages import Aside, AsideKind, Box, Cell, Table, Word, surround
from ntm_extract.read.layout.asides import find_asides
from ntm_extract.read.layout.columns import find_lines, find_rows, order_rows
from ntm_extract.read.layout.fragment import Fragment, Line, around, holds, part

__all__ = ["Composed", "Fragment", "Grid", "compose", "holds"]

SAME_EDGE = 3.0
"""Points by which the sides of cells in one column or row may differ: a scanned table leans a little."""


@dataclass(frozen=True)
class Grid:
    """A ruled table found on the page: for each cell its row, column and box, in row-major order."""

    cells: tuple[tuple[int, int, Box], ...]

    @property
    def box(self) -> Box:
        """The rectangle around all cells."""
        return surround(box for _, _, box in self.cells)

    def spans(self) -> list[tuple[int, int]]:
        """Give over how many rows and columns each cell goes."""
        tops = _edges((row, box.top) for row, _, box in self.cells)
        lefts = _edges((column, box.x0) for _, column, box in self.cells)
        return [(_crossed(row, box.bottom, tops), _crossed(column, box.x1, lefts)) for row, column, box in self.cells]


def _edges(starts: Iterable[tuple[int, float]]) -> dict[int, float]:
    """Give where each row or column begins, by its number."""
    edges: dict[int, float] = {}
    for number, edge in starts:
        edges[number] = max(edge, edges.get(number, edge))
    return edges


def _crossed(first: int, end: float, edges: dict[int, float]) -> int:
    return 1 + sum(number > first and edge < end - SAME_EDGE for number, edge in edges.items())


class Composed(NamedTuple):
    """A page's text with its words, its tables with the spans of their cells, and what stands beside the text."""

    text: str
    words: tuple[Word, ...]
    tables: tuple[Table, ...]
    asides: tuple[Aside, ...]


def compose(fragments: Sequence[Fragment], grids: Sequence[Grid], to_page: Callable[[Box], Box]) -> Composed:
    """Bring fragments into reading order and write them as a page's text.

    Args:
        fragments: in any order, on the upright page.
        grids: ruled tables, whose cells are read one by one.
        to_page: brings a box of the upright page to the page as it is shown.

    Returns:
        The text has words joined by one space and lines by a newline; an empty cell has an empty span.
    """
    writer = _Writer(to_page)
    grids = sorted(grids, key=lambda grid: grid.box.top)
    boxes = [grid.box for grid in grids]
    in_tables, free = part(fragments, lambda f: any(holds(box, f.box) for box in boxes)) if boxes else ([], fragments)
    sidelong, free = part(free, lambda f: f.turn != 0)
    rows = find_rows(free)
    extent = [*(f.top for f in free), *(f.bottom for f in free), *(y for box in boxes for y in (box.top, box.bottom))]
    margins = find_asides(rows, min(extent, default=0.0), max(extent, default=0.0))
    writer.add_asides(sidelong_lines(sidelong), "head")
    writer.add_asides(margins.above, "head")
    rest = [f for row in margins.body for f in row] if grids else []
    for grid, box in zip(grids, boxes, strict=True):
        inside, in_tables = part(in_tables, lambda f, box=box: holds(box, f.box))  # type: ignore[misc]
        above, rest = part(rest, lambda f, box=box: f.middle < box.bottom)  # type: ignore[misc]
        writer.add_lines(find_lines(above))
        writer.add_grid(grid, inside)
    writer.add_lines(find_lines(rest) if grids else order_rows(margins.body))
    writer.add_asides(margins.notes, "footnote")
    writer.add_asides(margins.below, "head")
    return Composed(writer.text, tuple(writer.words), tuple(writer.tables), tuple(writer.asides))


def sidelong_lines(fragments: Sequence[Fragment]) -> list[Line]:
    """Give the lines of words that are set sidelong, in the order in which one reads them with the page turned."""
    lines: list[list[Fragment]] = []
    for fragment in sorted(fragments, key=lambda f: (f.turn, f.box.x0 if f.turn == 270 else -f.box.x1)):
        if lines and fragment.turn == lines[-1][0].turn and fragment.box.x0 < around(lines[-1]).x1:
            lines[-1].append(fragment)
        else:
            lines.append([fragment])
    return [tuple(sorted(line, key=lambda f: f.box.top if f.turn == 90 else -f.box.bottom)) for line in lines]


class _Writer:
    """Collects lines into text, words and tables."""

    def __init__(self, to_page: Callable[[Box], Box]) -> None:
        self._to_page = to_page
        self._parts: list[str] = []
        self._length = 0
        self.words: list[Word] = []
        self.tables: list[Table] = []
        self.asides: list[Aside] = []

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
            at = self._length
            first = at if first is None else first
            for fragment in line:
                end = at + len(fragment.text)
                box = self._to_page(fragment.box)
                self.words.append(Word(at, end, box, fragment.confidence, fragment.candidates))
                at = end + 1
            self._write(" ".join([fragment.text for fragment in line]))
        return (self._length if first is None else first), self._length

    def add_asides(self, lines: Sequence[Line], kind: AsideKind) -> None:
        """Write lines that stand beside the running text, and remember what they are."""
        for line in lines:
            self.asides.append(Aside(kind, *self.add_lines([line])))

    def add_grid(self, grid: Grid, fragments: Sequence[Fragment]) -> None:
        cells = []
        for (row, column, box), spans in zip(grid.cells, grid.spans(), strict=True):
            mine, fragments = part(fragments, lambda f, box=box: holds(box, f.box))  # type: ignore[misc]
            sidelong, upright = part(mine, lambda f: f.turn != 0)
            start, end = self.add_lines([*find_lines(upright), *sidelong_lines(sidelong)])
            cells.append(Cell(row, column, start, end, self._to_page(box), *spans))
        self.tables.append(Table(tuple(cells)))
