"""Find the quantities of a text: counts, shares, parts of a whole, ranges, and how they are meant (số liệu).

Digits are taken as printed: `02/13`, `63,5%`, `1.250.000`, `từ 1-2`. Dates, years, numbers of instruments, list
numbers and names with a number (`Điều 3`, `tiêu chí số 5`) are no quantities.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from ntm_extract.extract.times.dates import TimeSpan, find_times
from ntm_extract.knowledge.folding import Folded, fold, fold_aligned, is_unmarked, spelling_key
from ntm_extract.knowledge.instruments import find_numbers
from ntm_extract.plan import Comparator


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of a text.

    Attributes:
        start, end: span of the figures (`từ` of a range and the percent sign included), without comparator words.
        value, value_max: the number, and the upper end of a range; None for a share.
        denominator: 13 in `02/13`.
        percent, percent_max: the share, and its upper end.
        comparator: as the contract has it; `range` for a range, whatever stands before it (`ít nhất 2-3`).
        said_start, said_end: the span with the comparator words (`ít nhất 30%`, `từ 3 sao trở lên`).
        damaged: a sign stands in the figures (`1]5/181`, `¡5`): what was read of them is not the number.
        doubts: what could be read otherwise, in Vietnamese.
    """

    start: int
    end: int
    value: float | None
    value_max: float | None = None
    denominator: float | None = None
    percent: float | None = None
    percent_max: float | None = None
    comparator: Comparator = "="
    said_start: int = 0
    said_end: int = 0
    damaged: bool = False
    doubts: tuple[str, ...] = ()


_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d{1,4})?(?!\d)|\d{1,9}(?:[.,]\d{1,4})?(?!\d)"
_PERCENT = r"\s{0,2}(?:%|(?:điểm\s{1,3})?phần\s{1,3}trăm\b|điểm\s{0,3}%)"
_UP_TO = r"\s{1,9}(?:[đĐ]ến|[tT]ới)\s{1,9}(?:dưới\s{1,9})?"
_OUT_OF = r"\s{1,9}(?:trong|trên\s{1,9}tổng)\s{1,9}(?:(?:tổng\s{1,9})?số\s{1,9})?"
_LENGTH = r"(?:năm|quý|tháng|tuần|ngày|giờ|phút)\b"
_FREE = r"(?<![\w.,/:])(?<![^\W_][-–])"
_ENDS = r"(?![A-ZĐ]|[^\W\d_]\b|[:/]\d|[.,]\d)"
_QUANTITY = re.compile(
    rf"{_FREE}(?:"
    rf"(?P<a>{_NUMBER})(?P<ap>{_PERCENT})?\s{{0,2}}[-–]\s{{0,2}}(?P<b>{_NUMBER})(?P<bp>{_PERCENT})?"
    rf"|[Tt]ừ\s{{1,9}}(?P<c>{_NUMBER})(?P<cp>{_PERCENT})?{_UP_TO}(?P<d>{_NUMBER})(?P<dp>{_PERCENT})?"
    rf"|(?P<e>{_NUMBER})(?P<ep>{_PERCENT})?{_UP_TO}(?P<f>{_NUMBER})(?P<fp>{_PERCENT})?"
    rf"|(?P<n>{_NUMBER})(?:\s?/\s?(?P<of>{_NUMBER})|{_OUT_OF}(?P<all>{_NUMBER})(?!\s{{1,9}}{_LENGTH}))"
    rf"|(?P<v>{_NUMBER})(?P<vp>{_PERCENT})?"
    rf"){_ENDS}"
)
_LIST_NUMBER = re.compile(
    r"(?:(?<=\n)|^)[ \t#*]{0,12}\(?\d{1,2}(?:\.\d{1,2}){0,4}(?:[.)/](?=\s|[^\W\d])|(?<=\.\d)\s|(?<=\.\d\d)\s)"
    r"|(?<=[.;:])\s{1,9}\d{1,2}(?:\.\d{1,2}){0,4}\.\s(?=[A-ZĐ])"
)
"""The number of an item, at the beginning of a line or, where lines were lost, after the end of a sentence."""


