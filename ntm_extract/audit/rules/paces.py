"""Yearly pace against the increase over the programme (nhịp độ hằng năm)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from ntm_extract.audit.evidence import DayArray, Evidence, value_at
from ntm_extract.audit.findings import Cell, Hit

NO_PACE = ("criteria_gain", "ocop_products", "other")
"""Indicators whose figures are yearly by nature, or may be anything."""
ROUNDING = 0.5
"""Units a year by which a pace may be rounded."""


def find_disagreeing_paces(evidence: Evidence) -> Iterator[Hit]:
    """Find a yearly pace that does not lead to the increase it stands beside.

    The increase is that of the total due last, or its level less what is reached already. Years are those of the
    programme, or those from its begin or the plan's issue to the due year, the year of issue counted or not.
    """
    pairs = _paces_and_totals(evidence)
    if pairs.empty:
        return
    counts = _years(evidence, pairs)
    low = (pairs["value"] - ROUNDING).to_numpy()
    high = (pairs["value_max"].fillna(pairs["value"]) + ROUNDING).to_numpy()
    increase = pairs["increase"].to_numpy()
    fits = np.zeros(len(pairs), dtype=bool)
    at_least = pairs["comparator"].isin([">=", ">"]).to_numpy()
    for years in counts:
        fits |= (low * years <= increase) & ((increase <= high * years) | at_least)
    unknown = np.isnan(counts).all(axis=0)
    excused = pd.Series(fits | unknown, index=pairs.index).groupby(pairs["at"]).transform("any")
    for place in np.flatnonzero(~excused & ~pairs["at"].duplicated()).tolist():
        pair = {name: value_at(pairs, name, place) for name in pairs.columns}
        known = counts[:, place][np.isfinite(counts[:, place])]
        yield Hit(
            int(pair["doc"]),
            (Cell("targets", int(pair["at_total"])), Cell("targets", int(pair["at"]))),
            {"indicator": pair["indicator"], "pace": pair["value"], "years": int(known[0]), "unit": pair["base_unit"]}
            | {"sum": float(pair["value"] * known[0]), "increase": pair["increase"]},
        )


def _paces_and_totals(evidence: Evidence) -> pd.DataFrame:
    """Pair each pace with the totals of its indicator and unit that are due last, and give their increase."""
    targets = evidence.collection.targets
    unit = targets["unit"].astype("category")
    base = [str(name).removesuffix("/năm") for name in unit.cat.categories]
    codes = unit.cat.codes.to_numpy()
    bare = np.array([*base, ""], dtype=object)[codes]
    paced = np.array([*(name != whole for name, whole in zip(base, unit.cat.categories, strict=True)), False])[codes]
    counted = targets["value"].notna().to_numpy()
    yearly = paced & counted & ~targets["indicator"].isin(NO_PACE).to_numpy()
    total = ~paced & counted & ~targets["breakdown"].to_numpy() & targets["value_max"].isna().to_numpy()
    total &= (targets["places"].list.len().fillna(0) == 0).to_numpy()
    columns = ["doc", "indicator", "value", "value_max", "change", "comparator"]
    rows = targets[columns].astype(dict.fromkeys(("indicator", "change", "comparator"), object))
    rows = rows.assign(base_unit=bare, at=np.arange(len(targets)), due=evidence.due.last)
    rows = rows[rows["doc"].isin(rows["doc"].to_numpy()[yearly]).to_numpy() & (yearly | total)]
    is_pace = yearly[rows["at"].to_numpy()]
    keys = ["doc", "indicator", "base_unit"]
    pairs = rows[is_pace].merge(rows[~is_pace], on=keys, suffixes=("", "_total"))
    reached = _reached(evidence).reindex(pd.MultiIndex.from_frame(pairs[["doc", "indicator"]])).to_numpy()
    pairs["increase"] = pairs["value_total"] - np.where(pairs["change_total"] == "level", reached, 0)
    pairs = pairs[pairs["increase"] > 0]
    due = pairs["due_total"].fillna(NEVER)
    latest: pd.DataFrame = pairs[due == due.groupby(pairs["at"]).transform("max")].reset_index(drop=True)
    return latest


NEVER = pd.Timestamp(1900, 1, 1)
"""Stands for a due time that is not stated: any stated one is later."""


def _reached(evidence: Evidence) -> pd.Series:
    """Give what is reached already by document and indicator, where the plan says one figure."""
    reached = evidence.collection.achievements
    level = reached[(reached["change"] == "level").to_numpy() & reached["value"].notna().to_numpy()]
    figures = level.astype({"indicator": object}).groupby(["doc", "indicator"])["value"].agg(["first", "nunique"])
    return figures.loc[figures["nunique"] == 1, "first"]


def _years(evidence: Evidence, pairs: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Give the numbers of years that may be meant, one row an alternative, NaN where a time is not known."""
    doc = pairs["doc"].to_numpy()
    first, last = _year(evidence.period.first[doc]), _year(evidence.period.last[doc])
    due = _year(evidence.due.last[pairs["at_total"].to_numpy()])
    end = np.where(np.isnan(due), last, due)
    spans = [last - first + 1, end - first + 1, end - _year(evidence.issued.first[doc]) + 1]
    alternatives = np.array([*spans, *(span - 1 for span in spans)])
    alternatives[alternatives <= 0] = np.nan
    return alternatives


def _year(days: DayArray) -> npt.NDArray[np.float64]:
    years = days.astype("datetime64[Y]").astype("float64") + 1970
    years[np.isnat(days)] = np.nan
    return years
