"""Names of the units that a target is about, as the plan's own area spells them (tên xã, phường)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.found import Found
from ntm_extract.extract.misread_names import nearest, read_words
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.targets.anchors import UNIT_GROUP
from ntm_extract.knowledge.folding import spelling_key
from ntm_extract.knowledge.gazetteer import Gazetteer, Unit

_SEPARATOR = re.compile(r", |/")


def respell_places(
    rows: Iterable[Found], locality: Locality, gazetteer: Gazetteer, origins: Origins, issued_on: str | None = None
) -> list[Found]:
    """Give the rows of a text whose letters were read or restored, with their places as the gazetteer spells them.

    Args:
        rows: with `places`.
        locality: the plan's own; only units within it are looked up.
        gazetteer: all units.
        origins: where the text comes from, to see how a name was read.
        issued_on: EDTF; only units of that day are taken for a name of which more than the marks differs.

    Returns:
        The rows; one that has another spelling now says so among its doubts.

    Example:
        `02 xã: Hưng Đạo, Vinh Quang` in a plan of the city of Cao Bằng is about Hưng Đạo and Vĩnh Quang.
    """
    within = tuple(name for name in (locality.district, locality.province) if name is not None)
    named = [row for row in rows if row.values["places"]] if within else []
    if not named:
        return list(rows)
    units = () if locality.level == "commune" else _units(gazetteer, locality, within, issued_on)
    area = _Area(within, gazetteer, origins, units)
    return [area.respelled(row) if row.values["places"] else row for row in rows]


def _units(gazetteer: Gazetteer, locality: Locality, within: Sequence[str], issued_on: str | None) -> Sequence[Unit]:
    """Give the units of the plan's own area; none where its province is not known."""
    if locality.province is None:
        return ()
    whole = issued_on is not None and len(issued_on) == len("2022-09-26")
    on = date.fromisoformat(issued_on) if issued_on is not None and whole else None
    return gazetteer.below(within, on)


@dataclass(frozen=True)
class _Area:
    """The area of a plan.

    Attributes:
        within: names of the plan's own units, for spellings that differ in nothing but marks.
        gazetteer: all units.
        origins: where the text comes from.
        units: those of the area on the plan's day.
    """

    within: tuple[str, ...]
    gazetteer: Gazetteer
    origins: Origins
    units: Sequence[Unit]

    def respelled(self, row: Found) -> Found:
        """Give a row with its places as the area spells them, and what was read otherwise among its doubts."""
        names: list[str] = row.values["places"]
        spelled = [self._spelled(name, row) for name in names]
        if spelled == names:
            return row
        told = (
            f"địa danh: “{a}” hiểu là “{b}” theo danh mục hành chính"
            for a, b in zip(names, spelled, strict=True)
            if a != b
        )
        return replace(row, values={**row.values, "places": spelled}, doubts=(*row.doubts, *told))

    def _spelled(self, name: str, row: Found) -> str:
        spelled = self.gazetteer.respell(name, self.within)
        counted = _SEPARATOR.split(row.values.get("unit") or "")
        group = next((UNIT_GROUP[word] for word in counted if word in UNIT_GROUP), "")
        if spelled != name or group == "village":  # the gazetteer has no villages
            return spelled
        units = [unit for unit in self.units if group in ("", unit.level)]
        if any(spelling_key(unit.name) == spelling_key(name) for unit in units):
            return name
        return nearest(read_words(name, self.origins, row.start), {unit.name for unit in units}) or name
