"""What the readers of a picture saw where a span of the outlined text stands, and how sure they were of it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple, TypeVar

from ntm_extract.extract.origins import Origins
from ntm_extract.pages import Box, Word, surround
from ntm_extract.plan import Unread, UnreadField

SURE = 0.8
"""Figures of the number and date line that their readers give less than this together are not taken over.

Of 200 lines with figures written by hand 13 would stand wrong without a limit, and 161 right. With this limit 2 stand
wrong and 114 right, the others are left open; with 0.7 it is 4 and 129, with 0.9 it is 1 and 80
(`python -m benchmarks.handwriting`). Printed figures lie above 0.98, also on bad scans.
"""
MOST_WORDS = 4
"""Words of a place that are put together from their candidates; one that is in more pieces was not understood."""
LIKELY, MOST_NAMED = 0.01, 8
"""Less likely candidates than this are not named, and no more than so many."""

Value = TypeVar("Value", bound=Hashable)


class Option(NamedTuple):
    """What may stand in a place, and how likely it is (0 to 1)."""

    text: str
    probability: float


@dataclass(frozen=True)
class Seen:
    """A span of the outlined text as the readers of its page saw it.

    Attributes:
        options: what may stand there, words joined by a blank, the likeliest first.
        is_picture: whether it was read from a picture; what a text layer or a file says is not doubted here.
    """

    options: tuple[Option, ...]
    is_picture: bool

    def shares(self, value_of: Callable[[str], Value]) -> dict[Value, float]:
        """Give how likely each value is that the options come to, the likeliest first."""
        sums: dict[Value, float] = defaultdict(float)
        for option in self.options:
            sums[value_of(option.text)] += option.probability
        return dict(sorted(sums.items(), key=lambda share: -share[1]))

    def is_doubted(self, value: Hashable, value_of: Callable[[str], Hashable]) -> bool:
        """Whether the readers of a picture are not sure enough that `value` stands there."""
        return self.is_picture and self.shares(value_of).get(value, 0.0) < SURE


def look_at(origins: Origins, start: int, end: int) -> Seen:
    """Look up what the readers saw where a span of the outlined text stands; whole words, as they are on the page."""
    found = origins.words(start, end)
    texts = [page.text[word.start : word.end] for page, word in found]
    is_picture = any(page.origin == "ocr" for page, _ in found)
    return Seen(_join([_options(text, word) for text, (_, word) in zip(texts, found, strict=True)]), is_picture)


def _options(text: str, word: Word) -> Sequence[Option]:
    return [Option(*candidate) for candidate in word.candidates] or [Option(text, min(word.confidence, 1.0))]


def _join(words: Sequence[Sequence[Option]]) -> tuple[Option, ...]:
    """Put the options of words together to those of the place they stand in."""
    if not 0 < len(words) <= MOST_WORDS:
        return ()
    joined = (
        Option(" ".join(word.text for word in way), math.prod(word.probability for word in way))
        for way in product(*words)
    )
    return tuple(sorted(joined, key=lambda option: -option.probability))


def make_unread(
    origins: Origins, span: tuple[int, int], field: UnreadField, note: str, candidates: Iterable[tuple[str, float]]
) -> Unread | None:
    """Give the place of a field that could not be read surely; None where it was not read from a picture.

    Args:
        origins: of the document.
        span: of its whole line, in the outlined text.
        field: of the document's head.
        note: for the clerk, in Vietnamese.
        candidates: values that the field may have, the likeliest first.
    """
    boxes = origins.boxes(*span)
    words = origins.words(*span)
    if not boxes or not any(page.origin == "ocr" for page, _ in words):
        return None
    start, end = origins.source(*span)
    page = boxes[0][0]
    return Unread(
        field=field,
        page=page,
        bbox=[_rounded(box) for number, box in boxes if number == page],
        source_quote=origins.restoration.source[start:end],
        candidates=[(text, round(share, 4)) for text, share in candidates if share >= LIKELY][:MOST_NAMED],
        picture=None,
        note=note,
    )


def make_unseen(origins: Origins, field: UnreadField, note: str) -> Unread | None:
    """Give the head of a page as the place of a field whose line nobody could read there.

    Args:
        origins: of the document.
        field: of the document's head.
        note: for the clerk, in Vietnamese.

    Returns:
        None where the head was not read from a picture, or is not that of a letter (issuing body above, kind below).
    """
    above, below = (origins.outline.of_role(*roles) for roles in (("letterhead", "motto"), ("kind",)))
    words = [found for block in (*above, *below[:1]) for found in origins.words(block.start, block.end)]
    pages = {page.number: page for page, _ in words}
    if not above or not below or len(pages) != 1 or any(page.origin != "ocr" for page in pages.values()):
        return None
    around = _rounded(surround(word.box for _, word in words))
    return Unread(field=field, page=min(pages), bbox=[around], source_quote="", candidates=[], picture=None, note=note)


def _rounded(box: Box) -> Box:
    return Box(*(round(value, 2) for value in box))
