"""Restored words where they stand on the page: each has the box of what it was read from.

The restored text has the pages and lines of the source. Within a line the alignment tells from which words of the
source a restored one comes; where several come of one (`thd£phai` → `thời phải`), its box is shared out by letters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple, TypeVar

from ntm_extract.alignment import Alignment
from ntm_extract.pages import Aside, Box, Cell, Page, Table, Word, surround
from ntm_extract.restore.restoration import Restoration, Syllable

_TOKEN = re.compile(r"\S+")

LIKELY = 0.01
"""Less likely readings than this are not worth a line in a file."""
UPRIGHT = 2.0
"""A word of several syllables that is this many times as high as it is wide does not run from left to right."""

Candidates = tuple[tuple[str, float], ...]
Part = TypeVar("Part", Cell, Aside)


class TranscriptWord(NamedTuple):
    """One word of a page as it is given.

    Attributes:
        start, end: its span in the page's text.
        box: in points; None where the document has no places.
        confidence: how sure its reader was, times how sure the restorer is, 0 to 1.
        source: what was read there, where that is something else.
        candidates: what it may be, with probabilities, the chosen one first; empty where nothing else is likely.
        flag: why it needs a look (`unreadable-number`, `ambiguous`, `unknown-word`), or empty.
    """

    start: int
    end: int
    text: str
    box: Box | None
    confidence: float
    source: str | None = None
    candidates: Candidates = ()
    flag: str = ""


@dataclass(frozen=True)
class TranscriptLine:
    """One line of a page: its span in the page's text, and its words."""

    start: int
    end: int
    words: tuple[TranscriptWord, ...]


@dataclass(frozen=True)
class TranscriptPage:
    """One page as it is given.

    Attributes:
        page: as it was read.
        text: restored, or as read.
        tables, asides: their spans are of `text`.
    """

    page: Page
    text: str
    lines: tuple[TranscriptLine, ...]
    tables: tuple[Table, ...]
    asides: tuple[Aside, ...]


def transcribe(page: Page, restoration: Restoration | None = None) -> TranscriptPage:
    """Put the words of a page in place.

    Args:
        page: as read.
        restoration: of `page.text`; None gives the words as they were read.
    """
    return _Scribe(page, restoration or Restoration(page.text, page.text, Alignment.identity(len(page.text)))).page()


class _Origin(NamedTuple):
    """Where a token of the restored line comes from: a span of the page's source, and the words that it touches."""

    start: int
    end: int
    first: int
    after: int


