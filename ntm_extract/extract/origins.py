"""Where a span of the outlined text comes from: the source, its words on the page, its page and boxes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ntm_extract.outline.structure import Outline
from ntm_extract.pages import Box, Page, Reading, Word
from ntm_extract.restore.restoration import Restoration, Syllable

PLAIN_MEDIA = ("text", "docx")
"""Documents without pages: page and boxes of their rows are null."""


@dataclass(frozen=True)
class Origins:
    """Follows spans of the outlined text back through the restored text to the pages as they were read."""

    outline: Outline
    restoration: Restoration
    reading: Reading

    def restored(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the restored text that a span of the outlined text was made from."""
        return self.outline.alignment.to_source(start, end)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of the source text that a span of the outlined text was made from."""
        return self.restoration.alignment.to_source(*self.restored(start, end))

    def syllables(self, start: int, end: int) -> Sequence[Syllable]:
        """Give what the restorer says of the words that a span of the outlined text touches."""
        start, end = self.restored(start, end)
        return self.restoration.syllables[bisect_right(self._ends, start) : bisect_left(self._starts, end)]

    @cached_property
    def _starts(self) -> list[int]:
        return [syllable.start for syllable in self.restoration.syllables]

    @cached_property
    def _ends(self) -> list[int]:
        return [syllable.end for syllable in self.restoration.syllables]

    def words(self, start: int, end: int) -> list[tuple[Page, Word]]:
        """Give the words on the page that a span of the outlined text touches; none in documents without places."""
        return self.reading.words_in(*self.source(start, end))

    def boxes(self, start: int, end: int) -> list[tuple[int, Box]] | None:
        """Give a (page number, box) for each line of a span of the outlined text; None in documents without pages."""
        return None if self.reading.media in PLAIN_MEDIA else self.reading.boxes_in(*self.source(start, end))

    def page(self, start: int, end: int) -> int | None:
        """Give the page on which a span of the outlined text begins; None in documents without pages."""
        return None if self.reading.media in PLAIN_MEDIA else self.reading.page_at(self.source(start, end)[0]).number
