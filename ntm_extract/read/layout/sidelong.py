"""Words that are set sidelong (chữ dọc): heads of narrow columns, running heads of pages that lie across.

A text layer gives their letters one by one, each as if it stood on a line of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ntm_extract.pages import Box
from ntm_extract.read.layout.fragment import Fragment, around

FEWEST = 3
"""Letters of a run that is sidelong beyond doubt; shorter ones beside it, as page numbers, belong to it."""
SAME_COLUMN = 1.0
"""Points by which the sides of letters in one sidelong line may differ."""
FARTHEST = 1.6
"""A letter follows the one before within so many heights of type."""
BLANK = 0.14
"""A gap of so many heights of type is one between words."""
LYING = 1.1
"""Letters that lie on their side are mostly so many times as wide as they are high; upright ones are not."""


def gather_sidelong(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Make words of the letters that are set sidelong, each with its `turn`; all else stays as it is.

    Args:
        fragments: in the order in which the layer has them.
    """
    if not any(_are_alike(before, fragment) for before, fragment in pairwise(fragments)):
        return list(fragments)  # as on nearly every page
    runs: list[list[Fragment]] = []
    for fragment in fragments:
        if runs and _follows(runs[-1], fragment):
            runs[-1].append(fragment)
        else:
            runs.append([fragment])
    sure = [run for run in runs if len(run) >= FEWEST and _lies(run)]
    if not sure:
        return list(fragments)
    found: list[Fragment] = []
    for run in runs:
        beside = len(run) > 1 and any(_in_column(run[0].box, known[0].box) for known in sure)
        found += _words(run) if run in sure or beside else run
    return found


def _in_column(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) <= SAME_COLUMN and abs(a.x1 - b.x1) <= SAME_COLUMN


def _are_alike(last: Fragment, fragment: Fragment) -> bool:
    """Whether both are a letter or two, above each other."""
    return len(fragment.text) <= 2 and len(last.text) <= 2 and _in_column(last.box, fragment.box)


def _follows(run: Sequence[Fragment], fragment: Fragment) -> bool:
    if not _are_alike(run[-1], fragment):
        return False
    last, box = run[-1].box, fragment.box
    goes_down = box.top > last.top
    if len(run) > 1 and goes_down != (last.top > run[-2].box.top):
        return False
    gap = box.top - last.bottom if goes_down else last.top - box.bottom
    return -0.5 * (last.bottom - last.top) < gap < FARTHEST * (box.x1 - box.x0)


def _lies(run: Sequence[Fragment]) -> bool:
    return median((f.box.x1 - f.box.x0) / max(f.box.bottom - f.box.top, 0.1) for f in run) >= LYING


def _words(run: Sequence[Fragment]) -> list[Fragment]:
    goes_down = run[-1].box.top > run[0].box.top
    words = [[run[0]]]
    for last, letter in pairwise(run):
        gap = letter.box.top - last.box.bottom if goes_down else last.box.top - letter.box.bottom
        if gap > BLANK * (letter.box.x1 - letter.box.x0):
            words.append([letter])
        else:
            words[-1].append(letter)
    return [_joined(word, 90 if goes_down else 270) for word in words]


def _joined(letters: Sequence[Fragment], turn: int) -> Fragment:
    box = around(letters)
    confidence = min(letter.confidence for letter in letters)
    return Fragment("".join(letter.text for letter in letters), box, box.top, box.bottom, confidence, turn=turn)
