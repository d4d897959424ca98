"""Table files: no formulas, the same types with and without rows, the old file or the new one."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import ntm_extract.store.tables as tables
from ntm_extract.plan import DocumentHead, PageVerdict, Plan, Target
from ntm_extract.store.cells import csv_value, is_formula
from ntm_extract.store.columns import Kind, columns_of, rows_of
from ntm_extract.store.failure import STORED_TABLES
from ntm_extract.store.frames import frames_of
from ntm_extract.store.tables import FORMATS, arrow_schema, open_tables


def a_plan(**changes: Any) -> Plan:
    head = dict.fromkeys(DocumentHead.model_fields) | {
        "doc_id": "0123456789abcdef", "source": "a.pdf", "recipients": ["Huyện ủy", "Lưu: VT"], "pages": 2,
        "text_origin": "ocr", "restored": True,
    }  # fmt: skip
    target = dict.fromkeys(Target.model_fields) | {
        "row_id": "0" * 16, "section": "I.1", "page": 2, "bbox": [(72, 100.5, 300, 114)], "bbox_pages": [2],
        "char_start": 10, "char_end": 30, "quote": "đạt chuẩn\fnông thôn mới", "source_quote": "dat chuan",
        "confidence": 0.9, "method": "targets:test", "doubts": [], "indicator": "communes_ntm", "comparator": ">=",
        "value": 2.0, "change": "level", "places": ["Phong Lộc"], "text": "số xã đạt chuẩn", "breakdown": False,
    }  # fmt: skip
    verdict = PageVerdict(
        page=1, origin="ocr", label="picture", remedy="ocr", reason="Ảnh quét.", scores={"marked": 0.2}
    )
    return Plan(
        document=DocumentHead(**head), targets=[Target(**(target | changes))], deadlines=[], responsibilities=[],
        references=[], achievements=[], page_verdicts=[verdict], notes=[],
    )  # fmt: skip


def write(directory: Path, formats: tuple[str, ...], *plans: Plan) -> None:
    with open_tables(directory, formats) as sink:
        for plan in plans:
            for name, rows in rows_of(plan).items():
                sink(name, rows)


FORMULAS = ['=HYPERLINK("http://a.b")', "+84 26", "- Phối hợp với Sở", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1", "-1+1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_a_spreadsheet_could_run_is_known(text: str) -> None:
    assert is_formula(text)
    assert csv_value(text, Kind.TEXT) == f"'{text}"


@pytest.mark.parametrize("text", ["-5", "-1,5", "-12.75", "5 xã", "a=b", "", "(1)", "63,5%"])
def test_text_and_negative_numbers_are_left_alone(text: str) -> None:
    assert not is_formula(text)
    assert csv_value(text, Kind.TEXT) == text
    assert csv_value(-5.0, Kind.NUMBER) == -5.0


def test_words_of_our_own_lists_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, ("csv",), a_plan(comparator="="))
    assert pd.read_csv(tmp_path / "targets.csv").comparator.tolist() == ["="]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_a_spreadsheet_is_a_formula(tmp_path: Path, text: str) -> None:
    write(tmp_path, ("csv", "xlsx", "jsonl", "parquet"), a_plan(text=text))

    written = (tmp_path / "targets.csv").read_bytes().decode("utf-8-sig")
    [cell] = [row["text"] for row in csv.DictReader(io.StringIO(written, newline=""))]
    assert cell == f"'{text}"
    sheet = openpyxl.load_workbook(tmp_path / "targets.xlsx").active
    assert sheet is not None
    column = [cell.value for cell in sheet[1]].index("text")
    assert sheet[2][column].data_type == "s"
    assert sheet[2][column].quotePrefix
    # What programs read is as in the plan.
    assert json.loads((tmp_path / "targets.jsonl").read_text(encoding="utf-8"))["text"] == text
    assert pd.read_parquet(tmp_path / "targets.parquet").text[0] == text


def test_excel_is_told_that_csv_is_utf8_and_pandas_reads_it_all_the_same(tmp_path: Path) -> None:
    write(tmp_path, ("csv",), a_plan())
    assert (tmp_path / "targets.csv").read_bytes().startswith(b"\xef\xbb\xbfdoc_id,indicator,")
    frame = pd.read_csv(tmp_path / "targets.csv")
    assert frame.columns[0] == "doc_id"
    assert frame.loc[0, "value"] == 2.0
    assert frame.loc[0, "places"] == '["Phong Lộc"]'
    assert not frame.loc[0, "breakdown"]


def test_a_number_is_a_number_in_excel_and_a_control_character_leaves_a_sign(tmp_path: Path) -> None:
    write(tmp_path, ("xlsx",), a_plan())
    rows = list(openpyxl.load_workbook(tmp_path / "targets.xlsx").active.values)  # type: ignore[union-attr]
    row = dict(zip(rows[0], rows[1], strict=True))
    assert row["value"] == 2
    assert row["quote"] == "đạt chuẩn\ufffdnông thôn mới"
    assert row["share_pct"] is None


def test_a_very_long_cell_is_cut_with_a_sign(tmp_path: Path) -> None:
    write(tmp_path, ("xlsx",), a_plan(text="x" * 40_000))
    rows = list(openpyxl.load_workbook(tmp_path / "targets.xlsx").active.values)  # type: ignore[union-attr]
    text = dict(zip(rows[0], rows[1], strict=True))["text"]
    assert isinstance(text, str)
    assert len(text) == 32_767
    assert text.endswith("x… [cắt bớt, xem CSV]")


def test_rows_beyond_a_worksheet_go_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "SHEET_ROWS", 3)
    write(tmp_path, ("xlsx",), *[a_plan()] * 5)
    book = openpyxl.load_workbook(tmp_path / "targets.xlsx")
    assert [sheet.max_row for sheet in book] == [3, 3, 2]


@pytest.mark.parametrize("plans", [[], [a_plan()]])
def test_a_parquet_table_has_the_same_types_with_and_without_rows(tmp_path: Path, plans: list[Plan]) -> None:
    write(tmp_path, ("parquet",), *plans)
    for name, model in STORED_TABLES.items():
        assert pq.read_schema(tmp_path / f"{name}.parquet").equals(arrow_schema(columns_of(model)))
    schema = pq.read_schema(tmp_path / "targets.parquet")
    assert schema.field("value").type == pa.float64()
    assert schema.field("places").type == pa.list_(pa.string())
    assert schema.field("bbox").type == pa.list_(pa.list_(pa.float64()))
    assert pq.read_metadata(tmp_path / "targets.parquet").num_rows == len(plans)


def test_many_rows_pass_through_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "PARQUET_GROUP", 2)
    write(tmp_path, ("parquet",), *[a_plan(value=float(n)) for n in range(5)])
    assert pd.read_parquet(tmp_path / "targets.parquet").value.tolist() == [0, 1, 2, 3, 4]
    assert pq.read_metadata(tmp_path / "targets.parquet").num_row_groups == 3


@pytest.mark.parametrize("extension", FORMATS)
def test_an_interrupted_write_leaves_the_old_tables(tmp_path: Path, extension: str) -> None:
    write(tmp_path, (extension,), a_plan())
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(KeyboardInterrupt), open_tables(tmp_path, (extension,)) as sink:
        sink("targets", rows_of(a_plan(value=9.0))["targets"])
        raise KeyboardInterrupt
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_frames_have_typed_columns_and_real_lists() -> None:
    frames = a_plan().to_frames()
    targets = frames["targets"]
    assert targets.columns[0] == "doc_id"
    assert targets.places[0] == ["Phong Lộc"]
    assert targets.bbox[0] == [(72, 100.5, 300, 114)]
    assert targets.value[0] == 2.0
    assert targets.share_pct.isna().all()
    assert pd.isna(targets.due[0])
    assert frames["documents"].recipients[0] == ["Huyện ủy", "Lưu: VT"]
    empty = frames_of([])["targets"]
    assert (empty.dtypes == targets.dtypes).all()
