"""The comparison as a file: page, workbook, CSV or JSON."""

from __future__ import annotations

from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import BinaryIO, Literal, get_args

import pandas as pd

from ntm_extract.compare.comparison import Comparison
from ntm_extract.compare.fields import Table, is_text, tables_of
from ntm_extract.compare.page import comparison_page
from ntm_extract.compare.sheets import write_workbook
from ntm_extract.compare.wording import Speaker
from ntm_extract.schema.dictionary import Language
from ntm_extract.store.cells import FORMULA_START, is_formula
from ntm_extract.store.collection import Collection
from ntm_extract.store.streams import BYTE_ORDER_MARK, opened, write_json

Format = Literal["html", "xlsx", "csv", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)


def write_comparison(
    comparison: Comparison,
    collection: Collection,
    format: Format,
    target: Path | BinaryIO,
    lang: Language = "vi",
    *,
    base: Path | None = None,
) -> None:
    """Write a comparison.

    Args:
        comparison: made of the collection.
        collection: still open, as quotes are read from it.
        format: `html` is a page to read; `xlsx` and `json` have all tables, `csv` the comparable rows.
        target: a file, which is replaced when all went well, or a binary stream.
        lang: of our own words; the names of columns in CSV and JSON are the same in both.
        base: the folder `run` was called in, where relative paths of documents begin; None for the working directory.

    Raises:
        MissingToolError: `html` without the extra `charts`.
        OSError: the file cannot be written.
    """
    speaker = Speaker(lang)
    html = target if isinstance(target, Path) else None
    if format == "html":
        page = comparison_page(comparison, collection, lang, base=base or Path.cwd(), html=html)
        with opened(target) as stream:
            stream.write(page.encode("utf-8"))
        return
    tables = tables_of(comparison, collection, speaker)
    with opened(target) as stream:
        if format == "xlsx":
            write_workbook(tables, speaker, stream)
        elif format == "csv":
            _write_csv(tables[0], stream, for_excel=html is not None)
        else:
            _write_json(comparison, tables, stream)


def _write_csv(table: Table, stream: BinaryIO, *, for_excel: bool) -> None:
    """Write the rows of a table; a text that a spreadsheet could run gets an apostrophe (see store/cells.py)."""
    if for_excel:
        stream.write(BYTE_ORDER_MARK)
    stream.write((",".join(table.columns) + "\r\n").encode("utf-8"))
    for portion in table.portions:
        flags = [name for name in table.columns if portion[name].dtype == bool]
        words = {name: portion[name].map({True: "true", False: "false"}) for name in flags}
        texts = {name: _guarded(portion[name]) for name in is_text(portion)}
        text = portion.assign(**texts, **words).to_csv(index=False, header=False, lineterminator="\r\n")
        stream.write(text.encode("utf-8"))


def _guarded(column: pd.Series) -> pd.Series:
    if column.name == "comparator":  # a word of our own list
        return column
    texts = column.astype(object)
    suspects = texts[texts.astype("str").str.startswith(FORMULA_START).fillna(False).to_numpy(bool)]
    formulas = suspects[suspects.map(is_formula)]
    texts.loc[formulas.index] = "'" + formulas
    return texts


def _write_json(comparison: Comparison, tables: list[Table], stream: BinaryIO) -> None:
    programme = asdict(comparison.programme) if comparison.programme else None
    head = {
        "made_by": f"ntm-extract {version('ntm-extract')}",
        "query": asdict(comparison.query),
        "programme": programme,
        "of_other_years": comparison.of_other_years,
    }
    write_json(stream, head, {table.name: map(_records, table.portions) for table in tables})


def _records(portion: pd.DataFrame) -> str:
    return str(portion.to_json(orient="records", force_ascii=False))[1:-1]
