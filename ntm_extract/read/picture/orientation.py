"""Which way up a page lies (chiều của trang): the way its letters are read surest."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ntm_extract.read.picture import clean
from ntm_extract.read.picture.line_finder import TextLine, find_text_lines
from ntm_extract.read.picture.recognizer import Recognizer

Gray = npt.NDArray[np.uint8]
TURNS = (0, 90, 180, 270)
SAMPLE = 10
"""Lines that are read for each way up; the longest, as short ones say little."""
SURE = -0.25
"""Log-probability of a word's best placing from which its letters count as read."""
ENOUGH = 12
"""Letters read surely, below which a page is too empty to tell."""
MANY = 60
"""Letters read surely that leave no doubt: on a page that lies otherwise hardly one is."""
CLEARER = 1.5
"""The best way up is believed when so many times more letters are read than as the page lies."""


def find_turn(picture: Gray, dpi: int, recognizer: Recognizer) -> int | None:
    """Find by how many degrees clockwise a cleaned picture must be turned to stand upright.

    Args:
        picture: rows × columns, 0 black.
        dpi: its resolution.
        recognizer: reads a few lines of each way up.

    Returns:
        0, 90, 180 or 270; None where too few letters are read any way.
    """
    read: dict[int, int] = {}
    for turn in TURNS:
        read[turn] = count_sure_letters(straighten(turn_right(picture, turn), dpi)[0], dpi, recognizer)
        if read[turn] >= MANY:
            return turn
    best = max(read, key=lambda turn: read[turn])
    if read[best] < ENOUGH:
        return None
    return best if read[best] > CLEARER * read[0] else 0


def straighten(picture: Gray, dpi: int) -> tuple[Gray, float]:
    """Turn an upright picture so that its lines run level; also gives by how many degrees they rose."""
    skew = clean.find_skew(picture, dpi)
    return (picture, 0.0) if abs(skew) < clean.SMALLEST_SKEW else (clean.turn(picture, skew), skew)


def turn_right(picture: Gray, degrees: int) -> Gray:
    """Turn a picture clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(picture, -degrees // 90))


def count_sure_letters(picture: Gray, dpi: int, recognizer: Recognizer) -> int:
    """Count the letters and figures that are read surely in a picture's longest lines."""
    lines = sorted(find_text_lines(picture, dpi), key=_length, reverse=True)[:SAMPLE]
    return sum(
        sum(c.isalnum() for c in word.text)
        for line in recognizer.read(picture, lines)
        for word in line.words
        if line.letters[word.start : word.end].max(axis=1).sum() > SURE
    )


def _length(line: TextLine) -> float:
    return (line.box.x1 - line.box.x0) / max(line.box.bottom - line.box.top, 1.0)
