"""The text layer of a page: pdfium's letters made words with boxes, on the page as it stands upright."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Fragment
from ntm_extract.read.pdf.page import PageSpace, by_address, turn_box

MOST_LETTERS = 200_000
"""Letters of a page that are read, fifty times as many as a dense page has: more are none that anybody can see."""
TOUCHING, OVERLAPPING = 0.07, 0.25
"""Pieces of one word lie within so many heights of type of each other (the narrowest blank is twice as wide), or one
over the other by so much, as italic letters may."""
EDGE = 2.0
"""Points by which a word's middle may lie beside the page."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_HYPHENS = "\x02\ufffe"  # how pdfium marks a hyphen at a line's end
_FIRST_MARK = "\u0300"
_FIRST_STEERING = "\u200b"  # blanks without width, marks of direction; the soft hyphen comes before them

_RUN = re.compile("([!-~\xa1-\xac\xae-\u02ff\u1e00-\u1eff‘’“”–—…]+)( ?)|.", re.DOTALL)
"""Letters and signs that are no more than that, with the blank behind them; or any one sign."""
_find_place = by_address(raw.FPDFText_GetLooseCharBox, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)

_Numbers = npt.NDArray[np.float64]


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
        letters = _letters_of(text, count)
        turned = _letters_turned(text, letters, space.rotation)
        places = _places_of(text, letters, space, turned)
    finally:
        text.close()
    words = _gather(letters, places)
    fragments = _without_doubles(words.done)
    width, height = (space.height, space.width) if turned % 180 else (space.width, space.height)
    shown: list[Fragment] = []
    for fragment in fragments:
        if _is_within(fragment.box, width, height) or (shown and _goes_on(shown[-1], fragment)):
            shown.append(fragment)
    return Layer(tuple(shown), turned, words.split_marks, len(fragments) - len(shown), count < whole)


def _letters_of(text: pdfium.PdfTextPage, count: int) -> str:
    """Give a page's first letters, in one call where pdfium's text has one code for each of them."""
    codes = (ctypes.c_ushort * (2 * count + 1))()
    if raw.FPDFText_GetText(text, 0, count, codes) == count + 1:
        letters = "".join(map(chr, codes[:count]))
    else:
        letters = "".join(chr(raw.FPDFText_GetUnicode(text, index)) for index in range(count))
    for sign in _HYPHENS:
        letters = letters.replace(sign, "-")
    return letters


def _places_of(text: pdfium.PdfTextPage, letters: str, space: PageSpace, turned: int) -> _Numbers:
    """Give where letters stand on the upright page, a row for each: left, top, right, bottom; blanks stand nowhere."""
    found = np.zeros((len(letters), 4), np.float32)  # rows as FS_RECTF has them: left, top, right, bottom
    handle, at = ctypes.cast(text.raw, ctypes.c_void_p).value, found.ctypes.data
    rows = range(at, at + found.nbytes, 4 * found.itemsize)
    for index, (letter, row) in enumerate(zip(letters, rows, strict=True)):
        if letter > " ":
            _find_place(handle, index, row)
    places: _Numbers = found.astype(np.float64)
    if space.corner and not turned:
        x, y = space.corner
        places[:, 0::2] -= x
        places[:, 1::2] = y - places[:, 1::2]
        return places
    boxes = (space.box(left, bottom, right, top) for left, top, right, bottom in places.tolist())
    upright = [turn_box(box, turned, space.width, space.height) if turned else box for box in boxes]
    return np.array(upright).reshape(-1, 4)


def _gather(letters: str, places: _Numbers) -> _Words:
    """Gather letters into words, run by run where no letter of a run can stand apart from the others."""
    words = _Words()
    runs = list(_RUN.finditer(letters))
    joined = iter(_join([run.span(1) for run in runs if run.lastindex], places))
    for run in runs:
        if run.lastindex:
            is_one, place = next(joined)
            if is_one and (words.is_between or words.begins(*places[run.start()].tolist())):
                if run[2]:
                    words.add_whole(run[1], place)
                else:
                    words.add(run[1], *place)
                continue
        for index in range(*run.span()):
            char = letters[index]
            if char in "\r\n":
                words.break_line()
            elif char.isspace() or char < " ":
                words.end()
            elif char < _FIRST_STEERING or unicodedata.category(char) != "Cf":
                words.add(char, *places[index].tolist())
    words.end()
    return words


