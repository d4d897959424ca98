"""What two rhythms of one task are together (quy tắc lặp lại)."""

from __future__ import annotations

import re

_LISTED = re.compile(r"(?P<of>FREQ=YEARLY;BYMONTH|FREQ=MONTHLY;BYMONTHDAY)=(?P<parts>\d{1,2}(?:,\d{1,2}){0,30})")
"""Months of every year, or days of every month, and nothing besides."""


def both_rules(first: str | None, second: str | None) -> str | None:
    """Give the rule of a task that comes back by two rules, None where they do not make one.

    Example:
        `FREQ=YEARLY;BYMONTH=12` and `FREQ=YEARLY;BYMONTH=1` make `FREQ=YEARLY;BYMONTH=1,12`.
    """
    one, other = _LISTED.fullmatch(first or ""), _LISTED.fullmatch(second or "")
    if one is None or other is None or one["of"] != other["of"]:
        return None
    parts = {int(part) for rule in (one, other) for part in rule["parts"].split(",")}
    return f"{one['of']}={','.join(map(str, sorted(parts)))}"
