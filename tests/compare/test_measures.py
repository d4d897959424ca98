"""Targets made comparable: shares beside counts, paces, averages, and the reasons why some are not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from ntm_extract.compare.comparison import Comparison, Query, compare
from ntm_extract.compare.measures import REASONS
from tests.compare.conftest import Collect, a_plan, a_target, an_achievement, collected

RowOf = Callable[[dict[str, Any]], dict[str, Any]]


@pytest.fixture
def only_row(collect: Collect) -> RowOf:
    """Give the row of the only target of a plan."""

    def row_of(target: dict[str, Any]) -> dict[str, Any]:
        rows = compare(collect(a_plan([target])), Query()).rows
        assert len(rows[rows["derived"] == ""]) == 1
        return dict(rows.iloc[0])

    return row_of


MEASURED = [
    (a_target("communes_ntm", value=2, denominator=13), "share", 100 * 2 / 13),
    (a_target("communes_ntm", value=2, denominator=13, share_pct=15.4), "share", 100 * 2 / 13),
    (a_target("communes_ntm", value=26, share_pct=30), "share", 30),
    (a_target("communes_ntm", value=0, denominator=13), "share", 0),  # there is a total
    (a_target("communes_below", value=0, denominator=13, qualifier="dưới 15 tiêu chí"), "floor", 15),
    (a_target("communes_ntm", value=11, denominator=11), "share", 100),  # and not a rounding error more
    (a_target("villages_ntm", share_pct=100, unit="xóm"), "share", 100),
    (a_target("poverty_rate", share_pct=1.5, unit=None, comparator="<"), "share", 1.5),
    (a_target("communes_ntm", value=4, change="increase"), "increase", 4),
    (a_target("communes_ntm", share_pct=10, change="increase"), "increase_share", 10),
    (a_target("communes_ntm", value=10, unit="xã/năm", change="increase"), "pace", 10),
    (a_target("criteria_per_commune", value=16.5, unit="tiêu chí/xã"), "average", 16.5),
    (a_target("criteria_gain", value=1, value_max=2, unit="tiêu chí/xã/năm", change="increase"), "pace", 1.5),
    (a_target("criteria_gain", value=6, unit="tiêu chí", change="increase"), "increase", 6),
    (a_target("communes_below", value=0, qualifier="dưới 15 tiêu chí"), "floor", 15),
    (a_target("ocop_products", value=14, unit="sản phẩm"), "count", 14),
    (a_target("rural_income", value=62, unit="triệu đồng/người/năm"), "income", 62),
    (a_target("rural_income", value=5, unit="triệu đồng/người/tháng"), "income", 60),
    (a_target("rural_income", value=1.5, unit="lần", change="increase", comparator=">="), "ratio", 1.5),
    (a_target("district_ntm", value=1, unit="huyện"), "self", 1),
]


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The rows of all cases, each a plan of its own in one collection."""
    with collected(tmp_path_factory.mktemp("measured"), *(a_plan([target]) for target, *_ in MEASURED)) as collection:
        rows = compare(collection, Query()).rows
        return rows[rows["derived"] == ""].to_dict("records")


@pytest.mark.parametrize(
    "place", range(len(MEASURED)), ids=[f"{measure}-{target['unit']}" for target, measure, _ in MEASURED]
)
def test_target_has_its_measure(measured: list[dict[str, Any]], place: int) -> None:
    _, measure, value = MEASURED[place]
    row = measured[place]
    assert (row["doc"], row["measure"], row["reason"]) == (place, measure, "")
    assert row["value"] == pytest.approx(value)


def test_share_is_told_as_computed_and_as_stated(only_row: RowOf) -> None:
    row = only_row(a_target("communes_ntm", value=2, denominator=13, share_pct=25))
    assert row["share_computed"] == pytest.approx(15.3846, abs=1e-4)
    assert row["share_stated"] == 25
    assert row["disagree"]


