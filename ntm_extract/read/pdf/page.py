"""What pdfium knows of one page: words with boxes, pictures, and drawn rules, on the page as it is shown."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Fragment
from ntm_extract.read.picture.scan import unturn_box

MOST_OBJECTS = 200_000
"""Objects of a page that are looked at; a map drawn in curves may have millions."""
MOST_LETTERS = 200_000
"""Letters of a page that are read, fifty times as many as a dense page has: more are none that anybody can see."""
DEEPEST_FORM = 8
"""Form objects within each other that are looked into."""
TOUCHING, OVERLAPPING = 0.07, 0.25
"""Pieces of one word lie within so many heights of type of each other (the narrowest blank is twice as wide), or one
over the other by so much, as italic letters may."""
_SURROGATE = re.compile("[\ud800-\udfff]")
EDGE = 2.0
"""Points by which a word's middle may lie beside the page."""
_HYPHENS = {0x02: "-", 0xFFFE: "-"}  # how pdfium marks a hyphen at a line's end
_FIRST_MARK = "\u0300"
_FIRST_STEERING = "\u200b"  # blanks without width, marks of direction; the soft hyphen comes before them


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


@dataclass(frozen=True)
class Layer:
    """The text layer of a page.

    Attributes:
        fragments: on the upright page (the page as shown, turned so that most letters stand upright).
        turned: degrees clockwise by which the shown page was turned for that.
        split_marks: combining marks that stood apart from their letters.
        outside: words left out as they stand beside the page, where nobody sees them.
        is_cut: there were more letters than are read.
    """

    fragments: tuple[Fragment, ...]
    turned: int
    split_marks: int
    outside: int = 0
    is_cut: bool = False


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


def read_layer(page: pdfium.PdfPage, space: PageSpace) -> Layer:
    """Read the words of a page's text layer with their boxes.

    A word ends at a space (pdfium puts one where the gap is wide), and where the next letter stands on another
    line or far off. It goes on where pdfium breaks the line within it, as it does where the font changes. Signs that
    only steer the setting of text are left out, as is what stands beside the page.
    """
    text = page.get_textpage()
    try:
        whole = raw.FPDFText_CountChars(text)
        count = min(whole, MOST_LETTERS)
        turned = _letters_turned(text, count, space.rotation)
        width, height = space.width, space.height

        def upright() -> Box:
            box = space.box(rect.left, rect.bottom, rect.right, rect.top)
            return turn_box(box, turned, width, height) if turned else box

        words = _Words()
        rect = raw.FS_RECTF()
        pointer = ctypes.byref(rect)
        corner = None if turned else space.corner
        box_of = raw.FPDFText_GetLooseCharBox
        for index, code in enumerate(_codes_of(text, count)):
            char = _HYPHENS.get(code) or chr(code)
            if char in "\r\n":
                words.break_line()
                continue
            if char.isspace() or char < " ":
                words.end()
                continue
            if char >= _FIRST_STEERING and unicodedata.category(char) == "Cf":
                continue
            box_of(text, index, pointer)
            if corner:
                x, y = corner
                words.add(char, rect.left - x, y - rect.top, rect.right - x, y - rect.bottom)
            else:
                words.add(char, *upright())
        words.end()
        fragments = list(_without_doubles(words.done))
        if turned % 180:
            width, height = height, width
        shown: list[Fragment] = []
        for fragment in fragments:
            if _is_within(fragment.box, width, height) or (shown and _goes_on(shown[-1], fragment)):
                shown.append(fragment)
        return Layer(tuple(shown), turned, words.split_marks, len(fragments) - len(shown), count < whole)
    finally:
        text.close()


def _codes_of(text: pdfium.PdfTextPage, count: int) -> Sequence[int]:
    """Give the codes of a page's first letters, in one call where pdfium's text has one code for each of them."""
    codes = (ctypes.c_ushort * (2 * count + 1))()
    if raw.FPDFText_GetText(text, 0, count, codes) == count + 1:
        return codes[:count]
    return [raw.FPDFText_GetUnicode(text, index) for index in range(count)]


def _is_within(box: Box, width: float, height: float) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    return -EDGE <= x <= width + EDGE and -EDGE <= y <= height + EDGE


