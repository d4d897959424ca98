"""The log of changes (nhật ký thay đổi): what came into an output folder, changed there and left it, line by line.

`changes.jsonl` is only ever appended to. A line has a number `seq`, each greater than the one before; the time; what
happened to one document; and, where a plan took the place of another plan of the same document, the rows that are new,
different or gone. Whoever remembers the last number he has seen can ask for what came after.

The log follows the plans: a plan is written first, then its line. When a run is killed between the two, or somebody
takes a file out of `plans/` by hand, the next run sees at its end that a plan is not the one told of last and says so
then: as `added`, because the rows it replaced are no longer known. `added` therefore always means: take the document
as a whole, in the place of anything you have of it. A line that was half written is cut off before the next one, and
nobody who reads takes it for one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, Literal

from pydantic import Field, ValidationError

from ntm_extract.errors import StoreError
from ntm_extract.plan import Plan, Record
from ntm_extract.store.columns import Row, rows_of
from ntm_extract.store.keys import row_key

Operation = Literal["added", "changed", "removed"]


class RowChanges(Record):
    """The rows of one table that are new, different or gone, by name (`row_key`)."""

    added: list[str] = Field(default_factory=list)
    changed: list[str] = Field(default_factory=list)
    removed: list[str] = Field(default_factory=list)


class Change(Record):
    """One line of the log.

    Attributes:
        seq: its number, greater than that of the line before.
        at: when it was written, ISO 8601 in UTC.
        op: `added` (take the whole document), `changed` (these rows) or `removed` (the whole document).
        doc_id: of the document.
        source: the path or URL as given.
        digest: of the plan (`digest_of`); None when it is gone.
        rows: for `changed`, the tables in which something is different.
    """

    seq: int
    at: str
    op: Operation
    doc_id: str
    source: str
    digest: str | None
    rows: dict[str, RowChanges] = Field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What the log says of a document that is in the folder: the digest of its plan, and its source."""

    digest: str
    source: str


@dataclass
class LogState:
    """What the lines of a log come to.

    Attributes:
        seq: the last number given, 0 when there is none.
        documents: those in the folder, by `doc_id`.
    """

    seq: int = 0
    documents: dict[str, Told] = field(default_factory=dict)

    def take(self, change: Change) -> None:
        """Add a line."""
        self.seq = max(self.seq, change.seq)
        if change.digest is None:
            self.documents.pop(change.doc_id, None)
        else:
            self.documents[change.doc_id] = Told(change.digest, change.source)


def digest_of(content: bytes) -> str:
    """Give what tells a plan's file from any other: the SHA-256 of its bytes, 32 hex digits of it."""
    return hashlib.sha256(content).hexdigest()[:32]


def read_changes(path: Path) -> Iterator[Change]:
    """Give the lines of a log but for one that a killed run left unfinished at its end.

    Raises:
        StoreError: there is no log, or a whole line in it is none of a log.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise StoreError(
            f"Chưa có nhật ký thay đổi {path}. Hãy chạy lại lệnh run với thư mục này; nhật ký được lập khi đó."
        ) from error
    with file:
        for line in file:
            if line.endswith(b"\n"):
                yield _parsed(line, path)


def last_seq(path: Path) -> int | None:
    """Give the number of the last whole line of a log; 0 when it has none, None when there is no log.

    Raises:
        StoreError: that line is none of a log.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    with file:
        end = _after_line_end(file, file.seek(0, os.SEEK_END))
        start = _after_line_end(file, end - 1)
        file.seek(start)
        return _parsed(file.read(end - start), path).seq if end else 0


def state_of(changes: Iterable[Change]) -> LogState:
    """Give what the lines of a log come to."""
    state = LogState()
    for change in changes:
        state.take(change)
    return state


def row_changes(before: Plan, after: Plan) -> dict[str, RowChanges]:
    """Give the rows by which two plans of one document differ, for each table in which they do.

    Example:
        A target that is read as 9 instead of 8 gives `{"targets": RowChanges(changed=["5f…"])}`.
    """
    old, new = _by_key(before), _by_key(after)
    found = {}
    for table, rows in new.items():
        was = old[table]
        changes = RowChanges(
            added=[key for key in rows if key not in was],
            changed=[key for key, row in rows.items() if key in was and was[key] != row],
            removed=[key for key in was if key not in rows],
        )
        if changes != RowChanges():
            found[table] = changes
    return found


