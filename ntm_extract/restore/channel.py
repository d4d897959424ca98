"""The noisy channel: which syllables a damaged token may have been, and what each reading costs.

A cost is a natural log-odds against the reading that lost its marks only. Marks that stand are evidence with a
weight: a letter that only Vietnamese has (ơ, ạ) weighs more than one that an English engine also writes (é).
"""

from __future__ import annotations

import json
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable

from ntm_extract.writing.orthography import ONSETS, is_syllable, place_tone, split_syllable, strip_marks

DATA = files("ntm_extract.restore") / "data"


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
        remembered: tokens whose readings are kept in memory.
    """

    swap: float = 6.5
    drop: float = 5.5
    lose: float = 5.5
    drop_symbol: float = 2.5
    foreign_mark: float = 0.8
    own_mark: float = 3.5
    budget: float = 6.8
    longest: int = 24
    remembered: int = 50_000


Readings = list[tuple[str, float]]
Rules = Mapping[str, Mapping[str, float]]
_TONES = "\u0301\u0300\u0309\u0303\u0323"


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


def load_misreadings(folder: Traversable = DATA) -> dict[str, dict[str, dict[str, float]]]:
    """Read `misreadings.json`, counted on printed pages.

    `onsets` and `rimes` are read → printed → cost; `letters` are rules, printed → read → cost.
    """
    loaded: dict[str, dict[str, dict[str, float]]] = json.loads(
        (folder / "misreadings.json").read_text(encoding="utf-8")
    )
    return loaded


def split_tone(text: str) -> tuple[str, str]:
    """Take the tone marks out: `iệp` → (`iêp`, U+0323)."""
    if text.isascii():
        return text, ""
    decomposed = unicodedata.normalize("NFD", text)
    tones = "".join(c for c in decomposed if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES)), tones


@dataclass
class _Node:
    """A node of the tree of printed units; `forms` are the spellings with tone that end here."""

    letter: str = ""
    children: dict[str, _Node] = field(default_factory=dict)
    forms: list[tuple[str, str]] = field(default_factory=list)


class Units:
    """Readings of a piece of a token as one of a closed set of units (the onsets, or the rimes)."""

    def __init__(
        self, units: Iterable[str], rules: Rules, learned: Mapping[str, Mapping[str, float]], settings: ChannelSettings
    ) -> None:
        self._settings = settings
        self._learned = learned
        self._root = _Node()
        for unit in sorted(units):
            flat, tone = split_tone(unit)
            node = self._root
            for letter in flat:
                node = node.children.setdefault(letter, _Node(letter))
            node.forms.append((unit, tone))
        self._rules: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for printed, reads in rules.items():
            for read, cost in reads.items():
                self._rules[read].append((printed, cost))
        self._longest_read = max(map(len, self._rules), default=0)
        self._memo: dict[str, Readings] = {}

    def read(self, piece: str) -> Readings:
        """Give the units that `piece` (lower case) may have been, cheapest first."""
        found = self._memo.get(piece)
        if found is None:
            if len(self._memo) >= self._settings.remembered:
                self._memo.clear()
            found = self._memo[piece] = self._search(piece)
        return found

    def _search(self, piece: str) -> Readings:
        settings = self._settings
        flats = [split_tone(c)[0] for c in piece]
        bare = "".join(strip_marks(c)[:1] or c for c in piece)
        tones = split_tone(piece)[1]
        own_tone = any("\u1ea0" <= c <= "\u1eff" for c in piece)
        length = len(piece)
        drops = [settings.drop if c.isalpha() else settings.drop_symbol for c in piece]
        matches: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
        for j0 in range(length + 1):
            for j1 in range(j0, min(j0 + self._longest_read, length) + 1):
                for read in {bare[j0:j1], piece[j0:j1]}:
                    for printed, cost in self._rules.get(read, ()):
                        matches[printed].append((j0, j1, cost))

        swaps: dict[str, list[float]] = {}
        best: dict[str, float] = {}
        first = [0.0] * (length + 1)
        for j in range(length):
            first[j + 1] = first[j] + drops[j]
        limit, lose = settings.budget, settings.lose
        stack = [(self._root, "", [first])]
        while stack:
            node, flat, rows = stack.pop()
            end = rows[-1][length]
            if end <= limit:
                for form, tone in node.forms:
                    total = end + self._tone_cost(tones, tone, own_tone)
                    if total < best.get(form, limit):
                        best[form] = total
            for child in node.children.values():
                spelled = flat + child.letter
                swap = swaps.get(child.letter)
                if swap is None:
                    swap = swaps[child.letter] = self._swap_costs(child.letter, flats, bare)
                above = rows[-1]
                row = [above[0] + lose]
                for j in range(length):
                    lost, swapped = above[j + 1] + lose, above[j] + swap[j]
                    row.append(lost if lost < swapped else swapped)
                for size in (1, 2, 3):
                    if size <= len(spelled):
                        base = rows[-size]
                        for j0, j1, cost in matches.get(spelled[-size:], ()):
                            if base[j0] + cost < row[j1]:
                                row[j1] = base[j0] + cost
                for j in range(length):
                    if row[j] + drops[j] < row[j + 1]:
                        row[j + 1] = row[j] + drops[j]
                if min(row) <= limit:
                    stack.append((child, spelled, [*rows[-2:], row]))
        for form, cost in self._learned.get(piece, {}).items():
            if cost < best.get(form, limit):
                best[form] = cost
        return sorted(best.items(), key=lambda reading: reading[1])

    def _swap_costs(self, printed: str, flats: list[str], bare: str) -> list[float]:
        """Give for each letter read what it costs that it was `printed`."""
        settings = self._settings
        bare_printed = strip_marks(printed)
        costs = []
        for flat, plain in zip(flats, bare, strict=True):
            if flat == printed or (plain == bare_printed and flat == plain):
                costs.append(0.0)
            elif plain == bare_printed:
                costs.append(settings.own_mark if flat in "ăơưđ" else settings.foreign_mark)
            else:
                costs.append(settings.swap)
        return costs

    def _tone_cost(self, read: str, printed: str, own: bool) -> float:
        if not read or (printed in read and len(read) == 1):
            return 0.0
        if printed and printed in read:
            return 0.3
        return self._settings.own_mark if own else self._settings.foreign_mark * (1.0 if printed else 1.5)


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
        self._syllables: set[str] = set()
        self._by_bare: dict[str, list[str]] = defaultdict(list)
        rimes: set[str] = set()
        for word in words:
            self._by_bare[strip_marks(word)].append(word)
            if is_syllable(word):
                self._syllables.add(word)
                rimes.add(split_syllable(word)[1])
        self._onsets = Units(ONSETS, rules, misreadings["onsets"], settings)
        self._rimes = Units(rimes, rules, misreadings["rimes"], settings)
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

    def _search(self, word: str) -> Readings:
        settings = self._settings
        best: dict[str, float] = {}
        for known in self._by_bare.get(strip_marks(word), ()):
            best[known] = self._mark_cost(word, known)
        if len(word) <= 12:
            cheapest = min(best.values(), default=settings.budget)
            for cut in range(min(len(word), 5) + 1):
                onsets = self._onsets.read(word[:cut])
                if not onsets or onsets[0][1] > cheapest + settings.budget:
                    continue
                rimes = self._rimes.read(word[cut:])
                if not rimes:
                    continue
                for onset, onset_cost in onsets:
                    if onset_cost + rimes[0][1] > cheapest + settings.budget:
                        break
                    for rime, rime_cost in rimes:
                        cost = onset_cost + rime_cost
                        if cost > cheapest + settings.budget:
                            break
                        syllable = onset + rime
                        if syllable in self._syllables and cost < best.get(syllable, 1e9):
                            best[syllable] = cost
                            cheapest = min(cheapest, cost)
        ranked = sorted(best.items(), key=lambda reading: reading[1])
        return ranked

    def _mark_cost(self, read: str, printed: str) -> float:
        if read == printed or read.isascii() or len(read) != len(printed):
            return 0.0
        cost = 0.0
        for r, p in zip(read, printed, strict=True):
            if r != p and not r.isascii():
                own = r in "ăơưđ" or "\u1ea0" <= r <= "\u1eff"
                cost += self._settings.own_mark if own else self._settings.foreign_mark
        return cost


def load_channel(words: Iterable[str]) -> Channel:
    """Make the channel over a vocabulary from the shipped data."""
    misreadings = load_misreadings()
    return Channel(words, merge_rules([load_rules(), misreadings["letters"]]), misreadings)
