"""One agency as a document names it, and what the members of a list share (cơ quan, đơn vị)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ntm_extract.extract.agencies.levels import PLURALS, SETTLEMENTS, as_written, first_upper
from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import words
from ntm_extract.knowledge.phrases import split_phrase

UNITS = {
    *("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh"),
    *("thôn", "xóm", "bản", "buôn", "làng", "ấp", "khóm", "khu phố", "khu", "tổ dân phố", "khu dân cư"),
}
"""Class nouns that are units and not offices: `các xã, thị trấn`; the two are not mixed in one run."""
ALL_UNITS = ("tỉnh, ", "xã, ")
"""How levels begin by which the bodies of all units are meant."""
SEAT_WORDS = {"tỉnh", "huyện", "thành", "thị", "quận", "xã", "phường"}
"""First words of a seat of the Party or the Youth Union that say its level (`Huyện ủy`, `Thành đoàn`)."""
MINISTERS = "Bộ trưởng"
"""Persons that make one class with the heads of like bodies, also without `các` (`Bộ trưởng, Thủ trưởng …`)."""
OWN_MINISTRY = "bộ ban hành"
"""Stands for what a ministry's plan calls `Bộ`; the class `Các bộ` is another thing."""
OWN_BUREAU = "ban thường vụ"
"""Stands for what the plan of a committee of the Party or of an association calls `Ban Thường vụ`."""
DEPARTMENTS = frozenset({"sở", "bộ"})
BELOW_DEPARTMENTS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "thị xã", "quận")
"""Bodies of provinces and of the centre, and levels that are not theirs: `các sở, ngành, UBND cấp xã`."""
COMMUNE_BODIES = {"Hội đồng nhân dân", "Đảng ủy", "Ủy ban nhân dân"}
"""Bodies of the same communes as the `UBND các xã` or `Ủy ban MTTQ các xã` they stand before."""
PAIRED = {"Ủy ban nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam"}
"""Bodies whose `các xã` holds for such bodies before them."""


@dataclass(frozen=True)
class Agency:
    """One agency as mentioned.

    Attributes:
        start, end: character span in the outlined text.
        name: canonical name without its level.
        level: level words without names (`huyện`, `xã, thị trấn`, `cùng cấp`), or "".
        place: proper name after the level word (`Hà Quảng`), or "".
        keeps_level: the level word belongs to the canonical name.
        specific: a proper name or a body, not a run of class nouns.
        plural: a `các` stands before it.
        central: there is only one in the country.
        shared: its level words may hold for the members of a list before it (`A, B và C tỉnh`; not `các xã`).
        persons: a class of persons by office that names no body (`Bộ trưởng`, `Thủ trưởng cơ quan ngang bộ`).
    """

    start: int
    end: int
    name: str
    level: str = ""
    place: str = ""
    keeps_level: bool = True
    specific: bool = True
    plural: bool = False
    central: bool = False
    shared: bool = False
    persons: bool = False

    @property
    def is_unit(self) -> bool:
        """Whether units are meant and not offices (`các xã, thị trấn`)."""
        return not self.specific and self.name.lower().split(",")[0] in UNITS

    def canonical(self, locality: Locality) -> str:
        """Give the name as the tables write it: without the plan's own locality, in full.

        Example:
            `UBND huyện Hà Quảng` in a plan of Hà Quảng → `Ủy ban nhân dân huyện`; `Bộ` in one of no ministry → "".
        """
        if self.name == OWN_MINISTRY:
            return locality.ministry or ""
        if self.name == OWN_BUREAU:
            return f"Ban Thường vụ {locality.committee}" if locality.committee else ""
        if not self.keeps_level or self.central:
            return self.name
        level, place = self.level, self.place
        if place and _is_seat(self.name):
            level = ""
            place = "" if locality.is_own(self.level, place) else place
        if not level and self.name in OWN_LEVEL_BODIES:
            level = locality.level_word
        if place and locality.is_own(level, place):
            place = ""
        return " ".join(part for part in (self.name, level, place) if part)


OWN_LEVEL_BODIES = {
    "Ủy ban nhân dân",
    "Hội đồng nhân dân",
    "Thường trực Hội đồng nhân dân",
    "Ủy ban Mặt trận Tổ quốc Việt Nam",
    "Chủ tịch Ủy ban nhân dân",
    "Hội đồng Thi đua - Khen thưởng",
}
"""Bodies that, named without a level, are those of the plan's own level."""


