"""The Parquet files of an output folder (tệp bảng), opened together and kept open.

A run puts its tables in the places of older ones. Whoever has a file open goes on reading the older one, so that rows
stay where they were as long as somebody asks for them; whoever opens it by name again reads another table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ntm_extract.errors import StoreError
from ntm_extract.plan import TABLES
from ntm_extract.store.folder import SEQ, OutputFolder

_ADVICE = "Hãy chạy lại lệnh run với thư mục này; các bảng được lập lại từ thư mục plans."


@dataclass(frozen=True)
class TableFile:
    """One Parquet file, open.

    Attributes:
        path: where it was when it was opened; for messages.
    """

    path: Path
    _handle: pa.NativeFile
    _file: pq.ParquetFile

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        names: list[str] = self._file.schema_arrow.names
        return names

    @property
    def stamp(self) -> str | None:
        """The number of the last change that the table tells of; None when the file bears none."""
        borne: bytes | None = (self._file.metadata.metadata or {}).get(SEQ.encode())
        return borne.decode() if borne is not None else None

    def read(self, columns: Sequence[str] | None = None, words: Sequence[str] = ()) -> pa.Table:
        """Read all rows.

        Args:
            columns: the names of those that are read; all when it is not given.
            words: of which of them the values repeat and are read as a dictionary.

        Raises:
            StoreError: a column is not there, as another version made the table, or the file is damaged.
        """
        if missing := [name for name in columns or () if name not in self.columns]:
            raise StoreError(f"Không đọc được bảng {self.path} (không có cột {', '.join(missing)}). {_ADVICE}")
        file = pq.ParquetFile(self._handle, metadata=self._file.metadata, read_dictionary=list(words))
        try:
            return file.read(columns=None if columns is None else list(columns))
        except (OSError, ValueError) as error:
            raise StoreError(f"Không đọc được bảng {self.path} ({error}). {_ADVICE}") from error

    def at(self, positions: np.ndarray, columns: Sequence[str] | None = None) -> pa.Table:
        """Read the rows at some positions from the row groups that hold them.

        Args:
            positions: ascending, each once.
            columns: the names of those that are read; all when it is not given.
        """
        names = self.columns if columns is None else list(columns)
        taken, first = [], 0
        for group in range(self._file.num_row_groups):
            count = self._file.metadata.row_group(group).num_rows
            inside = positions[np.searchsorted(positions, first) : np.searchsorted(positions, first + count)]
            if len(inside):
                rows = self._file.read_row_group(group, columns=names)
                taken.append(rows if len(inside) == count else rows.take(pa.array(inside - first)))
            first += count
        return pa.concat_tables(taken) if taken else self._file.schema_arrow.empty_table().select(names)


def open_table_files(directory: Path) -> dict[str, TableFile]:
    """Open the Parquet files of all of `TABLES`.

    Raises:
        FileNotFoundError: there is not one for each table.
        StoreError: one of them is no Parquet file.
    """
    return {name: _open(directory / f"{name}.parquet") for name in TABLES}


def current_table_files(output: OutputFolder, seq: int | None) -> dict[str, TableFile] | None:
    """Open the tables of an output folder, where they tell all that the log of changes tells.

    Args:
        output: the folder.
        seq: the last number in the log; None for a folder that has no log, whose tables are taken as they are if all
            of them are of one run.

    Returns:
        None where tables are missing or older than the plans: a run is at work, was killed, or wrote other formats.

    Raises:
        StoreError: a file is damaged.
    """
    try:
        files = open_table_files(output.tables)
    except FileNotFoundError:
        return None
    return files if _tell_of(files, seq) else None


def _tell_of(files: Mapping[str, TableFile], seq: int | None) -> bool:
    stamps = {file.stamp for file in files.values()}
    return len(stamps) == 1 if seq is None else stamps == {str(seq)}


def _open(path: Path) -> TableFile:
    try:
        handle = pa.OSFile(str(path))
        return TableFile(path, handle, pq.ParquetFile(handle))
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise StoreError(f"Không đọc được bảng {path} ({error}). {_ADVICE}") from error
