"""The product's reading as it is measured: restored pages, their tables, and which words it holds in doubt itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benchmarks.reading.readings import PageRead, Span
from ntm_extract.batch.report import REVIEW_BELOW
from ntm_extract.pages import PAGE_BREAK, Reading, Word
from ntm_extract.restore import Restoration, Syllable


def is_flagged(words: Sequence[Word], syllables: Sequence[Syllable]) -> bool:
    """Whether the product says of a token that it may be wrong.

    Args:
        words: that the token was read from.
        syllables: that the restorer lists for it.
    """
    read_in_doubt = any(word.confidence < REVIEW_BELOW or len(word.candidates) > 1 for word in words)
    return read_in_doubt or any(syllable.flag for syllable in syllables)


def find_flagged(reading: Reading, restoration: Restoration) -> list[Span]:
    """Find the tokens of a restored text that are flagged; a token is what stands between blanks."""
    found: list[Span] = []
    syllables = iter(sorted(restoration.syllables, key=lambda syllable: syllable.start))
    waiting: list[Syllable] = []
    for token in re.finditer(r"\S+", restoration.text):
        start, end = token.span()
        waiting = [syllable for syllable in waiting if syllable.end > start]
        while not waiting or waiting[-1].start < end:
            syllable = next(syllables, None)
            if syllable is None:
                break
            waiting.append(syllable)
        words = [word for _, word in reading.words_in(*restoration.alignment.to_source(start, end))]
        if is_flagged(words, [syllable for syllable in waiting if syllable.start < end and syllable.end > start]):
            found.append((start, end))
    return found


def pages_of(reading: Reading, restoration: Restoration) -> tuple[PageRead, ...]:
    """Give the pages of the product's reading as they are measured: restored text, flags, cells, verdicts."""
    texts = restoration.text.split(PAGE_BREAK)
    flagged = find_flagged(reading, restoration)
    pages: list[PageRead] = []
    at = 0
    for page, base, text in zip(reading.pages, reading.page_starts, texts, strict=True):
        tables = []
        for table in page.tables:
            spans = [restoration.alignment.to_target(base + cell.start, base + cell.end) for cell in table.cells]
            places = ((cell.row, cell.column) for cell in table.cells)
            tables.append(
                tuple((*place, restoration.text[slice(*span)]) for place, span in zip(places, spans, strict=True))
            )
        own = tuple((start - at, end - at) for start, end in flagged if at <= start < at + len(text))
        pages.append(PageRead(text, page.text, own, tuple(tables), page.verdict.label))
        at += len(text) + len(PAGE_BREAK)
    return tuple(pages)
