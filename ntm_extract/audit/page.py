"""The audit as a page: findings, the picture of citations, what plans rest on, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from ntm_extract.audit.audit import Audit
from ntm_extract.audit.citations import find_cycles, find_missing, find_orphans
from ntm_extract.audit.drawing import draw_picture
from ntm_extract.audit.findings import SEVERITIES
from ntm_extract.audit.naming import instrument_anchor
from ntm_extract.audit.picture import choose_picture
from ntm_extract.audit.shown import Shown
from ntm_extract.publish.page import Card, render_page
from ntm_extract.schema.dictionary import Language

OF_RULE = 25
"""Findings of one rule and severity that are shown."""
PLANS = 40
"""Plans whose footing is shown."""
MISSING = 100
"""Documents to obtain, citations that could not be told apart, circles and plans alone that are shown."""
View = dict[str, Any]


def audit_page(audit: Audit, lang: Language, *, base: Path, html: Path | None) -> str:
    """Make the page of an audit.

    A long list is cut, and what is left out is said: the first `OF_RULE` findings of each rule, the first `PLANS` plans
    with the gravest findings, the first `MISSING` documents.

    Args:
        audit: of a collection that is still open, as quotes are read from it.
        lang: of our own words.
        base: the folder `run` was called in, where relative paths of documents begin.
        html: the file the page is written to, or None.
    """
    missing, cycles, orphans = find_missing(audit.graph), find_cycles(audit.graph), find_orphans(audit.graph)
    plans = _gravest(audit)
    obtained = missing.head(MISSING)["node"].tolist()
    shown = Shown(audit, lang, (plans, obtained), base=base, html=html)
    words = shown.words
    findings = audit.findings.groupby(["severity", "rule"], observed=True, sort=False).head(OF_RULE)
    unresolved = np.flatnonzero(audit.graph.nodes["candidates"].str.len() > 0).tolist()
    given = {"unresolved": len(unresolved), "cycles": len(cycles), "orphans": len(orphans)}
    sections = {name: title for name, title in words["sections"].items() if given.get(name, 1)}
    count = shown.number(len(audit.collection.documents))
    return render_page(
        "audit/page.html",
        lang=lang,
        title=words["head"]["title"].format(plans=count),
        lead=words["head"]["lead"],
        cards=_cards(audit, shown, len(missing)),
        sections=list(sections.items()),
        found=_found(audit, lang),
        findings=shown.findings(findings),
        findings_cut=shown.cut(len(findings), len(audit.findings)),
        picture=draw_picture(choose_picture(audit.graph, audit.collection, lang, shown.anchors())),
        plans=[shown.footing(doc) for doc in plans],
        plans_cut=shown.cut(len(plans), len(audit.collection.documents)),
        missing=[_missing(shown, node) for node in obtained],
        missing_cut=shown.cut(len(obtained), len(missing)),
        unresolved=[_unresolved(audit, shown, node) for node in unresolved[:MISSING]],
        unresolved_cut=shown.cut(min(len(unresolved), MISSING), len(unresolved)),
        cycles=[[shown.plan(doc) for doc in circle] for circle in cycles[:MISSING]],
        cycles_cut=shown.cut(min(len(cycles), MISSING), len(cycles)),
        orphans=[shown.plan(doc) for doc in orphans[:MISSING].tolist()],
        orphans_cut=shown.cut(min(len(orphans), MISSING), len(orphans)),
        rules=_rules(audit, lang),
    )


def _gravest(audit: Audit) -> list[int]:
    """Choose the plans whose footing is shown: the gravest findings first, then in order."""
    weights = np.array([1000.0 ** (len(SEVERITIES) - at) for at in range(len(SEVERITIES))])
    weight = weights[audit.findings["severity"].cat.codes.to_numpy()]
    of_plan = np.bincount(audit.findings["doc"].to_numpy(), weight, minlength=len(audit.collection.documents))
    return [int(doc) for doc in np.argsort(-of_plan, kind="stable")[:PLANS]]


def _cards(audit: Audit, shown: Shown, missing: int) -> list[Card]:
    words = shown.words
    nodes = audit.instruments.nodes
    here = words["cards"]["instruments_note"].format(here=shown.number(int((nodes["doc"] >= 0).sum())))
    cards = [
        Card(shown.number(len(audit.collection.documents)), words["cards"]["plans"], href="#plans"),
        Card(shown.number(int((nodes["mentions"] > 0).sum())), words["cards"]["instruments"], here, "#picture"),
    ]
    for severity in SEVERITIES:
        count = int((audit.findings["severity"] == severity).sum())
        tone = "warn" if count and severity == "high" else "plain"
        note = words["severity_note"][severity]
        cards.append(Card(shown.number(count), words["cards"][severity], note, "#findings", tone))
    cards.append(Card(shown.number(missing), words["cards"]["missing"], href="#missing"))
    return cards


def _found(audit: Audit, lang: Language) -> list[View]:
    """Count the findings of each severity and rule."""
    titles = {rule.id: rule.title[lang] for rule in audit.rules}
    counts = audit.findings.groupby(["severity", "rule"], observed=True, sort=False).size().reset_index(name="count")
    return [
        {"severity": severity, "title": titles[rule], "count": count}
        for severity, rule, count in counts.itertuples(index=False)
    ]


def _missing(shown: Shown, node: int) -> View:
    plans, more = shown.citing(node)
    return {"anchor": instrument_anchor(node), "told": shown.instrument(node), "plans": plans, "more": more}


def _unresolved(audit: Audit, shown: Shown, node: int) -> View:
    plans, more = shown.citing(node)
    candidates = [shown.instrument(candidate) for candidate in audit.graph.nodes["candidates"].iloc[node]]
    return {"told": shown.instrument(node), "candidates": candidates, "plans": plans, "more": more}


def _rules(audit: Audit, lang: Language) -> list[View]:
    counts = audit.findings["rule"].value_counts()
    return [
        {
            "id": rule.id,
            "title": rule.title[lang],
            "severity": rule.severity,
            "meaning": rule.meaning[lang],
            "count": int(counts.get(rule.id, 0)),
        }
        for rule in audit.rules
    ]
