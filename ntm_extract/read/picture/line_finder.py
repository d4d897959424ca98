"""Lines of print (dòng chữ) found in a cleaned, upright picture of a page, whoever will read them.

The middle of a line, between the feet and the shoulders of the small letters, is dense with ink all along; above and
below it there are only marks, ascenders and descenders. These dense strips are looked for, and each is given room for
what stands above and below, up to where there is least ink between it and the next line.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageFilter

from ntm_extract.pages import Box

Gray = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
Strip = tuple[int, int, int, int]
"""Left, top, right, bottom."""

WORKING_DPI = 150
"""Lines are looked for at this resolution: fine enough for 7-point letters, and quick."""
PALE, FULL = 195, 105
"""Grey from which a place counts as ink at all, and fully, once the background is level and the picture small."""
REACH = 18
"""Pixels at 150 dpi by which ink is spread sideways: gaps between words close, those between columns do not."""
DENSE = 0.55
"""A row belongs to the strip of a line when it is at least this dense, in shares of the densest row near it."""
NEIGHBOURHOOD = 14
"""Pixels at 150 dpi, up and down, in which the densest row is looked for: half the usual distance of lines."""
LEAST_INK = 0.03
"""Share of ink below which a place holds a speck, not letters."""
ABOVE, BELOW, BESIDE = (0.5, 1.15), (0.3, 0.75), 0.25
"""Room for marks and ascenders, for descenders (least and most), and at both ends, in heights of the strip."""
FLAT, SMALLEST = 0.6, 0.35
"""Shares of the page's usual height of strips: below the first it may be part of a figure, below the second dirt."""
NARROW, SHORT = 3.0, 12.0
"""Widths in usual heights of strips: up to the first a strip may be one figure, up to the second it may be a few if it
is flat; longer flat ones are lines of small type."""
SEEN, FAINTEST = 40, 15
"""Ink above the first is where a line begins and ends; a thin stroke of a lone figure may be as pale as the second."""
BROKEN = 2
"""Rows for which a thin or pale stroke of a lone figure may break."""
STROKE = 0.7
"""In usual heights of strips: of two strips that touch, one flatter than this is the upper or lower part of figures."""
SLANT, HIGHEST_FIGURE = 0.5, 1.7
"""In usual heights of strips: how far the pieces of a lone figure may be apart, and how high it may be."""
BRIDGED, BRIDGE = 1.5, 0.5
"""Strips this many usual heights high may be two lines, if at most this share of their columns joins them."""
JOINED = 21
"""Pixels at 150 dpi: pieces with a narrower gap are one line."""
HIGHEST_MARK, LOWEST_MARK = 0.75, 0.35
"""How far above and below a strip, in its heights, the marks of its letters have their middle."""
FLATTEST, TALLEST = 4, 40
"""Pixels at 150 dpi: heights of strips, from 6-point small letters to 26-point capitals."""


class TextLine(NamedTuple):
    """A line of print, or a piece of one between two wide gaps: the box to be read, and its dense strip."""

    box: Box
    top: float
    bottom: float


def find_text_lines(picture: Gray, dpi: int) -> list[TextLine]:
    """Find the lines of print in an upright grey picture.

    Args:
        picture: rows × columns, 0 black, background white, rules of tables wiped out.
        dpi: its resolution.

    Returns:
        Pieces of lines in pixels of the picture, top to bottom; words that stand at one height with no more than
        word gaps between them are one piece.
    """
    scale = WORKING_DPI / dpi
    size = (max(1, round(picture.shape[1] * scale)), max(1, round(picture.shape[0] * scale)))
    small = np.asarray(Image.fromarray(picture).resize(size, Image.Resampling.BOX))
    ink = np.clip((PALE - small.astype(np.float32)) * (255 / (PALE - FULL)), 0, 255).astype(np.uint8)
    if not ink.any():
        return []
    spread = Image.fromarray(ink).filter(ImageFilter.BoxBlur((REACH, 1)))
    density: Floats = np.asarray(spread).astype(np.float32) / np.float32(255)
    strips = (density >= DENSE * _highest_near(density, NEIGHBOURHOOD)) & (density >= LEAST_INK)
    blobs = _blobs(strips)
    usual = _usual_height([b for b in blobs if FLATTEST <= b[3] - b[1] <= TALLEST])
    pieces = [b for blob in blobs for b in _parted(blob, strips, usual) if b[3] - b[1] <= TALLEST]
    lines = []
    found = _distinct(_mended([_filled(strip, ink, usual) for strip in _joined(pieces)], usual))
    found = [strip for strip in found if strip[3] - strip[1] >= max(FLATTEST, SMALLEST * usual)]
    for left, top, right, bottom in found:
        columns = np.flatnonzero((ink[top:bottom, left:right] > SEEN).any(axis=0))
        if not columns.size:
            continue
        height = bottom - top
        x0, x1 = left + int(columns[0]), left + int(columns[-1]) + 1
        profile = ink[:, x0:x1].mean(axis=1)
        highest, lowest = _between(found, (x0, top, x1, bottom))
        y0 = max(highest, top - _emptiest(profile[:top][::-1], height, *ABOVE))
        y1 = min(lowest, bottom + _emptiest(profile[bottom:], height, *BELOW))
        pad = BESIDE * height
        box = Box(max(0.0, x0 - pad), y0, min(float(size[0]), x1 + pad), y1)
        lines.append(TextLine(Box(*(v / scale for v in box)), top / scale, bottom / scale))
    return sorted(lines, key=lambda line: (line.top, line.box.x0))


