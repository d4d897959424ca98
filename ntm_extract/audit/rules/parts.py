"""Parts against wholes: details and their total, yearly pace and increase, districts and their province."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ntm_extract.audit.evidence import Evidence, value_at
from ntm_extract.audit.findings import Cell, Hit
from ntm_extract.knowledge.gazetteer import load_gazetteer

SHOWN = 8
"""Rows of one finding that are shown at most."""


def find_disagreeing_breakdowns(evidence: Evidence) -> Iterator[Hit]:
    """Find totals whose details add up to another number.

    The details of a total are the breakdown rows of its indicator up to the next total. Left alone are details that say
    something else (`tăng 02 xã so với …`, a yearly pace), those that only name some of the total (`trong đó`), and
    cumulative ladders (2023: 4, 2024: 8, 2025: 11 of 11).
    """
    targets = evidence.collection.targets
    rows = _sorted_targets(targets)
    total = ~rows["breakdown"].to_numpy()
    changed = np.ones(len(rows), dtype=bool)
    changed[1:] = (np.diff(rows["doc"]) != 0) | (np.diff(rows["kind"]) != 0)
    family = np.cumsum(total | changed)
    unit = rows["unit"].astype(object)
    detail = ~total & rows["value"].notna().to_numpy() & rows["baseline"].isna().to_numpy()
    detail &= rows["value_max"].isna().to_numpy() & ~unit.str.endswith("/năm", na=False).to_numpy(dtype=bool)
    sums = np.bincount(family, np.where(detail, rows["value"].fillna(0), 0))
    counts = np.bincount(family, detail)
    dated = np.bincount(family, detail & rows["due"].notna().to_numpy())
    heads = np.flatnonzero(total & rows["value"].notna().to_numpy() & rows["value_max"].isna().to_numpy())
    over = sums[family[heads]] > rows["value"].to_numpy()[heads]
    under = (sums[family[heads]] < rows["value"].to_numpy()[heads]) & (counts[family[heads]] >= 2)
    heads = heads[over | (under & (dated[family[heads]] == counts[family[heads]]))]
    ends = np.searchsorted(family, family[heads], side="right")
    for head, end in zip(heads, ends, strict=True):
        parts = rows.iloc[head + 1 : end][detail[head + 1 : end]]
        parts = parts[parts["unit"].astype(object) == value_at(rows, "unit", head)]
        yield from _breakdown_hit(evidence, rows.iloc[head], parts)


def _sorted_targets(targets: pd.DataFrame) -> pd.DataFrame:
    """Bring the rows of one indicator of one plan together, in reading order; `at` is their position."""
    kind = targets["indicator"].astype("category").cat.codes
    rows = targets.assign(kind=kind, at=np.arange(len(targets)))
    return rows.sort_values(["doc", "kind"], kind="stable")


def _breakdown_hit(evidence: Evidence, head: pd.Series, parts: pd.DataFrame) -> Iterator[Hit]:
    value, total = float(head["value"]), float(parts["value"].sum())
    if parts.empty or total == value or (head["comparator"] in (">=", ">") and total > value):
        return
    if total < value and not _covers(head, parts):
        return
    if _is_ladder(evidence, head, parts):
        return
    cells = (Cell("targets", int(head["at"])), *(Cell("targets", int(at)) for at in parts["at"][:SHOWN]))
    sure = all(evidence.sure["targets"][cell.position] for cell in cells)
    yield Hit(
        int(head["doc"]),
        cells,
        {"indicator": head["indicator"], "value": value, "sum": total, "parts": len(parts), "unit": head["unit"]},
        "high" if total > value and sure else "medium",
    )


def _covers(head: pd.Series, parts: pd.DataFrame) -> bool:
    """Whether the details claim to be all: two or more, each with its own year, the last one that of the total."""
    dues = parts["due"].astype(object)
    own_years = len(parts) >= 2 and dues.notna().all() and dues.is_unique
    return bool(own_years and (pd.isna(head["due"]) or dues.max() == head["due"]))


def _is_ladder(evidence: Evidence, head: pd.Series, parts: pd.DataFrame) -> bool:
    """Whether the details say how far one is each year, up to the total."""
    if len(parts) < 2 or parts["due"].isna().any():
        return False
    steps = parts.assign(last=evidence.due.last[parts["at"]]).sort_values("last")
    values = steps["value"].to_numpy()
    rising = bool(np.all(np.diff(values) >= 0)) and values[-1] <= head["value"]
    last, due = steps["last"].iat[-1], evidence.due.last[int(head["at"])]
    return rising and (values[-1] == head["value"] or (not np.isnat(due) and last < due))


def find_disagreeing_paces(evidence: Evidence) -> Iterator[Hit]:
    """Find a yearly pace that does not lead to the increase it stands beside.

    Years are those of the programme, or those from the plan's issue to the due year; the pace may be rounded by half a
    unit a year. A level with what is reached already gives the increase too.
    """
    targets = evidence.collection.targets
    unit = targets["unit"].astype(object)
    yearly = unit.str.endswith("/năm", na=False).to_numpy(dtype=bool) & targets["value"].notna().to_numpy()
    yearly &= ~targets["indicator"].isin(["criteria_gain", "other", "ocop_products"]).to_numpy()
    if not yearly.any():
        return
    plain = targets["value"].notna().to_numpy() & ~yearly & ~targets["breakdown"].to_numpy()
    plain &= targets["value_max"].isna().to_numpy() & (targets["places"].list.len().fillna(0) == 0).to_numpy()
    reached = evidence.collection.achievements
    known = reached[(reached["change"] == "level") & reached["value"].notna()].groupby(
        ["doc", "indicator"], observed=True
    )["value"]
    base = known.first()[known.nunique() == 1]
    wholes = targets[plain].assign(base_unit=unit[plain])
    paces = targets[yearly].assign(base_unit=unit[yearly].str.removesuffix("/năm"))
    keys = ["doc", "indicator", "base_unit"]
    pairs = _plain_words(paces).merge(_plain_words(wholes), on=keys, suffixes=("", "_whole"))
    known_base = base.reindex(pd.MultiIndex.from_frame(pairs[["doc", "indicator"]])).to_numpy()
    level = (pairs["change_whole"] == "level").to_numpy()
    pairs["increase"] = pairs["value_whole"] - np.where(level, known_base, 0)
    pairs["due"] = evidence.due.last[pairs["at_whole"]]
    pairs = pairs[pairs["increase"] > 0]
    pairs = pairs[pairs["due"].fillna(NEVER) == pairs["due"].fillna(NEVER).groupby(pairs["at"]).transform("max")]
    for at, wholes_of in pairs.groupby("at", sort=True):
        found = [
            hit for whole in wholes_of.itertuples() if (hit := _pace_hit(evidence, int(str(at)), whole)) is not None
        ]
        if len(found) == len(wholes_of):  # it leads to none of the wholes that are due last
            yield found[-1]


def _pace_hit(evidence: Evidence, at: int, pair: Any) -> Hit | None:
    years = _years(evidence, int(pair.doc), int(pair.at_whole))
    high = pair.value_max if pd.notna(pair.value_max) else pair.value
    if not years or any((pair.value - 0.5) * n < pair.increase < (high + 0.5) * n for n in years):
        return None
    return Hit(
        int(pair.doc),
        (Cell("targets", int(pair.at_whole)), Cell("targets", at)),
        {"indicator": pair.indicator, "pace": pair.value, "years": years[0], "increase": pair.increase}
        | {"sum": pair.value * years[0], "unit": pair.base_unit},
    )


def _plain_words(rows: pd.DataFrame) -> pd.DataFrame:
    columns = ["doc", "indicator", "base_unit", "value", "value_max", "change"]
    words = {"indicator": object, "base_unit": object, "change": object}
    return rows[columns].astype(words).reset_index(names="at")


def _years(evidence: Evidence, doc: int, target: int) -> list[int]:
    """Give the years a pace may be meant for: those of the programme, those left from the plan's issue on."""
    first, last = evidence.period.first[doc], evidence.period.last[doc]
    due, issued = evidence.due.last[target], evidence.issued.first[doc]
    end = due if not np.isnat(due) else last
    spans = [(first, last), (first, end), (issued, end)]
    found = dict.fromkeys(_year(b) - _year(a) + 1 for a, b in spans if not (np.isnat(a) or np.isnat(b)))
    return [n for n in [*found, *(n - 1 for n in found)] if n > 0]


