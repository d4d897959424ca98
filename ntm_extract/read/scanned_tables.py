"""Ruled tables in scans (bảng kẻ): from the dark lines of a picture to the cells between them.

Rules in scans are faint, broken, crossed by stamps, and lean a little. So they are sought in two steps. Pieces that
are rules beyond doubt tell where a table's rules stand. Then each stretch between two crossings is asked for itself
how much of it is dark, which finds the rest of a broken rule and tells it from the words of a merged cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt
from PIL import Image

from ntm_extract.pages import Box
from ntm_extract.read.lattice import Lattice, Mask, Rule, Rules, cells_of, connected, levels, open_sides
from ntm_extract.read.layout import Grid
from ntm_extract.read.scanned_rules import FAINTEST, Bar, Gray, find_bars, find_contrast

Shares = npt.NDArray[np.float64]

WORKING_DPI = 130
"""Finer pictures are made coarser, to no less than this: rules stay, and the search takes a quarter of the time."""
MOST_BARS = 4000
"""A page with more pieces of rules is a drawing, not a table."""
LONG = 1.0
"""Inches: rules as long as this tell how much the table leans."""
NEAR = 10.0
"""Points from one piece of a rule to the next or to the rule that crosses it, in a table that is worn."""
MEETING = 3.0
"""Points within which pieces are of one rule."""
FAINTER = 0.4
"""A pixel is of a rule when it is so dark compared with the rest of that rule: others are letters or shine through."""
GHOST = 0.25
"""A rule is one of the table's when it is so dark compared with the others; less shines through from the back."""
CLOSED, CROSSED = 0.25, 1.5
"""A stretch between two crossings is closed when this share of it is dark, and more where letters cross it: as much
more as is dark a little beside it, and so many times what has ink on both sides."""
INK = 170
"""Darker than this is ink of letters."""
CLOSE_BY = (1.2, 1.6, 2.0, 2.4)
"""Points beside a rule where the cells' words do not come, and where the letters of a word that crosses it stand."""
ASIDE = (2.0, 2.5, 3.0)
"""Points beside a rule where there is paper, and in a line of letters there are letters."""
SURE, SHORTEST_SURE = 0.75, 22.0
"""What is so dark is a rule, whatever crosses it; for being one, it must be so over so many points together."""
MARGIN = 2.0
"""Points at either end of a stretch where the crossing rule is, not the stretch itself."""


