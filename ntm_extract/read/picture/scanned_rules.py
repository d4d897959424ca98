"""Thin dark lines in a picture: how much darker they are than the paper beside them, and where they run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]

FAINTEST = 22
"""A pixel of a rule is darker by so much than the paper on both sides of it; what shines through is mostly less."""
BESIDE = (1.4, 2.8)
"""Points from a rule to the paper beside it: nearest and farthest."""
WINDOWS = ((0.45, 0.85), (1.2, 0.6))
"""Inches of a picture in which a piece of a rule is sought, and the share of them that is dark in one: nearly all of
a short piece, or more of a long one than of any line of letters."""
THICKEST = 4.0
"""Points: a longer and thicker bar is a picture or a shading, not a rule."""
GHOST = 0.28
"""A rule is one of the page's when it is so dark compared with the darkest; less shines through from the back."""
MOST_RUNS = 16_000
"""A picture with more is a drawing, not a page with tables."""
JUMP = 3
"""Pixels that may be missing at the end of a rule."""


class Bar(NamedTuple):
    """A piece of a rule, as if horizontal.

    Attributes:
        at: its height in its middle.
        start, end: from where to where it runs.
        lean: its slope.
        half: how much of its thickness lies on either side of its height.
        strength: how much darker it is than paper.
    """

    at: float
    start: int
    end: int
    lean: float
    half: float
    strength: float


def find_contrast(picture: Gray, point: float) -> Gray:
    """Give by how much each pixel is darker than the paper above and below it: much in thin horizontal lines.

    Args:
        picture: rows × columns, 0 black.
        point: pixels of a point.
    """
    near, far = max(2, round(BESIDE[0] * point)), max(4, round(BESIDE[1] * point))
    height = picture.shape[0]
    contrast = np.zeros_like(picture)
    if height <= 2 * far:
        return contrast
    lightest = picture.copy()  # in each pixel and the `far - near` below it
    for shift in range(1, far - near + 1):
        np.maximum(lightest[:-shift], picture[shift:], out=lightest[:-shift])
    middle = picture[far : height - far]
    paper = np.minimum(lightest[: height - 2 * far], lightest[far + near : height - far + near])
    contrast[far : height - far] = np.maximum(paper, middle) - middle
    return contrast


def find_bars(contrast: Gray, point: float) -> list[Bar]:
    """Find pieces of horizontal rules; none where there are too many for a page with tables.

    Pieces that are much fainter than others shine through from the back of the sheet, and are left out.
    """
    thin = contrast >= FAINTEST
    total = np.pad(thin, ((0, 0), (1, 0))).cumsum(1, dtype=np.int16)
    ruled = np.zeros_like(thin)
    for inches, share in WINDOWS:
        window = round(inches * 72 * point)
        if thin.shape[1] > window:
            before = window // 2
            full = total[:, window:] - total[:, :-window] >= share * window
            ruled[:, before : before + full.shape[1]] |= full
    pieces = (_measure(edges, contrast, point) for edges in _areas(ruled))
    bars = [bar for bar in pieces if bar is not None]
    least = GHOST * _strongest([bar.strength for bar in bars], [bar.end - bar.start for bar in bars])
    return [bar for bar in bars if bar.strength >= least]


def _strongest(strengths: Sequence[float], lengths: Sequence[int]) -> float:
    """Give how dark the darkest tenth of all rules is, by length."""
    left = sum(lengths) / 10
    for strength, length in sorted(zip(strengths, lengths, strict=True), reverse=True):
        left -= length
        if left <= 0:
            return strength
    return 0.0


def _areas(ruled: Mask) -> list[list[int]]:
    """Gather runs that touch those in the row above: top, bottom, start, end of each area."""
    areas: list[list[int]] = []
    above: list[tuple[int, int, list[int]]] = []  # runs of the row above: start, end, area
    runs, last = 0, -2
    for y in np.flatnonzero(ruled.any(axis=1)).tolist():
        edges = np.flatnonzero(np.diff(np.pad(ruled[y], 1).astype(np.int8))).tolist()
        runs += len(edges) // 2
        if runs > MOST_RUNS:
            return []
        row: list[tuple[int, int, list[int]]] = []
        for start, end in zip(edges[0::2], edges[1::2], strict=True):
            area = next((a for s, e, a in above if s <= end and start <= e), None) if last == y - 1 else None
            if area is None:
                area = [y, y, start, end]
                areas.append(area)
            area[1], area[2], area[3] = y, min(area[2], start), max(area[3], end)
            row.append((start, end, area))
        above, last = row, y
    return areas


def _measure(edges: list[int], contrast: Gray, point: float) -> Bar | None:
    """Measure a piece of a rule; None where it is too thick for one."""
    top, bottom, start, end = edges
    top = max(0, top - 1)
    thin = contrast[top : bottom + 2] >= FAINTEST
    rows, columns = np.nonzero(thin[:, start:end])
    if len(rows) < 2:
        return None
    x, y = columns - columns.mean(), rows - rows.mean()
    lean = float((x * y).sum() / max((x * x).sum(), 1))
    half = float(np.percentile(np.abs(y - lean * x), 90))
    if half > THICKEST / 2 * point:
        return None
    strength = float(np.median(contrast[top : bottom + 2, start:end].max(axis=0)))
    dark = np.asarray(thin.any(axis=0))
    reach = round(WINDOWS[-1][0] * 36 * point)  # half of a window about the end of a rule is empty
    first, last = start, end
    while start > max(0, first - reach) and dark[max(0, start - JUMP) : start].any():
        start -= 1
    while end < min(len(dark), last + reach) and dark[end : end + JUMP].any():
        end += 1
    middle = (start + end) / 2 - edges[2] - float(columns.mean())
    return Bar(top + float(rows.mean()) + lean * middle, start, end, lean, half, strength)
