"""All that tables and key-value blocks of a document say, as rows of the contract's tables, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntm_extract.extract.found import Found
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.tables.flat_tables import find_flat_grids
from ntm_extract.extract.tables.glued_tables import find_glued_grids
from ntm_extract.extract.tables.grids import Grid
from ntm_extract.extract.tables.key_values import read_key_values
from ntm_extract.extract.tables.misread_tables import with_misread
from ntm_extract.extract.tables.printed_grids import find_grids
from ntm_extract.extract.tables.row_subjects import TargetGround
from ntm_extract.extract.tables.target_tables import read_targets
from ntm_extract.extract.tables.task_tables import TableGround, read_tasks
from ntm_extract.extract.times.dates import find_times
from ntm_extract.outline.structure import Block

STATING = ("task", "status")
"""Columns in whose cells a sentence may state a target: `Phấn đấu 80% hồ sơ được giải quyết trực tuyến`."""


@dataclass(frozen=True)
class TableRows:
    """The rows of a document's tables.

    Attributes:
        targets, deadlines, responsibilities: rows found.
        spans: the parts of the outlined text that are tables, in which no sentence is looked for.
        keyed: the keys with their values that have been read.
        known: the tables among them whose columns are known.
        rows: the rows of those, but for the ones that only name others.
        cells: the cells that may hold sentences of targets, each as a block with its row's address.
    """

    targets: list[Found]
    deadlines: list[Found]
    responsibilities: list[Found]
    spans: list[tuple[int, int]]
    keyed: list[tuple[int, int]]
    known: list[tuple[int, int]]
    rows: list[tuple[int, int]]
    cells: tuple[Block, ...]


def read_tables(origins: Origins, tasks: TableGround, targets: TargetGround) -> TableRows:
    """Read the tables and key-value blocks of a document.

    Args:
        origins: the outlined document and its pages.
        tasks: what the document tells that a table of tasks does not say again.
        targets: the same for tables of targets.
    """
    grids = find_grids(origins)
    grids += find_flat_grids(origins, [(grid.start, grid.end) for grid in grids], tasks)
    grids += find_glued_grids(origins, [(grid.start, grid.end) for grid in grids], tasks)
    grids = with_misread(grids, origins, tasks)
    rows = read_tasks(grids, tasks)
    spans = [(grid.start, grid.end) for grid in grids]
    keyed = read_key_values(origins.outline, spans, tasks)
    return TableRows(
        read_targets(grids, targets),
        [*rows.deadlines, *keyed.rows.deadlines],
        [*rows.responsibilities, *keyed.rows.responsibilities],
        spans,
        keyed.spans,
        [(grid.start, grid.end) for grid in grids if grid.columns],
        [(row.start, row.end) for grid in grids for row in grid.rows if not row.section],
        tuple(_stating(grids, origins.outline.text)),
    )


def _stating(grids: Sequence[Grid], text: str) -> Iterator[Block]:
    for grid in grids:
        columns = [i for i, column in enumerate(grid.columns) if column.kind in STATING]
        for row in grid.rows:
            for cell in (row.cell(column) for column in columns if column in row.own):
                if cell is not None and text[cell.start : cell.end].split() == cell.text.split():
                    yield Block(cell.start, cell.end, "paragraph", row.address, body=cell.start)


def single_year(title: str | None) -> int | None:
    """Give the one year a title names: `Kế hoạch … năm 2026`; None where it names none, or several.

    Example:
        `single_year("Chuyển đổi số năm 2026") == 2026`.
    """
    times = find_times(title or "")
    years = {time.edtf for time in times if time.kind == "year" and time.edtf}
    return int(years.pop()) if len(years) == 1 and all(time.kind == "year" for time in times) else None
