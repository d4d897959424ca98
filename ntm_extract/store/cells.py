"""Cells of spreadsheets: text that comes from a document must never be taken for a formula.

A plan is somebody else's text. A cell that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is run as a
formula by Excel and LibreOffice when a CSV file is opened (CWE-1236). In CSV such text gets an apostrophe in front; a
number keeps its minus, and words of our own lists (the comparator `=`) stay as they are. In XLSX a cell has a type, and
text is written as text. Parquet, JSON and the database hold the text as it is.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ntm_extract.store.columns import Kind

FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that start a formula (OWASP, CSV Injection; the full-width forms count in East Asian settings)."""

_PLAIN_NUMBER = re.compile(r"-\d+(?:[.,]\d+)?\Z")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program could take the text for a formula (`-5` and `-1,5` are numbers, not formulas).

    Example:
        `is_formula("- Phối hợp với Sở Nội vụ") is True`
    """
    return text.startswith(FORMULA_START) and not _PLAIN_NUMBER.match(text)


def plain_value(value: Any, kind: Kind) -> Any:
    """Give the value as a plain cell can hold it: lists and maps as JSON text, the rest unchanged."""
    return json.dumps(value, ensure_ascii=False) if kind is Kind.NESTED and value is not None else value


def csv_value(value: Any, kind: Kind) -> Any:
    """Give the value as it stands in a CSV file: null empty, flags `true`/`false`, no formulas."""
    value = plain_value(value, kind)
    if value is None:
        return ""
    if kind is Kind.FLAG:
        return "true" if value else "false"
    if kind is Kind.TEXT and is_formula(value):
        return "'" + value
    return value
