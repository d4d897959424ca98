"""What the fields of a target say besides its number: unit, qualifier, criterion, whether it details another row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ntm_extract.extract.targets.anchors import Anchor
from ntm_extract.extract.targets.dues import SENTENCE_END
from ntm_extract.extract.targets.passage import Passage
from ntm_extract.extract.targets.target_draft import Draft, is_fall
from ntm_extract.knowledge.criteria import CriteriaLevel, find_criterion
from ntm_extract.knowledge.indicators import load_indicators

EACH = re.compile(
    r"\bmỗi (?:tỉnh, thành phố|xã, phường|xã|phường|huyện|tỉnh|thôn|làng|bản|xóm|trường|cơ quan|đơn vị|hộ|người)\b"
)
TOTAL_REACH = 100
"""Rows back to the total that a row may detail."""
WHOLE_REACH = 45
"""Characters behind a share in which the whole that it is of is named."""
PART_REACH = 120
"""Characters between an amount and a part of it."""
OF_SHARES = ("person", "household", "thing", "village", "commune", "product")
"""Groups of units of which a share is told."""
WITH_CRITERION = ("other", "poverty_rate", "rural_income")
"""Indicators that may be those of one criterion; the others count whole communes."""
YEARLY_GROUPS = ("commune", "village", "product", "district")
"""Groups of units whose yearly pace details a total."""


def unit_of(anchor: Anchor, indicator: str, pace: str, left: str = "") -> str | None:
    """Give the unit as the contract writes it, with the pace: `sản phẩm/năm`; of a share, what it is a share of.

    Args:
        anchor: the quantity.
        indicator: what it is a target of.
        pace: how often, as `/năm`; "" for once.
        left: the words that govern it.

    Example:
        `lao động` of `tỷ lệ lao động qua đào tạo đạt 78%`.
    """
    if indicator in ("criteria_per_commune", "criteria_per_advanced_commune"):
        return "tiêu chí/xã"
    if indicator == "criteria_kept":
        return "xã"
    unit = f"{anchor.unit or ('%' if anchor.per else '')}{anchor.per}"
    if indicator == "criteria_gain" and pace == "/năm":
        return "tiêu chí/xã/năm"
    if pace and anchor.kind == "share":
        return unit if "/" in unit else f"%{pace}"
    if anchor.kind == "share" and not unit and not is_fall(left):
        return "hộ" if indicator == "poverty_rate" else _told_of(left)
    return (f"{unit}{pace}" if not unit.endswith(pace) else unit) or None


def whole_of(passage: Passage, anchor: Anchor) -> str | None:
    """Give the whole that a share is of, as written right behind its sign; None where no known one stands there.

    Example:
        `GRDP` of `chiếm 22% GRDP`, `tổng chi ngân sách nhà nước` of `2% tổng chi ngân sách nhà nước`.
    """
    if anchor.kind != "share" or anchor.unit:
        return None
    behind = passage.low[anchor.end : anchor.end + WHOLE_REACH].lstrip()
    said = max((word for word in passage.lexicon.words["share_units"] if behind.startswith(word)), key=len, default="")
    begin = anchor.end + len(passage.low[anchor.end : anchor.end + WHOLE_REACH]) - len(behind)
    end = begin + len(said)
    return passage.text[begin:end] if said and not passage.low[end : end + 1].isalnum() else None


def _told_of(left: str) -> str | None:
    """Give the units of which `tỷ lệ …` before a share tells, where they are in the lexicon."""
    words = left.rpartition("tỷ lệ ")[2].removeprefix("số ").split() if "tỷ lệ " in left else []
    told = load_indicators().units.longest(words, 0)
    return " ".join(words[: told[0]]) if told is not None and told[1] in OF_SHARES else None


def qualifier_of(
    passage: Passage, anchor: Anchor, values: dict[str, Any], left: str, right: str, per_year: bool
) -> str | None:
    """Give what else limits a quantity: `3 sao trở lên`, `mỗi xã`, `giảm`; None for nothing."""
    parts: list[str] = []
    if anchor.kind == "none":
        parts += re.findall(r"dưới \d+ tiêu chí", passage.low[anchor.start : anchor.end])
    if values["indicator"] == "ocop_products":
        parts += re.findall(r"\d(?:-\d)? sao(?: trở lên)?", right)
        parts += re.findall(r"cấp (?:tỉnh|huyện|quốc gia|trung ương)", right)
    if anchor.group != "criterion":
        parts += EACH.findall(left)[:1]
    if is_fall(left):
        parts.append("giảm")
    if "bình quân" in left and per_year and values["breakdown"]:
        parts.append("bình quân")
    return ", ".join(parts) or None


def is_breakdown(
    passage: Passage, anchor: Anchor, values: dict[str, Any], per_year: bool, before: Sequence[Draft]
) -> bool:
    """Whether a row only details another: in brackets, per year, behind `cụ thể`, or under such a lead-in."""
    same = (
        d for d in before[-TOTAL_REACH:] if d.values["indicator"] == values["indicator"] and not d.values["breakdown"]
    )
    total = next(same, None)
    if anchor.bracket and (total is not None or values["baseline"]):
        return True
    if total is not None and per_year and anchor.group in YEARLY_GROUPS and total.values["unit"] == anchor.unit:
        return True
    if per_year and values["indicator"] == "other" and anchor.kind == "count":
        return any(d.anchor.unit == anchor.unit and d.values["unit"] == anchor.unit for d in before[-1:])
    if is_part(passage, anchor, values, before):
        return True
    lexicon = passage.lexicon
    if anchor.names and anchor.kind == "count" and _is_share_of_sum(passage, anchor, before):
        return True
    if total is not None and total.anchor.unit == anchor.unit:
        said = passage.low[total.end : anchor.start]
        if "tương đương" in said and EACH.search(said):
            return True
    if total is not None and (anchor.kind == "named" or values["change"] == "increase"):
        return lexicon.has("detail", passage.low[total.end : anchor.start])
    if anchor.group not in ("commune", "village") or not passage.lead_in:
        return False
    if not (passage.lead_in.rstrip().endswith(":") and lexicon.has("detail", passage.lead_in[-20:])):
        return False
    above = passage.ancestors[0]
    unit = anchor.unit.split(",")[0]
    counted = passage.grounds.quantities_in(above.body, above.end)
    return any(quantity.value and unit in passage.low[quantity.end : quantity.end + 12] for quantity in counted)


def is_part(passage: Passage, anchor: Anchor, values: dict[str, Any], before: Sequence[Draft]) -> bool:
    """Whether an amount is part of the one right before it, of the same kind.

    Args:
        passage: the paragraph.
        anchor: the amount.
        values: its row so far.
        before: the rows already made in this paragraph.

    Example:
        The second of `đào tạo 300 lao động, trong đó 120 lao động nữ`.
    """
    total = before[-1] if before else None
    if total is None or total.anchor.kind != anchor.kind:
        return False
    products = total.anchor.group == anchor.group == "product"  # `10 sản phẩm bán qua mạng, trong đó 03 sản phẩm OCOP`
    if total.values["indicator"] != values["indicator"] and not products:
        return False
    if anchor.kind != "share" and not (anchor.unit and total.anchor.unit.startswith(anchor.unit)):
        return False
    between = passage.low[total.end : anchor.start]
    if len(between) > PART_REACH or SENTENCE_END.search(between):
        return False
    return any(part in between for part in passage.lexicon.words["parts_of"])


def _is_share_of_sum(passage: Passage, anchor: Anchor, before: Sequence[Draft]) -> bool:
    """Whether the amount of a named unit is part of the one told before: `120 ha, trong đó xã A 70 ha, xã B 50 ha`."""
    sums = (row for row in reversed(before[-TOTAL_REACH:]) if not row.values["breakdown"] and not row.anchor.names)
    last = next(sums, None)
    if last is None or not last.anchor.unit.startswith(anchor.unit):
        return False
    return passage.lexicon.has("detail", passage.low[last.end : anchor.start])


def criterion_of(passage: Passage, values: dict[str, Any], said: str) -> str | None:
    """Name the national criterion a row is of; only in what speaks of new rural areas, whose criteria they are."""
    if values["indicator"] not in WITH_CRITERION:
        return None
    if not passage.names_standard:
        return None
    year = (values["due"] or passage.grounds.issued_on or "")[:4]
    level: CriteriaLevel = "district" if "tiêu chí huyện" in passage.around else "commune"
    return find_criterion(said, level, int(year)) if year.isdigit() else None
