"""The audit as a file: a page, findings for programs and spreadsheets, or the graph of citations."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

import numpy as np
import pandas as pd

from ntm_extract.audit.audit import Audit
from ntm_extract.audit.citations import find_chains, find_cycles, find_missing, find_orphans
from ntm_extract.audit.findings import SEVERITIES
from ntm_extract.audit.graph_files import format_mermaid, write_graphml
from ntm_extract.audit.naming import place_of
from ntm_extract.audit.page import audit_page
from ntm_extract.audit.quotes import read_quotes
from ntm_extract.schema.dictionary import Language
from ntm_extract.store.cells import csv_value
from ntm_extract.store.columns import Kind
from ntm_extract.store.streams import BYTE_ORDER_MARK, opened, write_json

Format = Literal["html", "json", "csv", "graphml", "mermaid"]
FORMATS: tuple[Format, ...] = get_args(Format)
SMALL = 2_000
"""Documents of a collection whose whole graph is in the JSON; that of a larger one is given as GraphML."""
WAYS = 50
"""Ways upwards of one document in the JSON."""
NAMED = 100
"""Citing documents that are named of one document to obtain."""
PORTION = 100_000
"""Findings whose quotes are in memory at once."""
COLUMNS: dict[str, Kind] = {
    "finding_id": Kind.WORD, "severity": Kind.WORD, "rule": Kind.WORD, "rule_name": Kind.WORD, "doc_id": Kind.WORD,
    "source": Kind.TEXT, "number": Kind.TEXT, "unit": Kind.TEXT, "message": Kind.TEXT, "section": Kind.TEXT,
    "page": Kind.INTEGER, "quote": Kind.TEXT, "rows": Kind.INTEGER, "row_ids": Kind.WORD,
}  # fmt: skip
"""The columns of the CSV file; section, page and quote are of the first row that a finding rests on."""


def write_audit(
    audit: Audit, format: Format, target: Path | BinaryIO, lang: Language = "vi", *, base: Path | None = None
) -> None:
    """Write an audit.

    Args:
        audit: of a collection that is still open, as quotes are read from it.
        format: `html` is a page to read; `csv` has one row a finding; `json` all findings with their rows, documents to
            obtain, circles and, of collections of `SMALL` documents at most, the graph; `graphml` and `mermaid` are the
            graph alone.
        target: a file, which is replaced when all went well, or a binary stream.
        lang: of our own words; the names of columns and keys are the same in both.
        base: the folder `run` was called in, where relative paths of documents begin; None for the working directory.

    Raises:
        OSError: the file cannot be written.
    """
    html = target if isinstance(target, Path) else None
    with opened(target) as stream:
        if format == "html":
            stream.write(audit_page(audit, lang, base=base or Path.cwd(), html=html).encode("utf-8"))
        elif format == "csv":
            _write_csv(audit, lang, stream, for_excel=html is not None)
        elif format == "json":
            _write_json(audit, lang, stream)
        elif format == "graphml":
            write_graphml(audit.graph, audit.collection, stream)
        else:
            stream.write(format_mermaid(audit.graph, lang).encode("utf-8"))


def _told(audit: Audit, lang: Language) -> Iterator[dict[str, Any]]:
    """Give the findings one by one, each with its rows."""
    doc_ids = audit.collection.documents["doc_id"].tolist()
    names = {rule.id: rule.title[lang] for rule in audit.rules}
    heads = _heads(audit.collection.documents.loc[audit.findings["doc"].unique()])
    for first in range(0, len(audit.findings), PORTION):
        portion = audit.findings.iloc[first : first + PORTION]
        quotes = read_quotes(audit.collection, (cell for rows in portion["rows"] for cell in rows))
        said = portion[["finding_id", "rule", "severity", "doc", f"message_{lang}", "rows"]]
        for finding_id, rule, severity, doc, message, cells in said.itertuples(index=False):
            rows = [
                {"table": cell.table, "doc_id": doc_ids[row.doc], "row_id": row.row_id, "section": row.section,
                 "page": row.page, "quote": row.quote}
                for cell in cells for row in (quotes[cell],)
            ]  # fmt: skip
            head = {"finding_id": finding_id, "rule": rule, "rule_name": names[rule], "severity": str(severity)}
            yield {**head, **heads[doc], "message": message, "rows": rows}


def _heads(documents: pd.DataFrame) -> dict[int, dict[str, Any]]:
    """Name documents by their position."""
    columns = ["doc_id", "source", "number", "issuer", "level", "district", "province", "place"]
    return {
        doc: {
            "doc_id": document["doc_id"],
            "source": document["source"],
            "number": document["number"] if isinstance(document["number"], str) else None,
            "unit": place_of(document),
        }
        for doc, document in zip(documents.index.tolist(), documents[columns].to_dict("records"), strict=True)
    }


def _write_csv(audit: Audit, lang: Language, stream: BinaryIO, *, for_excel: bool) -> None:
    """Write one row a finding; a text that a spreadsheet could run gets an apostrophe (see store/cells.py)."""
    if for_excel:
        stream.write(BYTE_ORDER_MARK)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for told in _told(audit, lang):
        rows = told.pop("rows")
        first = rows[0] if rows else {}
        told |= {name: first.get(name) for name in ("section", "page", "quote")}
        told |= {"rows": len(rows), "row_ids": " ".join(row["row_id"] for row in rows)}
        writer.writerow([csv_value(told[name], kind) for name, kind in COLUMNS.items()])
        if text.tell() > 1 << 20:
            stream.write(text.getvalue().encode("utf-8"))
            text.seek(0)
            text.truncate()
    stream.write(text.getvalue().encode("utf-8"))


def _write_json(audit: Audit, lang: Language, stream: BinaryIO) -> None:
    """Write one object whose lists have one entry a line."""
    doc_ids = audit.collection.documents["doc_id"].to_numpy(dtype=object)
    small = len(doc_ids) <= SMALL
    head = {
        "made_by": f"ntm-extract {version('ntm-extract')}",
        "documents": len(doc_ids),
        "instruments": len(audit.instruments.nodes),
        "findings_by_severity": {name: int((audit.findings["severity"] == name).sum()) for name in SEVERITIES},
        "graph_left_out": None if small else "--format graphml",
    }
    lists: dict[str, Iterable[Any]] = {
        "rules": _rules(audit, lang),
        "findings": _told(audit, lang),
        "missing": _missing(audit),
        "cycles": ([doc_ids[doc] for doc in circle] for circle in find_cycles(audit.graph)),
        "orphans": (doc_ids[doc] for doc in find_orphans(audit.graph)),
    }
    if small:
        lists |= {"nodes": _nodes(audit), "edges": _edges(audit), "chains": _chains(audit)}
    as_json = partial(json.dumps, ensure_ascii=False)
    write_json(stream, head, {name: map(as_json, entries) for name, entries in lists.items()})


def _rules(audit: Audit, lang: Language) -> Iterator[dict[str, Any]]:
    counts = audit.findings["rule"].value_counts()
    for rule in audit.rules:
        told = {"id": rule.id, "severity": rule.severity, "title": rule.title[lang], "meaning": rule.meaning[lang]}
        yield told | {"findings": int(counts.get(rule.id, 0))}


def _missing(audit: Audit) -> Iterator[dict[str, Any]]:
    graph, missing = audit.graph, find_missing(audit.graph)
    doc_of = graph.nodes["doc"].to_numpy()
    ids = np.array([*audit.collection.documents["doc_id"], None], dtype=object)[doc_of]
    pairs = graph.edges[["target", "source"]].drop_duplicates().sort_values(["target", "source"])
    targets, sources = pairs["target"].to_numpy(), pairs["source"].to_numpy()
    first, last = (np.searchsorted(targets, missing["node"], side).tolist() for side in ("left", "right"))
    for told, begin, end in zip(_records(missing), first, last, strict=True):
        citing = ids[sources[begin : min(end, begin + NAMED)]].tolist()
        yield {**told, "node": f"n{told['node']}", "cited_by": citing}


def _nodes(audit: Audit) -> Iterator[dict[str, Any]]:
    doc_ids = audit.collection.documents["doc_id"]
    for node, told in enumerate(
        _records(audit.graph.nodes.assign(candidates=audit.graph.nodes["candidates"].map(list)))
    ):
        doc = told.pop("doc")
        candidates = [f"n{candidate}" for candidate in told.pop("candidates")]
        year = told["year"] if told["year"] >= 0 else None
        yield {"node": f"n{node}", "doc_id": doc_ids.iloc[doc] if doc >= 0 else None, **told, "year": year,
               "candidates": candidates}  # fmt: skip


def _edges(audit: Audit) -> Iterator[dict[str, Any]]:
    for told in _records(audit.graph.edges.astype({"relation": "str"})):
        yield {**told, "source": f"n{told['source']}", "target": f"n{told['target']}"}


def _chains(audit: Audit) -> Iterator[dict[str, Any]]:
    for doc, doc_id in enumerate(audit.collection.documents["doc_id"]):
        chains = list(islice(find_chains(audit.graph, doc), WAYS + 1))
        for chain in chains[:WAYS]:
            told = asdict(chain) | {"nodes": [f"n{node}" for node in chain.nodes], "doc_id": doc_id}
            yield told | {"gap": None if chain.gap is None else f"n{chain.gap}", "more": len(chains) > WAYS}


def _records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Give the rows of a frame as mappings; what is missing is None."""
    columns = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame]
    for row in zip(*columns, strict=True):
        yield dict(zip(frame.columns, row, strict=True))
