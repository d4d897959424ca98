"""What a reader gives: pages of text, and what it says about them."""

from __future__ import annotations

from typing import NamedTuple

Span = tuple[int, int]
"""Start and end in a text."""


class PageRead(NamedTuple):
    """One page as a reader gives it.

    Attributes:
        text: as it is handed on.
        raw: as it was read, before letters were restored; the same for most readers.
        flagged: the stretches of `text` that are said to be in doubt.
        tables: the cells of each table (row, column, text).
        verdict: the label that the page got, if the reader judges pages.
    """

    text: str
    raw: str
    flagged: tuple[Span, ...] = ()
    tables: tuple[tuple[tuple[int, int, str], ...], ...] = ()
    verdict: str = ""


class Reading(NamedTuple):
    """A document read: pages, seconds (models loaded before), the most memory in MB, what went wrong (or nothing)."""

    pages: tuple[PageRead, ...]
    seconds: float
    memory: float
    failure: str = ""
    is_kept: bool = False
