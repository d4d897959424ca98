"""Documents of many pages in a run: who reads them, and what a page costs that hangs or kills its reader."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from stand_ins import WORKSHOP

from ntm_extract.batch import book
from ntm_extract.batch.inputs import Inputs
from ntm_extract.batch.report import Report, Status
from ntm_extract.batch.run import RunSettings, run
from ntm_extract.store.failure import Failure


class Silent:
    def begin(self, inputs: Inputs) -> None: ...

    def settled(self, source: str, status: Status, failure: Failure | None, trace: str) -> None: ...


Run = Callable[..., Report]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "vào"
    made.mkdir()
    return made


@pytest.fixture
def run_all(folder: Path, tmp_path: Path) -> Run:
    def do(*, jobs: int = 2, timeout: float = 60, out: str = "ra", stdin: bytes = b"") -> Report:
        words = ["-"] if stdin else [str(folder)]
        return run(words, tmp_path / out, RunSettings(jobs, timeout), WORKSHOP, Silent(), io.BytesIO(stdin).read)

    return do


def put(folder: Path, name: str, *pages: str) -> None:
    (folder / name).write_text("\f".join(f"{page} trang" for page in pages), encoding="utf-8")


def plans(out: Path) -> dict[str, Any]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (out / "plans").glob("*.json")]
    return {Path(plan["document"]["source"]).name: plan for plan in found}


def text_of(out: Path, name: str) -> str:
    [path] = (out / "text").glob(f"{name}-*.txt")
    return path.read_text(encoding="utf-8")


def test_pages_of_one_document_are_read_by_all_workers_and_come_out_in_order(
    folder: Path, tmp_path: Path, run_all: Run
) -> None:
    trace = tmp_path / "ai"
    pages = [f"ai:{trace} chậm 0.5 số {number} xã {'mờ' if number in (3, 4) else ''}" for number in range(30)]
    put(folder, "dài.txt", *pages)

    assert run_all(jobs=2).statuses == {Status.DONE: 1}
    readers = trace.read_text().split()
    assert len(readers) == 30  # no page is read twice
    assert len(set(readers)) == 2
    assert text_of(tmp_path / "ra", "dài") == "\f".join(f"{page} trang" for page in pages)

    assert plans(tmp_path / "ra")["dài.txt"]["notes"] == ["Tài liệu nhiều trang.", "Trang 4-5: mờ."]


def test_a_page_that_hangs_or_kills_its_reader_costs_only_itself(
    folder: Path, tmp_path: Path, run_all: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "PAGE_LIMIT", 3.0)
    put(folder, "dài.txt", "một xã", "chết-hẳn", "hai xã xã", "treo", "ba xã", "phình", "bốn xã")
    put(folder, "khác.txt", "xã")
    report = run_all(timeout=120, jobs=2)
    assert report.exit_code == 0
    read = ["một xã trang", "", "hai xã xã trang", "", "ba xã trang", "", "bốn xã trang"]
    assert text_of(tmp_path / "ra", "dài").split("\f") == read
    assert plans(tmp_path / "ra")["dài.txt"]["notes"] == [
        "Tài liệu nhiều trang.",
        "Trang 2: tiến trình đọc trang này dừng đột ngột, trang chưa đọc được.",
        "Trang 4: đọc trang quá 3 giây, trang chưa đọc được.",
        "Trang 6: tiến trình đọc trang này dừng đột ngột, trang chưa đọc được.",
    ]
    assert set(plans(tmp_path / "ra")) == {"dài.txt", "khác.txt"}
    [review] = [review for review in report.reviews if review.pages]
    assert review.pages == (2, 4, 6)


def test_a_page_whose_reader_the_system_kills_has_a_second_try(folder: Path, tmp_path: Path, run_all: Run) -> None:
    put(folder, "dài.txt", "một xã", f"chết-một-lần {tmp_path / 'đã chết'}", "ba xã")
    assert run_all(jobs=1).exit_code == 0
    [plan] = plans(tmp_path / "ra").values()
    assert plan["notes"] == ["Tài liệu nhiều trang."]
    assert [verdict["label"] for verdict in plan["page_verdicts"]] == ["plain"] * 3


def test_a_document_of_which_no_page_could_be_read_is_a_failure_that_says_why(folder: Path, run_all: Run) -> None:
    put(folder, "hỏng.txt", "chết", "chết")
    put(folder, "tốt.txt", "xã")
    report = run_all(jobs=2)
    assert [(failure.code, failure.page) for failure in report.failures] == [("crashed", 1)]
    assert report.statuses == {Status.DONE: 1, Status.FAILED: 1}


def test_a_page_that_fails_as_a_document_fails_it(folder: Path, run_all: Run) -> None:
    put(folder, "khóa.txt", "xã", "mật-khẩu", "xã")
    report = run_all(jobs=2)
    assert [failure.code for failure in report.failures] == ["encrypted"]


def test_a_document_from_standard_input_is_read_by_several_workers(tmp_path: Path, run_all: Run) -> None:
    trace = tmp_path / "ai"
    pages = "\f".join(f"ai:{trace} chậm 0.5 xã {number} trang" for number in range(30))
    assert run_all(stdin=pages.encode()).statuses == {Status.DONE: 1}
    assert len(set(trace.read_text().split())) == 2
    assert text_of(tmp_path / "ra", "stdin") == pages


def test_a_file_that_changes_while_it_is_read_is_told_of(folder: Path, run_all: Run) -> None:
    path = folder / "đổi.txt"
    put(folder, "đổi.txt", f"ghi-đè {path}", *["chậm 0.5 xã"] * 20)
    report = run_all(jobs=2)
    assert [failure.code for failure in report.failures] == ["unreadable"]
    assert "Tệp đã thay đổi trong khi đang đọc" in report.failures[0].reason
