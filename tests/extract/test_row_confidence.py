"""The confidence of a row: more doubt never raises it, and the weights that are shipped are those of every table."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from ntm_extract.extract.confidence import FEATURES, POOLED, Evidence, Weights, find_traits, load_weights, weigh
from ntm_extract.plan import TABLES, Provenance

TABLE_NAMES = [name for name, model in TABLES.items() if issubclass(model, Provenance)]


def sure(table: str) -> Evidence:
    return Evidence(table, (), pattern=0.9, letters=1.0, guessed=0, doubtful=0, restored=False, recognised=False)


@pytest.mark.parametrize("table", TABLE_NAMES)
@pytest.mark.parametrize("worse", [
    {"pattern": 0.6}, {"letters": 0.6}, {"guessed": 1}, {"doubtful": 2}, {"restored": True}, {"recognised": True},
])  # fmt: skip
def test_whatever_speaks_against_a_row_lowers_it(table: str, worse: dict[str, float]) -> None:
    assert 0 < weigh(replace(sure(table), **worse)) < weigh(sure(table)) < 1  # type: ignore[arg-type]


@pytest.mark.parametrize("table", TABLE_NAMES)
def test_a_row_with_a_guess_is_one_to_look_at(table: str) -> None:
    assert weigh(replace(sure(table), guessed=2, pattern=0.75)) < 0.8


@pytest.mark.parametrize("extreme", [{"pattern": 0.0}, {"pattern": 1.0}, {"letters": 0.0}, {"guessed": 99}])
def test_nothing_is_certain(extreme: dict[str, float]) -> None:
    assert 0 < weigh(replace(sure("targets"), **extreme)) < 1  # type: ignore[arg-type]


def test_a_probability_is_what_the_weights_say() -> None:
    weights = Weights(0.5, (1.0,) + (0.0,) * (len(FEATURES) - 1), {"places": -1.0})
    evidence = replace(sure("targets"), traits=("places", "never-heard-of"))
    assert weights.probability(evidence) == pytest.approx(1 / (1 + math.exp(-(0.5 + math.log(0.9 / 0.1) - 1.0))))


def test_a_table_without_true_rows_has_the_weights_of_all_together() -> None:
    assert "achievements" not in load_weights()
    assert weigh(sure("achievements")) == load_weights()[POOLED].probability(sure("achievements"))


def test_traits_of_a_target_whose_year_is_not_stated() -> None:
    values = {"due": None, "places": ["Cần Yên"], "comparator": "=", "indicator": "communes_ntm"}
    assert set(find_traits("targets", values)) == {"no-due", "places"}
