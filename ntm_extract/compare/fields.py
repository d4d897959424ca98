"""The tables that a comparison gives to other programs: their columns, and their rows portion by portion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ntm_extract.compare.comparison import Comparison
from ntm_extract.compare.wording import Speaker
from ntm_extract.store.collection import Collection

PORTION = 50_000
"""Rows whose quotes are in memory at once."""
PLACE = ("level", "unit_then", "province_then", "province_now", "district", "former_districts", "period")
MEASURED = (
    *("indicator", "indicator_name", "measure", "measure_name", "due", "due_assumed", "value", "low", "high"),
    *("comparator", "count", "denominator", "share_computed", "share_stated", "disagree", "unit", "qualifier"),
    *("baseline", "derived", "times", "confidence"),
)
ORIGIN = ("section", "page", "quote", "row_id", "achievement_row_id")
COMPARABLE = ("doc_id", "source", "group", *PLACE, *MEASURED, *ORIGIN)
LEFT_OUT = ("doc_id", "source", "reason", "reason_text", *COMPARABLE[2:])
RANKING = (
    *("group", "level", "indicator", "indicator_name", "measure", "measure_name", "due", "qualifier", "baseline"),
    *("plans", "mean", "min", "median", "max"),
)
PLANS = ("doc_id", "source", "number", "group", *PLACE, "note")
SILENCE = ("doc_id", "source", "group", *PLACE)
"""These come first; then one column for each national indicator."""


@dataclass(frozen=True)
class Table:
    """One table of a comparison.

    Attributes:
        name: comparable, left_out, ranking, silence or plans.
        columns: their names, the same in every language.
        portions: the rows, unknown values as None or NaN.
    """

    name: str
    columns: tuple[str, ...]
    portions: Iterator[pd.DataFrame]


def tables_of(comparison: Comparison, collection: Collection, speaker: Speaker) -> list[Table]:
    """Give the tables of a comparison, the comparable rows first."""
    indicators = tuple(comparison.silence.columns)
    return [
        Table("comparable", COMPARABLE, _rows(comparison, comparison.comparable, collection, speaker, COMPARABLE)),
        Table("left_out", LEFT_OUT, _rows(comparison, comparison.left_out, collection, speaker, LEFT_OUT)),
        Table("silence", (*SILENCE, *indicators), iter([_silence(comparison, collection)])),
        Table("ranking", RANKING, iter([_ranking(comparison, speaker)])),
        Table("plans", PLANS, iter([_plans(comparison, collection)[list(PLANS)]])),
    ]


def _rows(
    comparison: Comparison, rows: pd.DataFrame, collection: Collection, speaker: Speaker, columns: tuple[str, ...]
) -> Iterator[pd.DataFrame]:
    plans = _plans(comparison, collection)
    for start in range(0, len(rows), PORTION):
        portion = rows.iloc[start : start + PORTION].drop(columns="section")
        details = collection.details("targets", portion["target"].to_numpy())
        whole = pd.concat(
            [
                _named(portion, speaker),
                plans.iloc[portion["doc"].to_numpy()].set_index(portion.index),
                details[["section", "page", "quote", "row_id"]].set_index(portion.index),
            ],
            axis=1,
        )
        whole["derived"] = portion["derived"].astype(object).where(portion["derived"] != "", None)
        whole["achievement_row_id"] = _achieved(portion["achievement"], collection)
        whole["reason_text"] = portion["reason"].astype(object).map(speaker.words["reason"])
        yield whole[list(columns)]


def _achieved(positions: pd.Series, collection: Collection) -> pd.Series:
    """Name the achievements that derived levels start from."""
    known = positions[positions >= 0]
    found = pd.Series(None, index=positions.index, dtype=object)
    if len(known):
        found.loc[known.index] = collection.details("achievements", known.to_numpy())["row_id"].to_numpy()
    return found


def _named(rows: pd.DataFrame, speaker: Speaker) -> pd.DataFrame:
    """Add the names of indicator and measure; a year that is not known is none."""
    return rows.assign(
        indicator_name=rows["indicator"].astype(object).map(dict(speaker.indicators)),
        measure_name=rows["measure"].astype(object).map(speaker.words["measure"]),
        due=rows["due"].astype("Int16").where(rows["due"] > 0),
    )


def _plans(comparison: Comparison, collection: Collection) -> pd.DataFrame:
    head = collection.documents[["doc_id", "source", "number"]]
    return pd.concat([head, comparison.plans[[*PLACE, "group", "note"]]], axis=1)


def _ranking(comparison: Comparison, speaker: Speaker) -> pd.DataFrame:
    return _named(comparison.means, speaker)[list(RANKING)]


def _silence(comparison: Comparison, collection: Collection) -> pd.DataFrame:
    plans = _plans(comparison, collection)[list(SILENCE)]
    return plans.join(comparison.silence, how="inner") if len(comparison.silence) else plans.iloc[:0]


def plain(portion: pd.DataFrame) -> pd.DataFrame:
    """Give a portion with cells a file can hold: text, numbers, flags, and None for what is unknown."""
    cells = portion.astype(object)
    return cells.where(portion.notna().to_numpy(), None)


def is_text(portion: pd.DataFrame) -> list[str]:
    """Name the columns that hold text."""
    return [name for name in portion.columns if not _is_number(portion[name])]


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) or np.issubdtype(getattr(column.dtype, "type", object), np.bool_)
