"""Targets (chỉ tiêu) and achievements (kết quả đã đạt): quantities to be reached and those that are, by paragraph."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from ntm_extract.extract.found import Found
from ntm_extract.extract.targets.anchors import Anchor
from ntm_extract.extract.targets.dues import is_dated, resolve_baseline, resolve_due, year_end
from ntm_extract.extract.targets.indicators import (
    UNIT_GROUPS,
    goes_on,
    increases,
    is_assured,
    is_made_new,
    is_wanted,
    resolve_indicator,
)
from ntm_extract.extract.targets.ladders import (
    end_before_next,
    find_start_year,
    is_rung,
    is_start,
    lend_unit,
    rung_before,
    said_of_both,
    says_nothing,
)
from ntm_extract.extract.targets.named_subjects import find_named_subject
from ntm_extract.extract.targets.number_rules import is_age, is_attribute, is_rule
from ntm_extract.extract.targets.passage import Grounds, Passage
from ntm_extract.extract.targets.reached import had_passed, is_of_facts, tells_past, tells_reached
from ntm_extract.extract.targets.row_values import (
    YEARLY_GROUPS,
    criterion_of,
    is_breakdown,
    is_part,
    qualifier_of,
    unit_of,
    whole_of,
)
from ntm_extract.extract.targets.subjects import find_pace, find_subject, is_rate_beside, lend_subject
from ntm_extract.extract.targets.target_draft import Draft, add_names, deal_names, merge_amount, repeats_amount

TARGET_ROLES = ("preamble", "item", "dash", "paragraph")
LEAD_TRIM = re.compile(
    r"^(?:\W|và\b|cụ thể\b|trong đó\b|gồm\b|phấn đấu\b|quyết tâm\b|(?:đến )?(?:hết |cuối )?năm \d{4}\b"
    r"|toàn (?:tỉnh|huyện|xã|thành phố)\b|huyện\b(?= có))+",
    re.IGNORECASE,
)
"""Words at the head of a quote that are not part of the target's own words."""
SENTENCE = re.compile(r"(?:[^.;(]|\.(?!\s|$)|\([^()]*\)|\()+[.;]?")
COORDINATION = re.compile(r"\s*(?:\([^()]*\)\s*)?(?:,|và|, và)?\s*")
COUNTED_ON = re.compile(r"\s{0,3}(?:\([^()]{0,300}\)\s{0,3})?;\s{0,3}")
AND_MORE = re.compile(r"\s{0,3}(?P<of>(?:,? ?[^\W\d]{1,12} ){0,6})trở lên")
DANGLING = re.compile(r",?\s{1,3}(?:và|hoặc)$")
"""What only joins the next amount."""
WHERE = (" tại", " ở", " trên địa bàn", " khắp", " thuộc", " cho")
"""Words before a number of units that only say where something is done: `kiểm tra tại 34 tỉnh, thành phố`."""
LADDER_REACH = 30
"""Anchors behind one in which its ladder may end."""
SURE, OTHER, GUESSED = 0.9, 0.75, 0.65
"""Confidence of a row of a known indicator, of another one, and of one whose unit is in no list."""

TARGETS_ALONE = ("baseline", "qualifier", "breakdown", "criterion")
"""Fields that an achievement has not."""


class Amounts(NamedTuple):
    """The rows of two tables, in reading order: what is to be reached, and what is reached."""

    targets: list[Found]
    achievements: list[Found]


def find_amounts(grounds: Grounds) -> Amounts:
    """Find all targets and achievements of a document.

    Args:
        grounds: its structure, words, times and numbers.

    Returns:
        Rows with the fields of `plan.Target` and `plan.Achievement` that are their own.

    Example:
        `Năm 2024 phấn đấu có thêm 06 xã đạt chuẩn nông thôn mới` gives a target: `communes_ntm`, 6, `increase`, due
        2024; `Đến nay, huyện có 07 xã đạt chuẩn nông thôn mới` an achievement: `communes_ntm`, 7, `level`.
    """
    amounts = Amounts([], [])
    for block in grounds.outline.blocks:
        if block.role in TARGET_ROLES:
            passage = grounds.passage(block)
            if not _is_of_awards(passage):
                wanted, reached = _of_passage(passage, facts=is_of_facts(passage))
                amounts.targets.extend(_finish(passage, draft) for draft in wanted)
                amounts.achievements.extend(_finish_reached(passage, draft) for draft in reached)
    return amounts


def _is_of_awards(passage: Passage) -> bool:
    """Whether a paragraph tells who is awarded for what."""
    lexicon = passage.lexicon
    aims = any(passage.low_of(block).startswith(lexicon.words["headings"]) for block in passage.ancestors)
    heads = lexicon.words["awards"] + (() if aims else lexicon.words["award_classes"])
    parts = [passage.block, *(block for block in passage.ancestors if block.parent is not None)]
    return any(passage.low_of(block).startswith(heads) for block in parts)


