"""Phrases of a lexicon, looked up at a place in a list of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_extract.knowledge.phrases import PhraseTable, split_phrase

TABLE = PhraseTable(
    [("phòng", 1), ("phòng nội vụ", 2), ("phòng nội", 3), ("tài chính - kế hoạch", 4), ("văn hóa, thể thao", 5)]
)


@pytest.mark.parametrize(
    ("words", "at", "found"),
    [
        ("phòng nội vụ huyện", 0, (3, 2)),
        ("phòng nội chính", 0, (2, 3)),
        ("phòng y tế", 0, (1, 1)),
        ("các phòng nội vụ", 1, (3, 2)),
        ("các phòng nội vụ", 0, None),
        ("phòng nội", 0, (2, 3)),
        ("phòng nội", 2, None),
        ("phòng nội", 9, None),
        ("tài chính - kế hoạch", 0, (5, 4)),
        ("văn hóa , thể thao", 0, (5, 5)),
    ],
    ids=[
        "the longest",
        "shorter when the rest differs",
        "the head alone",
        "in the middle",
        "not before it",
        "cut off by the end",
        "at the end",
        "beyond the end",
        "with a dash",
        "with a comma",
    ],
)
def test_the_longest_phrase_at_a_place(words: str, at: int, found: tuple[int, int] | None) -> None:
    assert TABLE.longest(words.split(), at) == found


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("tài chính - kế hoạch", ["tài", "chính", "-", "kế", "hoạch"]),
        ("văn hóa -truyền thông", ["văn", "hóa", "-", "truyền", "thông"]),
        ("văn hóa, thể thao", ["văn", "hóa", ",", "thể", "thao"]),
        ("nông nghiệp & môi trường", ["nông", "nghiệp", "&", "môi", "trường"]),
    ],
    ids=["dash", "dash without a blank", "comma", "ampersand"],
)
def test_marks_are_words_of_their_own(phrase: str, words: list[str]) -> None:
    assert split_phrase(phrase) == words


WORDS = st.lists(st.sampled_from(["sở", "y", "tế", "-"]), min_size=1, max_size=4)


@given(st.lists(WORDS, max_size=6), st.lists(st.sampled_from(["sở", "y", "tế", "-"]), max_size=8), st.integers(0, 8))
def test_it_finds_what_trying_every_phrase_finds(phrases: list[list[str]], words: list[str], at: int) -> None:
    table = PhraseTable((" ".join(phrase), len(phrase)) for phrase in phrases)
    lengths = [len(phrase) for phrase in phrases if words[at : at + len(phrase)] == phrase]
    found = table.longest(words, at)
    assert found == ((max(lengths), max(lengths)) if lengths else None)


def test_a_phrase_with_misread_marks_is_known_where_the_table_is_lenient() -> None:
    table = PhraseTable([("tổ chức chính trị", 1), ("xã", 2)], lenient=2)
    misread = ["tô", "chức", "chính", "trị"]
    bare = ["to", "chuc", "chinh", "tri"]
    assert table.longest(misread, 0, bare) == (4, 1)
    assert table.longest(misread, 0) is None
    assert table.longest(["xa"], 0, ["xa"]) is None
