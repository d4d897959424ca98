"""One workbook (XLSX) with a sheet for each table."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from ntm_extract.export.stock import Stock, rows_in
from ntm_extract.plan import TABLES
from ntm_extract.store.columns import columns_of
from ntm_extract.store.tables import open_workbook, sheet_sink

DOCUMENTS_A_TIME = 500
_DATED = "docProps/core.xml"
"""The part of a workbook that says when it was made."""


def write_workbook(stock: Stock, path: Path) -> dict[str, int]:
    """Write the tables as sheets of one workbook; text is never a formula, and the header stays in view.

    Returns:
        The rows written, by table.
    """
    rows = dict.fromkeys(TABLES, 0)
    with open_workbook(path) as book, stock.opened(stock.digests) as shelf:
        sinks = {name: sheet_sink(book, columns_of(model), name) for name, model in TABLES.items()}
        for batch in shelf.batches(shelf.digests, DOCUMENTS_A_TIME):
            for name, sink in sinks.items():
                sink(rows_in(batch.tables[name]))
                rows[name] += batch.tables[name].num_rows
    return rows


def is_same_workbook(one: Path, other: Path) -> bool:
    """Whether two workbooks hold the same, by the checksums of their parts; when they were made does not count."""
    try:
        return _parts(one) == _parts(other)
    except (FileNotFoundError, BadZipFile):
        return False


def _parts(path: Path) -> dict[str, tuple[int, int]]:
    with ZipFile(path) as archive:
        return {part.filename: (part.CRC, part.file_size) for part in archive.infolist() if part.filename != _DATED}
