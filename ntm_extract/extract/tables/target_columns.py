"""What the columns of a table of targets say: what is counted in them, of when, in which unit, of whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ntm_extract.extract.tables.columns import Column, is_measure, key_of, part_of_year, table_words
from ntm_extract.extract.tables.grids import Grid
from ntm_extract.extract.times.dates import find_times

LATE = 10
"""From this month on a plan's own year is what is the case, not what is to be reached."""
TITLE_REACH = 300
"""Characters before a table that are its title."""
ROW_NAMES = ("indicator", "place", "task", "due")
"""Columns that may say what a row is about, the likeliest first."""
FIGURES = ("year", "goal", "measure", "standard", "unit_of", "status")
HIGHER = ("huyen", "thi xa", "tinh", "thanh pho")
"""Words of a column of units that others are part of."""
_YEAR = re.compile(
    r"(?:(?:giai đoạn|đến hết|đến cuối|đến|hết|cuối|tính đến)\s{0,2}){0,2}(?:năm\s{0,2})?(?<!\d)20\d\d"
    r"(?:\s?[-–]\s?20\d\d)?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\((?P<u>\s?%\s?|[^()\d%]{1,30})\)")
_OF_TITLE = re.compile(r"(?:đơn vị(?: tính)?|đvt)\s?:\s?(?P<u>%|[^\W\d_][^():;,.\n]{0,30})", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:đồng|usd)\b", re.IGNORECASE)
_STATE = re.compile(r"\b(?:va|den|,|;) (?:\w{1,6} ){0,4}?(?:muc tieu|chi tieu|ke hoach|lo trinh|phan dau)\b")


@dataclass(frozen=True)
class Measure:
    """What one column of figures says.

    Attributes:
        column: 0-based.
        words: what is counted, without years and framing words; "" where the rows or the title say it.
        due: EDTF year by which; None where another place says it.
        unit: as written in the head, `%` for shares, "" where it is not.
        place: the unit that the column is of, "" for none.
        total: whether it sums up its sisters.
        share: the column with the share that says this count again, or None.
        aimed: the head says that it is to be reached, so that the plan's own year is not yet over.
    """

    column: int
    words: str
    due: str | None
    unit: str
    place: str = ""
    total: bool = False
    share: int | None = None
    aimed: bool = False


@dataclass(frozen=True)
class TargetTable:
    """A table whose rows are targets.

    Attributes:
        grid: its cells.
        rows: kind of the column that says what a row is about: `indicator`, `place`, `task` or `due`.
        names: the columns of that kind, the most particular one last.
        measures: the columns of figures.
        dues: the columns with years in their cells.
        caption: its title without years and units.
        due: the one year of its title or of the plan, or None.
        unit: said for the whole table, or "".
    """

    grid: Grid
    rows: str
    names: tuple[int, ...]
    measures: tuple[Measure, ...]
    dues: tuple[int, ...]
    caption: str
    due: str | None
    unit: str


def resolve_table(grid: Grid, issued_on: str | None, plan_year: int | None) -> TargetTable | None:
    """Tell what the columns of a table say; None for a table that is none of targets.

    Args:
        grid: a table with known columns.
        issued_on: date of the document (EDTF), or None.
        plan_year: the one year the document is for, or None.

    Example:
        `STT | Xã | Số hộ nghèo giảm (hộ)` under `CHỈ TIÊU GIẢM NGHÈO NĂM 2023` has one measure, due in 2023, in `hộ`.
    """
    kinds = [column.kind for column in grid.columns]
    names = _names(grid.columns)
    if not names:
        return None
    rows = grid.columns[names[-1]].kind
    if rows == "task" and {"lead", "time", "both"} & set(kinds) and "unit" not in kinds:
        return None
    dues = tuple(i for i, kind in enumerate(kinds) if kind == "due" and i not in names)
    found = _OF_TITLE.search(grid.caption[-TITLE_REACH:])
    unit = found["u"].strip() if found else ""
    title_year = _one_year(grid.caption)
    due = title_year or (str(plan_year) if plan_year else None)
    measures = _measures(grid, rows, names, due, listed=bool(dues))
    if "money" in kinds and not any(measure.words for measure in measures):  # the years are those of the money
        return None
    if not _tells_targets(grid, rows, measures, dues, issued_on) or not (measures or dues or rows == "place"):
        return None
    if _MONEY.search(unit) and not any(
        "thu nhập" in words.lower() for words in (grid.caption, *(m.words for m in measures))
    ):
        return None
    caption = _OF_TITLE.sub(" ", grid.caption)
    return TargetTable(grid, rows, names, measures, dues, caption, due, unit)


