"""The benchmark's table: what is added up, what is kept, which goals are reached."""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from papers_for_benchmarks import drawn_page, lines_page

from benchmarks.reading import __main__ as command
from benchmarks.reading import inputs, measuring, whole
from benchmarks.reading.document import Document, Truth
from benchmarks.reading.inputs import (
    KINDS,
    LAYERED,
    SCANS,
    SHARED_KINDS,
    MissingInputError,
    cells_of,
    find_documents,
    kind_of,
)
from benchmarks.reading.measuring import measure_all, read_task
from benchmarks.reading.official import is_good, rasterise
from benchmarks.reading.readers import READERS, Reader
from benchmarks.reading.readings import PageRead, Reading
from benchmarks.reading.report import (
    Goal,
    Row,
    add_speeds,
    judge_goals,
    row_of,
    score_document,
    verdict_row,
    write_table,
)
from fixtures.make import sheets_of

GOOD = frozenset({"good"})


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(inputs, "BUILD", tmp_path)
    monkeypatch.setattr(whole, "BUILD", tmp_path)
    monkeypatch.setattr(measuring, "KEPT", tmp_path / "kept")
    return tmp_path


def document(*texts: str, kind: str = "text") -> Document:
    return Document("x", kind, Path("x.pdf"), tuple(Truth(text, (), GOOD) for text in texts))


def reading(*texts: str, seconds: float = 1.0, verdict: str = "good", **more: Any) -> Reading:
    return Reading(tuple(PageRead(text, text, verdict=verdict) for text in texts), seconds, 100.0, **more)


# --- the rows ---------------------------------------------------------------------------------------------------


def test_a_row_adds_up_letters_numbers_and_seconds_over_documents() -> None:
    scored = [
        score_document(document("năm 2025", "xã 1"), reading("năm 2025", "xã l", seconds=3.0)),
        score_document(document("12 xã năm 21"), reading("12 xã năm 21", seconds=1.0, verdict="picture")),
    ]
    row = row_of("text", "product", scored)
    assert row.figures["cer"] == pytest.approx(100 / 24)
    assert row.figures["numbers"] == pytest.approx(75)
    assert row.figures["unflagged"] == pytest.approx(25)
    assert row.figures["verdicts"] == pytest.approx(100 * 2 / 3)
    assert (row.figures["pages"], row.figures["seconds"], row.figures["memory"]) == (3, pytest.approx(4 / 3), 100)
    assert verdict_row("product", scored).figures == {"pages": 3.0, "verdicts": pytest.approx(100 * 2 / 3)}


def test_what_a_reader_does_not_give_has_no_figure() -> None:
    row = row_of("text", "pypdfium2", [score_document(document("xã 1"), reading("xã 1", verdict=""))])
    assert not {"cer_read", "unflagged", "cells", "verdicts"} & set(row.figures)
    assert row.cells()[3:6] == ["0.00", "–", "0.00"]


def test_pages_that_are_missing_and_documents_that_failed_count_as_wrong() -> None:
    scored = [score_document(document("xã 1", "xã 2"), Reading((), 0.5, 10.0, "ValueError: no"))]
    row = row_of("text", "pypdfium2", scored)
    assert (row.figures["cer"], row.figures["numbers"], row.failures) == (100, 0, 1)
    assert row.cells()[1] == "pypdfium2 (1 failed)"


def test_seconds_of_an_earlier_run_are_marked() -> None:
    row = row_of("text", "pypdfium2", [score_document(document("xã 1"), reading("xã 1", is_kept=True))])
    assert "1.00*" in row.cells()


def test_speed_is_told_by_what_ocrmypdf_needs() -> None:
    rows = [Row("bad200", "product", {"seconds": 1.0}), Row("bad200", "ocrmypdf", {"seconds": 1.5})]
    rows.append(Row("bad150", "product", {"seconds": 1.0}))
    add_speeds(rows)
    assert [row.figures.get("speed") for row in rows] == [1.5, 1.0, None]


