"""Whether what comes back says when a task is done, and on which day and by which hour (nhịp công việc)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from ntm_extract.extract.agencies.clauses import Clause
from ntm_extract.extract.deadlines.time_words import HOUR, NAME_REACH, ends_with, opens_part
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.times.dates import TimeSpan
from ntm_extract.extract.times.rules import both_rules
from ntm_extract.extract.wording import phrases, words
from ntm_extract.knowledge.agencies import AgencyLexicon

REPORT_REACH = 4
"""Words between `báo cáo` and `hằng năm` within which the adverb belongs to the reporting."""
NOUN_RHYTHMS = ("FREQ=YEARLY", "FREQ=DAILY")
"""Recurrences that often only class a noun (`bình xét hằng năm`, `việc làm hằng ngày`)."""
PART_OPENINGS = (",", "và", ":", "động", "tiếp", "thời", "tục", "trương", "đốc", "trì", "hợp", "quyền", "mưu")
"""Words behind which a part may begin with its verb: `chủ động`, `tiếp tục`, `chủ trì`, `cấp có thẩm quyền`, …"""
PARTNERS_REACH = 40
"""Words the names of partners may have."""
_MONTHS_AND_DAY = re.compile(r"FREQ=YEARLY;BYMONTH=([\d,]{1,20});BYMONTHDAY=[\d,-]{1,8}")
"""A rhythm whose months and day are said."""
HOUR_REACH = 5
"""Words before `hằng ngày` in which its hour stands: `trước 16 giờ chiều hằng ngày`."""
RATING_LINKS = ("vào", "để", "sở", "cứ", "việc")
"""Words before what is rated: `vào`, `làm cơ sở`, `làm căn cứ`, `vào việc`."""
BESIDE = 2
"""Characters between a half-year and its day: `6 tháng đầu năm (trước ngày 10/6)`."""


def by_hour(time: TimeSpan, clause: Clause, keys: Keys) -> TimeSpan:
    """Take what comes back every day for due by the hour named beside it: `báo cáo hằng ngày trước 15 giờ`."""
    if time.recurrence != "FREQ=DAILY":
        return time
    first = keys.index_at(time.start)
    for at in (
        *range(max(clause.first, first - HOUR_REACH), first - 2),
        *range(keys.index_at(time.end), clause.last - 2),
    ):
        if (
            keys.words[at] in words("deadlines", "last_days")
            and keys.words[at + 1][:1].isdigit()
            and keys.words[at + 2] in HOUR
        ):
            return replace(time, modifier="by")
    return time


def with_days(times: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Give the day to what comes back every month: `định kỳ hằng tháng báo cáo … trước ngày 25`."""
    times = [time for time in times if not any(_says_day_of(other, time) for other in times)]
    times = [time for time in times if not any(_is_reported_by(time, other) for other in times)]
    monthly = [time for time in times if time.recurrence == "FREQ=MONTHLY"]
    days = [time for time in times if is_day_alone(time)]
    if not days:
        return list(times)
    if not monthly:
        return [time for time in times if time not in days]
    rule = "FREQ=MONTHLY;BYMONTHDAY="
    dated = [replace(t, recurrence=f"{rule}{t.parts[0].day}", kind="recurrence") if t in days else t for t in times]
    return [time for time in dated if time not in monthly]


Row: TypeAlias = tuple[int, int, tuple[int, int], dict[str, Any], tuple[str, ...]]
"""A dated task: where its quote starts and ends, the span of its action, its values and doubts."""


def with_months(rows: Iterable[Row]) -> list[Row]:
    """Make one of the months or days of a list on which one task comes back: `họp vào tháng 6 và tháng 10 hằng năm`."""
    out: list[Row] = []
    for row in rows:
        before = out[-1] if out and out[-1][2] == row[2] else None
        rule = both_rules(before[3]["recurrence"], row[3]["recurrence"]) if before is not None else None
        if before is None or rule is None:
            out.append(row)
            continue
        out[-1] = (before[0], row[1], before[2], {**before[3], "recurrence": rule}, before[4])
    return out


def _says_day_of(other: TimeSpan, time: TimeSpan) -> bool:
    """Whether another time gives the day of a rhythm: `báo cáo định kỳ hằng quý trước ngày 10 tháng cuối quý`."""
    months = {"FREQ=MONTHLY;INTERVAL=3": 4, "FREQ=MONTHLY;INTERVAL=6": 2}.get(time.recurrence or "")
    day = _MONTHS_AND_DAY.fullmatch(other.recurrence or "")
    return months is not None and day is not None and day[1].count(",") == months - 1 and other.start > time.start


