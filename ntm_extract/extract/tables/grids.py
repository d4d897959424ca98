"""Tables of a document as grids of cells (bảng biểu): ruled ones as they were read, those of tabs from their lines."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ntm_extract.extract.origins import Origins
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.tables.columns import Column, is_index_row, resolve_columns
from ntm_extract.knowledge.folding import fold
from ntm_extract.outline.structure import Block
from ntm_extract.pages import PAGE_BREAK, Table

_LABEL = re.compile(r"\(?(?P<v>\d{1,3}(?:\.\d{1,3}){0,4}|[IVXL]{1,6}|[A-H]|[a-zđ])[.)/]{0,2}")
_LABELLED = re.compile(r"(?P<v>[IVXL]{1,6}|[A-H]|\d{1,2}(?:\.\d{1,2}){0,3})[.)]\s{1,3}(?=\w)")
_TITLE = re.compile(r"(?:^|\n)[^a-z]{0,4}(?:phu luc|bieu|bang|danh muc)\b")
_HEAD_WORD = re.compile(r"[^\W\d_]{2}|%|^(?:19|20)\d\d")
_UNIT_LINE = re.compile(r"\(?\s?(?:Đơn vị(?: tính)?|ĐVT|Đvt)\s?:")
_FIGURE = re.compile(r"[≥≤<>+-]?\s?\d[\d.,]{0,12}(?:\s?[-–/]\s?\d[\d.,]{0,12})?\s?%?|[-–x]")
_OPEN = re.compile(r"(?<=[\w/])[-/]$")

MOST_HEADS = 4
"""Rows of a head at most."""
CAPTION_BLOCKS = 4
"""Paragraphs before a table in which its title stands."""


@dataclass(frozen=True)
class GridCell:
    """One cell of a table row.

    Attributes:
        column: 0-based.
        width: how many columns it goes over.
        start, end: its span in the outlined text; equal where the outline left it out.
        lines: its printed lines, restored.
    """

    column: int
    width: int
    start: int
    end: int
    lines: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """Its lines joined, symbols torn at a line end put together (`66-⏎NQ/TW`)."""
        text = ""
        for line in self.lines:
            text += line if not text or _OPEN.search(text) else f" {line}"
        return text


@dataclass(frozen=True)
class GridRow:
    """One row of a table, its parts on two pages put together.

    Attributes:
        cells: those that are not empty, left to right; a cell merged over several rows is in each of them.
        own: the columns of the cells printed in this row.
        start, end: span of its own cells in the outlined text.
        label: its number as printed, without full stop or bracket; "" if it has none.
        address: outline address with the label.
        section: whether it only names what follows (`I. Hoàn thiện thể chế` across the table).
    """

    cells: tuple[GridCell, ...]
    own: frozenset[int]
    start: int
    end: int
    label: str = ""
    address: str = ""
    section: bool = False

    def cell(self, column: int) -> GridCell | None:
        """Give the cell that covers a column, None if it is empty."""
        return next((c for c in self.cells if c.column <= column < c.column + c.width), None)


@dataclass(frozen=True)
class Grid:
    """A table over one or several pages.

    Attributes:
        columns: what each column holds; () where too little is known.
        rows: without the heads; () without columns.
        caption: the words printed right before it (`PHÂN KỲ CHỈ TIÊU THEO NĂM`).
        start, end: span in the outlined text, heads included.
        ruled: whether its cells were told by rules or tabs; otherwise by what they say.
    """

    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    caption: str
    start: int
    end: int
    ruled: bool = True

    @cached_property
    def title(self) -> str:
        """The caption without marks, in lower case."""
        return fold(self.caption.lower())

    def index(self, kind: str) -> int | None:
        """Give the first column of a kind."""
        return next((i for i, column in enumerate(self.columns) if column.kind == kind), None)

    def all_of(self, kind: str) -> list[int]:
        """Give the columns of a kind."""
        return [i for i, column in enumerate(self.columns) if column.kind == kind]


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
    return [replace(grid, rows=tuple(_addressed(grid, origins))) for grid in grids]


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
    return len(cells) > 1 and all(_HEAD_WORD.search(cell.text) for cell in cells)


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


def caption_of(origins: Origins, start: int) -> str:
    """Give the words printed right before a table: its title, without the bracket that names the document.

    Args:
        origins: the outlined document.
        start: where the table begins in the outlined text.

    Example:
        `PHÂN KỲ CHỈ TIÊU THEO NĂM` of an appendix.
    """
    blocks = origins.outline.blocks
    at = bisect_left(blocks, start, key=lambda block: block.start)
    lines: list[str] = []
    for block in reversed(blocks[max(0, at - CAPTION_BLOCKS) : at]):
        if block.address != (_base(origins, start) or "preamble") or block.role in ("table", "signature", "recipients"):
            break
        text = origins.outline.text[block.body : min(block.end, start)].strip()
        lines += [text] if not text.startswith("(") or _UNIT_LINE.match(text) else []
        if block.role == "heading":
            break
    return " ".join(reversed(lines))


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


def _addressed(grid: Grid, origins: Origins) -> Iterable[GridRow]:
    """Give the rows with their numbers, addresses and what they inherit from the row above."""
    base = _base(origins, grid.start)
    number = grid.index("number")
    group = item = ""
    previous: GridRow | None = None
    rows = grid.rows if grid.columns else ()
    sections = [_names_only(grid, row) for row in rows]
    labels = [_label(grid, row, number, section) for row, section in zip(rows, sections, strict=True)]
    runs_on = _runs_on(labels)
    for row, section, label in zip(rows, sections, labels, strict=True):
        if label[:1].isupper() and (section or len(row.cells) <= 2):
            group, item, address = "" if runs_on else label, "", _address(base, label)
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


def _runs_on(labels: Sequence[str]) -> bool:
    """Whether numbers go on from group to group (`A`, `1`, `2`, `B`, `3`): then they say it all, as articles do."""
    steps: set[int] = set()
    last, is_first = 0, False
    for label in labels:
        if label.isdigit():
            steps |= {int(label) - last} if is_first else set()
            last, is_first = int(label), False
        elif label[:1].isupper():
            is_first = last > 0
    return steps == {1}


def _base(origins: Origins, start: int) -> str:
    """Give the address that a table stands under."""
    blocks = origins.outline.blocks
    at = bisect_right(blocks, start, key=lambda block: block.start) - 1
    return blocks[at].address if at >= 0 and blocks[at].address != "preamble" else ""


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
