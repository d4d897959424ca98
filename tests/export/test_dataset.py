"""Partitioned Parquet: what DuckDB and pandas read back, and which provinces are written anew."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from stand_ins_export import PROVINCES, Office, a_plan, doc_id_of, ordered

import ntm_extract.export.dataset as dataset
from ntm_extract.errors import StoreError
from ntm_extract.export.export import export
from ntm_extract.plan import TABLES
from ntm_extract.store.folder import OutputFolder

HIVE = ds.partitioning(pa.schema([("province", pa.string())]), flavor="hive")


def kept(root: Path) -> dict[str, tuple[int, int]]:
    """Give what tells a file that was written again from one that was left alone."""
    files = (path for path in root.rglob("*.parquet"))
    return {str(path.relative_to(root)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


def test_duckdb_reads_the_provinces_back(office: Office, tmp_path: Path) -> None:
    root = tmp_path / "kho"
    report = export(office.root, f"{root}/")
    assert (report.written, report.removed, report.unchanged) == (4, 0, 0)
    for table in TABLES:
        found = duckdb.sql(
            f"select province, doc_id from read_parquet('{root}/{table}/*/*.parquet', hive_partitioning = true)"
        ).fetchall()
        assert set(found) == {(province, doc_id_of(f"kh-{n}")) for n, province in enumerate(PROVINCES)}, table


def test_pandas_reads_the_provinces_back(office: Office, tmp_path: Path) -> None:
    root = tmp_path / "kho.parquet"
    export(office.root, str(root))
    frame = pd.read_parquet(root / "targets", partitioning=HIVE)
    assert set(frame.province.dropna()) == set(PROVINCES) - {None}
    assert frame.province.isna().sum() == 1
    only = pd.read_parquet(root / "documents", partitioning=HIVE, filters=[("province", "=", "Thừa Thiên - Huế")])
    assert only.doc_id.tolist() == [doc_id_of("kh-1")]


def test_the_dataset_says_what_the_plans_say(office: Office, tmp_path: Path) -> None:
    export(office.root, f"{tmp_path}/kho/")
    rows = {}
    for table in TABLES:
        read = ds.dataset(tmp_path / "kho" / table, partitioning=HIVE).to_table()
        rows[table] = read.to_pylist(maps_as_pydicts="strict")
        if table != "documents":
            for row in rows[table]:
                del row["province"]
    assert ordered(rows) == office.rows()


def test_a_second_export_touches_no_file(office: Office, tmp_path: Path) -> None:
    export(office.root, f"{tmp_path}/kho/")
    before = kept(tmp_path / "kho")
    report = export(office.root, f"{tmp_path}/kho/")
    assert (report.written, report.unchanged) == (0, 4)
    assert kept(tmp_path / "kho") == before


def test_only_the_province_of_a_changed_plan_is_written_again(office: Office, tmp_path: Path) -> None:
    export(office.root, f"{tmp_path}/kho/")
    before = kept(tmp_path / "kho")
    office.run(a_plan("kh-1", "Thừa Thiên - Huế", (5.0,)), a_plan("mới", "Thừa Thiên - Huế"))
    report = export(office.root, f"{tmp_path}/kho/")
    assert (report.written, report.removed, report.unchanged) == (2, 0, 3)
    after = kept(tmp_path / "kho")
    assert {name for name in after if after[name] != before[name]} == {
        f"{table}/province=Thừa Thiên - Huế/part-0.parquet" for table in TABLES
    }


def test_a_plan_that_moves_to_another_province_is_in_one_place(office: Office, tmp_path: Path) -> None:
    export(office.root, f"{tmp_path}/kho/")
    office.run(a_plan("kh-0", "Đắk Lắk"))
    assert export(office.root, f"{tmp_path}/kho/").written == 1
    places = [path.parent.name for path in (tmp_path / "kho" / "targets").rglob("*.parquet")]
    assert sorted(places) == sorted(
        ["province=Thừa Thiên - Huế", "province=Đắk Lắk", "province=__HIVE_DEFAULT_PARTITION__"]
    )
    frame = pd.read_parquet(tmp_path / "kho" / "targets", partitioning=HIVE)
    assert sorted(frame.doc_id) == sorted(doc_id_of(f"kh-{n}") for n in range(4))


def test_a_document_that_went_is_counted(office: Office, tmp_path: Path) -> None:
    export(office.root, f"{tmp_path}/kho/")
    office.run(remove=("kh-0",))
    report = export(office.root, f"{tmp_path}/kho/")
    assert (report.written, report.removed, report.unchanged) == (0, 1, 3)


def test_a_file_that_was_deleted_or_cut_is_made_again(office: Office, tmp_path: Path) -> None:
    export(office.root, f"{tmp_path}/kho/")
    (tmp_path / "kho" / "targets" / "province=Cao Bằng" / "part-0.parquet").unlink()
    (tmp_path / "kho" / "references" / "province=Đắk Lắk" / "part-0.parquet").write_bytes(b"PAR1")
    export(office.root, f"{tmp_path}/kho/")
    for table in ("targets", "references"):
        assert len(pd.read_parquet(tmp_path / "kho" / table, partitioning=HIVE)) == 4


def spoilt(office: Office, name: str) -> Path:
    path = OutputFolder(office.root).path_of(doc_id_of(name))
    assert path
    path.write_text("{}")
    return path


def values(root: Path) -> dict[str, list[float]]:
    """Give the values of the targets in a dataset, by document."""
    frame = pd.read_parquet(root / "targets", partitioning=HIVE).sort_values("value")
    return {str(doc_id): list(rows) for doc_id, rows in frame.groupby("doc_id")["value"]}


def test_a_plan_that_cannot_be_read_keeps_its_rows_beside_others_that_change(office: Office, tmp_path: Path) -> None:
    office.run(a_plan("bên cạnh", "Cao Bằng"), a_plan("đi", "Cao Bằng"))
    export(office.root, f"{tmp_path}/kho/")
    office.put(a_plan("bên cạnh", "Cao Bằng", (7.0,)), a_plan("đi", "Đắk Lắk", (8.0,)))  # a run is at work: no tables
    path = spoilt(office, "kh-0")
    report = export(office.root, f"{tmp_path}/kho/")
    assert (report.written, report.removed, report.unchanged) == (2, 0, 3)
    assert [(failure.source, failure.doc_id) for failure in report.skipped] == [(str(path), doc_id_of("kh-0"))]
    expected = {doc_id_of(f"kh-{n}"): [2.0] for n in range(4)}
    expected |= {doc_id_of("bên cạnh"): [7.0], doc_id_of("đi"): [8.0]}
    assert values(tmp_path / "kho") == expected
    before = kept(tmp_path / "kho")
    assert export(office.root, f"{tmp_path}/kho/").written == 0
    assert kept(tmp_path / "kho") == before
    office.run(a_plan("kh-0", "Cao Bằng", (9.0,)))
    assert export(office.root, f"{tmp_path}/kho/").written == 1
    assert values(tmp_path / "kho") == expected | {doc_id_of("kh-0"): [9.0]}


def test_the_only_plan_of_a_province_stays_when_it_cannot_be_read(office: Office, tmp_path: Path) -> None:
    export(office.root, f"{tmp_path}/kho/")
    office.put(a_plan("mới"))
    spoilt(office, "kh-1")
    report = export(office.root, f"{tmp_path}/kho/")
    assert (report.written, report.removed, report.unchanged) == (1, 0, 3)
    assert values(tmp_path / "kho")[doc_id_of("kh-1")] == [2.0]


def test_nothing_is_taken_over_from_a_damaged_file(office: Office, tmp_path: Path) -> None:
    export(office.root, f"{tmp_path}/kho/")
    office.put(a_plan("mới"))
    spoilt(office, "kh-1")
    (tmp_path / "kho" / "targets" / "province=Thừa Thiên - Huế" / "part-0.parquet").write_bytes(b"PAR1")
    report = export(office.root, f"{tmp_path}/kho/")
    assert (report.written, report.removed, report.exit_code) == (1, 1, 3)
    assert values(tmp_path / "kho").keys() == {doc_id_of(name) for name in ("kh-0", "kh-2", "kh-3", "mới")}


@pytest.mark.parametrize("at", [0, 3, 9])
def test_an_export_that_is_stopped_is_finished_by_the_next(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    export(office.root, f"{tmp_path}/kho/")
    office.run(a_plan("kh-0", "Cao Bằng", (5.0,)), a_plan("kh-2", "Đắk Lắk", (6.0,)))
    put, calls = dataset._put_in_place, []

    def stopped(root: Path, table: str, name: str) -> None:
        calls.append(name)
        if len(calls) > at:
            raise KeyboardInterrupt
        put(root, table, name)

    monkeypatch.setattr(dataset, "_put_in_place", stopped)
    with pytest.raises(KeyboardInterrupt):
        export(office.root, f"{tmp_path}/kho/")
    for table in TABLES:  # every file is whole
        assert len(pd.read_parquet(tmp_path / "kho" / table, partitioning=HIVE)) == 4
    assert not (tmp_path / "kho" / ".aside").exists()
    monkeypatch.undo()
    export(office.root, f"{tmp_path}/kho/")
    frame = pd.read_parquet(tmp_path / "kho" / "targets", partitioning=HIVE)
    assert sorted(frame.value) == [2.0, 2.0, 5.0, 6.0]


def test_what_a_killed_export_left_aside_is_cleared_away(office: Office, tmp_path: Path) -> None:
    left = tmp_path / "kho" / ".aside" / "targets" / "province=Cao Bằng"
    left.mkdir(parents=True)
    (left / "part-0.parquet").write_bytes(b"PAR1")
    export(office.root, f"{tmp_path}/kho/")
    assert not (tmp_path / "kho" / ".aside").exists()


@pytest.mark.parametrize(
    ("province", "folder"),
    [
        ("Cao Bằng", "province=Cao Bằng"),
        ("Bà Rịa - Vũng Tàu", "province=Bà Rịa - Vũng Tàu"),
        (None, "province=__HIVE_DEFAULT_PARTITION__"),
        ("", "province=__HIVE_DEFAULT_PARTITION__"),
        ("A/B", "province=A%2FB"),
        ("50% [x]*?", "province=50%25 %5Bx%5D%2A%3F"),
        ("a=b", "province=a%3Db"),
    ],
)
def test_the_folder_of_a_province(province: str | None, folder: str) -> None:
    assert dataset.partition_of(province) == folder


def test_a_strange_province_comes_back_as_it_was(tmp_path: Path) -> None:
    strange = "A/B: 50% [x]*? 'y' = #1"
    office = Office(tmp_path / "ra", a_plan("a", strange), a_plan("b"))
    export(office.root, f"{tmp_path}/kho/")
    query = f"select province from read_parquet('{tmp_path}/kho/targets/*/*.parquet', hive_partitioning = true)"
    assert {province for (province,) in duckdb.sql(query).fetchall()} == {strange, "Cao Bằng"}
    assert set(pd.read_parquet(tmp_path / "kho" / "targets").province) == {strange, "Cao Bằng"}


def test_an_empty_folder_gives_tables_without_rows(tmp_path: Path) -> None:
    office = Office(tmp_path / "ra")
    office.run(a_plan("a"))
    office.run(remove=("a",))
    export(office.root, f"{tmp_path}/kho/")
    query = f"select count(*), count(value) from read_parquet('{tmp_path}/kho/targets/*/*.parquet')"
    assert duckdb.sql(query).fetchall() == [(0, 0)]


def test_the_dataset_of_another_folder_is_not_wiped_out(office: Office, tmp_path: Path) -> None:
    export(office.root, f"{tmp_path}/kho/")
    other = Office(tmp_path / "khác", a_plan("khác"))
    with pytest.raises(StoreError, match="thư mục kết quả khác"):
        export(other.root, f"{tmp_path}/kho/")
    assert len(kept(tmp_path / "kho")) == 4 * len(TABLES)


def test_a_second_export_at_the_same_time_is_refused(office: Office, tmp_path: Path) -> None:
    with dataset._held(tmp_path / "kho"), pytest.raises(StoreError, match="lệnh export khác"):
        export(office.root, f"{tmp_path}/kho/")
