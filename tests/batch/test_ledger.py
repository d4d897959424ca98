"""The ledger survives being killed, and knows a file from wherever it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntm_extract.batch.ledger import Entry, Ledger, key_of
from ntm_extract.errors import EncryptedFileError
from ntm_extract.store.failure import Failure


def an_entry(source: str, doc_id: str | None = "0" * 16, failure: Failure | None = None) -> Entry:
    return Entry(
        key=key_of(source, doc_id), source=source, content=doc_id, doc_id=doc_id, fingerprint="1", failure=failure
    )


def test_the_last_entry_of_an_input_counts_also_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    ledger = Ledger(path)
    failure = Failure.of_error("a.pdf", None, EncryptedFileError("Tệp có mật khẩu"))
    ledger.record(an_entry("a.pdf", None, failure))
    ledger.record(an_entry("a.pdf"))
    ledger.record(an_entry("b.pdf", None, failure))
    reopened = Ledger(path)
    assert reopened.entries() == [an_entry("a.pdf"), an_entry("b.pdf", None, failure)]
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_a_line_cut_off_by_a_kill_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    Ledger(path).record(an_entry("a.pdf"))
    with path.open("a", encoding="utf-8") as file:
        file.write(an_entry("kế hoạch.pdf").model_dump_json()[:40])
    reopened = Ledger(path)
    reopened.record(an_entry("c.pdf"))
    assert [entry.source for entry in Ledger(path).entries()] == ["a.pdf", "c.pdf"]


def test_one_file_has_one_entry_from_whichever_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vào").mkdir()
    ledger = Ledger(tmp_path / "ledger.jsonl")
    monkeypatch.chdir(tmp_path)
    ledger.record(an_entry("vào/a.pdf"))
    monkeypatch.chdir(tmp_path / "vào")
    assert ledger.get("a.pdf") == ledger.get("../vào/./a.pdf") == ledger.get(str(tmp_path / "vào/a.pdf"))
    assert ledger.get("https://vi.du/a.pdf") is None
    ledger.forget(ledger.entries())
    assert Ledger(tmp_path / "ledger.jsonl").entries() == []
