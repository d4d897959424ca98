"""Measures that no plan states but that follow from what it states; they are shown, marked, and never averaged."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ntm_extract.compare.measures import (
    LEVEL,
    MEASURES,
    REASONS,
    SHOWN_ANYWAY,
    by_category,
    coded,
    load_rules,
    read_unit,
)
from ntm_extract.edtf import days_of

DERIVATIONS = ("", "pace", "achieved", "total")
"""How a row was derived: yearly pace times years of the plan's period; what is achieved plus the increase; the share
of a count in the total that the plan states elsewhere."""
STATED = DERIVATIONS.index("")


def derive(rows: pd.DataFrame, plans: pd.DataFrame, achievements: pd.DataFrame) -> pd.DataFrame:
    """Add to the rows of `rows_of_targets` those that follow from them.

    Args:
        rows: as made by `rows_of_targets`, indexed by target.
        plans: one row a document, with `first_year`, `last_year` and `issued_year` (0 if unknown).
        achievements: of the same collection.

    Returns:
        The rows with `target` (the position of the target), `derived` (one of `DERIVATIONS`) and `achievement` (the
        position of the achievement a level starts from, else -1), in the order of documents and targets; the index
        counts them.
    """
    stated = rows.reset_index(names="target").assign(derived=np.int8(STATED), achievement=np.int32(-1))
    usable = stated[stated["reason"].isin(SHOWN_ANYWAY)]
    added = [
        _over_the_years(usable, plans),
        _from_where_it_stands(usable, plans, achievements),
        _of_the_total(usable, achievements),
    ]
    frames = [stated, *(frame for frame in added if len(frame))]
    everything = pd.concat(frames, ignore_index=True).sort_values(["doc", "target"], kind="stable", ignore_index=True)
    everything["derived"] = coded(everything["derived"], DERIVATIONS)
    return everything


def _over_the_years(rows: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Make an increase of a yearly pace: 10 xã/năm in 2021-2025 is 50 xã, by 2023 it is 30, in 2023-2025 30 as well."""
    paces = rows[rows["measure"] == "pace"]
    period = plans.iloc[paces["doc"].to_numpy()]
    first = np.maximum(period["first_year"].to_numpy(), paces["due_from"].to_numpy())
    ends = np.stack([period["last_year"].to_numpy(), paces["due"].to_numpy()])
    last = np.where(ends > 0, ends, np.iinfo(ends.dtype).max).min(axis=0)
    years = np.where((first > 0) & (ends > 0).any(axis=0), last.astype("int32") - first + 1, 0)
    paces, years = paces[years > 0], years[years > 0]
    found = paces.assign(low=paces["low"] * years, high=paces["high"] * years, value=paces["value"] * years)
    return _as(found, "increase", "pace").assign(count=found["value"], share_computed=np.nan, share_stated=np.nan)


def _from_where_it_stands(rows: pd.DataFrame, plans: pd.DataFrame, achievements: pd.DataFrame) -> pd.DataFrame:
    """Make a level of an increase and what the same plan says is achieved: 05/15 xã and 04 more are 9 of 15."""
    counted = [code for code, norm in load_rules().norms.items() if norm.norm in ("share", "count", "average")]
    increases = rows[(rows["measure"] == "increase") & rows["qualifier"].isna() & rows["indicator"].isin(counted)]
    reached = _reached(achievements, plans, rows["indicator"].dtype)
    pairs = increases.merge(reached, on=["doc", "indicator"], suffixes=("", "_reached"))
    sames = pairs["kind"] == by_category(pairs["unit"], lambda unit: read_unit(unit).group or "?", "", object)
    before = (pairs["year"] <= pairs["due"]) | (pairs["due"] == 0)
    pairs = pairs[sames & before].sort_values("year", kind="stable").drop_duplicates("target", keep="last")
    total = pairs["denominator"].where(pairs["denominator"].notna(), pairs["denominator_reached"])
    low, high = pairs["low"] + pairs["reached"], pairs["high"] + pairs["reached"]
    count = (low + high) / 2
    of_total = (total > 0) & ~pairs["is_average"]
    whole = total.where(of_total, 100)
    measure = np.where(pairs["is_average"], "average", np.where(of_total, "share", "count"))
    value = 100 * count / whole
    found = pairs.assign(low=100 * low / whole, high=100 * high / whole, value=value, count=count, denominator=total)
    found = found.assign(share_computed=value.where(of_total), share_stated=np.nan, disagree=False)
    found = found.assign(achievement=pairs["position"].astype("int32"))
    made = _as(found, measure, "achieved")[rows.columns]
    return made[(made["measure"] != "share") | (made["high"] <= 100)]


