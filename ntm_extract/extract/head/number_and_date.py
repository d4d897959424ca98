"""The two lines of a head that are filled in by hand: number and date; what was not read surely is left open."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from ntm_extract.extract.head.seen import Seen, look_at, make_unread, make_unseen
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.times.timeline import Timeline
from ntm_extract.knowledge.folding import fold_aligned
from ntm_extract.knowledge.instruments import normalize_number
from ntm_extract.outline.structure import Block
from ntm_extract.plan import Unread

NUMBER_LINE = re.compile(
    r"^[^\w$]*(?:(?:nghị quyết|luật|quyết định|pháp lệnh) )?[s$](?:[ốoóôỗộ]\s*[:.]?|\w{1,2}\s*[:.])\s*"
    r"(?:(?:[-–:;.,~_]{1,3}|[a-z])\s{1,3}(?=\d))?",  # dust before the figures
    re.IGNORECASE,
)
_SYMBOL = re.compile(r"(?<![^\W\d_])[A-ZĐƯ]{1,5}(?: ?[-/] ?[A-ZĐƯ][\w.&]*)+")
_SOUND_SERIAL = re.compile(r"(?:\d{1,5}[a-zđ]?(?:/(?:19|20)\d\d)?)?/?")
_SERIAL = re.compile(r"(\d{1,5}[a-zđ]?(?:\s?/\s?(?:19|20)\d\d)?\s*[/–-])\s*(?:$|[^\W\d_])")
_FORM = re.compile(r"\b(?:thang|nam|\d{4})\b|[\W_]")
"""What the form of a date has in print; what is left was filled in."""
_PRINTED_DAY = re.compile(
    r"\bng\wy\b(?P<day>.{0,14}?)th\w{1,4}\b\W{0,4}(?P<month>\d{1,2})\W{1,4}n\w{1,2}\b\W{0,4}(?P<year>\d{4})\b"
)
_DAY = re.compile(r"^\W*\d{1,2}\W*")
_PLACE = "số hiệu"
_TIME = "ngày ban hành"


@dataclass(frozen=True)
class NumberLine:
    """What the number line says (`Số: 15/KH-UBND`)."""

    number: str | None = None
    symbol: str | None = None
    notes: tuple[str, ...] = ()
    unread: Unread | None = None


@dataclass(frozen=True)
class DateLine:
    """What the date line says (`Hà Quảng, ngày 16 tháng 10 năm 2022`); `issued_on` is EDTF, as precise as is sure."""

    place: str | None = None
    issued_on: str | None = None
    unread: Unread | None = None


def read_number_line(origins: Origins) -> NumberLine:
    """Read the number line of a document; the number is None where it is blank or was not read surely.

    Example: `Số: 15/KH-UBND` gives number `15/KH-UBND` and symbol `KH-UBND`.
    """
    outline = origins.outline
    for block in outline.of_role("number"):
        text = outline.text_of(block)
        raw = NUMBER_LINE.sub("", text).strip()
        if raw:
            return _hold_against_picture(_number_in(raw), raw, block, block.start + text.rindex(raw), origins)
    unseen = make_unseen(origins, "number", f"{_PLACE}: không đọc được dòng số ở đầu văn bản, để trống số")
    return NumberLine(notes=(unseen.note,) if unseen else (), unread=unseen)


def _number_in(raw: str) -> NumberLine:
    symbol = _SYMBOL.search(raw)
    serial = re.sub(r"\s", "", raw[: symbol.start()]).strip("….,_:-–/") if symbol else ""
    if symbol and (not _SOUND_SERIAL.fullmatch(serial) or re.search(r"\d \d", raw[: symbol.start()].strip())):
        note = f"{_PLACE}: không đọc được số “{raw[: symbol.start()].strip()}”"
        return NumberLine(None, normalize_number(symbol[0]).symbol, (note,))
    found = normalize_number(raw)
    return NumberLine(found.number, found.symbol, tuple(f"{_PLACE}: {doubt}" for doubt in found.doubts))


def _hold_against_picture(line: NumberLine, raw: str, block: Block, at: int, origins: Origins) -> NumberLine:
    """Leave a number open whose figures the readers of its picture are not sure of; `at` is where `raw` stands."""
    if line.number is None and not line.notes:  # left blank by the office
        return line
    symbol = _SYMBOL.search(raw)
    seen = look_at(origins, at, at + len(raw[: symbol.start()].rstrip() if line.number and symbol else raw))
    if line.number is not None and not seen.is_doubted(_serial_of(line.number), _serial_of):
        return line
    note = f"{_PLACE}: đọc được “{raw}” nhưng chữ số chưa chắc, để trống số" if line.number else line.notes[0]
    shares = seen.shares(_serial_of) if line.symbol else {}
    candidates = [(f"{serial}{line.symbol}", share) for serial, share in shares.items() if serial]
    unread = make_unread(origins, (block.start, block.end), "number", note, candidates)
    return NumberLine(None, line.symbol, line.notes if note in line.notes else (*line.notes, note), unread)


def _serial_of(text: str) -> str:
    """Give the part of a number that is filled in, with its dash: `15/`, `03/2022/`; empty where none can be told."""
    found = _SERIAL.match(NUMBER_LINE.sub("", text))
    return re.sub(r"\s", "", found[1]).replace("–", "-") if found else ""


def read_date_line(origins: Origins, times: Timeline) -> DateLine:
    """Read the date line of a document.

    Args:
        origins: of the document.
        times: its time expressions.

    Example: a day that could not be read surely gives `2022-10`, a month likewise `2022`, a year None.
    """
    outline = origins.outline
    block = next(iter(outline.of_role("date")), None)
    if block is None:
        note = f"{_TIME}: không đọc được dòng ngày, tháng ở đầu văn bản, để trống"
        return DateLine(unread=make_unseen(origins, "issued_on", note))
    text = outline.text_of(block)
    place = text.split(",")[0].strip(" .-“”\"'‘’`") if "," in text else None
    if place and re.search(r"ngày|tháng|\b\d", place):
        place = None
    time = next(iter(times.within(block.start, block.end)), None)
    parts = _find_parts(text, block, origins)
    if parts is None:
        return DateLine(place, *_hold_whole_date(time.edtf if time else None, block, origins))
    if not _DAY.fullmatch(parts.day) and parts.month is not None:
        said: str | None = f"{parts.year}-{parts.month:02}"  # no day is better than half of one
    else:
        said = _whole_day(parts) or (time.edtf if time else None)
    return DateLine(place, *_hold_parts(said, parts, block, origins))


@dataclass(frozen=True)
class _DateParts:
    """Day, month and year as printed, and as the readers of their page saw them."""

    day: str
    month: int | None
    year: int
    seen_day: Seen
    seen_month: Seen
    seen_year: Seen


def _whole_day(parts: _DateParts) -> str | None:
    """Give the day that is printed in full, whatever dust lies between its figures; None where no calendar has it."""
    day = re.search(r"\d{1,2}", parts.day)
    if day is None or parts.month is None:
        return None
    try:
        return dt.date(parts.year, parts.month, int(day[0])).isoformat()
    except ValueError:
        return None


def _find_parts(text: str, block: Block, origins: Origins) -> _DateParts | None:
    folded = fold_aligned(text)
    printed = _PRINTED_DAY.search(folded.text)
    if printed is None:
        return None

    def see(name: str) -> Seen:
        group = printed[name]
        blank = len(group) - len(group.lstrip())
        start, end = folded.span(printed.start(name) + blank, printed.start(name) + max(blank, len(group.rstrip())))
        return look_at(origins, block.start + start, block.start + end) if end > start else Seen((), False)

    month = int(printed["month"])
    return _DateParts(
        printed["day"],
        month if 1 <= month <= 12 else None,
        int(printed["year"]),
        see("day"),
        see("month"),
        see("year"),
    )


def _hold_parts(
    said: str | None, parts: _DateParts, block: Block, origins: Origins
) -> tuple[str | None, Unread | None]:
    """Give as much of a date as the readers of its picture are sure of, and its place where that is not all."""
    is_day_written = any(c.isalnum() for c in parts.day)
    day = _figures(parts.day) if _DAY.fullmatch(parts.day) else None
    sure = said
    if parts.seen_year.is_doubted(parts.year, _figures):
        sure = None
    elif parts.month is None or parts.seen_month.is_doubted(parts.month, _figures):
        sure = str(parts.year)
    elif is_day_written and (day is None or said is None or parts.seen_day.is_doubted(day, _figures)):
        sure = f"{parts.year}-{parts.month:02}"
    if sure == said and not (is_day_written and day is None):
        return said, None
    candidates = _dates(parts)
    unread = make_unread(origins, (block.start, block.end), "issued_on", _date_note(block, origins, sure), candidates)
    return (said if unread is None else sure), unread


def _hold_whole_date(said: str | None, block: Block, origins: Origins) -> tuple[str | None, Unread | None]:
    """Give of a date that has not the usual form all or, where something in it was not read surely, the year."""
    text = origins.outline.text_of(block)
    filled_in = _FORM.sub("", fold_aligned(text).text.partition("ngay")[2])
    doubted = [
        word[0]
        for word in re.finditer(r"\S*\d\S*", text)
        if look_at(origins, block.start + word.start(), block.start + word.end()).is_doubted(_groups(word[0]), _groups)
    ]
    is_whole = not filled_in or re.fullmatch(r"\d{4}-\d\d-\d\d", said or "") is not None
    if is_whole and not doubted:
        return said, None
    sure = said[:4] if said and not any(said[:4] in word for word in doubted) else None
    unread = make_unread(origins, (block.start, block.end), "issued_on", _date_note(block, origins, sure), ())
    return (said if unread is None else sure), unread


def _groups(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\d+", text))


def _date_note(block: Block, origins: Origins, sure: str | None) -> str:
    line = " ".join(origins.outline.text_of(block).split())
    kept = f"chỉ ghi {sure}" if sure else "để trống"
    return f"{_TIME}: đọc được “{line}” nhưng chữ số chưa chắc, {kept}"


def _figures(text: str) -> int | None:
    """Give the number that the figures of a word make, whatever signs stand about them; None with letters among them.

    `08,` is 8; `0)7` and `1O` are none.
    """
    found = re.fullmatch(r"^\W*(\d+)\W*", text)
    return int(found[1]) if found else None


def _dates(parts: _DateParts) -> list[tuple[str, float]]:
    """Give the days that the date may be, the likeliest first."""
    days, months, years = (seen.shares(_figures) for seen in (parts.seen_day, parts.seen_month, parts.seen_year))
    found = {}
    for year, year_share in years.items():
        for month, month_share in months.items():
            for day, day_share in days.items():
                if year is not None and month is not None and day is not None:
                    edtf = _edtf(year, month, day)
                    if edtf:
                        found[edtf] = year_share * month_share * day_share
    return sorted(found.items(), key=lambda share: -share[1])


def _edtf(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None
