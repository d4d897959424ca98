"""Names of places in a text that lost its marks: those of the area that the text itself tells (địa danh trong văn bản).

Behind `xã`, `huyện`, `tỉnh` a name of the gazetteer stands, most likely one of the provinces that the text names. What
a name is read as in one place speaks for the others where the same letters stand. Names that may be several keep them
as candidates, in doubt.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ntm_extract.knowledge.gazetteer import Level, load_gazetteer
from ntm_extract.restore.chosen_words import ChosenWord
from ntm_extract.restore.units import Readings
from ntm_extract.writing.orthography import copy_case, place_tone, strip_marks

_ELSEWHERE = 3.0
_UNLISTED = 10.0
_UNLISTED_CAPITALS = 4.0
"""Against a name of another area, and one that the gazetteer has nowhere (natural log-odds): words in capitals may well
be none (`XÃ LÀM ĐIỂM`)."""
_MARKS_ONLY = 1.0
"""Against a word whose letters alone are known."""
_MISFIT = 3.0
"""Against a name where the word before it tells another level."""
_DEAREST = 5.0
_USE = 0.4
"""Weight of what the language says of each word; the least that it says."""
_LEAST = 1e-2
_SURE, _DOUBT = 0.98, 0.6
_SHARE = 3
"""A province is the text's own if it is named at least this part as often as the one named most."""
_LONGEST = 4

Name = tuple[str, ...]
Read = Callable[[str], Readings]

_KINDS: Mapping[str, frozenset[Level]] = {
    "tỉnh": frozenset({"province"}),
    "thành phố": frozenset({"province", "district"}),
    "huyện": frozenset({"district"}),
    "quận": frozenset({"district"}),
    "thị xã": frozenset({"district"}),
    "xã": frozenset({"commune"}),
    "phường": frozenset({"commune"}),
    "thị trấn": frozenset({"commune"}),
    "đặc khu": frozenset({"commune"}),
    **dict.fromkeys(("thôn", "xóm", "bản", "ấp", "làng", "buôn"), frozenset[Level]()),
}
"""Of what levels the units are behind a word; villages are in no gazetteer."""
_UNITS = frozenset({"tỉnh", "huyện", "xã"})
_BODY = frozenset({"ủy", "đoàn"})
_GAP = re.compile(r"[ \t]{1,3}(?:\r?\n[ \t]{0,8})?")
_LISTED = re.compile(r"[,;][ \t]{0,3}(?:\r?\n[ \t]{0,8})?")


class Spot(NamedTuple):
    """Where the name of a place stands: its words by their numbers, and of what levels it may be."""

    first: int
    last: int
    levels: frozenset[Level]


def name_places(text: str, words: Sequence[ChosenWord], read: Read, head: str = "") -> list[ChosenWord]:
    """Take for names of places the readings that the gazetteer has, those of the text's own provinces above others.

    Args:
        text: as it was read.
        words: chosen for it, in order.
        read: what a token may have been, with costs.
        head: what stood before the text in its document, restored; it may name the provinces.

    Example: in a plan of Thanh Hóa `xa Dién Lu` is xã Điền Lư, and elsewhere in the text `Dién Lu` as well.
    """
    spots = list(_find_spots(text, words))
    if not spots:
        return list(words)
    together: dict[Name, list[Spot]] = defaultdict(list)
    for spot in spots:
        together[_key(text, words, spot.first, spot.last)].append(spot)
    provinces = _find_provinces(text, words, together, read, head)
    decided: dict[Name, tuple[Name, float]] = {}
    for key, places in together.items():
        found = _decide(text, words, places, read, provinces)
        if found is not None:
            decided[key] = found
    told = list(words)
    for first, last in {spot[:2] for spot in spots} | set(_find_others(text, words, decided)):
        name = decided.get(_key(text, words, first, last))
        if name is not None:
            told[first:last] = _written(words[first:last], *name)
    return told


def _find_spots(text: str, words: Sequence[ChosenWord]) -> Iterator[Spot]:
    """Find names behind the word for their kind, and those listed behind them: `các xã An Mỹ, Ba Trinh và Xuân Hòa`."""
    levels: frozenset[Level] = frozenset()
    expected = -1  # the number of the word with which a name may begin
    for at, word in enumerate(words):
        low = word.text.lower()
        if low in _LAST_OF_KINDS:
            levels = _levels_of(words, at)
            expected = at + 1 if _GAP.fullmatch(_before(text, words, at + 1)) else -1
        elif low == "ngày" and at > 1 and "," in _before(text, words, at):
            first = _start_of_name(text, words, at)
            if _is_name(words, first, at):
                yield Spot(first, at, _ALL)
        elif at == expected and (low in _BODY or low == "và"):
            expected = at + 1
        elif at == expected:
            last = _end_of_name(text, words, at)
            if _is_name(words, at, last):
                yield Spot(at, last, levels)
                expected = last if _goes_on(text, words, last) else -1


