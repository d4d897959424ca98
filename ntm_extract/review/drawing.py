"""Drawing marks onto a document (đánh dấu trên trang): a copy as PDF whose highlights are annotations with notes.

Annotations can be switched off, filtered and listed in any viewer, and leave the page itself as it is. Each brings its
own appearance, since viewers differ in what they draw of one that has none. pikepdf writes them, because appearances
need a blend mode, which pdfium's interface does not give; where a box lies on an odd page is asked of pdfium, as
reading did.
"""

from __future__ import annotations

import io
import struct
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from ntm_extract.errors import DamagedFileError, DocumentError, EmptyFileError, EncryptedFileError
from ntm_extract.pages import Box
from ntm_extract.plan import Plan
from ntm_extract.read.image import PicturePages
from ntm_extract.read.pdf.page import PageSpace, turn_box
from ntm_extract.read.settings import DEFAULT
from ntm_extract.read.sniff import find_kind
from ntm_extract.review.marks import Mark, find_marks
from ntm_extract.store.atomic import replacing

AUTHOR = "ntm-extract"
PRINTED = 4
"""The flag of an annotation that is printed with its page (ISO 32000-1, 12.5.3)."""
JPEG_QUALITY = 90
BLANK_SHEET = (595.0, 842.0)
"""A4 in points, in the place of a frame that cannot be opened."""
SIGNED = "Văn bản có chữ ký số: trong bản có đánh dấu, chữ ký không còn giá trị; tệp gốc không thay đổi."
BROKEN_FRAME = "Trang {page}: không mở được ảnh, để trang trắng ở chỗ này."
BESIDE = "{count} dấu nằm ở trang không mở được, đã bỏ qua."


class NoPagesError(Exception):
    """There is nothing to draw on: a Word or text file; the message is for the user."""


@dataclass(frozen=True)
class Drawn:
    """What came of drawing: how many marks there are on the pages, and what the user must know."""

    marks: int
    notes: tuple[str, ...]


def require_pages(data: bytes) -> None:
    """Make sure that a document has pages to be drawn on.

    Raises:
        NoPagesError: it is a Word or text file.
        EmptyFileError: it holds nothing.
        DocumentError: it is of no known kind.
    """
    if not data:
        raise EmptyFileError("Tệp rỗng (0 byte)")
    kind = find_kind(data)
    if kind in ("docx", "text"):
        name = "Tệp Word" if kind == "docx" else "Văn bản thuần"
        raise NoPagesError(
            f"{name} không có trang giấy để đánh dấu. Hãy lưu thành PDF rồi đánh dấu tệp PDF đó; "
            "hoặc xem trích dẫn của từng dòng trong các bảng."
        )


def draw_rows(data: bytes, plan: Plan, out: Path) -> Drawn:
    """Write a copy of a document on which the rows of its plan are highlighted, a colour for each table.

    Args:
        data: the content of a PDF or picture file; pictures become pages of a PDF.
        plan: that was made of the same bytes.
        out: where the copy is written; what lies there is replaced when all went well.

    Raises:
        NoPagesError: it is a Word or text file.
        DocumentError: the document cannot be opened.
        OSError: the copy cannot be written.

    Example:
        `draw_rows(fetch("ke-hoach.pdf"), extract("ke-hoach.pdf"), Path("co-danh-dau.pdf")).marks`
    """
    require_pages(data)
    marks = find_marks(plan)
    if find_kind(data) != "pdf":
        pdf, notes = _bind_pictures(data)
        with pdf:
            return _finish(pdf, io.BytesIO(_saved(pdf)), marks, notes, out)
    try:
        pdf = Pdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise EncryptedFileError("Tệp PDF đòi mật khẩu") from error
    except pikepdf.PdfError as error:
        raise DamagedFileError("Tệp PDF bị hỏng, không chép lại được") from error
    with pdf:
        return _finish(pdf, io.BytesIO(data), marks, [SIGNED] if _is_signed(pdf) else [], out)


def _finish(pdf: Pdf, shown: io.BytesIO, marks: Sequence[Mark], notes: list[str], out: Path) -> Drawn:
    """Put the marks on their pages and save."""
    try:
        with pdfium.PdfDocument(shown) as document:
            if len(document) != len(pdf.pages):
                raise DamagedFileError("Tệp PDF bị hỏng: không rõ có bao nhiêu trang")
            lost = _annotate(pdf, document, marks)
        if lost:
            notes = [*notes, BESIDE.format(count=lost)]
        with replacing(out) as temporary:
            pdf.save(temporary, encryption=pdf.is_encrypted, deterministic_id=not pdf.is_encrypted)
    except (pdfium.PdfiumError, pikepdf.PdfError) as error:
        raise DamagedFileError("Tệp PDF bị hỏng, không chép lại được") from error
    return Drawn(len(marks) - lost, tuple(notes))


