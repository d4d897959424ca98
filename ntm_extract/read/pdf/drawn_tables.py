"""Ruled tables drawn in a PDF (bảng kẻ): from its strokes, or from the areas it shades where there are no strokes.

Programs draw one rule as many pieces, a frame for each cell or a stroke for each side. pdfplumber joins such pieces;
from the rules that come of it the cells are found as in scans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pdfplumber.table import merge_edges

from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Grid, holds
from ntm_extract.read.layout.lattice import SLACK, Rule, Rules, find_grids
from ntm_extract.read.pdf.drawn_rules import find_drawing, rules_of
from ntm_extract.read.pdf.page import PageObject, PageSpace

LEAST_STROKES = 6
"""A table of two rows and two columns has as many rules; the motto's and a footnote's rule are fewer."""
MOST_STROKES = 5000
"""A page with more is a drawing or a map, not a table."""
SMALLEST = 4.0
"""Points: what is shaded less wide or high than this is no cell."""


class Drawn(NamedTuple):
    """The ruled tables of a page, boxes on the upright page, and whether all that is drawn could be looked at."""

    grids: list[Grid]
    is_whole: bool


NOT_SOUGHT = Drawn([], is_whole=False)


def find_drawn_grids(objects: Iterable[PageObject], space: PageSpace, turned: int) -> Drawn:
    """Find the ruled tables of a page.

    Args:
        objects: of the page, among them no more than `MOST_STROKES` that are drawn.
        space: the page as pdfium shows it.
        turned: degrees clockwise by which the shown page was turned so that its letters stand upright.
    """
    drawing = find_drawing(objects, space, turned)
    ruled = _grids_of(drawing.rules)
    areas = [a for a in drawing.areas if min(a.x1 - a.x0, a.bottom - a.top) >= SMALLEST]
    loose = [area for area in areas if not any(holds(grid.box, area) for grid in ruled or ())]
    shaded = _grids_of(rules_of(loose))
    grids = list(ruled or ())
    grids += [grid for grid in shaded or () if not any(_touch(grid.box, other.box) for other in grids)]
    return Drawn(grids, is_whole=ruled is not None and shaded is not None)


def _grids_of(rules: Rules) -> list[Grid] | None:
    """Find the tables among rules; None where there are so many pieces that the page is a map."""
    edges = [*_edges(rules.horizontal, "h"), *_edges(rules.vertical, "v")]
    return find_grids(_joined(edges)) if len(edges) <= MOST_STROKES else None


def _joined(edges: Sequence[dict[str, float | str]]) -> Rules:
    """Join the pieces of each rule."""
    merged = merge_edges(list(edges), 0, 0, SLACK, SLACK)
    return Rules(
        [Rule(edge["top"], edge["x0"], edge["x1"]) for edge in merged if edge["orientation"] == "h"],
        [Rule(edge["x0"], edge["top"], edge["bottom"]) for edge in merged if edge["orientation"] == "v"],
    )


def _edges(rules: Sequence[Rule], orientation: str) -> Iterator[dict[str, float | str]]:
    """Give rules in the form in which pdfplumber has them; pieces of one rule stand at the same tenth of a point."""
    for at, start, end in rules:
        at = round(at, 1)
        sides = (start, at, end, at) if orientation == "h" else (at, start, at, end)
        x0, top, x1, bottom = sides
        size = {"width": x1 - x0, "height": bottom - top}
        yield {"x0": x0, "top": top, "x1": x1, "bottom": bottom, "orientation": orientation, **size}


def _touch(a: Box, b: Box) -> bool:
    return a.x0 < b.x1 and b.x0 < a.x1 and a.top < b.bottom and b.top < a.bottom
