"""What the parent and its worker processes say to each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ntm_extract.batch.review import Drawing, Place
from ntm_extract.errors import DocumentError
from ntm_extract.pages import Box, Media
from ntm_extract.pipeline import Extraction, OpensDocuments, Rooms

Fetch = Callable[[str], bytes]

MEMORY = 3 * 2**30
"""Bytes a worker may take, 3 GiB: what the plan of two thousand dense pages needs, and far more than reading needs.
What wants more is a bomb, and ends with an error of its own before the machine is short of memory."""


class DrawsPlaces(Protocol):
    """Draws a place of a document for a person to look at."""

    def __call__(self, data: bytes, number: int, box: Box, *, turned: int = 0, path: Path | None = None) -> bytes:
        """Give a small PNG of the place on page `number`; `path` is where the same bytes lie."""


@dataclass(frozen=True)
class Workshop:
    """What a worker process needs; the functions are top-level ones, as they are sent to another process by name.

    Attributes:
        fetch: gives the bytes of a source.
        open: opens a document; one with pages is then read page by page.
        load: loads the rooms, once in each worker, when the first document has been read.
        fingerprint: of the program; what another one made is made again.
        draw: draws what a person is to look at.
        memory: bytes a worker may take.
    """

    fetch: Fetch
    open: OpensDocuments
    load: Callable[[], Rooms]
    fingerprint: str
    draw: DrawsPlaces
    memory: int = MEMORY


@dataclass(frozen=True)
class Task:
    """One input to work on: the worker fetches it, asks whether it is wanted, opens it, and reads it if it is short.

    Attributes:
        source: its name in plans and messages.
        address: where its bytes are; differs from `source` in file names that are not UTF-8.
        data: the bytes, when the parent has them already (standard input).
    """

    source: str
    address: str
    data: bytes | None = None


@dataclass(frozen=True)
class ReadPages:
    """The order to read some pages, counted from 0, and to give each as soon as it is read.

    Attributes:
        page_limit: seconds each may take.
    """

    task: Task
    doc_id: str
    indices: tuple[int, ...]
    page_limit: float


@dataclass(frozen=True)
class Finish:
    """The order to make the plan of a document whose pages have been read; the leaves are packed."""

    task: Task
    doc_id: str
    media: Media
    notes: tuple[str, ...]
    leaves: tuple[bytes, ...]


@dataclass(frozen=True)
class Draw:
    """The order to draw places of a document whose plan is made; it is fetched once more."""

    task: Task
    doc_id: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Loading:
    """A worker's word that it loads its models, for which the document is not to blame."""


@dataclass(frozen=True)
class Begun:
    """A worker's word that it has started, or loaded its models, and that the document's time runs from now."""


@dataclass(frozen=True)
class Fetched:
    """A worker's question: these bytes have this id; shall I go on?"""

    doc_id: str


@dataclass(frozen=True)
class Opened:
    """A worker's word that a document is open, and has so many pages to be read."""

    count: int
    media: Media
    notes: tuple[str, ...]


@dataclass(frozen=True)
class PageRead:
    """One page of a document, as a packed leaf."""

    index: int
    leaf: bytes


@dataclass(frozen=True)
class Drawn:
    """What came of the places of a `Draw`, in their order."""

    drawings: tuple[Drawing, ...]


@dataclass(frozen=True)
class Outcome:
    """How work on one input ended: with an extraction, with an error, or with neither when it was not wanted.

    Attributes:
        doc_id: of the bytes, None when they could not be fetched.
        trace: the traceback of an unexpected exception, for `--debug`.
        pictures: that the plan names, by file name.
    """

    source: str
    doc_id: str | None = None
    extraction: Extraction | None = None
    error: DocumentError | None = None
    trace: str = ""
    pictures: dict[str, bytes] = field(default_factory=dict)
