"""Symbols and numbers of instruments: repaired where a closed list leaves one reading, never invented."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_extract.restore import restore
from ntm_extract.restore.fences import find_fences, read_digits


def table(room: str) -> dict[str, list[dict[str, list[str]]]]:
    return tomllib.loads((files(f"ntm_extract.{room}") / "data" / "symbols.toml").read_text("utf-8"))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (
            "17/2004/QD-NHNN",
            "17/2004/QĐ-NHNN",
        ),  # the body is not in the list of whole symbols, but both parts are known
        ("60/2021/NDB-CP", "60/2021/NĐ-CP"),  # Đ read as two letters
        ("45/QP-XYZ", "45/QĐ-XYZ"),  # an unknown body stays as it is
        ("150/QD-UBND-HC", "150/QĐ-UBND-HC"),
        ("12/HD-UBND", "12/HD-UBND"),  # hướng dẫn is a kind of its own, and may be hợp đồng
        ("1496/VPCP-KTTH", "1496/VPCP-KTTH"),  # a letter is numbered by its office
        ("05/ZZ-ABC", "05/ZZ-ABC"),  # no kind, no fence, no change
    ],
)
def test_symbols_after_a_number_are_repaired_by_their_parts(read: str, printed: str) -> None:
    assert restore(f"Thuc hien van ban so {read} cua cap tren").text.split()[5] == printed


def test_the_lists_are_those_of_the_instruments_that_are_known() -> None:
    own, known = table("restore"), table("knowledge")
    kinds = {name for kind in known["kinds"] for name in kind["abbreviations"]}
    organs = {name for organ in known["organs"] for name in organ["abbreviations"] if name.replace("&", "").isalpha()}
    assert set(own["kinds"]) == kinds
    assert {organ for organ in organs if "&" not in organ} <= set(own["organs"])


@pytest.mark.parametrize(
    ("read", "numbers"),
    [("J0&9", ("1089", "3089")), ("l2", ("12",)), ("O5", ("05",)), ("xyz", ()), ("1%", ())],
)
def test_what_an_unreadable_number_may_be(read: str, numbers: tuple[str, ...]) -> None:
    assert read_digits(read) == numbers


@given(st.from_regex(r"[0-9]{1,4}/(QP|QD|NQ|KH|ND|CT)-(TTg|UBND|HDND|CP|BNN)", fullmatch=True))
def test_a_fence_never_changes_a_digit(symbol: str) -> None:
    for fence in find_fences(f"so {symbol} ngay"):
        read = f"so {symbol} ngay"[fence.start : fence.end]
        assert [c for c in read if c.isdigit()] == [c for c in fence.text if c.isdigit()]
