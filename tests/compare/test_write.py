"""The comparison as workbook, CSV and JSON."""

from __future__ import annotations

import csv
import json
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ntm_extract.compare import fields, sheets
from ntm_extract.compare.comparison import Query, compare
from ntm_extract.compare.write import FORMATS, Format, write_comparison
from ntm_extract.store.collection import Collection
from tests.compare.conftest import Collect, a_plan, a_target, an_achievement

FORMULA = '=HYPERLINK("http://x","y")'
TARGETS = [
    a_target("communes_ntm", value=2, denominator=13, share_pct=25, due="2025", quote=FORMULA, comparator="="),
    a_target("communes_ntm_advanced", value=1, quote="-1 xã\x01"),
    a_target("poverty_rate", share_pct=2, unit=None, quote="-2"),
]


def written(collection: Collection, format: Format, query: Query | None = None, **options: Any) -> bytes:
    stream = BytesIO()
    write_comparison(compare(collection, query or Query()), collection, format, stream, **options)
    return stream.getvalue()


def test_csv_has_the_comparable_rows(collect: Collect) -> None:
    collection = collect(a_plan(TARGETS), a_plan([TARGETS[2]], province=None, district=None, level=None))
    rows = list(csv.DictReader(StringIO(written(collection, "csv").decode())))
    assert [(row["indicator"], row["measure"], row["derived"]) for row in rows] == [
        ("communes_ntm", "share", ""),
        ("communes_ntm_advanced", "share", "total"),
        ("poverty_rate", "share", ""),
        ("poverty_rate", "share", ""),
    ]
    first = rows[0]
    assert (first["share_stated"], first["disagree"], first["due"]) == ("25.0", "true", "2025")
    assert float(first["value"]) == pytest.approx(100 * 2 / 13)
    assert first["quote"] == "'" + FORMULA
    assert first["comparator"] == "="  # a word of our own list
    assert rows[2]["quote"] == "-2"  # a number
    assert rows[3]["unit_then"] == ""


def test_csv_file_is_one_that_excel_reads(collect: Collect, tmp_path: Path) -> None:
    collection = collect(a_plan(TARGETS))
    write_comparison(compare(collection, Query()), collection, "csv", tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_bytes().startswith(b"\xef\xbb\xbfdoc_id,")
    assert not written(collection, "csv").startswith(b"\xef\xbb\xbf")


def test_workbook_has_named_sheets_with_headings_that_stay(collect: Collect) -> None:
    book = openpyxl.load_workbook(BytesIO(written(collect(a_plan(TARGETS)), "xlsx", Query(due=2025))))
    assert book.sheetnames == ["So được", "Không so được", "Không nêu", "Xếp hạng", "Văn bản"]
    assert all(sheet.freeze_panes == "A2" for sheet in book)
    sheet = book["So được"]
    heading = [cell.value for cell in sheet[1]]
    cells = dict(zip(heading, sheet[2], strict=True))
    assert cells["Giá trị"].value == pytest.approx(100 * 2 / 13)
    assert cells["Giá trị"].number_format == "#,##0.0"
    assert (cells["Năm phải đạt"].value, cells["Cấp"].value) == (2025, "cấp huyện")
    quote = cells["Trích nguyên văn"]
    assert (quote.value, quote.data_type, quote.quotePrefix) == (FORMULA, "s", True)
    reasons = [row[3].value for row in book["Không so được"].iter_rows(min_row=2)]
    assert reasons == ["Chỉ có số đếm, không có tổng số nên không tính được tỷ lệ."]
    silence = dict(zip(*book["Không nêu"].iter_rows(values_only=True), strict=True))
    assert (silence["Xã đạt chuẩn"], silence["Xã kiểu mẫu"]) == ("có nêu", "không nêu")


def test_text_that_looks_like_an_error_of_a_spreadsheet_is_text(collect: Collect) -> None:
    collection = collect(a_plan([a_target("communes_ntm", share_pct=30, quote="#N/A")]))
    sheet = openpyxl.load_workbook(BytesIO(written(collection, "xlsx")))["So được"]
    quote = dict(zip((cell.value for cell in sheet[1]), sheet[2], strict=True))["Trích nguyên văn"]
    assert (quote.value, quote.data_type) == ("#N/A", "s")


def test_long_tables_go_on_in_another_sheet(collect: Collect, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "SHEET_ROWS", 2)
    book = openpyxl.load_workbook(BytesIO(written(collect(a_plan(TARGETS)), "xlsx", lang="en")))
    assert [name for name in book.sheetnames if name.startswith("Comparable")] == [
        "Comparable",
        "Comparable 2",
        "Comparable 3",
    ]


def test_json_has_everything(collect: Collect) -> None:
    plan = a_plan(
        [*TARGETS, a_target("communes_ntm", value=4, change="increase", due="2025")],
        [an_achievement("communes_ntm", value=5, denominator=15, as_of="2022")],
    )
    found = json.loads(written(collect(plan), "json", Query(due=2025)))
    assert found["query"] == {"indicators": [], "due": 2025, "by": "province"}
    assert found["programme"]["instrument"] == "263/QĐ-TTg"
    assert {name: len(rows) for name, rows in found.items() if isinstance(rows, list)} == {
        "comparable": 4,
        "left_out": 1,
        "silence": 1,
        "ranking": 3,
        "plans": 1,
    }
    level = next(row for row in found["comparable"] if row["derived"] == "achieved")
    assert (level["value"], level["achievement_row_id"]) == (60.0, f"{500:016x}")
    assert found["comparable"][0]["quote"] == FORMULA  # as it is: JSON runs nothing
    assert found["left_out"][0]["reason"] == "no-denominator"
    assert found["plans"][0]["unit_then"] == "huyện Hà Quảng"


@pytest.mark.parametrize("format", ["csv", "json"])
def test_portions_join_without_seam(collect: Collect, format: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    collection = collect(a_plan(TARGETS), a_plan(TARGETS))
    whole = written(collection, format)
    monkeypatch.setattr(fields, "PORTION", 1)
    seamed = written(collection, format)
    assert json.loads(seamed) == json.loads(whole) if format == "json" else seamed == whole


@pytest.mark.parametrize("format", FORMATS)
def test_collection_without_targets_can_be_written(collect: Collect, format: Format) -> None:
    assert written(collect(a_plan()), format, Query(due=2025))


def test_file_stays_as_it_was_when_writing_fails(
    collect: Collect, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "x.json"
    out.write_text("cũ", encoding="utf-8")
    collection = collect(a_plan(TARGETS))

    def fail(*_: object) -> None:
        raise OSError("đĩa đầy")

    monkeypatch.setattr(Collection, "details", fail)
    with pytest.raises(OSError, match="đĩa đầy"):
        write_comparison(compare(collection, Query()), collection, "json", out)
    assert out.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.glob(".*tmp*")) == []
