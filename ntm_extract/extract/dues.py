"""By when a target is due (thời hạn của chỉ tiêu), and from when an increase is counted."""

from __future__ import annotations

from ntm_extract.extract.anchors import Anchor
from ntm_extract.extract.dates import TimeSpan
from ntm_extract.extract.passage import SEPARATOR, Passage
from ntm_extract.outline.structure import Block

POINTS = ("year", "date", "month", "quarter")
BASELINE_REACH = 25
"""Characters before a time in which `so với` makes it a baseline."""
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
        `Phấn đấu đến năm 2025 có 04 xã đạt chuẩn …, xã A đạt chuẩn năm 2023`: 2025 for the four, 2023 for A.
    """
    own = _own(passage, anchor, stop) or _leading(passage, anchor)
    if own is not None:
        return own
    governing = [time for time in passage.times if time.start < anchor.start and _governs(passage, time, passage.block)]
    if governing:
        return governing[-1].edtf
    for above in passage.ancestors:
        times = passage.grounds.times_in(above.body, above.end)
        stated = [time for time in times if _governs(passage, time, above)]
        if stated and (above.role == "heading" or passage.low_of(above).rstrip().endswith(":")):
            return stated[-1].edtf
    return None


def resolve_baseline(passage: Passage, anchor: Anchor, end: int) -> str | None:
    """Find the period an increase is measured against: `so với giai đoạn 2016 - 2020` → `2016/2020`."""
    for time in passage.times:
        if anchor.start < time.start < end and is_baseline(passage, time):
            return time.edtf
    return None


def year_end(passage: Passage, anchor: Anchor, limit: int) -> int:
    """Give where the year that belongs to a named unit ends, 0 if there is none before a comma."""
    own = [t for t in passage.times if anchor.start < t.start < limit and "," not in passage.low[anchor.end : t.start]]
    return max((time.end for time in own), default=0)


def is_baseline(passage: Passage, time: TimeSpan) -> bool:
    """Whether a time is one compared with (`so với năm 2020`)."""
    return passage.lexicon.has("baseline", passage.low[max(0, time.start - BASELINE_REACH) : time.start])


def _own(passage: Passage, anchor: Anchor, stop: int) -> str | None:
    """Find the time right behind what is said of the units: `xã Trường Hà đạt chuẩn nông thôn mới năm 2023`."""
    for time in passage.times:
        if time.start > anchor.start and time.kind in POINTS and time.edtf:
            gap = passage.low[max(stop, anchor.end) : time.start] if time.start >= stop else ""
            near = time.start <= stop + 2 and not gap.strip()
            return time.edtf if near and not is_baseline(passage, time) else None
    return None


def _leading(passage: Passage, anchor: Anchor) -> str | None:
    """Find a bare year at the head of the anchor's own part: `trong đó năm 2023 có thêm 01 xã`."""
    before = [time for time in passage.times if time.start < anchor.start]
    if not before or before[-1].kind not in POINTS or is_baseline(passage, before[-1]):
        return None
    gap = passage.low[before[-1].end : anchor.start]
    return before[-1].edtf if len(gap) < PART_REACH and not SEPARATOR.search(gap) else None


def _governs(passage: Passage, time: TimeSpan, block: Block) -> bool:
    """Whether a time says by when the quantities of its block are due."""
    if time.edtf is None or time.kind not in (*POINTS, "half") or is_baseline(passage, time):
        return False
    at_head = not passage.low[block.body : time.start].strip(" -+*")
    return time.modifier == "by" or at_head or block.role == "heading"
