"""Interpolated modified Kneser-Ney trigrams, two of them mixed into one, pruned by what each n-gram is worth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ntm_extract.restore.language_model import Floats, Keys, LanguageModel, Numbers

_SHIFT = np.uint64(16)
_LOW = np.uint64(0xFFFF)
_FLOOR = 1e-12


def estimate(encoded: npt.NDArray[np.int64], words: tuple[str, ...]) -> tuple[LanguageModel, npt.NDArray[np.int64]]:
    """Estimate an unpruned model from word numbers (0 between sentences); give it and the triples' counts.

    The boundary resets the context: triples with a boundary before their last word are not counted, and the
    pair (boundary, w) keeps its raw count, as a sentence start has no predecessor.
    """
    a = encoded.astype(np.uint64)
    raw = (a[:-2] << np.uint64(32)) | (a[1:-1] << _SHIFT) | a[2:]
    triples, triple_counts = np.unique(raw[a[1:-1] != 0], return_counts=True)
    del raw

    first = (a[:-1] << _SHIFT) | a[1:]
    starts, start_counts = np.unique(first[a[:-1] == 0], return_counts=True)
    del first
    pairs, continued = np.unique(triples & np.uint64(0xFFFFFFFF), return_counts=True)
    pairs = np.concatenate((starts, pairs))
    pair_counts = np.concatenate((start_counts, continued))
    order = np.argsort(pairs)
    pairs, pair_counts = pairs[order], pair_counts[order]

    size = len(words)
    unit_counts = np.bincount((pairs & _LOW).astype(np.int64), minlength=size).astype(float)
    smooth = np.maximum(unit_counts - 0.75, 0) / unit_counts.sum()
    unigrams = smooth + (1 - smooth.sum()) / size

    left = (pairs >> _SHIFT).astype(np.int64)
    right = (pairs & _LOW).astype(np.int64)
    pair_probs, word_gammas = _interpolate(pair_counts, left, size, unigrams[right])

    contexts = triples >> _SHIFT
    pair_of = np.searchsorted(pairs, contexts)
    lower = np.searchsorted(pairs, triples & np.uint64(0xFFFFFFFF))
    triple_probs, pair_gammas = _interpolate(triple_counts, pair_of, len(pairs), pair_probs[lower])

    model = LanguageModel(
        words=words,
        unigrams=_log(unigrams),
        word_backoffs=_log(word_gammas),
        pair_keys=pairs.astype(np.uint32),
        pair_scores=_log(pair_probs),
        pair_backoffs=_log(pair_gammas),
        triple_keys=(pair_of.astype(np.uint64) << _SHIFT) | (triples & _LOW),
        triple_scores=_log(triple_probs),
    )
    return model, triple_counts


def _interpolate(
    counts: npt.NDArray[np.int64], context: npt.NDArray[np.int64], contexts: int, lower: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Give the probabilities of n-grams and the weights that their contexts leave to the lower order."""
    n = [int((counts == k).sum()) for k in (1, 2, 3, 4)]
    y = n[0] / max(n[0] + 2 * n[1], 1)
    discounts = np.array([0.0, *(max(k - (k + 1) * y * n[k] / max(n[k - 1], 1), 0.1) for k in (1, 2, 3))])
    taken = discounts[np.minimum(counts, 3)]
    totals = np.bincount(context, weights=counts, minlength=contexts)
    left = np.bincount(context, weights=taken, minlength=contexts)
    gammas = np.where(totals > 0, left / np.maximum(totals, 1), 1.0)
    return (counts - taken) / totals[context] + gammas[context] * lower, gammas


