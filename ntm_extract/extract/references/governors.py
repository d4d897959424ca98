"""How a document stands to what it cites: the verb that governs a citation (quan hệ viện dẫn)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.extract.found import Found
from ntm_extract.extract.wording import either
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.instruments import KINDS
from ntm_extract.outline.structure import Block, Outline
from ntm_extract.plan import Relation

LINK = re.compile(r"\s*(?:[,;]|;?\s*và|,\s*và|\s*hoặc)?\s*(?:các )?(?:số\s+)?", re.IGNORECASE)
"""What joins the members of a list of citations."""
NEXT_MEMBER = re.compile(r"[;,]\s*(?:và\s+)?(?:các\s+)?(?:số\s+)?$", re.IGNORECASE)
AND_RULES_OF = re.compile(
    r"(?:,|\s(?:và|cùng))\s{1,3}(?:các\s{1,3}|những\s{1,3})?quy định của\s{1,3}(?:các\s{1,3})?", re.IGNORECASE
)
"""What joins an act by its rules: `thực hiện Kết luận số 19-KL/TW và quy định của Luật Thú y`."""
AMENDED_BY = re.compile(
    r"\s{0,3}[,;(]?\s{0,3}(?:(?:đã\s{1,3})?được\s{1,3}|(?<=\())(?:sửa [đĐ]ổi|bổ sung|thay thế|hợp nhất)[^;.()]{0,60}?"
    r"\s(?:bởi|theo|tại|bằng)\s{1,3}(?:các\s{1,3})?"
    r"|,\s{0,3}(?:và\s{1,3})?lần (?:sau|cuối|thứ \w{1,4})\s(?:bởi|theo|tại|bằng)\s{1,3}"
)
"""What stands between an act and the act that amends it, or between two of those: all are cited for the same."""
GOVERNORS: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (
        re.compile(
            rf"(?:^|[\s(“\"'‘])(?:{either('references', 'basis')})(?: (?:{either('references', 'basis_links')})){{0,4}}"
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
_KIND = "|".join(sorted({re.escape(kind.name) for kind in KINDS}, key=len, reverse=True))
LIST_LEAD = re.compile(
    rf"\W{{0,4}}(?:(?P<basis>{either('references', 'basis')})|(?:{either('references', 'implementing')}))\s"
    rf"(?:các|những|một số)\s(?P<kind>{_KIND}|văn bản)\b(?P<of>\scủa\s)?[^;:.]{{0,240}}:",
    re.IGNORECASE,
)
"""What opens a list of acts: `Căn cứ các Quyết định của Thủ tướng Chính phủ về quy hoạch, kiến trúc:`."""


NEXT_LIST = re.compile(
    rf"\s{{0,3}}[;,]\s{{0,3}}(?:và\s{{1,3}})?(?:các|những)\s{{1,3}}(?:{_KIND})\s{{1,3}}của\s[^;:.,\d]{{2,60}}:?\s{{0,3}}"
    r"(?:số\s{1,3})?",
    re.IGNORECASE,
)
"""What opens a list of acts behind another act: `Căn cứ Luật Đất đai; các Quyết định của Thủ tướng Chính phủ: số …`."""


@dataclass(frozen=True)
class ListLead:
    """What the lead-in of a list of acts says of all of them.

    Attributes:
        relation: how the document stands to them.
        kind: `Quyết định`, or `Văn bản` for acts of several kinds.
        issuer_at: where their issuer is named, or None.
        end: behind the colon.
    """

    relation: Relation
    kind: str
    issuer_at: int | None
    end: int


def find_list_lead(text: str, start: int, at: int) -> ListLead | None:
    """Find the lead-in with which a paragraph opens a list of acts, before the one at `at`; None if there is none.

    Example:
        `Căn cứ các Nghị quyết của Bộ Chính trị: số 57-NQ/TW …` is `legal_basis`, of kind `Nghị quyết`.
    """
    match = LIST_LEAD.match(text, start, at)
    if match is None:
        return None
    relation: Relation = "legal_basis" if match["basis"] else "implements"
    return ListLead(relation, match["kind"].capitalize(), match.end("of") if match["of"] else None, match.end())


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
        return "implements" if _governor(text[previous.start : start]) == "implements" else "per"
    elif previous is not None:
        between = text[previous.end : start]
        if (
            LINK.fullmatch(between)
            or NEXT_LIST.fullmatch(between)
            or AND_RULES_OF.fullmatch(between)
            or AMENDED_BY.fullmatch(between)
            or NEXT_MEMBER.search(between)
        ):
            return previous.values["relation"]  # type: ignore[no-any-return]
        before = f"… {between}"
    elif (lead := find_list_lead(text, block.body, start)) is not None and not text[lead.end : start].strip(" số"):
        return lead.relation
    if (said := _governor(before)) is not None:
        return said
    if block.role == "preamble" and _is_misread_basis(before):
        return "legal_basis"
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


_TWO_WORDS = re.compile(r"\W{0,3}(?P<words>\S{2,5}\s{1,3}\S{2,4})\s{1,3}(?:các\s{1,3})?")
_BASIS, _MISREAD_LETTERS = "can cu", 2


def _is_misread_basis(before: str) -> bool:
    """Whether the two words that open a paragraph before the body are `Căn cứ` misread (`C&n cứ`, `Gan cit`)."""
    opening = _TWO_WORDS.fullmatch(before)
    return opening is not None and levenshtein(fold(opening["words"]), _BASIS, _MISREAD_LETTERS) <= _MISREAD_LETTERS


def _governor(before: str) -> Relation | None:
    """Name the relation that the words right before a citation say, from the beginning of its paragraph on."""
    before = NUMBER_WORD.sub("", before)
    near = before if len(before) <= GOVERNED_FROM else f"… {before[-GOVERNED_FROM:]}"
    return next((relation for pattern, relation in GOVERNORS if pattern.search(near)), None)
