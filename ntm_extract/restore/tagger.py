"""A small network's opinion: which of its readings a word is, by what stands on both sides of it.

The n-gram model sees two words back; the tagger sees some twenty on either side and how they are written. Its
opinion is mixed into the posteriors of the lattice. It never sees a word whose letters are in doubt: there it guesses
from the context alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnxruntime

from ntm_extract.restore.language_model import Floats
from ntm_extract.writing.orthography import strip_marks

LOWER, CAPITAL, UPPER = range(3)

_PIECE = 4096
_CONTEXT = 32

Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class TaggerSettings:
    """How the opinions are mixed.

    Attributes:
        lattice: power of the lattice's posterior.
        spelling: power of the tagger's probability where only the marks are in doubt.
        hidden: the same where the letters are in doubt as well.
        doubt: probability of other letters from which on a word's letters are in doubt.
        sure: a posterior above this is left alone; so is a sentence of only such.
    """

    lattice: float = 0.8
    spelling: float = 0.6
    hidden: float = 0.2
    doubt: float = 0.02
    sure: float = 0.98


MISREAD = TaggerSettings(lattice=0.9, spelling=0.45, hidden=0.1, doubt=0.1)
"""For a text whose letters were misread: what stands around a word is in doubt as well."""


@lru_cache(maxsize=16_384)
def case_of(word: str) -> int:
    """Tell how a word is written: `xã` 0, `Xã` 1, `XÃ` 2 (a lone capital counts as 1)."""
    if not word[:1].isupper():
        return LOWER
    return UPPER if len(word) > 1 and word.isupper() else CAPITAL


def number_bare(words: Sequence[str]) -> Ids:
    """Number the words without their marks in the order in which they first come; gives the number of each word."""
    numbers: dict[str, int] = {}
    return np.array([numbers.setdefault(strip_marks(word), len(numbers)) for word in words], dtype=np.int64)


class Tagger:
    """The network, loaded once and used for many texts; runs on one thread."""

    def __init__(
        self,
        path: Path,
        words: Sequence[str],
        settings: TaggerSettings | None = None,
        misread: TaggerSettings = MISREAD,
    ) -> None:
        self._settings, self._misread = settings or TaggerSettings(), misread
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_mem_pattern = False  # it keeps a plan for each length of text
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.bare = number_bare(words)
        self._hidden = int(self.bare.max()) + 1

    def mix(
        self,
        words: Ids,
        posterior: Floats,
        cases: Ids,
        sentences: Sequence[tuple[int, int]],
        free: npt.NDArray[np.bool_],
        *,
        misread: bool = False,
    ) -> Floats:
        """Mix the tagger's opinion into posteriors.

        Args:
            words: tokens x readings, numbers of words, the likeliest first.
            posterior: tokens x readings, from the lattice, 0 where there are fewer readings.
            cases: how each token is written.
            sentences: (first, past-the-last) token of each sentence.
            free: tokens that may be changed.
            misread: whether letters of the text were misread beside.

        Returns:
            Posteriors in the same columns.
        """
        settings = self._misread if misread else self._settings
        bare = self.bare[words]
        same = bare == bare[:, :1]
        unsure_letters = np.where(same, 0, posterior).sum(axis=1) > settings.doubt
        asked = free & (posterior[:, 0] < settings.sure)
        seen = np.where(unsure_letters & asked, self._hidden, bare[:, 0])
        mixed = posterior.copy()
        sentences = [(start, end) for start, end in sentences if asked[start:end].any()]
        for places, first, last in _pieces(sentences):
            keep = places[first:last]
            inner = np.flatnonzero(keep >= 0)
            inner = inner[asked[keep[inner]]]
            if not len(inner):
                continue
            at = keep[inner]
            real = places >= 0
            stream, written = np.zeros((1, len(places)), np.int64), np.zeros((1, len(places)), np.int64)
            stream[0, real], written[0, real] = seen[places[real]], cases[places[real]]
            candidates = np.zeros((len(places), words.shape[1]), np.int64)
            candidates[first + inner] = words[at]
            scores = self._session.run(None, {"bare": stream, "cases": written, "candidates": candidates})[0]
            mixed[at] = self._mix(posterior[at], scores[first + inner], same[at], unsure_letters[at], settings)
        return mixed

    @staticmethod
    def _mix(
        posterior: Floats,
        scores: Floats,
        same: npt.NDArray[np.bool_],
        unsure: npt.NDArray[np.bool_],
        settings: TaggerSettings,
    ) -> Floats:
        # Spelling: the tagger shares out what the lattice gives to readings of one word without marks.
        heard = (same | unsure[:, None]) & (posterior > 0)
        opinion = np.where(heard, scores, -np.inf)
        opinion = opinion - opinion.max(axis=1, keepdims=True)
        opinion -= np.log(np.exp(opinion).sum(axis=1, keepdims=True))
        power = np.where(unsure, settings.hidden, settings.spelling)[:, None]
        with np.errstate(divide="ignore"):
            logs = settings.lattice * np.log(posterior) + power * np.where(heard, opinion, 0.0)
        logs = np.where(heard, logs, -np.inf)
        shared = np.exp(logs - logs.max(axis=1, keepdims=True))
        mass = np.where(heard, posterior, 0).sum(axis=1, keepdims=True)
        mixed: Floats = np.where(heard, shared / shared.sum(axis=1, keepdims=True) * mass, posterior).astype(np.float32)
        return mixed


def _pieces(sentences: Sequence[tuple[int, int]]) -> Iterator[tuple[Ids, int, int]]:
    """Lay sentences end to end with boundaries (-1) between, in pieces with context on both sides.

    Gives for each piece the tokens in it, and which part of it is no context.
    """
    size = sum(end - start + 1 for start, end in sentences)
    stream = np.full(size, -1, dtype=np.int64)
    at = 0
    for start, end in sentences:
        stream[at : at + end - start] = np.arange(start, end)
        at += end - start + 1
    for start in range(0, size, _PIECE):
        first, last = max(start - _CONTEXT, 0), min(start + _PIECE + _CONTEXT, size)
        yield stream[first:last], start - first, min(start + _PIECE, size) - first
