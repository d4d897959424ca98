"""The pieces that Vietnamese time expressions are built from: where they stand and what they say.

A piece is one date (`ngày 26 tháng 9 năm 2022`), part of one (`ngày 10 tháng 11`, `Quý I`), an interval written as
one (`2021 - 2025`), a recurrence (`hằng năm`) or a duration counted from an event (`90 ngày kể từ ngày ban hành`).
`date_patterns` finds the words, this module reads them, `dates` joins pieces to expressions.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from dateparser.date import DateDataParser

from ntm_extract.extract.times.date_patterns import NEXT_RECURRENCE, NEXT_YEAR, OF_YEARS, find_matches
from ntm_extract.knowledge.folding import Folded, fold, is_unmarked

PieceKind = Literal["date", "month", "quarter", "half", "year", "interval", "recurrence", "relative", "invalid"]


@dataclass(frozen=True, slots=True)
class DateParts:
    """What a date states of itself; None where it is silent.

    Attributes:
        year, quarter, month, day: as stated.
        months: first and last month of a stretch of the year (`6 tháng đầu năm` is 1, 6).
    """

    year: int | None = None
    quarter: int | None = None
    month: int | None = None
    day: int | None = None
    months: tuple[int, int] | None = None

    @property
    def exists(self) -> bool:
        """Whether the calendar has such a date."""
        if self.month is not None and not 1 <= self.month <= 12:
            return False
        if self.day is None:
            return True
        longest = 31 if self.month is None else calendar.monthrange(self.year or 2024, self.month)[1]
        return 1 <= self.day <= longest

    @property
    def edtf(self) -> str | None:
        """The date as EDTF with the precision stated, or None when the year is missing."""
        if self.year is None:
            return None
        if self.months is not None:
            return f"{self.year}-{self.months[0]:02d}/{self.year}-{self.months[1]:02d}"
        if self.quarter is not None:
            return f"{self.year}-Q{self.quarter}"
        if self.month is None:
            return f"{self.year}"
        return f"{self.year}-{self.month:02d}" + (f"-{self.day:02d}" if self.day is not None else "")

    @property
    def yearly_rule(self) -> str | None:
        """The RRULE of this date coming back every year, or None where that has no meaning."""
        if self.day is not None and self.month is not None:
            return f"FREQ=YEARLY;BYMONTH={self.month};BYMONTHDAY={self.day}"
        if self.month is not None:
            return f"FREQ=YEARLY;BYMONTH={self.month}"
        if self.quarter is not None:
            return "FREQ=YEARLY;BYMONTH=" + ",".join(str(3 * self.quarter - k) for k in (2, 1, 0))
        if self.months is not None:
            return "FREQ=YEARLY;BYMONTH=" + ",".join(map(str, range(self.months[0], self.months[1] + 1)))
        return None


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time counted from an event.

    Attributes:
        amount, unit: `90`, `ngày`.
        working_days: whether only working days count (ngày làm việc).
        anchor: what it is counted from: `issue` (ban hành, ký), `other`, or None when nothing is named.
    """

    amount: int
    unit: Literal["giờ", "ngày", "tuần", "tháng", "năm"]
    working_days: bool
    anchor: Literal["issue", "other"] | None


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece with its span in the folded text.

    Attributes:
        kind, start, end: what it is and where.
        parts: one date, or the two ends of an interval.
        rule: RRULE of a recurrence.
        duration: of a relative piece.
        weak: whether it is a time only together with another piece (`ngày 08` before `đến ngày 10 tháng 12`).
        doubts: what was taken on trust.
    """

    kind: PieceKind
    start: int
    end: int
    parts: tuple[DateParts, ...] = ()
    rule: str | None = None
    duration: Duration | None = None
    weak: bool = False
    doubts: tuple[str, ...] = ()


@cache
def time_words() -> dict[str, Any]:
    """Load the words around dates (`data/time_words.toml`)."""
    path = files("ntm_extract.knowledge").joinpath("data/time_words.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


_FREQUENCY = {
    "nam": "YEARLY",
    "quy": "MONTHLY;INTERVAL=3",
    "thang": "MONTHLY",
    "tuan": "WEEKLY",
    "ngay": "DAILY",
    "gio": "HOURLY",
}
_UNIT_NAMES: dict[str, Literal["giờ", "ngày", "tuần", "tháng", "năm"]] = {
    "gio": "giờ",
    "ngay": "ngày",
    "tuan": "tuần",
    "thang": "tháng",
    "nam": "năm",
}
_KEYWORDS = {
    "ngay": ("ngày",),
    "thang": ("tháng",),
    "nam": ("năm",),
    "quy": ("quý",),
    "qui": ("quí",),
    "hang": ("hằng", "hàng"),
    "thg": ("thg",),
    "moi": ("mỗi",),
    "cu": ("cứ",),
}
_KEYWORD = re.compile(r"\b(?:ngay|thang|nam|qu[yi]|hang|moi|cu)(?![a-z])|\bthg")
_STRICT = frozenset(
    {
        "quarter",
        "misread_quarter",
        "recurrent",
        "weekday",
        "day",
        "month_bare",
        "every",
        "each",
        "side",
        "weekday_of",
        "loose_day_month",
    }
)
"""Pieces whose words are common syllables without their marks: a keyword with other marks is another word there."""


def find_pieces(folded: Folded) -> list[Piece]:
    """Find the pieces of time expressions, leftmost and longest first, without overlap."""
    found = [piece for name, match in find_matches(folded.text) for piece in _read(name, match, folded)]
    found.sort(key=lambda piece: (piece.start, -piece.end, piece.weak))
    pieces: list[Piece] = []
    for piece in found:
        if not pieces or piece.start >= pieces[-1].end:
            pieces += _in_each_year(piece, folded)
    return [piece for piece in pieces if piece.kind != "invalid"]


def _in_each_year(piece: Piece, folded: Folded) -> list[Piece]:
    """Give a date once for each of the years that are listed behind it: `quý IV các năm 2027 và 2029`."""
    alone = piece.parts[0] if len(piece.parts) == 1 else None
    year = OF_YEARS.match(folded.text, piece.end) if alone is not None and alone.year is None else None
    if alone is None or year is None:
        return [piece]
    start, dated = piece.start, []
    while year:
        parts = (replace(alone, year=int(year["y"])),)
        dated.append(replace(piece, start=start, end=year.end(), parts=parts, weak=False))
        year = NEXT_YEAR.match(folded.text, year.end())
        start = year.start("y") if year else start
    return dated


def _read(name: str, m: re.Match[str], folded: Folded) -> Iterator[Piece]:
    """Read one match as pieces (a match may be no time after all, or a list of recurrences)."""
    doubts = _spelling_doubts(name, m, folded)
    if doubts is None or (name == "full" and _NEW_SENTENCE.search(folded.surface(*m.span()))):
        return
    groups = {key: value for key, value in m.groupdict().items() if value is not None}
    if name in _RECURRENCES:
        rule = _rule(name, groups)
        if rule is not None:
            yield Piece("recurrence", m.start(), m.end(), rule=rule, doubts=doubts)
            if name in ("recurrent", "periodic"):
                yield from _more_recurrences(m.end(), folded)
        return
    if name in ("since", "within"):
        yield _relative(m, groups, doubts)
        return
    yield _dated(name, m, groups, doubts, folded)


_NEW_SENTENCE = re.compile(r"[.;:]\s{1,3}T")  # `trước ngày 25. Tháng 12 năm 2024 …`


def _spelling_doubts(name: str, m: re.Match[str], folded: Folded) -> tuple[str, ...] | None:
    """Give the keywords that carry other marks than they should, or None when they are other words."""
    doubts: list[str] = []
    for k in _KEYWORD.finditer(folded.text, m.start(), m.end()):
        surface = folded.surface(*k.span())
        meant = _KEYWORDS[k.group()]
        if surface.lower() in meant:
            continue
        before = folded.text[max(0, k.start() - 12) : k.start()]
        if k.group() == "nam" and surface == "Nam" and re.search(r"[a-z]\s{1,3}$", before):
            return None  # Việt Nam 2025
        numbered = name == "misread_quarter" or (name == "quarter" and not m["q"].isdigit())
        told = numbered and m["y"] is not None  # `quỹ I/2027` is no fund
        if not is_unmarked(surface) and name in _STRICT and not told:
            return None
        doubts.append(f"đọc “{surface}” là “{meant[0]}”")
    if name == "recurrent" and _is_noun_hang(m, folded):
        return None
    return tuple(doubts)


def _is_noun_hang(m: re.Match[str], folded: Folded) -> bool:
    before = folded.surface(max(0, m.start() - 12), m.start()).split()
    return bool(before) and before[-1].lower() in time_words()["hang"]["nouns_before"]


_RECURRENCES = frozenset(
    {
        "recurrent",
        "periodic",
        "every",
        "each",
        "once",
        "weekday",
        "weekday_of",
        "quarter_day",
        "month_day",
        "side",
        "last_day",
    }
)


def amount(text: str) -> int:
    """Read a small whole number in digits or folded words (`06`, `sau`)."""
    return int(text) if text.isdigit() else int(time_words()["numbers"][text])


def every(count: int, unit: str) -> str | None:
    """Give the RRULE of something that comes back every `count` units (folded: nam, quy, thang, tuan, ngay)."""
    if count < 1:
        return None
    frequency, _, step = _FREQUENCY[unit].partition(";INTERVAL=")
    interval = count * int(step or 1)
    return f"FREQ={frequency}" + (f";INTERVAL={interval}" if interval > 1 else "")


def _rule(name: str, groups: dict[str, str]) -> str | None:
    if name == "weekday":
        days = time_words()["weekdays"]
        return "FREQ=WEEKLY;BYDAY=" + ",".join(
            days[word] for word in re.findall(r"\w+", groups["days"]) if word in days
        )
    if name == "weekday_of":
        day = time_words()["weekdays"][groups["wd"]] if "wd" in groups else "SU"
        return f"{every(1, groups['u'])};BYDAY={'1' if groups['side'] == 'dau' else '-1'}{day}"
    if name == "last_day":
        return "FREQ=MONTHLY;BYMONTHDAY=-1"
    if name == "month_day":
        return f"FREQ=MONTHLY;BYMONTHDAY={int(groups['d'])}" if 1 <= int(groups["d"]) <= 31 else None
    if name == "quarter_day":
        months = {"dau": "1,4,7,10", "giua": "2,5,8,11", "cuoi": "3,6,9,12"}[groups["side"]]
        return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={int(groups['d'])}" if 1 <= int(groups["d"]) <= 31 else None
    return every(amount(groups.get("n", "1")), groups.get("u") or groups["u2"])


def _more_recurrences(end: int, folded: Folded) -> Iterator[Piece]:
    """Give what follows in a list (`hằng tháng, quý, năm`; `định kỳ 6 tháng, 01 năm`)."""
    while m := NEXT_RECURRENCE.match(folded.text, end):
        first = m.start("n") if m["n"] else m.start("u")
        if folded.surface(*m.span("u")).lower() not in _KEYWORDS.get(m["u"], ("tuần",)):
            return
        rule = every(amount(m["n"] or "1"), m["u"])
        if rule is not None:
            yield Piece("recurrence", first, m.end(), rule=rule)
        end = m.end()


def _relative(m: re.Match[str], groups: dict[str, str], doubts: tuple[str, ...]) -> Piece:
    anchor: Literal["issue", "other"] | None = (
        "issue" if "issue" in groups else "other" if groups.keys() & {"event", "other"} else None
    )
    duration = Duration(amount(groups["n"]), _UNIT_NAMES[groups["u"]], "work" in groups, anchor)
    return Piece("relative", m.start(), m.end(), duration=duration, doubts=doubts)


_WEAK = frozenset({"day", "loose_day_month"})


def _dated(name: str, m: re.Match[str], groups: dict[str, str], doubts: tuple[str, ...], folded: Folded) -> Piece:
    """Read a match that names a date, a month, a quarter, a stretch of a year, a year or an interval."""
    number: dict[str, int] = {key: int(groups[key]) for key in ("d", "d2", "m", "y", "y2", "n") if key in groups}
    start, end, year = m.start(), m.end(), number.get("y")
    if name == "short":
        year, doubts = 2000 + int(groups["yy"]), (*doubts, "năm viết hai chữ số")
    if name == "lone_year":
        start = m.start("y")
        if _counted_unit().match(folded.text, m.end()):
            return Piece("invalid", start, end)
    if name == "words":
        return _from_dateparser(m, number, doubts, folded)
    date = DateParts(year=year, month=number.get("m"), day=number.get("d"))
    parts: tuple[DateParts, ...] = (date,)
    kind: PieceKind = "date" if date.day else "month" if date.month else "year"
    if name == "quarter":
        kind, parts = "quarter", (DateParts(year=year, quarter=quarter(groups["q"])),)
    elif name == "misread_quarter":
        printed = folded.surface(*m.span("q"))
        meant = misread_quarter(groups["q"])
        if meant is None or not _CAPITALS.fullmatch(printed):
            return Piece("invalid", start, end)
        kind, parts = "quarter", (DateParts(year=year, quarter=meant),)
        doubts = (*doubts, f"quý: đọc “{printed}” là {_QUARTERS[meant - 1].upper()}")
    elif name == "half":
        count = number.get("n", 6)
        if not 1 <= count <= 11:
            return Piece("invalid", start, end)
        months = (1, count) if groups["side"] == "dau" else (13 - count, 12)
        kind, parts = "half", (DateParts(year=year, months=months),)
    elif name == "interval":
        kind, parts = "interval", (date, DateParts(year=number["y2"]))
        if number["y2"] <= number["y"]:
            return Piece("invalid", start, end)
    elif name == "day_range":
        kind, parts = "interval", (date, replace(date, day=number["d2"]))
        if number["d2"] <= number["d"]:
            return Piece("invalid", start, end)
    if not all(part.exists for part in parts):
        return Piece("invalid", start, end)
    return Piece(kind, start, end, parts, weak=name in _WEAK, doubts=doubts)


def quarter(numeral: str) -> int:
    """Read the number of a quarter as printed, folded (`iv`, `4`, `02`; a small l is read as i)."""
    return {"i": 1, "ii": 2, "iii": 3, "iv": 4}[numeral.replace("l", "i")] if not numeral.isdigit() else int(numeral)


_CAPITALS = re.compile(r"[A-Z1l|!\[\]]+")  # `quý tư` is written in small letters
_QUARTERS = ("i", "ii", "iii", "iv")
_STROKES = str.maketrans(dict.fromkeys("1ltj|![]", "i") | {"h": "ii", "u": "ii", "n": "ii", "y": "v"})


def misread_quarter(numeral: str) -> int | None:
    """Read the Roman number of a quarter whose strokes were taken for other signs, folded; None where it is none.

    Example: `11` and `h` are 2, `iti` is 3, `[v` and `tv` are 4: there is no eleventh quarter.
    """
    meant = numeral.translate(_STROKES)
    return _QUARTERS.index(meant) + 1 if meant in _QUARTERS else None


@cache
def _counted_unit() -> re.Pattern[str]:
    units = "|".join(sorted(map(fold, time_words()["units"]["after_number"]), key=len, reverse=True))
    return re.compile(rf"\s{{1,3}}(?:{units})\b|\s?%")


@cache
def _dateparser() -> DateDataParser:
    return DateDataParser(
        languages=["vi"],
        settings={
            "REQUIRE_PARTS": ["month", "year"],
            "DATE_ORDER": "DMY",
            "PARSERS": ["absolute-time"],
            "NORMALIZE": False,
        },
    )


def _from_dateparser(m: re.Match[str], stated: dict[str, int], doubts: tuple[str, ...], folded: Folded) -> Piece:
    """Let dateparser read a date with its month in words; what it says beyond what is stated is refused."""
    got = _dateparser().get_date_data(" ".join(folded.surface(*m.span()).split()))
    date, precision = got["date_obj"], "day" if "d" in stated else "month"
    if (
        date is None
        or got["period"] != precision
        or date.year != stated["y"]
        or ("d" in stated and date.day != stated["d"])
    ):
        return Piece("invalid", m.start(), m.end())
    parts = DateParts(year=date.year, month=date.month, day=stated.get("d"))
    return Piece("date" if "d" in stated else "month", m.start(), m.end(), (parts,), doubts=doubts)
