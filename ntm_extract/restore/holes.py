"""Words of a text that lost letters because some table had no place for them: `xây d?ng n?ng th?n m?i`.

What is left stands for itself, marks included; so a word may be any that leaves the same when it loses its letters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ntm_extract.restore.units import Readings
from ntm_extract.writing.loss import Loss, is_kept
from ntm_extract.writing.orthography import place_tone

HOLE = "ƶ"
"""Stands for a lost letter while a text is cut into words; no Vietnamese or Western European text has it."""


def mark_holes(text: str, loss: Loss) -> str:
    """Put `HOLE` for each sign of a lost letter, so that it counts as a letter; the length stays.

    A question mark is taken for one as well: plans ask no questions, and one that is read as no letter comes back.
    """
    sign = loss.placeholder
    return text.replace(sign, HOLE) if sign else text


def unmark_holes(text: str, loss: Loss) -> str:
    """Undo `mark_holes`."""
    return text.replace(HOLE, loss.placeholder) if loss.placeholder else text


class Holes:
    """The words of a vocabulary by what is left of them after one kind of loss."""

    def __init__(self, words: Iterable[str], loss: Loss) -> None:
        sign = HOLE if loss.placeholder else ""
        self._left: dict[str, list[str]] = defaultdict(list)
        for word in words:
            self._left["".join(letter if is_kept(letter, loss) else sign for letter in word)].append(word)

    def readings(self, token: str) -> Readings:
        """Give the words that a token may have been: `mƶi` → mới, mỗi, mọi …; none if none leaves these letters."""
        return [(word, 0.0) for word in self._left.get(place_tone(token.lower()), ())]
