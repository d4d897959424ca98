"""Figures of one target that contradict one another, or what is reached (số học của một chỉ tiêu)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from ntm_extract.audit.evidence import Evidence, value_at
from ntm_extract.audit.findings import Cell, Hit, Severity
from ntm_extract.knowledge.indicators import load_indicators
from ntm_extract.knowledge.shares import disagree

FEWER_IS_BETTER = ("poverty_rate", "communes_below")
"""Indicators whose targets lie below what is the case."""


def find_disagreeing_shares(evidence: Evidence) -> Iterator[Hit]:
    """Find counts whose share is not the one stated: 02/13 is 15.4 %, not 25 %.

    What is right is told in `knowledge/shares.py`; ranges are left alone.
    """
    targets = evidence.collection.targets
    stated, value, whole = (targets[name].to_numpy() for name in ("share_pct", "value", "denominator"))
    with np.errstate(divide="ignore", invalid="ignore"):
        exact = 100 * value / whole
    wrong = (
        disagree(value, whole, stated, targets["comparator"].astype(object)) & targets["value_max"].isna().to_numpy()
    )
    for at in np.flatnonzero(wrong).tolist():
        yield Hit(
            int(value_at(targets, "doc", at)),
            (Cell("targets", int(at)),),
            {"value": value[at], "whole": whole[at], "stated": stated[at], "exact": round(float(exact[at]), 1)},
            _severity(evidence, at),
        )


def find_counts_over_whole(evidence: Evidence) -> Iterator[Hit]:
    """Find counts greater than what they are counted of (14/13 xã)."""
    targets = evidence.collection.targets
    whole = targets["denominator"].to_numpy()
    value = targets["value_max"].fillna(targets["value"]).to_numpy()
    for at in np.flatnonzero(value > whole).tolist():
        yield Hit(
            int(value_at(targets, "doc", at)),
            (Cell("targets", int(at)),),
            {"value": value[at], "whole": whole[at]},
            _severity(evidence, at),
        )


def find_miscounted_names(evidence: Evidence) -> Iterator[Hit]:
    """Find counts that are followed by another number of names (`03 xã: A, B`).

    Fewer names than counted may be examples, which the row does not tell: a finding, but of less weight.
    """
    targets = evidence.collection.targets
    value = targets["value"].to_numpy()
    names = targets["places"].list.len().fillna(0).to_numpy(dtype="int64")
    exact = targets["value_max"].isna().to_numpy() & (targets["comparator"] == "=").to_numpy()
    exact &= _counts_places(targets["unit"])
    for at in np.flatnonzero((names > 0) & exact & np.isfinite(value) & (value != names)).tolist():
        more = names[at] > value[at]
        yield Hit(
            int(value_at(targets, "doc", at)),
            (Cell("targets", int(at)),),
            {"value": value[at], "names": int(names[at]), "places": ", ".join(value_at(targets, "places", at))},
            _severity(evidence, at) if more else "medium",
        )


def _counts_places(units: pd.Series) -> npt.NDArray[np.bool_]:
    """Whether what is counted are the units that may be named: communes, villages, districts."""
    column, lexicon = units.astype("category"), load_indicators().units
    found = [lexicon.longest(str(unit).split(",")[0].split(), 0) for unit in column.cat.categories]
    whole = ["/" not in str(unit) for unit in column.cat.categories]
    places = [
        undivided and group is not None and group[1] in PLACES for group, undivided in zip(found, whole, strict=True)
    ]
    return np.array([*places, False])[column.cat.codes.to_numpy()]


PLACES = ("commune", "village", "district")


def find_targets_below_achieved(evidence: Evidence) -> Iterator[Hit]:
    """Find targets for the end of the programme that lie below what the plan says is reached already.

    Compared are levels of the same indicator: shares with shares, counts with counts of the same unit. A count that
    names its places, or is due before the programme ends, may be of what comes on top, and is left alone.
    """
    targets = evidence.collection.targets
    reached = evidence.collection.achievements
    reached = reached[(reached["change"] == "level") & (reached["places"].list.len().fillna(0) == 0).to_numpy()]
    final = evidence.due.last >= evidence.period.at(targets["doc"]).last
    whole = targets["denominator"].notna().to_numpy()
    total = (targets["change"] == "level").to_numpy() & ~targets["breakdown"].to_numpy() & (final | whole)
    total &= (targets["places"].list.len().fillna(0) == 0).to_numpy() & targets["qualifier"].isna().to_numpy()
    wanted = targets[total]
    pairs = (
        wanted[["doc", "indicator", "value", "share_pct", "unit"]]
        .astype({"indicator": object, "unit": object})
        .reset_index(names="target")
        .merge(
            reached[["doc", "indicator", "value", "share_pct", "unit"]]
            .astype({"indicator": object, "unit": object})
            .reset_index(names="reached"),
            on=["doc", "indicator"],
            suffixes=("", "_reached"),
        )
    )
    pairs = pairs[pairs["indicator"] != "other"]
    sign = np.where(pairs["indicator"].isin(FEWER_IS_BETTER), -1, 1)
    same_unit = (pairs["unit"] == pairs["unit_reached"]).to_numpy()
    by_share = pairs["share_pct"].notna().to_numpy() & pairs["share_pct_reached"].notna().to_numpy()
    short_share = sign * (pairs["share_pct"] - pairs["share_pct_reached"]).to_numpy() < -1e-9
    short_count = sign * (pairs["value"] - pairs["value_reached"]).to_numpy() < 0
    for pair in pairs[np.where(by_share, short_share, same_unit & short_count)].itertuples():
        share = pd.notna(pair.share_pct) and pd.notna(pair.share_pct_reached)
        yield Hit(
            int(pair.doc),
            (Cell("targets", int(pair.target)), Cell("achievements", int(pair.reached))),
            {
                "indicator": pair.indicator,
                "value": pair.share_pct if share else pair.value,
                "reached": pair.share_pct_reached if share else pair.value_reached,
                "unit": "%" if share else pair.unit,
            },
        )


STATED = ("value", "value_max", "share_pct", "denominator")
SUBJECT = ("doc", "indicator", "due", "unit", "change", "qualifier", "comparator")


def find_targets_stated_twice(evidence: Evidence) -> Iterator[Hit]:
    """Find the same target with different figures in two sections of a plan.

    The same target is one of the same indicator, due time, unit, change and qualifier, for the plan's whole area:
    no places named, no breakdown. Figures that differ by what is reached already are a total and what is to come.
    Two in one section are taken for two things (two groups of communes), and `other` indicators are not compared,
    as they may be anything. A share here and a count there do not contradict.
    """
    targets = evidence.collection.targets
    whole = ~targets["breakdown"].to_numpy() & (targets["places"].list.len().fillna(0) == 0).to_numpy()
    whole &= (targets["indicator"] != "other").to_numpy() & targets["due"].notna().to_numpy()
    rows = targets[whole]
    keys = [rows[name].astype("category").cat.codes.to_numpy() for name in SUBJECT]
    group = rows.groupby(keys, sort=False)
    ids = group.ngroup().to_numpy()
    differs = np.zeros(len(rows), dtype=bool)
    for name in STATED:
        figures = rows[name].groupby(ids)
        differs |= (figures.transform("min") != figures.transform("max")).to_numpy() & rows[name].notna().to_numpy()
    sections = rows["section"].astype("category").cat.codes.groupby(ids)
    differs &= (sections.transform("min") != sections.transform("max")).to_numpy()
    for _, same in rows[differs].groupby(ids[differs], sort=False):
        first, other = _contradicting(same)
        if other is None or _adds_to_reached(evidence, same.loc[[first, other]]):
            continue
        appendix = any(str(same.at[at, "section"]).startswith("Phụ lục") for at in (first, other))
        name = next(n for n in STATED if _differ(*same.loc[[first, other], n]))
        yield Hit(
            int(value_at(same, "doc", 0)),
            (Cell("targets", first), Cell("targets", other)),
            {
                "indicator": same.at[first, "indicator"],
                "value": same.at[first, name],
                "other": same.at[other, name],
                "unit": "%" if name == "share_pct" else same.at[first, "unit"],
                "section": same.at[first, "section"],
                "other_section": same.at[other, "section"],
            },
            "medium" if appendix else _severity(evidence, first, other),
        )


def _adds_to_reached(evidence: Evidence, two: pd.DataFrame) -> bool:
    """Whether two figures differ by what is reached: 18 villages in all, 9 of them already there, 9 to come."""
    reached = evidence.collection.achievements
    first = two.iloc[0]
    own = reached[(reached["doc"] == first["doc"]).to_numpy() & (reached["indicator"] == first["indicator"]).to_numpy()]
    return bool((own["value"] == two["value"].max() - two["value"].min()).any())


def _contradicting(same: pd.DataFrame) -> tuple[int, int | None]:
    """Give the first row and the first one of another section that contradicts it."""
    first, *others = (int(at) for at in same.index)
    figures = same[list(STATED)].to_numpy(dtype="float64")
    for place, other in enumerate(others, start=1):
        apart = str(same.at[other, "section"]) != str(same.at[first, "section"])
        if apart and any(map(_differ, figures[0], figures[place])):
            return first, other
    return first, None


def _differ(one: float, other: float) -> bool:
    return bool(pd.notna(one) and pd.notna(other) and one != other)


def _severity(evidence: Evidence, *positions: int) -> Severity:
    """High where all targets are read surely, else medium."""
    return "high" if all(evidence.sure["targets"][at] for at in positions) else "medium"