def _is_triggered(passage: Passage, end: int) -> bool:
    """Whether the paragraph up to `end`, its lead-in or its headings speak of targets."""
    lexicon = passage.lexicon
    if lexicon.has("triggers", passage.low[passage.block.body : end]):
        return True
    kinds = {True: "headings", False: "triggers"}
    return any(lexicon.has(kinds[block.role == "heading"], passage.low_of(block)) for block in passage.ancestors)


def _of_passage(passage: Passage, *, facts: bool) -> tuple[list[Draft], list[Draft]]:
    """Give the rows of what is to be reached, and of what is reached."""
    drafts: list[Draft] = []
    reached: list[Draft] = []
    wanted = (anchor for anchor in passage.anchors if anchor.group != "any" or is_wanted(passage, anchor))
    anchors = [anchor for anchor in wanted if not is_age(passage, anchor)]
    starts = [anchor.start for anchor in anchors]
    opened = passage.block.body
    for match in SENTENCE.finditer(passage.text, passage.block.body, passage.block.end):
        sentence = passage.low[match.start() : match.end()]
        if passage.text[match.start() - 1 : match.start()] != ";" or "phấn đấu" in sentence:
            opened = match.start()  # a period governs the parts behind a semicolon too
        inside = anchors[bisect_left(starts, match.start()) : bisect_left(starts, match.end())]
        dated = any(is_dated(passage, anchor) for anchor in inside)
        if (
            (facts and not dated)
            or tells_past(passage, opened)
            or (tells_reached(passage, sentence) and "phấn đấu" not in sentence)
        ):
            _of_sentence(passage, match.span(), inside, reached, reached)
        elif _is_triggered(passage, match.end()) or dated or any(is_assured(passage, anchor) for anchor in inside):
            _of_sentence(passage, match.span(), inside, drafts, reached)
        else:  # only a day that has passed makes it one of what is reached: `Đến tháng 6 năm 2022, huyện có 04 xã …`
            _of_sentence(passage, match.span(), inside, [], reached)
    deal_names(passage, drafts)
    return drafts, [draft for draft in reached if draft.values["indicator"] != "other"]


def _of_sentence(
    passage: Passage, span: tuple[int, int], anchors: Sequence[Anchor], drafts: list[Draft], reached: list[Draft]
) -> None:
    """Add the rows of one sentence to those of the paragraph so far; those whose due day has passed to `reached`."""
    first = len(drafts)
    origin: tuple[int, str | None] | None = None
    told = zip((None, *anchors), anchors, strict=False)
    anchors = [anchor for before, anchor in told if not is_attribute(passage, anchor, before)]
    for position, anchor in enumerate(anchors):
        left_start = max(span[0], anchors[position - 1].end) if position else span[0]
        if is_start(passage, anchor):
            origin = (left_start, find_start_year(passage, anchor))
            continue
        if is_rule(passage, anchor, span):
            continue
        later = anchors[position + 1 : position + 1 + LADDER_REACH]
        behind = (
            anchors[at].start for at in range(position + 1, len(anchors)) if anchor.bracket or not anchors[at].bracket
        )
        right_end = next(behind, span[1])
        if len(drafts) > first and repeats_amount(passage, anchor, drafts[-1]):
            merge_amount(passage, anchor, drafts[-1], right_end)
            continue
        place = _Place(origin[0] if origin is not None else left_start, right_end, later, span[1])
        draft = _draft(passage, anchor, place, drafts)
        if draft is None:
            continue
        if origin is not None:
            draft.values["baseline"], draft.values["change"] = (
                origin[1],
                "level",
            )  # `tăng từ 10 lên 16 xã`: 16 is reached
            origin = None
        if drafts is not reached and had_passed(draft.values["due"], passage.grounds.issued_on):
            reached.append(draft)
        else:
            drafts.append(draft)
            drafts.extend(add_names(passage, draft, right_end))


class _Place(NamedTuple):
    """Where an anchor stands in its sentence: from where words govern it, to where, what follows, and the end."""

    left_start: int
    right_end: int
    later: Sequence[Anchor]
    end: int

    @property
    def next_start(self) -> int:
        """Where the next anchor begins, or the sentence ends."""
        return self.later[0].start if self.later else self.end


