"""Whether a number at the start of a line opens a block there, or only happens to stand first on its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ntm_extract.outline.addresses import Fit, Numbering
from ntm_extract.outline.lines import Layout, Line, fold, keywords
from ntm_extract.outline.markers import RANK, Marker
from ntm_extract.outline.symbols import begins_torn

UPPER_PARTS = ("appendix", "part", "section", "article")
_OPEN_WORD = re.compile(r"([^\W_]+)[^\w]*$")
_LARGEST_FIRST = 30
_LARGEST_RESUMED = 3
_HEADS = (*UPPER_PARTS, "capital", "roman", "number", "decimal")
_HEADING_LINES = 4  # a longer block is no heading


def is_fresh(last: Line | None, line: Line, layout: Layout) -> bool:
    """Whether the line before is complete, so that anything may begin here."""
    if last is None:
        return True
    if begins_torn(last.text, line.text):
        return False
    if last.ended or (layout.blank_breaks and line.blanks) or layout.short(last, line):
        return True
    return last.upper and not line.upper


def awaits_number(last: Line | None) -> bool:
    """Whether the line before ends in a word that wants a number (`Luật số`, `quý`, but not `cơ sở`)."""
    found = _OPEN_WORD.search(last.text[-30:]) if last else None
    if found is None:
        return False
    word = found[1].lower()
    return word in _before_number()


@cache
def _before_number() -> frozenset[str]:
    """Give the words with and without their marks; without, `sở` is none of them and `so` is one."""
    words = keywords()["numbers"]["before"]
    return frozenset([*words, *map(fold, words)])


def is_headed(first: Marker | None, lines: Sequence[Line], marker: Marker) -> bool:
    """Whether a marker would open the first block under a heading that ends without a full stop.

    Args:
        first: what opens the block before, None where nothing does.
        lines: the lines of that block.
        marker: what stands at the start of the line after it.

    A heading of several parts has a `;` between them (`Kết quả quý I; nhiệm vụ quý II`).

    Example: `Điều 3. Giải thể Quỹ hỗ trợ phụ nữ nghèo` may fill its line, and `1.` after it still opens `Điều 3.1`.
    """
    return (
        first is not None
        and first.style in _HEADS
        and marker.order == 1
        and RANK[first.style] < RANK[marker.style]
        and len(lines) <= _HEADING_LINES
        and not any(line.ended and not line.text.endswith(";") for line in lines)
        and not lines[-1].ended
    )


def accepts(
    marker: Marker,
    line: Line,
    numbering: Numbering,
    *,
    fresh: bool,
    awaited: bool,
    headed: bool = False,
    misread: bool = False,
    small: bool = False,
) -> bool:
    """Tell whether a marker opens a block.

    Args:
        marker: what stands at the start of `line`.
        line: the line.
        numbering: the levels open there.
        fresh: `is_fresh` of the line.
        awaited: `awaits_number` of the line before.
        headed: `is_headed` of the block before.
        misread: whether numbers may have been misread; then none goes back.
        small: whether a capital may have been read as a small letter (`điều 4. Tổ chức thực hiện`).
    """
    if marker.style == "bullet":
        return fresh
    rest = line.text[marker.end :].lstrip(" \"“'(")
    if marker.style in UPPER_PARTS and not (fresh and (line.text[0].isupper() or (small and rest[:1].isupper()))):
        return False
    fit: Fit = numbering.fit(marker)
    if marker.printed.endswith("-") and not (rest[:1].isupper() or (small and fit == "next" and rest[:1].isalpha())):
        return False  # a range (5 - 10%), not Party numbering (5- Tổ chức)
    if marker.style in UPPER_PARTS and line.text[0].islower() and fit != "next":
        return False
    if marker.printed.endswith(",") and (fit != "next" or not rest[:1].isupper()):
        return False  # a misread full stop only where the number is the one expected
    if marker.style == "roman" and rest and line.upper:
        return fit != "wild" or fresh
    if fit == "next" or (fit == "first" and headed):
        return fresh or (rest[:1].isupper() and not awaited)
    if (
        not fresh
        or (not rest and fit == "wild")
        or (marker.style != "article" and rest[:1].islower() and fit != "first")
    ):
        return False
    if fit == "wild":
        begun = numbering.started and not (marker.style == "number" and numbering.is_headless(marker))
        return (
            marker.style in UPPER_PARTS
            or (not begun and marker.order <= _LARGEST_FIRST and rest[:1].isupper())
            or (not (misread or awaited) and (_goes_back(marker, rest) or _lacks_parent(marker, rest)))
        )
    return True


def _goes_back(marker: Marker, rest: str) -> bool:
    """Whether a number goes on with a list whose heading and first item are lost (`2.` after `4.`)."""
    plain = marker.style == "number" and marker.printed.endswith(".")
    return plain and 1 < marker.order <= _LARGEST_RESUMED and rest[:1].isupper() and " " in rest


def _lacks_parent(marker: Marker, rest: str) -> bool:
    """Whether a number is the first of those under one that is lost, or was never printed (`1.1.` after `5.`)."""
    return marker.style == "decimal" and marker.order == 1 and rest[:1].isupper() and " " in rest
