"""What there is to give away (hàng có sẵn): the plans of an output folder by digest, and their rows as Arrow tables.

Rows come from `tables/*.parquet` where these tell all that the log of changes tells. Where they do not – a run is at
work, was killed, or wrote other formats only – the plans that are asked for are read themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ntm_extract.plan import TABLES
from ntm_extract.store.changes import read_changes, state_of
from ntm_extract.store.columns import Row, rows_of
from ntm_extract.store.failure import Failure
from ntm_extract.store.folder import OutputFolder, read_plan
from ntm_extract.store.table_files import TableFile, current_table_files, open_table_files
from ntm_extract.store.tables import open_tables


@dataclass(frozen=True)
class Batch:
    """Some documents with all their rows.

    Attributes:
        digests: of their plans, by `doc_id`.
        tables: their rows by table, for each of `TABLES`.
    """

    digests: dict[str, str]
    tables: dict[str, pa.Table]


@dataclass
class Stock:
    """The plans of an output folder.

    Attributes:
        folder: given to `run --out`.
        digests: of the plans by `doc_id`, in the order of the tables.
        skipped: plans that could not be read, once they were asked for, with their `doc_id`.
    """

    folder: OutputFolder
    digests: dict[str, str]
    skipped: list[Failure] = field(default_factory=list)
    _shelf: Shelf | None = None

    @contextmanager
    def opened(self, doc_ids: Collection[str]) -> Iterator[Shelf]:
        """Give where the rows of documents can be taken from.

        Documents whose plan is gone or cannot be read are not there; the latter are in `skipped`.
        """
        if self._shelf:
            yield self._shelf
            return
        with TemporaryDirectory() as temporary:
            digests = self._read_plans(doc_ids, Path(temporary))
            yield Shelf(open_table_files(Path(temporary)), digests)

    def _read_plans(self, doc_ids: Collection[str], directory: Path) -> dict[str, str]:
        """Make tables of some plans, and give the digests that the plans have now."""
        digests = {}
        with open_tables(directory, ("parquet",)) as write:
            for path, doc_id in sorted((path, doc_id) for doc_id in doc_ids if (path := self.folder.path_of(doc_id))):
                try:
                    plan, digest = read_plan(path)
                except FileNotFoundError:  # a run at work has just taken it out, and will say so in the log
                    continue
                if isinstance(plan, Failure):
                    self.skipped.append(plan.model_copy(update={"doc_id": doc_id}))
                    continue
                digests[plan.document.doc_id] = digest
                for table, rows in rows_of(plan).items():
                    write(table, rows)
        return digests


def open_stock(folder: Path) -> Stock:
    """Look at what an output folder holds.

    Raises:
        StoreError: it is no output folder, or has no log of changes yet.
    """
    output = OutputFolder(folder)
    output.require_plans()
    state = state_of(read_changes(output.log))
    digests = {doc_id: told.digest for doc_id, told in state.documents.items()}
    if shelf := _shelf_of(output, state.seq, digests):
        return Stock(output, shelf.digests, _shelf=shelf)
    paths = {doc_id: path for doc_id in digests if (path := output.path_of(doc_id))}
    return Stock(output, {doc_id: digests[doc_id] for doc_id in sorted(paths, key=lambda doc_id: paths[doc_id])})


def _shelf_of(output: OutputFolder, seq: int, digests: dict[str, str]) -> Shelf | None:
    """Open the tables of an output folder; None where they do not tell of change number `seq`."""
    files = current_table_files(output, seq)
    if files is None:
        return None
    shelf = Shelf(files, digests)
    return shelf if shelf.digests == digests else None


class Shelf:
    """The rows of documents, taken from the Parquet files of all tables.

    Attributes:
        digests: of the plans that the rows come from by `doc_id`, in the order of the tables.
    """

    def __init__(self, files: dict[str, TableFile], digests: dict[str, str]) -> None:
        self._files = files
        doc_ids = files["documents"].read(["doc_id"])["doc_id"].to_pylist()
        self.digests = {doc_id: digests.get(doc_id, "") for doc_id in doc_ids}
        known = pa.array(doc_ids, pa.string())
        self._document_of = {name: _positions(file, known) for name, file in files.items()}

    def batches(self, doc_ids: Collection[str], size: int, tables: Iterable[str] = TABLES) -> Iterator[Batch]:
        """Give documents with their rows, `size` of them at a time, in the order of the tables.

        Args:
            doc_ids: of the documents; those that are not here are left out.
            size: how many documents a batch has.
            tables: whose rows are wanted.
        """
        asked = set(doc_ids)
        positions = np.flatnonzero([doc_id in asked for doc_id in self.digests])
        order, files = list(self.digests), {name: self._files[name] for name in tables}
        for first in range(0, len(positions), size):
            chosen = np.zeros(len(order), dtype=bool)
            chosen[positions[first : first + size]] = True
            rows = {name: file.at(np.flatnonzero(chosen[self._document_of[name]])) for name, file in files.items()}
            yield Batch({order[at]: self.digests[order[at]] for at in positions[first : first + size]}, rows)


def rows_in(table: pa.Table) -> list[Row]:
    """Give the rows of an Arrow table as dictionaries, maps among their values too."""
    rows: list[Row] = table.to_pylist(maps_as_pydicts="strict")
    return rows


def _positions(file: TableFile, doc_ids: pa.Array) -> np.ndarray:
    """Give for each row of a table the position of its document among `doc_ids`."""
    positions: np.ndarray = pc.index_in(file.read(["doc_id"])["doc_id"], doc_ids).to_numpy().astype("int32")
    return positions
