"""Reading: bytes of a document → pages of words with boxes, each page with a verdict on how it was read."""

from __future__ import annotations

from pathlib import Path

from ntm_extract.pages import PagedDocument, Reading, bind
from ntm_extract.read.opening import open_document
from ntm_extract.read.settings import DEFAULT, ReadSettings
from ntm_extract.read.source import fetch

__all__ = ["ReadSettings", "fetch", "open_document", "read_document"]


def read_document(data: bytes, settings: ReadSettings = DEFAULT, *, path: Path | None = None) -> Reading:
    """Read a document of any supported kind, told by its content.

    Args:
        data: the bytes of a PDF, PNG, JPEG, TIFF, DOCX or plain text file.
        settings: limits and language.
        path: where the same bytes lie, to be read from there page by page rather than held in memory.

    Returns:
        The pages, each with its text, words with boxes in points, and the verdict on how it was read; a page
        that could not be read is there without text, and named in the notes.

    Raises:
        DocumentError: the document cannot be read at all; the subclass and its message say why.

    Example: `read_document(fetch("ke-hoach.pdf")).text`
    """
    document = open_document(data, path=path, settings=settings)
    return document if isinstance(document, Reading) else _read_all(document)


def _read_all(document: PagedDocument) -> Reading:
    try:
        return bind([document.read(index) for index in range(document.count)], document.media, document.notes)
    finally:
        document.close()
