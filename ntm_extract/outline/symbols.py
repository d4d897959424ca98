"""Symbols of instruments and dates that were torn apart by the end of a line or by a blank (`QĐ-⏎UBND`, `NQ- HĐND`)."""

from __future__ import annotations

import re

_OPEN = re.compile(r"[^\W_][-/]$")
_GOES_ON = re.compile(r"[A-ZĐƯƠ]{2}|[A-ZĐƯƠ]\w{0,8}[-/]")
_SERIAL = re.compile(r"\d$")
_SERIAL_GOES_ON = re.compile(r"/[A-ZĐƯ]{1,5}[-/]|-[A-ZĐƯ]{1,5}r?/[A-ZĐƯ]")
_KIND = re.compile(r"\d/[A-ZĐƯ]{1,6}$")
_ORGAN = re.compile(r"-(?:[A-ZĐƯ]{2}|TTg\b)")
_DAY = re.compile(r"(?<![\d/])\d{1,2}(?:/\d{1,2})?/$")
_BEFORE_BLANK = re.compile(r"\d(?:[-/][A-ZĐƯa-z]{1,6}){0,2}[-/]?$")
_LONGEST = 20  # no number with its symbol is longer up to where it was torn


def is_torn(before: str, after: str) -> bool:
    """Tell whether a line break tore a symbol or a date apart.

    Args:
        before: the line that ends there.
        after: the line that follows.

    Example: `theo Quyết định số 12/QĐ-` and `UBND ngày 30/` and `6/2025` are one text.
    """
    end = before[-_LONGEST:]
    if _OPEN.search(end) and _GOES_ON.match(after):
        return True
    return begins_torn(before, after) or bool(_DAY.search(end) and after[:1].isdecimal())


def begins_torn(before: str, after: str) -> bool:
    """Tell whether a line begins with the sign that joins it to the symbol in the line before.

    Example: `263/QĐ` and `-TTg ngày 22/2/2022`: the dash is no bullet.
    """
    end = before[-_LONGEST:]
    return bool((_SERIAL.search(end) and _SERIAL_GOES_ON.match(after)) or (_KIND.search(end) and _ORGAN.match(after)))


def is_blank_within(text: str, start: int) -> bool:
    """Tell whether the blank at `start`, beside a dash or slash, stands in the middle of a symbol.

    Example: the blank in `57/NQ- HĐND`, but not that in `Văn hóa - Thông tin`.
    """
    return bool(_BEFORE_BLANK.search(text[max(0, start - _LONGEST) : start]))
