"""The words of plans that findings rest on, read when they are shown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ntm_extract.audit.findings import Cell
from ntm_extract.store.collection import Collection

_READ = ("row_id", "section", "page", "quote")


class Quote(NamedTuple):
    """A row of a plan: the position of its document, its name, its place, its words; no `page` in plain text."""

    doc: int
    row_id: str
    section: str
    page: int | None
    quote: str


def read_quotes(collection: Collection, cells: Iterable[Cell]) -> dict[Cell, Quote]:
    """Read the rows that findings rest on, each table once.

    Args:
        collection: still open.
        cells: of findings; the same one may come more than once.
    """
    by_table: dict[str, set[int]] = {}
    for cell in cells:
        by_table.setdefault(cell.table, set()).add(cell.position)
    found = {}
    for table, wanted in by_table.items():
        positions = sorted(wanted)
        docs = collection.rows(table)["doc"].to_numpy()[positions].tolist()
        details = collection.details(table, positions, _READ)
        pages = [None if page != page else int(page) for page in details["page"].astype("float64").tolist()]
        columns = (details[name].tolist() for name in ("row_id", "section"))
        told = zip(positions, docs, *columns, pages, details["quote"].tolist(), strict=True)
        for position, doc, row_id, section, page, quote in told:
            found[Cell(table, position)] = Quote(doc, row_id, section, page, quote)
    return found
