"""The feed of changes: whoever does what it says has what the folder has."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stand_ins_export import PROVINCES, Office, Rows, a_plan, doc_id_of, ordered

from ntm_extract.errors import StoreError
from ntm_extract.export.export import export
from ntm_extract.export.feed import changes_since, feed_lines
from ntm_extract.plan import TABLES
from ntm_extract.store.folder import OutputFolder


class Subscriber:
    """Another system: it knows nothing of the folder but what the feed says."""

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, dict[str, Any]]] = {table: {} for table in TABLES}
        self.cursor = "0"

    def follow(self, office: Office) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in feed_lines(office.root, self.cursor)]
        for line in lines[:-1]:
            self._take(line)
        self.cursor = str(lines[-1]["cursor"])
        return lines

    def _take(self, line: dict[str, Any]) -> None:
        for table, rows in self.tables.items():
            gone = set(line.get("removed", {}).get(table, []))
            whole = line["op"] in ("added", "removed")
            self.tables[table] = {
                key: row
                for key, row in rows.items()
                if key not in gone and not (whole and row["doc_id"] == line["doc_id"])
            }
            self.tables[table] |= {self._key(table, row): row for row in line.get("rows", {}).get(table, [])}

    @staticmethod
    def _key(table: str, row: dict[str, Any]) -> str:
        if table == "page_verdicts":
            return f"{row['doc_id']}/{row['page']}"
        return str(row["doc_id" if table == "documents" else "row_id"])

    def rows(self) -> Rows:
        return ordered({table: list(rows.values()) for table, rows in self.tables.items()})


NAMES = ("a", "b", "c")
PLANS = st.builds(
    lambda name, province, values, text: a_plan(name, province, tuple(values), text),
    st.sampled_from(NAMES),
    st.sampled_from(PROVINCES[:2]),
    st.lists(st.sampled_from([1.0, 2.0]), max_size=3),
    st.sampled_from(["đạt", "giữ"]),
)
STEPS = st.lists(
    st.one_of(PLANS, st.sampled_from(NAMES), st.sampled_from(["theo dõi", "chạy", "mất dòng cuối", "nửa dòng"])),
    max_size=9,
)


@given(steps=STEPS)
@settings(max_examples=30, deadline=None)
def test_the_feed_replayed_gives_the_folder(steps: list[Any]) -> None:
    """Plans come, change and go, runs are killed between plan and log, and somebody follows now and then."""
    with tempfile.TemporaryDirectory() as folder:
        office, subscriber = Office(Path(folder)), Subscriber()
        office.run()
        log = Path(folder) / "changes.jsonl"
        log.touch()
        for step in steps:
            if step == "theo dõi":
                subscriber.follow(office)
            elif step == "chạy":
                office.run()
            elif step == "mất dòng cuối":  # killed before the line was written, if nobody has seen it yet
                lines = log.read_bytes().splitlines(keepends=True)
                if len(lines) > int(subscriber.cursor):
                    log.write_bytes(b"".join(lines[:-1]))
            elif step == "nửa dòng":
                with log.open("ab") as file:
                    file.write(b'{"seq": 99, "at":')
            elif step in NAMES:
                OutputFolder(Path(folder)).remove(doc_id_of(step))
            else:
                office.put(step)
        office.run()
        subscriber.follow(office)
        assert subscriber.rows() == office.rows()
        assert subscriber.follow(office) == [{"cursor": int(subscriber.cursor), "schema_version": "1.2"}]


def test_a_change_gives_the_rows_that_differ_and_the_names_of_those_gone(tmp_path: Path) -> None:
    office = Office(tmp_path, a_plan("a", values=(1.0, 2.0, 3.0)))
    office.run(a_plan("a", values=(1.0, 5.0)))
    change, end = changes_since(tmp_path, "1")
    assert (change["op"], change["seq"], change["source"]) == ("changed", 2, "a.pdf")
    assert {table: [row["value"] for row in rows] for table, rows in change["rows"].items()} == {"targets": [5.0]}
    assert [len(names) for names in change["removed"].values()] == [1]
    assert end == {"cursor": 2, "schema_version": "1.2"}


def test_a_row_that_went_and_came_back_is_not_said_to_be_gone(tmp_path: Path) -> None:
    office = Office(tmp_path, a_plan("a", values=(1.0, 2.0)))
    office.run(a_plan("a", values=(1.0,)))
    office.run(a_plan("a", values=(1.0, 2.0)))
    change, _ = changes_since(tmp_path, "1")
    assert [row["value"] for row in change["rows"]["targets"]] == [2.0]
    assert change["removed"] == {}


def test_a_document_is_told_of_once_as_it_is_now(tmp_path: Path) -> None:
    office = Office(tmp_path, a_plan("a"), a_plan("b"))
    office.run(a_plan("a", values=(5.0,)), a_plan("c"))
    office.run(remove=("b",))
    told = [(change["op"], change["doc_id"]) for change in changes_since(tmp_path, "0") if "op" in change]
    assert told == [("added", doc_id_of("a")), ("added", doc_id_of("c")), ("removed", doc_id_of("b"))]
    [gone, _] = changes_since(tmp_path, "4")
    assert gone.keys() == {"op", "seq", "at", "doc_id", "source"}


def test_a_time_gives_what_was_written_from_then_on(tmp_path: Path) -> None:
    Office(tmp_path, a_plan("a"))
    now = datetime.now(UTC)
    before, after = now - timedelta(minutes=1), now + timedelta(minutes=1)
    hanoi = before.astimezone(timezone(timedelta(hours=7))).isoformat()
    for since, count in [
        (before.isoformat(), 1),
        (hanoi, 1),
        (before.replace(tzinfo=None).isoformat(), 1),
        ("2020-01-01", 1),
        (after.isoformat(), 0),
    ]:
        assert len(list(changes_since(tmp_path, since))) == count + 1, since


@pytest.mark.parametrize(
    ("since", "message"),
    [
        ("hôm qua", "Không hiểu --since"),
        ("-1", "Không hiểu --since"),
        ("99", "lớn hơn số cuối cùng"),
        ("", "Không hiểu"),
    ],
)
def test_a_cursor_that_cannot_be_is_refused(tmp_path: Path, since: str, message: str) -> None:
    Office(tmp_path, a_plan("a"))
    with pytest.raises(StoreError, match=message):
        list(changes_since(tmp_path, since))


def test_a_plan_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    Office(tmp_path, a_plan("a"))
    path = OutputFolder(tmp_path).path_of(doc_id_of("a"))
    assert path
    path.write_text("{}")
    with pytest.raises(StoreError, match=str(path)):
        list(changes_since(tmp_path, "0"))


def test_a_plan_taken_away_by_hand_is_told_of_as_gone(tmp_path: Path) -> None:
    Office(tmp_path, a_plan("a"))
    path = OutputFolder(tmp_path).path_of(doc_id_of("a"))
    assert path
    path.unlink()
    [change, _] = changes_since(tmp_path, "0")
    assert change["op"] == "removed"


def test_a_folder_that_holds_no_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="không phải là thư mục kết quả"):
        list(changes_since(tmp_path, "0"))


def test_the_feed_goes_to_a_file_as_a_whole(tmp_path: Path) -> None:
    office = Office(tmp_path / "ra", a_plan("a"), a_plan("b"))
    office.run(remove=("b",))
    report = export(office.root, str(tmp_path / "x.jsonl"), since="1")
    assert (report.written, report.removed, report.cursor) == (0, 1, 3)
    assert "--since 3" in report.as_text()
    assert (tmp_path / "x.jsonl").read_text(encoding="utf-8") == "".join(feed_lines(office.root, "1"))
    with pytest.raises(StoreError):
        export(office.root, str(tmp_path / "x.jsonl"), since="99")
    assert (tmp_path / "x.jsonl").read_text(encoding="utf-8") == "".join(feed_lines(office.root, "1"))
