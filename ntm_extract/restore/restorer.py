"""Restoring a text: fences first, then readings from the channel, then the lattice; every change aligned."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file
from typing import NamedTuple

import numpy as np

from ntm_extract.alignment import Alignment
from ntm_extract.restore.channel import DATA, Channel, load_channel
from ntm_extract.restore.language_model import LanguageModel
from ntm_extract.restore.lattice import LatticeSettings, decode
from ntm_extract.restore.orthography import copy_case, has_marks, is_syllable, place_tone, strip_marks
from ntm_extract.restore.restoration import Restoration, Syllable
from ntm_extract.restore.symbols import Fence, find_fences
from ntm_extract.restore.tokens import NUMBER, Token, find_tokens


@dataclass(frozen=True)
class RestorerSettings:
    """How a text's state is judged and what a change must overcome (natural log-odds).

    Attributes:
        right_share, lost_share: share of well-formed marked syllables above which a passage counts as right
            (correct Vietnamese has about 0.7) and below which its marks count as lost.
        prior_tokens: weight of the whole text's share against the passage's own, in tokens.
        change: against changing a well-formed syllable of a right passage.
        change_malformed: the same for a token no Vietnamese syllable can look like (`nghiêp`).
        unknown, unknown_capital: against an unknown word standing as it is, in lower case or capitalised.
        foreign: against a lower-case word that is known but no Vietnamese syllable.
        usual_damage: share of unknown letters' tokens in a text misread by an English engine; cleaner text makes
            misread letters less likely.
        frequency: weight of a word's frequency when the readings of a token are preselected.
        doubt: a posterior below this is listed as doubtful even if nothing was changed.
        ambiguous: a posterior below this is flagged.
    """

    right_share: float = 0.55
    lost_share: float = 0.30
    prior_tokens: int = 60
    change: float = 14.0
    change_malformed: float = 4.0
    unknown: float = 9.0
    unknown_capital: float = 6.0
    foreign: float = 2.0
    usual_damage: float = 0.08
    frequency: float = 0.6
    readings: int = 16
    doubt: float = 0.9
    ambiguous: float = 0.6
    lattice: LatticeSettings = field(default_factory=LatticeSettings)


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


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
        text, chunks = _normalise(source)
        fences = [*find_fences(text), *_list_letters(text)]
        fences.sort()
        tokens = find_tokens(text)
        fenced = _fenced(tokens, fences)
        edits = [_Edit(f.start, f.end, f.text) for f in fences if f.text != text[f.start : f.end]]
        doubts = [(_Edit(f.start, f.end, f.text), 0.1, ((f.text, 0.1),), f.flag) for f in fences if f.flag]
        for token, chosen, confidence, candidates, flag in self._decode(tokens, fenced):
            edit = _Edit(token.start, token.end, chosen)
            if chosen != token.text:
                edits.append(edit)
            doubts.append((edit, confidence, candidates, flag))
        edits.sort()
        doubts.sort(key=lambda doubt: doubt[0].start)
        out, alignment = _apply(text, edits)
        syllables = []
        to_source = _align_chunks(chunks)
        for edit, confidence, candidates, flag in doubts:
            start, _ = alignment.to_target(edit.start, edit.end)
            source_start, source_end = to_source.to_source(edit.start, edit.end)
            syllables.append(
                Syllable(start, start + len(edit.text), source_start, source_end, confidence, candidates, flag)
            )
        if source != text:
            alignment = _compose(chunks, alignment, len(out))
        return Restoration(source, out, alignment, tuple(syllables))

    def _decode(
        self, tokens: Sequence[Token], fenced: dict[int, str]
    ) -> Iterator[tuple[Token, str, float, tuple[tuple[str, float], ...], str]]:
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
                else:
                    rows.append(self._readings(token.text, regime, noise))
        widest = max(map(len, rows))
        table: dict[int, int] = {}
        distinct = [row for row in rows if table.setdefault(id(row), len(table)) == len(table) - 1]
        del distinct
        words = np.zeros((len(rows), widest), dtype=np.uint64)
        costs = np.full((len(rows), widest), np.inf, dtype=np.float32)
        for at, row in enumerate(rows):
            words[at, : len(row)] = [reading.word for reading in row]
            costs[at, : len(row)] = [reading.cost for reading in row]
        order, posterior = decode(self._model, words, costs, sentences, settings.lattice)

        for at, index in enumerate(positions):
            row = rows[at]
            if len(row) == 1 and not row[0].text:
                continue
            token = tokens[index]
            best = row[order[at, 0]]
            confidence = float(posterior[at, 0])
            chosen = self._spell(token.text, best)
            if chosen == token.text and confidence >= settings.doubt:
                continue
            candidates = tuple(
                (self._spell(token.text, row[column]), round(float(p), 4))
                for column, p in zip(order[at], posterior[at], strict=True)
                if p >= 0.001 and column < len(row)
            )
            flag = ""
            if best.word == self._model.unknown:
                flag = "unknown-word"
            elif confidence < settings.ambiguous:
                flag = "ambiguous"
            yield token, chosen, min(confidence, 1.0), candidates, flag

    def _spell(self, token: str, reading: _Reading) -> str:
        if not reading.text or reading.text == place_tone(token.lower()):
            return token
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
        """Judge each sentence: 0 where the marks are lost, 1 where the text is right, between them in steps of a quarter."""
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
        words = [t.text for i, t in enumerate(tokens) if t.kind == "word" and i not in fenced]
        strange = sum(strip_marks(word).lower() not in self._bare for word in words)
        share = (strange + 0.3) / (len(words) + 30)
        return round(min(max(math.log(self._settings.usual_damage / share), 0.0), 4.0) * 2) / 2

    def _readings(self, token: str, regime: float, noise: float) -> tuple[_Reading, ...]:
        key = token, regime, noise
        found = self._memo.get(key)
        if found is None:
            found = self._memo[key] = self._find_readings(token, regime, noise)
        return found

    def _find_readings(self, token: str, regime: float, noise: float) -> tuple[_Reading, ...]:
        settings, model = self._settings, self._model
        word = place_tone(token.lower())
        bare = strip_marks(word)
        malformed = not is_syllable(word) and has_marks(word)
        against = regime * (settings.change_malformed if malformed else settings.change)
        ranked: list[tuple[float, _Reading]] = []
        known = False
        for text, channel_cost in self._channel.readings(word):
            number = model.numbers[text]
            cost = channel_cost
            if text == word:
                known = True
                if not is_syllable(text) and token[:1].islower():
                    cost += settings.foreign * (1 - regime)
            else:
                cost += against
                if strip_marks(text) != bare:
                    cost += noise
            rank = cost - settings.frequency * float(model.unigrams[number])
            ranked.append((rank, _Reading(number, text, cost)))
        ranked.sort(key=lambda reading: reading[0])
        readings = [reading for _, reading in ranked[: settings.readings - 1]]
        if not known:
            digits = any(c.isdigit() for c in token)
            stands = settings.unknown if token[:1].islower() or digits else settings.unknown_capital
            number = model.numbers[NUMBER] if digits else model.unknown
            readings.append(_Reading(number, "", stands * (1 - regime)))
        elif all(reading.text != word for reading in readings):
            readings.append(next(reading for _, reading in ranked if reading.text == word))
        return tuple(readings)


@cache
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


_LETTER = re.compile(r"^[ \t]*([a-zđ])[.)](?=\s)", re.MULTILINE)


def _list_letters(text: str) -> Iterator[Fence]:
    """Find the letters of lists (a, b, c, d, đ, e); a `d` that follows a `d` lost its stroke."""
    before = ""
    for found in _LETTER.finditer(text):
        letter = found[1]
        if letter == "d" and before == "d":
            letter = "đ"
        yield Fence(found.start(1), found.end(1), letter, "")
        before = letter


_SPACE = re.compile(r"(\s+)")


def _normalise(source: str) -> tuple[str, list[tuple[str, str]]]:
    """Give the text in NFC, and its chunks (source, NFC) between spaces."""
    if unicodedata.is_normalized("NFC", source):
        return source, [(source, source)]
    chunks = [(chunk, unicodedata.normalize("NFC", chunk)) for chunk in _SPACE.split(source) if chunk]
    return "".join(target for _, target in chunks), chunks


def _align_chunks(chunks: Sequence[tuple[str, str]]) -> Alignment:
    return Alignment.of_pieces(chunks)


def _compose(chunks: Sequence[tuple[str, str]], alignment: Alignment, length: int) -> Alignment:
    """Join the map source → NFC with the map NFC → restored at the chunks' ends that both can be cut at."""
    pieces: list[tuple[int, int, int, int]] = []
    cuts = [(0, 0)]
    s = t = 0
    for source, target in chunks:
        s, t = s + len(source), t + len(target)
        if not any(a < t < b and b - a != d - c for a, b, c, d in _pieces_at(alignment, t)):
            cuts.append((s, alignment.to_target(t, t)[0] if t < _source_length(alignment) else length))
    for (s0, t0), (s1, t1) in zip(cuts, cuts[1:], strict=False):
        pieces.append((s0, s1, t0, t1))
    return Alignment(tuple(pieces))


def _source_length(alignment: Alignment) -> int:
    return alignment.pieces[-1][1] if alignment.pieces else 0


def _pieces_at(alignment: Alignment, at: int) -> Iterator[tuple[int, int, int, int]]:
    yield from alignment.pieces


def _apply(text: str, edits: Sequence[_Edit]) -> tuple[str, Alignment]:
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


@cache
def load_restorer() -> Restorer:
    """Load the shipped model and channel (once a process)."""
    with as_file(DATA / "model.npz") as path:
        model = LanguageModel.load(path)
    return Restorer(model, load_channel(model.words[2:]))
