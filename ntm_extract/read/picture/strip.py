"""Places of a page laid out under each other on one strip, so that they are read in one go and each by itself."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ntm_extract.pages import Box

Gray = npt.NDArray[np.uint8]


class Piece(NamedTuple):
    """A place of the page on the strip: its box on the page, and its top on the strip; it keeps its size."""

    box: Box
    top: float


class Strip(NamedTuple):
    """A picture of places under each other, all beginning at one left edge.

    Attributes:
        picture: rows × columns, 0 black.
        pieces: the places, top to bottom.
        left: column at which the places begin.
    """

    picture: Gray
    pieces: tuple[Piece, ...]
    left: int

    def to_page(self, box: Box) -> Box:
        """Bring a box on the strip to the page; it belongs to the place its middle is in, or nearest to."""
        middle = (box.top + box.bottom) / 2
        at = max(1, bisect_right(self.pieces, middle, key=lambda piece: piece.top))
        near = self.pieces[at - 1 : at + 1]  # the one it is in or below, and the next
        piece = min(near, key=lambda p: abs(p.top + _height(p.box) / 2 - middle) - _height(p.box) / 2)
        dx, dy = piece.box.x0 - self.left, piece.box.top - piece.top
        return Box(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy)

    def from_page(self, box: Box) -> Box | None:
        """Bring a box on the page to the strip, None where its middle is in no place."""
        x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
        for place, top in self.pieces:
            if place.x0 <= x < place.x1 and place.top <= y < place.bottom:
                dx, dy = self.left - place.x0, top - place.top
                return Box(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy)
        return None


def lay_out(picture: Gray, boxes: Sequence[Box], *, gap: int) -> Strip | None:
    """Lay out places of a picture under each other, `gap` pixels of white between and around; None without a place."""
    pieces: list[tuple[Piece, Gray]] = []
    top = gap
    for box in boxes:
        x0, y0 = max(0, round(box.x0)), max(0, round(box.top))
        crop = picture[y0 : max(0, round(box.bottom)), x0 : max(0, round(box.x1))]
        if crop.size:
            placed = Box(float(x0), float(y0), float(x0 + crop.shape[1]), float(y0 + crop.shape[0]))
            pieces.append((Piece(placed, float(top)), crop))
            top += crop.shape[0] + gap
    if not pieces:
        return None
    strip = np.full((top, max(crop.shape[1] for _, crop in pieces) + 2 * gap), 255, np.uint8)
    for piece, crop in pieces:
        strip[int(piece.top) : int(piece.top) + crop.shape[0], gap : gap + crop.shape[1]] = crop
    return Strip(strip, tuple(piece for piece, _ in pieces), gap)


def _height(box: Box) -> float:
    return box.bottom - box.top
