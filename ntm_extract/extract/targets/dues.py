"""By when a target is due (thời hạn của chỉ tiêu), and from when an increase is counted."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache

from ntm_extract.extract.targets.anchors import Anchor
from ntm_extract.extract.targets.passage import SEPARATOR, Passage
from ntm_extract.extract.times.dates import TimeSpan, resolve_time
from ntm_extract.outline.structure import Block

POINTS = ("year", "date", "month", "quarter")
SENTENCE_END = re.compile(r"[.;](?=\s|$)")
BASELINE_REACH = 25
"""Characters before a time in which `so với` makes it a baseline."""
WITHIN = ("trong", "vào", "sang")
"""Words at the head of a time in which something is to be reached."""
BY_WHEN = ("vào", "đến", "tới", "trong", "trước", "hết", "cuối")
"""Words at the head of a time by which something is to be reached."""
SENTENCE_REACH = 600
"""Characters before and behind a quantity in which its sentence begins and ends."""
QUARTERS = ("i", "ii", "iii", "iv", "1", "2", "3", "4")
QUARTER = re.compile(r"\bquý (?P<q>i{1,3}|iv|[1-4])\b")
YEAR_END = re.compile(r"\b(?:hết|cuối) năm\b(?! \d)[^;.]*$")
COMMA = re.compile(r"\s{0,2},\s")
CLAUSE_END = re.compile(r"\s{0,2}(?:[.;)]|$)")
HEAD_REACH = 60
"""Characters before a time within which a block or sentence begins that it stands at the head of."""
NEXT = 3
"""Characters between what is said of an amount and its quarter: `đạt 82% vào cuối quý II`."""
PART_REACH = 60
"""Characters between a year at the head of a part and the number it governs."""


def resolve_due(passage: Passage, anchor: Anchor, stop: int) -> str | None:
    """Find the year or date that governs an anchor: its own, its part's, the bullet's, the lead-in's or heading's.

    Args:
        passage: the paragraph.
        anchor: the quantity.
        stop: where what is said of it ends.

    Returns:
        EDTF, or None. A year governs its sentence and the rest of the bullet, never a sister bullet (contract).

    Example:
        `Đến năm 2026 có 07 xã đạt chuẩn …, xã A đạt chuẩn năm 2024`: 2026 for the seven, 2024 for A.
    """
    return _within_year(passage, anchor, stop, _stated_due(passage, anchor, stop))


def _within_year(passage: Passage, anchor: Anchor, stop: int, due: str | None) -> str | None:
    """Give the quarter or day of no stated year that governs an anchor, in the year it is due anyway.

    Example:
        `Quý I: đạt 93,2%` under a heading of 2026 is due in 2026-Q1, `đến ngày 30/6 đạt 45%` on 2026-06-30.
    """
    if due is None or not due.isdigit():
        return due
    near = _yearless_times(passage)
    at = bisect_left(near, anchor.start, key=lambda time: time.start)
    before = [time for time in {near[0], near[at - 1]} if _opens_part(passage, time, anchor)] if at else []
    end = bisect_left(near, stop + NEXT + 1, lo=at, key=lambda time: time.start)
    behind = (time for time in near[at:end] if _follows(passage, time, anchor, stop))
    time = max(before, key=lambda time: time.start) if before else next(behind, None)
    dated = resolve_time(time, year=int(due)) if time is not None else None
    return dated.edtf if dated is not None and dated.edtf and "/" not in dated.edtf else due


@lru_cache(maxsize=64)
def _yearless_times(passage: Passage) -> list[TimeSpan]:
    """Give the days and quarters of a paragraph of which no year is stated."""
    return [time for time in passage.times if time.edtf is None and time.recurrence is None and time.parts]


def _follows(passage: Passage, time: TimeSpan, anchor: Anchor, stop: int) -> bool:
    """Whether a time ends what is said of an amount: `đạt 82% vào cuối quý II`."""
    if time.start < anchor.end or time.modifier not in ("by", "in"):
        return False
    return SEPARATOR.search(passage.low[anchor.end : time.start]) is None


def _opens_part(passage: Passage, time: TimeSpan, anchor: Anchor) -> bool:
    """Whether a time stands at the head of an item, or opens the part of the sentence that an anchor stands in."""
    if time.end > anchor.start:
        return False
    labels = time.start == passage.block.body and passage.low.startswith(":", time.end)
    if labels:
        return True
    gap = passage.low[time.end : anchor.start]
    return time.modifier == "by" and len(gap) < PART_REACH and SEPARATOR.search(gap) is None


def _stated_due(passage: Passage, anchor: Anchor, stop: int) -> str | None:
    own = _own(passage, anchor, stop) or _limit_behind(passage, stop) or _leading(passage, anchor)
    if own is not None:
        return own
    governing = governing_times(passage)
    before = bisect_left(governing, anchor.start, key=lambda time: time.start)
    while before and _closes_part(passage, governing[before - 1], anchor):
        before -= 1
    if before:
        return (governing[before - 1].edtf or "").rsplit("/", 1)[-1] or None
    limit = min(passage.block.end, max(stop, anchor.end) + SENTENCE_REACH)
    end = SENTENCE_END.search(passage.low, max(stop, anchor.end), limit)
    behind = passage.grounds.times.within(stop, end.start() if end else limit)
    for time in behind:
        if (
            time.kind in POINTS
            and _says_when(passage, time)
            and not is_baseline(passage, time)
            and not _leads_another(passage, time)
        ):
            return time.edtf
    for above in passage.governors:
        stated = governing_times(passage.grounds.passage(above))
        if stated and (above.role == "heading" or _heads(passage.grounds.passage(above))):
            return stated[-1].edtf
    said = (time for time in behind if time.kind in POINTS and passage.low.startswith(WITHIN, time.start))
    return next((time.edtf for time in said), None)


def _closes_part(passage: Passage, time: TimeSpan, anchor: Anchor) -> bool:
    """Whether a time ends a part of its own before an anchor: `100% … trước ngày 28/02; mỗi tổ có 02 hòm phiếu`."""
    if passage.low[time.end : time.end + 1] != ";":
        return False
    part = passage.low[passage.low.rfind(";", time.end, anchor.start) + 1 : anchor.start].lstrip()
    if part.startswith(passage.lexicon.words["going_on"]):
        return False
    first = passage.low.rfind(";", passage.block.body, time.start) + 1
    return any(first <= other.start < time.start for other in passage.anchors)


def _heads(passage: Passage) -> bool:
    """Whether a paragraph speaks for what stands under it: it announces it, or is no sentence and counts nothing."""
    if passage.grounds.outline.announces(passage.block):
        return True
    unended = not passage.low_of(passage.block).rstrip().endswith((".", ";", ","))
    return passage.block.role == "item" and unended and not passage.anchors


def resolve_baseline(passage: Passage, anchor: Anchor, end: int) -> str | None:
    """Find the period an increase is measured against: `so với giai đoạn 2011 - 2015` → `2011/2015`."""
    times = passage.grounds.times.within(anchor.start + 1, end)
    return next((time.edtf for time in times if is_baseline(passage, time)), None)


def year_end(passage: Passage, anchor: Anchor, limit: int) -> int:
    """Give where the year that belongs to a named unit ends, 0 if there is none before a comma."""
    times = passage.grounds.times.within(anchor.start + 1, limit)
    own = (time.end for time in times[:1] if "," not in passage.low[anchor.end : time.start])
    return next(own, 0)


def is_dated(passage: Passage, anchor: Anchor) -> bool:
    """Whether the sentence of a share begins with the time in which it is to be reached.

    Args:
        passage: the paragraph.
        anchor: the share.

    Example:
        `Trong quý III năm 2026, hoàn thành cấp căn cước cho 95% trẻ em`, not `Năm 2025 có 95% …`.
    """
    if anchor.kind != "share":
        return False
    first = max(passage.block.body, anchor.start - SENTENCE_REACH)
    begin = max(passage.low.rfind(mark, first, anchor.start) for mark in (". ", "; ", ".\n", ";\n")) + 1
    begin = max(begin, first)
    if _is_raised_by(passage, anchor, begin):
        return True
    times = passage.grounds.times.within(begin, anchor.start)
    if times and times[-1].modifier == "by" and _is_reached_by(passage, times[-1], anchor):
        return True
    if not times or times[0].start - begin > HEAD_REACH or passage.low[begin : times[0].start].strip(" \n-+*"):
        return False
    said = times[0].modifier == "by" or passage.low.startswith("trong", times[0].start)
    return said and passage.lexicon.has("undertakings", passage.low[times[0].end : anchor.start])


def _is_raised_by(passage: Passage, anchor: Anchor, begin: int) -> bool:
    """Whether a verb raises a share to where it is to be by the time behind it.

    Example:
        `Nâng tổng đầu tư cho khoa học đạt 1,8% GRDP vào năm 2028`, not `Tỷ lệ giải ngân đạt 45% vào năm 2021`.
    """
    verb = _raising(passage.lexicon.words["raising"]).search(passage.low, begin, anchor.start)
    if verb is None or "đã" in passage.low[begin : anchor.start].split():
        return False
    time = next(iter(passage.grounds.times.within(anchor.end, anchor.end + PART_REACH)), None)
    between = passage.low[anchor.end : time.start] if time is not None else ";"
    if time is None or any(mark in between for mark in ";.,:"):
        return False
    return time.kind in POINTS and time.edtf is not None and passage.low.startswith(BY_WHEN, time.start)


@cache
def _raising(verbs: tuple[str, ...]) -> re.Pattern[str]:
    """Make the pattern of a verb that raises, up to the words right before a number: `nâng … đạt khoảng`."""
    qualified = "(?: (?:trên|hơn|khoảng|ít nhất|tối thiểu|đến|tới|mức|từ|dưới)){0,2} ?$"
    said = rf"(?<!tỷ lệ )(?<!kết quả )(?<!tiến độ )\b(?:{'|'.join(verbs)})\b"
    return re.compile(rf"{said}[^.;%]{{2,160}}\b(?:đạt|lên|xuống|tới|còn){qualified}")


def _is_reached_by(passage: Passage, time: TimeSpan, anchor: Anchor) -> bool:
    """Whether a share is one reached by the time right before it: `đến ngày 31/01/2027 đạt trên 95% kế hoạch`."""
    words = passage.low[time.end : anchor.start].split()
    return words[:1] == ["đạt"] and all(word in passage.lexicon.ladder for word in words)


def is_baseline(passage: Passage, time: TimeSpan) -> bool:
    """Whether a time is one compared with (`so với năm 2020`, `gấp 1,5 lần năm 2020`)."""
    if passage.low[max(0, time.start - BASELINE_REACH) : time.start].endswith(" lần "):
        return True
    return passage.lexicon.has("baseline", passage.low[max(0, time.start - BASELINE_REACH) : time.start])


def _own(passage: Passage, anchor: Anchor, stop: int) -> str | None:
    """Find the time right behind what is said of the units: `xã Nấm Lư đạt chuẩn nông thôn mới năm 2024`."""
    for time in passage.grounds.times.within(anchor.start + 1, stop + 3):
        due = time.edtf or _quarter_of(passage, time)
        if time.kind in POINTS and due and not passage.grounds.fenced.holds(time.start):
            gap = passage.low[max(stop, anchor.end) : time.start].strip()
            bracketed = gap == "(" and passage.low.startswith(")", time.end)  # 80% (năm 2026), 90% (năm 2028)
            compared = passage.low[time.end : time.end + BASELINE_REACH].lstrip().startswith("so với")
            if compared and gap == "" and time.start < stop:
                continue  # chi phí của năm 2026 so với năm 2024
            return due if (not gap or bracketed) and not is_baseline(passage, time) else None
    return None


def _quarter_of(passage: Passage, time: TimeSpan) -> str | None:
    """Give a quarter of the year named before it in the paragraph: `40% vào cuối quý II năm 2026, 75% vào quý III`."""
    quarter = QUARTER.search(passage.low, time.start, time.end) if time.kind == "quarter" else None
    named = [other.edtf for other in passage.times if other.start < time.start and other.edtf]
    if quarter is None or not named or not named[-1][:4].isdigit():
        return None
    return f"{named[-1][:4]}-Q{QUARTERS.index(quarter['q']) % 4 + 1}"


def _limit_behind(passage: Passage, stop: int) -> str | None:
    """Find the last day that a clause of its own sets for the amount before it: `…, chậm nhất là năm 2028`."""
    comma = COMMA.match(passage.low, stop)
    if comma is None:
        return None
    words = passage.lexicon.words
    for time in passage.grounds.times.within(comma.end(), comma.end() + HEAD_REACH):
        said = passage.low[comma.end() : time.start].strip()
        if said not in words["done_by"] or time.modifier != "by" or time.kind not in POINTS:
            return None
        latest = passage.low.startswith(words["latest"], time.start)
        return time.edtf if latest and CLAUSE_END.match(passage.low, time.end) else None
    return None


def _leads_another(passage: Passage, time: TimeSpan) -> bool:
    """Whether a time stands right before another amount, whose it is: `đạt 80% và đến năm 2030 đạt 95%`."""
    anchors = passage.anchors
    at = bisect_left(anchors, time.end, key=lambda other: other.start)
    following = anchors[at] if at < len(anchors) else None
    if following is None or following.start - time.end > PART_REACH:
        return False
    gap = passage.low[time.end : following.start]
    return SEPARATOR.search(gap) is None and not gap.lstrip().startswith(("và ", "hoặc "))


def _leading(passage: Passage, anchor: Anchor) -> str | None:
    """Find a bare year at the head of the anchor's own part: `riêng năm 2024 có thêm 02 xã`."""
    before = passage.grounds.times.within(max(passage.block.body, anchor.start - 2 * PART_REACH), anchor.start)
    if not before or before[-1].kind not in POINTS or is_baseline(passage, before[-1]):
        return None
    gap = passage.low[before[-1].end : anchor.start]
    due = before[-1].edtf or _quarter_of(passage, before[-1])
    if due is not None and YEAR_END.search(gap[-PART_REACH:]):  # `hết quý II đạt 60%, hết năm đạt 100%`
        return due[:4]
    if len(gap) >= PART_REACH or SEPARATOR.search(gap):
        return None
    return due


