"""Where the boxes and lines of a picture of the graph are.

The levels stand one below the other at the left, each a step further in, so that every instrument has a row of its own
and no line passes behind a box; the plans stand at the right. Local instruments are put in the order of the plans that
cite them, which keeps their lines short; where lines meet a box they are spread along its side in the order of their
other ends. Where there are more lines than an eye can follow they are bundled: from each plan or province one band runs
to each level, in the colour of the level, and from there one to each instrument, with a stripe for each relation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from ntm_extract.audit.citations import RELATIONS
from ntm_extract.audit.picture import SHOWN, Box, Line, Picture

LEFT, RIGHT = 320, 240
"""Widths of the boxes of instruments and of plans."""
STEP = 30
"""How much further in a level stands than the one above it."""
GUTTER = 260
"""Room for the lines."""
ARCS = 60
"""Room at the left for lines between instruments, where there are any."""
ROW, GROWTH, GAP = 40, 22, 8
"""Height of a box, what the most cited is higher, and the room between boxes."""
HEAD, GROUP_HEAD, SPACE, TOP, NOTE = 30, 24, 14, 40, 22
"""Height of the heading of a level and of a province, room below a level, for the legend, and for a note below it."""
LOOSEST = 80
"""How much further apart plans may stand, where there are few of them."""
APART = 7
"""How far apart lines meet a box, where it is high enough."""
SWEEPS = 6
"""How often boxes are put in the order of their lines' other ends."""
FOLLOWED = 60
"""Lines that an eye can follow; when there are more they are bundled."""
THICKEST, THIN = 9.0, 1.8
"""Width of the widest single line, and of one that stands for one plan."""
BAR, BAR_AT = 8, 48
"""Width of the bar where the bundles of a level meet, and how far it is from the boxes."""
WIDEST, FINEST = 24.0, 0.8
"""Width of the widest band, and of the finest stripe in one. A band is as wide as the root of what it stands for."""

Point = tuple[float, float]
Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box is: its upper left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Heading:
    """Words above boxes: of a level, or (`large` is false) of a province."""

    text: str
    layer: str
    x: float
    y: float
    large: bool


