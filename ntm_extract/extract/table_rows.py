"""All that the tables of a document say, as rows of the contract's tables, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_extract.extract.dates import find_times
from ntm_extract.extract.found import Found
from ntm_extract.extract.grids import find_grids
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.task_tables import TableGround, read_tasks


@dataclass(frozen=True)
class TableRows:
    """The rows of a document's tables.

    Attributes:
        deadlines, responsibilities: rows found.
        spans: the parts of the outlined text that have been read as tables, in which no sentence is looked for.
    """

    deadlines: list[Found]
    responsibilities: list[Found]
    spans: list[tuple[int, int]]


def read_tables(origins: Origins, ground: TableGround) -> TableRows:
    """Read the tables of a document.

    Args:
        origins: the outlined document and its pages.
        ground: what the document tells that a table does not say again.
    """
    grids = find_grids(origins)
    tasks = read_tasks(grids, ground)
    return TableRows(tasks.deadlines, tasks.responsibilities, [(grid.start, grid.end) for grid in grids])


def single_year(title: str | None) -> int | None:
    """Give the one year a title names: `Kế hoạch … năm 2026`; None where it names none, or several.

    Example:
        `single_year("Chuyển đổi số năm 2026") == 2026`.
    """
    times = find_times(title or "")
    years = {time.edtf for time in times if time.kind == "year" and time.edtf}
    return int(years.pop()) if len(years) == 1 and all(time.kind == "year" for time in times) else None
