"""What the audit's page shows of plans, findings and instruments, said in one language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pandas as pd

from ntm_extract.audit.audit import Audit
from ntm_extract.audit.citations import Chain, find_chains
from ntm_extract.audit.naming import instrument_anchor, place_of, plan_anchor, title_of
from ntm_extract.audit.quotes import Quote, read_quotes
from ntm_extract.publish.links import source_link
from ntm_extract.publish.numbers import format_number
from ntm_extract.publish.times import format_time
from ntm_extract.publish.words import Words, load_words
from ntm_extract.schema.dictionary import Language

QUOTES = 4
"""Quotes of one finding that are shown."""
WAYS = 300
"""Ways upwards from one plan that are looked at."""
FLOWS = 8
"""Ways through documents of the collection that are shown of one plan."""
CITING = 4
"""Plans that are named where many cite one instrument."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan by its names: the unit, what tells it from others of the unit, and links to the page and the document."""

    name: str
    title: str
    href: str
    link: str | None


@dataclass(frozen=True, slots=True)
class ShownQuote:
    """The words of a plan and where they stand; `plan` names it where it is another than the finding's."""

    text: str
    section: str
    page: int | None
    link: str | None
    plan: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as it is shown."""

    anchor: str
    severity: str
    rule: str
    plan: Plan
    message: str
    quotes: tuple[ShownQuote, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument as it is shown; `href` is where the page tells more of it, or ""."""

    name: str
    date: str
    issuer: str
    subject: str
    level: str
    href: str
    akn_uri: str
    plans: int
    note: str


@dataclass(frozen=True, slots=True)
class Flow:
    """One way upwards: the instruments behind the plan, and how it ends where not with the centre."""

    steps: tuple[Instrument, ...]
    ending: str


@dataclass(frozen=True, slots=True)
class Footing:
    """What a plan rests on.

    Attributes:
        central: instruments of the centre that it cites itself.
        flows: ways through documents of the collection.
        gaps: what it cites that is not in the collection.
        more: what is said where not all is shown, or "".
        reaches_centre: whether any way leads to the centre.
    """

    anchor: str
    plan: Plan
    findings: str
    central: tuple[Instrument, ...]
    flows: tuple[Flow, ...]
    gaps: tuple[Instrument, ...]
    more: str
    reaches_centre: bool