def _draft(passage: Passage, anchor: Anchor, place: _Place, before: Sequence[Draft]) -> Draft | None:
    """Make the row of an anchor; None when it is no target."""
    left_start = find_subject(passage, anchor, place.left_start)
    subject = find_named_subject(passage, anchor, place.left_start)
    if subject is not None:
        left_start, anchor = min(left_start, subject.start), replace(anchor, names=subject.names)
    left = passage.low[left_start : anchor.start]
    right, stop = passage.right_of(anchor, end_before_next(passage, anchor, place.right_end, place.next_start))
    stop -= len(passage.low[anchor.end : stop]) - len(DANGLING.sub("", passage.low[anchor.end : stop]))
    if _is_no_target(passage, anchor, left, right):
        return None
    if not right.strip() and place.later and anchor.group in UNIT_GROUPS:  # `85% số xã và 60% số thôn đạt chuẩn`
        right = said_of_both(passage, anchor, place.later[0], place.end) or right
    anchor = lend_subject(passage, anchor, left, right, before)
    rung = is_rung(passage, anchor, left, stop)
    ladder = rung_before(passage, anchor, before) if rung else None
    if ladder is not None:
        anchor = replace(anchor, unit=anchor.unit or ladder.anchor.unit, group=ladder.anchor.group)
        indicator: str | None = ladder.values["indicator"]
    elif anchor.group == "rung":
        return None
    elif rung:
        anchor, lent = lend_unit(passage, anchor, place.later, place.end)
        named = passage.low_of(passage.ancestors[0]) if passage.ancestors else ""  # Tỷ lệ hộ nghèo: ⏎ - Năm 2025: 10%
        indicator = resolve_indicator(passage, anchor, f"{named} {left}", lent or right, before)
    else:
        indicator = resolve_indicator(passage, anchor, left, right, before)
    if indicator is None:
        return None
    lexicon = passage.lexicon
    values: dict[str, Any] = {"indicator": indicator, **_amount(anchor)}
    if values["comparator"] == "=" and _is_lower_limit(passage, anchor):
        values["comparator"] = ">="
    more = indicator == "criteria_gain" or (indicator == "rural_income" and anchor.group == "times")  # `gấp 1,5 lần`
    more = more or increases(left, lexicon) or is_made_new(anchor, right, lexicon)
    values["change"] = "increase" if more else "level"
    pace = find_pace(anchor, passage.low[place.left_start : anchor.start], left, right)
    per_year = pace == "/năm"
    sibling = _sibling(passage, anchor, before)
    if sibling is not None:  # `có thêm 04 xã …, 01 xã …`: the verb governs both
        values["change"] = sibling.values["change"]
        if (sibling.values["unit"] or "").endswith("/năm") and anchor.group in YEARLY_GROUPS:
            pace, per_year = "/năm", True
        least = sibling.at_least or sibling.values["comparator"] == ">="
        same = indicator == sibling.values["indicator"]
        listed = anchor.kind == "count" and anchor.group == sibling.anchor.group  # `ít nhất 03 cuộc thi, 02 hội thảo`
        if values["comparator"] == "=" and least and same and (indicator != "other" or listed):
            values["comparator"] = ">="
    if is_part(passage, anchor, values, before) and says_nothing(passage, left, passage.lexicon.words["parts_of"]):
        values["change"] = before[-1].values["change"]  # `thêm 05 sản phẩm, trong đó 01 sản phẩm đạt 4 sao`
    total = before[-1].values if before and per_year and anchor.group in YEARLY_GROUPS else {}
    if (total.get("indicator"), total.get("unit"), total.get("change")) == (indicator, anchor.unit, "increase"):
        values["change"] = "increase"  # `công nhận mới 60 sản phẩm, bình quân mỗi năm 12 sản phẩm`
    rate = (pace == "/năm" or anchor.per.endswith("/năm")) and is_rate_beside(passage, anchor, before)
    per_year |= rate
    values["unit"] = whole_of(passage, anchor) or unit_of(anchor, indicator, pace, left)
    if values["unit"] is None and ladder is not None:
        values["unit"] = ladder.values["unit"]  # `đạt 20% GRDP vào năm 2027, 30% vào năm 2030`
    values["baseline"] = resolve_baseline(passage, anchor, place.next_start)
    values["due"] = resolve_due(passage, anchor, stop)
    if values["due"] is None and (sibling is not None or goes_on(left, before)):
        values["due"] = before[-1].values["due"]  # `năm 2030 đạt 60 triệu đồng, gấp 1,5 lần năm 2025`
    if ladder is not None and values["comparator"] == "=" and ladder.values["due"] not in (None, values["due"]):
        between = passage.low[ladder.end : anchor.start].strip(" ,")  # `dưới 18% năm 2028 và 15% năm 2030`
        values["comparator"] = ladder.values["comparator"] if between in ("", "và") else "="
    values["places"] = list(anchor.names)
    values["breakdown"] = rate or is_breakdown(passage, anchor, values, per_year, before)
    values["qualifier"] = qualifier_of(passage, anchor, values, left, right, per_year)
    values["criterion"] = criterion_of(passage, values, f"{left}{passage.low[anchor.start : stop]}")
    if anchor.kind == "named":
        stop = max(stop, year_end(passage, anchor, place.right_end))
    start = _phrase_start(passage, anchor, left_start)
    at_least = values["comparator"] == ">=" or lexicon.has("at_least", left)
    draft = Draft(values, anchor, start, stop, at_least, _sureness(anchor, indicator))
    draft.doubt(anchor.quantity)
    return draft


