"""A paragraph with all that is known about it and about what it stands under, for the finding of targets."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ntm_extract.extract.keys import Keys
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.targets.anchors import LISTED, UNIT_WORDS, Anchor, find_anchors
from ntm_extract.extract.targets.numbers import Quantity
from ntm_extract.extract.times.dates import TimeSpan
from ntm_extract.extract.times.timeline import Timeline
from ntm_extract.knowledge.folding import place_tones
from ntm_extract.knowledge.indicators import IndicatorLexicon
from ntm_extract.outline.structure import Block, Outline

SEPARATOR = re.compile(r"[;()]|,(?!\d)|\.(?=\s|$)")
"""What ends the words that go with a number; a colon does not (`Thu nhập bình quân: 62 triệu đồng`)."""


@dataclass(frozen=True, eq=False)
class Grounds:
    """What a whole document offers: its structure, words, times, numbers.

    Attributes:
        outline: its blocks.
        low: the outlined text in lower case with traditional tone placement, same length.
        keys: its words.
        times, quantities: its time expressions and numbers, in order.
        fenced: spans of citations, in which numbers mean something else.
        doubted: spans of words that the restorer is not sure of.
        lexicon: the words by which targets are recognised.
        own_level: level of the plan.
        issued_on: its date (EDTF): what was due before it is a fact.
        about_ntm: its title speaks of new rural areas, so that `đạt chuẩn` alone means theirs.
    """

    outline: Outline
    low: str
    keys: Keys
    times: Timeline
    quantities: Sequence[Quantity]
    fenced: Spans
    doubted: Spans
    lexicon: IndicatorLexicon
    own_level: str | None
    issued_on: str | None
    about_ntm: bool

    @cached_property
    def _quantity_starts(self) -> list[int]:
        return [quantity.start for quantity in self.quantities]

    def quantities_in(self, start: int, end: int) -> Sequence[Quantity]:
        """Give the numbers that begin in `[start, end)`."""
        return self.quantities[bisect_left(self._quantity_starts, start) : bisect_left(self._quantity_starts, end)]

    @cached_property
    def _passages(self) -> dict[int, Passage]:
        return {}

    def passage(self, block: Block) -> Passage:
        """Give a block as a passage, the same one whenever it is asked for."""
        return self._passages.setdefault(block.start, Passage(self, block))


@dataclass(frozen=True, eq=False)
class Passage:
    """One block of the document and the blocks it stands under."""

    grounds: Grounds
    block: Block

    @cached_property
    def ancestors(self) -> list[Block]:
        """The blocks above, nearest first."""
        found: list[Block] = []
        parent = self.block.parent
        while parent is not None:
            found.append(self.grounds.outline.blocks[parent])
            parent = found[-1].parent
        return found

    @cached_property
    def governors(self) -> list[Block]:
        """The blocks above and the lead-ins beside them, nearest first."""
        blocks = self.grounds.outline.blocks
        at = bisect_left(blocks, self.block.start, key=lambda block: block.start)
        return [blocks[one] for one in self.grounds.outline.governors_of(at)]

    @cached_property
    def times(self) -> Sequence[TimeSpan]:
        """The times of the block."""
        return self.grounds.times.within(self.block.body, self.block.end)

    @cached_property
    def anchors(self) -> list[Anchor]:
        """The places at which a target can hang."""
        start, end = self.block.body, self.block.end
        return find_anchors(
            self.text,
            self.grounds.keys,
            (start, end),
            self.grounds.quantities_in(start, end),
            self.grounds.fenced.within(start, end).joined((time.start, time.end) for time in self.times),
            self.lexicon,
            self.grounds.own_level,
        )

    @cached_property
    def headings(self) -> str:
        """The headings above, in lower case."""
        return " ".join(self.low_of(block) for block in self.ancestors if block.role == "heading")

    @cached_property
    def lead_in(self) -> str:
        """The paragraph or item the block stands under or behind, in lower case; "" under a heading."""
        above = self.governors[0] if self.governors else None
        return self.low_of(above) if above is not None and above.role != "heading" else ""

    @cached_property
    def around(self) -> str:
        """The block, its lead-in and its headings, in lower case."""
        return f"{self.low_of(self.block)} {self.lead_in} {self.headings}"

    @cached_property
    def names_standard(self) -> bool:
        """Whether the block or what it stands under speaks of new rural areas."""
        return self.grounds.about_ntm or self.lexicon.status_in(self.around) is not None

    @property
    def text(self) -> str:
        """The outlined text (of the whole document: offsets are its own)."""
        return self.grounds.outline.text

    @property
    def low(self) -> str:
        """The outlined text in lower case."""
        return self.grounds.low

    @property
    def lexicon(self) -> IndicatorLexicon:
        """The words by which targets are recognised."""
        return self.grounds.lexicon

    def low_of(self, block: Block) -> str:
        """Give a block's words, marker left out, in lower case."""
        return self.low[block.body : block.end]

    def right_of(self, anchor: Anchor, end: int) -> tuple[str, int]:
        """Give what is said of the units counted, up to a separator, and where it ends; brackets are passed over."""
        words: list[str] = []
        listed = LISTED.match(self.text, anchor.end, end) if anchor.group in UNIT_WORDS else None
        at = stop = listed.end() if listed else anchor.end
        while at < end:
            cut = SEPARATOR.search(self.low, at, end)
            until = cut.start() if cut else end
            words.append(self.low[at:until])
            if words[-1].strip():
                stop = at + len(words[-1].rstrip())
            if cut is None or cut.group() != "(":
                break
            close = self.low.find(")", until, end)
            if close < 0:
                break
            at = close + 1
        joined = "".join(words)
        colon = joined.find(":")
        if colon >= 0:  # behind a colon stand names or a list
            joined = joined[:colon]
            stop = min(stop, self.low.find(":", anchor.end, end))
        return joined, max(stop, anchor.end)


def lower_same_length(text: str) -> str:
    """Lower the case and make tone placement regular without moving any character."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    placed = place_tones(low)
    return placed if len(placed) == len(low) else low