def _parted(blob: Strip, strips: Mask, usual: float) -> list[Strip]:
    """Part the strips of lines that a mark between a foot and a head joins: few columns are dense there."""
    left, top, right, bottom = blob
    if bottom - top < BRIDGED * usual:
        return [blob]
    inside = strips[top:bottom, left:right]
    widths = inside.sum(axis=1)
    above, below = np.maximum.accumulate(widths), np.maximum.accumulate(widths[::-1])[::-1]
    bridge = widths / np.minimum(above, below)
    at = int(np.argmin(bridge))
    if bridge[at] > BRIDGE:
        return [blob]
    parts = [
        (left + int(columns[0]), top + start, left + int(columns[-1]) + 1, top + end)
        for start, end in ((0, at), (at + 1, bottom - top))
        for columns in [np.flatnonzero(inside[start:end].any(axis=0))]
    ]
    return [strip for part in parts for strip in _parted(part, strips, usual)]


def _between(strips: Sequence[Strip], own: Strip) -> tuple[int, int]:
    """Tell how far up and down a line may reach: lines set tightly leave less room than marks like to have."""
    left, top, right, bottom = own
    near = [
        strip
        for strip in strips
        if strip[2] - strip[0] > 2 * (bottom - top) and min(right, strip[2]) - max(left, strip[0]) > bottom - top
    ]
    return (
        max((strip[3] for strip in near if strip[3] <= top), default=0),
        min((strip[1] for strip in near if strip[1] >= bottom), default=1 << 30),
    )


def _joined(pieces: list[Strip]) -> list[Strip]:
    """Join pieces of one line: those at one height that no wide gap parts, and marks that made a strip of their own.

    The widest piece tells the height.
    """
    joined: list[list[int]] = []
    for piece in sorted(pieces, key=lambda p: p[0] - p[2]):
        left, top, right, bottom = piece
        own = next((line for line in joined if _is_of(piece, line)), None)
        if own is None:
            joined.append([left, top, right, bottom])
        else:
            own[0], own[2] = min(own[0], left), max(own[2], right)
    strips = [(line[0], line[1], line[2], line[3]) for line in joined]
    return strips if len(strips) == len(pieces) else _joined(strips)  # a line that grew may reach another now


def _is_of(piece: Strip, line: Sequence[int]) -> bool:
    left, top, right, bottom = piece
    middle, height = (top + bottom) / 2, line[3] - line[1]
    is_level = line[1] < middle < line[3]
    if bottom - top > height / 2:
        return is_level and left < line[2] + JOINED and line[0] - JOINED < right
    return (
        line[1] - height * HIGHEST_MARK < middle < line[3] + height * LOWEST_MARK
        and left < line[2]
        and line[0] < right
        and (right - left < line[2] - line[0] or is_level)
    )


def _usual_height(pieces: list[Strip]) -> float:
    """Give the height of strips that most of the width of print has."""
    if not pieces:
        return 0.0
    heights, widths = np.array([p[3] - p[1] for p in pieces]), np.array([p[2] - p[0] for p in pieces])
    order = np.argsort(heights)
    return float(heights[order][np.searchsorted(widths[order].cumsum(), widths.sum() / 2)])