@dataclass(frozen=True, slots=True)
class Strand:
    """A line as it is drawn.

    Attributes:
        source, target: its boxes; None where a bundle ends at the bar of a level.
        relations: how many citations of each relation it stands for.
        start, end: where it begins and ends.
        width: of the line.
        relation: the one whose colour it has; None for a band that has the colour of its level.
        shown: `always`, or only when the pointer is over one of its boxes (`hover`).
        layer: the level whose bundle it is part of, else "".
    """

    source: int | None
    target: int | None
    relations: Mapping[str, int]
    start: Point
    end: Point
    width: float
    relation: str | None
    shown: Literal["always", "hover"]
    layer: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture laid out; `bars` are where the bundles of a level meet, by level."""

    places: Mapping[int, Place]
    headings: tuple[Heading, ...]
    strands: tuple[Strand, ...]
    bars: Mapping[str, Place]
    width: float
    height: float


def lay_out(picture: Picture, level_names: Mapping[str, str], plans_name: str) -> Layout:
    """Lay a picture out.

    Args:
        picture: what it shows.
        level_names: the headings of the levels.
        plans_name: the heading of the plans.
    """
    boxes = picture.boxes
    layers = [layer for layer in SHOWN if any(box.layer == layer for box in boxes)]
    pairs = _pairs(picture.lines)
    arcs = ARCS if any(boxes[source].layer != "plans" for source, _ in pairs) else 0
    right_x = arcs + LEFT + STEP * max(len(layers) - 1, 0) + GUTTER
    order, plans = _in_order(boxes, pairs, layers)
    heights = _heights(boxes)
    starts = _group_starts(boxes, plans)
    bundled = len(pairs) > FOLLOWED and any(boxes[source].layer == "plans" for source, _ in pairs)
    top = TOP + (NOTE if bundled else 0)
    left_height = sum(HEAD + SPACE + sum(heights[at] + GAP for at in order[layer]) for layer in layers)
    right_height = HEAD + sum(heights[at] + GAP for at in plans) + GROUP_HEAD * len(starts)
    total = max(left_height, right_height)

    places: dict[int, Place] = {}
    headings: list[Heading] = []
    y = top + (total - left_height) / 2
    for step, layer in enumerate(layers):
        headings.append(Heading(level_names[layer], layer, arcs + STEP * step, y + HEAD - 10, large=True))
        y += HEAD
        for at in order[layer]:
            places[at] = Place(arcs + STEP * step, y, LEFT, heights[at])
            y += heights[at] + GAP
        y += SPACE
    spare = total - right_height
    between = min(spare / max(len(plans), 1), LOOSEST)
    y = top + (spare - between * len(plans)) / 2
    headings.append(Heading(plans_name, "plans", right_x, y + HEAD - 10, large=True))
    y += HEAD
    for at in plans:
        if at in starts:
            y += GROUP_HEAD
            headings.append(Heading(boxes[at].group, "plans", right_x, y - 6, large=False))
        places[at] = Place(right_x, y, RIGHT, heights[at])
        y += heights[at] + GAP + between

    strands = _single(boxes, pairs, places, bundled=bundled)
    bars: dict[str, Place] = {}
    if bundled:
        bars = {layer: _bar([places[at] for at in order[layer]]) for layer in layers}
        strands = [*_bundles(boxes, pairs, places, bars), *strands]
    return Layout(places, tuple(headings), tuple(strands), bars, right_x + RIGHT + 2, top + total + 4)


def _pairs(lines: Iterable[Line]) -> dict[tuple[int, int], dict[str, int]]:
    """Put the lines between two boxes together: how many of each relation."""
    pairs: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    for line in lines:
        pairs[line.source, line.target][line.relation] = line.count
    return {
        pair: {relation: counts[relation] for relation in RELATIONS if relation in counts}
        for pair, counts in pairs.items()
    }


# --- boxes ---------------------------------------------------------------------------------------------------------


def _heights(boxes: Sequence[Box]) -> list[float]:
    """Give the height of each box: the more plans cite it, or it stands for, the higher."""
    most = {
        of_plans: max(
            (box.cited_by for box in boxes if (box.layer == "plans") is of_plans and not box.folded), default=1
        )
        for of_plans in (True, False)
    }
    return [
        ROW + (0 if box.folded else GROWTH * sqrt((box.cited_by - 1) / max(most[box.layer == "plans"] - 1, 1)))
        for box in boxes
    ]


def _group_starts(boxes: Sequence[Box], plans: Sequence[int]) -> frozenset[int]:
    """Give the first plan of each province."""
    before = ["", *(boxes[at].group for at in plans)]
    return frozenset(
        at for at, group in zip(plans, before, strict=False) if boxes[at].group and boxes[at].group != group
    )


def _in_order(
    boxes: Sequence[Box], pairs: Mapping[tuple[int, int], Mapping[str, int]], layers: Sequence[str]
) -> tuple[dict[str, list[int]], list[int]]:
    """Order boxes so that lines cross little: each by the mean of the rows its lines lead to, a few times over.

    Central instruments stay as they are, the most cited first, and so do provinces that stand for many plans; plans of
    one province stay together; what is folded comes last.
    """
    order = {layer: [at for at, box in enumerate(boxes) if box.layer == layer] for layer in layers}
    plans = [at for at, box in enumerate(boxes) if box.layer == "plans"]
    ends: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for (source, target), counts in pairs.items():
        if boxes[source].layer == "plans":
            ends[source].append((target, sum(counts.values())))
            ends[target].append((source, sum(counts.values())))
    apart = all(boxes[at].group for at in plans)
    for _ in range(SWEEPS):
        row = _rows(plans)
        for layer in layers:
            if layer != "central":
                order[layer].sort(key=lambda at: (boxes[at].folded, _mean(row, ends[at])))
        if apart:
            row = _rows([at for layer in layers for at in order[layer]])
            means = {at: _mean(row, ends[at]) for at in plans}
            groups: dict[str, list[float]] = defaultdict(list)
            for at in plans:
                groups[boxes[at].group].append(means[at])
            of_group = {group: sum(rows) / len(rows) for group, rows in groups.items()}
            plans.sort(key=lambda at: (of_group[boxes[at].group], boxes[at].group, means[at]))
    return order, plans


def _rows(order: Sequence[int]) -> dict[int, float]:
    """Give each box its row, from 0 to 1."""
    return {at: (place + 0.5) / len(order) for place, at in enumerate(order)}


def _mean(row: Mapping[int, float], ends: Sequence[tuple[int, int]]) -> float:
    """Give the mean row of the other ends, each as often as its line counts; the middle where there are none."""
    total = sum(count for _, count in ends)
    return sum(row[at] * count for at, count in ends) / total if total else 0.5


# --- lines ---------------------------------------------------------------------------------------------------------


def _single(
    boxes: Sequence[Box],
    pairs: Mapping[tuple[int, int], Mapping[str, int]],
    places: Mapping[int, Place],
    *,
    bundled: bool,
) -> list[Strand]:
    """Draw one line between two boxes, of the relation that most of its citations have.

    Where lines are bundled, single ones from plans are only shown for the box that the pointer is over.
    """
    counts = {pair: sum(relations.values()) for pair, relations in pairs.items()}
    most = max(counts.values(), default=1)
    widths = {pair: THIN + THICKEST * sqrt((count - 1) / most) if most > 3 else THIN for pair, count in counts.items()}
    sides: dict[tuple[int, Side], list[tuple[float, tuple[int, int]]]] = defaultdict(list)
    for source, target in pairs:
        arc = boxes[source].layer != "plans"
        sides[source, "left"].append((places[target].middle, (source, target)))
        sides[target, "left" if arc else "right"].append((places[source].middle, (source, target)))
    y_of: dict[tuple[int, tuple[int, int]], float] = {}
    for (at, _), met in sides.items():
        along = [pair for _, pair in sorted(met)]
        for pair, y in zip(along, _spread(places[at], [widths[pair] for pair in along], APART), strict=True):
            y_of[at, pair] = y
    strands = []
    for pair, relations in pairs.items():
        source, target = pair
        arc = boxes[source].layer != "plans"
        end_x = places[target].x + (0 if arc else places[target].width)
        strands.append(
            Strand(
                source, target, relations, (places[source].x, y_of[source, pair]), (end_x, y_of[target, pair]),
                widths[pair], max(relations, key=lambda name: relations[name]),
                "hover" if bundled and not arc else "always",
            )
        )  # fmt: skip
    return sorted(strands, key=lambda strand: -strand.width)


def _spread(place: Place, widths: Sequence[float], apart: float) -> list[float]:
    """Give the heights at which lines meet the side of a box, in their order, as far apart as they may and can be."""
    room = place.height - 8
    between = min(apart, max(room - sum(widths), 0.0) / len(widths))
    squeeze = min(1.0, room / (sum(widths) + between * len(widths)))
    y = place.middle - (sum(widths) + between * len(widths)) * squeeze / 2
    heights = []
    for width in widths:
        heights.append(y + (width + between) * squeeze / 2)
        y += (width + between) * squeeze
    return heights


def _bar(places: Sequence[Place]) -> Place:
    """Give the bar at the right of a level's boxes."""
    first, last = places[0], places[-1]
    return Place(first.x + first.width + BAR_AT, first.y, BAR, last.y + last.height - first.y)


