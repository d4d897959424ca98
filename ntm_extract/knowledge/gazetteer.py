"""Administrative units of Viet Nam over time: provinces, districts, communes (đơn vị hành chính).

The table is `data/gazetteer.csv.xz` (corpora/gazetteer.md says from what). A unit is valid between two days; on
1 July 2025 the districts were abolished and the communes merged, so the same name may mean different units.
"""

from __future__ import annotations

import csv
import io
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from ntm_extract.knowledge.folding import fold, spelling_key

Level = Literal["province", "district", "commune"]
_LEVELS: dict[int, Level] = {2: "province", 3: "district", 5: "commune"}
_KIND_WORD = re.compile(
    r"(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu|tp\.?|tx\.?|tt\.?)\s+(?=\S)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Unit:
    """One administrative unit as it was between two days.

    Attributes:
        code: code of the General Statistics Office; (code, valid_from) is unique.
        name: without its kind: `Hà Quảng`.
        kind: Tỉnh, Thành phố, Huyện, Quận, Thị xã, Xã, Phường, Thị trấn, Đặc khu.
        level: province, district or commune.
        parent: code of the unit above, None for a province.
        valid_from, valid_to: first and last day; None when older than the table or still in force.
        successor_codes: communes of 1 July 2025 that an older commune became part of.
    """

    code: str
    name: str
    kind: str
    level: Level
    parent: str | None
    valid_from: date | None
    valid_to: date | None
    successor_codes: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Kind and name: `Huyện Hà Quảng`."""
        return f"{self.kind} {self.name}"

    def valid_on(self, day: date) -> bool:
        """Whether the unit existed on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Located:
    """In which province a name lies: the one, or the several that have a unit of that name."""

    province: str | None
    candidates: tuple[str, ...]


class Gazetteer:
    """Look-ups in the table of units.

    Example: `load_gazetteer().province_of("Hà Quảng", "district").province` is `"Cao Bằng"`.
    """

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = tuple(units)
        by_code: dict[str, list[Unit]] = defaultdict(list)
        for unit in self.units:
            by_code[unit.code].append(unit)
        self._by_code = dict(by_code)

    @cached_property
    def _by_spelling(self) -> dict[str, list[Unit]]:
        return _grouped((_spelling(unit.name), unit) for unit in self.units)

    @cached_property
    def _by_letters(self) -> dict[str, list[Unit]]:
        return _grouped((_letters(unit.name), unit) for unit in self.units)

    @cached_property
    def _by_parent(self) -> dict[str, list[Unit]]:
        return _grouped((unit.parent, unit) for unit in self.units if unit.parent)

    def find(self, name: str, level: Level | None = None, on: date | None = None) -> list[Unit]:
        """Find the units of a name, its marks given.

        Case, tone placement (Hoà/Hòa), blanks, dashes and apostrophes do not count. Where nothing bears the name,
        units whose name differs in the marks of one letter are given (`Kông Bờ La` for Kông Bơ La, Đăk for Đắk).

        Args:
            name: with or without its kind (`huyện Hà Quảng`).
            level: only units of this level.
            on: only units that existed on this day.

        Returns:
            The units, oldest first; empty when there is none.
        """
        found = self._select(self._by_spelling.get(_spelling(name), ()), level, on)
        if not found and (bare := _KIND_WORD.sub("", name.strip(), count=1)) != name.strip():
            kind = spelling_key(name.strip()[: len(name.strip()) - len(bare)])
            same = self._select(self._by_spelling.get(_spelling(bare), ()), level, on)
            found = [unit for unit in same if unit.kind.lower() == kind] or same
        if found:
            return found
        near = self._select(self._by_letters.get(_letters(name), ()), level, on)
        return [unit for unit in near if _differences(_spelling(unit.name), _spelling(name)) == 1]

    def alike(self, name: str, level: Level, on: date | None = None) -> list[Unit]:
        """Find the units of a level whose name differs from one in nothing but marks: `Nam Đa` is Nam Đà."""
        return self._select(self._by_letters.get(_letters(name), ()), level, on)

    def respell(self, name: str, within: Sequence[str]) -> str:
        """Give a name as the units of an area spell it, where it differs from one of theirs in nothing but marks.

        Args:
            name: without its kind, its marks perhaps misread.
            within: names of units above, all of which are to be above the unit: `("Cao Bằng", "Cao Bằng")`.

        Returns:
            The spelling in the gazetteer; the name as it is where no unit of the area, or several, are spelled so.

        Example:
            Within the city and province of Cao Bằng `Vinh Quang` is `Vĩnh Quang`.
        """
        above = Counter(map(_spelling, within))
        names = {
            unit.name
            for unit in self._by_letters.get(_letters(name), ())
            if not above - Counter(_spelling(other.name) for other in self.ancestors(unit))
        }
        alike = any(_spelling(found) == _spelling(name) for found in names)
        return names.pop() if len(names) == 1 and not alike else name

    def below(self, within: Sequence[str], on: date | None = None) -> list[Unit]:
        """Give the units of an area, at every level below it.

        Args:
            within: names of units of which each is in the next, the last one a province: `("Hà Quảng", "Cao Bằng")`.
            on: only units that existed on this day, and the area as it was then; else of any day.

        Example:
            Within the city and province of Cao Bằng there is Vĩnh Quang.
        """
        *inner, province = within
        area = self.find(province, "province", on)
        for name in reversed(inner):
            area = [unit for unit in self._descend(area, on) if _spelling(unit.name) == _spelling(name)]
        return self._descend(area, on)

    def _descend(self, area: Iterable[Unit], on: date | None) -> list[Unit]:
        """Give all units under those of an area."""
        found: dict[Unit, None] = {}
        level = dict.fromkeys(unit.code for unit in area)
        while level:
            units = self._select((unit for code in level for unit in self._by_parent.get(code, ())), None, on)
            found.update(dict.fromkeys(units))
            level = dict.fromkeys(unit.code for unit in units)
        return list(found)

    def province_of(self, name: str, level: Level | None = None, on: date | None = None) -> Located:
        """Tell the province of a unit by its name, where only one province has a unit of that name.

        Args:
            name: with or without its kind.
            level: only units of this level.
            on: only units that existed on this day, in the province of that day; else each in its last province.
        """
        provinces = dict.fromkeys(
            chain[-1].name
            for unit in self.find(name, level, on)
            for chain in [[unit, *self.ancestors(unit, on)]]
            if chain[-1].level == "province"
        )
        return Located(next(iter(provinces)) if len(provinces) == 1 else None, tuple(provinces))

    def ancestors(self, unit: Unit, on: date | None = None) -> list[Unit]:
        """Give the units above, nearest first, as they were on a day (by default the unit's last, or today's)."""
        day = on or unit.valid_to or date.max
        found: list[Unit] = []
        parent = unit.parent
        while parent:
            above = self._by_code.get(parent, [])
            valid = [u for u in above if u.valid_on(day)] or above[-1:]
            if not valid:
                break
            found.append(valid[-1])
            parent = valid[-1].parent
        return found

    def successors(self, unit: Unit) -> list[Unit]:
        """Give the communes of 1 July 2025 that an older commune became part of (a hint: the mapping is unofficial)."""
        return [
            new
            for code in unit.successor_codes
            for new in self._by_code.get(code, ())
            if new.valid_from is not None and new.valid_from >= date(2025, 7, 1)
        ]

    @staticmethod
    def _select(units: Iterable[Unit], level: Level | None, on: date | None) -> list[Unit]:
        return [u for u in units if (level is None or u.level == level) and (on is None or u.valid_on(on))]


def _grouped(pairs: Iterable[tuple[str, Unit]]) -> dict[str, list[Unit]]:
    groups: dict[str, list[Unit]] = defaultdict(list)
    for key, unit in pairs:
        groups[key].append(unit)
    return dict(groups)


_JOINTS = str.maketrans("", "", " '’`.")


def _spelling(name: str) -> str:
    return spelling_key(name).translate(_JOINTS)


def _letters(name: str) -> str:
    return fold(name).translate(_JOINTS)


def _differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True)) if len(one) == len(other) else len(one)


@cache
def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@cache
def load_gazetteer() -> Gazetteer:
    """Load the table that is shipped with the package (once)."""
    packed = files("ntm_extract.knowledge").joinpath("data/gazetteer.csv.xz").read_bytes()
    lines = (line for line in io.StringIO(lzma.decompress(packed).decode()) if not line.startswith("#"))
    rows = csv.reader(lines)
    next(rows)
    return Gazetteer(
        Unit(code, name, kind, _LEVELS[len(code)], parent or None, _day(since), _day(until), tuple(after.split()))
        for code, kind, name, parent, since, until, after in rows
    )
