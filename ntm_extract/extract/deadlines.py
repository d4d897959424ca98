"""Deadlines (mốc thời gian): time expressions that say when a task is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ntm_extract.extract.clauses import Clause
from ntm_extract.extract.dates import TimeSpan, resolve_time
from ntm_extract.extract.found import Found
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.locality import Locality
from ntm_extract.extract.responsibilities import Item
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.timeline import Timeline
from ntm_extract.extract.wording import phrases, words
from ntm_extract.knowledge.agencies import AgencyLexicon

REPORT_REACH = 4
"""Words between `báo cáo` and `hằng năm` within which the adverb belongs to the reporting."""
EFFECT_REACH = 6
"""Words before a time in which `hiệu lực` makes it a date of effect."""
NOUN_RHYTHMS = ("FREQ=YEARLY", "FREQ=DAILY")
"""Recurrences that often only class a noun (`bình xét hằng năm`, `việc làm hằng ngày`)."""


def find_deadlines(
    items: Sequence[Item],
    keys: Keys,
    times: Timeline,
    taken: Spans,
    lexicon: AgencyLexicon,
    locality: Locality,
    issued_on: str | None,
    period: str | None,
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

    Returns:
        Rows with `when`, `recurrence`, `modifier`, `action`, `actors`.

    Example:
        `1. Quý IV năm 2022: Các xã xây dựng kế hoạch` gives `2022-Q4`, `in`, `xây dựng kế hoạch`.
    """
    rows: list[Found] = []
    for item in items:
        if item.block.role == "heading" or item.states_facts:
            continue
        subject = item.inherited
        yearly = False
        for clause in item.clauses:
            subject = clause.subject or subject
            start, end = keys.starts[clause.first], keys.ends[clause.last - 1] if clause.last > clause.first else 0
            inside = [time for time in times.within(start, end) if not taken.holds(time.start)]
            heads = _heads(inside, clause, keys)
            inside = [time for time in inside if time.edtf is None or time.edtf != period or time.start in heads]
            governing = [t for t in inside if _governs(t, t.start in heads, clause, keys, lexicon)]
            yearly = yearly or any(t.recurrence == "FREQ=YEARLY" and t.start in heads for t in governing)
            yearly = yearly or any((t.recurrence or "").startswith("FREQ=YEARLY;BYMONTH") for t in governing)
            dated = [t for t in governing if _yearless(t)]
            if yearly and dated:
                governing = [t for t in governing if t.recurrence != "FREQ=YEARLY"]
            actors = [agency.canonical(locality) for agency in subject]
            for row in _rows(governing, heads, clause, keys, lexicon, yearly, issued_on, period):
                row_start, row_end, action, values, doubts = row
                values |= {"action": action, "actors": actors}
                rows.append(
                    Found(
                        row_start,
                        row_end,
                        item.block.address,
                        values,
                        "deadlines:clause",
                        0.7 if doubts else 0.88,
                        doubts,
                    )
                )
    return rows


def _heads(times: Sequence[TimeSpan], clause: Clause, keys: Keys) -> set[int]:
    """Give where the times begin that stand before the clause's verb, also joined: `hằng quý, hằng năm báo cáo`."""
    heads: set[int] = set()
    end: int | None = None
    for time in times:
        joined = end is not None and all(word in (",", "và") for word in keys.words[end : keys.index_at(time.start)])
        if joined or _at_head(time, clause, keys):
            heads.add(time.start)
            end = keys.index_at(time.end)
        else:
            end = None
    return heads


def _at_head(time: TimeSpan, clause: Clause, keys: Keys) -> bool:
    """Whether a time stands before the clause's verb: at its head, or right before or behind its subject."""
    index = keys.index_at(time.start)
    head = index <= clause.first or index <= clause.after_subject
    if not head and keys.words[clause.first : index].count(":") == 1 and keys.words[index - 1] == ":":
        return True
    between = keys.words[clause.after_subject : index]
    return head or all(word in (",", ":") for word in between)


def _opens_part(time: TimeSpan, clause: Clause, keys: Keys, lexicon: AgencyLexicon) -> bool:
    """Whether a time stands behind a comma and before a verb: `…, hằng năm báo cáo …`."""
    index, after = keys.index_at(time.start), keys.index_at(time.end)
    behind_comma = index > clause.first and keys.words[index - 1] == ","
    return behind_comma and keys.find(lexicon.predicates, after) is not None


