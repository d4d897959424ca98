"""Capitals of the old `.VnTimeH` fonts: their marked letters are small ones that only looked like capitals.

TCVN3 has no code for a capital with a tone. What was typed in such a font, or with the shift key held, comes out as
`CộNG HòA Xã HộI`, also when a converter of fonts did the rest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ntm_extract.alignment import Edit
from ntm_extract.writing.orthography import has_marks, has_regular_case, is_syllable, place_tone
from ntm_extract.writing.syllables import has_wrong

_WORD = re.compile(r"[^\W\d_]+")


LEAST = 2
"""So many half-raised words make a text one of the old fonts."""


def find_half_raised(text: str) -> list[Edit]:
    """Find the lines of a text in which the marked letters of capital words are small."""
    if not has_wrong(text):
        return []  # a half-raised word is in no regular case, and weighs as wrong
    edits, words, start = [], 0, 0
    for line in text.split("\n"):
        raised = raise_marked(line)
        if raised != line:
            edits.append(Edit(start, start + len(line), raised))
            words += sum(_is_half_raised(word.group()) for word in _WORD.finditer(line))
        start += len(line) + 1
    return edits if words >= LEAST else []


def raise_marked(line: str) -> str:
    """Make capitals of the marked letters of capital words; lengths stay.

    `Xã` between words in capitals is one of them; where it begins or ends a line its one neighbour decides.

    Example: `CộNG HòA Xã HộI` → `CỘNG HÒA XÃ HỘI`.
    """
    if line.isascii() or not any(map(_is_half_raised, _WORD.findall(line))):
        return line
    words = list(_WORD.finditer(line))
    letters = list(line)
    for word, near in zip(words, _neighbours([word.group() for word in words]), strict=True):
        if _is_half_raised(word.group()) or (near and all(near) and _may_be_capital(word.group())):
            letters[word.start() : word.end()] = word.group().upper()
    return "".join(letters)


def _neighbours(words: Sequence[str]) -> list[list[bool]]:
    """Tell of each word whether the nearest before and after it are in capitals; those that may be are passed over."""
    capital = [None if _is_open(word) else _is_capital(word) or _is_half_raised(word) for word in words]
    sides = zip(_last_known(capital), _last_known(capital[::-1])[::-1], strict=True)
    return [[side for side in both if side is not None] for both in sides]


def _last_known(values: Sequence[bool | None]) -> list[bool | None]:
    """Give for each place the last value before it that is known."""
    found: list[bool | None] = []
    last: bool | None = None
    for value in values:
        found.append(last)
        last = last if value is None else value
    return found


@lru_cache(maxsize=16_384)
def _is_half_raised(word: str) -> bool:
    return not has_regular_case(word) and _may_be_capital(word)


@lru_cache(maxsize=16_384)
def _is_open(word: str) -> bool:
    """Whether a word may be in capitals or not: `Hà`, `ở`."""
    return has_regular_case(word) and _may_be_capital(word)


def _may_be_capital(word: str) -> bool:
    """Whether a word is a syllable with small letters, all of them marked."""
    if word.isupper() or any(c.islower() and not has_marks(c) for c in word):
        return False
    return is_syllable(place_tone(word.lower()))


@lru_cache(maxsize=16_384)
def _is_capital(word: str) -> bool:
    return len(word) > 1 and word.isupper() and is_syllable(place_tone(word.lower()))