def _bundles(
    boxes: Sequence[Box],
    pairs: Mapping[tuple[int, int], Mapping[str, int]],
    places: Mapping[int, Place],
    bars: Mapping[str, Place],
) -> list[Strand]:
    """Draw bands from plans to the bars of the levels, and from there to the instruments."""
    to_level: dict[tuple[int, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(RELATIONS, 0))
    to_box: dict[int, dict[str, int]] = defaultdict(lambda: dict.fromkeys(RELATIONS, 0))
    for (source, target), counts in pairs.items():
        if boxes[source].layer == "plans":
            for relation, count in counts.items():
                to_level[source, boxes[target].layer][relation] += count
                to_box[target][relation] += count
    roots = {ends: sqrt(sum(counts.values())) for ends, counts in to_level.items()}
    scale = _scale(places, {key: root for key, root in roots.items() if not boxes[key[0]].folded} or roots, bars)
    bands = {key: min(max(root * scale, FINEST), WIDEST) for key, root in roots.items()}

    at_bar: dict[str, list[tuple[float, int]]] = defaultdict(list)
    at_plan: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for plan, layer in to_level:
        at_bar[layer].append((places[plan].middle, plan))
        at_plan[plan].append((bars[layer].middle, layer))
    begins: dict[tuple[int, str], float] = {}
    ends: dict[tuple[int, str], float] = {}
    for layer, met in at_bar.items():
        keys = [(plan, layer) for _, plan in sorted(met)]
        widths = [bands[key] for key in keys]
        ends.update(zip(keys, _spread(bars[layer], widths, APART * 2), strict=True))
    for plan, levels in at_plan.items():
        keys = [(plan, layer) for _, layer in sorted(levels)]
        widths = [bands[key] for key in keys]
        begins.update(zip(keys, _spread(places[plan], widths, APART), strict=True))
    strands = [
        Strand(
            plan, None, counts, (places[plan].x, begins[plan, layer]), (bars[layer].x + BAR, ends[plan, layer]),
            bands[plan, layer], None, "always", layer,
        )
        for (plan, layer), counts in to_level.items()
    ]  # fmt: skip
    for target, counts in to_box.items():
        root = sqrt(sum(counts.values()))
        width = min(root * scale, places[target].height - 8)
        strands += _stripes(target, counts, width, places[target], bars[boxes[target].layer], boxes[target].layer)
    return strands


def _scale(places: Mapping[int, Place], roots: Mapping[tuple[int, str], float], bars: Mapping[str, Place]) -> float:
    """Give the width of a band that stands for one citation, such that all bands find room at both ends."""
    of_plan: dict[int, float] = defaultdict(float)
    of_level: dict[str, float] = defaultdict(float)
    for (plan, layer), root in roots.items():
        of_plan[plan] += root
        of_level[layer] += root
    at_plans = ((places[plan].height - 10) / total for plan, total in of_plan.items())
    at_bars = ((bars[layer].height - 10) / total for layer, total in of_level.items())
    return min([THIN, WIDEST / max(roots.values()), *at_plans, *at_bars])


def _stripes(
    target: int, counts: Mapping[str, int], width: float, place: Place, bar: Place, layer: str
) -> list[Strand]:
    """Draw the band from the bar of a level to an instrument, with a stripe for each relation."""
    total = sum(counts.values())
    stripes = []
    y = place.middle - width / 2
    for relation, count in counts.items():
        if count:
            part = width * count / total
            start, end = (bar.x, y + part / 2), (place.x + place.width, y + part / 2)
            stripes.append(Strand(None, target, counts, start, end, max(part, FINEST), relation, "always", layer))
            y += part
    return stripes
