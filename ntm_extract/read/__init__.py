"""Reading: bytes of a document → pages of words with boxes, each page with a verdict on how it was read."""

from __future__ import annotations

from ntm_extract.pages import PagedDocument, Reading, bind
from ntm_extract.read.opening import open_document
from ntm_extract.read.settings import DEFAULT, ReadSettings
from ntm_extract.read.source import fetch

__all__ = ["ReadSettings", "fetch", "open_document", "read_document", "read_pages"]


def read_document(data: bytes, settings: ReadSettings = DEFAULT) -> Reading:
    """Read a document of any supported kind, told by its content.

    Args:
        data: the bytes of a PDF, PNG, JPEG, TIFF, DOCX or plain text file.
        settings: limits and language.

    Returns:
        The pages, each with its text, words with boxes in points, and the verdict on how it was read; a page
        that could not be read is there without text, and named in the notes.

    Raises:
        DocumentError: the document cannot be read at all; the subclass and its message say why.

    Example: `read_document(fetch("ke-hoach.pdf")).text`
    """
    return read_pages(open_document(data, settings=settings))


def read_pages(document: Reading | PagedDocument) -> Reading:
    """Read all pages of an opened document and close it; one that was read as a whole stays as it is.

    Example: `read_pages(open_document(data, path=Path("ban-quet.pdf"))).notes`
    """
    if isinstance(document, Reading):
        return document
    try:
        return bind([document.read(index) for index in range(document.count)], document.media, document.notes)
    finally:
        document.close()
