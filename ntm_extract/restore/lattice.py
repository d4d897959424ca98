"""Decoding: the posterior of every reading of every token, over whole sentences.

Coarse to fine: the best path through each reading by word pairs leaves a few readings per token, then a
forward-backward pass with triples gives their posteriors. Both run over many sentences at once, so that numpy does the
work; what stands beside each other more than once is looked up once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ntm_extract.restore.language_model import Floats, LanguageModel, Numbers

Positions = npt.NDArray[np.int64]

_NEVER = np.float32(-1e4)
_BATCH = 1_500_000
_BOUNDARY: Numbers = np.zeros((), dtype=np.uint32)


@dataclass(frozen=True)
class LatticeSettings:
    """How the lattice is decoded.

    Attributes:
        weight: of the language model against the channel.
        kept: readings per token that the pass with triples looks at.
        beam: of these, only such whose best path is no worse than the token's best by so much (natural log).
        longest: tokens decoded in one piece; longer sentences are cut (their context is lost at the cut only).
    """

    weight: float = 0.85
    kept: int = 5
    beam: float = 7.5
    longest: int = 120


def decode(
    model: LanguageModel,
    words: Numbers,
    costs: Floats,
    kinds: Positions,
    sentences: Sequence[tuple[int, int]],
    settings: LatticeSettings,
) -> tuple[Positions, Floats]:
    """Give for each token its best readings and their posteriors.

    Args:
        model: the language model.
        words: tokens x readings, word numbers.
        costs: tokens x readings, channel costs, the likeliest readings first; infinite where there are fewer.
        kinds: tokens of one kind have the same words, so that what is found for them serves again.
        sentences: (first, past-the-last) token of each sentence.
        settings: see `LatticeSettings`.

    Returns:
        tokens x kept: columns of `words`, best first, and their posteriors (0 where there are fewer readings).
    """
    tokens, readings = words.shape
    kept = min(settings.kept, readings)
    order = np.zeros((tokens, kept), dtype=np.int64)
    posterior = np.zeros((tokens, kept), dtype=np.float32)
    many = np.isfinite(costs).sum(axis=1)
    pieces = [
        (-(-int(many[at : (end := min(at + settings.longest, last))].max()) // 8), end - at, at)
        for start, last in sentences
        for at in range(start, last, settings.longest)
    ]
    pieces.sort(key=lambda piece: (piece[0], -piece[1]))
    at = 0
    while at < len(pieces):
        eights, length, _ = pieces[at]
        columns = min(8 * eights, readings)
        most = max(1, _BATCH // (length * columns * columns))
        batch = [piece for piece in pieces[at : at + most] if piece[0] == eights]
        at += len(batch)
        grid = np.full((len(batch), length), -1)
        for row, (_, size, start) in enumerate(batch):
            grid[row, :size] = np.arange(start, start + size)
        _decode_batch(model, words[:, :columns], costs[:, :columns], kinds, grid, settings, order, posterior)
    return order, posterior


def _decode_batch(
    model: LanguageModel,
    words: Numbers,
    costs: Floats,
    kinds: Positions,
    grid: Positions,
    settings: LatticeSettings,
    order: Positions,
    posterior: Floats,
) -> None:
    inside = grid >= 0
    lengths = inside.sum(axis=1)
    safe = np.where(inside, grid, 0)
    w = words[safe]
    emit = np.maximum(-costs[safe], _NEVER)
    emit[~inside] = _NEVER
    emit[:, :, 0] = np.where(inside, emit[:, :, 0], 0.0)
    coarse = _best_paths(model, w, emit, kinds[safe], lengths, settings.weight)
    kept = min(order.shape[1], coarse.shape[2])
    if kept < coarse.shape[2]:
        best = np.argpartition(-coarse, kept - 1, axis=2)[:, :, :kept]
        w, emit, coarse = (np.take_along_axis(array, best, 2) for array in (w, emit, coarse))
    else:
        best = np.broadcast_to(np.arange(kept), coarse.shape)
    emit = np.where(coarse >= coarse.max(axis=2, keepdims=True) - settings.beam, emit, _NEVER)
    # The pass takes the first column for the start of a piece; any reading may be dropped but that one.
    ahead = np.argsort(-coarse, axis=2, kind="stable")
    best, w, emit = (np.take_along_axis(array, ahead, 2) for array in (best, w, emit))
    fine = _posteriors(model, w, emit, lengths, settings.weight)
    ranks = np.argsort(-fine, axis=2, kind="stable")
    at = grid[inside]
    order[at, :kept] = np.take_along_axis(best, ranks, 2)[inside]
    posterior[at, :kept] = np.take_along_axis(fine, ranks, 2)[inside]


def _best_paths(
    model: LanguageModel, w: Numbers, emit: Floats, kinds: Positions, lengths: Positions, weight: float
) -> Floats:
    """Give the score of the best path through each reading, by word pairs."""
    pieces, length, readings = w.shape
    usable = emit > _NEVER
    codes = (kinds[:, :-1].astype(np.int64) << 32) | kinds[:, 1:]
    _, firsts, which = np.unique(codes, return_index=True, return_inverse=True)
    before, after = w[:, :-1].reshape(-1, readings)[firsts], w[:, 1:].reshape(-1, readings)[firsts]
    both = usable[:, :-1].reshape(-1, readings)[firsts, :, None] & usable[:, 1:].reshape(-1, readings)[firsts, None, :]
    pair, i, j = np.nonzero(both)
    scores = np.full((len(firsts), readings, readings), _NEVER, dtype=np.float32)
    scores[pair, i, j] = model.score_pairs(before[pair, i], after[pair, j])[0] * weight
    which = which.reshape(pieces, max(length - 1, 0))

    forward = np.full((pieces, length, readings), _NEVER, dtype=np.float32)
    forward[:, 0] = model.score_pairs(_BOUNDARY, w[:, 0])[0] * weight + emit[:, 0]
    backward = np.full_like(forward, _NEVER)
    at_end = lengths - 1
    rows = np.arange(pieces)
    backward[rows, at_end] = model.score_pairs(w[rows, at_end], _BOUNDARY)[0] * weight
    active = _active(lengths, length)
    for k in range(1, length):
        n = active[k]
        forward[:n, k] = (forward[:n, k - 1, :, None] + scores[which[:n, k - 1]]).max(axis=1) + emit[:n, k]
    for k in range(length - 1, 0, -1):
        n = active[k]
        onward = backward[:n, k] + emit[:n, k]
        backward[:n, k - 1] = (scores[which[:n, k - 1]] + onward[:, None, :]).max(axis=2)
    joint: Floats = forward + backward
    return joint


def _posteriors(model: LanguageModel, w: Numbers, emit: Floats, lengths: Positions, weight: float) -> Floats:
    """Give the posterior of each reading by word triples."""
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
    rows = np.arange(pieces)
    end_pair, _ = model.score_pairs(w[rows, lengths - 1], _BOUNDARY)
    ending = model.score_triples(
        pair_number[rows, lengths - 1], _BOUNDARY, np.broadcast_to(end_pair[:, None, :], pair_number[:, 0].shape)
    )
    backward[rows, lengths] = weight * ending
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
