"""The time expressions of a document in order, found by where they stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property

from ntm_extract.extract.times.dates import TimeSpan


class Timeline:
    """All time expressions of a document.

    Example:
        `Timeline(find_times(text)).within(0, 80)` gives those that begin in the first 80 characters.
    """

    def __init__(self, times: Sequence[TimeSpan]) -> None:
        self._times = times
        self._starts = [time.start for time in times]

    def __iter__(self) -> Iterator[TimeSpan]:
        return iter(self._times)

    def within(self, start: int, end: int) -> Sequence[TimeSpan]:
        """Give the times that begin in `[start, end)`."""
        return self._times[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def next(self, offset: int) -> TimeSpan | None:
        """Give the first time that begins at or behind `offset`."""
        at = bisect_left(self._starts, offset)
        return self._times[at] if at < len(self._times) else None

    @cached_property
    def ends(self) -> dict[int, int]:
        """Where each time ends, by where it begins."""
        return {time.start: time.end for time in self._times}
