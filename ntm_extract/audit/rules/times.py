"""Times that do not fit the plan they stand in (mốc thời gian, hạn của chỉ tiêu)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ntm_extract.audit.evidence import Evidence, bounds_of, value_at
from ntm_extract.audit.findings import Cell, Hit

AFTERMATH = np.timedelta64(366, "D")
"""A task may be done up to a year after the programme ends: it is summed up and reported on then."""
LOOK_AHEAD = 5
"""Targets for a year that ends a later five-year programme (`định hướng đến năm 2030`) are an outlook, not a fault."""


def find_dues_outside_period(evidence: Evidence) -> Iterator[Hit]:
    """Find targets due before the programme begins or after it ends, and tasks due later than a year after it.

    Outlooks to the end of a later programme (2030, 2035 in a plan to 2025) are left alone.
    """
    targets, deadlines = evidence.collection.targets, evidence.collection.deadlines
    documents = evidence.collection.documents
    period = evidence.period.at(targets["doc"])
    year = evidence.due.last.astype("datetime64[Y]").astype("float64") + 1970
    end = period.last.astype("datetime64[Y]").astype("float64") + 1970
    outlook = (evidence.due.first > period.last) & ((year - end) % LOOK_AHEAD == 0)
    outside = (evidence.due.last < period.first) | ((evidence.due.first > period.last) & ~outlook)
    for at in np.flatnonzero(outside).tolist():
        doc = int(value_at(targets, "doc", at))
        yield Hit(
            doc,
            (Cell("targets", int(at)),),
            {"due": value_at(targets, "due", at), "period": value_at(documents, "period", doc)},
        )
    when = bounds_of(deadlines["when"])
    period = evidence.period.at(deadlines["doc"])
    for at in np.flatnonzero(when.first > period.last + AFTERMATH).tolist():
        doc = int(value_at(deadlines, "doc", at))
        yield Hit(
            doc,
            (Cell("deadlines", int(at)),),
            {"due": value_at(deadlines, "when", at), "period": value_at(documents, "period", doc)},
            "low",
        )


def find_deadlines_before_issue(evidence: Evidence) -> Iterator[Hit]:
    """Find tasks that were due before the plan was issued; tasks that begin earlier and go on are none.

    Low where the words are `trong tháng 4`, `năm 2021`: they may as well tell what was.
    """
    deadlines, documents = evidence.collection.deadlines, evidence.collection.documents
    when = bounds_of(deadlines["when"])
    past = when.last < evidence.issued.at(deadlines["doc"]).first
    for at in np.flatnonzero(past & (deadlines["modifier"] != "from").to_numpy()).tolist():
        doc = int(value_at(deadlines, "doc", at))
        yield Hit(
            doc,
            (Cell("deadlines", int(at)),),
            {"when": value_at(deadlines, "when", at), "issued": value_at(documents, "issued_on", doc)},
            "low" if value_at(deadlines, "modifier", at) == "in" else None,
        )
