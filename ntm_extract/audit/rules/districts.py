"""Districts against their province: what their plans add up to (cộng chỉ tiêu các huyện)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from ntm_extract.audit.evidence import Evidence
from ntm_extract.audit.findings import Cell, Hit
from ntm_extract.knowledge.gazetteer import load_gazetteer
from ntm_extract.knowledge.issuers import read_issuer

SHOWN = 8
"""Rows of one finding that are shown at most."""


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
            "district": _units(documents)[targets["doc"]],
            "at": np.arange(len(targets)),
            **{name: targets[name].astype(object).to_numpy() for name in columns},
            "unit": targets["unit"].astype(object).to_numpy(),
            "comparator": targets["comparator"].astype(object).to_numpy(),
            **{name: targets[name].to_numpy() for name in ("doc", "value", "denominator")},
        }
    )
    before = ~(evidence.issued.first[targets["doc"]] >= np.datetime64("2025-07-01"))
    province = place[count & before & (level == "province") & place["province"].notna()]
    wanted = set(province["province"])
    district = place[count & (level == "district") & place["district"].notna() & place["province"].isin(wanted)]
    keys = ["province", *columns, "unit"]
    figures = district.groupby([*keys, "district"], sort=False).agg(
        value=("value", "last"), denominator=("denominator", "last"), at=("at", "last"), kinds=("value", "nunique")
    )
    figures = figures[figures["kinds"] == 1]  # of a unit whose plans say different figures none is taken
    sums = figures.groupby(keys, sort=False).agg(
        sum=("value", "sum"), wholes=("denominator", "sum"), districts=("value", "size"), at=("at", list)
    )
    for row in province.merge(sums.reset_index(), on=keys, suffixes=("", "_districts")).itertuples():
        complete = 0 < _districts_of(row.province, _day(evidence.issued.last[int(row.doc)])) <= row.districts
        beyond = row.wholes > row.denominator or row.sum > row.denominator
        differs = row.sum < row.value if row.comparator in (">=", ">") else row.sum != row.value
        if (complete and differs) or beyond:
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


def _units(documents: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Name the unit of each plan, as two units of a province may share a name: `thị xã long mỹ`, `huyện long mỹ`."""
    issuers = documents["issuer"].astype("category")
    read = [read_issuer(str(name)) for name in issuers.cat.categories]
    seats = [f"{it.seat} {it.place}" if it.level == "district" else None for it in read]
    seat = np.array([*seats, None], dtype=object)[issuers.cat.codes.to_numpy()]
    return np.where(pd.isna(seat), documents["district"].to_numpy(dtype=object), seat)


@cache
def _districts_of(province: str, day: date) -> int:
    """Give how many districts with communes (quận have none) a province had on a day; 0 where none bears the name."""
    gazetteer = load_gazetteer()
    codes = {unit.code for unit in gazetteer.find(province, "province", day)}
    return sum(
        1
        for unit in gazetteer.units
        if unit.level == "district" and unit.kind != "Quận" and unit.parent in codes and unit.valid_on(day)
    )


def _day(issued: np.datetime64) -> date:
    """Give the day a plan was issued, within the time that the gazetteer knows districts of."""
    day: date = UNTIL if np.isnat(issued) else issued.astype(date)
    return min(max(day, SINCE), UNTIL)


SINCE, UNTIL = date(2021, 11, 1), date(2024, 12, 31)
"""The gazetteer's first day, and the last one before provinces and districts were merged in 2025."""
