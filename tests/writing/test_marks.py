"""Marks become one with their letter, whatever their order and number, in linear time."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_extract.writing.marks import normalize


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Ke\u0302\u0301 hoa\u0323ch", "Kế hoạch"),
        ("Ke\u0301\u0302 Vie\u0323\u0302t", "Kế Việt"),
        ("ngu\u031bo\u031b\u0300i", "người"),
        ("Kê \u0301 hoa \u0323ch", "Kế hoạch"),
        ("Vie \u0323\u0302t, vie \u0302 \u0323t", "Việt, việt"),
        ("Kế\u0301\u0301", "Kế"),
        ("e\u0304\u0301", "ḗ"),  # not Vietnamese: the order of other marks means something
        ("\u1110\u1162", "태"),
        ("năm 2024 ", "năm 2024 "),
    ],
)
def test_marks_and_letters_become_one(text: str, normal: str) -> None:
    assert normalize(text)[0] == normal


@given(st.text("aeođ \u00a0\n\u0300\u0301\u0302\u0304\u0306\u0309\u031b\u0323\u1110\u1162\u064b\u0650ế", max_size=30))
def test_the_result_is_nfc_and_aligned(text: str) -> None:
    normal, alignment = normalize(text)
    assert unicodedata.is_normalized("NFC", normal)
    assert normal.count("\n") == text.count("\n")
    assert not text or alignment.pieces[-1][1::2] == (len(text), len(normal))


@pytest.mark.parametrize("marks", ["\u0323\u0302", "\u064b\u0650", "\u0302"])
def test_a_letter_under_a_mountain_of_marks_takes_no_longer(marks: str) -> None:
    started = time.process_time()
    normalize("a" + marks * 200_000)
    assert time.process_time() - started < 5