class Shown:
    """Names and quotes for a page.

    Args:
        audit: what is shown.
        lang: of our own words.
        told: the plans and instruments (by document and node) that the page tells of, which others may link to.
        base: the folder `run` was called in, where relative paths of documents begin.
        html: the file the page is written to, or None.
    """

    def __init__(
        self,
        audit: Audit,
        lang: Language,
        told: tuple[Iterable[int], Iterable[int]],
        *,
        base: Path,
        html: Path | None,
    ) -> None:
        self._audit, self._lang = audit, lang
        self._documents, self._nodes = audit.collection.documents, audit.graph.nodes
        self._told_plans, self._told_instruments = frozenset(told[0]), frozenset(told[1])
        self._base, self._html = base, html
        self._plans: dict[int, Plan] = {}

    @property
    def words(self) -> Words:
        """The words of the room."""
        return load_words("audit", self._lang)

    def number(self, value: float) -> str:
        """Write a number."""
        return format_number(value, self._lang)

    def anchors(self) -> dict[int, str]:
        """Give for the nodes that the page tells of where it does."""
        plans = {
            int(self._audit.graph.node_of_document[doc]): plan_anchor(self._documents["doc_id"].iloc[doc])
            for doc in self._told_plans
        }
        return plans | {node: instrument_anchor(node) for node in self._told_instruments}

    def plan(self, doc: int) -> Plan:
        """Name a plan."""
        if doc not in self._plans:
            document = self._documents.iloc[doc].to_dict()
            place, title = place_of(document), title_of(document, self._lang)
            province = document["province"]
            name = f"{place} ({province})" if isinstance(province, str) and province not in place else place
            href = f"#{plan_anchor(document['doc_id'])}" if doc in self._told_plans else ""
            link = source_link(document["source"], None, base=self._base, html=self._html)
            self._plans[doc] = Plan(name, title, href, link)
        return self._plans[doc]

    def instrument(self, node: int) -> Instrument:
        """Name an instrument, or a document of the collection."""
        told = self._nodes.loc[node].to_dict()
        words = self.words
        known = {name: told[name] if isinstance(told[name], str) else "" for name in ("issuer", "subject", "akn_uri")}
        doc = int(told["doc"])
        href = f"#{instrument_anchor(node)}" if node in self._told_instruments else ""
        return Instrument(
            name=str(told["name"]),
            date=format_time(told["date"], self._lang) if isinstance(told["date"], str) else "",
            **known,
            level=words["level"].get(told["level"], words["level"]["unknown"]),
            href=self.plan(doc).href if doc >= 0 else href,
            plans=int(told["plans"]),
            note=words["said"]["two_days"].format(count=told["dates"]) if told["dates"] > 1 else "",
        )

    def findings(self, chosen: pd.DataFrame) -> list[Finding]:
        """Say findings, with their quotes.

        Args:
            chosen: rows of `Audit.findings`.
        """
        rules = {rule.id: rule.title[self._lang] for rule in self._audit.rules}
        quotes = read_quotes(self._audit.collection, (cell for rows in chosen["rows"] for cell in rows[:QUOTES]))
        said = chosen[["finding_id", "severity", "rule", "doc", f"message_{self._lang}", "rows"]]
        return [
            Finding(
                anchor=f"finding-{name}",
                severity=str(severity),
                rule=rules[rule],
                plan=self.plan(doc),
                message=message,
                quotes=tuple(self._quote(quotes[cell], doc) for cell in rows[:QUOTES]),
                more=self._more("more_quotes", len(rows) - QUOTES),
            )
            for name, severity, rule, doc, message, rows in said.itertuples(index=False)
        ]

    def _quote(self, row: Quote, of_finding: int) -> ShownQuote:
        source = self._documents["source"].iloc[row.doc]
        link = source_link(source, row.page, base=self._base, html=self._html)
        plan = "" if row.doc == of_finding else self.words["said"]["of_plan"].format(plan=self.plan(row.doc).name)
        return ShownQuote(row.quote, row.section, row.page, link, plan)

    def citing(self, node: int) -> tuple[list[Plan], str]:
        """Give the first plans that cite an instrument, and what is said of the others."""
        sources = self._audit.graph.citing(node)["source"].drop_duplicates()
        docs = self._nodes["doc"][sources].tolist()
        return [self.plan(doc) for doc in docs[:CITING]], self._more("more_plans", len(docs) - CITING)

    def footing(self, doc: int) -> Footing:
        """Tell what a plan rests on."""
        words = self.words["said"]
        chains = list(islice(find_chains(self._audit.graph, doc), WAYS + 1))
        direct = [chain for chain in chains[:WAYS] if len(chain.nodes) == 2]
        flows = [chain for chain in chains[:WAYS] if len(chain.nodes) > 2]
        flows.sort(key=lambda chain: (not chain.complete, len(chain.nodes)))
        count = int((self._audit.findings["doc"] == doc).sum())
        doc_id = self._documents["doc_id"].iloc[doc]
        return Footing(
            anchor=plan_anchor(doc_id),
            plan=self.plan(doc),
            findings=words["findings"].format(count=self.number(count)) if count else "",
            central=tuple(self.instrument(chain.nodes[-1]) for chain in direct if chain.complete),
            flows=tuple(map(self._flow, [*(c for c in direct if not c.complete and c.gap is None), *flows][:FLOWS])),
            gaps=tuple(self.instrument(chain.gap) for chain in direct if chain.gap is not None),
            more=words["more_ways"] if len(flows) > FLOWS or len(chains) > WAYS else "",
            reaches_centre=any(chain.complete for chain in chains),
        )

    def _flow(self, chain: Chain) -> Flow:
        words = self.words["said"]
        ending = "" if chain.complete else words["gap"] if chain.gap is not None else words["ends"]
        return Flow(tuple(self.instrument(node) for node in chain.nodes[1:]), ending)

    def cut(self, shown: int, count: int) -> str:
        """Say that not all is shown; "" where all is."""
        if shown >= count:
            return ""
        return str(self.words["head"]["cut"].format(shown=self.number(shown), all=self.number(count)))

    def _more(self, name: str, count: int) -> str:
        return str(self.words["said"][name].format(count=self.number(count))) if count > 0 else ""
