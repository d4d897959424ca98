"""Rows of task tables (bảng phân công nhiệm vụ): who leads, who works with them, by when."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.found import Found
from ntm_extract.extract.tables.agency_cells import Named, read_bodies, read_receivers_of, split_roles
from ntm_extract.extract.tables.columns import key_of
from ntm_extract.extract.tables.grids import Grid, GridRow
from ntm_extract.extract.tables.row_times import TimeGround, find_stages, read_times
from ntm_extract.extract.tables.time_cells import When

SURE, TRUSTED, FLAT = 0.9, 0.7, 0.8
"""Confidence of a row of a known body, of one whose name is taken because of its column, and of a flattened table."""
_SUBMITTED = "cap trinh"
"""Key of the head over whom the product of a row is submitted to (`Cấp trình`)."""
_BULLETS = re.compile(r"^[-–+•*]\s*")


@dataclass(frozen=True)
class TableGround:
    """What a document tells that the rows of its tables need.

    Attributes:
        reader: the reader of agencies.
        locality: whose plan it is.
        issued_on, period: its date and years (EDTF), or None.
        year: the one year it is for (`Kế hoạch … năm 2026`), or None.
    """

    reader: AgencyReader
    locality: Locality
    issued_on: str | None
    period: str | None
    year: int | None

    @property
    def times(self) -> TimeGround:
        """What it tells of times."""
        return TimeGround(self.year, self.issued_on, self.period)


@dataclass(frozen=True)
class TaskRows:
    """The rows of a table of tasks."""

    deadlines: list[Found]
    responsibilities: list[Found]


def read_tasks(grids: Sequence[Grid], ground: TableGround) -> TaskRows:
    """Read the tables whose rows are tasks.

    Args:
        grids: tables with known columns; those without a column of tasks are passed over.
        ground: what the document tells.

    Returns:
        One deadline for each time of a row, one responsibility for each body and role.

    Example:
        `4 | Xây dựng quy chế | Sở Nội vụ | Sở Tư pháp | Quý II/2026` gives `2026-Q2` with `Sở Nội vụ` as actor, and two
        responsibilities.
    """
    rows = TaskRows([], [])
    for grid in grids:
        if grid.index("task") is None:
            continue
        seen: set[tuple[str, str, str, str]] = set()
        stages = find_stages(grid, ground.times)
        for row in grid.rows:
            if not row.section:
                _read_row(grid, row, ground, rows, seen, stages)
    return rows


def _read_row(
    grid: Grid,
    row: GridRow,
    ground: TableGround,
    rows: TaskRows,
    seen: set[tuple[str, str, str, str]],
    stages: dict[int, When],
) -> None:
    task = _task(grid, row)
    if not task:
        return
    leads, partners = _bodies(grid, row, ground)
    method = "table" if grid.ruled else "flattened"
    receivers = _receivers(grid, row, ground, {body.name.lower() for body in leads})
    for role, named in (("lead", leads), ("coordinate", partners), ("receive", receivers)):
        for body in named:
            identity = (row.address, task, body.name.lower(), role)
            if identity not in seen:
                seen.add(identity)
                rows.responsibilities.append(_duty(row, body, role, task, method))
    for time in read_times(grid, row, stages, ground.times):
        values: dict[str, Any] = {"when": time.when, "recurrence": time.recurrence, "modifier": time.modifier}
        values |= {"action": task, "actors": [body.name for body in leads]}
        confidence = 0.7 if time.doubts else SURE if grid.ruled else FLAT
        rows.deadlines.append(
            Found(row.start, row.end, row.address, values, f"deadlines:{method}", confidence, time.doubts)
        )


def _duty(row: GridRow, body: Named, role: str, task: str, method: str) -> Found:
    values = {"agency": body.name, "role": role, "task": task}
    doubts = () if body.known else ("cơ quan: tên không có trong danh mục, lấy theo cột của bảng",)
    sure = FLAT if method == "flattened" else SURE
    confidence = sure if body.known else TRUSTED
    return Found(row.start, row.end, row.address, values, f"responsibilities:{method}", confidence, doubts)


def _task(grid: Grid, row: GridRow) -> str:
    """Give the words of a row's task; "" where it has none."""
    said = (row.cell(column) for column in grid.all_of("task"))
    text = next((cell.text for cell in said if cell is not None), "")
    return _BULLETS.sub("", text).strip(" ,;:.")


def _bodies(grid: Grid, row: GridRow, ground: TableGround) -> tuple[list[Named], list[Named]]:
    """Give who leads and who works with them; a body is not both."""
    leads: list[Named] = []
    partners: list[Named] = []
    for kind, bodies in (("lead", leads), ("both", leads), ("coordinate", partners)):
        for column in grid.all_of(kind):
            cell = row.cell(column)
            if cell is None:
                continue
            if kind == "coordinate":
                bodies += _read(cell.lines, ground)
                continue
            told, helping = split_roles("\n".join(cell.lines))
            if kind == "both" and not helping:
                told, _, helping = told.partition("/")
                if "/" in helping or not helping:
                    continue  # who leads is not said
            bodies += _read(told.split("\n"), ground)
            partners += _read(helping.split("\n"), ground)
    names = {body.name.lower() for body in leads}
    return leads, [body for body in partners if body.name.lower() not in names]


def _receivers(grid: Grid, row: GridRow, ground: TableGround, leads: Collection[str]) -> list[Named]:
    """Give to whom the row's task or product goes (`Nơi nhận`, `trình Chính phủ`); no body reports to itself."""
    found: list[Named] = []
    for column in grid.all_of("receive"):
        cell = row.cell(column)
        found += _read(cell.lines, ground) if cell is not None else []
    for column in (*grid.all_of("task"), *grid.all_of("product")):
        cell = row.cell(column)
        if cell is None:
            continue
        if _SUBMITTED in key_of(grid.columns[column].head):
            found += [body for body in _read(cell.lines, ground) if body.known]
        found += read_receivers_of(cell.text, ground.reader, ground.locality)
    return [body for body in dict.fromkeys(found) if body.name.lower() not in leads]


def _read(lines: Sequence[str], ground: TableGround) -> list[Named]:
    return read_bodies(lines, ground.reader, ground.reader.lexicon.abbreviations, ground.locality)