def _governs(time: TimeSpan, head: bool, clause: Clause, keys: Keys, lexicon: AgencyLexicon) -> bool:
    """Whether a time says when a verb of the clause is done (and does not only class a noun)."""
    first, after = keys.index_at(time.start), keys.index_at(time.end)
    before = keys.words[clause.first : first]
    if time.kind == "period":
        return head and keys.words[after : after + 1] == (":",)
    if before[-2:] == ("so", "với") or _of_effect(before):
        return False
    if time.recurrence is not None:
        if head or (time.modifier is not None and "BY" in time.recurrence):
            return True
        if _opens_part(time, clause, keys, lexicon) or not time.recurrence.startswith(NOUN_RHYTHMS):
            return True
        if " ".join(before[-2:]) in words("deadlines", "light_verbs"):
            return True
        if keys.find(phrases("deadlines", "adverbial_tails"), after):
            return True
        reach = before[-(REPORT_REACH + 2) :]
        reporting = any(reach[i : i + 2] == ("báo", "cáo") for i in range(len(reach) - 1))
        return reporting and "," not in reach[-REPORT_REACH:]
    if time.modifier is None and time.kind in ("year", "interval") and not head:
        return bool(before) and before[-1] in words("deadlines", "year_cues")
    return True


def _of_effect(before: Sequence[str]) -> bool:
    """Whether a time says from when a document is in force (`có hiệu lực từ ngày …`)."""
    near = " ".join(before[-EFFECT_REACH:])
    return any(word in near for word in words("deadlines", "effect"))


def _rows(
    times: Sequence[TimeSpan],
    heads: set[int],
    clause: Clause,
    keys: Keys,
    lexicon: AgencyLexicon,
    yearly: bool,
    issued_on: str | None,
    period: str | None,
) -> Iterator[tuple[int, int, tuple[int, int], dict[str, Any], tuple[str, ...]]]:
    """Give (quote start, quote end, action span, values, doubts) for each time of a clause."""
    clause_end = keys.ends[clause.last - 1]
    for position, time in enumerate(times):
        part = _opens_part(time, clause, keys, lexicon)
        head = time.start in heads or part
        later = (t for t in times[position + 1 :] if not (head and t.start in heads))
        following = next(later, None)
        previous = times[position - 1] if position else None
        if head:
            own = [t for t in times[position:] if t.start in heads or t is time]
            begin = max(keys.index_at(own[-1].end), clause.after_subject)
            while begin < clause.last and keys.words[begin] in (",", ":"):
                begin += 1
            stop = clause_end
            if following is not None:
                stop = _joint(keys, begin, keys.index_at(following.start), lexicon) or following.start
            start = time.start if part else keys.starts[clause.first]
            action = (keys.starts[begin] if begin < clause.last else time.start, stop)
            end = stop
        else:
            begin = clause.after_subject
            if previous is not None:
                begin = max(begin, keys.index_at(previous.end))
                joint = _joint_index(keys, begin, keys.index_at(time.start), lexicon)
                begin = joint if joint is not None else begin
            while begin < clause.last and keys.words[begin] in (",", "và", ":"):
                begin += 1
            start = keys.starts[begin]
            recurring = time.recurrence is not None and following is None
            after = keys.index_at(time.end)
            goes_on = recurring and keys.find(phrases("deadlines", "adverbial_tails"), after) is not None
            end = clause_end if goes_on else time.end
            action = (start, end if recurring else time.start)
        values, doubts = _when(time, yearly, issued_on, period)
        if values is None:
            continue
        if action[1] <= action[0] or not any(word.isalpha() for word in keys.words[begin : begin + 3]):
            action = (start, end)
        yield start, end, action, values, doubts


def _when(
    time: TimeSpan, yearly: bool, issued_on: str | None, period: str | None
) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """Give `when`, `recurrence`, `modifier` of a time; None when it cannot be dated at all."""
    time = resolve_time(time, issued_on=issued_on)
    when, recurrence, doubts = time.edtf, time.recurrence, time.doubts
    if when is None and recurrence is None:
        if _yearless(time) and (yearly or period is not None):
            recurrence = time.parts[0].yearly_rule
            doubts = () if yearly else ("thời hạn: không ghi năm; hiểu là hằng năm trong giai đoạn của kế hoạch",)
        if recurrence is None:
            return None, ()
    default = "span" if when and "/" in when else "in"
    modifier = time.modifier or ("by" if time.kind == "relative" else default)
    return {"when": when, "recurrence": recurrence, "modifier": modifier}, doubts


def _yearless(time: TimeSpan) -> bool:
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
