"""The graph of citations as files of other programs: GraphML for graph tools, Mermaid for notes and web pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape

import numpy as np
import pandas as pd

from ntm_extract.audit.citations import LEVELS, Graph
from ntm_extract.audit.mentions import Codes
from ntm_extract.publish.words import load_words
from ntm_extract.schema.dictionary import Language
from ntm_extract.store.collection import Collection

MOST_NODES = 60
"""Boxes of a Mermaid chart at most: beyond, nobody can read it."""
MOST_EDGES = 400
"""Arrows of a Mermaid chart at most; Mermaid refuses more than 500 (`maxEdges`)."""

_TEXTS = (
    "name", "kind", "number", "date", "issuer", "level", "system", "province", "subject", "akn_uri", "doc_id", "source",
)  # fmt: skip
_NUMBERS = ("year", "plans", "mentions")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 cannot hold."""


def write_graphml(graph: Graph, collection: Collection, file: BinaryIO) -> None:
    """Write the graph as GraphML, which NetworkX, Gephi and yEd open.

    Nodes have the attributes of `Graph.nodes` as texts and whole numbers, those that are unknown left out, and
    `doc_id` and `source` where they are documents of the collection; edges have `relation` and `mentions`. Where
    mentions could not be told apart `candidates` names the nodes they may be, with blanks between.

    Args:
        graph: from `build_graph`.
        collection: the one that the graph was made from.
        file: opened for bytes; written piece by piece.
    """
    for piece in _graphml(graph, collection):
        file.write(piece.encode("utf-8"))


def _graphml(graph: Graph, collection: Collection) -> Iterator[str]:
    nodes = _with_documents(graph, collection)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    for name, kind in [*((t, "string") for t in _TEXTS), ("candidates", "string"), *((n, "int") for n in _NUMBERS)]:
        yield f'<key id="{name}" for="node" attr.name="{name}" attr.type="{kind}"/>\n'
    yield '<key id="relation" for="edge" attr.name="relation" attr.type="string"/>\n'
    yield '<key id="times" for="edge" attr.name="mentions" attr.type="int"/>\n'
    yield '<graph id="citations" edgedefault="directed">\n'
    columns = {name: nodes[name].astype(object).where(nodes[name].notna(), None).tolist() for name in _TEXTS}
    numbers = {name: nodes[name].tolist() for name in _NUMBERS}
    for at, candidates in enumerate(nodes["candidates"]):
        told = [(name, _xml(values[at])) for name, values in columns.items() if values[at] is not None]
        told += [(name, str(values[at])) for name, values in numbers.items() if values[at] >= 0]
        if candidates:
            told.append(("candidates", " ".join(f"n{node}" for node in candidates)))
        yield f'<node id="n{at}">' + "".join(f'<data key="{name}">{value}</data>' for name, value in told) + "</node>\n"
    edges = graph.edges
    for source, target, relation, mentions in zip(
        *(edges[name].tolist() for name in ("source", "target", "relation", "mentions")), strict=True
    ):
        yield (
            f'<edge source="n{source}" target="n{target}"><data key="relation">{relation}</data>'
            f'<data key="times">{mentions}</data></edge>\n'
        )
    yield "</graph>\n</graphml>\n"


def _with_documents(graph: Graph, collection: Collection) -> pd.DataFrame:
    """Give the nodes with `doc_id` and `source` where they are documents of the collection."""
    documents = collection.documents[["doc_id", "source"]].reindex(graph.nodes["doc"])
    return graph.nodes.join(documents.set_axis(graph.nodes.index))


def _xml(text: str) -> str:
    return escape(_ILLEGAL.sub("\ufffd", str(text)))


_ARROWS = {"legal_basis": "==>", "implements": "-->", "per": "-.->"}
_CLASSES = {
    "central": "fill:#fdf1f0,stroke:#8c2f39,color:#3d1418",
    "province": "fill:#eef4fa,stroke:#1f5f8b,color:#0e2c41",
    "district": "fill:#f0f7f0,stroke:#2f6f4f,color:#15331f",
    "commune": "fill:#f7f3ea,stroke:#7a5c1e,color:#3a2c0d",
    "unknown": "fill:#f5f5f5,stroke:#5f6b70,color:#22282b",
    "here": "stroke-width:3px",
}


def format_mermaid(graph: Graph, lang: Language) -> str:
    """Give the graph as a Mermaid flow chart, from left (who cites) to right (what is cited).

    Boxes have the colour of their level and a thick border when they are in the collection; arrows have the form of
    their relation. Beyond `MOST_NODES` boxes the chart shows the instruments that most documents cite and the documents
    that cite most of these; beyond `MOST_EDGES` arrows, those of the most cited. What was left out, a comment says.

    Args:
        graph: from `build_graph`.
        lang: of the words for relations and of the comment.
    """
    nodes = _most_telling(graph)
    edges = graph.edges.loc[graph.edges["source"].isin(nodes) & graph.edges["target"].isin(nodes)]
    edges = edges.sort_values(["target", "source", "relation"], kind="stable").head(MOST_EDGES)
    words = load_words("audit", lang)
    lines = ["flowchart LR"]
    if len(nodes) < len(graph.nodes) or len(edges) < len(graph.edges):
        counts = {"all": len(graph.nodes), "all_edges": len(graph.edges), "nodes": len(nodes), "edges": len(edges)}
        lines.append(f"  %% {words['chart']['left_out'].format(**counts)}")
    lines += [f"  {_box(node, graph.nodes.loc[node])}" for node in nodes.tolist()]
    for source, target, relation in edges[["source", "target", "relation"]].itertuples(index=False):
        lines.append(f"  n{source} {_ARROWS[relation]}|{_label(words['relation'][relation])}| n{target}")
    lines += [f"  classDef {name} {style}" for name, style in _CLASSES.items()]
    return "\n".join(lines) + "\n"


def _most_telling(graph: Graph) -> Codes:
    """Choose the nodes of a chart: all of a small graph, of a large one half instruments and half who cites them."""
    if len(graph.nodes) <= MOST_NODES:
        return np.arange(len(graph.nodes))
    cited = np.arange(MOST_NODES // 2)  # the most cited come first
    of_cited = graph.edges.loc[graph.edges["target"].isin(cited) & ~graph.edges["source"].isin(cited)]
    citing = of_cited.groupby("source")["target"].nunique().sort_values(ascending=False, kind="stable")
    return np.concatenate([cited, np.sort(citing.index[: MOST_NODES - len(cited)].to_numpy("int64"))])


def _box(node: int, told: pd.Series) -> str:
    known = [told[name] for name in ("issuer", "date") if isinstance(told[name], str)]
    lines = [told["name"], *(words for words in known if words not in told["name"])]
    level = told["level"] if told["level"] in LEVELS else "unknown"
    label = "<br/>".join(_label(line).strip('"') for line in lines)
    return f'n{node}["{label}"]:::{level}' + (f"\n  class n{node} here" if told["doc"] >= 0 else "")


def _label(text: str) -> str:
    """Give a text as Mermaid shows it and nothing else: whatever could end the label or begin markup is an entity."""
    plain = " ".join(_ILLEGAL.sub("\ufffd", text).split())
    return '"' + "".join(char if char.isalnum() or char in _PLAIN else f"#{ord(char)};" for char in plain) + '"'


_PLAIN = frozenset(" .,/-()“”–:")
