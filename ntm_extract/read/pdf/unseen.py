"""Text that a page holds but does not show: white on white, or in a layer that is switched off."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt
import pypdfium2.raw as raw

from ntm_extract.pages import Box
from ntm_extract.read.pdf.page import PageObject, PageSpace, bounds_of, by_address

WHITE = 230
"""Text whose red, green and blue are all at least this may be there without being seen."""
VISIBLE = 16
"""Levels of grey by which a place differs within itself where something is shown."""
WORDS = 100.0
"""Points of text from which it is worth telling of; white page numbers and marks of printers are shorter."""
_OPTIONAL = "OC"
_FILLED = raw.FPDF_TEXTRENDERMODE_FILL
_NAME_LENGTH = 64


def remove_unseen(objects: Iterable[PageObject], space: PageSpace, render: Callable[[], npt.NDArray[np.uint8]]) -> bool:
    """Take text off an open page where the page shows nothing in its place, and tell whether it may have been words.

    The invisible text that lies over a scan (render mode 3) is meant to be read, and stays.

    Args:
        objects: of an open page, which is changed in memory only, before its text is read.
        space: of the page.
        render: gives the page's picture, rows × columns × RGB; asked only where there is text to be doubted.
    """
    doubted = [
        (handle, bounds_of(handle, matrices, space))
        for kind, handle, matrices in objects
        if kind == raw.FPDF_PAGEOBJ_TEXT and (_is_white(handle) or _is_optional(handle))
    ]
    if not doubted:
        return False
    picture = render().astype(np.int16).mean(axis=2)
    scale = picture.shape[1] / space.width
    removed = 0.0
    for handle, box in doubted:
        if not _is_shown(picture, box, scale):
            raw.FPDFPageObj_SetIsActive(handle, False)
            removed += box.x1 - box.x0
    return removed >= WORDS


_SHADES = tuple(ctypes.c_uint() for _ in range(4))
_PLACES = tuple(map(ctypes.addressof, _SHADES))
_find_colour = by_address(raw.FPDFPageObj_GetFillColor, *(5 * (ctypes.c_void_p,)))


def _is_white(handle: object) -> bool:
    _find_colour(handle, *_PLACES)
    red, green, blue, _ = _SHADES
    if red.value < WHITE or green.value < WHITE or blue.value < WHITE:
        return False
    return bool(raw.FPDFTextObj_GetTextRenderMode(handle) == _FILLED)


def _is_optional(handle: object) -> bool:
    for index in range(raw.FPDFPageObj_CountMarks(handle)):
        name = (raw.FPDF_WCHAR * _NAME_LENGTH)()
        length = ctypes.c_ulong()
        mark = raw.FPDFPageObj_GetMark(handle, index)
        raw.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), ctypes.byref(length))
        if bytes(name)[: length.value].decode("utf-16-le", "replace").rstrip("\0") == _OPTIONAL:
            return True
    return False


def _is_shown(picture: npt.NDArray[np.float64], box: Box, scale: float) -> bool:
    x0, top, x1, bottom = (round(edge * scale) for edge in box)
    place = picture[max(top, 0) : max(bottom, top + 1), max(x0, 0) : max(x1, x0 + 1)]
    return bool(place.size) and float(place.max() - place.min()) >= VISIBLE
