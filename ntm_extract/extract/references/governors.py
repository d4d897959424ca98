"""How a document stands to what it cites: the verb that governs a citation (quan hệ viện dẫn)."""

from __future__ import annotations

import re

from ntm_extract.extract.found import Found
from ntm_extract.extract.wording import either
from ntm_extract.outline.structure import Block, Outline
from ntm_extract.plan import Relation

LINK = re.compile(r"\s*(?:[,;]|;?\s*và|,\s*và|\s*hoặc)?\s*(?:các )?(?:số\s+)?")
"""What joins the members of a list of citations."""
NEXT_MEMBER = re.compile(r"[;,]\s*(?:và\s+)?(?:các\s+)?$")
AMENDED_BY = re.compile(
    r"\s{0,3}[,(]?\s{0,3}(?:đã\s{1,3})?được\s{1,3}(?:sửa đổi|bổ sung|thay thế|hợp nhất)[^;.()]{0,60}?"
    r"\s(?:bởi|theo|tại|bằng)\s{1,3}(?:các\s{1,3})?"
)
"""What stands between an act and the act that amends it: both are cited for the same."""
GOVERNORS: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (
        re.compile(
            rf"(?:^|[\s(])(?:{either('references', 'basis')})(?: (?:{either('references', 'basis_links')})){{0,4}}"
            r"\s{0,3}:?\s{0,3}$",
            re.IGNORECASE,
        ),
        "legal_basis",
    ),
    (re.compile(r"^\W*căn cứ\s(?:(?!theo (?!quy định))[^,;:.]){0,120}:?\s*$", re.IGNORECASE), "legal_basis"),
    (
        re.compile(
            rf"\b(?:{either('references', 'implementing')})"
            rf"(?:,?\s(?:{either('references', 'implementing_links')})|,){{0,8}}\s{{0,3}}:?\s{{0,3}}$",
            re.IGNORECASE,
        ),
        "implements",
    ),
)
"""The words right before a citation that say how the plan stands to it; all others make it `per`."""
NUMBER_WORD = re.compile(r"(?<=[:,;] )số\s{1,3}$")
"""Before a number whose kind is said once: `các Nghị quyết của Bộ Chính trị: số 57-NQ/TW`."""
GOVERNED_FROM = 130
"""Characters before a citation in which its governing verb is looked for."""
BASIS_HEADING = re.compile(r"^\W*(?:[IVX\d]{1,4}[.)]\s*)?(?:các )?(?:văn bản )?căn cứ\b[^,;]{0,60}$", re.IGNORECASE)
MEMBER = re.compile(r"\W*(?:các|những)?\s*", re.IGNORECASE)
"""What stands before a citation that opens its paragraph."""


def find_relation(outline: Outline, at_block: int, start: int, previous: Found | None) -> Relation:
    """Name the relation by the verb that governs a citation; members of a list share it.

    Args:
        outline: the document.
        at_block: index of the block the citation stands in.
        start: where it begins, its pinpoint included.
        previous: the citation before it in the block, or None; one that goes on behind `start` holds it in its title.

    Example:
        `Căn cứ A; B; C` is `legal_basis` three times, `thực hiện các mục tiêu theo A; B` is `per` twice.
    """
    text, block = outline.text, outline.blocks[at_block]
    before = text[block.body : start]
    if previous is not None and start < previous.end:
        return "per"  # its title names it: `thực hiện` there is what that instrument does
    elif previous is not None:
        between = text[previous.end : start]
        if LINK.fullmatch(between) or AMENDED_BY.fullmatch(between) or NEXT_MEMBER.search(between):
            return previous.values["relation"]  # type: ignore[no-any-return]
        before = f"… {between}"
    if (said := _governor(before)) is not None:
        return said
    return _lead_in(outline, block) if MEMBER.fullmatch(before) else "per"


def _lead_in(outline: Outline, block: Block) -> Relation:
    """Name the relation by what stands above a list: `Căn cứ:`, or a heading `CĂN CỨ PHÁP LÝ`."""
    parent = outline.blocks[block.parent] if block.parent is not None else None
    if parent is None:
        return "per"
    above = outline.text[parent.body : parent.end].strip()
    if parent.role == "heading" and BASIS_HEADING.match(above):
        return "legal_basis"
    return (_governor(above) if above.endswith(":") else None) or "per"


def _governor(before: str) -> Relation | None:
    """Name the relation that the words right before a citation say, from the beginning of its paragraph on."""
    before = NUMBER_WORD.sub("", before)
    near = before if len(before) <= GOVERNED_FROM else f"… {before[-GOVERNED_FROM:]}"
    return next((relation for pattern, relation in GOVERNORS if pattern.search(near)), None)
