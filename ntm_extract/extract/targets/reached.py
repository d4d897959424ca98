"""Which quantities are reached already (đã đạt), and so are no targets."""

from __future__ import annotations

import re
from functools import cache

from ntm_extract.extract.targets.passage import Passage
from ntm_extract.knowledge.indicators import any_of, load_indicators

COMPARED = re.compile(r"\bso với (?:ước )?(?:thực hiện|đạt|kết quả)\b")
"""What an aim is compared with, and is no fact told."""
ALREADY = re.compile(
    r"\b(?:đã|(?:năm|tháng|quý) (?:\d[\d/]{0,7}|i{1,3}|iv) mới) đạt(?: được)?(?: (?:trên|khoảng|hơn|gần))? "
    r"(?>\d[\d.,]{0,20})(?! (?:tiêu chí|sao)\b)"
)
"""Words by which a quantity is reached; `đã đạt chuẩn`, `đã đạt 3 sao` only say which things are meant."""


def is_of_facts(passage: Passage) -> bool:
    """Whether a paragraph stands under a heading of what is the case (`Thực trạng`)."""
    headings = [block for block in passage.ancestors if block.role == "heading"]
    return any(passage.low_of(block).startswith(passage.lexicon.words["facts"]) for block in headings)


def tells_reached(passage: Passage, sentence: str) -> bool:
    """Whether words of a sentence say that its quantities are reached.

    Args:
        passage: the paragraph.
        sentence: its words, in lower case.

    Example:
        `Doanh thu đã đạt 40 tỷ đồng`; not `duy trì 12 sản phẩm hiện có`, where they say which products are meant.
    """
    said = COMPARED.sub(" ", sentence)
    if not passage.lexicon.has("achieved", said):
        return ALREADY.search(said) is not None
    return passage.lexicon.has("achieved", _kept().sub(lambda found: found["verb"] or " ", said))


def tells_past(passage: Passage, start: int) -> bool:
    """Whether a sentence begins with a period that was over when the plan was issued: `Giai đoạn 2021 - 2025, …`."""
    opening = next((time for time in passage.times if time.start >= start), None)
    if opening is None or opening.kind != "period" or passage.low[start : opening.start].strip(" \t\n-+*–"):
        return False
    return had_passed((opening.edtf or "").rpartition("/")[2] or None, passage.grounds.issued_on)


def had_passed(due: str | None, issued_on: str | None) -> bool:
    """Whether a date had passed when the plan was issued: what it governs is a fact (`Đến tháng 6/2022 đạt …`)."""
    return (
        due is not None
        and issued_on is not None
        and due[:4].isdigit()
        and "Q" not in due
        and due < issued_on[: len(due)]
    )


@cache
def _kept() -> re.Pattern[str]:
    """Make the pattern of words that only say which things are to be kept: `duy trì 20 sản phẩm đã được công nhận`."""
    words = load_indicators().words
    known, verbs = rf"\b(?:{any_of(words['known_things'])})\b", rf"(?:{any_of(words['kept_things'])})\b"
    return re.compile(rf"(?P<verb>\b{verbs}[^;]{{0,120}}?){known}|{known}(?= (?:được |tiếp tục ){{0,2}}{verbs})")
