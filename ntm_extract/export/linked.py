"""The tables as one JSON-LD file: a graph of documents, their rows, and the instruments that they cite."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from ntm_extract.export.stock import Batch, Stock, rows_in
from ntm_extract.knowledge.akoma_ntoso import work_uri
from ntm_extract.knowledge.folding import fold
from ntm_extract.plan import TABLES
from ntm_extract.schema.linked_data import json_ld_context, load_vocabulary, node_types
from ntm_extract.store.columns import Row

DOCUMENTS_A_TIME = 500
Node = dict[str, Any]


def write_linked(stock: Stock, path: Path) -> dict[str, int]:
    """Write the tables as JSON-LD, one node a line.

    A document is `urn:ntm-extract:document:DOC_ID`, a row `urn:ntm-extract:row:ROW_ID`. An instrument bears its Akoma
    Ntoso name, as `urn:ntm-extract:work:akn/vn/…`, where that is known of it, so that all who cite it point to one
    node; else a name made of what the citation tells. Unknown values and empty lists are left out.

    Returns:
        The rows written, by table.
    """
    rows, met = dict.fromkeys(TABLES, 0), set[str]()
    with path.open("w", encoding="utf-8", newline="\n") as file, stock.opened(stock.digests) as shelf:
        file.write(f'{{"@context": {_json(json_ld_context())},\n"@graph": [')
        separator = "\n"
        for batch in shelf.batches(shelf.digests, DOCUMENTS_A_TIME):
            for node in _nodes(batch, met):
                file.write(separator + _json(node))
                separator = ",\n"
            for name, table in batch.tables.items():
                rows[name] += table.num_rows
        file.write("\n]}\n")
    return rows


@lru_cache(maxsize=100_000)
def instrument_id(
    kind: str | None,
    number: str | None,
    date: str | None,
    issuer: str | None,
    province: str | None,
    subject: str | None,
) -> str | None:
    """Give the name of an instrument as a URN.

    Args:
        kind: as in the table of references.
        number: as there.
        date: as there, EDTF.
        issuer: as there.
        province: of the document that cites the instrument, or that it is.
        subject: as in the table of references; names a law that is cited without its number.

    Returns:
        None where neither number nor subject is known.

    Example:
        `instrument_id("Quyết định", "263/QĐ-TTg", "2022-02-22", None, None, None)` is
        `"urn:ntm-extract:work:akn/vn/act/quyet-dinh/thu-tuong-chinh-phu/2022-02-22/263-QD-TTg"`.
    """
    if work := work_uri(kind, number, date, issuer, province):
        return f"urn:ntm-extract:work:{work.lstrip('/')}"
    if not (number or subject):
        return None
    told = (kind, number or subject, issuer, date)
    return "urn:ntm-extract:instrument:" + ":".join(_slug(word) for word in told if word)


def _nodes(batch: Batch, met: set[str]) -> Iterator[Node]:
    """Give the nodes of some documents: each instrument when it is first met, the documents, their rows."""
    heads = rows_in(batch.tables["documents"])
    provinces = {head["doc_id"]: head["province"] for head in heads}
    cited: dict[str, dict[str, list[str]]] = {doc_id: {} for doc_id in provinces}
    mentions = []
    for row in rows_in(batch.tables["references"]):
        told = (row["kind"], row["number"], row["date"], row["issuer"])
        name = instrument_id(*told, provinces[row["doc_id"]], row["subject"])
        node = _row_node("references", row)
        if name:
            node["instrument"] = name
            listed = cited[row["doc_id"]].setdefault(load_vocabulary()["relations"][row["relation"]], [])
            if name not in listed:
                listed.append(name)
            if name not in met:
                met.add(name)
                yield _instrument_node(name, row)
        mentions.append(node)
    for head in heads:
        yield _document_node(head) | cited[head["doc_id"]]
    for table in TABLES:
        if table == "references":
            yield from mentions
        elif table != "documents":
            for row in rows_in(batch.tables[table]):
                yield _row_node(table, row)


def _document_node(head: Row) -> Node:
    node = {"@id": _document_id(head["doc_id"]), "@type": node_types("documents"), **_told(head)}
    if head["number"]:  # a plan whose number is left blank cannot be told from others of its kind
        told = (head["kind"], head["number"], head["issued_on"], head["issuer"], head["province"], None)
        node["work"] = instrument_id(*told)
    return node


def _row_node(table: str, row: Row) -> Node:
    doc_id = row["doc_id"]
    name = f"row:{row['row_id']}" if "row_id" in row else f"page:{doc_id}:{row['page']}"
    told = _told({column: value for column, value in row.items() if column not in ("doc_id", "row_id")})
    return {"@id": f"urn:ntm-extract:{name}", "@type": node_types(table), "document": _document_id(doc_id), **told}


def _instrument_node(name: str, row: Row) -> Node:
    told = _told({"kind": row["kind"], "number": row["number"]})
    work = "urn:ntm-extract:work:"
    akn = {"akn": f"/{name.removeprefix(work)}"} if name.startswith(work) else {}
    return {"@id": name, "@type": node_types("instruments"), **told, **akn}


def _document_id(doc_id: str) -> str:
    return f"urn:ntm-extract:document:{doc_id}"


def _told(row: Row) -> Row:
    return {column: value for column, value in row.items() if value is not None and value != []}


def _slug(text: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in fold(text)).strip("-")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
