"""Where the documents of a collection belong: their unit as it was then, and where it lies today."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import date
from functools import cache

import pandas as pd

from ntm_extract.edtf import days_of
from ntm_extract.knowledge.folding import spelling_key
from ntm_extract.knowledge.gazetteer import Level, Unit, load_gazetteer
from ntm_extract.knowledge.issuers import read_issuer
from ntm_extract.knowledge.mergers import EVE, MERGED_ON, load_mergers

AFTER = date(MERGED_ON.year, 12, 31)
"""A day on which all units are those of after the mergers."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document belongs (địa bàn).

    Attributes:
        unit_then: the unit with its kind as it was when the document was issued: `huyện Hà Quảng`; None if unknown.
        province_then: the province of that time, without tỉnh/thành phố.
        province_now: the province of today that the unit, or most of its communes, lies in.
        district: the district, of a commune of today the one that most of its communes came from.
        former_districts: of a commune of today all of them, `, ` between.
        note: `` where all is clear, else a word of `words.toml`: unknown-unit, several-units, several-provinces,
            several-districts, no-place.
    """

    unit_then: str | None = None
    province_then: str | None = None
    province_now: str | None = None
    district: str | None = None
    former_districts: str | None = None
    note: str = ""


def places_of(documents: pd.DataFrame) -> pd.DataFrame:
    """Tell where each document belongs, one look-up for each unit and year.

    Args:
        documents: the table `documents`.

    Returns:
        One row a document, with its index and the fields of `Place` as columns.
    """
    keys = documents[["level", "province", "district", "issuer"]].astype(object)
    keys.loc[~keys["level"].isin(["district", "commune"]), "issuer"] = None  # told by the other three
    keys["on"] = _days(documents)
    keys = keys.where(keys.notna(), None)
    number = keys.groupby(list(keys.columns), dropna=False, sort=False).ngroup()
    distinct = keys.loc[~number.duplicated()]
    found = pd.DataFrame(
        [astuple(_place(*key)) for key in distinct.itertuples(index=False, name=None)],
        columns=[field.name for field in fields(Place)],
        dtype=object,
    )
    places: pd.DataFrame = found.iloc[number.to_numpy()].set_index(documents.index)
    return places.astype("category")


def _days(documents: pd.DataFrame) -> pd.Series:
    """Give the day each document speaks on, of a year its middle: units changed little within a year but for 2025."""
    issued = documents["issued_on"].where(documents["issued_on"].notna(), documents["period"])
    days = {text: _day(text) for text in issued.dropna().unique()}
    return issued.astype(object).map(days).astype(object)  # else a column without any day is one of numbers


def _day(edtf: str) -> date | None:
    """Give the day a time stands for; None where it may be before the mergers and after: 2025, 2025/2030."""
    days = days_of(edtf)
    if days is None or (days.first.year == MERGED_ON.year and days.first < MERGED_ON <= days.last):
        return None
    if days.first.year == MERGED_ON.year:
        return EVE if days.first < MERGED_ON else AFTER
    return date(days.first.year, 6, 30)


def _place(level: str | None, province: str | None, district: str | None, issuer: str | None, on: date | None) -> Place:
    """Tell where a document belongs; of an unknown day, on that of the two on which its unit lies in its province."""
    if on is not None:
        return _place_on(level, province, district, issuer, on)
    places = [_place_on(level, province, district, issuer, day) for day in (EVE, AFTER)]
    known = [place for place in places if place.unit_then]
    fitting = [place for place in known if _is_among(province, {place.province_then or ""})]
    return (fitting or known or places)[0]


def _place_on(level: str | None, province: str | None, district: str | None, issuer: str | None, on: date) -> Place:
    if level == "province" and province:
        return _province_place(province, on)
    if level == "district" and district:
        return _district_place(district, issuer, province, on)
    if level == "commune" and issuer and (commune := _commune_name(issuer)):
        return _commune_place(commune, district, province, on)
    note = "" if level == "central" else "no-place"
    return Place(province_then=province, province_now=_province_now(province, on), district=district, note=note)


def _province_place(province: str, on: date) -> Place:
    units = _find(province, "province", on)
    if not units:
        return Place(province_then=province, note="unknown-unit")
    unit = units[-1]
    return Place(_named(unit), unit.name, _today(unit))


def _district_place(district: str, issuer: str | None, province: str | None, on: date) -> Place:
    kind = read_issuer(issuer or "").seat  # tells the town from the district of the same name: huyện, thị xã Cai Lậy
    units = _within(_find(f"{kind} {district}".strip(), "district", on), province, None, on)
    if len({unit.code for unit in units}) != 1:
        note = "several-units" if units else "unknown-unit"
        return Place(None, province, _province_now(province, on), district, note=note)
    unit = units[-1]
    note = "several-provinces" if len(load_mergers().provinces_now(unit)) > 1 else ""
    return Place(_named(unit), _province_of(unit, on), _today(unit), unit.name, note=note)


def _commune_place(commune: str, district: str | None, province: str | None, on: date) -> Place:
    units = _within(_find(commune, "commune", on), province, district, on)
    if len({unit.code for unit in units}) != 1:
        note = "several-units" if units else "unknown-unit"
        return Place(None, province, _province_now(province, on), district, note=note)
    unit = units[-1]
    province_then, now = _province_of(unit, on), _today(unit)
    former = load_mergers().former_districts(unit)
    if former:
        names = ", ".join(old.name for old in former)
        note = "several-districts" if len(former) > 1 else ""
        return Place(_named(unit), province_then, now, former[0].name, names, note)
    above = load_gazetteer().ancestors(unit)
    own = above[0].name if above and above[0].level == "district" else district
    return Place(_named(unit), province_then, now, own)


def _find(name: str, level: Level, on: date) -> list[Unit]:
    """Find units of a name on a day; where there was none then, of any time (a district named after its end)."""
    gazetteer = load_gazetteer()
    return gazetteer.find(name, level, on) or gazetteer.find(name, level)


def _within(units: list[Unit], province: str | None, district: str | None, on: date) -> list[Unit]:
    """Keep the units that lie in what the document names: the province of then, or else of today, and the district."""
    gazetteer, kept, moved = load_gazetteer(), [], []
    for unit in units:
        above = [*gazetteer.ancestors(unit), *gazetteer.ancestors(unit, on)]
        if not _is_among(district, {a.name for a in above if a.level == "district"}):
            continue
        if _is_among(province, {a.name for a in above if a.level == "province"}):
            kept.append(unit)
        elif _is_among(province, set(load_mergers().provinces_now(unit))):
            moved.append(unit)
    return kept or moved


def _is_among(name: str | None, names: set[str]) -> bool:
    return name is None or spelling_key(name) in {spelling_key(other) for other in names}


def _province_of(unit: Unit, on: date) -> str | None:
    gazetteer = load_gazetteer()
    above = gazetteer.ancestors(unit, on if unit.valid_on(on) else None)
    return above[-1].name if above else None


@cache
def _province_now(province: str | None, on: date) -> str | None:
    units = _find(province, "province", on) if province else []
    return _today(units[-1]) if units else None


def _today(unit: Unit) -> str | None:
    provinces = load_mergers().provinces_now(unit)
    return provinces[0] if provinces else None


def _commune_name(name: str) -> str | None:
    """Give kind and name of the commune that issues: `Ủy ban nhân dân xã Cao Phong` → `xã cao phong`."""
    issuer = read_issuer(name)
    return f"{issuer.seat} {issuer.place}" if issuer.level == "commune" and issuer.place else None


def _named(unit: Unit) -> str:
    return f"{unit.kind.lower()} {unit.name}"
