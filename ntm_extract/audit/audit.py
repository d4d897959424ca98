"""The audit of a collection (rà soát): every rule asked, every finding said in words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ntm_extract.audit.citations import Graph
from ntm_extract.audit.evidence import Evidence
from ntm_extract.audit.findings import SEVERITIES, Cell, Hit, Rule
from ntm_extract.audit.instruments import Instruments, merge_instruments
from ntm_extract.audit.rules import load_rules
from ntm_extract.publish.numbers import format_number
from ntm_extract.publish.times import format_recurrence, format_time
from ntm_extract.publish.words import indicator_names, load_words
from ntm_extract.schema.dictionary import LANGUAGES, Language
from ntm_extract.store.collection import ROWS, Collection

TIMES = ("date", "due", "issued", "other", "period", "said", "usual", "when")
"""Values of hits that may be times."""
DECIMALS = 2
SECTIONS, PARTS = ("section", "other_section"), ("preamble", "recipients")
"""Values that are addresses, and addresses that are words of the contract."""


@dataclass(frozen=True)
class Audit:
    """What an audit gives.

    Attributes:
        collection: the tables that were audited.
        instruments: what the references name, mentions of one instrument merged.
        graph: who cites whom.
        rules: those that were asked.
        findings: one row a finding, gravest first: `finding_id`, `rule`, `severity`, `doc` (position of the
            document), `message_vi`, `message_en`, `rows` (tuple of `Cell`).
    """

    collection: Collection
    instruments: Instruments
    graph: Graph
    rules: tuple[Rule, ...]
    findings: pd.DataFrame


def audit(collection: Collection, watch: Callable[[int, int], None] = lambda done, total: None) -> Audit:
    """Ask all rules of a collection.

    Args:
        collection: from `open_collection`.
        watch: told how many of how many steps are done.

    Example:
        `audit(collection).findings.query("rule == 'target.share-disagrees'")` holds the `02/13 xã (25%)` of Hạ Lang.
    """
    rules = load_rules()
    evidence = Evidence(collection, merge_instruments(collection))
    graph = evidence.graph
    found: list[tuple[Rule, Hit]] = []
    for done, rule in enumerate(rules, start=1):
        found.extend((rule, hit) for hit in rule.find(evidence))
        watch(done, len(rules))
    return Audit(collection, evidence.instruments, graph, rules, _findings(collection, found))


def _findings(collection: Collection, found: list[tuple[Rule, Hit]]) -> pd.DataFrame:
    doc_ids = collection.documents["doc_id"].to_numpy(dtype=object)
    names = _row_ids(collection, (cell for _, hit in found for cell in hit.rows))
    findings = pd.DataFrame(
        {
            "finding_id": [
                _finding_id(rule, doc_ids[hit.doc], [names[cell] for cell in hit.rows]) for rule, hit in found
            ],
            "rule": [rule.id for rule, _ in found],
            "severity": pd.Categorical(
                [hit.severity or rule.severity for rule, hit in found], SEVERITIES, ordered=True
            ),
            "doc": np.array([hit.doc for _, hit in found], dtype="int32"),
            **{f"message_{lang}": [say(rule, hit.values, lang) for rule, hit in found] for lang in LANGUAGES},
            "rows": [hit.rows for _, hit in found],
        }
    )
    order = {rule.id: at for at, rule in enumerate(load_rules())}
    place = findings["rule"].map(order)
    return (
        findings.assign(place=place)
        .sort_values(["severity", "place", "doc"], kind="stable", ignore_index=True)
        .drop(columns="place")
    )


def _row_ids(collection: Collection, cells: Iterable[Cell]) -> dict[Cell, str]:
    by_table: dict[str, set[int]] = {name: set() for name in ROWS}
    for cell in cells:
        by_table[cell.table].add(cell.position)
    names: dict[Cell, str] = {}
    for table, positions in by_table.items():
        if positions:
            ids = collection.details(table, sorted(positions), ("row_id",))["row_id"]
            names.update((Cell(table, int(at)), name) for at, name in zip(ids.index, ids, strict=True))
    return names


def _finding_id(rule: Rule, doc_id: str, row_ids: list[str]) -> str:
    """Name a finding so that a rerun gives it the same name."""
    return hashlib.sha256("|".join([rule.id, doc_id, *row_ids]).encode()).hexdigest()[:16]


def say(rule: Rule, values: Mapping[str, Any], language: Language) -> str:
    """Give the sentence of a finding.

    Example:
        `say(rule, {"stated": 25.0, "value": 2.0, "whole": 13.0, "exact": 15.4}, "vi")` is
        `Ghi 25 % nhưng 2/13 là 15,4 %.`
    """
    words = {name: _word(name, value, language) for name, value in values.items()}
    return " ".join(rule.sentence[language].format_map(words).replace(" ,", ",").split())


def _word(name: str, value: Any, language: Language) -> str:
    if isinstance(value, Mapping) and "recurrence" in value:
        return format_recurrence(value["recurrence"], language)
    if isinstance(value, Mapping):
        return format_time(value["time"], language) if "time" in value else str(value[language])
    if name in SECTIONS and value in PARTS:
        return str(load_words("publish", language)[value])
    if name in TIMES and isinstance(value, str):
        return format_time(value, language)
    if name == "indicator":
        said = indicator_names(language)[value].split(" (")[0]
        return f"{said[:1].upper()}{said[1:]}"
    if isinstance(value, float):
        return format_number(value, language, DECIMALS)
    return "" if value is None else str(value)
