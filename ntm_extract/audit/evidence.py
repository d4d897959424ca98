"""What the rules look at: the tables, with times as days and citations as instruments, made once for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ntm_extract.audit.citations import Graph, build_graph
from ntm_extract.audit.instruments import Instruments
from ntm_extract.edtf import days_of
from ntm_extract.store.collection import Collection

DayArray = npt.NDArray[np.datetime64]
"""Days as `datetime64[D]`; NaT where a time is unknown."""


@dataclass(frozen=True)
class Bounds:
    """The first and last days of a column of times."""

    first: DayArray
    last: DayArray

    def at(self, positions: npt.ArrayLike) -> Bounds:
        """Give the bounds of some rows."""
        chosen = np.asarray(positions)
        return Bounds(self.first[chosen], self.last[chosen])


def value_at(rows: pd.DataFrame, name: str, at: int) -> Any:
    """Give one value of a frame by its position."""
    return rows[name].iat[at]


def bounds_of(times: pd.Series) -> Bounds:
    """Turn a column of EDTF times into days, each distinct time once.

    Example:
        `bounds_of(pd.Series(["2022-Q4", None])).last` is 31 December 2022 and NaT.
    """
    column = times.astype("category")
    known = [days_of(str(time)) for time in column.cat.categories]
    first = np.array([days.first if days else "NaT" for days in known] + ["NaT"], dtype="datetime64[D]")
    last = np.array([days.last if days else "NaT" for days in known] + ["NaT"], dtype="datetime64[D]")
    codes = column.cat.codes.to_numpy()  # -1, the unknown ones, is the last place
    return Bounds(first[codes], last[codes])


@dataclass(frozen=True)
class Evidence:
    """A collection with what several rules need of it.

    Attributes:
        collection: the tables.
        instruments: what the references name, mentions of one instrument merged.
    """

    collection: Collection
    instruments: Instruments

    @cached_property
    def graph(self) -> Graph:
        """Who cites whom."""
        return build_graph(self.collection, self.instruments)

    @cached_property
    def issued(self) -> Bounds:
        """When each document was issued."""
        return bounds_of(self.collection.documents["issued_on"])

    @cached_property
    def period(self) -> Bounds:
        """The period of each document's programme."""
        return bounds_of(self.collection.documents["period"])

    @cached_property
    def cited(self) -> Bounds:
        """The date of each reference."""
        return bounds_of(self.collection.references["date"])

    @cached_property
    def due(self) -> Bounds:
        """When each target is due."""
        return bounds_of(self.collection.targets["due"])

    @cached_property
    def sure(self) -> dict[str, npt.NDArray[np.bool_]]:
        """By table, which rows are read surely enough for a finding of high severity."""
        return {name: self.collection.rows(name)["confidence"].to_numpy() >= SURE for name in ("references", "targets")}


SURE = 0.75
"""Rows below this confidence give no finding of high severity: the fault may be the reading's."""
