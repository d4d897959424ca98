"""Decoding: the posterior of every reading of every token, by forward-backward over whole sentences.

Coarse to fine: a pass with word pairs over all readings leaves a few per token, a pass with triples decides. Both
run over many sentences at once, so that numpy does the work.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ntm_extract.restore.language_model import Floats, LanguageModel

Numbers = npt.NDArray[np.uint64]
Positions = npt.NDArray[np.int64]

_NEVER = np.float32(-1e4)
_BATCH = 3_000_000
_BOUNDARY: Numbers = np.zeros((), dtype=np.uint64)


@dataclass(frozen=True)
class LatticeSettings:
    """How the lattice is decoded.

    Attributes:
        weight: of the language model against the channel.
        kept: readings per token that the pass with triples looks at.
        longest: tokens decoded in one piece; longer sentences are cut (their context is lost at the cut only).
    """

    weight: float = 0.8
    kept: int = 6
    longest: int = 120


def decode(
    model: LanguageModel, words: Numbers, costs: Floats, sentences: list[tuple[int, int]], settings: LatticeSettings
) -> tuple[Positions, Floats]:
    """Give for each token its best readings and their posteriors.

    Args:
        model: the language model.
        words: tokens x readings, word numbers.
        costs: tokens x readings, channel costs; infinite where a token has fewer readings.
        sentences: (first, past-the-last) token of each sentence.
        settings: see `LatticeSettings`.

    Returns:
        tokens x kept: columns of `words`, best first, and their posteriors (0 where there are fewer readings).
    """
    tokens, readings = words.shape
    kept = min(settings.kept, readings)
    order = np.zeros((tokens, kept), dtype=np.int64)
    posterior = np.zeros((tokens, kept), dtype=np.float32)
    pieces = [
        (at, min(at + settings.longest, end)) for start, end in sentences for at in range(start, end, settings.longest)
    ]
    pieces.sort(key=lambda piece: piece[0] - piece[1])
    at = 0
    while at < len(pieces):
        length = pieces[at][1] - pieces[at][0]
        many = max(1, _BATCH // (length * readings * readings))
        batch = pieces[at : at + many]
        at += len(batch)
        grid = np.full((len(batch), length), -1)
        for row, (start, end) in enumerate(batch):
            grid[row, : end - start] = np.arange(start, end)
        _decode_batch(model, words, costs, grid, settings.weight, order, posterior)
    return order, posterior


def _decode_batch(
    model: LanguageModel,
    words: Numbers,
    costs: Floats,
    grid: Positions,
    weight: float,
    order: Positions,
    posterior: Floats,
) -> None:
    inside = grid >= 0
    lengths = inside.sum(axis=1)
    safe = np.where(inside, grid, 0)
    kept = order.shape[1]

    w = np.where(inside[:, :, None], words[safe], 0)
    emit = np.where(inside[:, :, None], -costs[safe], _NEVER)
    emit[:, :, 0] = np.where(inside, emit[:, :, 0], 0.0)
    emit = np.maximum(emit, _NEVER).astype(np.float32)
    coarse = _pair_posterior(model, w, emit, lengths, weight)
    best = (
        np.argpartition(-coarse, kept - 1, axis=2)[:, :, :kept]
        if kept < coarse.shape[2]
        else (np.broadcast_to(np.arange(kept), coarse.shape).copy())
    )

    w, emit = np.take_along_axis(w, best, 2), np.take_along_axis(emit, best, 2)
    fine = _triple_posterior(model, w, emit, lengths, weight)
    ranks = np.argsort(-fine, axis=2, kind="stable")
    at = grid[inside]
    order[at] = np.take_along_axis(best, ranks, 2)[inside]
    posterior[at] = np.take_along_axis(fine, ranks, 2)[inside]


def _pair_posterior(model: LanguageModel, w: Numbers, emit: Floats, lengths: Positions, weight: float) -> Floats:
    pieces, length, readings = w.shape
    step = np.full((pieces, length, readings, readings), _NEVER, dtype=np.float32)
    before = np.zeros_like(w)
    before[:, 1:] = w[:, :-1]
    usable = emit > _NEVER
    usable_before = _shift(usable, 1)
    s, t, i, j = np.nonzero(usable_before[:, :, :, None] & usable[:, :, None, :])
    step[s, t, i, j] = model.score_pairs(before[s, t, i], w[s, t, j])[0] * weight
    step += emit[:, :, None, :]

    forward = np.full((pieces, length + 1, readings), _NEVER, dtype=np.float32)
    forward[:, 0, 0] = 0
    backward = np.zeros((pieces, length + 1, readings), dtype=np.float32)
    for row, last in enumerate(lengths):
        backward[row, last] = model.score_pairs(w[row, last - 1], _BOUNDARY)[0] * weight
    active = _active(lengths, length)
    for k in range(length):
        n = active[k]
        forward[:n, k + 1] = _add(forward[:n, k, :, None] + step[:n, k], 1)
    for k in range(length - 1, 0, -1):
        n = active[k]
        backward[:n, k] = _add(step[:n, k] + backward[:n, k + 1, None, :], 2)
    joint: Floats = forward[:, 1:] + backward[:, 1:]
    return joint


def _triple_posterior(model: LanguageModel, w: Numbers, emit: Floats, lengths: Positions, weight: float) -> Floats:
    pieces, length, readings = w.shape
    usable = emit > _NEVER

    before = np.zeros_like(w)
    before[:, 1:] = w[:, :-1]
    ok1, ok2 = _shift(usable, 1), _shift(usable, 2)
    shape = (pieces, length, readings, readings)
    pair_score = np.full(shape, _NEVER, dtype=np.float32)
    pair_number = np.full(shape, -1, dtype=np.int64)
    s, t, i, j = np.nonzero(ok1[:, :, :, None] & usable[:, :, None, :])
    pair_score[s, t, i, j], pair_number[s, t, i, j] = model.score_pairs(before[s, t, i], w[s, t, j])

    step = np.full((*shape, readings), _NEVER, dtype=np.float32)
    context = np.full(shape, -1, dtype=np.int64)
    context[:, 1:] = pair_number[:, :-1]
    s, t, h, i, j = np.nonzero(ok2[:, :, :, None, None] & ok1[:, :, None, :, None] & usable[:, :, None, None, :])
    step[s, t, h, i, j] = weight * model.score_triples(context[s, t, h, i], w[s, t, j], pair_score[s, t, i, j])
    step += emit[:, :, None, None, :]

    forward = np.full((pieces, length + 1, readings, readings), _NEVER, dtype=np.float32)
    forward[:, 0, 0, 0] = 0
    backward = np.zeros((pieces, length + 1, readings, readings), dtype=np.float32)
    for row, last in enumerate(lengths):
        end_pair, _ = model.score_pairs(w[row, last - 1], _BOUNDARY)
        ending = model.score_triples(
            pair_number[row, last - 1], _BOUNDARY, np.broadcast_to(end_pair, (readings, readings))
        )
        backward[row, last] = weight * ending
    active = _active(lengths, length)
    for k in range(length):
        n = active[k]
        forward[:n, k + 1] = _add(forward[:n, k, :, :, None] + step[:n, k], 1)
    for k in range(length - 1, 0, -1):
        n = active[k]
        backward[:n, k] = _add(step[:n, k] + backward[:n, k + 1, None, :, :], 3)
    joint = forward[:, 1:] + backward[:, 1:]
    total = _add(joint, 2)
    posterior: Floats = np.exp(total - _add(total, 2)[:, :, None])
    return posterior


def _shift(usable: npt.NDArray[np.bool_], by: int) -> npt.NDArray[np.bool_]:
    """Say which readings stand `by` tokens before; before the first token, one boundary."""
    moved = np.zeros_like(usable)
    moved[:, by:] = usable[:, : max(usable.shape[1] - by, 0)]
    moved[:, :by, 0] = True
    return moved


def _active(lengths: Positions, length: int) -> list[int]:
    """Give how many pieces (sorted, longest first) reach beyond each position."""
    return [int(np.searchsorted(-lengths, -k, side="left")) for k in range(length)]


def _add(scores: Floats, axis: int) -> Floats:
    """Add probabilities given as logs along an axis."""
    top = scores.max(axis=axis, keepdims=True)
    summed: Floats = np.squeeze(top, axis) + np.log(np.exp(scores - top).sum(axis=axis))
    return summed