@lru_cache(maxsize=64)
def governing_times(passage: Passage) -> list[TimeSpan]:
    """Give the times of a paragraph that say by when its quantities are due."""
    return [time for time in passage.times if _governs(passage, time, passage.block)]


def _governs(passage: Passage, time: TimeSpan, block: Block) -> bool:
    if time.kind == "period" and time.start == block.body and passage.low.startswith(":", time.end):
        return True  # `Giai đoạn 2026 - 2028: 50% hồ sơ`: by its end
    if time.edtf is None or time.kind not in (*POINTS, "half") or is_baseline(passage, time):
        return False
    first = max(block.body, time.start - HEAD_REACH)
    before = passage.low[first : time.start].strip(" -+*")
    after_stop = before.endswith((".", ";")) and passage.low.startswith("trong", time.start)
    at_head = not before or after_stop or before in passage.lexicon.words["aims"]
    at_head |= passage.low.startswith(")", time.end) and _ends_period(passage, before)
    return _says_when(passage, time) or _is_within(passage, time) or at_head or block.role == "heading"


def _ends_period(passage: Passage, before: str) -> bool:
    """Whether words at the head of a sentence tell the end of the time planned for: `vào cuối nhiệm kỳ (`."""
    words = before.removesuffix("(").split()
    known = passage.lexicon.words["period_ends"]
    return before.endswith("(") and bool(words) and words[0] in known and not SEPARATOR.search(before[:-1])


def _is_within(passage: Passage, time: TimeSpan) -> bool:
    """Whether a time is the year in which something is to be reached (`trong năm 2026`, `vào năm 2030`)."""
    return time.kind == "year" and passage.low.startswith(WITHIN, time.start)


def _says_when(passage: Passage, time: TimeSpan) -> bool:
    """Whether a time says by when something is to be reached; one in a citation says nothing of it."""
    if passage.grounds.fenced.holds(time.start):
        return False
    return time.modifier == "by"
