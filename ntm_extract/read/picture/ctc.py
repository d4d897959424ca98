"""From the recogniser's letter probabilities to words: the best reading, what else a word may be, and how sure it is.

Connectionist temporal classification (Graves et al., 2006): at every step of a line there is a letter or the blank;
a letter that goes on over steps counts once.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ntm_extract.read.picture.alphabet import BLANK, LETTERS

Floats = npt.NDArray[np.float32]

CLASS = {letter: number for number, letter in enumerate(LETTERS, 1)}
SPACE = CLASS[" "]
_NEVER = np.float32(-1e4)
LIKELY = 0.004
"""A letter of at least this probability at some step may be the right one."""
MOST_ALTERNATIVES = 24
"""Readings of one word that are weighed against each other."""


class Stretch(NamedTuple):
    """A word as the recogniser read it: from which step to which, end excluded."""

    text: str
    start: int
    end: int


def find_words(letters: Floats) -> list[Stretch]:
    """Read a line by its likeliest letters: steps × classes (log-probabilities) to words.

    A stretch reaches from the middle of the gap before to the middle of the gap behind.
    """
    best = letters.argmax(axis=1)
    words: list[Stretch] = []
    text, start, first, last, before = "", 0, 0, 0, BLANK
    for step, number in enumerate(best.tolist()):
        if number == SPACE:
            if before != SPACE and text:
                words.append(Stretch(text, start, last + 1))
                text, start = "", last + 1
        elif number != BLANK:
            if not text:
                first = step
                if words:  # the gap is shared between both words
                    middle = (words[-1].end + first + 1) // 2
                    words[-1] = words[-1]._replace(end=middle)
                    start = middle
            if number != before:
                text += LETTERS[number - 1]
            last = step
        before = number
    if text:
        words.append(Stretch(text, start, last + 1))
    if words:
        words[-1] = words[-1]._replace(end=len(best))
    return words


def score(letters: Floats, texts: Sequence[str]) -> Floats:
    """Give for each text the log-probability that it stands on a stretch of steps; see `score_all`."""
    return score_all([(letters, text) for text in texts])


def score_all(pairs: Sequence[tuple[Floats, str]]) -> Floats:
    """Give the log-probability that a text stands on a stretch of steps, all placings added up, for many at once.

    Args:
        pairs: stretches (steps × classes, log-probabilities; spaces at both ends count as nothing) with texts of
            letters of the alphabet; a text with another letter is impossible.

    Returns:
        One natural logarithm a pair; about −10000 where it is impossible.
    """
    if not pairs:
        return np.zeros(0, np.float32)
    stretches = list({id(letters): letters for letters, _ in pairs}.values())
    places = dict(zip(map(id, stretches), np.cumsum([0, *(len(s) for s in stretches[:-1])]).tolist(), strict=True))
    flat = np.concatenate(stretches)
    quiet = np.logaddexp(flat[:, BLANK], flat[:, SPACE])
    offsets = np.array([places[id(letters)] for letters, _ in pairs])
    lengths = np.array([len(letters) for letters, _ in pairs])
    ends = np.array([2 * len(text) for _, text in pairs])
    classes = np.zeros((len(pairs), int(ends.max()) + 1), dtype=np.int64)
    known = np.ones(len(pairs), dtype=bool)
    for row, (_, text) in enumerate(pairs):
        numbers = [CLASS.get(letter, 0) for letter in text]
        known[row] = 0 not in numbers
        classes[row, 1 : 2 * len(text) : 2] = numbers
    skips = np.zeros(classes.shape, dtype=bool)
    skips[:, 3::2] = classes[:, 3::2] != classes[:, 1:-2:2]
    order = np.argsort(-lengths, kind="stable")  # so that those still going on stand first
    offsets, ends_in_order, classes, skips = offsets[order], ends[order], classes[order], skips[order]
    still = np.searchsorted(-lengths[order], -np.arange(int(lengths.max()) + 1), side="left")
    blanks = classes == 0
    here = np.full(classes.shape, _NEVER, dtype=np.float32)
    for step in range(int(lengths.max())):
        n = int(still[step])
        at = offsets[:n] + step
        emit = np.where(blanks[:n], quiet[at][:, None], flat[at[:, None], classes[:n]])
        if step == 0:
            here[:, :2] = emit[:, :2]
            continue
        before = here[:n]
        moved = before.copy()
        moved[:, 1:] = np.logaddexp(before[:, 1:], before[:, :-1])
        moved[:, 2:] = np.where(skips[:n, 2:], np.logaddexp(moved[:, 2:], before[:, :-2]), moved[:, 2:])
        here[:n] = moved + emit
    rows = np.arange(len(pairs))
    last = np.where(ends_in_order > 0, here[rows, np.maximum(ends_in_order - 1, 0)], _NEVER)
    total = np.empty(len(pairs), dtype=np.float32)
    total[order] = np.logaddexp(here[rows, ends_in_order], last)
    return np.where(known, total, _NEVER).astype(np.float32)


def propose(letters: Floats, text: str) -> list[str]:
    """Give readings of a stretch beside its best: letters that were likely at some step put in, exchanged, left out.

    Args:
        letters: steps × classes of the stretch.
        text: the best reading.

    Returns:
        The best reading first, then others, unordered; at most `MOST_ALTERNATIVES`.
    """
    best = letters.argmax(axis=1)
    runs: list[tuple[int, int, int]] = []  # class, first step, end step; blanks and spaces too
    for step, number in enumerate(best.tolist()):
        if runs and runs[-1][0] == number:
            runs[-1] = (number, runs[-1][1], step + 1)
        else:
            runs.append((number, step, step + 1))
    changes: list[tuple[float, int, str, bool]] = []  # log-odds, place in the text, letter ("" to leave out), inserted
    limit = np.log(LIKELY)
    place = 0
    for number, first, end in runs:
        shown = number not in (BLANK, SPACE)
        peak = letters[first:end].max(axis=0)
        for other in np.flatnonzero(peak > limit).tolist():
            if other == number or (other in (BLANK, SPACE) and not shown):
                continue
            letter = "" if other in (BLANK, SPACE) else LETTERS[other - 1]
            odds = float(peak[other] - letters[first:end, number].max())
            if letter == "":
                odds = float(np.sum(letters[first:end, BLANK] - letters[first:end, number]))
                if odds < 2 * limit:
                    continue
            changes.append((odds, place, letter, not shown))
        place += shown
    changes.sort(reverse=True)
    readings = {text: None}
    for _, at, letter, inserted in changes[:MOST_ALTERNATIVES]:
        readings[_changed(text, at, letter, inserted)] = None
    strongest = changes[:4]
    for i, (_, at, letter, inserted) in enumerate(strongest):
        for _, at2, letter2, inserted2 in strongest[i + 1 :]:
            if at2 != at:
                (a, la, ia), (b, lb, ib) = sorted(((at, letter, inserted), (at2, letter2, inserted2)), reverse=True)
                readings[_changed(_changed(text, a, la, ia), b, lb, ib)] = None
    return [reading for reading in list(readings)[:MOST_ALTERNATIVES] if reading]


def _changed(text: str, at: int, letter: str, inserted: bool) -> str:
    return text[:at] + letter + text[at if inserted else at + 1 :]
