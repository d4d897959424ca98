"""The fences: symbols of instruments are repaired by a closed list only, numbers never."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, product
from typing import NamedTuple

from ntm_extract.restore.channel import DATA
from ntm_extract.writing.orthography import is_bare_syllable, strip_marks


class Fence(NamedTuple):
    """A span that the language model may not touch, and what stands there instead.

    `candidates` are what an unreadable number may be; it stays as it is.
    """

    start: int
    end: int
    text: str
    flag: str = ""
    candidates: tuple[str, ...] = ()


_SYMBOL = r"[A-ZĐÐ][A-Za-zĐÐđð0-9]{0,9}(?:\s?[-–/]\s?[A-ZĐÐ][A-Za-zĐÐđð0-9]{1,11}){0,3}"
_NUMBERED = re.compile(rf"(?<!\S)([^\s/]{{1,9}}(?:/[12][0-9]{{3}})?)(\s?[/-]\s?)({_SYMBOL})(?![^\W_])")
_BARE = re.compile(rf"(?<![^\W_]){_SYMBOL}(?![^\W_])")
_NUMBER = re.compile(r"\(?[0-9]{1,5}[a-zA-Z]?(?:/[12][0-9]{3})?")


@cache
def _lists() -> dict[str, dict[str, str]]:
    """Give the lists of whole symbols, kinds and bodies, each by how they may be misread."""
    loaded = tomllib.loads((DATA / "symbols.toml").read_text(encoding="utf-8"))
    return {name: _spell_all(loaded[name], loaded["misread"]) for name in ("symbols", "kinds", "organs")}


def _spell_all(symbols: list[str], misread: dict[str, list[str]]) -> dict[str, str]:
    """Map each spelling a symbol may be misread as to it; what may be two, and is none as it stands, is left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for symbol in symbols:
        spellings = [""]
        for letter in symbol:
            spellings = [s + c for s in spellings for c in misread.get(letter, [letter])]
        for spelling in spellings:
            found[spelling.upper().replace("/", "-")].add(symbol.replace("/", "-"))
    own = {symbol.upper().replace("/", "-"): symbol.replace("/", "-") for symbol in symbols}
    return {spelling: next(iter(one)) for spelling, one in found.items() if len(one) == 1} | own


def resolve_symbol(text: str) -> str | None:
    """Give the listed symbol that `text` stands for, its separators kept: `Qb- UBND` → `QĐ- UBND`; else None."""
    parts = re.split(r"(\s?[-–/]\s?)", text)
    symbol = _lists()["symbols"].get("-".join(parts[::2]).upper())
    if symbol is None:
        return None
    parts[::2] = symbol.split("-")
    return "".join(parts)


def resolve_numbered(text: str) -> str | None:
    """Give the symbol after a number by its parts, an unknown body as it stands: `QP-ABC` → `QĐ-ABC`; else None.

    After a number a kind of instrument or a body must stand first, so that the list of these leaves one reading.
    """
    listed = resolve_symbol(text)
    if listed is not None:
        return listed
    kinds, organs = _lists()["kinds"], _lists()["organs"]
    parts = re.split(r"(\s?[-–/]\s?)", text)
    first = kinds.get(parts[0].upper()) or organs.get(parts[0].upper())
    if first is None or len(parts) < 3:
        return None
    parts[::2] = [first, *(organs.get(part.upper(), part) for part in parts[2::2])]
    return "".join(parts)


@cache
def _organs() -> frozenset[str]:
    return frozenset(strip_marks(organ).upper() for organ in _lists()["organs"].values())


def is_organ(word: str) -> bool:
    """Whether capitals are a body's, whatever marks they have: `TU`, `TỪ`; not `BỘ`."""
    return strip_marks(word).upper() in _organs()


_NUMBER_WORD = re.compile(
    r"(?<![^\s(])([Ss])(?:[6éèO]|o6|06|O6)(?=\s?:|\s{1,3}(?:[0-9.…_]{1,9}(?:/[12][0-9]{3})?)?\s?[/-]\s?[A-ZĐÐ]{2})"
)
"""The word before a number of an instrument, or before a colon, of which one letter was read as a figure."""


