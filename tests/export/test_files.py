"""Targets and whole files: where an export goes, workbooks, linked data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from stand_ins_export import Office, a_plan, doc_id_of

from ntm_extract.errors import StoreError
from ntm_extract.export.export import export
from ntm_extract.export.linked import instrument_id
from ntm_extract.export.target import target_of
from ntm_extract.export.workbook import is_same_workbook
from ntm_extract.plan import TABLES
from ntm_extract.store.columns import columns_of


@pytest.mark.parametrize(
    ("word", "form", "shown"),
    [
        ("x.db", "sqlite", "x.db"),
        ("x.SQLITE", "sqlite", "x.SQLITE"),
        ("sqlite:///kq/x.db", "sqlite", "kq/x.db"),
        ("sqlite:////kq/x.db", "sqlite", "/kq/x.db"),
        ("duckdb:///x.db", "duckdb", "x.db"),
        ("x.duckdb", "duckdb", "x.duckdb"),
        ("postgresql+psycopg://an:bimat@may/csdl", "postgresql", "postgresql+psycopg://an:***@may/csdl"),
        ("postgresql://an:bimat@may/csdl", "postgresql", "postgresql+psycopg://an:***@may/csdl"),
        ("x.xlsx", "xlsx", "x.xlsx"),
        ("x.jsonld", "jsonld", "x.jsonld"),
        ("x.jsonl", "jsonl", "x.jsonl"),
        ("kho dữ liệu/", "parquet", "kho dữ liệu"),
        ("kho.parquet", "parquet", "kho.parquet"),
    ],
)
def test_a_target_is_told_by_address_or_ending(word: str, form: str, shown: str) -> None:
    target = target_of(word)
    assert (target.form, str(target)) == (form, shown)


@pytest.mark.parametrize(
    "word", ["x.csv", "x", "mysql://an:bimat@may/csdl", "sqlite://", "duckdb:///", "lạ://an:bimat@may", ""]
)
def test_another_target_is_refused_with_those_that_are_known(word: str) -> None:
    with pytest.raises(StoreError, match=r"postgresql\+psycopg") as caught:
        target_of(word)
    assert "bimat" not in str(caught.value)


def test_something_else_in_the_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.db").mkdir()
    (tmp_path / "a.parquet").touch()
    with pytest.raises(StoreError, match=r"a\.db là một thư mục"):
        target_of(str(tmp_path / "a.db"))
    with pytest.raises(StoreError, match=r"a\.parquet là một tệp"):
        target_of(str(tmp_path / "a.parquet"))


@pytest.mark.parametrize("name", ["x.xlsx", "x.jsonld", "x.jsonl"])
def test_a_place_that_cannot_be_written_is_named(office: Office, tmp_path: Path, name: str) -> None:
    (tmp_path / "tệp").touch()
    with pytest.raises(StoreError, match=f"tệp/{name}"):
        export(office.root, str(tmp_path / "tệp" / name))


@pytest.mark.parametrize("name", ["x.xlsx", "x.jsonld"])
def test_a_file_is_written_again_only_when_it_would_differ(office: Office, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    assert export(office.root, str(path)).written == 4
    before = path.stat()
    report = export(office.root, str(path))
    assert (report.written, report.unchanged, report.rows) == (0, 4, {})
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    office.run(a_plan("kh-1", "Thừa Thiên - Huế", (5.0,)))
    assert export(office.root, str(path)).written == 4
    assert path.stat().st_ino != before.st_ino
    assert {entry.name for entry in tmp_path.iterdir()} == {"ra", name}


@pytest.mark.parametrize("name", ["x.xlsx", "x.jsonld"])
def test_a_file_that_was_spoilt_by_hand_is_made_again(office: Office, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("nửa tệp")
    assert export(office.root, str(path)).written == 4
    assert export(office.root, str(path)).written == 0


@pytest.mark.parametrize("name", ["x.xlsx", "x.jsonld"])
def test_an_export_that_is_stopped_leaves_the_old_file(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    export(office.root, str(path))
    before = path.read_bytes()
    office.run(a_plan("kh-1", "Thừa Thiên - Huế", (5.0,)))

    def stopped(*_: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("ntm_extract.export.workbook.rows_in", stopped)
    monkeypatch.setattr("ntm_extract.export.linked.json_texts", stopped)
    with pytest.raises(KeyboardInterrupt):
        export(office.root, str(path))
    assert path.read_bytes() == before
    assert {entry.name for entry in tmp_path.iterdir()} == {"ra", name}


def test_since_is_for_the_feed_only(office: Office, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="--since"):
        export(office.root, str(tmp_path / "x.xlsx"), since="3")


def test_a_workbook_has_a_sheet_for_each_table(office: Office, tmp_path: Path) -> None:
    office.run(a_plan("kh-0", text='=HYPERLINK("http://a.b")'))
    export(office.root, str(tmp_path / "x.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == list(TABLES)
    for name, model in TABLES.items():
        sheet = book[name]
        assert sheet.freeze_panes == "B2"
        assert [cell.value for cell in sheet[1]] == [column.name for column in columns_of(model)]
        assert sheet.max_row == 5
    column = [cell.value for cell in book["targets"][1]].index("text")
    [cell] = [row[column] for row in book["targets"] if str(row[column].value).startswith("=HYPER")]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


@pytest.mark.parametrize(("part", "same"), [("docProps/core.xml", True), ("xl/worksheets/sheet2.xml", False)])
def test_workbooks_are_told_apart_by_what_they_hold_and_not_by_when_they_were_made(
    office: Office, tmp_path: Path, part: str, same: bool
) -> None:
    export(office.root, str(tmp_path / "x.xlsx"))
    with ZipFile(tmp_path / "x.xlsx") as old, ZipFile(tmp_path / "y.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b"<!-- -->" if name == part else b""))
    assert is_same_workbook(tmp_path / "x.xlsx", tmp_path / "y.xlsx") is same


def test_rows_beyond_a_worksheet_go_to_a_further_one_of_that_name(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ntm_extract.store.tables.SHEET_ROWS", 3)
    export(office.root, str(tmp_path / "x.xlsx"))
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert set(book.sheetnames) == {*TABLES, *(f"{table} 2" for table in TABLES)}
    assert book["targets"].max_row == book["targets 2"].max_row == 3


def graph_of(office: Office, path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the context and the nodes by their name."""
    export(office.root, str(path))
    told = json.loads(path.read_text(encoding="utf-8"))
    return told["@context"], {node["@id"]: node for node in told["@graph"]}


