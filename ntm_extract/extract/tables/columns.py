"""What the columns of a table hold (cột của bảng): tasks, who leads, by when, figures of a year."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from ntm_extract.extract.targets.anchors import NAME, UNIT_WORD
from ntm_extract.extract.times.dates import find_times
from ntm_extract.knowledge.folding import fold, place_tones

_NO_LETTER = re.compile(r"[^a-z0-9]+")
_INDEX = re.compile(r"\(?(?:\d{1,2}|[a-h])\)?(?:\s?=.{0,20})?", re.IGNORECASE)
_UNIT_NAME = re.compile(rf"(?:(?:{UNIT_WORD}|TP\.?|TT\.?) )?(?P<name>{NAME})")
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_BARE_YEAR = re.compile(r"(?<![\d/.])20\d\d(?![\d/])")
DATED = ("year", "period", "interval", "date", "month")
"""Kinds of times in a head that say when its figures are reached: `Năm 2026`, `31/3/2026`."""
FEWEST_PARTS = 2
"""Parts of a year that the heads of a table must name for them to be columns of figures."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        head: the words over it, those of upper head rows before those of lower ones.
        kind: what it holds (`task`, `lead`, `time`, …; see the data file), `year` for the figures of one year,
            `measure` for those of no year, `standard` for what a unit is to meet, `unit_of` for those of the unit in
            the head, or "" where the head is not known.
        year: EDTF of the year (or interval) a `year` column is for.
        part: the quarter at whose end the figures of a `year` column are reached (`Q2`), "" for the year's end, None
            where its head tells no part of a year.
    """

    head: str
    kind: str
    year: str | None = None
    part: str | None = None


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


def resolve_columns(heads: Sequence[str], figured: frozenset[int] = frozenset()) -> tuple[Column, ...]:
    """Tell what each column holds; () where too little is known of them.

    Args:
        heads: the words over each column; those of several head rows joined by ` | `.
        figured: the columns in whose cells stand figures alone.

    Example:
        `TT`, `Nhiệm vụ`, `Chủ trì`, `Thời gian hoàn thành` are `number`, `task`, `lead`, `time`.
    """
    columns = [Column(head, kind_of(head)) for head in heads]
    if not any(c.kind in ("task", "indicator", "place", "") and not _year(c.head) for c in columns):
        columns = [replace(c, kind="indicator") if c.kind == "status" and not _year(c.head) else c for c in columns]
    names = next((i for i, c in enumerate(columns) if c.kind in ("task", "indicator", "place", "")), None)
    for i, column in enumerate(columns):
        year = _year(column.head)
        if year and i != names and column.kind in ("", "indicator", "status", "due", "place", "goal"):
            kind = "current" if key_of(column.head).startswith(tuple(table_words()["words"]["done"])) else "year"
            columns[i] = replace(column, kind=kind, year=year)
    columns = _by_quarter(columns, names)
    kinds = {column.kind for column in columns}
    for i, column in enumerate(columns):
        exact = key_of(column.head)
        if exact == "don vi" and ("indicator" in kinds or ("task" in kinds and kinds & {"year", "current", "goal"})):
            columns[i] = replace(column, kind="unit")
        elif exact in table_words()["words"]["bodies"] and "task" in kinds and "lead" not in kinds:
            columns[i] = replace(column, kind="lead")
    kinds = {column.kind for column in columns}
    of_tasks = bool("task" in kinds and kinds & {"lead", "both", "coordinate", "time"})
    if not of_tasks:
        columns = _of_targets(columns, figured)
        kinds = {column.kind for column in columns}
    named_rows = kinds & {"task", "indicator", "place"}
    quantities = kinds & {"measure", "standard", "unit_of"}
    of_targets = (
        bool(named_rows and kinds & {"year", "due", "goal"})
        or {"place", "status"} <= kinds
        or bool(quantities and kinds & {"indicator", "place", "due"})
    )
    named = sum(1 for column in columns if column.kind in ("lead", "time", "coordinate", "product"))
    if not (of_tasks or of_targets) and named >= 2:  # the tasks stand under a head that is not known
        at = next((i for i, column in enumerate(columns) if column.kind in ("indicator", "", "place")), None)
        if at is not None:
            columns[at] = replace(columns[at], kind="task")
            of_tasks = True
    return tuple(columns) if of_tasks or of_targets else ()


def _by_quarter(columns: Sequence[Column], names: int | None) -> list[Column]:
    """Tell the columns of the parts of a year, where there are several: `Hết quý I | 6 tháng | Cả năm`."""
    parts = {
        i: part for i, column in enumerate(columns) if i != names and (part := part_of_year(column.head)) is not None
    }
    if len(set(parts.values())) < FEWEST_PARTS:
        return list(columns)
    told = list(columns)
    for i, part in parts.items():
        year = _ANY_YEAR.search(told[i].head)
        told[i] = replace(told[i], kind="year", year=year[0] if year else None, part=part)
    return told


def part_of_year(head: str) -> str | None:
    """Give the quarter with which the part of a year ends that a head names, "" for the year; None where it names none.

    Example:
        `part_of_year("Lũy kế 6 tháng") == "Q2"`.
    """
    words = table_words()["words"]
    for part in reversed(head.split(" | ")):
        key = key_of(_ANY_YEAR.sub(" ", part)).removesuffix(" nam")
        while (frame := next((f for f in words["up_to"] if key.startswith(f"{f} ")), None)) is not None:
            key = key.removeprefix(f"{frame} ")
        for quarter, phrases in words["parts_of_year"].items():
            if key in phrases:
                return "" if quarter == "year" else str(quarter)
    return None


def _of_targets(columns: Sequence[Column], figured: frozenset[int]) -> list[Column]:
    """Tell the columns of figures that have no year: goals, quantities, standards, the units that columns are of."""
    told = list(columns)
    kinds = [column.kind for column in told]
    named = ("indicator", "place", "task")
    rows = next((i for i, kind in enumerate(kinds) if kind == "due" or (kind in named and i not in figured)), None)
    if rows is None or told[rows].kind == "due" or rows > 1:
        first = next((i for i, kind in enumerate(kinds) if kind != "number"), len(told))
        if first < len(told) - 1 and kinds[first] == "" and first not in figured:  # `Cơ cấu | Số lượng | Tỷ lệ (%)`
            rows, told[first] = first, replace(told[first], kind="indicator")
    if rows is None:
        return told
    if told[rows].kind == "task" and not {"unit", "current", "year"} & set(kinds):
        return told
    if told[rows].kind == "place" and "lead" not in kinds:
        told = [replace(column, kind="due") if column.kind == "time" else column for column in told]
    for i, column in enumerate(told):
        if i <= rows or column.kind not in ("", "indicator", "status", "product", "place"):
            continue
        if "year" in kinds and key_of(column.head.rsplit(" | ", 1)[-1]) in table_words()["words"]["sums"]:
            told[i] = replace(column, kind="measure")
        elif column.kind == "status":
            told[i] = replace(column, kind="goal") if told[rows].kind in ("indicator", "task") else column
        elif told[rows].kind != "task" and (is_measure(column.head) or _is_counted(i, column, figured)):
            told[i] = replace(column, kind="measure")
        elif told[rows].kind == "place" and column.kind in ("", "indicator") and _speaks_of("standards", column.head):
            told[i] = replace(column, kind="standard")
    kinds = [column.kind for column in told]
    if told[rows].kind == "indicator" and not {"year", "goal"} & set(kinds):
        units = [i for i, column in enumerate(told) if i > rows and column.kind == "" and _is_name(column.head)]
        for i in units if len(units) > 1 else ():
            told[i] = replace(told[i], kind="unit_of")
    return told


def _is_counted(index: int, column: Column, figured: frozenset[int]) -> bool:
    """Whether a column counts something that no list names: figures under `Nhà Đại đoàn kết (căn)`."""
    return index in figured and bool(column.head) and not _is_name(column.head)


def is_measure(head: str) -> bool:
    """Whether the words over a column say that something is counted in it: `Số hộ nghèo giảm (hộ)`.

    Example:
        `is_measure("Tỷ lệ hộ nghèo (%)")`, and not `is_measure("Số hiệu văn bản")`.
    """
    part = head.rsplit(" | ", 1)[-1]
    key = key_of(part)
    words = table_words()["words"]
    if any(key.startswith(phrase) for phrase in words["no_measures"]):
        return False
    return "%" in part or any(f"{key} ".startswith(f"{phrase} ") for phrase in words["measures"])


def _speaks_of(kind: str, head: str) -> bool:
    key = f" {key_of(head)} "
    return any(f" {phrase} " in key for phrase in table_words()["words"][kind])


def is_region(words: str) -> bool:
    """Whether words name a part of the country, which is no unit.

    Example:
        `is_region("Đồng bằng sông Cửu Long")`, and not `is_region("Duyên Hải")`.
    """
    low = f"{place_tones(words.lower())} "
    return any(low.startswith(f"{phrase} ") for phrase in table_words()["words"]["region_names"])


def _is_name(head: str) -> bool:
    """Whether a head is the name of a unit (`Xã Sơn Hạ`, `Tân Phú`), or of all of them (`Toàn huyện`)."""
    part = head.rsplit(" | ", 1)[-1]
    if any(f"{key_of(part)} ".startswith(f"{phrase} ") for phrase in table_words()["words"]["totals"]):
        return True
    if is_region(part):
        return True
    found = _UNIT_NAME.fullmatch(part)
    return found is not None and (" " in found["name"] or found["name"] != part)


def kind_of(head: str) -> str:
    """Name what a column holds, by the lowest of its heads, then by all of them; "" where no list has them.

    Example:
        `kind_of("Cơ quan chủ trì") == "lead"`.
    """
    parts = [key_of(part) for part in head.split(" | ")]
    for words in dict.fromkeys((parts[-1], " ".join(parts))):
        for entry in table_words()["columns"]:
            if words in entry["exact"] or any(f" {phrase} " in f" {words} " for phrase in entry["has"]):
                return str(entry["kind"])
        if words and set(words.split()) <= set(table_words()["words"]["place_words"]):
            return "place"
    return ""


def _year(head: str) -> str | None:
    """Give the year, month or day a column is for (EDTF), or the interval where its head names no single one."""
    for part in reversed(head.split(" | ")):
        times = find_times(
            _BARE_YEAR.sub(lambda m: f"năm {m[0]}", part, count=1) if "năm" not in part.lower() else part
        )
        stated = [time.edtf for time in times if time.kind in DATED and time.edtf]
        if len(stated) == 1:
            return stated[0]
        if stated:
            return None
    return None


def is_index_row(cells: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: `(1) | (2) | (3)`, `A | B | 1 | 2`."""
    words = [cell.strip() for cell in cells if cell.strip()]
    return len(words) >= 3 and all(_INDEX.fullmatch(word) for word in words)
