"""Tables whose cells are told by rules or tabs: ruled ones as they were read, those of tabs from their lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ntm_extract.extract.origins import Origins
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.tables.columns import Column, is_index_row, key_of, resolve_columns, table_words
from ntm_extract.extract.tables.grids import Grid, GridCell, GridRow, caption_of
from ntm_extract.extract.tables.row_addresses import address_rows
from ntm_extract.knowledge.folding import fold
from ntm_extract.outline.structure import Block
from ntm_extract.pages import PAGE_BREAK, Table

_TITLE = re.compile(r"(?:^|\n)[^a-z]{0,4}(?:phu luc|bieu|bang|danh muc)\b")
_HEAD_WORD = re.compile(r"[^\W\d_]{2}|%|^(?:19|20)\d\d")
_HEAD_NUMBER = re.compile(r"^\d{1,2}$")
_FIGURE = re.compile(r"[≥≤<>+-]?\s?\d[\d.,]{0,12}(?:\s?[-–/]\s?\d[\d.,]{0,12})?\s?%?|[-–x]")

MOST_HEADS = 4
"""Rows of a head at most."""


@dataclass
class _Raw:
    """A table as found: its rows of cells, heads included, in order of reading."""

    rows: list[GridRow]
    width: int
    continues: bool
    page: int
    tabbed: bool = False


def find_grids(origins: Origins) -> list[Grid]:
    """Find the tables of a document.

    Args:
        origins: the outlined document, and its pages with the cells of ruled tables.

    Returns:
        Tables in reading order, those without columns of which too little is known; one that goes on over pages is one,
        be its head repeated or not.

    Example:
        Two pages of a table headed `TT | Nhiệm vụ | Chủ trì` give one grid; a row torn by the page's end is one row.
    """
    raws = [*_ruled(origins)]
    covered = Spans((raw.rows[0].start, raw.rows[-1].end) for raw in raws)
    raws += [raw for raw in _tabbed(origins) if not covered.meets(raw.rows[0].start, raw.rows[-1].end)]
    grids: list[Grid] = []
    heads: list[str] = []
    last: _Raw | None = None
    for raw in sorted(raws, key=lambda raw: raw.rows[0].start):
        depth, printed = _head_of(raw)
        columns = resolve_columns(printed, _figured(raw, depth))
        follows = last is not None and _follows(origins, last, raw)
        repeated = follows and printed == heads
        if repeated or (follows and raw.continues and not columns):
            grids[-1] = _continue(grids[-1], raw.rows[depth:] if repeated else raw.rows)
        else:
            grids.append(_begin(columns, raw.rows[:depth], raw.rows[depth:], origins))
            heads = printed
        last = raw
    return [replace(grid, rows=tuple(address_rows(grid, origins))) for grid in grids]


def _follows(origins: Origins, above: _Raw, below: _Raw) -> bool:
    """Whether a table stands on the page after another of as many columns, and no title of its own between them."""
    if below.page - above.page != 1 or below.width != above.width:
        return False
    between = fold(origins.outline.text[above.rows[-1].end : below.rows[0].start].lower())
    return not _TITLE.search(between)


def _ruled(origins: Origins) -> Iterable[_Raw]:
    """Give the tables that reading found."""
    for index, page in enumerate(origins.reading.pages):
        base = origins.reading.page_starts[index]
        for table in page.tables:
            raw = _of_table(origins, table, base, index)
            if raw is not None:
                yield raw


def _of_table(origins: Origins, table: Table, base: int, page: int) -> _Raw | None:
    rows: dict[int, list[GridCell]] = {}
    own: dict[int, set[int]] = {}
    for cell in table.cells:
        made = _grid_cell(origins, cell.column, cell.column_span, base + cell.start, base + cell.end)
        for row in range(cell.row, cell.row + cell.row_span):
            rows.setdefault(row, [])
            if made.lines:
                rows[row].append(made)
        if made.lines:
            own.setdefault(cell.row, set()).add(cell.column)
    width = max((cell.column + cell.column_span for cell in table.cells), default=0)
    made_rows = [_row(rows[row], own.get(row, set())) for row in sorted(rows) if rows[row]]
    made_rows = [row for row in made_rows if row.own or row.cells]
    if width < 2 or len(made_rows) < (1 if table.continues else 2):
        return None
    return _Raw(made_rows, width, table.continues, page)


def _grid_cell(origins: Origins, column: int, width: int, start: int, end: int) -> GridCell:
    if start >= end:
        return GridCell(column, width, 0, 0, ())
    restored = origins.restoration.alignment.to_target(start, end)
    lines = [" ".join(line.split()) for line in origins.restoration.text[restored[0] : restored[1]].split("\n")]
    flowing = origins.outline.alignment.to_target(*restored)
    return GridCell(column, width, *flowing, tuple(line for line in lines if line))


def _row(cells: Sequence[GridCell], own: set[int]) -> GridRow:
    ordered = tuple(sorted(cells, key=lambda cell: cell.column))
    here = [cell for cell in ordered if cell.column in own] or list(ordered)
    return GridRow(ordered, frozenset(own), min(c.start for c in here), max(c.end for c in here))


def _tabbed(origins: Origins) -> Iterable[_Raw]:
    """Give the tables whose cells are separated by tabs (or by bars, of which the outline makes tabs)."""
    run: list[GridRow] = []
    for block in origins.outline.blocks:
        row = _tabbed_row(origins, block)
        if row is not None:
            run.append(row)
        elif run:
            yield from _of_run(run)
            run = []
    yield from _of_run(run)


def _of_run(run: list[GridRow]) -> Iterable[_Raw]:
    if len(run) >= 2:
        yield _Raw(run, max(row.cells[-1].column for row in run) + 1, False, 0, tabbed=True)


def _tabbed_row(origins: Origins, block: Block) -> GridRow | None:
    """Cut a line with tabs into cells; None for a block that is no such line."""
    text, printed = origins.outline.text[block.start : block.end], origins.restoration.text
    start, end = origins.restored(block.start, block.end)
    begin = max(printed.rfind("\n", 0, start), printed.rfind(PAGE_BREAK, 0, start)) + 1
    left = printed[begin:start].count("\t")  # cells left empty before the first, which the outline drops
    if ("\t" not in text and not left) or "\n" in printed[start:end] or (block.role != "table" and not left):
        return None
    cells = []
    at = block.start
    for column, part in enumerate(text.split("\t"), left):
        words = part.strip()
        if words:
            first = at + part.index(words)
            cells.append(GridCell(column, 1, first, first + len(words), (words,)))
        at += len(part) + 1
    return _row(cells, {cell.column for cell in cells}) if cells else None


def _head_of(raw: _Raw) -> tuple[int, list[str]]:
    """Give how many rows the head of a table has, and the words over each of its columns."""
    depth = 1
    first = raw.rows[0]
    while depth < min(MOST_HEADS, len(raw.rows) - 1):
        below = raw.rows[depth]
        spread = any(cell.width > 1 and cell.width < raw.width for cell in raw.rows[depth - 1].cells)
        held = any(cell in first.cells for cell in below.cells if cell.column not in below.own)
        if not (spread or held or _is_lower_head(raw, depth)):
            break
        depth += 1
    heads = []
    for column in range(raw.width):
        said: list[str] = []
        for at, row in enumerate(raw.rows[:depth]):
            cell = row.cell(column) or _over(raw, at, depth, column)
            if cell is not None and cell.text not in said:
                said.append(cell.text)
        heads.append(" | ".join(said))
    if len(raw.rows) > depth and is_index_row([cell.text for cell in raw.rows[depth].cells]):
        depth += 1
    return depth, heads


def _figured(raw: _Raw, depth: int) -> frozenset[int]:
    """Give the columns in whose cells stand figures alone."""
    found = set()
    for column in range(raw.width):
        cells = [cell.text for row in raw.rows[depth:] for cell in row.cells if cell.column == column]
        if cells and 2 * sum(1 for cell in cells if _FIGURE.fullmatch(cell)) > len(cells):
            found.add(column)
    return frozenset(found)


def _is_lower_head(raw: _Raw, depth: int) -> bool:
    """Whether a row of tabs is a lower row of the head: nothing in its first columns, words or years in the others."""
    cells = raw.rows[depth].cells
    above = raw.rows[depth - 1].cells
    if not raw.tabbed or not cells or cells[0].column == 0 or cells[0].column > above[-1].column:
        return False
    over = next((cell for cell in reversed(above) if cell.column <= cells[0].column), None)
    counted = over is not None and key_of(over.text).endswith(tuple(table_words()["words"]["counted"]))
    words = [_HEAD_WORD.search(cell.text) or (counted and _HEAD_NUMBER.search(cell.text)) for cell in cells]
    return len(cells) > 1 and all(words)


def _over(raw: _Raw, at: int, depth: int, column: int) -> GridCell | None:
    """Give the cell of an upper head row of tabs that goes on over an empty column: `Trong đó` over three years."""
    if not raw.tabbed or at == depth - 1:
        return None
    lower = raw.rows[at + 1]
    left = [cell for cell in raw.rows[at].cells if cell.column < column]
    return left[-1] if left and lower.cell(column) is not None and lower.cell(left[-1].column) is not None else None


def _begin(columns: tuple[Column, ...], head: Sequence[GridRow], body: Sequence[GridRow], origins: Origins) -> Grid:
    start = min(row.start for row in head)
    grid = Grid(columns, (), caption_of(origins, start), start, max(row.end for row in head))
    return _continue(grid, body)


def _continue(grid: Grid, body: Sequence[GridRow]) -> Grid:
    """Add the rows of the next page; the first of them may be the rest of the last row."""
    rows = list(grid.rows)
    whole: dict[GridCell, GridCell] = {}  # a merged cell of the next page → with its part on the page before
    for position, row in enumerate(body):
        if position == 0 and rows and _goes_on(grid, rows[-1], row):
            rows[-1] = _joined(rows[-1], row)
            whole = {cell: rows[-1].cell(cell.column) or cell for cell in row.cells}
        else:
            rows.append(replace(row, cells=tuple(whole.get(cell, cell) for cell in row.cells)))
    return replace(grid, rows=tuple(rows), end=max([grid.end, *(row.end for row in rows)]))


def _goes_on(grid: Grid, last: GridRow, row: GridRow) -> bool:
    """Whether the first row of a page is the rest of the last one of the page before."""
    number = grid.index("number")
    if number is not None and row.cell(number) is not None:
        return False
    task = grid.index("task")
    said = row.cell(task) if task is not None else None
    if said is not None:
        return last.cell(task or 0) is not None and (number is not None or said.text[:1].islower())
    time = grid.index("time")
    if time is not None and row.cell(time) is None:
        return True
    text = next((cell.text for cell in row.cells if not cell.text[:1].isdigit()), "")
    return text[:1].islower()


def _joined(above: GridRow, below: GridRow) -> GridRow:
    """Put the two parts of a row together, cell by cell."""
    cells = []
    for column in sorted({cell.column for cell in (*above.cells, *below.cells)}):
        parts = [cell for row in (above, below) for cell in row.cells if cell.column == column]
        lines = tuple(line for part in parts for line in part.lines)
        cells.append(replace(parts[0], end=parts[-1].end, lines=lines))
    return replace(above, cells=tuple(cells), own=above.own | below.own, end=max(above.end, below.end))
