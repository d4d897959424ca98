"""The lexicon of agencies: well-formed data, and the look-ups the finder relies on."""

from __future__ import annotations

import unicodedata
from typing import TypeVar

import pytest

from ntm_extract.knowledge.agencies import load_agencies
from ntm_extract.knowledge.folding import place_tones
from ntm_extract.knowledge.phrases import PhraseTable, split_phrase

LEXICON = load_agencies()
Value = TypeVar("Value")
TABLES = ("bodies", "heads", "domains", "nouns", "modifiers", "offices", "predicates", "excluded")


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("UBND", "ủy ban nhân dân"),
        ("HĐND", "hội đồng nhân dân"),
        ("MTTQ", "mặt trận tổ quốc"),
        ("NN&PTNT", "nông nghiệp và phát triển nông thôn"),
        ("NN&MT", "nông nghiệp và môi trường"),
        ("TT&TT", "thông tin và truyền thông"),
        ("LĐTB&XH", "lao động - thương binh và xã hội"),
        ("NTM", "nông thôn mới"),
    ],
)
def test_abbreviations_in_full(short: str, full: str) -> None:
    assert LEXICON.abbreviations[short] == tuple(split_phrase(full))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ủy ban nhân dân", "Ủy ban nhân dân"),
        ("ban thường trực ủy ban mặt trận tổ quốc việt nam", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
        ("ủy ban mặt trận tổ quốc", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
        ("hội phụ nữ", "Hội Liên hiệp Phụ nữ"),
        ("hội đồng thi đua , khen thưởng", "Hội đồng Thi đua - Khen thưởng"),
        ("cấp có thẩm quyền", "Cấp có thẩm quyền"),
        ("thủ tướng chính phủ", "Thủ tướng Chính phủ"),
    ],
)
def test_one_name_for_each_body_however_written(written: str, name: str) -> None:
    words = written.split()
    found = LEXICON.bodies.longest(words, 0)
    assert found is not None
    assert (found[0], found[1].name) == (len(words), name)


def test_only_bodies_of_the_centre_are_central() -> None:
    central = {b.name for _, b in entries(LEXICON.bodies) if b.central}
    assert {"Chính phủ", "Thủ tướng Chính phủ", "Quốc hội", "Bộ Chính trị"} <= central
    assert not central & {"Ủy ban nhân dân", "Hội đồng nhân dân", "Ban Chấp hành Đảng bộ", "Tỉnh ủy"}


@pytest.mark.parametrize(("head", "rule"), [("phòng", "drop"), ("sở", "drop"), ("trung tâm", "drop"), ("hội", "keep")])
def test_whose_level_word_is_dropped(head: str, rule: str) -> None:
    assert LEXICON.heads.longest(head.split(), 0) == (len(head.split()), rule)


@pytest.mark.parametrize("name", TABLES)
def test_phrases_are_keys_as_the_text_s_words_are_made(name: str) -> None:
    """A phrase with a capital or a tone mark placed the other way would never be found."""
    for words, _ in entries(getattr(LEXICON, name)):
        for word in words:
            assert word == place_tones(word.lower()), words
            assert unicodedata.is_normalized("NFC", word), words


def test_abbreviations_are_whole_tokens_in_capitals() -> None:
    for short, full in LEXICON.abbreviations.items():
        assert short == short.upper() and " " not in short
        assert all(word == place_tones(word.lower()) for word in full), short


def entries(table: PhraseTable[Value]) -> list[tuple[tuple[str, ...], Value]]:
    return list(table)
