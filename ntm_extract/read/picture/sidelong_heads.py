"""Running heads (công báo) of pages that lie across: set sidelong beside the table, as the pages are bound upright."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Grid
from ntm_extract.read.picture.orientation import count_sure_letters, turn_right
from ntm_extract.read.picture.recognizer import Recognizer

NARROWEST = 0.15
"""Inches of a margin that a line has room in."""
AWAY = 0.05
"""Inches between a table and its margin."""
ENOUGH, CLEARER = 5, 3
"""Letters read surely, below which what stands in a margin is no head; and so many times more than the other ways."""


class Margin(NamedTuple):
    """A margin whose letters are turned by so many degrees clockwise, 90 or 270, against the page's."""

    box: Box
    turn: int


def find_sidelong(
    picture: npt.NDArray[np.uint8], dpi: int, grids: Sequence[Grid], recognizer: Recognizer
) -> list[Margin]:
    """Find the margins beside tables in which something is set sidelong, on a page that is wider than high.

    Args:
        picture: upright page, rows × columns, 0 black.
        dpi: its resolution.
        grids: its tables, in pixels.
        recognizer: tries each margin turned either way and as it stands.
    """
    height, width = picture.shape
    if not grids or width <= height:
        return []
    left = round(min(grid.box.x0 for grid in grids) - AWAY * dpi)
    right = round(max(grid.box.x1 for grid in grids) + AWAY * dpi)
    found = []
    for start, end in ((0, left), (right, width)):
        if end - start < NARROWEST * dpi:
            continue
        margin = picture[:, start:end]
        read = {turn: count_sure_letters(turn_right(margin, -turn), dpi, recognizer) for turn in (0, 90, 270)}
        *others, turn = sorted(read, key=lambda turn: read[turn])
        if turn and read[turn] >= max(ENOUGH, *(CLEARER * read[other] for other in others)):
            found.append(Margin(Box(float(start), 0.0, float(end), float(height)), turn))
    return found
