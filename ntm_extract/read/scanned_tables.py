"""Ruled tables in scans (bảng kẻ): from the rules on a page to the cells between them.

A cell is an area of the lattice that rules close off; where a rule is missing between two fields of the lattice
they are one merged cell. A column or row that is open to the outside belongs to no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ntm_extract.pages import Box
from ntm_extract.read.layout import Grid

Mask = npt.NDArray[np.bool_]

MOST_RULES = 4000
"""A page with more rules than this is a drawing, not a table."""
SLACK = 3.0
"""Points by which rules may miss each other and still meet."""
THICKEST = 4.0
"""Points: a longer and thicker bar is a picture or a shading, not a rule."""
CLOSED = 0.5
"""A stretch of the lattice is closed when rules run along this share of it; faint rules are found in pieces."""
SHORTEST_SCANNED_IN = 0.35
"""Inches: a shorter dark run in a scan may be a letter's stroke or a dash."""


FAINT = 190
"""Darker than this may be part of a thin rule, once the background is level."""
CROWDED = 0.25
"""With more ink than this beside it a dark run is part of letters, not a rule."""
UNBROKEN = 0.85
"""A run is a rule when this share of it is dark; a row of letters is dark for about half its length."""


class Rule(NamedTuple):
    """A straight horizontal or vertical line: where it stands across, and from where to where it runs."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The rules of one page; `at` is a y for horizontal ones and an x for vertical ones."""

    horizontal: list[Rule]
    vertical: list[Rule]


def find_grids(rules: Rules, *, slack: float = SLACK) -> list[Grid]:
    """Find the ruled tables that rules make; one has at least two rows, two columns and two cells."""
    if not rules.horizontal or not rules.vertical or len(rules.horizontal) + len(rules.vertical) > MOST_RULES:
        return []
    grids = []
    for group in _connected(rules, slack):
        grid = _lattice(group, slack)
        if grid:
            grids.append(grid)
    return [g for g in grids if not any(g is not o and _within(g.box, o.box) for o in grids)]


def find_scanned_rules(picture: npt.NDArray[np.uint8], dpi: int) -> tuple[Rules, Mask]:
    """Find long straight dark runs in an upright grey picture.

    Returns:
        The rules in pixels, and a mask of the pixels they cover.
    """
    dark = picture < FAINT
    length = max(8, round(SHORTEST_SCANNED_IN * dpi))
    thickest = max(2, round(THICKEST / 72 * dpi))
    across = _long_runs(dark, length)
    down = _long_runs(dark.T, length).T
    horizontal, flat = _rules_of_mask(across, dark, thickest)
    vertical, upright = _rules_of_mask(down.T, dark.T, thickest)
    return Rules(horizontal, vertical), flat | upright.T


def _long_runs(dark: Mask, length: int) -> Mask:
    """Mark the pixels of dark horizontal runs at least `length` long; a run may climb a pixel and have small gaps."""
    thick = dark.copy()
    thick[1:] |= dark[:-1]
    thick[:-1] |= dark[1:]
    if thick.shape[1] <= length:
        return np.zeros_like(dark)
    total = np.pad(thick, ((0, 0), (1, 0))).cumsum(1, dtype=np.int32)
    starts = (total[:, length:] - total[:, :-length]) >= UNBROKEN * length  # one for each window of `length`
    reach = np.pad(starts, ((0, 0), (length, length))).cumsum(1, dtype=np.int32)
    covered = (reach[:, length:] - reach[:, :-length])[:, : dark.shape[1]] > 0
    return np.asarray(covered & thick)


def _rules_of_mask(mask: Mask, dark: Mask, thickest: int) -> tuple[list[Rule], Mask]:
    """Gather runs in touching rows into rules; what is thicker than a rule is dropped, from the mask too."""
    rules: list[Rule] = []
    kept = np.zeros_like(mask)
    open_bars: list[list[int]] = []  # top, bottom, start, end
    runs = 0
    for y in np.flatnonzero(mask.any(axis=1)):
        edges = np.flatnonzero(np.diff(np.pad(mask[y], 1).astype(np.int8)))
        runs += len(edges) // 2
        if runs > MOST_RULES * 4:
            return [], np.zeros_like(mask)
        for start, end in zip(edges[0::2], edges[1::2], strict=True):
            bar = next((b for b in open_bars if b[1] >= y - 2 and b[2] < end and start < b[3]), None)
            if bar is None:
                open_bars.append([int(y), int(y), int(start), int(end)])
            else:
                bar[1], bar[2], bar[3] = int(y), min(bar[2], int(start)), max(bar[3], int(end))
        open_bars, done = [b for b in open_bars if b[1] >= y - 2], [b for b in open_bars if b[1] < y - 2]
        _close(done, thickest, mask, dark, kept, rules)
    _close(open_bars, thickest, mask, dark, kept, rules)
    return rules, kept


