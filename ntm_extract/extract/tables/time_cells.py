"""When a task is done, from the cell or line that says nothing else (thời gian hoàn thành)."""

from __future__ import annotations

import re
from typing import NamedTuple

from ntm_extract.extract.tables.columns import key_of, table_words
from ntm_extract.extract.times.dates import TimeSpan, find_times, resolve_time
from ntm_extract.extract.times.rules import both_rules
from ntm_extract.knowledge.folding import fold
from ntm_extract.plan import Modifier

_BARE_YEARS = re.compile(r"(?<![\d/.–-])(?<!năm )(?<!Năm )(?=20\d\d\b(?![/.]\d))")
_BARE_DAY = re.compile(r"(?:0?[1-9]|[12]\d|3[01])[/-](?:0?[1-9]|1[0-2])")
_HAS_LEAD = re.compile(r"(?:nam|den|truoc|tu|het|-|–|/|quy|thang)\s{0,3}$")
_AND_YEARLY = re.compile(r"\d (?:và|và các năm tiếp theo,) h[ằà]ng năm")
_ONWARDS = re.compile(r"(?<!từ )(?<!Từ )\b(?:[Tt]ừ )?(?:[Nn]ăm )?(?P<year>20\d\d) trở đi\b")
_SHORT_MONTH = re.compile(r"\bT\.?\s?(?=(?:0?[1-9]|1[0-2])\s?(?:[/-]\s?20\d\d|[-–,]\s?T))")
_SHORT_QUARTER = re.compile(r"\bQ\.?\s?(?=(?:[1-4]|I{1,3}|IV)\s?[/-]\s?20\d\d)")


class When(NamedTuple):
    """When something is due, as the contract has it."""

    when: str | None
    recurrence: str | None
    modifier: Modifier
    doubts: tuple[str, ...] = ()


def read_when(text: str, head: str, *, year: int | None, issued_on: str | None, period: str | None) -> list[When]:
    """Read the times of a cell under a head such as `Thời gian hoàn thành`.

    Args:
        text: the cell's words.
        head: the words over its column, or the key before it; `hạn`, `hoàn thành` make a bare day the last one.
        year: the year meant where none is written (of an annual plan), or None.
        issued_on: the document's date (EDTF).
        period: years of the plan (EDTF interval): no deadline, and where a day has no year it is yearly.

    Returns:
        One for each time; none for `Thường xuyên`, `Theo kế hoạch của tỉnh`.

    Example:
        `2026 và hằng năm` gives one with 2026 and `FREQ=YEARLY`; `30/11/2025` under `Thời hạn` is `by`.
    """
    words = written_out(text)
    limit = any(f" {phrase} " in f" {key_of(head)} " for phrase in table_words()["words"]["limits"])
    found: list[When] = []
    for time in find_times(words):
        if time.kind == "period" and time.edtf == period:
            continue
        when = _resolved(time, limit, year, issued_on, period)
        if when is None or when in found:
            continue
        rule = both_rules(found[-1].recurrence, when.recurrence) if found else None
        if rule is not None and found[-1].modifier == when.modifier:
            found[-1] = found[-1]._replace(recurrence=rule)
        else:
            found.append(when)
    return _joined(found) if _AND_YEARLY.search(words) else found


def _joined(found: list[When]) -> list[When]:
    """Make one of a year and the rhythm in which it goes on: `2026 và hằng năm`."""
    if len(found) != 2 or found[0].when is None or found[1].recurrence != "FREQ=YEARLY" or found[0].recurrence:
        return found
    return [found[0]._replace(recurrence=found[1].recurrence)]


def written_out(text: str) -> str:
    """Write out what a narrow column leaves out.

    Example:
        `2026` is `năm 2026`, `T9/2025` is `Tháng 9/2025`, `15/5` is `ngày 15/5`.
    """
    text = f"ngày {text.strip()}" if _BARE_DAY.fullmatch(text.strip()) else text
    text = _ONWARDS.sub(r"từ năm \g<year>", text)
    text = _SHORT_QUARTER.sub("Quý ", _SHORT_MONTH.sub("Tháng ", " ".join(text.split())))
    parts: list[str] = []
    at = 0
    for match in _BARE_YEARS.finditer(text):
        before = fold(text[max(0, match.start() - 8) : match.start()].lower())
        if not _HAS_LEAD.search(before):
            parts += [text[at : match.start()], "năm "]
            at = match.start()
    return "".join(parts) + text[at:]


def _resolved(time: TimeSpan, limit: bool, year: int | None, issued_on: str | None, period: str | None) -> When | None:
    resolved = resolve_time(time, year=year, issued_on=issued_on)
    edtf, rule, doubts = resolved.edtf, resolved.recurrence, resolved.doubts
    if edtf is None and rule is None:
        if not time.parts or time.duration is not None or period is None:
            return None
        rule = time.parts[0].yearly_rule
        doubts = ("thời hạn: không ghi năm; hiểu là hằng năm trong giai đoạn của kế hoạch",)
        if rule is None:
            return None
    modifier = resolved.modifier
    if modifier is None or (modifier == "in" and time.modifier is None):
        day = time.kind == "date" and rule is None
        modifier = "by" if time.kind == "relative" or (limit and day) else "in"
    if edtf is not None and "/" in edtf and modifier == "in" and time.kind != "half":
        modifier = "span"
    return When(edtf, rule, modifier, doubts)
