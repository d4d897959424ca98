"""Restoring a text: fences first, then readings from the channel, then the lattice; every change aligned."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import as_file
from typing import NamedTuple

import numpy as np

from ntm_extract.alignment import Edit, apply_edits, compose
from ntm_extract.restore.channel import DATA, Channel, load_channel
from ntm_extract.restore.fences import Fence, find_fences, find_list_letters
from ntm_extract.restore.language_model import Floats, LanguageModel
from ntm_extract.restore.lattice import LatticeSettings, Positions, decode
from ntm_extract.restore.restoration import Restoration, Syllable
from ntm_extract.restore.tokens import NUMBER, Token, find_tokens
from ntm_extract.writing.marks import normalize
from ntm_extract.writing.orthography import copy_case, has_marks, is_syllable, is_typo, place_tone, strip_marks


@dataclass(frozen=True)
class RestorerSettings:
    """How a text's state is judged and what a change must overcome (natural log-odds).

    Attributes:
        right_share, lost_share: share of well-formed marked syllables above which a passage counts as right
            (correct Vietnamese has about 0.7) and below which its marks count as lost.
        prior_tokens: weight of the whole text's share against the passage's own, in tokens.
        change: against changing a well-formed syllable of a right passage.
        change_strange: the same for a token whose marks cannot stand so (`nghiêp`).
        glued: against reading a token as two words that run together.
        glued_most: what a token of which no word can be made counts as.
        glued_length, glued_longest: shorter and longer tokens are not cut.
        change_rare, rare: the same for a syllable whose log-probability is below `rare` (`triên`).
        unknown, unknown_capital: against an unknown word standing as it is, in lower case or capitalised.
        unknown_letter: the same for a single letter, or capitals without a vowel.
        unknown_figure: the same for letters and digits together (`1a`, `tro1`).
        abbreviation: against reading capitals without a vowel (`NTM`) as misread letters.
        foreign: against a lower-case word that is known but no Vietnamese syllable.
        usual_damage: share of unknown letters' tokens in a text misread by an English engine; cleaner text makes
            misread letters less likely.
        frequency: weight of a word's frequency when the readings of a token are preselected.
        readings: kept of one token for decoding.
        remembered: tokens whose readings are kept in memory.
        damaged: only texts whose misread letters cost at most so much (see `Restorer._noise`) have words that run
            together cut, and adapt to themselves; in cleaner ones both do harm.
        adapt_below, adapt_least, adapt_most, adapt_weight: a token in doubt (posterior below) that stands at least
            so often in the text is decoded again with the readings its other places got, weighted.
        doubt: a posterior below this is listed as doubtful even if nothing was changed.
        ambiguous: a posterior below this is flagged.
    """

    right_share: float = 0.55
    lost_share: float = 0.30
    prior_tokens: int = 60
    change: float = 14.0
    change_strange: float = 4.0
    glued: float = 4.0
    glued_most: float = 7.0
    glued_length: int = 6
    glued_longest: int = 20
    change_rare: float = 8.0
    rare: float = -10.0
    unknown: float = 9.0
    unknown_capital: float = 7.5
    unknown_letter: float = 3.0
    unknown_figure: float = 5.0
    abbreviation: float = 5.0
    foreign: float = 2.0
    usual_damage: float = 0.08
    frequency: float = 0.6
    readings: int = 28
    remembered: int = 50_000
    damaged: float = 1.0
    adapt_below: float = 0.995
    adapt_least: int = 3
    adapt_most: int = 50
    adapt_weight: float = 0.7
    doubt: float = 0.9
    ambiguous: float = 0.6
    lattice: LatticeSettings = field(default_factory=LatticeSettings)


_Candidates = tuple[tuple[str, float], ...]
_Doubt = tuple[Edit, float, _Candidates, str]


class _Reading(NamedTuple):
    word: int
    text: str
    """Lower-case spelling; empty for the token as it stands."""
    cost: float


class Restorer:
    """Restores texts with one language model and one channel; loaded once, used for many texts."""

    def __init__(self, model: LanguageModel, channel: Channel, settings: RestorerSettings | None = None) -> None:
        self._model = model
        self._channel = channel
        self._settings = settings or RestorerSettings()
        self._bare = {strip_marks(word) for word in model.words}
        self._memo: dict[tuple[str, float, float], tuple[_Reading, ...]] = {}

    def restore(self, source: str) -> Restoration:
        """Restore diacritics and damaged letters of a text; see `ntm_extract.restore.restore`."""
        text, to_text = normalize(source)
        fences = sorted([*find_fences(text), *find_list_letters(text)])
        tokens = find_tokens(text)
        lost = self._share(tokens) < self._settings.lost_share
        if lost and self._noise(tokens, {}) <= self._settings.damaged:
            tokens = [part for token in tokens for part in self._split_glued(token)]
        fenced = _fenced(tokens, fences)
        edits = [Edit(f.start, f.end, f.text) for f in fences if f.text != text[f.start : f.end]]
        doubts: list[_Doubt] = [(Edit(f.start, f.end, f.text), 0.1, ((f.text, 0.1),), f.flag) for f in fences if f.flag]
        for token, chosen, confidence, candidates, flag in self._decode(tokens, fenced):
            edit = Edit(token.start, token.end, chosen)
            if chosen != text[token.start : token.end]:
                edits.append(edit)
            doubts.append((edit, confidence, candidates, flag))
        edits.sort()
        doubts.sort(key=lambda doubt: doubt[0].start)
        out, alignment = apply_edits(text, edits)
        syllables = []
        for edit, confidence, candidates, flag in doubts:
            _, end = alignment.to_target(edit.start, edit.end)
            source_start, source_end = to_text.to_source(edit.start, edit.end)
            syllables.append(
                Syllable(end - len(edit.text.lstrip()), end, source_start, source_end, confidence, candidates, flag)
            )
        if source != text:
            alignment = compose(to_text, alignment)
        return Restoration(source, out, alignment, tuple(syllables))

    def _decode(
        self, tokens: Sequence[Token], fenced: dict[int, str]
    ) -> Iterator[tuple[Token, str, float, _Candidates, str]]:
        """Give the word tokens that were changed or are in doubt, with their readings."""
        settings = self._settings
        sentences, positions = _find_sentences(tokens)
        if not sentences:
            return
        regimes = self._judge(tokens, sentences, positions, fenced)
        noise = self._noise(tokens, fenced)
        rows: list[tuple[_Reading, ...]] = []
        for (start, end), regime in zip(sentences, regimes, strict=True):
            for index in positions[start:end]:
                token = tokens[index]
                if index in fenced:
                    rows.append((self._fixed(fenced[index]),))
                elif token.kind == "number":
                    rows.append((self._fixed(NUMBER),))
                elif _ROMAN.fullmatch(token.text):
                    rows.append((self._fixed(token.text),))
                else:
                    rows.append(self._readings(token.text.lstrip(), regime, noise))
        widest = max(map(len, rows))
        words = np.zeros((len(rows), widest), dtype=np.uint64)
        costs = np.full((len(rows), widest), np.inf, dtype=np.float32)
        for at, row in enumerate(rows):
            words[at, : len(row)] = [reading.word for reading in row]
            costs[at, : len(row)] = [reading.cost for reading in row]
        order, posterior = decode(self._model, words, costs, sentences, settings.lattice)
        spellings = [_spelling(tokens[index].text) for index in positions]
        again = self._adapt(spellings, costs, order, posterior, sentences) if noise <= settings.damaged else []
        if again:
            order2, posterior2 = decode(self._model, words, costs, again, settings.lattice)
            for start, end in again:
                order[start:end], posterior[start:end] = order2[start:end], posterior2[start:end]

        for at, index in enumerate(positions):
            row = rows[at]
            if len(row) == 1 and not row[0].text:
                continue
            token = tokens[index]
            best = row[order[at, 0]]
            confidence = float(posterior[at, 0])
            chosen = self._spell(token.text, best)
            if chosen == token.text and chosen[0] != " " and confidence >= settings.doubt:
                continue
            candidates = tuple(
                (self._spell(token.text.lstrip(), row[column]), round(float(p), 4))
                for column, p in zip(order[at], posterior[at], strict=True)
                if p >= 0.001 and column < len(row)
            )
            flag = ""
            if best.word == self._model.unknown:
                flag = "unknown-word"
            elif confidence < settings.ambiguous:
                flag = "ambiguous"
            yield token, chosen, min(confidence, 1.0), candidates, flag

    def _adapt(
        self,
        spellings: Sequence[str],
        costs: Floats,
        order: Positions,
        posterior: Floats,
        sentences: Sequence[tuple[int, int]],
    ) -> list[tuple[int, int]]:
        """Let the other places where a token stands in this text speak for its readings (`lang`: here always `làng`).

        Changes `costs` in place where a reading is in doubt; gives the sentences to decode again.
        """
        settings = self._settings
        places: dict[str, list[int]] = defaultdict(list)
        for at, spelling in enumerate(spellings):
            places[spelling].append(at)
        changed = np.zeros(len(spellings), dtype=bool)
        for at in np.nonzero(posterior[:, 0] < settings.adapt_below)[0].tolist():
            others = places[spellings[at]]
            if len(others) < settings.adapt_least:
                continue
            support = np.full(costs.shape[1], 0.5, dtype=np.float32)
            near = [other for other in others if other != at][: settings.adapt_most]
            for other in near:
                np.add.at(support, order[other], posterior[other])
            costs[at] -= settings.adapt_weight * np.log(support / (len(near) + 1))
            changed[at] = True
        return [(start, end) for start, end in sentences if changed[start:end].any()]

    def _spell(self, token: str, reading: _Reading) -> str:
        if token[0] == " ":
            return " " + self._spell(token[1:], reading)
        if not reading.text or reading.text == place_tone(token.lower()):
            return token
        if token[0] == "I" and reading.text[0] != "i" and not token.isupper():
            return copy_case("l" + token[1:], reading.text)
        return copy_case(token, reading.text)

    def _fixed(self, word: str) -> _Reading:
        return _Reading(self._model.numbers.get(word.lower(), self._model.unknown), "", 0.0)

    def _judge(
        self,
        tokens: Sequence[Token],
        sentences: Sequence[tuple[int, int]],
        positions: Sequence[int],
        fenced: dict[int, str],
    ) -> list[float]:
        """Judge each sentence: 0 where the marks are lost, 1 where the text is right, quarters between them."""
        counts = []
        for start, end in sentences:
            words = [tokens[i].text for i in positions[start:end] if tokens[i].kind == "word" and i not in fenced]
            counts.append((len(words), sum(_is_right(word) for word in words)))
        total = sum(n for n, _ in counts)
        share = sum(right for _, right in counts) / max(total, 1)
        settings = self._settings
        regimes = []
        for n, right in counts:
            prior = min(settings.prior_tokens, total)
            blended = (right + prior * share) / max(n + prior, 1)
            regime = (blended - settings.lost_share) / (settings.right_share - settings.lost_share)
            regimes.append(round(4 * min(max(regime, 0.0), 1.0)) / 4)
        return regimes

    def _noise(self, tokens: Sequence[Token], fenced: dict[int, str]) -> float:
        """Give what a misread letter costs more here than in a text read by an English engine."""
        words = [t.text for i, t in enumerate(tokens) if t.kind == "word" and t.text[0].islower() and i not in fenced]
        strange = sum(strip_marks(word).lower() not in self._bare for word in words)
        share = (strange + 0.2) / (len(words) + 30)
        return round(min(max(math.log(self._settings.usual_damage / share), 0.0), 6.0) * 2) / 2

    def _share(self, tokens: Sequence[Token]) -> float:
        """Give the share of words that are well-formed marked syllables."""
        words = [token.text for token in tokens if token.kind == "word"]
        return sum(map(_is_right, words)) / max(len(words), 1)

    def _split_glued(self, token: Token) -> Iterator[Token]:
        """Cut a token that is no word, and of which no word could be made, into two words: `kinhte`, `thd£phai`.

        The second token's span starts where the first ends; its text has no leading symbol.
        """
        settings, text = self._settings, token.text
        if (
            token.kind != "word"
            or not settings.glued_length <= len(text) <= settings.glued_longest
            or not text[1:].islower()
        ):
            yield token
            return
        if strip_marks(text).lower() in self._bare:
            yield token
            return
        whole = self._channel.readings(text)
        best = (min(whole[0][1] if whole else settings.glued_most, settings.glued_most) - settings.glued, 0)
        for cut in range(2, len(text) - 1):
            first, second = text[:cut].rstrip(_SYMBOLS), text[cut:].lstrip(_SYMBOLS)
            if len(first) + len(second) == len(text) and (min(len(first), len(second)) < 3 or not text[0].islower()):
                continue
            left, right = self._channel.readings(first), self._channel.readings(second)
            if left and right:
                best = min(best, (left[0][1] + right[0][1], cut))
        cut = best[1]
        if cut:
            yield Token(token.start, token.start + cut, text[:cut].rstrip(_SYMBOLS), "word")
            yield Token(token.start + cut, token.end, " " + text[cut:].lstrip(_SYMBOLS), "word")
        else:
            yield token

    def _readings(self, token: str, regime: float, noise: float) -> tuple[_Reading, ...]:
        key = token, regime, noise
        found = self._memo.get(key)
        if found is None:
            if len(self._memo) >= self._settings.remembered:
                self._memo.clear()
            found = self._memo[key] = self._find_readings(token, regime, noise)
        return found

    def _find_readings(self, token: str, regime: float, noise: float) -> tuple[_Reading, ...]:
        settings, model = self._settings, self._model
        word = place_tone(token.lower())
        bare = strip_marks(word)
        abbreviation = len(token) > 1 and token.isupper() and not set(bare) & set("aeiouy")
        strange = is_typo(word)
        rare = float(model.unigrams[model.numbers.get(word, model.unknown)]) < settings.rare
        against = regime * (
            settings.change_strange
            if strange
            else settings.change_rare
            if rare and has_marks(word)
            else settings.change
        )
        ranked: list[tuple[float, _Reading]] = []
        known = False
        for text, channel_cost in self._channel.readings(word):
            if len(text) == len(word) == 1 and strip_marks(text) != bare:
                continue  # a lone letter is a mark on the paper as often as a word
            number = model.numbers[text]
            cost = channel_cost
            if text == word:
                known = True
                if not is_syllable(text) and token[:1].islower():
                    cost += settings.foreign * (1 - regime)
            else:
                cost += against
                if strip_marks(text) != bare:
                    cost += noise + settings.abbreviation * abbreviation
            rank = cost - settings.frequency * float(model.unigrams[number])
            ranked.append((rank, _Reading(number, text, cost)))
        ranked.sort(key=lambda reading: reading[0])
        readings = [reading for _, reading in ranked[: settings.readings - 1]]
        if not known:
            digits = any(c.isdigit() for c in token)
            stands = settings.unknown if token[:1].islower() else settings.unknown_capital
            if digits:
                stands = max(settings.unknown_figure - noise, 0.0)
            elif len(token) == 1 or abbreviation:
                stands = settings.unknown_letter
            number = model.numbers[NUMBER] if digits else model.unknown
            readings.append(_Reading(number, "", stands if strange else stands * (1 - regime)))
        elif all(reading.text != word for reading in readings):
            readings.append(next(reading for _, reading in ranked if reading.text == word))
        return tuple(readings)


def _spelling(token: str) -> str:
    """Give the letters that tokens are compared by: names apart from words, capitals of headings not."""
    return place_tone(token.lower()) if token.islower() or token.isupper() else token


@lru_cache(maxsize=65536)
def _is_right(word: str) -> bool:
    lower = word.lower()
    return has_marks(lower) and is_syllable(place_tone(lower))


def _find_sentences(tokens: Sequence[Token]) -> tuple[list[tuple[int, int]], list[int]]:
    """Give the token indexes without boundaries, and the sentences as ranges of them."""
    positions: list[int] = []
    sentences: list[tuple[int, int]] = []
    start = 0
    for index, token in enumerate(tokens):
        if token.kind != "boundary":
            positions.append(index)
        elif len(positions) > start:
            sentences.append((start, len(positions)))
            start = len(positions)
    if len(positions) > start:
        sentences.append((start, len(positions)))
    return sentences, positions


def _fenced(tokens: Sequence[Token], fences: Sequence[Fence]) -> dict[int, str]:
    """Give the tokens that stand inside a fence, with the model's word for each."""
    found: dict[int, str] = {}
    at = 0
    for index, token in enumerate(tokens):
        while at < len(fences) and fences[at].end <= token.start:
            at += 1
        if at < len(fences) and token.kind != "boundary" and fences[at].start < token.end:
            fence = fences[at]
            inner = fence.text[max(token.start - fence.start, 0) : token.end - fence.start]
            found[index] = NUMBER if token.kind == "number" or fence.flag else inner
    return found


_SYMBOLS = "'’‘\"*.,-_~^£&|\\"
_ROMAN = re.compile("[IVX]{2,5}")


@cache
def load_restorer() -> Restorer:
    """Load the shipped model and channel (once a process)."""
    with as_file(DATA / "model.npz") as path:
        model = LanguageModel.load(path)
    return Restorer(model, load_channel(model.words[2:]))
