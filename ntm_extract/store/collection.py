"""A collection (bộ sưu tập): the tables of an output folder as frames, lean enough for a hundred thousand plans.

What every question needs (numbers, dates, names) is loaded at once; what only an answer shows (quotes, pages, boxes)
is read later, for the rows that are shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ntm_extract.errors import StoreError
from ntm_extract.plan import TABLES, Provenance
from ntm_extract.store.columns import Kind, columns_of, rows_of
from ntm_extract.store.failure import Failure
from ntm_extract.store.folder import OutputFolder
from ntm_extract.store.tables import open_tables

ROWS = tuple(name for name, model in TABLES.items() if issubclass(model, Provenance))
"""The tables whose rows have a quote and a page."""
LIGHT_ORIGIN = ("section", "confidence")
"""What is loaded at once of where a row comes from."""
HEAVY = ("task", "action", "text")
"""Long words of a row's own, which are read with its quote."""
DETAILS = ("row_id", "section", "page", "quote", "confidence", "doubts")
"""What `Collection.details` gives of every row."""


@dataclass(frozen=True)
class Collection:
    """The tables of an output folder.

    Attributes:
        folder: the output folder of `run`.
        documents: one row a document, all columns of the table.
        targets, achievements, deadlines, responsibilities, references: the columns of the tables but the long ones;
            `doc` is the position of the row's document in `documents`, the index the position of the row.
        parquet: where the Parquet files are that the frames come from.
    """

    folder: Path
    documents: pd.DataFrame
    targets: pd.DataFrame
    achievements: pd.DataFrame
    deadlines: pd.DataFrame
    responsibilities: pd.DataFrame
    references: pd.DataFrame
    parquet: Path = field(repr=False)

    def rows(self, table: str) -> pd.DataFrame:
        """Give the frame of one of `ROWS`."""
        frame: pd.DataFrame = getattr(self, table)
        return frame

    def details(
        self, table: str, positions: Sequence[int] | np.ndarray, columns: Sequence[str] = (*DETAILS, *HEAVY)
    ) -> pd.DataFrame:
        """Read what is shown of some rows: their names, pages, quotes and long words.

        Args:
            table: one of `ROWS`.
            positions: of the rows in the frame, in any order, each once or more.
            columns: what is read; names that the table does not have are left out.

        Returns:
            One row for each position, in the same order and indexed by it.
        """
        wanted = np.asarray(positions, dtype="int64")
        sought = np.unique(wanted)
        file = pq.ParquetFile(self.parquet / f"{table}.parquet")
        columns = [name for name in columns if name in file.schema_arrow.names]
        taken, first = [], 0
        for group in range(file.num_row_groups):
            count = file.metadata.row_group(group).num_rows
            inside = sought[np.searchsorted(sought, first) : np.searchsorted(sought, first + count)]
            if len(inside):
                taken.append(file.read_row_group(group, columns=columns).take(pa.array(inside - first)))
            first += count
        found = pa.concat_tables(taken) if taken else file.schema_arrow.empty_table().select(columns)
        details: pd.DataFrame = found.to_pandas().set_index(pd.Index(sought)).loc[wanted]
        return details


@contextmanager
def open_collection(folder: Path) -> Iterator[Collection]:
    """Open the tables of an output folder.

    They are read from `tables/*.parquet`; where `run` was told to write other formats only, from the plans.

    Args:
        folder: given to `run --out`.

    Raises:
        StoreError: there are no plans in the folder, or its tables were made by another version.
    """
    output = OutputFolder(folder)
    if not output.plans.is_dir() and not (output.tables / "documents.parquet").exists():
        raise StoreError(f"{folder} không phải là thư mục kết quả của run: không có thư mục con plans.")
    if all((output.tables / f"{name}.parquet").exists() for name in TABLES):
        yield _load(folder, output.tables)
    else:
        with TemporaryDirectory() as temporary:
            _write_tables(output, Path(temporary))
            yield _load(folder, Path(temporary))


def _write_tables(output: OutputFolder, directory: Path) -> None:
    with open_tables(directory, ("parquet",)) as write:
        for plan in output.read_plans():
            if isinstance(plan, Failure):
                raise StoreError(f"{plan.source}: {plan.reason}. {plan.advice}")
            for table, rows in rows_of(plan).items():
                write(table, rows)


def _load(folder: Path, parquet: Path) -> Collection:
    documents = _read(parquet, "documents", None).to_pandas(types_mapper=_lean_type)
    if documents.empty:
        raise StoreError(f"Không có văn bản nào trong thư mục kết quả {folder}.")
    order = pa.array(documents["doc_id"])
    frames = {name: _frame(parquet, name, order) for name in ROWS}
    return Collection(folder=folder, documents=documents, **frames, parquet=parquet)


def _frame(parquet: Path, name: str, order: pa.Array) -> pd.DataFrame:
    own = [c for c in columns_of(TABLES[name]) if c.name not in (*Provenance.model_fields, *HEAVY)]
    origin = [c for c in columns_of(Provenance) if c.name in LIGHT_ORIGIN]
    words = [c.name for c in (*own, *origin) if c.kind in (Kind.TEXT, Kind.WORD)]
    table = _read(parquet, name, [c.name for c in (*own, *origin)], words)
    doc = pc.index_in(table["doc_id"].cast(pa.string()), order).to_numpy()
    frame: pd.DataFrame = table.drop_columns("doc_id").to_pandas(types_mapper=_lean_type)
    frame.insert(0, "doc", doc.astype("int32"))
    return frame


def _read(parquet: Path, name: str, columns: list[str] | None, words: Sequence[str] = ()) -> pa.Table:
    try:
        return pq.read_table(parquet / f"{name}.parquet", columns=columns, read_dictionary=list(words))
    except (OSError, ValueError, KeyError) as error:
        advice = "Hãy chạy lại lệnh run với thư mục này; các bảng được lập lại từ thư mục plans."
        raise StoreError(f"Không đọc được bảng {parquet / name}.parquet ({error}). {advice}") from error


def _lean_type(kind: pa.DataType) -> pd.ArrowDtype | pd.StringDtype | None:
    """Lists stay in Arrow's memory, a tenth of what lists of Python take."""
    if pa.types.is_list(kind):
        return pd.ArrowDtype(kind)
    return pd.StringDtype(na_value=np.nan) if pa.types.is_string(kind) else None
