"""How Vietnamese a text looks: shares of well-formed syllables, of marked letters and of function words."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from ntm_extract.writing.orthography import is_bare_syllable, is_syllable, place_tone, strip_marks

_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True)
class Measures:
    """How Vietnamese a text looks.

    Attributes:
        words: alphabetic tokens with a vowel, the ground of the shares below.
        syllables: share of them that are well-formed syllables as they stand (a stop coda needs its tone).
        plain: share that are well-formed once all marks are taken off.
        marked: share of letters that carry a mark (đ included).
        function: share that are among the commonest function words.
        letters: letters of any script, in words or not.
    """

    words: int
    syllables: float
    plain: float
    marked: float
    function: float
    letters: int

    def scores(self) -> dict[str, float]:
        """Give the measures as the scores of a verdict, rounded to three places."""
        return {
            "words": float(self.words),
            "syllables": round(self.syllables, 3),
            "plain": round(self.plain, 3),
            "marked": round(self.marked, 3),
            "function": round(self.function, 3),
        }


@cache
def _function_words() -> frozenset[str]:
    table = tomllib.loads((files("ntm_extract.writing") / "data" / "syllables.toml").read_text("utf-8"))
    return frozenset(table["function_words"].split())


def measure(text: str) -> Measures:
    """Measure how Vietnamese an NFC text looks; abbreviations without a vowel (`HĐND`) are not counted."""
    words = syllables = plain = function = letters = marked = 0
    for word in _WORD.findall(text):
        look = _look(word)
        letters += len(word)
        marked += look.marked
        words += look.counts
        syllables += look.syllable
        plain += look.plain
        function += look.function
    n = max(words, 1)
    return Measures(words, syllables / n, plain / n, marked / max(letters, 1), function / n, letters)


class _Look(NamedTuple):
    """What one word adds to the measures."""

    marked: int
    counts: bool
    syllable: bool
    plain: bool
    function: bool


@lru_cache(maxsize=50_000)
def _look(word: str) -> _Look:
    low = word.lower()
    bare = strip_marks(low)
    marked = sum(a != b for a, b in zip(low, bare, strict=True)) if len(low) == len(bare) else 0
    if _VOWELS.isdisjoint(bare):
        return _Look(marked, False, False, False, False)
    return _Look(marked, True, is_syllable(place_tone(low)), is_bare_syllable(bare), low in _function_words())
