"""Spans of text that mean something already, and fast answers to whether a place lies in one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Spans:
    """A set of spans, those that touch or overlap joined.

    Example:
        `Spans([(0, 5), (3, 8)]).holds(6)` is true.
    """

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, offset: int) -> bool:
        """Whether the character at `offset` lies in a span."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]

    def meets(self, start: int, end: int) -> bool:
        """Whether `[start, end)` shares a character with a span."""
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

    def joined(self, others: Iterable[tuple[int, int]]) -> Spans:
        """Give these spans and others as one set."""
        return Spans([*zip(self._starts, self._ends, strict=True), *others])

    def within(self, start: int, end: int) -> Spans:
        """Give the spans that meet `[start, end)`."""
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return Spans(zip(self._starts[first:last], self._ends[first:last], strict=True))
