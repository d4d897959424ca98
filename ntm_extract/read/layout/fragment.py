"""The smallest thing that reading order is made of: a piece of text without spaces, and where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from ntm_extract.pages import Box, surround


class Fragment(NamedTuple):
    """A piece of text without spaces, where it stands, and how sure its reader was.

    `top` and `bottom` are those of its line of type; they equal the box's where the reader knows no lines.
    `candidates` are as in `Word`. `turn` is by how many degrees clockwise its letters are turned against the page's,
    90 or 270 for a word that is set sidelong (chữ dọc).
    """

    text: str
    box: Box
    top: float
    bottom: float
    confidence: float = 1.0
    candidates: tuple[tuple[str, float], ...] = ()
    turn: int = 0

    @property
    def middle(self) -> float:
        """The vertical middle of its line."""
        return (self.top + self.bottom) / 2

    @property
    def height(self) -> float:
        """The height of its line."""
        height = self.bottom - self.top
        return height if height > 0.1 else 0.1  # asked for every word time and again: quicker than max


Line = tuple[Fragment, ...]


def holds(box: Box, inner: Box) -> bool:
    """Whether the middle of a box lies in another: a word is in the cell (ô bảng) where most of it stands."""
    x, y = (inner.x0 + inner.x1) / 2, (inner.top + inner.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def around(fragments: Iterable[Fragment]) -> Box:
    """Give the box around some fragments."""
    return surround(fragment.box for fragment in fragments)


def part(fragments: Iterable[Fragment], wanted: Callable[[Fragment], bool]) -> tuple[list[Fragment], list[Fragment]]:
    """Part fragments into those that are wanted and those that are not."""
    yes: list[Fragment] = []
    no: list[Fragment] = []
    for fragment in fragments:
        (yes if wanted(fragment) else no).append(fragment)
    return yes, no
