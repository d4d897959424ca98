"""Which onsets or rimes the letters read may have been: all edit distances of many pieces at once.

A piece of a token is compared with every unit of a closed set (the onsets, or the rimes). The units stand in a tree by
their letters; the costs of reaching each node after each letter read are worked out level by level for all pieces of
one length together, so that numpy does the work.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ntm_extract.restore.language_model import Floats
from ntm_extract.writing.orthography import strip_marks

Readings = list[tuple[str, float]]
"""Spellings with their costs, cheapest first."""

Rules = Mapping[str, Mapping[str, float]]
"""Printed letters (without tone) → letters read → cost."""

_TONES = "\u0301\u0300\u0309\u0303\u0323"
_TOGETHER = 256
_NEVER = np.float32(1e9)

Places = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ChannelSettings:
    """Costs (natural log-odds) of what no rule names, and limits of the search.

    Attributes:
        swap, drop, lose: any letter for another; a read letter without origin; a printed letter that left no trace.
        drop_symbol: a read symbol (£, *, ’) without origin.
        foreign_mark, own_mark: a mark that stands but is wrong, on a letter English engines also write (é, ô)
            or not (ơ, ạ).
        budget: readings dearer than this beyond the cheapest are not looked at.
        longest: longer tokens (letters) have no readings.
        remembered: tokens, and pieces of them, whose readings are kept in memory.
    """

    swap: float = 6.5
    drop: float = 5.5
    lose: float = 5.5
    drop_symbol: float = 2.5
    foreign_mark: float = 0.8
    own_mark: float = 3.5
    budget: float = 6.8
    longest: int = 24
    remembered: int = 10_000


def split_tone(text: str) -> tuple[str, str]:
    """Take the tone marks out: `iệp` → (`iêp`, U+0323)."""
    if text.isascii():
        return text, ""
    decomposed = unicodedata.normalize("NFD", text)
    tones = "".join(c for c in decomposed if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES)), tones


class _Target(NamedTuple):
    """Where a rule leads: from `bases` to `nodes` (of one level), at `costs`, for the letters that it reads."""

    nodes: Places
    bases: Places
    costs: Floats


class Found(NamedTuple):
    """The units that a piece may have been: their numbers, cheapest first, and their costs."""

    forms: Places
    costs: Floats


class Units:
    """Readings of pieces of tokens as units of a closed set.

    Attributes:
        forms: the units, in order of their numbers.
    """

    def __init__(
        self, units: Iterable[str], rules: Rules, learned: Mapping[str, Mapping[str, float]], settings: ChannelSettings
    ) -> None:
        self._settings = settings
        self._learned = learned
        split = [(*split_tone(unit), unit) for unit in sorted(units)]
        prefixes = sorted(
            {flat[:end] for flat, _, _ in split for end in range(len(flat) + 1)}, key=lambda p: (len(p), p)
        )
        numbers = {prefix: number for number, prefix in enumerate(prefixes)}
        self._size = len(prefixes)
        self._letters = sorted({prefix[-1] for prefix in prefixes if prefix})
        self._levels = []
        for depth in range(1, max(map(len, prefixes), default=0) + 1):
            level = [prefix for prefix in prefixes if len(prefix) == depth]
            self._levels.append(
                (
                    slice(numbers[level[0]], numbers[level[-1]] + 1),
                    np.array([numbers[prefix[:-1]] for prefix in level]),
                    np.array([self._letters.index(prefix[-1]) for prefix in level]),
                )
            )
        self._targets = _find_targets(numbers, rules)
        self._longest_read = max(map(len, self._targets), default=0)
        self.forms = [form for _, _, form in split]
        self._form_nodes = np.array([numbers[flat] for flat, _, _ in split], dtype=np.int64)
        self._form_tones = np.array([("", *_TONES).index(tone) for _, tone, _ in split], dtype=np.int64)
        self._swaps: dict[str, Floats] = {}
        self._numbers = {form: number for number, form in enumerate(self.forms)}
        self._memo: dict[str, Found] = {}

    def read(self, piece: str) -> Readings:
        """Give the units that `piece` (lower case) may have been, cheapest first."""
        found = self.find(piece)
        return [(self.forms[at], cost) for at, cost in zip(found.forms.tolist(), found.costs.tolist(), strict=True)]

    def find(self, piece: str) -> Found:
        """Give the same as numbers of `forms`."""
        return self._memo[piece] if piece in self._memo else self.find_all([piece])[piece]

    def find_all(self, pieces: Iterable[str]) -> Mapping[str, Found]:
        """Give the readings of many pieces; much quicker than one by one."""
        wanted = set(pieces)
        if len(self._memo.keys() | wanted) > self._settings.remembered:
            self._memo.clear()
        new: dict[int, list[str]] = defaultdict(list)
        for piece in sorted(wanted - self._memo.keys()):
            new[len(piece)].append(piece)
        for alike in new.values():
            for start in range(0, len(alike), _TOGETHER):
                self._search(alike[start : start + _TOGETHER])
        return self._memo

    def _search(self, pieces: Sequence[str]) -> None:
        """Work out the readings of pieces of one length."""
        settings = self._settings
        length = len(pieces[0])
        drops = np.array(
            [[settings.drop if c.isalpha() else settings.drop_symbol for c in piece] for piece in pieces],
            dtype=np.float32,
        ).reshape(len(pieces), length)
        swaps = np.empty((len(pieces), len(self._letters), length), dtype=np.float32)
        for row, piece in enumerate(pieces):
            for j, letter in enumerate(piece):
                swaps[row, :, j] = self._swap_costs(letter)
        costs = np.full((len(pieces), self._size, length + 1), _NEVER, dtype=np.float32)
        costs[:, 0, 0] = 0
        costs[:, 0, 1:] = np.cumsum(drops, axis=1)
        seen = self._find_reads(pieces)
        for depth, (level, parents, letters) in enumerate(self._levels):
            above = costs[:, parents]
            here = above + settings.lose
            np.minimum(here[:, :, 1:], above[:, :, :-1] + swaps[:, letters], out=here[:, :, 1:])
            costs[:, level] = here
            for j, j2, rows, targets in seen:
                for nodes, bases, dear in targets[depth]:
                    reached = costs[rows, bases, j] + dear
                    costs[rows, nodes, j2] = np.minimum(costs[rows, nodes, j2], reached)
            here = costs[:, level]
            for j in range(length):
                np.minimum(here[:, :, j + 1], here[:, :, j] + drops[:, None, j], out=here[:, :, j + 1])
            costs[:, level] = here
        tones = np.array([self._tone_costs(piece) for piece in pieces], dtype=np.float32)
        totals = costs[:, self._form_nodes, length] + tones[:, self._form_tones]
        for piece, total in zip(pieces, totals, strict=True):
            for form, cost in self._learned.get(piece, {}).items():
                if form in self._numbers and cost < min(total[self._numbers[form]], settings.budget):
                    total[self._numbers[form]] = cost
            near = np.flatnonzero(total < settings.budget)
            near = near[np.argsort(total[near], kind="stable")]
            self._memo[piece] = Found(near, total[near])

    def _find_reads(self, pieces: Sequence[str]) -> list[tuple[int, int, Places, list[list[_Target]]]]:
        """Find where letters stand that a rule reads: from, to, the rows of the pieces, the targets by level."""
        found: dict[tuple[str, int], list[int]] = defaultdict(list)
        for row, piece in enumerate(pieces):
            bare = "".join(strip_marks(c)[:1] or c for c in piece)
            for j in range(len(piece) + 1):
                for j2 in range(j, min(j + self._longest_read, len(piece)) + 1):
                    for read in {bare[j:j2], piece[j:j2]}:
                        if read in self._targets:
                            found[read, j].append(row)
        return [(j, j + len(read), np.array(rows)[:, None], self._targets[read]) for (read, j), rows in found.items()]

    def _swap_costs(self, read: str) -> Floats:
        """Give for each printed letter what it costs that it was read as another."""
        costs = self._swaps.get(read)
        if costs is None:
            settings = self._settings
            flat = split_tone(read)[0]
            plain = strip_marks(read)[:1] or read
            found = []
            for printed in self._letters:
                if flat == printed or (plain == strip_marks(printed) and flat == plain):
                    found.append(0.0)
                elif plain == strip_marks(printed):
                    found.append(settings.own_mark if flat in "ăơưđ" else settings.foreign_mark)
                else:
                    found.append(settings.swap)
            costs = self._swaps[read] = np.array(found, dtype=np.float32)
        return costs

    def _tone_costs(self, piece: str) -> list[float]:
        """Give what each printed tone costs, none first, where these tones were read."""
        settings = self._settings
        read = split_tone(piece)[1]
        if not read:
            return [0.0] * (len(_TONES) + 1)
        own = any("\u1ea0" <= c <= "\u1eff" for c in piece)
        wrong = settings.own_mark if own else settings.foreign_mark
        stands = 0.0 if len(read) == 1 else 0.3
        return [wrong if own else 1.5 * wrong, *(stands if tone in read else wrong for tone in _TONES)]


def _find_targets(numbers: Mapping[str, int], rules: Rules) -> dict[str, list[list[_Target]]]:
    """Give for the letters that some rule reads, by level, from which nodes to which they lead.

    A node has one ending of each length, so that in a target of one length no node stands twice.
    """
    by_read: dict[str, dict[tuple[int, int], list[tuple[int, int, float]]]] = defaultdict(lambda: defaultdict(list))
    for prefix, number in numbers.items():
        for size in range(1, len(prefix) + 1):
            for read, cost in rules.get(prefix[-size:], {}).items():
                by_read[read][len(prefix), size].append((number, numbers[prefix[:-size]], cost))
    deepest = max(map(len, numbers), default=0)
    found = {}
    for read, levels in by_read.items():
        targets: list[list[_Target]] = [[] for _ in range(deepest)]
        for (depth, _), steps in sorted(levels.items()):
            nodes, bases, costs = zip(*steps, strict=True)
            targets[depth - 1].append(_Target(np.array(nodes), np.array(bases), np.array(costs, dtype=np.float32)))
        found[read] = targets
    return found
