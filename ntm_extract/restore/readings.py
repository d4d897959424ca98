"""What each token of a text may have been: its readings, kept in one table that decoding works on."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ntm_extract.restore.channel import Channel
from ntm_extract.restore.condition import State
from ntm_extract.restore.holes import Holes
from ntm_extract.restore.hooks import SIGNS, is_hooked
from ntm_extract.restore.language_model import Floats, LanguageModel, Numbers
from ntm_extract.restore.offers import Shares
from ntm_extract.restore.tokens import NUMBER
from ntm_extract.writing.loss import Loss
from ntm_extract.writing.orthography import copy_case, has_marks, is_syllable, is_typo, place_tone, strip_marks


@dataclass(frozen=True)
class ReadingSettings:
    """What a change must overcome, and what standing as it is (natural log-odds).

    Attributes:
        change: against changing a well-formed syllable of a right passage.
        change_strange: the same for a token whose marks cannot stand so (`nghiêp`).
        change_rare, rare: the same for a syllable whose log-probability is below `rare` (`triên`).
        unknown, unknown_capital: against an unknown word standing as it is, in lower case or capitalised.
        unknown_letter: the same for a single letter, or capitals without a vowel.
        unknown_figure: the same for letters and digits together (`1a`, `tro1`).
        unknown_within: the same for a digit between small letters (`th6m`), which no code has.
        abbreviation: against reading capitals without a vowel (`NTM`) as misread letters.
        foreign, mixed: against a lower-case word that is known but no Vietnamese syllable; more if it has capitals
            inside (`cMt`).
        name: against reading a capitalised word as another where it is part of a name foreign to Vietnamese (`Kbang`).
        offered: weight of what a reader of the picture believes.
        offered_unlisted: against a word of the same letters and other marks that no reader offers.
        offered_unknown, offered_name: against an unknown word that a reader of the picture offers, in lower case or
            capitalised.
        frequency: weight of a word's frequency when the readings of a token are preselected.
        company: a word counts for no rarer there than it is behind its best company, less this (`theo dõi`).
        readings: kept of one token for decoding.
        spread: of these, only such as rank no worse than the first by so much.
        remembered: kinds of tokens kept in memory.
    """

    change: float = 14.0
    change_strange: float = 4.0
    change_rare: float = 8.0
    rare: float = -10.0
    unknown: float = 9.0
    unknown_capital: float = 7.5
    unknown_letter: float = 3.0
    unknown_figure: float = 5.0
    unknown_within: float = 12.0
    abbreviation: float = 8.0
    foreign: float = 2.0
    mixed: float = 4.0
    name: float = 4.0
    offered: float = 1.0
    offered_unlisted: float = 9.0
    offered_unknown: float = 7.0
    offered_name: float = 3.0
    frequency: float = 0.7
    company: float = 5.0
    readings: int = 28
    spread: float = 7.0
    remembered: int = 10_000


_WITHIN = re.compile(r"[^\W\d_][^\W\d_A-ZĐ]{0,4}\d[^\W\d_A-ZĐ]{1,4}")
"""A token that was a word, of which one letter became a figure: no number for its neighbours."""


_MISREAD = re.compile("[@&¢6]$")
"""How a capital begins a word of two letters (`S@`, `T6`), which then is no abbreviation."""

_BEHIND = re.compile("[bcdđghklnpqrstvx]{1,3}[0469]")
"""A token that in a misread text was a syllable without an end (`x4`); elsewhere it may be a code."""


class Reading(NamedTuple):
    """One reading of a token.

    Attributes:
        word: its number in the language model.
        text: lower-case spelling; empty for the token as it stands.
        cost: against it, in natural log-odds.
    """

    word: int
    text: str
    cost: float


class ReadingTable:
    """The readings of every kind of token met so far; a kind is a token, as it is written, in a state.

    Attributes:
        words: kinds x readings: numbers in the language model, the likeliest first.
        costs: kinds x readings: costs, infinite where a kind has fewer readings.
    """

    def __init__(
        self, model: LanguageModel, channel: Channel, names: Collection[str], settings: ReadingSettings
    ) -> None:
        self._model = model
        self._names = names
        self._channel = channel
        self._settings = settings
        eases = (settings.frequency * _familiarity(model, settings.company)).tolist()
        self._easiest = max(eases)
        self._entries = {word: (number, eases[number], strip_marks(word)) for word, number in model.numbers.items()}
        self._readings: list[tuple[Reading, ...]] = []
        self._spelled: list[list[str | None]] = []
        self._kinds: dict[State, dict[str, int]] = {}
        self._fixed: dict[str, int] = {}
        self._offered: dict[tuple[str, Shares], int] = {}
        self._holes: dict[Loss, Holes] = {}
        self._words = np.zeros((1024, settings.readings + 1), dtype=np.uint32)
        self._costs = np.full((1024, settings.readings + 1), np.inf, dtype=np.float32)

    @property
    def words(self) -> Numbers:
        """Numbers of the readings' words."""
        return self._words[: len(self._readings)]

    @property
    def costs(self) -> Floats:
        """Costs of the readings."""
        return self._costs[: len(self._readings)]

    def forget(self) -> None:
        """Make room where too many kinds were met; kinds given before are void."""
        if len(self._readings) > self._settings.remembered:
            self._readings.clear()
            self._spelled.clear()
            self._kinds.clear()
            self._fixed.clear()
            self._offered.clear()
            self._costs.fill(np.inf)

    def prepare(self, tokens: Iterable[str], state: State) -> None:
        """Look up together what the channel must work out for tokens that were not met in a state."""
        known = self._kinds.get(state, {})
        new = {token for token in tokens if token not in known}
        if state.trusted:
            new = {token for token in new if not self._channel.marked(token)}
        self._channel.prepare(new)

    def kinds_in(self, state: State) -> Callable[[str], int]:
        """Give the function that tells the kind of a token in a state."""
        known = self._kinds.setdefault(state, {})

        def kind_of(token: str) -> int:
            kind = known.get(token)
            if kind is None:
                kind = known[token] = self._add(token, self._find(token, state))
            return kind

        return kind_of

    def offered(self, token: str, shares: Shares) -> int:
        """Give the kind of a token whose picture was read: its readings are what the readers of the picture offer."""
        kind = self._offered.get((token, shares))
        if kind is None:
            settings, own = self._settings, place_tone(token.lower())
            readings = []
            for text, probability in shares[: settings.readings]:
                word = place_tone(text)
                number = self._model.numbers.get(word, self._model.unknown)
                cost = settings.offered * math.log(shares[0][1] / max(probability, 1e-6))
                if number == self._model.unknown:
                    cost += settings.offered_name if token.istitle() else settings.offered_unknown
                readings.append(Reading(number, "" if word == own else word, cost))
            known = {place_tone(text) for text, _ in shares}
            readings += [
                Reading(self._model.numbers[text], text, settings.offered_unlisted)
                for text, _ in self._channel.marked(token)
                if text not in known
            ][: settings.readings + 1 - len(readings)]
            kind = self._offered[token, shares] = self._add(token, tuple(readings))
        return kind

    def fixed(self, word: str) -> int:
        """Give the kind of a token that stays as it is and counts as a `word` for its neighbours."""
        kind = self._fixed.get(word)
        if kind is None:
            number = self._model.numbers.get(word.lower(), self._model.unknown)
            kind = self._fixed[word] = self._add(word, (Reading(number, "", 0.0),))
        return kind

    def spell(self, kind: int, column: int, token: str) -> str:
        """Write a reading the way its token is written: `Pang` read as đảng → `Đảng`."""
        spelled = self._spelled[kind]
        found = spelled[column]
        if found is None:
            found = spelled[column] = _spell(token, self._readings[kind][column])
        return found

    def _add(self, token: str, readings: tuple[Reading, ...]) -> int:
        kind = len(self._readings)
        if kind == len(self._words):
            self._words = np.concatenate((self._words, np.zeros_like(self._words)))
            self._costs = np.concatenate((self._costs, np.full_like(self._costs, np.inf)))
        self._words[kind, : len(readings)] = [reading.word for reading in readings]
        self._costs[kind, : len(readings)] = [reading.cost for reading in readings]
        self._readings.append(readings)
        self._spelled.append([None] * len(readings))
        return kind

    def _find(self, token: str, state: State) -> tuple[Reading, ...]:
        settings = self._settings
        word = place_tone(token.lower())
        bare = strip_marks(word)
        abbreviation = (
            len(token) > 1 and token.isupper() and not _MISREAD.search(token) and not set(bare) & set("aeiouy")
        )
        strange = is_typo(word)
        against = self._against_change(word, strange) * state.right
        respelled = against + state.clean + settings.abbreviation * abbreviation
        if token[:1].isupper() and bare in self._names:
            respelled += settings.name
        foreign = 0.0
        if token[:1].islower():
            foreign = (settings.foreign + settings.mixed * (not token.islower())) * (1 - state.right)
        ranked: list[tuple[float, int, str, float]] = []
        itself: Reading | None = None
        worst = float("inf")
        # A lone letter is a mark on the paper as often as a word; a lone sign is not.
        lone = len(word) == 1 and word.isalnum()
        found = self._holes_of(state.loss).readings(word) if state.loss else []
        if found:
            respelled, lone = 0.0, False
        elif state.trusted:
            found = self._channel.marked(word)
        for text, cost in found or self._channel.readings(word):
            if cost - self._easiest > worst:
                break  # the readings come by cost
            number, ease, letters = self._entries[text]
            own = text == word
            if own:
                if not is_syllable(text):
                    cost += foreign
            elif letters == bare:
                cost += against
            elif lone and len(text) == 1:
                continue
            else:
                cost += respelled
            rank = cost - ease
            if own:
                itself = Reading(number, text, cost)
            if rank <= worst:
                ranked.append((rank, number, text, cost))
                if rank + settings.spread < worst:
                    worst = rank + settings.spread
        ranked.sort()
        readings = [
            Reading(number, text, cost) for rank, number, text, cost in ranked[: settings.readings] if rank <= worst
        ]
        if itself is None:
            readings.append(self._as_it_stands(token, state, strange=strange, abbreviation=abbreviation))
        elif itself not in readings:
            readings.append(itself)
        return tuple(readings)

    def _holes_of(self, loss: Loss) -> Holes:
        if loss not in self._holes:
            self._holes[loss] = Holes(self._model.words[2:], loss)
        return self._holes[loss]

    def _against_change(self, word: str, strange: bool) -> float:
        settings, model = self._settings, self._model
        if strange:
            return settings.change_strange
        rare = float(model.unigrams[model.numbers.get(word, model.unknown)]) < settings.rare
        return settings.change_rare if rare and has_marks(word) else settings.change

    def _as_it_stands(self, token: str, state: State, *, strange: bool, abbreviation: bool) -> Reading:
        """Give the reading of an unknown token as no word of the vocabulary."""
        settings = self._settings
        digits = any(c.isdigit() for c in token)
        cost = settings.unknown if token[:1].islower() else settings.unknown_capital
        if _WITHIN.fullmatch(token) or (state.clean <= 0 and _BEHIND.fullmatch(token)):
            cost = settings.unknown_within
        elif digits:
            cost = max(settings.unknown_figure - state.clean, 0.0)
        elif len(token) == 1 or abbreviation:
            cost = settings.unknown_letter
        number = self._model.numbers[NUMBER] if digits else self._model.unknown
        return Reading(number, "", cost if strange else cost * (1 - state.right))


_USUAL = -10.0
"""Log-probability from which on a word is company enough to tell another."""


def _familiarity(model: LanguageModel, company: float) -> Floats:
    """Give for each word its log-probability, or what is left of the one it has behind its best company."""
    before, words = model.pair_keys >> 16, model.pair_keys & 0xFFFF
    usual = model.unigrams[before] > _USUAL
    found = model.unigrams.copy()
    np.maximum.at(found, words[usual], model.pair_scores[usual] - company)
    return found


def _spell(token: str, reading: Reading) -> str:
    if not reading.text or reading.text == place_tone(token.lower()):
        return token
    behind = token[-1] if token[-1] in SIGNS and not is_hooked(reading.text) else ""
    if token[0] == "I" and strip_marks(reading.text[0]) != "i" and not token.isupper():
        return copy_case("l" + token[1:], reading.text) + behind
    return copy_case(token, reading.text) + behind
