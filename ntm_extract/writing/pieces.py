"""Syllables in pieces: a marked letter that stands apart from the rest of its syllable (`kế ho ạ ch`, `Vi ệ t Nam`).

Extractors write so where the marked letters are in another font of the page. Pieces are put together where a blank
beside a marked letter splits a well-formed syllable, one piece at least is no word, and the line or the text is full
of that: `5 m ở` and `vitamin C ở` are right.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ntm_extract.alignment import Edit
from ntm_extract.writing.orthography import LONGEST, MARKED, has_marks, has_regular_case, is_syllable, place_tone

MOST_PIECES = 5
LEAST_IN_LINE = 2
"""A line with so many syllables in pieces is damaged, …"""
LEAST_IN_TEXT = 3
LEAST_SHARE = 0.01
"""… and so is every line of a text with so many, and such a share of its words."""

_RUN = re.compile(r"(?<![\w@/.-])[^\W\d_]+(?![\w@])")
_BLANK = re.compile("[ \u00a0]{1,2}")
_VOWELS = frozenset("aeiou") | frozenset(MARKED) - frozenset("đĐ")
_LETTER_WORDS = frozenset("ởýy")
"""Words of one letter that stand beside words with which they would make a syllable."""

_UNSPELLED = 3.0
"""Cost of a piece that is no word; a word costs 1, so that pieces are put together wherever it can be done."""
_ONSETLESS = 0.1
"""A syllable without an initial consonant is the rarer reading: `v ệ m ô i` is `vệ môi`, not `vệm ôi`."""


def find_pieces(text: str) -> list[Edit]:
    """Find syllables in pieces, each with what it is when put together.

    Example: `Ủ y ban nhân dân th ự c hi ệ n kế ho ạ ch` → `Ủy`, `thực`, `hiện`, `hoạch`.
    """
    lines: list[list[Edit]] = []
    clear: list[int] = []
    start = 0
    for line in text.split("\n"):
        found = [] if line.isascii() or all(map(_holds_words, line.split())) else _put_together(line)
        clear.append(sum(_LETTER_WORDS.isdisjoint(line[edit.start : edit.end].lower().split()) for edit in found))
        lines.append([Edit(start + edit.start, start + edit.end, edit.text) for edit in found])
        start += len(line) + 1
    if not any(clear):
        return []
    words = sum(len(_RUN.findall(line)) for line in text.split("\n") if not line.isascii())
    everywhere = sum(clear) >= max(LEAST_IN_TEXT, LEAST_SHARE * words)
    return [e for edits, n in zip(lines, clear, strict=True) if everywhere or n >= LEAST_IN_LINE for e in edits]


def _put_together(line: str) -> list[Edit]:
    """Give the syllables in pieces of the cheapest reading of a line."""
    runs = list(_RUN.finditer(line))
    words = [run.group() for run in runs]
    if not any(_may_hold_piece(line, left, right) for left, right in pairwise(runs)):
        return []
    torn = [False, *(_may_be_torn(line, left, right) for left, right in pairwise(runs))]
    cost, back = [0.0], [0]
    for end in range(1, len(words) + 1):
        best, taken = cost[-1] + (1.0 if _is_word(words[end - 1]) else _UNSPELLED), end - 1
        for first in range(end - 2, max(end - 1 - MOST_PIECES, -1), -1):
            if not torn[first + 1]:
                break
            price = _price(tuple(words[first:end]))
            if price and cost[first] + price < best:
                best, taken = cost[first] + price, first
        cost.append(best)
        back.append(taken)
    found: list[Edit] = []
    end = len(words)
    while end:
        first = back[end]
        if end - first > 1:
            found.append(Edit(runs[first].start(), runs[end - 1].end(), "".join(words[first:end])))
        end = first
    return found[::-1]


def _may_hold_piece(line: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether one of two neighbours is no word, and both may be of one syllable."""
    is_short = right.end() - left.start() <= LONGEST + 2  # blanks between them
    return is_short and not (_is_word(left[0]) and _is_word(right[0])) and _may_be_torn(line, left, right)


def _may_be_torn(line: str, left: re.Match[str], right: re.Match[str]) -> bool:
    """Whether a blank beside a marked letter, and nothing else, is between two runs of letters."""
    beside = has_marks(line[left.end() - 1]) or has_marks(line[right.start()])
    return beside and _BLANK.fullmatch(line, left.end(), right.start()) is not None


@lru_cache(maxsize=16_384)
def _price(pieces: tuple[str, ...]) -> float:
    """Give the cost of putting pieces together, 0 where it cannot be done."""
    whole = "".join(pieces)
    if len(whole) > LONGEST or not _is_whole(whole) or all(map(_is_word, pieces)):
        return 0.0
    return 1.0 + _ONSETLESS * (whole[0].lower() in _VOWELS)


@lru_cache(maxsize=16_384)
def _is_whole(word: str) -> bool:
    return has_marks(word) and has_regular_case(word) and is_syllable(place_tone(word.lower()))


@lru_cache(maxsize=16_384)
def _holds_words(chunk: str) -> bool:
    """Whether what stands between two blanks has no letters but those of words."""
    return all(map(_is_word, _RUN.findall(chunk)))


@lru_cache(maxsize=16_384)
def _is_word(word: str) -> bool:
    low = word.lower()
    return low in _LETTER_WORDS if len(low) == 1 else is_syllable(place_tone(low))
