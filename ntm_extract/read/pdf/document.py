"""Reading a PDF page by page: its text layer where that is good Vietnamese, its picture where it is not."""

from __future__ import annotations

import math
import mmap
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ntm_extract.errors import (
    DamagedFileError,
    EmptyFileError,
    EncryptedFileError,
    TimeLimitError,
    TooLargeError,
    UnknownKindError,
)
from ntm_extract.pages import Box, Leaf, Media, Page, Verdict
from ntm_extract.read import verdict
from ntm_extract.read.layout.composition import Fragment, Grid, compose, holds
from ntm_extract.read.pdf.annotations import write_out_fields
from ntm_extract.read.pdf.drawn_tables import LEAST_STROKES, MOST_STROKES, NOT_SOUGHT, find_drawn_grids
from ntm_extract.read.pdf.layer import Layer, read_layer
from ntm_extract.read.pdf.mend import mend
from ntm_extract.read.pdf.page import (
    PageSpace,
    Picture,
    Shapes,
    find_objects,
    find_shapes,
    has_broken_picture,
    turn_box,
)
from ntm_extract.read.pdf.patience import at_most
from ntm_extract.read.pdf.unseen import remove_unseen
from ntm_extract.read.picture.scan import unturn_box
from ntm_extract.read.raster_page import LEAST_INK, Sheet, blank, find_ink, read_raster
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
COARSEST_DPI = 60
"""Letters of the usual size cannot be told below this resolution; only a page of many square metres comes to it."""
HELD = 32 * 2**20
"""Bytes of a file after which it is opened anew: pdfium keeps whatever it has read of a file, 500 scans and all."""
PIXELS_UNPACKED = 4
"""How many times `max_pixels` a picture within a page may declare: it is made smaller while it is unpacked."""


class PdfPages:
    """The pages of a PDF.

    Args:
        source: the file's content, or where it lies; a long file is better read from where it lies.
        settings: limits, and how scans are read.

    Raises:
        EncryptedFileError: it asks for a password (one with an owner password alone opens fine).
        DamagedFileError: it is no PDF inside, or is cut off.
        EmptyFileError: it has no page.
        TooLargeError: it has more than `max_pages` pages.
        UnknownKindError: it is a form whose pages are made by a program within it (XFA).
    """

    media: Media = "pdf"

    def __init__(self, source: bytes | Path, settings: ReadSettings) -> None:
        self._source, self._settings = source, settings
        self._size = _check(source)
        self._document = _open(source)
        try:
            self.count = _count_pages(self._document, settings)
            self.notes = _find_notes(self._document)
        except BaseException:
            self._document.close()
            raise
        self._read = 0

    def read(self, index: int) -> Leaf:
        """Read the page at `index`, from 0."""
        if self._read * self._size > HELD * self.count:
            self.close()
            self._document, self._read = _open(self._source), 0
        self._read += 1
        number = index + 1
        try:
            page = self._document[index]
        except pdfium.PdfiumError:
            return Leaf.unread(number, "không mở được, đã bỏ qua.")
        try:
            page = write_out_fields(page, self._document, index)
            return _PageReading(page, number, self._settings).read()
        finally:
            page.close()

    def close(self) -> None:
        """Close the file."""
        self._document.close()


def _check(source: bytes | Path) -> int:
    """Make sure that a file is whole, and give its size."""
    if isinstance(source, bytes):
        _refuse_cut_off(source)
        return len(source)
    with source.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        _refuse_cut_off(content)
        return len(content)


def _refuse_cut_off(content: bytes | mmap.mmap) -> None:
    """Refuse a file with objects after the last end-of-file mark: the rest of it is missing."""
    last = content.rfind(b"%%EOF")
    if _OBJECT.search(content, max(last, 0)) is not None:
        raise DamagedFileError("Tệp PDF bị cắt cụt, thiếu phần cuối")


def _open(source: bytes | Path) -> pdfium.PdfDocument:
    try:
        if isinstance(source, bytes):
            return pdfium.PdfDocument(source)
        return pdfium.PdfDocument(source.open("rb"), autoclose=True)
    except pdfium.PdfiumError as error:
        content = source if isinstance(source, bytes) else source.read_bytes()
        is_encrypted = b"/Encrypt" in content  # pdfium's code may be that of an earlier document
        if is_encrypted and error.err_code == raw.FPDF_ERR_PASSWORD:
            raise EncryptedFileError("Tệp PDF đòi mật khẩu") from error
        if is_encrypted and error.err_code == raw.FPDF_ERR_SECURITY:
            raise EncryptedFileError("Tệp PDF dùng kiểu mã hóa không hỗ trợ") from error
        if re.search(rb"/Type\s*/Pages\b", content) and re.search(rb"/Count\s+0\b", content):
            raise EmptyFileError("Tệp PDF không có trang nào") from error
        raise DamagedFileError("Tệp PDF bị hỏng, không mở được") from error


