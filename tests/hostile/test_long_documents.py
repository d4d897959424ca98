"""Documents of very many pages: none held that is not needed, and none that nobody has asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntm_extract.errors import TooLargeError
from ntm_extract.pages import Reading
from ntm_extract.read import ReadSettings, open_document
from tests.hostile.measured import read_in_place
from tests.hostile.odd_pdfs import TEXT, Draft, page, shown, stream, tree

SCAN_BYTES = 1240 * 1754


def long_file(count: int) -> bytes:
    draft = Draft({2: tree(*range(20, 20 + count)), 10: stream(shown())})
    draft.objects |= {20 + n: page(10) for n in range(count)}
    return draft.write()


def scans(folder: Path, count: int) -> Path:
    """Write a file of white scans that are not packed, 2 MB each."""
    draft = Draft({2: tree(*range(20, 20 + count)), 10: stream(b"q 595 0 0 842 0 0 cm /I Do Q")})
    kind = b"/Type/XObject/Subtype/Image/Width 1240/Height 1754/ColorSpace/DeviceGray/BitsPerComponent 8"
    for number in range(count):
        draft.objects[20 + number] = page(10, resources=b"/XObject<</I %d 0 R>>" % (20 + count + number))
        draft.objects[20 + count + number] = stream(bytes([255 - number % 9]) * SCAN_BYTES, kind)
    path = folder / "ban-quet.pdf"
    path.write_bytes(draft.write())
    return path


def test_ten_thousand_pages_are_refused_at_once_with_what_to_do() -> None:
    with pytest.raises(TooLargeError, match=r"10000 trang.*Tách riêng từng văn bản"):
        open_document(long_file(10_000))


def test_ten_thousand_pages_can_be_read_one_by_one_in_any_order() -> None:
    document = open_document(long_file(10_000), settings=ReadSettings(max_pages=20_000))
    assert not isinstance(document, Reading)
    assert document.count == 10_000
    for index in (9_999, 0, 5_000):
        leaf = document.read(index)
        assert (leaf.page.number, leaf.page.text) == (index + 1, TEXT)
    document.close()


def test_pages_that_have_been_read_are_not_held(tmp_path: Path) -> None:
    """pdfium keeps all that it has read of an open file: of a hundred scans, 217 MB."""
    labels, grown = read_in_place(scans(tmp_path, 100))
    assert labels == {"blank"}
    assert grown < 100
