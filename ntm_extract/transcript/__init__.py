"""The text of a document with its places, for other programs: hOCR, ALTO XML, JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from ntm_extract.pages import Page, link_tables
from ntm_extract.restore.restoration import Restoration
from ntm_extract.transcript.alto import write_alto
from ntm_extract.transcript.hocr import write_hocr
from ntm_extract.transcript.jsonl import write_jsonl
from ntm_extract.transcript.words import TranscriptPage, transcribe

__all__ = ["Form", "NoPlacesError", "require_places", "write_transcript"]

Form = Literal["hocr", "alto", "jsonl"]

_WRITERS: dict[Form, Callable[[Iterator[TranscriptPage], str, int], Iterator[str]]] = {
    "hocr": write_hocr,
    "alto": write_alto,
    "jsonl": write_jsonl,
}


class NoPlacesError(Exception):
    """A form that is made of places was asked for a document that has none; the message is for the user."""


def require_places(media: str, form: Form) -> None:
    """Make sure that a document can be given in a form.

    Args:
        media: what kind of document it is, as in `Reading`.
        form: `hocr`, `alto` or `jsonl`.

    Raises:
        NoPlacesError: the form needs the places of words, and the document is plain text or a Word file.
    """
    if form != "jsonl" and media in ("text", "docx"):
        kind = "Tệp Word" if media == "docx" else "Văn bản thuần"
        raise NoPlacesError(
            f"{kind} không có trang giấy và vị trí của chữ, nên không lập được {form}. "
            "Dùng --format jsonl hoặc text, hoặc chuyển tệp sang PDF rồi chạy lại."
        )


def write_transcript(
    form: Form, pages: Iterable[tuple[Page, Restoration | None]], source: str, number_of_pages: int
) -> Iterator[str]:
    """Give a document in a form, page by page: a page is asked for when the one before has been given.

    Args:
        form: `hocr`, `alto` or `jsonl`; the document must have what it needs (`require_places`).
        pages: in order, each with the restoration of its text; None gives the words as they were read.
        source: the document's name, for the head of the file.
        number_of_pages: for the head of the file.

    Example: `"".join(write_transcript("hocr", [(page, None) for page in reading.pages], "ke-hoach.pdf", 7))`
    """
    yield from _WRITERS[form](_transcribe(pages), source, number_of_pages)


def _transcribe(pages: Iterable[tuple[Page, Restoration | None]]) -> Iterator[TranscriptPage]:
    before: Page | None = None
    for page, restoration in pages:
        before = link_tables(before, page)
        yield transcribe(before, restoration)
