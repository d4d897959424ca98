"""What a picture of the graph shows: the most cited instruments by level, the plans, and how many lines go between.

A picture stays readable only if it leaves out: each level shows the instruments that most plans cite and folds the rest
into one box; beyond `PLANS_APART` plans they are shown by province, and beyond `GROUPS` provinces the smaller ones are
folded too. `layout.py` tells where everything is, `drawing.py` draws it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ntm_extract.audit.citations import LEVELS, Graph
from ntm_extract.audit.mentions import Codes
from ntm_extract.audit.naming import Document, place_of, title_of
from ntm_extract.knowledge.folding import spelling_key
from ntm_extract.publish.numbers import format_number
from ntm_extract.publish.times import format_time
from ntm_extract.publish.words import load_words
from ntm_extract.schema.dictionary import Language
from ntm_extract.store.collection import Collection

PLANS_APART = 24
"""Plans are shown one by one up to so many."""
GROUPS = 16
"""Provinces shown, when plans are shown by province."""
SHOWN = {"central": 8, "province": 8, "district": 6, "commune": 3, "unknown": 3}
"""Instruments shown of each level, where there are more than `FEW` in all."""
FEW = 30


@dataclass(frozen=True, slots=True)
class Box:
    """One box of the picture.

    Attributes:
        name, line: what it says, large and small.
        title: what is shown on hovering over it.
        layer: the level of an instrument, or `plans`.
        cited_by: plans that cite it (an instrument), or how many plans it stands for.
        here: whether it is in the collection.
        folded: whether it stands for many.
        href: where on the page it leads, or "".
        group: the province, of boxes of plans; else "".
    """

    name: str
    line: str
    title: str
    layer: str
    cited_by: int
    here: bool
    folded: bool = False
    href: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A bundle of citations: from the box at `source` to the box at `target`, `count` plans (or pairs of them)."""

    source: int
    target: int
    relation: str
    count: int