@cache
def _words() -> dict[str, Any]:
    path = files("ntm_extract.knowledge").joinpath("data/number_words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def find_quantities(text: str, times: Sequence[TimeSpan] | None = None) -> list[Quantity]:
    """Find the quantities of a text, in order, without overlap.

    Args:
        text: running text.
        times: its time expressions, found here when not given; no quantity is taken from them.

    Example:
        `find_quantities("có 02/13 xã")[0]` has value 2 and denominator 13.
    """
    spans = [(time.start, time.end) for time in (find_times(text) if times is None else times)]
    spans += [found.span() for found in (*find_numbers(text), *_LIST_NUMBER.finditer(text))]
    fenced = _masked(text, spans)
    return [_compared(_checked(q, text), text) for q in sorted(_figures(fenced), key=lambda q: q.start)]


def _checked(quantity: Quantity, text: str) -> Quantity:
    """Mark a number beside which a sign stands that no number has: OCR made it of a figure."""
    before, after = text[quantity.start - 1 : quantity.start], text[quantity.end : quantity.end + 1]
    if (before in _MAY_PRECEDE or before.isspace()) and (after in _MAY_FOLLOW or after.isspace() or after.isalpha()):
        return quantity
    near = text[max(0, quantity.start - 30) : quantity.start]
    printed = re.split(r"\s", near)[-1] + re.split(r"\s", text[quantity.start : quantity.end + 30])[0]
    doubt = f"số: “{printed[:30]}” không đọc chắc được"
    return replace(quantity, damaged=True, doubts=(*quantity.doubts, doubt))


_MAY_PRECEDE = "([{“\"‘':;,-–—≥≤><=~/+*•|\N{OBJECT REPLACEMENT CHARACTER}"
_MAY_FOLLOW = ".,;:!?)]}”\"’'/%‰-–—…*|+"


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Blank out what holds no quantity, offsets kept."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if end > at:
            pieces += [text[at:start], "\N{OBJECT REPLACEMENT CHARACTER}" * (end - max(start, at))]
            at = end
    return "".join(pieces) + text[at:]


def _figures(text: str) -> Iterator[Quantity]:
    """Give the quantities in figures; where a pair of numbers makes none, its numbers are looked at one by one."""
    at = 0
    while m := _QUANTITY.search(text, at):
        at = m.end()
        quantity = _read(m)
        first = "a" if m["a"] else "c" if m["c"] else "e"
        if quantity is None and m[first]:
            at = m.end(f"{first}p") if m[f"{first}p"] else m.end(first)
            quantity = _single(m[first], m[f"{first}p"], (m.start(first), at))
        if quantity is not None and (quantity.value is None or not _is_name(text, quantity.start)):
            yield quantity


BASES = (1_000, 10_000, 100_000)
"""Numbers of units that a rate is told of."""
FEW = 5
"""How many times a base is more than the number told of it, at least."""
COUNTED = re.compile(r"\s{1,3}(?:xã|phường|thị trấn|thôn|xóm|làng|bản|buôn|ấp|huyện|khu dân cư)\b", re.IGNORECASE)
"""Units behind a fraction that make it a count even where it is more than the whole (`14/13 xã`, a plan's mistake)."""


def _read(m: re.Match[str]) -> Quantity | None:
    """Read one match; None for what is no amount (24/7, a telephone number)."""
    low, high = m["a"] or m["c"] or m["e"], m["b"] or m["d"] or m["f"]
    single = m["v"] or m["n"]
    parts_of = m["of"] or m["all"]
    doubts = tuple(doubt for figure in (low, high, single, parts_of) if figure and (doubt := _doubt(figure)))
    if single is not None:
        value = to_number(single)
        if len(single) > 5 and single.startswith("0") and single.isdigit():
            return None
        if parts_of is not None:
            whole = to_number(parts_of)
            if whole in BASES and whole > FEW * value:  # `40/100.000 trẻ`: no part of them
                return Quantity(m.start(), m.end(), value, doubts=doubts)
            if whole == 0 or (value > whole and not COUNTED.match(m.string, m.end())):
                return None
            return Quantity(m.start(), m.end(), value, denominator=whole, doubts=doubts)
        return _single(single, m["vp"], m.span())
    a, b = to_number(low), to_number(high)
    if a >= b:
        return None
    if m["bp"] or m["dp"] or m["fp"] or m["ep"]:
        return Quantity(m.start(), m.end(), None, percent=a, percent_max=b, comparator="range", doubts=doubts)
    return Quantity(m.start(), m.end(), a, b, comparator="range", doubts=doubts)


def _single(figure: str, sign: str | None, span: tuple[int, int]) -> Quantity:
    doubt = _doubt(figure)
    value = to_number(figure)
    return Quantity(*span, None if sign else value, percent=value if sign else None, doubts=(doubt,) if doubt else ())


def to_number(figure: str) -> float:
    """Read figures as Vietnamese writes them: `1.250.000`, `63,5`, `02`; also `16.5`."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", figure):
        figure = figure.replace(".", "")
    return float(figure.replace(",", "."))


def _doubt(figure: str) -> str | None:
    return f"“{figure}” có thể là số nghìn" if re.fullmatch(r"[1-9]\d{0,2},\d{3}", figure) else None


@cache
def _ordinal() -> re.Pattern[str]:
    nouns = _any_of(_words()["ordinals"]["before"])
    return re.compile(
        rf"\b(?:{nouns})\s{{1,9}}(?:số\s{{1,9}})?(?:\d{{1,3}}(?:,|\s{{1,3}}và|\s?-)\s{{0,3}}){{0,4}}$", re.IGNORECASE
    )


@cache
def _amount_of() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_any_of(_words()['ordinals']['amount_before'])})\s{{1,9}}[^\W\d_]{{1,9}}\s{{1,9}}$", re.IGNORECASE
    )


@cache
def _amount_noun() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(_words()['ordinals']['amount_nouns'])})\s{{1,9}}$", re.IGNORECASE)


@cache
def _place() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of(_words()['ordinals']['places'])})\s{{1,9}}$", re.IGNORECASE)


@cache
def _leading() -> re.Pattern[str]:
    last = _any_of(_words()["ordinals"]["first_so_many"])
    return re.compile(rf"\d{{1,3}}\s{{1,9}}(?:[^\W\d_]{{1,12}}\s{{1,9}}){{1,4}}(?:{last})\b", re.IGNORECASE)


def is_place(text: str, start: int) -> bool:
    """Whether the number at `start` is a place among others: 2 in `xếp thứ 2 trong vùng`."""
    return _place().search(text, max(0, start - 40), start) is not None


def _is_name(text: str, start: int) -> bool:
    """Whether the number belongs to a name: Điều 3, tiêu chí số 5, khoản 1 và 2."""
    before = text[max(0, start - 40) : start]
    if _amount_noun().search(before) is not None or is_place(text, start) or _leading().match(text, start):
        return False
    return _ordinal().search(before) is not None and _amount_of().search(before) is None


# --- how a number is meant ----------------------------------------------------------------------------------------


@cache
def _comparators() -> dict[str, tuple[str, Comparator | Literal["filler"]]]:
    entries = [(phrase, role) for role, phrases in _words()["comparators"].items() for phrase in phrases]
    return {fold(phrase) if phrase[0].isalpha() else phrase: (phrase, role) for phrase, role in entries}


@cache
def _before() -> tuple[re.Pattern[str], re.Pattern[str]]:
    one = _any_of(_comparators())
    return re.compile(rf"(?:(?<![\w])(?:{one})\s{{0,9}}){{1,6}}$"), re.compile(rf"(?<![\w])(?:{one})(?![a-z])")


@cache
def _behind() -> tuple[tuple[Comparator, re.Pattern[str]], ...]:
    return tuple(
        (
            comparator,
            re.compile(
                rf"(?:\s?/\s?[^\W\d_]{{1,12}})?\s{{0,9}}(?:[^\W\d_]{{1,12}}\s{{1,9}}){{0,4}}"
                rf"(?:{_any_of(map(fold, phrases))})\b"
            ),
        )
        for comparator, phrases in _words()["after"].items()
    )


def _any_of(phrases: Iterable[str]) -> str:
    """Make an alternation of phrases, longest first, with any blanks between their words."""
    return "|".join(re.escape(p).replace(r"\ ", r"\s{1,9}") for p in sorted(phrases, key=len, reverse=True))


_REACH = 60


def _compared(quantity: Quantity, text: str) -> Quantity:
    """Read the words around a number: `ít nhất`, `trên`, `… trở lên`."""
    start, role = _read_before(fold_aligned(text[max(0, quantity.start - _REACH) : quantity.start]), quantity.start)
    end = quantity.end
    behind = fold_aligned(text[quantity.end : quantity.end + _REACH])
    for comparator, pattern in _behind():
        m = pattern.match(behind.text)
        if m is not None:
            role, end = comparator, quantity.end + behind.span(0, m.end())[1]
    if quantity.comparator == "range" or role is None:
        return replace(quantity, said_start=start, said_end=end)
    return replace(quantity, comparator=role, said_start=start, said_end=end)


def read_limit(words: str) -> Comparator | None:
    """Give the comparator that the name of a quantity ends in, or that it has in brackets; None for none.

    Example:
        `Tỷ lệ hộ nghèo còn dưới (%)` → `<`; `Số học sinh mỗi lớp (tối đa)` → `<=`.
    """
    for part in (*_BRACKETS.findall(words), _BRACKETS.sub("", words)):
        said = part[-_REACH:].rstrip(" :;,.")
        found = _read_before(fold_aligned(said), len(said))[1]
        if found is not None:
            return found
    return None


_BRACKETS = re.compile(r"\(([^()]{0,30})\)")


def _read_before(head: Folded, at: int) -> tuple[int, Comparator | None]:
    """Give where the words before a number begin and the comparator they make."""
    whole, single = _before()
    chain = whole.search(head.text)
    found: Comparator | None = None
    start = len(head.text)
    for m in reversed(list(single.finditer(head.text, chain.start()) if chain is not None else [])):
        phrase, role = _comparators()[re.sub(r"\s+", " ", m.group())]
        surface = head.surface(*m.span())
        if phrase[0].isalpha() and spelling_key(surface) != spelling_key(phrase) and not is_unmarked(surface):
            break
        if role != "filler":
            found, start = role, m.start()
            break
    return at - len(head.source) + head.span(0, start)[1], found
