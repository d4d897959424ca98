"""The tables of a comparison as a workbook."""

from __future__ import annotations

from typing import Any, BinaryIO

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ntm_extract.compare.fields import Table, plain
from ntm_extract.compare.wording import Speaker
from ntm_extract.store.tables import SHEET_ROWS, sheet_cell

WIDTHS = {"quote": 60, "source": 30, "reason_text": 44, "unit_then": 26, "indicator_name": 30, "measure_name": 24}
"""Widths of columns in characters, where they are not `WIDTH`."""
WIDTH = 14
NUMBER_FORMATS = dict.fromkeys(
    ("value", "low", "high", "share_computed", "share_stated", "mean", "min", "median", "max"), "#,##0.0"
) | {"due": "0", "confidence": "0.00"}
"""How numbers are shown; the cell holds the number itself."""


def write_workbook(tables: list[Table], speaker: Speaker, stream: BinaryIO) -> None:
    """Write each table as a sheet, with a heading that stays and a filter; text is typed as text, never as formula.

    A table with more rows than a sheet holds goes on in another sheet.
    """
    book = Workbook(write_only=True)
    for table in tables:
        _write_table(book, table, speaker)
    book.save(stream)


def _write_table(book: Workbook, table: Table, speaker: Speaker) -> None:
    sheet, used = _new_sheet(book, table, speaker), 1
    styled = {place: _styled(sheet, name) for place, name in enumerate(table.columns) if name in NUMBER_FORMATS}
    for portion in table.portions:
        for row in plain(_said(portion, speaker)).itertuples(index=False, name=None):
            if used == SHEET_ROWS:
                sheet, used = _new_sheet(book, table, speaker), 1
            sheet.append([_cell(sheet, value, styled.get(place)) for place, value in enumerate(row)])
            used += 1


def _said(portion: pd.DataFrame, speaker: Speaker) -> pd.DataFrame:
    """Put words for the codes that have no column with their name beside them."""
    words = {"level": speaker.words["level"], "derived": speaker.words["tag"], "note": speaker.words["place_note"]}
    words |= dict.fromkeys(speaker.indicators, speaker.words["silence"])
    codes = [name for name in portion.columns if name in words]
    return portion.assign(**{name: portion[name].astype(object).map(words[name]) for name in codes})


def _new_sheet(book: Workbook, table: Table, speaker: Speaker) -> WriteOnlyWorksheet:
    title = speaker.words["sheets"][table.name]
    same = sum(name.startswith(title) for name in book.sheetnames)
    sheet = book.create_sheet(f"{title} {same + 1}" if same else title)
    sheet.freeze_panes = "A2"
    for place, name in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS.get(name, WIDTH)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(table.columns))}1"
    sheet.append([_heading(sheet, speaker, name) for name in table.columns])
    return sheet


def _heading(sheet: WriteOnlyWorksheet, speaker: Speaker, name: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, speaker.words["fields"].get(name) or speaker.indicators[name])
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E6EEF0")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _styled(sheet: WriteOnlyWorksheet, name: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    cell.number_format = NUMBER_FORMATS[name]
    return cell


def _cell(sheet: WriteOnlyWorksheet, value: Any, styled: WriteOnlyCell | None) -> Any:
    if styled is None or value is None or isinstance(value, str):
        return sheet_cell(sheet, value)
    styled.value = value  # written at once, so that one cell serves all rows
    return styled
