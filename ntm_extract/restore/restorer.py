"""Restoring a text: fences first, then readings from the channel, then the lattice; every change aligned."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ntm_extract.errors import UnreadableFileError
from ntm_extract.restore.channel import DATA, Channel, load_channel
from ntm_extract.restore.chosen_words import UNREADABLE, ChosenWord, collocated, guesses, without_holes, write_out
from ntm_extract.restore.condition import Condition, ConditionSettings, judge
from ntm_extract.restore.fences import Fence, beside, find_fences, find_list_letters, find_misread
from ntm_extract.restore.figures import find_figures
from ntm_extract.restore.holes import HOLE, mark_holes
from ntm_extract.restore.hooks import attach_signs
from ntm_extract.restore.joints import JointSettings, cut_glued
from ntm_extract.restore.language_model import Floats, LanguageModel
from ntm_extract.restore.lattice import LatticeSettings, Positions, decode
from ntm_extract.restore.offers import Offer, Shares, share_out
from ntm_extract.restore.places import name_places
from ntm_extract.restore.raised import lower_raised
from ntm_extract.restore.readings import ReadingSettings, ReadingTable
from ntm_extract.restore.restoration import Restoration
from ntm_extract.restore.tagger import LOWER, Tagger, case_of
from ntm_extract.restore.tokens import NUMBER, Token, find_tokens
from ntm_extract.restore.units import Readings
from ntm_extract.writing.damage import Repaired, treat
from ntm_extract.writing.loss import Loss
from ntm_extract.writing.orthography import place_tone, strip_marks


@dataclass(frozen=True)
class RestorerSettings:
    """How a text is restored; the settings of each step with it (`clean_lattice` where no letters were misread).

    Attributes:
        adapt_below, adapt_least, adapt_most, adapt_weight: a token in doubt (posterior below) that stands at least
            so often in the text is judged by the readings its other places got as well, weighted.
        listed: readings with a posterior of at least this are candidates.
        doubt, ambiguous: an unknown word with a posterior below `doubt`, any with one below `ambiguous` is flagged.
        doubted_number: a number that its readers give less than this is flagged.
    """

    adapt_below: float = 0.995
    adapt_least: int = 3
    adapt_most: int = 50
    adapt_weight: float = 0.9
    listed: float = 0.001
    doubt: float = 0.9
    ambiguous: float = 0.6
    doubted_number: float = 0.98
    condition: ConditionSettings = field(default_factory=ConditionSettings)
    joints: JointSettings = field(default_factory=JointSettings)
    readings: ReadingSettings = field(default_factory=ReadingSettings)
    lattice: LatticeSettings = field(default_factory=LatticeSettings)
    clean_lattice: LatticeSettings = field(default_factory=lambda: LatticeSettings(kept=4))


class _Kinds(NamedTuple):
    """The kinds of tokens, by their numbers in the table of readings, and which tokens may be changed."""

    numbers: Positions
    free: npt.NDArray[np.bool_]


class Restorer:
    """Restores texts with one language model, channel and tagger; loaded once, used for many texts.

    Attributes:
        model: the language model.
        tagger: the network that is asked about words in doubt, if there is one.
    """

    def __init__(
        self,
        model: LanguageModel,
        channel: Channel,
        names: Collection[str] = (),
        tagger: Tagger | None = None,
        settings: RestorerSettings | None = None,
    ) -> None:
        self.model = model
        self._channel = channel
        self.tagger = tagger
        self._settings = settings or RestorerSettings()
        self._bare = frozenset(strip_marks(word) for word in model.words)
        self._table = ReadingTable(model, channel, names, self._settings.readings)

    def restore(self, source: str, offers: Sequence[Offer] = (), head: str = "") -> Restoration:
        """Restore diacritics and damaged letters of a text; see `ntm_extract.restore.restore`.

        Args:
            source: the text as it was read.
            offers: what readers of a picture say words in doubt may be, in order, spans in `source`.
            head: what stands before it in the document, restored; the provinces it names tell the names of places.
        """
        treated = treat(source)
        text, loss = treated.text, _treatable(treated)
        fences = sorted([*find_fences(text), *find_list_letters(text)])
        found = find_tokens(mark_holes(text, loss) if loss else text)
        tokens, sentences, fenced = _arrange(found, fences)
        condition = self._judge(tokens, sentences, fenced)
        if loss:
            condition = condition.after(loss)
        if condition.lost and condition.damaged:
            fences = beside(fences, find_misread(text))
            found = list(cut_glued(list(attach_signs(found, text)), self._channel, self._bare, self._settings.joints))
            tokens, sentences, fenced = _arrange(found, fences)
            condition = self._judge(tokens, sentences, fenced)
        self._table.forget()
        shares = share_out(offers, tokens) if text == source else {}
        kinds = self._find_kinds(tokens, sentences, fenced, condition, shares)
        order, posterior = self._decode(sentences, kinds, condition)
        order, posterior = self._ask_tagger(tokens, sentences, kinds, order, posterior, condition)
        if condition.damaged:
            order, posterior = self._adapt(tokens, kinds, order, posterior)
        words = self._choose(tokens, kinds, order, posterior)
        words += (ChosenWord(f.start, f.end, f.text, UNREADABLE, guesses(f), f.flag) for f in fences)
        if text == source:
            words += self._doubted_numbers(offers, words)
        if loss:
            words = [without_holes(word, loss) for word in words]
        elif condition.lost:
            words = name_places(text, collocated(text, sorted(words)), self._read_as(condition), head)
        if condition.damaged and condition.lost:
            words = lower_raised(text, sorted(words))
            words += list(find_figures(text, words))
        return write_out(treated, source, sorted(words))

    def _read_as(self, condition: Condition) -> Callable[[str], Readings]:
        """Give the function that tells what a token of a text in a condition may have been."""
        return self._channel.readings if condition.damaged else self._channel.marked

    def _judge(
        self, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], fenced: Mapping[int, str]
    ) -> Condition:
        words = [
            [tokens[at].text for at in range(start, end) if tokens[at].kind == "word" and at not in fenced]
            for start, end in sentences
        ]
        return judge(words, self._bare, self._settings.condition)

    def _find_kinds(
        self,
        tokens: Sequence[Token],
        sentences: Sequence[tuple[int, int]],
        fenced: Mapping[int, str],
        condition: Condition,
        shares: Mapping[int, Shares],
    ) -> _Kinds:
        """Give the kind of each token, and whether it may be changed."""
        table = self._table
        number = table.fixed(NUMBER)
        kinds = np.empty(len(tokens), dtype=np.int64)
        free = np.zeros(len(tokens), dtype=bool)
        for state in set(condition.states):
            spans = (span for span, own in zip(sentences, condition.states, strict=True) if own == state)
            table.prepare(
                (tokens[at].text.lstrip() for span in spans for at in range(*span) if tokens[at].kind == "word"), state
            )
        for (start, end), state in zip(sentences, condition.states, strict=True):
            kind_of = table.kinds_in(state)
            for at in range(start, end):
                token = tokens[at]
                if at in fenced:
                    kinds[at] = table.fixed(fenced[at])
                elif token.kind == "number":
                    kinds[at] = number
                elif _ROMAN.fullmatch(token.text) and _is_ordinal(shares.get(at, ())):
                    kinds[at] = table.fixed(token.text)
                elif at in shares:
                    kinds[at], free[at] = table.offered(token.text.lstrip(), shares[at]), True
                else:
                    kinds[at], free[at] = kind_of(token.text.lstrip()), True
        return _Kinds(kinds, free)

    def _doubted_numbers(self, offers: Sequence[Offer], words: Sequence[ChosenWord]) -> list[ChosenWord]:
        """Give the numbers whose readers are not sure enough; they stay as they are, flagged."""
        found = []
        for offer in offers:
            best, sure = offer.candidates[0]
            if sure >= self._settings.doubted_number or not any(c.isdecimal() for c in best):
                continue
            inside = [word for word in words if word.start < offer.end and offer.start < word.end]
            symbols = (word.start for word in inside if not any(c.isdecimal() for c in word.text))
            end = min(symbols, default=offer.end)  # the symbol behind it is a word of its own
            if end > offer.start and not any(word.flag for word in inside):
                own = best[: end - offer.start]
                found.append(
                    ChosenWord(offer.start, end, own, max(sure, 2 * UNREADABLE), offer.candidates, "ambiguous")
                )
        return found

    def _decode(
        self, sentences: Sequence[tuple[int, int]], kinds: _Kinds, condition: Condition
    ) -> tuple[Positions, Floats]:
        words, costs = self._table.words[kinds.numbers], self._table.costs[kinds.numbers]
        settings = self._settings.lattice if condition.damaged else self._settings.clean_lattice
        return decode(self.model, words, costs, kinds.numbers, sentences, settings)

    def _ask_tagger(
        self,
        tokens: Sequence[Token],
        sentences: Sequence[tuple[int, int]],
        kinds: _Kinds,
        order: Positions,
        posterior: Floats,
        condition: Condition,
    ) -> tuple[Positions, Floats]:
        if self.tagger is None or not tokens:
            return order, posterior
        words = np.take_along_axis(self._table.words[kinds.numbers], order, 1).astype(np.int64)
        cases = np.array([case_of(token.text.lstrip()) if token.kind == "word" else LOWER for token in tokens])
        mixed = self.tagger.mix(words, posterior, cases, sentences, kinds.free, misread=condition.damaged)
        return _rank(order, mixed)

    def _adapt(
        self, tokens: Sequence[Token], kinds: _Kinds, order: Positions, posterior: Floats
    ) -> tuple[Positions, Floats]:
        """Let the other places where a token stands speak for its readings (`lang`: in this text always `làng`)."""
        settings = self._settings
        spellings = _spellings(tokens)
        places: dict[str, list[int]] = defaultdict(list)
        for at, spelling in enumerate(spellings):
            places[spelling].append(at)
        words = np.take_along_axis(self._table.words[kinds.numbers], order, 1)
        adapted = posterior.copy()
        for at in np.nonzero((posterior[:, 0] < settings.adapt_below) & kinds.free)[0].tolist():
            others = places[spellings[at]]
            if len(others) < settings.adapt_least:
                continue
            near = [other for other in others if other != at][: settings.adapt_most]
            same = words[near][:, :, None] == words[at]
            support = (0.5 + (same * posterior[near][:, :, None]).sum(axis=(0, 1))) / (len(near) + 1)
            weighed = posterior[at] * support**settings.adapt_weight
            adapted[at] = weighed / weighed.sum()
        return _rank(order, adapted)

    def _choose(self, tokens: Sequence[Token], kinds: _Kinds, order: Positions, posterior: Floats) -> list[ChosenWord]:
        """Give what each token reads as: the best reading, and all that are worth naming."""
        settings, table, unknown = self._settings, self._table, self.model.unknown
        chosen = []
        listed = (posterior >= settings.listed).sum(axis=1).tolist()
        best, sure = order[:, 0].tolist(), np.minimum(posterior[:, 0], 1.0).tolist()
        each, free = kinds.numbers.tolist(), kinds.free.tolist()
        for at, token in enumerate(tokens):
            if not free[at]:
                continue
            kind = each[at]
            glued = token.text[0] == " "
            letters = token.text[1:] if glued else token.text
            word = table.spell(kind, best[at], letters)
            confidence = round(sure[at], 4)
            flag = ""
            if confidence < settings.doubt:
                if table.words[kind, best[at]] == unknown:
                    flag = "unknown-word"
                elif confidence < settings.ambiguous:
                    flag = "ambiguous"
            candidates: tuple[tuple[str, float], ...] = ((word, confidence),)
            if listed[at] > 1:
                candidates = tuple(
                    (table.spell(kind, column, letters), round(p, 4))
                    for column, p in zip(
                        order[at, : listed[at]].tolist(), posterior[at, : listed[at]].tolist(), strict=True
                    )
                )
            chosen.append(
                ChosenWord(token.start, token.end, " " + word if glued else word, confidence, candidates, flag)
            )
        return chosen


def _rank(order: Positions, posterior: Floats) -> tuple[Positions, Floats]:
    """Bring the readings into the order of their posteriors."""
    ranks = np.argsort(-posterior, axis=1, kind="stable")
    return np.take_along_axis(order, ranks, 1), np.take_along_axis(posterior, ranks, 1)


def _treatable(treated: Repaired) -> Loss | None:
    """Give a loss whose holes can be told apart, its share left out, so that losses of one kind are equal."""
    loss = treated.loss
    return loss._replace(share=0.0) if loss and loss.placeholder != " " and HOLE not in treated.text else None


def _arrange(
    found: Sequence[Token], fences: Sequence[Fence]
) -> tuple[list[Token], list[tuple[int, int]], dict[int, str]]:
    """Give the tokens without boundaries, the sentences as ranges of them, and the model's word for those fenced."""
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    fenced: dict[int, str] = {}
    start = fence = 0
    for token in [*found, None]:
        if token is None or token.kind == "boundary":
            if len(tokens) > start:
                sentences.append((start, len(tokens)))
                start = len(tokens)
            continue
        while fence < len(fences) and fences[fence].end <= token.start:
            fence += 1
        if fence < len(fences) and fences[fence].start < token.end:
            near = fences[fence]
            inner = near.text[max(token.start - near.start, 0) : token.end - near.start]
            fenced[len(tokens)] = NUMBER if token.kind == "number" or near.flag else inner
        tokens.append(token)
    return tokens, sentences, fenced


