"""The national criteria for new rural areas (bộ tiêu chí quốc gia), and which of them a target is of."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

CriteriaLevel = Literal["commune", "district"]


@dataclass(frozen=True)
class CriteriaSet:
    """One set of criteria.

    Attributes:
        instrument: number of the decision it was issued with.
        level: of the units it is for.
        years: the first and last year it holds for.
        names: official names, in the order of their numbers.
    """

    instrument: str
    level: str
    years: tuple[int, int]
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Subject:
    words: re.Pattern[str]
    numbers: dict[str, int]


@cache
def load_criteria() -> tuple[tuple[CriteriaSet, ...], tuple[_Subject, ...]]:
    """Load the sets and the subjects by which a target is known to be of a criterion."""
    path = files("ntm_extract.knowledge").joinpath("data/criteria.toml")
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    sets = tuple(
        CriteriaSet(one["instrument"], one["level"], (one["years"][0], one["years"][1]), tuple(one["names"]))
        for one in raw["sets"]
    )
    subjects = tuple(
        _Subject(re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, one['words']))})(?!\w)"), one["numbers"])
        for one in raw["subjects"]
    )
    return sets, subjects


def find_criterion(text: str, level: CriteriaLevel, year: int) -> str | None:
    """Name the national criterion that words are of; None where they are of none, or of two.

    Args:
        text: what is to be reached, in lower case with traditional tone placement.
        level: of the units that are to reach it.
        year: in which it is due; it decides which set holds.

    Returns:
        Number and official name.

    Example:
        `find_criterion("tỷ lệ hộ nghèo đa chiều còn dưới 5%", "commune", 2025)` gives `11. Nghèo đa chiều`.
    """
    sets, subjects = load_criteria()
    held = next((one for one in sets if one.level == level and one.years[0] <= year <= one.years[1]), None)
    if held is None:
        return None
    numbers = {
        subject.numbers[held.instrument]
        for subject in subjects
        if held.instrument in subject.numbers and subject.words.search(text)
    }
    if len(numbers) != 1:
        return None
    number = numbers.pop()
    return f"{number}. {held.names[number - 1]}"
