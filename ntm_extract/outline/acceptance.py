"""Whether a number at the start of a line opens a block there, or only happens to stand first on its line."""

from __future__ import annotations

import re

from ntm_extract.outline.addresses import Fit, Numbering
from ntm_extract.outline.lines import Layout, Line, keywords
from ntm_extract.outline.markers import Marker

UPPER_PARTS = ("appendix", "part", "section", "article")
_OPEN_WORD = re.compile(r"([^\W_]+)[^\w]*$")
_LARGEST_FIRST = 30


def is_fresh(last: Line | None, line: Line, layout: Layout) -> bool:
    """Whether the line before is complete, so that anything may begin here."""
    if last is None:
        return True
    if last.ended or (layout.blank_breaks and line.blanks) or layout.short(last, line):
        return True
    return last.upper and not line.upper


def awaits_number(last: Line | None) -> bool:
    """Whether the line before ends in a word that wants a number (`Luật số`, `quý`)."""
    word = _OPEN_WORD.search(last.folded[-30:]) if last else None
    return bool(word) and word[1] in keywords()["numbers"]["before"]  # type: ignore[index]


def accepts(marker: Marker, line: Line, numbering: Numbering, *, fresh: bool, awaited: bool) -> bool:
    """Tell whether a marker opens a block.

    Args:
        marker: what stands at the start of `line`.
        line: the line.
        numbering: the levels open there.
        fresh: `is_fresh` of the line.
        awaited: `awaits_number` of the line before.
    """
    if marker.style == "bullet":
        return fresh
    if marker.style in UPPER_PARTS and not (line.text[0].isupper() and fresh):
        return False
    rest = line.text[marker.end :].lstrip(" \"“'(")
    if marker.printed.endswith("-") and not rest[:1].isupper():
        return False  # a range (5 - 10%), not Party numbering (5- Tổ chức)
    fit: Fit = numbering.fit(marker)
    if marker.printed.endswith(",") and (fit != "next" or not rest[:1].isupper()):
        return False  # a misread full stop only where the number is the one expected
    if marker.style == "roman" and rest and line.upper:
        return fit != "wild" or fresh
    if fit == "next":
        return fresh or (rest[:1].isupper() and not awaited)
    if (
        not fresh
        or (not rest and fit == "wild")
        or (marker.style != "article" and rest[:1].islower() and fit != "first")
    ):
        return False
    if fit == "wild":
        return marker.style in UPPER_PARTS or (
            not numbering.started and marker.order <= _LARGEST_FIRST and rest[:1].isupper()
        )
    return True
