"""The model's making: probabilities sum to one, saving loses little, words of training and running agree."""

from __future__ import annotations

import lzma
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from ntm_extract.cli import app
from ntm_extract.restore.language_model import LanguageModel
from ntm_extract.restore.tagger import Tagger
from ntm_extract.restore.tokens import find_tokens, model_words
from ntm_extract.restore.train.channel_counts import (
    Pair,
    align_letters,
    count_letters,
    count_pieces,
    letter_costs,
    piece_costs,
)
from ntm_extract.restore.train.examples import encode
from ntm_extract.restore.train.misreading import align_words

SENTENCES = [
    "Ủy ban nhân dân xã xây dựng kế hoạch năm 2024.",
    "Ủy ban nhân dân huyện giao các phòng xây dựng đề án.",
    "Nhân dân trong xã tham gia xây dựng nông thôn mới, giữ gìn đường làng.",
    "Các phòng của huyện theo dõi kế hoạch; báo cáo ủy ban nhân dân huyện.",
]


def write_corpus(folder: Path) -> Path:
    for kind in ("admin", "general"):
        with lzma.open(folder / f"{kind}-0.txt.xz", "wt", encoding="utf-8") as out:
            out.write("\n".join(SENTENCES * 8) + "\n")
    return folder


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model trained on a corpus of four sentences and two units, by the command."""
    corpus, out = write_corpus(tmp_path_factory.mktemp("corpus")), tmp_path_factory.mktemp("model")
    names = corpus / "xa.csv"
    names.write_text("code,full_name\n1,Xã Kbang\n2,Thị trấn Krông Năng\n", encoding="utf-8")
    words = [
        "train",
        str(corpus),
        "--out",
        str(out),
        "--names",
        str(names),
        "--parts",
        "language,channel",
        "--pages",
        "1",
    ]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture(scope="module")
def model(trained: Path) -> LanguageModel:
    return LanguageModel.load(trained / "model.npz")


def test_training_leaves_a_folder_with_a_card(trained: Path) -> None:
    assert {path.name for path in trained.iterdir()} == {"model.npz", "misreadings.json", "names.txt", "card.md"}
    assert (trained / "names.txt").read_text(encoding="utf-8").split() == ["kbang", "krông"]
    card = (trained / "card.md").read_text(encoding="utf-8")
    for said in ("admin-0.txt.xz", "general-0.txt.xz", "xa.csv", "1 pages", "pairs"):
        assert said in card


def test_a_trained_folder_restores(trained: Path) -> None:
    result = CliRunner().invoke(app, ["restore", "--model", str(trained)], input="uy ban nhan dan xa\n")
    assert result.stdout == "ủy ban nhân dân xã\n"


def test_a_new_language_model_makes_an_old_tagger_void(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "van-ban.txt").write_text("\n".join(SENTENCES * 8), encoding="utf-8")  # neither admin- nor general-
    out = tmp_path / "model"
    out.mkdir()
    (out / "tagger.onnx").write_bytes(b"of another vocabulary")
    result = CliRunner().invoke(app, ["train", str(corpus), "--out", str(out), "--parts", "language"])
    assert result.exit_code == 0, result.output
    assert not (out / "tagger.onnx").exists()
    restored = CliRunner().invoke(app, ["restore", "--model", str(out)], input="uy ban nhan dan huyen\n")
    assert restored.stdout == "ủy ban nhân dân huyện\n"


def test_names_that_are_not_utf8_are_named(tmp_path: Path) -> None:
    names = tmp_path / "xa.csv"
    names.write_bytes("full_name\nXã".encode("utf-16"))
    words = ["train", str(write_corpus(tmp_path)), "--out", str(tmp_path / "model"), "--names", str(names)]
    result = CliRunner().invoke(app, [*words, "--parts", "language"])
    assert result.exit_code == 3
    assert "xa.csv" in result.output


def test_what_was_not_trained_cannot_be_taken_for_it(tmp_path: Path) -> None:
    (tmp_path / "model.npz").write_bytes(b"nothing")
    result = CliRunner().invoke(app, ["restore", "--model", str(tmp_path), "-"], input="uy ban")
    assert result.exit_code == 3
    assert "mô hình" in result.output


@pytest.mark.parametrize(
    ("files", "reason"),
    [
        ({}, "Không có văn bản"),
        ({"admin-0.txt.xz": b"no xz"}, "admin-0.txt.xz"),
        ({"admin-0.txt": b"\xff\xfe"}, "admin-0.txt"),
    ],
)
def test_a_corpus_that_cannot_be_read_is_named(tmp_path: Path, files: dict[str, bytes], reason: str) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    out = tmp_path / "model"
    result = CliRunner().invoke(app, ["train", str(tmp_path), "--out", str(out), "--parts", "language"])
    assert result.exit_code == 3
    assert reason in result.output


@pytest.mark.skipif(find_spec("torch") is not None, reason="PyTorch is installed")
def test_training_the_tagger_without_its_extra_says_what_to_install(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["train", str(write_corpus(tmp_path)), "--out", str(tmp_path / "model")])
    assert result.exit_code == 3
    assert "ntm-extract[train]" in result.output
    assert not (tmp_path / "model").exists()


@pytest.mark.skipif(find_spec("torch") is None, reason="needs the extra: pip install ntm-extract[train]")
def test_the_tagger_is_trained_and_runs(tmp_path: Path) -> None:
    words = ["train", str(write_corpus(tmp_path)), "--out", str(tmp_path / "model"), "--epochs", "40"]
    result = CliRunner().invoke(app, [*words, "--parts", "language,tagger"])
    assert result.exit_code == 0, result.output
    model = LanguageModel.load(tmp_path / "model" / "model.npz")
    tagger = Tagger(tmp_path / "model" / "tagger.onnx", model.words)
    assert tagger.bare.shape == (len(model.words),)


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


def test_the_tagger_sees_words_and_how_they_are_written() -> None:
    seen = encode(["Xã, HUYỆN Kbang. Năm 2024", ""], {"</s>": 0, "<n>": 2, "xã": 3, "huyện": 4, "năm": 5}, unknown=1)
    assert seen.words.tolist() == [0, 3, 4, 1, 0, 5, 2, 0]
    assert seen.cases.tolist() == [0, 1, 2, 1, 0, 1, 0, 0]
    assert encode([], {}, unknown=1).words.tolist() == [0]
