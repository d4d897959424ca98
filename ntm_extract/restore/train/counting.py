"""Corpus shards to arrays of word numbers: the counts a language model is estimated from."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from ntm_extract.restore.tokens import BOUNDARY, model_words
from ntm_extract.writing.orthography import is_typo


class Interner:
    """Numbers for words, given in order of first sight; number 0 is the sentence boundary."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {BOUNDARY: 0}
        self._chunks: dict[str, tuple[int, ...]] = {}

    def encode(self, lines: Iterable[str]) -> npt.NDArray[np.int32]:
        """Write the lines as one array of word numbers, a boundary after each sentence and line."""
        out = array("i", [0])
        chunks, numbers = self._chunks, self.numbers
        for line in lines:
            for chunk in line.lower().split():
                found = chunks.get(chunk)
                if found is None:
                    found = tuple(numbers.setdefault(word, len(numbers)) for word in model_words(chunk))
                    if len(chunk) < 16:
                        chunks[chunk] = found
                out.extend(found)
            out.append(0)
        encoded = np.frombuffer(out, dtype=np.int32)
        repeated = (encoded[1:] == 0) & (encoded[:-1] == 0)
        return encoded[np.concatenate(([True], ~repeated))]


def choose_vocabulary(names: list[str], counts: list[npt.NDArray[np.int64]], least: list[int], limit: int) -> list[int]:
    """Choose the words to keep: seen `least[i]` times in text `i`, at most `limit`, the most frequent first."""
    kept = np.zeros(len(names), dtype=bool)
    for count, minimum in zip(counts, least, strict=False):
        kept |= count >= minimum
    total = np.sum(counts, axis=0)
    order = np.argsort(-total, kind="stable")
    return [int(i) for i in order if kept[i] and names[i] != BOUNDARY and not is_typo(names[i])][:limit]
