"""What a row of a table of targets is about (nội dung của dòng): an indicator, units, a year, or a total."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ntm_extract.extract.tables.columns import is_region, key_of, table_words
from ntm_extract.extract.tables.grids import GridCell, GridRow
from ntm_extract.extract.tables.table_indicators import Said, group_of, indicator_of
from ntm_extract.extract.tables.target_cells import is_total, name_of, read_dues, read_names
from ntm_extract.extract.tables.target_columns import TargetTable
from ntm_extract.knowledge.indicators import IndicatorLexicon

SIGNS = re.compile(r"^[-+*•–]\s*|^\d{1,2}[.)]\s+|^[IVX]{1,5}\.\s+")
"""Dashes and numbers before the words of a row."""


@dataclass(frozen=True)
class TargetGround:
    """What a document tells that its tables of targets need.

    Attributes:
        lexicon: the words by which targets are recognised.
        issued_on: its date (EDTF), or None.
        year: the one year it is for, or None.
        about_ntm: its title speaks of new rural areas.
    """

    lexicon: IndicatorLexicon
    issued_on: str | None
    year: int | None
    about_ntm: bool


@dataclass(frozen=True)
class Under:
    """What the rows above say of a row.

    Attributes:
        words: of the row that names a group: `I. Xã đạt chuẩn nông thôn mới`.
        due: the year that row names, or None.
    """

    words: str = ""
    due: str | None = None


@dataclass(frozen=True)
class Subject:
    """What a row is about.

    Attributes:
        cell: that says it.
        words: of the indicator, "" where the columns or the title say what is counted.
        places: the units, () for a total or an indicator.
        region: the part of the country, which is no place; "" for all else.
        total: the row sums up others.
        detail: the row is part of another one.
        due: year that the row is for, or None.
    """

    cell: GridCell
    words: str = ""
    places: tuple[str, ...] = ()
    region: str = ""
    total: bool = False
    detail: bool = False
    due: str | None = None


def read_group(row: GridRow) -> Under:
    """Tell what a row says that names a group: `II. Xã đạt chuẩn năm 2027` gives its words and 2027."""
    words = SIGNS.sub("", max((cell.text for cell in row.cells), key=len, default=""))
    dues = read_dues(words)
    return Under(words, dues[0].rsplit("/", 1)[-1] if len(dues) == 1 else None)


def groups_places(words: str, ground: TargetGround) -> bool:
    """Tell whether the title of a group of rows says where its units lie, and not what is counted in them.

    Example:
        `I. Khu vực lòng chảo và phụ cận` over names of communes; not `I. Xã đạt chuẩn nông thôn mới`.
    """
    if indicator_of(Said(words, "", False), ground.lexicon) != "other":
        return False
    return f"{key_of(words)} ".startswith(tuple(f"{area} " for area in table_words()["words"]["areas"]))


def read_subject(table: TargetTable, row: GridRow, under: Under, ground: TargetGround) -> Subject | None:
    """Tell what a row is about; None where its cell is empty.

    Args:
        table: of which it is.
        row: its cells.
        under: what the rows above say of it.
        ground: what the document tells.

    Example:
        `Toàn huyện` is about a total, `Xã Sơn Hạ` about one commune.
    """
    cell = next((cell for column in reversed(table.names) if (cell := row.cell(column)) is not None), None)
    number = table.grid.index("number")
    first = row.cell(number) if number is not None else None
    if first is not None and is_total(first.text):  # `Cộng` where the number would stand
        return Subject(first, total=True)
    if cell is None or cell.column not in table.names:
        return None
    words = SIGNS.sub("", cell.text).strip(" ,;:.")
    if table.rows == "due":
        dues = read_dues(words)
        if len(dues) != 1:
            return Subject(cell, total=True) if is_total(words) else None
        return Subject(cell, places=_other_names(table, row, ground), due=dues[0].rsplit("/", 1)[-1])
    if table.rows != "place":
        detail = key_of(words).startswith("trong do")
        group = f"{under.words} {words}" if _is_bare(words, under, ground) else words
        return Subject(cell, group, detail=detail)
    if is_total(words):
        return Subject(cell, total=True)
    if is_region(words):
        return Subject(cell, region=words, detail=True)
    head = table.grid.columns[cell.column].head
    group_word = "village" if _is_village(head) or _names_village(head, words) else "commune"
    names = [name for named in read_names(cell.text, group_word) for name in named.places] or name_of(words, group_word)
    if names:
        return Subject(cell, places=tuple(names), detail=True)
    if indicator_of(Said(words, "", False), ground.lexicon) != "other":
        return Subject(cell, words)
    region = words[:1].isupper() and any(
        f" {word} " in f" {key_of(head)} " for word in table_words()["words"]["regions"]
    )
    return Subject(cell, region=words if region else "", detail=True)


def _is_bare(words: str, under: Under, ground: TargetGround) -> bool:
    """Whether a row says only `Số xã`, `Tỷ lệ` of what the row of its group names."""
    if not under.words or len(words.split()) > 4 or indicator_of(Said(words, "", False), ground.lexicon) != "other":
        return False
    return indicator_of(Said(under.words, "", False), ground.lexicon) != "other"


def _names_village(head: str, words: str) -> bool:
    """Whether a unit calls itself a village under a head that names no kind of unit: `Đơn vị` over `Thôn Cheng`."""
    key = f" {key_of(head)} "
    if any(f" {phrase} " in key for phrase, _ in table_words()["words"]["units"]):
        return False
    return calls_village(words)


def calls_village(words: str) -> bool:
    """Whether a unit's words say that it is a village: `Ấp Thạnh Hòa`."""
    return key_of(words).split(" ")[0] in table_words()["words"]["calls_village"]


def is_commune(table: TargetTable, subject: Subject) -> bool:
    """Whether a row is one commune: it stands under `Tên xã`, and not under `Huyện`."""
    key = f" {key_of(table.grid.columns[subject.cell.column].head)} ".replace(" thi xa ", " huyen ")
    return len(subject.places) == 1 and (" xa " in key or " phuong " in key) and " huyen " not in key


def _is_village(head: str) -> bool:
    return any(f" {word} " in f" {key_of(head)} " for word in table_words()["words"]["villages"])


def _other_names(table: TargetTable, row: GridRow, ground: TargetGround) -> tuple[str, ...]:
    """Give the units named beside a year: `Năm 2023 | 2 | Sơn Hạ, Sơn Thành`."""
    for index, column in enumerate(table.grid.columns):
        cell = row.cell(index) if column.kind == "place" else None
        if cell is not None:
            return tuple(
                n
                for named in read_names(cell.text, group_of(column.head.lower(), ground.lexicon))
                for n in named.places
            )
    return ()