def _year(day: np.datetime64) -> int:
    return int(day.astype("datetime64[Y]").astype(int)) + 1970


def find_disagreeing_districts(evidence: Evidence) -> Iterator[Hit]:
    """Find targets of a province that its districts' plans do not make up.

    For each count of the province's plan the plans of its districts are added up: same indicator, change and due time,
    one figure a district. The sum is compared when all districts are in the collection; when only some are, a finding
    is made only if these alone are beyond what the province counts in all (`181 xã`).
    """
    documents, targets = evidence.collection.documents, evidence.collection.targets
    level = documents["level"].astype(object).to_numpy()[targets["doc"]]
    count = targets["value"].notna().to_numpy() & targets["value_max"].isna().to_numpy()
    count &= (
        ~targets["breakdown"].to_numpy() & targets["due"].notna().to_numpy() & targets["qualifier"].isna().to_numpy()
    )
    count &= targets["indicator"].isin(SUMMED).to_numpy()
    columns = ["indicator", "change", "due"]
    place = pd.DataFrame(
        {
            "province": documents["province"].to_numpy(dtype=object)[targets["doc"]],
            "district": documents["issuer"].fillna(documents["district"]).to_numpy(dtype=object)[targets["doc"]],
            "at": np.arange(len(targets)),
            **{name: targets[name].astype(object).to_numpy() for name in columns},
            "unit": targets["unit"].astype(object).to_numpy(),
            **{name: targets[name].to_numpy() for name in ("doc", "value", "denominator")},
        }
    )
    province = place[count & (level == "province") & place["province"].notna()]
    wanted = set(province["province"])
    district = place[count & (level == "district") & place["district"].notna() & place["province"].isin(wanted)]
    keys = ["province", *columns, "unit"]
    figures = district.groupby([*keys, "district"], sort=False).agg(
        value=("value", "last"), denominator=("denominator", "last"), at=("at", "last"), kinds=("value", "nunique")
    )
    figures = figures[figures["kinds"] == 1]
    sums = figures.groupby(keys, sort=False).agg(
        sum=("value", "sum"), wholes=("denominator", "sum"), districts=("value", "size"), at=("at", list)
    )
    for row in province.merge(sums.reset_index(), on=keys, suffixes=("", "_districts")).itertuples():
        complete = row.districts >= _districts_of(row.province)
        beyond = row.wholes > row.denominator or row.sum > row.denominator
        if (complete and row.sum != row.value) or beyond:
            cells = (Cell("targets", int(row.at)), *(Cell("targets", int(at)) for at in row.at_districts[:SHOWN]))
            yield Hit(
                int(row.doc),
                cells,
                {"indicator": row.indicator, "value": row.value, "sum": row.sum, "unit": row.unit}
                | {"districts": int(row.districts), "due": row.due},
                "medium" if beyond or row.sum < row.value else "low",
            )


SUMMED = (
    "communes_ntm",
    "communes_ntm_advanced",
    "communes_ntm_model",
    "villages_ntm",
    "villages_ntm_model",
    "district_ntm",
)
"""Indicators whose counts of districts add up to the province's."""


NEVER = pd.Timestamp(1900, 1, 1)
"""Stands for a due time that is not stated: any stated one is later."""


@cache
def _districts_of(province: str) -> int:
    """Give how many districts with communes a province had before they were abolished (quận have none)."""
    gazetteer = load_gazetteer()
    return sum(
        1
        for unit in gazetteer.units
        if unit.level == "district"
        and unit.kind != "Quận"
        and unit.valid_to is not None
        and (unit.valid_to.year, unit.valid_to.month) == (2025, 6)
        and any(above.name == province for above in gazetteer.ancestors(unit))
    )
