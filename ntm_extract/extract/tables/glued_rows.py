"""Rows of a table whose cells stand one behind the other in lines of text: which cell belongs to which column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.tables.columns import Column
from ntm_extract.extract.tables.glued_cells import GluedLine
from ntm_extract.extract.tables.grids import GridCell, GridRow
from ntm_extract.extract.tables.row_addresses import runs_on

WORDS = ("task", "product", "note")
BODIES = ("lead", "coordinate")
_LABEL = re.compile(
    r"(?P<v>\d{1,3}(?:\.\d{1,3}){1,3}|\d{1,3}(?=[.)])|\d{1,3}(?=\s[^\W\d_])|[IVXL]{1,5}(?=[.\s])|[A-H](?=\.))[.)]?\s{1,3}(?=\S)"
)
_LONE_GROUP = re.compile(r"(?P<v>[IVXL]{1,5})\.?")
_BULLET = re.compile(r"[-–+•*]\s{0,3}")
_COUNTED = re.compile(r"\(\d{1,2}\)\s{0,3}")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_NEXT = {**dict(pairwise("ABCDEFGH")), **dict(pairwise(_ROMAN))}
"""The letter or number of the group that follows each."""
_GOES_ON = (",", ";", ":", "-", "–", "/", "(")


@dataclass(frozen=True)
class Printed:
    """One line of a table.

    Attributes:
        text: its words.
        start: where it begins in the outlined text.
        address: of the block it is in.
    """

    text: str
    start: int
    address: str


@dataclass
class _Row:
    """A row as far as it has been read: the spans of its cells in the outlined text, by column."""

    place: tuple[str, ...] = ()  # the parts of its address, the letter of its group second
    label: str = ""
    cells: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    parts: list[tuple[str, tuple[str, ...], tuple[int, int]]] = field(
        default_factory=list
    )  # numbered leads: label, place, span
    last: int = -1  # the column filled last


class RowReader:
    """Reads the lines of a table, one after the other, into rows.

    The cells of a row come in the order of the columns. What belongs to no later column begins the next row.
    """

    def __init__(self, columns: Sequence[Column], reader: AgencyReader, base: str | None) -> None:
        """Take the columns and the address of the table, None where the addresses of the text's own items count."""
        self.kinds = [column.kind for column in columns]
        self.reader = reader
        self.base = base
        self.group = self.section = ""
        self.row = _Row()
        self.done: list[_Row] = []
        self.labels: list[str] = []  # of rows and groups, in order
        self.count = 0  # number of the last row, where they are counted through
        self.idle = 0  # lines since the last bodies or time
        self._before = ""  # the line before

    def read(self, line: Printed) -> None:
        """Read one line."""
        text, start = line.text, line.start
        if (lone := _LONE_GROUP.fullmatch(text)) is not None:
            self._flush()
            self._open_group(lone["v"])
            return
        if text.isupper():  # the title of what follows
            self._flush()
            group = _LABEL.match(text)
            if group is not None and not group["v"][0].isdigit():
                self._open_group(group["v"])
            return
        label = _LABEL.match(text)
        head = label or _BULLET.match(text)
        if head is not None:
            text, start = text[head.end() :], start + head.end()
        counted = _COUNTED.match(text)
        if counted is not None:  # how many bodies the cell has, or which of them
            text, start = text[counted.end() :], start + counted.end()
        if label is not None and label["v"].isdigit():
            self.count = int(label["v"])
        glued = GluedLine(text, self.reader, self.count + 1)
        if label is not None:
            self._number(label["v"], glued, line)
        self.idle += 1
        goes_on = head is None and (text[:1].islower() or self._before.endswith(_GOES_ON))
        at = 0
        while at < len(glued.keys):
            if (end := glued.group_end(at, _NEXT.get(self.group, ""))) > at:
                self._number(glued.keys.texts[at], glued, line)
                at = end
                if not glued.numbers(at):
                    self.count, glued.awaited = 0, "1"
            if glued.numbers(at):
                self._number(glued.awaited, glued, line)
                self.count += 1
                glued.awaited = str(self.count + 1)
                at += 1
            at = self._cell(glued, at, start, line, goes_on=goes_on and at == 0)
        self._before = text

    def rows(self, text: str) -> Iterator[GridRow]:
        """Give the rows in which bodies or a time stand; `text` is the outlined text."""
        self._flush()
        task = self.kinds.index("task")
        grouped = not runs_on(self.labels)
        for row in self.done:
            for label, place, span in row.parts:
                cells = [(self.kinds.index("lead"), [span])]
                cells += [(task, row.cells[task])] if task in row.cells else []
                yield _grid_row(cells, text, label, _address(place, grouped=grouped))
            if row.cells.keys() - {i for i, kind in enumerate(self.kinds) if kind in WORDS}:
                address = _address(row.place, grouped=grouped)
                yield _grid_row(list(self._named(row).items()), text, row.label, address)

    def _named(self, row: _Row) -> dict[int, list[tuple[int, int]]]:
        """Give the cells of a row; what is to come of it stands for a task that is lost."""
        task = self.kinds.index("task")
        product = self.kinds.index("product") if "product" in self.kinds else None
        if task in row.cells or product not in row.cells:
            return row.cells
        return {task if column == product else column: spans for column, spans in row.cells.items()}

    def _number(self, label: str, glued: GluedLine, line: Printed) -> None:
        """Begin the row with a number, or the next of the numbered bodies that lead."""
        lead = self.kinds.index("lead") if "lead" in self.kinds else -1
        waits = bool(self.row.cells) and all(i < lead for i in self.row.cells)
        waits |= bool(self.row.parts) and label == str(int(self.row.parts[-1][0]) + 1)
        if waits and label.isdigit() and glued.bodies_end(0):
            self.row.parts.append((label, self._place(label, line), (line.start, line.start)))
            return
        self._flush()
        if not label[0].isdigit():
            self._open_group(label)
            self.row = _Row(self._place("", line), label)
        else:
            self.labels.append(label)
            self.row = _Row(self._place(label, line), label)

    def _open_group(self, label: str) -> None:
        self.group, self.section = label, ""
        self.labels.append(label)

    def _place(self, label: str, line: Printed) -> tuple[str, ...]:
        if self.base is None and not self.group:
            return (line.address,)
        return (self.base or "", self.group, "" if label else self.section, label)

    def _flush(self) -> None:
        """Close the row that is being read."""
        told = set(self.row.cells) - {i for i, kind in enumerate(self.kinds) if kind in WORDS}
        if self.row.label.isdigit() and not (told or self.row.parts):
            self.section = self.row.label  # it only names what follows
        self.done.append(self.row)
        self.row = _Row()

    def _cell(self, glued: GluedLine, at: int, start: int, line: Printed, *, goes_on: bool) -> int:
        """Read the cell that begins at a key; give the key behind it."""
        kinds: Sequence[str]
        said = end = glued.bodies_end(at)
        if end > at:
            kinds, said = BODIES, glued.name_end(end)
            end = glued.words_end(end)
        elif (end := glued.time_end(at)) > at:
            kinds = ("time",)
        else:
            kinds, end = WORDS, self._words_end(glued, at, goes_on=goes_on)
        said = said if kinds is BODIES else end
        span = start + glued.keys.starts[at], start + glued.keys.ends[said - 1]
        if kinds is not WORDS:
            self.idle = 0
        if kinds is BODIES and at == 0 and self.row.parts and self.row.parts[-1][2] == (line.start, line.start):
            self.row.parts[-1] = (*self.row.parts[-1][:2], span)
            self.row.last = self.kinds.index("lead")
        elif goes_on and self._goes_on_in(kinds) is not None:
            self.row.cells.setdefault(self._goes_on_in(kinds) or 0, []).append(span)
        else:
            column = self._column(kinds, fresh=at == 0)
            if column is None:
                self._flush()
                column = self._column(kinds, fresh=True)
            if column is not None:
                self.row.place = self.row.place or self._place("", line)
                self.row.cells.setdefault(column, []).append(span)
                self.row.last = column
        return end

    def _goes_on_in(self, kinds: Sequence[str]) -> int | None:
        """Give the column in which a line goes on that begins in the middle of a cell; None where it does not."""
        last = self.row.last
        if last < 0:
            return None
        if self.kinds[last] == "time" and kinds is WORDS:  # torn by the page's end
            return self.kinds.index("task")
        return last if kinds is WORDS or (kinds is BODIES and self.kinds[last] in BODIES) else None

    def _column(self, kinds: Sequence[str], *, fresh: bool) -> int | None:
        """Give the column behind the last one that holds cells of a kind, None where the next row begins."""
        later = (i for i in range(self.row.last + 1, len(self.kinds)) if self.kinds[i] in kinds)
        column = next(later, None)
        if column is None and not fresh and self.row.last >= 0 and self.kinds[self.row.last] == "coordinate":
            return self.row.last if kinds is BODIES else None  # `Sở Y tế` beside `Sở Nội vụ` in the same cell
        return column

    def _words_end(self, glued: GluedLine, at: int, *, goes_on: bool) -> int:
        """Give where words end: at a cell of a later column."""
        column = self.row.last if goes_on else self._column(WORDS, fresh=True)
        later = self.kinds[(column if column is not None else self.kinds.index("task")) + 1 :]
        end = at + 1
        while end < len(glued.keys):
            if glued.begins(end):
                if glued.numbers(end) or glued.group_end(end, _NEXT.get(self.group, "")) > end:
                    break
                if "time" in later and glued.time_end(end) > end:
                    break
                if set(later) & set(BODIES) and glued.inner_bodies(end, at) > end:
                    break
            end += 1
        return end


def _address(place: Sequence[str], *, grouped: bool) -> str:
    """Join the parts of an address, without that of the group where the numbers go on through all groups."""
    parts = place if grouped else (*place[:1], *place[2:])
    return ".".join(part for part in parts if part) or "preamble"


def _grid_row(cells: Sequence[tuple[int, list[tuple[int, int]]]], text: str, label: str, address: str) -> GridRow:
    made = []
    for column, spans in sorted(cells):
        lines = tuple(" ".join(text[a:b].split()) for a, b in spans)
        made.append(GridCell(column, 1, spans[0][0], spans[-1][1], lines))
    start, end = min(cell.start for cell in made), max(cell.end for cell in made)
    return GridRow(tuple(made), frozenset(cell.column for cell in made), start, end, label, address)
