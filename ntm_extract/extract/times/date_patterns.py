"""The patterns of the pieces of time expressions, each with the words it may begin with.

They run over folded text (small letters, no marks), so marks that were lost or put wrongly do not hide a date; every
repetition in them is bounded, so they are linear. Most words of a text begin no time, so each pattern is tried only
where one of its first words stands: that takes a tenth of the time of searching the text once for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_S, _W = r"\s{0,40}", r"\s{1,40}"
_Y = r"(?:19[4-9]\d|20\d\d)(?!\d)"
_DUST = r"\s?[:.,’'-]\s{0,3}"
"""What a speck of dust makes of itself within a date: `ngày 20: tháng 01 năm 2023`."""
_DASH = rf"{_S}-{_S}"
_SLASH = r"\s{0,3}[/.-]\s{0,3}"
_Q = r"(?:iv|lv|[il]{1,3}|0?[1-4])(?![a-z\d])"
_Q_LIKE = r"(?:[1ivltjuhny|!\[\]]{2,4}|[hu\[])"
"""What OCR makes of the Roman number of a quarter: `Quý 11/2026`, `quý [V/2030`, `quý ITI/2026`, `quý H/2026`."""
_OF_YEAR = rf"(?:{_S},?{_S}nam{_S}|{_S}[/-]{_S}|{_W})"
_MONTH_WORD = r"(?:muoi(?:\s{1,3}(?:mot|hai))?|mot|hai|ba|tu|nam|sau|bay|tam|chin)"
_ISSUE = (
    r"(?:ngay|khi|luc|thoi{W}diem)(?:{W}(?:van{W}ban|quyet{W}dinh|ke{W}hoach|nghi{W}quyet|chi{W}thi|thong{W}tu|chuong{W}trinh"
    r"|cong{W}van|thong{W}bao|cong{W}dien)(?:{W}nay|(?={W}duoc)))?(?:{W}duoc)?{W}(?:ky|ban{W}hanh|thong{W}qua)(?:{W}(?:ban{W}hanh|van{W}ban|quyet{W}dinh|ke{W}hoach"
    r"|nghi{W}quyet|chi{W}thi|cong{W}dien)(?:{W}nay)?)?\b"
).replace("{W}", _W)
_EVENT = (
    r"(?:ngay(?![^\S\n]{1,40}\d)|khi|luc|thoi[^\S\n]{1,40}diem)\b"
    r"(?:(?:[^\S\n]{1,40}[^\W\d][\w/-]{0,15}){1,12}(?=[^\S\n]{0,3}(?:[,.;:)]|\n|$)))?"
)
"""What a length of time is counted from, to the end of its part of the sentence: `ngày nhận đủ hồ sơ hợp lệ`."""
_WEEKDAY = rf"(?:thu{_W}(?:hai|ba|tu|nam|sau|bay|[2-7])|chu{_W}nhat)\b"
_NEXT_DAY = rf"(?:{_S},{_S}|{_W}va{_W})(?:vao{_W})?(?:(?:sang|chieu|toi){_W})?"
"""What stands before a further day of the week: `thứ Hai, thứ Tư và sáng thứ Sáu`, `thứ 2, 4, 6`."""
_NUMBER_WORDS = "mot hai ba bon nam sau bay tam chin muoi"
_UNIT_WORDS = "gio ngay tuan thang nam"
_NUMBER = r"\d{1,3}|" + _NUMBER_WORDS.replace(" ", "|")
_UNIT = _UNIT_WORDS.replace(" ", "|")


class TimePattern(NamedTuple):
    """A pattern of one piece of a time.

    Attributes:
        name: what it finds; two patterns may find the same.
        begins: the words that a match may begin with, apart by blanks; `#` stands for a figure.
        pattern: of folded text.
    """

    name: str
    begins: str
    pattern: re.Pattern[str]


PATTERNS = tuple(
    TimePattern(name, begins, re.compile(pattern))
    for name, begins, pattern in (
        (
            "full",
            "ngay #",
            rf"(?:\bngay{_S}(?:m[uo]ng{_W})?|(?<![\w/.,]))(?P<d>\d{{1,2}})(?:{_W}|{_DUST})thang(?:{_S}|{_DUST})"
            rf"(?P<m>\d{{1,2}})(?:{_S},?{_S}nam{_S}|{_DUST}nam{_S}|{_SLASH}|{_S},{_S}|{_W})(?P<y>{_Y})",
        ),
        (
            "numeric",
            "ngay #",
            rf"(?:\bngay{_S}|(?<![\w/.,-]))(?P<d>\d{{1,2}})(?P<c>{_SLASH})(?P<m>\d{{1,2}}){_SLASH}(?P<y>{_Y})(?![/.,]\d|/)",
        ),
        ("short", "ngay", rf"\bngay{_S}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})/(?P<yy>[2-4]\d)(?![\d/])"),
        ("iso", "#", r"(?<![\w/.,-])(?P<y>20\d\d|19\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)"),
        (
            "blank",
            "ngay",
            rf"\bngay[\s.…_]{{1,40}}thang(?:[\s.…_]{{0,40}}(?P<m>\d{{1,2}}))?[\s.…_]{{0,40}}nam{_S}(?P<y>{_Y})",
        ),
        (
            "day_range",
            "ngay #",
            rf"(?:\bngay{_S}|(?<![\w/.,-]))(?P<d>\d{{1,2}}){_DASH}(?:ngay{_W})?(?P<d2>\d{{1,2}})(?:{_W}thang{_W}|\s?/\s?)(?P<m>\d{{1,2}})"
            rf"(?:(?:{_S},?{_S}nam{_S}|\s?/\s?)(?P<y>{_Y}))?(?![\d/])",
        ),
        ("month", "thang", rf"\bthang{_S}(?P<m>\d{{1,2}}){_OF_YEAR}(?P<y>{_Y})"),
        ("month_year", "#", rf"(?<![\w/.,-])(?<!so )(?P<m>\d{{1,2}})\s?/\s?(?P<y>{_Y})(?!\s?[/-]\s?[a-z]|\w|/)"),
        (
            "month_bare",
            "thang",
            rf"(?<!\d )(?<!moi )(?<!mot )(?<!hang )\bthang{_W}(?P<m>\d{{1,2}})(?!\d|\s?[/%]|[.,]\d)",
        ),
        ("quarter", "quy qui", rf"\bqu[yi]{_S}(?P<q>{_Q})(?:{_OF_YEAR}(?P<y>{_Y}))?"),
        ("misread_quarter", "quy qui", rf"\bqu[yi]{_W}(?P<q>{_Q_LIKE})(?:{_S},?{_S}nam{_S}|{_S}[/-]{_S})(?P<y>{_Y})"),
        (
            "half",
            "# nua",
            rf"(?:(?<![\d.,/])(?P<n>\d{{1,2}}){_W}thang|\bnua){_W}(?P<side>dau|cuoi)(?:{_W}cua)?{_W}nam(?:{_S}(?P<y>{_Y}))?\b",
        ),
        ("year", "nam", rf"\bnam{_S}(?P<y>{_Y})(?![.,]\d)"),
        ("interval", "nam #", rf"(?<![\w/.,-])(?:nam{_W})?(?P<y>{_Y}){_DASH}(?P<y2>{_Y})(?!\w|/|-\w|[.,]\d)"),
        (
            "lone_year",
            "tu den toi truoc het vao sau giai",
            rf"\b(?:tu|den|toi|truoc|het|vao|sau|giai{_W}doan){_W}(?P<y>20[1-6]\d)(?![\w/]|[.,]\d)",
        ),
        (
            "day_month",
            "ngay",
            rf"\bngay{_S}(?:m[uo]ng{_W})?(?P<d>\d{{1,2}})(?:\s?/\s?|[.-]|{_W}thang{_W})(?P<m>\d{{1,2}})(?!\d|[/.-]\d|\s?[/-]\s?\d)",
        ),
        (
            "loose_day_month",
            "#",
            rf"(?<![\w/.,-])(?P<d>\d{{1,2}})(?:/|{_W}thang{_W})(?P<m>\d{{1,2}})(?![\w/-]|[.,]\d|\s?%)",
        ),
        ("day", "ngay", rf"\bngay{_W}(?:m[uo]ng{_W})?(?P<d>\d{{1,2}})(?!\d|[/.-]\d|\s?/\s?\d)"),
        (
            "quarter_day",
            "ngay",
            rf"\bngay{_W}(?P<d>\d{{1,2}})(?:{_W}cua)?{_W}thang{_W}(?P<side>dau|giua|cuoi)(?:{_W}(?:tien|cung))?(?:{_W}cua)?"
            rf"(?:{_W}(?:hang|moi))?{_W}quy\b(?:{_W}(?:sau|tiep{_W}theo|ke{_W}tiep|lien{_W}ke|bao{_W}cao))?",
        ),
        (
            "month_day",
            "ngay",
            rf"\bngay{_W}(?P<d>\d{{1,2}}){_W}cua{_W}thang\b(?:{_W}(?:sau|tiep{_W}theo|ke{_W}tiep|lien{_W}ke))?"
            rf"(?!{_W}(?:\d|dau\b|giua\b|cuoi\b|nay\b|do\b|truoc\b|lien\b))",
        ),
        (
            "words",
            "ngay # thang thg",
            rf"(?:\bngay{_S})?(?<!\d)(?:(?P<d>\d{{1,2}}){_W})?\b(?:thang{_W}{_MONTH_WORD}|thg{_S}\d{{1,2}})(?:{_S},)?(?:{_W}nam)?{_W}(?P<y>{_Y})",
        ),
        (
            "weekday",
            "thu chu",
            rf"\b(?P<days>{_WEEKDAY}(?:{_NEXT_DAY}(?:{_WEEKDAY}|(?:hai|ba|tu|nam|sau|bay|[2-7])\b)){{0,6}})"
            rf"(?:{_W}cua)?{_W}(?:hang|moi){_W}tuan\b",
        ),
        (
            "weekday",
            "hang moi",
            rf"\b(?:hang|moi){_W}tuan{_S},?{_S}(?:vao{_W})?(?:(?:sang|chieu|ngay){_W})?"
            rf"(?P<days>{_WEEKDAY}(?:{_NEXT_DAY}{_WEEKDAY}){{0,6}})(?!{_W}\d)",
        ),
        (
            "weekday",
            "thu chu",
            rf"\b(?P<days>{_WEEKDAY}){_W}cua{_W}tuan{_W}(?:sau|tiep{_W}theo|ke{_W}tiep|lien{_W}ke)\b",
        ),
        (
            "weekday_of",
            "thu chu sang chieu",
            rf"\b(?:(?:sang|chieu){_W})?(?:thu{_W}(?P<wd>hai|ba|tu|nam|sau|bay|[2-7])|chu{_W}nhat){_W}(?:cua{_W})?(?:tuan{_W})?"
            rf"(?P<side>dau|cuoi)(?:{_W}(?:tien|cung))?(?:{_W}cua)?(?:{_W}(?:hang|moi))?{_W}(?P<u>thang|quy)\b(?!{_W}(?:\d|[ivx]+\b|nay|truoc|sau))",
        ),
        (
            "last_day",
            "ngay",
            rf"\bngay{_W}cuoi(?:{_W}cung)?(?:{_W}cua)?{_W}(?:hang|moi){_W}thang\b",
        ),
        (
            "recurrent",
            "dinh hang",
            rf"(?:\bdinh{_W}ky,?{_W})?\bhang{_W}(?P<u>nam|quy|thang|tuan|ngay)\b(?!{_W}\d{{1,2}}[/\s-])",
        ),
        (
            "periodic",
            "dinh",
            rf"\bdinh{_W}ky,?{_W}(?:(?:moi|cu){_W})?(?P<n>{_NUMBER}){_W}(?P<u>{_UNIT})\b(?!{_W}(?:dau|cuoi){_W}nam\b)"
            rf"(?:\s?/\s?(?:0?1\s)?lan|{_W}(?:mot|0?1){_W}lan)?",
        ),
        (
            "every",
            f"cu moi # {_NUMBER_WORDS} {_UNIT_WORDS}",
            rf"\b(?:(?:cu|moi){_W})?(?:(?P<n>{_NUMBER}){_W})?(?P<u>{_UNIT}|(?<=moi )quy)(?:\s?/\s?(?:0?1\s)?lan"
            rf"|{_W}(?:(?:it{_W}nhat|toi{_W}thieu){_W})?(?:mot|0?1){_W}(?:lan|cuoc|dot|ky|buoi|phien))\b",
        ),
        (
            "side",
            "dau giua cuoi vao",
            rf"\b(?:dau|giua|cuoi){_W}(?:hang|moi){_W}(?P<u>nam|quy|thang|tuan)\b|\bvao{_W}cuoi{_W}(?P<u2>quy|thang)\b(?!{_W}(?:\d|[ivx]+\b|nay|truoc|sau))",
        ),
        ("each", "moi", rf"\bmoi{_W}(?P<u>tuan|thang|quy)\b(?!{_W}\d)"),
        ("every", "cu", rf"\bcu{_W}(?P<n>{_NUMBER}){_W}(?P<u>{_UNIT})\b(?!{_W}(?:{_NUMBER}){_W}lan\b)"),
        ("once", "# mot", r"\b(?:0?1|mot)\s{1,3}lan\s?/\s?(?P<u>nam|quy|thang|tuan)\b"),
        (
            "since",
            f"# {_NUMBER_WORDS}",
            rf"(?<![\d.,/])(?P<n>{_NUMBER})(?:{_W}\([^()]{{1,20}}\))?{_W}(?P<u>{_UNIT})(?P<work>{_W}lam{_W}viec)?{_S},?{_S}"
            rf"(?:(?:tinh{_W})?(?:ke{_W})?tu{_W}(?P<event>(?P<issue>{_ISSUE})|{_EVENT})|(?:sau|truoc){_W}(?P<other>{_EVENT}))",
        ),
        (
            "within",
            "trong",
            rf"\btrong{_W}(?:thoi{_W}(?:han|gian)|vong)(?:{_W}(?:khong{_W}qua|toi{_W}da))?{_W}(?P<n>{_NUMBER})"
            rf"(?:{_W}\([^()]{{1,20}}\))?{_W}(?P<u>{_UNIT})(?P<work>{_W}lam{_W}viec)?\b"
            rf"(?!(?:{_W}lam{_W}viec)?{_S},?{_S}(?:(?:tinh{_W})?(?:ke{_W})?tu|(?:sau|truoc){_W}(?:khi|ngay))\b)",
        ),
    )
)


OF_YEARS = re.compile(rf"{_W}(?:(?:cua|trong){_W})?cac{_W}nam{_S}(?P<y>{_Y})(?=\s{{0,3}},|{_W}va{_W})")
NEXT_YEAR = re.compile(rf"(?:,\s{{0,9}}|\s{{0,3}},?\s{{1,9}}va\s{{1,9}})(?:nam\s{{0,9}})?(?P<y>{_Y})(?![\w/]|[.,]\d)")
"""The years that one day or quarter is of: `quý IV các năm 2027 và 2029`."""
NEXT_RECURRENCE = re.compile(
    rf"(?:\s?\([^()]{{0,60}}\))?(?:{_S}[,;]{_S}|{_W}(?:va|hoac){_W}|\s?/\s?)(?:(?P<n>\d{{1,2}}|mot){_W})?(?P<u>nam|quy|thang|tuan)\b"
    rf"(?!{_W}(?:\d|vi\b|truoc|sau|nay))"
)
"""What follows a recurrence in a list: `hằng tháng, quý, năm`, `định kỳ 6 tháng, 01 năm`."""


def _index_by_beginning() -> dict[str, tuple[int, ...]]:
    indexes: dict[str, list[int]] = {}
    for index, pattern in enumerate(PATTERNS):
        for word in pattern.begins.split():
            indexes.setdefault(word, []).append(index)
    return {word: tuple(found) for word, found in indexes.items()}


_BEGINNING = _index_by_beginning()
_WORDS = "|".join(sorted(_BEGINNING.keys() - {"#"}, key=len, reverse=True))
_BEGIN = re.compile(rf"(?<!\d)\d|\b(?:{_WORDS})")


def find_matches(folded: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Find every pattern's matches, each as `finditer` would: leftmost first, those of one pattern without overlap.

    Example:
        `find_matches("den het nam 2025")` gives the matches of `year` (`nam 2025`) only.
    """
    ends = [0] * len(PATTERNS)
    for beginning in _BEGIN.finditer(folded):
        at, word = beginning.start(), beginning.group()
        for index in _BEGINNING["#" if word.isdigit() else word]:
            if at >= ends[index] and (match := PATTERNS[index].pattern.match(folded, at)):
                ends[index] = match.end()
                yield PATTERNS[index].name, match
