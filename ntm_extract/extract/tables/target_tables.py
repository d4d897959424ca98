"""Rows of tables of targets (bảng chỉ tiêu): figures by year, unit or quantity, and lists of units with their year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ntm_extract.extract.found import Found
from ntm_extract.extract.tables.columns import key_of, table_words
from ntm_extract.extract.tables.grids import Grid, GridCell, GridRow
from ntm_extract.extract.tables.table_indicators import (
    Said,
    criterion_of,
    group_of,
    indicator_of,
    only_standard_of,
    qualifier_of,
    standard_of,
    unit_of,
)
from ntm_extract.extract.tables.target_cells import (
    Named,
    is_mark,
    is_total,
    name_of,
    plain_cell,
    read_count_with_names,
    read_dues,
    read_figure,
    read_names,
)
from ntm_extract.extract.tables.target_columns import TITLE_REACH, Measure, TargetTable, is_known_year, resolve_table
from ntm_extract.extract.targets.indicators import BY_STATUS, increases
from ntm_extract.extract.targets.numbers import Quantity, read_limit
from ntm_extract.knowledge.folding import place_tones
from ntm_extract.knowledge.indicators import IndicatorLexicon

NAMED, OTHER, DOUBTED = 0.88, 0.75, 0.5
"""Confidence of a row of a known indicator, of one that is `other`, and of one with something in doubt."""
METHOD = "targets:table"
_SIGNS = re.compile(r"^[-+*•–]\s*|^\d{1,2}[.)]\s+|^[IVX]{1,5}\.\s+")


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
class _Under:
    """What the rows above say of a row.

    Attributes:
        words: of the row that names a group: `I. Xã đạt chuẩn nông thôn mới`.
        due: the year that row names, or None.
    """

    words: str = ""
    due: str | None = None


@dataclass(frozen=True)
class _Subject:
    """What a row is about.

    Attributes:
        cell: that says it.
        words: of the indicator, "" where the columns or the title say what is counted.
        places: the units, () for a total or an indicator.
        total: the row sums up others.
        detail: the row is part of another one.
        due: year that the row is for, or None.
    """

    cell: GridCell
    words: str = ""
    places: tuple[str, ...] = ()
    total: bool = False
    detail: bool = False
    due: str | None = None


def read_targets(grids: Sequence[Grid], ground: TargetGround) -> list[Found]:
    """Read the tables whose rows are targets.

    Args:
        grids: the document's tables; those of money, and of what is the case, are passed over.
        ground: what the document tells.

    Returns:
        One row for each figure; years that only lead up to the last one, and the units that a total is made of, have
        `breakdown`.

    Example:
        `2 | Thu nhập bình quân đầu người | Triệu đồng | 61 | 66,5` under `Năm 2023`, `Năm 2024` gives two rows of
        `rural_income`, the first with `breakdown`.
    """
    rows: list[Found] = []
    for grid in grids:
        table = resolve_table(grid, ground.issued_on, ground.year) if grid.columns else None
        if table is not None:
            made = list(_of_table(table, ground))
            rows += _years_led_up(made) if table.rows == "due" else made
    return rows


def _years_led_up(found: Sequence[Found]) -> list[Found]:
    """Mark the rows of years before the last one of the same indicator, where each row is a year."""
    last = {
        row.values["indicator"]: row.values["due"] or "" for row in sorted(found, key=lambda r: r.values["due"] or "")
    }
    return [
        row
        if row.values["change"] == "increase" or (row.values["due"] or "") == last[row.values["indicator"]]
        else replace(row, values=row.values | {"breakdown": True})
        for row in found
    ]


def _of_table(table: TargetTable, ground: TargetGround) -> Iterator[Found]:
    under = _Under()
    whole = ""  # what the last row that is no part of another is about
    for row in table.grid.rows:
        if row.section:
            under = _under(row)
            continue
        subject = _subject(table, row, under, ground)
        if subject is None:
            continue
        if subject.detail and subject.words:
            subject = replace(subject, words=f"{whole}: {subject.words}")
        elif subject.words:
            whole = subject.words
        if table.rows == "place":
            under = _Under(subject.words, under.due) if subject.words else under
            yield from _of_list(table, row, subject, under, ground)
        found = [one for measure in table.measures for one in _of_measure(table, row, subject, measure, under, ground)]
        yield from _led_up(found, table, subject)
        if table.rows in ("indicator", "task"):
            yield from _of_names(table, row, subject, found, under, ground)


def _under(row: GridRow) -> _Under:
    words = _SIGNS.sub("", max((cell.text for cell in row.cells), key=len, default=""))
    dues = read_dues(words)
    return _Under(words, dues[0].rsplit("/", 1)[-1] if len(dues) == 1 else None)


def _subject(table: TargetTable, row: GridRow, under: _Under, ground: TargetGround) -> _Subject | None:
    """Tell what a row is about; None where its cell is empty."""
    cell = next((cell for column in reversed(table.names) if (cell := row.cell(column)) is not None), None)
    number = table.grid.index("number")
    first = row.cell(number) if number is not None else None
    if first is not None and is_total(first.text):  # `Cộng` where the number would stand
        return _Subject(first, total=True)
    if cell is None or cell.column not in table.names:
        return None
    words = _SIGNS.sub("", cell.text).strip(" ,;:.")
    if table.rows == "due":
        dues = read_dues(words)
        if len(dues) != 1:
            return _Subject(cell, total=True) if is_total(words) else None
        return _Subject(cell, places=_other_names(table, row, ground), due=dues[0].rsplit("/", 1)[-1])
    if table.rows != "place":
        detail = key_of(words).startswith("trong do")
        group = f"{under.words} {words}" if _is_bare(words, under, ground) else words
        return _Subject(cell, group, detail=detail)
    if is_total(words):
        return _Subject(cell, total=True)
    head = table.grid.columns[cell.column].head
    group_word = "village" if _is_village(head) or _names_village(head, words) else "commune"
    names = [name for named in read_names(cell.text, group_word) for name in named.places] or name_of(words, group_word)
    if names:
        return _Subject(cell, places=tuple(names), detail=True)
    if indicator_of(Said(words, "", False), ground.lexicon) != "other":
        return _Subject(cell, words)
    region = words[:1].isupper() and any(
        f" {word} " in f" {key_of(head)} " for word in table_words()["words"]["regions"]
    )
    return _Subject(cell, places=(words,) if region else (), detail=True)


def _is_bare(words: str, under: _Under, ground: TargetGround) -> bool:
    """Whether a row says only `Số xã`, `Tỷ lệ` of what the row of its group names."""
    if not under.words or len(words.split()) > 4 or indicator_of(Said(words, "", False), ground.lexicon) != "other":
        return False
    return indicator_of(Said(under.words, "", False), ground.lexicon) != "other"


def _names_village(head: str, words: str) -> bool:
    """Whether a unit calls itself a village under a head that names no kind of unit: `Đơn vị` over `Thôn Cheng`."""
    key = f" {key_of(head)} "
    if any(f" {phrase} " in key for phrase, _ in table_words()["words"]["units"]):
        return False
    return key_of(words).split(" ")[0] in table_words()["words"]["calls_village"]


def _is_commune(table: TargetTable, subject: _Subject) -> bool:
    """Whether a row is one commune."""
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


def _of_measure(
    table: TargetTable, row: GridRow, subject: _Subject, measure: Measure, under: _Under, ground: TargetGround
) -> Iterator[Found]:
    """Read the cell of one column of figures."""
    due = subject.due or measure.due or _due_of_row(table, row) or under.due or table.due
    cell = row.cell(measure.column)
    if cell is None or cell.column != measure.column or cell.column not in row.own:
        return
    if is_known_year(due, ground.issued_on, measure.aimed):
        return
    said = _said(table, row, subject, measure, under)
    figure = read_figure(cell.text)
    low = said.words.lower()
    if figure is None:
        yield from _of_words(table, row, subject, measure, cell, due, under, ground)
        return
    quantity, share = figure
    beside = row.cell(measure.share) if measure.share is not None else None
    beside_figure = read_figure(beside.text) if beside is not None and beside.column == measure.share else None
    if beside_figure is not None:
        share = beside_figure[0].percent if beside_figure[0].percent is not None else beside_figure[0].value
    if quantity.value == 0 and not said.share and subject.places and not _may_be_none(low):
        return
    yield _figure(table, row, subject, measure, said, quantity, share, due, ground)


def _due_of_row(table: TargetTable, row: GridRow) -> str | None:
    """Give the one time that the row's own column of times names: `Thời gian hoàn thành` over `2026`."""
    index = table.grid.index("time")
    cell = row.cell(index) if index is not None else None
    dues = read_dues(cell.text) if cell is not None else []
    return dues[0].rsplit("/", 1)[-1] if len(dues) == 1 else None


