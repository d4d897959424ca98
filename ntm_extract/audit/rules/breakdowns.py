"""Details against their total (các phần và tổng)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from ntm_extract.audit.evidence import Evidence
from ntm_extract.audit.findings import Cell, Hit

SHOWN = 8
"""Rows of one finding that are shown at most."""


def find_disagreeing_breakdowns(evidence: Evidence) -> Iterator[Hit]:
    """Find totals whose details add up to another number.

    The details of a total are the breakdown rows of its indicator and unit up to the next total; those of the
    appendices belong to totals of the appendices. Left alone are details that say something else (an increase beside a
    level, `tăng 02 xã so với …`, a yearly pace), those that only name some of the total (`trong đó`), cumulative
    ladders (2023: 4, 2024: 8, 2025: 11 of 11), and indicators of no list.
    """
    rows = _in_families(evidence)
    totals = rows[rows["total"] & rows["exact"] & (rows["indicator"] != "other")].set_index("family")
    details = rows[~rows["total"] & rows["exact"] & rows["baseline"].isna()]
    details = details[details["unit"].to_numpy() == totals["unit"].reindex(details["family"]).to_numpy()]
    level = (totals["change"] == "level").reindex(details["family"], fill_value=False).to_numpy()
    details = details[~(level & (details["change"] == "increase").to_numpy())]
    sums = _add_up(details).join(totals, how="inner")
    at_least = sums["comparator"].isin([">=", ">"])
    over = (sums["sum"] > sums["value"]) & ~at_least
    # the details claim to be all when each has its own year, the last one that of the total
    whole = (sums["count"] >= 2) & (sums["years"] == sums["count"])
    under = (sums["sum"] < sums["value"]) & whole & (sums["due"].isna() | (sums["latest"] == sums["due"]))
    # a ladder says how far one is each year, up to the total
    rising = (sums["count"] >= 2) & (sums["dated"] == sums["count"]) & ~sums["falls"] & (sums["final"] <= sums["value"])
    ladder = rising & ((sums["final"] == sums["value"]) | (sums["latest"] < sums["due"]))
    wrong = sums[(over | under) & ~ladder]
    parts = details[details["family"].isin(wrong.index)].groupby("family")["at"].agg(list)
    for family, total in zip(wrong.index.tolist(), wrong.to_dict("records"), strict=True):
        cells = tuple(Cell("targets", int(at)) for at in (total["at"], *parts[family][:SHOWN]))
        sure = all(evidence.sure["targets"][cell.position] for cell in cells)
        yield Hit(
            int(total["doc"]),
            cells,
            {"indicator": total["indicator"], "value": float(total["value"]), "sum": float(total["sum"])}
            | {"parts": int(total["count"]), "unit": total["unit"]},
            "high" if total["sum"] > total["value"] and sure else "medium",
        )


def _in_families(evidence: Evidence) -> pd.DataFrame:
    """Bring the rows of one indicator of one plan together, in reading order, and number each total's family.

    Returns:
        Per row `at` (its position in the targets), `doc`, `indicator`, `family`, `total`, `exact` (one number, not a
        range or a pace), `value`, `unit`, `change`, `baseline`, `comparator`, and `due` as its last day.
    """
    targets = evidence.collection.targets
    sections = targets["section"].astype("category")
    appended = np.array([*(str(name).startswith("Phụ lục") for name in sections.cat.categories), False])
    kind = 2 * targets["indicator"].astype("category").cat.codes.to_numpy() + appended[sections.cat.codes.to_numpy()]
    doc = targets["doc"].to_numpy()
    order = np.lexsort((np.arange(len(targets)), kind, doc))
    total = ~targets["breakdown"].to_numpy()[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (np.diff(doc[order]) != 0) | (np.diff(kind[order]) != 0)
    names = ["indicator", "value", "unit", "change", "baseline", "comparator"]
    words = dict.fromkeys(("indicator", "unit", "change", "comparator"), object)
    rows = targets[names].iloc[order].astype(words)
    yearly = _is_yearly(targets["unit"])[order]
    exact = rows["value"].notna().to_numpy() & targets["value_max"].isna().to_numpy()[order] & ~yearly
    return rows.assign(
        at=order,
        doc=doc[order],
        family=np.cumsum(total | first),
        total=total,
        exact=exact,
        due=evidence.due.last[order],
    )


def _is_yearly(units: pd.Series) -> npt.NDArray[np.bool_]:
    """Whether a unit is one a year (`xã/năm`), for each distinct unit once."""
    column = units.astype("category")
    yearly = [str(unit).endswith("/năm") for unit in column.cat.categories]
    return np.array([*yearly, False])[column.cat.codes.to_numpy()]


def _add_up(details: pd.DataFrame) -> pd.DataFrame:
    """Sum up the details of each family, in the order of their years.

    Returns:
        By family: `sum`, `count`, `dated` (how many have a year), `years` (how many different ones), `latest`, `final`
        (the value of the latest), `falls` (whether a value is less than that of the year before).
    """
    steps = details[["family", "value", "due"]].sort_values(["family", "due"], kind="stable")
    fall = (steps["value"].diff() < 0).to_numpy() & (steps["family"].diff() == 0).to_numpy()
    families = steps.assign(fall=fall).groupby("family", sort=True)
    return families.agg(
        sum=("value", "sum"),
        count=("value", "size"),
        dated=("due", "count"),
        years=("due", "nunique"),
        latest=("due", "max"),
        final=("value", "last"),
        falls=("fall", "any"),
    )