@dataclass(frozen=True)
class Picture:
    """Boxes, instruments first and highest level first, and the lines between them by their places."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    lang: Language


def choose_picture(graph: Graph, collection: Collection, lang: Language, anchors: Mapping[int, str]) -> Picture:
    """Choose what a picture of a graph shows.

    Args:
        graph: from `build_graph`.
        collection: the one that the graph was made from.
        lang: of our words in it.
        anchors: for nodes that the page tells more of, where.
    """
    apart = len(collection.documents) <= PLANS_APART
    boxes, box_of = _instruments(graph, lang, anchors, keep_here=apart)
    if apart:
        sources = box_of.copy()
        alone = [node for node in dict.fromkeys(graph.node_of_document.tolist()) if box_of[node] < 0]
        document_of = graph.nodes["doc"].tolist()
        alone.sort(key=lambda node: _order(collection.documents.loc[document_of[node]]))
        sources[alone] = len(boxes) + np.arange(len(alone))
        boxes += [_plan(collection.documents.loc[document_of[node]], lang, anchors.get(node, "")) for node in alone]
    else:
        groups, group_of = _groups(collection, lang)
        sources = np.full(len(graph.nodes), -1, dtype="int64")
        sources[graph.node_of_document] = len(boxes) + group_of
        boxes += groups
    edges = graph.edges
    bundles = pd.DataFrame(
        {
            "source": sources[edges["source"]],
            "target": box_of[edges["target"]],
            "relation": edges["relation"].astype("str"),
        }
    )
    bundles = bundles.loc[bundles["source"] != bundles["target"]]
    counts = bundles.groupby(["source", "target", "relation"]).size().reset_index(name="count")
    return Picture(tuple(boxes), tuple(Line(*line) for line in counts.itertuples(index=False)), lang)


def _instruments(
    graph: Graph, lang: Language, anchors: Mapping[int, str], *, keep_here: bool
) -> tuple[list[Box], Codes]:
    """Choose the boxes of instruments; gives them, and for each node its box or -1.

    Args:
        graph: nodes that most plans cite come first.
        lang: of our words.
        anchors: see `choose_picture`.
        keep_here: whether documents of the collection are shown however few cite them.
    """
    nodes = graph.nodes
    cited = (nodes["plans"] > 0).to_numpy()
    here = (nodes["doc"] >= 0).to_numpy()
    level = nodes["level"].where(nodes["level"].isin(LEVELS), "unknown").to_numpy(dtype=object)
    box_of = np.full(len(nodes), -1, dtype="int64")
    boxes: list[Box] = []
    for layer, most in SHOWN.items():
        inside = np.flatnonzero(cited & (level == layer))
        shown = inside if cited.sum() <= FEW or len(inside) <= most + 1 else inside[:most]
        if keep_here:
            shown = np.union1d(shown, inside[here[inside]])
        rest = np.setdiff1d(inside, shown)
        box_of[shown] = len(boxes) + np.arange(len(shown))
        boxes += [_instrument(nodes.loc[node], layer, lang, anchors.get(node, "")) for node in shown.tolist()]
        if len(rest):
            box_of[rest] = len(boxes)
            boxes.append(_others(graph, rest, layer, lang))
    return boxes, box_of


def _instrument(told: pd.Series, layer: str, lang: Language, anchor: str) -> Box:
    words = load_words("audit", lang)["picture"]
    date = format_time(told["date"], lang) if isinstance(told["date"], str) else ""
    issuer = told["issuer"] if isinstance(told["issuer"], str) else ""
    state = words["here"] if told["doc"] >= 0 else words["not_here"]
    counted = words["cited_by"].format(plans=format_number(told["plans"], lang))
    subject = f"“{told['subject']}”" if isinstance(told["subject"], str) else ""
    known = (told["name"], subject, issuer, date, counted, state)
    return Box(
        name=told["number"] if isinstance(told["number"], str) else told["name"],
        line=" · ".join(part for part in (issuer, date) if part),
        title="\n".join(part for part in known if part),
        layer=layer,
        cited_by=int(told["plans"]),
        here=bool(told["doc"] >= 0),
        href=f"#{anchor}" if anchor else "",
    )


def _others(graph: Graph, nodes: Codes, layer: str, lang: Language) -> Box:
    """Fold instruments into one box."""
    words = load_words("audit", lang)["picture"]
    name = words["others"].format(count=format_number(len(nodes), lang))
    plans = int(graph.edges.loc[graph.edges["target"].isin(nodes), "source"].nunique())
    line = words["cited_by"].format(plans=format_number(plans, lang))
    return Box(name, line, f"{name}\n{line}", layer, plans, here=False, folded=True)


def _plan(document: Document, lang: Language, anchor: str) -> Box:
    name, line = place_of(document), title_of(document, lang)
    province = document["province"] if isinstance(document["province"], str) else ""
    known = (name, line, f"“{document['title']}”" if isinstance(document["title"], str) else "", document["source"])
    title = "\n".join(part for part in known if part)
    return Box(name, line, title, "plans", 1, True, href=f"#{anchor}" if anchor else "", group=province)


def _order(document: Document) -> tuple[str, int, str]:
    """Order plans by province, level and name."""
    province = document["province"] if isinstance(document["province"], str) else "\uffff"
    level = LEVELS.index(document["level"]) if document["level"] in LEVELS else len(LEVELS)
    return spelling_key(province), level, spelling_key(place_of(document))


def _groups(collection: Collection, lang: Language) -> tuple[list[Box], Codes]:
    """Put plans together by province, the most plans first; gives the boxes, and for each document its box."""
    words = load_words("audit", lang)["picture"]
    provinces = collection.documents["province"].astype(object).where(collection.documents["province"].notna(), "")
    counts = provinces.value_counts()
    named = sorted((name for name in counts.index if name), key=lambda name: (-counts[name], spelling_key(name)))
    shown = named if len(named) <= GROUPS + 1 else named[:GROUPS]
    place = {name: at for at, name in enumerate(shown)}
    titles = [*shown]
    if rest := named[len(shown) :]:
        place.update(dict.fromkeys(rest, len(titles)))
        titles.append(words["other_provinces"].format(count=format_number(len(rest), lang)))
    if "" in counts:
        place[""] = len(titles)
        titles.append(words["no_province"])
    group_of = provinces.map(place).to_numpy(dtype="int64")
    sizes = np.bincount(group_of, minlength=len(titles)).tolist()
    boxes = []
    for at, (name, size) in enumerate(zip(titles, sizes, strict=True)):
        line = words["plans"].format(plans=format_number(size, lang))
        boxes.append(Box(name, line, f"{name}\n{line}", "plans", size, True, folded=at >= len(shown)))
    return boxes, group_of
