"""A lexicon with a share of its bodies taken out, to see what is known of bodies that no lexicon names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import TypeVar

from ntm_extract.knowledge.agencies import TELLING, AgencyLexicon
from ntm_extract.knowledge.phrases import PhraseTable

SHARE = 1 / 3
"""Of the entries that are taken out."""

Value = TypeVar("Value")


def without_third(lexicon: AgencyLexicon, seed: int) -> tuple[AgencyLexicon, frozenset[str]]:
    """Take a third of bodies, heads, fields of work and class nouns out of a lexicon.

    Args:
        lexicon: the whole.
        seed: which third.

    Returns:
        The rest, and the phrases taken out, punctuation set apart as in `split_phrase`.
    """
    chance = Random(seed)
    gone: set[str] = set()

    def rest(table: Iterable[tuple[tuple[str, ...], Value]]) -> PhraseTable[Value]:
        rows = sorted(((" ".join(words), value) for words, value in table), key=lambda row: row[0])
        taken = {phrase for phrase, _ in rows if chance.random() < SHARE}
        gone.update(taken)
        return PhraseTable((row for row in rows if row[0] not in taken), lenient=TELLING)

    bodies, heads, domains, nouns = (
        rest(lexicon.bodies),
        rest(lexicon.heads),
        rest(lexicon.domains),
        rest(lexicon.nouns),
    )
    kept = {phrase for _, phrase in domains}
    reduced = replace(
        lexicon,
        bodies=bodies,
        heads=heads,
        domains=domains,
        nouns=nouns,
        bare_heads={bare: head for bare, head in lexicon.bare_heads.items() if head not in gone},
        bare_domains=PhraseTable((" ".join(words), name) for words, name in lexicon.bare_domains if name in kept),
    )
    return reduced, frozenset(gone)
