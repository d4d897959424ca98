"""Whose document it is where the letterhead is lost: whom it commands, and who says that it makes it."""

from __future__ import annotations

import re
from functools import cache

from ntm_extract.extract.agencies.agencies import Agency
from ntm_extract.extract.head.signature import head_words
from ntm_extract.extract.head.whereabouts import Whereabouts
from ntm_extract.extract.targets.anchors import UPPER
from ntm_extract.outline.structure import Outline

_COMMANDS = re.compile(r"\bthi hành Quyết định này\b")
_OWN_OFFICES = re.compile(
    r"\b(?:Chánh Văn phòng|(?:đơn vị|cơ quan)(?: chuyên môn)?(?: trực)? thuộc) (?:(?:Hội đồng nhân dân|HĐND) và )?"
    r"(?:Ủy ban nhân dân|Uỷ ban nhân dân|UBND) "
    r"(?P<level>[Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường)\b"
)
"""Offices that only their own committee commands: its Chánh Văn phòng, the units under it."""
_COMMITTEE = "Ủy ban nhân dân"


def find_commanding_body(outline: Outline, whereabouts: Whereabouts, area: tuple[str, str] | None) -> Agency | None:
    """Find the People's Committee whose own offices the last article of a decision commands.

    Args:
        outline: the document.
        whereabouts: tells of which units the text speaks.
        area: level word and name that the title names, or None.

    Returns:
        The committee with its place; None where the article is not there, or the place is not certain.

    Example:
        `Điều 3. Chánh Văn phòng Ủy ban nhân dân tỉnh, Giám đốc các sở chịu trách nhiệm thi hành Quyết định này` under a
        title that names tỉnh Lào Cai is of Ủy ban nhân dân tỉnh Lào Cai.
    """
    for block in outline.blocks:
        if not _COMMANDS.search(outline.text, block.start, block.end):
            continue
        levels = {found["level"].lower() for found in _OWN_OFFICES.finditer(outline.text, block.start, block.end)}
        if len(levels) != 1:
            continue
        level = levels.pop()
        place = area[1] if area is not None and area[0] == level else whereabouts.only_one_said(level)
        return Agency(0, 0, _COMMITTEE, level, place) if place else None
    return None


def find_school(outline: Outline) -> Agency | None:
    """Find the school that says, before its plan begins, that it makes it.

    Example:
        `Trường THPT Mường Khương ban hành Kế hoạch thư viện, cụ thể như sau:` is of Trường Trung học phổ thông Mường
        Khương.
    """
    for block in outline.blocks:
        if block.role in ("heading", "item"):
            break
        found = _school().match(outline.text, block.body, block.end)
        if found and outline.text[block.body : block.end].rstrip().endswith(":"):
            name = " ".join(head_words()["schools"].get(word, word) for word in found["name"].split())
            return Agency(0, 0, name, keeps_level=False)
    return None


@cache
def _school() -> re.Pattern[str]:
    kinds = "|".join(sorted(head_words()["schools"], key=len, reverse=True))
    return re.compile(
        rf"(?P<name>Trường (?:{kinds})(?: [\w-]{{1,12}}){{0,3}}?(?: [{UPPER}]\w{{0,12}}){{1,4}}) (?:ban hành|xây dựng)"
        r"\s{1,3}(?:Kế hoạch|Quy chế|Chương trình)"
    )
