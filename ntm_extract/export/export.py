"""`export`: an output folder in, a copy in another form out, and only what is different is written."""

from __future__ import annotations

import filecmp
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from ntm_extract.errors import StoreError
from ntm_extract.export.dataset import export_dataset
from ntm_extract.export.duck import DuckMirror
from ntm_extract.export.feed import changes_since, line_of
from ntm_extract.export.linked import write_linked
from ntm_extract.export.mirror import Mirror
from ntm_extract.export.relational import RelationalMirror
from ntm_extract.export.report import ExportReport, refuse_strangers
from ntm_extract.export.stock import Batch, Stock, open_stock
from ntm_extract.export.target import Form, Target, target_of
from ntm_extract.export.workbook import is_same_workbook, write_workbook
from ntm_extract.plan import TABLES
from ntm_extract.store.atomic import replacing


def export(folder: Path, target: str, *, since: str | None = None) -> ExportReport:
    """Make a copy of an output folder elsewhere, or bring an earlier copy up to date.

    Databases and Parquet datasets are written document by document or province by province, only where a plan came,
    changed or went; each step is a transaction, so that an export that is stopped leaves a copy of some state of every
    document, and the next one goes on from there. Workbooks, JSON-LD and feeds are files made as a whole, which take
    the place of the earlier one when they are ready; a workbook or JSON-LD in which nothing would be different is left
    alone, a feed is always written.

    Args:
        folder: given to `run --out`.
        target: `x.db`, `x.sqlite`, `sqlite:///x.db`; `postgresql+psycopg://…`; `x.duckdb`, `duckdb:///x.duckdb`;
            `x.xlsx`; `x.jsonld`; a folder that ends in `/` or `.parquet`; `x.jsonl` for the feed of changes.
        since: for a feed, from where on (`changes_since`); everything when it is not given.

    Raises:
        StoreError: folder or target cannot be used; the message says why and what to do, and shows no password.

    Example:
        `export(Path("ket-qua"), "ket-qua.duckdb").written`
    """
    goal = target_of(target)
    if since is not None and goal.form != "jsonl":
        raise StoreError(f"--since chỉ dùng khi xuất dòng thay đổi (tệp .jsonl); {goal} luôn được cập nhật phần mới.")
    try:
        if goal.form == "jsonl":
            return _export_feed(folder, goal, since or "0")
        stock = open_stock(folder)
        if goal.form == "parquet":
            return export_dataset(stock, goal)
        if goal.form in _FILES:
            return _export_file(stock, goal)
        with closing(_mirror(goal)) as mirror:
            return _bring_up_to_date(mirror, stock, goal)
    except OSError as error:
        advice = "Hãy kiểm tra đường dẫn, quyền ghi và chỗ trống trên đĩa rồi xuất lại."
        raise StoreError(f"Không xuất được sang {goal}: {error.strerror or error}. {advice}") from error


def _mirror(goal: Target) -> Mirror:
    return DuckMirror(goal) if goal.form == "duckdb" else RelationalMirror(goal)


def _bring_up_to_date(mirror: Mirror, stock: Stock, goal: Target) -> ExportReport:
    held = mirror.held()
    refuse_strangers(held, stock.digests, goal)
    stale = [doc_id for doc_id, digest in stock.digests.items() if held.get(doc_id) != digest]
    gone = [doc_id for doc_id in held if doc_id not in stock.digests]
    written, rows = 0, dict.fromkeys(TABLES, 0)
    if stale:
        with stock.opened(stale) as shelf:
            for batch in shelf.batches(stale, mirror.batch_size):
                mirror.replace([doc_id for doc_id in batch.digests if doc_id in held], batch)
                written += len(batch.digests)
                _count(rows, batch)
    if gone:
        mirror.replace(gone, None)
    return ExportReport(
        target=str(goal),
        written=written,
        removed=len(gone),
        unchanged=len(stock.digests) - len(stale),
        rows=rows,
        skipped=tuple(stock.skipped),
    )


def _count(rows: dict[str, int], batch: Batch) -> None:
    for name, table in batch.tables.items():
        rows[name] += table.num_rows


_FILES: dict[Form, tuple[Callable[[Stock, Path], dict[str, int]], Callable[[Path, Path], bool]]] = {
    "xlsx": (write_workbook, is_same_workbook),
    "jsonld": (write_linked, partial(filecmp.cmp, shallow=False)),
}
"""How a file is made of the folder as a whole, and how two of them are compared."""


class _NothingNew(Exception):  # noqa: N818 (it is no error)
    """What was written is what lies there already."""


def _export_file(stock: Stock, goal: Target) -> ExportReport:
    write, is_same = _FILES[goal.form]
    documents, rows = len(stock.digests), dict[str, int]()
    with suppress(_NothingNew), replacing(goal.place) as temporary:
        counted = write(stock, temporary)
        if goal.place.exists() and is_same(temporary, goal.place):
            raise _NothingNew
        rows = counted
    written = documents - len(stock.skipped) if rows else 0
    unchanged = 0 if rows else documents - len(stock.skipped)
    return ExportReport(str(goal), written, 0, unchanged, rows, tuple(stock.skipped))


def _export_feed(folder: Path, goal: Target, since: str) -> ExportReport:
    operations: Counter[str] = Counter()
    cursor = 0
    with replacing(goal.place) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for change in changes_since(folder, since):
            operations[change.get("op", "")] += 1
            cursor = change.get("cursor", cursor)
            file.write(line_of(change))
    return ExportReport(
        target=str(goal),
        written=operations["added"] + operations["changed"],
        removed=operations["removed"],
        unchanged=0,
        cursor=cursor,
    )
