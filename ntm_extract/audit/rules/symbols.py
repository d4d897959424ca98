"""Symbols that cannot be: of a kind the body does not issue, of another kind or body than is said (ký hiệu văn bản)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from ntm_extract.audit.evidence import Evidence, value_at
from ntm_extract.audit.findings import Cell, Hit
from ntm_extract.knowledge.folding import spelling_key
from ntm_extract.knowledge.instruments import NormalizedNumber, normalize_number
from ntm_extract.knowledge.issuers import read_issuer
from ntm_extract.knowledge.powers import can_issue

LAWS = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
"""Kinds that the President promulgates by an order, under whose symbol (`L/CTN`) they were cited until 1997."""
OF_ASSEMBLY = ("Quốc hội", "Ủy ban Thường vụ Quốc hội")
UNSURE = ("Thông cáo", "Thông tri", "Tuyên bố")
"""Kinds so rare that their abbreviations (`TC`) are rather something else."""


def find_impossible_symbols(evidence: Evidence) -> Iterator[Hit]:
    """Find symbols that no body of that kind can have, and those that are not of the kind or body that is said.

    `263/NĐ-TTg` (the Prime Minister signs no decree) is surely wrong; `Quyết định số 12/NQ-HĐND` and `424/NQ-CP của
    Quốc hội` are likely so. Symbols that are not in the lists are not judged, nor are numbers of laws that stand behind
    another word (`Luật Quy hoạch số 21/2017/QH14`).
    """
    references = evidence.collection.references
    columns = [references[name].astype("category") for name in ("kind", "number", "issuer")]
    codes = np.zeros(len(references), dtype="int64")
    for column in columns:
        codes = codes * (len(column.cat.categories) + 1) + column.cat.codes.to_numpy() + 1
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    said = [tuple(value_at(references, name, at) for name in ("kind", "number", "issuer")) for at in first.tolist()]
    faults = [_fault(*words) if isinstance(words[1], str) else None for words in said]
    faulty = np.array([fault is not None for fault in faults], dtype=bool)[inverse]
    for at in np.flatnonzero(faulty).tolist():
        fault = faults[inverse[at]]
        if fault is not None:
            grave = fault.sure and evidence.sure["references"][at]
            yield Hit(
                int(value_at(references, "doc", at)),
                (Cell("references", at),),
                {"instrument": f"{said[inverse[at]][0]} {said[inverse[at]][1]}", "reason": fault.said},
                "high" if grave else "medium",
            )


@dataclass(frozen=True)
class _Fault:
    """What is wrong with a symbol, by language, and whether nothing else can be."""

    said: dict[str, str]
    sure: bool = False


@cache
def _fault(kind: str, number: str, issuer: str | float | None) -> _Fault | None:
    read = normalize_number(number)
    if any(organ.name in OF_ASSEMBLY for organ in read.organs) and kind not in (*LAWS, "Nghị quyết"):
        return None
    return _barred(read) or _other_kind(kind, read) or _other_body(issuer, read)


def _barred(read: NormalizedNumber) -> _Fault | None:
    if len(read.organs) != 1 or not read.kinds:
        return None
    organ = read.organs[0]
    if any(can_issue(organ, name, read.year) for name in read.kinds):
        return None
    said = {"vi": f"{organ.name} không ban hành {read.kinds[0]}", "en": f"{organ.name} does not issue {read.kinds[0]}"}
    return _Fault(said, sure=True)


def _other_kind(kind: str, read: NormalizedNumber) -> _Fault | None:
    if not read.kinds or set(read.kinds) & set(UNSURE) or any(_is_kind(kind, name) for name in read.kinds):
        return None
    if read.kinds == ("Lệnh",) and kind in LAWS:
        return None
    return _Fault(
        {
            "vi": f"ghi là {kind} nhưng ký hiệu là của {read.kinds[0]}",
            "en": f"it is called {kind}, but the symbol is that of {read.kinds[0]}",
        }
    )


def _is_kind(said: str, name: str) -> bool:
    """Whether two names of kinds may be one: `Chương trình hành động` is a Chương trình; Công văn is any letter."""
    said, name = spelling_key(said), spelling_key(name)
    return said.startswith(name) or name.startswith(said) or "công văn" in (said, name) or said == "văn bản"


def _other_body(issuer: str | float | None, read: NormalizedNumber) -> _Fault | None:
    """Tell when the issuer that is said is another body than the symbol's; joint instruments have several."""
    if not isinstance(issuer, str) or len(read.organs) != 1:
        return None
    organ = read.organs[0]
    if organ.system == "party" or organ.issuers or (not organ.issuer and organ.name not in LOCAL):
        return None
    if spelling_key(organ.name) in spelling_key(issuer) or read_issuer(organ.name).body == read_issuer(issuer).body:
        return None
    return _Fault(
        {
            "vi": f"ghi là của {issuer} nhưng ký hiệu là của {organ.name}",
            "en": f"it is said to be of {issuer}, but the symbol is that of {organ.name}",
        }
    )


LOCAL = ("Ủy ban nhân dân", "Hội đồng nhân dân")
"""Bodies of every level whose symbol tells what they are, and not where."""
