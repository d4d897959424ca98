from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_extract.knowledge.folding import fold, fold_aligned, is_unmarked, place_tones, spelling_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Phan Rang–Tháp  Chàm", "phan rang thap cham"),
        ("ĐẮK LẮK", "dak lak"),
        ("  Hạ Lang ", "ha lang"),
        ("Ðăk", "dak"),
    ],
)
def test_fold(text: str, key: str) -> None:
    assert fold(text) == key


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("khoẻ", "khỏe"),
        ("thuỷ", "thủy"),
        ("HOÀ", "HÒA"),
        ("quý", "quý"),  # u belongs to qu
        ("hoàn", "hoàn"),  # a closed syllable
        ("của", "của"),
        ("hòa", "hòa"),
    ],
)
def test_tone_marks_are_put_in_their_place(text: str, placed: str) -> None:
    assert place_tones(text) == placed


def test_names_that_mean_the_same_have_one_spelling_key() -> None:
    assert spelling_key("Hoà – Bình") == spelling_key("HÒA BÌNH")
    assert spelling_key("Hòa") != spelling_key("Hóa")


def test_is_unmarked() -> None:
    assert is_unmarked("den nam 2025") and not is_unmarked("đen") and not is_unmarked("Ð")


@settings(deadline=None)
@given(st.text(alphabet="aăâáàảãạđĐƠ hoà-–\u0301\u0300\u00ad12", max_size=40))
def test_a_folded_text_leads_back_to_its_source(text: str) -> None:
    folded = fold_aligned(text)
    assert folded.span(0, len(folded.text)) in ((0, len(text)), (folded.span(0, 0)[0], len(text)))
    for i, char in enumerate(folded.text):
        start, end = folded.span(i, i + 1)
        assert 0 <= start < end <= len(text)
        if char.isalpha():
            assert fold(unicodedata.normalize("NFC", text[start])) == char
