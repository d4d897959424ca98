"""`run` as a whole: what lands in the folder, what fails, what a second run does."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from stand_ins import WORKSHOP

from ntm_extract.batch.inputs import Inputs
from ntm_extract.batch.report import Report, Status
from ntm_extract.batch.run import RunSettings, run
from ntm_extract.batch.screen import summarize
from ntm_extract.errors import StoreError
from ntm_extract.pipeline import identify
from ntm_extract.store.changes import Change, read_changes
from ntm_extract.store.failure import STORED_TABLES, Failure


class Silent:
    """A listener that only remembers."""

    def __init__(self) -> None:
        self.settled_: list[tuple[str, Status]] = []

    def begin(self, inputs: Inputs) -> None: ...

    def settled(self, source: str, status: Status, failure: Failure | None, trace: str) -> None:
        self.settled_.append((source, status))


class Clerk:
    """A folder with documents, an output folder, and the command to go from one to the other."""

    def __init__(self, root: Path) -> None:
        self.inputs, self.out = root / "vào", root / "ra"
        self.inputs.mkdir()

    def put(self, name: str, text: str) -> str:
        path = self.inputs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    def run(
        self, *words: str, jobs: int = 1, timeout: float = 30, stdin: bytes = b"", program: str = "1", **settings: Any
    ) -> Report:
        words = words or (str(self.inputs),)
        settings_ = RunSettings(jobs=jobs, timeout=timeout, **settings)
        workshop = replace(WORKSHOP, fingerprint=program)
        return run(words, self.out, settings_, workshop, Silent(), lambda: stdin)

    def plans(self) -> dict[str, Any]:
        """Give the plans in the folder by the name of their source."""
        found = [json.loads(path.read_text(encoding="utf-8")) for path in (self.out / "plans").glob("*.json")]
        return {Path(plan["document"]["source"]).name: plan for plan in found}

    def table(self, name: str) -> pd.DataFrame:
        return pd.read_parquet(self.out / "tables" / f"{name}.parquet")

    def changes(self) -> list[Change]:
        return list(read_changes(self.out / "changes.jsonl"))

    def query(self, sql: str) -> list[Any]:
        with sqlite3.connect(self.out / "ntm.db") as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    return Clerk(tmp_path)


def test_a_folder_of_documents_becomes_plans_texts_tables_and_a_database(clerk: Clerk) -> None:
    clerk.put("Kế hoạch số 1.txt", "một xã và một xã")
    clerk.put("xa/Kế hoạch số 2.txt", "không có gì")

    report = clerk.run()

    assert report.exit_code == 0
    assert report.statuses == {Status.DONE: 2}
    doc_id = identify("một xã và một xã".encode())
    assert (clerk.out / "plans" / f"Kế hoạch số 1-{doc_id}.json").exists()
    assert (clerk.out / "text" / f"Kế hoạch số 1-{doc_id}.txt").read_text(encoding="utf-8") == "một xã và một xã"
    assert report.rows["documents"] == 2
    assert report.rows["targets"] == 2
    assert sorted(p.name for p in (clerk.out / "tables").iterdir()) == sorted(
        f"{name}.{extension}" for name in STORED_TABLES for extension in ("csv", "parquet")
    )
    assert clerk.table("targets").doc_id.tolist() == [doc_id, doc_id]
    assert clerk.query('select doc_id, value from targets where indicator = "communes_ntm"') == [(doc_id, 2.0)] * 2
    assert clerk.query('select count(*) from "references"') == [(2,)]


def test_bad_documents_are_told_of_and_the_others_are_in_the_tables(clerk: Clerk) -> None:
    clerk.put("a.txt", "một xã")
    clerk.put("khóa.txt", "mật-khẩu")
    clerk.put("lạ.txt", "bất-ngờ")
    clerk.put("rỗng.txt", "")
    clerk.put("sập.txt", "chết")
    clerk.put("z.txt", "hai xã")
    gone = str(clerk.inputs / "không-có.txt")

    report = clerk.run(str(clerk.inputs), gone, jobs=2)

    assert report.exit_code == 3
    failures = clerk.table("failures").set_index("source")
    codes = {Path(source).name: code for source, code in failures.code.items()}
    assert codes == {
        "khóa.txt": "encrypted",
        "lạ.txt": "failed",
        "rỗng.txt": "empty",
        "sập.txt": "crashed",
        "không-có.txt": "unreadable",
    }
    assert list(failures.columns) == ["doc_id", "code", "page", "reason", "advice", "at"]
    assert pd.isna(failures.doc_id[gone])
    locked = failures.loc[str(clerk.inputs / "khóa.txt")]
    assert locked.doc_id == identify("mật-khẩu".encode())
    assert locked.page == 1
    assert "ZeroDivisionError: chia cho không" in failures.reason[str(clerk.inputs / "lạ.txt")]
    assert set(clerk.plans()) == {"a.txt", "z.txt"}
    assert len(clerk.query("select * from failures")) == 5


def test_a_document_that_hangs_is_killed_with_the_programs_it_started(clerk: Clerk, tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    clerk.put("a-treo.txt", f"treo-chương-trình {pid_file}")
    clerk.put("b.txt", "một xã")
    clerk.put("c.txt", "hai xã xã")

    began = time.monotonic()
    report = clerk.run(timeout=3, jobs=2)

    assert time.monotonic() - began < 60
    assert [failure.code for failure in report.failures] == ["timeout"]
    assert "3 giây" in report.failures[0].reason
    assert set(clerk.plans()) == {"b.txt", "c.txt"}
    assert not _is_alive(int(pid_file.read_text()))


def _is_alive(pid: int) -> bool:
    for _ in range(50):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.1)
    return True


def test_a_second_run_does_only_what_is_new_or_changed(clerk: Clerk, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    clerk.put("cũ.txt", f"xã đếm:{trace} một")
    clerk.put("đổi.txt", f"xã đếm:{trace} hai")
    clerk.run()
    before = identify(f"xã đếm:{trace} hai".encode())
    assert trace.read_text() == "xx"

    clerk.put("đổi.txt", f"xã xã xã đếm:{trace} ba")
    clerk.put("mới.txt", f"xã đếm:{trace} bốn")
    report = clerk.run()

    assert trace.read_text() == "xxxx"
    assert report.statuses == {Status.UNCHANGED: 1, Status.DONE: 2}
    assert report.rows["documents"] == 3
    assert report.rows["targets"] == 5
    assert not list(clerk.out.rglob(f"*{before}*"))
    assert before not in {row[0] for row in clerk.query("select doc_id from documents")}
    assert len(clerk.query("select * from targets")) == 5


def test_what_failed_before_is_tried_again_only_when_asked_or_changed(clerk: Clerk) -> None:
    clerk.put("khóa.txt", "mật-khẩu")
    clerk.put("lạ.txt", "bất-ngờ")
    clerk.run()

    again = clerk.run()
    assert again.exit_code == 3
    assert again.statuses == {Status.FAILED_BEFORE: 2}

    clerk.put("khóa.txt", "hết mật khẩu, một xã")
    changed = clerk.run()
    assert changed.statuses == {Status.DONE: 1, Status.FAILED_BEFORE: 1}
    assert [Path(source).name for source in clerk.table("failures").source] == ["lạ.txt"]
    assert [Path(row[0]).name for row in clerk.query("select source from failures")] == ["lạ.txt"]

    assert clerk.run(retry_failed=True).statuses == {Status.UNCHANGED: 1, Status.FAILED: 1}


def test_a_file_that_changed_for_the_worse_is_no_longer_in_the_tables(clerk: Clerk) -> None:
    clerk.put("a.txt", "một xã")
    clerk.put("b.txt", "hai xã")
    clerk.run()
    clerk.put("a.txt", "mật-khẩu")

    assert clerk.run().exit_code == 3
    assert set(clerk.plans()) == {"b.txt"}
    assert clerk.query("select count(*) from documents") == [(1,)]


def test_a_file_that_cannot_be_fetched_this_time_keeps_its_rows(clerk: Clerk) -> None:
    source = clerk.put("a.txt", "một xã")
    clerk.run()
    Path(source).rename(clerk.inputs / "chỗ khác")

    report = clerk.run(source)
    assert report.exit_code == 3
    assert set(clerk.plans()) == {"a.txt"}

    (clerk.inputs / "chỗ khác").rename(source)
    assert clerk.run(source).statuses == {Status.UNCHANGED: 1}
    assert len(clerk.table("failures")) == 0


def test_the_same_content_under_two_names_is_one_document(clerk: Clerk, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    for name in ("bản 1.txt", "bản 2.txt", "bản 3.txt"):
        clerk.put(name, f"chậm 0.3 xã đếm:{trace}")

    report = clerk.run(jobs=3)
    assert report.statuses == {Status.DONE: 1, Status.DUPLICATE: 2}
    assert trace.read_text() == "x"
    assert set(clerk.plans()) == {"bản 1.txt"}

    # The document stays while any of its names stands for it.
    clerk.put("bản 1.txt", "khác rồi")
    assert clerk.run().rows["documents"] == 2
    clerk.put("bản 2.txt", "khác nữa")
    clerk.put("bản 3.txt", "khác hẳn")
    assert clerk.run().rows["documents"] == 3
    assert clerk.run().statuses == {Status.UNCHANGED: 3}


def test_the_same_bad_content_under_two_names_is_two_failures(clerk: Clerk) -> None:
    clerk.put("1.txt", "mật-khẩu")
    clerk.put("2.txt", "mật-khẩu")
    assert clerk.run(jobs=1).exit_code == 3
    assert len(clerk.table("failures")) == 2


def test_tables_are_made_from_earlier_runs_too(clerk: Clerk) -> None:
    first, second = clerk.put("a.txt", "xã"), clerk.put("b.txt", "xã xã")
    clerk.run(first)
    report = clerk.run(second, formats=("xlsx",))
    assert report.rows["targets"] == 3
    assert report.formats == ("csv", "parquet", "xlsx")
    assert len(clerk.table("targets")) == 3


def test_a_folder_without_documents_is_a_failure_and_the_rest_goes_on(clerk: Clerk) -> None:
    empty = clerk.inputs / "trống"
    empty.mkdir()
    (empty / "Thumbs.db").write_bytes(b"x")
    document = clerk.put("a.txt", "xã")

    report = clerk.run(str(empty), document, str(clerk.inputs / "*.pdf"))
    assert report.exit_code == 3
    assert [failure.code for failure in report.failures] == ["no-documents", "no-documents"]
    assert set(clerk.plans()) == {"a.txt"}

    # A word that meant nothing is not held against the folder for ever.
    assert clerk.run(document).exit_code == 0
    assert len(clerk.table("failures")) == 0
    assert clerk.query("select * from failures") == []


def test_documents_from_standard_input_do_not_replace_each_other(clerk: Clerk) -> None:
    clerk.run("-", stdin="một xã".encode())
    report = clerk.run("-", stdin="hai xã xã".encode())
    assert report.rows["documents"] == 2
    assert all(path.name.startswith("stdin-") for path in (clerk.out / "plans").iterdir())
    assert clerk.run("-", stdin="một xã".encode()).statuses == {Status.UNCHANGED: 1}


def test_another_program_makes_everything_again(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã")
    clerk.put("khóa.txt", "mật-khẩu")
    clerk.run(program="1")
    assert clerk.run(program="2").statuses == {Status.DONE: 1, Status.FAILED: 1}
    assert clerk.run(program="2").statuses == {Status.UNCHANGED: 1, Status.FAILED_BEFORE: 1}


def test_a_database_that_was_lost_is_made_anew_from_the_folder(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã")
    clerk.run()
    (clerk.out / "ntm.db").unlink()
    assert clerk.run().statuses == {Status.UNCHANGED: 1}
    assert clerk.query("select count(*) from targets") == [(1,)]


def test_another_store_gets_the_rows_instead_of_the_folder(clerk: Clerk, tmp_path: Path) -> None:
    clerk.put("a.txt", "xã xã")
    clerk.run(store=f"sqlite:///{tmp_path / 'chung.db'}")
    assert not (clerk.out / "ntm.db").exists()
    with sqlite3.connect(tmp_path / "chung.db") as connection:
        assert connection.execute("select count(*) from targets").fetchall() == [(2,)]


def test_a_plan_deleted_by_hand_is_made_again(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã")
    clerk.run()
    next((clerk.out / "plans").glob("*.json")).unlink()
    assert clerk.run().statuses == {Status.DONE: 1}


def test_a_plan_that_no_longer_is_one_is_named_and_left_out(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã")
    clerk.run()
    (clerk.out / "plans" / "hỏng-0000000000000000.json").write_text("{}")
    report = clerk.run()
    assert report.exit_code == 3
    assert report.statuses == {Status.UNCHANGED: 1}  # it is no input
    assert [failure.code for failure in report.failures] == ["damaged"]
    assert report.rows["documents"] == 1


def test_the_output_folder_inside_the_input_folder_is_not_read(clerk: Clerk) -> None:
    clerk.out = clerk.inputs / "ra"
    clerk.put("a.txt", "xã")
    clerk.run()
    assert clerk.run().statuses == {Status.UNCHANGED: 1}


def test_a_name_that_is_not_utf8_is_read_all_the_same(clerk: Clerk) -> None:
    path = os.fsencode(clerk.inputs) + b"/K\xfeho\x98ch.txt"
    try:
        with open(path, "wb") as file:  # noqa: PTH123 (a path of bytes)
            file.write("một xã".encode())
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    assert clerk.run().exit_code == 0
    assert list(clerk.plans()) == ["K\\xfeho\\x98ch.txt"]
    assert clerk.run().statuses == {Status.UNCHANGED: 1}


def test_a_second_run_at_the_same_time_is_refused(clerk: Clerk) -> None:
    from ntm_extract.store.folder import OutputFolder

    clerk.put("a.txt", "xã")
    with OutputFolder(clerk.out).held(), pytest.raises(StoreError, match="lệnh run khác"):
        clerk.run()


def test_a_run_that_is_stopped_leaves_a_folder_in_order(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã xã")
    clerk.put("b.txt", "treo")
    script = (
        "import signal, sys; from test_run import *; from stand_ins import WORKSHOP\n"
        "if __name__ == '__main__':\n"
        "    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a shell put the tests aside\n"
        "    workshop = replace(WORKSHOP, fingerprint='1')\n"
        "    run([sys.argv[1]], Path(sys.argv[2]), RunSettings(jobs=1), workshop, Silent(), lambda: b'')\n"
    )
    main = clerk.inputs.parent / "main.py"
    main.write_text(script, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    process = subprocess.Popen(
        [sys.executable, main, clerk.inputs, clerk.out], env=environment, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 30
    while not list((clerk.out / "plans").glob("*.json")) if (clerk.out / "plans").exists() else True:
        assert time.monotonic() < deadline, process.communicate()
        time.sleep(0.05)
    time.sleep(0.3)
    process.send_signal(2)
    _, errors = process.communicate(timeout=60)

    assert "KeyboardInterrupt" in errors
    assert len(clerk.table("targets")) == 2
    assert not [path for path in clerk.out.rglob("*") if ".tmp-" in path.name]
    clerk.put("b.txt", "xã")
    assert clerk.run().statuses == {Status.UNCHANGED: 1, Status.DONE: 1}


def test_what_needs_review_is_counted(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã xã có hình")  # of two targets one is below the threshold
    report = clerk.run()
    [review] = report.reviews
    assert (review.rows, review.pages, review.notes) == (1, (), ("Bỏ qua một hình.",))
    assert report.as_dict()["review"][0]["rows"] == 1


def test_results_of_another_run_inside_the_input_folder_are_not_read(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã")
    clerk.out = clerk.inputs / "ra cũ"
    clerk.run()
    clerk.out = clerk.inputs.parent / "ra"
    report = clerk.run()
    assert report.statuses == {Status.DONE: 1}
    assert report.passed_over == (str(clerk.inputs / "ra cũ"),)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_never_tried_is_not_said_to_have_failed_before(clerk: Clerk, jobs: int) -> None:
    clerk.put("1.txt", "")
    clerk.put("2.txt", "")
    assert clerk.run(jobs=jobs).statuses == {Status.FAILED: 2}

    clerk.put("3.txt", "")
    assert clerk.run(jobs=jobs).statuses == {Status.FAILED_BEFORE: 2, Status.FAILED: 1}
    assert clerk.run(jobs=jobs).statuses == {Status.FAILED_BEFORE: 3}
    assert clerk.run(jobs=jobs, retry_failed=True).statuses == {Status.FAILED: 3}


def test_a_duplicate_names_the_other_file(clerk: Clerk) -> None:
    first, second = clerk.put("1.txt", "xã"), clerk.put("2.txt", "xã")
    report = clerk.run()
    assert report.as_dict()["duplicates"] == [{"source": second, "same_as": first}]
    assert f"{second} trùng với {first}" in summarize(report)

    third = clerk.put("3.txt", "xã")
    assert clerk.run().as_dict()["duplicates"] == [{"source": third, "same_as": first}]


def test_a_database_of_an_earlier_run_that_is_no_longer_written_is_named(clerk: Clerk, tmp_path: Path) -> None:
    clerk.put("a.txt", "xã")
    first = clerk.run()
    own = clerk.out / "ntm.db"
    assert (first.database, first.stale_database) == (str(own), None)

    report = clerk.run(store=f"sqlite:///{tmp_path / 'chung.db'}")
    assert (report.database, report.stale_database) == (str(tmp_path / "chung.db"), own)
    assert f"Cơ sở dữ liệu: {tmp_path / 'chung.db'}" in summarize(report)
    assert f"{own} là của lần chạy trước" in summarize(report)
    assert own.exists()

    assert clerk.run(store=f"sqlite:///{own}").stale_database is None


def test_a_pipe_in_the_folder_is_told_of_at_once(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã")
    os.mkfifo(clerk.inputs / "ống.txt")
    report = clerk.run(timeout=60)
    [failure] = report.failures
    assert (failure.code, Path(failure.source).name) == ("unreadable", "ống.txt")
    assert "Không phải tệp thông thường" in failure.reason
    assert report.statuses == {Status.DONE: 1, Status.FAILED: 1}


@pytest.mark.parametrize("content", [b"not a database, whatever its name says", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_database_that_is_none_is_named_with_what_to_do(clerk: Clerk, content: bytes) -> None:
    clerk.put("a.txt", "xã")
    clerk.run()
    (clerk.out / "ntm.db").write_bytes(content)
    with pytest.raises(StoreError, match=r"Hãy xóa hoặc đổi tên .*ntm\.db rồi chạy lại"):
        clerk.run()
    (clerk.out / "ntm.db").unlink()
    assert clerk.run().exit_code == 0
    assert clerk.query("select count(*) from targets") == [(1,)]


@pytest.mark.parametrize("name", ["plans", "text", "tables"])
def test_what_lies_in_the_way_of_results_is_named(clerk: Clerk, name: str) -> None:
    clerk.put("a.txt", "xã")
    clerk.out.mkdir()
    (clerk.out / name).write_text("x")
    with pytest.raises(StoreError, match=f"{clerk.out / name} không phải là thư mục.* chạy lại"):
        clerk.run()


def test_a_text_deleted_by_hand_is_made_again(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã")
    clerk.run()
    [text] = (clerk.out / "text").iterdir()
    text.unlink()
    assert clerk.run().statuses == {Status.DONE: 1}
    assert text.read_text(encoding="utf-8") == "xã"


def test_a_rerun_keeps_the_name_of_every_row_and_tells_of_no_change(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã xã")
    clerk.put("b.txt", "xã")
    clerk.run()
    log, rows = (clerk.out / "changes.jsonl").read_bytes(), set(clerk.table("targets").row_id)
    assert len(rows) == 3
    clerk.run()
    assert (clerk.out / "changes.jsonl").read_bytes() == log
    clerk.run(program="2")  # made anew by another version, which finds the same
    assert (clerk.out / "changes.jsonl").read_bytes() == log
    assert set(clerk.table("targets").row_id) == rows


def test_the_log_tells_what_came_what_was_replaced_and_what_went(clerk: Clerk) -> None:
    clerk.put("a.txt", "xã")
    clerk.put("b.txt", "xã xã")
    clerk.run()
    clerk.put("b.txt", "xã xã xã")  # other bytes: another document
    clerk.run()
    clerk.put("a.txt", "mật-khẩu")
    clerk.run()
    told = [(change.seq, change.op, Path(change.source).name, change.doc_id) for change in clerk.changes()]
    old, new = (identify(text.encode()) for text in ("xã xã", "xã xã xã"))
    only = identify("xã".encode())
    assert sorted(told[:2], key=lambda line: line[2]) == [
        (told[0][0], "added", "a.txt", only),
        (told[1][0], "added", "b.txt", old),
    ]
    assert told[2:] == [(3, "added", "b.txt", new), (4, "removed", "b.txt", old), (5, "removed", "a.txt", only)]
    assert [line[0] for line in told] == [1, 2, 3, 4, 5]
