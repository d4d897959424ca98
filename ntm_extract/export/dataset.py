"""A Parquet dataset with a partition per province (kho Parquet): `TABLE/province=TÊN/part-0.parquet`, as Hive has it.

    select province, count(*) from read_parquet('kho/targets/*/*.parquet', hive_partitioning = true) group by province

The province is that of the document. Where it is unknown the partition bears Hive's name for that, which DuckDB reads
as null. pandas does too when it is told the type of the column; left to guess it refuses a dataset that has that
partition (a limit of Arrow):

    hive = pyarrow.dataset.partitioning(pyarrow.schema([("province", pyarrow.string())]), flavor="hive")
    pandas.read_parquet("kho/targets", partitioning=hive)

Each file bears the digest of its province, so that only provinces in which a plan came, changed or went are written
anew. New files are all written aside first and then put in their places one by one: each file that a reader finds is
whole, but while they are put in place one table may be newer than another. An export that was stopped just then is
finished by the next one. A plan that cannot be read keeps the rows that the dataset has of it, as in a database; only
from files that are damaged or of another version nothing is taken over.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ntm_extract.errors import StoreError
from ntm_extract.export.report import ExportReport, refuse_strangers
from ntm_extract.export.stock import Shelf, Stock
from ntm_extract.export.target import Target
from ntm_extract.plan import SCHEMA_VERSION, TABLES
from ntm_extract.store.atomic import flush
from ntm_extract.store.columns import columns_of
from ntm_extract.store.tables import arrow_schema

UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""What Hive calls the partition of rows without a value."""
DOCUMENTS_A_TIME = 5000
_PART = "part-0.parquet"
_ASIDE = ".aside"
_RESERVED = re.compile(r"[\x00-\x1f\x7f\"#%'*/:=?\\{}\[\]^<>|]")
_DIGEST = b"ntm-extract.digest"
_DOCUMENTS = b"ntm-extract.documents"

Group = dict[str, str]  # the documents of one province: doc_id → digest


def export_dataset(stock: Stock, target: Target) -> ExportReport:
    """Make a partitioned dataset equal to the folder, writing only the provinces in which something is different.

    Raises:
        StoreError: another export is at work there, or the dataset is that of another folder.
    """
    root = target.place
    with _held(root), stock.opened(stock.digests) as shelf:
        partitions = _partitions_in(root)
        held = {doc_id: digest for group in partitions.values() for doc_id, digest in group.items()}
        refuse_strangers(held, shelf.digests, target)
        unread = {failure.doc_id for failure in stock.skipped}
        kept = {
            name: {doc_id: digest for doc_id, digest in group.items() if doc_id in unread}
            for name, group in partitions.items()
            if not unread.isdisjoint(group) and _can_be_kept(root, name)
        }
        groups = _by_province(shelf)
        for name, group in kept.items():
            groups[name] = {**groups.get(name, {}), **group}
        stale = {name: group for name, group in groups.items() if not _is_current(root, name, _digest(group))}
        rows = _write_aside(root, shelf, stale, kept)
        for name in stale:
            for table in TABLES:
                _put_in_place(root, table, name)
        _remove_others(root, groups)
    written = {doc_id for doc_id, digest in shelf.digests.items() if held.get(doc_id) != digest}
    return ExportReport(
        target=str(target),
        written=len(written),
        removed=len(held.keys() - {doc_id for group in groups.values() for doc_id in group}),
        unchanged=len(shelf.digests) - len(written),
        rows=rows,
        skipped=tuple(stock.skipped),
    )


def partition_of(province: str | None) -> str:
    """Give the name of the folder of a province; letters stay, what a path or a reader may take amiss is escaped.

    Example:
        `partition_of("Cao Bằng") == "province=Cao Bằng"`
    """
    if not province:
        return f"province={UNKNOWN}"
    return "province=" + _RESERVED.sub(lambda sign: f"%{ord(sign[0]):02X}", province)


@contextmanager
def _held(root: Path) -> Iterator[None]:
    """Hold the dataset against another export, and clear away what a killed one left."""
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(f"Thư mục {root} đang được một lệnh export khác dùng; hãy đợi lệnh đó xong.") from error
        shutil.rmtree(root / _ASIDE, ignore_errors=True)
        try:
            yield
        finally:
            shutil.rmtree(root / _ASIDE, ignore_errors=True)


