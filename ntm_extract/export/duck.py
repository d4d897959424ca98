"""A DuckDB file as a mirror of a folder: Arrow tables go in and come out without a loop over rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pyarrow as pa

from ntm_extract.errors import StoreError
from ntm_extract.export.stock import Batch
from ntm_extract.export.target import Target
from ntm_extract.plan import TABLES
from ntm_extract.schema.dictionary import ColumnEntry, TableEntry, data_dictionary

_TYPES = {"string": "VARCHAR", "boolean": "BOOLEAN", "integer": "BIGINT", "number": "DOUBLE"}


class DuckMirror:
    """A DuckDB file in which documents are replaced as a whole; lists and maps are lists and maps there.

    Rows have primary keys and an index on their document. There are no foreign keys: DuckDB checks them while a
    transaction is under way, so that a document could not be replaced together with its rows.

    Raises:
        StoreError: DuckDB is not installed, the file is no DuckDB file, or another program has it open.
    """

    batch_size = 2000

    def __init__(self, target: Target) -> None:
        try:
            import duckdb
        except ModuleNotFoundError as error:
            raise StoreError("Thiếu thư viện DuckDB. Cài thêm: pip install 'ntm-extract[duckdb]'.") from error
        self._target, self._error = target, duckdb.Error
        with self._told():
            self._connection = duckdb.connect(str(target.place))
        try:
            with self._transaction():
                self._make_tables()
        except StoreError:
            self.close()
            raise

    def held(self) -> dict[str, str]:
        """Give the digests of the documents in the file."""
        query = "select doc_id, coalesce(digest, '') from documents left join exported using (doc_id)"
        with self._told():
            return dict(self._connection.execute(query).fetchall())

    def replace(self, gone: Collection[str], batch: Batch | None) -> None:
        """Take documents out and put others in, in one transaction."""
        with self._transaction():
            if gone:
                self._connection.register("gone", pa.table({"doc_id": pa.array(list(gone), pa.string())}))
                for name in ("exported", *reversed(TABLES)):
                    self._connection.execute(f"delete from {_quoted(name)} where doc_id in (select doc_id from gone)")
                self._connection.unregister("gone")
            if batch:
                for name in TABLES:
                    self._insert(name, batch.tables[name])
                at = datetime.now(UTC).isoformat(timespec="seconds")
                digests = list(batch.digests.values())
                noted = {"doc_id": list(batch.digests), "digest": digests, "at": [at] * len(digests)}
                self._insert("exported", pa.table(noted))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _insert(self, name: str, rows: pa.Table) -> None:
        self._connection.register("incoming", rows)
        self._connection.execute(f"insert into {_quoted(name)} by name select * from incoming")
        self._connection.unregister("incoming")

    def _make_tables(self) -> None:
        for table in data_dictionary().tables:
            if table.name in TABLES:
                self._make_table(table)
        self._connection.execute(
            "create table if not exists exported (doc_id varchar primary key, digest varchar not null, "
            '"at" varchar not null)'
        )

    def _make_table(self, table: TableEntry) -> None:
        name, key = _quoted(table.name), ", ".join(_quoted(c.name) for c in table.columns if c.is_key)
        columns = ", ".join(_declared(column) for column in table.columns)
        found = self._connection.execute("select column_name from duckdb_columns where table_name = ?", [table.name])
        present = {column for (column,) in found.fetchall()}
        if not present:
            self._connection.execute(f"create table {name} ({columns}, primary key ({key}))")
            self._connection.execute(f"comment on table {name} is {_text(table.meaning.vi)}")
            for column in table.columns:
                place = f"{name}.{_quoted(column.name)}"
                self._connection.execute(f"comment on column {place} is {_text(column.meaning.vi)}")
            if table.has_origin:
                self._connection.execute(f"create index {_quoted(f'ix_{table.name}_doc_id')} on {name} (doc_id)")
        elif missing := {column.name for column in table.columns} - present:
            raise StoreError(
                f"Bảng {table.name} trong {self._target} thiếu cột {', '.join(sorted(missing))} (do phiên bản khác "
                "tạo). Hãy xóa hoặc đổi tên tệp cũ rồi xuất lại."
            )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._told():
            self._connection.begin()
            try:
                yield
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except self._error as error:
            said = str(error).strip().splitlines()[0]
            advice = " Hãy đóng chương trình đang mở tệp này rồi xuất lại." if "lock" in said else ""
            raise StoreError(f"Không xuất được sang {self._target}: {said}{advice}") from error


def _declared(column: ColumnEntry) -> str:
    return f"{_quoted(column.name)} {_type(column.type)}{'' if column.nullable else ' not null'}"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _text(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _type(kind: str) -> str:
    """Give DuckDB's name of a type of the data dictionary: `list<string>` is `VARCHAR[]`."""
    if kind.startswith("list<"):
        return f"{_type(kind[5:-1])}[]"
    if kind.startswith("map<"):
        key, value = kind[4:-1].split(", ")
        return f"MAP({_type(key)}, {_type(value)})"
    return _TYPES[kind]
