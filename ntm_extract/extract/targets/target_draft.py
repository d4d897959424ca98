"""A target in the making, and how later words of a sentence add to it: shares, names, details by year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ntm_extract.extract.targets.anchors import BRACKET, Anchor, split_names
from ntm_extract.extract.targets.numbers import Quantity
from ntm_extract.extract.targets.passage import Passage
from ntm_extract.extract.times.dates import TimeSpan

NAMED_AFTER = re.compile(r"(?:\b(?:là|gồm)|:)(?: các)?(?: xã| huyện| thôn| xóm| làng)? [^.;()]{2,200}")
"""A list of names behind a count: `02 xã … là A, B`; taken when there are as many as counted."""
NAMES_END = re.compile(r"\s(?:đạt|được|về đích|hoàn thành|trong năm|vào năm)\b")
"""What begins behind a list of names that is said of its units."""
LISTED = re.compile(r",? (?:bao )?gồm:? ")
LIST_END = re.compile(r"[.;(]|$")
NAME_LIST = re.compile(r"\bgồm(?: các xã| xã)?:?\s*\(?")
NAME_LIST_END = re.compile(r"\)|[.;]|, cụ thể")
BRACKET_REACH = 600
OWN_SUBJECT = re.compile(r"(?:tốc độ|mức độ|tỷ trọng|năng suất|chỉ số|độ che phủ|kim ngạch|thu nhập|giá trị|tổng)\b")
"""How words between two amounts begin that name something else for the second."""
CHANGES = re.compile(r"(?:bình quân )?(?:tăng|giảm)\b(?! (?:lên|còn|xuống))")
"""How words between an amount and a share begin that make the share how much more or less it is than before."""
FALLS = re.compile(r"\bgiảm(?! nghèo)(?:(?!\b(?:còn|xuống|dưới)\b)[^,;])*$")
"""Words by which a quantity is how much less there shall be (`giảm bình quân 1%/năm`), not what is left."""
FALL_REACH = 200
"""Characters before a quantity in which they may stand."""
DAMAGED, DOUBTFUL = 0.3, 0.6
"""Confidence of a row whose number cannot be read, or can be read in two ways."""


@dataclass
class Draft:
    """A row in the making.

    Attributes:
        values: the row's fields so far.
        anchor: where its quantity stands.
        start, end: its quote so far.
        at_least: `ít nhất` was said, which also holds for what is coordinated with it.
        confidence: how sure the pattern is.
        doubts: what could not be read or could be read otherwise.
    """

    values: dict[str, Any]
    anchor: Anchor
    start: int
    end: int
    at_least: bool = False
    confidence: float = 0.9
    doubts: tuple[str, ...] = ()

    def doubt(self, quantity: Quantity | None) -> None:
        """Take over what is in doubt about a number of the row."""
        if quantity is not None and quantity.doubts:
            self.doubts += quantity.doubts
            self.confidence = min(self.confidence, DAMAGED if quantity.damaged else DOUBTFUL)


def repeats_amount(passage: Passage, anchor: Anchor, draft: Draft) -> bool:
    """Whether an anchor only says a row's amount again: `(30% thôn)`, `chiếm 63,5%`, `tương đương 54 thôn`."""
    between = passage.low[draft.anchor.end : anchor.start]
    tail = between[between.rfind("(" if anchor.bracket else ",") + 1 :]
    if is_fall(tail) and not is_fall(passage.low[draft.start : draft.anchor.start]):
        return False  # `còn 4,2% (tương đương giảm 1.250 hộ)`: what is left, and how much less
    if anchor.kind == "share" and draft.anchor.kind == "count" and draft.values["share_pct"] is None:
        if anchor.bracket and not tail.strip():
            return True
        if "trong đó" in tail:
            return False  # `600 công nhân, trong đó nữ chiếm 15%`: a part has a share of its own
        says_share = any(re.search(rf"\b{word}\s*$", tail.rstrip()) for word in passage.lexicon.words["share"])
        other = not anchor.bracket and passage.lexicon.status_in(passage.low[anchor.end : anchor.end + 30])
        if OWN_SUBJECT.match(tail.strip()) or anchor.per.endswith("/năm") or CHANGES.match(tail.strip()):
            return False
        return says_share and not other and anchor.group in ("", draft.anchor.group)
    if anchor.kind == "count" and draft.anchor.kind == "share" and draft.values["value"] is None:
        return "tương đương" in tail or (anchor.bracket and draft.anchor.unit == anchor.unit)
    return False


def is_fall(said: str) -> bool:
    """Whether the words before a quantity make it how much less there shall be: `giảm bình quân`."""
    return FALLS.search(said[-FALL_REACH:]) is not None


