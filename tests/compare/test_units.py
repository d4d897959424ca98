"""Where documents belong, before and after 1 July 2025."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from ntm_extract.compare.comparison import By, Query, compare
from ntm_extract.compare.units import places_of
from tests.compare.conftest import Collect, a_plan


def place_of(**head: Any) -> dict[str, Any]:
    documents = pd.DataFrame([a_plan(**head)["head"]], dtype=object)
    places = places_of(documents).astype(object)
    return dict(places.where(places.notna(), None).iloc[0])


@pytest.mark.parametrize(
    ("head", "unit", "then", "now"),
    [
        ({"province": "Cao Bằng", "district": "Hà Quảng"}, "huyện Hà Quảng", "Cao Bằng", "Cao Bằng"),
        ({"province": "Bắc Kạn", "district": "Ba Bể"}, "huyện Ba Bể", "Bắc Kạn", "Thái Nguyên"),
        ({"province": "Kon Tum", "district": "Đắk Hà"}, "huyện Đắk Hà", "Kon Tum", "Quảng Ngãi"),
        ({"province": "Gia Lai", "district": "KBang"}, "huyện KBang", "Gia Lai", "Gia Lai"),
        ({"province": "Bình Định", "district": "An Nhơn"}, "thị xã An Nhơn", "Bình Định", "Gia Lai"),
        ({"province": None, "district": "Kbang"}, "huyện KBang", "Gia Lai", "Gia Lai"),
        ({"province": "Thừa Thiên Huế", "district": "A Lưới"}, "huyện A Lưới", "Thừa Thiên Huế", "Huế"),
        ({"province": "Bắc Kạn", "district": None, "level": "province"}, "tỉnh Bắc Kạn", "Bắc Kạn", "Thái Nguyên"),
        ({"province": "Gia Lai", "district": None, "level": "province"}, "tỉnh Gia Lai", "Gia Lai", "Gia Lai"),
    ],
    ids=lambda case: case if isinstance(case, str) else None,
)
def test_unit_is_named_as_it_was_and_led_to_todays_province(
    head: dict[str, Any], unit: str, then: str, now: str
) -> None:
    place = place_of(**{"issuer": None, **head})
    assert (place["unit_then"], place["province_then"], place["province_now"], place["note"]) == (unit, then, now, "")


@pytest.mark.parametrize(("issuer", "unit"), [("huyện Cai Lậy", "huyện Cai Lậy"), ("thị xã Cai Lậy", "thị xã Cai Lậy")])
def test_issuer_tells_the_town_from_the_district_of_its_name(issuer: str, unit: str) -> None:
    place = place_of(province="Tiền Giang", district="Cai Lậy", issuer=f"Ủy ban nhân dân {issuer}")
    assert (place["unit_then"], place["province_now"]) == (unit, "Đồng Tháp")


def test_commune_of_before_has_its_district() -> None:
    place = place_of(level="commune", province="Đắk Nông", district="Krông Nô", issuer="Ủy ban nhân dân xã Nam Đà")
    assert place["unit_then"] == "xã Nam Đà"
    assert (place["province_then"], place["province_now"]) == ("Đắk Nông", "Lâm Đồng")
    assert (place["district"], place["former_districts"]) == ("Krông Nô", None)


def test_commune_of_today_has_the_districts_it_was_made_of() -> None:
    head = {"level": "commune", "district": None, "issued_on": "2025-10-22", "period": "2026/2030"}
    place = place_of(**head, province="Phú Thọ", issuer="Ủy ban nhân dân xã Cao Phong")
    assert (place["unit_then"], place["province_then"]) == ("xã Cao Phong", "Phú Thọ")
    assert (place["district"], place["former_districts"], place["note"]) == ("Cao Phong", "Cao Phong", "")


CAO_PHONG = {"level": "commune", "district": None, "issuer": "Ủy ban nhân dân xã Cao Phong", "issued_on": None}


@pytest.mark.parametrize(
    ("head", "then", "now", "district"),
    [
        ({"province": "Phú Thọ", "period": "2025/2030"}, "Phú Thọ", "Phú Thọ", "Cao Phong"),
        ({"province": "Phú Thọ", "issued_on": "2025"}, "Phú Thọ", "Phú Thọ", "Cao Phong"),
        ({"province": "Phú Thọ", "period": None}, "Phú Thọ", "Phú Thọ", "Cao Phong"),
        ({"province": "Vĩnh Phúc", "period": "2025/2030"}, "Vĩnh Phúc", "Phú Thọ", "Sông Lô"),
        ({"province": "Vĩnh Phúc", "period": "2021/2025"}, "Vĩnh Phúc", "Phú Thọ", "Sông Lô"),
        ({"province": "Phú Thọ", "issued_on": "2025-06"}, "Vĩnh Phúc", "Phú Thọ", "Sông Lô"),  # on the eve of merging
    ],
)
def test_commune_of_an_unclear_day_is_that_of_the_province_named(
    head: dict[str, Any], then: str, now: str, district: str
) -> None:
    place = place_of(**{**CAO_PHONG, **head})
    assert place["unit_then"] == "xã Cao Phong"
    assert (place["province_then"], place["province_now"], place["district"]) == (then, now, district)


def test_issuer_that_names_its_province_is_the_same_commune() -> None:
    head = {"issued_on": "2025-10-22", "province": "Phú Thọ", "issuer": "Ủy ban nhân dân xã Cao Phong, tỉnh Phú Thọ"}
    place = place_of(**{**CAO_PHONG, **head})
    assert (place["unit_then"], place["note"]) == ("xã Cao Phong", "")


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ({}, "huyện Hà Quảng"),
        ({"level": "province", "district": None}, "tỉnh Cao Bằng"),
        ({"level": "commune", "district": "Kbang", "province": "Gia Lai", "issuer": "UBND xã Kon Pne"}, "xã Kon Pne"),
    ],
)
def test_plan_without_any_date_is_placed(head: dict[str, Any], unit: str) -> None:
    place = place_of(issued_on=None, **{"period": None, **head})
    assert (place["unit_then"], place["note"]) == (unit, "")


@pytest.mark.parametrize(
    ("head", "note", "now"),
    [
        ({"district": "Không Có Đâu"}, "unknown-unit", "Cao Bằng"),
        ({"province": None, "district": "Châu Thành", "issuer": None}, "several-units", None),
        ({"level": None, "district": None}, "no-place", "Cao Bằng"),
        ({"level": "commune", "issuer": None}, "no-place", "Cao Bằng"),
        ({"level": "central", "province": None, "district": None}, "", None),
    ],
)
def test_what_is_not_clear_is_noted(head: dict[str, Any], note: str, now: str | None) -> None:
    place = place_of(**head)
    assert (place["unit_then"], place["note"], place["province_now"]) == (None, note, now)


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        ("province", ["Thái Nguyên", "Thái Nguyên", "Cao Bằng"]),
        ("district", ["Ba Bể (Bắc Kạn)", "Đồng Hỷ (Thái Nguyên)", None]),
        ("period", ["2021/2025", "2021/2025", "2016/2020"]),
    ],
)
def test_plans_are_grouped_as_asked(collect: Collect, by: By, groups: list[str | None]) -> None:
    collection = collect(
        a_plan(province="Bắc Kạn", district="Ba Bể", issuer=None),
        a_plan(province="Thái Nguyên", district="Đồng Hỷ", issuer=None),
        a_plan(level="province", district=None, period="2016/2020"),
    )
    found = compare(collection, Query(by=by)).plans["group"].astype(object)
    assert list(found.where(found.notna(), None)) == groups
