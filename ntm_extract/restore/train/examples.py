"""Corpus text as the tagger sees it: numbers of the words, of the words without marks, and how each is written."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ntm_extract.restore.tagger import LOWER, case_of
from ntm_extract.restore.tokens import BOUNDARY, NUMBER, cut_chunk
from ntm_extract.writing.orthography import place_tone


@dataclass(frozen=True)
class Examples:
    """A running text: word numbers of the language model (0 between sentences) and cases, of equal length."""

    words: npt.NDArray[np.int32]
    cases: npt.NDArray[np.int8]


def encode(lines: Iterable[str], numbers: Mapping[str, int], unknown: int) -> Examples:
    """Write lines as word numbers and cases, with one boundary before the text and after each sentence and line."""
    words, cases = array("i", [0]), array("b", [0])
    chunks: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {}
    for line in lines:
        for chunk in line.split():
            found = chunks.get(chunk)
            if found is None:
                found = _encode_chunk(chunk, numbers, unknown)
                if len(chunk) < 16:
                    chunks[chunk] = found
            words.extend(found[0])
            cases.extend(found[1])
        words.append(0)
        cases.append(0)
    numbered = np.frombuffer(words, dtype=np.int32)
    repeated = np.concatenate(([False], (numbered[1:] == 0) & (numbered[:-1] == 0)))
    return Examples(numbered[~repeated], np.frombuffer(cases, dtype=np.int8)[~repeated])


def _encode_chunk(chunk: str, numbers: Mapping[str, int], unknown: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    words, cases = [], []
    for token in cut_chunk(chunk):
        if token.kind == "boundary":
            word, case = BOUNDARY, LOWER
        elif token.kind == "number":
            word, case = NUMBER, LOWER
        else:
            word, case = place_tone(token.text.lower()), case_of(token.text)
        words.append(numbers.get(word, unknown))
        cases.append(case)
    return tuple(words), tuple(cases)