def _names(columns: Sequence[Column]) -> tuple[int, ...]:
    """Give the columns that say what a row is about."""
    for kind in ROW_NAMES:
        found = [i for i, column in enumerate(columns) if column.kind == kind]
        if found:
            before = next(
                (i for i, column in enumerate(columns) if column.kind in FIGURES and i > found[0]), len(columns)
            )
            if kind == "due" and found[0] > 1:
                return ()
            near = [i for i in found if i < before] or found[:1]
            return tuple(near[:1] if kind == "due" else sorted(near, key=lambda i: _level(columns[i].head)))
    return ()


def _level(head: str) -> int:
    """Rank a column of units: 0 above communes, 1 for communes and the rest, 2 for villages."""
    key = f" {key_of(head)} "
    if any(f" {word} " in key for word in table_words()["words"]["villages"]):
        return 2
    return 0 if any(f" {word} " in key for word in HIGHER) else 1


def _tells_targets(
    grid: Grid, rows: str, measures: Sequence[Measure], dues: Sequence[int], issued_on: str | None
) -> bool:
    """Whether a table is one of targets: its title or heads say so, or its years are to come."""
    words = table_words()["words"]
    title = f" {key_of(grid.title[-TITLE_REACH:])} "
    heads = key_of(" ".join(column.head for column in grid.columns if column.kind != "current"))
    if any(f" {phrase} " in title for phrase in words["no_targets"]):
        return False
    if any(f" {phrase} " in title for phrase in words["states"]) and not _STATE.search(title):
        return False
    if "goal" in {column.kind for column in grid.columns} or any(
        f" {phrase} " in f"{title}{heads} " for phrase in words["targets"]
    ):
        return True
    if dues and rows != "due":
        return True
    return any(
        measure.due is not None and not is_known_year(measure.due, issued_on, measure.aimed) for measure in measures
    )


def _measures(grid: Grid, rows: str, names: Sequence[int], year: str | None, *, listed: bool) -> tuple[Measure, ...]:
    made: list[Measure] = []
    carried = carried_unit = ""
    for index, column in enumerate(grid.columns):
        if index in names or column.kind not in (*FIGURES, "current"):
            continue
        words, unit = _own_words(column.head)
        if column.kind == "year" or column.kind == "current":  # the first year says for all what is counted
            if is_counting(words) and key_of(words) not in table_words()["words"]["shares"]:
                carried, carried_unit = words, unit
            words, unit = (words if is_counting(words) else carried), unit or carried_unit
        if column.kind == "current" or (listed and column.kind != "year"):
            continue
        if column.kind == "measure" and rows == "place" and _is_base(column.head):
            continue
        if column.kind == "status" and rows == "place":
            continue
        made.append(_measure(index, column, words, unit, year))
    years = [measure.due for measure in made if measure.due]
    if len(set(years)) == 1:  # `Chỉ tiêu năm 2026 | Tỷ lệ còn lại cuối năm`: what is told behind is of that year
        first = next(measure.column for measure in made if measure.due)
        made = [
            replace(one, due=years[0])
            if one.column > first and not one.due and grid.columns[one.column].kind == "measure"
            else one
            for one in made
        ]
    if years:  # what has no year beside years is what they are measured against: `Chỉ tiêu` of the law, `Tổng số hộ`
        made = [measure for measure in made if measure.due or measure.total or measure.place]
    made = [
        replace(measure, due=max(years, key=late)) if measure.total and years and not measure.due else measure
        for measure in made
    ]
    return _paired(grid, made)


def _is_base(head: str) -> bool:
    """Whether a head tells how many there are, and not how many are to be: `Dân số`, `Tổng số hộ`."""
    parts = [part for part in head.split(" | ") if key_of(part) not in table_words()["words"]["frames"]]
    key = key_of(_BRACKET.sub(" ", parts[0])) if len(parts) == 1 else ""
    return key.removeprefix("tong ") in table_words()["words"]["bases"]