def test_rounding_is_no_disagreement(collect: Collect) -> None:
    figures = [(115, 181, 63.5), (2, 13, 15), (2, 13, 15.4), (370, 411, 90.02), (6, 10, 60)]
    targets = [a_target("communes_ntm", value=n, denominator=of, share_pct=share) for n, of, share in figures]
    rows = compare(collect(*(a_plan([target]) for target in targets)), Query()).rows
    assert len(rows) == len(figures)
    assert not rows["disagree"].any()


def test_range_is_an_interval_with_its_middle(only_row: RowOf) -> None:
    target = a_target("communes_ntm", value=4, value_max=6, denominator=10, comparator="range")
    row = only_row(target)
    assert [row[name] for name in ("low", "value", "high")] == pytest.approx([40, 50, 60])


def test_share_beside_a_range_is_no_disagreement(only_row: RowOf) -> None:
    target = a_target("communes_ntm", value=4, value_max=6, denominator=10, share_pct=60, comparator="range")
    assert not only_row(target)["disagree"]


UNCOMPARED = [
    (a_target("communes_ntm", value=13, denominator=13, breakdown=True), "breakdown"),
    (a_target("other", share_pct=50, unit=None), "other"),
    (a_target("communes_ntm"), "no-number"),
    (a_target("communes_ntm", value=13, denominator=13, doubts=["số: “l3” không đọc chắc được"]), "damaged"),
    (a_target("communes_ntm_advanced", value=1, unit="thị trấn"), "other-unit"),
    (a_target("rural_income", share_pct=5, unit=None), "other-unit"),
    (a_target("communes_ntm", value=14, denominator=13), "impossible"),
    (a_target("communes_below", value=0), "no-threshold"),
    (a_target("communes_ntm", value=4), "no-denominator"),
    (a_target("communes_ntm", value=2, places=["Hưng Đạo", "Vinh Quang"]), "named"),
]


@pytest.fixture(scope="module")
def uncompared(tmp_path_factory: pytest.TempPathFactory) -> Comparison:
    """The comparison of all cases, each a plan of its own in one collection."""
    plans = (a_plan([target]) for target, _ in UNCOMPARED)
    with collected(tmp_path_factory.mktemp("uncompared"), *plans) as collection:
        return compare(collection, Query())


@pytest.mark.parametrize("place", range(len(UNCOMPARED)), ids=[reason for _, reason in UNCOMPARED])
def test_what_cannot_be_compared_says_why(uncompared: Comparison, place: int) -> None:
    assert uncompared.rows.iloc[place]["reason"] == UNCOMPARED[place][1]


def test_what_cannot_be_compared_is_in_no_mean(uncompared: Comparison) -> None:
    assert {reason for _, reason in UNCOMPARED} == set(REASONS) - {"", "no-due", "repeated"}
    assert uncompared.comparable.empty
    assert uncompared.means.empty


def test_a_doubted_word_does_not_make_the_number_doubtful(only_row: RowOf) -> None:
    target = a_target("communes_ntm", value=13, denominator=13, doubts=["chữ “xả”: chưa chắc (xã, xa)"])
    assert only_row(target)["reason"] == ""


@pytest.mark.parametrize(
    ("again", "reasons"),
    [
        (a_target("communes_ntm", value=13, due="2025"), ["repeated", ""]),
        (a_target("communes_ntm", value=13, denominator=13), ["repeated", ""]),  # the year follows from the period
        (a_target("communes_ntm", value=12, denominator=13, due="2025"), ["", ""]),
        (a_target("communes_ntm", value=13, denominator=13, due="2024"), ["", ""]),
        (a_target("communes_ntm", value=13, due="2025", change="increase"), ["", ""]),
        (a_target("communes_ntm_advanced", share_pct=13, due="2025"), ["", ""]),
    ],
)
def test_target_that_is_stated_twice_counts_once(collect: Collect, again: dict[str, Any], reasons: list[str]) -> None:
    first = a_target("communes_ntm", value=13, denominator=13, due="2025")
    rows = compare(collect(a_plan([again, first])), Query()).rows
    rows = rows[rows["derived"] == ""]
    assert list(rows["reason"]) == reasons
    assert list(rows["times"]) == ([2, 2] if "repeated" in reasons else [1, 1])