def _filled(strip: Strip, ink: Gray, usual: float) -> Strip:
    """Give a narrow strip the height of the ink it belongs to: of a lone figure only a part is dense."""
    left, top, right, bottom = strip
    if right - left > (NARROW if bottom - top >= FLAT * usual else SHORT) * usual:
        return strip
    inked: Mask = np.any(ink[:, left:right] > FAINTEST, axis=1)
    rows = np.flatnonzero(inked)
    for at in np.flatnonzero((np.diff(rows) > 1) & (np.diff(rows) <= BROKEN + 1)):
        inked[rows[at] : rows[at + 1]] = True
    highest, lowest = max(0, round(top - 1.5 * usual)), min(len(inked), round(bottom + 1.5 * usual))
    while top > highest and inked[top - 1]:
        top -= 1
    while bottom < lowest and inked[bottom]:
        bottom += 1
    return left, top, right, bottom


def _mended(strips: list[Strip], usual: float) -> list[Strip]:
    """Put together the pieces of a lone figure whose slant stroke is too pale to be seen (2, 7).

    And the upper and lower strokes of a few figures (93,5), of which each made a strip: lines are not so near.
    """
    mended: list[Strip] = []
    for strip in sorted(strips, key=lambda strip: strip[1]):
        at = next((i for i, other in enumerate(mended) if _is_one_figure(other, strip, usual)), None)
        if at is None:
            mended.append(strip)
        else:
            (a, b, c, d), (left, _, right, bottom) = mended[at], strip
            mended[at] = (min(a, left), b, max(c, right), max(d, bottom))
    return mended


def _is_one_figure(upper: Strip, lower: Strip, usual: float) -> bool:
    widths = [strip[2] - strip[0] for strip in (upper, lower)]
    shared = min(upper[2], lower[2]) - max(upper[0], lower[0])
    are_strokes = lower[1] - upper[3] <= BROKEN and min(upper[3] - upper[1], lower[3] - lower[1]) <= STROKE * usual
    return (
        max(widths) <= (SHORT if are_strokes else NARROW) * usual
        and shared > 0.5 * max(widths)
        and lower[1] - upper[3] <= SLANT * usual
        and lower[3] - upper[1] <= HIGHEST_FIGURE * usual
    )


def _distinct(strips: list[Strip]) -> list[Strip]:
    """Leave out strips that lie mostly in another: two strokes of one figure were both filled to its height."""
    kept: list[Strip] = []
    for strip in sorted(strips, key=lambda s: (s[2] - s[0]) * (s[1] - s[3])):
        left, top, right, bottom = strip
        area = (right - left) * (bottom - top)
        if not any(
            (min(right, o[2]) - max(left, o[0])) * (min(bottom, o[3]) - max(top, o[1])) > 0.5 * area
            for o in kept
            if left < o[2] and o[0] < right and top < o[3] and o[1] < bottom
        ):
            kept.append(strip)
    return kept


def _emptiest(profile: npt.NDArray[np.float64], height: int, least: float, most: float) -> int:
    """Tell how far off the emptiest row is, where one line ends and the next begins; the nearest of equal ones."""
    window = profile[round(least * height) : round(most * height) + 1]
    return round(least * height) + int(np.argmin(window)) if window.size else len(profile)


def _highest_near(density: Floats, reach: int) -> Floats:
    """Give for each place the highest value in its column up to `reach` above and below."""
    highest = density.copy()
    for shift in range(1, reach + 1):
        np.maximum(highest[shift:], density[:-shift], out=highest[shift:])
        np.maximum(highest[:-shift], density[shift:], out=highest[:-shift])
    return highest


def _blobs(mask: Mask) -> list[Strip]:
    """Give left, top, right, bottom of each connected area of a mask."""
    owner: list[int] = []
    boxes: list[list[int]] = []

    def root(index: int) -> int:
        while owner[index] != index:
            owner[index] = owner[owner[index]]
            index = owner[index]
        return index

    before: list[tuple[int, int, int]] = []
    last = -2
    for y in np.flatnonzero(mask.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(np.pad(mask[y], 1).astype(np.int8))).tolist()
        if y != last + 1:
            before = []
        row = []
        for start, end in zip(edges[0::2], edges[1::2], strict=True):
            touched = {root(i) for a, b, i in before if a < end and start < b}
            index = min(touched, default=len(owner))
            if not touched:
                owner.append(index)
                boxes.append([start, y, end, y + 1])
            for other in touched - {index}:
                owner[other] = index
                _include(boxes[index], boxes[other])
            _include(boxes[index], [start, y, end, y + 1])
            row.append((start, end, index))
        before, last = row, y
    return [(b[0], b[1], b[2], b[3]) for i, b in enumerate(boxes) if owner[i] == i]


def _include(box: list[int], other: list[int]) -> None:
    box[:] = [min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3])]
