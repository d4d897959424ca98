"""Printed lines of a row that was misread (dòng trong ô đọc nhầm): without the dust that was read for letters."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SIGNS = frozenset("-–&+/%")
"""Signs that may stand alone between the words of a name or a time."""
_LONE = frozenset("ABCDIVXYy")
"""Letters that may stand alone: Roman numbers, `nhóm B`, `Phòng Nghiệp vụ Y`."""
_BEFORE = re.compile(r"Tr[^\W\d_]{2,5}")
_DATE = re.compile(r"(?:ngày )?\d{1,2}[/.]\d{1,2}[/.]20\d\d")
_NUMERALS = frozenset("IVXl1")
_EDGE = "_—~«»°|¥*=‘’“”\"'.:"
"""Signs that are read from rules and specks beside a word."""
_KEPT = ".:\"'”“"
"""Those of them that may belong to words: only what is read between them is dust."""


def without_dust(line: str) -> str:
    """Give a line without single letters and signs that are no words; "" where nothing else is left.

    Args:
        line: a printed line of a row, of which the cell is not yet known.

    Returns:
        What is left of it; words that hold letters or figures are never changed but at their edges.

    Example:
        `Sở .,... Nội vụ` is `Sở Nội vụ`, `Tháng : 3/2026` is `Tháng 3/2026`, `—trường, Sở Tài` is `trường, Sở Tài`.
    """
    words = [word for word in map(_plain, line.split()) if word and not _is_dust(word)]
    return " ".join(words)


def with_openers(lines: Sequence[str]) -> list[str]:
    """Give lines with the `Trước` that was misread in one of its own before a date.

    Example:
        `Trivdc`, `15/8/2026` are `Trước`, `15/8/2026`.
    """
    behind = (*lines[1:], "")
    return [
        "Trước" if _BEFORE.fullmatch(line) and _DATE.match(after) else line
        for line, after in zip(lines, behind, strict=False)
    ]


def titles_rows(line: str) -> bool:
    """Whether a line is of the title of a group of rows, in capitals: `IV. CẢI CÁCH CHẾ`, `ĐỘ CÔNG VỤ`.

    Example:
        `titles_rows("HĐND")` is False: a name written short is one word.
    """
    words = [word for word in line.split() if any(character.isalpha() for character in word)]
    named = [word for word in words if "&" not in word and not set(word.strip(".,;")) <= _NUMERALS]
    return len(named) > 1 and all(word.isupper() for word in named)


def _plain(word: str) -> str:
    if not any(character.isalnum() for character in word):
        return word
    start = word.lstrip(_EDGE)
    return start.rstrip("".join(sign for sign in _EDGE if sign not in _KEPT)) or word


def _is_dust(word: str) -> bool:
    if len(word) == 1 and word.isalpha():
        return word.isascii() and word not in _LONE
    return word not in _SIGNS and not any(character.isalnum() for character in word)
