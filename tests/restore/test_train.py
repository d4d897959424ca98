"""The model's making: probabilities sum to one, saving loses little, words of training and running agree."""

from __future__ import annotations

import lzma
import subprocess
import sys

import numpy as np
import pytest

from ntm_extract.restore.language_model import LanguageModel
from ntm_extract.restore.tokens import find_tokens, model_words
from ntm_extract.restore.train.channel_counts import (
    Pair,
    align_letters,
    count_letters,
    count_pieces,
    letter_costs,
    piece_costs,
)
from ntm_extract.restore.train.misreading import align_words

SENTENCES = [
    "Ủy ban nhân dân xã xây dựng kế hoạch năm 2024.",
    "Ủy ban nhân dân huyện giao các phòng xây dựng đề án.",
    "Nhân dân trong xã tham gia xây dựng nông thôn mới, giữ gìn đường làng.",
    "Các phòng của huyện theo dõi kế hoạch; báo cáo ủy ban nhân dân huyện.",
]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> LanguageModel:
    folder = tmp_path_factory.mktemp("corpus")
    for kind in ("admin", "general"):
        with lzma.open(folder / f"{kind}-0.txt.xz", "wt", encoding="utf-8") as out:
            out.write("\n".join(SENTENCES * 8) + "\n")
    out_path = folder / "model.npz"
    command = [sys.executable, "-m", "ntm_extract.restore.train", "--corpus", str(folder), "--out", str(out_path)]
    subprocess.run(command, check=True, capture_output=True)
    return LanguageModel.load(out_path)


@pytest.mark.parametrize(("first", "second"), [("nhân", "dân"), ("xây", "dựng"), ("</s>", "ủy"), ("mới", "mới")])
def test_probabilities_after_any_context_sum_to_one(model: LanguageModel, first: str, second: str) -> None:
    u, v = (np.uint64(model.numbers[word]) for word in (first, second))
    everything = np.arange(len(model.words), dtype=np.uint64)
    lower, _ = model.score_pairs(np.full_like(everything, v), everything)
    _, pair = model.score_pairs(np.array([u]), np.array([v]))
    scores = model.score_triples(np.full(len(everything), pair[0]), everything, lower)
    assert np.exp(scores).sum() == pytest.approx(1.0, abs=0.05)


def test_what_was_seen_is_likelier(model: LanguageModel) -> None:
    def score(*words: str) -> float:
        u, v, w = (np.array([model.numbers[word]], dtype=np.uint64) for word in words)
        lower, _ = model.score_pairs(v, w)
        _, pair = model.score_pairs(u, v)
        return float(model.score_triples(pair, w, lower)[0])

    assert score("ủy", "ban", "nhân") > score("ủy", "ban", "phòng") + 1


def test_training_and_running_cut_clean_text_alike() -> None:
    text = "Kế hoạch số 12/KH-UBND ngày 05/8/2024 (kèm theo): 63,5% số xã đạt chuẩn kinh tế-xã hội; e-mail a@b.vn."
    trained = [word for chunk in text.lower().split() for word in model_words(chunk)]
    run = [{"number": "<n>", "boundary": "</s>"}.get(t.kind, t.text.lower()) for t in find_tokens(text)]
    assert run == trained


def test_misreadings_are_counted_by_onset_and_rime() -> None:
    pairs = list(align_words(["của", "Đảng", "bộ", "sức"], ["cua", "Pang", "bd", "sirc"]))
    assert ("Đảng", "Pang") in pairs
    onsets, rimes = count_pieces([Pair("đảng", "pang", 3), Pair("đảng", "dang", 5), Pair("sức", "sirc", 4)])
    assert onsets["đ"] == {"p": 3, "d": 5}
    assert rimes["ức"] == {"irc": 4}
    assert piece_costs(onsets, 2)["p"]["đ"] > 0


def test_misreadings_are_counted_by_letters() -> None:
    steps = align_letters("sưc", "sirc")
    assert [(step.i, step.i2, step.j, step.j2) for step in steps if not step.same] == [(1, 1, 1, 2), (1, 2, 2, 3)]
    printed, misread = count_letters([Pair("sức", "sirc", 4), Pair("sức", "suc", 6), Pair("đất", "d4t", 3)])
    assert printed["ư"] == 10
    assert misread["ư"] == {"ir": 4}
    assert misread["ưc"] == {"irc": 4}
    costs = letter_costs(printed, misread, least=3)
    assert costs["â"]["4"] < costs["ư"]["ir"]
