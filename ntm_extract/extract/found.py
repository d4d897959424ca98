"""A row as an extractor finds it, before it is given its page, box and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Found:
    """One row of a table.

    Attributes:
        start, end: span of the quote in the outlined text.
        address: outline address of the block it stands in.
        values: the row's own fields, as the contract names them.
        method: which pattern found it.
        confidence: how sure the pattern is, 0 to 1, before doubts about the letters read are added.
        doubts: what was guessed or is undecided.
    """

    start: int
    end: int
    address: str
    values: dict[str, Any]
    method: str
    confidence: float
    doubts: tuple[str, ...] = ()
