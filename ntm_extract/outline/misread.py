"""Numbers and letters that OCR misread (`H.` for `II.`, `¢)` for `c)`), decided by the sequence they stand in.

Every line that may open a numbered block has a set of readings with costs: what is printed costs nothing, what looks
like it costs more (`data/misread.toml`). Breaking the sequence costs too, and the cheapest way through all lines is
taken. It is a Viterbi search whose states are the open levels of the numbering, of which the best few are kept.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ntm_extract.outline.acceptance import UPPER_PARTS, accepts, awaits_number, is_fresh, is_headed
from ntm_extract.outline.addresses import Numbering
from ntm_extract.outline.closing import opens_closing
from ntm_extract.outline.lines import Layout, Line, is_upper
from ntm_extract.outline.markers import Marker, Style, find_marker, label_of, order_of

_BEAM = 12  # ways through the document that are kept side by side
_FAR = 6.0  # a way so much dearer than the best is given up
_LOOSE = re.compile(r"(?P<v>[^\s.,:;()/\-]{1,6})(?:(?P<s>\s?[.,:;)]{1,2}|-(?= ))\s?|(?= ))(?=\s?[\"“'‘(]?[^\W\d_])")
_SPECKS = re.compile(
    r"(?:[-–—_~*.,:;'‘’\"“”»>|«•°]{1,2}\s?){1,2}(?=(?:\d{1,2}(?:\.\d{1,2}){0,2}|[IVXl1]{1,4}|[a-zđ])[.,)]{1,2}\s?[^\W\d_])"
)
"""What OCR makes of dust before a number: `~* 11. Đề nghị`, `- 3. Truyền thông`, `"6. Định kỳ`."""
_BARE_CHAPTER = 6  # letters in capitals that must follow a numeral without its full stop
_ROMAN_STROKES = frozenset("IVX1lHLUT|!")


@cache
def _tables() -> dict[str, Any]:
    """Load what may be read for what, and the costs (`data/misread.toml`)."""
    return tomllib.loads(files("ntm_extract.outline").joinpath("data/misread.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class _Way:
    """One way through the lines so far: its cost, where it stands, and its last choice."""

    cost: float
    numbering: Numbering
    last: _Choice | None


@dataclass(frozen=True, slots=True)
class _Choice:
    index: int
    marker: Marker
    before: _Choice | None
    gap_after: int | None  # the line after which the one number it skips must stand


def read_markers(lines: Sequence[Line], start: int, layout: Layout, numbering: Numbering) -> dict[int, Marker | None]:
    """Decide what the numbers and letters at the starts of lines are, by the sequence of all of them.

    Args:
        lines: the lines of the document.
        start: index of the first line of the part.
        layout: how the lines are set.
        numbering: the levels open at `start`.

    Returns:
        For the index of each line that may begin with a number or letter, the marker that opens a block there, or
        None where it opens none.

    Example:
        Chapters printed `I.`, `H.`, `II.`, `IV.` get the labels I, II, III, IV.
    """
    costs, breaks = _tables()["costs"], _tables()["breaks"]
    ways = [_Way(0.0, numbering.fork(), None)]
    chosen: dict[int, Marker | None] = {}
    for index in range(start, len(lines)):
        line = lines[index]
        last = lines[index - 1] if index > start else None
        fresh, awaited = is_fresh(last, line, layout), awaits_number(last)
        above = find_marker(last) if last else None
        if fresh and opens_closing(lines, index):
            break
        printed = find_marker(line)
        if printed is not None and printed.style == "appendix":  # which begins a part of its own, and no sequence tells
            if fresh:
                break
            continue
        readings, bare = _readings(line)
        if not readings:
            continue
        chosen[index] = _bullet(line)
        passed = costs["inside"] if not fresh else costs["passed_over"] if readings[0][1] == 0 else costs["unlike"]
        passed = min(passed, costs["no_sign"] * 2) if bare and not line.upper else passed
        onward = [replace(way, cost=way.cost + passed) for way in ways]
        for way in ways:
            right = any(cost == 0 and way.numbering.fit(marker) == "next" for marker, cost in readings)
            for marker, cost in readings:
                if right and cost:
                    cost += costs["right_as_printed"]
                fit = way.numbering.fit(marker)
                if cost and fit != "next" and line.text[marker.end :].lstrip(" \"“'(")[:1].islower():
                    continue  # a look-alike before small letters is a word cut short
                headed = last is not None and is_headed(above, [last], marker)
                if accepts(marker, line, way.numbering, fresh=fresh, awaited=awaited, headed=headed, small=True):
                    after = way.numbering.fork()
                    after.place(marker, index)
                    onward.append(
                        _Way(
                            way.cost + cost + breaks[fit],
                            after,
                            _Choice(index, marker, way.last, way.numbering.skipped(marker)),
                        )
                    )
        ways = _best(onward)
    choice = ways[0].last
    while choice is not None:
        chosen[choice.index] = choice.marker
        if choice.gap_after is not None:
            chosen |= _lost(lines, choice, start, layout, chosen)
        choice = choice.before
    return chosen


def _lost(
    lines: Sequence[Line], choice: _Choice, start: int, layout: Layout, chosen: dict[int, Marker | None]
) -> dict[int, Marker | None]:
    """Find the one line that must carry the number a marker skips: the only one there that begins anew."""
    assert choice.gap_after is not None
    chapter = choice.marker.style == "roman"
    anew = []
    for index in range(max(choice.gap_after + 1, start + 1), choice.index):
        last, line = lines[index - 1], lines[index]
        if not line.text[0].isupper() and not (chapter and line.upper):
            continue
        heading = index - 1 == choice.gap_after and (last.upper or not last.ended)
        if line.upper == chapter and is_fresh(last, line, layout) and (last.ended or heading or chapter):
            anew.append(index)
    free = [index for index in anew if chosen.get(index) is None]
    if len(free) != 1 or (not chapter and find_marker(lines[free[0]]) is not None):
        return {}
    order = choice.marker.order - 1
    return {free[0]: Marker(choice.marker.style, "", label_of(order, choice.marker.style), order, 0)}


def _bullet(line: Line) -> Marker | None:
    """Give the bullet at the start of a line, which stays one where the number behind it fits nowhere."""
    found = find_marker(line)
    return found if found is not None and found.style == "bullet" else None


def _best(ways: list[_Way]) -> list[_Way]:
    """Keep the cheapest way to each state, and of those the best few."""
    kept: dict[tuple[tuple[Style, str], ...], _Way] = {}
    ways = sorted(ways, key=lambda way: way.cost)
    for way in ways:
        if way.cost > ways[0].cost + _FAR:
            break
        state = tuple((level.marker.style, level.marker.label) for level in way.numbering.levels)
        kept.setdefault(state, way)
        if len(kept) == _BEAM:
            break
    return list(kept.values())


def _readings(line: Line) -> tuple[list[tuple[Marker, float]], bool]:
    """Give what the start of a line may be read as, the cheapest first, and whether it is a number without a sign."""
    costs = _tables()["costs"]
    if specks := _SPECKS.match(line.text):
        behind, bare = _readings(replace(line, text=line.text[specks.end() :]))
        moved = [
            (replace(m, printed=line.text[: specks.end() + m.end].rstrip(), end=specks.end() + m.end), cost)
            for m, cost in behind
        ]
        return [(m, cost + costs["specks"]) for m, cost in moved], bare
    printed = find_marker(line)
    if printed and printed.style == "part" and (value := printed.label.split()[-1]).isupper():
        word = printed.label.split()[0]
        return [(_renamed(printed, f"{word} {label}", label), cost) for label, cost in _numerals(value, "roman")], False
    if printed and (printed.style in ("bullet", *UPPER_PARTS) or printed.order == 0):
        return ([], False) if printed.style == "bullet" else ([(printed, 0.0)], False)
    found = _LOOSE.match(line.text)
    options: dict[tuple[Style, str], tuple[Marker, float]] = {}
    if printed:
        options[printed.style, printed.label] = printed, 0.0
    if found and not (found["s"] is None and printed):
        for style, label, cost in _like(found["v"], found["s"], line.text[found.end() :].lstrip()):
            end = found.end("s") if found["s"] else found.end("v")
            marker = Marker(style, line.text[:end].rstrip(), label, order_of(label, style), end)
            if cost <= options.get((style, label), (marker, costs["dearest"]))[1]:
                options[style, label] = marker, cost
    readings = []
    for marker, cost in options.values():
        if marker.style == "roman" and not line.upper:
            cost += costs["small_guess" if cost else "small_chapter"]
        elif marker.style == "capital" and not line.upper:
            cost += costs["small_part"]
        elif marker.style == "number" and line.upper:
            cost += costs["capitals_guess" if cost else "capitals_item"]
        readings.append((marker, cost))
    readings.sort(key=lambda reading: reading[1])
    return readings, found is not None and found["s"] is None


def _renamed(marker: Marker, label: str, value: str) -> Marker:
    return replace(marker, label=label, order=order_of(value, marker.style))


def _like(value: str, sign: str | None, rest: str) -> Iterator[tuple[Style, str, float]]:
    """Give the numerals and letters a printed sign and value may stand for."""
    costs = _tables()["costs"]
    if sign is None:
        if set(value) <= _ROMAN_STROKES and is_upper(rest) and sum(map(str.isupper, rest)) >= _BARE_CHAPTER:
            yield from (("roman", label, cost + costs["no_sign"]) for label, cost in _numerals(value, "roman"))
        elif value.isdecimal() and len(value) <= 2 and rest[:1].isupper():
            yield "number", value, 2 * costs["no_sign"]
        return
    sign = sign.strip()
    if ")" in sign:
        yield from (("letter", label, cost) for label, cost in _letters(value))
        yield from (("paren", label, cost) for label, cost in _numerals(value, "digits"))
        return
    extra = 0.0 if sign.startswith((".", "-")) else costs["other_sign"]
    yield from (("number", label, cost + extra) for label, cost in _numerals(value, "digits"))
    if rest[:1].isupper() and len(rest) >= _BARE_CHAPTER:
        yield from (("roman", label, cost + extra) for label, cost in _numerals(value, "roman"))


def _letters(value: str) -> list[tuple[str, float]]:
    like = _tables()["letters"].get(value, {})
    return ([(value, 0.0)] if len(value) == 1 and order_of(value, "letter") > 0 else []) + list(like.items())


@lru_cache(maxsize=4096)
def _numerals(value: str, kind: str) -> tuple[tuple[str, float], ...]:
    """Give the numbers that a printed one may stand for, sign by sign, with the sum of the costs.

    Example: `_numerals("H", "roman")` has `("II", 0.4)`.
    """
    table, dearest = _tables()[kind], _tables()["costs"]["dearest"]
    found = {"": 0.0}
    for sign in value:
        longer: dict[str, float] = {}
        for begun, cost in found.items():
            for read, more in table.get(sign, {}).items():
                if cost + more <= min(dearest, longer.get(begun + read, dearest)):
                    longer[begun + read] = cost + more
        found = longer
    style: Style = "roman" if kind == "roman" else "number"
    return tuple((label, cost) for label, cost in found.items() if label and _is_number(label, style))


def _is_number(label: str, style: Style) -> bool:
    return order_of(label, style) > 0 and not (style == "number" and label.startswith("00"))
