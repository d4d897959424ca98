"""What pdfium knows of one page besides its letters: objects, pictures, and where they stand on the page as shown."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ntm_extract.pages import Box
from ntm_extract.read.picture.scan import unturn_box

MOST_OBJECTS = 200_000
"""Objects of a page that are looked at; a map drawn in curves may have millions."""
DEEPEST_FORM = 8
"""Form objects within each other that are looked into."""

Matrix = tuple[float, float, float, float, float, float]


class PageObject(NamedTuple):
    """What pdfium has on a page: text, path, picture, shading, as its kind tells (`FPDF_PAGEOBJ_…`).

    `matrices` are those of the forms it stands in, the innermost first.
    """

    kind: int
    handle: object
    matrices: tuple[Matrix, ...]


@dataclass(frozen=True)
class Picture:
    """A picture on the page: where it is shown, its resolution as shown, and the pixels it declares."""

    box: Box
    dpi: float
    pixels: int


@dataclass(frozen=True)
class Shapes:
    """What is drawn on a page besides text: pictures, and how many strokes and areas.

    Attributes:
        is_whole: all objects were looked at; False where they were too many or lay too deep.
        is_painted: whether there is anything on the page that might be seen.
    """

    pictures: tuple[Picture, ...]
    drawn: int
    is_whole: bool
    is_painted: bool


def by_address(function: Any, *parameters: Any) -> Callable[..., int]:
    """Give a function of pdfium that takes plain addresses: to make pointers costs more than what it does itself.

    Args:
        function: of pypdfium2's raw ones, one that gives a whole number.
        parameters: types of its parameters, `c_void_p` for each pointer.
    """
    return ctypes.CFUNCTYPE(ctypes.c_int, *parameters)(ctypes.cast(function, ctypes.c_void_p).value or 0)


class PageSpace:
    """Brings pdfium's page coordinates (origin bottom left, unturned) to those of the page as it is shown.

    A crop box that leaves nothing of the page is taken off it, as viewers do.
    """

    def __init__(self, page: pdfium.PdfPage) -> None:
        if min(page.get_size()) < 1:
            page.set_cropbox(*page.get_mediabox())
        self._left, self._bottom, right, top = page.get_bbox()
        self._width, self._height = right - self._left, top - self._bottom
        self._rotation = page.get_rotation()
        self.width: float
        self.height: float
        self.width, self.height = page.get_size()
        self.area = max(self.width * self.height, 1.0)

    @property
    def corner(self) -> tuple[float, float] | None:
        """Where the shown page has its top left corner in pdfium's coordinates; None where it is turned."""
        return None if self._rotation else (self._left, self._bottom + self._height)

    @property
    def rotation(self) -> int:
        """Degrees clockwise by which the page is turned for showing (`/Rotate`)."""
        return int(self._rotation)

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Give a pdfium rectangle as a box of the shown page."""
        box = Box(
            left - self._left,
            self._height - (top - self._bottom),
            right - self._left,
            self._height - (bottom - self._bottom),
        )
        return turn_box(box, self._rotation, self._width, self._height)

    def share(self, box: Box) -> float:
        """Give the share of the page that a box covers."""
        width = min(box.x1, self.width) - max(box.x0, 0.0)
        height = min(box.bottom, self.height) - max(box.top, 0.0)
        return max(width, 0.0) * max(height, 0.0) / self.area


def turn_box(box: Box, degrees: int, width: float, height: float) -> Box:
    """Turn a box clockwise with its page, whose size before turning is given."""
    if degrees % 180:
        width, height = height, width
    return unturn_box(box, -degrees % 360, width, height)


def find_shapes(page: pdfium.PdfPage, space: PageSpace, objects: Sequence[PageObject]) -> Shapes:
    """Find the pictures of a page and count what else is drawn, also inside form objects.

    Args:
        page: open.
        space: of the page.
        objects: of the page.
    """
    pictures: list[Picture] = []
    drawn, is_whole = 0, len(objects) < MOST_OBJECTS
    for kind, handle, matrices in objects:
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            picture = _picture(handle, matrices, space)
            if picture:
                pictures.append(picture)
        elif kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_SHADING):
            drawn += 1
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            is_whole = False
    is_painted = bool(objects) or raw.FPDFPage_GetAnnotCount(page) > 0
    return Shapes(tuple(pictures), drawn, is_whole, is_painted)


def has_broken_picture(objects: Iterable[PageObject], space: PageSpace, least: float, most: int) -> bool:
    """Whether pdfium cannot unpack a picture of the page, and shows nothing in its place.

    Args:
        objects: of the page.
        space: of the page.
        least: share of the page from which a picture counts.
        most: pixels up to which one is tried.
    """
    for kind, handle, matrices in objects:
        if kind != raw.FPDF_PAGEOBJ_IMAGE:
            continue
        picture = _picture(handle, matrices, space)
        if picture is None or picture.pixels > most or space.share(picture.box) < least:
            continue
        bitmap = raw.FPDFImageObj_GetBitmap(handle)
        if not bitmap:
            return True
        raw.FPDFBitmap_Destroy(bitmap)
    return False


def find_objects(page: pdfium.PdfPage) -> list[PageObject]:
    """Find the objects of a page, at most `MOST_OBJECTS`.

    A form is looked into; only one that lies deeper than `DEEPEST_FORM` is given itself.
    """
    return list(islice(_walk(page), MOST_OBJECTS))


def _walk(page: pdfium.PdfPage) -> Iterator[PageObject]:
    open_page, object_at, kind_of = page.raw, raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType
    for index in range(raw.FPDFPage_CountObjects(open_page)):
        handle = object_at(open_page, index)
        kind = kind_of(handle)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            yield from _inside(handle, (), 0)
        else:
            yield PageObject(kind, handle, ())


def _inside(handle: object, outer: tuple[Matrix, ...], depth: int) -> Iterator[PageObject]:
    kind = raw.FPDFPageObj_GetType(handle)
    if kind != raw.FPDF_PAGEOBJ_FORM or depth >= DEEPEST_FORM:
        yield PageObject(kind, handle, outer)
    else:
        matrices = (matrix_of(handle), *outer)
        for index in range(raw.FPDFFormObj_CountObjects(handle)):
            yield from _inside(raw.FPDFFormObj_GetObject(handle, index), matrices, depth + 1)


def matrix_of(handle: object) -> Matrix:
    """Give the matrix of an object: from its own coordinates to those of the form or page it stands in."""
    m = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, ctypes.byref(m))
    return m.a, m.b, m.c, m.d, m.e, m.f


def transform(matrices: tuple[Matrix, ...], x: float, y: float) -> tuple[float, float]:
    """Bring a point through matrices, the innermost first."""
    for a, b, c, d, e, f in matrices:
        x, y = a * x + c * y + e, b * x + d * y + f
    return x, y


def around(points: list[tuple[float, float]], space: PageSpace) -> Box:
    """Give the box around points of the page, on the page as it is shown."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return space.box(min(xs), min(ys), max(xs), max(ys))


def bounds_of(handle: object, matrices: tuple[Matrix, ...], space: PageSpace) -> Box:
    """Give the box of an object on the page as it is shown."""
    edges = [ctypes.c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(handle, *(ctypes.byref(edge) for edge in edges))
    left, bottom, right, top = (edge.value for edge in edges)
    return around([transform(matrices, x, y) for x in (left, right) for y in (bottom, top)], space)


def _picture(handle: object, matrices: tuple[Matrix, ...], space: PageSpace) -> Picture | None:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(handle, ctypes.byref(width), ctypes.byref(height))
    unit = (matrix_of(handle), *matrices)
    corners = [transform(unit, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
    box = around(corners, space)
    across = math.dist(corners[0], corners[1])
    if across < 1 or not width.value:
        return None
    return Picture(box, width.value / across * 72, width.value * height.value)
