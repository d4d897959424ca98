"""A back-off trigram model of Vietnamese syllables in sorted arrays.

Modified Kneser-Ney estimates, kept as 8-bit codes into two small code books. Look-ups take whole arrays of
queries; there is no per-word Python.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ntm_extract.restore.tokens import BOUNDARY

Numbers = npt.NDArray[np.uint32]
"""Of words, fewer than 65,536."""
Keys = npt.NDArray[np.uint64]
Floats = npt.NDArray[np.float32]

_SHIFT = 16


@dataclass(frozen=True)
class LanguageModel:
    """Log-probabilities (natural) of words after up to two others.

    Attributes:
        words: by number; 0 is the boundary, 1 the unknown word.
        unigrams: log P(w), by number.
        pair_keys: sorted `u << 16 | v` of the pairs kept.
        pair_scores: log P(v | u).
        pair_backoffs: log back-off weight of the context u v.
        word_backoffs: log back-off weight of the context u, by number.
        triple_keys: sorted `pair number << 16 | w`.
        triple_scores: log P(w | u, v).
    """

    words: tuple[str, ...]
    unigrams: Floats
    word_backoffs: Floats
    pair_keys: Numbers
    pair_scores: Floats
    pair_backoffs: Floats
    triple_keys: Keys
    triple_scores: Floats

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each word."""
        return {word: number for number, word in enumerate(self.words)}

    @property
    def unknown(self) -> int:
        """The number of the unknown word."""
        return 1

    @cached_property
    def _pairs(self) -> _Places:
        return _Places(self.pair_keys)

    def score_pairs(self, u: Numbers, v: Numbers) -> tuple[Floats, npt.NDArray[np.int64]]:
        """Give log P(v | u) and the number of the pair (-1 where it is not kept); `u` and `v` broadcast."""
        at = self._pairs.find((u << np.uint32(_SHIFT)) | v)
        return np.where(at >= 0, self.pair_scores[at], self.word_backoffs[u] + self.unigrams[v]), at

    def score_triples(self, pair: npt.NDArray[np.int64], w: Numbers, lower: Floats) -> Floats:
        """Give log P(w | u, v) for the pair number of u v (-1: no such context) and `lower` = log P(w | v)."""
        known = pair >= 0
        context = np.where(known, pair, 0)
        keys = (context.astype(np.uint64) << np.uint64(_SHIFT)) | w
        at = np.minimum(np.searchsorted(self.triple_keys, keys), max(len(self.triple_keys) - 1, 0))
        backed = lower + np.where(known, self.pair_backoffs[context], np.float32(0))
        return np.where(known & (self.triple_keys[at] == keys), self.triple_scores[at], backed)

    def save(self, path: Path) -> None:
        """Write the model as a compressed npz: key differences in byte planes, scores in 8 bits."""
        arrays: dict[str, npt.NDArray[np.generic]] = {
            "words": np.frombuffer("\n".join(self.words).encode(), dtype=np.uint8),
            "unigrams": self.unigrams.astype(np.float16),
            "word_backoffs": self.word_backoffs.astype(np.float16),
        }
        for name in ("pair_scores", "pair_backoffs", "triple_scores"):
            codes, book = _quantise(getattr(self, name))
            arrays[name], arrays[name + "_book"] = codes, book
        for name in ("pair_keys", "triple_keys"):
            keys = getattr(self, name)
            steps = np.diff(keys.astype(np.uint64), prepend=np.uint64(0))
            for plane in range(5):
                arrays[f"{name}_{plane}"] = ((steps >> np.uint64(8 * plane)) & np.uint64(255)).astype(np.uint8)
        with path.open("wb") as out:
            np.savez_compressed(out, allow_pickle=False, **arrays)

    @classmethod
    def load(cls, path: Path) -> LanguageModel:
        """Read a model that `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:

            def keys(name: str) -> Keys:
                steps = np.zeros(len(arrays[f"{name}_0"]), dtype=np.uint64)
                for plane in range(5):
                    steps |= arrays[f"{name}_{plane}"].astype(np.uint64) << np.uint64(8 * plane)
                return np.cumsum(steps, dtype=np.uint64)

            def scores(name: str) -> Floats:
                book: Floats = arrays[name + "_book"]
                values: Floats = book[arrays[name]]
                return values

            model = cls(
                words=tuple(bytes(arrays["words"]).decode().split("\n")),
                unigrams=arrays["unigrams"].astype(np.float32),
                word_backoffs=arrays["word_backoffs"].astype(np.float32),
                pair_keys=keys("pair_keys").astype(np.uint32),
                pair_scores=scores("pair_scores"),
                pair_backoffs=scores("pair_backoffs"),
                triple_keys=keys("triple_keys"),
                triple_scores=scores("triple_scores"),
            )
        _ = model.numbers, model._pairs  # made now, so that the first text does not wait
        return model


class _Places:
    """Where keys of 32 bits stand in an array: open addressing over whole arrays of queries.

    Most queries are for pairs that are not kept; they end at an empty slot after one probe or two, where a binary
    search would take twenty.
    """

    _EMPTY = np.uint32(0xFFFFFFFF)

    def __init__(self, keys: Numbers) -> None:
        self._bits = max((2 * len(keys)).bit_length(), 8)
        self._keys = np.full(1 << self._bits, self._EMPTY, dtype=np.uint32)
        self._places = np.full(1 << self._bits, -1, dtype=np.int32)
        left = np.arange(len(keys))
        slots = self._slots(keys)
        while len(left):
            free = self._keys[slots] == self._EMPTY
            self._keys[slots[free]] = keys[left[free]]
            placed = self._keys[slots] == keys[left]
            self._places[slots[placed]] = left[placed]
            left, slots = left[~placed], self._next(slots[~placed])

    def find(self, queries: Numbers) -> npt.NDArray[np.int64]:
        """Give the place of each key, -1 where it is none."""
        flat = queries.astype(np.uint32, copy=False).ravel()
        slots = self._slots(flat)
        seen = self._keys[slots]
        left = np.flatnonzero((seen != flat) & (seen != self._EMPTY))
        while len(left):
            slots[left] = self._next(slots[left])
            seen = self._keys[slots[left]]
            left = left[(seen != flat[left]) & (seen != self._EMPTY)]
        return self._places[slots].astype(np.int64).reshape(queries.shape)

    def _slots(self, keys: npt.NDArray[np.uint32]) -> npt.NDArray[np.int64]:
        return ((keys * np.uint32(2654435769)) >> np.uint32(32 - self._bits)).astype(np.int64)

    def _next(self, slots: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return (slots + 1) & ((1 << self._bits) - 1)


def _quantise(values: Floats) -> tuple[npt.NDArray[np.uint8], Floats]:
    """Code values in 8 bits: the code book holds the means of 256 bins of equal population."""
    edges = np.unique(np.quantile(values, np.linspace(0, 1, 257)[1:-1]).astype(np.float32))
    codes = np.searchsorted(edges, values).astype(np.uint8)
    sums = np.bincount(codes, weights=values, minlength=256)
    counts = np.maximum(np.bincount(codes, minlength=256), 1)
    return codes, (sums / counts).astype(np.float32)


def start_symbols() -> tuple[str, str]:
    """Give the words numbered 0 and 1 in every model."""
    return BOUNDARY, "<unk>"