def _by_key(plan: Plan) -> dict[str, dict[str, Row]]:
    return {table: {row_key(table, row): row for row in rows} for table, rows in rows_of(plan).items()}


_Event = tuple[Operation, str, Told, dict[str, RowChanges]]


class ChangeLog:
    """The log of an output folder, for the one run that holds the folder."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def seq(self) -> int:
        """The last number given; 0 when there is none."""
        return self._state.seq

    def note_plan(self, plan: Plan, content: bytes, before: bytes | None) -> None:
        """Note that a plan was written; nothing when it is the one that the log knows.

        Args:
            plan: the plan.
            content: of its file.
            before: of the file of the same document that it took the place of, if there was one.
        """
        head, digest = plan.document, digest_of(content)
        told = self._state.documents.get(head.doc_id)
        if told and told.digest == digest:
            return
        old = _plan_in(before) if before and told and told.digest == digest_of(before) else None
        if old:
            self._append([("changed", head.doc_id, Told(digest, head.source), row_changes(old, plan))])
        else:
            self._append([("added", head.doc_id, Told(digest, head.source), {})])

    def note_removal(self, doc_id: str) -> None:
        """Note that a document was taken out of the folder; nothing when the log never told of it."""
        if told := self._state.documents.get(doc_id):
            self._append([("removed", doc_id, told, {})])

    def settle(self, present: Mapping[str, Told]) -> None:
        """Make the log agree with the plans that lie in the folder, whatever befell one of the two."""
        known = self._state.documents
        gone: list[_Event] = [("removed", doc_id, told, {}) for doc_id, told in known.items() if doc_id not in present]
        new: list[_Event] = [
            ("added", doc_id, told, {})
            for doc_id, told in present.items()
            if doc_id not in known or known[doc_id].digest != told.digest
        ]
        self._append([*gone, *new])

    @cached_property
    def _state(self) -> LogState:
        """What is told so far; a half line that a killed run left is cut off when this is first asked for."""
        if not self._path.exists():
            return LogState()
        with self._path.open("r+b") as file:
            file.truncate(_after_line_end(file, file.seek(0, os.SEEK_END)))
        return state_of(read_changes(self._path))

    def _append(self, events: Iterable[_Event]) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        changes = [
            Change(seq=seq, at=at, op=op, doc_id=doc_id, source=told.source, digest=digest, rows=rows)
            for seq, (op, doc_id, told, rows) in enumerate(events, start=self._state.seq + 1)
            for digest in [None if op == "removed" else told.digest]
        ]
        if not changes:
            return
        with self._path.open("ab") as file:
            file.write(b"".join(change.model_dump_json().encode() + b"\n" for change in changes))
            file.flush()
            os.fsync(file.fileno())
        for change in changes:
            self._state.take(change)


def _parsed(line: bytes, path: Path) -> Change:
    try:
        return Change.model_validate_json(line)
    except ValidationError as error:
        raise StoreError(
            f"Nhật ký thay đổi {path} có một dòng hỏng: {line[:80].decode('utf-8', 'replace').strip()!r}. Hãy lấy lại "
            "tệp này từ bản sao lưu; nếu không có thì xóa tệp rồi chạy lại lệnh run, và các hệ thống lấy dòng thay đổi "
            "phải lấy lại từ đầu (--since 0)."
        ) from error


def _plan_in(content: bytes) -> Plan | None:
    """Give the plan in a file; None when an older version of the program wrote it in another shape."""
    try:
        return Plan.model_validate_json(content)
    except ValidationError:
        return None


_BLOCK = 1 << 16


def _after_line_end(file: BinaryIO, end: int) -> int:
    """Give the place after the last line end before `end`, in bytes; 0 when there is none."""
    while end > 0:
        start = max(0, end - _BLOCK)
        file.seek(start)
        cut = file.read(end - start).rfind(b"\n")
        if cut >= 0:
            return start + cut + 1
        end = start
    return 0
