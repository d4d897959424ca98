"""In what condition a text came: whether its marks are lost, and how often its letters were misread."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ntm_extract.writing.loss import Loss
from ntm_extract.writing.orthography import has_marks, is_syllable, place_tone, strip_marks


@dataclass(frozen=True)
class ConditionSettings:
    """How a condition is judged.

    Attributes:
        right_share, lost_share: share of well-formed marked syllables above which a passage counts as right
            (correct Vietnamese has about 0.7) and below which its marks count as lost.
        prior_tokens: weight of the whole text's share against the passage's own, in tokens.
        usual_damage: share of words with unknown letters in a text misread by an English engine; cleaner text makes
            misread letters less likely.
        damaged: a text whose misread letters cost at most so much (`State.clean`) is damaged: its words may run
            together, and it adapts to itself; in cleaner ones both do harm.
        enough: words of a cleaner text from which on its letters are trusted.
    """

    right_share: float = 0.55
    lost_share: float = 0.30
    prior_tokens: int = 60
    usual_damage: float = 0.08
    damaged: float = 1.0
    enough: int = 200


class State(NamedTuple):
    """In what state a passage came.

    Attributes:
        right: from 0, its marks are lost, to 1, it is right as it stands.
        clean: what a misread letter costs more here than in a text read by an English engine (natural log-odds).
        trusted: whether words enough were seen to take the letters of a known word for right.
        loss: what letters the text lost for good, if it did.
    """

    right: float
    clean: float
    trusted: bool = False
    loss: Loss | None = None


@dataclass(frozen=True)
class Condition:
    """The condition of a text and of its sentences.

    Attributes:
        states: one a sentence.
        lost: whether the marks of the text as a whole are lost.
        damaged: whether its letters were misread beside.
    """

    states: tuple[State, ...]
    lost: bool
    damaged: bool

    def after(self, loss: Loss) -> Condition:
        """Give the condition of a text that lost letters: what is left of a word counts, marks and all."""
        return Condition(tuple(State(0.0, 0.0, loss=loss) for _ in self.states), lost=False, damaged=False)


def judge(sentences: Sequence[Sequence[str]], vocabulary: Collection[str], settings: ConditionSettings) -> Condition:
    """Judge a text by the words of its sentences; `vocabulary` holds the known words without marks.

    Example: the words of `Thuc hien Ke hoach` alone are lost and not damaged; of `Thirc hien Ké hoach` damaged.
    """
    counts = [(len(words), sum(map(_is_right, words))) for words in sentences]
    total = sum(n for n, _ in counts)
    share = sum(right for _, right in counts) / max(total, 1)
    clean = _cleanness(words_of(sentences), vocabulary, settings.usual_damage)
    trusted = clean > settings.damaged and total >= settings.enough
    prior = min(settings.prior_tokens, total)
    states = []
    for n, right in counts:
        blended = (right + prior * share) / max(n + prior, 1)
        place = (blended - settings.lost_share) / (settings.right_share - settings.lost_share)
        states.append(State(round(4 * min(max(place, 0.0), 1.0)) / 4, clean, trusted))
    return Condition(tuple(states), share < settings.lost_share, clean <= settings.damaged)


def words_of(sentences: Iterable[Iterable[str]]) -> list[str]:
    """Give the words of all sentences."""
    return [word for words in sentences for word in words]


def _cleanness(words: Iterable[str], vocabulary: Collection[str], usual: float) -> float:
    plain = [word for word in words if word[0].islower()]
    strange = sum(strip_marks(word) not in vocabulary for word in plain)
    share = (strange + 0.2) / (len(plain) + 30)
    return round(min(max(math.log(usual / share), 0.0), 6.0) * 2) / 2


@lru_cache(maxsize=16_384)
def _is_right(word: str) -> bool:
    """Whether a word is a well-formed marked syllable."""
    lower = word.lower()
    return has_marks(lower) and is_syllable(place_tone(lower))
