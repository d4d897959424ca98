"""Which times of a clause say when its task is done, and which belong to a name, a noun or the past."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntm_extract.edtf import days_of
from ntm_extract.extract.agencies.clauses import Clause
from ntm_extract.extract.deadlines.rhythms import by_hour, comes_back, with_days
from ntm_extract.extract.deadlines.time_words import (
    HOUR,
    NAME_REACH,
    PHRASE_REACH,
    ends_with,
    in_title,
    is_bare,
    is_cited,
    is_condition,
    is_signed,
    of_a_moment,
    of_effect,
    of_outlook,
    opens_part,
    sets_aside,
)
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.times.dates import TimeSpan
from ntm_extract.extract.wording import phrases, words
from ntm_extract.knowledge.agencies import AgencyLexicon

JOINTS = (",", "và", "hoặc", "/", "(", ")")
"""What stands between times of one list."""
OBJECT_REACH = 4
"""Words behind a verb in which the name of a programme begins."""
_ORDINAL = re.compile(r"[ivxlc]{1,7}|\d{1,2}")
"""The number of a term of office."""
SCHOOL_YEAR = 3
"""Words before `năm học` in its own time: `từ`, `kể từ`."""
STAGE_NAME = 2
"""Words of a stage's own name: `1`, `đầu`, `thứ nhất`."""
BROAD = ("year", "interval", "half")
"""Kinds of times that, without a word before them, mostly belong to a noun (`dự toán năm 2023`)."""


def find_heads(times: Sequence[TimeSpan], clause: Clause, keys: Keys) -> set[int]:
    """Give where the times begin that stand before the clause's verb, also joined: `hằng quý, hằng năm báo cáo`."""
    heads: set[int] = set()
    end: int | None = None
    for time in times:
        joined = end is not None and _joins(keys, end, keys.index_at(time.start))
        if joined or _at_head(time, clause, keys):
            heads.add(time.start)
            end = keys.index_at(time.end)
        else:
            end = None
    return heads


def find_task_times(
    times: Sequence[TimeSpan],
    heads: set[int],
    clause: Clause,
    keys: Keys,
    lexicon: AgencyLexicon,
    issued_on: str | None,
) -> list[TimeSpan]:
    """Choose the times of a clause that say when something is done.

    Args:
        times: those of the clause, in order.
        heads: where those begin that stand before its verb.
        clause: the clause.
        keys: the document's words.
        lexicon: for the verbs that begin an action.
        issued_on: date of the document (EDTF); what was over by then is no task.

    Example:
        Of `Trong năm 2023 xây dựng Chiến lược … đến năm 2030, tầm nhìn đến năm 2045` only the first.
    """
    chosen: list[TimeSpan] = []
    for position, time in enumerate(times):
        if time.start not in heads and _is_of_noun(time, times[position - 1 : position], keys):
            continue
        goes_on = bool(chosen) and _is_like(chosen[-1], time) and are_joined(chosen[-1], time, keys)
        if is_over(time, keys, issued_on):
            continue
        timed = by_hour(time, clause, keys)
        if goes_on or _governs(timed, time.start in heads, clause, keys, lexicon):
            chosen.append(timed)
    return with_days(chosen)


def _is_like(chosen: TimeSpan, time: TimeSpan) -> bool:
    """Whether what says when a task comes back may go on: with any time, or by months (`vào tháng 4 và tháng 9`)."""
    months = chosen.kind == time.kind == "month" and chosen.edtf is None and time.edtf is None
    return chosen.recurrence is not None or months


def _is_of_noun(time: TimeSpan, before: Sequence[TimeSpan], keys: Keys) -> bool:
    """Whether a time goes with one beside it that only classes a noun.

    Example:
        `chỉ tiêu trong năm 2026 và giai đoạn 2026 - 2030`; `vốn năm 2026 đến ngày 15/5/2026 chưa giải ngân`.
    """
    after = keys.index_at(time.end)
    if time.kind == "year" and keys.words[after : after + 3] == ("và", "giai", "đoạn"):
        return True
    touches = any(keys.index_at(other.end) == keys.index_at(time.start) for other in before)
    if not touches or time.modifier != "by" or is_last_day(time, keys):  # kế hoạch năm 2023 trước ngày 31/3/2023
        return False
    return before[0].kind == "year" and is_bare(before[0], keys)


def are_joined(first: TimeSpan, second: TimeSpan, keys: Keys) -> bool:
    """Whether two times stand in one list (`trước ngày 01/6 và 15/11`)."""
    between = keys.words[keys.index_at(first.end) : keys.index_at(second.start)]
    return all(word in (",", "và", "hoặc") for word in between)


def is_listed(first: TimeSpan, second: TimeSpan, keys: Keys) -> bool:
    """Whether a time stands in a bracket of a list of reports, each with its own day.

    Args:
        first: the time before it.
        second: the time.
        keys: the document's words.

    Example:
        The second of `hằng tháng (trước ngày 18), 6 tháng (trước ngày 18/5), tổng kết năm (trước ngày 30/11)`.
    """
    end, at = keys.index_at(first.end), keys.index_at(second.start)
    bracketed = keys.words[at - 1 : at] == ("(",) or keys.words[end : end + 1] == (")",)
    return bracketed and _joins(keys, end, at)


