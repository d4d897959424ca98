"""When the task of a row is done: from its cells of times, or the columns of stages that are crossed (tiến độ)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntm_extract.extract.tables.columns import Column, key_of, table_words
from ntm_extract.extract.tables.grids import Grid, GridRow
from ntm_extract.extract.tables.target_cells import is_mark
from ntm_extract.extract.tables.time_cells import When, read_when

FEWEST_STAGES = 2
"""Columns headed by times that make them stages of the work."""
_UNKNOWN = ("", "time", "year", "due")
"""Kinds of columns that may be stages."""


@dataclass(frozen=True)
class TimeGround:
    """What a document tells of times: the year it is for, its date and its years (EDTF), None where it does not."""

    year: int | None
    issued_on: str | None
    period: str | None

    def read(self, text: str, head: str) -> list[When]:
        """Read the times of a cell under a head."""
        return read_when(text, head, year=self.year, issued_on=self.issued_on, period=self.period)


def find_stages(grid: Grid, ground: TimeGround) -> dict[int, When]:
    """Find the columns that each are a time, in which tasks are crossed.

    Example:
        `Lộ trình` over `Quý I`, `Quý II` gives the second and the third column of `Nhiệm vụ | Lộ trình`.
    """
    told = ((i, ground.read(column.head.replace(" | ", " "), "")) for i, column in _open_columns(grid))
    found = {i: times[0] for i, times in told if len(times) == 1 and times[0].when and "/" not in times[0].when}
    return found if len(found) >= FEWEST_STAGES else {}


def _open_columns(grid: Grid) -> Iterator[tuple[int, Column]]:
    return ((i, column) for i, column in enumerate(grid.columns) if column.kind in _UNKNOWN)


def read_times(grid: Grid, row: GridRow, stages: dict[int, When], ground: TimeGround) -> Iterator[When]:
    """Read when the task of a row is done.

    Args:
        grid: its table.
        row: its cells.
        stages: the columns that are times.
        ground: what the document tells.

    Returns:
        The times of its cells; one for each run of crosses. A column of beginnings and one of ends are one time.

    Example:
        Crosses under `Quý I`, `Quý II` and `Quý IV` give `2026-Q1/2026-Q2` and `2026-Q4`.
    """
    read: list[tuple[str, When]] = []
    for column in grid.all_of("time"):
        cell = row.cell(column)
        if cell is not None and column not in stages:
            head = grid.columns[column].head
            read += [(head, when) for when in ground.read(cell.text, head)]
    yield from _from_to(read)
    by_body = any(grid.index(kind) is not None for kind in ("lead", "both", "coordinate"))
    run: list[When] = []
    for column, stage in stages.items():
        cell = row.cell(column)
        if cell is not None and is_mark(cell.text):
            run.append(stage)
            continue
        yield from _span(run)
        run = []
        if cell is not None and cell.column == column and (by_body or grid.columns[column].kind == "time"):
            yield from ground.read(cell.text, grid.columns[column].head)
    yield from _span(run)


def _span(run: Sequence[When]) -> Iterator[When]:
    """Make one time of the stages that are crossed one behind the other."""
    if len(run) == 1:
        yield run[0]
    elif run:
        yield When(f"{run[0].when}/{run[-1].when}", None, "span", run[0].doubts)


def _from_to(read: Sequence[tuple[str, When]]) -> list[When]:
    """Make one time of a beginning and an end that stand in two columns: `Bắt đầu | Hoàn thành`."""
    starts = table_words()["words"]["starts"]
    begins = [any(f" {phrase} " in f" {key_of(head)} " for phrase in starts) for head, _ in read]
    if begins != [True, False]:
        return [when for _, when in read]
    (_, first), (_, last) = read
    plain = all(when.when and "/" not in when.when and not when.recurrence for when in (first, last))
    if not plain:
        return [last]
    return [When(f"{first.when}/{last.when}", None, "span", first.doubts + last.doubts)]
