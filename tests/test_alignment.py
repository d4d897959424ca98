"""Alignments: the pieces rebuild both texts, and a span followed there and back covers where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_extract.alignment import Alignment, Edit, apply_edits, compose

PAIRS = st.lists(st.tuples(st.text("aăâ \n", max_size=4), st.text("bcô \n", max_size=4)), max_size=12)

CHANGED = st.lists(
    st.tuples(st.text("aăâ \n", min_size=1, max_size=4), st.text("bcô \n", min_size=1, max_size=4)), max_size=12
)
"""Pieces that stand for something on both sides: what was put in or left out leads nowhere."""


@st.composite
def aligned_spans(
    draw: st.DrawFn, side: int, pairs: st.SearchStrategy[list[tuple[str, str]]] = PAIRS
) -> tuple[str, str, Alignment, int, int]:
    """Give a source, a target, their alignment and a span of one of them (side 0: source, 1: target)."""
    drawn = draw(pairs)
    texts = "".join(s for s, _ in drawn), "".join(t for _, t in drawn)
    start = draw(st.integers(0, len(texts[side])))
    end = draw(st.integers(start, len(texts[side])))
    return *texts, Alignment.of_pieces(drawn), start, end


@given(PAIRS)
def test_pieces_touch_and_cover_both_texts(pairs: list[tuple[str, str]]) -> None:
    source, target = "".join(s for s, _ in pairs), "".join(t for _, t in pairs)
    pieces = Alignment.of_pieces(pairs).pieces
    at = (0, 0)
    for s0, s1, t0, t1 in pieces:
        assert (s0, t0) == at
        assert s1 >= s0 and t1 >= t0 and (s1 - s0) + (t1 - t0) > 0
        at = (s1, t1)
    assert at == (len(source), len(target))
    assert "".join(source[s0:s1] for s0, s1, _, _ in pieces) == source
    assert "".join(target[t0:t1] for _, _, t0, t1 in pieces) == target


@given(aligned_spans(1, CHANGED))
def test_a_span_of_the_target_and_back_covers_it(drawn: tuple[str, str, Alignment, int, int]) -> None:
    source, _, alignment, start, end = drawn
    there = alignment.to_source(start, end)
    assert 0 <= there[0] <= there[1] <= len(source)
    back = alignment.to_target(*there)
    if start < end:
        assert back[0] <= start and end <= back[1]


@given(aligned_spans(0, CHANGED))
def test_a_span_of_the_source_and_back_covers_it(drawn: tuple[str, str, Alignment, int, int]) -> None:
    _, target, alignment, start, end = drawn
    there = alignment.to_target(start, end)
    assert 0 <= there[0] <= there[1] <= len(target)
    back = alignment.to_source(*there)
    if start < end:
        assert back[0] <= start and end <= back[1]


@given(st.sampled_from([0, 1]), st.data())
def test_any_span_leads_into_the_other_text(side: int, data: st.DataObject) -> None:
    *texts, alignment, start, end = data.draw(aligned_spans(side))
    there = alignment.to_source(start, end) if side else alignment.to_target(start, end)
    assert 0 <= there[0] <= there[1] <= len(str(texts[1 - side]))


@given(aligned_spans(1), st.integers(0, 3), st.integers(0, 3))
def test_a_wider_span_comes_from_no_less(drawn: tuple[str, str, Alignment, int, int], before: int, after: int) -> None:
    _, target, alignment, start, end = drawn
    if start == end:
        return
    inner = alignment.to_source(start, end)
    outer = alignment.to_source(max(0, start - before), min(len(target), end + after))
    assert outer[0] <= inner[0] and inner[1] <= outer[1]


@given(st.text(max_size=20), st.data())
def test_the_identity_maps_each_span_to_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    identity = Alignment.identity(len(text))
    if start < end:
        assert identity.to_source(start, end) == identity.to_target(start, end) == (start, end)


RESTORED = [
    ("Ké", "Kế"),
    (" ", " "),
    ("hoach", "hoạch"),
    (" ", " "),
    ("thd£phai", "thời phải"),
    ("\n", "\n"),
    ("", "có "),
]
SOURCE, TARGET = ("".join(part) for part in zip(*RESTORED, strict=True))


@pytest.mark.parametrize(
    ("words", "read"),
    [
        ("hoạch", "hoach"),
        ("Kế hoạch", "Ké hoach"),
        ("phải", "thd£phai"),
        ("hoạch thời", "hoach thd£phai"),
        ("oạc", "oac"),
    ],
    ids=["one word", "two words", "half of a word run together", "over the edge of it", "letters"],
)
def test_restored_words_lead_back_to_what_was_read(words: str, read: str) -> None:
    alignment = Alignment.of_pieces(RESTORED)
    at = TARGET.index(words)
    start, end = alignment.to_source(at, at + len(words))
    assert SOURCE[start:end] == read


@pytest.mark.parametrize(
    ("read", "words"),
    [("hoach", "hoạch"), ("phai", "thời phải"), ("Ké h", "Kế h")],
    ids=["one word", "half of a word run together", "letters"],
)
def test_read_words_lead_to_what_they_became(read: str, words: str) -> None:
    alignment = Alignment.of_pieces(RESTORED)
    at = SOURCE.index(read)
    start, end = alignment.to_target(at, at + len(read))
    assert TARGET[start:end] == words


def test_an_empty_text_maps_to_nothing() -> None:
    assert Alignment.of_pieces([]).to_source(0, 0) == (0, 0)
    assert Alignment.identity(0).pieces == ()


@st.composite
def edited(draw: st.DrawFn, text: str) -> tuple[str, Alignment]:
    """Give a text after some edits, and the map to it."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [Edit(a, b, draw(st.text("bcô\n", max_size=3))) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return apply_edits(text, edits)


@given(st.text("aăâ \n", max_size=20), st.data())
def test_two_maps_joined_lead_as_far_as_both_and_cover_both_texts(text: str, data: st.DataObject) -> None:
    middle, first = data.draw(edited(text))
    target, second = data.draw(edited(middle))
    joined = compose(first, second)
    at = (0, 0)
    for s0, s1, t0, t1 in joined.pieces:
        assert (s0, t0) == at
        at = (s1, t1)
    assert at == (len(text), len(target))
    if target:
        start = data.draw(st.integers(0, len(target) - 1))
        end = data.draw(st.integers(start + 1, len(target)))
        near, far = joined.to_source(start, end), first.to_source(*second.to_source(start, end))
        if middle and far[0] < far[1]:
            assert near[0] <= far[1] and far[0] <= near[1]


def test_an_edit_in_a_long_right_stretch_stays_one_piece() -> None:
    middle, first = apply_edits("Ke\u0302\u0301 hoach nam 2024", [Edit(1, 4, "ế")])
    _, second = apply_edits(middle, [Edit(3, 8, "hoạch")])
    assert compose(first, second).pieces == ((0, 1, 0, 1), (1, 4, 1, 2), (4, 19, 2, 17))
    _, second = apply_edits(middle, [Edit(9, 12, "năm năm")])
    assert compose(first, second).to_source(9, 16) == (11, 14)
