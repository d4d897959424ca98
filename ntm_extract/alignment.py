"""Where a piece of one text stands in another text made from it.

Each step of the pipeline that rewrites text (restoring diacritics, joining hard-wrapped lines) keeps an
`Alignment`, so that a span of the final text can be followed back to the words and boxes it was read from.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple


@dataclass(frozen=True)
class Alignment:
    """A monotone map between the characters of a source text and those of a target text.

    The map is a list of pieces `(source_start, source_end, target_start, target_end)` in order, touching on
    both sides. Inside a piece of equal length characters correspond one to one; a piece of unequal length
    (`thd£phai` → `thời phải`) corresponds as a whole.

    Example: `Alignment.of_pieces([("Ké", "Kế"), (" ", " "), ("hoach", "hoạch")])`.
    """

    pieces: tuple[tuple[int, int, int, int], ...]

    @classmethod
    def of_pieces(cls, pairs: Iterable[tuple[str, str]]) -> Alignment:
        """Build the map from consecutive (source, target) strings, whose joins are the two texts."""
        lengths = ((len(source), len(target)) for source, target in pairs)
        return cls.of_cuts(accumulate(lengths, lambda at, piece: (at[0] + piece[0], at[1] + piece[1]), initial=(0, 0)))

    @classmethod
    def of_cuts(cls, cuts: Iterable[tuple[int, int]]) -> Alignment:
        """Build the map from the positions (source, target) at which both texts are cut, ends included."""
        pieces: list[tuple[int, int, int, int]] = []
        for (s, t), (s2, t2) in pairwise(cuts):
            equal = s2 - s == t2 - t
            last = pieces[-1] if pieces else None
            if last and equal and last[1] - last[0] == last[3] - last[2]:
                pieces[-1] = (last[0], s2, last[2], t2)
            elif s2 > s or t2 > t:
                pieces.append((s, s2, t, t2))
        return cls(tuple(pieces))

    @classmethod
    def identity(cls, length: int) -> Alignment:
        """Map a text of `length` characters to itself."""
        return cls(((0, length, 0, length),) if length else ())

    @cached_property
    def _source_ends(self) -> list[int]:
        return [p[1] for p in self.pieces]

    @cached_property
    def _target_ends(self) -> list[int]:
        return [p[3] for p in self.pieces]

    @cached_property
    def _source_starts(self) -> list[int]:
        return [p[0] for p in self.pieces]

    @cached_property
    def _target_starts(self) -> list[int]:
        return [p[2] for p in self.pieces]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Give the source span that the target span `[start, end)` came from (the smallest that covers it)."""
        first = bisect_right(self._target_ends, start)
        last = bisect_left(self._target_starts, end) - 1
        return self._cross(first, last, start, end, from_target=True)

    def to_target(self, start: int, end: int) -> tuple[int, int]:
        """Give the target span that the source span `[start, end)` became."""
        first = bisect_right(self._source_ends, start)
        last = bisect_left(self._source_starts, end) - 1
        return self._cross(first, last, start, end, from_target=False)

    def _cross(self, first: int, last: int, start: int, end: int, *, from_target: bool) -> tuple[int, int]:
        if not self.pieces:
            return 0, 0
        first, last = min(first, len(self.pieces) - 1), max(last, 0)
        if last < first:
            last = first
        a0, a1, b0, b1 = self._sides(first, from_target)
        new_start = b0 + min(start - a0, b1 - b0) if a1 - a0 == b1 - b0 else b0
        a0, a1, b0, b1 = self._sides(last, from_target)
        new_end = b0 + min(max(end - a0, 0), b1 - b0) if a1 - a0 == b1 - b0 else b1
        return new_start, max(new_start, new_end)

    def _sides(self, index: int, from_target: bool) -> tuple[int, int, int, int]:
        s0, s1, t0, t1 = self.pieces[index]
        return (t0, t1, s0, s1) if from_target else (s0, s1, t0, t1)


def compose(first: Alignment, second: Alignment) -> Alignment:
    """Join the maps source → middle and middle → target, cut wherever both can be cut.

    Example: `Kê\u0301 hoach` → `Kế hoach` → `Kế hoạch` gives the map from the first to the last.
    """
    left, right = [(c, d, a, b) for a, b, c, d in first.pieces], second.pieces
    cuts: list[tuple[int, int]] = [(0, 0)]
    i = j = 0
    while i < len(left) or j < len(right):
        middle = min(pieces[at][1] for pieces, at in ((left, i), (right, j)) if at < len(pieces))
        source, i = _cross_at(left, i, middle)
        target, j = _cross_at(right, j, middle)
        if source is not None and target is not None:
            cuts.append((source, target))
    return Alignment.of_cuts(cuts)


def _cross_at(pieces: Sequence[tuple[int, int, int, int]], at: int, near: int) -> tuple[int | None, int]:
    """Give what stands opposite `near` (None within a piece that cannot be cut), and the piece to look at next."""
    if at == len(pieces):
        return (pieces[-1][3] if pieces else 0), at
    near0, near1, far0, far1 = pieces[at]
    if near == near1:
        return far1, at + 1
    whole = near1 - near0 != far1 - far0
    return (None if whole and near > near0 else far0 + near - near0), at


class Edit(NamedTuple):
    """A span of a text and what stands there instead."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> tuple[str, Alignment]:
    """Put edits (in order, disjoint) into a text.

    Example: `apply_edits("Ke hoach", [Edit(0, 2, "Kế")])` gives `Kế hoach` and its map.
    """
    pairs: list[tuple[str, str]] = []
    at = 0
    for edit in edits:
        pairs.append((text[at : edit.start], text[at : edit.start]))
        pairs.append((text[edit.start : edit.end], edit.text))
        at = edit.end
    pairs.append((text[at:], text[at:]))
    return "".join(target for _, target in pairs), Alignment.of_pieces(pairs)
