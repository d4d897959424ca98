"""The output folder: one JSON object and one text a document, and the tables made from all of them."""

from __future__ import annotations

import fcntl
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from pydantic import ValidationError

from ntm_extract.errors import DamagedFileError, StoreError
from ntm_extract.plan import Plan
from ntm_extract.store.atomic import sweep, write_bytes, write_text
from ntm_extract.store.changes import ChangeLog, Told, digest_of
from ntm_extract.store.columns import rows_of
from ntm_extract.store.failure import Failure
from ntm_extract.store.tables import formats_in, open_tables

STEM_BYTES = 120
"""Bytes of UTF-8 a file name takes from the input's name at most; with id and extension it stays far under 255."""

SEQ = "ntm-extract.seq"
"""Where a Parquet file bears the number of the last line of the log of changes when it was made."""

REVIEWS = "review"
"""The folder of pictures that a clerk is to look at, within the output folder."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
NO_PICTURES: Mapping[str, bytes] = MappingProxyType({})
_ID = re.compile(r"-([0-9a-f]{16})\.json\Z")


@dataclass(frozen=True)
class OutputFolder:
    """The folder given to `run --out` (thư mục kết quả)."""

    root: Path

    @property
    def plans(self) -> Path:
        """Where the plans are: `plans/STEM-DOCID.json`."""
        return self.root / "plans"

    @property
    def texts(self) -> Path:
        """Where the restored texts are: `text/STEM-DOCID.txt`."""
        return self.root / "text"

    @property
    def tables(self) -> Path:
        """Where the tables are: `tables/NAME.csv` and so on."""
        return self.root / "tables"

    @property
    def reviews(self) -> Path:
        """Where pictures of what could not be read surely are: `review/DOCID-p1-number.png`."""
        return self.root / REVIEWS

    @property
    def log(self) -> Path:
        """Where it is told what came, changed and went: `changes.jsonl`."""
        return self.root / "changes.jsonl"

    @cached_property
    def changes(self) -> ChangeLog:
        """The log of changes, for the run that holds the folder."""
        return ChangeLog(self.log)

    def require_plans(self) -> None:
        """Make sure that this is what `run` made.

        Raises:
            StoreError: there is no folder `plans` in it.
        """
        if not self.plans.is_dir():
            raise StoreError(f"{self.root} không phải là thư mục kết quả của run: không có thư mục con plans.")

    def _prepare(self) -> None:
        """Make the folder and clear away what a killed run left half written."""
        for directory in (self.plans, self.texts, self.tables):
            directory.mkdir(parents=True, exist_ok=True)
            sweep(directory)
        sweep(self.reviews)
        sweep(self.root)
        for doc_id, names in self._names.items():  # the same document under its old name and its new one
            last = max(names, key=lambda name: (self.plans / f"{name}.json").stat().st_mtime_ns)
            self._unlink(names - {last})
            self._names[doc_id] = {last}

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder against a second run at the same time.

        Raises:
            StoreError: the folder cannot be made or written, or another run is at work in it.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            lock = (self.root / ".lock").open("w")
        except OSError as error:
            raise StoreError(f"Không ghi được vào thư mục kết quả {self.root} ({error.strerror}).") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise StoreError(
                    f"Thư mục {self.root} đang được một lệnh run khác dùng; hãy đợi lệnh đó xong."
                ) from error
            self._prepare()
            yield

    def write(self, plan: Plan, text: str, pictures: Mapping[str, bytes] = NO_PICTURES) -> Path:
        """Put a plan with its text and pictures into the folder, in place of an earlier one of the same document.

        The log tells of it, unless the plan is the one that lies there already.

        Args:
            plan: of the document.
            text: its restored text.
            pictures: PNG files by name, which begins with the document's id; they are there before the plan is.

        Returns:
            The path of the plan.
        """
        doc_id = plan.document.doc_id
        held = self.path_of(doc_id)
        before = held.read_bytes() if held and held.exists() else None
        name = f"{safe_stem(plan.document.source)}-{doc_id}"
        for file_name, picture in pictures.items():
            write_bytes(self.reviews / file_name, picture)
        self._unlink_pictures(doc_id, pictures)
        write_text(self.texts / f"{name}.txt", text)
        path = self.plans / f"{name}.json"
        content = plan.model_dump_json(indent=2) + "\n"
        write_text(path, content)
        self._unlink(self._names.get(doc_id, set()) - {name})
        self._names[doc_id] = {name}
        self.changes.note_plan(plan, content.encode(), before)
        return path

    def remove(self, doc_id: str) -> None:
        """Take a document out of the folder; the log tells of it."""
        self._unlink(self._names.pop(doc_id, set()))
        self._unlink_pictures(doc_id, NO_PICTURES)
        self.changes.note_removal(doc_id)

    def doc_ids(self) -> set[str]:
        """Give the ids of the documents in the folder."""
        return set(self._names)

    @cached_property
    def _names(self) -> dict[str, set[str]]:
        """The file names of each document without extension; more than one only when a run was killed."""
        names: dict[str, set[str]] = {}
        for path in self.plans.glob("*.json"):
            if match := _ID.search(path.name):
                names.setdefault(match[1], set()).add(path.stem)
        return names

    def _unlink(self, names: set[str]) -> None:
        for name in names:
            (self.plans / f"{name}.json").unlink(missing_ok=True)
            (self.texts / f"{name}.txt").unlink(missing_ok=True)

    def _unlink_pictures(self, doc_id: str, kept: Container[str]) -> None:
        for path in self.reviews.glob(f"{doc_id}-*.png"):
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def path_of(self, doc_id: str) -> Path | None:
        """Give the file of a document's plan; None when the folder does not hold it."""
        return next((self.plans / f"{name}.json" for name in self._names.get(doc_id, ())), None)

    def read_plans(self) -> Iterator[Plan | Failure]:
        """Give the plans in the folder one by one, in order of name; a file that holds no plan gives a failure.

        What a run at work takes out meanwhile is left out.
        """
        for path in sorted(self.plans.glob("*.json")):
            with suppress(FileNotFoundError):
                yield read_plan(path)[0]

    def write_tables(self, formats: Iterable[str], failures: Iterable[Failure]) -> Iterator[Plan | Failure]:
        """Make the tables anew from all plans in the folder, giving each plan as it passes.

        Besides `formats`, formats that lie in the folder from earlier runs are made anew too: a table that no longer
        tells the truth would be worse than none. The log of changes is made to agree with what was read, and Parquet
        files bear the number of its last line, so that it can be seen whether they tell all that the log tells.
        """
        wanted = sorted({*formats, *formats_in(self.tables)})
        present: dict[str, Told] = {}
        with open_tables(self.tables, wanted, lambda: {SEQ: str(self.changes.seq)}) as write:
            write("failures", (failure.model_dump() for failure in failures))
            for path in sorted(self.plans.glob("*.json")):
                plan, digest = read_plan(path)
                if isinstance(plan, Failure):
                    write("failures", [plan.model_dump()])
                else:
                    present[plan.document.doc_id] = Told(digest, plan.document.source)
                    for table, rows in rows_of(plan).items():
                        write(table, rows)
                yield plan
            self.changes.settle(present)


