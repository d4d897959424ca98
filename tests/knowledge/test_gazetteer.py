from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_extract.knowledge.gazetteer import Level, Unit, load_gazetteer

GAZETTEER = load_gazetteer()
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.mark.parametrize(
    ("name", "level", "full_name"),
    [
        ("Hà Quảng", "district", "Huyện Hà Quảng"),
        ("HÀ QUẢNG", "district", "Huyện Hà Quảng"),
        ("huyện Hà Quảng", None, "Huyện Hà Quảng"),
        ("Hoà Bình", "province", "Tỉnh Hòa Bình"),  # tone placement
        ("Hòa Bình", "province", "Tỉnh Hòa Bình"),
        ("Phan Rang - Tháp Chàm", None, "Thành phố Phan Rang-Tháp Chàm"),  # dash and blanks
        ("Kbang", "district", "Huyện KBang"),  # case
        ("Kông Bờ La", "commune", "Xã Kông Bơ La"),  # one letter's marks, as plans write it
        ("Thừa Thiên Huế", "province", "Tỉnh Thừa Thiên Huế"),
        ("TP Cao Bằng", "district", "Thành phố Cao Bằng"),
    ],
)
def test_a_unit_is_found_by_its_name_however_it_is_spelled(name: str, level: Level | None, full_name: str) -> None:
    assert {unit.full_name for unit in GAZETTEER.find(name, level)} == {full_name}


@pytest.mark.parametrize("name", ["", "Không Có Đâu", "xã", "12.5"])
def test_what_is_no_unit_is_not_found(name: str) -> None:
    assert GAZETTEER.find(name) == []


def test_marks_count_where_a_unit_bears_the_name_as_written() -> None:
    assert {unit.name for unit in GAZETTEER.find("Tân Lập", "commune")} == {"Tân Lập"}


@pytest.mark.parametrize(
    ("name", "level", "province"),
    [("Hà Quảng", "district", "Cao Bằng"), ("Kbang", "district", "Gia Lai"), ("Lạng Sơn", "province", "Lạng Sơn")],
)
def test_the_province_is_told_where_it_is_unique(name: str, level: Level, province: str) -> None:
    assert GAZETTEER.province_of(name, level).province == province


def test_the_province_of_a_common_name_stays_open_with_its_candidates() -> None:
    located = GAZETTEER.province_of("Hưng Đạo", "commune")
    assert located.province is None
    assert {"Cao Bằng", "Hải Dương"} <= set(located.candidates)


def test_units_come_and_go_with_the_merger_of_2025() -> None:
    assert GAZETTEER.find("Hà Quảng", "district", BEFORE) and not GAZETTEER.find("Hà Quảng", "district", AFTER)
    assert len([u for u in GAZETTEER.units if u.level == "province" and u.valid_on(BEFORE)]) == 63
    assert len([u for u in GAZETTEER.units if u.level == "province" and u.valid_on(AFTER)]) == 34
    assert not [u for u in GAZETTEER.units if u.level == "district" and u.valid_on(AFTER)]


def test_ancestors_are_nearest_first_and_of_their_day() -> None:
    [old] = GAZETTEER.find("Đồn Xá", "commune")
    assert [unit.full_name for unit in GAZETTEER.ancestors(old)] == ["Huyện Bình Lục", "Tỉnh Hà Nam"]
    [new] = GAZETTEER.successors(old)
    assert new.full_name == "Xã Bình Mỹ"
    assert [unit.full_name for unit in GAZETTEER.ancestors(new)] == ["Tỉnh Ninh Bình"]


def test_an_area_has_its_units_of_the_day() -> None:
    gazetteer = load_gazetteer()
    before = {unit.full_name for unit in gazetteer.below(("Hà Quảng", "Cao Bằng"), date(2022, 9, 26))}
    after = {unit.full_name for unit in gazetteer.below(("Cao Bằng",), date(2026, 1, 5))}
    assert "Xã Trường Hà" in before
    assert {unit.level for unit in gazetteer.below(("Hà Quảng", "Cao Bằng"), date(2022, 9, 26))} == {"commune"}
    assert "Xã Trường Hà" in after
    assert not any(name.startswith("Huyện") for name in after)
    assert gazetteer.below(("Hà Quảng", "Lào Cai")) == []


def test_nearly_every_commune_abolished_in_2025_has_a_successor() -> None:
    abolished = [u for u in GAZETTEER.units if u.level == "commune" and u.valid_to == BEFORE]
    with_successor = [u for u in abolished if GAZETTEER.successors(u)]
    assert len(with_successor) > 0.99 * len(abolished)


def test_every_unit_has_its_chain_up_to_a_province_that_existed() -> None:
    for unit in GAZETTEER.units:
        chain = [unit, *GAZETTEER.ancestors(unit)]
        assert chain[-1].level == "province", unit


@settings(deadline=None)
@given(st.sampled_from(GAZETTEER.units))
def test_every_unit_is_found_by_its_own_name(unit: Unit) -> None:
    assert unit in GAZETTEER.find(unit.name)
    assert unit in GAZETTEER.find(unit.full_name.upper(), unit.level)


@settings(deadline=None)
@given(st.text(max_size=20))
def test_any_name_can_be_asked_for(name: str) -> None:
    GAZETTEER.find(name)
    GAZETTEER.province_of(name)


def test_the_table_loads_quickly() -> None:
    code = (
        "import time; from ntm_extract.knowledge.gazetteer import load_gazetteer;"
        "begin = time.perf_counter(); load_gazetteer(); print(time.perf_counter() - begin)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]
    assert min(runs) < 1.0
