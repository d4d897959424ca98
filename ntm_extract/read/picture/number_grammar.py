"""What numbers in an administrative text may look like: a date has a day, a month and a year that there are."""

from __future__ import annotations

import calendar
import re

_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_MONTH = re.compile(r"(?<![\d/.,-])(\d{1,2})/(\d{4})(?![\d/])")
FIRST_YEAR, LAST_YEAR = 1930, 2070
"""No plan names a day before the Party's founding or farther off than the longest strategies (2045, 2050)."""


def is_plausible(text: str) -> bool:
    """Whether the dates in a word may be dates; a word without one is plausible.

    Example: `25/02/2022;` is, `25/20/2022` and `31/02/2022` are not; `03/2022/NQ-HĐND` is no date and may stand.
    """
    for found in _DATE.finditer(text):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
            return False
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            return False
    return all(FIRST_YEAR <= int(found[2]) <= LAST_YEAR for found in _MONTH.finditer(text))
