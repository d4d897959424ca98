"""From rules to cells: what every ruled table (bảng kẻ) has in common, whether drawn in a PDF or found in a scan.

A lattice is made of the heights and the sides at which rules run. A cell is an area of it that rules close off; where
a rule is missing between two fields they are one merged cell. What is open to the outside belongs to no table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Grid

Mask = npt.NDArray[np.bool_]
MOST_RULES = 4000
"""A page with more rules than this is a drawing, not a table."""
SLACK = 3.0
"""Points by which rules may miss each other and still meet."""
CLOSED = 0.5
"""A stretch of the lattice is closed when rules run along this share of it."""
FEWEST_COLUMNS = (3, 2)
"""Of a table of one row, as it may be left over on a page, and of several; less is a frame."""
LEAST_OVERHANG = 5
"""An open side of a table lies at least so many slacks beyond the last rule across it: rules may stick out a little."""
AGREEING = 0.6
"""Share of the rules along an open side that end at the same place there."""


class Rule(NamedTuple):
    """A straight horizontal or vertical line: where it stands across, and from where to where it runs."""

    at: float
    start: float
    end: float


class Rules(NamedTuple):
    """The rules of one page; `at` is a y for horizontal ones and an x for vertical ones."""

    horizontal: list[Rule]
    vertical: list[Rule]


@dataclass(frozen=True)
class Lattice:
    """Where rules run.

    Attributes:
        ys, xs: heights and sides, ascending.
        across: for each height and each stretch between two sides, whether a rule closes it.
        down: for each stretch between two heights and each side, whether a rule closes it.
    """

    ys: list[float]
    xs: list[float]
    across: Mask
    down: Mask

    @property
    def rows(self) -> int:
        """Number of rows of fields."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """Number of columns of fields."""
        return len(self.xs) - 1


def find_grids(rules: Rules, *, slack: float = SLACK) -> list[Grid]:
    """Find the ruled tables that rules make; one has two columns, or three if it has one row only.

    Args:
        rules: of one page, in any unit.
        slack: by how much rules may miss each other, in the same unit.
    """
    if not rules.horizontal or not rules.vertical or len(rules.horizontal) + len(rules.vertical) > MOST_RULES:
        return []
    grids = []
    for group in connected(rules, slack):
        lattice = _lattice(group, slack)
        grid = cells_of(lattice) if lattice else None
        if grid:
            grids.append(grid)
    return [g for g in grids if not any(g is not o and _within(g.box, o.box, slack) for o in grids)]


def connected(rules: Rules, slack: float) -> list[Rules]:
    """Gather rules that touch or cross each other, directly or over others."""
    flat, upright = rules
    h, v = np.array(flat).reshape(-1, 3), np.array(upright).reshape(-1, 3)
    meets = (
        (h[:, None, 0] >= v[None, :, 1] - slack)
        & (h[:, None, 0] <= v[None, :, 2] + slack)
        & (v[None, :, 0] >= h[:, None, 1] - slack)
        & (v[None, :, 0] <= h[:, None, 2] + slack)
    )
    groups: list[Rules] = []
    left = set(np.flatnonzero(meets.any(axis=1)).tolist())
    while left:
        rows = {left.pop()}
        columns: set[int] = set()
        grown = True
        while grown:
            more = set(np.flatnonzero(meets[sorted(rows)].any(axis=0)).tolist())
            grown, columns = not more <= columns, columns | more
            more = set(np.flatnonzero(meets[:, sorted(columns)].any(axis=1)).tolist())
            grown, rows = grown or not more <= rows, rows | more
        left -= rows
        groups.append(Rules([flat[i] for i in sorted(rows)], [upright[i] for i in sorted(columns)]))
    return groups


def _lattice(rules: Rules, slack: float) -> Lattice | None:
    ys = [place[0] for place in levels(rules.horizontal, slack)]
    xs = [place[0] for place in levels(rules.vertical, slack)]
    horizontal, vertical = list(rules.horizontal), list(rules.vertical)
    if len(ys) > 1 and len(xs) > 1:
        sides = open_sides(horizontal, xs, slack)
        ends = open_sides(vertical, ys, slack)
        vertical += [Rule(x, ys[0], ys[-1]) for x in sides]
        horizontal += [Rule(y, xs[0], xs[-1]) for y in ends]
        xs, ys = sorted([*xs, *sides]), sorted([*ys, *ends])
    if len(ys) < 2 or len(xs) < 3:
        return None
    return Lattice(ys, xs, _covered(horizontal, ys, xs, slack), _covered(vertical, xs, ys, slack).T)


def open_sides(rules: Sequence[Rule], crossing: Sequence[float], slack: float) -> list[float]:
    """Find where a table ends beyond its last crossing rule: rules that run on to one and the same place there.

    Tables are often drawn without their outer sides, and one that is torn by the end of a page without its last rule.
    """
    whole = [(min(r.start for r in group), max(r.end for r in group)) for group in _at_one_place(rules, slack)]
    found = []
    for ends, last, sign in (([w[0] for w in whole], crossing[0], -1), ([w[1] for w in whole], crossing[-1], 1)):
        beyond = sorted(end for end in ends if (end - last) * sign > LEAST_OVERHANG * slack)
        least = max(2.0, AGREEING * len(whole))
        if len(beyond) < least:
            continue
        middle = beyond[len(beyond) // 2]
        if sum(abs(end - middle) <= slack for end in beyond) >= least:
            found.append(middle)
    return found


def levels(rules: Sequence[Rule], slack: float) -> list[tuple[float, ...]]:
    """Give the places at which rules stand, ascending.

    Rules within `slack` of each other, as double ones are, stand at one place; it has several values then, that of
    the longest first.
    """
    found = []
    for group in _at_one_place(rules, slack):
        lines = sorted(_at_one_place(group, slack / 4), key=lambda line: -sum(r.end - r.start for r in line))
        found.append(tuple(_middle(line) for line in lines))
    return found


def _at_one_place(rules: Sequence[Rule], slack: float) -> list[list[Rule]]:
    found: list[list[Rule]] = []
    for rule in sorted(rules):
        if found and rule.at - found[-1][-1].at <= slack:
            found[-1].append(rule)
        else:
            found.append([rule])
    return found


def _middle(rules: Sequence[Rule]) -> float:
    weight = sum(rule.end - rule.start for rule in rules)
    if weight <= 0.0:
        return rules[0].at
    return sum(rule.at * (rule.end - rule.start) for rule in rules) / weight


def _covered(rules: Sequence[Rule], places: Sequence[float], stops: Sequence[float], slack: float) -> Mask:
    """Tell for each place and each stretch between two stops whether a rule runs along it."""
    length = np.zeros((len(places), len(stops) - 1))
    starts, ends = np.array(stops[:-1]), np.array(stops[1:])
    at = np.array(places)
    for rule in rules:
        level = int(np.argmin(np.abs(at - rule.at)))
        length[level] += np.clip(np.minimum(ends, rule.end + slack) - np.maximum(starts, rule.start - slack), 0, None)
    return np.asarray(length >= CLOSED * (ends - starts))


def cells_of(lattice: Lattice) -> Grid | None:
    """Give the cells of a lattice, rows and columns numbered by where cells begin; None where they make no table."""
    owned = np.zeros((lattice.rows, lattice.columns), dtype=bool)
    cells: list[tuple[int, int, Box]] = []
    for row in range(lattice.rows):
        for column in range(lattice.columns):
            if owned[row, column]:
                continue
            fields, is_open = _flood(row, column, lattice)
            for field in fields:
                owned[field] = True
            if is_open:
                continue
            top, bottom = min(r for r, _ in fields), max(r for r, _ in fields)
            first, last = min(c for _, c in fields), max(c for _, c in fields)
            box = Box(lattice.xs[first], lattice.ys[top], lattice.xs[last + 1], lattice.ys[bottom + 1])
            cells.append((top, first, box))
    rows, columns = sorted({c[0] for c in cells}), sorted({c[1] for c in cells})
    if len(columns) < FEWEST_COLUMNS[len(rows) > 1]:
        return None
    return Grid(tuple(sorted((rows.index(r), columns.index(c), box) for r, c, box in cells)))


def _flood(row: int, column: int, lattice: Lattice) -> tuple[set[tuple[int, int]], bool]:
    """Give all fields that no rule parts from this one, and whether they are open to the outside."""
    fields, todo, is_open = {(row, column)}, [(row, column)], False
    while todo:
        r, c = todo.pop()
        for closed, neighbour in (
            (lattice.across[r, c], (r - 1, c)),
            (lattice.across[r + 1, c], (r + 1, c)),
            (lattice.down[r, c], (r, c - 1)),
            (lattice.down[r, c + 1], (r, c + 1)),
        ):
            if closed or neighbour in fields:
                continue
            if not (0 <= neighbour[0] < lattice.rows and 0 <= neighbour[1] < lattice.columns):
                is_open = True
                continue
            fields.add(neighbour)
            todo.append(neighbour)
    return fields, is_open


def _within(inner: Box, outer: Box, slack: float) -> bool:
    return (
        inner.x0 >= outer.x0 - slack
        and inner.x1 <= outer.x1 + slack
        and inner.top >= outer.top - slack
        and inner.bottom <= outer.bottom + slack
    )
