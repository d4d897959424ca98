"""Who signs a document and who receives it (phần ký và nơi nhận), as the outline has them."""

from __future__ import annotations

import re

from ntm_extract.extract.head.signature import find_signer
from ntm_extract.knowledge.folding import fold
from ntm_extract.outline.structure import Block, Outline


def find_signature(outline: Outline) -> list[str]:
    """Give the lines of the signature: of the first closing with a name, else of all that is signed.

    Example:
        `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`, `Nguyễn Văn An`.
    """
    signed = [
        [outline.text_of(block).strip() for block in closing if block.role == "signature"]
        for closing in _closings(outline)
    ]
    named = next((lines for lines in signed if find_signer(lines)), None)
    return named if named is not None else [line for lines in signed for line in lines]


def find_recipients(outline: Outline) -> tuple[str, ...]:
    """Give the lines of the first `Nơi nhận`, without dashes and closing signs.

    Example:
        `- Như Điều 3;` → `Như Điều 3`.
    """
    lines = []
    listed = [[block for block in closing if block.role == "recipients"] for closing in _closings(outline)]
    for block in next(filter(None, listed), []):
        text = outline.text[block.body : block.end].strip(" -–*+;:.,\t")
        if text and not re.fullmatch(r"^\W*\w{1,4} nhan\W*", fold(text)):
            lines.append(text)
    return tuple(lines)


def _closings(outline: Outline) -> list[list[Block]]:
    """Give the blocks of each closing: a plan that goes with a decision, and its appendices, may have their own."""
    found: list[list[Block]] = []
    is_open = False
    for block in outline.blocks:
        closes = block.role in ("signature", "recipients")
        if closes and not is_open:
            found.append([])
        if closes:
            found[-1].append(block)
        is_open = closes
    return found
