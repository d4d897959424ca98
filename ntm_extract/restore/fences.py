"""The fences: symbols of instruments are repaired by a closed list only, numbers never."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ntm_extract.restore.channel import DATA


class Fence(NamedTuple):
    """A span that the language model may not touch, and what stands there instead."""

    start: int
    end: int
    text: str
    flag: str


_SYMBOL = r"[A-ZĐÐ][A-Za-zĐÐđð0-9]{0,9}(?:\s?[-–/]\s?[A-ZĐÐ][A-Za-zĐÐđð0-9]{1,11}){0,3}"
_NUMBERED = re.compile(rf"(?<!\S)([^\s/]{{1,9}}(?:/[12][0-9]{{3}})?)(\s?[/-]\s?)({_SYMBOL})(?![^\W_])")
_BARE = re.compile(rf"(?<![^\W_]){_SYMBOL}(?![^\W_])")
_NUMBER = re.compile(r"\(?[0-9]{1,5}[a-zA-Z]?(?:/[12][0-9]{3})?")


@cache
def _readings() -> dict[str, str]:
    """Map each spelling a listed symbol may be misread as to the symbol; spellings of two symbols are left out."""
    loaded = tomllib.loads((DATA / "symbols.toml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = defaultdict(set)
    for symbol in loaded["symbols"]:
        spellings = [""]
        for letter in symbol:
            spellings = [s + c for s in spellings for c in loaded["misread"].get(letter, letter)]
        for spelling in spellings:
            found[spelling.upper().replace("/", "-")].add(symbol)
    return {
        spelling: next(iter(symbols))
        for spelling, symbols in found.items()
        if len({s.replace("/", "-") for s in symbols}) == 1
    }


def resolve_symbol(text: str) -> str | None:
    """Give the listed symbol that `text` stands for, its separators kept: `Qb- UBND` → `QĐ- UBND`; else None."""
    parts = re.split(r"(\s?[-–/]\s?)", text)
    symbol = _readings().get("-".join(parts[::2]).upper())
    if symbol is None:
        return None
    parts[::2] = re.split(r"[-/]", symbol)
    return "".join(parts)


def find_fences(text: str) -> Iterator[Fence]:
    """Find the symbols of the closed list, with the numbers before them.

    `263/QP-TTg` → `263/QĐ-TTg`; the number stays as it is, flagged if it is none (`J0&9 /KH-UBND`).
    """
    taken = 0
    for found in _NUMBERED.finditer(text):
        symbol = resolve_symbol(found[3])
        if symbol is None:
            continue
        flag = "" if _NUMBER.fullmatch(found[1]) else "unreadable-number"
        if flag and not any(c.isdigit() for c in found[1]):
            continue
        yield from _bare_fences(text, taken, found.start())
        yield Fence(found.start(1), found.end(1), found[1], flag)
        yield Fence(found.start(3), found.end(3), symbol, "")
        taken = found.end()
    yield from _bare_fences(text, taken, len(text))


def _bare_fences(text: str, start: int, end: int) -> Iterator[Fence]:
    for found in _BARE.finditer(text, start, end):
        symbol = resolve_symbol(found.group())
        if symbol is not None:
            yield Fence(found.start(), found.end(), symbol, "")


LETTER = re.compile(r"^[ \t]*([a-zđ¢€])[.)](?=\s)", re.MULTILINE)
NEXT_LETTER = {("d", "d"): "đ", ("b", "¢"): "c", ("đ", "€"): "e"}


def find_list_letters(text: str) -> Iterator[Fence]:
    """Find the letters of lists (a, b, c, d, đ, e): a `d` after a `d` lost its stroke, a `¢` after a `b` is a c."""
    before = ""
    for found in LETTER.finditer(text):
        letter = NEXT_LETTER.get((before, found[1]), found[1])
        yield Fence(found.start(1), found.end(1), letter, "")
        before = letter
