"""Training the recogniser: pages printed, aged and cut without end, until the time given is over.

Everything is made on the way and forgotten: no picture is kept but a few to be examined on. Two cores are enough: one
makes pages, one learns.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from ntm_extract.read.picture.ctc import CLASS, find_words
from ntm_extract.read.picture.line_crops import HEIGHT, STRIDE
from ntm_extract.read.picture.train.examples import Example, make_examples
from ntm_extract.read.picture.train.network import NetworkSettings, Recognizer, export

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

Say = Callable[[str], None]
Texts = Callable[[random.Random], Iterator[str]]
"""Gives paragraphs without end; must be picklable, as another process calls it."""

WIDEST = 1700
"""Columns of the longest crop that is learnt from."""


@dataclass(frozen=True)
class Recipe:
    """How long and how the recogniser is trained.

    Attributes:
        minutes: of learning; the rate falls over the last part of it.
        rate: of learning, at its height (AdamW). Twice of this has been seen to diverge.
        warm: steps until there.
        falling: share of the time after which the rate falls, along a cosine.
        columns: of crops in one step, about eighteen whole lines.
        stretch: standard deviation of the widths that crops are stretched to.
        kept: crops in memory, learnt from in changing order; new ones take the place of old ones.
        examined: crops that are never learnt from.
        seed: of every choice by chance.
    """

    minutes: float = 180.0
    rate: float = 1e-3
    warm: int = 300
    falling: float = 0.5
    columns: int = 20_000
    stretch: float = 0.06
    kept: int = 60_000
    examined: int = 400
    seed: int = 11
    network: NetworkSettings = field(default_factory=NetworkSettings)


@dataclass(frozen=True)
class Trained:
    """What came of a training: steps made, crops seen, share of letters wrong and of lines right when examined."""

    steps: int
    crops: int
    error: float
    lines: float


def train(texts: Texts, out: Path, recipe: Recipe, say: Say, start_from: Path | None = None) -> Trained:
    """Train a recogniser and write it as `recognizer.onnx`, with `recognizer.pt` beside it to go on from.

    Args:
        texts: what is printed.
        out: folder, made if need be.
        recipe: how long and how.
        say: told now and then how far it is.
        start_from: a `recognizer.pt` to go on from.
    """
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    network = Recognizer(recipe.network)
    if start_from:
        network.load_state_dict(torch.load(start_from, weights_only=True))
    out.mkdir(parents=True, exist_ok=True)
    context = get_context("spawn")
    queue: Queue[list[Example]] = context.Queue(maxsize=40)
    printer = context.Process(target=_print_without_end, args=(texts, recipe.seed, queue), daemon=True)
    printer.start()
    try:
        learner = _Learner(network, recipe)
        examined = [example for example in queue.get() if example[1]][: recipe.examined]
        begun = time.monotonic()
        told = 0.0
        while (elapsed := time.monotonic() - begun) < recipe.minutes * 60:
            while not queue.empty() or not learner.pool:
                learner.take(queue.get())
            loss = learner.step(elapsed / (recipe.minutes * 60))
            if elapsed - told > 60:
                told = elapsed
                say(f"{elapsed / 60:.0f} min, {learner.steps} steps, {learner.crops} crops, loss {loss:.3f}")
    finally:
        printer.terminate()
    best = learner.average()
    torch.save(best.state_dict(), out / "recognizer.pt")
    export(best, out / "recognizer.onnx")
    error, lines = examine(best, examined)
    say(f"letters wrong {100 * error:.2f} %, lines right {100 * lines:.1f} %")
    return Trained(learner.steps, learner.crops, error, lines)


def _print_without_end(texts: Texts, seed: int, queue: Queue[list[Example]]) -> None:
    chance = random.Random(seed)
    bundle: list[Example] = []
    for example in make_examples(texts(chance), chance):
        if example[0].shape[1] <= WIDEST:
            bundle.append(example)
        if len(bundle) == 500:
            queue.put(bundle)
            bundle = []


class _Learner:
    """The network while it learns, and a slow average of it, which reads better than the last step's."""

    def __init__(self, network: Recognizer, recipe: Recipe) -> None:
        self.network = network.to(memory_format=torch.channels_last)
        self.recipe = recipe
        self.pool: list[Example] = []
        self.steps = self.crops = 0
        self._chance = random.Random(recipe.seed)
        self._noise = np.random.default_rng(recipe.seed)
        self._optimizer = torch.optim.AdamW(network.parameters(), lr=recipe.rate, weight_decay=0.01, betas=(0.9, 0.98))
        self._average = {name: value.clone() for name, value in network.state_dict().items()}
        self._due: list[list[Example]] = []
        self._loss = 0.0

    def take(self, bundle: list[Example]) -> None:
        """Take new crops in; they come next, and stay for as long as there is room."""
        self._due = self._batches(bundle) + self._due
        self.pool += bundle
        if len(self.pool) > self.recipe.kept:
            self._chance.shuffle(self.pool)
            del self.pool[self.recipe.kept :]

    def step(self, done: float) -> float:
        """Learn from one batch; `done` is the share of the time that is over. Gives the loss, smoothed."""
        recipe = self.recipe
        if not self._due:
            self._due = self._batches(self._chance.sample(self.pool, min(500, len(self.pool))))
        batch = self._due.pop()
        falling = max(0.0, (done - recipe.falling) / (1 - recipe.falling))
        rate = recipe.rate * min(1.0, (self.steps + 1) / recipe.warm) * (0.5 + 0.5 * math.cos(math.pi * falling))
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        pictures, stretch = self._draw(batch)
        with torch.autocast("cpu", torch.bfloat16):
            letters = self.network(pictures)
        texts = [[CLASS[letter] for letter in text] for _, text in batch]
        lengths = torch.tensor([len(text) for text in texts])
        steps = [min(letters.shape[1], math.ceil(crop.shape[1] * stretch / STRIDE)) for crop, _ in batch]
        losses = functional.ctc_loss(
            letters.transpose(0, 1),
            torch.tensor([number for text in texts for number in text], dtype=torch.long),
            torch.tensor(steps),
            lengths,
            zero_infinity=True,
            reduction="none",
        )
        loss = (losses / (lengths + 2)).mean()
        self._optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self._optimizer.step()
        self.steps += 1
        self.crops += len(batch)
        with torch.no_grad():
            for name, value in self.network.state_dict().items():
                if value.dtype.is_floating_point:
                    self._average[name].lerp_(value, 0.01)
                else:
                    self._average[name].copy_(value)
        self._loss += (float(loss.item()) - self._loss) * max(0.02, 1 / self.steps)
        return self._loss

    def average(self) -> Recognizer:
        """Give the averaged network."""
        network = Recognizer(self.recipe.network)
        network.load_state_dict(self._average)
        return network

    def _batches(self, bundle: Sequence[Example]) -> list[list[Example]]:
        """Put crops of similar width together."""
        batches: list[list[Example]] = [[]]
        for example in sorted(bundle, key=lambda example: example[0].shape[1]):
            if batches[-1] and (len(batches[-1]) + 1) * example[0].shape[1] > self.recipe.columns:
                batches.append([])
            batches[-1].append(example)
        self._chance.shuffle(batches)
        return batches

    def _draw(self, batch: Sequence[Example]) -> tuple[torch.Tensor, float]:
        """Put crops into one array, their ink a little darker or paler, all a little wider or narrower."""
        noise = self._noise
        pictures = pictures_of(batch)
        for row in range(len(batch)):
            if noise.random() < 0.5:
                pictures[row] = np.clip(pictures[row] * noise.uniform(0.7, 1.25), 0, 1)
            if noise.random() < 0.15:
                pictures[row] = np.clip(pictures[row] + noise.normal(0, 0.05, pictures[row].shape), 0, 1)
        stretch = float(np.clip(noise.normal(1, self.recipe.stretch), 0.85, 1.15))
        drawn = torch.from_numpy(pictures)
        columns = max(8 * STRIDE, round(drawn.shape[3] * stretch / STRIDE) * STRIDE)
        drawn = functional.interpolate(drawn, size=(HEIGHT, columns), mode="bilinear", align_corners=False)
        return drawn.contiguous(memory_format=torch.channels_last), stretch


def pictures_of(batch: Sequence[Example]) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Put crops into one array, lines × 1 × rows × columns, ink 1, paper 0, filled up with paper on the right."""
    pictures = np.zeros((len(batch), 1, HEIGHT, max(crop.shape[1] for crop, _ in batch)), np.float32)
    for row, (crop, _) in enumerate(batch):
        pictures[row, 0, :, : crop.shape[1]] = (255.0 - crop) / 255.0
    return pictures


def examine(network: Recognizer, examples: Sequence[Example]) -> tuple[float, float]:
    """Give the share of letters that are wrong, and of lines that are right."""
    network.eval()
    wrong = letters = right = 0
    with torch.no_grad():
        for crop, text in examples:
            found = network(torch.from_numpy(pictures_of([(crop, text)])))[0].numpy()
            read = " ".join(word.text for word in find_words(found))
            wrong += _distance(read, text)
            letters += len(text)
            right += read == text
    return wrong / max(letters, 1), right / max(len(examples), 1)


def _distance(one: str, other: str) -> int:
    """Count the letters to put in, take out or exchange (Levenshtein)."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]