def beside(fences: Sequence[Fence], others: Iterable[Fence]) -> list[Fence]:
    """Add fences to those found before, in order; where two overlap the one found before stands."""
    ends = [fence.end for fence in fences]
    found = list(fences)
    for other in others:
        at = bisect_right(ends, other.start)
        if at == len(fences) or fences[at].start >= other.end:
            found.append(other)
    return sorted(found)


def find_misread(text: str) -> Iterator[Fence]:
    """Find what only a text with misread letters has: number words, chapters and quarters of strokes, bodies."""
    yield from find_number_words(text)
    yield from find_chapters(text)
    yield from find_quarters(text)
    yield from find_abbreviations(text)
    yield from find_bodies(text)


_MIXED = re.compile(r"(?<![^\W_])(?:TTg|TTr|CTr)(?![^\W_])")
_CAPITALS = re.compile(r"(?<![^\W_])(?<![/&-])[A-ZĐÐ]{3,10}(?![^\W_])(?![/&-])")


@cache
def _abbreviations() -> Mapping[str, str]:
    loaded = tomllib.loads((DATA / "symbols.toml").read_text(encoding="utf-8"))
    spelled = _spell_all(loaded["abbreviations"], loaded["misread_capitals"])
    return {read: word for read, word in spelled.items() if read != word and not is_bare_syllable(read.lower())}


def find_abbreviations(text: str) -> Iterator[Fence]:
    """Find listed abbreviations of which letters were misread: `PINT` → PTNT, `HDPND` → HĐND; `TTg`, `TTr` stay."""
    for found in _MIXED.finditer(text):
        yield Fence(found.start(), found.end(), found.group())
    for found in _CAPITALS.finditer(text):
        printed = _abbreviations().get(found.group())
        if printed is not None:
            yield Fence(found.start(), found.end(), printed)


_BODY = re.compile(r"(?<![^\s(])(?:(B[GQ]|B[0O]@)|S[CG]|S[0O]@)(?=[ \t]{1,3}[A-ZĐÐ][a-zà-ỹ])")


def find_bodies(text: str) -> Iterator[Fence]:
    """Find where `Bộ` and `Sở` were read as capitals, before the name of one: `BG Xay dung`, `SC Noi vu`."""
    for found in _BODY.finditer(text):
        yield Fence(found.start(), found.end(), "Bộ" if found[1] else "Sở")


def find_number_words(text: str) -> Iterator[Fence]:
    """Find where `số` was read with a figure in it, told by what stands behind: `S6: 12/KH-UBND`, `s6 /QD-TTg`."""
    for found in _NUMBER_WORD.finditer(text):
        yield Fence(found.start(), found.end(), found[1] + "ố")


_CHAPTER = re.compile(r"^[ \t]*([IVXLl1|v]{1,6})(?=[.)–-]|\s?[–-]\s)", re.MULTILINE)
_CHAPTERS = {
    numeral: frozenset(reads.split())
    for numeral, reads in {
        "I": "I",
        "II": "II Il lI",
        "III": "III Ill IIl IlI lII II1 1II I1I Il lI",
        "IV": "IV Iv lV 1V |V",
        "V": "V Vv",
        "VI": "VI Vl V1",
        "VII": "VII Vll VIl VlI",
        "VIII": "VIII VIll VIIl Vlll",
        "IX": "IX lX 1X",
    }.items()
}
"""What the numbers of chapters are read as; `Il` may be two strokes of two or of three."""
_NEXT_CHAPTER = dict(zip(("", *_CHAPTERS), _CHAPTERS, strict=False))
_SURE_CHAPTERS = {
    read: numeral
    for numeral, reads in _CHAPTERS.items()
    for read in reads
    if not any(read in others for other, others in _CHAPTERS.items() if other != numeral)
}


