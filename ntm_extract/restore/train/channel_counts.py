"""From pages that were printed and misread to what a misreading costs: of onsets and rimes as wholes, and of letters.

A cost is the natural log-odds of the misreading against the reading that only loses marks, as in
`ntm_extract.restore.channel`. Letters are counted in the way of Brill and Moore (2000): what differs in the cheapest
alignment of a printed and a read syllable is taken with up to one letter on either side.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

from ntm_extract.restore.channel import load_rules
from ntm_extract.restore.hooks import attach_signs
from ntm_extract.restore.tokens import cut_chunk
from ntm_extract.restore.units import ChannelSettings, Units, split_tone
from ntm_extract.writing.orthography import ONSETS, is_syllable, place_tone, split_syllable, strip_marks

Pieces = dict[str, Counter[str]]
Costs = dict[str, dict[str, float]]

DEAREST = 7.0
"""Misreadings that cost more are not kept."""

_MOST_PRINTED, _MOST_READ = 2, 3
_SUBSTITUTED, _LEFT_OUT, _PUT_IN = 1.0, 1.01, 0.99


class Pair(NamedTuple):
    """A printed syllable, the token read for it, and how often; all in small letters."""

    printed: str
    read: str
    times: int


def syllable_pairs(words: Mapping[tuple[str, str], int]) -> Iterator[Pair]:
    """Give the pairs of printed and read words that are one syllable on paper and one token as read."""
    for (printed, read), count in words.items():
        left = [token.text for token in cut_chunk(printed) if token.kind == "word"]
        right = [token.text for token in attach_signs(cut_chunk(read), read) if token.kind == "word"]
        if len(left) == len(right) == 1 and is_syllable(syllable := place_tone(left[0].lower())):
            yield Pair(syllable, right[0].lower(), count)


def count_pieces(pairs: Iterable[Pair]) -> tuple[Pieces, Pieces]:
    """Cut each token read where the written rules put the cut between onset and rime, and count both pieces."""
    kept = list(pairs)
    rules, settings = load_rules(), ChannelSettings()
    onset_units = Units(ONSETS, rules, {}, settings)
    rime_units = Units({split_syllable(printed)[1] for printed, _, _ in kept}, rules, {}, settings)
    onsets: Pieces = defaultdict(Counter)
    rimes: Pieces = defaultdict(Counter)
    for printed, read, count in kept:
        onset, rime = split_syllable(printed)
        best = min(
            (dict(onset_units.read(read[:cut])).get(onset, 9.0) + dict(rime_units.read(read[cut:])).get(rime, 9.0), cut)
            for cut in range(min(len(read), 5) + 1)
        )
        if best[0] < 9.0:
            onsets[onset][read[: best[1]]] += count
            rimes[rime][read[best[1] :]] += count
    return onsets, rimes


def piece_costs(pieces: Pieces, least: int) -> Costs:
    """Give read → printed → cost of pieces that were misread at least so often."""
    found: Costs = defaultdict(dict)
    for printed, reads in sorted(pieces.items()):
        plain = reads[strip_marks(printed)] + 0.1 * sum(reads.values()) + 0.5
        for read, count in sorted(reads.items()):
            if count >= least and read != strip_marks(printed):
                found[read][printed] = round(min(max(math.log(plain / count), 0.0), DEAREST), 1)
    return found


class _Step(NamedTuple):
    """One step of an alignment: printed letters [i, i2) were read as [j, j2)."""

    i: int
    i2: int
    j: int
    j2: int
    same: bool


def align_letters(printed: str, read: str) -> list[_Step]:
    """Align the letters of two words, those that are alike without marks for nothing: `sức` and `sire`."""
    a, b = [strip_marks(c) for c in printed], [strip_marks(c)[:1] or c for c in read]
    costs = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
    back: dict[tuple[int, int], _Step] = {}
    for i, j in product(range(len(a) + 1), range(len(b) + 1)):
        ways = []
        if i and j:
            same = a[i - 1] == b[j - 1]
            ways.append((costs[i - 1][j - 1] + (0.0 if same else _SUBSTITUTED), _Step(i - 1, i, j - 1, j, same)))
        if j:
            ways.append((costs[i][j - 1] + _PUT_IN, _Step(i, i, j - 1, j, False)))
        if i:
            ways.append((costs[i - 1][j] + _LEFT_OUT, _Step(i - 1, i, j, j, False)))
        if ways:
            costs[i][j], back[i, j] = min(ways, key=lambda way: way[0])
    steps = []
    at = (len(a), len(b))
    while at != (0, 0):
        steps.append(back[at])
        at = (back[at].i, back[at].j)
    return steps[::-1]


def count_letters(pairs: Iterable[Pair]) -> tuple[Counter[str], Pieces]:
    """Count groups of printed letters (without tone), and what was read for them where it differs."""
    printed_counts: Counter[str] = Counter()
    misread: Pieces = defaultdict(Counter)
    for printed, read, count in pairs:
        flat = split_tone(printed)[0]
        steps = align_letters(flat, read)
        if sum(not step.same for step in steps) > max(2, 0.7 * len(flat)):
            continue  # not this word
        for size in range(1, _MOST_PRINTED + 1):
            for i in range(len(flat) - size + 1):
                printed_counts[flat[i : i + size]] += count
        for start, end in _runs(steps):
            for first, last in product({start, max(start - 1, 0)}, {end, min(end + 1, len(steps))}):
                group = flat[steps[first].i : steps[last - 1].i2]
                seen = read[steps[first].j : steps[last - 1].j2]
                if 1 <= len(group) <= _MOST_PRINTED and 1 <= len(seen) <= _MOST_READ:
                    misread[group][seen] += count
    return printed_counts, misread


def _runs(steps: list[_Step]) -> Iterator[tuple[int, int]]:
    """Give the longest runs of steps that differ."""
    start = 0
    while start < len(steps):
        end = start
        while end < len(steps) and not steps[end].same:
            end += 1
        if end > start:
            yield start, end
        start = end + 1


def letter_costs(printed_counts: Counter[str], misread: Pieces, least: int) -> Costs:
    """Give printed → read → cost of groups of letters that were misread at least so often."""
    found: Costs = {}
    for group, reads in sorted(misread.items()):
        reads = Counter({read: n for read, n in reads.items() if strip_marks(read) != strip_marks(group)})
        plain = max(printed_counts[group] - reads.total(), 0.2 * printed_counts[group], 1) + 1
        kept = {read: max(math.log(plain / n), 0.3) for read, n in sorted(reads.items()) if n >= least}
        kept = {read: round(cost, 1) for read, cost in kept.items() if cost < DEAREST}
        if kept:
            found[group] = kept
    return found


def write_misreadings(words: Mapping[tuple[str, str], int], path: Path, least: int = 2) -> None:
    """Count the pairs of printed and read words and write `misreadings.json`; letters need one count more."""
    pairs = list(syllable_pairs(words))
    onsets, rimes = count_pieces(pairs)
    tables = {
        "onsets": piece_costs(onsets, least),
        "rimes": piece_costs(rimes, least),
        "letters": letter_costs(*count_letters(pairs), least + 1),
    }
    path.write_text(json.dumps(tables, ensure_ascii=False, sort_keys=True, indent=0) + "\n", encoding="utf-8")
