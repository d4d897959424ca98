"""The numbers and addresses of a table's rows, and what a row without number has from the one it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ntm_extract.extract.origins import Origins
from ntm_extract.extract.tables.grids import Grid, GridRow, base_of

_LABEL = re.compile(r"\(?(?P<v>\d{1,3}(?:\.\d{1,3}){0,4}|[IVXL]{1,6}|[A-H]|[a-zđ])[.)/]{0,2}")
FEWEST_NUMBERS = 3
"""Rows with a number in the first column, two thirds of all at least, that make it the column of numbers."""
_LABELLED = re.compile(r"(?P<v>[IVXL]{1,6}|[A-H]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s{1,3}(?=\w)")


def address_rows(grid: Grid, origins: Origins) -> Iterable[GridRow]:
    """Give the rows with their numbers, addresses and what they inherit from the row above.

    Example:
        The row `2 | Tập huấn …` under the row `II | Nhân lực` of an appendix stands at `Phụ lục.II.2`.
    """
    base = base_of(origins, grid.start)
    grid = with_numbers(grid)
    number = grid.index("number")
    group = item = ""
    previous: GridRow | None = None
    rows = grid.rows if grid.columns else ()
    sections = [_names_only(grid, row) for row in rows]
    labels = [_label(grid, row, number, section) for row, section in zip(rows, sections, strict=True)]
    ungrouped = runs_on(labels)
    for row, section, label in zip(rows, sections, labels, strict=True):
        if label[:1].isupper() and (section or len(row.cells) <= 2):
            group, item, address = "" if ungrouped else label, "", _address(base, label)
        elif label and label[0].islower():
            address = _address(base, group, item, label)
        elif label:
            item, address = label, _address(base, group, label)
        elif previous is None or not _details(grid, row):
            address = _address(base, group)
        else:
            address = previous.address
            row = _inherit(grid, row, previous)
        row = replace(row, label=label, address=address or "preamble", section=section)
        yield row
        previous = row if not section else previous
        if section:
            previous = None


def with_numbers(grid: Grid) -> Grid:
    """Take the first column for that of the numbers where its head tells nothing, as a misread `TT`, and its cells do.

    Example:
        `S | Nhiệm vụ | Chủ trì` over the rows `1 | …`, `2 | …`.
    """
    if not grid.columns or grid.columns[0].kind or grid.index("number") is not None:
        return grid
    cells = [row.cell(0) for row in grid.rows]
    labels = sum(1 for cell in cells if cell is not None and cell.width == 1 and _LABEL.fullmatch(cell.text.strip()))
    if labels < FEWEST_NUMBERS or labels * 3 < len(cells) * 2:
        return grid
    return replace(grid, columns=(replace(grid.columns[0], kind="number"), *grid.columns[1:]))


def runs_on(labels: Sequence[str]) -> bool:
    """Whether numbers go on from group to group: then they say it all, as articles do.

    Args:
        labels: the letters of groups and the numbers of rows, in order.

    Example:
        `runs_on(["A", "1", "2", "B", "3"])`: the row under `B. Sinh kế` is `Phụ lục.3`.
    """
    steps: set[int] = set()
    last, is_first = 0, False
    for label in labels:
        if label.isdigit():
            steps |= {int(label) - last} if is_first else set()
            last, is_first = int(label), False
        elif label[:1].isupper():
            is_first = last > 0
    return steps == {1}


def _address(*parts: str) -> str:
    return ".".join(part for part in parts if part)


def _label(grid: Grid, row: GridRow, number: int | None, section: bool) -> str:
    cell = row.cell(number) if number is not None else None
    found = _LABEL.fullmatch(cell.text.strip()) if cell is not None else None
    if found is None and row.cells and (section or number is None):
        found = _LABELLED.match(row.cells[0].text)
    return found["v"] if found else ""


def _names_only(grid: Grid, row: GridRow) -> bool:
    """Whether a row goes across the table, or has words in no column but the first that tells something."""
    number = grid.index("number")
    said = [c for c in row.cells if c.column != number or c.width > 1 or not _LABEL.fullmatch(c.text)]
    if len(said) != 1 or len(grid.columns) < 3:
        return False
    cell = said[0]
    wide = cell.width >= max(2, len(grid.columns) - 2)
    first = next(i for i in range(len(grid.columns)) if i != number)
    return wide or (cell.column in (first, number) and row.own >= {cell.column})


def _details(grid: Grid, row: GridRow) -> bool:
    """Whether a row without number belongs to the numbered one above it: it names nothing, or a part of that."""
    number = grid.index("number")
    if number is None or row.cell(number) is not None:  # words in the column of numbers: `Cộng`
        return False
    names = [i for i, column in enumerate(grid.columns) if column.kind in ("task", "indicator", "place")]
    name = next((cell for column in names if column in row.own and (cell := row.cell(column))), None)
    if len(names) > 1 and names[0] not in row.own and row.own:  # the next part of a criterion named once
        return True
    return name is None or name.text[:1] in "-–+•*" or name.text[:1].islower()


def _inherit(grid: Grid, row: GridRow, above: GridRow) -> GridRow:
    """Fill the empty cells of a row without number from the row it belongs to (its cells were merged)."""
    filled = {cell.column for cell in row.cells}
    more = [cell for cell in above.cells if cell.column not in filled and grid.columns[cell.column].kind != "number"]
    return replace(row, cells=tuple(sorted((*row.cells, *more), key=lambda cell: cell.column)))