def _may_be_none(low: str) -> bool:
    """Whether none of something is a target: `Số hộ nghèo còn lại`."""
    return bool(re.search(r"nghèo|giảm|còn|không|thiếu|dưới", low))


def _said(table: TargetTable, row: GridRow, subject: _Subject, measure: Measure, under: _Under) -> Said:
    """Tell what a figure counts: from the words of its row or column, its unit column, or a unit in brackets."""
    unit_column = table.grid.index("unit")
    cell = row.cell(unit_column) if unit_column is not None else None
    words = subject.words or measure.words or under.words
    unit = cell.text if cell is not None else ""
    if not unit:
        found = re.search(r"\((?P<u>\s?%\s?|[^()\d%]{1,30})\)", subject.words)
        own = found is not None and ("%" in found["u"] or len(found["u"].split()) <= 3)
        unit = found["u"].strip() if found is not None and own else measure.unit
    counted = bool(words)
    words = words or table.caption
    if not unit and not re.match(r"\s{0,3}(?:tỷ|tỉ) lệ", words.lower()):
        unit = table.unit
    starts = re.match(r"\s{0,3}(?:tỷ|tỉ) lệ", words.lower()) or (
        not counted and re.search(r"(?:tỷ|tỉ) lệ", words.lower())
    )
    share = unit.strip(" ()").startswith("%") or (not unit and bool(starts))
    if measure.total and not share and not unit and not subject.words:
        words = measure.words or table.caption
    return Said(words, "" if unit.strip(" ()") == "%" else unit.strip(" ()"), share)


