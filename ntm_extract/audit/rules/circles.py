"""Documents that cite one another in a circle (viện dẫn vòng)."""

from __future__ import annotations

from collections.abc import Iterator

from ntm_extract.audit.citations import find_cycles
from ntm_extract.audit.evidence import Evidence, value_at
from ntm_extract.audit.findings import Cell, Hit

SHOWN = 8
"""Documents and rows of one circle that are shown at most."""


def find_circles(evidence: Evidence) -> Iterator[Hit]:
    """Find documents of the collection from which citations lead back to themselves; one finding a circle."""
    graph, references = evidence.graph, evidence.collection.references
    circles = find_cycles(graph)
    if not circles:
        return
    names = graph.nodes["name"]
    circle_of = {doc: at for at, circle in enumerate(circles) for doc in circle}
    cited = graph.nodes["doc"].to_numpy()[evidence.instruments.node_of]
    rows: list[list[Cell]] = [[] for _ in circles]
    inside = (cited >= 0) & references["doc"].isin(circle_of).to_numpy()
    for at in inside.nonzero()[0].tolist():
        doc = value_at(references, "doc", at)
        if cited[at] != doc and circle_of.get(cited[at]) == circle_of[doc]:
            rows[circle_of[doc]].append(Cell("references", at))
    for circle, cells in zip(circles, rows, strict=True):
        called = [str(names.iat[graph.node_of_document[doc]]) for doc in circle[:SHOWN]]
        more = f" (+{len(circle) - SHOWN})" if len(circle) > SHOWN else ""
        yield Hit(circle[0], tuple(cells[:SHOWN]), {"names": ", ".join(called) + more})
