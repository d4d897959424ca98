"""How Vietnamese a text looks: shares of well-formed syllables, of marked letters and of function words."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from ntm_extract.writing.orthography import strip_marks

_WORD = re.compile(r"[^\W\d_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_SHARP_OR_HEAVY = frozenset("\u0301\u0323")
_VOWELS = frozenset("aeiouy")
_LONGEST = 7  # `nghiêng`


@dataclass(frozen=True)
class Spelling:
    """What a Vietnamese syllable may be made of; `plain` rhymes and onsets have lost their marks."""

    onsets: frozenset[str]
    rhymes: frozenset[str]
    plain_onsets: frozenset[str]
    plain_rhymes: frozenset[str]
    function_words: frozenset[str]
    plain_function_words: frozenset[str]


@dataclass(frozen=True)
class Measures:
    """How Vietnamese a text looks.

    Attributes:
        words: alphabetic tokens with a vowel, the ground of the shares below.
        syllables: share of them that are well-formed syllables as they stand (a stop coda needs its tone).
        plain: share that are well-formed once all marks are taken off.
        marked: share of letters that carry a mark (đ included).
        function: share that are among the commonest function words.
        plain_function: the same once all marks are taken off.
        letters: letters of any script, in words or not.
    """

    words: int
    syllables: float
    plain: float
    marked: float
    function: float
    plain_function: float
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
def load_spelling() -> Spelling:
    """Load the table of onsets, rhymes and function words."""
    table = tomllib.loads((files("ntm_extract.writing") / "data" / "syllables.toml").read_text("utf-8"))
    onsets, rhymes, function = (frozenset(table[name].split()) for name in ("onsets", "rhymes", "function_words"))
    return Spelling(
        onsets,
        rhymes,
        frozenset(map(strip_marks, onsets)),
        frozenset(map(strip_marks, rhymes)),
        function,
        frozenset(map(strip_marks, function)),
    )


def is_syllable(word: str) -> bool:
    """Whether a lower-case NFC word is a well-formed syllable: `nghiệp` is, `nghiêp` and `thfnh` are not."""
    if len(word) > _LONGEST:
        return False
    tones = [c for c in unicodedata.normalize("NFD", word) if c in _TONES]
    if len(tones) > 1:
        return False
    base = unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", word) if c not in _TONES))
    if base.endswith(("c", "ch", "p", "t")) and not (tones and tones[0] in _SHARP_OR_HEAVY):
        return False
    spelling = load_spelling()
    return _splits(base, spelling.onsets, spelling.rhymes)


def _splits(base: str, onsets: frozenset[str], rhymes: frozenset[str]) -> bool:
    return base in rhymes or any(base[:k] in onsets and base[k:] in rhymes for k in (1, 2, 3))


def measure(text: str) -> Measures:
    """Measure how Vietnamese an NFC text looks; abbreviations without a vowel (`HĐND`) are not counted."""
    words = syllables = plain = function = plain_function = letters = marked = 0
    for word in _WORD.findall(text):
        look = _look(word)
        letters += len(word)
        marked += look.marked
        words += look.counts
        syllables += look.syllable
        plain += look.plain
        function += look.function
        plain_function += look.plain_function
    n = max(words, 1)
    return Measures(
        words, syllables / n, plain / n, marked / max(letters, 1), function / n, plain_function / n, letters
    )


class _Look(NamedTuple):
    """What one word adds to the measures."""

    marked: int
    counts: bool
    syllable: bool
    plain: bool
    function: bool
    plain_function: bool


@lru_cache(maxsize=50_000)
def _look(word: str) -> _Look:
    spelling = load_spelling()
    low = word.lower()
    bare = strip_marks(low)
    marked = sum(a != b for a, b in zip(low, bare, strict=True)) if len(low) == len(bare) else 0
    if _VOWELS.isdisjoint(bare):
        return _Look(marked, False, False, False, False, False)
    return _Look(
        marked,
        True,
        is_syllable(low),
        len(bare) <= _LONGEST and _splits(bare, spelling.plain_onsets, spelling.plain_rhymes),
        low in spelling.function_words,
        bare in spelling.plain_function_words,
    )