def _figure(
    table: TargetTable,
    row: GridRow,
    subject: _Subject,
    measure: Measure,
    said: Said,
    quantity: Quantity,
    beside: float | None,
    due: str | None,
    ground: TargetGround,
) -> Found:
    low = place_tones(said.words.lower())
    lexicon = ground.lexicon
    places = list(subject.places) or name_of(measure.place, "commune")
    by_unit = bool(places) or table.rows == "place" or table.rows == "due"
    about_ntm = ground.about_ntm or standard_of(table.caption, lexicon, assume=False) is not None
    indicator = indicator_of(said, lexicon, by_unit=by_unit, about_ntm=about_ntm)
    bare = indicator == "other" and not measure.words and not said.unit and group_of(low, lexicon) == ""
    standard = standard_of(said.words, lexicon, assume=about_ntm)
    of_commune = (indicator.startswith("communes_ntm") or (bare and standard is not None)) and not said.share
    if of_commune and quantity.value and quantity.value > 1 and _is_commune(table, subject):
        advanced = standard == "advanced"  # one commune is not several: its criteria are counted
        indicator = "criteria_per_advanced_commune" if advanced else "criteria_per_commune"
    share = quantity.percent if quantity.percent is not None else quantity.value if said.share else None
    counted = share is None and not quantity.damaged
    doubts = list(quantity.doubts)
    highest = quantity.percent_max if quantity.percent_max is not None else quantity.value_max if said.share else None
    change = "increase" if increases(f"{low} {row_text(row, measure).lower()}", lexicon) else "level"
    part = subject.detail or bool(measure.place)
    group = group_of(low, lexicon) if said.unit == "" else group_of(said.unit.lower(), lexicon)
    counts = read_count_with_names(row_text(row, measure), group)
    values: dict[str, Any] = {
        "indicator": indicator,
        "comparator": quantity.comparator if quantity.comparator != "=" else read_limit(said.words) or "=",
        "value": quantity.value if counted else None,
        "value_max": quantity.value_max if counted else None if quantity.damaged else highest,
        "denominator": quantity.denominator if counted else None,
        "share_pct": None if quantity.damaged else share if share is not None else beside,
        "unit": unit_of(said, low, indicator, lexicon),
        "change": change,
        "baseline": None,
        "due": due,
        "places": list(counts) or places,
        "qualifier": qualifier_of(low, indicator, lexicon),
        "breakdown": part,
        "text": _SIGNS.sub("", subject.cell.text).strip(" ,;:."),
        "criterion": criterion_of(low, indicator, due, ground.issued_on, lexicon, about_ntm=ground.about_ntm),
    }
    confidence = DOUBTED if doubts else OTHER if indicator == "other" else NAMED
    return Found(row.start, row.end, row.address, values, METHOD, confidence, tuple(doubts))


