"""How far a row can be trusted (độ tin cậy): what speaks for and against it, made into a probability that it is right.

A logistic model for each table, small enough to be read: its weights stand in `data/confidence.toml` and were fitted on
sample plans whose true rows are known (`python -m benchmarks.calibration --fit`). More sureness of the pattern and of
the letters never lowers a row, and more doubts never raise it.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

EDGE = 0.02
"""How near a sureness may come to 0 or 1 before it is taken for no nearer."""
MOST = 3
"""Doubts, or syllables in doubt, that count; more say nothing new."""
SHORT_AGENCY = 15
"""Letters of the shortest names that are usually whole: `Phòng Tài chính` has as many, `Cục Thuế` is mostly cut."""
POOLED = "pooled"
"""The weights of all tables together, for one of which no true rows are at hand."""
FEATURES = ("pattern", "letters", "guessed", "doubtful", "restored", "recognised")
"""The names of `Evidence.features`, in order."""


@dataclass(frozen=True)
class Evidence:
    """What is known of a row beside what it says.

    Attributes:
        table: that it is a row of.
        traits: which extractor and pattern made it, and what else of `find_traits` it has.
        pattern: how sure the pattern is, 0 to 1.
        letters: how sure the letters of its quote are, 0 to 1, by the reader and the restorer.
        guessed: how many things the extractor guessed or left undecided.
        doubtful: how many syllables of the quote are in doubt.
        restored: whether the quote was changed by restoring.
        recognised: whether the page was read from a picture.
    """

    table: str
    traits: tuple[str, ...]
    pattern: float
    letters: float
    guessed: int
    doubtful: int
    restored: bool
    recognised: bool

    @property
    def features(self) -> tuple[float, ...]:
        """The evidence as numbers, in the order of `FEATURES`."""
        return (
            _log_odds(self.pattern),
            math.log(max(self.letters, EDGE)),
            -min(self.guessed, MOST),
            -min(self.doubtful, MOST),
            -float(self.restored),
            -float(self.recognised),
        )


def find_traits(table: str, values: Mapping[str, Any]) -> Iterator[str]:
    """Find what of a row's own fields tells how often such rows are right.

    Example:
        A target without a due time, or that counts named communes, is more often wrong than others.
    """
    if table == "targets":
        if values.get("due") is None:
            yield "no-due"
        if values.get("places"):
            yield "places"
        if values.get("comparator") not in ("=", ">="):
            yield "unusual-comparator"
        if values.get("indicator") == "other":
            yield "other-indicator"
    elif table == "references":
        yield f"relation-{values.get('relation')}"
        if values.get("date") is None:
            yield "no-date"
    elif table == "deadlines":
        yield f"modifier-{values.get('modifier')}"
        if not values.get("actors"):
            yield "no-actors"
    elif table == "responsibilities":
        yield f"role-{values.get('role')}"
        if len(str(values.get("agency"))) < SHORT_AGENCY:
            yield "short-agency"


Weigh = Callable[[Evidence], float]


@dataclass(frozen=True)
class Weights:
    """The model of one table.

    Attributes:
        base: log odds of a row of which nothing else is known.
        by_feature: in the order of `FEATURES`.
        by_trait: what is added for a trait; one that is not named has nothing added.
    """

    base: float
    by_feature: tuple[float, ...]
    by_trait: Mapping[str, float]

    def probability(self, evidence: Evidence) -> float:
        """Give the probability that a row is right."""
        said = sum(w * x for w, x in zip(self.by_feature, evidence.features, strict=True))
        said += sum(self.by_trait.get(trait, 0.0) for trait in evidence.traits)
        return 1 / (1 + math.exp(-(self.base + said)))


def weigh(evidence: Evidence) -> float:
    """Give the probability that a row is right.

    Example:
        A reference with number and date, in letters that nobody doubts, has about 0.97.
    """
    weights = load_weights()
    return weights.get(evidence.table, weights[POOLED]).probability(evidence)


@cache
def load_weights() -> dict[str, Weights]:
    """Load the weights of each table and of all together from `data/confidence.toml`."""
    text = files("ntm_extract.extract").joinpath("data", "confidence.toml").read_text(encoding="utf-8")
    return {
        table: Weights(entry["base"], tuple(entry[name] for name in FEATURES), entry["traits"])
        for table, entry in tomllib.loads(text).items()
    }


def _log_odds(share: float) -> float:
    kept = min(max(share, EDGE), 1 - EDGE)
    return math.log(kept / (1 - kept))
