"""Opening a document: what kind it is, and its pages to be read one by one wherever it has pages."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

from ntm_extract.errors import DocumentError, EmptyFileError, TooLargeError
from ntm_extract.pages import Leaf, Media, PagedDocument, Reading, Words
from ntm_extract.read.docx.document import read_docx
from ntm_extract.read.image import PicturePages
from ntm_extract.read.pdf.document import PdfPages
from ntm_extract.read.plain import read_plain
from ntm_extract.read.settings import DEFAULT, ReadSettings
from ntm_extract.read.sniff import find_kind

_log = logging.getLogger(__name__)


def open_document(
    data: bytes, *, path: Path | None = None, settings: ReadSettings = DEFAULT
) -> Reading | PagedDocument:
    """Open a document of any supported kind, told by its content.

    Args:
        data: the bytes of a PDF, PNG, JPEG, TIFF, DOCX or plain text file.
        settings: limits, and how scans are read.
        path: where the same bytes lie, to be read from there page by page rather than held in memory.

    Returns:
        A PDF or a picture, whose pages are still to be read; it must be closed. A Word or text file, read as a whole.

    Raises:
        DocumentError: the document cannot be read at all; the subclass and its message say why.

    Example: `open_document(fetch("ban-quet.pdf"), path=Path("ban-quet.pdf")).read(0).page.text`
    """
    if not data:
        raise EmptyFileError("Tệp rỗng (0 byte)")
    if len(data) > settings.max_bytes:
        raise TooLargeError(f"Tệp lớn hơn {settings.max_bytes // 2**20} MiB")
    kind = find_kind(data)
    if kind == "docx":
        return read_docx(data, settings)
    if kind == "text":
        return read_plain(data)
    source = path or data
    return _Sheltered(PdfPages(source, settings) if kind == "pdf" else PicturePages(source, settings))


class _Sheltered:
    """A document of which a page that makes a library fail in an unforeseen way costs itself alone.

    Its pages keep their words in little room, as there may be very many.
    """

    def __init__(self, document: PagedDocument) -> None:
        self._document = document
        self.media: Media = document.media
        self.count, self.notes = document.count, document.notes

    def read(self, index: int) -> Leaf:
        try:
            leaf = self._document.read(index)
            return replace(leaf, page=replace(leaf.page, words=Words(leaf.page.words)))
        except DocumentError:
            raise
        except MemoryError:
            return Leaf.unread(index + 1, "cần quá nhiều bộ nhớ, trang chưa đọc được.")
        except Exception as error:
            _log.debug("page %d", index + 1, exc_info=True)
            return Leaf.unread(index + 1, f"lỗi không lường trước ({type(error).__name__}), trang chưa đọc được.")

    def close(self) -> None:
        self._document.close()
