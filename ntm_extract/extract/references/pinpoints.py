"""Which part of an instrument is cited: `điểm a khoản 2 Điều 5` before its name (phần được viện dẫn)."""

from __future__ import annotations

import re
from dataclasses import dataclass

REACH = 260
"""Characters before an instrument in which its pinpoint may stand; long lists of articles are that long."""
_LABEL = r"(?:\d{1,3}[a-zđ]?(?:\.\d{1,3})*|[IVXLC]{1,6}|[a-zđ]\d?)(?![\w/%])"
_UNIT = re.compile(
    r"\b(?:các\s+)?(?:điểm|khoản|điều|chương|mục|tiểu mục|phần|phụ lục|tiết|phụ biểu|biểu số|mẫu số)\s+(?:số\s+)?"
    rf"{_LABEL}(?:\s?(?:,|và|đến|hoặc|-|;)\s?{_LABEL}){{0,30}}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|;|và|,\s*và|của|hoặc|đến|cùng với)?\s*")
_LINK = re.compile(
    r"\s*,?\s*(?:(?:của|trong|tại|thuộc|theo)\s+)?(?:các\s+)?"
    r"(?:(?:được\s+)?(?:ban hành\s+)?kèm theo\s+)?"
)


@dataclass(frozen=True)
class Pinpoint:
    """The part that is cited: where it begins, and its words."""

    start: int
    text: str


def find_pinpoint(text: str, floor: int, at: int) -> Pinpoint | None:
    """Find the part of an instrument that is named right before it.

    Args:
        text: the outlined text.
        floor: where the paragraph begins; nothing before it is looked at.
        at: where the instrument is named.

    Returns:
        The part, as written, or None.

    Example:
        Before `Luật Đất đai` in `theo điểm a khoản 2 Điều 5 của Luật Đất đai`: `điểm a khoản 2 Điều 5`.
    """
    floor = max(floor, at - REACH)
    units = list(_UNIT.finditer(text, floor, at))
    if not units or not _LINK.fullmatch(text, units[-1].end(), at):
        return None
    first = len(units) - 1
    while first and _BETWEEN.fullmatch(text, units[first - 1].end(), units[first].start()):
        first -= 1
    start = units[first].start()
    return Pinpoint(start, " ".join(text[start : units[-1].end()].split()))
