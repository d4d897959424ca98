"""Names of places that were misread: which of some known names may have been printed (địa danh đọc nhầm)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.extract.origins import Origins
from ntm_extract.knowledge.folding import fold

FIGURES = {"0": "o", "1": "il", "4": "ae", "6": "oe", "9": "o"}
"""Letters that are read as figures."""
AS_READ, OFFERED, ONE_APART = 0.1, 0.3, 1.0
"""What it costs that a syllable is told by its letters as they were read, by another reading of it, or by all letters
but one."""
SHORTEST = 3
"""Letters of a syllable that is told by all of them but one."""


class ReadWord(NamedTuple):
    """A syllable of a name as it stands in the text, as it was read, and what else it may be; without marks."""

    printed: str
    read: str
    others: frozenset[str]


def read_words(name: str, origins: Origins, near: int) -> tuple[ReadWord, ...]:
    """Give the syllables of a name of the text with all that is known of how they were read.

    Args:
        name: as it stands in the outlined text.
        origins: where the text comes from.
        near: where in the outlined text the name is looked for first.

    Example:
        `Diệt Tổng`, read as `Dik T6ng`, has the syllables `diet` (`dik`) and `tong` (`t6ng`).
    """
    text = origins.outline.text
    start = text.find(name, near)
    if start < 0:
        start = text.find(name)
    if start < 0:
        return tuple(ReadWord(fold(word), fold(word), frozenset()) for word in name.split())
    found = []
    for word in name.split():
        start = text.index(word, start)
        end = start + len(word)
        read = origins.restoration.source[slice(*origins.source(start, end))]
        others = frozenset(fold(text) for one in origins.syllables(start, end) for text, _ in one.candidates)
        found.append(ReadWord(fold(word), fold(read), others))
        start = end
    return tuple(found)


def nearest(words: Sequence[ReadWord], names: Iterable[str]) -> str | None:
    """Give the one of some names that words may have been; None where none is, or several are as likely.

    Args:
        words: the syllables that were read.
        names: what may have been printed.

    Example:
        Read as `C6 Lé`, of the communes of Ninh Bình it is `Cổ Lễ`.
    """
    costs = {name: cost for name in names if (cost := _cost(words, fold(name).split())) is not None}
    least = min(costs.values(), default=0.0)
    likely = [name for name, cost in costs.items() if cost <= least + OFFERED]
    return likely[0] if len(likely) == 1 else None


def _cost(words: Sequence[ReadWord], syllables: Sequence[str]) -> float | None:
    """Give how far words are from a name, None where they cannot be it: one syllable may have a wrong letter."""
    if len(words) != len(syllables):
        return None
    cost = 0.0
    for word, syllable in zip(words, syllables, strict=True):
        own = _cost_of_word(word, syllable)
        if own is None:
            return None
        cost += own
    return cost if cost < (2 * ONE_APART if len(words) > 1 else ONE_APART) else None


def _cost_of_word(word: ReadWord, syllable: str) -> float | None:
    if syllable == word.printed:
        return 0.0
    if _may_be(word.read, syllable):
        return AS_READ
    if syllable in word.others:
        return OFFERED
    longest = max(len(syllable), len(word.read))
    one_apart = longest >= SHORTEST and levenshtein(syllable, _plain(word.read, syllable), 1) <= 1
    return ONE_APART if one_apart else None


def _may_be(read: str, syllable: str) -> bool:
    """Whether letters, figures taken for letters, are those of a syllable."""
    return len(read) == len(syllable) and all(
        a == b or b in FIGURES.get(a, "") for a, b in zip(read, syllable, strict=True)
    )


def _plain(read: str, syllable: str) -> str:
    """Write the figures of what was read as the letters that the syllable has in their place, if it has them."""
    if len(read) != len(syllable):
        return read
    return "".join(b if b in FIGURES.get(a, "") else a for a, b in zip(read, syllable, strict=True))
