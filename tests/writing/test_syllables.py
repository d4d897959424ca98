"""What is a well-formed syllable."""

from __future__ import annotations

import pytest

from ntm_extract.writing.syllables import is_syllable


@pytest.mark.parametrize(
    "word", ["nghiệp", "quyết", "giữa", "gì", "khuya", "ngoèo", "yểng", "thuở", "huỳnh", "quốc", "đường", "giếng"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghiêp", "of", "phat", "thfnh", "từng1", "strong", "quốcc"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