def _by_province(shelf: Shelf) -> dict[str, Group]:
    """Give the documents of each partition; of an empty folder the partition of unknown provinces, with none."""
    groups: dict[str, Group] = {}
    for batch in shelf.batches(shelf.digests, DOCUMENTS_A_TIME, ["documents"]):
        heads = batch.tables["documents"]
        for doc_id, province in zip(heads["doc_id"].to_pylist(), heads["province"].to_pylist(), strict=True):
            groups.setdefault(partition_of(province), {})[doc_id] = batch.digests[doc_id]
    return groups or {partition_of(None): {}}


def _digest(group: Group) -> bytes:
    told = json.dumps([SCHEMA_VERSION, sorted(group.items())])
    return hashlib.sha256(told.encode()).hexdigest().encode()


def _is_current(root: Path, name: str, digest: bytes) -> bool:
    return all(_borne(root / table / name / _PART).get(_DIGEST) == digest for table in TABLES)


def _partitions_in(root: Path) -> dict[str, Group]:
    """Give the digests of the documents in each partition of the dataset."""
    paths = (root / "documents").glob(f"province=*/{_PART}")
    return {path.parent.name: json.loads(_borne(path).get(_DOCUMENTS, b"{}")) for path in paths}


def _can_be_kept(root: Path, name: str) -> bool:
    """Whether the files of a partition are all there and of the form that files have today."""
    told = SCHEMA_VERSION.encode()
    return all(_borne(root / table / name / _PART).get(b"schema_version") == told for table in TABLES)


def _borne(path: Path) -> Mapping[bytes, bytes]:
    """Give what a file bears in its metadata; nothing when there is no file or none that can be read."""
    try:
        return pq.read_metadata(path).metadata or {}
    except (FileNotFoundError, pa.ArrowInvalid):
        return {}


def _write_aside(root: Path, shelf: Shelf, stale: Mapping[str, Group], kept: Mapping[str, Group]) -> dict[str, int]:
    """Write the files of some partitions beside the dataset, each table in one pass; gives the rows by table."""
    rows = dict.fromkeys(TABLES, 0)
    partition = {
        doc_id: index for index, group in enumerate(stale.values()) for doc_id in group if doc_id in shelf.digests
    }
    known, place_of = pa.array(partition, pa.string()), np.array(list(partition.values()), dtype="int32")
    for table in TABLES:
        with ExitStack() as stack:
            writers = [stack.enter_context(_writer(root / _ASIDE / table / name, table)) for name in stale]
            for batch in shelf.batches(partition, DOCUMENTS_A_TIME, [table]):
                found = batch.tables[table]
                places = place_of[pc.index_in(found["doc_id"], known).to_numpy()]
                order = np.argsort(places, kind="stable")
                sorted_rows, bounds = found.take(pa.array(order)), np.searchsorted(places[order], range(len(stale) + 1))
                for writer, first, end in zip(writers, bounds, bounds[1:], strict=False):
                    if end > first:
                        part = sorted_rows.slice(first, end - first)
                        writer.write_table(part.select(writer.schema.names).cast(writer.schema))
                rows[table] += found.num_rows
            for writer, name in zip(writers, stale, strict=True):
                if name in kept:
                    old = _rows_of(root / table / name / _PART, kept[name])
                    writer.write_table(old.select(writer.schema.names).cast(writer.schema))
                    rows[table] += old.num_rows
            for writer, group in zip(writers, stale.values(), strict=True):
                writer.add_key_value_metadata({_DIGEST: _digest(group)})
                if table == "documents":
                    writer.add_key_value_metadata({_DOCUMENTS: json.dumps(group).encode()})
    return rows


def _rows_of(path: Path, doc_ids: Iterable[str]) -> pa.Table:
    with pq.ParquetFile(path) as file:
        rows = file.read()
    return rows.filter(pc.is_in(rows["doc_id"], pa.array(doc_ids, pa.string())))


def _writer(folder: Path, table: str) -> pq.ParquetWriter:
    folder.mkdir(parents=True)
    schema = arrow_schema(columns_of(TABLES[table]))
    if table == "documents":  # a column that is a partition is in no file
        schema = schema.remove(schema.get_field_index("province"))
    return pq.ParquetWriter(folder / _PART, schema, compression="zstd")


def _put_in_place(root: Path, table: str, name: str) -> None:
    path = root / table / name / _PART
    path.parent.mkdir(parents=True, exist_ok=True)
    written = root / _ASIDE / table / name / _PART
    flush(written)
    written.replace(path)
    flush(path.parent)


def _remove_others(root: Path, groups: Iterable[str]) -> None:
    """Remove the partitions of provinces that have no document any more."""
    wanted = set(groups)
    for table in TABLES:
        for folder in (root / table).glob("province=*"):
            if folder.name not in wanted:
                (folder / _PART).unlink(missing_ok=True)
                folder.rmdir()
