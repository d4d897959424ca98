"""Databases follow the folder: what is there equals the plans, and only what is different is written."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from sqlalchemy import JSON, create_engine, inspect, text
from stand_ins_export import Office, Rows, a_plan, doc_id_of, ordered

from ntm_extract.errors import StoreError
from ntm_extract.export.duck import DuckMirror
from ntm_extract.export.export import export
from ntm_extract.export.relational import RelationalMirror
from ntm_extract.plan import TABLES
from ntm_extract.store.folder import OutputFolder

FORMS = ("sqlite", "duckdb", "postgresql")


class Place:
    """A database to export to, and questions to it that know nothing of how it was written."""

    def __init__(self, form: str, address: str) -> None:
        self.form, self.address = form, address

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        if self.form == "duckdb":
            with duckdb.connect(self.address) as connection:
                yield lambda sql: connection.execute(sql).fetchall() or []
        else:
            url = self.address if "://" in self.address else f"sqlite:///{self.address}"
            engine = create_engine(url)
            with engine.begin() as connection:

                def ask(sql: str) -> list[Any]:
                    done = connection.execute(text(sql))
                    return list(map(tuple, done)) if done.returns_rows else []

                yield ask
            engine.dispose()

    def ask(self, sql: str) -> list[Any]:
        with self._cursor() as ask:
            return list(ask(sql))

    def rows(self) -> Rows:
        """Give all rows, lists and maps as they are in JSON."""
        rows: Rows = {}
        with self._cursor() as ask:
            for table, model in TABLES.items():
                columns = list({"doc_id": None, **model.model_fields})
                listed = ", ".join(f'"{column}"' for column in columns)
                found = ask(f'select {listed} from "{table}"')
                rows[table] = [dict(zip(columns, map(self._value, columns, row), strict=True)) for row in found]
        return ordered(rows)

    def _value(self, column: str, value: Any) -> Any:
        if self.form != "sqlite":
            return value
        if column in ("restored", "breakdown"):
            return bool(value)
        nested = ("recipients", "places", "bbox", "bbox_pages", "doubts", "actors", "scores")
        return json.loads(value) if column in nested and value is not None else value


@pytest.fixture(params=FORMS)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres")
        place = Place("postgresql", address)
        for table in ("exported", *reversed(TABLES)):
            place.ask(f'drop table if exists "{table}"')
        return place
    return Place(request.param, str(tmp_path / ("a.db" if request.param == "sqlite" else "a.duckdb")))


def spoil(place: Place) -> None:
    """Put a mark on every row, to see which are written again."""
    place.ask("update targets set text = 'cũ'")


def marked(place: Place) -> set[str]:
    return {doc_id for (doc_id,) in place.ask("select doc_id from targets where text = 'cũ'")}


def test_a_database_says_what_the_plans_say(office: Office, place: Place) -> None:
    report = export(office.root, place.address)
    assert (report.written, report.removed, report.unchanged) == (4, 0, 0)
    assert report.rows == dict.fromkeys(TABLES, 4)
    assert place.rows() == office.rows()
    assert len(place.ask("select * from exported")) == 4


def test_a_second_export_touches_no_row(office: Office, place: Place) -> None:
    export(office.root, place.address)
    spoil(place)
    report = export(office.root, place.address)
    assert (report.written, report.removed, report.unchanged) == (0, 0, 4)
    assert sum(report.rows.values()) == 0
    assert len(marked(place)) == 4


def test_after_a_change_of_one_plan_only_that_one_is_written(office: Office, place: Place) -> None:
    export(office.root, place.address)
    spoil(place)
    office.run(a_plan("kh-1", "Thừa Thiên - Huế", (5.0, 6.0)))
    report = export(office.root, place.address)
    assert (report.written, report.removed, report.unchanged) == (1, 0, 3)
    assert marked(place) == {doc_id_of(f"kh-{n}") for n in (0, 2, 3)}
    values = place.ask(f"select value from targets where doc_id = '{doc_id_of('kh-1')}' order by value")
    assert values == [(5.0,), (6.0,)]


def test_what_leaves_the_folder_leaves_the_database(office: Office, place: Place) -> None:
    export(office.root, place.address)
    office.run(a_plan("mới"), remove=("kh-0", "kh-3"))
    report = export(office.root, place.address)
    assert (report.written, report.removed, report.unchanged) == (1, 2, 2)
    assert place.rows() == office.rows()
    assert len(place.ask("select * from exported")) == 3


def test_an_export_that_is_stopped_leaves_whole_documents_and_is_gone_on_with(
    office: Office, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = DuckMirror if place.form == "duckdb" else RelationalMirror
    whole = kind.replace
    calls = []

    def stopped(self: Any, gone: Any, batch: Any) -> None:
        calls.append(batch)
        if len(calls) == 3:  # the last table of the third document cannot be written
            batch.tables["page_verdicts"] = pa.concat_tables([batch.tables["page_verdicts"]] * 2)
        whole(self, gone, batch)

    monkeypatch.setattr(kind, "batch_size", 1)
    monkeypatch.setattr(kind, "replace", stopped)
    with pytest.raises(StoreError, match="Không xuất được"):
        export(office.root, place.address)
    for table in (*TABLES, "exported"):
        assert len(place.ask(f'select * from "{table}"')) == 2, table
    monkeypatch.undo()
    assert (report := export(office.root, place.address)).written == 2
    assert report.unchanged == 2
    assert place.rows() == office.rows()


def test_the_documents_of_another_folder_are_not_wiped_out(office: Office, place: Place, tmp_path: Path) -> None:
    export(office.root, place.address)
    other = Office(tmp_path / "khác", a_plan("khác"))
    with pytest.raises(StoreError, match="thư mục kết quả khác"):
        export(other.root, place.address)
    assert len(place.rows()["documents"]) == 4


def test_plans_that_the_tables_do_not_tell_of_yet_are_exported(office: Office, place: Place) -> None:
    office.put(a_plan("kh-2", "Đắk Lắk", (7.0,)))
    assert export(office.root, place.address).written == 4
    assert place.rows() == office.rows()
    office.put(a_plan("mới"), a_plan("kh-2", "Đắk Lắk", (8.0,)))
    assert export(office.root, place.address).written == 2
    assert place.rows() == office.rows()


def test_an_empty_folder_empties_nothing_it_does_not_know(tmp_path: Path) -> None:
    office = Office(tmp_path / "ra", a_plan("a"))
    target = str(tmp_path / "a.db")
    export(office.root, target)
    office.run(remove=("a",))
    assert export(office.root, target).removed == 1
    assert export(office.root, target).removed == 0


def test_tables_in_other_formats_only_are_no_hindrance(tmp_path: Path) -> None:
    office = Office(tmp_path / "ra")
    office.run(a_plan("a"), formats=("csv",))
    place = Place("sqlite", str(tmp_path / "a.db"))
    assert export(office.root, place.address).written == 1
    assert place.rows() == office.rows()


def test_a_plan_that_cannot_be_read_is_told_of(office: Office, tmp_path: Path) -> None:
    spoilt = OutputFolder(office.root).path_of(doc_id_of("kh-0"))
    office.put(a_plan("mới"))
    assert spoilt
    spoilt.write_text("{}")
    report = export(office.root, str(tmp_path / "a.db"))
    assert (report.written, report.exit_code) == (4, 3)
    assert [failure.source for failure in report.skipped] == [str(spoilt)]
    assert f"BỎ QUA {spoilt}" in report.as_text()


def test_many_row_groups_are_read_where_they_lie(office: Office, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ntm_extract.store.tables.PARQUET_GROUP", 2)
    office.run(*(a_plan(f"nhiều-{n}", values=(1.0, 2.0, 3.0)) for n in range(5)), remove=("kh-1",))
    kind = DuckMirror if place.form == "duckdb" else RelationalMirror
    monkeypatch.setattr(kind, "batch_size", 3)
    export(office.root, place.address)
    assert place.rows() == office.rows()
    office.run(a_plan("nhiều-1", values=(9.0,)), a_plan("nhiều-4", values=()))
    assert export(office.root, place.address).written == 2
    assert place.rows() == office.rows()


def test_rows_belong_to_documents_in_postgresql(office: Office, postgres: str) -> None:
    place = Place("postgresql", postgres)
    for table in ("exported", *reversed(TABLES)):
        place.ask(f'drop table if exists "{table}"')
    report = export(office.root, postgres)
    assert "bimat" not in report.as_text()
    engine = create_engine(postgres)
    inspector = inspect(engine)
    for table in TABLES:
        if table != "documents":
            assert [key["referred_table"] for key in inspector.get_foreign_keys(table)] == ["documents"]
    columns = {column["name"]: column for column in inspector.get_columns("targets")}
    assert isinstance(columns["places"]["type"], JSON)
    assert columns["indicator"]["comment"] == "Chỉ tiêu nào (mã ở bảng bên dưới)"
    engine.dispose()
    with pytest.raises(Exception, match="foreign key"):
        place.ask("delete from documents")


def test_lists_and_maps_are_such_in_duckdb(office: Office, tmp_path: Path) -> None:
    export(office.root, str(tmp_path / "a.duckdb"))
    with duckdb.connect(str(tmp_path / "a.duckdb")) as connection:
        assert connection.execute("select bbox[1][2], scores['marked'] from targets, page_verdicts").fetchone() == (
            100.5,
            0.9,
        )
        [key] = connection.execute(
            "select comment from duckdb_columns where column_name = 'indicator' limit 1"
        ).fetchone()  # type: ignore[misc]
        assert key.startswith("Chỉ tiêu")


def test_a_missing_duckdb_says_what_to_install(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(StoreError, match=r"pip install 'ntm-extract\[duckdb\]'"):
        export(office.root, str(tmp_path / "a.duckdb"))


def test_a_file_that_is_no_database_is_named(office: Office, tmp_path: Path) -> None:
    for name in ("a.duckdb", "a.db"):
        (tmp_path / name).write_text("không phải cơ sở dữ liệu " * 100)
        with pytest.raises(StoreError, match=name):
            export(office.root, str(tmp_path / name))


def test_a_database_that_another_program_holds_is_named(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "a.db"
    export(office.root, str(target))
    office.run(a_plan("mới"))
    with closing(sqlite3.connect(target)) as other:
        other.execute("begin exclusive")
        with pytest.raises(StoreError, match=r"a\.db.*locked"):
            export(office.root, f"sqlite:///{target}?timeout=0.1")


def test_a_duckdb_file_of_another_shape_is_left_alone(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "a.duckdb"
    with duckdb.connect(str(target)) as connection:
        connection.execute("create table targets (doc_id varchar)")
    with pytest.raises(StoreError, match="thiếu cột"):
        export(office.root, str(target))


def test_a_folder_that_holds_no_results_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="không phải là thư mục kết quả"):
        export(tmp_path, str(tmp_path / "a.db"))


def test_a_folder_without_a_log_says_to_run_again(office: Office, tmp_path: Path) -> None:
    (office.root / "changes.jsonl").unlink()
    with pytest.raises(StoreError, match="chạy lại lệnh run"):
        export(office.root, str(tmp_path / "a.db"))