def mix(
    models: list[tuple[LanguageModel, npt.NDArray[np.int64]]], shares: list[float], triples_kept: int, least_pair: float
) -> LanguageModel:
    """Mix models of one vocabulary by `shares` (summing to 1) and keep the `triples_kept` n-grams worth most.

    An n-gram's worth is its count (weighted by the shares) times the log-probability lost by backing off, as in
    weighted-difference pruning. Back-off weights are then set so that each context sums to one.
    """
    parts = [model for model, _ in models]
    size = len(parts[0].words)
    unigrams = sum(share * np.exp(m.unigrams.astype(float)) for m, share in zip(parts, shares, strict=True))
    assert isinstance(unigrams, np.ndarray)

    full = np.unique(np.concatenate([_expand(m) for m in parts]))
    worth_counts = np.zeros(len(full))
    for (model, counts), share in zip(models, shares, strict=True):
        worth_counts[np.searchsorted(full, _expand(model))] += share * counts
    u, v, w = full >> np.uint64(32), (full >> _SHIFT) & _LOW, full & _LOW
    probs = sum(share * np.exp(_score(m, u, v, w).astype(float)) for m, share in zip(parts, shares, strict=True))

    pairs = np.unique(np.concatenate([m.pair_keys for m in parts])).astype(np.uint64)
    pair_probs = sum(
        share * np.exp(m.score_pairs(_narrow(pairs >> _SHIFT), _narrow(pairs & _LOW))[0].astype(float))
        for m, share in zip(parts, shares, strict=True)
    )
    assert isinstance(probs, np.ndarray) and isinstance(pair_probs, np.ndarray)
    pair_mass = np.zeros(len(pairs))
    np.add.at(pair_mass, np.searchsorted(pairs, full & np.uint64(0xFFFFFFFF)), worth_counts)

    context = np.searchsorted(pairs, full >> _SHIFT)
    lower = np.searchsorted(pairs, full & np.uint64(0xFFFFFFFF))
    backoffs = _backoffs(context, probs, pair_probs[lower], len(pairs))
    worth = worth_counts * (np.log(probs) - np.log(backoffs[context] * pair_probs[lower]))
    kept = np.ones(len(full), dtype=bool)
    if len(full) > triples_kept:
        kept = worth >= np.partition(worth, len(full) - triples_kept)[len(full) - triples_kept]

    keep_pair = pair_mass >= least_pair
    keep_pair[context[kept]] = True
    keep_pair[pairs >> _SHIFT == 0] = True
    renumber = np.cumsum(keep_pair) - 1
    context, lower, probs, full = context[kept], lower[kept], probs[kept], full[kept]

    left = (pairs >> _SHIFT).astype(np.int64)
    right = (pairs & _LOW).astype(np.int64)
    word_backoffs = _backoffs(left[keep_pair], pair_probs[keep_pair], unigrams[right[keep_pair]], size)
    lower_probs = np.where(keep_pair, pair_probs, word_backoffs[left] * unigrams[right])
    pair_backoffs = _backoffs(renumber[context], probs, lower_probs[lower], int(keep_pair.sum()))
    return LanguageModel(
        words=parts[0].words,
        unigrams=_log(unigrams),
        word_backoffs=_log(word_backoffs),
        pair_keys=pairs[keep_pair].astype(np.uint32),
        pair_scores=_log(pair_probs[keep_pair]),
        pair_backoffs=_log(pair_backoffs),
        triple_keys=(renumber[context].astype(np.uint64) << _SHIFT) | (full & _LOW),
        triple_scores=_log(probs),
    )


def _backoffs(
    context: npt.NDArray[np.int64], probs: npt.NDArray[np.float64], lower: npt.NDArray[np.float64], contexts: int
) -> npt.NDArray[np.float64]:
    seen = np.bincount(context, weights=probs, minlength=contexts)
    seen_lower = np.bincount(context, weights=lower, minlength=contexts)
    return np.clip((1 - seen) / np.maximum(1 - seen_lower, 1e-6), 1e-6, 1.0 + 1e-6)


def _expand(model: LanguageModel) -> Keys:
    return (model.pair_keys[(model.triple_keys >> _SHIFT).astype(np.int64)].astype(np.uint64) << _SHIFT) | (
        model.triple_keys & _LOW
    )


def _score(model: LanguageModel, u: Keys, v: Keys, w: Keys) -> Floats:
    first, second, third = _narrow(u), _narrow(v), _narrow(w)
    lower, _ = model.score_pairs(second, third)
    _, pair = model.score_pairs(first, second)
    return model.score_triples(pair, third, lower)


def _narrow(words: Keys) -> Numbers:
    return words.astype(np.uint32)


def _log(values: npt.NDArray[np.float64]) -> Floats:
    return np.log(np.maximum(values, _FLOOR)).astype(np.float32)
