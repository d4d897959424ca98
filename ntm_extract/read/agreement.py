"""Several readings of the same print into one: what the readers agree on stands, the rest keeps its candidates.

The recogniser's network can tell how well any text fits the picture, so another reader's word is not believed or
disbelieved as such: it is held against the picture like the recogniser's own, with the weight of one who says the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ntm_extract.pages import Box
from ntm_extract.read.alphabet import write
from ntm_extract.read.ctc import Floats, Stretch, find_words, propose, score
from ntm_extract.read.layout import Fragment
from ntm_extract.read.number_grammar import is_plausible
from ntm_extract.read.recognizer import RecognizedLine

SURE = 0.9995
"""A word read with at least this probability, contradicted by nobody, has no candidates."""
TEMPERATURE = 0.75
"""Networks of this kind believe too much in what they see; log-probabilities are taken times this."""
NAMED = 0.001
"""Candidates at least so probable are named."""
MOST_NAMED = 8
IMPLAUSIBLE = 3.0
"""Against a date that no calendar has, natural log-odds."""


class Voice(NamedTuple):
    """What another reader made of the page: its words in pixels, and the weight (natural log-odds) of its word."""

    words: Sequence[Fragment]
    weight: float


class _Said(NamedTuple):
    start: float
    end: float
    text: str
    weight: float


def combine(lines: Sequence[RecognizedLine], voices: Sequence[Voice]) -> list[Fragment]:
    """Combine what the recogniser read with what others say.

    Args:
        lines: as recognised.
        voices: other readers; the weight of a word is scaled by its confidence.

    Returns:
        Words in pixels, with confidence and candidates; a word of another reader where the recogniser found no line
        at all is not among them (`left_over` gives these).
    """
    said = _assign(lines, voices)
    return [word for number, line in enumerate(lines) for word in _combine_line(line, said[number])]


def left_over(lines: Sequence[RecognizedLine], words: Iterable[Fragment]) -> list[Fragment]:
    """Give the words that stand where the recogniser saw no line."""
    return [word for word in words if _line_of(lines, word.box) is None]


def _assign(lines: Sequence[RecognizedLine], voices: Sequence[Voice]) -> dict[int, list[_Said]]:
    said: dict[int, list[_Said]] = defaultdict(list)
    for voice in voices:
        for word in voice.words:
            number = _line_of(lines, word.box)
            text = write(word.text)
            if number is not None and text:
                said[number].append(_Said(word.box.x0, word.box.x1, text, voice.weight * word.confidence))
    return said


def _line_of(lines: Sequence[RecognizedLine], box: Box) -> int | None:
    """Find the line in which the middle of a box lies, nearest to that line's own middle."""
    x, y = (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2
    best: int | None = None
    distance = 0.0
    for number, recognised in enumerate(lines):
        line = recognised.line
        if line.box.x0 <= x <= line.box.x1 and line.box.top <= y <= line.box.bottom:
            off = abs((line.top + line.bottom) / 2 - y)
            if best is None or off < distance:
                best, distance = number, off
    return best


def _combine_line(line: RecognizedLine, said: Sequence[_Said]) -> list[Fragment]:
    peaks = line.letters.max(axis=1)
    words: list[Fragment] = []
    for word in line.words:
        box = line.box_of(word.start, word.end)
        others = _over(box, line, word, said)
        sure = float(np.exp(peaks[word.start : word.end].sum()))
        if sure >= SURE and all(other.text == word.text for other in others):
            words.append(_fragment(word.text, box, line, sure, ()))
            continue
        words += _decide(line, word, box, others)
    return words


def _over(box: Box, line: RecognizedLine, word: Stretch, said: Sequence[_Said]) -> list[_Said]:
    """Give the words of others that stand where one stands, and nowhere else."""
    found = []
    for other in said:
        shared = min(box.x1, other.end) - max(box.x0, other.start)
        if shared > 0.6 * (other.end - other.start) or shared > 0.6 * (box.x1 - box.x0):
            found.append(other)
    return [other for other in found if other.end - other.start < 1.5 * (box.x1 - box.x0) + 8]


def _decide(line: RecognizedLine, word: Stretch, box: Box, others: Sequence[_Said]) -> list[Fragment]:
    """Weigh all readings of one word; one with a blank in it becomes several words."""
    heard: dict[str, float] = defaultdict(float)
    by_start = sorted(others, key=lambda other: other.start)
    whole = [other for other in by_start if other.end - other.start > 0.6 * (box.x1 - box.x0)]
    for other in whole:
        heard[other.text] += other.weight
    if len(by_start) > 1 and not whole:
        heard[" ".join(other.text for other in by_start)] += min(other.weight for other in by_start)
    views = line.views(word)
    readings = list(dict.fromkeys([*(text for view in views for text in _read(view, word.text)), *heard]))
    seen = np.mean([score(view, readings) for view in views], axis=0)
    weights = TEMPERATURE * seen + np.array(
        [heard[text] - IMPLAUSIBLE * (not is_plausible(text)) for text in readings], dtype=np.float32
    )
    order = np.argsort(-weights, kind="stable")
    shares = np.exp(weights[order] - weights[order[0]])
    shares /= shares.sum()
    named = tuple(
        (readings[i], round(float(p), 4))
        for i, p in zip(order[:MOST_NAMED].tolist(), shares, strict=False)
        if p >= NAMED
    )
    best, confidence = named[0]
    if " " in best:
        return _split(best, box, line, confidence)
    alike = tuple((text, p) for text, p in named if " " not in text)
    return [_fragment(best, box, line, confidence, alike if len(alike) > 1 else ())]


def _read(letters: Floats, text: str) -> list[str]:
    """Give the readings of one view: its own best, what else it may be, and the best of the first view."""
    own = "".join(stretch.text for stretch in find_words(letters)) or text
    return [*propose(letters, own), text]


def _split(text: str, box: Box, line: RecognizedLine, confidence: float) -> list[Fragment]:
    """Part a box among words by their lengths."""
    step = (box.x1 - box.x0) / len(text)
    words, at = [], 0
    for piece in text.split(" "):
        own = Box(box.x0 + at * step, box.top, box.x0 + (at + len(piece)) * step, box.bottom)
        words.append(_fragment(piece, own, line, confidence, ()))
        at += len(piece) + 1
    return words


def _fragment(
    text: str, box: Box, line: RecognizedLine, confidence: float, candidates: tuple[tuple[str, float], ...]
) -> Fragment:
    return Fragment(text, box, line.line.box.top, line.line.box.bottom, round(confidence, 4), candidates)


def shrink(fragment: Fragment, picture: npt.NDArray[np.uint8], ink: int) -> Fragment:
    """Draw a word's box in to its ink, so that gaps between words and columns can be told."""
    x0, top, x1, bottom = (round(v) for v in fragment.box)
    dark = picture[max(0, top) : max(0, bottom), max(0, x0) : max(0, x1)] < ink
    columns, rows = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    if not columns.size:
        return fragment
    x0, top = max(0, x0), max(0, top)
    box = Box(float(x0 + columns[0]), float(top + rows[0]), float(x0 + columns[-1] + 1), float(top + rows[-1] + 1))
    return fragment._replace(box=box)
