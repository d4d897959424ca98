"""The tables as linked data (dữ liệu liên kết): the JSON-LD context, made from the models and `linked_data.toml`.

Every table has a context of its own, which a node brings along by its type, since columns of one name (`kind`, `text`)
mean different things in different tables.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from ntm_extract.plan import TABLES
from ntm_extract.schema.dictionary import ColumnEntry, data_dictionary
from ntm_extract.store.columns import Kind


@cache
def load_vocabulary() -> dict[str, Any]:
    """Load `linked_data.toml`."""
    return tomllib.loads(Path(__file__).with_name("linked_data.toml").read_text(encoding="utf-8"))


@cache
def node_types(table: str) -> tuple[str, ...]:
    """Give the types of the nodes that rows of a table become.

    Example:
        `node_types("documents") == ("Document", "schema:Legislation")`
    """
    name, _, *others = load_vocabulary()["nodes"][table]
    return (name, *others)


def json_ld_context() -> dict[str, Any]:
    """Give the value of `@context` for nodes whose keys are the columns of the tables.

    A row's `row_id` is its `@id`, and `doc_id` is the link `document`; neither is a key of a node.
    """
    vocabulary = load_vocabulary()
    scoped = {table: _scoped(table) for table in TABLES} | {"instruments": vocabulary["instruments"]}
    nodes = {
        vocabulary["nodes"][table][0]: {"@id": vocabulary["nodes"][table][1], "@context": context}
        for table, context in scoped.items()
    }
    return {"@version": 1.1, **vocabulary["prefixes"], **nodes}


def context_text() -> str:
    """Give the context as a JSON-LD document of its own, to be put beside others that refer to it."""
    return json.dumps({"@context": json_ld_context()}, ensure_ascii=False, indent=2) + "\n"


def _scoped(table: str) -> dict[str, Any]:
    """Give the context of the nodes of one table."""
    vocabulary, entry = load_vocabulary(), data_dictionary().table(table)
    left_out = {"row_id"} if table == "documents" else {"row_id", "doc_id"}
    terms = {column.name: _term(table, column) for column in entry.columns if column.name not in left_out}
    links = (vocabulary["links"]["rows"] if entry.has_origin else {}) | vocabulary["links"].get(table, {})
    return terms | {name: {"@id": iri, "@type": "@id"} for name, iri in links.items()}


def _term(table: str, column: ColumnEntry) -> str | dict[str, Any]:
    vocabulary = load_vocabulary()
    known = vocabulary["origin"] if column.tells_origin else vocabulary["terms"].get(table, {})
    iri = known.get(column.name, f"ntm:{column.name}")
    if column.name in vocabulary["edtf"].get(table, ()):
        return {"@id": iri, "@type": "edtf"}
    if column.kind is Kind.NUMBER:
        return {"@id": iri, "@type": "xsd:double"}
    if column.kind is Kind.NESTED:
        return {"@id": iri, "@container": "@set"} if column.type == "list<string>" else {"@id": iri, "@type": "@json"}
    return str(iri)
