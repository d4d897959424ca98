"""Automatic numbering of Word paragraphs, written out as Word shows it: `I.`, `1.`, `a)`, `-`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

_BULLETS = {
    "\uf0b7": "-",
    "•": "-",
    "·": "-",
    "o": "-",
    "\uf0a7": "-",
    "§": "-",
    "\uf0fc": "-",
    "Ø": "-",
    "\uf0d8": "-",
}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip

MOST = 32_767
"""As far as Word counts its paragraphs."""


@dataclass(frozen=True)
class Level:
    """One level of a list: its number format, its pattern (`%1.%2`), and where it starts."""

    style: str
    pattern: str
    start: int


class Numbering:
    """Counts the numbered paragraphs of one document and gives each its label."""

    def __init__(
        self,
        levels: dict[str, dict[int, Level]],
        lists: dict[str, str],
        styles: dict[str, tuple[str | None, int | None]],
        bases: dict[str, str],
    ) -> None:
        self._levels = levels  # list id → its levels
        self._lists = lists  # list id → the abstract list whose counters it shares
        self._styles = styles  # paragraph style → list id and level
        self._bases = bases  # paragraph style → the style it is based on
        self._counts: dict[tuple[str, int], int] = {}

    @classmethod
    def of_document(cls, document: Any) -> Numbering:
        """Take the lists and numbered styles of a python-docx document."""
        styles: dict[str, tuple[str | None, int | None]] = {}
        bases: dict[str, str] = {}
        for style in document.styles.element.iter(qn("w:style")):
            name = style.get(qn("w:styleId"))
            found = style.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if found is not None:
                styles[name] = _list_and_level(found)
            base = style.find(qn("w:basedOn"))
            if base is not None:
                bases[name] = base.get(qn("w:val"))
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return cls({}, {}, styles, bases)
        abstract = {a.get(qn("w:abstractNumId")): _levels_of(a) for a in root.iterchildren(qn("w:abstractNum"))}
        levels: dict[str, dict[int, Level]] = {}
        lists: dict[str, str] = {}
        for num in root.iterchildren(qn("w:num")):
            number = num.get(qn("w:numId"))
            link = num.find(qn("w:abstractNumId"))
            base_id = link.get(qn("w:val")) if link is not None else ""
            own = dict(abstract.get(base_id, {}))
            overrides = list(num.iterchildren(qn("w:lvlOverride")))
            for override in overrides:
                own.update(_levels_of(override))
                at = whole(override.get(qn("w:ilvl")), 0)
                start = override.find(qn("w:startOverride"))
                if start is not None and at in own:
                    own[at] = Level(own[at].style, own[at].pattern, whole(start.get(qn("w:val")), 1))
            levels[number] = own
            lists[number] = f"num{number}" if overrides else f"abstract{base_id}"
        return cls(levels, lists, styles, bases)

    def next_label(self, paragraph: Any) -> str:
        """Count a paragraph and give its label, or "" when it is not numbered."""
        number, at = self._find(paragraph)
        levels = self._levels.get(number or "", {})
        level = levels.get(at)
        if number is None or level is None:
            return ""
        if level.style == "bullet":
            return _BULLETS.get(level.pattern, level.pattern)
        if level.style == "none":
            return ""
        shared = self._lists[number]
        self._counts[shared, at] = self._counts.get((shared, at), level.start - 1) + 1
        for deeper in [key for key in self._counts if key[0] == shared and key[1] > at]:
            del self._counts[deeper]

        def write(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            one = levels.get(which, level)
            return format_number(self._counts.get((shared, which), one.start), one.style)

        return re.sub(r"%([1-9])", write, level.pattern).strip()

    def _find(self, paragraph: Any) -> tuple[str | None, int]:
        """Give the list and level of a paragraph, its own or its style's."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        number, at = _list_and_level(own) if own is not None else (None, None)
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = style.get(qn("w:val")) if style is not None else None
        seen: set[str] = set()
        while name and name not in seen and (number is None or at is None):
            seen.add(name)
            if name in self._styles:
                styled, styled_at = self._styles[name]
                number = number if number is not None else styled
                at = at if at is not None else styled_at
            name = self._bases.get(name)
        return (None if number == "0" else number), at or 0


def whole(value: str | None, otherwise: int) -> int:
    """Give the whole number that an attribute holds, within what Word itself counts to.

    Example: `whole("3", 1)` is 3, `whole("abc", 1)` and `whole(None, 1)` are 1.
    """
    try:
        return min(max(int(value or ""), -MOST), MOST)
    except ValueError:
        return otherwise


def format_number(number: int, style: str) -> str:
    """Write a number in a Word number format: `format_number(4, "lowerRoman")` is `iv`."""
    if style in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    if style in ("lowerRoman", "upperRoman"):
        roman = ""
        for value, letters in _ROMAN:
            while number >= value:
                roman, number = roman + letters, number - value
        return roman.upper() if style == "upperRoman" else roman
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _list_and_level(properties: Any) -> tuple[str | None, int | None]:
    number, level = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
    return (
        number.get(qn("w:val")) if number is not None else None,
        whole(level.get(qn("w:val")), 0) if level is not None else None,
    )


def _levels_of(parent: Any) -> dict[int, Level]:
    levels = {}
    for level in parent.iterchildren(qn("w:lvl")):
        values = {
            name: found.get(qn("w:val")) if (found := level.find(qn(f"w:{name}"))) is not None else None
            for name in ("numFmt", "lvlText", "start")
        }
        levels[whole(level.get(qn("w:ilvl")), 0)] = Level(
            values["numFmt"] or "decimal", values["lvlText"] or "", whole(values["start"], 1)
        )
    return levels