def _is_reported_by(time: TimeSpan, day: TimeSpan) -> bool:
    """Whether a half-year is what is told of by the day right behind it: `6 tháng đầu năm trước ngày 10/6`."""
    return time.kind == "half" and day.kind == "date" and day.modifier == "by" and 0 < day.start - time.end <= BESIDE


def is_day_alone(time: TimeSpan) -> bool:
    """Whether a time is a day of no stated month (`trước ngày 25`)."""
    stated = time.parts[0] if time.parts else None
    return (
        time.edtf is None
        and time.recurrence is None
        and stated is not None
        and stated.day is not None
        and not stated.month
    )


def comes_back(time: TimeSpan, head: bool, clause: Clause, keys: Keys, lexicon: AgencyLexicon) -> bool:
    """Whether something that comes back says when a task is done: `bình xét thi đua hằng năm` only classes a noun."""
    rule = time.recurrence or ""
    first = keys.index_at(time.start)
    before = keys.words[max(clause.first, first - NAME_REACH) : first]
    rated = phrases("deadlines", "rated")
    if head or time.modifier == "by" or (time.modifier is not None and "BY" in rule):
        return True
    if any(keys.find(phrases("deadlines", "laid_down"), at) for at in range(first - len(before), first)):
        return False
    if rule == "FREQ=YEARLY" and (
        ends_with(before, "scopes") or keys.find(phrases("deadlines", "scope_tails"), keys.index_at(time.end))
    ):
        return False  # kế hoạch trung hạn và hằng năm; biên chế hằng năm hoặc theo giai đoạn
    if any(keys.words[at - 1] in RATING_LINKS and keys.find(rated, at) for at in range(first - len(before) + 1, first)):
        return False
    if keys.words[first] == "mỗi" and ends_with(before, "sums"):
        return False  # hỗ trợ 500.000 đồng mỗi tháng
    if keys.words[keys.index_at(time.end) - 1] in words("deadlines", "times_each"):
        return True  # `mỗi năm một cuộc`
    if opens_part(time, clause, keys, lexicon) or not rule.startswith(NOUN_RHYTHMS):
        return True
    if ends_with(before, "light_verbs"):
        return True
    of_a_thing = ends_with(before, "yearly_things")
    if rule == "FREQ=YEARLY" and _is_done_yearly(clause, first, keys, ("makers", "yearly_verbs")[: 2 - of_a_thing]):
        return True
    if of_a_thing:
        return False
    if keys.find(phrases("deadlines", "adverbial_tails"), keys.index_at(time.end)):
        return True
    reach = before[-(REPORT_REACH + 2) :]
    reporting = any(reach[i : i + 2] == ("báo", "cáo") for i in range(len(reach) - 1))
    return reporting and "," not in reach[-REPORT_REACH:]


def _is_done_yearly(clause: Clause, time: int, keys: Keys, verbs: Sequence[str]) -> bool:
    """Whether the verb at the head of a part governs `hằng năm` behind its object: `bố trí kinh phí hằng năm`.

    Args:
        clause: the clause.
        time: index of the first key of `hằng năm`.
        keys: the document's words.
        verbs: the lists of verbs that may govern it.
    """
    for at in range(time - 1, max(clause.after_subject, time - NAME_REACH) - 1, -1):
        if keys.find(phrases("deadlines", "yearly_bars"), at):
            return False
        opens = at <= clause.after_subject or keys.words[at - 1] in PART_OPENINGS
        if opens and any(keys.find(phrases("deadlines", name), at) for name in verbs):
            return True
        told = any(keys.find(phrases("deadlines", name), at) for name in ("yearly_verbs", "plan_makers"))
        if told and _behind_partners(at, clause, keys):
            return True
    return False


def _behind_partners(at: int, clause: Clause, keys: Keys) -> bool:
    """Whether nothing but names stands between `phối hợp với` and a verb: `phối hợp với Sở Y tế tổ chức … hằng năm`."""
    for place in range(at - 1, max(clause.first, at - PARTNERS_REACH), -1):
        if keys.words[place] == "với":
            return keys.words[place - 2 : place] == ("phối", "hợp")
        if keys.words[place] in (";", ":", ".") or keys.find(phrases("deadlines", "makers"), place):
            return False
    return False
