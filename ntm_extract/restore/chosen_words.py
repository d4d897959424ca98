"""The words that were chosen for a text: what is made of them before they are put into it (ghi chữ vào văn bản)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ntm_extract.alignment import Edit, apply_edits, compose
from ntm_extract.restore.collocations import find_collocations
from ntm_extract.restore.fences import Fence
from ntm_extract.restore.holes import unmark_holes
from ntm_extract.restore.restoration import Restoration, Syllable
from ntm_extract.writing.damage import Repaired
from ntm_extract.writing.loss import Loss

UNREADABLE = 0.1
"""Confidence of a number that cannot be read; what it may be shares the rest."""


def guesses(fence: Fence) -> tuple[tuple[str, float], ...]:
    """Give what stands in a fence, and what else it may be."""
    share = round((1 - UNREADABLE) / max(len(fence.candidates), 1), 4)
    return ((fence.text, UNREADABLE), *((number, share) for number in fence.candidates))


class ChosenWord(NamedTuple):
    """A span of the text and what is to stand there."""

    start: int
    end: int
    text: str
    confidence: float
    candidates: tuple[tuple[str, float], ...]
    flag: str


def collocated(text: str, words: Sequence[ChosenWord]) -> list[ChosenWord]:
    """Take the readings that stand with others around a number; they stay in doubt."""
    told = list(words)
    found = find_collocations(text, [(word.start, word.end) for word in words], [word.candidates for word in words])
    for index, (reading, confidence) in found.items():
        word = words[index]
        others = tuple(one for one in word.candidates if one[0] != reading)
        spelled = " " + reading if word.text[0] == " " else reading
        told[index] = ChosenWord(
            word.start, word.end, spelled, confidence, ((reading, confidence), *others), "ambiguous"
        )
    return told


def without_holes(word: ChosenWord, loss: Loss) -> ChosenWord:
    """Write the signs of lost letters in a word and its readings as they stand in the text."""
    candidates = tuple((unmark_holes(reading, loss), p) for reading, p in word.candidates)
    return word._replace(text=unmark_holes(word.text, loss), candidates=candidates)


def write_out(treated: Repaired, source: str, words: Sequence[ChosenWord]) -> Restoration:
    """Put the words (in order, disjoint) into the text; a fence is listed only if it is flagged."""
    text, to_text = treated.text, treated.alignment
    edits, syllables = [], []
    longer = 0
    for word in words:
        start = word.start + longer
        if word.text != text[word.start : word.end]:
            edits.append(Edit(word.start, word.end, word.text))
            longer += len(word.text) - (word.end - word.start)
        if word.flag or word.confidence > UNREADABLE:
            at, end = to_text.to_source(word.start, word.end) if source != text else (word.start, word.end)
            blank = word.text[0] == " "
            syllables.append(
                Syllable(start + blank, start + len(word.text), at, end, word.confidence, word.candidates, word.flag)
            )
    out, alignment = apply_edits(text, edits)
    if source != text:
        alignment = compose(to_text, alignment)
    return Restoration(source, out, alignment, tuple(syllables), treated.diagnosis)
