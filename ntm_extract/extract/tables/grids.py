"""Tables of a document as grids of cells (bảng biểu): what a grid holds, and where it stands in the document."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property

from ntm_extract.extract.origins import Origins
from ntm_extract.extract.tables.columns import Column
from ntm_extract.knowledge.folding import fold

_UNIT_LINE = re.compile(r"\(?\s?(?:Đơn vị(?: tính)?|ĐVT|Đvt)\s?:")
_OPEN = re.compile(r"(?<=[\w/])[-/]$")

CAPTION_BLOCKS = 4
"""Paragraphs before a table in which its title stands."""


@dataclass(frozen=True)
class GridCell:
    """One cell of a table row.

    Attributes:
        column: 0-based.
        width: how many columns it goes over.
        start, end: its span in the outlined text; equal where the outline left it out.
        lines: its printed lines, restored.
    """

    column: int
    width: int
    start: int
    end: int
    lines: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """Its lines joined, symbols torn at a line end put together (`66-⏎NQ/TW`)."""
        text = ""
        for line in self.lines:
            text += line if not text or _OPEN.search(text) else f" {line}"
        return text


@dataclass(frozen=True)
class GridRow:
    """One row of a table, its parts on two pages put together.

    Attributes:
        cells: those that are not empty, left to right; a cell merged over several rows is in each of them.
        own: the columns of the cells printed in this row.
        start, end: span of its own cells in the outlined text.
        label: its number as printed, without full stop or bracket; "" if it has none.
        address: outline address with the label.
        section: whether it only names what follows (`I. Hoàn thiện thể chế` across the table).
    """

    cells: tuple[GridCell, ...]
    own: frozenset[int]
    start: int
    end: int
    label: str = ""
    address: str = ""
    section: bool = False

    def cell(self, column: int) -> GridCell | None:
        """Give the cell that covers a column, None if it is empty."""
        return next((c for c in self.cells if c.column <= column < c.column + c.width), None)


@dataclass(frozen=True)
class Grid:
    """A table over one or several pages.

    Attributes:
        columns: what each column holds; () where too little is known.
        rows: without the heads; () without columns.
        caption: the words printed right before it (`PHÂN KỲ CHỈ TIÊU THEO NĂM`).
        start, end: span in the outlined text, heads included.
        ruled: whether its cells were told by rules or tabs; otherwise by what they say.
    """

    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    caption: str
    start: int
    end: int
    ruled: bool = True

    @cached_property
    def title(self) -> str:
        """The caption without marks, in lower case."""
        return fold(self.caption.lower())

    def index(self, kind: str) -> int | None:
        """Give the first column of a kind."""
        return next((i for i, column in enumerate(self.columns) if column.kind == kind), None)

    def all_of(self, kind: str) -> list[int]:
        """Give the columns of a kind."""
        return [i for i, column in enumerate(self.columns) if column.kind == kind]


def caption_of(origins: Origins, start: int) -> str:
    """Give the words printed right before a table: its title, without the bracket that names the document.

    Args:
        origins: the outlined document.
        start: where the table begins in the outlined text.

    Example:
        `PHÂN KỲ CHỈ TIÊU THEO NĂM` of an appendix.
    """
    blocks = origins.outline.blocks
    at = bisect_left(blocks, start, key=lambda block: block.start)
    lines: list[str] = []
    for block in reversed(blocks[max(0, at - CAPTION_BLOCKS) : at]):
        elsewhere = block.address != (base_of(origins, start) or "preamble")
        if elsewhere or block.role in ("table", "signature", "recipients"):
            break
        text = origins.outline.text[block.body : min(block.end, start)].strip()
        lines += [text] if not text.startswith("(") or _UNIT_LINE.match(text) else []
        if block.role == "heading":
            break
    return " ".join(reversed(lines))


def base_of(origins: Origins, start: int) -> str:
    """Give the address that a table stands under, "" before the first heading.

    Example:
        `Phụ lục II` for the table printed under that heading.
    """
    blocks = origins.outline.blocks
    at = bisect_right(blocks, start, key=lambda block: block.start) - 1
    return blocks[at].address if at >= 0 and blocks[at].address != "preamble" else ""