def _of_the_total(rows: pd.DataFrame, achievements: pd.DataFrame) -> pd.DataFrame:
    """Make a share of a count by the total of the same plan: 32 xã beside 115/181 xã are 17.7 %."""
    norms = load_rules().norms
    named = {norm.total for norm in norms.values()}
    both = pd.concat(
        [
            table.loc[table["denominator"] > 0, ["doc", "indicator", "denominator"]].astype({"indicator": object})
            for table in (rows, achievements)
        ]
    )
    totals = both[both["indicator"].isin(named)].drop_duplicates()
    totals = totals[~totals.duplicated(["doc", "indicator"], keep=False)]  # two totals are none
    counts = rows[(rows["measure"] == "count") & (rows["reason"] != "")]
    of = by_category(counts["indicator"], lambda code: norms[code].total if code in norms else None, None, object)
    pairs = (
        counts.drop(columns="denominator")
        .assign(of=of)
        .merge(totals.rename(columns={"indicator": "of"}), on=["doc", "of"])
    )
    pairs = pairs[pairs["high"] <= pairs["denominator"]]
    shares = {name: 100 * pairs[name] / pairs["denominator"] for name in ("low", "high", "value")}
    found = pairs.assign(**shares)
    return _as(found.assign(share_computed=found["value"]), "share", "total")[rows.columns]


def _reached(achievements: pd.DataFrame, plans: pd.DataFrame, indicators: Any) -> pd.DataFrame:
    """Give the levels that plans say are reached, with the year of each: an unstated one is that of the plan.

    Units that are named without their total are those of one year (`năm 2022 có 01 xã: Cần Yên`), not all there are.
    """
    named = (achievements["places"].list.len().fillna(0) > 0).to_numpy(bool) & ~(achievements["denominator"] > 0)
    kept = achievements[(achievements["change"] == LEVEL) & achievements["value"].notna() & ~named]
    own = by_category(kept["as_of"], _year, 0, "int16")
    plan = plans.iloc[kept["doc"].to_numpy()]
    spoken = np.where(plan["issued_year"] > 0, plan["issued_year"], plan["first_year"])
    return pd.DataFrame(
        {
            "doc": kept["doc"],
            "indicator": kept["indicator"].cat.set_categories(indicators.categories),
            "position": kept.index,
            "reached": kept["value"],
            "denominator": kept["denominator"],
            "kind": by_category(kept["unit"], lambda unit: read_unit(unit).group or "?", "", object),
            "is_average": kept["indicator"].isin(["criteria_per_commune", "criteria_per_advanced_commune"]),
            "year": np.where(own > 0, own, spoken),
        }
    )


def _as(rows: pd.DataFrame, measure: str | np.ndarray, derived: str) -> pd.DataFrame:
    """Mark rows as derived; a count whose total is unknown is as little comparable as a stated one."""
    made = rows.assign(measure=pd.Categorical(np.broadcast_to(measure, len(rows)), list(MEASURES)))
    by_share = [code for code, norm in load_rules().norms.items() if norm.norm == "share"]
    lacks_total = (made["measure"] == "count") & made["indicator"].isin(by_share)
    made["reason"] = pd.Categorical(np.where(lacks_total, "no-denominator", ""), list(REASONS))
    return made.assign(derived=np.int8(DERIVATIONS.index(derived)))


def _year(edtf: str) -> int:
    days = days_of(edtf)
    return days.last.year if days else 0
