"""Figures of a table of targets (số liệu của bảng): what each counts, of when, and which lead up to another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from ntm_extract.extract.found import Found
from ntm_extract.extract.tables.columns import is_region, key_of, table_words
from ntm_extract.extract.tables.grids import GridRow
from ntm_extract.extract.tables.named_units import KNOWN, METHOD, read_words, read_year
from ntm_extract.extract.tables.row_subjects import SIGNS, Subject, TargetGround, Under, calls_village, is_commune
from ntm_extract.extract.tables.table_indicators import (
    Said,
    criterion_of,
    group_of,
    indicator_of,
    is_of_ocop,
    qualifier_of,
    standard_of,
    unit_of,
)
from ntm_extract.extract.tables.target_cells import (
    name_of,
    plain_cell,
    read_count_with_names,
    read_dues,
    read_figure,
)
from ntm_extract.extract.tables.target_columns import Measure, TargetTable, is_known_year, late
from ntm_extract.extract.targets.indicators import increases
from ntm_extract.extract.targets.numbers import Quantity, read_limit
from ntm_extract.knowledge.folding import place_tones

_YEAR_CELL = re.compile(r"(?:năm |quý (?:[1-4]|i{1,3}|iv)[/-]|tháng \d{1,2}[/-])?20[2-4]\d", re.IGNORECASE)
OTHER, DOUBTED = 0.75, 0.5
"""Confidence of a row of an indicator that is `other`, and of one with something in doubt."""


def read_measure(
    table: TargetTable, row: GridRow, subject: Subject, measure: Measure, under: Under, ground: TargetGround
) -> Iterator[Found]:
    """Read the cell of one column of figures in a row.

    Args:
        table: of which the row is.
        row: its cells.
        subject: what it is about.
        measure: what the column says.
        under: what the rows above say.
        ground: what the document tells.

    Returns:
        One row; none for what is reached already, several where the cell names units and their years.
    """
    due = subject.due or measure.due or _due_of_row(table, row) or under.due or table.due
    cell = row.cell(measure.column)
    if cell is None or cell.column != measure.column or cell.column not in row.own:
        return
    if is_known_year(due, ground.issued_on, measure.aimed):
        return
    said = _said(table, row, subject, measure, under)
    figure = read_figure(cell.text)
    low = said.words.lower()
    if _YEAR_CELL.fullmatch(plain_cell(cell.text)) and not said.unit:
        yield from read_year(table, row, subject, measure, cell, under, ground)
        return
    if figure is None:
        yield from read_words(table, row, subject, measure, cell, due, under, ground)
        return
    quantity, share = figure
    beside = row.cell(measure.share) if measure.share is not None else None
    beside_figure = read_figure(beside.text) if beside is not None and beside.column == measure.share else None
    if beside_figure is not None:
        share = beside_figure[0].percent if beside_figure[0].percent is not None else beside_figure[0].value
    if quantity.value == 0 and not said.share and (subject.places or subject.region) and not _may_be_none(low):
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


def _said(table: TargetTable, row: GridRow, subject: Subject, measure: Measure, under: Under) -> Said:
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
    subject: Subject,
    measure: Measure,
    said: Said,
    quantity: Quantity,
    beside: float | None,
    due: str | None,
    ground: TargetGround,
) -> Found:
    low = place_tones(said.words.lower())
    lexicon = ground.lexicon
    region = subject.region or (measure.place if is_region(measure.place) else "")
    named = "village" if calls_village(measure.place) else "commune"
    places = list(subject.places) or ([] if region else name_of(measure.place, named))
    by_unit = bool(places or region) or table.rows == "place" or table.rows == "due"
    about_ntm = ground.about_ntm or standard_of(table.caption, lexicon, assume=False) is not None
    indicator = indicator_of(said, lexicon, by_unit=by_unit, about_ntm=about_ntm)
    if (
        indicator == "other"
        and not said.share
        and is_of_ocop(table.caption, lexicon)
        and group_of(low, lexicon) == "product"
    ):
        indicator = "ocop_products"
    bare = indicator == "other" and not measure.words and not said.unit and group_of(low, lexicon) == ""
    standard = standard_of(said.words, lexicon, assume=about_ntm)
    of_commune = (indicator.startswith("communes_ntm") or (bare and standard is not None)) and not said.share
    if of_commune and quantity.value and quantity.value > 1 and is_commune(table, subject):
        advanced = standard == "advanced"  # one commune is not several: its criteria are counted
        indicator = "criteria_per_advanced_commune" if advanced else "criteria_per_commune"
    share = quantity.percent if quantity.percent is not None else quantity.value if said.share else None
    counted = share is None and not quantity.damaged
    doubts = list(quantity.doubts)
    highest = quantity.percent_max if quantity.percent_max is not None else quantity.value_max if said.share else None
    change = "increase" if increases(f"{low} {_row_text(row, measure).lower()}", lexicon) else "level"
    part = subject.detail or bool(measure.place)
    group = group_of(low, lexicon) if said.unit == "" else group_of(said.unit.lower(), lexicon)
    counts = read_count_with_names(_row_text(row, measure), group)
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
        "qualifier": ", ".join(filter(None, (qualifier_of(low, indicator, lexicon), region))) or None,
        "breakdown": part,
        "text": SIGNS.sub("", subject.cell.text).strip(" ,;:."),
        "criterion": criterion_of(low, indicator, due, ground.issued_on, lexicon, about_ntm=ground.about_ntm),
    }
    confidence = DOUBTED if doubts else OTHER if indicator == "other" else KNOWN
    return Found(row.start, row.end, row.address, values, METHOD, confidence, tuple(doubts))


def _row_text(row: GridRow, measure: Measure) -> str:
    """Give the words of a column's cell in a row, "" where it is empty."""
    cell = row.cell(measure.column)
    return cell.text if cell is not None else ""


def mark_steps(read: Sequence[tuple[Found, bool]], subject: Subject) -> list[Found]:
    """Mark the years before the last one that only lead up to it, and those that a sum beside them is made of.

    Args:
        read: the rows of one row of the table, each with whether its column sums up others.
        subject: what they are about; what is counted anew each year leads up to nothing.
    """
    found = [one for one, _ in read]
    details = {"breakdown": True}
    if len(found) > 1 and any(total for _, total in read):
        return [one if total else replace(one, values=one.values | details) for one, total in read]
    words = table_words()["words"]
    said = re.sub(r"\W+", " ", f" {place_tones(subject.words.lower()).replace('nông thôn mới', 'ntm')} ")
    anew = any(f" {word} " in said for word in words["each_year"]) or any(
        one.values["change"] == "increase" for one in found
    )
    quarters = {len(one.values["due"] or "") for one in found} == {len("2026"), len("2026-Q1")}
    if anew and not quarters and not any(f" {word} " in f" {key_of(said)} " for word in words["cumulated"]):
        return found
    last = max((late(one.values["due"]) for one in found), default="")
    return [one if late(one.values["due"]) == last else replace(one, values=one.values | details) for one in found]