def _join(spans: Sequence[tuple[int, int]], places: _Numbers) -> Iterable[tuple[bool, list[float]]]:
    """Tell of runs of letters whether each stands on one line without gaps, and where."""
    if not spans:
        return ()
    cuts = np.array(spans)
    gaps = np.zeros(len(places))
    gaps[1:] = places[1:, 0] - places[:-1, 2]
    gaps[cuts[:, 0]] = 0.0  # the first letter of a run has none before it
    known = np.zeros((len(places) + 1, 5))  # the last run must end before the last row
    known[:-1, :4], known[:-1, 4] = places, gaps
    x0, least_top, least_x1, least_bottom, _ = np.minimum.reduceat(known, cuts.ravel())[::2].T
    _, most_top, x1, bottom, gap = np.maximum.reduceat(known, cuts.ravel())[::2].T
    height = np.maximum(least_bottom - most_top, 1.0)  # of what all letters share
    uneven = (most_top - least_top) + (bottom - least_bottom)
    is_one = (uneven <= height) & (gap <= height) & (np.minimum(x0, least_x1) >= places[cuts[:, 0], 0])
    return zip(is_one.tolist(), np.column_stack((x0, least_top, x1, bottom)).tolist(), strict=True)


def _is_within(box: Box, width: float, height: float) -> bool:
    x0, top, x1, bottom = box
    return -EDGE <= (x0 + x1) / 2 <= width + EDGE and -EDGE <= (top + bottom) / 2 <= height + EDGE


def _goes_on(last: Fragment, fragment: Fragment) -> bool:
    """Whether a word goes on a line that began on the page: fonts of unknown widths run over its edge."""
    same_line = abs(last.middle - fragment.middle) < last.height / 2
    return same_line and fragment.box.x0 - last.box.x1 < 2 * last.height


def _letters_turned(text: pdfium.PdfTextPage, letters: str, rotation: int) -> int:
    """Tell by how many degrees clockwise the shown page must be turned for most of its letters to stand upright."""
    handle = text.raw
    angles = Counter(
        round(math.degrees(raw.FPDFText_GetCharAngle(handle, index)) / 90) % 4
        for index in range(0, len(letters), max(1, len(letters) // 60))
        if letters[index] > " "
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

    @property
    def is_between(self) -> bool:
        """Whether no word is being gathered."""
        return not self._letters

    def break_line(self) -> None:
        """Take note that a new line begins, if the next letter does not stand close to the last."""
        self._is_broken = True

    def begins(self, x0: float, top: float, x1: float, bottom: float) -> bool:
        """Whether a letter that stands there begins a word; if it does, the word before is ended."""
        if self._letters and (
            self._is_apart(x0, top, x1, bottom) or (self._is_broken and not self._touches(x0, top, bottom))
        ):
            self.end()
        return not self._letters

    def add_whole(self, text: str, place: Sequence[float]) -> None:
        """Add a word of precomposed letters behind which a blank is."""
        box = Box._make(place)
        self.done.append(Fragment(text, box, box.top, box.bottom))
        self._is_broken = False

    def add(self, letters: str, x0: float, top: float, x1: float, bottom: float) -> None:
        """Add a letter, or several that begin a word."""
        is_mark = letters >= _FIRST_MARK and unicodedata.combining(letters[0]) > 0
        if is_mark and not self._letters and self.done:
            last = self.done.pop()
            self._letters = [last.text]
            self._x0, self._top, self._x1, self._bottom = last.box
            self.split_marks += 1
        elif self.begins(x0, top, x1, bottom):
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
        self._is_broken = False
        self._letters.append(letters)

    def _is_apart(self, x0: float, top: float, x1: float, bottom: float) -> bool:
        gap = x0 - self._x1
        height = max(self._bottom - self._top, bottom - top, 1.0)
        off_line = abs((self._top + self._bottom) - (top + bottom)) > height
        return off_line or gap > height or x1 < self._x0 - height

    def _touches(self, x0: float, top: float, bottom: float) -> bool:
        height = max(self._bottom - self._top, bottom - top, 1.0)
        return -OVERLAPPING * height < x0 - self._x1 < TOUCHING * height

    def end(self) -> None:
        """End the word that is being gathered, if there is one."""
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


def _without_doubles(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Leave out words printed twice on the same spot (a common way to make letters bold)."""
    times = Counter([fragment.text for fragment in fragments])
    seen: dict[tuple[str, int], list[Box]] = {}
    single: list[Fragment] = []
    for fragment in fragments:
        text, box = fragment.text, fragment.box
        if times[text] > 1:
            row = round(box.top / 4)
            near = [other for at in (row - 1, row, row + 1) for other in seen.get((text, at), ())]
            if any(abs(other.x0 - box.x0) < 2.5 and abs(other.top - box.top) < 2.5 for other in near):
                continue
            seen.setdefault((text, row), []).append(box)
        single.append(fragment)
    return single
