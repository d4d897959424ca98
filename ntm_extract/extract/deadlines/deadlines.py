"""Deadlines (mốc thời gian): time expressions that say when a task is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from ntm_extract.edtf import days_of
from ntm_extract.extract.agencies.clauses import Clause
from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.agencies.responsibilities import Item
from ntm_extract.extract.deadlines.calendar_days import behind_bracket, is_of_a_day, same_day
from ntm_extract.extract.deadlines.rhythms import Row, with_months
from ntm_extract.extract.deadlines.task_times import (
    JOINTS,
    are_joined,
    find_heads,
    find_task_times,
    is_last_day,
    is_listed,
    is_of_report,
)
from ntm_extract.extract.deadlines.time_words import is_bare, opens_part
from ntm_extract.extract.found import Found
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.times.dates import TimeSpan, resolve_time
from ntm_extract.extract.times.timeline import Timeline
from ntm_extract.extract.wording import phrases
from ntm_extract.knowledge.agencies import AgencyLexicon

YEARLY = "thời hạn: không ghi năm; hiểu là hằng năm trong giai đoạn của kế hoạch"
NO_YEAR = "thời hạn: không ghi năm"
NO_ISSUE_DAY = "thời hạn: tính từ ngày ban hành, chưa rõ là ngày nào"
OTHER_EVENT = "thời hạn: tính từ một việc khác, chưa rõ là ngày nào"
WORKING_DAYS = "thời hạn: tính theo ngày làm việc, chưa tính ra ngày"
SOON = 45
"""Days behind that of issue within which a day of no stated year is of the year of issue."""
BRACKETED = 2
"""Words of a bracket before its time: `(hoàn thành trong tháng 02/2026)`."""
SURE, DOUBTED = 0.88, 0.7
"""Confidence of a row, and of one whose year or day was taken on trust."""


def find_deadlines(
    items: Sequence[Item],
    keys: Keys,
    times: Timeline,
    taken: Spans,
    lexicon: AgencyLexicon,
    locality: Locality,
    issued_on: str | None,
    period: str | None,
    year: int | None = None,
) -> list[Found]:
    """Find the dated tasks.

    Args:
        items: blocks cut into clauses, from `read_items`.
        keys: the document's words.
        times: all time expressions.
        taken: spans whose times mean something else (citations, targets).
        lexicon: for the verbs that begin an action.
        locality: for the actors' names.
        issued_on: date of the plan (EDTF), from which `trong 90 ngày kể từ ngày ban hành` is counted.
        period: years of the plan (EDTF interval); in a plan for several years a day without a year is taken for
            yearly, with a doubt.
        year: the one year that the plan is for; a day without a year is taken for one of it, with a doubt.

    Returns:
        Rows with `when`, `recurrence`, `modifier`, `action`, `actors`.

    Example:
        `1. Quý IV năm 2022: Các xã xây dựng kế hoạch` gives `2022-Q4`, `in`, `xây dựng kế hoạch`.
    """
    rows: list[Found] = []
    for item in items:
        if item.states_facts or (item.block.role == "heading" and not is_of_a_day(item, keys, times)):
            continue
        subject, before = item.inherited, len(rows)
        lent: TimeSpan | None = None
        undated: Clause | None = None  # the clause before, of which no time is said yet
        calendar = _Calendar(issued_on, period, year)
        for clause in item.clauses:
            subject = clause.subject or subject
            if keys.find(phrases("deadlines", "names_document"), clause.first):
                continue
            start, end = keys.starts[clause.first], keys.ends[clause.last - 1] if clause.last > clause.first else 0
            said = times.within(start, end)
            lent = _time_to_lend(said, lent, clause, keys, taken)
            inside = [time for time in said if not taken.holds(time.start)]
            heads = find_heads(inside, clause, keys)
            inside = [time for time in inside if time.edtf is None or time.edtf != period or time.start in heads]
            governing = calendar.take(find_task_times(inside, heads, clause, keys, lexicon, issued_on), inside, heads)
            governing = _in_labelled_year(governing, keys)
            if item.states_aims:
                governing = [time for time in governing if _is_of_task(time, keys, lexicon)]
            actors = [name for agency in subject if (name := agency.canonical(locality))]
            same = same_day(clause, keys, rows[before:])
            if same is not None and not governing:
                values: dict[str, Any] = {"when": same, "recurrence": None, "modifier": "in", "actors": actors}
                values["action"] = (keys.starts[_skip_joints(keys, clause.after_subject, clause.last)], end)
                rows.append(Found(start, end, item.block.address, values, "deadlines:clause", SURE))
            if lent is not None and not said and _is_task_of(clause, keys, taken):
                values = {
                    "when": lent.edtf,
                    "recurrence": None,
                    "modifier": "by",
                    "action": (keys.starts[clause.after_subject], end),
                    "actors": actors,
                }
                rows.append(Found(start, end, item.block.address, values, "deadlines:clause", DOUBTED))
            first = len(rows)
            found = with_months(_rows(governing, heads, clause, keys, lexicon, calendar))
            for row_start, row_end, action, values, doubts in found:
                if undated is not None and _only_completes(keys, *action):
                    action = keys.starts[undated.after_subject], keys.ends[undated.last - 1]
                values |= {"action": action, "actors": actors}
                sure = DOUBTED if doubts else SURE
                rows.append(Found(row_start, row_end, item.block.address, values, "deadlines:clause", sure, doubts))
            undated = clause if len(rows) == first and clause.after_subject < clause.last else None
    return rows


def _in_labelled_year(times: Sequence[TimeSpan], keys: Keys) -> list[TimeSpan]:
    """Give a year before a colon to the days and quarters behind it: `Năm 2027: khảo sát xong trong quý III`."""
    if len(times) < 2 or times[0].kind != "year" or times[0].edtf is None:
        return list(times)
    labels = keys.words[keys.index_at(times[0].end)] == ":" and all(_is_yearless(time) for time in times[1:])
    year = int(times[0].edtf)
    return [replace(resolve_time(time, year=year), doubts=time.doubts) for time in times[1:]] if labels else list(times)


def _is_of_task(time: TimeSpan, keys: Keys, lexicon: AgencyLexicon) -> bool:
    """Whether a time under a heading of aims is one of doing: a last day, or a year with its verb behind it.

    Example:
        `phát động phong trào trước ngày 30/9/2026`; not `kinh tế tăng trưởng khá đến năm 2030`.
    """
    if time.edtf is None:
        return False
    return (time.kind == "date" and is_last_day(time, keys)) or _precedes_task(time, keys, lexicon)


def _precedes_task(time: TimeSpan, keys: Keys, lexicon: AgencyLexicon) -> bool:
    """Whether a verb of doing stands right behind a time: `đến năm 2030 xây dựng xong bản đồ ngập lụt`.

    Adverbs may stand between: `đến năm 2028 cơ bản xóa bỏ tình trạng đốt rác`.
    """
    at = keys.index_at(time.end)
    at += keys.words[at : at + 1] == (",",)
    adverb = keys.find(phrases("deadlines", "adverbs"), at)
    at += adverb[0] if adverb else 0
    return any(keys.find(table, at) for table in (lexicon.predicates, phrases("deadlines", "changes")))


def _only_completes(keys: Keys, start: int, end: int) -> bool:
    """Whether an action names nothing but its end: `…; bảo đảm hoàn thành trước ngày 30/6` is of what stands before."""
    first, last = keys.index_at(start), keys.index_at(end)
    phrase = keys.find(phrases("deadlines", "ends_alone"), first)
    return phrase is not None and first + phrase[0] == last


def _time_to_lend(
    said: Sequence[TimeSpan], lent: TimeSpan | None, clause: Clause, keys: Keys, taken: Spans
) -> TimeSpan | None:
    """Give the time by which what stands behind a target in its sentence is to be done too; None where there is none.

    Args:
        said: the times of the clause.
        lent: the time that the clause before had to lend.
        clause: the clause.
        keys: the document's words.
        taken: spans whose times are those of targets or citations.
    """
    if said:
        head = said[0]
        lends = keys.index_at(head.start) == clause.first and head.modifier == "by" and taken.holds(head.start)
        return head if lends and head.edtf is not None else None
    return lent if keys.words[clause.first - 1 : clause.first] == (";",) else None


def _is_task_of(clause: Clause, keys: Keys, taken: Spans) -> bool:
    """Whether a clause is a task and no target: `…; xây dựng cơ sở dữ liệu dùng chung`."""
    if taken.meets(keys.starts[clause.first], keys.ends[clause.last - 1]):
        return False
    return keys.find(phrases("deadlines", "dated_tasks"), clause.after_subject) is not None


class _Calendar:
    """What a block says of the years its days lie in."""

    def __init__(self, issued_on: str | None, period: str | None, plan_year: int | None) -> None:
        self._issued_on = issued_on
        self._plan_year = plan_year
        self._period = period
        self._year: int | None = None
        self._yearly = False

    def take(self, times: Sequence[TimeSpan], said: Sequence[TimeSpan], heads: set[int]) -> list[TimeSpan]:
        """Read the times of a clause; `hằng năm` that only says of a day that it is of every year is left out.

        What reports on a half-year of no stated year (`báo cáo 6 tháng đầu năm trước ngày 15/6`) is of every year too.
        """
        halves = any(time.kind == "half" and _is_yearless(time) for time in said)
        self._yearly |= halves and self._plan_year is None
        for time in times:
            rule = time.recurrence or ""
            self._yearly |= rule.startswith("FREQ=YEARLY;BYMONTH") or (rule == "FREQ=YEARLY" and time.start in heads)
        if self._yearly and any(_is_yearless(time) for time in times):
            return [time for time in times if time.recurrence != "FREQ=YEARLY"]
        return list(times)

    def dated(self, time: TimeSpan, keys: Keys) -> TimeSpan | None:
        """Fill in the year, or that a day is of every year, with what was assumed as a doubt; None for the past."""
        resolved = resolve_time(time, issued_on=self._issued_on)
        if resolved.edtf is not None:
            self._year = int(resolved.edtf[:4])
        if not _is_yearless(resolved):
            return resolved
        rule = time.parts[0].yearly_rule
        after = keys.index_at(time.end)
        following = keys.find(phrases("deadlines", "next_years"), after)
        if following is not None and self._plan_year is not None:  # of what is done in the one year of the plan
            year = self._plan_year + 1
            return replace(resolve_time(time, year=year), doubts=(*time.doubts, f"thời hạn: hiểu là năm {year}"))
        if following is not None or (
            self._plan_year is None and keys.find(phrases("deadlines", "report_years"), after)
        ):
            return replace(time, recurrence=rule, kind="recurrence")
        if self._yearly:
            return replace(time, recurrence=rule, doubts=())
        if self._period is not None:
            return replace(time, recurrence=rule, doubts=(YEARLY,))
        return self._in_year(time, keys)

    def _in_year(self, time: TimeSpan, keys: Keys) -> TimeSpan | None:
        """Take a day of no stated year for that of the time before it, or of the year of issue.

        A last day that had passed by then is of the next year; what else had passed is a fact.
        """
        issued = days_of(self._issued_on) if self._issued_on else None
        year = self._year or self._plan_year or (issued.first.year if issued is not None else None)
        if year is None:
            return replace(time, doubts=(*time.doubts, NO_YEAR))
        if issued is not None and self._is_soon(time, issued.first):
            year = issued.first.year
        dated = resolve_time(time, year=year)
        days = days_of(dated.edtf) if dated.edtf else None
        if issued is not None and days is not None and days.last < issued.first:
            if not is_last_day(time, keys):
                return None
            year += 1
            dated = resolve_time(time, year=year)
        return replace(dated, doubts=(*time.doubts, f"thời hạn: không ghi năm; hiểu là năm {year}"))

    def _is_soon(self, time: TimeSpan, issued: date) -> bool:
        """Whether a day comes soon after that of issue, in a plan for the year after: it is of the year of issue."""
        if self._year is not None or self._plan_year != issued.year + 1 or time.kind != "date":
            return False
        days = days_of(resolve_time(time, year=issued.year).edtf or "")
        return days is not None and issued <= days.last <= issued + timedelta(days=SOON)


def _rows(
    times: Sequence[TimeSpan],
    heads: set[int],
    clause: Clause,
    keys: Keys,
    lexicon: AgencyLexicon,
    calendar: _Calendar,
) -> Iterator[Row]:
    """Give (quote start, quote end, action span, values, doubts) for each time of a clause."""
    clause_end = keys.ends[clause.last - 1]
    shared: tuple[int, tuple[int, int]] | None = None
    for position, time in enumerate(times):
        part = opens_part(time, clause, keys, lexicon)
        head = time.start in heads or part
        later = (t for t in times[position + 1 :] if not (head and t.start in heads))
        following = next(later, None)
        previous = times[position - 1] if position else None
        if head:
            own = [t for t in times[position:] if t.start in heads or t is time]
            behind = behind_bracket(keys, keys.index_at(own[-1].end))
            begin = _skip_joints(keys, max(behind, clause.after_subject), clause.last)
            stop = clause_end
            if following is not None:
                stop = _joint(keys, begin, keys.index_at(following.start), lexicon) or following.start
            start = time.start if part else keys.starts[clause.first]
            action = (keys.starts[begin] if begin < clause.last else time.start, stop)
            end = stop
        elif (
            previous is not None
            and shared is not None
            and (
                are_joined(previous, time, keys)
                or is_listed(previous, time, keys)
                or is_of_report(previous, time, keys)
            )
        ):
            start, action = shared  # `báo cáo trước ngày 01/6 và 15/11`: one verb, two days
            end = time.end
            if time.modifier == "in" and is_bare(time, keys) and is_of_report(previous, time, keys):
                time = replace(time, modifier=previous.modifier)
        else:
            begin = _behind_label(clause.after_subject, heads, keys)
            if previous is not None:
                begin = max(begin, keys.index_at(previous.end))
                joint = _joint_index(keys, begin, keys.index_at(time.start), lexicon)
                begin = joint if joint is not None else begin
            begin = _skip_joints(keys, _begun_alone(time, begin, keys), clause.last)
            start = keys.starts[begin]
            recurring = time.recurrence is not None and following is None
            after = keys.index_at(time.end)
            tails = ("adverbial_tails", "object_tails") if recurring else ("object_tails",)
            goes_on = following is None and any(keys.find(phrases("deadlines", tail), after) for tail in tails)
            end = clause_end if goes_on or (recurring and _goes_on(keys, after, clause.last)) else time.end
            action = (start, end if recurring or goes_on else _before_bracket(keys, time))
        shared = (start, action)
        if action[1] <= action[0] or not any(word.isalpha() for word in keys.words[begin : begin + 3]):
            action = (start, end)
        dated = calendar.dated(time, keys)
        values, doubts = _when(dated) if dated is not None else (None, ())
        if values is not None:
            yield start, end, action, values, doubts


def _behind_label(begin: int, heads: set[int], keys: Keys) -> int:
    """Pass over a year before a colon: `Năm 2027: khảo sát xong trong quý III`."""
    colon = keys.words[begin + 2 : begin + 3] == (":",)
    return begin + 3 if colon and keys.starts[begin] in heads else begin


def _begun_alone(time: TimeSpan, begin: int, keys: Keys) -> int:
    """Give where the verb stands that alone begins then, else `begin`: `lắp trạm bơm, vận hành từ ngày 01/3/2027`."""
    at = keys.index_at(time.start)
    openings = (place for place in range(max(begin, at - 4), at) if keys.words[place - 1] == ",")
    starts = (i for i in openings if (verb := keys.find(phrases("deadlines", "begun"), i)) and i + verb[0] == at)
    return next(starts, begin) if time.modifier == "from" else begin


def _before_bracket(keys: Keys, time: TimeSpan) -> int:
    """Give where what stands before a time ends, without the bracket that it stands in: `… (xong trước ngày 5/3)`."""
    at = keys.index_at(time.start)
    opened = (place for place in range(at - 1, max(-1, at - 2 - BRACKETED), -1) if keys.words[place] == "(")
    return keys.starts[next(opened, at)] if at < len(keys) else time.start


def _goes_on(keys: Keys, at: int, last: int) -> bool:
    """Whether an object or purpose stands right behind a time: `bố trí kinh phí hằng năm cho các xã`."""
    return at < last and keys.words[at].isalpha() and keys.words[at] not in (*JOINTS, "theo")


def _skip_joints(keys: Keys, at: int, last: int) -> int:
    """Pass over what only joins: commas, `và`, colons, brackets, and the number of a first part: `(1)`."""
    while at < last and keys.words[at] in (*JOINTS, ":"):
        numbered = keys.words[at + 1 : at + 2] == ("1",) and keys.words[at + 2 : at + 3] == (")",)
        at += 3 if numbered and keys.words[at] == "(" else 1
    return at


def _when(time: TimeSpan) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """Give `when`, `recurrence`, `modifier` of a time; None when it counts from nothing that is named."""
    when, recurrence, doubts = time.edtf, time.recurrence, time.doubts
    if when is None and recurrence is None and time.duration is not None:
        if time.duration.anchor is None:
            return None, ()
        unknown = WORKING_DAYS if time.duration.working_days else NO_ISSUE_DAY
        doubts = (*doubts, unknown if time.duration.anchor == "issue" else OTHER_EVENT)
    default = "span" if when and "/" in when else "in"
    modifier = time.modifier or ("by" if time.kind == "relative" else default)
    return {"when": when, "recurrence": recurrence, "modifier": modifier}, doubts


def _is_yearless(time: TimeSpan) -> bool:
    """Whether a time is a day or month of no stated year: `trước ngày 10 tháng 11`."""
    return time.edtf is None and time.recurrence is None and bool(time.parts) and time.duration is None


def _joint_index(keys: Keys, begin: int, end: int, lexicon: AgencyLexicon) -> int | None:
    """Give the index of the last `và` + verb in keys `[begin, end)`: where the next action begins."""
    for at in range(end - 1, begin, -1):
        if keys.words[at] == "và" and keys.find(lexicon.predicates, at + 1):
            return at + 1
    return None


def _joint(keys: Keys, begin: int, end: int, lexicon: AgencyLexicon) -> int | None:
    index = _joint_index(keys, begin, end, lexicon)
    return keys.ends[index - 2] if index is not None and index - 2 >= begin else None
