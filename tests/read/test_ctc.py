"""Letter probabilities to words and to what else they may be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_extract.read.picture.alphabet import BLANK, LETTERS
from ntm_extract.read.picture.ctc import CLASS, find_words, propose, score


def steps(spelled: str, sure: float = 0.98, also: dict[int, tuple[str, float]] | None = None) -> np.ndarray:
    """Make log-probabilities of steps: one sign a step, `_` the blank; `also` puts a second letter at a step."""
    table = np.full((len(spelled), len(LETTERS) + 1), 1e-6)
    for at, sign in enumerate(spelled):
        table[at, BLANK if sign == "~" else CLASS[sign]] = sure
        if also and at in also:
            letter, share = also[at]
            table[at, BLANK if letter == "~" else CLASS[letter]] = share
    return np.log(table / table.sum(axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize(
    ("spelled", "read"),
    [
        ("xxã~~đđ~ạt", ["xãđạt"]),
        ("x~ã  đ~ạ~t~", ["xã", "đạt"]),
        ("~~11~1~99~", ["119"]),
        ("~~  ~~", []),
        ("2~0~2~2~  ~", ["2022"]),
    ],
)
def test_letters_that_go_on_count_once_and_blanks_part_them(spelled: str, read: list[str]) -> None:
    assert [word.text for word in find_words(steps(spelled))] == read


def test_words_share_the_gap_between_them() -> None:
    first, second = find_words(steps("xã~    ~đạt~"))
    assert first.start == 0
    assert second.end == 12
    assert first.end == second.start
    assert 2 <= first.end <= 8


def test_the_probability_of_all_readings_of_a_short_stretch_is_one() -> None:
    letters = steps("a~", 0.5, {0: ("b", 0.3), 1: ("c", 0.3)})
    texts = ["", "a", "b", "c", "ac", "bc", "ab", "ba", "aa"]
    assert np.exp(score(letters, texts)).sum() == pytest.approx(1.0, abs=0.01)


def test_a_letter_that_the_alphabet_lacks_is_impossible() -> None:
    assert score(steps("a~b"), ["ab", "aЖ"])[1] < -1000


def test_what_was_likely_at_a_step_is_proposed() -> None:
    letters = steps("2~0~2~3~", 0.6, {6: ("8", 0.35)})
    readings = propose(letters, "2023")
    assert readings[0] == "2023"
    assert "2028" in readings
    best = max(readings, key=lambda text: float(score(letters, [text])[0]))
    assert best == "2023"


def test_a_letter_that_may_be_none_is_proposed_left_out_and_put_in() -> None:
    assert "xóm" in propose(steps("xoóm", 0.6, {1: ("~", 0.35)}).astype(np.float32), "xoóm")
    assert "1.5" in propose(steps("1~5", 0.6, {1: (".", 0.35)}), "15")


@given(st.text("abcđ019 ~", min_size=1, max_size=12))
def test_what_is_read_is_the_likeliest_of_what_is_proposed_where_steps_are_sure(spelled: str) -> None:
    letters = steps(spelled, 0.999)
    for word in find_words(letters):
        stretch = letters[word.start : word.end]
        readings = propose(stretch, word.text)
        assert readings[int(np.argmax(score(stretch, readings)))] == word.text
