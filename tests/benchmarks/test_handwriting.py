"""The benchmark of handwritten figures: letters are filled in anew, and values are judged under a limit."""

from __future__ import annotations

from collections import Counter

from benchmarks.handwriting import fill, judge, read
from fixtures.generator.source import load_plan, plan_names
from ntm_extract.extract.head import seen


def test_every_turn_fills_in_other_figures_and_asks_other_hands() -> None:
    plan = load_plan(plan_names()[0])
    turns = [fill(plan, turn) for turn in range(6)]
    assert len({turn.head["number_line"] for turn in turns}) == 6
    assert len({turn.name for turn in turns}) == 6
    assert all(turn.head["title"] == plan.head["title"] for turn in turns)
    assert fill(plan, 3) == turns[3]


def test_under_a_limit_that_nothing_meets_all_is_left_open_and_the_usual_limit_comes_back() -> None:
    usual = seen.SURE
    letters = [read(fill(load_plan(plan_names()[0]), 1))]
    assert Counter(judge(letters, 1.01)) == {"open": 2}
    assert set(judge(letters, 0.0)) <= {"right", "wrong"}
    assert usual == seen.SURE
