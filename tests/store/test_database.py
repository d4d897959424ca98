"""The database: a document's rows are replaced as one, and what cannot be used says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable
from test_tables import a_plan

from ntm_extract.errors import EncryptedFileError, StoreError
from ntm_extract.store.database import Database
from ntm_extract.store.failure import Failure


def test_the_rows_of_a_document_are_replaced(tmp_path: Path) -> None:
    with Database.at_path(tmp_path / "ntm.db") as database:
        database.replace(a_plan(value=1.0))
        database.replace(a_plan(value=2.0))
        with database.engine.connect() as connection:
            rows = connection.execute(text("select value, places, share_pct, bbox from targets")).all()
        [(value, places, share, boxes)] = rows
        assert (value, json.loads(places), share) == (2.0, ["Phong Lộc"], None)
        assert "Phong Lộc" in places  # readable in the file, not \\u escapes
        assert json.loads(boxes) == [[72, 100.5, 300, 114]]
        assert database.doc_ids() == {"0123456789abcdef"}
        database.replace(None, retired=["0123456789abcdef"])
        assert database.doc_ids() == set()


def test_an_unknown_list_is_null_and_not_the_word_null(tmp_path: Path) -> None:
    with Database.at_path(tmp_path / "ntm.db") as database:
        database.replace(a_plan(bbox=None))
        with database.engine.connect() as connection:
            assert connection.execute(text("select count(*) from targets where bbox is null")).scalar() == 1


def test_a_replacement_that_fails_leaves_the_old_rows(tmp_path: Path) -> None:
    with Database.at_path(tmp_path / "ntm.db") as database:
        database.replace(a_plan(value=1.0))
        with database.engine.begin() as connection:
            connection.execute(text("create trigger no before insert on targets begin select raise(abort, 'đầy'); end"))
        with pytest.raises(StoreError, match="đầy"):
            database.replace(a_plan(value=2.0))
        with database.engine.connect() as connection:
            assert connection.execute(text("select value from targets")).scalar() == 1.0


def test_failures_are_restated_by_source(tmp_path: Path) -> None:
    def failure(source: str) -> Failure:
        return Failure.of_error(source, None, EncryptedFileError("Tệp có mật khẩu"))

    with Database.at_path(tmp_path / "ntm.db") as database:
        database.restate_failures(["a.pdf"], [failure("a.pdf"), failure("khác.pdf")])
        database.restate_failures(["a.pdf", "b.pdf"], [failure("b.pdf")])
        with database.engine.connect() as connection:
            sources = connection.execute(text("select source from failures order by source")).scalars().all()
    assert sources == ["b.pdf", "khác.pdf"]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("không phải địa chỉ", "không hợp lệ"),
        ("lạ://a/b", "không hợp lệ"),
        ("sqlite:////không/có/thư mục/a.db", "Không mở được"),
        ("postgresql+khongco://a/b", "không hợp lệ"),
    ],
)
def test_an_address_that_cannot_be_used_says_why(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        Database(url)


def test_a_missing_driver_names_the_extra_and_hides_the_password() -> None:
    try:
        import psycopg  # noqa: F401
    except ModuleNotFoundError:
        with pytest.raises(StoreError, match=r"ntm-extract\[postgres\]") as caught:
            Database("postgresql+psycopg://an:bimat@may/csdl")
    else:
        with pytest.raises(StoreError, match="Không mở được") as caught:
            Database("postgresql+psycopg://an:bimat@localhost:1/csdl")
    assert "bimat" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://an:bimat@may:x/csdl",
        "postgresql+psycopg://an:bi@mat@may/csdl",
        "postgresql+psycopg://an:@mat@may/csdl",
        "lạ://an:bimat@may/csdl",
        "lạ://may/csdl?user=an&password=bimat",
    ],
)
def test_no_message_shows_a_password(url: str) -> None:
    with pytest.raises(StoreError, match="không hợp lệ") as caught:
        Database(url)
    assert "mat" not in str(caught.value).partition("Ví dụ")[0].replace("mật", "")
    assert "***" in str(caught.value)


def test_a_folder_may_have_signs_of_an_address_in_its_name(tmp_path: Path) -> None:
    (tmp_path / "a@b@c:d").mkdir()
    with Database.at_path(tmp_path / "a@b@c:d" / "ntm.db") as database:
        assert database.doc_ids() == set()


def test_a_row_has_one_name_and_belongs_to_a_document(tmp_path: Path) -> None:
    with Database.at_path(tmp_path / "ntm.db") as database:
        inspector = inspect(database.engine)
        assert inspector.get_pk_constraint("targets")["constrained_columns"] == ["row_id"]
        assert inspector.get_pk_constraint("page_verdicts")["constrained_columns"] == ["doc_id", "page"]
        [key] = inspector.get_foreign_keys("targets")
        assert (key["constrained_columns"], key["referred_table"]) == (["doc_id"], "documents")
        assert {index["column_names"][0] for index in inspector.get_indexes("targets")} == {"doc_id", "indicator"}


def test_a_database_of_another_shape_is_not_written_to(tmp_path: Path) -> None:
    with Database.at_path(tmp_path / "ntm.db") as database, database.engine.begin() as connection:
        connection.execute(text("alter table targets drop column qualifier"))
    with pytest.raises(StoreError, match=r"targets .* thiếu cột qualifier"):
        Database.at_path(tmp_path / "ntm.db")


def test_names_that_are_words_of_sql_are_quoted_in_postgresql_too() -> None:
    tables = Database("sqlite://")._metadata.tables
    ddl = {name: str(CreateTable(table).compile(dialect=postgresql.dialect())) for name, table in tables.items()}
    assert 'CREATE TABLE "references"' in ddl["references"]
    assert '"when" TEXT' in ddl["deadlines"]
