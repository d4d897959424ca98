"""Blanks that a reader of print saw or missed against all custom: a number and its symbol, a figure and its word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Fragment
from ntm_extract.writing.orthography import is_syllable, place_tone

_NUMBER = re.compile(r"\d{1,5}[a-zA-Z]?(?:/[12]\d{3})?")
_SYMBOL = re.compile(r"/[A-ZĐ][A-ZĐa-z]*\b.*")
_GLUED = re.compile(r"(\d{1,4})([a-zà-ỹđ]{3,7}[,.;:]?)")
NEAR = 1.0
"""A symbol belongs to the number before it when the gap is narrower than the line is high."""
MOST = 8


def space(words: Iterable[Fragment]) -> list[Fragment]:
    """Set words apart and together as they are written.

    `773` `/KH-UBND` become one word, `19tháng` two; the candidates of each go along.

    Args:
        words: of a page, those of a line one after the other.
    """
    spaced: list[Fragment] = []
    for word in words:
        for piece in _parted(word):
            if spaced and _belong_together(spaced[-1], piece):
                spaced[-1] = _joined(spaced[-1], piece)
            else:
                spaced.append(piece)
    return spaced


def _belong_together(number: Fragment, symbol: Fragment) -> bool:
    return (
        _NUMBER.fullmatch(number.text) is not None
        and _SYMBOL.fullmatch(symbol.text) is not None
        and (number.top, number.bottom) == (symbol.top, symbol.bottom)
        and 0 <= symbol.box.x0 - number.box.x1 + number.height * 0.2 < NEAR * number.height
    )


def _joined(left: Fragment, right: Fragment) -> Fragment:
    one = left.candidates or ((left.text, left.confidence),)
    other = right.candidates or ((right.text, right.confidence),)
    pairs = sorted(((a + b, round(p * q, 4)) for a, p in one for b, q in other), key=lambda pair: -pair[1])
    box = Box(left.box.x0, min(left.box.top, right.box.top), right.box.x1, max(left.box.bottom, right.box.bottom))
    named = tuple(pairs[:MOST]) if left.candidates or right.candidates else ()
    return left._replace(
        text=left.text + right.text, box=box, confidence=round(left.confidence * right.confidence, 4), candidates=named
    )


def _parted(word: Fragment) -> list[Fragment]:
    found = _GLUED.fullmatch(word.text)
    if not found or not is_syllable(place_tone(found[2].rstrip(",.;:"))):
        return [word]
    middle = word.box.x0 + (word.box.x1 - word.box.x0) * len(found[1]) / len(word.text)
    figures: dict[str, float] = {}
    for text, p in word.candidates:
        if other := _GLUED.fullmatch(text):
            figures[other[1]] = round(figures.get(other[1], 0.0) + p, 4)
    best = max(figures.values(), default=word.confidence)
    return [
        word._replace(
            text=found[1],
            box=word.box._replace(x1=middle),
            confidence=best,
            candidates=tuple(sorted(figures.items(), key=lambda pair: -pair[1])),
        ),
        word._replace(text=found[2], box=word.box._replace(x0=middle), candidates=()),
    ]
