"""How a syllable is built, and where its tone stands."""

from __future__ import annotations

import pytest

from ntm_extract.writing.orthography import is_syllable, is_typo, place_tone


@pytest.mark.parametrize(
    ("word", "syllable", "typo"),
    [
        ("nghiệp", True, False),
        ("nghiêp", False, True),
        ("họat", False, True),
        ("hoạt", True, False),
        ("đắk", False, False),
        ("quỹ", True, False),
        ("gìn", True, False),
        ("sirc", False, False),
    ],
)
def test_build_of_a_syllable(word: str, syllable: bool, typo: bool) -> None:
    assert (is_syllable(place_tone(word)), is_typo(word)) == (syllable, typo)


@pytest.mark.parametrize(
    "word", ["nghiệp", "quyết", "giữa", "gì", "khuya", "ngoèo", "yểng", "thuở", "huỳnh", "quốc", "đường", "giếng"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(place_tone(word))


@pytest.mark.parametrize("word", ["nghiêp", "of", "phat", "thfnh", "từng1", "strong", "quốcc"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(place_tone(word))