def find_chapters(text: str) -> Iterator[Fence]:
    """Find the numbers of chapters: `Ill.` → III; `Il.` is the next, or stays for the outline."""
    before = ""
    for found in _CHAPTER.finditer(text):
        read = found[1]
        following = _NEXT_CHAPTER.get(before, "")
        numeral = following if read in _CHAPTERS.get(following, ()) else _SURE_CHAPTERS.get(read, read)
        if len(read) > 1:
            yield Fence(found.start(1), found.end(1), numeral)
        before = numeral if numeral in _CHAPTERS else before


_QUARTER = re.compile(r"(?<![^\W_])([Qq]u[yýỳi][ \t])([HITUVlL1]{2,3})(?=[/,.;) \t\n-])")
_QUARTERS = {
    read: numeral
    for numeral, reads in {
        "II": "Il lI ll H",
        "III": "Ill IIl IlI lII lll II1 HI IH Ul UI",
        "IV": "TV lV 1V LV",
    }.items()
    for read in reads.split()
}


def find_quarters(text: str) -> Iterator[Fence]:
    """Find the numbers of quarters, of which there are four: `Quy TV/2024` → Quý IV; figures stay (`quy 11/2024`)."""
    for found in _QUARTER.finditer(text):
        numeral = _QUARTERS.get(found[2])
        if numeral:
            yield Fence(found.start(1), found.end(2), f"{found[1][0]}uý{found[1][-1]}{numeral}")


def find_fences(text: str) -> Iterator[Fence]:
    """Find the symbols of the closed list, with the numbers before them.

    `263/QP-TTg` → `263/QĐ-TTg`; the number stays as it is, flagged if it is none (`J0&9 /KH-UBND`).
    """
    taken = 0
    for found in _NUMBERED.finditer(text):
        symbol = resolve_numbered(found[3])
        if symbol is None or _NUMBER_WORD.match(text, found.start()):
            continue
        flag = "" if _NUMBER.fullmatch(found[1]) else "unreadable-number"
        if flag and not any(c.isdigit() for c in found[1]):
            continue
        yield from _bare_fences(text, taken, found.start())
        yield Fence(found.start(1), found.end(1), found[1], flag, read_digits(found[1]) if flag else ())
        yield Fence(found.start(3), found.end(3), symbol)
        taken = found.end()
    yield from _bare_fences(text, taken, len(text))


def _bare_fences(text: str, start: int, end: int) -> Iterator[Fence]:
    for found in _BARE.finditer(text, start, end):
        symbol = resolve_symbol(found.group())
        if symbol is not None:
            yield Fence(found.start(), found.end(), symbol)


@cache
def _digits() -> dict[str, str]:
    loaded = tomllib.loads((DATA / "symbols.toml").read_text(encoding="utf-8"))["digits"]
    found: dict[str, str] = {digit: digit for digit in loaded}
    for digit, letters in loaded.items():
        for letter in letters:
            found[letter] = found.get(letter, "") + digit
    return found


def read_digits(text: str, most: int = 4) -> tuple[str, ...]:
    """Give the numbers that a misread one may be, none if any letter is like no digit: `J0&9` → `1089`, `3089`."""
    readings = [_digits().get(letter, "") for letter in text]
    return tuple("".join(digits) for digits in islice(product(*readings), most))


LETTER = re.compile(r"^[ \t]*([a-zđ¢€])[.)](?=\s)", re.MULTILINE)
NEXT_LETTER = {("d", "d"): "đ", ("b", "¢"): "c", ("đ", "€"): "e"}


_NUMBERED_LETTER = re.compile(r"(?<!\S)[a-zđ][0-9]{1,2}(?=[.)](?:\s|$))")


def find_list_letters(text: str) -> Iterator[Fence]:
    """Find the letters of lists (a, b, c, d, đ, e): a `d` after a `d` lost its stroke, a `¢` after a `b` is a c.

    Those with a number (`b1)`) stay as they are.
    """
    yield from (Fence(found.start(), found.end(), found.group()) for found in _NUMBERED_LETTER.finditer(text))
    before = ""
    for found in LETTER.finditer(text):
        letter = NEXT_LETTER.get((before, found[1]), found[1])
        yield Fence(found.start(1), found.end(1), letter)
        before = letter
