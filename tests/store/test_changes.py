"""The log of changes: what was written, what is different, and what a killed run leaves."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from test_tables import a_plan

from ntm_extract.errors import StoreError
from ntm_extract.plan import Plan
from ntm_extract.store.changes import Change, RowChanges, last_seq, read_changes, row_changes, state_of
from ntm_extract.store.folder import SEQ, OutputFolder

DOC = "0123456789abcdef"


def told(folder: Path) -> list[tuple[int, str, str]]:
    return [(change.seq, change.op, change.doc_id) for change in read_changes(folder / "changes.jsonl")]


def settle(folder: Path) -> None:
    """End a run in which nothing is done."""
    output = OutputFolder(folder)
    with output.held():
        for _ in output.write_tables(("parquet",), ()):
            pass


def renamed(plan: Plan, **changes: Any) -> Plan:
    return plan.model_copy(update={"document": plan.document.model_copy(update=changes)})


def test_a_plan_that_comes_changes_and_goes_has_a_line_each(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write(a_plan(), "một")
    folder.write(a_plan(value=3.0), "một")
    folder.remove(DOC)
    added, changed, removed = read_changes(folder.log)
    assert (added.seq, added.op, added.source, added.rows) == (1, "added", "a.pdf", {})
    assert (changed.seq, changed.op) == (2, "changed")
    assert changed.rows == {"targets": RowChanges(changed=["0" * 16])}
    assert (removed.seq, removed.op, removed.source, removed.digest) == (3, "removed", "a.pdf", None)
    assert added.at.endswith("+00:00")
    assert state_of([added, changed, removed]).documents == {}


def test_the_same_plan_again_is_no_change(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    for _ in range(2):
        folder.write(a_plan(), "một")
        OutputFolder(tmp_path).write(a_plan(), "một")
    assert told(tmp_path) == [(1, "added", DOC)]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (a_plan(), {}),
        (a_plan(value=9.0), {"targets": RowChanges(changed=["0" * 16])}),
        (a_plan(row_id="1" * 16), {"targets": RowChanges(added=["1" * 16], removed=["0" * 16])}),
        (a_plan().model_copy(update={"targets": []}), {"targets": RowChanges(removed=["0" * 16])}),
        (renamed(a_plan(), source="b.pdf"), {"documents": RowChanges(changed=[DOC])}),
        (a_plan().model_copy(update={"page_verdicts": []}), {"page_verdicts": RowChanges(removed=[f"{DOC}/1"])}),
        (a_plan().model_copy(update={"notes": ["Bỏ qua một hình."]}), {}),
    ],
)
def test_the_rows_that_differ_are_named(after: Plan, expected: dict[str, RowChanges]) -> None:
    assert row_changes(a_plan(), after) == expected


def test_half_a_line_is_ignored_and_mended(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(a_plan(), "một")
    log = tmp_path / "changes.jsonl"
    whole = log.read_bytes()
    log.write_bytes(whole + whole[: len(whole) // 2])
    assert told(tmp_path) == [(1, "added", DOC)]
    OutputFolder(tmp_path).write(a_plan(value=3.0), "một")
    assert told(tmp_path) == [(1, "added", DOC), (2, "changed", DOC)]
    assert all(Change.model_validate_json(line) for line in log.read_bytes().splitlines())


@pytest.mark.parametrize("torn", [b'{"seq": 1, "at":\n', b"\n", b"\xff\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_whole_line_that_is_none_is_refused_so_that_no_number_is_given_twice(
    tmp_path: Path, torn: bytes, last: bool
) -> None:
    OutputFolder(tmp_path).write(a_plan(), "một")
    log = tmp_path / "changes.jsonl"
    log.write_bytes(log.read_bytes() + torn if last else torn + log.read_bytes())
    before = log.read_bytes()
    with pytest.raises(StoreError, match=r"changes\.jsonl có một dòng hỏng"):
        told(tmp_path)
    with pytest.raises(StoreError, match="một dòng hỏng"):
        OutputFolder(tmp_path).write(a_plan(value=3.0), "một")
    assert log.read_bytes() == before
    if last:
        with pytest.raises(StoreError, match="một dòng hỏng"):
            last_seq(log)


def test_the_last_number_is_that_of_the_last_whole_line(tmp_path: Path) -> None:
    log = tmp_path / "changes.jsonl"
    assert last_seq(log) is None
    log.write_bytes(b"x" * 100)
    assert last_seq(log) == 0
    log.write_bytes(b"")
    for value in (2.0, 3.0, 4.0):
        OutputFolder(tmp_path).write(a_plan(value=value), "một")
    assert last_seq(log) == 3
    log.write_bytes(log.read_bytes() + b"x" * 200_000)
    assert last_seq(log) == 3


def test_half_a_line_longer_than_a_block_is_mended_too(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(a_plan(), "một")
    log = tmp_path / "changes.jsonl"
    log.write_bytes(log.read_bytes() + b"x" * 200_000)
    OutputFolder(tmp_path).remove(DOC)
    assert told(tmp_path) == [(1, "added", DOC), (2, "removed", DOC)]
    log.write_bytes(b"x" * 200_000)  # nothing whole in it
    OutputFolder(tmp_path).write(a_plan(), "một")
    assert told(tmp_path) == [(1, "added", DOC)]


def test_a_run_killed_before_the_line_is_written_is_told_of_by_the_next(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write(a_plan(), "một")
    log = tmp_path / "changes.jsonl"
    before = log.read_bytes()
    folder.write(a_plan(value=3.0), "một")
    log.write_bytes(before)  # the plan lies there, its line does not
    settle(tmp_path)
    assert told(tmp_path) == [(1, "added", DOC), (2, "added", DOC)]
    settle(tmp_path)
    assert len(told(tmp_path)) == 2


def test_a_plan_written_over_one_the_log_never_told_of_is_told_of_as_a_whole(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write(a_plan(), "một")
    (tmp_path / "changes.jsonl").unlink()
    OutputFolder(tmp_path).write(a_plan(value=3.0), "một")
    assert told(tmp_path) == [(1, "added", DOC)]


def test_a_plan_written_over_one_whose_line_was_lost_is_told_of_as_a_whole(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write(a_plan(), "một")
    log = tmp_path / "changes.jsonl"
    before = log.read_bytes()
    folder.write(a_plan(row_id="1" * 16), "một")
    log.write_bytes(before)  # killed here: who follows the log has the first plan, the folder has the second
    OutputFolder(tmp_path).write(a_plan(row_id="2" * 16), "một")
    assert told(tmp_path) == [(1, "added", DOC), (2, "added", DOC)]


def test_plans_taken_away_by_hand_are_told_of_by_the_next_run(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(a_plan(), "một").unlink()
    settle(tmp_path)
    assert told(tmp_path) == [(1, "added", DOC), (2, "removed", DOC)]


def test_a_plan_that_is_spoilt_leaves_and_comes_back(tmp_path: Path) -> None:
    path = OutputFolder(tmp_path).write(a_plan(), "một")
    good = path.read_bytes()
    path.write_text("{}")
    settle(tmp_path)
    path.write_bytes(good)
    settle(tmp_path)
    assert told(tmp_path) == [(1, "added", DOC), (2, "removed", DOC), (3, "added", DOC)]


def test_a_folder_of_an_earlier_version_gets_its_log(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(a_plan(), "một")
    (tmp_path / "changes.jsonl").unlink()
    with pytest.raises(StoreError, match="chạy lại lệnh run"):
        list(read_changes(tmp_path / "changes.jsonl"))
    settle(tmp_path)
    assert told(tmp_path) == [(1, "added", DOC)]


def test_tables_bear_the_number_of_the_last_change(tmp_path: Path) -> None:
    OutputFolder(tmp_path).write(a_plan(), "một")
    settle(tmp_path)
    for path in (tmp_path / "tables").glob("*.parquet"):
        assert pq.read_metadata(path).metadata[SEQ.encode()] == b"1"


def test_of_two_files_of_one_document_the_newer_stays(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    old = folder.write(a_plan(), "một")
    content = old.read_bytes()
    new = folder.write(renamed(a_plan(), source="b.pdf"), "một")
    old.write_bytes(content)  # as when a run is killed after writing the new file
    earlier = new.stat().st_mtime_ns - 1_000_000
    os.utime(old, ns=(earlier, earlier))
    settle(tmp_path)
    assert [path.name for path in folder.plans.iterdir()] == [new.name]
