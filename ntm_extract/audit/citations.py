"""The graph of citations (mạng lưới viện dẫn): which document cites which instrument, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from ntm_extract.audit.instruments import Instruments
from ntm_extract.audit.mentions import Codes
from ntm_extract.knowledge.akoma_ntoso import work_uri
from ntm_extract.knowledge.issuers import read_issuer
from ntm_extract.store.collection import Collection

LEVELS = ("central", "province", "district", "commune")
"""From the highest to the lowest."""
RELATIONS = ("legal_basis", "implements", "per")
FURTHEST = 6
"""Steps of a way upwards at most: more than there are levels, since plans of one level cite each other."""


@dataclass(frozen=True)
class Graph:
    """Documents and the instruments that they cite.

    Attributes:
        nodes: the instruments, in the order and with the columns of `Instruments.nodes`, then the documents of the
            collection that nobody cites (0 mentions; `subject` is their title).
        edges: one row for each citing node, cited node and relation: `source`, `target`, `relation` (a category),
            `mentions`; in that order. What a document says of itself is left out.
        node_of_document: for each document its node. Two copies of one document are one node.
    """

    nodes: pd.DataFrame
    edges: pd.DataFrame
    node_of_document: Codes

    @cached_property
    def _by_target(self) -> pd.DataFrame:
        return self.edges.sort_values(["target", "source", "relation"], ignore_index=True)

    @cached_property
    def rank(self) -> Codes:
        """For each node how far its issuer is from the centre: 0 for central bodies; the last where not known."""
        place = {level: at for at, level in enumerate(LEVELS)}
        return np.asarray(self.nodes["level"].map(place).fillna(len(LEVELS)), dtype=np.int64)

    def cited_by(self, node: int) -> pd.DataFrame:
        """Give the edges that lead away from a node: what it cites."""
        return _rows_of(self.edges, "source", node)

    def citing(self, node: int) -> pd.DataFrame:
        """Give the edges that lead to a node: who cites it."""
        return _rows_of(self._by_target, "target", node)


@dataclass(frozen=True, slots=True)
class Chain:
    """One way upwards from a document.

    Attributes:
        nodes: the document, then each what the one before cites.
        relations: how each cites the next.
        gap: the last node, when it is not in the collection, so that what it rests on is not known; None when the way
            ends with a central instrument, with a document that cites nothing higher, or after `FURTHEST` steps.
        complete: whether it ends with a central instrument.
    """

    nodes: tuple[int, ...]
    relations: tuple[str, ...]
    gap: int | None
    complete: bool


def build_graph(collection: Collection, instruments: Instruments) -> Graph:
    """Make the graph of a collection.

    A document of the collection whose own number, issuer and year are those of a cited instrument is the same node.
    """
    uncited = np.flatnonzero(instruments.node_of_document < 0)
    node_of_document = instruments.node_of_document.copy()
    node_of_document[uncited] = len(instruments.nodes) + np.arange(len(uncited))
    nodes = pd.concat([instruments.nodes, _of_documents(collection, uncited)], ignore_index=True)
    references = collection.references
    mentions = pd.DataFrame(
        {
            "source": node_of_document[references["doc"].to_numpy()],
            "target": instruments.node_of,
            "relation": pd.Categorical(references["relation"].astype("str"), RELATIONS, ordered=True),
        }
    )
    others = mentions.loc[mentions["source"] != mentions["target"]]
    keys = ["source", "target", "relation"]
    edges = others.groupby(keys, observed=True).size().reset_index(name="mentions")
    return Graph(nodes, edges, node_of_document)


def find_missing(graph: Graph) -> pd.DataFrame:
    """Find what is cited but not in the collection: the documents to obtain (văn bản cần thu thập).

    Returns:
        One row an instrument, the one that most plans cite first: `node`, `kind`, `number`, `name`, `date`, `issuer`,
        `subject`, `level`, `plans`, `mentions`, `akn_uri`; `Graph.citing` gives the plans. Mentions that may be of one
        or another instrument are left out, since those are listed.
    """
    nodes = graph.nodes
    wanted = nodes.loc[(nodes["doc"] < 0) & (nodes["plans"] > 0) & (nodes["candidates"].str.len() == 0)]
    columns = ["kind", "number", "name", "date", "issuer", "subject", "level", "plans", "mentions", "akn_uri"]
    return wanted[columns].rename_axis("node").reset_index()


def find_cycles(graph: Graph) -> list[tuple[int, ...]]:
    """Find documents of the collection that cite one another in a circle (viện dẫn vòng).

    Returns:
        For each circle the positions of its documents, in order; each document is in one at most.
    """
    doc = graph.nodes["doc"].to_numpy()
    source, target = graph.edges["source"].to_numpy(), graph.edges["target"].to_numpy()
    inside = doc[target] >= 0
    source, target = source[inside], target[inside]
    while True:  # who is not both citing and cited is in no circle
        kept = np.isin(source, target) & np.isin(target, source)
        if kept.all():
            break
        source, target = source[kept], target[kept]
    between: Any = nx.DiGraph()
    between.add_edges_from(zip(source.tolist(), target.tolist(), strict=True))
    circles = (part for part in nx.strongly_connected_components(between) if len(part) > 1)
    return sorted(tuple(sorted(int(doc[node]) for node in part)) for part in circles)


def find_orphans(graph: Graph) -> Codes:
    """Find the documents that neither cite nor are cited; gives their positions."""
    tied = np.zeros(len(graph.nodes), dtype=bool)
    tied[graph.edges["source"]] = True
    tied[graph.edges["target"]] = True
    return np.flatnonzero(~tied[graph.node_of_document])


def find_chains(graph: Graph, doc: int) -> Iterator[Chain]:
    """Find the ways from a document upwards, to the highest instruments that it rests on.

    A way leads through documents of the collection, never downwards (from a province's plan to a district's) and never
    in a circle. There may be very many; the ways whose first steps are highest come first.

    Args:
        graph: from `build_graph`.
        doc: position of the document.

    Example:
        Kế hoạch of huyện Hạ Lang → Kế hoạch 2452/KH-UBND of tỉnh Cao Bằng → Quyết định 587/QĐ-TTg; without the
        province's plan in the collection the way ends there, and it is the gap.
    """
    rank, in_collection = graph.rank, graph.nodes["doc"].to_numpy() >= 0

    def ways(nodes: tuple[int, ...], relations: tuple[str, ...]) -> Iterator[Chain]:
        node = nodes[-1]
        central = bool(rank[node] == 0)
        if relations and (central or not in_collection[node] or len(relations) == FURTHEST):
            yield Chain(nodes, relations, None if central or in_collection[node] else node, central)
            return
        edges = graph.cited_by(node).drop_duplicates("target")
        steps = [
            (rank[target], target, relation)
            for target, relation in zip(edges["target"].tolist(), edges["relation"].tolist(), strict=True)
            if target not in nodes and rank[target] <= rank[node]
        ]
        for _, target, relation in sorted(steps):
            yield from ways((*nodes, target), (*relations, relation))
        if relations and not steps:
            yield Chain(nodes, relations, None, complete=False)

    return ways((int(graph.node_of_document[doc]),), ())


def _rows_of(edges: pd.DataFrame, column: str, node: int) -> pd.DataFrame:
    """Give the rows of edges that are sorted by a column."""
    first, last = np.searchsorted(edges[column].to_numpy(), [node, node + 1])
    return edges.iloc[first:last]


def _of_documents(collection: Collection, positions: Codes) -> pd.DataFrame:
    """Describe documents that nobody cites the way instruments are described."""
    documents = collection.documents.iloc[positions].reset_index(drop=True)
    kind, number, issued = documents["kind"], documents["number"], documents["issued_on"]
    issuer, province = documents["issuer"], documents["province"]
    place = documents["district"].fillna(province)
    stem = documents["source"].str.replace(r"^.*[/\\]", "", regex=True)
    systems = {name: read_issuer(name).system for name in issuer.dropna().unique()}
    heads = (column.astype(object).where(column.notna(), None) for column in (kind, number, issued, issuer, province))
    return pd.DataFrame(
        {
            "kind": kind,
            "number": number,
            "serial": number.str.extract(r"^0*(\d+)", expand=False),
            "year": issued.str[:4].astype("float64").fillna(-1).astype("int64"),
            "symbol": documents["symbol"],
            "name": (kind + " " + number)
            .fillna(kind + " của " + issuer)
            .fillna(kind + " (" + place + ")")
            .fillna(stem),
            "date": issued,
            "dates": issued.str.len().eq(len("2022-02-22")).astype("int64"),
            "issuer": issuer,
            "level": documents["level"],
            "system": issuer.map(systems).astype("str"),
            "province": province,
            "subject": documents["title"],
            "mentions": 0,
            "plans": 0,
            "doc": positions,
            "akn_uri": pd.Series([work_uri(*head) for head in zip(*heads, strict=True)], dtype="str"),
            "candidates": pd.Series([()] * len(documents), dtype=object),
        }
    )