def test_every_key_of_a_node_is_explained_by_the_context_of_its_type(office: Office, tmp_path: Path) -> None:
    context, nodes = graph_of(office, tmp_path / "x.jsonld")
    assert len(nodes) == 4 * len(TABLES) + 1
    for node in nodes.values():
        own = context[node["@type"][0]]["@context"]
        assert node.keys() - {"@id", "@type"} <= own.keys(), node
        for other in node["@type"][1:]:
            assert other.partition(":")[0] in context
        for term in own.values():
            iri = term if isinstance(term, str) else term["@id"]
            assert iri.partition(":")[0] in context


def test_rows_point_to_their_document_and_documents_to_what_they_cite(office: Office, tmp_path: Path) -> None:
    _, nodes = graph_of(office, tmp_path / "x.jsonld")
    document = f"urn:ntm-extract:document:{doc_id_of('kh-0')}"
    cited = "urn:ntm-extract:work:akn/vn/act/quyet-dinh/thu-tuong-chinh-phu/2022-02-22/263-QD-TTg"
    assert nodes[document]["@type"] == ["Document", "schema:Legislation"]
    assert nodes[document]["based_on"] == [cited]
    assert nodes[cited]["akn"] == "/akn/vn/act/quyet-dinh/thu-tuong-chinh-phu/2022-02-22/263-QD-TTg"
    assert nodes[cited]["number"] == "263/QĐ-TTg"
    of_it = [node for node in nodes.values() if node.get("document") == document]
    assert sorted(node["@type"][0] for node in of_it) == [
        "Achievement", "Deadline", "PageVerdict", "Reference", "Responsibility", "Target",
    ]  # fmt: skip
    [target] = [node for node in of_it if node["@type"][0] == "Target"]
    row = next(row for row in office.rows()["targets"] if row["doc_id"] == doc_id_of("kh-0"))
    assert target["@id"] == f"urn:ntm-extract:row:{row['row_id']}"
    assert (target["value"], target["quote"]) == (2.0, "trích")
    assert "due" not in target  # unknown
    assert "places" not in target  # none


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (
            ("Quyết định", "263/QĐ-TTg", "2022-02-22", None, None, None),
            "work:akn/vn/act/quyet-dinh/thu-tuong-chinh-phu/2022-02-22/263-QD-TTg",
        ),
        (
            ("Quyết định", "651/QĐ-UBND", None, "Ủy ban nhân dân tỉnh Lạng Sơn", "Lạng Sơn", None),
            "instrument:quyet-dinh:651-qd-ubnd:uy-ban-nhan-dan-tinh-lang-son",
        ),
        (("Kế hoạch", "1485/KH-UBND", None, None, "Cao Bằng", None), "instrument:ke-hoach:1485-kh-ubnd:cao-bang"),
        (("Kế hoạch", "1485/KH-UBND", None, None, "Lạng Sơn", None), "instrument:ke-hoach:1485-kh-ubnd:lang-son"),
        (("Kế hoạch", "1485/KH-UBND", None, None, None, None), "instrument:ke-hoach:1485-kh-ubnd"),
        (
            ("Nghị quyết", "12/NQ-HĐND", None, "Hội đồng nhân dân tỉnh", "Cao Bằng", None),
            "instrument:nghi-quyet:12-nq-hdnd:hoi-dong-nhan-dan-tinh:cao-bang",
        ),
        (
            ("Kế hoạch", "5/KH-UBND", None, "Ủy ban nhân dân huyện Châu Thành", "An Giang", None),
            "instrument:ke-hoach:5-kh-ubnd:uy-ban-nhan-dan-huyen-chau-thanh:an-giang",
        ),
        (
            ("Kế hoạch", "5/KH-UBND", None, "Ủy ban nhân dân huyện Hà Quảng, tỉnh Cao Bằng", "Lạng Sơn", None),
            "instrument:ke-hoach:5-kh-ubnd:uy-ban-nhan-dan-huyen-ha-quang--tinh-cao-bang",
        ),
        (("Quyết định", "263/QĐ-TTg", None, None, "Cao Bằng", None), "instrument:quyet-dinh:263-qd-ttg"),
        (("Kết luận", "01-KL/TW", None, None, "Cao Bằng", None), "instrument:ket-luan:01-kl-tw"),
        (("Luật", None, None, None, "Cao Bằng", "Thi đua, khen thưởng"), "instrument:luat:thi-dua--khen-thuong"),
        (("Kế hoạch", None, None, "Ủy ban nhân dân tỉnh", None, None), None),
    ],
)
def test_the_name_of_an_instrument(told: tuple[str | None, ...], name: str | None) -> None:
    assert instrument_id(*told) == (f"urn:ntm-extract:{name}" if name else None)  # type: ignore[arg-type]