@pytest.mark.parametrize(("figure", "reached"), [(0.3, True), (0.31, False)])
def test_a_goal_is_judged_where_it_was_measured(figure: float, reached: bool) -> None:
    rows = [Row("scan300", "product", {"cer": figure}), Row("scan300", "ocrmypdf", {"cer": 0.1})]
    ((goal, kind, value),) = judge_goals(rows, [Goal(("scan300", "made-scan300"), "cer", "≤", 0.3)])
    assert (kind, value, goal.reached(value)) == ("scan300", figure, reached)


def test_tables_are_written_for_the_screen_and_for_documents() -> None:
    rows = [["bad200", "product", "1.5"], ["text", "pypdfium2", "10.25"]]
    assert write_table(["kind", "reader", "CER %"], rows, markdown=True).splitlines() == [
        "| kind | reader | CER % |",
        "| --- | --- | --- |",
        "| bad200 | product | 1.5 |",
        "| text | pypdfium2 | 10.25 |",
    ]
    assert write_table(["kind", "reader", "CER %"], rows, markdown=False).splitlines()[1] == (
        "bad200  product      1.5"
    )


# --- what is read -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stem", "kind"),
    [("a-text", "text"), ("a-table-text", "table-text"), ("a-b-table-bad200", "table-bad200"), ("a-b", "other")],
)
def test_a_kind_is_told_by_the_end_of_a_name(stem: str, kind: str) -> None:
    assert kind_of(Path(f"{stem}.pdf")) == kind


def test_layers_and_scans_are_told_apart() -> None:
    assert {"text", "mixed", "wronglayer200", "made-goodlayer200", "crowded-text"} <= LAYERED
    assert {"scan300", "table-bad200", "made-bad150", "fonts-bad200", "written200", "crowded300"} <= SCANS
    assert not LAYERED & SCANS
    assert LAYERED | SCANS | {"official"} == set(KINDS)


def test_fictitious_plans_are_made_once_and_cut_to_their_first_pages(build: Path) -> None:
    found = list(find_documents("made-text", 1))
    assert len(found) >= 8
    for one in found:
        with pdfium.PdfDocument(one.path) as made:
            assert len(made) == len(one.pages) == 1
            words = made[0].get_textpage().get_text_range().replace("\ufffe", "- ").split()
        assert words == one.pages[0].text.split()
        assert one.pages[0].verdicts == GOOD
    before = {path: path.stat().st_mtime_ns for path in build.rglob("*.pdf")}
    assert [one.path for one in find_documents("made-text", 1)] == [one.path for one in found]
    assert {path: path.stat().st_mtime_ns for path in build.rglob("*.pdf")} == before


def test_cells_of_a_made_page_join_their_lines() -> None:
    cells = cells_of(sheets_of("muong-khuong", "text")[-1])
    assert (0, 2, "Số tiêu chí đã đạt") in cells
    assert (5, 4, "Đạt chuẩn nông thôn mới nâng cao") in cells


def test_plans_laid_out_anew_come_with_their_truth(tmp_path: Path) -> None:
    (tmp_path / "a-bad200.pdf").write_bytes(lines_page(["Xã 1"], ["Xã 2"]))
    (tmp_path / "a-bad200.gold.txt").write_text("Xã 1\fXã 2", "utf-8")
    cells = [{"row": 0, "col": 1, "text": "2"}]
    records = [{"kind": "scan"}, {"kind": "blank", "table_cells": cells}]
    (tmp_path / "a-bad200.gold.json").write_text(json.dumps({"pages": records}), "utf-8")
    (found,) = find_documents("bad200", shared=tmp_path)
    assert [page.text for page in found.pages] == ["Xã 1", "Xã 2"]
    assert [page.verdicts for page in found.pages] == [frozenset({"picture"}), frozenset({"blank"})]
    assert found.pages[1].cells == ((0, 1, "2"),)


@pytest.mark.parametrize("kind", [*SHARED_KINDS, "official"])
def test_kinds_that_are_not_there_are_told(kind: str, tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match=re.escape(str(tmp_path))):
        list(find_documents(kind, shared=tmp_path))


# --- the gazette ------------------------------------------------------------------------------------------------

