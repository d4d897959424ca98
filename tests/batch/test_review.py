"""What could not be read surely: its picture lies in the folder, its document is named, and nothing is lost for it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from stand_ins import WORKSHOP
from typer.testing import CliRunner

from fixtures.generator.sheets import Line
from fixtures.make import sheets_of
from ntm_extract import extract
from ntm_extract.batch.inputs import Inputs
from ntm_extract.batch.report import Report, Status
from ntm_extract.batch.run import RunSettings, run
from ntm_extract.batch.screen import summarize
from ntm_extract.cli import app
from ntm_extract.pipeline import identify
from ntm_extract.store.failure import Failure

SCALE = 200 / 72


class Silent:
    def begin(self, inputs: Inputs) -> None: ...

    def settled(self, source: str, status: Status, failure: Failure | None, trace: str) -> None: ...


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "vào").mkdir()
    return tmp_path


def put(desk: Path, name: str, text: str) -> str:
    (desk / "vào" / name).write_text(text, encoding="utf-8")
    return identify(text.encode())


def run_in(desk: Path, *words: str, jobs: int = 1, timeout: float = 30, stdin: str = "") -> Report:
    words = words or (str(desk / "vào"),)
    settings = RunSettings(jobs=jobs, timeout=timeout)
    return run(words, desk / "ra", settings, WORKSHOP, Silent(), lambda: stdin.encode())


def plans_in(out: Path) -> dict[str, Any]:
    found = [json.loads(path.read_text(encoding="utf-8")) for path in (out / "plans").glob("*.json")]
    return {Path(plan["document"]["source"]).name: plan for plan in found}


def pictures_in(out: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (out / "review").glob("*")}


def test_pictures_are_named_by_document_page_and_field(desk: Path) -> None:
    doc_id = put(desk, "a.txt", "trang một\fviết-tay")
    put(desk, "b.txt", "trang xã")

    report = run_in(desk)

    assert pictures_in(desk / "ra") == {f"{doc_id}-p2-number.png": "trang 2, 90 đến 110, xoay 0"}
    plans = plans_in(desk / "ra")
    (place,) = plans["a.txt"]["unread"]
    assert place["picture"] == f"review/{doc_id}-p2-number.png"
    assert place["candidates"] == [["15/KH-UBND", 0.5]]
    assert plans["b.txt"]["unread"] == []
    (told,) = [line for line in summarize(report).splitlines() if "a.txt" in line]
    assert f"số hiệu chưa đọc chắc (hình review/{doc_id}-p2-number.png)" in told
    (review,) = [r for r in report.as_dict()["review"] if r["source"].endswith("a.txt")]
    assert review["unread"] == [
        {"field": "number", "page": 2, "picture": place["picture"], "note": "số hiệu: chưa chắc"}
    ]
    assert review["notes"] == ["Tài liệu nhiều trang."]


def test_a_second_run_neither_doubles_nor_loses_pictures(desk: Path) -> None:
    put(desk, "a.txt", "trang viết-tay")
    run_in(desk)
    before = pictures_in(desk / "ra")

    assert run_in(desk).statuses == {Status.UNCHANGED: 1}
    assert pictures_in(desk / "ra") == before != {}
    (desk / "ra" / "ledger.jsonl").unlink()
    assert run_in(desk).statuses == {Status.DONE: 1}
    assert pictures_in(desk / "ra") == before


def test_pictures_go_with_their_document(desk: Path) -> None:
    put(desk, "a.txt", "trang viết-tay")
    run_in(desk)
    doc_id = put(desk, "a.txt", "trang đổi viết-tay")
    run_in(desk)
    assert list(pictures_in(desk / "ra")) == [f"{doc_id}-p1-number.png"]
    put(desk, "a.txt", "trang đổi")
    run_in(desk)
    assert pictures_in(desk / "ra") == {}


def test_pictures_are_no_documents_of_a_later_run(desk: Path) -> None:
    put(desk, "a.txt", "trang viết-tay")
    run_in(desk)
    report = run(
        [str(desk)], desk / "khác", RunSettings(jobs=1), WORKSHOP, Silent(), lambda: b""
    )  # the folder holds vào and ra
    assert report.statuses == {Status.DONE: 1}


def test_a_document_from_standard_input_has_its_picture(desk: Path) -> None:
    run_in(desk, "-", stdin="trang viết-tay")
    assert len(pictures_in(desk / "ra")) == 1


@pytest.mark.parametrize(
    ("sign", "reason"),
    [
        ("vẽ-hỏng", "ZeroDivisionError: chia cho không"),
        ("vẽ-treo", "quá 3 giây"),
        ("vẽ-chết", "tiến trình dừng đột ngột"),
    ],
)
def test_a_picture_that_cannot_be_drawn_costs_no_document(desk: Path, sign: str, reason: str) -> None:
    put(desk, "a.txt", f"trang viết-tay xã {sign}")
    put(desk, "b.txt", "trang viết-tay xã")

    report = run_in(desk, timeout=3)

    assert report.exit_code == 0
    assert report.rows["targets"] == 2
    assert len(pictures_in(desk / "ra")) == 1
    plan = plans_in(desk / "ra")["a.txt"]
    assert plan["unread"][0]["picture"] is None
    assert any("không cắt được hình ở trang 1" in note and reason in note for note in plan["notes"])
    (told,) = [line for line in summarize(report).splitlines() if "a.txt" in line]
    assert "số hiệu chưa đọc chắc (trang 1)" in told


def test_a_document_that_changed_meanwhile_keeps_its_rows(desk: Path) -> None:
    path = desk / "vào" / "a.txt"
    put(desk, "a.txt", f"trang viết-tay xã ghi-đè {path}")
    path.write_text(f"ghi-đè {path} trang viết-tay xã")

    assert run_in(desk).exit_code == 0
    plan = plans_in(desk / "ra")["a.txt"]
    assert plan["unread"][0]["picture"] is None
    assert any("Tệp đã thay đổi" in note for note in plan["notes"])


@pytest.fixture
def crossed_out(made: Any, tmp_path: Path) -> tuple[Path, list[Line]]:
    """Give a scan, lying on its side, on which what was written into number and date line is crossed out in blue.

    With it the two lines as they are laid out.
    """
    lines = [line for line in sheets_of("nghe-an", "written200")[0].lines if line.pieces]
    with pdfium.PdfDocument(made("nghe-an", "written200")) as document:
        page = document[0].render(scale=SCALE).to_pil().convert("RGB")
    draw = ImageDraw.Draw(page)
    for line in lines:
        written = next(piece for piece in line.pieces if piece.how == "written")
        x0, x1, y = written.x + 2, written.x + 2 + 7 * len(written.text), line.baseline - 4
        for up in (-3, 3):
            draw.line([(x0 * SCALE, (y + up) * SCALE), (x1 * SCALE, (y - up) * SCALE)], fill=(30, 50, 160), width=4)
    path = tmp_path / "gạch.png"
    page.transpose(Image.Transpose.ROTATE_90).save(path, dpi=(200, 200))
    return path, lines


def test_figures_that_are_crossed_out_are_left_open_with_an_upright_picture(
    crossed_out: tuple[Path, list[Line]], tmp_path: Path
) -> None:
    (path, lines), out = crossed_out, tmp_path / "ra"
    done = CliRunner().invoke(app, ["run", str(path), "--out", str(out), "--jobs", "1", "--json"])
    assert done.exit_code == 0, done.output

    (plan,) = plans_in(out).values()
    assert (plan["document"]["number"], plan["document"]["symbol"]) == (None, "KH-UBND")
    assert plan["document"]["issued_on"] == "2022-07"
    assert [place["field"] for place in plan["unread"]] == ["number", "issued_on"]
    for place, line in zip(plan["unread"], lines, strict=True):
        picture = out / place["picture"]
        assert picture.stat().st_size <= 100_000
        shown = np.asarray(Image.open(picture).convert("RGB")).astype(int)
        x0, top, x1, bottom = line.box
        assert x1 - x0 < shown.shape[1] / SCALE < x1 - x0 + 50
        assert bottom - top < shown.shape[0] / SCALE < 3 * (bottom - top)
        blue = (shown[..., 2] > shown[..., 0] + 40) & (shown[..., 2] > shown[..., 1] + 20)
        written = next(piece for piece in line.pieces if piece.how == "written")
        middle = float(np.median(np.nonzero(blue)[1])) / shown.shape[1]
        assert middle == pytest.approx((written.x + 3.5 * len(written.text) - x0) / (x1 - x0), abs=0.12)
    assert [len(review["unread"]) for review in json.loads(done.stdout)["review"]] == [2]
    assert len(list((out / "review").iterdir())) == 2


@pytest.mark.parametrize("name", ["nghe-an", "cao-phong"])
def test_figures_written_by_hand_are_right_or_left_open(made: Any, name: str) -> None:
    number, date = (line.text for line in sheets_of(name, "written200")[0].lines if line.pieces)
    day, month, year = re.findall(r"\d+", date)
    plan = extract(made(name, "written200"))
    assert plan.document.number in (None, number.removeprefix("Số:").strip())
    assert f"{year}-{int(month):02}-{day}".startswith(plan.document.issued_on or "")
    is_open = {"number": plan.document.number is None, "issued_on": len(plan.document.issued_on or "") < 10}
    assert {place.field for place in plan.unread} == {field for field, is_so in is_open.items() if is_so}
    assert all(place.picture is None for place in plan.unread)


def test_what_was_born_digital_has_nothing_to_look_up(made: Any, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    done = CliRunner().invoke(app, ["run", str(made("nghe-an", "text")), "--out", str(out), "--jobs", "1"])
    assert done.exit_code == 0, done.output
    assert [plan["unread"] for plan in plans_in(out).values()] == [[]]
    assert not (out / "review").exists()
