"""`review`: what is to be looked at in an output folder, and nothing else, where a person finds it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from ntm_extract.batch.report import REVIEW_BELOW, review_of
from ntm_extract.cli import app
from ntm_extract.plan import PageVerdict, Plan, Unread
from ntm_extract.review.points import find_points
from tests.audit.plans import a_collection, a_plan

RUNNER = CliRunner()


def doubtful_plan() -> Plan:
    plan = a_plan(
        "Hạ Lang",
        targets=[
            {"page": 3, "char_start": 900, "confidence": 0.62, "value": 2, "quote": "02 xã đạt chuẩn\nnông thôn mới"},
            {"page": 2, "char_start": 500, "value": 4},
        ],
        deadlines=[{"page": 2, "char_start": 700, "doubts": ["năm được suy từ giai đoạn"], "action": "-gửi báo cáo"}],
        references=[{"page": 2, "char_start": 600, "confidence": 0.799, "number": "263/QĐ-TTg", "section": "preamble"}],
        notes=["Hai mục liền nhau cùng mang số III; giữ nguyên như in", "Số văn bản chưa đọc chắc"],
    )
    verdicts = [
        PageVerdict(page=1, origin="ocr", label="picture", remedy="ocr", reason="Ảnh.", scores={}),
        PageVerdict(page=4, origin="ocr", label="blank", remedy="none", reason="Trang trắng.", scores={}),
        PageVerdict(page=5, origin="ocr", label="unread", remedy="none", reason="Trang bị hỏng.", scores={}),
    ]
    unread = Unread(
        field="number", page=1, bbox=[(10, 10, 50, 20)], source_quote="Số: 1?/KH-UBND", candidates=[],
        picture="review/x-p1-number.png", note="Số văn bản chưa đọc chắc",
    )  # fmt: skip
    return plan.model_copy(update={"page_verdicts": verdicts, "unread": [unread]})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("review") / "ket-qua"
    a_collection(folder, [a_plan("An Nhơn", targets=[{"value": 3}]), doubtful_plan()])
    return folder


def call(*words: object) -> str:
    done = RUNNER.invoke(app, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_points_come_in_the_order_of_the_pages() -> None:
    found = [(point.kind, point.page, point.table) for point in find_points(doubtful_plan(), 0.8)]
    assert found == [
        ("note", None, None),
        ("unread", 1, "documents"),
        ("row", 2, "references"),
        ("row", 2, "deadlines"),
        ("row", 3, "targets"),
        ("page", 5, None),
    ]


@pytest.mark.parametrize(("below", "tables"), [
    (0.0, ["deadlines"]),
    (0.62, ["deadlines"]),
    (0.63, ["deadlines", "targets"]),
    (0.8, ["references", "deadlines", "targets"]),
    (1.0, ["targets", "references", "deadlines", "targets"]),
])  # fmt: skip
def test_rows_below_the_threshold_and_rows_with_doubts(below: float, tables: list[str]) -> None:
    found = [point.table for point in find_points(doubtful_plan(), below) if point.kind == "row"]
    assert found == tables


def test_as_many_rows_as_the_summary_of_a_run_counts() -> None:
    plan = doubtful_plan()
    rows = [point for point in find_points(plan, REVIEW_BELOW) if point.kind == "row"]
    assert len(rows) == review_of(plan).rows == 3


def test_text_names_document_page_section_quote_and_doubts(folder: Path) -> None:
    said = call("review", folder)
    assert said.startswith("Hạ Lang.pdf: 6 chỗ cần xem lại\n")
    assert "An Nhơn" not in said
    assert "  Trang 3 · mục II.1 · chỉ tiêu · độ tin cậy 0,62\n    “02 xã đạt chuẩn nông thôn mới”\n" in said
    assert "  Trang 2 · phần mở đầu · văn bản viện dẫn · độ tin cậy 0,799\n" in said
    assert "    - năm được suy từ giai đoạn\n" in said
    assert "  Trang 1 · số hiệu chưa đọc chắc\n" in said
    assert "    - hình: review/x-p1-number.png\n" in said
    assert "  Trang 5 · chưa đọc được\n    - Trang bị hỏng.\n" in said
    assert said.count("Số văn bản chưa đọc chắc") == 1
    assert said.endswith("Cần xem lại 6 chỗ ở 1 văn bản (độ tin cậy dưới 0,8 hoặc có điểm nghi vấn).\n")


def test_nothing_to_look_at_is_said(tmp_path: Path) -> None:
    a_collection(tmp_path, [a_plan("An Nhơn", targets=[{"value": 3}])])
    said = call("review", tmp_path, "--below", 0.5)
    assert said == "Không có chỗ nào cần xem lại (độ tin cậy dưới 0,5 hoặc có điểm nghi vấn).\n"


def test_csv_is_one_row_a_point_and_no_formula(folder: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(call("review", folder, "--format", "csv"))))
    assert [row["kind"] for row in rows] == ["note", "unread", "row", "row", "row", "page"]
    [deadline] = [row for row in rows if row["table"] == "deadlines"]
    assert deadline["quote"] == "'-gửi báo cáo"
    assert (deadline["page"], deadline["section"], deadline["confidence"]) == ("2", "II.1", "0.95")


def test_json_has_whole_quotes_and_names_of_rows(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "xem.json"
    assert call("review", folder, "--format", "json", "--below", 0.7, "--out", out) == ""
    said: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    assert said["below"] == 0.7
    [target] = [point for point in said["points"] if point["table"] == "targets"]
    assert target["quote"] == "02 xã đạt chuẩn\nnông thôn mới"
    assert target["row_id"] == doubtful_plan().targets[0].row_id


@pytest.mark.parametrize("words", [
    ["review", "{empty}"],
    ["review", "{folder}", "--below", "2"],
    ["review", "{folder}", "--format", "pdf"],
    ["review", "{folder}", "--out", "{empty}"],
])  # fmt: skip
def test_wrong_calls_end_with_two(folder: Path, tmp_path: Path, words: list[str]) -> None:
    done = RUNNER.invoke(app, [word.format(folder=folder, empty=tmp_path) for word in words])
    assert done.exit_code == 2
    assert done.stderr


def test_an_unreadable_plan_is_named(tmp_path: Path) -> None:
    a_collection(tmp_path, [a_plan("An Nhơn")])
    next((tmp_path / "plans").glob("*.json")).write_text("{}", encoding="utf-8")
    done = RUNNER.invoke(app, ["review", str(tmp_path)])
    assert done.exit_code == 2
    assert "không đúng lược đồ" in done.stderr
