"""The database: the tables of the output folder in SQLite, or in any database SQLAlchemy reaches."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Connection,
    Engine,
    Float,
    ForeignKey,
    MetaData,
    Table,
    Text,
    bindparam,
    create_engine,
    delete,
    inspect,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.types import TypeEngine

from ntm_extract.errors import StoreError
from ntm_extract.plan import TABLES, Plan
from ntm_extract.store.columns import Kind, columns_of, rows_of
from ntm_extract.store.failure import STORED_TABLES, Failure
from ntm_extract.store.keys import key_columns

_TYPES: dict[Kind, TypeEngine[Any]] = {
    Kind.TEXT: Text(),
    Kind.WORD: Text(),
    Kind.INTEGER: BigInteger(),
    Kind.NUMBER: Float(),
    Kind.FLAG: Boolean(),
    Kind.NESTED: JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql"),
}


_SOUGHT = {
    "documents": ("number", "province", "district"),
    "targets": ("indicator",),
    "deadlines": ("when",),
    "responsibilities": ("agency",),
    "references": ("number",),
    "achievements": ("indicator",),
}
"""Columns by which rows are looked for, each with an index."""


def stored_metadata() -> MetaData:
    """Give the tables of the contract as a database has them: rows have their keys and belong to a document."""
    metadata = MetaData()
    for name, model in STORED_TABLES.items():
        key, sought = key_columns(name), _SOUGHT.get(name, ())
        owned = name in TABLES and name != "documents"
        columns = [
            Column(
                c.name,
                _TYPES[c.kind],
                *([ForeignKey("documents.doc_id")] if owned and c.name == "doc_id" else []),
                nullable=c.nullable,
                primary_key=c.name in key,
                autoincrement=False,
                index=c.name in sought or (c.name == "doc_id" and c.name not in key),
            )
            for c in columns_of(model)
        ]
        Table(name, metadata, *columns)
    return metadata


def open_engine(url: str, metadata: MetaData) -> Engine:
    """Reach a database and make the tables that it lacks.

    Args:
        url: an SQLAlchemy address, e.g. `sqlite:///ket-qua.db`.
        metadata: the tables that are to be there.

    Raises:
        StoreError: the address is wrong, the driver is missing, the server does not answer, or the database holds
            tables of another shape. No message shows a password.
    """
    if url.partition("://")[2].partition("/")[0].count("@") > 1:
        raise StoreError(f"Địa chỉ cơ sở dữ liệu không hợp lệ: {masked(url)}. Ký tự @ trong mật khẩu phải viết là %40.")
    try:
        engine = create_engine(url, json_serializer=partial(json.dumps, ensure_ascii=False))
        metadata.create_all(engine)
        _check_shape(engine, metadata)
    except ModuleNotFoundError as error:
        extra = "Cài thêm: pip install 'ntm-extract[postgres]'." if "postgresql" in url else ""
        raise StoreError(f"Thiếu trình điều khiển cơ sở dữ liệu ({error.name}). {extra}".strip()) from error
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise StoreError(
            f"Địa chỉ cơ sở dữ liệu không hợp lệ: {masked(url)}. "
            "Ví dụ đúng: sqlite:///ket-qua.db hoặc postgresql+psycopg://ten:matkhau@may/csdl"
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(f"Không mở được cơ sở dữ liệu {masked(url)}: {first_line(error)}") from error
    return engine


class Database:
    """The tables of the contract in a database; each document is replaced in one transaction.

    Raises:
        StoreError: see `open_engine`.
    """

    def __init__(self, url: str) -> None:
        self._metadata = stored_metadata()
        self._engine = open_engine(url, self._metadata)

    @classmethod
    def at_path(cls, path: Path) -> Database:
        """Open (or make) the SQLite file at `path`."""
        return cls(f"sqlite:///{path}")

    def __enter__(self) -> Database:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._engine.dispose()

    @property
    def engine(self) -> Engine:
        """The SQLAlchemy engine, for queries."""
        return self._engine

    def doc_ids(self) -> set[str]:
        """Give the ids of the documents in the database."""
        with self._engine.connect() as connection:
            return set(connection.scalars(select(self._metadata.tables["documents"].c.doc_id)))

    def replace(self, plan: Plan | None, retired: Iterable[str] = ()) -> None:
        """Put a plan in the place of all rows of the same document, in one transaction.

        Args:
            plan: the new rows, or None when there are only rows to take out.
            retired: ids of documents to take out (their files are gone, or have other contents now).
        """
        tables = self._metadata.tables
        with self._transaction() as connection:
            for doc_id in [*retired, *([plan.document.doc_id] if plan else [])]:
                for name in reversed(TABLES):  # the rows of a document before the document
                    connection.execute(delete(tables[name]).where(tables[name].c.doc_id == doc_id))
            for name, rows in (rows_of(plan) if plan else {}).items():
                if rows:
                    connection.execute(tables[name].insert(), rows)

    def restate_failures(self, sources: Iterable[str], failures: Iterable[Failure]) -> None:
        """Forget what was said of `sources` in the failures table and write down `failures`, in one transaction."""
        table = self._metadata.tables["failures"]
        said = [{"said": source} for source in {*sources}]
        rows = [failure.model_dump() for failure in failures]
        with self._transaction() as connection:
            if said:
                connection.execute(delete(table).where(table.c.source == bindparam("said")), said)
            if rows:
                connection.execute(table.insert(), rows)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise StoreError(f"Không ghi được vào cơ sở dữ liệu: {first_line(error)}") from error


def _check_shape(engine: Engine, metadata: MetaData) -> None:
    inspector = inspect(engine)
    for name, table in metadata.tables.items():
        found = {column["name"] for column in inspector.get_columns(name)}
        if missing := {column.name for column in table.columns} - found:
            raise StoreError(
                f"Bảng {name} trong cơ sở dữ liệu thiếu cột {', '.join(sorted(missing))} (do phiên bản khác tạo). "
                "Hãy xóa hoặc đổi tên cơ sở dữ liệu cũ rồi chạy lại; nó được lập lại từ thư mục plans/."
            )


_USER = re.compile(r"://[^:/@]*:")
_PASSWORD = re.compile(r"(password=)[^&]*")


def masked(url: str) -> str:
    """Give an address as it may be shown: without its password.

    Example:
        `masked("postgresql://an:bimat@may/csdl") == "postgresql://an:***@may/csdl"`
    """
    before, at, behind = url.rpartition("@")
    if at and (user := _USER.search(before)):
        url = f"{before[: user.end()]}***@{behind}"
    return _PASSWORD.sub(r"\1***", url)


def first_line(error: Exception) -> str:
    """Give what the driver says is wrong, without the statement."""
    return str(getattr(error, "orig", None) or error).strip().splitlines()[0]