def late(due: str | None) -> str:
    """Give a time so that texts of them are in order: the whole year behind its quarters.

    Example:
        `late("2026-Q3") < late("2026")`.
    """
    return f"{due}-Z" if due and len(due) == 4 else due or ""


def _measure(index: int, column: Column, words: str, unit: str, year: str | None) -> Measure:
    last = column.head.rsplit(" | ", 1)[-1]
    due = column.year.rsplit("/", 1)[-1] if column.year else year if column.part is not None else None
    due = f"{due}-{column.part}" if due and column.part else due
    total = key_of(last) in table_words()["words"]["sums"]
    place = ""
    if column.kind == "unit_of":
        total = any(f"{key_of(last)} ".startswith(f"{phrase} ") for phrase in table_words()["words"]["totals"])
        place, words = ("" if total else last), ""
    aimed = any(f" {phrase} " in f" {key_of(column.head)} " for phrase in table_words()["words"]["aims"])
    return Measure(index, words, due, unit, place, total, aimed=aimed)


def _own_words(head: str) -> tuple[str, str]:
    """Give what a head says is counted, and its unit, without years and framing words."""
    words = table_words()["words"]
    said: list[str] = []
    unit = ""
    for part in head.split(" | "):
        bracket = _BRACKET.search(part)
        if bracket:
            unit = bracket["u"].strip()
        elif part.rstrip().endswith("%"):
            unit = "%"
        plain = _YEAR.sub(" ", _BRACKET.sub(" ", part))
        plain = re.sub(r"^[\s|.,:;%()-]+|[\s|.,:;%()-]+$", "", plain)
        if (
            part_of_year(part) is None
            and key_of(plain)
            and key_of(plain) not in words["frames"]
            and key_of(plain) not in words["sums"]
        ):
            said.append(" ".join(plain.split()))
    return " ".join(said), unit


def is_counting(words: str) -> bool:
    """Whether the words over a column say what is counted, and not only that it is planned."""
    key = key_of(words)
    if any(key.startswith(phrase) for phrase in table_words()["words"]["targets"]) and len(key.split()) < 4:
        return False
    return len(key.split()) >= 3 or (bool(key) and is_measure(words))


def _paired(grid: Grid, measures: Sequence[Measure]) -> tuple[Measure, ...]:
    """Join the column of a share with that of the count it says again: `Số lượng`, `Tỷ lệ (%)` of one year."""
    kept: list[Measure] = []
    for measure in measures:
        last = grid.columns[measure.column].head.rsplit(" | ", 1)[-1]
        bare = key_of(_BRACKET.sub(" ", _YEAR.sub(" ", last)))
        is_share = "%" in last or measure.unit == "%" or bare in table_words()["words"]["shares"][:2]
        above = kept[-1] if kept else None
        if (
            above is not None
            and is_share
            and bare in table_words()["words"]["shares"]
            and above.share is None
            and above.unit != "%"
            and above.column == measure.column - 1
            and above.due == measure.due
            and "%" not in grid.columns[above.column].head
            and (above.words or bare)
        ):
            kept[-1] = replace(above, share=measure.column)
        else:
            kept.append(measure)
    return tuple(kept)


def _one_year(caption: str) -> str | None:
    times = {time.edtf for time in find_times(caption) if time.kind == "year" and time.edtf}
    return times.pop() if len(times) == 1 else None


def is_known_year(due: str | None, issued_on: str | None, aimed: bool = False) -> bool:
    """Whether a year's figures were known when the plan was issued.

    Args:
        due: EDTF of the year, or None.
        issued_on: date of the plan, or None.
        aimed: they are said to be planned, so that they are over with their year alone.

    Example:
        `is_known_year("2022", "2022-11-03")`: in November a year is nearly over.
    """
    if due is None or issued_on is None or not due[:4].isdigit():
        return False
    if due[:4] == issued_on[:4]:
        return not aimed and len(issued_on) >= 7 and int(issued_on[5:7]) >= LATE
    return due[:4] < issued_on[:4]
