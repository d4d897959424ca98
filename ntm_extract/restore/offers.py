"""What the readers of a picture offer for words in doubt: candidates of whole words, brought down to tokens.

A reader that saw the picture knows better than any table of confusions what a word may be. Its candidates become the
readings of the tokens they consist of; figures and signs are never decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ntm_extract.restore.tokens import Token, cut_chunk


class Offer(NamedTuple):
    """A word in doubt: its span in the text, and what it may be with probabilities, first what stands there."""

    start: int
    end: int
    candidates: tuple[tuple[str, float], ...]


Shares = tuple[tuple[str, float], ...]
"""Spellings in small letters with probabilities, the likeliest first."""


def share_out(offers: Iterable[Offer], tokens: Sequence[Token]) -> dict[int, Shares]:
    """Give for tokens in doubt what they may be.

    A candidate counts if it is cut into the same words and numbers as what stands there: of `(ĐỂN` and `(ĐẾN` the token
    `ĐỂN` may be `đến`; `2O25` and `2025` differ in kind and say nothing.

    Args:
        offers: disjoint, in order of `start`.
        tokens: of the text, in order.

    Returns:
        By the number of the token.
    """
    found: dict[int, Shares] = {}
    at = 0
    for offer in offers:
        while at < len(tokens) and tokens[at].start < offer.start:
            at += 1
        first = at
        while at < len(tokens) and tokens[at].end <= offer.end:
            at += 1
        for number, shares in zip(range(first, at), _by_token(tokens[first:at], offer), strict=True):
            if shares:
                found[number] = shares
    return found


def _by_token(tokens: Sequence[Token], offer: Offer) -> list[Shares]:
    """Add up, for each token of a word, the probabilities of its spellings."""
    kinds = [token.kind for token in tokens]
    sums: list[dict[str, float]] = [defaultdict(float) for _ in tokens]
    for text, probability in offer.candidates:
        cut = [token for token in cut_chunk(text) if token.kind != "boundary"]
        if [token.kind for token in cut] == kinds:
            for own, token in zip(sums, cut, strict=True):
                own[token.text.lower()] += probability
    return [_ranked(own) if token.kind == "word" else () for own, token in zip(sums, tokens, strict=True)]


def _ranked(sums: Mapping[str, float]) -> Shares:
    """Rank shares, rounded so that words that are alike share their work."""
    return tuple(sorted(((text, round(p, 3)) for text, p in sums.items()), key=lambda share: -share[1]))
