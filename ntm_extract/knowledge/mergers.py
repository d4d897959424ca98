"""What became of units on 1 July 2025, when provinces merged, districts were abolished and communes merged.

The way from an older unit to today's goes through its communes: the gazetteer knows of each which commune of today it
became part of (`Unit.successor_codes`; a hint, as the mapping is unofficial).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

from ntm_extract.knowledge.gazetteer import Gazetteer, Unit, load_gazetteer

MERGED_ON = date(2025, 7, 1)
"""Luật Tổ chức chính quyền địa phương 2025 (72/2025/QH15): two levels of local government from this day on."""
EVE = MERGED_ON - timedelta(days=1)


class Mergers:
    """Look-ups between the units before 1 July 2025 and those of today.

    Example: the provinces of today for Bắc Kạn are `("Thái Nguyên",)`.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._below: dict[str, list[Unit]] = defaultdict(list)
        self._versions: dict[str, list[Unit]] = defaultdict(list)
        for unit in gazetteer.units:
            self._versions[unit.code].append(unit)
            if unit.parent is not None:
                self._below[unit.parent].append(unit)
        self._before: dict[str, list[Unit]] = defaultdict(list)
        for unit in gazetteer.units:
            for code in unit.successor_codes:
                self._before[code].append(unit)

    def provinces_now(self, unit: Unit) -> tuple[str, ...]:
        """Give the provinces of today that a unit lies in, that with the most of its communes first.

        Args:
            unit: a commune, a district or a province of any time.

        Returns:
            Names without tỉnh/thành phố. Where nothing is known of its communes (Lý Sơn had none, others had become
            part of a neighbour before), the unit lies where that above it does; () when nothing is known of that.
        """
        found = Counter(province for commune in self._communes(unit) for province in self._provinces_of(commune))
        if not found and (above := self._gazetteer.ancestors(unit)):
            return self.provinces_now(above[0])[:1]
        return tuple(name for name, _ in found.most_common())

    def former_districts(self, commune: Unit) -> tuple[Unit, ...]:
        """Give the districts that the communes came from which were merged into a commune of today.

        Returns:
            That with the most of its communes first; () for a commune that is not of today, or of which nothing is
            known.
        """
        if commune.valid_from is None or commune.valid_from < MERGED_ON:
            return ()
        parents = Counter(
            above[0]
            for old in self._before.get(commune.code, ())
            if (above := self._gazetteer.ancestors(old)) and above[0].level == "district"
        )
        return tuple(district for district, _ in parents.most_common())

    def _communes(self, unit: Unit) -> list[Unit]:
        """Give the communes of a unit on its last day, at the latest on the eve of the mergers."""
        if unit.level == "commune":
            return [unit]
        if unit.valid_from is not None and unit.valid_from >= MERGED_ON:
            return [commune for commune in self._below.get(unit.code, ()) if commune.valid_to is None]
        day = min(unit.valid_to or EVE, EVE)
        below = [child for child in self._below.get(unit.code, ()) if child.valid_on(day)]
        return [commune for child in below for commune in self._communes(child)]

    def _provinces_of(self, commune: Unit) -> Iterable[str]:
        if commune.valid_to is None or commune.valid_to >= MERGED_ON:
            today = [commune]
        else:
            today = self._gazetteer.successors(self._on_the_eve(commune))
        above = (self._gazetteer.ancestors(unit, max(unit.valid_from or MERGED_ON, MERGED_ON)) for unit in today)
        return {chain[-1].name for chain in above if chain}

    def _on_the_eve(self, commune: Unit) -> Unit:
        """Follow a commune whose name or kind changed under one code."""
        later = [unit for unit in self._versions[commune.code] if unit.level == "commune" and unit.valid_on(EVE)]
        return later[-1] if later else commune


@cache
def load_mergers() -> Mergers:
    """Load the look-ups over the shipped gazetteer (once)."""
    return Mergers(load_gazetteer())
