"""Training the tagger: a small convolutional network that tells which word stands at each place of a sentence.

It sees the words without their marks and how they are written, on both sides; a word whose letters are in doubt is
hidden from it. Needs PyTorch, at training only: what is trained runs with onnxruntime.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnxruntime.quantization import quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from ntm_extract.errors import UnreadableFileError
from ntm_extract.restore.tagger import LOWER, UPPER
from ntm_extract.restore.train.examples import Examples

IGNORED = -100


@dataclass(frozen=True)
class NetworkSettings:
    """The network and how it is trained.

    Attributes:
        width: of the vectors.
        dilations: one block each; a block sees the word this far before and after.
        group: spellings of one word without marks that are told apart, the most frequent first.
        vocabulary: words that a hidden word is guessed among, the most frequent.
        hidden, wrong: shares of words that are hidden, or replaced by another.
        capitals: share of pieces shown as if they stood in capitals.
        guessing: weight of guessing hidden words beside telling spellings apart.
        length, batch: of a piece of text, in words; pieces a step.
        rate: of learning, at its height.
        warm: steps until there.
    """

    width: int = 192
    dilations: tuple[int, ...] = (1, 2, 4, 8, 2, 1)
    group: int = 16
    vocabulary: int = 6144
    hidden: float = 0.12
    wrong: float = 0.02
    capitals: float = 0.04
    guessing: float = 0.05
    length: int = 160
    batch: int = 64
    rate: float = 3e-3
    warm: int = 200


class Block(nn.Module):
    """A gated convolution over three words, added to what comes in."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Linear(3 * width, 2 * width)

    def forward(self, x: Tensor) -> Tensor:
        """Give texts x words x width what stands around each word."""
        y = self.norm(x)
        before = functional.pad(y, (0, 0, self.dilation, 0))[:, : y.shape[1]]
        after = functional.pad(y, (0, 0, 0, self.dilation))[:, self.dilation :]
        value, gate = self.mix(torch.cat((before, y, after), dim=2)).chunk(2, dim=2)
        gated: Tensor = x + value * torch.sigmoid(gate)
        return gated


class Network(nn.Module):
    """Words without marks and their cases → a vector for each place; `words` holds a vector for each word."""

    def __init__(self, bare: int, words: int, settings: NetworkSettings) -> None:
        super().__init__()
        width = settings.width
        self.bare = nn.Embedding(bare + 1, width)
        self.cases = nn.Embedding(3, width)
        self.blocks = nn.ModuleList(Block(width, dilation) for dilation in settings.dilations)
        self.norm = nn.LayerNorm(width)
        self.words = nn.Embedding(words, width)
        self.bias = nn.Parameter(torch.zeros(words))
        for table in (self.bare, self.cases, self.words):
            nn.init.normal_(table.weight, std=0.5 / math.sqrt(width) if table is self.words else 0.5)

    def forward(self, bare: Tensor, cases: Tensor) -> Tensor:
        """Give a vector for each word, texts x words x width."""
        x = self.bare(bare) + self.cases(cases)
        for block in self.blocks:
            x = block(x)
        vectors: Tensor = self.norm(x)
        return vectors


def group_words(bare_of: npt.NDArray[np.int64], size: int) -> npt.NDArray[np.int64]:
    """Give the spellings of each word without marks, most frequent (lowest number) first, -1 where there are fewer."""
    groups = np.full((int(bare_of.max()) + 1, size), -1)
    filled = np.zeros(len(groups), dtype=np.int64)
    for word, bare in enumerate(bare_of):
        if filled[bare] < size:
            groups[bare, filled[bare]] = word
            filled[bare] += 1
    return groups


