"""Changing a text and keeping account of it: normalisation, edits, and the alignment of both."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ntm_extract.alignment import Alignment


class Edit(NamedTuple):
    """A span of a text and what stands there instead."""

    start: int
    end: int
    text: str


SPACE = re.compile(r"(\s+)")


def normalize(source: str) -> tuple[str, Alignment]:
    """Give the text in NFC, and how its chunks between spaces map to it."""
    if unicodedata.is_normalized("NFC", source):
        return source, Alignment.identity(len(source))
    chunks = [(chunk, unicodedata.normalize("NFC", chunk)) for chunk in SPACE.split(source) if chunk]
    return "".join(target for _, target in chunks), Alignment.of_pieces(chunks)


def compose(first: Alignment, second: Alignment) -> Alignment:
    """Join the maps source → NFC and NFC → restored, cut wherever both can be cut."""
    inside = [(a, b) for a, b, c, d in second.pieces if b - a != d - c]
    starts = [a for a, _ in inside]
    cuts = [(0, 0)]
    for _, s1, _, m1 in first.pieces:
        near = bisect_left(starts, m1) - 1
        if near < 0 or inside[near][1] <= m1:
            cuts.append((s1, second.to_target(m1 - 1, m1)[1]))
    return Alignment(tuple((s0, s1, t0, t1) for (s0, t0), (s1, t1) in pairwise(cuts)))


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, Alignment]:
    """Put the edits (in order, disjoint) into the text."""
    pairs: list[tuple[str, str]] = []
    at = 0
    for edit in edits:
        if edit.start > at:
            pairs.append((text[at : edit.start], text[at : edit.start]))
        pairs.append((text[edit.start : edit.end], edit.text))
        at = edit.end
    if at < len(text):
        pairs.append((text[at:], text[at:]))
    return "".join(target for _, target in pairs), Alignment.of_pieces(pairs)
