"""Reading plain text and Markdown: the encoding found, form feeds taken as page breaks."""

from __future__ import annotations

from ntm_extract.errors import EmptyFileError, TooLargeError
from ntm_extract.pages import PAGE_BREAK, Page, Reading
from ntm_extract.read import verdict
from ntm_extract.writing import charset
from ntm_extract.writing.damage import NOTES, Kind
from ntm_extract.writing.syllables import measure

MOST_BYTES = 16 * 2**20
"""Size of a text, 16 MiB: a plan of two thousand pages is half of it."""


def read_plain(data: bytes) -> Reading:
    """Read a plain text in any encoding known to `charset`.

    Raises:
        TooLargeError: it has more than `MOST_BYTES`.
        UnknownKindError: the bytes are no text.
        IllegibleTextError: its letters are lost.
        EmptyFileError: there is nothing but white space.
    """
    if len(data) > MOST_BYTES:
        raise TooLargeError(f"Tệp văn bản thuần lớn hơn {MOST_BYTES // 2**20} MiB")
    decoded = charset.decode(data)
    text = decoded.text.strip(PAGE_BREAK + "\n")
    if not text.strip():
        raise EmptyFileError("Tệp văn bản không có chữ nào")
    notes = []
    if decoded.encoding not in ("utf-8", "utf-8-sig"):
        notes.append(f"Bảng mã của tệp được đoán là {decoded.encoding.upper()}.")
    if decoded.trouble in NOTES:
        notes.append(NOTES[decoded.trouble])
    pages = tuple(
        plain_page(number, page.strip("\n"), decoded.trouble) for number, page in enumerate(text.split(PAGE_BREAK), 1)
    )
    return Reading(pages, "text", tuple(notes))


def plain_page(number: int, text: str, trouble: Kind = "sound") -> Page:
    """Make a page without geometry, judged by its text alone."""
    if not text.strip():
        return Page(number, "", (), 0.0, 0.0, "plain", verdict.blank(0.0))
    return Page(number, text, (), 0.0, 0.0, "plain", verdict.judge(measure(text), has_picture=False, trouble=trouble))
