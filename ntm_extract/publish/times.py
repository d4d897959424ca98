"""Times as readers write them, `05/10/2022`, `quý IV/2022`, `hằng năm, ngày 15/11`; the tables hold EDTF and RRULE."""

from __future__ import annotations

import re

from ntm_extract.schema.dictionary import Language

_PART = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d\d)(?:-(\d\d))?))?")
_ROMAN = ("I", "II", "III", "IV")
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_EVERY = {
    "YEARLY": ("hằng năm", "{n} năm một lần", "every year", "every {n} years"),
    "MONTHLY": ("hằng tháng", "{n} tháng một lần", "every month", "every {n} months"),
    "WEEKLY": ("hằng tuần", "{n} tuần một lần", "every week", "every {n} weeks"),
    "DAILY": ("hằng ngày", "{n} ngày một lần", "every day", "every {n} days"),
}  # fmt: skip


def format_time(edtf: str, lang: Language) -> str:
    """Give a time of the tables in words; what is none of the contract's forms stays as it is.

    Example:
        `format_time("2022-Q4", "vi")` is `"quý IV/2022"`, `format_time("2021/2025", "vi")` is `"2021–2025"`.
    """
    parts = [_part(part, lang) for part in edtf.split("/")]
    return "–".join(part for part in parts if part) if all(parts) and len(parts) <= 2 else edtf


def _part(text: str, lang: Language) -> str | None:
    match = _PART.fullmatch(text)
    if match is None:
        return None
    year, quarter, month, day = match.groups()
    if lang == "vi":
        if day:
            return f"{day}/{month}/{year}"
        return f"tháng {int(month)}/{year}" if month else f"quý {_ROMAN[int(quarter) - 1]}/{year}" if quarter else year
    if day and 1 <= int(month) <= 12:
        return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    if month and 1 <= int(month) <= 12:
        return f"{_MONTHS[int(month) - 1]} {year}"
    return f"Q{quarter} {year}" if quarter else year if not month else None


def format_recurrence(rule: str, lang: Language) -> str:
    """Give a recurrence rule (RFC 5545) in words; one of another form stays as it is.

    Example:
        `format_recurrence("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15", "vi")` is `"hằng năm, ngày 15/11"`.
    """
    fields = dict(part.partition("=")[::2] for part in rule.split(";"))
    words = _EVERY.get(fields.pop("FREQ", ""))
    if words is None:
        return rule
    count = fields.pop("INTERVAL", "1")
    once, often = words[:2] if lang == "vi" else words[2:]
    said = once if count == "1" else often.format(n=count)
    months, days = fields.pop("BYMONTH", ""), fields.pop("BYMONTHDAY", "")
    if fields:
        return rule
    when = _days(months.split(",") if months else [], days.split(",") if days else [], lang)
    return f"{said}, {when}" if when else said


def _days(months: list[str], days: list[str], lang: Language) -> str:
    if lang == "vi":
        if months and days:
            return ", ".join(f"ngày {day}/{month}" for month in months for day in days)
        return f"tháng {', '.join(months)}" if months else f"ngày {', '.join(days)}" if days else ""
    names = [_MONTHS[int(month) - 1] for month in months]
    if names and days:
        return ", ".join(f"{day} {name}" for name in names for day in days)
    return f"in {', '.join(names)}" if names else f"on day {', '.join(days)}" if days else ""
