"""From the units before 1 July 2025 to those of today and back."""

from __future__ import annotations

from datetime import date

import pytest

from ntm_extract.knowledge.gazetteer import Level, Unit, load_gazetteer
from ntm_extract.knowledge.mergers import EVE, MERGED_ON, load_mergers


def unit_of(name: str, level: Level, province: str | None = None, on: date | None = EVE) -> Unit:
    gazetteer = load_gazetteer()
    found = [
        unit
        for unit in gazetteer.find(name, level, on)
        if province is None or gazetteer.ancestors(unit, on)[-1].name == province
    ]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("then", "now"),
    [
        ("Bắc Kạn", "Thái Nguyên"),
        ("Thái Nguyên", "Thái Nguyên"),
        ("Kon Tum", "Quảng Ngãi"),
        ("Quảng Ngãi", "Quảng Ngãi"),
        ("Gia Lai", "Gia Lai"),
        ("Bình Định", "Gia Lai"),
        ("Hòa Bình", "Phú Thọ"),
        ("Cao Bằng", "Cao Bằng"),
        ("Bà Rịa - Vũng Tàu", "Hồ Chí Minh"),
    ],
)
def test_province_of_before_lies_in_one_of_today(then: str, now: str) -> None:
    assert load_mergers().provinces_now(unit_of(then, "province"))[0] == now


def test_every_unit_of_before_lies_in_a_province_of_today() -> None:
    gazetteer, mergers = load_gazetteer(), load_mergers()
    today = {unit.name for unit in gazetteer.units if unit.level == "province" and unit.valid_to is None}
    assert len(today) == 34
    for unit in gazetteer.units:
        if unit.level != "commune":
            provinces = mergers.provinces_now(unit)
            assert provinces, unit
            assert set(provinces) <= today, unit


@pytest.mark.parametrize(
    ("district", "province", "now"),
    [
        ("KBang", "Gia Lai", "Gia Lai"),
        ("Ba Bể", "Bắc Kạn", "Thái Nguyên"),
        ("Đắk Hà", "Kon Tum", "Quảng Ngãi"),
        ("Krông Nô", "Đắk Nông", "Lâm Đồng"),
        ("Lý Sơn", "Quảng Ngãi", "Quảng Ngãi"),  # it had no communes
    ],
)
def test_district_lies_in_a_province_of_today(district: str, province: str, now: str) -> None:
    unit = next(
        unit
        for unit in load_gazetteer().find(district, "district")
        if load_gazetteer().ancestors(unit, EVE)[-1].name == province
    )
    assert load_mergers().provinces_now(unit) == (now,)


def test_commune_that_changed_before_the_mergers_is_followed_by_its_code() -> None:
    changed = [
        unit
        for unit in load_gazetteer().units
        if unit.level == "commune" and unit.valid_to is not None and unit.valid_to < EVE and not unit.successor_codes
    ]
    followed = [unit for unit in changed if load_mergers().provinces_now(unit)]
    assert len(followed) > 100


def test_commune_of_today_tells_the_districts_it_was_made_of() -> None:
    mergers = load_mergers()
    kbang = unit_of("Kbang", "commune", "Gia Lai", MERGED_ON)
    assert [unit.full_name for unit in mergers.former_districts(kbang)] == ["Huyện KBang"]
    several = [unit for unit in load_gazetteer().units if len(mergers.former_districts(unit)) > 1]
    assert 100 < len(several) < 1000


def test_commune_of_before_was_made_of_no_districts() -> None:
    assert load_mergers().former_districts(unit_of("Kon Pne", "commune")) == ()
