"""The output folder: names, atomic files, what is removed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from test_tables import a_plan

from ntm_extract.store.atomic import replacing, write_text
from ntm_extract.store.folder import OutputFolder, safe_stem


@pytest.mark.parametrize(
    ("source", "stem"),
    [
        ("vào/Kế hoạch số 12.pdf", "Kế hoạch số 12"),
        ("Ke\u0302\u0301 hoa\u0323ch.pdf", "Kế hoạch"),  # as macOS spells it
        ("kế hoạch.signed.pdf", "kế hoạch.signed"),
        ('a:b*?"<>|\n.pdf', "a_b"),
        ("..\\..\\a.pdf", "a"),
        ("https://vi.du/th%C6%B0%20m%E1%BB%A5c/k%E1%BA%BF%20ho%E1%BA%A1ch.pdf?tai=1", "kế hoạch"),
        ("https://vi.du/", "document"),
        ("-", "stdin"),
        (".pdf", "pdf"),
        ("--- .txt", "document"),
    ],
)
def test_a_name_that_any_system_can_bear(source: str, stem: str) -> None:
    assert safe_stem(source) == stem


def test_a_very_long_name_is_cut_at_a_whole_letter() -> None:
    stem = safe_stem("Kế hoạch triển khai thực hiện phong trào " * 20 + ".pdf")
    assert stem.startswith("Kế hoạch triển khai")
    assert len(f"{stem}-{'0' * 16}.json".encode()) < 200
    assert "\ufffd" not in stem


def test_the_text_is_kept_character_for_character(tmp_path: Path) -> None:
    text = "Trang 1\r\ndòng\u2028hai\fTrang 2"
    folder = OutputFolder(tmp_path)
    path = folder.write(a_plan(), text)
    assert path.name == "a-0123456789abcdef.json"
    assert (tmp_path / "text" / "a-0123456789abcdef.txt").read_bytes().decode() == text


def test_a_document_under_a_new_name_replaces_itself(tmp_path: Path) -> None:
    folder = OutputFolder(tmp_path)
    folder.write(a_plan(), "một")
    plan = a_plan()
    folder.write(plan.model_copy(update={"document": plan.document.model_copy(update={"source": "b.pdf"})}), "một")
    assert [path.name for path in folder.plans.iterdir()] == ["b-0123456789abcdef.json"]
    assert folder.doc_ids() == {"0123456789abcdef"}
    folder.remove("0123456789abcdef")
    assert not list(folder.plans.iterdir())
    assert not list(folder.texts.iterdir())


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    write_text(path, "cũ")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_text(path, "mới")
    assert path.read_text() == "cũ"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    with pytest.raises(SystemExit), replacing(tmp_path / "tables" / "a.csv") as temporary:
        temporary.write_text("nửa")
        kept = temporary.read_bytes()
        raise SystemExit
    (tmp_path / "tables" / temporary.name).write_bytes(kept)  # as if the process had been killed
    with OutputFolder(tmp_path).held():
        assert not list((tmp_path / "tables").iterdir())