def _levels_of(words: Sequence[ChosenWord], at: int) -> frozenset[Level]:
    word = words[at].text.lower()
    both = f"{words[at - 1].text.lower()} {word}" if at else ""
    return _KINDS.get(both) or _KINDS.get(word) or frozenset()


_ALL = frozenset[Level]().union(*_KINDS.values())
_LAST_OF_KINDS = frozenset(kind.split()[-1] for kind in _KINDS)


def _before(text: str, words: Sequence[ChosenWord], at: int) -> str:
    """Give what stands before a word, from the end of the one before."""
    return text[words[at - 1].end : words[at].start] if 0 < at < len(words) else "\n\n"


def _goes_on(text: str, words: Sequence[ChosenWord], at: int) -> bool:
    """Whether another name may come behind one, after a comma or `và`."""
    return at < len(words) and (words[at].text == "và" or bool(_LISTED.fullmatch(_before(text, words, at))))


def _end_of_name(text: str, words: Sequence[ChosenWord], first: int) -> int:
    """Give past the last of the words with capitals that stand together, all in capitals or none."""
    last = first
    upper = _is_upper(words[first])
    most = min(len(words), first + _LONGEST + 1)
    while last < most and words[last].text[:1].isupper() and _is_upper(words[last]) == upper:
        gap = _before(text, words, last)
        joined = _GAP.fullmatch(gap) and ("\n" not in gap or last == first + 1)
        if last > first and (not joined or words[last].text.lower() in _UNITS):
            break
        last += 1
    return last


def _start_of_name(text: str, words: Sequence[ChosenWord], last: int) -> int:
    """Give the first of the words with capitals that stand together before a word, none in capitals."""
    first = last
    least = max(0, last - _LONGEST - 1)
    while first > least and words[first - 1].text[:1].isupper() and not _is_upper(words[first - 1]):
        first -= 1
        if "\n" in _before(text, words, first) or not _GAP.fullmatch(_before(text, words, first)):
            break
    return first


def _is_upper(word: ChosenWord) -> bool:
    return len(word.text) > 1 and word.text.isupper()


def _is_name(words: Sequence[ChosenWord], first: int, last: int) -> bool:
    """Whether words may be a name: two at least, and letters only."""
    return 2 <= last - first <= _LONGEST and all(word.text.isalpha() for word in words[first:last])


def _key(text: str, words: Sequence[ChosenWord], first: int, last: int) -> Name:
    """Give the letters by which places are known where the same name stands."""
    return tuple(_letters(text[word.start : word.end]) for word in words[first:last])


def _letters(token: str) -> str:
    return strip_marks(token).lower()


def _find_others(text: str, words: Sequence[ChosenWord], decided: Iterable[Name]) -> Iterator[tuple[int, int]]:
    """Find the same letters where no kind stands before them: `Điền Lư, ngày`; no part of a longer name."""
    by_first: dict[str, list[Name]] = defaultdict(list)
    for key in decided:
        by_first[key[0]].append(key)
    after = 0
    for at, word in enumerate(words):
        if at < after or not word.text[:1].isupper():
            continue
        keys = by_first.get(_letters(text[word.start : word.end]))
        begun = at and words[at - 1].text[:1].isupper() and _GAP.fullmatch(_before(text, words, at))
        if not keys or (begun and words[at - 1].text.lower() not in _LAST_OF_KINDS):
            continue
        last = _end_of_name(text, words, at)
        if _is_name(words, at, last) and _key(text, words, at, last) in keys:
            yield at, last
            after = last


class _Place(NamedTuple):
    """A name in small letters, the level of a unit that bears it, and in which provinces such units are or were."""

    name: Name
    level: Level
    provinces: frozenset[str]


@cache
def _places() -> Mapping[str, tuple[_Place, ...]]:
    """Give the names of the gazetteer, before and after July 2025, by the letters of their first words."""
    units = load_gazetteer().units
    above: dict[str, set[str]] = defaultdict(set)
    for unit in sorted(units, key=lambda unit: len(unit.code)):
        above[unit.code] |= {unit.name.lower()} if unit.parent is None else above[unit.parent]
    found: dict[tuple[Name, Level], set[str]] = defaultdict(set)
    for unit in units:
        name = tuple(place_tone(word) for word in unit.name.lower().split())
        if 2 <= len(name) <= _LONGEST and all(word.isalpha() for word in name):
            found[name, unit.level].update(*(above[code] for code in (unit.code, *unit.successor_codes)))
    places: dict[str, list[_Place]] = defaultdict(list)
    for (name, level), provinces in found.items():
        places[_letters(name[0])].append(_Place(name, level, frozenset(provinces)))
    return {word: tuple(own) for word, own in places.items()}


def _match(tokens: Sequence[str], levels: frozenset[Level], read: Read) -> dict[_Place, float]:
    """Give the places of the levels whose names tokens may have been, with the costs."""
    costs = [dict(read(token)) for token in tokens]
    known = _places()
    found: dict[_Place, float] = {}
    for letters in sorted({_letters(tokens[0]), *map(strip_marks, costs[0])}):
        for place in known.get(letters, ()):
            if place.level in levels and len(place.name) == len(tokens):
                cost = 0.0
                for word, token, own in zip(place.name, tokens, costs, strict=True):
                    cost += own.get(word, _MARKS_ONLY if strip_marks(word) == _letters(token) else math.inf)
                    if cost > _DEAREST:
                        break
                else:
                    found[place] = cost
    return found


