"""Short words that were read in capitals between words in small letters: `BO Y té` is Bộ Y tế.

A capital with a round letter behind it is often read as two capitals. Abbreviations and lines in capitals stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from ntm_extract.restore.chosen_words import ChosenWord
from ntm_extract.restore.fences import is_organ
from ntm_extract.writing.orthography import is_syllable, place_tone

_LONGEST = 5
_NEAR = 3
_ROUND = frozenset("O0GQC6@")
"""What the round letter behind a capital is read as."""
_WORD = re.compile(r"[^\W\d_]{2,}")

Look = Literal["", "small", "capital", "raised"]


def lower_raised(text: str, words: Sequence[ChosenWord]) -> list[ChosenWord]:
    """Write short words that only look as if they stood in capitals with one capital.

    Args:
        text: as it was read.
        words: chosen for it, in order.

    Example: `Quyết định của BỘ Y tế` → `Bộ`; `UBND`, `NỘI DUNG` and a word alone on its line stay.
    """
    told = list(words)
    for at, word in enumerate(words):
        if _look(text, word) == "raised" and _is_among_small(text, words, at):
            candidates = tuple((_lower(reading), p) for reading, p in word.candidates)
            told[at] = word._replace(text=_lower(word.text), candidates=candidates)
    return told


def _look(text: str, word: ChosenWord) -> Look:
    """Tell how a word is written; nothing is said of abbreviations, figures and lone letters."""
    letters = word.text
    if not letters.isupper():
        return "small" if _WORD.fullmatch(letters) and letters[1:].islower() else ""
    if len(letters) < 2 or not letters.isalpha() or is_organ(letters) or not is_syllable(place_tone(letters.lower())):
        return ""
    short = word.end - word.start <= _LONGEST and text[word.start + 1] in _ROUND
    return "raised" if short else "capital"


def _is_among_small(text: str, words: Sequence[ChosenWord], at: int) -> bool:
    """Whether the nearest words of the line are in small letters, one at least."""
    near = {_side(text, words, at, step) for step in (-1, 1)}
    return "small" in near and "capital" not in near


def _side(text: str, words: Sequence[ChosenWord], at: int, step: int) -> Look:
    """Tell how the nearest word on one side of the line is written of which something is said."""
    end = at + step * (_NEAR + 1)
    for other in range(at + step, end, step):
        if not 0 <= other < len(words):
            break
        first, last = sorted((words[at], words[other]))
        if "\n" in text[first.end : last.start]:
            break
        look = _look(text, words[other])
        if look in ("small", "capital"):
            return look
    return ""


def _lower(reading: str) -> str:
    return reading[:1] + reading[1:].lower()
