"""Tables that were flattened to one cell a line: which column each line belongs to, where the words show it.

Nothing is guessed: a row is taken apart only if there is one way to deal its lines to the columns. The other rows are
among those that the notes count as not extracted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from ntm_extract.extract.origins import Origins
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.tables.agency_cells import is_complete, read_bodies
from ntm_extract.extract.tables.columns import Column, key_of, resolve_columns, table_words
from ntm_extract.extract.tables.grids import Grid, GridCell, GridRow, caption_of
from ntm_extract.extract.tables.target_cells import is_total
from ntm_extract.extract.tables.task_tables import TableGround
from ntm_extract.extract.tables.time_cells import written_out
from ntm_extract.extract.targets.numbers import find_quantities
from ntm_extract.extract.times.dates import find_times
from ntm_extract.outline.structure import Block

MOST_LINES = 40
"""Lines of a row beyond which its cells are not told apart."""
FIGURES = ("year", "goal", "due", "current", "measure", "unit_of", "compare")
"""Columns whose cells hold one figure."""
EMPTY = ("coordinate", "product", "note", "time")
"""Columns that may be empty in a row."""
_YEAR = re.compile(r"20\d\d")
_NUMBERED = re.compile(r"(?P<v>\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,5}|[A-H])\.?(?:\s{1,3}|$)")


@dataclass(frozen=True)
class _Printed:
    """One printed line: its words, and its span in the outlined text."""

    text: str
    start: int
    end: int


def find_flat_grids(origins: Origins, covered: Sequence[tuple[int, int]], ground: TableGround) -> list[Grid]:
    """Find the flattened tables of a document.

    Args:
        origins: the outlined document; its `table` blocks are the rows.
        covered: spans of tables whose cells were told by rules or tabs.
        ground: what the document tells.

    Returns:
        Those under whose head all columns are known; a row whose lines can be dealt in no way, or in several, has no
        cells.

    Example:
        The lines `TT`, `Nhiệm vụ`, `Cơ quan`, `chủ trì`, `Thời hạn` are a head of four columns.
    """
    taken = Spans(covered)
    grids: list[Grid] = []
    run: list[Block] = []
    for block in (*origins.outline.blocks, None):
        flat = block is not None and block.role == "table" and not taken.meets(block.start, block.end)
        if block is not None and flat:
            run.append(block)
        elif run:
            grids += _of_run(origins, run, ground)
            run = []
    return grids


def _of_run(origins: Origins, run: Sequence[Block], ground: TableGround) -> Iterator[Grid]:
    """Read the rows of one table; its first block is the head."""
    columns = _columns(_lines(origins, run[0]))
    if not columns or len(run) < 2:
        return
    rows = tuple(_row(_lines(origins, block), block, columns, ground) for block in run[1:])
    yield Grid(columns, rows, caption_of(origins, run[0].start), run[0].start, run[-1].end, ruled=False)


def _lines(origins: Origins, block: Block) -> list[_Printed]:
    start, end = origins.restored(block.start, block.end)
    printed = []
    at = start
    for line in re.split(r"[\n\f]", origins.restoration.text[start:end]):
        flowing = origins.outline.alignment.to_target(at, at + len(line))
        if line.strip() == "%" or (line.strip() and flowing[1] > flowing[0]):  # the outline keeps no bare sign
            printed.append(_Printed(" ".join(line.split()), *flowing))
        at += len(line) + 1
    return printed


def _columns(lines: Sequence[_Printed]) -> tuple[Column, ...]:
    """Read a head: each line that begins with a capital begins a column. () where one of them is not known."""
    heads: list[str] = []
    for line in lines:
        year = bool(heads) and heads[-1].lower() == "năm" and _YEAR.fullmatch(line.text) is not None
        if line.text.isdigit() and not year:  # the row that numbers the columns
            continue
        if heads and not line.text[0].isupper():
            heads[-1] += f" {line.text}"
        else:
            heads.append(line.text)
    columns = resolve_columns(heads)
    again = bool(columns) and columns[-1].kind in ("", *(column.kind for column in columns[:-1]))
    if again and key_of(heads[-1]).startswith(tuple(table_words()["words"]["row_groups"])):
        columns = resolve_columns(heads[:-1])  # the title of the first rows: `Nhóm nhiệm vụ về thể chế`
    known = columns and columns[0].kind == "number" and all(column.kind for column in columns)
    return columns if known else ()


def _row(lines: Sequence[_Printed], block: Block, columns: Sequence[Column], ground: TableGround) -> GridRow:
    """Deal the lines of a row to the columns behind the number."""
    nothing = GridRow((), frozenset(), block.start, block.end, address=block.address)
    label = _NUMBERED.match(lines[0].text) if lines else None
    total = label is None and bool(lines) and is_total(lines[0].text)
    if not (label or total) or len(lines) > MOST_LINES:
        return nothing
    number = label["v"] if label else ""
    rest = lines[0].text[label.end() if label else 0 :].strip()
    first = _Printed(rest, lines[0].end - len(rest), lines[0].end)
    body = [first, *lines[1:]] if rest else list(lines[1:])
    kinds = [column.kind for column in columns[1:]]
    if len(body) == 1 and len(kinds) > 1:
        return GridRow((), frozenset(), block.start, block.end, number, block.address, section=True)
    cuts = _deal([line.text for line in body], kinds, ground, empty=()) or _deal(
        [line.text for line in body], kinds, ground, empty=EMPTY
    )
    if cuts is None:
        return nothing
    cells = []
    for index, (a, b) in enumerate(cuts, 1):
        if b > a:
            text = tuple(line.text for line in body[a:b])
            cells.append(GridCell(index, 1, body[a].start, body[b - 1].end, text))
    own = frozenset(cell.column for cell in cells)
    return GridRow(tuple(cells), own, block.start, block.end, number, block.address)


def _deal(
    lines: Sequence[str], kinds: Sequence[str], ground: TableGround, *, empty: Sequence[str]
) -> list[tuple[int, int]] | None:
    """Give which lines each column has, None where there is no way or more than one."""

    @cache
    def ways(line: int, column: int) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Give up to two ways to deal the lines from `line` on to the columns from `column` on."""
        if column == len(kinds):
            return ((),) if line == len(lines) else ()
        found: list[tuple[tuple[int, int], ...]] = []
        for stop in range(line, len(lines) + 1):
            if stop == line and kinds[column] not in empty:
                continue
            if stop < len(lines) and stop > line and not _may_end(lines[stop - 1], lines[stop]):
                continue
            rest = ways(stop, column + 1)
            if rest and (stop == line or _fits(kinds[column], tuple(lines[line:stop]), ground)):
                found += [((line, stop), *way) for way in rest]
            if len(found) > 1:
                break
        return tuple(found[:2])

    dealt = ways(0, 0)
    return list(dealt[0]) if len(dealt) == 1 else None


def _may_end(line: str, following: str) -> bool:
    """Whether a cell may end between two lines."""
    return is_complete(line) and not following[0].islower()


def _fits(kind: str, lines: tuple[str, ...], ground: TableGround) -> bool:
    """Whether lines may be the cell of a column of a kind."""
    text = " ".join(lines)
    if kind == "time":
        standing = any(phrase in f" {key_of(text)} " for phrase in table_words()["words"]["standing"])
        return len(text) <= 60 and (standing or bool(find_times(written_out(text))))
    if kind in ("lead", "coordinate", "both"):
        bodies = read_bodies(lines, ground.reader, ground.reader.lexicon.abbreviations, ground.locality)
        return bool(bodies) and all(body.known for body in bodies)
    if kind in FIGURES:
        return len(lines) == 1 and (len(find_quantities(text)) == 1 or text in table_words()["words"]["nothing"])
    if kind == "unit":
        return len(text) <= 30 and not any(character.isdigit() for character in text)
    return any(character.isalpha() for character in lines[0])  # figures first: those of the row before