def test_one_number_of_two_provinces_is_two_instruments(tmp_path: Path) -> None:
    cited = {"number": "1485/KH-UBND", "kind": "Kế hoạch", "date": None, "issuer": None}
    plans = [a_plan(name, province) for name, province in (("a", "Cao Bằng"), ("b", "Lạng Sơn"), ("c", "Lạng Sơn"))]
    plans = [p.model_copy(update={"references": [p.references[0].model_copy(update=cited)]}) for p in plans]
    _, nodes = graph_of(Office(tmp_path / "ra", *plans), tmp_path / "x.jsonld")
    found = [nodes[f"urn:ntm-extract:document:{doc_id_of(name)}"]["based_on"] for name in ("a", "b", "c")]
    assert found[0] != found[1] == found[2]
    assert [nodes[name]["number"] for [name] in found] == ["1485/KH-UBND"] * 3


def test_a_plan_with_a_number_is_the_work_that_others_cite(tmp_path: Path) -> None:
    plan = a_plan("a")
    head = plan.document.model_copy(
        update={"number": "12/KH-UBND", "issuer": "Ủy ban nhân dân tỉnh Cao Bằng", "issued_on": "2022-10-03"}
    )
    office = Office(tmp_path / "ra", plan.model_copy(update={"document": head}))
    _, nodes = graph_of(office, tmp_path / "x.jsonld")
    assert nodes[f"urn:ntm-extract:document:{doc_id_of('a')}"]["work"] == (
        "urn:ntm-extract:work:akn/vn/doc/ke-hoach/uy-ban-nhan-dan-tinh-cao-bang/2022-10-03/12-KH-UBND"
    )
