"""Numbers and days as a reader writes them: `1.234,5` and `15,4 %` in Vietnamese, `1,234.5` and `15.4%` in English."""

from __future__ import annotations

import math
from datetime import datetime

from ntm_extract.schema.dictionary import Language

NO_BREAK = "\u00a0"
_TO_VIETNAMESE = str.maketrans(",.", ".,")


def format_number(value: float | None, lang: Language, digits: int = 1) -> str:
    """Give a number with at most `digits` decimals and its thousands apart; "" for None and NaN.

    Example: `format_number(1234.5, "vi")` is `"1.234,5"`.
    """
    if value is None or math.isnan(value):
        return ""
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if text == "-0":
        text = "0"
    return text.translate(_TO_VIETNAMESE) if lang == "vi" else text


def format_percent(value: float | None, lang: Language, digits: int = 1) -> str:
    """Give a share in percent: `format_percent(15.38, "vi")` is `"15,4 %"` (with a blank that does not break)."""
    text = format_number(value, lang, digits)
    if not text:
        return ""
    return f"{text}{NO_BREAK}%" if lang == "vi" else f"{text}%"


def format_moment(moment: datetime, lang: Language) -> str:
    """Give a day and time: `22/11/2025 08:24` in Vietnamese, `2025-11-22 08:24` in English."""
    return moment.strftime("%d/%m/%Y %H:%M" if lang == "vi" else "%Y-%m-%d %H:%M")


def chart_locale(lang: Language) -> dict[str, object]:
    """Give the number format of Vega's charts for a language (d3-format's locale definition)."""
    point, comma = (",", ".") if lang == "vi" else (".", ",")
    return {"decimal": point, "thousands": comma, "grouping": [3], "currency": ["", NO_BREAK + "₫"]}