def merge_amount(passage: Passage, anchor: Anchor, draft: Draft, right_end: int) -> None:
    """Add the amount said again to the row."""
    assert anchor.quantity is not None
    end = anchor.end
    draft.doubt(anchor.quantity)
    if anchor.quantity.damaged:
        pass
    elif anchor.kind == "share":
        draft.values["share_pct"] = anchor.quantity.percent
        if not anchor.bracket:
            end = min(passage.right_of(anchor, right_end)[1], anchor.end + 60)
    else:
        draft.values.update(value=anchor.quantity.value, denominator=anchor.quantity.denominator)
    draft.end = max(draft.end, end)


def add_names(passage: Passage, draft: Draft, right_end: int) -> list[Draft]:
    """Read the names behind a count, and give a row of detail for each that has a year of its own.

    Example:
        `02 xã đạt chuẩn (xã A năm 2024; xã B năm 2025)` gives two rows; `01 xã (A năm 2025)` only a place and a due.
    """
    if draft.anchor.kind != "count" or draft.anchor.bracket:
        return []
    text = passage.text
    rows: list[Draft] = []
    for match in BRACKET.finditer(text, draft.anchor.end, min(right_end, draft.end + 3) + BRACKET_REACH):
        behind = match.start() >= right_end or (match.start() > draft.end and text[draft.end : match.start()].strip())
        if behind:
            break
        names = split_names(match[1], draft.anchor.group)
        if not names or match[1].isupper() or "%" in match[1]:
            continue
        years = _years(passage, match.start(1), match.end(1))
        draft.values["places"] = names
        if draft.values["value"] == 1 and len(years) == 1:
            draft.values["due"] = years[0].edtf
        elif years and draft.values["value"] != 1:
            rows += _dated_names(passage, draft, match.start(1), match.end(1), years)
    if rows or draft.values["places"]:
        return rows
    listed = LISTED.match(text, draft.end)
    if listed is not None:
        stop = LIST_END.search(text, listed.end())
        end = stop.start() if stop else listed.end()
        rows = _dated_names(passage, draft, listed.end(), end, _years(passage, listed.end(), end))
        draft.values["places"] = [name for row in rows for name in row.values["places"]]
    named = NAMED_AFTER.search(text, draft.anchor.end, min(right_end, passage.block.end))
    if named is not None and not rows:
        names = split_names(NAMES_END.split(named.group(), maxsplit=1)[0], draft.anchor.group)
        if len(names) == draft.values["value"]:
            draft.values["places"] = names
    return rows


def deal_names(passage: Passage, drafts: Sequence[Draft]) -> None:
    """Deal the names of one list (`gồm (A, B, C)`) out to the counts just before it, when the numbers add up."""
    listed_to = passage.block.body
    for match in NAME_LIST.finditer(passage.text, passage.block.body, passage.block.end):
        close = NAME_LIST_END.search(passage.text, match.end(), passage.block.end)
        end = close.start() if close else passage.block.end
        names = split_names(passage.text[match.end() : end], "commune")
        before = [draft for draft in drafts if listed_to <= draft.start < match.end() and _wants_names(draft)]
        listed_to = match.start()
        for draft in _adding_up(before, len(names)):
            size = int(draft.values["value"])
            draft.values["places"], names = names[:size], names[size:]


def _adding_up(drafts: Sequence[Draft], total: int) -> Sequence[Draft]:
    """Give the last drafts whose counts make up a total, none if no number of them does."""
    for first in reversed(range(len(drafts))):
        total -= int(drafts[first].values["value"])
        if total <= 0:
            return drafts[first:] if total == 0 else ()
    return ()


def _wants_names(draft: Draft) -> bool:
    values = draft.values
    return (
        draft.anchor.kind == "count"
        and draft.anchor.group == "commune"
        and not values["breakdown"]
        and not values["places"]
        and bool(values["value"])
    )


def _years(passage: Passage, start: int, end: int) -> list[TimeSpan]:
    return [time for time in passage.grounds.times.within(start, end) if time.kind == "year"]


def _dated_names(passage: Passage, draft: Draft, start: int, end: int, years: Sequence[TimeSpan]) -> list[Draft]:
    rows: list[Draft] = []
    at = start
    for year in years:
        names = split_names(passage.text[at : year.start], draft.anchor.group)
        if names:
            detail = {"value": len(names), "places": names, "due": year.edtf, "breakdown": True}
            blank = dict.fromkeys(("denominator", "share_pct", "value_max", "baseline", "qualifier"))
            begin = at + len(passage.text[at:end]) - len(passage.text[at:end].lstrip(" ;,"))
            values = {**draft.values, **blank, **detail, "change": "level"}
            rows.append(Draft(values, draft.anchor, begin, year.end, confidence=draft.confidence))
        at = year.end
    return rows
