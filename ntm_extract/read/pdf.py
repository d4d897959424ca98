"""Reading a PDF page by page: its text layer where that is good Vietnamese, its picture where it is not."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ntm_extract.errors import DamagedFileError, EmptyFileError, EncryptedFileError, TimeLimitError, TooLargeError
from ntm_extract.pages import Box, Page, Reading, Verdict
from ntm_extract.read import verdict
from ntm_extract.read.cache import read_scan_cached
from ntm_extract.read.clean import ink_share
from ntm_extract.read.drawn_tables import LEAST_STROKES, MOST_STROKES, DrawnTables
from ntm_extract.read.layout import Fragment, Grid, compose, holds
from ntm_extract.read.mend import mend
from ntm_extract.read.pdf_page import Layer, PageSpace, Picture, Shapes, find_shapes, read_layer, turn_box
from ntm_extract.read.scan import turn_note, unturn_box
from ntm_extract.read.settings import ReadSettings
from ntm_extract.writing.damage import Kind
from ntm_extract.writing.syllables import measure

_OBJECT = re.compile(rb"\d{1,10} \d{1,5} obj\b")
COVERING = 0.3
"""A picture, or several, over this share of the page may be the page itself."""
NOTICEABLE = 0.08
"""A picture over this share of the page may hold text; a seal or a logo is smaller."""
SHORT_LAYER = 80
"""A page with fewer words than this in its text layer may have the rest of its words in a picture."""
FEW_OVER_PICTURE = 5
BLANK_INK = 0.0005
"""Share of dark pixels below which a page without text is blank: a speck or two, not a line."""
BLANK_DPI = 50
COARSEST_DPI = 60
"""Letters of the usual size cannot be told below this resolution; only a page of many square metres comes to it."""


def read_pdf(data: bytes, settings: ReadSettings) -> Reading:
    """Read a PDF.

    Raises:
        EncryptedFileError: it asks for a password (one with an owner password alone opens fine).
        DamagedFileError: it is no PDF inside, or is cut off.
        EmptyFileError: it has no page.
        TooLargeError: it has more than `max_pages` pages.
    """
    document = _open(data)
    try:
        count = len(document)
        if count == 0:
            raise EmptyFileError("Tệp PDF không có trang nào")
        if count > settings.max_pages:
            raise TooLargeError(f"Tệp PDF có {count} trang, quá {settings.max_pages} trang")
        notes: list[str] = []
        with DrawnTables(data) as tables:
            pages = tuple(_read_page(document, index, tables, settings, notes) for index in range(count))
        return Reading(pages, "pdf", tuple(notes))
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    if _is_cut_off(data):
        raise DamagedFileError("Tệp PDF bị cắt cụt, thiếu phần cuối")
    try:
        return pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        is_encrypted = b"/Encrypt" in data  # pdfium's code may be that of an earlier document
        if is_encrypted and error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFileError("Tệp PDF đòi mật khẩu") from error
        if is_encrypted and error.err_code == raw.FPDF_ERR_SECURITY:
            raise EncryptedFileError("Tệp PDF dùng kiểu mã hóa không hỗ trợ") from error
        if re.search(rb"/Type\s*/Pages\b", data) and re.search(rb"/Count\s+0\b", data):
            raise EmptyFileError("Tệp PDF không có trang nào") from error
        raise DamagedFileError("Tệp PDF bị hỏng, không mở được") from error


def _is_cut_off(data: bytes) -> bool:
    """Whether objects stand after the last end-of-file mark: the rest of the file is missing."""
    last = data.rfind(b"%%EOF")
    return _OBJECT.search(data, max(last, 0)) is not None


def _read_page(
    document: pdfium.PdfDocument, index: int, tables: DrawnTables, settings: ReadSettings, notes: list[str]
) -> Page:
    number = index + 1
    try:
        page = document[index]
    except pdfium.PdfiumError:
        notes.append(f"Trang {number}: không mở được, đã bỏ qua.")
        return Page(number, "", (), 0.0, 0.0, "text-layer", verdict.unread("Trang bị hỏng, không mở được."))
    try:
        return _read_open_page(page, number, tables, settings, notes)
    finally:
        page.close()


def _read_open_page(
    page: pdfium.PdfPage, number: int, tables: DrawnTables, settings: ReadSettings, notes: list[str]
) -> Page:
    space = PageSpace(page)
    layer, shapes = read_layer(page, space), find_shapes(page, space)
    layer, trouble = mend(layer)
    if not shapes.is_whole:
        notes.append(f"Trang {number}: nét vẽ quá nhiều, không xét hết; hình và bảng ở phần còn lại có thể bị bỏ sót.")
    found = _judge(page, layer, shapes, space, trouble, settings)
    if found.remedy == "ocr":
        return _read_picture(page, number, layer, shapes, space, found, settings, notes)
    if found.remedy == "none":
        return Page(number, "", (), space.width, space.height, "text-layer", found)
    if found.remedy in verdict.TOLD:
        notes.append(f"Trang {number}: {found.reason}")
    if any(p for p in shapes.pictures if _share(p.box, space) >= NOTICEABLE and not _words_over(layer, p, space)):
        notes.append(f"Trang {number}: có hình không được nhận dạng chữ.")
    grids: list[Grid] = []
    if LEAST_STROKES <= shapes.drawn <= MOST_STROKES:
        try:
            grids = tables.find(number - 1, space, layer.turned)
        except DamagedFileError as error:
            notes.append(f"Trang {number}: {error.reason}; chữ trong bảng được đọc theo dòng.")
    elif shapes.drawn > MOST_STROKES:
        notes.append(f"Trang {number}: có hơn {MOST_STROKES} nét vẽ nên không dò bảng kẻ; chữ được đọc theo dòng.")

    def to_page(box: Box) -> Box:
        return unturn_box(box, layer.turned, space.width, space.height)

    text, words, ruled = compose(layer.fragments, grids, to_page)
    return Page(number, text, words, space.width, space.height, "text-layer", found, ruled)


def _judge(
    page: pdfium.PdfPage, layer: Layer, shapes: Shapes, space: PageSpace, trouble: Kind, settings: ReadSettings
) -> Verdict:
    measures = measure(" ".join(f.text for f in layer.fragments))
    covering = sum(_share(p.box, space) for p in shapes.pictures) >= COVERING
    bare = len(layer.fragments) < SHORT_LAYER and any(
        _share(p.box, space) >= NOTICEABLE and _words_over(layer, p, space) <= FEW_OVER_PICTURE for p in shapes.pictures
    )
    if not layer.fragments:
        ink = ink_share(render(page, _affordable(BLANK_DPI, space, settings), grey=True))
        if ink < BLANK_INK:
            return verdict.blank(ink)
        bare = True
    return verdict.judge(measures, has_picture=covering, bare_picture=bare, trouble=trouble)


def _share(box: Box, space: PageSpace) -> float:
    width = min(box.x1, space.width) - max(box.x0, 0.0)
    height = min(box.bottom, space.height) - max(box.top, 0.0)
    return max(width, 0.0) * max(height, 0.0) / space.area


def _words_over(layer: Layer, picture: Picture, space: PageSpace) -> int:
    box = turn_box(picture.box, layer.turned, space.width, space.height)
    return sum(holds(box, f.box) for f in layer.fragments)


def _read_picture(
    page: pdfium.PdfPage,
    number: int,
    layer: Layer,
    shapes: Shapes,
    space: PageSpace,
    found: Verdict,
    settings: ReadSettings,
    notes: list[str],
) -> Page:
    dpi = _resolution(shapes, space, settings)
    if dpi < COARSEST_DPI:
        notes.append(f"Trang {number}: khổ giấy quá lớn, trang chưa đọc được.")
        huge = verdict.unread("Khổ giấy quá lớn để nhận dạng chữ.")
        return Page(number, "", (), space.width, space.height, "ocr", huge)
    try:
        scan = read_scan_cached(render(page, dpi), dpi, settings)
    except (TimeLimitError, DamagedFileError) as error:
        notes.append(f"Trang {number}: {error.reason}, trang chưa đọc được.")
        late = verdict.unread(f"{error.reason}: trang chưa đọc được.")
        return Page(number, "", (), space.width, space.height, "ocr", late)
    if scan.is_turn_unknown:
        notes.append(turn_note(number))
    fragments = scan.fragments
    if found.label == "picture" and not scan.turned and not layer.turned:
        kept = tuple(f for f in fragments if not any(_overlap(f, own) for own in layer.fragments))
        fragments = kept + layer.fragments
    if not fragments:
        return Page(number, "", (), space.width, space.height, "ocr", verdict.blank(scan.ink))
    text, words, tables = compose(fragments, scan.grids, scan.to_page)
    scores = {**found.scores, "dpi": float(dpi), "skew": round(scan.skew, 2), "turned": float(scan.turned)}
    return Page(number, text, words, space.width, space.height, "ocr", replace(found, scores=scores), tables)


def _overlap(fragment: Fragment, own: Fragment) -> bool:
    x, y = (fragment.box.x0 + fragment.box.x1) / 2, (fragment.box.top + fragment.box.bottom) / 2
    return own.box.x0 - 2 <= x <= own.box.x1 + 2 and own.box.top - 2 <= y <= own.box.bottom + 2


def _resolution(shapes: Shapes, space: PageSpace, settings: ReadSettings) -> int:
    """Give the resolution of the largest picture on the page, within the limits and the budget of pixels."""
    pictures = [p for p in shapes.pictures if _share(p.box, space) >= NOTICEABLE]
    largest = max(pictures, key=lambda p: _share(p.box, space), default=None)
    wanted = largest.dpi if largest else float(settings.drawn_dpi)
    return _affordable(min(max(wanted, settings.min_dpi), settings.max_dpi), space, settings)


def _affordable(dpi: float, space: PageSpace, settings: ReadSettings) -> int:
    """Lower a resolution until the page fits into the budget of pixels, were it 200 m wide."""
    return max(1, math.floor(min(round(dpi), 72 * math.sqrt(settings.max_pixels / space.area))))


def render(page: pdfium.PdfPage, dpi: int, *, grey: bool = False) -> npt.NDArray[np.uint8]:
    """Render the page as it is shown: rows × columns × RGB, or rows × columns if grey."""
    bitmap = page.render(scale=dpi / 72, grayscale=grey, rev_byteorder=not grey, may_draw_forms=False)
    try:
        pixels = bitmap.to_numpy()
        return np.array(pixels.reshape(pixels.shape[:2]) if grey else pixels[..., :3])
    finally:
        bitmap.close()