def test_year_is_the_targets_own_or_that_of_the_period(collect: Collect) -> None:
    targets = [a_target("communes_ntm", share_pct=share, due=due) for share, due in ((50, "2023"), (80, None))]
    collection = collect(a_plan(targets), a_plan(targets, period=None))
    comparison = compare(collection, Query(due=2025))
    rows = comparison.rows
    assert list(rows[rows["reason"] == ""][["doc", "value", "due_assumed"]].itertuples(index=False, name=None)) == [
        (0, 80.0, True)
    ]
    assert list(rows[rows["reason"] == "no-due"]["doc"]) == [1]
    assert comparison.of_other_years == 2
    assert sorted(compare(collection, Query()).comparable["due"]) == [0, 2023, 2023, 2025]


def test_only_the_indicators_asked_for_are_compared(collect: Collect) -> None:
    plan = a_plan([a_target("communes_ntm", share_pct=80), a_target("poverty_rate", share_pct=2, unit=None)])
    comparison = compare(collect(plan), Query(indicators=("poverty_rate",)))
    assert list(comparison.rows["indicator"]) == ["poverty_rate"]
    with pytest.raises(ValueError, match="happiness"):
        compare(collect(plan), Query(indicators=("happiness",)))


def derived_rows(collect: Collect, *plans: dict[str, Any]) -> pd.DataFrame:
    rows = compare(collect(*plans), Query()).rows
    return rows[rows["derived"] != ""]


def test_yearly_pace_gives_the_increase_over_the_period(collect: Collect) -> None:
    target = a_target("communes_ntm", value=10, unit="xã/năm", change="increase")
    rows = derived_rows(collect, a_plan([target]), a_plan([target], period=None))
    assert list(rows[["doc", "measure", "derived", "value"]].itertuples(index=False, name=None)) == [
        (0, "increase", "pace", 50.0)
    ]


@pytest.mark.parametrize(
    ("due", "period", "increase"),
    [
        ("2025", "2021/2025", [10.0]),
        ("2023", "2021/2025", [6.0]),  # from the begin of the period on
        ("2023-06", "2021/2025", [6.0]),
        ("2023/2025", "2021/2025", [6.0]),
        ("2024/2030", "2021/2025", [4.0]),
        ("2020", "2021/2025", []),
        ("2023/2025", None, [6.0]),
        ("2025", None, []),  # nobody knows since when
    ],
)
def test_yearly_pace_counts_the_years_until_it_is_due(
    collect: Collect, due: str, period: str | None, increase: list[float]
) -> None:
    target = a_target("communes_ntm", value=2, unit="xã/năm", change="increase", due=due)
    assert list(derived_rows(collect, a_plan([target], period=period))["value"]) == increase


def test_income_is_no_count_to_be_added_up(collect: Collect) -> None:
    target = a_target("rural_income", value=10, unit="triệu đồng/người/năm", change="increase")
    reached = an_achievement("rural_income", value=31, unit="triệu đồng/người")
    assert derived_rows(collect, a_plan([target], [reached])).empty


@pytest.mark.parametrize(
    ("reached", "values"),
    [
        ([an_achievement("communes_ntm", value=5, denominator=15, as_of="2022")], [("share", 60.0)]),
        ([an_achievement("communes_ntm", value=5)], [("count", 9.0)]),
        (  # the latest counts
            [
                an_achievement("communes_ntm", value=6, denominator=15, as_of="2022"),
                an_achievement("communes_ntm", value=3, denominator=15, as_of="2020"),
            ],
            [("share", 100 * 10 / 15)],
        ),
        (  # the total, not what one later year brought
            [
                an_achievement("communes_ntm", value=5, denominator=15, as_of="2021"),
                an_achievement("communes_ntm", value=1, places=["Cần Yên"], as_of="2022"),
            ],
            [("share", 60.0)],
        ),
        (  # all of those that are reached, and their names
            [an_achievement("communes_ntm", value=2, denominator=15, places=["Cần Yên", "Lương Can"])],
            [("share", 40.0)],
        ),
        ([an_achievement("communes_ntm", value=1, places=["Cần Yên"], as_of="2022")], []),
        ([an_achievement("communes_ntm", value=5, denominator=15, as_of="2026")], []),  # after the due year
        ([an_achievement("communes_ntm", value=5, denominator=15, change="increase")], []),
        ([an_achievement("villages_ntm", value=5, unit="thôn")], []),
        ([an_achievement("communes_ntm", value=14, denominator=15)], []),  # more than there are
    ],
)
def test_increase_and_what_is_reached_give_the_level(
    collect: Collect, reached: list[dict[str, Any]], values: list[tuple[str, float]]
) -> None:
    target = a_target("communes_ntm", value=4, change="increase", due="2025")
    rows = derived_rows(collect, a_plan([target], reached))
    rows = rows[rows["derived"] == "achieved"]
    assert list(rows["measure"]) == [measure for measure, _ in values]
    assert list(rows["value"]) == pytest.approx([value for _, value in values])


