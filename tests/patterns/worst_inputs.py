"""Inputs on which a regular expression may be slow, made from its own parts: long runs, and matches that nearly are."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

OUTSIDE = "\0"
"""What hardly any pattern takes: it ends a run so that what was taken has to be given back."""
ENDING = "\n" + OUTSIDE
"""What ends a text: `.` takes no line break, and `$` no more than the last one."""
CATEGORIES = {
    sre.CATEGORY_DIGIT: "7", sre.CATEGORY_SPACE: " ", sre.CATEGORY_WORD: "a", sre.CATEGORY_NOT_DIGIT: "x",
    sre.CATEGORY_NOT_SPACE: "x", sre.CATEGORY_NOT_WORD: "-",
}  # fmt: skip
CANDIDATES = " 7aạĐN.,;:-–/()\n\"'%&_\t|"
FIRST, LAST = 0, -1
FEW = 3
"""How often a repetition is spelled out in a sample; where more are asked for, as many."""


def worst_inputs(pattern: re.Pattern[Any], length: int) -> Iterator[str]:
    """Give texts of about `length` characters that are made to be hard for a pattern, each once."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    pieces: dict[tuple[str, str], None] = {}  # what stands once, and what is repeated behind it
    for unit in _units(tree):
        pieces["", _period(unit)] = None
    for branch in (FIRST, LAST):
        whole = _sample(tree, branch)
        for cut in range(1, len(whole) + 1, max(1, len(whole) // 12)):
            for glue in ("", " ", OUTSIDE):
                pieces["", _period(whole[:cut] + glue)] = None
        for before, unit in _before_repeats(tree, branch):
            pieces[before, _period(unit)] = None
    for before, unit in pieces:
        if unit:
            yield before + (unit * (length // len(unit) + 1))[: length - len(before)] + ENDING


def _period(text: str) -> str:
    """Give the shortest piece that a text is a repetition of."""
    return text[: (text + text).find(text, 1)]


def _units(items: Any) -> Iterator[str]:
    """Give what each repetition in a pattern repeats, and each single character it takes."""
    for operator, value in items:
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield from (_sample(value[2], branch) for branch in (FIRST, LAST))
        for part in _parts(operator, value):
            yield from _units(part)
        if operator in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
            yield _one(operator, value)


def _before_repeats(items: Any, branch: int, before: str = "") -> Iterator[tuple[str, str]]:
    """Give each repetition of a pattern with a sample of what comes before it."""
    for operator, value in items:
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield before, _sample(value[2], branch)
        for part in _parts(operator, value):
            yield from _before_repeats(part, branch, before)
        before += _sample([(operator, value)], branch)


def _parts(operator: Any, value: Any) -> list[Any]:
    if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return [value[2]]
    if operator is sre.SUBPATTERN:
        return [value[3]]
    if operator is sre.BRANCH:
        return list(value[1])
    if operator is sre.ATOMIC_GROUP:
        return [value]
    if operator in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    if operator is sre.GROUPREF_EXISTS:
        return [part for part in value[1:] if part]
    return []


def _sample(items: Any, branch: int) -> str:
    """Give a text that the items of a parsed pattern take, of each alternation the first branch or the last."""
    text = ""
    for operator, value in items:
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            least, most, inner = value
            text += _sample(inner, branch) * max(least, min(most, FEW))
        elif operator is sre.BRANCH:
            text += _sample(value[1][branch], branch)
        elif operator in (sre.LITERAL, sre.NOT_LITERAL, sre.IN, sre.ANY):
            text += _one(operator, value)
        elif operator in (sre.SUBPATTERN, sre.ATOMIC_GROUP):
            text += "".join(_sample(part, branch) for part in _parts(operator, value))
        elif operator is sre.AT and value in (sre.AT_BEGINNING, sre.AT_BEGINNING_LINE) and text:
            text += "\n"
    return text


def _one(operator: Any, value: Any) -> str:
    """Give a character that an item takes."""
    if operator is sre.LITERAL:
        return chr(value)
    if operator is sre.ANY:
        return "x"
    if operator is sre.NOT_LITERAL:
        return next(c for c in CANDIDATES if c != chr(value))
    negated = value[0][0] is sre.NEGATE
    if negated:
        return next((c for c in CANDIDATES if not any(_takes(part, c) for part in value[1:])), "")
    kind, what = value[-1]
    if kind is sre.LITERAL:
        return chr(what)
    return chr(what[0]) if kind is sre.RANGE else CATEGORIES[what]


def _takes(part: Any, character: str) -> bool:
    kind, what = part
    if kind is sre.LITERAL:
        return bool(ord(character) == what)
    if kind is sre.RANGE:
        return bool(what[0] <= ord(character) <= what[1])
    takes = {
        sre.CATEGORY_DIGIT: character.isdigit(), sre.CATEGORY_SPACE: character.isspace(),
        sre.CATEGORY_WORD: character.isalnum() or character == "_",
    }  # fmt: skip
    opposite = {
        sre.CATEGORY_NOT_DIGIT: sre.CATEGORY_DIGIT, sre.CATEGORY_NOT_SPACE: sre.CATEGORY_SPACE,
        sre.CATEGORY_NOT_WORD: sre.CATEGORY_WORD,
    }  # fmt: skip
    return takes[what] if what in takes else not takes[opposite[what]]


assert sys.version_info >= (3, 11)
