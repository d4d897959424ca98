"""What plans say nothing of, held against the national programme."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from ntm_extract.compare.comparison import Query, compare
from ntm_extract.compare.measures import MEASURES, load_rules
from ntm_extract.compare.national import load_programmes
from ntm_extract.plan import Comparator, Indicator, Level
from tests.compare.conftest import Collect, a_plan, a_target


def states(collect: Collect, targets: list[dict[str, Any]], **head: Any) -> dict[str, str]:
    silence = compare(collect(a_plan(targets, **head)), Query(due=2025)).silence
    assert len(silence) == 1
    return {str(name): str(state) for name, state in silence.iloc[0].items()}


def test_district_plan_is_silent_on_what_districts_should_state(collect: Collect) -> None:
    found = states(collect, [a_target("communes_ntm", value=4, due="2023", breakdown=True)])
    assert found["communes_ntm"] == "said"  # of whatever year, and in whatever measure
    assert found["communes_ntm_model"] == "silent"
    assert found["villages_ntm"] == "silent-conditional"
    assert found["district_ntm"] == "not-asked"  # a district need not count the districts of its province


def test_province_plan_should_state_its_districts(collect: Collect) -> None:
    found = states(collect, [a_target("communes_ntm", value=4)], level="province", district=None)
    assert found["district_ntm"] == "silent"


def test_commune_plan_need_not_count_communes(collect: Collect) -> None:
    found = states(collect, [a_target("poverty_rate", share_pct=2)], level="commune")
    assert (found["communes_ntm"], found["rural_income"]) == ("not-asked", "silent")


@pytest.mark.parametrize("head", [{"period": "2016/2020"}, {"period": "2026/2030"}])
def test_plan_of_another_programme_is_not_held_against_it(collect: Collect, head: dict[str, Any]) -> None:
    comparison = compare(collect(a_plan([a_target("communes_ntm", value=4)], **head)), Query(due=2025))
    assert comparison.programme is not None
    assert comparison.silence.empty


def test_document_without_any_target_is_not_called_silent(collect: Collect) -> None:
    comparison = compare(collect(a_plan(), a_plan([a_target("communes_ntm", value=4)])), Query(due=2025))
    assert list(comparison.silence.index) == [1]


def test_no_programme_no_silence(collect: Collect) -> None:
    comparison = compare(collect(a_plan([a_target("communes_ntm", value=4)])), Query(due=2040))
    assert comparison.programme is None
    assert comparison.silence.empty


def test_data_of_the_programmes_speak_of_what_there_is() -> None:
    for programme in load_programmes():
        for target in programme.targets:
            assert target.indicator in get_args(Indicator)
            assert target.measure in MEASURES
            assert target.comparator in get_args(Comparator)
            assert set(target.expected_at) <= set(get_args(Level))
            assert len(target.meaning) == 2


def test_data_of_the_measures_cover_every_indicator() -> None:
    norms = load_rules().norms
    assert set(norms) == set(get_args(Indicator)) - {"other"}
    assert {norm.norm for norm in norms.values()} <= set(MEASURES)
    assert {norm.total for norm in norms.values()} <= {*norms, None}
