"""What stands on a page beside its running text: page numbers, running heads (công báo), footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ntm_extract.read.layout.fragment import Fragment, Line

NUMBER = re.compile(r"(?:trang )?[-–—]? ?\d{1,4}(?: ?/ ?\d{1,4})? ?[-–—]?", re.IGNORECASE)
HEAD = re.compile(r"(?:\d{1,4} )?CÔNG BÁO ?/ ?Số \d.*", re.IGNORECASE)
"""The running head of the gazette, its page number at either end: `CÔNG BÁO/Số 302/Ngày 04-6-2026 51`."""
MARK = re.compile(r"\(?(?:\d{1,2}|\*{1,3})\)?(?![\d.,)/%-])")
"""What a footnote begins with; a number with a full stop begins an item of a list."""
SMALL = 0.88
"""A footnote's type is smaller than this share of the page's."""
LOWER = 0.35
"""Footnotes begin below this share of what is written on the page."""


class Margins(NamedTuple):
    """The rows of a page: running heads and numbers above, running text, footnotes, numbers below."""

    above: list[Line]
    body: list[Line]
    notes: list[Line]
    below: list[Line]


def find_asides(rows: Sequence[Line], top: float, bottom: float) -> Margins:
    """Tell the rows that stand free on a page apart, those of tables aside.

    Args:
        rows: top to bottom.
        top: of all that is written on the page, tables too; numbers and heads stand there …
        bottom: … or there.
    """
    body = list(rows)
    above: list[Line] = []
    while body and len(above) < 2 and body[0][0].top <= top and _is_furniture(body[0]):
        above.append(body.pop(0))
        top = min((row[0].top for row in body), default=top)
    below: list[Line] = []
    if body and body[-1][0].bottom >= bottom and _is_furniture(body[-1]) and len(body) > 1:
        below.append(body.pop())
    first = _first_note(body, top, bottom)
    return Margins(above, body[:first], body[first:], below)


def _is_furniture(row: Line) -> bool:
    text = " ".join(fragment.text for fragment in row)
    return bool(NUMBER.fullmatch(text) or HEAD.fullmatch(text))


def _first_note(rows: Sequence[Line], top: float, bottom: float) -> int:
    """Give the index of the first row of the footnotes; that after the last one where there are none."""
    usual = _usual_height([fragment for row in rows for fragment in row])
    first = len(rows)
    for index in range(len(rows) - 1, -1, -1):
        row = rows[index]
        if _usual_height(row) > SMALL * usual or row[0].top < top + LOWER * (bottom - top):
            break
        if MARK.match(row[0].text):
            first = index
    return first


def _usual_height(fragments: Sequence[Fragment]) -> float:
    """Give the height of most letters."""
    heights = sorted((fragment.height, len(fragment.text)) for fragment in fragments)
    half = sum(length for _, length in heights) / 2
    for height, length in heights:
        half -= length
        if half <= 0:
            return height
    return 0.0
