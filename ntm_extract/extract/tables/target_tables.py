"""Rows of tables of targets (bảng chỉ tiêu): figures by year, unit or quantity, and lists of units with their year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ntm_extract.extract.found import Found
from ntm_extract.extract.tables.grids import Grid
from ntm_extract.extract.tables.named_units import read_list, read_named_beside
from ntm_extract.extract.tables.row_subjects import TargetGround, Under, groups_places, read_group, read_subject
from ntm_extract.extract.tables.table_figures import mark_steps, read_measure
from ntm_extract.extract.tables.target_columns import TargetTable, resolve_table


def read_targets(grids: Sequence[Grid], ground: TargetGround) -> list[Found]:
    """Read the tables whose rows are targets.

    Args:
        grids: the document's tables; those of money, and of what is the case, are passed over.
        ground: what the document tells.

    Returns:
        One row for each figure; years that only lead up to the last one, and the units that a total is made of, have
        `breakdown`.

    Example:
        `2 | Thu nhập bình quân đầu người | Triệu đồng | 61 | 66,5` under `Năm 2023`, `Năm 2024` gives two rows of
        `rural_income`, the first with `breakdown`.
    """
    rows: list[Found] = []
    for grid in grids:
        table = resolve_table(grid, ground.issued_on, ground.year) if grid.columns else None
        if table is not None:
            made = list(_of_table(table, ground))
            rows += _years_led_up(made) if table.rows == "due" else made
    return rows


def _years_led_up(found: Sequence[Found]) -> list[Found]:
    """Mark the rows of years before the last one of the same indicator, where each row is a year."""
    last = {
        row.values["indicator"]: row.values["due"] or "" for row in sorted(found, key=lambda r: r.values["due"] or "")
    }
    return [
        row
        if row.values["change"] == "increase" or (row.values["due"] or "") == last[row.values["indicator"]]
        else replace(row, values=row.values | {"breakdown": True})
        for row in found
    ]


def _of_table(table: TargetTable, ground: TargetGround) -> Iterator[Found]:
    under = Under()
    whole = ""  # what the last row that is no part of another is about
    for row in table.grid.rows:
        if row.section:
            under = read_group(row)
            if table.rows == "place" and groups_places(under.words, ground):
                under = Under(due=under.due)
            continue
        subject = read_subject(table, row, under, ground)
        if subject is None:
            continue
        if subject.detail and subject.words:
            subject = replace(subject, words=f"{whole}: {subject.words}")
        elif subject.words:
            whole = subject.words
        if table.rows == "place":
            under = Under(subject.words, under.due) if subject.words else under
            yield from read_list(table, row, subject, under, ground)
        found = [
            (one, measure)
            for measure in table.measures
            for one in read_measure(table, row, subject, measure, under, ground)
        ]
        for words in dict.fromkeys(measure.words for _, measure in found):
            yield from mark_steps([(one, measure.total) for one, measure in found if measure.words == words], subject)
        if table.rows in ("indicator", "task"):
            yield from read_named_beside(table, row, subject, bool(found), under, ground)
