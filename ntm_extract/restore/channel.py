"""The noisy channel: which syllables a damaged token may have been, and what each reading costs.

A cost is a natural log-odds against the reading that lost its marks only. Marks that stand are evidence with a
weight: a letter that only Vietnamese has (ơ, ạ) weighs more than one that an English engine also writes (é).
"""

from __future__ import annotations

import json
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np

from ntm_extract.restore.units import ChannelSettings, Readings, Rules, Units
from ntm_extract.writing.orthography import ONSETS, is_syllable, place_tone, split_syllable, strip_marks

DATA = files("ntm_extract.restore") / "data"


def load_rules(folder: Traversable = DATA) -> Rules:
    """Read `confusions.toml`: printed letters (without tone) → letters read → cost."""
    tables = tomllib.loads((folder / "confusions.toml").read_text(encoding="utf-8"))
    return merge_rules(tables.values())


def merge_rules(tables: Iterable[Rules]) -> Rules:
    """Take the lower cost where two tables know a misreading."""
    merged: dict[str, dict[str, float]] = defaultdict(dict)
    for table in tables:
        for printed, reads in table.items():
            for read, cost in reads.items():
                merged[printed][read] = min(cost, merged[printed].get(read, cost))
    return merged


def load_misreadings(path: Traversable = DATA / "misreadings.json") -> dict[str, dict[str, dict[str, float]]]:
    """Read `misreadings.json`, counted on printed pages.

    `onsets` and `rimes` are read → printed → cost; `letters` are rules, printed → read → cost.
    """
    loaded: dict[str, dict[str, dict[str, float]]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


class Channel:
    """Readings of whole tokens over a vocabulary."""

    def __init__(
        self,
        words: Iterable[str],
        rules: Rules,
        misreadings: Mapping[str, Mapping[str, Mapping[str, float]]],
        settings: ChannelSettings | None = None,
    ) -> None:
        settings = settings or ChannelSettings()
        self._settings = settings
        self._by_bare: dict[str, list[str]] = defaultdict(list)
        self._syllables: list[str] = []
        for word in words:
            self._by_bare[strip_marks(word)].append(word)
            if is_syllable(word):
                self._syllables.append(word)
        split = [split_syllable(syllable) for syllable in self._syllables]
        self._onsets = Units(ONSETS, rules, misreadings["onsets"], settings)
        self._rimes = Units({rime for _, rime in split}, rules, misreadings["rimes"], settings)
        # Which syllable an onset and a rime make, -1 where the vocabulary has none.
        self._made = np.full((len(self._onsets.forms), len(self._rimes.forms)), -1)
        onsets = {onset: number for number, onset in enumerate(self._onsets.forms)}
        rimes = {rime: number for number, rime in enumerate(self._rimes.forms)}
        for number, (onset, rime) in enumerate(split):
            self._made[onsets[onset], rimes[rime]] = number
        self._memo: dict[str, Readings] = {}

    def readings(self, token: str) -> Readings:
        """Give the vocabulary words that `token` may have been, with their costs, cheapest first.

        `Pang` → đảng, đáng, pang …; the token itself is among them only if it is a word.
        """
        word = place_tone(token.lower())
        if len(word) > self._settings.longest:
            return []
        found = self._memo.get(word)
        if found is None:
            if len(self._memo) >= self._settings.remembered:
                self._memo.clear()
            found = self._memo[word] = self._search(word)
        return found

    def prepare(self, tokens: Iterable[str]) -> None:
        """Work out the pieces of many tokens together, so that `readings` finds them done."""
        words = {place_tone(token.lower()) for token in tokens} - self._memo.keys()
        cuts = [(word[:cut], word[cut:]) for word in words if len(word) <= _LONGEST_SYLLABLE for cut in _cuts(word)]
        onsets = self._onsets.find_all(onset for onset, _ in cuts)
        self._rimes.find_all(rime for onset, rime in cuts if len(onsets[onset].forms))

    def marked(self, token: str) -> Readings:
        """Give the vocabulary words that `token` may have been if only its marks are in doubt, cheapest first."""
        word = place_tone(token.lower())
        costs = {known: self._mark_cost(word, known) for known in self._by_bare.get(strip_marks(word), ())}
        return sorted(costs.items(), key=lambda reading: reading[1])

    def _search(self, word: str) -> Readings:
        settings = self._settings
        best = dict(self.marked(word))
        if len(word) <= _LONGEST_SYLLABLE:
            cheapest = min(best.values(), default=settings.budget)
            made, costs = [], []
            for cut in _cuts(word):
                limit = cheapest + settings.budget
                onsets = self._onsets.find(word[:cut])
                if not len(onsets.costs) or onsets.costs[0] > limit:
                    continue
                rimes = self._rimes.find(word[cut:])
                syllables = self._made[onsets.forms[:, None], rimes.forms]
                cost = onsets.costs[:, None] + rimes.costs
                near = (syllables >= 0) & (cost <= limit)
                if near.any():
                    made.append(syllables[near])
                    costs.append(cost[near])
                    cheapest = min(cheapest, float(costs[-1].min()))
            if made:
                for number, total in zip(np.concatenate(made).tolist(), np.concatenate(costs).tolist(), strict=True):
                    syllable = self._syllables[number]
                    if total < best.get(syllable, math.inf):
                        best[syllable] = total
        return sorted(best.items(), key=lambda reading: reading[1])

    def _mark_cost(self, read: str, printed: str) -> float:
        if read == printed or read.isascii() or len(read) != len(printed):
            return 0.0
        cost = 0.0
        for r, p in zip(read, printed, strict=True):
            if r != p and not r.isascii():
                own = r in "ăơưđ" or "\u1ea0" <= r <= "\u1eff"
                cost += self._settings.own_mark if own else self._settings.foreign_mark
        return cost


_LONGEST_SYLLABLE = 12
"""Letters read; longer tokens are no syllable."""


def _cuts(word: str) -> range:
    """Give where the onset of a token may end."""
    return range(min(len(word), 5) + 1)


def load_channel(words: Iterable[str], misreadings: Traversable = DATA / "misreadings.json") -> Channel:
    """Make the channel over a vocabulary from the written rules, and the misreadings of a file (the shipped ones)."""
    counted = load_misreadings(misreadings)
    return Channel(words, merge_rules([load_rules(), counted["letters"]]), counted)