def row_text(row: GridRow, measure: Measure) -> str:
    """Give the words of a column's cell in a row, "" where it is empty."""
    cell = row.cell(measure.column)
    return cell.text if cell is not None else ""


def _led_up(found: list[Found], table: TargetTable, subject: _Subject) -> list[Found]:
    """Mark the years before the last one that only lead up to it, and those that a sum beside them is made of."""
    sums = [measure.due for measure in table.measures if measure.total and measure.due]
    details = {"breakdown": True}
    if sums and len(found) > 1:
        return [found[0], *(replace(one, values=one.values | details) for one in found[1:])]
    words = table_words()["words"]
    said = re.sub(r"\W+", " ", f" {place_tones(subject.words.lower()).replace('nông thôn mới', 'ntm')} ")
    anew = any(f" {word} " in said for word in words["each_year"]) or any(
        one.values["change"] == "increase" for one in found
    )
    if anew and not any(f" {word} " in f" {key_of(said)} " for word in words["cumulated"]):
        return found
    last = max((one.values["due"] or "" for one in found), default="")
    return [one if (one.values["due"] or "") == last else replace(one, values=one.values | details) for one in found]


# --- units that are named -----------------------------------------------------------------------------------------


def _of_list(
    table: TargetTable, row: GridRow, subject: _Subject, under: _Under, ground: TargetGround
) -> Iterator[Found]:
    """Read a unit with the years in which it is to get there: `Bản Lầu | 2023 | Đạt chuẩn nông thôn mới`."""
    if not subject.places:
        return
    status = table.grid.index("status")
    told = row.cell(status) if status is not None else None
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


def _of_words(
    table: TargetTable,
    row: GridRow,
    subject: _Subject,
    measure: Measure,
    cell: GridCell,
    due: str | None,
    under: _Under,
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


def _all_named(text: str, group: str) -> list[Named]:
    named = read_names(text, group)
    return [one for one in named if one.places]


def _of_names(
    table: TargetTable, row: GridRow, subject: _Subject, found: list[Found], under: _Under, ground: TargetGround
) -> Iterator[Found]:
    """Read the units named beside a count, each with its year: `3 | Sơn Hạ, Sơn Thành (2023); Di Lăng (2024)`."""
    index = next((i for i, column in enumerate(table.grid.columns) if column.kind == "place"), None)
    cell = row.cell(index) if index is not None else None
    said = f"{subject.words} {under.words}"
    if cell is None or cell.column != index:
        return
    for named in _all_named(cell.text, group_of(said.lower(), ground.lexicon)):
        if named.due or not found:
            standards = (subject.words, under.words)
            yield from _named(table, row, cell, standards, named.due or table.due, named.places, ground, said)


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
    yield Found(row.start, row.end, row.address, values, METHOD, NAMED)


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
