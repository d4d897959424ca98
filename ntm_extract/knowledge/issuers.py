"""Issuing bodies (cơ quan ban hành): which names mean one issuer, of which level and place it is.

An instrument is numbered by its issuer, so two citations speak of one instrument only when their issuers are one:
`Bộ trưởng Bộ Nội vụ` signs for Bộ Nội vụ, and the papers of `Ban Thường vụ Tỉnh ủy Cao Bằng` and of `Ban Chấp hành Đảng
bộ tỉnh Cao Bằng` are numbered in one series. The words are data (`data/issuers.toml`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from ntm_extract.knowledge.folding import place_tones, spelling_key
from ntm_extract.knowledge.gazetteer import load_gazetteer
from ntm_extract.knowledge.instruments import Organ, System, load_symbols

Level = Literal["central", "province", "district", "commune"]


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer as its name tells it; words in small letters, tones in their place, dashes left out.

    Attributes:
        body: `ủy ban nhân dân`, `tỉnh ủy`, `bộ nội vụ`: the same for all names of one body.
        seat, place: `tỉnh` and `cao bằng`; empty where the name has none.
        province: of a district's or commune's body, where the name tells it; else empty.
        level: central, province, district or commune; None when the name does not tell.
        system: state or party.
    """

    body: str
    seat: str
    place: str
    province: str
    level: Level | None
    system: System

    @property
    def key(self) -> str:
        """The words by which the names of one issuer are equal, but for the province."""
        seat = "" if self.system == "party" else self.seat
        return " ".join(part for part in (self.body, seat, self.place) if part)

    @property
    def complete(self) -> bool:
        """Whether the name says which one it is: `Ủy ban nhân dân tỉnh` does not."""
        return self.level == "central" or bool(self.place)


@cache
def read_issuer(name: str) -> Issuer:
    """Read the name of an issuer; never raises.

    Args:
        name: in full, with or without its place.

    Example:
        `read_issuer("Chủ tịch Uỷ ban nhân dân tỉnh Cao Bằng") == read_issuer("Ủy ban nhân dân tỉnh Cao Bằng")`.
    """
    words = _load()
    text = place_tones(" ".join(name.split()))
    if text.isupper():
        text = words.seat_capital.sub(lambda m: m[1].lower(), text)
    seat, place, province = "", "", ""
    if found := _find_seat(words, text):
        seat = found[1].lower()
        place, province = _cut(words, text[found.end() :])
    body = _body(words, text[: found.start()] if found else text)
    if seat and body in words.committee_words:
        body = words.committees[seat]
    elif not seat:
        body, seat, place = _committee(words, body)
    level = _level(words, body, seat, place)
    party = body in words.party or body in words.committees.values()
    above = province if level in ("district", "commune") else ""
    return Issuer(body, seat, place, above, level, "party" if party else "state")


@cache
def official_name(name: str) -> str:
    """Give a central body's name as its symbol's list spells it (`Bộ Công thương` → `Bộ Công Thương`), else `name`.

    The holder of an office stays before it: `Bộ trưởng Bộ Công Thương`.
    """
    names = _official_names()
    for at in (0, *(found.end() for found in re.finditer(r"^(?:Bộ trưởng|Thống đốc|Tổng) ", name))):
        if official := names.get(_bare_key(name[at:])):
            return name[:at] + official
    return name


@cache
def central_names() -> frozenset[str]:
    """Give the names of the central bodies that have a symbol, as the list spells them."""
    return frozenset(_official_names().values())


@cache
def _official_names() -> dict[str, str]:
    return {_bare_key(organ.name): organ.name for organ in load_symbols().organs if organ.level == "central"}


def _bare_key(name: str) -> str:
    return " ".join(spelling_key(name).replace(",", " ").split())


def _find_seat(words: _Words, text: str) -> re.Match[str] | None:
    """Find the word before the name of a place: `huyện` before a capital, a figure, or nothing (not `xã hội`)."""
    for match in words.seat.finditer(text):
        after = text[match.end() :].lstrip()[:1]
        if not after or after == "," or after.isupper() or after.isdigit():
            return match
    return None


