"""The tables as one JSON-LD file: a graph of documents, their rows, and the instruments that they cite."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ntm_extract.export.cells import json_texts
from ntm_extract.export.stock import Batch, Stock
from ntm_extract.knowledge.akoma_ntoso import work_uri
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.instruments import normalize_number
from ntm_extract.knowledge.issuers import read_issuer
from ntm_extract.plan import TABLES
from ntm_extract.schema.linked_data import json_ld_context, load_vocabulary, node_types

DOCUMENTS_A_TIME = 500
_DOCUMENT = "urn:ntm-extract:document:"
_WORK = "urn:ntm-extract:work:"


def write_linked(stock: Stock, path: Path) -> dict[str, int]:
    """Write the tables as JSON-LD, one node a line.

    A document is `urn:ntm-extract:document:DOC_ID`, a row `urn:ntm-extract:row:ROW_ID`. An instrument bears its Akoma
    Ntoso name, as `urn:ntm-extract:work:akn/vn/…`, where that is known of it, so that all who cite it point to one
    node; else a name made of what the citation tells, and of the province of the plan that cites it where each province
    may have an instrument of that number. Unknown values and empty lists are left out.

    Returns:
        The rows written, by table.
    """
    rows, met = dict.fromkeys(TABLES, 0), set[str]()
    with path.open("w", encoding="utf-8", newline="\n") as file, stock.opened(stock.digests) as shelf:
        file.write(f'{{"@context": {json.dumps(json_ld_context(), ensure_ascii=False)},\n"@graph": [')
        separator = "\n"
        for batch in shelf.batches(shelf.digests, DOCUMENTS_A_TIME):
            for node in _nodes(batch, met):
                file.write(separator + node)
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
        province: of the document that cites the instrument, or that it is; where neither symbol nor issuer says which
            body it is, it is taken for one of that province.
        subject: as in the table of references; names a law that is cited without its number.

    Returns:
        None where neither number nor subject is known: a plan whose number is left blank is like any other of its kind.

    Example:
        `instrument_id("Quyết định", "263/QĐ-TTg", "2022-02-22", None, None, None)` is
        `"urn:ntm-extract:work:akn/vn/act/quyet-dinh/thu-tuong-chinh-phu/2022-02-22/263-QD-TTg"`.
    """
    if work := work_uri(kind, number, date, issuer, province):
        return _WORK + work.lstrip("/")
    if not (number or subject):
        return None
    told = (kind, number or subject, issuer, province if number and _is_one_of_many(number, issuer) else None, date)
    return "urn:ntm-extract:instrument:" + ":".join(_slug(word) for word in told if word)


def _is_one_of_many(number: str, issuer: str | None) -> bool:
    """Whether each province may have an instrument of this number, as `1485/KH-UBND` or that of `UBND tỉnh`."""
    if any(organ.level == "central" for organ in normalize_number(number).organs):
        return False
    if issuer is None:
        return True
    named = read_issuer(issuer)
    return not named.complete or (named.level in ("district", "commune") and not named.province)


def _nodes(batch: Batch, met: set[str]) -> Iterator[str]:
    """Give the nodes of some documents as JSON: each instrument when it is first met, the documents, their rows."""
    heads, references = batch.tables["documents"], batch.tables["references"]
    mentions = [
        _named(references, name) for name in ("kind", "number", "date", "issuer", "subject", "relation", "doc_id")
    ]
    provinces = dict(zip(_named(heads, "doc_id"), _named(heads, "province"), strict=True))
    cited = {relation: {doc_id: dict[str, None]() for doc_id in provinces} for relation in _relations().values()}
    names: list[str | None] = []
    for kind, number, date, issuer, subject, relation, doc_id in zip(*mentions, strict=True):
        name = instrument_id(kind, number, date, issuer, provinces[doc_id], subject)
        names.append(name)
        if name:
            cited[_relations()[relation]][doc_id][name] = None
            if name not in met:
                met.add(name)
                yield json.dumps(_instrument_node(name, kind, number), ensure_ascii=False)
    links = {relation: [list(found[doc_id]) for doc_id in provinces] for relation, found in cited.items()}
    yield from _document_nodes(heads, links)
    for table in TABLES:
        if table != "documents":
            own = {"instrument": pa.array(names, pa.string())} if table == "references" else {}
            yield from _row_nodes(table, batch.tables[table], own)


def _document_nodes(heads: pa.Table, links: dict[str, list[list[str]]]) -> Iterator[str]:
    told = (_named(heads, name) for name in ("kind", "number", "issued_on", "issuer", "province"))
    works = [instrument_id(*head, None) for head in zip(*told, strict=True)]
    listed = {name: pa.array(found, pa.list_(pa.string())) for name, found in links.items()}
    names = _prefixed(_DOCUMENT, heads["doc_id"])
    return _as_json("documents", names, {**_columns(heads), "work": pa.array(works, pa.string()), **listed})


def _row_nodes(table: str, rows: pa.Table, own: dict[str, pa.Array]) -> Iterator[str]:
    columns = _columns(rows)
    doc_ids = columns.pop("doc_id")
    if "row_id" in columns:
        names = _prefixed("urn:ntm-extract:row:", columns.pop("row_id"))
    else:
        names = pc.binary_join_element_wise("urn:ntm-extract:page", doc_ids, columns["page"].cast(pa.string()), ":")
    return _as_json(table, names, {"document": _prefixed(_DOCUMENT, doc_ids), **columns, **own})


def _as_json(table: str, names: pa.Array, columns: dict[str, pa.Array]) -> Iterator[str]:
    """Give nodes as JSON, all columns of all rows at once; what is unknown or an empty list is left out."""
    types = json.dumps(node_types(table))
    keys = [_member("@id", names), *(_member(name, column) for name, column in columns.items())]
    inside = pc.binary_join_element_wise(*keys, ", ", null_handling="skip")
    return (f'{{"@type": {types}, {told}}}' for told in inside.to_pylist())


def _member(key: str, column: pa.Array) -> pa.Array:
    """Give `"key": value` for each value; null for those to be left out."""
    said = pc.binary_join_element_wise(f'"{key}": ', json_texts(column), "")
    if pa.types.is_list(column.type):
        return pc.if_else(pc.equal(pc.list_value_length(column), 0), pa.scalar(None, pa.string()), said)
    return said


def _columns(table: pa.Table) -> dict[str, pa.Array]:
    return {name: table[name].combine_chunks() for name in table.column_names}


def _named(table: pa.Table, column: str) -> list[Any]:
    values: list[Any] = table[column].to_pylist()
    return values


def _prefixed(prefix: str, column: pa.Array | pa.ChunkedArray) -> pa.Array:
    whole = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    return pc.binary_join_element_wise(prefix, whole, "")


def _instrument_node(name: str, kind: str, number: str | None) -> dict[str, Any]:
    node = {"@id": name, "@type": node_types("instruments"), "kind": kind}
    if number:
        node["number"] = number
    if name.startswith(_WORK):
        node["akn"] = f"/{name.removeprefix(_WORK)}"
    return node


def _relations() -> dict[str, str]:
    relations: dict[str, str] = load_vocabulary()["relations"]
    return relations


def _slug(text: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in fold(text)).strip("-")