def _close(bars: list[list[int]], thickest: int, mask: Mask, dark: Mask, kept: Mask, rules: list[Rule]) -> None:
    for top, bottom, start, end in bars:
        slope = (end - start) // 200  # a rule may still lean a little after straightening
        near = max(3, thickest // 2)
        above = dark[max(0, top - 1 - near) : max(0, top - 1), start:end]
        below = dark[bottom + 2 : bottom + 2 + near, start:end]
        stands_free = all(strip.size == 0 or strip.mean() < CROWDED for strip in (above, below))
        if bottom - top + 1 <= thickest + 2 + slope and stands_free:
            rules.append(Rule((top + bottom) / 2, start, end))
            kept[top : bottom + 1, start:end] |= mask[top : bottom + 1, start:end]


def _connected(rules: Rules, slack: float) -> list[Rules]:
    """Part rules into groups that meet each other."""
    flat, upright = rules
    h = np.array(flat)
    v = np.array(upright)
    meets = (
        (v[None, :, 0] >= h[:, None, 1] - slack)
        & (v[None, :, 0] <= h[:, None, 2] + slack)
        & (h[:, None, 0] >= v[None, :, 1] - slack)
        & (h[:, None, 0] <= v[None, :, 2] + slack)
    )
    groups: list[Rules] = []
    left = set(np.flatnonzero(meets.any(axis=1)).tolist())
    while left:
        rows, columns = {left.pop()}, set()
        grown = True
        while grown:
            columns = set(np.flatnonzero(meets[sorted(rows)].any(axis=0)).tolist())
            more = set(np.flatnonzero(meets[:, sorted(columns)].any(axis=1)).tolist())
            grown, rows = not more <= rows, rows | more
        left -= rows
        groups.append(Rules([flat[i] for i in sorted(rows)], [upright[i] for i in sorted(columns)]))
    return groups


def _lattice(rules: Rules, slack: float) -> Grid | None:
    ys, xs = _levels(rules.horizontal, slack), _levels(rules.vertical, slack)
    rows, columns = len(ys) - 1, len(xs) - 1
    if rows < 2 or columns < 2:
        return None
    has_top = _covered(rules.horizontal, ys, xs, slack)
    has_left = _covered(rules.vertical, xs, ys, slack).T
    owner = np.zeros((rows, columns), dtype=int)
    cells: list[tuple[int, int, Box]] = []
    for row in range(rows):
        for column in range(columns):
            if owner[row, column]:
                continue
            fields, is_open = _flood(row, column, has_top, has_left)
            for field in fields:
                owner[field] = 1
            if is_open:
                continue
            top, bottom = min(r for r, _ in fields), max(r for r, _ in fields)
            first, last = min(c for _, c in fields), max(c for _, c in fields)
            cells.append((top, first, Box(xs[first], ys[top], xs[last + 1], ys[bottom + 1])))
    if len({c[0] for c in cells}) < 2 or len({c[1] for c in cells}) < 2:
        return None
    return Grid(tuple(sorted(cells, key=lambda c: (c[0], c[1]))))


def _levels(rules: Sequence[Rule], slack: float) -> list[float]:
    levels: list[list[float]] = []
    for at in sorted(rule.at for rule in rules):
        if levels and at - levels[-1][-1] <= slack:
            levels[-1].append(at)
        else:
            levels.append([at])
    return [sum(level) / len(level) for level in levels]


def _covered(rules: Sequence[Rule], levels: list[float], stops: list[float], slack: float) -> Mask:
    """Tell for each level and each stretch between two stops whether a rule runs along it."""
    length = np.zeros((len(levels), len(stops) - 1))
    starts, ends = np.array(stops[:-1]), np.array(stops[1:])
    at = np.array(levels)
    for rule in rules:
        level = int(np.argmin(np.abs(at - rule.at)))
        length[level] += np.clip(np.minimum(ends, rule.end + slack) - np.maximum(starts, rule.start - slack), 0, None)
    return np.asarray(length >= CLOSED * (ends - starts))


def _flood(row: int, column: int, has_top: Mask, has_left: Mask) -> tuple[set[tuple[int, int]], bool]:
    """Give all fields that no rule parts from this one, and whether they are open to the outside."""
    rows, columns = has_left.shape[0], has_top.shape[1]
    fields, todo, is_open = {(row, column)}, [(row, column)], False
    while todo:
        r, c = todo.pop()
        for closed, neighbour in (
            (has_top[r, c], (r - 1, c)),
            (has_top[r + 1, c], (r + 1, c)),
            (has_left[r, c], (r, c - 1)),
            (has_left[r, c + 1], (r, c + 1)),
        ):
            if closed or neighbour in fields:
                continue
            if not (0 <= neighbour[0] < rows and 0 <= neighbour[1] < columns):
                is_open = True
                continue
            fields.add(neighbour)
            todo.append(neighbour)
    return fields, is_open


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 >= outer.x0 - SLACK
        and inner.x1 <= outer.x1 + SLACK
        and inner.top >= outer.top - SLACK
        and inner.bottom <= outer.bottom + SLACK
    )
