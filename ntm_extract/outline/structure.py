"""How an administrative document is built: blocks of text with their addresses (bố cục văn bản)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from ntm_extract.alignment import Alignment

Role = Literal[
    "letterhead",  # cơ quan ban hành
    "motto",  # quốc hiệu, tiêu ngữ
    "number",  # Số: …/KH-UBND
    "date",  # địa danh, ngày … tháng … năm …
    "kind",  # KẾ HOẠCH
    "title",  # trích yếu
    "preamble",  # căn cứ, lời dẫn: before the first heading
    "heading",  # chương, mục: a numbered line that only names what follows
    "item",  # a numbered, lettered or bracketed paragraph that says something
    "dash",  # gạch đầu dòng, dấu cộng
    "paragraph",  # an unnumbered paragraph under the address
    "table",  # one row of an appendix table, cells separated by tabs
    "recipients",  # Nơi nhận: and each line under it
    "signature",  # TM. …, chức vụ, họ tên
]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the document, hard-wrapped lines joined.

    Attributes:
        start, end: span in `Outline.text` (marker included).
        role: what the block is.
        address: outline address as the contract writes it: `I.1.c`, `Điều 3.2.a`, `Phụ lục.4`, `preamble`,
            `recipients`; a dash or paragraph has the address of what it stands under.
        depth: 0 for a chapter, rising; a dash is one deeper than its item, a plus one deeper than its dash.
        marker: the number, letter or bullet as printed (`I.`, `1.`, `a)`, `-`), or "".
        body: offset in `Outline.text` where the words after the marker begin.
        parent: index in `Outline.blocks` of the block this one stands under, or None.
    """

    start: int
    end: int
    role: Role
    address: str
    depth: int = 0
    marker: str = ""
    body: int = 0
    parent: int | None = None


_ANNOUNCES = re.compile(r":\s{0,9}$|\bdưới đây\b|\b(?:như sau|sau đây)[.\s]{0,9}$")


@dataclass(frozen=True)
class Outline:
    """A restored document as blocks.

    Attributes:
        text: the flowing text: one block a line, page numbers and running heads left out, hard-wrapped lines
            joined by a space.
        alignment: restored text (source) ↔ `text` (target).
        blocks: in reading order.
        notes: what was odd about the structure (two chapters with the same number, a repeated paragraph).
    """

    text: str
    alignment: Alignment
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()

    def text_of(self, block: Block) -> str:
        """Give a block's text, marker included."""
        return self.text[block.start : block.end]

    def of_role(self, *roles: Role) -> list[Block]:
        """Give the blocks that have one of the roles, in order."""
        return [block for block in self.blocks if block.role in roles]

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """Give, for the index of a block, the indices of the blocks that stand directly under it."""
        found: dict[int, list[int]] = {}
        for index, block in enumerate(self.blocks):
            if block.parent is not None:
                found.setdefault(block.parent, []).append(index)
        return found

    def governors_of(self, index: int) -> list[int]:
        """Give the indices of the blocks that govern a block, nearest first: those above it, and their lead-ins.

        A lead-in is an unnumbered paragraph that announces the numbered ones beside it: by a colon, or as `sau đây`.

        Example:
            `Đến năm 2026, phấn đấu đạt các chỉ tiêu sau:` governs `1. …` and `2. …` and what stands under them.
        """
        found: list[int] = []
        at: int | None = index
        while at is not None:
            parent = self.blocks[at].parent
            found += [one for one in (self._lead_ins.get(at), parent) if one is not None]
            at = parent
        return found

    def announces(self, block: Block) -> bool:
        """Whether a block says that a list follows: `…, phấn đấu đạt:`, `… các chỉ tiêu sau đây.`."""
        return _ANNOUNCES.search(self.text_of(block)) is not None

    @cached_property
    def _lead_ins(self) -> dict[int, int]:
        """For the index of a numbered block, that of the lead-in beside it."""
        found: dict[int, int] = {}
        for siblings in self.children.values():
            plain: int | None = None
            for at in siblings:
                if not self.blocks[at].marker:
                    plain = at if self.announces(self.blocks[at]) else None
                elif plain is not None:
                    found[at] = plain
        return found
