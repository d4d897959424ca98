"""Tables that were flattened to one cell a line: which column each line belongs to, where the words show it.

Nothing is guessed: a row is taken apart only if one way to deal its lines to the columns is better than all others. The
other rows are among those that the notes count as not extracted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntm_extract.extract.agencies.levels import LETTERS
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.tables.columns import Column, key_of, part_of_year, resolve_columns, table_words
from ntm_extract.extract.tables.flat_cells import deal
from ntm_extract.extract.tables.grids import Grid, GridCell, GridRow, caption_of
from ntm_extract.extract.tables.target_cells import is_total
from ntm_extract.extract.tables.task_tables import TableGround
from ntm_extract.outline.structure import Block

MOST_LINES = 40
"""Lines of a row beyond which its cells are not told apart."""
EMPTY = ("coordinate", "product", "note", "time")
"""Columns that may be empty in a row."""
_YEAR = re.compile(r"20\d\d")
_LETTERED = re.compile(r"(?:[A-H]|[IVX]{1,5})\.\s{1,3}[^\W\d_]")
_ROMAN = re.compile(r"[IVX]{1,5}")
"""The number of a group of rows, alone on its line."""
_NUMBERED = re.compile(r"(?P<v>\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,5}|[A-H])\.?(?:\s{1,3}|$)")


@dataclass(frozen=True)
class PrintedLine:
    """One printed line.

    Attributes:
        text: its words.
        start, end: its span in the outlined text; equal where the outline left it out.
        at: where its words begin in the restored text.
    """

    text: str
    start: int
    end: int
    at: int


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
    rows = tuple(
        deal_row(_lines(origins, block), block.start, block.end, block.address, columns, ground) for block in run[1:]
    )
    yield Grid(columns, rows, caption_of(origins, run[0].start), run[0].start, run[-1].end, ruled=False)


def _lines(origins: Origins, block: Block) -> list[PrintedLine]:
    """Give the lines of a row; of those that the outline left out only bare signs."""
    lines = lines_at(origins, *origins.restored(block.start, block.end))
    return [line for line in lines if line.end > line.start or line.text == "%" or _ROMAN.fullmatch(line.text)]


def lines_at(origins: Origins, start: int, end: int) -> list[PrintedLine]:
    """Give all printed lines of a span of the restored text that are not empty.

    Example:
        `STT`, `Nhiệm vụ`, `Cơ quan`, `chủ trì` for the head of a flattened table.
    """
    printed = []
    at = start
    for line in re.split(r"[\n\f]", origins.restoration.text[start:end]):
        words = " ".join(line.split())
        if words:
            flowing = origins.outline.alignment.to_target(at, at + len(line))
            printed.append(PrintedLine(words, *flowing, at + len(line) - len(line.lstrip())))
        at += len(line) + 1
    return printed


def _columns(lines: Sequence[PrintedLine]) -> tuple[Column, ...]:
    """Read a head: each line that begins with a capital, or is a year, begins a column.

    Returns:
        () where one of the columns is not known.
    """
    heads: list[str] = []
    for line in lines:
        if heads and _ROMAN.fullmatch(line.text):  # the number of the first group of rows
            break
        year = _YEAR.fullmatch(line.text) is not None or part_of_year(line.text) is not None  # `6 tháng`
        if line.text.isdigit() and not year:  # the row that numbers the columns
            continue
        goes_on = heads and heads[-1].lower().endswith("năm")
        small = not line.text[0].isupper() and not _lost_capital(line.text)
        if heads and small and (goes_on or not year):
            heads[-1] += f" {line.text}"
        else:
            heads.append(line.text)
    columns = resolve_columns(heads)
    again = bool(columns) and columns[-1].kind in ("", *(column.kind for column in columns[:-1]))
    if again and titles_group(heads[-1]):
        columns = resolve_columns(heads[:-1])  # the title of the first rows: `Nhóm nhiệm vụ về thể chế`
    known = columns and columns[0].kind == "number" and all(column.kind for column in columns)
    return columns if known else ()


def _lost_capital(line: str) -> bool:
    """Whether a line heads a column of its own though its first letter is small: `đơn vị chủ trì`, its Đ misread."""
    return line.startswith("đ") and key_of(line).startswith(tuple(table_words()["words"]["bodies"]))


def titles_group(line: str) -> bool:
    """Whether a line is the title of a group of rows: `Nhóm nhiệm vụ về thể chế`, `B. Sinh kế`."""
    key = key_of(line.translate(LETTERS))
    return key.startswith(tuple(table_words()["words"]["row_groups"])) or _LETTERED.match(line) is not None


def _without_group(lines: Sequence[PrintedLine]) -> Sequence[PrintedLine]:
    """Leave out the title of the next group of rows, at the end of a row."""
    numbered = next((at for at in range(2, len(lines) - 1) if _ROMAN.fullmatch(lines[at].text)), None)
    if numbered is not None and lines[numbered + 1].text[0].isupper():
        return lines[:numbered]
    for at in range(len(lines) - 1, 1, -1):
        if titles_group(lines[at].text):
            return lines[:at]
        if not lines[at].text[0].islower():
            break
    return lines


def deal_row(
    lines: Sequence[PrintedLine],
    start: int,
    end: int,
    address: str,
    columns: Sequence[Column],
    ground: TableGround,
    *,
    misread: bool = False,
) -> GridRow:
    """Deal the lines of a row to the columns behind the number.

    Args:
        lines: its printed lines, the first of which begins with its number.
        start: where it begins in the outlined text.
        end: where it ends there.
        address: of the row.
        columns: those of the table, that of the numbers first.
        ground: what the document tells.
        misread: whether letters may be wrong, so that one of its cells may not be known for what it is.

    Returns:
        The row; without cells where its lines can be dealt in no way, or in several.

    Example:
        `1`, `Tập huấn`, `Phòng Văn hóa và`, `Thông tin`, `Quý I/2024` are the three cells of row 1.
    """
    nothing = GridRow((), frozenset(), start, end, address=address)
    label = _NUMBERED.match(lines[0].text) if lines else None
    total = label is None and bool(lines) and is_total(lines[0].text)
    if not (label or total) or len(lines) > MOST_LINES:
        return nothing
    number = label["v"] if label else ""
    rest = lines[0].text[label.end() if label else 0 :].strip()
    first = PrintedLine(rest, lines[0].end - len(rest), lines[0].end, lines[0].at + len(lines[0].text) - len(rest))
    body = [first, *lines[1:]] if rest else list(lines[1:])
    body = list(_without_group(body))
    kinds = [column.kind for column in columns[1:]]
    if len(body) == 1 and len(kinds) > 1:
        return GridRow((), frozenset(), start, end, number, address, section=True)
    words = [line.text for line in body]
    cuts = deal(words, kinds, ground, empty=()) or deal(words, kinds, ground, empty=EMPTY)
    if cuts is None and misread:
        cuts = deal(words, kinds, ground, empty=(), torn=True)
    if cuts is None:
        return nothing
    cells = []
    for index, (a, b) in enumerate(cuts, 1):
        if b > a:
            text = tuple(line.text for line in body[a:b])
            cells.append(GridCell(index, 1, body[a].start, body[b - 1].end, text))
    own = frozenset(cell.column for cell in cells)
    return GridRow(tuple(cells), own, start, end, number, address)