def as_names_write(keys: Keys, at: int, end: int, meant: Sequence[str] = ()) -> str:
    """Write a field of work as names write it; a capital that stands in the text is kept.

    Args:
        keys: the document's words.
        at: index of the first.
        end: index behind the last.
        meant: the same words as the lexicon has them, where marks may be misread.

    Example:
        `nông nghiệp và phát triển nông thôn` → `Nông nghiệp và Phát triển nông thôn`; `Công Thương` stays.
    """
    out: list[str] = []
    upper = True
    for index in range(at, end):
        word = meant[index - at] if meant else keys.words[index]
        if word == ",":
            out[-1] += ","
            upper = True
            continue
        alone = keys.is_boundary(index) and keys.is_boundary(index + 1)
        capital = alone and keys.texts[index][:1].isupper() and not keys.texts[index][1:].isupper()
        plural = index == at and word in PLURALS  # `Ban Quản lý các khu công nghiệp`
        out.append(first_upper(word) if (upper and not plural) or capital else "và" if word == "&" else word)
        upper = word in ("và", "-", "–", "&")
    return " ".join(out).replace("–", "-")


def join_persons(agencies: Sequence[Agency]) -> list[Agency]:
    """Make one of the classes of persons that stand under one `các`.

    Example:
        `Các Bộ trưởng, Thủ trưởng cơ quan ngang bộ` is one, as `Các sở, ban, ngành` is.
    """
    out: list[Agency] = []
    for agency in agencies:
        last = out[-1] if out else None
        run = last is not None and last.persons and agency.persons and not agency.plural
        if last is not None and run and (last.plural or last.name.startswith(MINISTERS)):
            name = agency.name if agency.specific else agency.name[:1].lower() + agency.name[1:]
            out[-1] = replace(last, name=f"{last.name}, {name}", end=agency.end)
        else:
            out.append(agency)
    return out


def may_mix(before: str, noun: str) -> bool:
    """Whether class nouns may stand in one run: offices and units not, but for parts of a commune (`đơn vị, thôn`)."""
    parts = any(SETTLEMENTS.longest(tuple(split_phrase(name)), 0) for name in (before, noun))
    return parts or (before in UNITS) == (noun in UNITS)


def _is_seat(name: str) -> bool:
    """Whether a name says its level at its end (`Ban Thường vụ Huyện ủy`, `Tỉnh đoàn`)."""
    words = name.lower().split()
    return len(words) > 1 and words[-1] in ("ủy", "đoàn") and words[-2] in SEAT_WORDS


def _takes_level(agency: Agency) -> bool:
    """Whether a level word behind a list may be its own: not of `Tỉnh đoàn`, whose name says its level."""
    words = agency.name.lower().split()
    seat = (words[0] in SEAT_WORDS and words[-1] == "đoàn") or _is_seat(agency.name)
    regional = "khu vực" in agency.name.lower()
    return not (agency.central or seat or regional or agency.name.endswith("liên quan"))


def spread_level(agencies: list[Agency]) -> list[Agency]:
    """Let the level words at the end of `A, B và C tỉnh` reach back to the members that have none."""
    out: list[Agency] = []
    level, place, council_only = "", "", False
    for agency in reversed(agencies):
        if agency.level:
            pair = agency.name in PAIRED  # `Đảng ủy, HĐND, UBND các xã`
            level, place = (agency.level, agency.place) if agency.shared or pair else ("", "")
            council_only = pair and not agency.shared
        elif council_only and agency.name not in COMMUNE_BODIES:
            level, place, council_only = "", "", False
        elif level.startswith(BELOW_DEPARTMENTS) and not DEPARTMENTS.isdisjoint(
            agency.name.lower().replace(",", "").split()
        ):
            level, place = "", ""
        elif agency.keeps_level and level and _takes_level(agency):
            agency = replace(agency, level=level, place=place)
        out.append(agency)
    return out[::-1]


def is_asked_kind(agencies: Sequence[Agency]) -> bool:
    """Whether bodies are such as nobody gives orders to: the Front, unions, associations, courts."""
    return all(agency.name.lower().startswith(words("clauses", "asked_kinds")) for agency in agencies)


def modified(modifier: str) -> str:
    """Give the words a modifier adds to a class: `có liên quan` is written `liên quan`."""
    _, related, where = modifier.partition("liên quan ở ")
    if related:
        return f" liên quan ở {where}"
    return " liên quan" if "liên quan" in modifier else f" {modifier}"


def inside_capitals(keys: Keys, at: int, noun: str) -> str:
    """Write a class noun of several words with the capitals it has inside: `thành viên Ban Chỉ đạo`."""
    if "," in noun and any(keys.texts[i].islower() for i in range(at, at + len(split_phrase(noun)))):
        written = as_written(keys, at, at + len(split_phrase(noun)))  # `trường Mầm non, Tiểu học, THCS`
        return written[:1].lower() + written[1:]
    if " " not in noun or "," in noun or "-" in noun:
        return noun
    words = noun.split()
    inside = [first_upper(word) if keys.texts[at + i].istitle() else word for i, word in enumerate(words)]
    return " ".join([words[0], *inside[1:]])