def _cut(words: _Words, rest: str) -> tuple[str, str]:
    """Cut `Hà Quảng, tỉnh Cao Bằng` into the place and the one above it."""
    above = _find_seat(words, rest)
    return (_key(rest[: above.start()]), _key(rest[above.end() :])) if above else (_key(rest), "")


def _body(words: _Words, text: str) -> str:
    """Give the one name of a body: without who signs for it, without the boards of a Party committee."""
    body = _key(text)
    for holder in words.holders:
        body = holder.sub("", body, count=1)
    bare = words.boards.sub("", body, count=1)
    if bare in words.committee_words or bare.startswith(tuple(words.committees.values())):
        body = bare
    return words.same.get(body, body)


def _committee(words: _Words, body: str) -> tuple[str, str, str]:
    """Tell body, seat and place of `tỉnh ủy cao bằng`; of all else the body alone."""
    for seat, committee in words.committees.items():
        if f"{body} ".startswith(f"{committee} "):
            return committee, seat, _key(body[len(committee) :])
    return body, "", ""


def _level(words: _Words, body: str, seat: str, place: str) -> Level | None:
    if seat:
        return words.levels[seat] or _city_level(place)
    central = body in words.central or body.startswith(words.central_begins)
    return "central" if central or any(word in body for word in words.central_holds) else None


@cache
def _city_level(place: str) -> Level:
    """Tell whether a city is a province of its own; where it was both (Huế), the older is meant: a district."""
    districts = [unit for unit in load_gazetteer().find(place, "district") if unit.kind == "Thành phố"]
    provinces = [unit for unit in load_gazetteer().find(place, "province") if unit.kind == "Thành phố"]
    return "province" if provinces and not districts else "district"


def _key(text: str) -> str:
    return spelling_key(text).strip(" ,.;")


@dataclass(frozen=True)
class _Words:
    """The words of `data/issuers.toml`, ready for look-ups."""

    holders: tuple[re.Pattern[str], ...]
    same: dict[str, str]
    boards: re.Pattern[str]
    committee_words: frozenset[str]
    committees: dict[str, str]
    levels: dict[str, Level | None]
    seat: re.Pattern[str]
    seat_capital: re.Pattern[str]
    central: frozenset[str]
    central_begins: tuple[str, ...]
    central_holds: tuple[str, ...]
    party: frozenset[str]


@cache
def _load() -> _Words:
    raw = tomllib.loads(files("ntm_extract.knowledge").joinpath("data/issuers.toml").read_text(encoding="utf-8"))
    committees, central = raw["committees"], raw["central"]
    same = {name: group["names"][0] for group in raw["same"] for name in group["names"]}

    def named(organs: Iterable[Organ]) -> frozenset[str]:
        keys = (_key(name) for organ in organs for name in (organ.name, *organ.issuers))
        return frozenset(same.get(key, key) for key in keys)

    organs = load_symbols().organs
    seat = _either(word[0].upper() + word[1:] for word in raw["seats"]) + "|" + _either(raw["seats"])
    return _Words(
        holders=tuple(re.compile(f"(?:{_either(h['words'])}) (?={_either(h['before'])})") for h in raw["holders"]),
        same=same,
        boards=re.compile(f"(?:{_either(committees['boards'])}) "),
        committee_words=frozenset(committees["words"]),
        committees=committees["names"],
        levels={word: None if level == "city" else level for word, level in raw["seats"].items()},
        seat=re.compile(rf"(?<!\w)(?<!ợp tác )({seat})(?!\w)"),
        seat_capital=re.compile(rf"(?<!\w)({_either(word.upper() for word in raw['seats'])})(?= (?!ỦY|HỘI))"),
        central=named(organ for organ in organs if organ.level == "central"),
        central_begins=tuple(central["begins"]),
        central_holds=tuple(central["holds"]),
        party=named(organ for organ in organs if organ.system == "party"),
    )


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: -len(word)))