def is_of_report(first: TimeSpan, second: TimeSpan, keys: Keys) -> bool:
    """Whether two times are those of the reports that are named behind each.

    Example:
        `báo cáo Sở Y tế trước ngày 05 tháng sau đối với báo cáo tháng, trước ngày 15/01 đối với báo cáo năm`.
    """
    at, end = keys.index_at(first.end), keys.index_at(second.start)
    of_year = keys.find(phrases("deadlines", "next_years"), at) or keys.find(phrases("deadlines", "report_years"), at)
    at += of_year[0] if of_year else 0
    named = keys.find(phrases("deadlines", "for_reports"), at)
    if named is None:
        return False
    at += named[0]
    report = keys.find(phrases("deadlines", "reports"), at)
    return report is not None and all(word in JOINTS or word == ";" for word in keys.words[at + report[0] : end])


def _joins(keys: Keys, at: int, end: int) -> bool:
    """Whether only joints, and the names of reports (`6 tháng`, `tổng kết năm`), stand in keys `[at, end)`."""
    while at < end:
        named = keys.find(phrases("deadlines", "reports"), at) if keys.words[end - 1] == "(" else None
        if named is None and keys.words[at] not in JOINTS:
            return False
        at += named[0] if named else 1
    return True


def is_over(time: TimeSpan, keys: Keys, issued_on: str | None) -> bool:
    """Whether a time had passed when the document was issued; a last day stays, it may be a mistake worth seeing."""
    days, issued = (days_of(edtf) if edtf else None for edtf in (time.edtf, issued_on))
    if days is None or issued is None or days.last >= issued.first:
        return False
    if is_last_day(time, keys):
        return False
    return (
        time.modifier != "from"
        or time.kind == "date"
        or keys.find(phrases("deadlines", "until_now"), keys.index_at(time.end)) is not None
    )


def is_last_day(time: TimeSpan, keys: Keys) -> bool:
    """Whether a time says expressly by which day (`trước ngày`, `chậm nhất`)."""
    return keys.words[keys.index_at(time.start)] in words("deadlines", "last_days")


def _at_head(time: TimeSpan, clause: Clause, keys: Keys) -> bool:
    """Whether a time stands before the clause's verb: at its head, or right before or behind its subject."""
    index = keys.index_at(time.start)
    head = index <= clause.first or index <= clause.after_subject
    if not head and keys.words[clause.first : index].count(":") == 1 and keys.words[index - 1] == ":":
        return True
    if keys.words[index - 1 : index] == ("(",) and _ends_label(keys, keys.index_at(time.end), clause.first, index - 1):
        return True
    between = keys.words[clause.after_subject : index]
    opening = next((at + 1 for at in range(index - 1, clause.after_subject, -1) if keys.words[at] == ":"), None)
    begin = opening if opening is not None else clause.after_subject  # Về khai thác: phấn đấu đến năm 2030 …
    endeavour = keys.find(phrases("deadlines", "endeavours"), begin)
    if endeavour is not None and begin + endeavour[0] == index:
        return True
    return head or all(word in (",", ":", *HOUR, *words("deadlines", "heralds")) or word.isdigit() for word in between)


def _ends_label(keys: Keys, at: int, first: int, opened: int) -> bool:
    """Whether a bracket that closes at key `at` ends a label: a colon follows, or a stage is named before it.

    Example:
        `Đợt 1 (từ tháng 4 đến tháng 6/2026): khảo sát`; `Giai đoạn đầu (2026 - 2027) di dời các hộ`.
    """
    if keys.words[at : at + 1] != (")",):
        return False
    stage = keys.find(phrases("deadlines", "stages"), first)
    return keys.words[at + 1 : at + 2] == (":",) or (stage is not None and opened - first - stage[0] <= STAGE_NAME)