def _spellings(tokens: Sequence[Token]) -> list[str]:
    """Give the letters that tokens are compared by: names apart from words, capitals of headings and openings not.

    A word with a capital is part of a name if the one before it has a capital as well.
    """
    spellings = []
    before = False
    for token in tokens:
        capital = token.text[:1].isupper() and not token.text.isupper()
        spellings.append(token.text if capital and before else place_tone(token.text.lower()))
        before = token.text[:1].isupper()
    return spellings


_ROMAN = re.compile("[IVX]{2,5}")
_OTHER = 0.05
"""Share of a candidate from which on it may be that what looks like a Roman numeral is a word."""


def _is_ordinal(shares: Shares) -> bool:
    """Whether all that a word in doubt may be are Roman numerals: like figures they are left to the picture."""
    return all(_ROMAN.fullmatch(text.upper()) for text, share in shares if share >= _OTHER)


MODEL, MISREADINGS, NAMES, TAGGER, CARD = "model.npz", "misreadings.json", "names.txt", "tagger.onnx", "card.md"
"""The files of a trained model's folder."""


@cache
def load_restorer(folder: Path | None = None) -> Restorer:
    """Load a model, its channel and tagger (once a process): the shipped ones, or what a folder has of them.

    Raises:
        UnreadableFileError: the folder's model cannot be read.
    """
    with ExitStack() as stack:

        def find(name: str) -> Path:
            own = folder / name if folder else None
            return own if own and own.exists() else stack.enter_context(as_file(DATA / name))

        try:
            model = LanguageModel.load(find(MODEL))
            channel = load_channel(model.words[2:], find(MISREADINGS))
            # A tagger fits the vocabulary of one model only.
            lacks = folder and (folder / MODEL).exists() and not (folder / TAGGER).exists()
            tagger = None if lacks else Tagger(find(TAGGER), model.words)
        except (OSError, ValueError, KeyError) as error:
            raise UnreadableFileError(f"Không đọc được mô hình phục hồi dấu ({error})") from error
        return Restorer(model, channel, load_names(find(NAMES)), tagger)


def load_names(path: Path) -> frozenset[str]:
    """Read parts of names that are foreign to Vietnamese, here without marks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(strip_marks(line) for line in lines if not line.startswith("#"))
