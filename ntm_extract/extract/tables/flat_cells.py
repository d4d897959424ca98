"""Dealing the printed lines of a flattened row to its columns (chia các dòng của một hàng cho các cột)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ntm_extract.extract.keys import Keys
from ntm_extract.extract.tables.agency_cells import count_spare, is_complete, opens_body
from ntm_extract.extract.tables.columns import key_of, table_words
from ntm_extract.extract.tables.task_tables import TableGround
from ntm_extract.extract.tables.time_cells import written_out
from ntm_extract.extract.targets.numbers import find_quantities
from ntm_extract.extract.times.dates import find_times
from ntm_extract.extract.tokenizer import cut

FIGURES = ("year", "goal", "due", "current", "measure", "unit_of", "compare")
"""Columns whose cells hold one figure."""
BODIES = ("lead", "coordinate", "both", "receive")
MOST_SPARE = 3
"""Words of a cell that are neither a body nor a time, as its column wants them, beyond which it is none."""
TIME_LENGTH = 60
LOST_CAPITAL = 1
"""What it costs to begin a cell with a time in small letters."""
UNFINISHED = 1
"""What it costs to end a cell with a `;`, or to name two bodies in one without anything between them."""

TORN = 8
"""What a cell costs that is misread beyond knowing, of which a row may have one."""
TORN_LINES = 3
TEARABLE = (*BODIES, "time")

Way = tuple[int, tuple[tuple[int, int], ...]]


def deal(
    lines: Sequence[str], kinds: Sequence[str], ground: TableGround, *, empty: Sequence[str], torn: bool = False
) -> list[tuple[int, int]] | None:
    """Give which lines each column has.

    Args:
        lines: the printed lines of the row.
        kinds: what its columns hold.
        ground: what the document tells.
        empty: kinds of columns that may have no line.
        torn: whether one body or time may be misread beyond knowing; its cell is given as empty.

    Returns:
        For each column the index of its first line and that behind its last, in the way that leaves the fewest words
        over; None where there is none, or more than one.

    Example:
        `Tập huấn`, `Phòng Văn hóa và`, `Thông tin`, `Quý I/2024` are a task of one line, who leads in two, and a time.
    """
    costs = _Costs(lines, ground)

    @cache
    def ways(line: int, column: int) -> tuple[Way, ...]:
        """Give the two cheapest ways to deal the lines from `line` on to the columns from `column` on."""
        if column == len(kinds):
            return ((0, ()),) if line == len(lines) else ()
        found: list[Way] = []
        for stop in range(line, len(lines) + 1):
            if stop == line and kinds[column] not in empty:
                continue
            cut = costs.of_cut(stop) if line < stop < len(lines) else 0
            rest = ways(stop, column + 1) if cut is not None else ()
            own = costs.of_cell(kinds[column], line, stop) if rest and stop > line else 0
            if own is None and torn and kinds[column] in TEARABLE and stop - line <= TORN_LINES:
                own = TORN
            if cut is None or own is None:
                continue
            found += [(own + cut + cost, ((line, stop), *way)) for cost, way in rest]
        return tuple(sorted(found)[:2])

    dealt = ways(0, 0)
    sure = len(dealt) == 1 or (len(dealt) > 1 and dealt[0][0] < dealt[1][0])
    sure |= torn and len(dealt) > 1 and _say_the_same(dealt[0], dealt[1], kinds)
    if not sure or (torn and dealt[0][0] >= 3 * TORN):
        return None
    cells = zip(kinds, dealt[0][1], strict=True)
    return [(b, b) if b > a and costs.of_cell(kind, a, b) is None else (a, b) for kind, (a, b) in cells]


def _say_the_same(one: Way, other: Way, kinds: Sequence[str]) -> bool:
    """Whether two ways differ only in where a task ends and what comes of it begins: who does it by when stays."""
    cells = zip(kinds, one[1], other[1], strict=True)
    return all(a == b for kind, a, b in cells if kind in TEARABLE)


class _Costs:
    """How ill lines fit the columns."""

    def __init__(self, lines: Sequence[str], ground: TableGround) -> None:
        self.lines = lines
        self.ground = ground
        self._spare: dict[tuple[int, int], int | None] = {}
        self._opens: dict[int, bool] = {}

    def of_cut(self, at: int) -> int | None:
        """Give the cost of a cell that ends before the line at index `at`, None where none can."""
        line, following = self.lines[at - 1], self.lines[at]
        if following[0].islower():
            return LOST_CAPITAL if following[0] == "đ" and is_complete(line) and _begins_time(following) else None
        if is_complete(line):
            return UNFINISHED * line.endswith(";")
        goes_on = " " in line or line[0].islower()  # no `Sở` alone
        may = goes_on and is_complete(line, soft=True) and (self._opens_body(at) or _begins_time(following))
        return 0 if may else None

    def of_cell(self, kind: str, begin: int, end: int) -> int | None:
        """Give the cost of the lines `[begin, end)` as the cell of a column of a kind, None where they are none."""
        lines = self.lines[begin:end]
        text = " ".join(lines)
        if kind == "time":
            return _spare_of_time(text) if len(text) <= TIME_LENGTH else None
        if kind in BODIES:
            return self._spare_of_bodies(begin, end) if self._opens_body(begin) else None
        if kind in FIGURES:
            one = len(lines) == 1 and (len(find_quantities(text)) == 1 or text in table_words()["words"]["nothing"])
            return 0 if one else None
        if kind == "unit":
            return 0 if len(text) <= 30 and not any(character.isdigit() for character in text) else None
        if not any(character.isalpha() for character in lines[0]):
            return None  # figures first: of the row before
        opening = key_of(lines[-1]) in table_words()["words"]["time_openers"]  # `Đề án`, `Trước`: of the time behind it
        bodies = sum(self._opens_body(at) and is_complete(self.lines[at - 1]) for at in range(begin + 1, end))
        timed = kind in ("product", "note") and _begins_time(text)
        return bodies + UNFINISHED * (opening + timed)

    def _opens_body(self, at: int) -> bool:
        if at not in self._opens:
            reader = self.ground.reader
            ahead = " ".join(self.lines[at : at + 3])  # `Cục Lâm` goes on in the next line
            self._opens[at] = opens_body(ahead, reader, reader.lexicon.abbreviations)
        return self._opens[at]

    def _spare_of_bodies(self, begin: int, end: int) -> int | None:
        if (begin, end) not in self._spare:
            reader = self.ground.reader
            spare = count_spare(self.lines[begin:end], reader, reader.lexicon.abbreviations)
            if spare is not None:  # `Phòng Kinh tế`, `Tháng`
                spare += sum(_begins_time(line) for line in self.lines[begin + 1 : end])
                spare += UNFINISHED * sum(self._runs_on(at) for at in range(begin + 1, end))
            self._spare[begin, end] = spare if spare is not None and spare <= MOST_SPARE else None
        return self._spare[begin, end]

    def _runs_on(self, at: int) -> bool:
        """Whether a line begins another body than the line before, and nothing stands between: `UBND tỉnh`, `Sở Y tế`.

        It does not in `Văn phòng`, `UBND tỉnh`, which are one.
        """
        before = self.lines[at - 1]
        if before.endswith((",", ";")) or not is_complete(before) or not self._opens_body(at):
            return False
        reader = self.ground.reader
        one = reader.read(Keys.of(cut(f"{before} {self.lines[at]}"), reader.lexicon.abbreviations), 0)
        return one is not None and one[0].end == len(before)


def _begins_time(line: str) -> bool:
    """Whether a line begins with a time, or with a figure of one."""
    if line[:1].isdigit():
        return True
    words, key = table_words()["words"], key_of(line)
    starts = (*words["time_starts"], *(phrase.lstrip() for phrase in words["standing"]))
    if key in words["time_openers"] or f"{key} ".startswith(starts):
        return True
    times = find_times(written_out(line))
    return bool(times) and times[0].start == 0


def _spare_of_time(text: str) -> int | None:
    """Give how many words of a cell tell no time, None where none of them does."""
    said = f" {key_of(text)} "
    standing = next((phrase for phrase in table_words()["words"]["standing"] if phrase in said), None)
    if standing is not None:
        return sum(len(beside.split()) for beside in said.split(standing))
    words = written_out(text)
    times = find_times(words)
    if not times:
        return None
    cuts = [0, *(edge for time in times for edge in (time.start, time.end)), len(words)]
    outside = " ".join(words[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True))
    spare = sum(word not in table_words()["words"]["time_fillers"] for word in key_of(outside).split())
    return spare if spare <= MOST_SPARE else None
