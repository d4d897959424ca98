"""Reading: bytes of a document → pages of words with boxes, each page with a verdict on how it was read."""

from __future__ import annotations

from ntm_extract.errors import EmptyFileError, TooLargeError
from ntm_extract.pages import Reading
from ntm_extract.read.docx import read_docx
from ntm_extract.read.image import read_image
from ntm_extract.read.pdf import read_pdf
from ntm_extract.read.plain import read_plain
from ntm_extract.read.settings import DEFAULT, ReadSettings
from ntm_extract.read.sniff import find_kind
from ntm_extract.read.source import fetch

__all__ = ["ReadSettings", "fetch", "read_document"]


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
    if not data:
        raise EmptyFileError("Tệp rỗng, không có byte nào")
    if len(data) > settings.max_bytes:
        raise TooLargeError(f"Tệp lớn hơn {settings.max_bytes // 2**20} MiB")
    kind = find_kind(data)
    if kind == "pdf":
        return read_pdf(data, settings)
    if kind == "image":
        return read_image(data, settings)
    if kind == "docx":
        return read_docx(data, settings)
    return read_plain(data)
