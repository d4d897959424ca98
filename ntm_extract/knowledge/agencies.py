"""The lexicon of bodies that plans give duties to (cơ quan, đơn vị), from `data/agencies.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.phrases import PhraseTable, split_phrase

MISREAD_HEADS = ("sở", "phòng", "bộ", "hội", "cục", "vụ", "viện", "trường")
"""Heads of one word that are also known when their marks are misread, before a known field of work."""
TELLING = 2
"""A phrase of as many words is known also when marks are misread."""


@dataclass(frozen=True)
class Body:
    """A body that exists at several levels under one name, or a central one.

    Attributes:
        name: canonical name; None when the name is kept as written.
        central: whether there is only one in the country.
        open: whether words after the form belong to the name until a verb comes (`Ban Chỉ đạo xây dựng …`).
    """

    name: str | None
    central: bool
    open: bool


@dataclass(frozen=True)
class AgencyLexicon:
    """All look-ups the finder of agencies needs; phrases are lower case with traditional tone placement.

    Of those that need a word: `bare_heads` and `bare_domains` give heads and fields by their letters without marks,
    `domains_by_first` fields by their first word;
    `relating` are the modifiers that say `liên quan`, `lone_offices` the persons told without a body behind them,
    `not_alone` class nouns that are only told together with others, `fielded` those that name their field behind `về`,
    `never_names` verbs that begin no name of a committee, `owner_links` what joins a class and the body it belongs to,
    `making` the classes of works and firms behind which stands what they make, `behind_names` small words that are no
    part of a proper name, `compounds` fields in names that hold what looks like a verb or another body.
    """

    abbreviations: dict[str, tuple[str, ...]]
    bodies: PhraseTable[Body]
    heads: PhraseTable[Literal["keep", "drop"]]
    bare_heads: dict[str, str]
    domains: PhraseTable[str]
    bare_domains: PhraseTable[str]
    domains_by_first: dict[str, tuple[tuple[tuple[str, ...], str], ...]]
    nouns: PhraseTable[str]
    modifiers: PhraseTable[str]
    relating: PhraseTable[str]
    offices: PhraseTable[str]
    lone_offices: PhraseTable[str]
    not_alone: frozenset[str]
    fielded: frozenset[str]
    making: frozenset[str]
    never_names: PhraseTable[str]
    owner_links: PhraseTable[str]
    behind_names: frozenset[str]
    compounds: PhraseTable[str]
    predicates: PhraseTable[str]
    excluded: PhraseTable[str]


def _phrases(listed: list[str]) -> PhraseTable[str]:
    return PhraseTable(((phrase, phrase) for phrase in listed), lenient=TELLING)


def _by_first(names: list[str]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Give fields of two words or more without marks, by their first word."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name in names:
        bare = tuple(fold(word) or word for word in split_phrase(name))
        if len(bare) >= TELLING:
            found.setdefault(bare[0], []).append((bare, name))
    return {first: tuple(entries) for first, entries in found.items()}


@cache
def load_agencies() -> AgencyLexicon:
    """Load the shipped lexicon.

    Example:
        `load_agencies().abbreviations["UBND"]` gives `("ủy", "ban", "nhân", "dân")`.
    """
    raw = tomllib.loads(files("ntm_extract.knowledge").joinpath("data/agencies.toml").read_text(encoding="utf-8"))
    bodies = [
        (form, Body(None if b.get("as_written") else b["name"], b.get("central", False), b.get("open", False)))
        for b in raw["bodies"]
        for form in b["forms"]
    ]
    return AgencyLexicon(
        abbreviations={short: tuple(split_phrase(full)) for short, full in raw["abbreviations"].items()},
        bodies=PhraseTable(bodies, lenient=TELLING),
        heads=PhraseTable(raw["heads"].items(), lenient=TELLING),
        bare_heads={fold(head): head for head in raw["heads"] if head in MISREAD_HEADS},
        domains=_phrases(raw["domains"]["names"]),
        bare_domains=PhraseTable((" ".join(fold(w) or w for w in split_phrase(n)), n) for n in raw["domains"]["names"]),
        domains_by_first=_by_first(raw["domains"]["names"]),
        nouns=_phrases(raw["common"]["nouns"]),
        modifiers=_phrases(raw["common"]["modifiers"]),
        relating=_phrases([phrase for phrase in raw["common"]["modifiers"] if "liên quan" in phrase]),
        offices=_phrases(raw["offices"]["names"]),
        lone_offices=PhraseTable((phrase, phrase) for phrase in raw["offices"]["alone"]),
        not_alone=frozenset(raw["common"]["not_alone"]),
        fielded=frozenset(raw["common"]["fielded"]),
        making=frozenset(raw["common"]["making"]),
        never_names=_phrases(raw["common"]["never_names"]),
        owner_links=_phrases(raw["common"]["owner_links"]),
        behind_names=frozenset(raw["common"]["behind_names"]),
        compounds=PhraseTable(
            (phrase, phrase)
            for phrase in (*raw["common"]["compounds"], *(name for name in raw["domains"]["names"] if "," in name))
        ),
        predicates=_phrases(raw["predicates"]["words"]),
        excluded=_phrases(raw["common"]["excluded"]),
    )
