"""compare, audit, export and schema as users call them, also wrongly."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ntm_extract.cli import app
from tests.audit.plans import a_collection, a_plan

RUNNER = CliRunner()
CITED = {"kind": "Quyết định", "number": "263/QĐ-TTg", "issuer": "Thủ tướng Chính phủ", "date": "2022-02-22"}


def call(*words: object) -> Result:
    return RUNNER.invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with three plans of districts; the first says that 02/13 is 25 %."""
    folder = tmp_path_factory.mktemp("analysis") / "ket-qua"
    a_collection(
        folder,
        [
            a_plan(
                name,
                district=name,
                issuer=f"Ủy ban nhân dân huyện {name}",
                targets=[{"value": value, "denominator": 13, "share_pct": share, "due": "2025"}],
                references=[CITED],
            )
            for name, value, share in (("Hạ Lang", 2, 25.0), ("Hà Quảng", 4, 30.8), ("Hòa An", 9, 69.2))
        ],
    )
    return folder


def test_compare_writes_a_page_into_the_folder(folder: Path) -> None:
    done = call("compare", folder)
    assert done.exit_code == 0
    page = (folder / "compare.html").read_text(encoding="utf-8")
    assert str(folder / "compare.html") in done.stderr
    assert "15,4" in page
    assert done.stdout == ""


def test_compare_gives_csv_and_json_to_standard_output(folder: Path) -> None:
    rows = call("compare", folder, "--format", "csv", "--due", 2025, "--indicator", "communes_ntm").stdout
    assert rows.count("communes_ntm") == 3
    said = json.loads(call("compare", folder, "--format", "json", "--by", "district", "--lang", "en").stdout)
    assert said


def test_compare_of_a_year_without_targets_says_so(folder: Path, tmp_path: Path) -> None:
    page = tmp_path / "x.html"
    done = call("compare", folder, "--due", 2030, "--out", page)
    assert done.exit_code == 0
    assert page.exists()
    assert "0 chỉ tiêu so sánh được" in done.stderr


@pytest.mark.parametrize("form", ["html", "json", "csv", "graphml", "mermaid"])
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_audit_in_every_format(folder: Path, tmp_path: Path, form: str, lang: str) -> None:
    out = tmp_path / f"audit.{form}"
    done = call("audit", folder, "--format", form, "--lang", lang, "--out", out)
    assert done.exit_code == 0, done.output
    text = out.read_text(encoding="utf-8-sig")
    said = {"vi": "25 % nhưng 2/13", "en": "but 2/13 is 15.4"}
    assert ("263/QĐ-TTg" if form in ("graphml", "mermaid") else said[lang]) in text
    assert "1 cao" in done.stderr


def test_audit_to_standard_output_is_nothing_but_the_audit(folder: Path) -> None:
    done = call("audit", folder, "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["findings"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["compare", "{folder}", "--indicator", "communes"], "không có chỉ tiêu communes"),
        (["compare", "{folder}", "--due", "20255"], "--due"),
        (["compare", "{folder}", "--by", "xã"], "--by"),
        (["compare", "{empty}"], "không phải là thư mục kết quả"),
        (["audit", "{empty}"], "không phải là thư mục kết quả"),
        (["audit", "{missing}"], "does not exist"),
        (["audit", "{folder}", "--format", "pdf"], "--format"),
        (["audit", "{folder}", "--out", "{file}/x/audit.html"], "Không ghi được"),
        (["audit", "{folder}", "--out", "{empty}"], "không phải là tệp"),
        (["compare", "{folder}", "--format", "csv", "--out", "/dev/null"], "không phải là tệp"),
        (["compare", "{folder}", "--out", ""], "không phải là tệp"),
        (["export", "{empty}", "--to", "x.duckdb"], "không phải là thư mục kết quả"),
        (["export", "{folder}", "--to", "x.docx"], "x.docx"),
        (["export", "{folder}", "--to", "{file}/x.duckdb"], "{file}"),
        (["export", "{folder}", "--to", "x.xlsx", "--since", "3"], "--since"),
        (["export", "{folder}", "--since", "hôm qua"], "hôm qua"),
        (["export", "{folder}", "--to", "postgresql+psycopg://ai:mat-khau@127.0.0.1:1/x"], "postgresql"),
    ],
)
def test_wrong_calls_are_told_plainly(folder: Path, tmp_path: Path, words: list[str], said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    places = {"folder": folder, "empty": tmp_path / "empty", "missing": tmp_path / "none", "file": tmp_path / "file"}
    done = call(*(word.format(**places) for word in words))
    assert done.exit_code == 2, done.output
    assert said.format(**places) in done.stderr
    assert "Traceback" not in done.stderr
    assert "mat-khau" not in done.output


def test_an_unreadable_plan_is_named(tmp_path: Path) -> None:
    a_collection(tmp_path, [a_plan("a"), a_plan("b")])
    for table in (tmp_path / "tables").glob("*.parquet"):
        table.unlink()
    broken = next((tmp_path / "plans").glob("a-*.json"))
    broken.write_text("{}", encoding="utf-8")
    done = call("audit", tmp_path)
    assert done.exit_code == 2
    assert broken.name in done.stderr


def test_tables_of_another_version_are_told(folder: Path, tmp_path: Path) -> None:
    a_collection(tmp_path, [a_plan("a")])
    (tmp_path / "tables" / "targets.parquet").write_bytes(b"PAR1 but not quite")
    done = call("compare", tmp_path)
    assert done.exit_code == 2
    assert "targets" in done.stderr
    assert "run" in done.stderr


def test_a_folder_without_parquet_is_read_from_its_plans(tmp_path: Path) -> None:
    a_collection(tmp_path, [a_plan("a", targets=[{"value": 14, "denominator": 13, "due": "2025"}])])
    for table in (tmp_path / "tables").glob("*.parquet"):
        table.unlink()
    assert "1 cao" in call("audit", tmp_path).stderr


def test_export_writes_what_is_new_and_nothing_twice(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "ke-hoach.db"
    first = json.loads(call("export", folder, "--to", database, "--json").stdout)
    second = json.loads(call("export", folder, "--to", database, "--json").stdout)
    assert (first["documents"]["written"], second["documents"]["written"]) == (3, 0)
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM targets").fetchone() == (3,)


def test_schema_gives_the_dictionary_in_the_language_asked_for() -> None:
    assert "Chỉ tiêu nào" in call("schema", "--format", "csv").stdout
    assert "Which quantity is meant" in call("schema", "--format", "markdown", "--lang", "en").stdout
    assert "@context" in json.loads(call("schema", "--format", "json-ld").stdout)
