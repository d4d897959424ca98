"""Units that a table of targets names with what they are to become (danh sách đơn vị theo năm đạt chuẩn)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ntm_extract.extract.found import Found
from ntm_extract.extract.tables.columns import key_of, table_words
from ntm_extract.extract.tables.grids import GridCell, GridRow
from ntm_extract.extract.tables.row_subjects import Subject, TargetGround, Under
from ntm_extract.extract.tables.table_indicators import group_of, is_standard, only_standard_of, standard_of
from ntm_extract.extract.tables.target_cells import Named, is_mark, plain_cell, read_dues, read_names
from ntm_extract.extract.tables.target_columns import TITLE_REACH, Measure, TargetTable, is_known_year
from ntm_extract.extract.targets.indicators import BY_STATUS

KNOWN = 0.88
"""Confidence of a row of a known indicator."""
METHOD = "targets:table"


def read_list(
    table: TargetTable, row: GridRow, subject: Subject, under: Under, ground: TargetGround
) -> Iterator[Found]:
    """Read a unit with the years in which it is to get there: `Bản Lầu | 2023 | Đạt chuẩn nông thôn mới`."""
    if not subject.places:
        return
    told = _standard_cell(table, row, ground)
    due = under.due or table.due
    if not table.dues and told is not None and not is_known_year(due, ground.issued_on, True):
        yield from _named(table, row, told, (told.text, under.words), due, subject.places, ground)
    for index in table.dues:
        cell = row.cell(index)
        if cell is None or cell.column != index:
            continue
        head = table.grid.columns[index].head
        for due in read_dues(plain_cell(cell.text))[:1] if len(read_dues(plain_cell(cell.text))) == 1 else ():
            if not is_known_year(due, ground.issued_on):
                standards = (told.text if told else "", head, under.words)
                yield from _named(table, row, told or subject.cell, standards, due, subject.places, ground)


def _standard_cell(table: TargetTable, row: GridRow, ground: TargetGround) -> GridCell | None:
    """Give the cell that says what the units are to become: that of its column, or one that says nothing else."""
    status = table.grid.index("status")
    if status is not None or not table.dues:
        return row.cell(status) if status is not None else None
    known = (*table.names, *table.dues, *(measure.column for measure in table.measures))
    others = (cell for cell in row.cells if cell.column not in known and is_standard(cell.text, ground.lexicon))
    return next(others, None)


def read_year(
    table: TargetTable,
    row: GridRow,
    subject: Subject,
    measure: Measure,
    cell: GridCell,
    under: Under,
    ground: TargetGround,
) -> Iterator[Found]:
    """Read a year under a standard that a unit is to meet: `Nậm Búng | 2027 | 2030`; no year is an amount."""
    head = table.grid.columns[measure.column].head
    for due in read_dues(plain_cell(cell.text))[:1] if subject.places else ():
        if not is_known_year(due, ground.issued_on):
            standards = (measure.words or head, under.words)
            yield from _named(table, row, cell, standards, due, subject.places, ground)


def read_words(
    table: TargetTable,
    row: GridRow,
    subject: Subject,
    measure: Measure,
    cell: GridCell,
    due: str | None,
    under: Under,
    ground: TargetGround,
) -> Iterator[Found]:
    """Read a cell without a figure: a mark or a standard for a unit, or the names of the units that get there."""
    head = table.grid.columns[measure.column].head
    if subject.places:
        marked = is_mark(cell.text)
        if marked or standard_of(cell.text, ground.lexicon, assume=True) is not None:
            standards = ("" if marked else cell.text, measure.words or head, under.words)
            yield from _named(table, row, cell, standards, due, subject.places, ground)
        return
    if table.rows == "place" or not subject.words or is_mark(cell.text):
        return
    said = f"{subject.words} {under.words}"
    group = group_of(said.lower(), ground.lexicon)
    if group not in ("commune", "village", "district"):
        return
    for named in _all_named(cell.text, group):
        yield from _named(table, row, cell, (subject.words, under.words), named.due or due, named.places, ground, said)


def read_named_beside(
    table: TargetTable, row: GridRow, subject: Subject, counted: bool, under: Under, ground: TargetGround
) -> Iterator[Found]:
    """Read the units named beside a count, each with its year: `3 | Sơn Hạ, Sơn Thành (2023); Di Lăng (2024)`."""
    index = next((i for i, column in enumerate(table.grid.columns) if column.kind == "place"), None)
    cell = row.cell(index) if index is not None else None
    said = f"{subject.words} {under.words}"
    if cell is None or cell.column != index:
        return
    for named in _all_named(cell.text, group_of(said.lower(), ground.lexicon)):
        if named.due or not counted:
            standards = (subject.words, under.words)
            yield from _named(table, row, cell, standards, named.due or table.due, named.places, ground, said)


def _all_named(text: str, group: str) -> list[Named]:
    named = read_names(text, group)
    return [one for one in named if one.places]


def _named(
    table: TargetTable,
    row: GridRow,
    cell: GridCell,
    standards: Sequence[str],
    due: str | None,
    places: Sequence[str],
    ground: TargetGround,
    of: str = "",
) -> Iterator[Found]:
    """Make the row of units that are to meet a standard; none where it is not said which."""
    unit = _listed_unit(table, row, of)
    group = ground.lexicon.units.longest(unit.split(), 0)
    found = [standard_of(words, ground.lexicon, assume=ground.about_ntm) for words in standards]
    firm = [one for one, words in zip(found, standards, strict=True) if one != "ntm" or _names_ntm(words, ground)]
    title = only_standard_of(table.caption[-TITLE_REACH:], ground.lexicon, assume=ground.about_ntm)
    status = next((one for one in (*firm, title, *found) if one), None)
    indicator = "district_ntm" if group and group[1] == "district" else None
    if group is not None and indicator is None and status is not None:
        indicator = BY_STATUS.get(group[1], {}).get(status)
    if indicator is None or status in (None, "modern"):
        return
    values: dict[str, Any] = dict.fromkeys(("value_max", "denominator", "share_pct", "baseline", "qualifier"))
    values |= {
        "indicator": indicator,
        "comparator": "=",
        "value": len(places),
        "unit": unit,
        "change": "level",
        "due": due,
    }
    values |= {"places": list(places), "breakdown": True, "text": cell.text.strip(" ,;:.")}
    yield Found(row.start, row.end, row.address, values, METHOD, KNOWN)


def _names_ntm(words: str, ground: TargetGround) -> bool:
    """Whether words say by themselves that it is new rural areas they speak of: `Năm đạt chuẩn` does not."""
    return standard_of(words, ground.lexicon, assume=False) is not None


def _listed_unit(table: TargetTable, row: GridRow, of: str) -> str:
    """Name what the rows of a list are: from the head of their column, the row, or the title."""
    name = next((row.cell(i) for i in reversed(table.names) if row.cell(i) is not None), None)
    head = table.grid.columns[name.column].head if name is not None else ""
    for words in (of, head, name.text if name else "", table.grid.title[-TITLE_REACH:]):
        said = f" {key_of(words)} ".replace(" nong thon ", " ").replace(" thi xa ", " huyen ")
        for phrase, unit in table_words()["words"]["units"]:
            if f" {phrase} " in said:
                return str(unit)
    return ""
