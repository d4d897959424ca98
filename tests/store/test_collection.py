"""A collection while runs go on: rows stay the rows they were, and tables older than the plans are not taken."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from test_changes import renamed, settle
from test_tables import a_plan

from ntm_extract.errors import StoreError
from ntm_extract.plan import TABLES, Plan
from ntm_extract.store.collection import Collection, open_collection
from ntm_extract.store.folder import OutputFolder


def named(letter: str, **target: object) -> Plan:
    """Give a plan whose file lies in the order of its letter, and whose row and quote bear it."""
    plan = a_plan(row_id=letter * 16, quote=f"trích {letter}", **target)
    return renamed(plan, doc_id=letter * 16, source=f"{letter}.pdf")


def run(folder: Path, *plans: Plan) -> None:
    output = OutputFolder(folder)
    for plan in plans:
        output.write(plan, "chữ")
    settle(folder)


def quotes(collection: Collection) -> list[tuple[str, str, str]]:
    """Give for each target the document that the frame says, and the name and the quote read later."""
    details = collection.details("targets", collection.targets.index.to_numpy())
    doc_ids = collection.documents["doc_id"].iloc[collection.targets["doc"]]
    return list(zip(doc_ids, details["row_id"], details["quote"], strict=True))


def row(letter: str) -> tuple[str, str, str]:
    return letter * 16, letter * 16, f"trích {letter}"


def test_a_run_that_ends_meanwhile_does_not_move_the_rows(tmp_path: Path) -> None:
    run(tmp_path, named("d"))
    with open_collection(tmp_path) as collection:
        run(tmp_path, named("a", doubts=["số không đọc được"]))
        assert quotes(collection) == [row("d")]
        assert collection.column("targets", "doubts").to_pylist() == [[]]
    with open_collection(tmp_path) as collection:
        assert quotes(collection) == [row("a"), row("d")]
        assert collection.column("targets", "doubts").to_pylist() == [["số không đọc được"], []]


def test_details_come_in_the_order_asked_for(tmp_path: Path) -> None:
    run(tmp_path, named("a"), named("b"), named("c"))
    with open_collection(tmp_path) as collection:
        asked = collection.details("targets", [2, 0, 2], ("quote", "no such column"))
        assert asked["quote"].tolist() == ["trích c", "trích a", "trích c"]
        assert asked.index.tolist() == [2, 0, 2]
        assert asked.columns.tolist() == ["quote"]
        assert collection.details("deadlines", []).empty


def test_tables_of_two_runs_are_not_mixed(tmp_path: Path) -> None:
    run(tmp_path, named("d"))
    shutil.copytree(tmp_path / "tables", tmp_path / "cũ")
    run(tmp_path, named("a"))
    shutil.copy(tmp_path / "cũ" / "targets.parquet", tmp_path / "tables")
    with open_collection(tmp_path) as collection:
        assert quotes(collection) == [row("a"), row("d")]
    (tmp_path / "changes.jsonl").unlink()  # nothing tells which of the two is right
    with open_collection(tmp_path) as collection:
        assert quotes(collection) == [row("a"), row("d")]


def test_tables_older_than_the_plans_are_not_taken(tmp_path: Path) -> None:
    run(tmp_path, named("d"))
    OutputFolder(tmp_path).write(named("a"), "chữ")  # and the run is killed
    with open_collection(tmp_path) as collection:
        assert quotes(collection) == [row("a"), row("d")]


def test_tables_without_a_log_are_taken_as_they_are(tmp_path: Path) -> None:
    run(tmp_path, named("d"))
    (tmp_path / "changes.jsonl").unlink()
    shutil.rmtree(tmp_path / "plans")
    with open_collection(tmp_path) as collection:
        assert quotes(collection) == [row("d")]


def test_tables_without_the_plans_they_should_tell_of_are_refused(tmp_path: Path) -> None:
    run(tmp_path, named("d"))
    (tmp_path / "tables" / "targets.parquet").unlink()
    shutil.rmtree(tmp_path / "plans")
    with pytest.raises(StoreError, match="không có thư mục con plans"), open_collection(tmp_path):
        pass


def test_a_half_line_of_a_run_that_was_killed_is_no_change(tmp_path: Path) -> None:
    run(tmp_path, named("d"))
    next((tmp_path / "plans").iterdir()).unlink()  # only the tables can tell of it
    with (tmp_path / "changes.jsonl").open("ab") as log:
        log.write(b'{"seq": 2, "at":')
    with open_collection(tmp_path) as collection:
        assert quotes(collection) == [row("d")]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_is_damaged_is_named(tmp_path: Path, table: str) -> None:
    run(tmp_path, named("d"))
    (tmp_path / "tables" / f"{table}.parquet").write_bytes(b"PAR1")
    with pytest.raises(StoreError, match=rf"{table}\.parquet.*chạy lại lệnh run"), open_collection(tmp_path):
        pass


def test_a_table_of_an_earlier_version_is_named_with_the_column_it_lacks(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    run(tmp_path, named("d"))
    path = tmp_path / "tables" / "targets.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["comparator"]), path)
    (tmp_path / "changes.jsonl").unlink()
    for other in (tmp_path / "tables").glob("*.parquet"):
        pq.write_table(pq.read_table(other).replace_schema_metadata(None), other)
    with pytest.raises(StoreError, match=r"targets\.parquet.*comparator"), open_collection(tmp_path):
        pass