def _goes_on(last: Fragment, fragment: Fragment) -> bool:
    """Whether a word goes on a line that began on the page: fonts of unknown widths run over its edge."""
    same_line = abs(last.middle - fragment.middle) < last.height / 2
    return same_line and fragment.box.x0 - last.box.x1 < 2 * last.height


def _letters_turned(text: pdfium.PdfTextPage, count: int, rotation: int) -> int:
    """Tell by how many degrees clockwise the shown page must be turned for most of its letters to stand upright."""
    if not count:
        return 0
    step = max(1, count // 60)
    angles = Counter(
        round(math.degrees(raw.FPDFText_GetCharAngle(text, index)) / 90) % 4
        for index in range(0, count, step)
        if raw.FPDFText_GetUnicode(text, index) > 0x20
    )
    if not angles:
        return 0
    return -(angles.most_common(1)[0][0] * 90 + rotation) % 360


class _Words:
    """Gathers letters into words."""

    def __init__(self) -> None:
        self._letters: list[str] = []
        self._x0 = self._top = self._x1 = self._bottom = 0.0
        self.done: list[Fragment] = []
        self.split_marks = 0
        self._is_broken = False

    def break_line(self) -> None:
        """Take note that a new line begins, if the next letter does not stand close to the last."""
        self._is_broken = True

    def add(self, char: str, x0: float, top: float, x1: float, bottom: float) -> None:
        is_mark = char >= _FIRST_MARK and unicodedata.combining(char) > 0
        is_level = self._top == top and self._bottom == bottom
        if is_level and self._x0 <= x0 <= self._x1 + 1.0 and self._letters and not (is_mark or self._is_broken):
            self._letters.append(char)  # as most do, it stands right behind the letter before
            if x1 > self._x1:
                self._x1 = x1
            return
        if is_mark and not self._letters and self.done:
            last = self.done.pop()
            self._letters = list(last.text)
            self._x0, self._top, self._x1, self._bottom = last.box
            self.split_marks += 1
        elif self._letters and (
            self._is_apart(x0, top, x1, bottom) or (self._is_broken and not self._touches(x0, top, bottom))
        ):
            self.end()
        self._is_broken = False
        if not self._letters:
            self._x0, self._top, self._x1, self._bottom = x0, top, x1, bottom
        elif not is_mark:
            # four comparisons for each letter of a document: quicker than min and max
            if x0 < self._x0:
                self._x0 = x0
            if x1 > self._x1:
                self._x1 = x1
            if top < self._top:
                self._top = top
            if bottom > self._bottom:
                self._bottom = bottom
        self._letters.append(char)

    def _is_apart(self, x0: float, top: float, x1: float, bottom: float) -> bool:
        gap = x0 - self._x1
        height = max(self._bottom - self._top, bottom - top, 1.0)
        off_line = abs((self._top + self._bottom) - (top + bottom)) > height
        return off_line or gap > height or x1 < self._x0 - height

    def _touches(self, x0: float, top: float, bottom: float) -> bool:
        height = max(self._bottom - self._top, bottom - top, 1.0)
        return -OVERLAPPING * height < x0 - self._x1 < TOUCHING * height

    def end(self) -> None:
        if not self._letters:
            return
        text = "".join(self._letters)
        if not text.isascii():
            if _SURROGATE.search(text):
                text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            text = unicodedata.normalize("NFC", text)
        box = Box(self._x0, self._top, self._x1, self._bottom)
        self.done.append(Fragment(text, box, self._top, self._bottom))
        self._letters = []


def _without_doubles(fragments: list[Fragment]) -> Iterator[Fragment]:
    """Leave out words printed twice on the same spot (a common way to make letters bold)."""
    seen: dict[str, dict[int, list[Box]]] = {}
    for fragment in fragments:
        rows = seen.setdefault(fragment.text, {})
        box, row = fragment.box, round(fragment.box.top / 4)
        if not (rows and any(_is_on(box, rows.get(at, ())) for at in (row - 1, row, row + 1))):
            rows.setdefault(row, []).append(box)
            yield fragment


def _is_on(box: Box, others: Iterable[Box]) -> bool:
    return any(abs(other.x0 - box.x0) < 2.5 and abs(other.top - box.top) < 2.5 for other in others)


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
    for index in range(raw.FPDFPage_CountObjects(page)):
        handle = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(handle)
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
