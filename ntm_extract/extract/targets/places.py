"""Names of the units that a target is about, as the plan's own area spells them (tên xã, phường)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.found import Found
from ntm_extract.knowledge.gazetteer import Gazetteer


def respell_places(rows: Iterable[Found], locality: Locality, gazetteer: Gazetteer) -> list[Found]:
    """Give the rows of a text whose marks were read or restored, with their places as the gazetteer spells them.

    Args:
        rows: with `places`.
        locality: the plan's own; only units within it are looked up.
        gazetteer: all units.

    Returns:
        The rows; one that has another spelling now says so among its doubts.

    Example:
        `02 xã: Hưng Đạo, Vinh Quang` in a plan of the city of Cao Bằng is about Hưng Đạo and Vĩnh Quang.
    """
    within = [name for name in (locality.district, locality.province) if name is not None]
    return [_respelled(row, within, gazetteer) for row in rows] if within else list(rows)


def _respelled(row: Found, within: list[str], gazetteer: Gazetteer) -> Found:
    names: list[str] = row.values["places"]
    spelled = [gazetteer.respell(name, within) for name in names]
    if spelled == names:
        return row
    told = (
        f"địa danh: “{a}” hiểu là “{b}” theo danh mục hành chính" for a, b in zip(names, spelled, strict=True) if a != b
    )
    return replace(row, values={**row.values, "places": spelled}, doubts=(*row.doubts, *told))
