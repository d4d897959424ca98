"""How rows are told to a person, in Vietnamese: short names of tables and fields, and values as words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from ntm_extract.plan import Provenance
from ntm_extract.schema.dictionary import load_wording

VIETNAMESE = 1
"""Where in the word lists of the data dictionary the Vietnamese stands; the English comes first."""


@cache
def load_words() -> dict[str, dict[str, str]]:
    """Load the names of tables, fields, heads and sections from `words.toml`."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def say_number(value: float, digits: int = 2) -> str:
    """Give a number with a decimal comma and no idle zeros: `say_number(0.80) == "0,8"`."""
    return f"{value:.{digits}f}".rstrip("0").rstrip(".").replace(".", ",")


def say_section(section: str) -> str:
    """Give an address as a clerk calls it: `mục I.1.c`, `Điều 3.2.a`, `phần mở đầu`."""
    named = load_words()["sections"].get(section)
    return named or (section if section.startswith(("Điều", "Phụ lục", "Chương", "Phần", "Mục")) else f"mục {section}")


def say_fields(table: str, row: Provenance) -> Iterator[tuple[str, str]]:
    """Give what a row says, field by field with its short name; what is empty or merely no is left out.

    Args:
        table: its name, as in `ntm_extract.plan.TABLES`.
        row: of that table.

    Example:
        `("giá trị", "13")` and `("thời hạn", "2025")` for *13 xã đạt chuẩn vào năm 2025*.
    """
    names, closed = load_words()["fields"], load_wording()["values"]
    lists = closed.get(table, {}) | ({"indicator": closed["targets"]["indicator"]} if table == "achievements" else {})
    lists = {"comparator": closed["targets"]["comparator"]} | lists
    for field in type(row).model_fields:
        value = getattr(row, field)
        if field in Provenance.model_fields or value is None or value is False or value == []:
            continue
        yield names[field], _say_value(value, lists.get(field, {}))


def _say_value(value: Any, words: dict[str, list[str]]) -> str:
    if value is True:
        return "có"
    if isinstance(value, int | float):
        return say_number(value, 4)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return words[value][VIETNAMESE] if value in words else str(value)
