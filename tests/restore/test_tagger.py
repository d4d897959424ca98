"""The tagger: it changes what is in doubt and nothing else, and helps where both sides of a word tell."""

from __future__ import annotations

import numpy as np
import pytest

from ntm_extract.restore import Restorer, load_restorer
from ntm_extract.restore.tagger import Tagger, case_of


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return load_restorer()


@pytest.fixture(scope="module")
def tagger(restorer: Restorer) -> Tagger:
    assert restorer.tagger
    return restorer.tagger


@pytest.mark.parametrize(("word", "case"), [("xã", 0), ("Xã", 1), ("XÃ", 2), ("Đ", 1), ("UBND", 2), ("4", 0), ("", 0)])
def test_case_of_a_word(word: str, case: int) -> None:
    assert case_of(word) == case


def ask(restorer: Restorer, tagger: Tagger, readings: list[list[str]], posterior: list[list[float]]) -> np.ndarray:
    numbers = restorer.model.numbers
    words = np.array([[numbers[word] for word in row] for row in readings])
    given = np.array(posterior, dtype=np.float32)
    length = len(words)
    return tagger.mix(words, given, np.zeros(length, np.int64), [(0, length)], np.ones(length, dtype=bool))


def test_what_stands_after_a_word_tells_its_reading(restorer: Restorer, tagger: Tagger) -> None:
    readings = [["xây", "xây"], ["dựng", "dựng"], ["bàn", "bản"], ["quy", "quy"], ["hoạch", "hoạch"], ["xã", "xã"]]
    sure, doubt = [1.0, 0.0], [0.5, 0.5]
    mixed = ask(restorer, tagger, readings, [sure, sure, doubt, sure, sure, sure])
    assert mixed[2, 1] > 0.55
    assert mixed[2].sum() == pytest.approx(1.0, abs=1e-4)
    assert (mixed[[0, 1, 3, 4, 5]] == [1.0, 0.0]).all()


def test_what_may_not_be_changed_is_not(restorer: Restorer, tagger: Tagger) -> None:
    words = np.array([[restorer.model.numbers["bàn"], restorer.model.numbers["bản"]]] * 3)
    posterior = np.full((3, 2), 0.5, dtype=np.float32)
    mixed = tagger.mix(words, posterior, np.zeros(3, np.int64), [(0, 3)], np.zeros(3, dtype=bool))
    assert (mixed == posterior).all()


def test_a_long_text_is_asked_about_in_pieces(restorer: Restorer, tagger: Tagger) -> None:
    readings = [["bàn", "bản"], ["quy", "quy"], ["hoạch", "hoạch"]] * 3000
    posterior = [[0.5, 0.5], [1.0, 0.0], [1.0, 0.0]] * 3000
    mixed = ask(restorer, tagger, readings, posterior)
    inner = mixed[300:-300:3, 0]
    assert np.ptp(inner) < 0.02  # a word stands the same whether a piece ends near it or not
