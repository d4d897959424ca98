"""The calibration of confidence: fitted on some plans, tried on others, measured in bins."""

from __future__ import annotations

import random

import pytest

from benchmarks.calibration import Judged, as_toml, fit, trust_of, try_on_held_out
from ntm_extract.extract.confidence import Evidence


def judged(plan: int, trait: str, letters: float, right: bool) -> Judged:
    evidence = Evidence("targets", (trait,), 0.9, letters, 0, 0, False, False)
    return Judged(f"plan{plan}", "text", evidence, right)


def some_rows(count: int = 1500) -> list[Judged]:
    """Rows of which those of one pattern are right nine times in ten, those of the other every other time."""
    chance = random.Random(5)
    rows = []
    for index in range(count):
        trait = chance.choice(["good", "poor"])
        rows.append(judged(index % 15, trait, 1.0, chance.random() < {"good": 0.9, "poor": 0.5}[trait]))
    return rows


def test_patterns_get_the_share_in_which_they_are_right() -> None:
    weights = fit(some_rows())
    assert weights.probability(judged(0, "good", 1.0, True).evidence) == pytest.approx(0.9, abs=0.03)
    assert weights.probability(judged(0, "poor", 1.0, True).evidence) == pytest.approx(0.5, abs=0.04)


def test_held_out_plans_are_calibrated_too() -> None:
    trust = trust_of(try_on_held_out(some_rows()))
    assert trust.rows == 1500
    assert trust.ece < 0.05
    assert trust.auc is not None and trust.auc > 0.65


def test_few_rows_leave_a_first_guess_as_it_is_and_many_do_not() -> None:
    first_guess = fit(some_rows())
    assert fit([], first_guess) == first_guess
    wrong = [judged(index, "good", 1.0, right=False) for index in range(300)]
    assert fit(wrong, first_guess).probability(wrong[0].evidence) < 0.1


def test_bad_letters_count_although_no_row_had_any() -> None:
    weights = fit(some_rows(300))
    clear, bad = (judged(0, "good", letters, True).evidence for letters in (1.0, 0.5))
    assert weights.probability(bad) < weights.probability(clear) - 0.2


@pytest.mark.parametrize(("said", "ece", "auc"), [
    ([(0.8, True)] * 8 + [(0.8, False)] * 2, 0.0, 0.5),
    ([(0.9, False)] * 10, 0.9, None),
    ([(1.0, True)] * 5 + [(0.25, False)] * 5, 0.125, 1.0),
])  # fmt: skip
def test_error_is_the_gap_of_confidence_and_truth_in_each_bin(
    said: list[tuple[float, bool]], ece: float, auc: float | None
) -> None:
    trust = trust_of(said)
    assert trust.ece == pytest.approx(ece)
    assert trust.auc == auc


def test_the_data_file_names_how_it_was_made() -> None:
    rows = some_rows(100)
    text = as_toml({"targets": fit(rows)}, rows)
    assert "benchmarks.calibration --fit" in text and "100 rows of 15 sample" in text
    assert '[targets.traits]\n"good" = ' in text