def find_scanned_grids(picture: Gray, dpi: int) -> tuple[list[Grid], Mask]:
    """Find the ruled tables of an upright, straightened grey picture.

    Args:
        picture: rows × columns, 0 black; paper about evenly light.
        dpi: its resolution.

    Returns:
        The tables, boxes in pixels; and a mask of the pixels of their rules, for wiping them out.
    """
    step = max(1, dpi // WORKING_DPI)
    small = np.asarray(Image.fromarray(picture).reduce(step)) if step > 1 else picture
    view = _View(small, dpi / step)
    grids: list[Grid] = []
    mask = np.zeros(small.shape, dtype=bool)
    for lattice in view.lattices():
        grid = cells_of(lattice)
        if grid is not None:
            view.mark(mask, lattice)
            grids.append(Grid(tuple((r, c, _times(view.place(box), step)) for r, c, box in grid.cells)))
    if step > 1:
        mask = mask.repeat(step, axis=0).repeat(step, axis=1)[: picture.shape[0], : picture.shape[1]]
    return grids, mask


def _times(box: Box, k: float) -> Box:
    return Box(box.x0 * k, box.top * k, box.x1 * k, box.bottom * k)


@dataclass(frozen=True)
class _Way:
    """One way that rules run in a picture; those that run down are told as if the picture were turned over.

    Attributes:
        picture: rows × columns.
        contrast: as `find_contrast` gives it.
        lean: slope of the rules, about `centre`; their places (`at`) are those at the centre.
    """

    picture: Gray
    contrast: Gray
    bars: tuple[Bar, ...]
    lean: float
    centre: float

    @classmethod
    def of(cls, picture: Gray, contrast: Gray, bars: Sequence[Bar], point: float) -> _Way:
        """Tell how the rules of a picture lean."""
        leans = [bar.lean for bar in bars if bar.end - bar.start >= LONG * 72 * point]
        return cls(picture, contrast, tuple(bars), median(leans) if leans else 0.0, contrast.shape[1] / 2)

    def rules(self) -> list[Rule]:
        """Give the pieces of rules as if they did not lean."""
        return [Rule(b.at - self.shift((b.start + b.end) / 2), b.start, b.end) for b in self.bars]

    def shift(self, along: float) -> float:
        """Give by how much a rule has climbed, or a side has moved, at a place along it."""
        return self.lean * (along - self.centre)

    def line(self, place: float, along: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Give the rows and columns of the pixels along a rule."""
        rows = np.rint(place + self.lean * (along - self.centre)).astype(np.intp)
        return np.clip(rows, 0, self.contrast.shape[0] - 1), along


class _View:
    """A picture in which tables are sought: rules that run across, and rules that run down."""

    def __init__(self, picture: Gray, dpi: float) -> None:
        self._point = dpi / 72
        turned = np.ascontiguousarray(picture.T)
        contrast = find_contrast(turned, self._point)
        bars = find_bars(contrast, self._point)
        self._down = _Way.of(turned, contrast, bars, self._point)
        contrast = find_contrast(picture, self._point) if bars else contrast.T
        self._across = _Way.of(picture, contrast, find_bars(contrast, self._point) if bars else (), self._point)

    def lattices(self) -> list[Lattice]:
        """Give the lattices of the tables, as if they did not lean."""
        rules = Rules(self._across.rules(), self._down.rules())
        if not rules.horizontal or not rules.vertical or len(rules.horizontal) + len(rules.vertical) > MOST_BARS:
            return []
        found = [self._lattice(group, rules) for group in connected(rules, NEAR * self._point)]
        return [lattice for lattice in found if lattice]

    def place(self, box: Box) -> Box:
        """Bring a box of a lattice to the picture; it stays upright, so that the middle of each side is right."""
        dx = self._down.shift((box.top + box.bottom) / 2)
        dy = self._across.shift((box.x0 + box.x1) / 2)
        return Box(box.x0 + dx, box.top + dy, box.x1 + dx, box.bottom + dy)

    def _lattice(self, group: Rules, everything: Rules) -> Lattice | None:
        slack, near = MEETING * self._point, NEAR * self._point
        horizontal = _with_pieces_between(group.horizontal, everything.horizontal, group.vertical, near)
        vertical = _with_pieces_between(group.vertical, everything.vertical, group.horizontal, near)
        ys, xs = levels(horizontal, slack), levels(vertical, slack)
        least = SHORTEST_SURE * self._point
        while len(ys) > 1 and len(xs) > 1:
            across, down = self._closed(ys, xs, SURE)
            long_y = [_length(across[i], xs) >= least for i in range(len(ys))]
            long_x = [_length(down[j], ys) >= least for j in range(len(xs))]
            if all(long_y) and all(long_x):
                break
            ys = [y for y, is_long in zip(ys, long_y, strict=True) if is_long]
            xs = [x for x, is_long in zip(xs, long_x, strict=True) if is_long]
        if len(ys) < 2 or len(xs) < 2:
            return None
        sides = open_sides(_standing_at(horizontal, ys, slack), xs, slack)
        ends = open_sides(_standing_at(vertical, xs, slack), ys, slack)
        xs, ys = sorted([*xs, *sides]), sorted([*ys, *ends])
        across, down = self._closed(ys, xs, CLOSED)
        down[[xs.index(x) for x in sides]] = True
        across[[ys.index(y) for y in ends]] = True
        return Lattice(ys, xs, across, down.T) if len(xs) > 2 else None

    def _closed(self, ys: Sequence[float], xs: Sequence[float], least: float) -> tuple[Mask, Mask]:
        """Tell for each height which stretches between sides are closed, and for each side those between heights."""
        return (
            _closed(self._across, ys, xs, self._down, self._point, least),
            _closed(self._down, xs, ys, self._across, self._point, least),
        )

    def mark(self, mask: Mask, lattice: Lattice) -> None:
        """Mark the pixels of a lattice's rules."""
        for i, y in enumerate(lattice.ys):
            for column in np.flatnonzero(lattice.across[i]):
                self._mark(mask, self._across, y, lattice.xs[column], lattice.xs[column + 1])
        for j, x in enumerate(lattice.xs):
            for row in np.flatnonzero(lattice.down[:, j]):
                self._mark(mask.T, self._down, x, lattice.ys[row], lattice.ys[row + 1])

    def _mark(self, mask: Mask, way: _Way, place: float, start: float, end: float) -> None:
        along = np.arange(max(0, round(start - self._point)), min(mask.shape[1], round(end + self._point) + 1))
        reach = round(self._point)
        for off in range(-reach, reach + 1):
            pixels = way.line(place + off, along)
            mask[pixels] |= way.contrast[pixels] >= FAINTEST


def _with_pieces_between(
    own: Sequence[Rule], others: Sequence[Rule], crossing: Sequence[Rule], near: float
) -> list[Rule]:
    """Add to a table's rules those pieces that lie within it without touching a crossing rule."""
    first = min(*(r.start for r in own), *(r.at for r in crossing)) - near
    last = max(*(r.end for r in own), *(r.at for r in crossing)) + near
    top, bottom = min(r.start for r in crossing) - near, max(r.end for r in crossing) + near
    return [r for r in others if first <= r.start and r.end <= last and top <= r.at <= bottom]


def _standing_at(rules: Sequence[Rule], places: Sequence[float], slack: float) -> list[Rule]:
    return [rule for rule in rules if any(abs(rule.at - place) <= slack for place in places)]


def _length(closed: Mask, stops: Sequence[float]) -> float:
    return float(np.diff(stops)[closed].sum())


def _closed(
    way: _Way, places: Sequence[float], stops: Sequence[float], other: _Way, point: float, least: float
) -> Mask:
    """Tell for each place and each stretch between two stops whether a rule closes it."""
    measured = [_measure(way, place, stops, other.shift(place), point) for place in places]
    usual = [strength for _, _, strength in measured if strength]
    ghost = GHOST * median(usual) if usual else 0.0
    return np.array(
        [(shares >= np.maximum(needed, least)) & (strength >= ghost) for shares, needed, strength in measured]
    )


def _measure(
    way: _Way, place: float, stops: Sequence[float], shift: float, point: float
) -> tuple[Shares, Shares, float]:
    """Give for each stretch of a rule what share of it is dark and what share must be; and how dark the rule is."""
    first, last = max(0, round(stops[0] + shift)), min(way.contrast.shape[1], round(stops[-1] + shift) + 1)
    along = np.arange(first, last)
    above, at, below = (way.contrast[way.line(place + off, along)] for off in (-1, 0, 1))
    near = (np.maximum(above, at), np.maximum(at, below))  # a rule may climb from one row of pixels to the next
    darkest = np.maximum(*near)
    strength = float(np.median(darkest[darkest >= FAINTEST])) if (darkest >= FAINTEST).any() else 0.0
    least = max(float(FAINTEST), FAINTER * strength)
    sides = (-1, 1)
    beside = [way.contrast[way.line(place + sign * off * point, along)] >= least for off in ASIDE for sign in sides]
    inked = [
        np.any([way.picture[way.line(place + sign * off * point, along)] < INK for off in CLOSE_BY], axis=0)
        for sign in sides
    ]
    pieces = [_piece(start + shift - first, end + shift - first, point) for start, end in pairwise(stops)]
    shares = _best([line >= least for line in near], pieces)
    needed = CLOSED + _best(beside, pieces) + CROSSED * _best([inked[0] & inked[1]], pieces)
    return shares, np.minimum(needed, SURE), strength


def _piece(start: float, end: float, point: float) -> slice:
    """Give the pixels of a stretch without its ends, where the crossing rules are."""
    margin = MARGIN * point if end - start > 3 * MARGIN * point else 0.0
    return slice(max(0, round(start + margin)), max(1, round(end - margin)))


def _best(lines: Sequence[Mask], pieces: Sequence[slice]) -> Shares:
    """Give for each piece the largest share of a line that is set."""
    return np.array([max(float(line[p].mean()) if line[p].size else 0.0 for line in lines) for p in pieces])
