"""Flattened tables of appendices that were misread (bảng của phụ lục đọc nhầm): heads and rows told line by line.

Where the number of a row is misread, or the `STT` over them, the outline sees no table, or one long row. What follows
the title of an appendix is looked at anew here; a table that is already told as well stays as it is.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise, takewhile

from ntm_extract.extract.origins import Origins
from ntm_extract.extract.tables.columns import Column
from ntm_extract.extract.tables.flat_cells import BODIES
from ntm_extract.extract.tables.flat_tables import PrintedLine, deal_row, lines_at, titles_group
from ntm_extract.extract.tables.grids import Grid, GridCell, GridRow
from ntm_extract.extract.tables.misread_bodies import spelled_cell, spelled_lines
from ntm_extract.extract.tables.misread_cells import COUNTED, mend_cells
from ntm_extract.extract.tables.misread_heads import HeadLine, is_number_head, likely_columns
from ntm_extract.extract.tables.misread_lines import titles_rows, with_openers, without_dust
from ntm_extract.extract.tables.misread_rows import LABEL_LENGTH, find_figure_rows, may_be_number
from ntm_extract.extract.tables.task_tables import TableGround
from ntm_extract.knowledge.folding import fold

TITLE_LINES = 14
"""Lines of an appendix within which its table begins."""
HEAD_LINES = 32
MOST_WAYS = 24
"""Ways to set the numbers that were lost, of which the best is looked for."""
MOST_ROWS = 300
TASK_LINES = 8
"""Printed lines of a task in a narrow column."""
TITLE_LENGTH = 400
_HEADING = re.compile(r"(?m)^[ \t]{0,20}[Pp][Hh][^\s\d]{1,2} {1,2}[Ll][^\s\d]{1,2}(?: {1,2}[IVX\d]{1,4})?[ \t]{0,9}$")
_APPENDIX = re.compile(r"phu luc(?: [ivx\d]{1,4})?")
_LABEL = re.compile(r"(?P<v>\d{1,3})[.)]?")
_YEAR = re.compile(r"(?:Năm )?20\d\d\.?")
_ROMAN = re.compile(r"[IVX]{1,4}\.?")


@dataclass(frozen=True)
class _Region:
    """The part of the restored text under the heading of an appendix, and the title that follows it."""

    address: str
    title: str
    start: int
    end: int


def with_misread(grids: Sequence[Grid], origins: Origins, ground: TableGround) -> list[Grid]:
    """Add the tables of appendices that misread letters hide.

    Args:
        grids: the tables already found.
        origins: the outlined document.
        ground: what the document tells.

    Returns:
        The tables in order; where a flattened one is now told in more rows, as it is told now.

    Example:
        Under `Phụ lục I` the lines `TT`, `Chi tiéu`, `Năm 2026`, `Năm 2028`, `i`, `Hộ nghèo`, `6,1`, `5,2` are a table.
    """
    if not any(page.needs_restoring for page in origins.reading.pages):
        return list(grids)
    kept = list(grids)
    for region in _regions(origins):
        start, end = origins.outline.alignment.to_target(region.start, region.end)
        within = [grid for grid in kept if grid.start < end and grid.end > start]
        if any(grid.ruled for grid in within):
            continue
        found = _read_region(origins, region, ground)
        if found is not None and _tells_more(found, within):
            kept = [grid for grid in kept if grid not in within]
            kept.append(found)
    return sorted(kept, key=lambda grid: grid.start)


def _tells_more(found: Grid, before: Sequence[Grid]) -> bool:
    """Whether a table tells more rows than before, of tasks a tenth more: one row is no ground to read all anew."""
    told, known = _filled([found]), _filled(before)
    return told >= known if _counts(found) else 9 * told > 10 * known


def _counts(grid: Grid) -> bool:
    """Whether a table has figures: its cells are mended then."""
    return any(column.kind in COUNTED for column in grid.columns)


def _filled(grids: Sequence[Grid]) -> int:
    return sum(bool(row.cells) for grid in grids for row in grid.rows)


def _regions(origins: Origins) -> Iterator[_Region]:
    """Give the appendices, each to the next one; also one whose heading the outline takes for part of a paragraph."""
    text = origins.restoration.text
    heads = [found for found in _HEADING.finditer(text) if _APPENDIX.fullmatch(fold(found[0]))]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends if heads else [], strict=True):
        at = bisect_right(origins.outline.blocks, _outlined(origins, head)[0], key=lambda block: block.start) - 1
        block = origins.outline.blocks[max(at, 0)]
        own = block.role == "heading" and fold(block.address).startswith("phu luc")
        address = block.address if own else " ".join(("Phụ lục", *head[0].split()[2:])).strip()
        yield _Region(address, _title(text[head.end() : end]), head.end(), end)


def _outlined(origins: Origins, found: re.Match[str]) -> tuple[int, int]:
    return origins.outline.alignment.to_target(*found.span())


def _title(text: str) -> str:
    """Give the lines in capitals right behind the heading of an appendix."""
    lines = [line.strip() for line in text[:TITLE_LENGTH].split("\n")]
    return " ".join(takewhile(lambda line: not line or _in_capitals(line), lines)).strip()


def _in_capitals(line: str) -> bool:
    capitals = sum(character.isupper() for character in line)
    return 2 * capitals > sum(character.isalpha() for character in line)


def _read_region(origins: Origins, region: _Region, ground: TableGround) -> Grid | None:
    """Read the table of an appendix: the head may end in several places, of which the one that tells most is taken."""
    lines = lines_at(origins, region.start, region.end)
    heads = [HeadLine(line.text, _as_read(origins, line)) for line in lines]
    best: Grid | None = None
    ways = ((start, stop, way) for start, stop in _head_spans(heads) for way in likely_columns(heads[start:stop]))
    for start, stop, columns in ways:
        if any(column.kind == "unit_of" for column in columns):
            continue
        body = lines[stop:]
        begin = next((line.start for line in lines[start:] if line.end > line.start), region.start)
        grid = Grid(columns, (), region.title, begin, begin, ruled=False)
        rows = tuple(
            _figure_rows(body, columns, region) if _counts(grid) else _task_rows(body, columns, region, ground)
        )
        if any(row.cells for row in rows):
            grid = replace(grid, rows=rows, end=rows[-1].end)
            best = grid if best is None or _told(grid) > _told(best) else best
    return best


def _told(grid: Grid) -> int:
    """Give how many cells of a table are told."""
    return sum(len(row.cells) for row in grid.rows)


def _as_read(origins: Origins, line: PrintedLine) -> str:
    """Give a line as it was read."""
    start, end = origins.restoration.alignment.to_source(line.at, line.at + len(line.text))
    return " ".join(origins.restoration.source[start:end].split())


def _head_spans(lines: Sequence[HeadLine]) -> Iterator[tuple[int, int]]:
    """Give where the head of a table may begin, behind that of the numbers, and where it may end."""
    near = range(min(TITLE_LINES, len(lines)))
    sure = [index for index in near if is_number_head(lines[index])]
    lost = [index for index in near if len(lines[index].text) <= LABEL_LENGTH and index not in sure]
    for start in sure or lost[:3]:
        last = min(start + HEAD_LINES, len(lines))
        ones = [at for at in range(start + 3, last) if lines[at].text.rstrip(".) ") == "1"]
        looks = [at for at in range(start + 3, last) if at not in ones and _may_be_one(lines[at])]
        looks += [at for at in range(start + 3, last) if _YEAR.fullmatch(lines[at - 1].text) and at not in looks]
        for stop in (*ones[:1], *(at for at in looks if not ones or at < ones[0])):
            yield start + 1, stop


def _may_be_one(line: HeadLine) -> bool:
    """Whether a line may be the number of the first row, or the title of a group of rows."""
    return may_be_number(line.text) or titles_group(line.text)


def _figure_rows(lines: Sequence[PrintedLine], columns: Sequence[Column], region: _Region) -> Iterator[GridRow]:
    found = find_figure_rows([line.text for line in lines[:MOST_ROWS]], columns)
    if 2 * sum(row.sure for row in found) < len(found):
        return
    for row in found:
        last = row.cells[-1][1]
        address = ".".join(filter(None, (region.address, row.label)))
        read = [tuple(line.text for line in lines[a:b]) for a, b in row.cells] if row.sure else []
        cells = [
            GridCell(index, 1, *_span(lines[a:b]), text)
            for index, ((a, b), text) in enumerate(zip(row.cells, mend_cells(read, columns), strict=False), 1)
            if text
        ]
        yield GridRow(
            tuple(cells), frozenset(c.column for c in cells), *_span(lines[row.first : last]), row.label, address
        )


def _span(lines: Sequence[PrintedLine]) -> tuple[int, int]:
    """Give the span of lines in the outlined text, of which some may be left out."""
    shown = [line for line in lines if line.end > line.start] or list(lines[:1])
    return shown[0].start, shown[-1].end


def _task_rows(
    lines: Sequence[PrintedLine], columns: Sequence[Column], region: _Region, ground: TableGround
) -> Iterator[GridRow]:
    """Read the rows between their numbers; where numbers are lost, in the one way that tells the most rows."""
    anchors = _anchors([line.text for line in lines])
    if not anchors:
        return
    for index, (at, number) in enumerate(anchors):
        stop, following = anchors[index + 1] if index + 1 < len(anchors) else (len(lines), number + 1)
        lost = (following - number - 1,) if index + 1 < len(anchors) else (0, 1, 2)
        yield from _between(lines[at : _own_end(lines, at, stop)], number, lost, columns, region, ground)


def _own_end(lines: Sequence[PrintedLine], begin: int, stop: int) -> int:
    """Give where a row ends before the head that is printed again on the next page."""
    again = (at for at in range(begin + 3, stop) if is_number_head(HeadLine(lines[at].text, lines[at].text)))
    return next(again, stop)


def _anchors(texts: Sequence[str]) -> list[tuple[int, int]]:
    """Give the lines that are the numbers of rows: the longest rising run of them, the first row before all."""
    best: dict[int, list[tuple[int, int]]] = {}
    runs: list[list[tuple[int, int]]] = [[(0, 1)] if not _LABEL.fullmatch(texts[0]) else []]
    for at, text in enumerate(texts):
        found = _LABEL.fullmatch(text)
        value = int(found["v"]) if found else 0
        if not 0 < value < 100:
            continue
        before = max((run for run in runs if _goes_on(run, value)), key=len, default=None)
        if before is not None:
            run = [*before, (at, value)]
            if len(run) > len(best.get(value, ())):
                best[value] = run
                runs.append(run)
    return max((run for run in runs if run), key=lambda run: (len(run), -run[-1][1]), default=[])


def _goes_on(run: Sequence[tuple[int, int]], value: int) -> bool:
    return (run[-1][1] if run else 0) < value <= (run[-1][1] if run else 0) + 4


def _between(
    lines: Sequence[PrintedLine],
    number: int,
    lost: Sequence[int],
    columns: Sequence[Column],
    region: _Region,
    ground: TableGround,
) -> list[GridRow]:
    """Read the row at the first of some lines, and as many behind it as numbers may have been lost."""
    places = [at for at in range(3, len(lines) - 2) if _begins_row(lines[at].text)]
    best: list[GridRow] = []
    for way in islice((way for count in lost for way in combinations(places, count)), MOST_WAYS):
        cuts = [0, *way, len(lines)]
        rows = [_one_row(lines[a:b], number + k, columns, region, ground) for k, (a, b) in enumerate(pairwise(cuts))]
        if not best or _dealt(rows) > _dealt(best):
            best = rows
    return best


def _begins_row(line: str) -> bool:
    return may_be_number(line) and not _ROMAN.fullmatch(line)


def _dealt(rows: Sequence[GridRow]) -> tuple[int, int]:
    """Rank ways to cut rows: by how many are told, then by how few are not."""
    told = sum(bool(row.cells) for row in rows)
    return told, told - len(rows)


def _one_row(
    lines: Sequence[PrintedLine], number: int, columns: Sequence[Column], region: _Region, ground: TableGround
) -> GridRow:
    first = lines[0]
    labelled = len(first.text) <= LABEL_LENGTH
    label = PrintedLine(str(number), first.start, first.end if labelled else first.start, first.at)
    start, end = _span(lines)
    address = ".".join(filter(None, (region.address, str(number))))
    own = _without_title(lines[1:] if labelled else lines)
    texts = spelled_lines(with_openers([without_dust(line.text) for line in own]), ground)
    plain = (replace(line, text=text) for line, text in zip(own, texts, strict=True))
    body = [label, *(line for line in plain if len(line.text) > 1)]
    row = deal_row(body, start, end, address, columns, ground, misread=True)
    if _swallows_another(row, columns):
        return replace(row, cells=())
    spelled = (
        replace(cell, lines=spelled_cell(cell.lines, ground)) if columns[cell.column].kind in BODIES else cell
        for cell in row.cells
    )
    return replace(row, cells=tuple(spelled))


def _without_title(lines: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
    """Leave out the title of the next group of rows, in capitals, at the end of a row."""
    stop = len(lines)
    while stop > 1 and titles_rows(lines[stop - 1].text):
        stop -= 1
    return lines[:stop]


def _swallows_another(row: GridRow, columns: Sequence[Column]) -> bool:
    """Whether the task of a row is so long that it must hold the row before, whose own cells could not be told."""
    return any(columns[cell.column].kind == "task" and len(cell.lines) > TASK_LINES for cell in row.cells)
