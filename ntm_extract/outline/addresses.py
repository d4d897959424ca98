"""Outline addresses from the sequence of numbers and letters: `I.1.c`, `Điều 3.2.a`, `Phụ lục III.6`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from ntm_extract.outline.lines import fold
from ntm_extract.outline.markers import RANK, Marker

Fit = Literal["next", "first", "gap", "same", "restart", "wild"]
_LARGEST_GAP = 4  # numbers OCR may have lost in a row


@dataclass(frozen=True, slots=True)
class Entry:
    """One open level: its marker and the index of its block."""

    marker: Marker
    index: int


class Numbering:
    """The levels open at one place of a document part, outermost first.

    Args:
        base: what every address of the part begins with, e.g. `Phụ lục III`; "" for the main part.
        base_index: the block that carries the base, or None.
    """

    def __init__(self, base: str = "", base_index: int | None = None) -> None:
        self.base = base
        self.base_index = base_index
        self.levels: list[Entry] = []
        self.articles = 0  # articles are numbered through, over chapters

    def fork(self) -> Numbering:
        """Give a numbering of its own that stands where this one does."""
        other = Numbering(self.base, self.base_index)
        other.levels, other.articles = list(self.levels), self.articles
        return other

    @property
    def started(self) -> bool:
        """Whether a numbered block has been met."""
        return bool(self.levels)

    def is_headless(self, marker: Marker) -> bool:
        """Whether all open levels stand below that of a marker: their own heads are lost (`a)`, `b)`, then `8.`)."""
        return all(_rank(marker) < _rank(entry.marker) for entry in self.levels)

    @property
    def address(self) -> str:
        """The address of unnumbered text at this place; `preamble` before the first heading."""
        return self._address(self.levels) or "preamble"

    @property
    def chapter(self) -> tuple[str, int | None]:
        """The address and block of the chapter, i.e. of the outermost open level."""
        if not self.levels:
            return self.address, self.base_index
        return self._address(self.levels[:1]), self.levels[0].index

    @property
    def parent(self) -> int | None:
        """The block that unnumbered text at this place stands under."""
        return self.levels[-1].index if self.levels else self.base_index

    @property
    def depth(self) -> int:
        """The depth of a block directly under the innermost open level."""
        return len(self.levels) + (self.base_index is not None)

    def fit(self, marker: Marker) -> Fit:
        """Tell how a marker would follow those before it (`2.` after `1.` is the next)."""
        if marker.style == "article" and marker.order == self.articles + 1:
            return "next"
        sibling = self._sibling(marker)
        if marker.style == "decimal" and sibling is None:
            parent = next((e.marker for e in reversed(self.levels) if e.marker.style in ("number", "decimal")), None)
            if parent and marker.label.rsplit(".", 1)[0] != parent.label:
                return "wild"
        if sibling is None:
            return "first" if marker.order == 1 else "gap" if 1 < marker.order <= _LARGEST_GAP - 1 else "wild"
        last = self.levels[sibling].marker
        step = marker.order - last.order
        if step == 1 or (marker.style == "letter" and last.label == "d" and marker.label in ("d", "e")):
            return "next"
        if step == 0:
            return "same"
        if 1 < step <= _LARGEST_GAP:
            return "gap"
        return "restart" if marker.order == 1 else "wild"

    def skipped(self, marker: Marker) -> int | None:
        """Give the index of the block after which the one number a marker skips must stand, None if it skips none.

        It is -1 for the second chapter of a part that has no first.

        Example: for `6.` after `4.` it is that of `4.`; for `2.` right under a chapter, that of the chapter.
        """
        sibling = self._sibling(marker)
        if sibling is not None:
            entry = self.levels[sibling]
            return entry.index if marker.order - entry.marker.order == 2 and self.fit(marker) == "gap" else None
        above = [entry for entry in self.levels if _rank(entry.marker) < _rank(marker)]
        if marker.order != 2:
            return None
        return above[-1].index if above else -1 if marker.style == "roman" else None

    def place(self, marker: Marker, index: int) -> None:
        """Open the level of an accepted marker, closing its elder siblings and all below them."""
        sibling = self._sibling(marker)
        if sibling is not None:
            last = self.levels[sibling].marker
            if marker.style == "letter" and last.label == marker.label == "d":
                marker = replace(marker, label="đ", order=marker.order + 1)  # the mark of the second was lost
            del self.levels[sibling:]
        else:
            while self.levels and not _stands_above(self.levels[-1].marker, marker):
                self.levels.pop()
        self.levels.append(Entry(marker, index))
        if marker.style == "article":
            self.articles = marker.order

    def _sibling(self, marker: Marker) -> int | None:
        for i in range(len(self.levels) - 1, -1, -1):
            other = self.levels[i].marker
            if other.style != marker.style:
                continue
            if marker.style == "part" and other.label.split()[0] != marker.label.split()[0]:
                continue  # Phần stands above Chương, each with numbers of its own
            if marker.style == "decimal" and other.label.rsplit(".", 1)[0] != marker.label.rsplit(".", 1)[0]:
                continue
            return i
        return None

    def _address(self, levels: list[Entry]) -> str:
        first = max((i for i, e in enumerate(levels) if e.marker.style == "article"), default=0)
        labels: list[str] = [self.base] if self.base else []
        for i, entry in enumerate(levels[first:], first):
            below = levels[i + 1].marker if i + 1 < len(levels) else None
            if below and below.style == "decimal" and below.label.startswith(entry.marker.label + "."):
                continue  # 1.1 printed under 1. already says the 1
            labels.append(entry.marker.label)
        return ".".join(labels)


def _stands_above(upper: Marker, lower: Marker) -> bool:
    """Whether a level may stay open over another: one of `5.` does not over `1.1`."""
    if lower.style == "decimal" and upper.style in ("number", "decimal"):
        return lower.label.startswith(upper.label + ".")
    return _rank(upper) < _rank(lower)


def _rank(marker: Marker) -> float:
    if marker.style == "part":
        return RANK["part"] + 0.5 * fold(marker.label).startswith("chuong")
    return RANK[marker.style] + (0.1 * marker.label.count(".") if marker.style == "decimal" else 0)
