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
from ntm_extract.read.layout.composition import Fragment
from ntm_extract.read.picture.alphabet import write
from ntm_extract.read.picture.ctc import Floats, Stretch, find_words, propose, score_all
from ntm_extract.read.picture.number_grammar import is_plausible
from ntm_extract.read.picture.recognizer import RecognizedLine

SURE, NEARLY_SURE = 0.9995, 0.997
"""A word read with at least the first probability, contradicted by nobody, has no candidates; from the second on it is
its only one, so that it is told to be in doubt without a search for what else it may be."""
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
    places = [
        _Place(line, word, box, _over(box, word, said[number]))
        for number, line in enumerate(lines)
        for word in line.words
        for box in [line.box_of(word.start, word.end)]
    ]
    own = np.exp(score_all([(place.line.letters[p.start : p.end], p.text) for place in places for p in [place.word]]))
    doubted = [
        place.in_doubt()
        for place, sure in zip(places, own.tolist(), strict=True)
        if sure < NEARLY_SURE or any(other.text != place.word.text for other in place.others)
    ]
    weights = iter(_weigh(doubted))
    questions = iter(doubted)
    words: list[Fragment] = []
    question = next(questions, None)
    for place, sure in zip(places, own.tolist(), strict=True):
        if question is not None and question.place is place:
            words += _decide(question, next(weights))
            question = next(questions, None)
        else:
            alone = () if sure >= SURE else ((place.word.text, round(sure, 4)),)
            words.append(_fragment(place.word.text, place.box, place.line, min(sure, 1.0), alone))
    return words


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


def _over(box: Box, word: Stretch, said: Sequence[_Said]) -> tuple[_Said, ...]:
    """Give the words of others that stand where one stands, and nowhere else."""
    width = box.x1 - box.x0
    found = []
    for other in said:
        shared = min(box.x1, other.end) - max(box.x0, other.start)
        if shared > 0.6 * min(other.end - other.start, width) and other.end - other.start < 1.5 * width + 8:
            found.append(other)
    return tuple(found)


class _Place(NamedTuple):
    """A word of the recogniser where it stands, with what others say of it."""

    line: RecognizedLine
    word: Stretch
    box: Box
    others: tuple[_Said, ...]

    def in_doubt(self) -> _Question:
        """Gather what may stand here."""
        heard: dict[str, float] = defaultdict(float)
        by_start = sorted(self.others, key=lambda other: other.start)
        whole = [other for other in by_start if other.end - other.start > 0.6 * (self.box.x1 - self.box.x0)]
        for other in whole:
            heard[other.text] += other.weight
        if len(by_start) > 1 and not whole:
            heard[" ".join(other.text for other in by_start)] += min(other.weight for other in by_start)
        views = tuple(self.line.views(self.word))
        proposed = (text for view in views for text in _read(view, self.word.text))
        return _Question(self, views, tuple(dict.fromkeys([*proposed, *heard])), dict(heard))


class _Question(NamedTuple):
    """A word in doubt: how its place looks in every reading, what may stand there, and who says so with what weight."""

    place: _Place
    views: tuple[Floats, ...]
    readings: tuple[str, ...]
    heard: dict[str, float]


def _weigh(questions: Sequence[_Question]) -> list[Floats]:
    """Give the weight of each reading of each word in doubt (natural logarithms, not normalised)."""
    seen = score_all([(view, text) for q in questions for view in q.views for text in q.readings])
    weights, at = [], 0
    for question in questions:
        count = len(question.readings)
        each = seen[at : at + count * len(question.views)].reshape(len(question.views), count)
        at += each.size
        said = [question.heard.get(text, 0.0) - IMPLAUSIBLE * (not is_plausible(text)) for text in question.readings]
        weights.append((TEMPERATURE * each.mean(axis=0) + np.array(said)).astype(np.float32))
    return weights


def _decide(question: _Question, weights: Floats) -> list[Fragment]:
    """Choose the likeliest reading of a word and keep the others; one with a blank in it becomes several words."""
    place, readings = question.place, question.readings
    order = np.argsort(-weights, kind="stable")
    shares = np.exp(weights[order] - weights[order[0]])
    shares /= shares.sum()
    named = tuple(
        (readings[i], round(float(p), 4))
        for i, p in zip(order[:MOST_NAMED].tolist(), shares.tolist(), strict=False)
        if p >= NAMED
    )
    best, confidence = named[0]
    if " " in best:
        return _split(best, place.box, place.line, confidence)
    alike = tuple((text, p) for text, p in named if " " not in text)
    return [_fragment(best, place.box, place.line, confidence, alike if confidence < SURE else ())]


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
