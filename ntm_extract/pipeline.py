"""One document through the rooms: bytes → pages → restored text → outline → plan."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Literal, Protocol

from ntm_extract.errors import EmptyFileError, NoTextError
from ntm_extract.plan import Plan

if TYPE_CHECKING:  # a worker that finds nothing new to do shall not load the rooms
    from pathlib import Path

    from ntm_extract.outline.structure import Outline
    from ntm_extract.pages import PagedDocument, Reading
    from ntm_extract.read import ReadSettings
    from ntm_extract.restore.restoration import Restoration
    from ntm_extract.transcript import Form


class ExtractsPlans(Protocol):
    """The last room: from an outlined document to its plan."""

    def extract(
        self, outline: Outline, restoration: Restoration, reading: Reading, *, source: str, doc_id: str
    ) -> Plan:
        """Give the plan of one document."""


class OutlinesText(Protocol):
    """The third room: from restored text to its structure."""

    def __call__(self, restored_text: str, *, misread: bool) -> Outline:
        """Give the outline; `misread` tells whether numbers and letters may have been misread."""


class OpensDocuments(Protocol):
    """The first room's door, for whoever reads a document page by page."""

    def __call__(self, data: bytes, *, path: Path | None = None) -> Reading | PagedDocument:
        """Open a document; `path` is where the same bytes lie."""


@dataclass(frozen=True)
class Rooms:
    """The rooms a document passes, each ready for use: models and look-ups are loaded once and kept here."""

    read: Callable[[bytes], Reading]
    restore: Callable[[Reading], Restoration]
    outline: OutlinesText
    extractor: ExtractsPlans


@dataclass(frozen=True)
class Extraction:
    """What one document gives: its plan and the restored text that the plan's offsets refer to."""

    plan: Plan
    text: str


COLLECTED_EVERY = (20_000, 20, 20)
"""New objects, and rounds of the younger generations, after which the garbage collector looks for circles."""


@cache
def load_rooms(settings: ReadSettings | None = None) -> Rooms:
    """Load models and look-ups (a few seconds the first time) and furnish the rooms.

    What is loaded stays for the life of the process, so the garbage collector is told not to look through it again (it
    would every hundred pages, for as long as eight of them take), and to come less often: a page makes thousands of
    small objects, few of them in circles.

    Args:
        settings: how documents are read; the default ones when None.
    """
    from ntm_extract.extract import load_extractor
    from ntm_extract.outline import outline
    from ntm_extract.read import ReadSettings, read_document
    from ntm_extract.restore import load_restorer, restore_reading

    rooms = Rooms(
        read=partial(read_document, settings=settings or ReadSettings()),
        restore=partial(restore_reading, restorer=load_restorer()),
        outline=outline,
        extractor=load_extractor(),
    )
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECTED_EVERY)
    return rooms


def identify(data: bytes) -> str:
    """Give the `doc_id` of a document: the first 16 hex digits of the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()[:16]


def extract_bytes(data: bytes, source: str, rooms: Rooms) -> Extraction:
    """Take one document through the rooms.

    Args:
        data: the file's content.
        source: the path or URL as given, for the plan's `document.source`.
        rooms: from `load_rooms()`.

    Raises:
        DocumentError: the document cannot be turned into a plan.
    """
    if not data:
        raise EmptyFileError("Tệp rỗng (0 byte)")
    return extract_reading(rooms.read(data), source, identify(data), rooms)


def extract_reading(reading: Reading, source: str, doc_id: str, rooms: Rooms) -> Extraction:
    """Take one document that has been read through the other rooms.

    Args:
        reading: its pages.
        source: the path or URL as given, for the plan's `document.source`.
        doc_id: of its bytes, from `identify`.
        rooms: from `load_rooms()`.

    Raises:
        DocumentError: the document cannot be turned into a plan.
    """
    if not reading.text.strip():
        raise NoTextError(". ".join(["Không đọc được chữ nào trong văn bản", *reading.notes[:1]]))
    restoration = rooms.restore(reading)
    outlined = rooms.outline(restoration.text, misread=any(page.needs_restoring for page in reading.pages))
    plan = rooms.extractor.extract(outlined, restoration, reading, source=source, doc_id=doc_id)
    return Extraction(plan, restoration.text)


def text_of_bytes(
    data: bytes,
    *,
    raw: bool,
    form: Form | Literal["text"] = "text",
    source: str = "-",
    settings: ReadSettings | None = None,
) -> Iterator[str]:
    """Give the text of a document page by page.

    Args:
        data: the file's content.
        raw: whether to give it as read, before restoration.
        form: `text` (pages separated by form feeds), or one with the places of words.
        source: the document's name, for the head of the other forms.
        settings: how it is read; the default ones when None.

    Raises:
        DocumentError: the document cannot be read.
        NoPlacesError: the form needs places, and the document has none.
    """
    from ntm_extract.pages import PAGE_BREAK, Reading
    from ntm_extract.read import ReadSettings, open_document
    from ntm_extract.transcript import require_places, write_transcript

    document = open_document(data, settings=settings or ReadSettings())
    try:
        if form != "text":
            require_places(document.media, form)
        if isinstance(document, Reading):
            count, read = len(document.pages), iter(document.pages)
        else:
            count, read = document.count, (document.read(index).page for index in range(document.count))
        pages = ((page, None if raw else _restore(Reading((page,), document.media))) for page in read)
        if form == "text":
            for page, restoration in pages:
                yield PAGE_BREAK * (page.number > 1) + (restoration.text if restoration else page.text)
        else:
            yield from write_transcript(form, pages, source, count)
    finally:
        if not isinstance(document, Reading):
            document.close()


def _restore(reading: Reading) -> Restoration:
    from ntm_extract.restore import load_restorer, restore_reading

    return restore_reading(reading, load_restorer())