def _find_provinces(
    text: str, words: Sequence[ChosenWord], together: Mapping[Name, Sequence[Spot]], read: Read, head: str
) -> frozenset[str]:
    """Find the provinces that the text is about: those it names, or in which the districts are that it names."""
    named = Counter(_named_in(head))
    for level in _UPPER_LEVELS:
        for places in together.values():
            spot = places[0]
            if level not in spot.levels:
                continue
            matches = _match(_tokens(text, words, spot), frozenset({level}), read)
            _, name, within = min(((cost, *place[::2]) for place, cost in matches.items()), default=(0.0, (), ()))
            if level == "province" and name:
                named[" ".join(name)] += len(places)
            elif len(within) == 1:
                named.update({one: len(places) for one in within})
        if named:
            break
    most = max(named.values(), default=0)
    return frozenset(province for province, times in named.items() if times * _SHARE >= most)


_UPPER_LEVELS: tuple[Level, ...] = ("province", "district")


def _tokens(text: str, words: Sequence[ChosenWord], spot: Spot) -> list[str]:
    return [text[word.start : word.end] for word in words[spot.first : spot.last]]


@cache
def _provinces() -> re.Pattern[str]:
    names = {unit.name.lower() for unit in load_gazetteer().units if unit.level == "province"}
    return re.compile(rf"(?:tỉnh|thành phố)\s(?:ủy\s)?({'|'.join(sorted(names, key=len, reverse=True))})(?![^\W\d_])")


def _named_in(head: str) -> Iterator[str]:
    """Give the provinces that a restored text names."""
    if head:
        yield from (found[1] for found in _provinces().finditer(head.lower()))


def _decide(
    text: str, words: Sequence[ChosenWord], places: Sequence[Spot], read: Read, provinces: frozenset[str]
) -> tuple[Name, float] | None:
    """Choose one reading for all places where the same letters stand, and say how sure it is; None where none fits."""
    tokens = _tokens(text, words, places[0])
    levels = frozenset[Level]().union(*(spot.levels for spot in places))
    upper = all(_is_upper(words[spot.first]) for spot in places)
    costs: dict[Name, float] = {}
    fitting: dict[Name, set[Level]] = defaultdict(set)
    for place, cost in _match(tokens, levels, read).items() if levels else ():
        own = not provinces.isdisjoint(place.provinces)
        if own or not upper:
            cost += 0.0 if own else _ELSEWHERE
            costs[place.name] = min(cost, costs.get(place.name, math.inf))
            fitting[place.name].add(place.level)
    for name, fit in fitting.items():
        costs[name] += _MISFIT * sum(fit.isdisjoint(spot.levels) for spot in places) / len(places)
    now = {tuple(word.text.lower() for word in words[spot.first : spot.last]) for spot in places}
    if costs.keys() >= now and len(now) == 1 and costs[next(iter(now))] == min(costs.values()):
        return None
    unlisted = (_UNLISTED_CAPITALS if upper else _UNLISTED) if costs else 0.0
    for name in now - costs.keys():
        costs[name] = unlisted + sum(dict(read(token)).get(word, 0.0) for word, token in zip(name, tokens, strict=True))
    heard = _evidence(words, places, costs)
    total = {name: cost + _USE * heard[name] for name, cost in costs.items()}
    best = min(total, key=lambda name: (total[name], name))
    share = 1 / sum(math.exp(total[best] - other) for other in total.values())
    return None if now == {best} else (best, round(min(share, _SURE), 4))


def _evidence(words: Sequence[ChosenWord], places: Sequence[Spot], names: Collection[Name]) -> dict[Name, float]:
    """Give what the language says against names, on the average of the places where they may stand."""
    heard: dict[Name, float] = dict.fromkeys(names, 0.0)
    for spot in places:
        shares = [{reading.lower(): p for reading, p in word.candidates} for word in words[spot.first : spot.last]]
        for name in heard:
            heard[name] -= sum(math.log(max(own.get(w, 0.0), _LEAST)) for own, w in zip(shares, name, strict=True))
    return {name: cost / len(places) for name, cost in heard.items()}


def _written(words: Sequence[ChosenWord], name: Name, sure: float) -> list[ChosenWord]:
    """Write a name in the place of words, which are kept as candidates."""
    told = []
    for word, part in zip(words, name, strict=True):
        spelled = copy_case(word.text, part)
        if spelled == word.text:
            told.append(word)
            continue
        others = tuple((reading, round(p * (1 - sure), 4)) for reading, p in word.candidates if reading != spelled)
        flag = "ambiguous" if sure < _DOUBT else ""
        told.append(ChosenWord(word.start, word.end, spelled, sure, ((spelled, sure), *others), flag))
    return told
