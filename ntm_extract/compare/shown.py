"""Everything of plans and rows that a page of the comparison shows: names, quotes, links."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from ntm_extract.compare.comparison import Comparison
from ntm_extract.compare.wording import Speaker, as_mappings
from ntm_extract.publish.links import source_link
from ntm_extract.store.collection import Collection


@dataclass(frozen=True)
class Quote:
    """The words of a plan: `anchor` is what figures link to, `link` leads to the document, or is None."""

    anchor: str
    text: str
    section: str
    page: int | None
    link: str | None
    words: str


@dataclass(frozen=True)
class QuotedPlan:
    """A document with the quotes of it that a page shows."""

    anchor: str
    name: str
    number: str
    quotes: tuple[Quote, ...]


class Shown:
    """The plans and rows a page shows.

    Args:
        comparison: what is shown.
        collection: where the quotes are.
        speaker: says it.
        targets: positions of the targets whose quotes are shown.
        achievements: the same of achievements.
        base: the folder that relative paths of documents begin in.
        html: the file the page is written to, or None.
    """

    def __init__(
        self,
        comparison: Comparison,
        collection: Collection,
        speaker: Speaker,
        targets: Iterable[int],
        achievements: Iterable[int],
        *,
        base: Path,
        html: Path | None,
    ) -> None:
        self._comparison = comparison
        self._documents = collection.documents
        self._speaker = speaker
        self._base, self._html = base, html
        self._names: dict[int, str] = {}
        plans = comparison.plans
        units = plans[["unit_then", "province_then"]]
        self._several_plans = units.duplicated(keep=False).to_numpy()
        self._several_units = plans["unit_then"].isin(_names_of_several(units)).to_numpy()
        self._docs: dict[str, int] = {}
        self.of_target = self._quotes(collection, "targets", "t", sorted(set(targets)))
        self.of_achievement = self._quotes(collection, "achievements", "a", sorted(set(achievements)))

    def name(self, doc: int) -> str:
        """Name a document by its unit, and as far as needed by its province, its number and its file."""
        if doc not in self._names:
            plan, document = self._comparison.plans.iloc[doc], self._documents.iloc[doc].to_dict()
            name = self._speaker.plan(document, plan["unit_then"])
            if self._several_units[doc] and isinstance(plan["province_then"], str):
                name = f"{name} ({plan['province_then']})"
            if self._several_plans[doc] and self.number(doc):
                name = f"{name}, {self.number(doc)}"
            if name in self._names.values():
                name = f"{name} [{Path(document['source']).name}]"
            self._names[doc] = name
        return self._names[doc]

    def number(self, doc: int) -> str:
        """Give the number of a document, "" where it has none."""
        number = self._documents["number"].iloc[doc]
        return number if isinstance(number, str) else ""

    def file(self, doc: int) -> str:
        """Give the name of a document's file, "" where its name has it already."""
        file = Path(self._documents["source"].iloc[doc]).name
        return "" if file in self.name(doc) else file

    def link(self, doc: int, page: int | None = None) -> str | None:
        """Give the link to a document."""
        return source_link(str(self._documents["source"].iloc[doc]), page, base=self._base, html=self._html)

    def quoted_plans(self) -> list[QuotedPlan]:
        """Give the quoted documents in their order, with their quotes in the order of the text."""
        quotes = [*self.of_target.values(), *self.of_achievement.values()]
        by_doc: dict[int, list[Quote]] = {}
        for quote in quotes:
            by_doc.setdefault(self._docs[quote.anchor], []).append(quote)
        return [QuotedPlan(f"d-{doc}", self.name(doc), self.number(doc), tuple(by_doc[doc])) for doc in sorted(by_doc)]

    def _quotes(self, collection: Collection, table: str, letter: str, positions: list[int]) -> dict[int, Quote]:
        docs = collection.rows(table)["doc"].to_numpy()
        found = {}
        for position, row in zip(positions, as_mappings(collection.details(table, positions)), strict=True):
            doc, page = int(docs[position]), _page(row["page"])
            anchor = f"{letter}-{row['row_id']}"
            self._docs[anchor] = doc
            link = self.link(doc, page)
            found[position] = Quote(anchor, str(row["quote"]), str(row["section"]), page, link, str(row["text"]))
        return found


def _names_of_several(units: pd.DataFrame) -> pd.Series:
    """Give the names of units that lie in several provinces: huyện Châu Thành."""
    distinct = units.drop_duplicates()["unit_then"].dropna()
    return distinct[distinct.duplicated()]


def _page(page: Any) -> int | None:
    return None if page is None or pd.isna(page) else int(page)
