"""Find Vietnamese time expressions and say them in EDTF and RRULE (thời gian, thời hạn, định kỳ).

`find_times` reads what `chains` has joined of the pieces of `date_parts` (lists, `từ … đến …`) with the words that
`leads` found before them (`trước ngày`, `đến hết`), and joins dates to what makes them come back (`… hằng năm`).
`resolve_time` fills in what an expression leaves to its context: the year, or the day of issue that a duration is
counted from. Nothing is made more precise than it was stated.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from ntm_extract.extract.times.chains import Link, find_chains
from ntm_extract.extract.times.date_parts import DateParts, Duration, Piece, find_pieces
from ntm_extract.knowledge.folding import Folded, fold_aligned
from ntm_extract.plan import Modifier

TimeKind = Literal["date", "month", "quarter", "half", "year", "interval", "period", "recurrence", "relative"]


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """One time expression of a text.

    Attributes:
        start, end: its span, modifier words included (`trước ngày 30/6/2023`).
        kind: its precision; `period` is an interval that names a programme (`giai đoạn 2021 - 2025`).
        edtf: the date or interval, None when purely recurrent, relative or without a year.
        recurrence: the RRULE, or None.
        modifier: `by`, `in`, `from`, `span` as the contract means them; None for a bare date (`26/9/2022`).
        parts: what is stated of the date, or of both ends; the year may be missing (`ngày 10 tháng 11`).
        duration: the length of a relative time, or None.
        doubts: what was taken on trust, in Vietnamese.
    """

    start: int
    end: int
    kind: TimeKind
    edtf: str | None = None
    recurrence: str | None = None
    modifier: Modifier | None = None
    parts: tuple[DateParts, ...] = ()
    duration: Duration | None = None
    doubts: tuple[str, ...] = ()


def find_times(text: str) -> list[TimeSpan]:
    """Find the time expressions of a text, in order, without overlap.

    Args:
        text: running text; line breaks, wide blanks, lost marks and any case are fine.

    Returns:
        One `TimeSpan` per time: `trước ngày 01/6 và 15/11 hằng năm` gives two.

    Example:
        `find_times("đến hết năm 2025")[0]` has edtf `2025` and modifier `by`.
    """
    folded = fold_aligned(text)
    times: list[_Time] = []
    for chain in find_chains(folded, find_pieces(folded)):
        if not times or chain[0].piece.start >= times[-1].end:
            _append(folded, times, _times_of(chain))
    return [time.to_span(folded) for time in times if not _too_weak(time)]


@dataclass(frozen=True, slots=True)
class _Time:
    """A time in the making, in folded offsets."""

    start: int
    end: int
    piece: Piece
    parts: tuple[DateParts, ...]
    modifier: Modifier | None
    kind: TimeKind
    rule: str | None = None

    def to_span(self, folded: Folded) -> TimeSpan:
        start, end = folded.span(self.start, self.end)
        ends = [part.edtf for part in self.parts]
        edtf = None if None in ends or not ends else "/".join(filter(None, ends))
        return TimeSpan(
            start, end, self.kind, edtf, self.rule, self.modifier, self.parts, self.piece.duration, self.piece.doubts
        )


# --- from chains to times -----------------------------------------------------------------------------------------

_DEFAULT: dict[str, Modifier | None] = {"date": None, "interval": "span", "period": "span", "relative": "by"}
_OVERRIDES: dict[str, tuple[Modifier, ...]] = {
    "interval": ("by",),
    "period": ("by", "from"),
    "relative": ("by", "from"),
}
"""Which modifier words count before an interval (`đến hết giai đoạn …`) and a duration (`sau 15 ngày kể từ …`)."""


def _times_of(chain: Sequence[Link]) -> list[_Time]:
    """Turn one chain into its times: one for each piece, or for the two ends of a range."""
    times: list[_Time] = []
    modifier: Modifier | None = None
    period = False
    for link in _share_years(chain):
        piece = link.piece
        if link.join == "range":
            times[-1] = _closed(times[-1], piece, "period" if period else "interval")
            continue
        period = link.lead.period
        modifier = link.lead.modifier or (modifier if link.join == "list" else None)
        kind: TimeKind = "period" if piece.kind == "interval" and link.lead.period else _kind(piece)
        said = modifier or _DEFAULT.get(kind, "in")
        years = kind == "interval" and modifier == "in" and piece.parts[0].month is None  # trong năm 2026 - 2027
        if kind in ("interval", "period", "relative") and modifier not in _OVERRIDES[kind] and not years:
            said = _DEFAULT[kind]
        times.append(_Time(link.lead.start, piece.end, piece, piece.parts, said, kind, piece.rule))
    return times


def _kind(piece: Piece) -> TimeKind:
    if piece.kind == "invalid":
        raise ValueError("a piece that is no date does not enter a chain")
    return piece.kind


def _closed(opener: _Time, piece: Piece, kind: TimeKind) -> _Time:
    """Close a range: `từ ngày 08` with `đến ngày 10 tháng 12 năm 2025`."""
    both = replace(opener.piece, weak=opener.piece.weak and piece.weak, doubts=opener.piece.doubts + piece.doubts)
    ends = (opener.parts[0], piece.parts[-1])
    return replace(opener, end=piece.end, piece=both, parts=ends, kind=kind, modifier="span")


def _share_years(chain: Sequence[Link]) -> list[Link]:
    """Give each date without a year (a month) that of its neighbour: `ngày 08 đến ngày 10 tháng 12 năm 2025`."""
    links = list(chain)
    for i in reversed(range(len(links) - 1)):
        links[i] = _lend(links[i], links[i + 1].piece)
    for i in range(1, len(links)):
        links[i] = _lend(links[i], links[i - 1].piece)
    return links


def _lend(to: Link, neighbour: Piece) -> Link:
    piece, lender = to.piece, neighbour.parts
    if not lender or piece.kind in ("year", "recurrence", "relative") or piece.parts[0].year is not None:
        return to
    month = lender[0].month if piece.kind == "date" else None
    parts = tuple(replace(part, year=lender[0].year, month=part.month or month) for part in piece.parts)
    return replace(to, piece=replace(piece, parts=parts)) if all(part.exists for part in parts) else to


def _too_weak(time: _Time) -> bool:
    """Whether a time is none without a year or a recurrence (`ngày 08`, `15/11`; not `trước ngày 25`)."""
    if not time.piece.weak or time.rule is not None or all(part.year for part in time.parts):
        return False
    return time.modifier != "by"


# --- dates that come back -----------------------------------------------------------------------------------------

_EVERY = re.compile(
    r"\s{1,40}(?:cua\s{1,40})?(?:dinh\s{1,40}ky\s{1,40})?(?:hang|moi)\s{1,40}(?P<u>nam|thang)\b(?!\s{1,40}\d)"
)
_TIMES = r"(?:\d{1,2}|mot|hai|ba|bon)\s{1,9}(?:dot|lan|ky|cuoc|buoi)"
_TIMES_A_YEAR = re.compile(
    rf"\b(?:(?:moi|hang)\s{{1,9}}nam\s{{1,9}}{_TIMES}|{_TIMES}\s{{1,9}}(?:moi|hang)\s{{1,9}}nam|{_TIMES}\s?/\s?nam)\s?[,:(]?\s?$"
)
_REACH = 40
"""Characters before a month in which it is said how often in a year."""
_BRACKET = re.compile(r"\s{0,40}\(\s{0,40}")
_OPENING = re.compile(r"[\s,;:(]{1,40}")
_SENTENCE_START = re.compile(r"(?:^|[.;:\n+-])\s{0,6}$")
_RULES = {"nam": "FREQ=YEARLY", "thang": "FREQ=MONTHLY"}


def _append(folded: Folded, times: list[_Time], new: list[_Time]) -> None:
    """Add the times of a chain; `hằng năm` before or after dates without a year makes them recurrent."""
    last = times[-1] if times else None
    if last is not None and (dated := _dated_rhythm(folded, last, new[0])) is not None:
        times[-1:] = [dated, *new[1:]]
        return
    opened = last is not None and _is_plain(last) and _OPENING.fullmatch(folded.text, last.end, new[0].start)
    if any(part.year for time in new for part in time.parts) or not new[0].parts:
        if last is not None and opened and "BY" in (new[0].rule or ""):  # hằng quý (trước ngày 20 tháng cuối quý)
            times[-1:] = [replace(new[0], start=last.start), *new[1:]]
            return
        times.extend(new)
        return
    if _TIMES_A_YEAR.search(folded.text, max(0, new[0].start - _REACH), new[0].start):
        times.extend(_recurring(new, "FREQ=YEARLY") or new)  # `mỗi năm hai đợt, vào tháng 4 và tháng 10`
        return
    after = _EVERY.match(folded.text, new[-1].end)
    if after is not None and (recurrent := _recurring(new, _RULES[after["u"]])) is not None:
        recurrent[-1] = replace(recurrent[-1], end=after.end())
        if last is not None and _BRACKET.fullmatch(folded.text, last.end, new[0].start) and _is_plain(last):
            recurrent[0] = replace(recurrent[0], start=times.pop().start)  # hằng tháng (trước ngày 18 hằng tháng)
        times.extend(recurrent)
        return
    if last is not None and opened:
        recurrent = _recurring(new, last.rule)
        if recurrent is not None:
            times[-1:] = [replace(recurrent[0], start=last.start), *recurrent[1:]]
            return
    times.extend(new)


def _dated_rhythm(folded: Folded, last: _Time, time: _Time) -> _Time | None:
    """Join what comes back with the years it does: `hằng năm, từ năm 2026 đến năm 2030`; None for other times.

    `hằng năm` behind the years belongs to them only at the head of a sentence: elsewhere another task begins with it.
    """
    rhythm, years = (last, time) if last.rule else (time, last)
    if not _is_plain(rhythm) or years.rule is not None or years.modifier not in ("from", "span"):
        return None
    dated = years.kind != "period" and bool(years.parts) and all(part.year for part in years.parts)
    if not dated or not _OPENING.fullmatch(folded.text, last.end, time.start):
        return None
    if rhythm is time and not _SENTENCE_START.search(folded.text, max(0, last.start - 8), last.start):
        return None
    return replace(years, start=last.start, end=time.end, rule=rhythm.rule)


def _is_plain(time: _Time) -> bool:
    """Whether something comes back without a day being said."""
    return time.rule is not None and "BY" not in time.rule


def _recurring(times: Sequence[_Time], rule: str | None) -> list[_Time] | None:
    """Make dates without a year come back every year (month); None where one of them cannot."""
    rules = [_rule_of(time, rule) for time in times]
    if None in rules:
        return None
    return [
        replace(t, rule=r, modifier=t.modifier or "in", kind="recurrence") for t, r in zip(times, rules, strict=True)
    ]


def _rule_of(time: _Time, rule: str | None) -> str | None:
    first, last = time.parts[0], time.parts[-1]
    if rule == "FREQ=MONTHLY" and len(time.parts) == 1 and first.day is not None and first.month is None:
        return f"FREQ=MONTHLY;BYMONTHDAY={first.day}"
    if rule is not None and rule.startswith("FREQ=MONTHLY;INTERVAL=") and first.day is not None:
        return first.yearly_rule if len(time.parts) == 1 else None  # định kỳ 6 tháng (trước ngày 15/6)
    if rule != "FREQ=YEARLY":
        return None
    if len(time.parts) == 1:
        return first.yearly_rule
    if first.month and last.month and first.month <= last.month:  # from a day to a day: its months, RRULE has no more
        return DateParts(months=(first.month, last.month)).yearly_rule
    return None


# --- what an expression leaves to its context ---------------------------------------------------------------------


def resolve_time(span: TimeSpan, *, year: int | None = None, issued_on: str | None = None) -> TimeSpan:
    """Fill in what a time expression leaves to its context; give it back as it is where that does not help.

    Args:
        span: a time as found.
        year: the year meant where none is written (`trước ngày 10 tháng 11` in a plan for 2023).
        issued_on: the document's date (EDTF); needed with its day for `trong 90 ngày kể từ ngày ban hành`.

    Returns:
        The span with `edtf` set and a doubt that says what was assumed. Working days are left open: public
        holidays are not known here.

    Example:
        With `issued_on="2022-09-26"` the above is `2022-12-25`.
    """
    if span.edtf is not None or span.recurrence is not None:
        return span
    if span.duration is not None:
        edtf = _counted_from(span.duration, issued_on)
        return span if edtf is None else replace(span, edtf=edtf)
    if year is None or not span.parts:
        return span
    parts = tuple(replace(part, year=part.year or year) for part in span.parts)
    ends = [part.edtf for part in parts if part.exists and (part.month or part.quarter or part.months)]
    if len(ends) != len(parts) or None in ends:
        return span
    return replace(span, edtf="/".join(filter(None, ends)), parts=parts, doubts=(*span.doubts, f"hiểu là năm {year}"))


def _counted_from(duration: Duration, issued_on: str | None) -> str | None:
    if duration.anchor != "issue" or duration.working_days or not re.fullmatch(r"\d{4}-\d\d-\d\d", issued_on or ""):
        return None
    start = date.fromisoformat(issued_on or "")
    if duration.unit in ("ngày", "tuần"):
        return (start + timedelta(days=duration.amount * (7 if duration.unit == "tuần" else 1))).isoformat()
    if duration.unit == "giờ":
        return None
    months = start.month - 1 + duration.amount * (12 if duration.unit == "năm" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])).isoformat()