def read_plan(path: Path) -> tuple[Plan | Failure, str]:
    """Read a file of `plans/`: the plan, or why it is none, and what tells the file from any other (`digest_of`)."""
    content = path.read_bytes()
    try:
        return Plan.model_validate_json(content), digest_of(content)
    except ValidationError as error:
        reason = f"Tệp kết quả không đúng lược đồ ({error.error_count()} lỗi)"
        advice = "Xóa tệp này rồi chạy lại với tài liệu gốc."
        return Failure.of_error(str(path), None, DamagedFileError(reason, advice=advice)), digest_of(content)


def safe_stem(source: str) -> str:
    """Give the stem of an input's name as a file name can bear it on any system.

    Vietnamese letters and spaces stay; slashes, control characters and the like become `_`; a very long name is cut
    at a whole letter.

    Example:
        `safe_stem("vào/Kế hoạch số 12.pdf") == "Kế hoạch số 12"`
    """
    if source == "-":
        return "stdin"
    name = unquote(urlsplit(source).path).rstrip("/") if "://" in source else source
    stem = Path(name).stem if name else ""
    stem = _UNSAFE.sub("_", unicodedata.normalize("NFC", stem)).strip(" ._-")
    stem = stem.encode("utf-8", "replace")[:STEM_BYTES].decode("utf-8", "ignore").rstrip(" ._-")
    return stem or "document"
