"""The feed of changes (dòng thay đổi): what other systems must do to follow a folder, one JSON object a line.

    {"op": "added", "seq": 7, "at": …, "doc_id": …, "source": …, "rows": {"documents": […], "targets": […], …}}
    {"op": "changed", …, "rows": {"targets": [the rows that are new or different]}, "removed": {"targets": [row_id, …]}}
    {"op": "removed", …}
    {"cursor": 9, "schema_version": "1.2"}

`added`: take out what you have of the document, then put in the rows. `changed`: take out the rows that are named, by
`row_id` (a document by `doc_id`, a page by `DOC_ID/PAGE`), then put in the rows given, in place of those of the same
name. `removed`: take out all you have of the document. Each document is told of once, as it is now, in the order of its
last change; doing a line twice does no harm. The last line says from where to go on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ntm_extract.errors import StoreError
from ntm_extract.plan import SCHEMA_VERSION, TABLES, Plan
from ntm_extract.store.changes import Change, read_changes
from ntm_extract.store.columns import rows_of
from ntm_extract.store.failure import Failure
from ntm_extract.store.folder import OutputFolder, read_plan
from ntm_extract.store.keys import row_key


@dataclass
class _Net:
    """What all changes of one document come to.

    Attributes:
        last: the last of them.
        whole: whether the document is to be taken as a whole.
        put: by table, the rows that are new or different.
        removed: by table, the rows that are gone.
    """

    last: Change
    whole: bool = False
    put: dict[str, set[str]] = field(default_factory=dict)
    removed: dict[str, set[str]] = field(default_factory=dict)

    def take(self, change: Change) -> None:
        self.last = change
        self.whole = self.whole or change.op != "changed"
        for table, rows in change.rows.items():
            self.put.setdefault(table, set()).update(rows.added, rows.changed)
            self.removed.setdefault(table, set()).update(rows.removed)


def changes_since(folder: Path, since: str) -> Iterator[dict[str, Any]]:
    """Give what changed in an output folder, and at the end where to go on.

    Args:
        folder: given to `run --out`.
        since: the cursor of an earlier feed (`0` gives everything), or a time in ISO 8601 (UTC where it names no zone);
            what was written at that time is given again, as the log knows only whole seconds.

    Raises:
        StoreError: the folder has no log of changes; `since` is neither number nor time, or is a cursor that the folder
            never gave; a plan cannot be read.

    Example:
        `for change in changes_since(Path("ket-qua"), "120"): …`
    """
    output = OutputFolder(folder)
    output.require_plans()
    number, time = _read_since(since)
    last, nets = 0, dict[str, _Net]()
    for change in read_changes(output.log):
        last = change.seq
        if change.seq > number if time is None else datetime.fromisoformat(change.at) >= time:
            nets.setdefault(change.doc_id, _Net(change)).take(change)
    if number > last:
        raise StoreError(
            f"Con trỏ {since} lớn hơn số cuối cùng ({last}) trong nhật ký thay đổi của {folder}: con trỏ này là của "
            "thư mục khác, hoặc thư mục đã được lập lại. Hãy lấy lại từ đầu với --since 0."
        )
    for net in sorted(nets.values(), key=lambda net: net.last.seq):
        yield _told(output, net)
    yield {"cursor": last, "schema_version": SCHEMA_VERSION}


def feed_lines(folder: Path, since: str) -> Iterator[str]:
    """Give the feed as JSON Lines, each with its line end; see `changes_since`."""
    return map(line_of, changes_since(folder, since))


def line_of(change: dict[str, Any]) -> str:
    """Give a change as a line of JSON Lines."""
    return json.dumps(change, ensure_ascii=False) + "\n"


def _told(output: OutputFolder, net: _Net) -> dict[str, Any]:
    change = net.last
    told = {"seq": change.seq, "at": change.at, "doc_id": change.doc_id, "source": change.source}
    plan = _plan_of(output, change) if change.op != "removed" else None
    if plan is None:
        return {"op": "removed", **told}
    rows = rows_of(plan)
    if net.whole:
        return {"op": "added", **told, "rows": rows}
    there = {table: {row_key(table, row) for row in rows[table]} for table in TABLES}
    put = {table: [row for row in rows[table] if row_key(table, row) in keys] for table, keys in net.put.items()}
    removed = {table: sorted(keys - there[table]) for table, keys in net.removed.items()}
    return {"op": "changed", **told, "rows": _filled(put), "removed": _filled(removed)}


def _filled(tables: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {table: entries for table, entries in tables.items() if entries}


def _plan_of(output: OutputFolder, change: Change) -> Plan | None:
    """Give the plan as it is now; None when it is gone, which the log will say after the next run."""
    path = output.path_of(change.doc_id)
    if path is None:
        return None
    try:
        plan, _ = read_plan(path)
    except FileNotFoundError:
        return None
    if isinstance(plan, Failure):
        raise StoreError(f"{plan.source}: {plan.reason}. {plan.advice}")
    return plan


def _read_since(since: str) -> tuple[int, datetime | None]:
    if since.isascii() and since.isdigit():
        return int(since), None
    try:
        time = datetime.fromisoformat(since)
    except ValueError as error:
        raise StoreError(
            f"Không hiểu --since {since}: cần một con trỏ (số ở dòng cuối của lần xuất trước, ví dụ 120) "
            "hoặc một thời điểm ISO 8601 (ví dụ 2026-11-22T08:00:00+07:00)."
        ) from error
    return 0, time if time.tzinfo else time.replace(tzinfo=UTC)
