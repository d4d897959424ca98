"""Ladders of years (lộ trình): several quantities of one indicator, and quantities that say where one comes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ntm_extract.extract.targets.anchors import Anchor
from ntm_extract.extract.targets.passage import Passage
from ntm_extract.extract.targets.target_draft import Draft

RUNG_REACH = 100
"""Characters between two rungs of one ladder."""
SILENT_REACH = 300
"""Characters of a stretch of small words and times at most."""
GOES_ON = re.compile(
    r"[^,;.()%]{0,40}?(?:\([^()]{1,30}\)\s{1,3})?(?<!trở )\b(?:xuống|lên|thành)\s{1,9}"
    r"(?:[^\W\d_]{1,9}\s{1,9}){0,3}(?=\d)"
)
PART = re.compile(r"[,;] ?trong đó ")
WORD = re.compile(r"[^\W\d_]+")


def is_start(passage: Passage, anchor: Anchor) -> bool:
    """Whether a quantity is what a change comes from: 30 in `giảm từ 30% năm 2025 xuống còn 10% năm 2030`."""
    before = passage.low[max(passage.block.body, anchor.start - 8) : anchor.start].rstrip()
    said_from = before.endswith("từ") or passage.low[anchor.start : anchor.start + 3] == "từ "
    return said_from and GOES_ON.match(passage.low, anchor.end, passage.block.end) is not None


def find_start_year(passage: Passage, anchor: Anchor) -> str | None:
    """Give the year a change comes from: 2025 in the example above."""
    leads_on = GOES_ON.match(passage.low, anchor.end, passage.block.end)
    times = passage.grounds.times.within(anchor.end, leads_on.end() if leads_on else anchor.end)
    return next((time.edtf for time in times), None)


def is_rung(passage: Passage, anchor: Anchor, left: str, stop: int) -> bool:
    """Whether only times and small words stand around a quantity: `năm 2030 đạt 70%`."""
    if anchor.kind not in ("share", "count") or (anchor.kind == "share" and anchor.unit):
        return False
    return _is_silent(passage, anchor.start - len(left), anchor.start) and _is_silent(passage, anchor.end, stop)


def rung_before(passage: Passage, anchor: Anchor, before: Sequence[Draft]) -> Draft | None:
    """Give the row whose ladder goes on with a rung, None where there is none."""
    draft = before[-1] if before else None
    if draft is None or draft.anchor.kind != anchor.kind or anchor.start - draft.end > RUNG_REACH:
        return None
    if anchor.kind == "count" and anchor.group != "rung" and anchor.unit != draft.anchor.unit:
        return None
    begin = max(draft.end, draft.anchor.end)
    part = PART.search(passage.low, begin, anchor.start)  # `500 tủ sách ở vùng cao, hải đảo, trong đó năm 2027 là 220`
    return draft if _is_silent(passage, part.start() if part else begin, anchor.start) else None


def lend_unit(passage: Passage, anchor: Anchor, later: Sequence[Anchor], limit: int) -> tuple[Anchor, str]:
    """Give a rung the unit, and what is said of it, of the last of its ladder: `đạt 50%, đạt 70%, đạt 90% số xã …`.

    Args:
        passage: the paragraph.
        anchor: the rung.
        later: the anchors behind it in its sentence.
        limit: where the sentence ends.

    Returns:
        The rung as it is to be read, and the words said of the units; as it was and "" where nothing is lent.
    """
    at = anchor.end
    for other in later:
        if other.kind != anchor.kind or not _is_silent(passage, at, other.start):
            break
        if anchor.unit and other.unit != anchor.unit:  # `12 bác sĩ, 35 giường bệnh`: each of its own
            break
        words, stop = passage.right_of(other, limit)
        if other.unit or not _is_silent(passage, other.end, stop):
            return replace(anchor, unit=other.unit, group=other.group), words
        at = other.end
    return anchor, ""


def end_before_next(passage: Passage, anchor: Anchor, limit: int, following: int) -> int:
    """Give where what is said of an amount ends when the words behind `và` belong to the next one.

    Args:
        passage: the paragraph.
        anchor: the amount.
        limit: where its words end at the latest.
        following: where the next amount begins, or the sentence ends.

    Example:
        In `hết năm 2028 có 80% và đến năm 2030 có 100%` the first ends before `và`.
    """
    joint = passage.low.rfind(" và ", anchor.end, limit)
    if limit != following or joint < 0 or not _is_silent(passage, joint, limit):
        return limit
    return joint


def said_of_both(passage: Passage, anchor: Anchor, following: Anchor, limit: int) -> str:
    """Give what is said of the units of an amount together with those of the next; "" where they are not joined.

    Args:
        passage: the paragraph.
        anchor: the amount, behind whose units nothing is said.
        following: the next one.
        limit: where the sentence ends.

    Example:
        `đạt chuẩn nông thôn mới` of the communes in `85% số xã và 60% số thôn đạt chuẩn nông thôn mới`.
    """
    between = passage.low[anchor.end : following.start].strip()
    joined = between in ("và", ",", ", và") and following.kind == anchor.kind and bool(following.unit)
    return passage.right_of(following, limit)[0] if joined else ""


def says_nothing(passage: Passage, said: str, heads: Sequence[str]) -> bool:
    """Whether words before an amount say nothing of their own beside how they begin: `trong đó có ít nhất`."""
    head = next((head for head in heads if said.lstrip().startswith(head)), "")
    return all(word in passage.lexicon.ladder for word in WORD.findall(said.replace(head, " ", 1)))


def _is_silent(passage: Passage, start: int, end: int) -> bool:
    """Whether nothing but times and small words stands in a stretch of text."""
    if end - start > SILENT_REACH:
        return False
    at = start
    for time in passage.grounds.times.within(start, end):
        if not _is_small(passage, at, min(time.start, end)):
            return False
        at = time.end
    return _is_small(passage, at, end)


def _is_small(passage: Passage, start: int, end: int) -> bool:
    said = passage.low[start : max(start, end)]
    again = next((words for words in passage.lexicon.words["said_again"] if words in said), None)
    plain = said.replace(again, " ") if again is not None else said
    return all(word in passage.lexicon.ladder for word in WORD.findall(plain))
