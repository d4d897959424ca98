"""What the national programme wants, and which plans are silent on it (data/national.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from ntm_extract.compare.measures import coded
from ntm_extract.edtf import days_of
from ntm_extract.schema.dictionary import LANGUAGES, Language

SILENCE = ("not-asked", "silent", "silent-conditional", "said")
"""What a plan says of a national target: it need not; nothing; nothing, which may be right; something."""


@dataclass(frozen=True)
class NationalTarget:
    """One target of a national programme.

    Attributes:
        indicator, measure, comparator, value, baseline: as of the rows of plans.
        expected_at: levels whose plans should say something of the indicator.
        base: what the share is of, where that is not all units; plans are then not held against it.
        conditional: only where there is what it speaks of.
        meaning: English and Vietnamese.
    """

    indicator: str
    measure: str
    comparator: str
    value: float
    expected_at: tuple[str, ...]
    meaning: tuple[str, str]
    base: tuple[str, str] | None = None
    conditional: bool = False
    baseline: str | None = None

    def says(self, lang: Language) -> str:
        """Give the target in words."""
        return self.meaning[LANGUAGES.index(lang)]


@dataclass(frozen=True)
class Programme:
    """A national programme (chương trình mục tiêu quốc gia) with the instrument it stands in."""

    instrument: str
    issued_on: str
    first_year: int
    last_year: int
    title: tuple[str, str]
    targets: tuple[NationalTarget, ...]

    def name(self, lang: Language) -> str:
        """Give the programme's title."""
        return self.title[LANGUAGES.index(lang)]

    def target_of(self, indicator: str, measure: str) -> NationalTarget | None:
        """Give the national target that rows of an indicator and a measure can be held against, or None."""
        for target in self.targets:
            if (target.indicator, target.measure) == (indicator, measure) and target.base is None:
                return target
        return None


@cache
def load_programmes() -> tuple[Programme, ...]:
    """Load data/national.toml."""
    path = files("ntm_extract.compare").joinpath("data/national.toml")
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_programme(entry) for entry in raw["programmes"])


def _programme(entry: dict[str, Any]) -> Programme:
    days = days_of(entry["period"])
    if days is None:
        raise ValueError(f"national.toml: {entry['period']} is no period")
    targets = tuple(NationalTarget(**_with_tuples(target)) for target in entry["targets"])
    title = tuple(entry["title"])
    return Programme(entry["instrument"], entry["issued_on"], days.first.year, days.last.year, title, targets)


def _with_tuples(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in entry.items()}


def programme_for(due: int | None, plans: pd.DataFrame) -> Programme | None:
    """Give the programme plans are held against: of the year asked for, else of the period most plans have."""
    year = due
    if year is None:
        year = last_year_of(plans)
    return next((p for p in load_programmes() if year is not None and p.first_year <= year <= p.last_year), None)


def last_year_of(plans: pd.DataFrame) -> int | None:
    """Give the year in which most plans' periods end, of several the latest; None where no period is known."""
    ends = plans.loc[plans["last_year"] > 0, "last_year"]
    return int(ends.mode().max()) if len(ends) else None


def silence_of(plans: pd.DataFrame, targets: pd.DataFrame, programme: Programme) -> pd.DataFrame:
    """Tell for each plan and national target whether the plan says something of its indicator, of whatever year.

    Args:
        plans: one row a document, with `level`, `first_year`, `last_year` and `issued_year`.
        targets: all targets of the collection.
        programme: whose targets are asked for.

    Returns:
        One row for each plan of the programme's time that has targets at all, indexed as `plans`; a column for each
        indicator, with words of `SILENCE`.
    """
    start = np.where(plans["first_year"] > 0, plans["first_year"], plans["issued_year"])
    end = np.where(plans["last_year"] > 0, plans["last_year"], plans["issued_year"])
    in_time = (start > 0) & (start <= programme.last_year) & (end >= programme.first_year)
    docs, codes = targets["doc"].to_numpy(), targets["indicator"].cat.codes.to_numpy()
    speaks = np.zeros(len(plans), bool)
    speaks[docs] = True
    asked = in_time & speaks
    columns = {}
    for target in programme.targets:
        said = np.zeros(len(plans), bool)
        if target.indicator in targets["indicator"].cat.categories:
            said[docs[codes == targets["indicator"].cat.categories.get_loc(target.indicator)]] = True
        expected = plans["level"].isin(target.expected_at).to_numpy()
        silent = SILENCE.index("silent-conditional" if target.conditional else "silent")
        state = np.where(said, SILENCE.index("said"), np.where(expected, silent, SILENCE.index("not-asked")))
        columns[target.indicator] = coded(state[asked], SILENCE)
    return pd.DataFrame(columns, index=plans.index[asked])