def draw_batches(
    texts: Sequence[Examples], settings: NetworkSettings, rng: np.random.Generator
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Give the pieces of all texts once, shuffled, as batches of words and cases."""
    words = np.concatenate([text.words[: len(text.words) // settings.length * settings.length] for text in texts])
    cases = np.concatenate([text.cases[: len(text.cases) // settings.length * settings.length] for text in texts])
    words, cases = words.reshape(-1, settings.length), cases.reshape(-1, settings.length)
    order = rng.permutation(len(words))
    for start in range(0, len(order), settings.batch):
        chosen = np.sort(order[start : start + settings.batch])
        shown = cases[chosen].astype(np.int64)
        shown[rng.random(len(chosen)) < settings.capitals] = UPPER
        yield words[chosen].astype(np.int64), np.where(words[chosen] == 0, LOWER, shown)


def loss_of(
    model: Network, words: Tensor, cases: Tensor, bare_of: Tensor, groups: Tensor, settings: NetworkSettings
) -> tuple[Tensor, Tensor]:
    """Give the losses of told-apart spellings and of hidden words, in nats a word."""
    bare = bare_of[words]
    chance = torch.rand(words.shape)
    hidden = (chance < settings.hidden) & (words != 0)
    wrong = (chance > 1 - settings.wrong) & (words != 0)
    seen = bare.masked_fill(hidden, len(groups))
    seen = torch.where(wrong, bare.flatten()[torch.randint(0, bare.numel(), bare.shape)], seen)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = model(seen, cases)
    told = (groups[bare][..., 1] >= 0) & ~hidden & ~wrong
    chosen, spellings = words[told], groups[bare[told]]
    scores = (
        torch.einsum("nd,ncd->nc", vectors[told].float(), model.words(spellings.clamp(min=0)))
        + model.bias[spellings.clamp(min=0)]
    )
    scores = scores.masked_fill(spellings < 0, -1e4)
    place = (spellings == chosen[:, None]).float().argmax(1)
    spelled = functional.cross_entropy(scores, place, reduction="sum") / max(len(place), 1)
    guess = hidden & (words < settings.vocabulary)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = functional.linear(
            vectors[guess], model.words.weight[: settings.vocabulary], model.bias[: settings.vocabulary]
        )
    guessed = functional.cross_entropy(logits.float(), words[guess], reduction="sum") / max(int(guess.sum()), 1)
    return spelled, guessed


def train(
    texts: Sequence[Examples],
    bare_of: npt.NDArray[np.int64],
    settings: NetworkSettings,
    *,
    epochs: float,
    seed: int,
    watch: Callable[[int, int], None],
) -> tuple[Network, tuple[float, float]]:
    """Train a network on the texts.

    Args:
        texts: running texts.
        bare_of: number without marks of each word of the language model.
        settings: of the network and its training.
        epochs: times the texts are seen.
        seed: of all that is chosen by chance.
        watch: is told how many steps of how many are done.

    Raises:
        UnreadableFileError: the texts are shorter than one piece.

    Returns:
        The network, and the mean losses of the last hundred steps: of spellings and of hidden words, in nats a word.
    """
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    groups, bare = torch.from_numpy(group_words(bare_of, settings.group)), torch.from_numpy(bare_of)
    model = Network(len(groups), len(bare_of), settings)
    optimizer = torch.optim.AdamW(
        model.parameters(), lr=settings.rate, betas=(0.9, 0.98), weight_decay=0.01, fused=True
    )
    pieces = sum(len(text.words) // settings.length for text in texts)
    if not pieces:
        raise UnreadableFileError(f"Văn bản quá ít để huấn luyện tagger (cần ít nhất {settings.length} từ)")
    steps = max(math.ceil(pieces / settings.batch * epochs), 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, settings.warm))
    last: deque[tuple[float, float]] = deque(maxlen=100)
    passes = chain.from_iterable(draw_batches(texts, settings, rng) for _ in count())
    for done, (words, cases) in enumerate(islice(passes, steps), start=1):
        spelled, guessed = loss_of(model, torch.from_numpy(words), torch.from_numpy(cases), bare, groups, settings)
        optimizer.zero_grad(set_to_none=True)
        (spelled + settings.guessing * guessed).backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        last.append((spelled.item(), guessed.item()))
        watch(done, steps)
    return model, (sum(a for a, _ in last) / len(last), sum(b for _, b in last) / len(last))


def _rate(step: int, steps: int, warm: int) -> float:
    """Give the rate of learning against its height: up in a line, down in half a cosine."""
    return min((step + 1) / warm, 1.0) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(step / steps, 1.0))))


def export(model: Network, path: Path) -> None:
    """Write a tagger as ONNX: (bare, cases, candidates) → scores; vectors and weights in 8 bits.

    Inputs are int64: `bare` and `cases` of shape 1 x words, `candidates` words x readings; `scores` is float32, words x
    readings, in nats, up to a constant for each word.
    """
    width = model.norm.normalized_shape[0]
    tensors = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    nodes: list[onnx.NodeProto] = []
    kept: list[onnx.TensorProto] = []

    def constant(name: str, value: npt.NDArray[np.generic]) -> str:
        kept.append(onnx.numpy_helper.from_array(value, name))
        return name

    def add(kind: str, inputs: Sequence[str], output: str, **attributes: object) -> str:
        nodes.append(onnx.helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def look_up(table: str, ids: str) -> str:
        values = tensors[f"{table}.weight"]
        scale = np.abs(values).max(axis=1, keepdims=True) / 127 + 1e-12
        narrow = constant(f"{table}.codes", np.round(values / scale).astype(np.int8))
        codes = add(
            "Cast", [add("Gather", [narrow, ids], f"{table}.rows")], f"{table}.floats", to=onnx.TensorProto.FLOAT
        )
        scales = add("Gather", [constant(f"{table}.scale", scale.astype(np.float32)), ids], f"{table}.scales")
        return add("Mul", [codes, scales], f"{table}.vectors")

    def normed(name: str, x: str) -> str:
        inputs = [
            x,
            constant(f"{name}.weight", tensors[f"{name}.weight"]),
            constant(f"{name}.bias", tensors[f"{name}.bias"]),
        ]
        return add("LayerNormalization", inputs, f"{name}.out", axis=-1, epsilon=1e-5)

    x = add("Add", [look_up("bare", "bare"), look_up("cases", "cases")], "embedded")
    axis = constant("axis", np.array([1]))
    first, end = constant("first", np.array([0])), constant("end", np.array([2**31]))
    for number, block in enumerate(model.blocks):
        name, dilation = f"blocks.{number}", block.dilation
        y = normed(f"{name}.norm", x)
        gap = constant(f"{name}.gap", np.zeros((1, dilation, width), dtype=np.float32))
        step, back = constant(f"{name}.step", np.array([dilation])), constant(f"{name}.back", np.array([-dilation]))
        before = add("Slice", [add("Concat", [gap, y], f"{name}.later", axis=1), first, back, axis], f"{name}.before")
        after = add("Slice", [add("Concat", [y, gap], f"{name}.sooner", axis=1), step, end, axis], f"{name}.after")
        around = add("Concat", [before, y, after], f"{name}.around", axis=2)
        weight = constant(f"{name}.weight", np.ascontiguousarray(tensors[f"{name}.mix.weight"].T))
        mixed = add(
            "Add",
            [add("MatMul", [around, weight], f"{name}.product"), constant(f"{name}.bias", tensors[f"{name}.mix.bias"])],
            f"{name}.mixed",
        )
        nodes.append(onnx.helper.make_node("Split", [mixed], [f"{name}.value", f"{name}.gate"], axis=2, num_outputs=2))
        gated = add("Mul", [f"{name}.value", add("Sigmoid", [f"{name}.gate"], f"{name}.open")], f"{name}.gated")
        x = add("Add", [x, gated], f"{name}.out")
    vectors = add(
        "Unsqueeze", [add("Squeeze", [normed("norm", x), first], "places"), constant("last", np.array([2]))], "columns"
    )
    products = add(
        "Squeeze",
        [add("MatMul", [look_up("words", "candidates"), vectors], "dots"), constant("third", np.array([2]))],
        "products",
    )
    add("Add", [products, add("Gather", [constant("bias", tensors["bias"]), "candidates"], "biases")], "scores")
    integers = onnx.TensorProto.INT64
    graph = onnx.helper.make_graph(
        nodes,
        "tagger",
        [
            onnx.helper.make_tensor_value_info("bare", integers, [1, "words"]),
            onnx.helper.make_tensor_value_info("cases", integers, [1, "words"]),
            onnx.helper.make_tensor_value_info("candidates", integers, ["words", "readings"]),
        ],
        [onnx.helper.make_tensor_value_info("scores", onnx.TensorProto.FLOAT, ["words", "readings"])],
        kept,
    )
    made = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 18)], ir_version=9)
    onnx.checker.check_model(made)
    quantize_dynamic(made, path, op_types_to_quantize=["MatMul"], nodes_to_exclude=["dots"], per_channel=True)
