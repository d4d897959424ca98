"""A collection (bộ sưu tập): the tables of an output folder as frames, lean enough for a hundred thousand plans.

What every question needs (numbers, dates, names) is loaded at once; what only an answer shows (quotes, pages, boxes)
is read later, for the rows that are shown, from the same files: a run that ends meanwhile changes nothing in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ntm_extract.errors import StoreError
from ntm_extract.plan import TABLES, Provenance
from ntm_extract.store.changes import last_seq
from ntm_extract.store.columns import Kind, columns_of, rows_of
from ntm_extract.store.failure import Failure
from ntm_extract.store.folder import OutputFolder
from ntm_extract.store.table_files import TableFile, current_table_files, open_table_files
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
    """

    folder: Path
    documents: pd.DataFrame
    targets: pd.DataFrame
    achievements: pd.DataFrame
    deadlines: pd.DataFrame
    responsibilities: pd.DataFrame
    references: pd.DataFrame
    _files: Mapping[str, TableFile] = field(repr=False)

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
        sought, file = np.unique(wanted), self._files[table]
        found = file.at(sought, [name for name in columns if name in file.columns])
        details: pd.DataFrame = found.to_pandas().set_index(pd.Index(sought)).loc[wanted]
        return details

    def column(self, table: str, name: str) -> pa.Array:
        """Read one column of a table as a whole, such as `doubts`, which the frames do not have.

        Args:
            table: one of `ROWS`.
            name: of the column.

        Returns:
            A value for each row of the frame, in its order.
        """
        return self._files[table].read([name])[name].combine_chunks()


@contextmanager
def open_collection(folder: Path) -> Iterator[Collection]:
    """Open the tables of an output folder.

    They are read from `tables/*.parquet` where these tell all that the log of changes tells; where `run` is at work,
    was killed or was told to write other formats only, from the plans.

    Args:
        folder: given to `run --out`.

    Raises:
        StoreError: there are no plans in the folder, or its tables were made by another version.
    """
    output = OutputFolder(folder)
    if files := current_table_files(output, last_seq(output.log)):
        yield _load(folder, files)
        return
    output.require_plans()
    with TemporaryDirectory() as temporary:
        _write_tables(output, Path(temporary))
        yield _load(folder, open_table_files(Path(temporary)))


def _write_tables(output: OutputFolder, directory: Path) -> None:
    with open_tables(directory, ("parquet",)) as write:
        for plan in output.read_plans():
            if isinstance(plan, Failure):
                raise StoreError(f"{plan.source}: {plan.reason}. {plan.advice}")
            for table, rows in rows_of(plan).items():
                write(table, rows)


def _load(folder: Path, files: Mapping[str, TableFile]) -> Collection:
    documents = files["documents"].read().to_pandas(types_mapper=_lean_type)
    if documents.empty:
        raise StoreError(f"Không có văn bản nào trong thư mục kết quả {folder}.")
    order = pa.array(documents["doc_id"])
    frames = {name: _frame(files[name], name, order) for name in ROWS}
    return Collection(folder=folder, documents=documents, **frames, _files=files)


def _frame(file: TableFile, name: str, order: pa.Array) -> pd.DataFrame:
    own = [c for c in columns_of(TABLES[name]) if c.name not in (*Provenance.model_fields, *HEAVY)]
    origin = [c for c in columns_of(Provenance) if c.name in LIGHT_ORIGIN]
    words = [c.name for c in (*own, *origin) if c.kind in (Kind.TEXT, Kind.WORD)]
    table = file.read([c.name for c in (*own, *origin)], words)
    doc = pc.index_in(table["doc_id"].cast(pa.string()), order).to_numpy()
    frame: pd.DataFrame = table.drop_columns("doc_id").to_pandas(types_mapper=_lean_type)
    frame.insert(0, "doc", doc.astype("int32"))
    return frame


def _lean_type(kind: pa.DataType) -> pd.ArrowDtype | pd.StringDtype | None:
    """Lists stay in Arrow's memory, a tenth of what lists of Python take."""
    if pa.types.is_list(kind):
        return pd.ArrowDtype(kind)
    return pd.StringDtype(na_value=np.nan) if pa.types.is_string(kind) else None
