"""Rows of a flattened table whose numbers or figures were misread (hàng của bảng đọc nhầm): where each begins.

A row of figures is known by its build: words, a unit, then as many figures as there are columns for them. It is found
so even where its number is lost, and where a figure was read as letters: such a cell stays empty, and is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ntm_extract.extract.tables.columns import Column
from ntm_extract.extract.tables.flat_cells import FIGURES
from ntm_extract.extract.tables.target_cells import is_total

MOST_WORDS = 5
"""Lines of one cell of words at most."""
MOST_LOST = 3
"""Rows in a run that may have been lost."""
LABEL_LENGTH = 3
"""Letters of a misread number at most."""
CELL_LENGTH = 10
"""Letters of a misread figure at most."""
MISREAD_LABEL, NO_LABEL, ODD_FIGURE, NO_FIGURE, STRAY, LOST_ROW = 1.2, 2.5, 1.0, 1.5, 2.0, 1.0
"""What it costs that a number was misread, or lost; that a figure was misread, or read as letters; that a line belongs
to no cell; that a row was lost."""
SMALL, BEGUN = 0.5, 0.3
"""What it costs that a cell begins small, or goes on with what could begin another."""
BEAM = 4
"""Ways to each line that are kept."""
DEAREST = 4.5
"""What a row may cost of which the figures are believed."""
_FIGURE = re.compile(r"[≥≤<>=~]?\s?\d{1,3}(?:\.\d{3}){0,3}(?:,\d{1,2})?\s?%?|\d{1,3}\s?[/-]\s?\d{1,3}|20\d\d|\d{4,7}")
_LABEL = re.compile(r"(?P<v>\d{1,3})[.)]?")
_EDGE = " .:;|'‘’“”\"*"


@dataclass(frozen=True)
class FoundRow:
    """One row.

    Attributes:
        label: its number, "" for a row that sums up others.
        first: index of its first line.
        cells: for each column behind that of the numbers the first line and that behind its last.
        sure: whether the figures are where they should be.
    """

    label: str
    first: int
    cells: tuple[tuple[int, int], ...]
    sure: bool


@dataclass(frozen=True)
class _Way:
    cost: float
    rows: tuple[FoundRow, ...] = ()


def find_figure_rows(lines: Sequence[str], columns: Sequence[Column]) -> tuple[FoundRow, ...]:
    """Find the rows of a table with columns of figures.

    Args:
        lines: the printed lines behind the head.
        columns: what the columns hold, that of the numbers first.

    Returns:
        The rows in the cheapest way to take the lines for them; () for a table without figures.

    Example:
        The lines `1`, `Hộ nghèo`, `%`, `6,1`, `5,2`, `z`, `Xã đạt chuẩn`, `Xã`, `3`, `4` are two rows of two figures.
    """
    kinds = tuple(column.kind for column in columns[1:])
    if not any(kind in FIGURES for kind in kinds):
        return ()
    costs = _Costs(lines, kinds)
    # for each line the cheapest way up to it with each number of the last row
    reached: list[dict[int, _Way]] = [{} for _ in range(len(lines) + 1)]
    reached[0][0] = _Way(0.0)
    for at in range(len(lines)):
        for number, way in sorted(reached[at].items(), key=lambda item: item[1].cost)[:BEAM]:
            _keep(reached[at + 1], number, _Way(way.cost + STRAY, way.rows))
            for row, cost, last in costs.rows_at(at, number):
                _keep(reached[row.cells[-1][1]], last, _Way(way.cost + cost, (*way.rows, row)))
    best = min(reached[-1].values(), key=lambda way: way.cost)
    return best.rows


def _keep(ways: dict[int, _Way], number: int, way: _Way) -> None:
    before = ways.get(number)
    if before is None or way.cost < before.cost:
        ways[number] = way


class _Costs:
    """How ill lines fit the cells of a row."""

    def __init__(self, lines: Sequence[str], kinds: Sequence[str]) -> None:
        self.lines = [line.rstrip(_EDGE) or line for line in lines]
        self.kinds = kinds
        self._cell = cache(self._cost_of_cell)

    def rows_at(self, at: int, number: int) -> Iterator[tuple[FoundRow, float, int]]:
        """Give the rows that may begin at a line behind the row of a number: with their cost and number."""
        for label, cost, begin in self._labels(at, number):
            for cells, own in self._cells(begin, 0):
                clean = sum(
                    self._cell(kind, *cell) == 0
                    for kind, cell in zip(self.kinds, cells, strict=True)
                    if kind in FIGURES
                )
                figures = sum(kind in FIGURES for kind in self.kinds)
                sure = cost + own <= DEAREST and 2 * clean >= figures
                name = str(label) if label else ""
                yield FoundRow(name, at, cells, sure), cost + own, label or number

    def _labels(self, at: int, number: int) -> Iterator[tuple[int, float, int]]:
        """Give what the number of a row that begins at a line may be, its cost, and where the words begin."""
        line = self.lines[at]
        if is_total(line):
            yield 0, 0.0, at
        found = _LABEL.fullmatch(line)
        if found is not None:
            value = int(found["v"])
            if number < value <= number + 1 + MOST_LOST:
                yield value, LOST_ROW * (value - number - 1), at + 1
            if value == number + 1:
                return
        if may_be_number(line):
            yield number + 1, MISREAD_LABEL, at + 1
        else:
            yield number + 1, NO_LABEL, at

    def _cells(self, at: int, column: int) -> Iterator[tuple[tuple[tuple[int, int], ...], float]]:
        if column == len(self.kinds):
            yield (), 0.0
            return
        kind = self.kinds[column]
        longest = 1 if kind in FIGURES or kind == "due" else 2 if kind in ("unit", "place") else MOST_WORDS
        for stop in range(at + 1, min(at + longest, len(self.lines)) + 1):
            own = self._cell(kind, at, stop)
            if own is None:
                break
            for rest, cost in self._cells(stop, column + 1):
                yield ((at, stop), *rest), own + cost

    def _cost_of_cell(self, kind: str, begin: int, end: int) -> float | None:
        lines = self.lines[begin:end]
        if kind in FIGURES or kind == "due":
            return _cost_of_figure(lines[0])
        if any(is_figure(line) for line in lines):
            return None
        if kind == "unit":
            return SMALL * lines[0][0].islower() + BEGUN * (len(lines) - 1) if len(" ".join(lines)) <= 24 else None
        if any(not any(character.isalpha() for character in line) for line in lines):
            return None
        small = sum(line[0].islower() for line in lines[:1])
        begun = sum(line[0].isupper() for line in lines[1:])
        return SMALL * small + BEGUN * (begun + (len(lines[0]) <= LABEL_LENGTH))


def _cost_of_figure(line: str) -> float | None:
    if is_figure(line):
        return 0.0
    if len(line) > CELL_LENGTH:
        return None
    return ODD_FIGURE if any(character.isdigit() for character in line) else NO_FIGURE


def may_be_number(line: str) -> bool:
    """Whether a line may be the number of a row, misread: `i`, `WN`, `fs)`; no sign alone."""
    return len(line) <= LABEL_LENGTH and any(character.isalnum() or character == "&" for character in line)


def is_figure(line: str) -> bool:
    """Whether a line is one figure, as a cell holds it: `66,5`, `≥ 95%`, `13/19`, `2027`.

    Example:
        `is_figure("S17")` is False: a figure was misread.
    """
    return _FIGURE.fullmatch(line) is not None
