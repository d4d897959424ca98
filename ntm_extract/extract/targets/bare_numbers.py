"""Numbers whose unit is said elsewhere, or is a length of time: rungs of a ladder, indices, terms (số trần).

They become anchors only where the words before them say what they measure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ntm_extract.extract.targets.numbers import Quantity
from ntm_extract.knowledge.folding import place_tones
from ntm_extract.knowledge.indicators import any_of, load_indicators

_SYLLABLE = r"[^\W\d_]{1,12}"
_INDEX = re.compile(
    rf"\b(?:số (?P<unit>{_SYLLABLE}(?: {_SYLLABLE}){{0,4}}(?:/| trên (?=1))(?:100 |1\.?000 |10\.000 |100\.000 |một )?"
    rf"{_SYLLABLE}(?: dân| người| sinh| động)?)|(?:chỉ số|hệ số|tỷ suất|tỷ số|tổng tỷ suất)\b[^.;:\d]{{1,80}}?)"
    r"(?: bình quân)?(?::| đạt| là| còn| lên| xuống| giảm còn| tăng lên){0,3} {0,3}$",
    re.IGNORECASE,
)
"""Words of a number that counts no thing: `Số bác sĩ/vạn dân đạt 10,5`, `Chỉ số phát triển con người đạt 0,75`."""
_REACH = 130
"""Characters before a number in which they stand."""
_RUNG = re.compile(r"\b(?:năm|đến|hết|cuối) 20\d\d\b[^.;:()\d]{0,25}$", re.IGNORECASE)
"""What stands before a number that goes on with a ladder: `đến năm 2030 là 60`."""
_BASES = (1, 100, 1_000, 10_000, 100_000)
_BASE = re.compile(
    r"\b(?:số|tỷ lệ|tỷ suất|tỷ số|giá trị|sản lượng|thu nhập|doanh thu|năng suất) "
    rf"(?:{_SYLLABLE} ){{1,6}}(?:trên|/) ?$",
    re.IGNORECASE,
)
_CLAUSE_HEAD = re.compile(r"(?:^|[^\w\s]|\n|\b(?:phấn đấu|bảo đảm|đảm bảo|20\d\d))\s{0,3}$")
HEAD_REACH = 20
"""Characters before words in which their clause begins, or a verb stands that makes it something to be reached."""
WHOLE_REACH = 80
"""Characters behind words for all units in which the verb stands."""
LIMITED_REACH = 40
"""Characters between the noun that is counted and a limit without a verb: `Số bác sĩ của trạm ít nhất 02`."""
_ENDS = re.compile(r"\s{0,3}(?:[.;,)]|$)")
_SAME_SENTENCE = re.compile(r"[^.;:]{1,60}$")


def read_bare(text: str, quantity: Quantity, start: int, end: int, before: str) -> tuple[str, str, int] | None:
    """Tell what a number without a unit measures.

    Args:
        text: the outlined text.
        quantity: a number behind which no unit stands.
        start: where the block's body begins.
        end: where it ends.
        before: the group of the number before it in the block, "" for none.

    Returns:
        Unit, group (`index`, `length`, `rung`) and where it ends; None for a number that measures nothing.

    Example:
        `Số năm sống khỏe đạt 68 năm` gives `năm` and `length`.
    """
    first = max(start, quantity.said_start - _REACH)
    counted = _counted_before(text[first : quantity.said_start].lower(), quantity)
    if counted is not None:
        return *counted, quantity.end
    index = _INDEX.search(text, first, quantity.said_start)
    if index is not None:
        return (index["unit"] or "").lower(), "index", quantity.end
    if text[quantity.end : quantity.end + 2].lstrip()[:1] == "‰":
        return "‰", "index", text.index("‰", quantity.end) + 1
    unit = _length_unit().match(text, quantity.end, end)
    if unit is not None:
        said = text[first : quantity.said_start].lower()
        again = before == "length" and "năm" not in said[-4:] and _SAME_SENTENCE.search(said) is not None
        brief = unit["unit"].lower() in load_indicators().lengths["brief"]
        if (
            again
            or _is_length(said)
            or _is_length(text[first : quantity.start].lower())
            or (brief and quantity.comparator in ("<", "<=") and _is_term(said))
        ):
            return unit["unit"].lower(), "length", unit.end()
        return None
    if before and _ENDS.match(text, quantity.end, end) and _RUNG.search(text, first, quantity.said_start):
        return "", "rung", quantity.end
    return None


def find_wholes(text: str, start: int, end: int) -> Iterator[Quantity]:
    """Find words that make what is said of units a target of all of them.

    Args:
        text: the outlined text.
        start: where the block's body begins.
        end: where it ends.

    Yields:
        A share of 100% for each, its span that of the words.

    Example:
        `Đến năm 2030, tất cả các trạm y tế đều có bác sĩ`.
    """
    for match in _whole().finditer(text, start, end):
        head = text[max(start, match.start() - HEAD_REACH) : match.start()].lower()
        behind = text[match.end() : match.end() + WHOLE_REACH]
        if _CLAUSE_HEAD.search(head) and not _only_may().search(behind):
            yield Quantity(*match.span(), None, percent=100, said_start=match.start(), said_end=match.end())


@cache
def _whole() -> re.Pattern[str]:
    words = load_indicators().words
    verbs = rf"(?:{any_of(words['whole_verbs'])})\b"
    wholes = rf"\b(?:{any_of(words['wholes'])})(?= )"
    return re.compile(rf"{wholes}(?=[^.;:()\d]{{3,80}}? (?:đều |sẽ |phải ){{0,2}}{verbs})", re.IGNORECASE)


@cache
def _only_may() -> re.Pattern[str]:
    return re.compile(rf"\b(?:có|được) (?:{any_of(load_indicators().words['only_may'])})\b")


@cache
def _number_of() -> re.Pattern[str]:
    verbs = any_of(load_indicators().words["number_verbs"])
    head = r"(?<!\w)(?<!trong )(?:tổng )?(?<!trong tổng )số (?:lượng )?"
    return re.compile(rf"{head}(?P<said>[^.;,:]{{2,100}}?)(?P<verb>(?: (?:{verbs}))+|:)? {{0,3}}$")


def _counted_before(said: str, quantity: Quantity) -> tuple[str, str] | None:
    """Give unit and group of what is counted before a number: `Số xã đạt chuẩn là 12`, `tổng số tiêu chí đạt 19/19`."""
    lexicon = load_indicators()
    begin = f" {said}".rfind(" số ")
    found = _number_of().search(said, max(0, begin)) if begin >= 0 else None
    if found is None:
        return None
    limited = quantity.said_start < quantity.start and len(found["said"]) <= LIMITED_REACH
    if not (found["verb"] or quantity.denominator or limited):
        return None
    words = place_tones(found["said"]).split()
    unit = lexicon.units.longest(words, 0)
    return (" ".join(words[: unit[0]]), unit[1]) if unit is not None else None


def is_base(text: str, quantity: Quantity, start: int) -> bool:
    """Whether a number only says how many of something are reckoned together: `Số bác sĩ trên 10.000 dân đạt 12`.

    Args:
        text: the outlined text.
        quantity: the number.
        start: where the block's body begins.
    """
    return (
        quantity.value in _BASES and _BASE.search(text, max(start, quantity.start - _REACH), quantity.start) is not None
    )


@cache
def _length_unit() -> re.Pattern[str]:
    return re.compile(rf"\s{{1,3}}(?P<unit>{any_of(load_indicators().lengths['units'])})\b(?!\s\d)", re.IGNORECASE)


@cache
def _lengths() -> tuple[re.Pattern[str], ...]:
    words = load_indicators().lengths
    return tuple(
        re.compile(rf"\b(?:{any_of(words[what])})\b[^.;:]{{1,100}}\b(?:{any_of(words[how])}) {{0,3}}$")
        for what, how in (("lives", "reached"), ("terms", "cut"))
    )


@cache
def _term() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(load_indicators().lengths['terms'])}) [^.;:,\d]{{3,60}}$")


def _is_term(said: str) -> bool:
    """Whether the words before a limit make it that of a term: `Thời gian cấp giấy chứng nhận không quá 03 ngày`."""
    return _term().search(said) is not None


def _is_length(said: str) -> bool:
    """Whether the words before a number make it a length of time that is to be reached."""
    return any(pattern.search(said) for pattern in _lengths())
