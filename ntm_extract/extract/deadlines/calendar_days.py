"""Days of a calendar of work (lịch công tác): headings that begin with a day, and what is done on the same one."""

from __future__ import annotations

from collections.abc import Sequence

from ntm_extract.extract.agencies.clauses import Clause
from ntm_extract.extract.agencies.responsibilities import Item
from ntm_extract.extract.found import Found
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.times.timeline import Timeline
from ntm_extract.extract.wording import phrases

BRACKET_REACH = 6
"""Words of a bracket behind the day of a heading: `(thứ Năm)`."""


def is_of_a_day(heading: Item, keys: Keys, times: Timeline) -> bool:
    """Tell whether a heading says what is done on a day, or in a month, of a calendar.

    Example:
        `1. Ngày 04/12/2025 (thứ Năm): hội nghị hiệp thương` does, `1. Nhiệm vụ năm 2025` does not.
    """
    first = heading.clauses[0].first if heading.clauses else 0
    day = next(iter(times.within(heading.block.start, heading.block.end)), None)
    if day is None or not day.parts or day.parts[0].month is None or keys.index_at(day.start) != first:
        return False
    at = behind_bracket(keys, keys.index_at(day.end))
    return keys.words[at : at + 1] == (":",)


def behind_bracket(keys: Keys, at: int) -> int:
    """Pass over the bracket behind a day, before a colon: `Ngày 04/12/2025 (thứ Năm): hội nghị`; else give `at`."""
    near = keys.words[at : at + BRACKET_REACH]
    closed = at + near.index(")") + 1 if near[:1] == ("(",) and ")" in near else at
    return closed if keys.words[closed : closed + 1] == (":",) else at


def same_day(clause: Clause, keys: Keys, told: Sequence[Found]) -> str | None:
    """Give the day told last in a block (EDTF), where a clause begins with `Cùng ngày`; None where it does not.

    Args:
        clause: the clause.
        keys: the document's words.
        told: the rows of its block before it.

    Example:
        `Ngày 03/02/2026: hội nghị hiệp thương. Cùng ngày, UBND phường niêm yết danh sách cử tri`: `2026-02-03`.
    """
    if not keys.find(phrases("deadlines", "same_day"), clause.first):
        return None
    days = [row.values["when"] for row in told if row.values["when"] and row.values["modifier"] == "in"]
    return str(days[-1]) if days else None