LONG = ["Ủy ban nhân dân các xã, thị trấn tổ chức thực hiện kế hoạch này"] * 6


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("\n".join(LONG), True),
        ("\n".join(LONG[:2]), False),
        ("\n".join(LONG).replace("ổ", "6").replace("ự", "u").replace("ế", "é"), False),
        ("\n".join(["Uy ban nhan dan cac xa, thi tran to chuc thuc hien ke hoach nay"] * 6), False),
    ],
    ids=["good", "short", "misread", "stripped"],
)
def test_layers_that_may_be_gold_are_told(text: str, good: bool) -> None:
    assert is_good(text) is good


def test_only_good_pages_of_the_gazette_are_rasterised(tmp_path: Path) -> None:
    path = tmp_path / "gazette.pdf"
    path.write_bytes(lines_page(LONG, LONG[:1], LONG))
    made, texts = rasterise(path, tmp_path / "out")
    assert texts == ("\n".join(LONG),) * 2
    with pdfium.PdfDocument(made) as pictures:
        assert len(pictures) == 2
        assert not pictures[0].get_textpage().get_text_range().strip()
        (picture,) = pictures[0].get_objects(filter=[3])
        assert picture.get_px_size()[0] == pytest.approx(pictures[0].get_width() / 72 * 200, abs=1)
    assert rasterise(path, tmp_path / "out") == (made, texts)


def test_a_document_without_a_good_page_gives_none(tmp_path: Path) -> None:
    path = tmp_path / "gazette.pdf"
    path.write_bytes(lines_page(LONG[:1]))
    assert rasterise(path, tmp_path / "out")[1] == ()


# --- the command ------------------------------------------------------------------------------------------------


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "pdfs"
    folder.mkdir()
    (folder / "a-text.pdf").write_bytes(lines_page(["Xã 1", "năm 2025"], ["Xã 2"]))
    (folder / "a-text.gold.txt").write_text("Xã 1\nnăm 2025\fXã 3", "utf-8")
    (folder / "a-text.gold.json").write_text(json.dumps({"pages": [{"kind": "text"}] * 2}), "utf-8")
    return folder


