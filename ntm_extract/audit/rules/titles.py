"""Titles of one instrument that differ between those who cite it (trích yếu của văn bản viện dẫn)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
import pandas as pd

from ntm_extract.audit.evidence import Evidence, value_at
from ntm_extract.audit.findings import Cell, Hit
from ntm_extract.knowledge.folding import fold

SAME = 0.5
"""Share of the shorter title's pairs of words that the longer one has, from which on two titles are one. Three misread
words of fifteen leave two thirds; titles of different instruments of the programme share less than half."""
SURELY = 0.8
"""Share of the longer title's pairs of words that two titles have in common when they are surely one."""
TELLING_PAIRS = 3
"""A title of fewer pairs of words tells too little to differ."""
LONG = 4
"""Letters from which on a word may have one misread."""
MAJORITY = 3
"""Mentions that agree, from which on another title stands against a majority."""


def find_titles_unlike_others(evidence: Evidence) -> Iterator[Hit]:
    """Find mentions whose title is another one than that which most others (three at least) give the instrument."""
    for titles in _disputed(evidence):
        odd = titles[~titles["agrees"]]
        if titles["agrees"].sum() >= MAJORITY and len(odd) < titles["agrees"].sum():
            usual = titles.loc[titles["agrees"], "subject"].iat[0]
            example = int(titles.index[titles["agrees"]][0])
            for at, row in odd.iterrows():
                yield _hit(evidence, int(str(at)), example, row["subject"], usual)


def find_two_titles(evidence: Evidence) -> Iterator[Hit]:
    """Find instruments that are given two titles, none of which most mentions agree on."""
    for titles in _disputed(evidence):
        odd = titles[~titles["agrees"]]
        if titles["agrees"].sum() < MAJORITY or len(odd) >= titles["agrees"].sum():
            usual = int(titles.index[titles["agrees"]][0])
            at = int(odd.index[0])
            yield _hit(evidence, at, usual, value_at(odd, "subject", 0), str(titles.at[usual, "subject"]))


def _hit(evidence: Evidence, at: int, example: int, said: str, usual: str) -> Hit:
    references = evidence.collection.references
    instrument = f"{references['kind'].iat[at]} {references['number'].iat[at]}"
    return Hit(
        int(value_at(references, "doc", at)),
        (Cell("references", at), Cell("references", example)),
        {"instrument": instrument, "said": said, "usual": usual},
    )


def _disputed(evidence: Evidence) -> Iterator[pd.DataFrame]:
    """Give the mentions of each instrument whose titles differ: `subject`, and whether it agrees with the usual one."""
    references = evidence.collection.references
    subjects = references["subject"].astype("category")
    # what follows a bare number is rather running text than a title
    numbered = references["number"].notna().to_numpy() & references["date"].notna().to_numpy()
    numbered &= (subjects.cat.codes >= 0).to_numpy()
    rows = pd.DataFrame({"node": evidence.instruments.node_of, "code": subjects.cat.codes.to_numpy()})[numbered]
    counts = rows.groupby(["node", "code"], sort=False).size().reset_index(name="count")
    counts = counts[counts["node"].duplicated(keep=False)].sort_values(["node", "count"], ascending=[True, False])
    words = list(map(str, subjects.cat.categories))
    apart: dict[int, list[int]] = {}
    current, usual = -1, -1
    for node, code in zip(counts["node"].tolist(), counts["code"].tolist(), strict=True):
        if node != current:
            current, usual = node, code
        elif differ(words[usual], words[code]):
            apart.setdefault(node, []).append(code)
    by_node = rows[rows["node"].isin(apart)].groupby("node", sort=False)
    for named, mentions in by_node:
        agrees = ~mentions["code"].isin(apart[int(str(named))])
        subject = np.asarray(words, dtype=object)[mentions["code"]]
        yield pd.DataFrame({"subject": subject, "agrees": agrees.to_numpy()}, index=mentions.index)


def differ(one: str, other: str) -> bool:
    """Whether two titles cannot be of one instrument.

    Words that every title of the programme has are left out (`data/common_words.toml`); marks, case and a misread
    letter a word do not count; a title that is a shortening of the other is the same, unless the two say that
    something else is done (`thành lập …`, `phê duyệt …`).

    Example:
        `differ("phê duyệt Chương trình mục tiêu quốc gia", "Ban hành Bộ tiêu chí quốc gia về xã nông thôn mới")`
    """
    acts = {_act(one), _act(other)} - {None}
    first, second = _words(one), _words(other)
    first = tuple(_as_in(word, second) for word in first)
    pairs, others = _pairs(first), _pairs(second)
    shorter = min(len(pairs), len(others))
    return shorter >= TELLING_PAIRS and (len(acts) == 2 or len(pairs & others) < SAME * shorter)


def are_one(one: str, other: str) -> bool:
    """Whether two titles are surely one: the same figures, and nearly the same pairs of words."""
    first, second = _pairs(_words(one)), _pairs(_words(other))
    figures = [sorted(re.findall(r"\d+", title)) for title in (one, other)]
    alike = len(first & second) >= SURELY * max(len(first), len(second))
    return min(len(first), len(second)) >= TELLING_PAIRS and alike and figures[0] == figures[1]


def _pairs(words: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(words))


@cache
def _words(title: str) -> tuple[str, ...]:
    """Give the words of a title that tell it from others."""
    known = _load_words()
    whole = " ".join(known.short.get(word, word) for word in fold(title).split())
    return tuple(re.findall(r"[a-z0-9]+", known.common.sub(" ", whole)))


def _as_in(word: str, others: tuple[str, ...]) -> str:
    """Give the word as another title spells it, where one letter is misread."""
    if word in others or len(word) < LONG:
        return word
    alike = (other for other in others if len(other) == len(word))
    return next((other for other in alike if sum(a != b for a, b in zip(word, other, strict=True)) == 1), word)


@cache
def _act(title: str) -> str | None:
    """Tell what an instrument does, by the group of the verb its title begins with; None when it says none."""
    known = _load_words()
    begun = known.opening.match(fold(title))
    return known.acts[begun[1]] if begun else None


@dataclass(frozen=True)
class _Words:
    """Abbreviations written out, what all titles have, and what instruments do; folded."""

    short: dict[str, str]
    common: re.Pattern[str]
    acts: dict[str, str]
    opening: re.Pattern[str]


@cache
def _load_words() -> _Words:
    raw = tomllib.loads(files("ntm_extract.audit").joinpath("data/common_words.toml").read_text(encoding="utf-8"))
    phrases = sorted(map(fold, raw["common"]["phrases"]), key=len, reverse=True)
    common = re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, phrases)) + r")(?![a-z0-9])")
    acts = {fold(verb): group for group, verbs in raw["acts"].items() for verb in verbs}
    return _Words(
        short={fold(short): fold(full) for short, full in raw["short"].items()},
        common=common,
        acts=acts,
        opening=re.compile(r"(?:v/v |ve viec |ve )?(" + "|".join(acts) + r")(?![a-z])"),
    )