@pytest.mark.parametrize("denominator", [None, 19])
def test_average_that_is_reached_and_an_increase_give_an_average(collect: Collect, denominator: int | None) -> None:
    unit = "tiêu chí/xã"
    target = a_target("criteria_per_commune", value=3, unit=unit, change="increase")
    reached = an_achievement("criteria_per_commune", value=12.5, denominator=denominator, unit=unit)
    row = derived_rows(collect, a_plan([target], [reached])).iloc[0]
    assert (row["measure"], row["value"], row["low"], row["high"]) == ("average", 15.5, 15.5, 15.5)
    assert pd.isna(row["share_computed"])


def test_total_stated_elsewhere_in_the_plan_gives_the_share_of_a_count(collect: Collect) -> None:
    targets = [
        a_target("communes_ntm", value=115, denominator=181, due="2025"),
        a_target("communes_ntm_advanced", value=32, due="2025"),
    ]
    row = derived_rows(collect, a_plan(targets)).iloc[0]
    assert (row["indicator"], row["derived"], row["denominator"]) == ("communes_ntm_advanced", "total", 181)
    assert row["value"] == pytest.approx(100 * 32 / 181)


def test_two_totals_are_none(collect: Collect) -> None:
    targets = [a_target("communes_ntm", value=5, denominator=total) for total in (13, 14)]
    assert derived_rows(collect, a_plan([*targets, a_target("communes_ntm_advanced", value=2)])).empty


def test_derived_figures_are_not_in_the_means(collect: Collect) -> None:
    targets = [
        a_target("communes_ntm", value=5, denominator=10),
        a_target("communes_ntm_advanced", value=2),
        a_target("criteria_gain", value=1, unit="tiêu chí/xã/năm", change="increase"),
    ]
    means = compare(collect(a_plan(targets)), Query()).means
    assert set(zip(means["indicator"], means["measure"], strict=True)) == {
        ("communes_ntm", "share"),
        ("criteria_gain", "pace"),
    }


def test_means_count_each_plan_once_and_keep_kinds_apart(collect: Collect) -> None:
    share, more = a_target("communes_ntm", share_pct=40), a_target("communes_ntm", value=3, change="increase")
    plans = [
        a_plan([share, a_target("communes_ntm", share_pct=60)]),  # two in one plan: 50
        a_plan([a_target("communes_ntm", share_pct=80), more]),
        a_plan([a_target("communes_ntm", share_pct=90)], level="province", district=None),
        a_plan([a_target("communes_ntm", share_pct=10, qualifier="vùng khó khăn")]),
    ]
    means = compare(collect(*plans), Query()).means.astype({"qualifier": object})
    kinds = zip(means["level"], means["measure"], means["qualifier"].fillna(""), strict=True)
    figures = zip(means["plans"], means["mean"], means["min"], means["max"], strict=True)
    assert dict(zip(kinds, figures, strict=True)) == {
        ("district", "share", ""): (2, 65, 50, 80),
        ("province", "share", ""): (1, 90, 90, 90),
        ("district", "increase", ""): (1, 3, 3, 3),
        ("district", "share", "vùng khó khăn"): (1, 10, 10, 10),
    }
