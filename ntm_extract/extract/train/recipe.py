"""The whole training: the lines of a corpus in, the scorer's layer out."""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from thinc.api import Adam, fix_random_seed

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.body_scorer import Layer, build_layer, find_features, pack
from ntm_extract.extract.agencies.unnamed import find_candidate
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.tokenizer import cut
from ntm_extract.extract.train.names import Names
from ntm_extract.extract.train.weak_labels import Labelled
from ntm_extract.writing.orthography import strip_marks

Say = Callable[[str], None]


@dataclass(frozen=True)
class Recipe:
    """What is trained and how much.

    Attributes:
        lines: of the corpus that are read.
        plan_share: how often the lines of sample plans are repeated.
        epochs: over all places; names are exchanged anew in each.
        batch: places a step.
        rate: of learning.
        decay: by how much a weight shrinks each step, times the rate.
        exchanged: share of names that are exchanged for invented ones.
        nameless: share of places of which the words of the name are hidden.
        misread: share of words that are spoilt.
        seed: of every choice by chance.
    """

    lines: int = 80_000
    plan_share: int = 3
    epochs: int = 6
    batch: int = 64
    rate: float = 0.01
    decay: float = 1e-5
    exchanged: float = 0.8
    nameless: float = 0.25
    misread: float = 0.03
    seed: int = 11


def read_corpus(folder: Path, count: int, seed: int) -> list[str]:
    """Choose lines of the administrative texts `admin-*.txt.xz` by chance.

    Raises:
        FileNotFoundError: the folder has none.
    """
    paths = sorted(folder.glob("admin-*.txt.xz"))
    if not paths:
        raise FileNotFoundError(f"no admin-*.txt.xz in {folder}")
    lines: list[str] = []
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            lines += [line.rstrip("\n") for line in file]
    return Random(seed).sample(lines, min(count, len(lines)))


def train(places: Sequence[Labelled], names: Names, reader: AgencyReader, recipe: Recipe, say: Say) -> Layer:
    """Train a layer on labelled places.

    Args:
        places: from `label`.
        names: makes names up.
        reader: whose verbs and abbreviations hold.
        recipe: how much.
        say: is told how it goes.
    """
    chance = Random(recipe.seed)
    fix_random_seed(recipe.seed)
    layer = build_layer()
    layer.initialize()
    optimizer = Adam(recipe.rate, L2=recipe.decay)
    for epoch in range(recipe.epochs):
        order = list(places)
        chance.shuffle(order)
        lost: list[float] = []
        for batch in _batches(order, recipe.batch):
            made = [one for place in batch if (one := make_example(place, names, reader, recipe, chance)) is not None]
            if not made:
                continue
            truth = np.array([[float(is_body)] for _, is_body in made], dtype=np.float32)
            scores, back = layer.begin_update(pack(features for features, _ in made))
            shares = 1 / (1 + np.exp(-scores))
            lost += [float(-np.log(s if t else 1 - s)) for s, t in zip(shares[:, 0], truth[:, 0], strict=True)]
            back((shares - truth) / len(made))
            layer.finish_update(optimizer)
        say(f"epoch {epoch + 1}: {len(lost)} candidates, loss {np.mean(lost):.4f}")
    return layer


def make_example(
    place: Labelled, names: Names, reader: AgencyReader, recipe: Recipe, chance: Random
) -> tuple[list[str], bool] | None:
    """Make an example: features, and whether the candidate is a body with the right end; None without a candidate."""
    text, end = place.text, place.end
    if place.is_body and chance.random() < recipe.exchanged:
        name = names.make(chance)
        text, end = text[: place.start] + name + text[place.end :], place.start + len(name)
    text = " ".join(_misread(word, chance) if chance.random() < recipe.misread else word for word in text.split(" "))
    keys = Keys.of(cut(text), reader.lexicon.abbreviations)
    at = keys.index_at(place.start)
    last = len(keys)
    candidate = find_candidate(keys, at, last, place.part, 0, reader) if at < last else None
    if candidate is None:
        return None
    around, words = find_features(keys, candidate, reader)
    right = bool(place.is_body) and keys.ends[candidate.last - 1] == end
    return (around if chance.random() < recipe.nameless else [*around, *words]), right


def _misread(word: str, chance: Random) -> str:
    """Spoil a word as misreading and restoring leave it: without marks, or with another letter; its length stays."""
    bare = strip_marks(word)
    if len(bare) != len(word) or not word.isalpha():
        return word
    if chance.random() < 0.5:
        return bare
    at = chance.randrange(len(word))
    return word[:at] + chance.choice("aceilnortuhmg") + word[at + 1 :]


def _batches(places: Sequence[Labelled], size: int) -> Iterator[Sequence[Labelled]]:
    for at in range(0, len(places), size):
        yield places[at : at + size]
