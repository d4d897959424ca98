"""The rules that a PDF draws: thin strokes, thin filled areas, frames; and the areas it shades."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pypdfium2.raw as raw

from ntm_extract.pages import Box
from ntm_extract.read.layout.lattice import Rule, Rules
from ntm_extract.read.pdf.page import Matrix, PageObject, PageSpace, around, bounds_of, matrix_of, transform, turn_box

THICKEST = 4.0
"""Points: a thicker bar is an area, not a rule."""
SHORTEST = 3.0
"""Points: a shorter stroke is a dot, a tick or a piece of a curve."""
MOST_SEGMENTS = 400
"""Strokes of one path that are looked at; a drawing has more."""
PALEST = 250
"""Lighter than this (of 255) on paper is not seen."""
STRAIGHT = 0.5
"""Points by which the ends of a rule may differ across."""


class Drawing(NamedTuple):
    """What is drawn on a page besides letters and pictures, on the upright page."""

    rules: Rules
    areas: list[Box]


def find_drawing(objects: Iterable[PageObject], space: PageSpace, turned: int) -> Drawing:
    """Find the rules and shaded areas of a page.

    Args:
        objects: of the page.
        space: of the page.
        turned: degrees clockwise by which the shown page was turned so that its letters stand upright.
    """
    drawing = Drawing(Rules([], []), [])
    for kind, handle, matrices in objects:
        if kind != raw.FPDF_PAGEOBJ_PATH:
            continue
        fills, strokes = _mode(handle)
        if not (fills or strokes):
            continue
        box = _upright(bounds_of(handle, matrices, space), space, turned)
        if _is_thin(box):
            _add(drawing.rules, box)
        elif fills and not strokes:
            drawing.areas.append(box)
        else:
            for stroke in _strokes(handle, matrices, space):
                _add(drawing.rules, _upright(stroke, space, turned))
    return drawing


def rules_of(areas: list[Box]) -> Rules:
    """Give the edges of shaded areas as rules: some tables are drawn as grey cells without any line."""
    rules = Rules([], [])
    for box in areas:
        rules.horizontal.extend(Rule(y, box.x0, box.x1) for y in (box.top, box.bottom))
        rules.vertical.extend(Rule(x, box.top, box.bottom) for x in (box.x0, box.x1))
    return rules


def _mode(handle: object) -> tuple[bool, bool]:
    """Tell whether a path fills and whether it strokes anything that can be seen."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(handle, ctypes.byref(fill), ctypes.byref(stroke))
    return (
        bool(fill.value) and _is_seen(handle, raw.FPDFPageObj_GetFillColor),
        bool(stroke.value) and _is_seen(handle, raw.FPDFPageObj_GetStrokeColor),
    )


def _is_seen(handle: object, colour_of: object) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    colour_of(handle, *(ctypes.byref(part) for part in (red, green, blue, alpha)))  # type: ignore[operator]
    return alpha.value > 0 and min(red.value, green.value, blue.value) < PALEST


def _upright(box: Box, space: PageSpace, turned: int) -> Box:
    return turn_box(box, turned, space.width, space.height) if turned else box


def _is_thin(box: Box) -> bool:
    return min(box.x1 - box.x0, box.bottom - box.top) <= THICKEST


def _add(rules: Rules, box: Box) -> None:
    """Add a thin box to the rules; what is short both ways is a dot."""
    width, height = box.x1 - box.x0, box.bottom - box.top
    if width >= height and width >= SHORTEST:
        rules.horizontal.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
    elif height > width and height >= SHORTEST:
        rules.vertical.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))


def _strokes(handle: object, matrices: tuple[Matrix, ...], space: PageSpace) -> Iterator[Box]:
    """Give the strokes of a path that run along the sides of the page."""
    count = raw.FPDFPath_CountSegments(handle)
    if count > MOST_SEGMENTS:
        return
    chain = (matrix_of(handle), *matrices)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for index in range(count):
        segment = raw.FPDFPath_GetPathSegment(handle, index)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        here = transform(chain, x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = here
        ends = [(last, here)] if kind == raw.FPDF_SEGMENT_LINETO else []
        if raw.FPDFPathSegment_GetClose(segment):
            ends.append((here, first))
        for a, b in ends:
            if min(abs(a[0] - b[0]), abs(a[1] - b[1])) <= STRAIGHT:
                yield around([a, b], space)
        last = here
