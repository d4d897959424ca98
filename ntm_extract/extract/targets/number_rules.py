"""Numbers that are rules and no targets: definitions, points, what is paid, how money is divided."""

from __future__ import annotations

import re

from ntm_extract.extract.targets.anchors import Anchor
from ntm_extract.extract.targets.passage import Passage

AGE_REACH = 150
"""Characters before an age in which `tuổi thọ` makes it a length of life."""
RULE_REACH = 300
"""Characters before and behind a quantity in which words of its sentence make it a rule: a list may be very long."""
ATTRIBUTE_GROUPS = ("money", "area", "length", "weight", "measure")
"""Groups of what can be an attribute of things that are counted."""
ATTRIBUTE = re.compile(
    r"^[^,;.:()]{0,120}\b(?:quy mô(?= (?:từ|trên|tối thiểu|khoảng)\b)"
    r"|(?:có|với|đạt)\s(?:tổng\s)?(?:doanh thu|giá trị|quy mô|diện tích|công suất|thu nhập|vốn|chiều dài|lợi nhuận"
    r"|kim ngạch))\b(?:(?!\bvà\b)[^,;.:()])*$"
)
"""Words between a count and an amount of each of the units counted."""
OF_EACH = re.compile(r"^[^,;.:()]{1,40}\b(?:mỗi|từng)\b[^,;.:()]*$")
"""Words behind `với` that make an amount one of each unit."""
AGAIN_REACH = 40
"""Characters before a quantity in which words stand for the amount told before it."""
REACHES = re.compile(r"\bđạt(?: \w{1,8}){0,2} ?$")
"""Words before a sum of money that make it one to be reached, under a heading of aims."""
PROGRAMMES = "mục tiêu quốc gia"
"""Words of the programmes' name, which raise no sum: `vốn chương trình mục tiêu quốc gia 310 tỷ đồng`."""
MONEY_GROUPS = ("money", "")
"""Groups of what is counted in rules about money: sums, and shares of no stated unit."""


def is_rule(passage: Passage, anchor: Anchor, sentence: tuple[int, int]) -> bool:
    """Whether a quantity is part of a rule and nothing to be reached.

    Args:
        passage: the paragraph.
        anchor: where the quantity stands.
        sentence: the span of its sentence.

    Example:
        `Mức thưởng tối đa 15 triệu đồng`, `hộ nghèo là hộ có thu nhập dưới 2 triệu đồng/người/tháng`.
    """
    lexicon = passage.lexicon
    first, last = max(sentence[0], anchor.start - RULE_REACH), min(sentence[1], anchor.start + RULE_REACH)
    said, whole = passage.low[first : anchor.start], passage.low[first:last]
    if lexicon.rules_out("definitions", said.replace("đủ điều kiện", " ")) or lexicon.rules_out("scoring", whole):
        return True
    if anchor.group not in MONEY_GROUPS or lexicon.has("said_again", said[-AGAIN_REACH:]):
        return False
    if lexicon.rules_out("payments", said):
        return True
    if lexicon.rules_out("raised", said.replace(PROGRAMMES, " ")) or (
        REACHES.search(said) and lexicon.has("headings", passage.headings)
    ):
        return False
    under_money = any(
        passage.low_of(block).startswith(lexicon.rules["money_headings"])
        for block in passage.ancestors
        if block.role == "heading"
    )
    return under_money or (anchor.kind in ("share", "count") and lexicon.rules_out("budgets", said))


def is_attribute(passage: Passage, anchor: Anchor, before: Anchor | None) -> bool:
    """Whether an amount only says which units are counted: `12 hợp tác xã có doanh thu đạt 5 tỷ đồng/năm`.

    Args:
        passage: the paragraph.
        anchor: the amount.
        before: the amount before it in its sentence, whose units they are.
    """
    if before is None or before.kind != "count" or anchor.group not in ATTRIBUTE_GROUPS or before.group == anchor.group:
        return False
    between = passage.low[before.end : anchor.start]
    if len(between) > RULE_REACH:
        return False
    _, stated, behind = between.rpartition("với ")
    return ATTRIBUTE.match(between) is not None or (stated != "" and OF_EACH.match(behind) is not None)


def is_age(passage: Passage, anchor: Anchor) -> bool:
    """Whether a number is the age of those of whom something is said (`trẻ em dưới 5 tuổi`), not a length of life."""
    said = passage.low[max(passage.block.body, anchor.start - AGE_REACH) : anchor.start]
    return anchor.unit == "tuổi" and "tuổi thọ" not in said
