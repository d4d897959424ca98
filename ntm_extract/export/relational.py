"""SQLite and PostgreSQL as mirrors of a folder: the tables of the contract, and what was exported when."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, Text, delete, select
from sqlalchemy.exc import SQLAlchemyError

from ntm_extract.errors import StoreError
from ntm_extract.export.cells import plain_rows
from ntm_extract.export.stock import Batch
from ntm_extract.export.target import Target
from ntm_extract.plan import TABLES
from ntm_extract.schema.dictionary import data_dictionary
from ntm_extract.store.database import first_line, open_engine, stored_metadata

IDS = 500
"""Documents named in one statement; databases have a limit for this."""


class RelationalMirror:
    """A database reached by SQLAlchemy, in which each document is replaced as a whole.

    Beside the tables of the contract there is `exported`: the digest of the plan a document's rows were made from, and
    when. It is written in the same transaction as the rows.

    Raises:
        StoreError: see `open_engine`.
    """

    batch_size = 500

    def __init__(self, target: Target) -> None:
        self._target = target
        self._metadata = exported_metadata()
        self._engine = open_engine(target.address or f"sqlite:///{target.place}", self._metadata)

    def held(self) -> dict[str, str]:
        """Give the digests of the documents in the database."""
        documents, exported = self._metadata.tables["documents"], self._metadata.tables["exported"]
        joined = documents.outerjoin(exported, documents.c.doc_id == exported.c.doc_id)
        with self._transaction() as connection:
            rows = connection.execute(select(documents.c.doc_id, exported.c.digest).select_from(joined))
            return {doc_id: digest or "" for doc_id, digest in rows}

    def replace(self, gone: Collection[str], batch: Batch | None) -> None:
        """Take documents out and put others in, in one transaction."""
        tables = self._metadata.tables
        with self._transaction() as connection:
            for doc_ids in _portions(gone):
                for name in ("exported", *reversed(TABLES)):  # the rows of a document before the document
                    connection.execute(delete(tables[name]).where(tables[name].c.doc_id.in_(doc_ids)))
            if batch:
                for name in TABLES:
                    self._insert(connection, name, batch.tables[name].column_names, plain_rows(batch.tables[name]))
                at = datetime.now(UTC).isoformat(timespec="seconds")
                noted = ((doc_id, digest, at) for doc_id, digest in batch.digests.items())
                self._insert(connection, "exported", ["doc_id", "digest", "at"], noted)

    def close(self) -> None:
        """Let go of the connections."""
        self._engine.dispose()

    def _insert(self, connection: Connection, name: str, columns: list[str], rows: Iterator[tuple[Any, ...]]) -> None:
        """Put rows into a table by the quickest way that the database has for many."""
        quoted = connection.dialect.identifier_preparer.quote
        place = f"{quoted(name)} ({', '.join(map(quoted, columns))})"
        if self._target.form == "postgresql":
            cursor = connection.connection.cursor()
            with cursor.copy(f"copy {place} from stdin") as copy:
                for row in rows:
                    copy.write_row(row)
        elif found := list(rows):
            connection.exec_driver_sql(f"insert into {place} values ({', '.join('?' * len(columns))})", found)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except (SQLAlchemyError, self._engine.dialect.loaded_dbapi.Error) as error:
            raise StoreError(f"Không xuất được sang {self._target}: {first_line(error)}") from error


def exported_metadata() -> MetaData:
    """Give the tables of an exported database, each with its meaning as a comment where databases keep such."""
    metadata = stored_metadata()
    metadata.remove(metadata.tables["failures"])
    for name, table in metadata.tables.items():
        entry = data_dictionary().table(name)
        table.comment = entry.meaning.vi
        for column in entry.columns:
            table.c[column.name].comment = column.meaning.vi
    Table(
        "exported",
        metadata,
        Column("doc_id", Text, primary_key=True, comment="Văn bản"),
        Column("digest", Text, nullable=False, comment="Mã của kế hoạch đã xuất; khác mã này thì xuất lại"),
        Column("at", Text, nullable=False, comment="Thời điểm xuất, ISO 8601, giờ UTC"),
        comment="Văn bản nào đã xuất, từ kế hoạch nào, khi nào",
    )
    return metadata


def _portions(doc_ids: Collection[str]) -> Iterator[list[str]]:
    ordered = list(doc_ids)
    return (ordered[first : first + IDS] for first in range(0, len(ordered), IDS))
