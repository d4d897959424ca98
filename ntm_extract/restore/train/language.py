"""Texts to a language model: count, choose the words, estimate, mix, prune."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

import numpy as np

from ntm_extract.restore.language_model import LanguageModel, start_symbols
from ntm_extract.restore.train.counting import Interner, choose_vocabulary
from ntm_extract.restore.train.kneser_ney import estimate, mix
from ntm_extract.writing.orthography import is_syllable, place_tone, strip_marks


@dataclass(frozen=True)
class LanguageSettings:
    """How the model is made.

    Attributes:
        admin_share: weight of administrative text against general prose.
        name_weight: times each name of an administrative unit is counted with the administrative text.
        least_admin, least_general: words seen so often are kept.
        words: kept at most (below 65,536).
        triples: kept.
    """

    admin_share: float = 0.7
    name_weight: int = 4
    least_admin: int = 3
    least_general: int = 8
    words: int = 40_000
    triples: int = 6_300_000


def build_language_model(
    admin: Iterable[str], general: Iterable[str], names: Sequence[str], settings: LanguageSettings
) -> LanguageModel:
    """Build the model from the lines of administrative text and of general prose (may be empty)."""
    interner = Interner()
    first = interner.encode(chain(admin, chain.from_iterable(repeat(names, settings.name_weight))))
    second = interner.encode(general)
    merged: dict[str, int] = {}
    to_merged = np.array([merged.setdefault(place_tone(word), len(merged)) for word in interner.numbers])
    spellings = list(merged)
    texts = [to_merged[text] for text in (first, second) if len(text) > 2]
    counts = [np.bincount(text, minlength=len(spellings)) for text in texts]
    chosen = choose_vocabulary(spellings, counts, [settings.least_admin, settings.least_general], settings.words)
    words = (*start_symbols(), *(spellings[i] for i in chosen))
    to_word = np.ones(len(spellings), dtype=np.int64)
    to_word[0] = 0
    to_word[chosen] = np.arange(2, len(words))
    models = [estimate(to_word[text], words) for text in texts]
    shares = [settings.admin_share, 1 - settings.admin_share] if len(models) == 2 else [1.0]
    return mix(models, shares, settings.triples, least_pair=1.0)


def foreign_names(names: Iterable[str]) -> list[str]:
    """Give the words of names that are no Vietnamese syllables, with or without marks: `Kbang`, `Đăk`, `Krông`."""
    words = {place_tone(word.lower()) for name in names for word in re.findall(r"[^\W\d_]+", name)}
    return sorted(w for w in words if len(w) > 1 and not is_syllable(w) and not is_syllable(strip_marks(w)))
