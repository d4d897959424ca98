"""What numbers in an administrative text may look like: days that there are, figures without letters among them."""

from __future__ import annotations

import calendar
import re

_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
_MIXED = re.compile(r"\d[^\W\dxX_]\d|\d[\[\]{}|!?'\"]\d|[^\W\d_]\d[a-zà-ỹđ]")
"""A letter or bracket between two figures (`1]5/181`), a figure within a word (`M0ody`); `5x7` may be a measure."""
_MONTH = re.compile(r"(?<![\d/.,-])(\d{1,2})/(\d{4})(?![\d/])")
FIRST_YEAR, LAST_YEAR = 1930, 2070
"""No plan names a day before the Party's founding or farther off than the longest strategies (2045, 2050)."""


def is_plausible(text: str) -> bool:
    """Whether the dates in a word may be dates, and figures and letters do not stand among each other.

    Example: `25/02/2022;` is, `25/20/2022` and `31/02/2022` are not; `03/2022/NQ-HĐND` is no date and may stand;
    `1]5/181` may not.
    """
    if _MIXED.search(text):
        return False
    for found in _DATE.finditer(text):
        day, month, year = int(found[1]), int(found[3]), int(found[4])
        if not (1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):
            return False
        if not 1 <= day <= calendar.monthrange(year, month)[1]:
            return False
    return all(FIRST_YEAR <= int(found[2]) <= LAST_YEAR for found in _MONTH.finditer(text))
