"""Blocks while they are being put together."""

from __future__ import annotations

from dataclasses import dataclass

from ntm_extract.outline.lines import Line
from ntm_extract.outline.markers import Marker


@dataclass
class Draft:
    """A block in the making: its lines, and what is known of it so far."""

    lines: list[Line]
    role: str
    address: str = "preamble"
    depth: int = 0
    marker: Marker | None = None
    parent: int | None = None

    @property
    def text(self) -> str:
        """The lines joined by blanks."""
        return " ".join(line.text for line in self.lines)
