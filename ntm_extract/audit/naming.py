"""How plans and instruments are called on the page, and where on it they are told of."""

from __future__ import annotations

import re
from collections.abc import Hashable, Mapping
from typing import Any

from ntm_extract.knowledge.gazetteer import load_gazetteer
from ntm_extract.publish.times import format_time
from ntm_extract.schema.dictionary import Language

Document = Mapping[Hashable, Any]
"""A row of the table `documents`."""
_OFFICE = re.compile(r"^(?:Ủy ban nhân dân|Hội đồng nhân dân)\s+", re.IGNORECASE)


def place_of(document: Document) -> str:
    """Give the unit that a document is of: `Huyện Hạ Lang`; without an issuer its place, else the name of its file."""
    if isinstance(document["issuer"], str):
        unit = _OFFICE.sub("", document["issuer"])
        return unit[:1].upper() + unit[1:]
    if document["level"] == "district" and isinstance(document["district"], str):
        named = load_gazetteer().find(document["district"], "district")
        kinds = {unit.kind for unit in named}
        return f"{kinds.pop()} {document['district']}" if len(kinds) == 1 else str(document["district"])
    for name in ("district", "province", "place"):
        if isinstance(document[name], str):
            return str(document[name])
    return re.split(r"[/\\]", document["source"])[-1]


def title_of(document: Document, lang: Language) -> str:
    """Give kind, number and date of a document: `Kế hoạch 2452/KH-UBND, 26/09/2022`."""
    kind = document["kind"] if isinstance(document["kind"], str) else "Văn bản"
    number = f" {document['number']}" if isinstance(document["number"], str) else ""
    date = f", {format_time(document['issued_on'], lang)}" if isinstance(document["issued_on"], str) else ""
    return f"{kind}{number}{date}"


def plan_anchor(doc_id: str) -> str:
    """Name the place on the page that tells of a plan."""
    return f"plan-{doc_id}"


def instrument_anchor(node: int) -> str:
    """Name the place on the page that tells of an instrument."""
    return f"instrument-{node}"
