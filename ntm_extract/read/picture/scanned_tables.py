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
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Grid
from ntm_extract.read.layout.lattice import Lattice, Mask, Rule, Rules, cells_of, connected, levels, open_sides
from ntm_extract.read.picture.scanned_rules import FAINTEST, GHOST, Bar, Gray, find_bars, find_contrast

Shares = npt.NDArray[np.float64]
Place = tuple[float, ...]
"""Where the lines of a rule stand: one, or two of a double one."""

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
DOUBLE = 0.7
"""Points: a rule of which so much lies on either side of its middle may be two lines."""
CLOSED, WORN = 0.5, (0.75, 0.95)
"""A stretch between two crossings is closed when half of it is dark, in a table whose rules are nearly whole (0.95)."""
CLOSED_ACROSS, CLOSED_DOWN = 0.28, 0.13
"""The same in a table of whose rules a quarter is worn away: less may be left of one. Letters lie along rules that run
across, and may be taken for them more easily."""
INK = 170
"""Darker than this is ink of letters."""
CROSSED = (((1.2, 1.6, 2.0, 2.4), 1.5), ((1.6, 2.4, 3.2, 4.0, 4.8, 5.6), 0.8))
"""Points beside a rule where letters are looked for, and how many times what has ink on both sides may be letters of
a word that crosses it: most where words of cells do not come."""
ASIDE = (2.0, 2.5, 3.0)
"""Points beside a rule where there is paper, and in a line of letters there are letters; what is dark there may be
letters on the rule too."""
SURE, SHORTEST_SURE = 0.75, 22.0
"""What is so dark is a rule, whatever crosses it; for being one, it must be so over so many points together."""
DASHES, GAP, BESIDE_DASHES = 0.5, 2.2, 0.2
"""Of a dashed rule less is dark, but no more than these points in a row are light, and beside it there is paper."""
APART = 80.0
"""Points: no row is taller whose height is sought beyond a row without upright rules."""
MARGIN = 1.0
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
            grids.append(Grid(tuple((r, c, view.place(box).times(step)) for r, c, box in grid.cells)))
    if step > 1:
        mask = mask.repeat(step, axis=0).repeat(step, axis=1)[: picture.shape[0], : picture.shape[1]]
    return grids, mask


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

    def rules(self, point: float) -> list[Rule]:
        """Give the pieces of rules as if they did not lean, the two lines of a thick one apart."""
        return [
            Rule(bar.at + side - self.shift((bar.start + bar.end) / 2), bar.start, bar.end)
            for bar in self.bars
            for side in ((-bar.half, bar.half) if bar.half > DOUBLE * point else (0.0,))
        ]

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
        rules = Rules(self._across.rules(self._point), self._down.rules(self._point))
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
            across, down = self._sure(ys, xs)
            long_y = [_length(across[i], xs) >= least for i in range(len(ys))]
            long_x = [_length(down[j], ys) >= least for j in range(len(xs))]
            if all(long_y) and all(long_x):
                break
            ys = [y for y, is_long in zip(ys, long_y, strict=True) if is_long]
            xs = [x for x, is_long in zip(xs, long_x, strict=True) if is_long]
        if len(ys) < 2 or len(xs) < 2:
            return None
        sides = [(x,) for x in open_sides(_standing_at(horizontal, ys, slack), [x[0] for x in xs], slack)]
        ends = [(y,) for y in open_sides(_standing_at(vertical, xs, slack), [y[0] for y in ys], slack)]
        xs, ys = sorted([*xs, *sides]), sorted([*ys, *ends])
        if sides:
            ys = self._with_rows_apart(ys, xs, everything.horizontal)
        across, down = self._closed(ys, xs)
        down[[xs.index(x) for x in sides]] = True
        across[[ys.index(y) for y in ends]] = True
        return Lattice([y[0] for y in ys], [x[0] for x in xs], across, down.T) if len(xs) > 2 else None

    def _with_rows_apart(self, ys: list[Place], xs: Sequence[Place], horizontal: Sequence[Rule]) -> list[Place]:
        """Add to a table without outer sides the rows beyond a row that has no upright rules at all."""
        slack, reach = MEETING * self._point, APART * self._point
        first, last = xs[0][0], xs[-1][0]
        found = list(ys)
        for y in levels([r for r in horizontal if max(abs(r.start - first), abs(r.end - last)) <= 2 * slack], slack):
            if not found[0][0] - reach <= y[0] <= found[-1][0] + reach:
                continue
            if found[0][0] - slack <= y[0] <= found[-1][0] + slack:
                continue
            more = sorted([*found, y])
            across, down = self._sure(more, xs)
            if across[more.index(y)].all() and down[1:-1, 0 if y == more[0] else -1].any():
                found = more
        return found

    def _sure(self, ys: Sequence[Place], xs: Sequence[Place]) -> tuple[Mask, Mask]:
        """Tell for each height which stretches between sides are surely closed; for each side those between heights."""
        across, down = self._measure(ys, xs)
        return np.array([one.sure for one in across]), np.array([one.sure for one in down])

    def _closed(self, ys: Sequence[Place], xs: Sequence[Place]) -> tuple[Mask, Mask]:
        """Tell for each height which stretches between sides are closed; for each side those between heights.

        In a table whose rules are whole half a rule is none; in one that is worn a quarter of it may be what is left.
        """
        across, down = self._measure(ys, xs)
        surest = np.concatenate([one.shares[one.sure] for one in (*across, *down)])
        worn = float(np.interp(np.percentile(surest, 10) if surest.size else 1.0, WORN, (1.0, 0.0)))
        least_across, least_down = (CLOSED + (least - CLOSED) * worn for least in (CLOSED_ACROSS, CLOSED_DOWN))
        return (
            np.array([one.shares >= np.minimum(least_across + one.letters, SURE) for one in across]),
            np.array([one.shares >= np.minimum(least_down + one.letters, SURE) for one in down]),
        )

    def _measure(self, ys: Sequence[Place], xs: Sequence[Place]) -> tuple[list[_Measured], list[_Measured]]:
        """Measure all rules of a table; those that only shine through are measured as nothing."""
        across = [_measure(self._across, y, [x[0] for x in xs], self._down.shift(y[0]), self._point) for y in ys]
        down = [_measure(self._down, x, [y[0] for y in ys], self._across.shift(x[0]), self._point) for x in xs]
        return _without_ghosts(across), _without_ghosts(down)

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


