"""Means of comparable targets by group: each plan counts once, and what is not of one kind is kept apart."""

from __future__ import annotations

import numpy as np
import pandas as pd

KIND = ("level", "indicator", "measure", "due", "qualifier", "baseline")
"""What rows must have in common for a mean of them to say something; `level` is that of the plans."""
FIGURES = ("plans", "mean", "min", "median", "max")


def means_by_group(rows: pd.DataFrame, plans: pd.DataFrame) -> pd.DataFrame:
    """Give number, mean and spread of comparable targets, for each group and kind.

    Args:
        rows: of a comparison; only those that are comparable and stated, not derived, are counted.
        plans: one row a document, with `level` and `group`.

    Returns:
        Columns `group`, `KIND` and `FIGURES`; those of the largest groups first within a kind. A plan with several
        targets of one kind counts with their mean. `baseline` is told for ratios only.
    """
    counted = rows[(rows["reason"] == "") & (rows["derived"] == "")]
    doc = counted["doc"].to_numpy()
    frame = pd.DataFrame(
        {
            "group": plans["group"].to_numpy()[doc],
            "level": plans["level"].to_numpy()[doc],
            **{name: counted[name].to_numpy() for name in ("indicator", "measure", "due")},
            "qualifier": counted["qualifier"].where(counted["measure"] != "floor").to_numpy(),  # there it is the value
            "baseline": counted["baseline"].where(counted["measure"] == "ratio").to_numpy(),
        }
    )
    keys = ["group", *KIND]
    kind = frame.groupby(keys, dropna=False, sort=False, observed=True).ngroup().to_numpy()
    value = counted["value"].to_numpy()
    each = pd.Series(value).groupby(_pair(kind, doc), sort=False).mean()
    of_kind = kind[~pd.Series(_pair(kind, doc)).duplicated().to_numpy()]
    figures = each.groupby(of_kind).agg(["count", "mean", "min", "median", "max"])
    heads = frame.loc[~pd.Series(kind).duplicated().to_numpy()].reset_index(drop=True)
    figures.columns = pd.Index(FIGURES)
    table = pd.concat([heads, figures.reset_index(drop=True)], axis=1)
    return table.sort_values(["plans"], ascending=False, kind="stable", ignore_index=True)


def _pair(kind: np.ndarray, doc: np.ndarray) -> np.ndarray:
    return np.asarray(kind.astype("int64") * (int(doc.max()) + 1 if len(doc) else 1) + doc)
