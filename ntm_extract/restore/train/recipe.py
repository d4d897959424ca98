"""The whole training, step by step: a corpus folder in, a model folder with its card out."""

from __future__ import annotations

import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import numpy as np

from ntm_extract.errors import MissingToolError, UnreadableFileError
from ntm_extract.restore.language_model import LanguageModel
from ntm_extract.restore.restorer import CARD, MISREADINGS, MODEL, NAMES, TAGGER
from ntm_extract.restore.tagger import number_bare
from ntm_extract.restore.train.channel_counts import write_misreadings
from ntm_extract.restore.train.examples import Examples, encode
from ntm_extract.restore.train.language import LanguageSettings, build_language_model, foreign_names
from ntm_extract.restore.train.misreading import misread
from ntm_extract.writing.corpus import Corpus, find_corpus, read_lines, read_names

Part = Literal["language", "channel", "tagger"]
PARTS: tuple[Part, ...] = ("language", "channel", "tagger")

Say = Callable[[str], None]
Watch = Callable[[int, int], None]


@dataclass(frozen=True)
class Recipe:
    """What is trained and how much.

    Attributes:
        parts: `language` (n-gram model and names), `channel` (misreadings), `tagger`.
        pages: printed and misread for the channel.
        epochs: of the tagger over the corpus.
        admin_every: of the administrative text the tagger sees one stretch in so many, as it repeats itself.
        threads: of the tagger's training.
        seed: of every choice by chance.
    """

    parts: tuple[Part, ...] = PARTS
    pages: int = 400
    epochs: float = 1.0
    admin_every: int = 3
    threads: int = 2
    seed: int = 11
    language: LanguageSettings = field(default_factory=LanguageSettings)


_STRETCH = 32_000
"""Words of a stretch of administrative text that the tagger sees or skips."""


def train(corpus_folder: Path, out: Path, names: Sequence[Path], recipe: Recipe, say: Say, watch: Watch) -> None:
    """Train the parts of a recipe and write them, with a card, into a folder.

    Args:
        corpus_folder: see `ntm_extract.writing.corpus.find_corpus`.
        out: made where it is not there; parts that are not trained stay as they are, but a new language model makes an
            old tagger void.
        names: CSV files of administrative units with a column `full_name`.
        recipe: what to train.
        say: is told what was done.
        watch: is told how many steps of how many are done.

    Raises:
        UnreadableFileError: the corpus or a file of names cannot be read.
        MissingToolError: a part needs what is not installed.
    """
    corpus = find_corpus(corpus_folder)
    if "tagger" in recipe.parts:
        require_torch()
        if "language" not in recipe.parts and not (out / MODEL).exists():
            raise UnreadableFileError(
                f"Phần tagger cần mô hình ngôn ngữ {out / MODEL}", advice="Huấn luyện cả phần language."
            )
    out.mkdir(parents=True, exist_ok=True)
    done: list[str] = []

    @contextmanager
    def step(title: str) -> Iterator[list[str]]:
        started = time.monotonic()
        found: list[str] = []
        yield found
        line = f"{title}: {', '.join(found)}; {time.monotonic() - started:.0f} s"
        done.append(line)
        say(line)

    if "language" in recipe.parts:
        with step("language") as found:
            listed = list(read_names(names))
            model = build_language_model(read_lines(corpus.admin), read_lines(corpus.general), listed, recipe.language)
            model.save(out / MODEL)
            (out / TAGGER).unlink(missing_ok=True)  # one of another vocabulary would answer about other words
            found.append(
                f"{len(model.words):,} words, {len(model.pair_keys):,} pairs, {len(model.triple_keys):,} triples"
            )
            if listed:
                (out / NAMES).write_text("\n".join(foreign_names(listed)) + "\n", encoding="utf-8")
    if "channel" in recipe.parts:
        with step("channel") as found:
            pairs: Counter[tuple[str, str]] = Counter()
            pages = 0
            for page in misread(corpus.admin, recipe.pages, recipe.seed):
                pairs.update(page)
                pages += 1
                watch(pages, recipe.pages)
            write_misreadings(pairs, out / MISREADINGS)
            found.append(f"{pages} pages, {pairs.total():,} words, {len(pairs):,} different pairs")
    if "tagger" in recipe.parts:
        with step("tagger") as found:
            found.append(_train_tagger(corpus, out, recipe, watch))
    (out / CARD).write_text(_card(corpus, names, recipe, done, out), encoding="utf-8")


def require_torch() -> None:
    """Say what to install where the tagger cannot be trained.

    Raises:
        MissingToolError: PyTorch or onnx is not installed.
    """
    try:
        import onnx  # noqa: F401
        import torch  # noqa: F401
    except ImportError as error:
        raise MissingToolError(
            "Huấn luyện mạng nơ-ron (tagger, recognizer) cần PyTorch và onnx",
            advice='Cài đặt: pip install "ntm-extract[train]"; hoặc bỏ các phần này: --parts language,channel',
        ) from error


def _train_tagger(corpus: Corpus, out: Path, recipe: Recipe, watch: Watch) -> str:
    import torch

    from ntm_extract.restore.train import network

    torch.set_num_threads(recipe.threads)
    model = LanguageModel.load(out / MODEL)
    texts = []
    for paths, every in ((corpus.admin, recipe.admin_every), (corpus.general, 1)):
        text = encode(read_lines(paths), model.numbers, model.unknown)
        seen = np.arange(len(text.words)) // _STRETCH % every == 0
        texts.append(Examples(text.words[seen], text.cases[seen]))
    settings = network.NetworkSettings()
    trained, losses = network.train(
        texts, number_bare(model.words), settings, epochs=recipe.epochs, seed=recipe.seed, watch=watch
    )
    network.export(trained, out / TAGGER)
    size = sum(parameter.numel() for parameter in trained.parameters())
    return (
        f"{sum(len(text.words) for text in texts):,} words, {size:,} parameters, "
        f"last losses {losses[0]:.3f} (spelling) and {losses[1]:.3f} (hidden) nats"
    )


def _card(corpus: Corpus, names: Sequence[Path], recipe: Recipe, done: Sequence[str], out: Path) -> str:
    """Write from what the model was trained, how, and what came of it; figures of quality are the benchmark's."""
    files = [f"- {path.name}: {path.stat().st_size:,} bytes" for path in (*corpus.admin, *corpus.general, *names)]
    made = [
        f"- {name}: {(out / name).stat().st_size:,} bytes"
        for name in (MODEL, MISREADINGS, NAMES, TAGGER)
        if (out / name).exists()
    ]
    return "\n".join(
        [
            "# Model card",
            "",
            f"Trained with Python {platform.python_version()} on {platform.machine()}, {recipe}.",
            "",
            "## From",
            *files,
            "",
            "## Steps",
            *(f"- {line}" for line in done),
            "",
            "## Files",
            *made,
            "",
            "Use: `ntm-extract restore --model FOLDER`.",
            "",
        ]
    )
