"""How Vietnamese a text looks: shares of well-formed syllables, of marked letters and of function words.

`measure` looks at a text as it is; `weigh` is for telling readings of one text from each other.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from ntm_extract.writing.orthography import (
    LONGEST,
    has_regular_case,
    is_bare_syllable,
    is_syllable,
    place_tone,
    strip_marks,
)

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


@lru_cache(maxsize=16_384)
def _look(word: str) -> _Look:
    low = word.lower()
    bare = strip_marks(low)
    marked = sum(a != b for a, b in zip(low, bare, strict=True)) if len(low) == len(bare) else 0
    if _VOWELS.isdisjoint(bare):
        return _Look(marked, False, False, False, False)
    return _Look(marked, True, is_syllable(place_tone(low)), is_bare_syllable(bare), low in _function_words())


class Weight(NamedTuple):
    """How many marked words of a text are syllables, and what tells against it.

    Attributes:
        right: marked words that are well-formed syllables in regular case.
        wrong: marked words that are not; one that holds a letter or sign no Vietnamese word has counts twice.
    """

    right: int
    wrong: int

    @property
    def gain(self) -> int:
        """What speaks for the text, less what speaks against it."""
        return self.right - self.wrong


_SIGNED_WORD = re.compile(r"[^\x00-\x40\x5b-\x60\x7b-\x7f\s\u2010-\u2027]+")
_LETTERS = re.compile("[a-zàáâãèéêìíòóôõùúýăđĩũơư\u1ea0-\u1ef9]+", re.IGNORECASE)


def weigh(text: str) -> Weight:
    """Weigh the words of a text that hold more than ASCII, signs within them included.

    Example: `Céng hßa` weighs (1, 2), `Cộng hòa` (2, 0).
    """
    right = wrong = 0
    for word in _SIGNED_WORD.findall(text):
        if not word.isascii():
            weight = _weigh_word(word) if len(word) < 5 * LONGEST else Weight(0, 2)
            right += weight.right
            wrong += weight.wrong
    return Weight(right, wrong)


def has_wrong(text: str) -> bool:
    """Whether any word of a text weighs as wrong."""
    return not text.isascii() and any(map(_is_wrong, text.split()))


@lru_cache(maxsize=16_384)
def _is_wrong(chunk: str) -> bool:
    return weigh(chunk).wrong > 0


@lru_cache(maxsize=16_384)
def _weigh_word(word: str) -> Weight:
    word = unicodedata.normalize("NFC", word)
    first, last = 0, len(word)
    while first < last and not word[first].isalpha():
        first += 1
    while first < last and not word[last - 1].isalpha():
        last -= 1
    word = word[first:last]
    if len(word) < 2 or word.isascii():
        return Weight(0, 0)
    if not _LETTERS.fullmatch(word):
        return Weight(0, 2)
    low = word.lower()
    if _VOWELS.isdisjoint(strip_marks(low)) and word.isupper():
        return Weight(0, 0)  # an abbreviation
    return Weight(1, 0) if has_regular_case(word) and is_syllable(place_tone(low)) else Weight(0, 1)
