"""What became of each input: the memory by which a second run knows what is new, changed, or failed before."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from ntm_extract.plan import Record
from ntm_extract.store.atomic import write_text
from ntm_extract.store.failure import Failure


class Entry(Record):
    """How one input stood when it was last looked at.

    Attributes:
        key: what the input is known by (`key_of`), the same from whichever folder the command is run.
        source: the path or URL as given.
        content: `doc_id` of the bytes last fetched, or None when they could not be.
        doc_id: the document in the folder that this input stands for, or None.
        fingerprint: of the program and settings that made it.
        failure: why it is not in the tables, or None.
    """

    key: str
    source: str
    content: str | None
    doc_id: str | None
    fingerprint: str
    failure: Failure | None


class Ledger:
    """The entries of an output folder by input, in `ledger.jsonl`.

    Each entry is appended and flushed to the disk at once, the last one of an input counts, and a line that a killed
    run left half written is left out: that input is then new.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._entries: dict[str, Entry] = {}
        if path.exists():
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                try:
                    entry = Entry.model_validate_json(line)
                except ValidationError:
                    continue
                self._entries[entry.key] = entry
        self._compact()

    def get(self, source: str, content: str | None = None) -> Entry | None:
        """Give the entry of an input (standard input is told apart by its content)."""
        return self._entries.get(key_of(source, content))

    def record(self, entry: Entry) -> None:
        """Write down how an input stands now."""
        self._entries[entry.key] = entry
        with self._path.open("a", encoding="utf-8") as file:
            file.write(entry.model_dump_json() + "\n")
            file.flush()
            os.fsync(file.fileno())

    def entries(self) -> list[Entry]:
        """Give all entries in order of their first appearance."""
        return list(self._entries.values())

    def forget(self, entries: Iterable[Entry]) -> None:
        """Drop entries, as if their inputs had never been given."""
        for entry in entries:
            self._entries.pop(entry.key, None)
        self._compact()

    def _compact(self) -> None:
        write_text(self._path, "".join(entry.model_dump_json() + "\n" for entry in self._entries.values()))


def key_of(source: str, content: str | None) -> str:
    """Give the key of an input: the absolute path of a file, the URL as it is.

    Standard input has no name; two documents that came that way are two inputs.
    """
    if source == "-":
        return f"-{content or ''}"
    return source if "://" in source else os.path.normpath(Path(source).absolute())
