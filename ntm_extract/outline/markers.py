"""Numbers, letters and bullets at the start of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ntm_extract.outline.lines import Line, is_upper

Style = Literal[
    "appendix",
    "part",
    "section",
    "article",
    "capital",
    "roman",
    "number",
    "decimal",
    "letter",
    "paren",
    "bracket",
    "bullet",
]

RANK: dict[str, float] = {
    "appendix": 0, "part": 1, "section": 2, "article": 3, "capital": 4, "roman": 5, "number": 6, "decimal": 7,
    "letter": 8, "paren": 9, "bracket": 10,
}  # fmt: skip
"""What stands above what: A. › I. › 1. › 1.1. › a) › 1) › (1), as Nghị định 30/2020/NĐ-CP orders them."""

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_BULLETS = "-~–—−‐‑‒•●▪◦·*►➢✓\uf0b7\uf02d\uf0a7\uf0d8"
_CAPITALS = "ABCDĐEGH"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}

_PATTERNS: tuple[tuple[Style, re.Pattern[str]], ...] = (
    ("appendix", re.compile(
        r"(?P<m>(?i:ph[ụu] ?l[ụu]c)(?: (?i:số|so))?(?: (?P<v>[IVXL]{1,6}|\d{1,2}|[A-H])[a-z]?)?)[.:]?(?= |$)"
    )),
    ("part", re.compile(
        r"(?P<m>(?i:phần|phan|chương|chuong)(?: (?i:thứ|thu))? "
        r"(?P<v>[IVXL]{1,6}|\d{1,2}|(?i:nhất|nhat|hai|ba|tư|tu|năm|nam)))\b[.:]?(?= |$)"
    )),
    ("section", re.compile(r"(?P<m>(?i:mục|muc) (?P<v>\d{1,2}|[IVXL]{1,6}))\b[.:]?(?= |$)")),
    ("article", re.compile(r"(?P<m>(?i:điều|dieu) (?P<v>\d{1,3})[a-zđ]?)[.:](?= |$|[A-ZÀ-ỸĐ])")),
    ("decimal", re.compile(
        r"(?P<m>(?:[IVX]{1,4}|[A-H])\.(?P<v>\d{1,2}(?:\.\d{1,2}){1,2})(?:[.)]|\s?[-–])?)(?= [^\W\d_]| [\"“(]|$)"
    )),
    ("number", re.compile(r"(?P<m>(?:[IVX]{1,4}|[A-H])\.(?P<v>\d{1,2})(?:[.)]|\s?[-–])?)(?= [^\W\d_]| [\"“(]|$)")),
    ("roman", re.compile(r"(?P<m>(?P<v>[IVXL]{1,6})(?:[.)]|/(?![a-zđ])|\s?-(?= )))(?= ?\S| ?$)")),
    ("capital", re.compile(rf"(?P<m>(?P<v>[{_CAPITALS}])[.)])(?= |$)")),
    ("decimal", re.compile(
        r"(?P<m>(?P<v>\d{1,2}(?:\.\d{1,2}){1,3})(?:[.)]|\s?[-–](?= [^\W\d_]))?)(?= [^\W\d_]| [\"“(]|$)"
    )),
    ("letter", re.compile(rf"(?P<m>\d{{1,2}}\.(?P<v>[{_LETTERS}])[.)])(?= |$|[^\W\d_])")),
    ("number", re.compile(r"(?P<m>(?P<v>\d{1,3})(?:\.|[/,](?= )|\s?-(?= )))(?= |$|[^\W\d_])")),
    ("paren", re.compile(r"(?P<m>(?P<v>\d{1,3})\))(?= |$|[^\W\d_])")),
    ("paren", re.compile(rf"(?P<m>[{_LETTERS}]\.(?P<v>\d{{1,2}})[.)])(?= |$|[^\W\d_])")),
    ("bracket", re.compile(r"(?P<m>\((?P<v>\d{1,2}|[ivx]{1,4}|[a-zđ])\))(?= |$|[^\W\d_])")),
    ("letter", re.compile(rf"(?P<m>(?P<v>[{_LETTERS}])(?:\s?[.)]|[/-](?= )))(?= |$|[^\W\d_])")),
    ("bullet", re.compile(rf"(?P<m>[{_BULLETS}]\s?\+|[{_BULLETS}+])(?= |[^\W_]|[\"“(])")),
)  # fmt: skip
_ORDINALS = {"nhất": 1, "nhat": 1, "hai": 2, "ba": 3, "tư": 4, "tu": 4, "năm": 5, "nam": 5}


@dataclass(frozen=True, slots=True)
class Marker:
    """A number, letter or bullet that opens a block.

    Attributes:
        style: which kind; siblings have the same.
        printed: as it stands in the text.
        label: as it stands in an address (`Điều 3`, `I`, `1.1`, `đ`, `Phụ lục III`); a bullet's own sign.
        order: its place among its siblings, from 1; 0 where unknown.
        end: where it ends in the line.
    """

    style: Style
    printed: str
    label: str
    order: int
    end: int


def find_marker(line: Line) -> Marker | None:
    """Find the marker at the start of a line, however unlikely in its context.

    Example: the line `a) Đối với cấp xã` gives style `letter`, label `a`, order 1.
    """
    for style, pattern in _PATTERNS:
        found = pattern.match(line.text)
        if not found:
            continue
        value = found["v"] if "v" in pattern.groupindex else None
        marker = _marker(style, found["m"], value, found.end())
        if style == "appendix" and not _is_appendix_line(line, marker):
            continue
        if style == "roman" and marker.order == 0:
            continue
        return marker
    return None


def _is_appendix_line(line: Line, marker: Marker) -> bool:
    rest = line.text[marker.end :].strip(" .:-–")
    if marker.printed.isupper() or line.text[len(marker.printed) : len(marker.printed) + 1] in (".", ":"):
        return (not line.ended and rest[:1].isupper()) or not rest or rest.startswith("(")
    return not rest or rest.startswith("(") or (is_upper(rest) and len(rest) >= 8 and rest[-1] not in ",;")


def _marker(style: Style, printed: str, value: str | None, end: int) -> Marker:
    if style == "bullet":
        return Marker(
            style, printed, "+" if "+" in printed else "-" if printed[0] in "~-–—−‐‑‒" else printed[0], 0, end
        )
    label = value or ""
    if style == "appendix":
        label = f"Phụ lục {value}" if value else "Phụ lục"
    elif style == "article":
        label = f"Điều {printed.split()[1]}"
    elif style in ("part", "section"):
        label = (
            " ".join(printed.split()).capitalize() if value is None else f"{printed.split()[0].capitalize()} {value}"
        )
    return Marker(style, printed, label, order_of(value or "", style), end)


def order_of(value: str, style: Style) -> int:
    """Give the place of a number or letter among its siblings, 0 where it has none."""
    if value.isdecimal():
        return int(value)
    if style == "decimal":
        return int(value.rsplit(".", 1)[1])
    if style == "capital":
        return _CAPITALS.index(value) + 1
    if style == "letter" or (style == "bracket" and len(value) == 1 and value not in "ivx"):
        return _LETTERS.find(value) + 1
    if value.lower() in _ORDINALS:
        return _ORDINALS[value.lower()]
    return roman_value(value.upper())


def label_of(order: int, style: Style) -> str:
    """Give the number or letter that stands at a place among its siblings, the inverse of `order_of`.

    Example: `label_of(5, "letter") == "đ"`.
    """
    if style == "roman":
        return _roman(order)
    return _LETTERS[order - 1] if style == "letter" else str(order)


def roman_value(numeral: str) -> int:
    """Give the value of a Roman numeral, 0 if it is not one as commonly written.

    Example: `roman_value("XIV") == 14`.
    """
    total = previous = 0
    for sign in reversed(numeral):
        value = _ROMAN.get(sign, 0)
        total += value if value >= previous else -value
        previous = max(previous, value)
    return total if 0 < total < 60 and _roman(total) == numeral else 0


def _roman(value: int) -> str:
    out = ""
    for amount, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        out += sign * (value // amount)
        value %= amount
    return out
