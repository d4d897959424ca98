"""Each target row as one comparable measure, or the reason why it is none.

A row of `rows_of_targets` is a row of the table `targets`; its columns are those of `COLUMNS`. All of it is done by
column, over all rows of a collection at once.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ntm_extract.edtf import days_of
from ntm_extract.knowledge.indicators import load_indicators
from ntm_extract.knowledge.shares import disagree
from ntm_extract.store.collection import Collection

MEASURES = ("share", "count", "self", "increase", "increase_share", "pace", "average", "floor", "income", "ratio")
"""What the value of a row says.

share: percent of the units at the due year; count: their number; self: the plan's own unit is to be one (1);
increase: so many more over the programme; increase_share: the same in percent; pace: so many more each year;
average: criteria per commune; floor: no commune is left below so many criteria; income: million dong per person and
year; ratio: so many times the base year.
"""
REASONS = (
    *("", "breakdown", "other", "no-number", "damaged", "other-unit", "impossible", "no-threshold"),
    *("no-due", "repeated", "no-denominator", "named"),
)
"""Why a row is not compared; `` where it is. Of several the first that holds is told."""
SHOWN_ANYWAY = ("", "no-denominator", "named")
"""Rows that say what a plan wants, though the last two cannot be held against other plans."""

NORMS = ("share", "count", "average", "pace", "floor", "income")
"""The measures in which plans are compared; see data/measures.toml."""
LEVEL = "level"
WHOLE = 100 + 1e-9
"""Percent a share may have; 100 * (11 / 11) need not be 100 to the last bit."""
_MEASURE = {name: code for code, name in enumerate(MEASURES)}
_NORM = {name: code for code, name in enumerate(NORMS)}


@dataclass(frozen=True)
class Norm:
    """How the rows of an indicator are made comparable; see data/measures.toml."""

    units: tuple[str, ...]
    norm: str
    own: str | None = None
    total: str | None = None


@dataclass(frozen=True)
class MeasureRules:
    """The rules of data/measures.toml."""

    norms: dict[str, Norm]
    money: dict[str, float]
    times_a_year: dict[str, int]
    damaged: tuple[str, ...]
    floor: re.Pattern[str]


@cache
def load_rules() -> MeasureRules:
    """Load data/measures.toml."""
    path = files("ntm_extract.compare").joinpath("data/measures.toml")
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    norms = {code: Norm(**{**norm, "units": tuple(norm["units"])}) for code, norm in raw["indicators"].items()}
    damaged, floor = tuple(raw["damaged"]["doubts"]), re.compile(raw["floor"]["pattern"])
    return MeasureRules(norms, raw["money"], raw["times_a_year"], damaged, floor)


@dataclass(frozen=True)
class UnitWord:
    """A unit of the table (`xã/năm`, `triệu đồng/người/tháng`) taken apart.

    Attributes:
        group: what is counted, a group of the lexicon; None if unknown.
        yearly: how often a year has it: 1 for `/năm`, 12 for `/tháng`, 0 when it is no pace.
        scale: million dong in one, for money.
    """

    group: str | None
    yearly: int
    scale: float


def read_unit(unit: str) -> UnitWord:
    """Take a unit apart.

    Example:
        `read_unit("tiêu chí/xã/năm")` has the group `criterion` and is yearly.
    """
    first, *others = [part.strip() for part in unit.split("/")]
    counted = first.split(",")[0].strip().lower()
    words = counted.split()
    found = load_indicators().units.longest(words, 0)
    group = found[1] if found and found[0] == len(words) else None
    rules = load_rules()
    yearly = rules.times_a_year.get(others[-1].lower(), 0) if others else 0
    return UnitWord(group, yearly, rules.money.get(counted, 1.0))


def rows_of_targets(
    collection: Collection, plans: pd.DataFrame, indicators: Sequence[str], due: int | None
) -> tuple[pd.DataFrame, int]:
    """Make every target of a collection comparable, or say why it is not.

    Args:
        collection: the tables.
        plans: one row a document, with `level`, `first_year` and `last_year` of its period (0 if unknown).
        indicators: only their targets; () for all.
        due: only targets that are due in this year, those without a year counting by the end of the plan's period.

    Returns:
        The rows, one for each target of that year, indexed by their position in `Collection.targets`, and how many
        targets of other years were passed over.
    """
    targets = collection.targets
    own = by_category(targets["due"], _last_year, 0, "int16")
    assumed = plans["last_year"].to_numpy()[targets["doc"].to_numpy()]
    years = np.where(own > 0, own, assumed).astype("int16")
    asked = by_category(targets["indicator"], lambda code: not indicators or code in indicators, False, bool)
    in_time = np.ones(len(targets), bool) if due is None else (years == due) | (years == 0)
    kept = asked & in_time
    frame = targets[kept]
    rows = _measured(frame, plans["level"].to_numpy()[frame["doc"].to_numpy()])
    rows.insert(2, "due", years[kept])
    rows.insert(3, "due_from", by_category(frame["due"], _span_from, 0, "int16"))
    rows.insert(4, "due_assumed", (own == 0)[kept] & (years > 0)[kept])
    reason = rows["reason"].to_numpy()
    reason = np.where((reason == 0) & _damaged(collection)[kept], REASONS.index("damaged"), reason)
    if due is not None:
        reason = np.where((rows["due"] == 0) & np.isin(reason, _codes(SHOWN_ANYWAY)), REASONS.index("no-due"), reason)
    rows["reason"] = reason.astype("int8")
    rows = _once(rows)
    rows["reason"] = coded(rows["reason"], REASONS)
    return rows, int((asked & ~in_time).sum())


def _measured(frame: pd.DataFrame, plan_level: np.ndarray) -> pd.DataFrame:
    norms = load_rules().norms
    norm = by_category(frame["indicator"], lambda code: _NORM[norms[code].norm] if code in norms else -1, -1, "int8")
    own = by_category(frame["indicator"], lambda code: norms[code].own if code in norms else None, None, object)
    group = by_category(frame["unit"], lambda unit: read_unit(unit).group or "?", "", object)
    yearly = by_category(frame["unit"], lambda unit: read_unit(unit).yearly, 0, "int8")
    scale = by_category(frame["unit"], lambda unit: read_unit(unit).scale, 1.0, "float64")
    threshold = by_category(frame["qualifier"], _threshold, np.nan, "float64")
    is_level = (frame["change"] == LEVEL).to_numpy()
    is_money, is_times = group == "money", group == "times"
    value, maximum, denominator, stated = (
        frame[name].to_numpy("float64") for name in ("value", "value_max", "denominator", "share_pct")
    )
    low, high = value, np.where(np.isnan(maximum), value, maximum)
    total = np.where(denominator > 0, denominator, np.nan)
    computed = 100 * (low + high) / 2 / total
    has, says_share = ~np.isnan(value), ~np.isnan(computed) | ~np.isnan(stated)
    pace = has & (yearly == 1)
    share, count, average, gain, floor, income = (norm == code for code in range(len(NORMS)))
    of_units = share | count
    cases: list[tuple[np.ndarray, str]] = [
        (floor & (value == 0) & ~np.isnan(threshold), "floor"),
        (income & is_money & has & is_level, "income"),
        (income & is_times & has, "ratio"),
        ((of_units | average | gain) & pace, "pace"),
        (average & has & is_level, "average"),
        ((of_units | (floor & (value != 0))) & says_share & is_level, "share"),
        ((of_units | income) & ~has & ~np.isnan(stated) & ~is_level, "increase_share"),
        (gain & has, "increase"),
        ((of_units | average | (income & is_money)) & has & ~is_level, "increase"),
        (of_units & has & (value == 1) & (own == plan_level), "self"),
        ((of_units | floor) & has, "count"),
    ]
    measure = np.select([case for case, _ in cases], [np.int8(_MEASURE[name]) for _, name in cases], np.int8(-1))
    is_share, is_floor = measure == _MEASURE["share"], measure == _MEASURE["floor"]
    by_count = is_share & ~np.isnan(computed)
    as_stated = (is_share & ~by_count) | (measure == _MEASURE["increase_share"])
    factor = np.where(income & is_money, scale * np.maximum(yearly, 1), 1.0)
    low, high = (
        np.select([is_floor, as_stated, by_count], [threshold, stated, 100 * end / total], end * factor)
        for end in (low, high)
    )
    return pd.DataFrame(
        {
            "doc": frame["doc"],
            "indicator": frame["indicator"],
            "measure": coded(measure, MEASURES),
            "value": (low + high) / 2,
            "low": low,
            "high": high,
            "comparator": frame["comparator"],
            "count": np.where(is_times | is_money, np.nan, value),
            "denominator": denominator,
            "share_computed": computed,
            "share_stated": stated,
            "disagree": is_share
            & disagree(np.where(np.isnan(maximum), value, np.nan), total, stated, frame["comparator"].astype(object)),
            "unit": frame["unit"],
            "qualifier": frame["qualifier"],
            "baseline": frame["baseline"],
            "section": frame["section"],
            "confidence": frame["confidence"],
            "reason": _reasons(frame, norm, group, measure, high),
        },
        index=frame.index,
    )


def _reasons(
    frame: pd.DataFrame, norm: np.ndarray, group: np.ndarray, measure: np.ndarray, high: np.ndarray
) -> np.ndarray:
    rules = load_rules()
    fits = np.zeros(len(frame), bool)
    codes = frame["indicator"].cat.codes.to_numpy()
    for place, code in enumerate(frame["indicator"].cat.categories):
        rows = np.flatnonzero(codes == place)
        fits[rows] = np.isin(group[rows], ("", *(rules.norms[code].units if code in rules.norms else ())))
    value = frame["value"].to_numpy("float64")
    floor = norm == _NORM["floor"]
    lacks_total = (measure == _MEASURE["count"]) & ((norm == _NORM["share"]) | floor)
    conditions = {
        "breakdown": frame["breakdown"].to_numpy(bool),
        "other": norm == -1,
        "no-number": np.isnan(value) & frame["share_pct"].isna().to_numpy(),
        "no-threshold": floor & (measure == _MEASURE["count"]) & (value == 0),
        "other-unit": ~fits | (measure == -1),
        "impossible": (measure == _MEASURE["share"]) & (high > WHOLE),
        "named": lacks_total & _named(frame),
        "no-denominator": lacks_total,
    }
    return np.select(list(conditions.values()), [np.int8(REASONS.index(name)) for name in conditions], np.int8(0))


def _once(rows: pd.DataFrame) -> pd.DataFrame:
    """Count a target once that a plan states several times: the statement with the total, with the year, the first."""
    counted = np.isin(rows["reason"], _codes(SHOWN_ANYWAY))
    number = np.where(rows["count"].isna(), rows["low"], rows["count"])
    key = pd.DataFrame(
        {
            "doc": rows["doc"],
            "indicator": rows["indicator"].cat.codes,
            "due": rows["due"],
            "number": number,
            "high": np.where(rows["count"].isna() | (rows["low"] == rows["high"]), number, rows["high"]),
            "by_share": rows["count"].isna(),
            "more": np.isin(rows["measure"], ("increase", "increase_share", "pace")),
            "ratio": (rows["measure"] == "ratio").to_numpy(),
            "qualifier": rows["qualifier"].cat.codes,
        }
    )[counted]
    best = (2 * rows["share_computed"].notna() + ~rows["due_assumed"])[counted]
    key = key.loc[best.sort_values(ascending=False, kind="stable").index]
    same = key.groupby(list(key.columns), sort=False).ngroup()
    total = rows["denominator"].loc[same.index]
    total = total.fillna(total.groupby(same).transform("first"))  # 13 xã beside 13/13 xã; not 5/13 beside 5/14
    group = pd.DataFrame({"same": same, "total": total}).groupby(["same", "total"], sort=False, dropna=False).ngroup()
    times = pd.Series(1, rows.index, dtype="int16")
    times.loc[group.index] = group.map(group.value_counts()).astype("int16")
    rows["times"] = times
    rows.loc[group.index[group.duplicated()], "reason"] = REASONS.index("repeated")
    return rows


def _damaged(collection: Collection) -> np.ndarray:
    """Which targets have a number that is in doubt, by the words of their doubts."""
    doubts = collection.column("targets", "doubts")
    encoded = pc.list_flatten(doubts).dictionary_encode()
    bad = [any(part in word for part in load_rules().damaged) for word in encoded.dictionary.to_pylist()]
    damaged = np.zeros(len(collection.targets), bool)
    if any(bad):
        rows = pc.list_parent_indices(doubts).to_numpy()
        damaged[rows[np.asarray(bad)[encoded.indices.to_numpy()]]] = True
    return damaged


def _named(frame: pd.DataFrame) -> np.ndarray:
    """Whether a count is that of the units named."""
    names = pc.list_value_length(pa.array(frame["places"])).fill_null(0).to_numpy(zero_copy_only=False)
    return np.asarray((names > 0) & (names == frame["value"].to_numpy()))


def by_category(column: pd.Series, give: Callable[[str], Any], missing: Any, dtype: Any) -> np.ndarray:
    """Give `give(value)` for each row, called once for each value of a categorical column."""
    found = np.empty(len(column.cat.categories) + 1, dtype=dtype)
    for place, category in enumerate(column.cat.categories):
        found[place] = give(category)
    found[-1] = missing
    return found[column.cat.codes.to_numpy()]


def coded(codes: np.ndarray | pd.Series, words: Sequence[str]) -> Any:
    """Give a categorical column by the places of its values in a list of words; -1 is none."""
    return pd.Categorical.from_codes(np.asarray(codes, dtype=np.int8), pd.Index(words))


def _last_year(edtf: str) -> int:
    days = days_of(edtf)
    return days.last.year if days else 0


def _span_from(edtf: str) -> int:
    """Give the first year of a span (2023/2025); 0 for the time by which something is due."""
    days = days_of(edtf) if "/" in edtf else None
    return days.first.year if days else 0


def _threshold(qualifier: str) -> float:
    match = load_rules().floor.search(qualifier)
    return float(match[1]) if match else np.nan


def _codes(reasons: tuple[str, ...]) -> list[int]:
    return [REASONS.index(reason) for reason in reasons]
