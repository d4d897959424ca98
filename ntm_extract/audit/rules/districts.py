"""Districts against their province: what their plans add up to (cộng chỉ tiêu các huyện)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from ntm_extract.audit.evidence import Evidence
from ntm_extract.audit.findings import Cell, Hit
from ntm_extract.knowledge.gazetteer import load_gazetteer

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
