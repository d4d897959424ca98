"""Targets side by side: what was asked, and what the comparison of a collection holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd

from ntm_extract.compare.derivation import derive
from ntm_extract.compare.means import means_by_group
from ntm_extract.compare.measures import rows_of_targets
from ntm_extract.compare.national import Programme, programme_for, silence_of
from ntm_extract.compare.units import places_of
from ntm_extract.edtf import days_of
from ntm_extract.plan import Indicator
from ntm_extract.store.collection import Collection

By = Literal["province", "district", "period"]
GROUPINGS: tuple[By, ...] = get_args(By)
INDICATORS: tuple[str, ...] = tuple(code for code in get_args(Indicator) if code != "other")
"""What can be compared: `other` is of many kinds."""


@dataclass(frozen=True)
class Query:
    """What is asked of a collection.

    Attributes:
        indicators: codes of `INDICATORS`; () for all.
        due: only targets due in this year; None for all.
        by: what plans are grouped by: today's province, the district of before July 2025, or the plan's period.
    """

    indicators: tuple[str, ...] = ()
    due: int | None = None
    by: By = "province"


@dataclass(frozen=True)
class Comparison:
    """Targets side by side.

    Attributes:
        query: what was asked.
        plans: one row a document, as in `Collection.documents`: level, `Place`'s fields, period, `first_year`,
            `last_year`, `issued_year` (0 if unknown), and `group`.
        rows: one row a target and derived target: the columns of `measures` and `derivation`.
        means: see `means_by_group`.
        programme: the national programme of the year, or None.
        silence: see `silence_of`; empty where there is no programme.
        of_other_years: how many targets were passed over as they are due in another year.
    """

    query: Query
    plans: pd.DataFrame
    rows: pd.DataFrame
    means: pd.DataFrame
    programme: Programme | None
    silence: pd.DataFrame
    of_other_years: int

    @property
    def comparable(self) -> pd.DataFrame:
        """The rows that can be compared, derived ones among them."""
        return self.rows[self.rows["reason"] == ""]

    @property
    def left_out(self) -> pd.DataFrame:
        """The rows that cannot, each with its reason."""
        return self.rows[self.rows["reason"] != ""]

    @property
    def stated_comparable(self) -> int:
        """How many targets that plans state can be compared; what was derived of them is not counted."""
        return int((self.comparable["derived"] == "").sum())

    @property
    def stated_left_out(self) -> int:
        """How many targets that plans state cannot be compared."""
        return int((self.left_out["derived"] == "").sum())


def compare(collection: Collection, query: Query) -> Comparison:
    """Put the targets of a collection side by side.

    Args:
        collection: as given by `open_collection`.
        query: which indicators, which year, and how plans are grouped.

    Returns:
        The comparison; rows of indicators that were not asked for are not in it.

    Raises:
        ValueError: an indicator is unknown.

    Example:
        `compare(collection, Query(due=2025)).comparable` has 15.4 % for “02/13 xã đạt chuẩn nông thôn mới”.
    """
    if unknown := set(query.indicators) - set(INDICATORS):
        raise ValueError(f"unknown indicators: {', '.join(sorted(unknown))}")
    plans = _plans_of(collection, query.by)
    rows, other_years = rows_of_targets(collection, plans, query.indicators, query.due)
    rows = derive(rows, plans, collection.achievements)
    programme = programme_for(query.due, plans)
    silence = silence_of(plans, collection.targets, programme) if programme else pd.DataFrame()
    return Comparison(query, plans, rows, means_by_group(rows, plans), programme, silence, other_years)


def _plans_of(collection: Collection, by: By) -> pd.DataFrame:
    documents = collection.documents
    plans = places_of(documents)
    plans.insert(0, "level", documents["level"].astype("category"))
    plans["period"] = documents["period"].astype("category")
    first, last = _years(documents["period"])
    plans["first_year"], plans["last_year"] = first, last
    plans["issued_year"] = _years(documents["issued_on"])[0]
    if by == "district":
        plans["group"] = _joined(plans["district"], plans["province_then"])
    else:
        plans["group"] = plans["province_now" if by == "province" else "period"]
    return plans


def _years(times: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Give the first and last year of EDTF times, 0 where unknown."""
    known = {text: days_of(text) for text in times.dropna().unique()}
    first = times.map({text: days.first.year for text, days in known.items() if days})
    last = times.map({text: days.last.year for text, days in known.items() if days})
    return first.fillna(0).to_numpy("int16"), last.fillna(0).to_numpy("int16")


def _joined(district: pd.Series, province: pd.Series) -> pd.Series:
    """Name districts with their province, as several bear one name: `Châu Thành (Tiền Giang)`."""
    pairs = pd.DataFrame({"district": district, "province": province})
    number = pairs.groupby(["district", "province"], dropna=False, observed=True, sort=False).ngroup()
    heads = pairs.loc[~number.duplicated()].astype(object)
    names = [None if pd.isna(d) else d if pd.isna(p) else f"{d} ({p})" for d, p in heads.itertuples(index=False)]
    return pd.Series(np.array(names, dtype=object)[number.to_numpy()], index=district.index).astype("category")
