"""Table files: CSV, JSON Lines, Parquet and XLSX, written row by row so that memory does not grow with the rows."""

from __future__ import annotations

import csv
import json
import types
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any, Union, get_args, get_origin

import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ntm_extract.plan import SCHEMA_VERSION
from ntm_extract.store.atomic import replacing
from ntm_extract.store.cells import csv_value, is_formula, plain_value
from ntm_extract.store.columns import Column, Kind, Row, columns_of
from ntm_extract.store.failure import STORED_TABLES

RowSink = Callable[[Iterable[Row]], None]
TableSink = Callable[[str, Iterable[Row]], None]
Stamp = Callable[[], dict[str, str]]

DEFAULT_FORMATS = ("csv", "parquet")
PARQUET_GROUP = 20_000
"""Rows kept in memory before a Parquet row group is written."""
SHEET_ROWS = 1_048_576
"""Rows a worksheet can hold, header included (Excel specifications and limits)."""
CELL_CHARACTERS = 32_767
"""Characters a worksheet cell can hold (Excel specifications and limits)."""
CUT = "… [cắt bớt, xem CSV]"
"""What a longer cell ends with."""
ILLEGAL = "\ufffd"
"""What stands in a worksheet for a control character, which its XML cannot hold: the sign for just that."""


@contextmanager
def open_tables(directory: Path, formats: Iterable[str], stamp: Stamp = dict) -> Iterator[TableSink]:
    """Open every table in every format and give a function `write(table, rows)`.

    The files take the place of older ones when the block ends; when it raises, the older ones stay.

    Args:
        directory: where `NAME.csv` and so on are put.
        formats: names of `FORMATS`.
        stamp: asked at the end for what Parquet files are to bear in their metadata.
    """
    with ExitStack() as stack:
        sinks: dict[str, list[RowSink]] = {name: [] for name in STORED_TABLES}
        for name, model in STORED_TABLES.items():
            for extension in formats:
                path = stack.enter_context(replacing(directory / f"{name}.{extension}"))
                sinks[name].append(stack.enter_context(FORMATS[extension](path, columns_of(model), stamp)))

        def write(table: str, rows: Iterable[Row]) -> None:
            rows = list(rows)
            for sink in sinks[table]:
                sink(rows)

        yield write


def formats_in(directory: Path) -> set[str]:
    """Give the formats of the table files that already lie in `directory`."""
    return {extension for extension in FORMATS if (directory / f"documents.{extension}").exists()}


@contextmanager
def _open_csv(path: Path, columns: tuple[Column, ...], _: Stamp) -> Iterator[RowSink]:
    # The byte order mark is for Excel, which takes a CSV file without one for the machine's legacy code page.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in columns])
        yield lambda rows: writer.writerows([csv_value(row[c.name], c.kind) for c in columns] for row in rows)


@contextmanager
def _open_jsonl(path: Path, columns: tuple[Column, ...], _: Stamp) -> Iterator[RowSink]:
    with path.open("w", encoding="utf-8", newline="\n") as file:

        def write(rows: Iterable[Row]) -> None:
            for row in rows:
                file.write(json.dumps({c.name: row[c.name] for c in columns}, ensure_ascii=False) + "\n")

        yield write


@contextmanager
def _open_parquet(path: Path, columns: tuple[Column, ...], stamp: Stamp) -> Iterator[RowSink]:
    schema = arrow_schema(columns)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        waiting: list[Row] = []

        def write(rows: Iterable[Row]) -> None:
            waiting.extend(rows)
            if len(waiting) >= PARQUET_GROUP:
                flush()

        def flush() -> None:
            writer.write_table(pa.Table.from_pylist(waiting, schema=schema))
            waiting.clear()

        yield write
        if waiting:
            flush()
        writer.add_key_value_metadata(stamp())


@contextmanager
def _open_xlsx(path: Path, columns: tuple[Column, ...], _: Stamp) -> Iterator[RowSink]:
    with open_workbook(path) as book:
        yield sheet_sink(book, columns)


@contextmanager
def open_workbook(path: Path) -> Iterator[Workbook]:
    """Give a workbook that is saved at `path` when the block ends well."""
    book = Workbook(write_only=True)
    try:
        yield book
    except BaseException:
        for unfinished in book.worksheets:
            unfinished.close()  # its rows wait in a temporary file
        raise
    book.save(path)


def sheet_sink(book: Workbook, columns: tuple[Column, ...], title: str | None = None) -> RowSink:
    """Add a worksheet to a workbook and give what writes rows to it; rows beyond `SHEET_ROWS` go to a further one.

    Args:
        book: from `open_workbook`.
        columns: of the table; they are the header, which stays in view.
        title: of the sheet; a further one has its number behind it.
    """
    sheets = [_new_sheet(book, columns, title)]
    used = 1

    def write(rows: Iterable[Row]) -> None:
        nonlocal used
        for row in rows:
            if used == SHEET_ROWS:
                sheets.append(_new_sheet(book, columns, title and f"{title} {len(sheets) + 1}"))
                used = 1
            sheets[-1].append([sheet_cell(sheets[-1], plain_value(row[c.name], c.kind)) for c in columns])
            used += 1

    return write


def _new_sheet(book: Workbook, columns: tuple[Column, ...], title: str | None) -> WriteOnlyWorksheet:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    header = []
    for column in columns:
        cell = WriteOnlyCell(sheet, column.name)
        cell.font = Font(bold=True)
        header.append(cell)
    sheet.append(header)
    return sheet


def sheet_cell(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    """Give what is appended to a worksheet for a value: text typed as text, whatever it begins with, cut to a cell."""
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub(ILLEGAL, value)
    if len(text) > CELL_CHARACTERS:
        text = text[: CELL_CHARACTERS - len(CUT)] + CUT
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"  # a string whatever it begins with
    cell.quotePrefix = is_formula(text)  # and one it stays when somebody edits the cell
    return cell


FORMATS: dict[str, Callable[[Path, tuple[Column, ...], Stamp], AbstractContextManager[RowSink]]] = {
    "csv": _open_csv,
    "jsonl": _open_jsonl,
    "parquet": _open_parquet,
    "xlsx": _open_xlsx,
}
"""How to open a table file, by its extension."""


def arrow_schema(columns: tuple[Column, ...]) -> pa.Schema:
    """Give the Arrow schema of a table; it depends on the models alone, never on the rows."""
    fields = [pa.field(c.name, _arrow_type(c.annotation, c.kind), nullable=c.nullable) for c in columns]
    return pa.schema(fields, metadata={"schema_version": SCHEMA_VERSION})


def _arrow_type(annotation: Any, kind: Kind | None = None) -> pa.DataType:
    if kind is Kind.WORD or annotation is str:
        return pa.string()
    if annotation is bool:
        return pa.bool_()
    if annotation is int:
        return pa.int64()
    if annotation is float:
        return pa.float64()
    origin, members = get_origin(annotation), get_args(annotation)
    if origin in (list, tuple):
        return pa.list_(_arrow_type(members[0]))
    if origin is dict:
        return pa.map_(_arrow_type(members[0]), _arrow_type(members[1]))
    if origin in (Union, types.UnionType):
        return _arrow_type(next(member for member in members if member is not type(None)))
    raise TypeError(f"no Arrow type for {annotation}")
