"""What the columns of a table hold (cột của bảng): tasks, who leads, by when, figures of a year."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from ntm_extract.extract.dates import find_times
from ntm_extract.knowledge.folding import fold

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_INDEX = re.compile(r"\(?(?:\d{1,2}|[a-h])\)?(?:\s?=.{0,20})?", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?<![\d/.])20\d\d(?![\d/])")


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        head: the words over it, those of upper head rows before those of lower ones.
        kind: what it holds (`task`, `lead`, `time`, …; see the data file), `year` for the figures of one year, or ""
            where the head is not known.
        year: EDTF of the year (or interval) a `year` column is for.
    """

    head: str
    kind: str
    year: str | None = None


@cache
def table_words() -> dict[str, Any]:
    """Load the heads of columns and the keys of key-value blocks (see `data/tables.toml`)."""
    path = files("ntm_extract.extract").joinpath("data/tables.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def key_of(words: str) -> str:
    r"""Give words as they are looked up: folded, nothing but letters, figures and single blanks.

    Example:
        `key_of("Cơ quan,\nđơn vị chủ trì") == "co quan don vi chu tri"`.
    """
    return _NO_LETTER.sub(" ", fold(words.lower())).strip()


def resolve_columns(heads: Sequence[str]) -> tuple[Column, ...]:
    """Tell what each column holds; () where too little is known of them.

    Args:
        heads: the words over each column; those of several head rows joined by ` | `.

    Example:
        `TT`, `Nhiệm vụ`, `Chủ trì`, `Thời gian hoàn thành` are `number`, `task`, `lead`, `time`.
    """
    columns = [Column(head, _kind(head)) for head in heads]
    names = next((i for i, c in enumerate(columns) if c.kind in ("task", "indicator", "place", "")), None)
    for i, column in enumerate(columns):
        year = _year(column.head)
        if year and i != names and column.kind in ("", "indicator", "status", "due", "place"):
            columns[i] = replace(column, kind="year", year=year)
    kinds = {column.kind for column in columns}
    for i, column in enumerate(columns):
        exact = key_of(column.head)
        if exact == "don vi" and ("indicator" in kinds or ("year" in kinds and "task" in kinds)):
            columns[i] = replace(column, kind="unit")
        elif exact in table_words()["words"]["bodies"] and "task" in kinds and "lead" not in kinds:
            columns[i] = replace(column, kind="lead")
    kinds = {column.kind for column in columns}
    of_tasks = "task" in kinds and kinds & {"lead", "both", "coordinate", "time"}
    of_targets = kinds & {"task", "indicator", "place"} and kinds & {"year", "due", "goal"}
    named = sum(1 for column in columns if column.kind in ("lead", "time", "coordinate", "product"))
    if not (of_tasks or of_targets) and named >= 2:  # the tasks stand under a head that is not known
        at = next((i for i, column in enumerate(columns) if column.kind in ("indicator", "", "place")), None)
        if at is not None:
            columns[at] = replace(columns[at], kind="task")
            of_tasks = {"task"}
    return tuple(columns) if of_tasks or of_targets else ()


def _kind(head: str) -> str:
    """Name what a column holds, by the lowest of its heads, then by all of them."""
    parts = [key_of(part) for part in head.split(" | ")]
    for words in dict.fromkeys((parts[-1], " ".join(parts))):
        for entry in table_words()["columns"]:
            if words in entry["exact"] or any(f" {phrase} " in f" {words} " for phrase in entry["has"]):
                return str(entry["kind"])
    return ""


def _year(head: str) -> str | None:
    """Give the year a column is for, or the interval where its head names no single one."""
    for part in reversed(head.split(" | ")):
        times = find_times(
            _BARE_YEAR.sub(lambda m: f"năm {m[0]}", part, count=1) if "năm" not in part.lower() else part
        )
        stated = [time.edtf for time in times if time.kind in ("year", "period", "interval") and time.edtf]
        if len(stated) == 1:
            return stated[0]
    return None


def is_index_row(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: `(1) | (2) | (3)`, `A | B | 1 | 2`."""
    words = [cell.strip() for cell in cells if cell.strip()]
    return len(words) >= 3 and all(_INDEX.fullmatch(word) for word in words)