def _governs(time: TimeSpan, head: bool, clause: Clause, keys: Keys, lexicon: AgencyLexicon) -> bool:
    """Whether a time says when a verb of the clause is done (and does not only class a noun)."""
    first, after = keys.index_at(time.start), keys.index_at(time.end)
    before = keys.words[max(clause.first, first - NAME_REACH) : first]
    if keys.words[clause.first : clause.first + 2] == ("ví", "dụ") or of_a_moment(before):
        return False
    if time.modifier == "from" and ends_with(before, "carried"):
        return False
    if ends_with(before, "of_tasks") or _tells_past(time, head, clause, keys, lexicon):
        return False
    if time.modifier != "by" and keys.find(phrases("deadlines", "entitled"), clause.first):
        return False  # người lao động tham gia bảo hiểm từ ngày 01/01/2016: of whom the law speaks
    if time.duration is not None and time.duration.anchor == "other":
        return time.modifier == "by" and not is_bare(time, keys) and not is_condition(before)
    if time.modifier == "from" and keys.words[after : after + 2] == ("đối", "với"):
        return False  # kể từ ngày 15/11/2025 đối với thủ tục cấp phép: of effect
    if head and _tells_state(time, clause, keys, lexicon):
        return False
    year_alone = head and time.kind == "year" and is_bare(time, keys)
    if year_alone and keys.find(phrases("deadlines", "kept_on"), after):
        return False
    if year_alone and not clause.subject and sets_aside(keys, after):
        return False
    of_years = not any(part.month or part.day or part.quarter for part in time.parts)
    if time.kind in ("period", "interval") and of_years and _ends_task(first, after, clause, keys, lexicon):
        return True
    if time.kind == "period" and time.modifier in ("from", "by") and _is_school_year(time, keys):
        return not (is_condition(before) or of_effect(before))
    if time.kind == "period":
        staged = keys.words[after : after + 1] == (",",) and keys.find(phrases("deadlines", "staged"), after + 1)
        return head and (bool(staged) or keys.words[after : after + 1] == (":",))
    if before[-2:] == ("so", "với") or of_effect(before) or of_outlook(keys, before, after):
        return False
    if is_condition(before):
        return False
    if time.recurrence is not None and before[-1:] == ("“",):
        return False  # chuyên mục “Mỗi tuần một kỹ năng số”
    if time.recurrence is not None and time.edtf is None:
        return comes_back(time, head, clause, keys, lexicon)
    if is_bare(time, keys) and time.kind == "date" and (is_signed(before) or (not head and is_cited(before))):
        return False
    if head:
        return True
    if is_bare(time, keys):
        if time.kind in BROAD or (time.edtf is None and time.kind != "date"):
            return ends_with(before, "year_cues") or opens_part(time, clause, keys, lexicon)
        in_name = time.edtf is None and before[-1:] == ("(",)  # Ngày Chuyển đổi số quốc gia (10/10)
        return not in_name and not ends_with(before, "dated_nouns")
    return not in_title(time, before, keys)


def _is_school_year(time: TimeSpan, keys: Keys) -> bool:
    """Whether years are those of schools, from or by which a thing is done: `từ năm học 2026 - 2027`."""
    first = keys.index_at(time.start)
    return any(keys.words[at : at + 2] == ("năm", "học") for at in range(first, first + SCHOOL_YEAR))


def _tells_past(time: TimeSpan, head: bool, clause: Clause, keys: Keys, lexicon: AgencyLexicon) -> bool:
    """Whether it is said what was done, or how much, and not what to do.

    Example:
        `Năm 2025, các xã đã tổ chức 12 hội nghị`; `giải ngân đến hết tháng 4 đạt 32%`.
    """
    after = keys.index_at(time.end)
    if not head:
        return keys.find(phrases("deadlines", "measured"), after) is not None
    for at in range(max(after, clause.after_subject), min(clause.last, after + NAME_REACH)):
        if keys.words[at] == "đã":
            return True
        verb = keys.find(lexicon.predicates, at)
        named = keys.words[at] == "," and keys.is_title(at + 1)  # Chính phủ, Thủ tướng Chính phủ đã ban hành
        if at > after and ((verb is not None and verb[0] > 1) or (keys.words[at] in (",", "(") and not named)):
            return False
    return False


def _tells_state(time: TimeSpan, clause: Clause, keys: Keys, lexicon: AgencyLexicon) -> bool:
    """Whether it is said of nobody what he does by a year, but what will be: `đến năm 2030, xã nghèo đạt mức khá`."""
    if time.kind != "year" or keys.words[keys.index_at(time.start)] not in ("đến", "tới") or clause.subject:
        return False
    at = max(keys.index_at(time.end), clause.after_subject)
    while at < clause.last and keys.words[at] in (*JOINTS, ":"):
        at += 1
    states = phrases("deadlines", "states")
    return keys.find(lexicon.predicates, at) is None and any(keys.find(states, i) for i in range(at, clause.last))


def _ends_task(first: int, after: int, clause: Clause, keys: Keys, lexicon: AgencyLexicon) -> bool:
    """Whether years stand in a bracket at the end of a task, and not of the name of a programme.

    Args:
        first: index of the first key of the years.
        after: index behind their last.
        clause: the clause.
        keys: the document's words.
        lexicon: for the verbs that begin an action.

    Example:
        `Số hóa hồ sơ địa chính (2026 - 2027)`, not `Triển khai Đề án phát triển du lịch (2026 - 2030)`.
    """
    opening = keys.find(phrases("deadlines", "bracketed"), first - 2)  # (xuyên suốt 2025 - 2035)
    bracket = first - 3 if opening is not None and opening[0] == 2 else first - 1
    closed = keys.words[bracket : bracket + 1] == ("(",) and keys.words[after : after + 1] == (")",)
    named = bracket - (_ORDINAL.fullmatch(keys.words[bracket - 1]) is not None)  # khóa XII (2026 - 2031)
    if not closed or after + 1 < clause.last or ends_with(keys.words[max(0, named - PHRASE_REACH) : named], "terms"):
        return False
    verb = keys.find(lexicon.predicates, clause.after_subject)
    if verb is None:
        return False
    object_head = range(clause.after_subject, min(first, clause.after_subject + verb[0] + OBJECT_REACH))
    return not any(keys.find(phrases("deadlines", "programmes"), at) for at in object_head)
