"""Times of the contract (EDTF, ISO 8601-2 level 0 and quarters) as days: when one begins and when it is over."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache
from typing import NamedTuple

_PART = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?")


class Days(NamedTuple):
    """The first and the last day of a time."""

    first: date
    last: date


@cache
def days_of(edtf: str) -> Days | None:
    """Give the first and last day of a time; None when it is none of the contract's forms.

    Args:
        edtf: `2022-09-26`, `2022-10`, `2022`, `2022-Q4`, or an interval of two of these: `2021/2025`.

    Example:
        `days_of("2022-Q4")` is 1 October to 31 December 2022 (quý IV năm 2022).
    """
    ends = [_days_of_part(part) for part in edtf.split("/")]
    first, last = ends[0], ends[-1]
    if len(ends) > 2 or first is None or last is None or first.first > last.last:
        return None
    return Days(first.first, last.last)


def _days_of_part(text: str) -> Days | None:
    match = _PART.fullmatch(text)
    if match is None:
        return None
    year = int(match[1])
    try:
        if match[4]:
            day = date(year, int(match[3]), int(match[4]))
            return Days(day, day)
        if match[3]:
            return _months(year, int(match[3]), int(match[3]))
        if match[2]:
            return _months(year, 3 * int(match[2]) - 2, 3 * int(match[2]))
        return _months(year, 1, 12)
    except (ValueError, calendar.IllegalMonthError):
        return None


def _months(year: int, first: int, last: int) -> Days:
    return Days(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))