def _count_pages(document: pdfium.PdfDocument, settings: ReadSettings) -> int:
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        raise UnknownKindError(
            "Tệp PDF là biểu mẫu XFA, nội dung chỉ hiện trong Adobe Reader",
            advice="Mở bằng Adobe Reader, in ra một tệp PDF thường rồi chạy lại với tệp đó.",
        )
    count = len(document)
    if count == 0:
        raise EmptyFileError("Tệp PDF không có trang nào")
    if count > settings.max_pages:
        raise TooLargeError(
            f"Tệp PDF có {count} trang, quá {settings.max_pages} trang",
            advice="Tách riêng từng văn bản trong tệp này rồi chạy lại.",
        )
    return count


def _find_notes(document: pdfium.PdfDocument) -> tuple[str, ...]:
    attached = raw.FPDFDoc_GetAttachmentCount(document)
    return (f"Tệp PDF có {attached} tệp đính kèm; chúng không được đọc.",) if attached > 0 else ()


class _PageReading:
    """One open page on its way from what pdfium knows of it to its leaf."""

    def __init__(self, page: pdfium.PdfPage, number: int, settings: ReadSettings) -> None:
        self.page, self.number, self.settings = page, number, settings
        self.space, self.objects = PageSpace(page), find_objects(page)
        self.remarks: list[str] = []

    def read(self) -> Leaf:
        page, space = self.page, self.space
        if remove_unseen(self.objects, space, lambda: render(page, _affordable(72, space, self.settings))):
            self.remarks.append("có chữ không hiện trên trang, đã bỏ qua.")
        layer, shapes = read_layer(page, space), find_shapes(page, space, self.objects)
        if layer.is_cut:
            self.remarks.append("chữ nhiều bất thường, chỉ đọc phần đầu.")
        if layer.outside:
            self.remarks.append("có chữ nằm ngoài khổ giấy, đã bỏ qua.")
        layer, trouble = mend(layer)
        if not shapes.is_whole:
            self.remarks.append("nét vẽ quá nhiều, không xét hết; hình và bảng ở phần còn lại có thể bị bỏ sót.")
        found = self._judge(layer, shapes, trouble)
        leaf = self._read_picture(layer, shapes, found) if found.remedy == "ocr" else self._take(layer, shapes, found)
        return replace(leaf, remarks=(*self.remarks, *leaf.remarks))

    def _judge(self, layer: Layer, shapes: Shapes, trouble: Kind) -> Verdict:
        if not layer.fragments and not shapes.is_painted:
            return verdict.blank(0.0)
        measures = measure(" ".join(f.text for f in layer.fragments))
        covering = sum(self.space.share(p.box) for p in shapes.pictures) >= COVERING
        bare = not layer.fragments or (
            len(layer.fragments) < SHORT_LAYER
            and any(
                self.space.share(p.box) >= NOTICEABLE and self._words_over(layer, p) <= FEW_OVER_PICTURE
                for p in shapes.pictures
            )
        )
        return verdict.judge(measures, has_picture=covering, bare_picture=bare, trouble=trouble)

    def _take(self, layer: Layer, shapes: Shapes, found: Verdict) -> Leaf:
        """Give the page with the words of its text layer."""
        space = self.space
        if found.remedy == "none":
            return Leaf(Page(self.number, "", (), space.width, space.height, "text-layer", found))
        if found.remedy in verdict.TOLD:
            self.remarks.append(_begin_small(found.reason))
        if any(self.space.share(p.box) >= NOTICEABLE and not self._words_over(layer, p) for p in shapes.pictures):
            self.remarks.append("có hình không được nhận dạng chữ.")
        grids = self._find_tables(layer, shapes)

        def to_page(box: Box) -> Box:
            return unturn_box(box, layer.turned, space.width, space.height)

        text, words, ruled, asides = compose(layer.fragments, grids, to_page)
        return Leaf(Page(self.number, text, words, space.width, space.height, "text-layer", found, ruled, asides))

    def _find_tables(self, layer: Layer, shapes: Shapes) -> list[Grid]:
        if shapes.drawn < LEAST_STROKES:
            return []
        try:
            with at_most(self.settings.page_timeout_s / 4, "Dò bảng kẻ quá lâu"):
                is_drawing = shapes.drawn > MOST_STROKES
                found = NOT_SOUGHT if is_drawing else find_drawn_grids(self.objects, self.space, layer.turned)
        except TimeLimitError as error:
            self.remarks.append(f"{_begin_small(error.reason)}; chữ trong bảng được đọc theo dòng.")
            return []
        if not found.is_whole:
            self.remarks.append(f"có hơn {MOST_STROKES} nét vẽ nên không dò bảng kẻ; chữ được đọc theo dòng.")
        return found.grids

    def _read_picture(self, layer: Layer, shapes: Shapes, found: Verdict) -> Leaf:
        """Give the page with the words read from its picture, and with those of its layer that stand beside it."""
        space, settings = self.space, self.settings
        sheet = Sheet(self.number, space.width, space.height, found)
        dpi, most = self._resolution(shapes), PIXELS_UNPACKED * settings.max_pixels
        if dpi < COARSEST_DPI:
            return self._fall_back(layer, shapes, "khổ giấy quá lớn để nhận dạng chữ.")
        if any(p.pixels > most for p in shapes.pictures):
            return self._fall_back(layer, shapes, f"hình trên trang khai báo quá {most // 10**6} triệu điểm ảnh.")
        raster = render(self.page, dpi)
        if not layer.fragments and (ink := find_ink(raster, dpi)) < LEAST_INK:
            if has_broken_picture(self.objects, space, NOTICEABLE, settings.max_pixels):
                return self._fall_back(layer, shapes, "hình trên trang bị hỏng, không hiện được.")
            return blank(sheet, ink)
        own: tuple[Fragment, ...] = ()
        heard: tuple[Fragment, ...] = ()
        if found.label != "picture":
            heard = tuple(
                f._replace(box=unturn_box(f.box, layer.turned, space.width, space.height)) for f in layer.fragments
            )
        elif not layer.turned:
            own = layer.fragments
        try:
            return read_raster(raster, dpi, sheet, settings, own, heard)
        except (TimeLimitError, DamagedFileError) as error:
            return self._fall_back(layer, shapes, f"{_begin_small(error.reason)}.")

    def _fall_back(self, layer: Layer, shapes: Shapes, reason: str) -> Leaf:
        """Give a page whose picture could not be read with what its text layer has, as unread."""
        measures = measure(" ".join(f.text for f in layer.fragments))
        instead = verdict.judge(measures, has_picture=False).remedy if layer.fragments else "none"
        self.remarks.append(
            f"{reason[:-1]}; trang chưa đọc được{', chỉ có lớp chữ sẵn có' if layer.fragments else ''}."
        )
        found = Verdict("unread", instead, f"{reason[:1].upper()}{reason[1:]}", measures.scores())
        return self._take(layer, shapes, found)

    def _words_over(self, layer: Layer, picture: Picture) -> int:
        box = turn_box(picture.box, layer.turned, self.space.width, self.space.height)
        return sum(holds(box, f.box) for f in layer.fragments)

    def _resolution(self, shapes: Shapes) -> int:
        """Give the resolution of the largest picture on the page, within the limits and the budget of pixels."""
        settings = self.settings
        pictures = [p for p in shapes.pictures if self.space.share(p.box) >= NOTICEABLE]
        largest = max(pictures, key=lambda p: self.space.share(p.box), default=None)
        wanted = largest.dpi if largest else float(settings.drawn_dpi)
        return math.floor(
            _affordable(round(min(max(wanted, settings.min_dpi), settings.max_dpi)), self.space, settings)
        )


def _affordable(dpi: float, space: PageSpace, settings: ReadSettings) -> float:
    """Lower a resolution until the page fits into the budget of pixels, were it 200 m wide."""
    return min(dpi, 72 * math.sqrt(settings.max_pixels / space.area))


def _begin_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def render(page: pdfium.PdfPage, dpi: float) -> npt.NDArray[np.uint8]:
    """Render the page as it is shown: rows × columns × RGB.

    Never in grey: for that pdfium would unpack each picture as a whole, instead of line by line.
    """
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True, may_draw_forms=False)
    try:
        return np.array(bitmap.to_numpy()[..., :3])
    finally:
        bitmap.close()