def call(monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    monkeypatch.setattr("sys.argv", ["reading", *words])
    command.main()


def test_one_command_prints_one_table_and_writes_its_figures(
    build: Path, shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out = build / "figures.json"
    common = ["--shared", str(shared), "--kinds", "text", "scan300", "--readers", "pypdfium2", "--jobs", "1"]
    call(monkeypatch, *common, "--markdown", "--json", str(out))
    said = capsys.readouterr()
    assert "left out: scan300: no such PDF" in said.err
    assert [line.split(" | ")[:5] for line in said.out.splitlines()[2:]] == [["| text", "pypdfium2", "2", "5.88", "–"]]
    (figures,) = json.loads(out.read_text("utf-8"))
    assert (figures["pages"], figures["numbers"], figures["failures"]) == (2, pytest.approx(200 / 3), 0)
    call(monkeypatch, *common, "--pages", "1")
    assert capsys.readouterr().out.splitlines()[1].split()[:4] == ["text", "pypdfium2", "1", "0.00"]


def test_a_reader_that_is_not_installed_is_left_out_aloud(
    build: Path, shared: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    call(monkeypatch, "--shared", str(shared), "--kinds", "text", "--readers", "pypdfium2", "ocrmypdf-clean")
    said = capsys.readouterr()
    assert "left out: ocrmypdf-clean: not installed: " in said.err
    assert "pypdfium2" in said.out and "ocrmypdf" not in said.out.replace("OCRmyPDF", "")


# --- measuring --------------------------------------------------------------------------------------------------


def test_readings_of_peers_are_kept_by_content_and_version(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = build / "a.pdf"
    path.write_bytes(lines_page(["Xã 1"]))
    one = Document("a", "text", path, (Truth("Xã 1"),))

    def run(*, fresh: bool = False) -> Reading:
        ((_, _, found),) = measure_all([("pypdfium2", one)], 1, fresh=fresh)
        return found

    first, second = run(), run()
    assert [page.text.split() for page in first.pages] == [["Xã", "1"]]
    assert (first.is_kept, second.is_kept) == (False, True)
    assert (second.pages, second.seconds, second.memory) == (first.pages, first.seconds, first.memory)
    assert not run(fresh=True).is_kept
    path.write_bytes(lines_page(["Xã 2"]))
    assert not run().is_kept
    monkeypatch.setattr(Reader, "version", property(lambda self: "pypdfium2 99"))
    assert not run().is_kept
    assert run().is_kept
    monkeypatch.setattr(Reader, "recipe", property(lambda self: "otherwise"))
    assert not run().is_kept


def test_what_a_reader_is_told_is_part_of_its_recipe() -> None:
    plain, clean = (READERS[name].recipe for name in ("ocrmypdf", "ocrmypdf-clean"))
    assert "--sidecar" in plain and "--deskew" not in plain and "'--deskew', '--clean'" in clean


def test_the_product_is_never_kept(build: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.metadata, "version", lambda name: "1")  # the peers need not be installed
    one = Document("a", "text", build / "a.pdf", ())
    one.path.write_bytes(b"%PDF")
    for name, asked in READERS.items():
        assert (measuring.find_kept(name, one, 1) is None) == asked.is_product


def test_a_reader_that_fails_is_told_and_the_others_go_on(build: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken, whole_one = build / "broken.pdf", build / "whole.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    whole_one.write_bytes(lines_page(["Xã 1"]))
    tasks = [("pypdfium2", Document(path.stem, "text", path, (Truth("Xã 1"),))) for path in (broken, whole_one)]
    first, second = (found for _, _, found in measure_all(tasks, 1))
    assert first.pages == () and "PdfiumError" in first.failure
    assert [page.text.split() for page in second.pages] == [["Xã", "1"]]
    assert "pypdfium2 on broken: " in capsys.readouterr().err
    assert not list((build / "kept").glob("broken*"))


def test_peers_give_text_and_pdfplumber_cells(build: Path) -> None:
    path = build / "a.pdf"
    path.write_bytes(drawn_page([["TT", "Tên xã"], ["1", "Bản Lầu"]]))
    one = Document("a", "text", path, (Truth("TT Tên xã\n1 Bản Lầu", ((0, 0, "TT"), (1, 1, "Bản Lầu"))),))
    for name in ("pdfplumber", "pypdfium2", "pdfminer.six"):
        found = read_task(measuring.Task(name, one, None))
        assert sorted(found.pages[0].text.split()) == sorted(["TT", "Tên", "xã", "1", "Bản", "Lầu"]), name
        assert found.seconds > 0 and found.memory > 10
    plumbed = read_task(measuring.Task("pdfplumber", one, None))
    assert plumbed.pages[0].tables == (((0, 0, "TT"), (0, 1, "Tên xã"), (1, 0, "1"), (1, 1, "Bản Lầu")),)


MEASURING = """
import subprocess, sys
from benchmarks.reading.measuring import MemoryMeter
with MemoryMeter() as alone:
    pass
with MemoryMeter() as together:
    hungry = "import time; held = bytearray(300_000_000); held[::4096] = b'x' * len(held[::4096]); time.sleep(2)"
    subprocess.run([sys.executable, "-c", hungry], check=True)
print(alone.most, together.most)
"""


def test_memory_is_that_of_the_process_and_of_what_it_starts() -> None:
    # in a process of its own: the one of the tests has had more before
    done = subprocess.run(
        [sys.executable, "-c", MEASURING], check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2]
    )
    alone, together = map(float, done.stdout.split())
    assert together > alone + 150


def test_what_is_missing_for_a_reader_is_told_with_what_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    missing = READERS["ocrmypdf-clean"].missing()
    assert any(text.startswith("unpaper (Debian's unpaper") for text in missing)
    absent = Reader(lambda: lambda document: (), ("no-such-package",))
    assert absent.missing() == ["no-such-package (pip install --group bench)"]


def test_many_pages_are_all_different(build: Path, made: Any) -> None:
    one = Document("a", "made-bad200", made("cao-phong", "bad200"), (Truth("Xã 1"), Truth("Xã 2")))
    long = whole.many_pages([one], 5)
    assert whole.many_pages([one], 5).path == long.path
    with pdfium.PdfDocument(long.path) as pages:
        pictures = [next(iter(page.get_objects(filter=[3]))).get_data() for page in pages]
    assert len(pictures) == len(set(map(bytes, pictures))) == len(long.pages) == 5
    assert [page.text for page in long.pages] == ["Xã 1", "Xã 2", "Xã 1", "Xã 2", "Xã 1"]