def _is_lower_limit(passage: Passage, anchor: Anchor) -> bool:
    """Whether `trở lên` behind a number makes it the least: `90% hộ trở lên`, `từ 90% chi bộ trực thuộc trở lên`."""
    said = AND_MORE.match(passage.low, anchor.end)
    return said is not None and (
        len(said["of"].split()) <= 1 or passage.low.endswith("từ ", passage.block.body, anchor.start)
    )


def _sibling(passage: Passage, anchor: Anchor, before: Sequence[Draft]) -> Draft | None:
    """Give the row before, where an anchor is only joined to it: by a comma, or counting the same by a semicolon."""
    between = passage.text[before[-1].end : anchor.start] if before else ";"
    if COORDINATION.fullmatch(between):
        return before[-1]
    if not before or anchor.kind != "count" or not COUNTED_ON.fullmatch(between):
        return None
    return before[-1] if anchor.unit == before[-1].anchor.unit == before[-1].values["unit"] else None


def _sureness(anchor: Anchor, indicator: str) -> float:
    if indicator != "other":
        return SURE
    return GUESSED if anchor.group == "any" else OTHER


def _is_no_target(passage: Passage, anchor: Anchor, left: str, right: str) -> bool:
    """Whether an anchor is what is compared with, a bare share in brackets, or a unit only spoken of."""
    if passage.lexicon.has("baseline", left[-12:]):
        return True
    if anchor.kind == "share" and anchor.bracket and not right.strip() and not anchor.unit:
        return True
    unit_of_area = anchor.group in UNIT_GROUPS or anchor.unit.startswith("tỉnh")
    located = anchor.kind == "count" and unit_of_area and f" {left.rstrip()}".endswith(WHERE)
    if located and "tiêu chí" not in left:
        return True
    if anchor.kind != "named" or anchor.names:
        return False
    return not passage.lexicon.has("strong", passage.low[passage.block.body : anchor.start] + passage.headings)


def _amount(anchor: Anchor) -> dict[str, Any]:
    values: dict[str, Any] = dict.fromkeys(("value", "value_max", "denominator", "share_pct"))
    quantity = anchor.quantity
    values["comparator"] = quantity.comparator if quantity and anchor.kind != "none" else "="
    if quantity is not None and quantity.damaged:
        return values  # a number that cannot be read is null, and the row says so
    if anchor.kind == "none":
        values["value"] = 0
    elif quantity is None:  # named instead of counted
        values["value"] = max(1, len(anchor.names))
    elif anchor.kind == "share":
        values.update(share_pct=quantity.percent, value_max=quantity.percent_max)
    else:
        values.update(value=quantity.value, value_max=quantity.value_max, denominator=quantity.denominator)
    return values


def _phrase_start(passage: Passage, anchor: Anchor, left_start: int) -> int:
    """Give where the quote begins: where the words that govern the anchor do, signs left out."""
    start = left_start
    while start < anchor.start and passage.text[start] in " \t-+*–,.;:":
        start += 1
    return start


def _finish_reached(passage: Passage, draft: Draft) -> Found:
    """Make the row of an achievement of a draft: `due` is when it was reached, and some fields say nothing."""
    found = _finish(passage, draft)
    values = {name: value for name, value in found.values.items() if name not in TARGETS_ALONE}
    as_of = values.pop("due")
    method = found.method.replace("targets:", "achievements:")
    return replace(found, values={**values, "as_of": as_of}, method=method)


def _finish(passage: Passage, draft: Draft) -> Found:
    lead = LEAD_TRIM.match(passage.text[draft.start : draft.end])
    words = draft.start + (lead.end() if lead else 0)
    if draft.anchor.start >= draft.start:
        words = min(words, draft.anchor.start)
    return Found(
        start=draft.start,
        end=draft.end,
        address=passage.block.address,
        values={**draft.values, "text": (words, draft.end)},
        method=f"targets:{draft.anchor.kind}",
        confidence=draft.confidence,
        doubts=draft.doubts,
    )
