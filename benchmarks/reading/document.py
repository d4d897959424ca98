"""A document to read and what is on its pages. Light to import: a process that reads shall hold little besides."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "reading"

Cells = tuple[tuple[int, int, str], ...]
"""Row, column, text."""


@dataclass(frozen=True)
class Truth:
    """What is on a page: its text line by line, the cells of its table, and which verdicts on it are right."""

    text: str
    cells: Cells = ()
    verdicts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Document:
    """A document to read.

    Attributes:
        has_layer: some page has a text layer.
        has_wrong_layer: its layer is wrong, so that whoever knows it orders a new recognition.
    """

    name: str
    kind: str
    path: Path
    pages: tuple[Truth, ...]
    has_layer: bool = False
    has_wrong_layer: bool = False

    @property
    def digest(self) -> str:
        """What tells its bytes from all others."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def count_pages(documents: Sequence[Document]) -> int:
    """Count the pages of documents."""
    return sum(len(document.pages) for document in documents)