class _Scribe:
    """Puts the words of one page in place."""

    def __init__(self, page: Page, restoration: Restoration) -> None:
        self._page, self._text = page, restoration.text
        self._alignment, self._syllables = restoration.alignment, restoration.syllables
        self._syllable_starts = [syllable.start for syllable in restoration.syllables]
        self._word_starts = [word.start for word in page.words]

    def page(self) -> TranscriptPage:
        source, own = _line_spans(self._page.text), _line_spans(self._text)
        lines = tuple(
            TranscriptLine(*span, tuple(self._line(before, span))) for before, span in zip(source, own, strict=True)
        )
        tables = tuple(
            replace(table, cells=tuple(self._placed(cell) for cell in table.cells)) for table in self._page.tables
        )
        asides = tuple(self._placed(aside) for aside in self._page.asides)
        return TranscriptPage(self._page, self._text, lines, tables, asides)

    def _placed(self, part: Part) -> Part:
        start, end = self._alignment.to_target(part.start, part.end)
        return part._replace(start=start, end=end if part.end > part.start else start)

    def _line(self, source: tuple[int, int], own: tuple[int, int]) -> Iterator[TranscriptWord]:
        first, after = (bisect_left(self._word_starts, at) for at in source)
        words = self._page.words[first:after]
        tokens = [match.span() for match in _TOKEN.finditer(self._text, *own)]
        origins = [self._origin(token, source, words) for token in tokens]
        for group in _groups(origins):
            yield from self._together(tokens[group], origins[group], words)

    def _origin(self, token: tuple[int, int], line: tuple[int, int], words: Sequence[Word]) -> _Origin:
        start, end = (min(max(at, line[0]), line[1]) for at in self._alignment.to_source(*token))
        first = after = 0
        if words:
            first = min(bisect_right(words, start, key=lambda word: word.end), len(words) - 1)
            after = max(first + 1, bisect_left(words, end, key=lambda word: word.start))
        return _Origin(start, end, first, after)

    def _together(
        self, tokens: Sequence[tuple[int, int]], origins: Sequence[_Origin], words: Sequence[Word]
    ) -> Iterator[TranscriptWord]:
        """Give the tokens that come from the same words."""
        touched = words[min(o.first for o in origins) : max(o.after for o in origins)]
        span = (touched[0].start, touched[-1].end) if touched else (origins[0].start, origins[-1].end)
        read = self._page.text[slice(*span)].strip()
        source = None if read.split() == [self._text[slice(*token)] for token in tokens] else read
        confidence = min((word.confidence for word in touched), default=1.0)
        is_one = len(tokens) == len(touched) == 1
        boxes = _share_out(surround([word.box for word in touched]), tokens) if touched else [None] * len(tokens)
        for (start, end), box in zip(tokens, boxes, strict=True):
            first, after = (bisect_left(self._syllable_starts, at) for at in (start, end))
            own = self._syllables[first:after]
            sure = min((syllable.confidence for syllable in own), default=1.0)
            yield TranscriptWord(
                start,
                end,
                self._text[start:end],
                box,
                round(min(max(confidence, 0.0), 1.0) * sure, 4),
                source,
                self._candidates(start, end, own) or (_as_read(touched[0], self._text[start:end]) if is_one else ()),
                next((syllable.flag for syllable in own if syllable.flag), ""),
            )

    def _candidates(self, start: int, end: int, syllables: Sequence[Syllable]) -> Candidates:
        """Give what the restorer says a token may be, one of its syllables read in another way at a time."""
        others = [
            (self._text[start : s.start] + reading + self._text[s.end : end], probability)
            for s in syllables
            for reading, probability in s.candidates[1:]
        ]
        return _ranked(self._text[start:end], min((s.confidence for s in syllables), default=0.0), others)


def _as_read(word: Word, text: str) -> Candidates:
    """Give what a word's reader says it may be, with what stands there now in front."""
    chosen = dict(word.candidates).get(text, word.confidence)
    return _ranked(text, chosen, [other for other in word.candidates if other[0] != text])


def _ranked(text: str, chosen: float, others: Sequence[tuple[str, float]]) -> Candidates:
    likely = sorted((other for other in others if other[1] >= LIKELY), key=lambda other: -other[1])
    return ((text, chosen), *likely) if likely else ()


def _line_spans(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def _groups(origins: Sequence[_Origin]) -> Iterator[slice]:
    """Give the runs of tokens that share words of the source; without words each stands alone."""
    cuts = [0]
    for at, (left, right) in enumerate(pairwise(origins), 1):
        if right.first >= left.after or left.after == 0:
            cuts.append(at)
    yield from (slice(a, b) for a, b in pairwise([*cuts, len(origins)]) if b > a)


def _share_out(box: Box, tokens: Sequence[tuple[int, int]]) -> list[Box | None]:
    """Share a box out among the tokens read from it, by their letters; one that runs upwards is left whole."""
    if len(tokens) == 1 or box.bottom - box.top > UPRIGHT * (box.x1 - box.x0):
        return [box] * len(tokens)
    begin, length = tokens[0][0], tokens[-1][1] - tokens[0][0]
    per_letter = (box.x1 - box.x0) / length
    return [box._replace(x0=box.x0 + (a - begin) * per_letter, x1=box.x0 + (b - begin) * per_letter) for a, b in tokens]