def _standing_at(rules: Sequence[Rule], places: Sequence[Place], slack: float) -> list[Rule]:
    return [rule for rule in rules if any(abs(rule.at - place[0]) <= slack for place in places)]


def _length(closed: Mask, stops: Sequence[Place]) -> float:
    return float(np.diff([stop[0] for stop in stops])[closed].sum())


class _Measured(NamedTuple):
    """What is found along one rule.

    Attributes:
        strength: how dark it is.
        shares: of each stretch the share that is dark.
        sure: which stretches are closed beyond doubt.
        letters: how much of each share may be that of a word.
    """

    strength: float
    shares: Shares
    sure: Mask
    letters: Shares


def _measure(way: _Way, place: Place, stops: Sequence[float], shift: float, point: float) -> _Measured:
    first, last = max(0, round(stops[0] + shift)), min(way.contrast.shape[1], round(stops[-1] + shift) + 1)
    along = np.arange(first, last)
    pieces = [_piece(start + shift - first, end + shift - first, point) for start, end in pairwise(stops)]
    left, right = min(place), max(place)
    rows = [way.contrast[way.line(left + off, along)] for off in range(-1, 2 + round(right - left))]
    # a rule may climb from one row of pixels to the next, and the lines of a double one count together
    lines = [np.max(rows[i : len(rows) - 1 + i], axis=0) for i in (0, 1)]
    strength = max((_strength(line[piece]) for line in lines for piece in pieces), default=0.0)
    least = max(float(FAINTEST), FAINTER * strength)
    dark = [line >= least for line in lines]
    shares = _shares(dark, pieces)

    def aside(pixels: Gray, off: float) -> Gray:
        return np.asarray(pixels[way.line((right if off > 0 else left) + off * point, along)])

    beside = _shares([aside(way.contrast, sign * off) >= least for off in ASIDE for sign in (-1, 1)], pieces)
    letters = beside.copy()
    for offs, times in CROSSED:
        both = [np.any([aside(way.picture, sign * off) < INK for off in offs], axis=0) for sign in (-1, 1)]
        letters += times * _shares([both[0] & both[1]], pieces)
    whole = _shares([_without_gaps(line, round(GAP * point)) for line in dark], pieces)
    is_dashed = (shares >= DASHES) & (whole > 0.9) & (letters <= BESIDE_DASHES)
    return _Measured(strength, shares, (shares >= SURE) | is_dashed, letters)


def _without_ghosts(measured: Sequence[_Measured]) -> list[_Measured]:
    """Measure as nothing what is so much fainter than the other rules that it may shine through from the back."""
    least = GHOST * float(np.percentile([one.strength for one in measured], 80))  # of five rules one may be real
    return [
        one if one.strength >= least else _Measured(0.0, 0 * one.shares, np.zeros_like(one.sure), one.letters)
        for one in measured
    ]


def _strength(stretch: Gray) -> float:
    """Tell how dark a stretch of a rule is; 0 where most of it is light."""
    dark = stretch[stretch >= FAINTEST]
    return float(np.median(dark)) if dark.size > DASHES * stretch.size else 0.0


def _without_gaps(line: Mask, longest: int) -> Mask:
    """Fill the gaps of a line that are no longer than some pixels."""
    filled = line.copy()
    places = np.flatnonzero(line)
    for i in np.flatnonzero((np.diff(places) > 1) & (np.diff(places) <= longest + 1)):
        filled[places[i] : places[i + 1]] = True
    return filled


def _piece(start: float, end: float, point: float) -> slice:
    """Give the pixels of a stretch without its ends, where the crossing rules are."""
    margin = MARGIN * point if end - start > 3 * MARGIN * point else 0.0
    return slice(max(0, round(start + margin)), max(1, round(end - margin)))


def _shares(lines: Sequence[Mask], pieces: Sequence[slice]) -> Shares:
    """Give for each piece the largest share of a line that is set."""
    return np.array([max(float(line[p].mean()) if line[p].size else 0.0 for line in lines) for p in pieces])