def _annotate(pdf: Pdf, document: pdfium.PdfDocument, marks: Sequence[Mark]) -> int:
    """Add the annotations; give how many marks are on pages that cannot be opened."""
    blend = pdf.make_indirect(Dictionary(Type=Name.ExtGState, BM=Name.Darken, ca=1, CA=1))
    lost = 0
    for number, group in groupby(marks, key=lambda mark: mark.page):
        on_page = list(group)
        try:
            page = document[number - 1]
        except (pdfium.PdfiumError, IndexError):
            lost += len(on_page)
            continue
        ground, sheet = _Ground(page), pdf.pages[number - 1].obj
        added = [pdf.make_indirect(_annotation(pdf, sheet, ground, mark, blend)) for mark in on_page]
        page.close()
        held = sheet.get(Name.Annots)
        sheet.Annots = Array([*(held if isinstance(held, Array) else ()), *added])
    return lost


class _Ground:
    """Brings places of a page as it is shown to the coordinates in which its file is written."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._space = PageSpace(page)
        self._left, self._bottom, _, self._top = page.get_bbox()

    def corners(self, box: Box) -> list[tuple[float, float]]:
        """Give the corners of a box as readers of the page see them: top left, top right, bottom left, bottom right."""
        points = ((box.x0, box.top), (box.x1, box.top), (box.x0, box.bottom), (box.x1, box.bottom))
        return [self._point(x, y) for x, y in points]

    def _point(self, x: float, y: float) -> tuple[float, float]:
        space = self._space
        flat = turn_box(Box(x, y, x, y), -space.rotation % 360, space.width, space.height)
        return round(self._left + flat.x0, 3), round(self._top - flat.top, 3)


def _annotation(pdf: Pdf, sheet: pikepdf.Object, ground: _Ground, mark: Mark, blend: pikepdf.Object) -> Dictionary:
    colour = _load_colours()[mark.table]
    quads = [ground.corners(box) for box in mark.boxes]
    xs, ys = zip(*(point for quad in quads for point in quad), strict=True)
    rect = [min(xs), min(ys), max(xs), max(ys)]
    # Darken, not Multiply: two marks of one table on the same words look like one.
    areas = " ".join(" ".join(_area(ground.corners(band))) for band in mark.bands)
    appearance = pdf.make_stream(
        f"/B gs {' '.join(map(str, colour))} rg {areas} f".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=rect,
        Resources=Dictionary(ExtGState=Dictionary(B=blend)),
    )
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        P=sheet,
        Rect=rect,
        QuadPoints=[value for quad in quads for point in quad for value in point],
        C=list(colour),
        F=PRINTED,
        NM=String(mark.name),
        T=String(AUTHOR),
        Subj=String(mark.title),
        Contents=String(f"{mark.title}\n{mark.note}"),
        AP=Dictionary(N=appearance),
    )


def _area(quad: Sequence[tuple[float, float]]) -> Iterator[str]:
    """Give the operators for the area of a quadrilateral, its corners in the order of `_Ground.corners`."""
    for index, operator in ((0, "m"), (1, "l"), (3, "l"), (2, "l")):
        yield f"{quad[index][0]} {quad[index][1]} {operator}"
    yield "h"


@cache
def _load_colours() -> dict[str, list[float]]:
    return tomllib.loads(files(__package__).joinpath("colours.toml").read_text(encoding="utf-8"))


def _is_signed(pdf: Pdf) -> bool:
    """Whether the file bears a signature (ISO 32000-1, 12.7.2 and 12.8)."""
    form = pdf.Root.get(Name.AcroForm)
    if Name.Perms in pdf.Root:
        return True
    return isinstance(form, Dictionary) and bool(int(form.get(Name.SigFlags, 0)) & 1)


def _bind_pictures(data: bytes) -> tuple[Pdf, list[str]]:
    """Make a PDF of a picture file, a page for each frame, as large as reading takes it to be."""
    pictures = PicturePages(data, DEFAULT)
    pdf, notes = Pdf.new(), []
    try:
        for index in range(pictures.count):
            try:
                frame, dpi = pictures.take(index)
            except (DocumentError, OSError, SyntaxError, ValueError, EOFError, struct.error):
                pdf.add_blank_page(page_size=BLANK_SHEET)
                notes.append(BROKEN_FRAME.format(page=index + 1))
                continue
            width, height = frame.width * 72 / dpi, frame.height * 72 / dpi
            page = pdf.add_blank_page(page_size=(width, height))
            page.obj.Resources = Dictionary(XObject=Dictionary(I=_picture(pdf, frame)))
            page.obj.Contents = pdf.make_stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /I Do Q".encode())
    finally:
        pictures.close()
    return pdf, notes


def _picture(pdf: Pdf, frame: Image.Image) -> pikepdf.Object:
    """Give a frame as an image: black and white as bits, everything else as JPEG."""
    colours = frame.getcolors(2) if frame.mode == "L" else None
    if colours and {value for _, value in colours} <= {0, 255}:
        bits, packing = frame.convert("1", dither=Image.Dither.NONE).tobytes(), Dictionary(BitsPerComponent=1)
    else:
        packed = io.BytesIO()
        frame.save(packed, "JPEG", quality=JPEG_QUALITY)
        bits, packing = packed.getvalue(), Dictionary(BitsPerComponent=8, Filter=Name.DCTDecode)
    packing.Type, packing.Subtype = Name.XObject, Name.Image
    packing.Width, packing.Height = frame.size
    packing.ColorSpace = Name.DeviceRGB if frame.mode == "RGB" else Name.DeviceGray
    return pdf.make_stream(bits, packing)


def _saved(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()
