"""Words that stand together around numbers, by which readings in doubt are told (cụm từ quanh số liệu)."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from ntm_extract.restore.channel import DATA

LEAST = 0.03
"""Posterior that a reading must have to be taken."""
_NUMBER = re.compile(r"\s{0,3}\d[\d.,/%\s–-]{0,20}")
_GAP = re.compile(r"\s{1,3}")
Candidates = Sequence[tuple[str, float]]
Phrase = tuple[frozenset[str], ...]
ANY_NUMBER = "#"


@cache
def _phrases() -> Mapping[str, tuple[tuple[int, Phrase], ...]]:
    """Give the phrases by the words that may stand first in them, with the place of that word."""
    found: dict[str, list[tuple[int, Phrase]]] = defaultdict(list)
    for line in tomllib.loads((DATA / "collocations.toml").read_text(encoding="utf-8"))["phrases"]:
        phrase = tuple(frozenset(words.split("/")) for words in line.split())
        first = next(at for at, words in enumerate(phrase) if ANY_NUMBER not in words)
        for word in phrase[first]:
            found[word].append((first, phrase))
    return {word: tuple(phrases) for word, phrases in found.items()}


def find_collocations(
    text: str, spans: Sequence[tuple[int, int]], candidates: Sequence[Candidates]
) -> dict[int, tuple[str, float]]:
    """Find the words that are better read otherwise, since they stand with others around a number.

    Args:
        text: the text as it was read.
        spans: its words, in order; what lies between them are numbers and signs.
        candidates: for each word its readings with their posteriors, the chosen one first.

    Returns:
        For the index of a word the reading to take, and its posterior.

    Example:
        `thành lập một 9.500 tổ` where `một` may be `mới`: `mới`.
    """
    phrases = _phrases()
    elements = _elements(text, spans)
    found: dict[int, tuple[str, float]] = {}
    for at, index in enumerate(elements):
        if index is None or index < 0:
            continue
        for reading, posterior in candidates[index]:
            for first, phrase in phrases.get(reading.lower(), ()) if posterior >= LEAST else ():
                if at >= first:
                    found.update(_read_as(phrase, elements[at - first : at - first + len(phrase)], candidates))
    return found


def _elements(text: str, spans: Sequence[tuple[int, int]]) -> list[int | None]:
    """Give the words by their indices, -1 for a number between two, None where something else parts them."""
    elements: list[int | None] = []
    at = 0
    for index, (start, end) in enumerate((*spans, (len(text), len(text)))):
        gap = text[at:start]
        if _NUMBER.fullmatch(gap):
            elements.append(-1)
        elif not _GAP.fullmatch(gap):
            elements.append(None)
        elements.append(index if index < len(spans) else None)
        at = end
    return elements


def _read_as(
    phrase: Phrase, elements: Sequence[int | None], candidates: Sequence[Candidates]
) -> dict[int, tuple[str, float]]:
    """Give the readings by which words are a phrase; none where they are not, or are it already."""
    taken: dict[int, tuple[str, float]] = {}
    for words, index in zip(phrase, elements, strict=False):
        if index is None or (index < 0) != (ANY_NUMBER in words):
            return {}
        if index < 0:
            continue
        fitting = next((one for one in candidates[index] if one[0].lower() in words and one[1] >= LEAST), None)
        if fitting is None:
            return {}
        if fitting[0] != candidates[index][0][0]:
            taken[index] = fitting
    return taken if len(elements) >= len(phrase) else {}
