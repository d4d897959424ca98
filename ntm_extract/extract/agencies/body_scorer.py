"""How likely a name in capitals is a body that is told something (chấm điểm ứng viên).

A span categoriser: `unnamed.py` suggests, this scores. One sparse linear layer of thinc, as in spaCy's bag-of-words
categoriser, over the words of the name, how they are written, and what stands around it; trained by `train/` on clauses
whose bodies the rules know, with most names exchanged for invented ones. Card in `corpora/agency-model.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.strings import get_string_id
from thinc.api import Model, SparseLinear, use_ops

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.unnamed import Candidate, find_verb, opening
from ntm_extract.extract.keys import Keys

MODEL = "bodies.thinc"
LENGTH = 2**16
"""Weights; features share one where their hashes fall together."""
SHAPE_LIMIT = 6

Layer = Model[Any, Any]


def build_layer() -> Layer:
    """Build the untrained layer."""
    with use_ops("numpy"):
        layer: Layer = SparseLinear(nO=1, length=LENGTH)
    return layer


def find_features(keys: Keys, candidate: Candidate, reader: AgencyReader) -> tuple[list[str], list[str]]:
    """Find what is known of a candidate.

    Args:
        keys: the document's words.
        candidate: from `unnamed.py`.
        reader: of agencies; only its verbs are asked, never the bodies it knows.

    Returns:
        What stands around the name and how it is written; and the words of the name.
    """
    first, last, part = candidate.first, candidate.last, candidate.part
    verb = find_verb(keys, last, reader)
    behind = verb or (keys.words[last] if last < len(keys) else "$")
    before = keys.words[first - 1] if first > candidate.clause else "^"
    opened = opening(keys, candidate.clause) > candidate.clause
    shape = "".join(_writing(keys, i) for i in range(first, min(last, first + SHAPE_LIMIT)))
    titled = sum(keys.is_title(i) for i in range(first, last))
    count = min(last - first, 9)
    around = [
        f"part {part}",
        f"behind {part} {behind}",
        f"verb {part} {verb is not None} {opened}",
        f"before {part} {before}",
        f"shape {shape}",
        f"size {part} {count} {min(titled, 5)}",
        f"end {_writing(keys, last - 1)} {verb is not None}",
        f"follows {keys.words[last + 1] if last + 1 < len(keys) else '$'}",
    ]
    name = [f"first {keys.folded[first]}", f"first {part} {keys.words[first]}"]
    name += [f"pair {' '.join(keys.words[first : first + 2])}", f"last {keys.words[last - 1]}"]
    name += [f"closing {keys.words[last - 1]} {behind}"]
    name += [f"word {keys.words[i]}" for i in range(first, last)]
    return around, name


def _writing(keys: Keys, at: int) -> str:
    """Tell how a word is written: `Sở` X, `sở` x, `UBND` U, a figure d, `-` itself."""
    text = keys.texts[at]
    if not text[0].isalpha():
        return "d" if text[0].isdigit() else text
    return "U" if len(text) > 1 and text.isupper() else "X" if text[0].isupper() else "x"


Batch = tuple[npt.NDArray[np.uint64], npt.NDArray[np.float32], npt.NDArray[np.int32]]


def pack(candidates: Iterable[Sequence[str]]) -> Batch:
    """Pack the features of candidates as the layer takes them: hashes, their values, how many each candidate has."""
    hashed = [[get_string_id(feature) for feature in features] for features in candidates]
    ids = np.array([one for features in hashed for one in features], dtype=np.uint64)
    return ids, np.ones(len(ids), dtype=np.float32), np.array([len(features) for features in hashed], dtype=np.int32)


def share(layer: Layer, features: Sequence[str]) -> float:
    """Give the probability that a candidate of these features is a body with that part."""
    score = float(layer.predict(pack([features]))[0, 0])
    return float(1 / (1 + np.exp(-score)))


@cache
def load_layer() -> Layer:
    """Load the shipped layer, once."""
    layer = build_layer()
    layer.from_bytes(files("ntm_extract.extract").joinpath("data", MODEL).read_bytes())
    return layer
