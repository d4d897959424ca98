"""What the chapters say under which a block stands: awards, what was done, facts, aims (nội dung của chương, mục)."""

from __future__ import annotations

from collections.abc import Mapping

from ntm_extract.extract.wording import words
from ntm_extract.outline.structure import Outline


def is_award(outline: Outline, index: int) -> bool:
    """Whether a block stands where it is said who is awarded for what (`Đối tượng xét: …`), which assigns nothing."""
    at: int | None = index
    grouped = False  # by whom, which is by awards where a heading above speaks of them
    while at is not None:
        block = outline.blocks[at]
        body = outline.text[block.body : block.end].lower()
        if grouped and block.role in ("heading", "item") and any(w in body for w in words("duties", "award_headings")):
            return True
        if block.parent is None and at != index:
            return False  # a chapter may name several things: ĐỐI TƯỢNG, TIÊU CHÍ VÀ HÌNH THỨC KHEN THƯỞNG
        if block.role != "paragraph" and body.startswith(words("duties", "awards")):
            return True
        grouped = grouped or body.startswith(words("duties", "award_groups"))
        at = block.parent
    return False


def begin_anew(outline: Outline) -> dict[int, int]:
    """Give, for a heading whose items are numbered from the first again, the item that begins the second run.

    The heading of the second run is lost, and the one above says nothing of it.
    """
    found: dict[int, int] = {}
    for parent, children in outline.children.items():
        items = [child for child in children if outline.blocks[child].role in ("item", "heading")]
        again = (child for child in items[1:] if outline.blocks[child].marker == outline.blocks[items[0]].marker)
        if (begin := next(again, None)) is not None:
            found[parent] = begin
    return found


def stands_under(outline: Outline, index: int, name: str, anew: Mapping[int, int]) -> bool:
    """Whether a heading above begins with one of the words of a list; an article (`Điều 6. Đánh giá …`) is none."""
    below, at = index, outline.blocks[index].parent
    while at is not None:
        block = outline.blocks[at]
        heading = outline.text[block.body : block.end].lower()
        rules = block.address.startswith("Điều")
        if (
            block.role == "heading"
            and not rules
            and heading.startswith(words("duties", name))
            and below < anew.get(at, below + 1)
        ):
            return True
        below, at = at, block.parent
    return False
