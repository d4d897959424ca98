"""Rows of tables of targets (bảng chỉ tiêu): figures by year, by unit and year, and lists of units with their year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ntm_extract.extract.anchors import UNIT_WORDS
from ntm_extract.extract.columns import key_of, table_words
from ntm_extract.extract.dates import find_times
from ntm_extract.extract.found import Found
from ntm_extract.extract.grids import Grid, GridCell, GridRow
from ntm_extract.extract.indicators import BY_STATUS, increases
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.numbers import Quantity, find_quantities
from ntm_extract.extract.tokenizer import cut
from ntm_extract.knowledge.folding import fold, place_tones
from ntm_extract.knowledge.indicators import IndicatorLexicon

NAMED, OTHER = 0.88, 0.75
"""Confidence of a row of a known indicator, and of one that is `other`."""
LATE = 10
"""From this month on a plan's own year is what is the case, not what is to be reached."""
NAME_WORDS = 6
"""Words of a unit's name at most."""
TITLE_REACH = 300
"""Characters before a table that are its title."""
_UNIT_IN_NAME = re.compile(r"\((?P<u>%|[^()\d]{1,30})\)")
_YEAR = re.compile(r"\b(?:giai đoạn|đến hết năm|đến năm|hết năm|năm)?\s{0,2}\d{4}(?:\s?[-–]\s?\d{4})?", re.IGNORECASE)
_POOR = re.compile(r"\W*(?:tỷ lệ|tỉ lệ|số)?\s?(?:hộ )?nghèo\b(?! được| có| tham| dùng| sử)")
_SIGNS = re.compile(r"^[-+*•–]\s*|^\d{1,2}[.)]\s+")


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
class _Said:
    """What is counted in a row or column: the words, the unit as written, whether shares are meant."""

    words: str
    unit: str
    share: bool


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
        if _tells_targets(grid):
            for row in grid.rows:
                if not row.section:
                    rows += _of_row(grid, row, ground)
    return rows


def _tells_targets(grid: Grid) -> bool:
    """Whether a table is one of targets."""
    kinds = {column.kind for column in grid.columns}
    if not kinds & {"year", "due", "goal"} or kinds & {"lead", "time", "both"}:
        return False
    words = table_words()["words"]
    title = key_of(grid.title[-TITLE_REACH:])
    heads = key_of(" ".join(column.head for column in grid.columns if column.kind != "current"))
    if any(f" {phrase} " in f" {title} " for phrase in words["no_targets"]) or "money" in kinds:
        return False
    return (
        "goal" in kinds or "due" in kinds or any(f" {phrase} " in f" {title} {heads} " for phrase in words["targets"])
    )


def _of_row(grid: Grid, row: GridRow, ground: TargetGround) -> list[Found]:
    name = _name_cell(grid, row)
    if name is None or not name.text:
        return []
    place = grid.columns[name.column].kind == "place"
    if "due" in {column.kind for column in grid.columns} and place:
        return _of_list(grid, row, name, ground)
    found: list[Found] = []
    words = _SIGNS.sub("", name.text)
    total = _is_total(words)
    carried = ""
    for index, column in enumerate(grid.columns):
        if column.kind not in ("year", "goal") and not (column.kind == "status" and not place):
            continue
        own = _YEAR.sub(" ", column.head.rsplit(" | ", 1)[-1]).strip(" |.,:")
        carried = own if _counts(own) else carried
        due = _due(column.year, grid, ground)
        cell = row.cell(index)
        if cell is None or cell.column != index or _is_past(due, ground.issued_on):
            continue
        said = _said(grid, row, carried if place else words, by_place=place)
        places = [] if total or not place else _places(words, grid.columns[name.column].head)
        mark = _of_mark(row, cell, due, grid, places, ground) if places else None
        quantity = _quantity(cell.text)
        if mark is not None:
            found.append(mark)
        elif quantity is not None:
            found.append(_figure(row, name, said, quantity, due, places, ground.lexicon))
    return _led_up(found, words if not place else "")


def _name_cell(grid: Grid, row: GridRow) -> GridCell | None:
    """Give the cell that says what a row is about."""
    for kind in ("indicator", "place", "task"):
        index = grid.index(kind)
        if index is not None:
            return row.cell(index)
    return None


def _figure(
    row: GridRow,
    name: GridCell,
    said: _Said,
    quantity: Quantity,
    due: str | None,
    places: list[str],
    lexicon: IndicatorLexicon,
) -> Found:
    low = place_tones(said.words.lower())
    indicator = _indicator(low, said, lexicon)
    share = quantity.percent if quantity.percent is not None else quantity.value if said.share else None
    counted = share is None and not quantity.damaged
    doubts = list(quantity.doubts)
    highest = quantity.percent_max if quantity.percent_max is not None else quantity.value_max if said.share else None
    if highest is not None:
        doubts.append(f"tỷ lệ: ghi là từ {share:g} đến {highest:g} %")
    values: dict[str, Any] = {
        "indicator": indicator,
        "comparator": quantity.comparator,
        "value": quantity.value if counted else None,
        "value_max": quantity.value_max if counted else None,
        "denominator": quantity.denominator if counted else None,
        "share_pct": None if quantity.damaged else share,
        "unit": _unit(said, low, indicator, lexicon),
        "change": "increase" if increases(low, lexicon) else "level",
        "baseline": None,
        "due": due,
        "places": places,
        "qualifier": None,
        "breakdown": bool(places),
        "text": _SIGNS.sub("", name.text).strip(" ,;:."),
    }
    confidence = 0.5 if doubts else OTHER if indicator == "other" else NAMED
    return Found(row.start, row.end, row.address, values, "targets:table", confidence, tuple(doubts))


def _led_up(found: list[Found], words: str) -> list[Found]:
    """Mark the years before the last one that only lead up to it."""
    table = table_words()["words"]
    said = f" {key_of(words)} "
    anew = any(f" {word} " in said for word in table["each_year"]) or any(
        row.values["change"] == "increase" for row in found
    )
    if anew and not any(f" {word} " in said for word in table["cumulated"]):
        return found
    last = max((row.values["due"] or "" for row in found), default="")
    details = {"breakdown": True}
    return [row if (row.values["due"] or "") == last else replace(row, values=row.values | details) for row in found]


def _of_list(grid: Grid, row: GridRow, name: GridCell, ground: TargetGround) -> list[Found]:
    """Read a unit with the year in which it is to get there: `Bản Lầu | 2023 | Đạt chuẩn nông thôn mới`."""
    places = _places(_SIGNS.sub("", name.text), grid.columns[name.column].head)
    index = grid.index("due")
    cell = row.cell(index) if index is not None else None
    if not places or cell is None or _is_total(name.text):
        return []
    times = find_times(
        re.sub(r"(?<!\d)(?=20\d\d\b)(?<![/.-])", "năm ", cell.text) if "năm" not in cell.text else cell.text
    )
    dues = [time.edtf for time in times if time.edtf]
    if len(dues) != 1 or _is_past(dues[0], ground.issued_on):
        return []
    status = grid.index("status")
    told = row.cell(status) if status is not None else None
    named = _named(
        row, told or name, told.text if told else grid.columns[index or 0].head, dues[0], grid, places, ground
    )
    return [named] if named is not None else []


def _of_mark(
    row: GridRow, cell: GridCell, due: str | None, grid: Grid, places: list[str], ground: TargetGround
) -> Found | None:
    """Read a mark or a standard under a year: the unit is to get there in it."""
    if any(character.isdigit() for character in cell.text):
        return None
    marked = key_of(cell.text) in table_words()["words"]["marks"]
    if not marked and ground.lexicon.status_in(place_tones(cell.text.lower())) is None:
        return None
    return _named(row, cell, "" if marked else cell.text, due, grid, places, ground)


def _named(
    row: GridRow, cell: GridCell, standard: str, due: str | None, grid: Grid, places: list[str], ground: TargetGround
) -> Found | None:
    """Make the row of a unit that is to meet a standard; None where it is not said which."""
    unit = _listed_unit(grid, row)
    group = ground.lexicon.units.longest(unit.split(), 0)
    low = place_tones(standard.lower())
    assume = ground.about_ntm and bool(re.search("chuẩn|nâng cao|kiểu mẫu", low))
    status = ground.lexicon.status_in(low, assume=assume) or _status_of_title(grid.title, ground.lexicon)
    if group is None or status is None or status == "modern":
        return None
    indicator = "district_ntm" if group[1] == "district" else BY_STATUS.get(group[1], {}).get(status)
    if indicator is None:
        return None
    values: dict[str, Any] = dict.fromkeys(("value_max", "denominator", "share_pct", "baseline", "qualifier"))
    values |= {"indicator": indicator, "comparator": "=", "value": 1, "unit": unit, "change": "level", "due": due}
    values |= {"places": places, "breakdown": True, "text": cell.text.strip(" ,;:.")}
    return Found(row.start, row.end, row.address, values, "targets:table", NAMED)


def _status_of_title(title: str, lexicon: IndicatorLexicon) -> str | None:
    """Name the standard a folded title speaks of."""
    words = title[-TITLE_REACH:]
    if not any(fold(word) in words for word in lexicon.status["ntm"]):
        return None
    for status in ("modern", "model", "advanced"):
        if any(fold(word) in words for word in lexicon.status[status]):
            return status
    return "ntm"


def _listed_unit(grid: Grid, row: GridRow) -> str:
    """Name what the rows of a list are: from the head of their column, the row, or the title."""
    index = grid.index("place")
    head = grid.columns[index].head if index is not None else ""
    name = row.cell(index) if index is not None else None
    for words in (head, name.text if name else "", grid.title[-TITLE_REACH:]):
        said = f" {key_of(words)} "
        for phrase, unit in table_words()["words"]["units"]:
            if f" {phrase} " in said:
                return str(unit)
    return ""


def _said(grid: Grid, row: GridRow, words: str, *, by_place: bool) -> _Said:
    """Tell what a figure counts: from the row's words, its unit column, or a unit in brackets."""
    unit_column = grid.index("unit")
    cell = row.cell(unit_column) if unit_column is not None else None
    unit = cell.text if cell is not None else ""
    heads = " ".join(column.head for column in grid.columns if column.kind in ("year", "goal"))
    if by_place and not words:
        words = grid.caption
    if not unit:
        found = _UNIT_IN_NAME.search(words) or _UNIT_IN_NAME.search(heads)
        unit = found["u"] if found else ""
    share = unit.strip() == "%" or (not unit and bool(re.match(r"\s*tỷ lệ|\s*tỉ lệ", words.lower())))
    return _Said(words, "" if unit.strip() == "%" else unit.strip(), share)


def _counts(words: str) -> bool:
    """Whether the words over a column say what is counted, and not only that it is planned."""
    key = key_of(words)
    return len(key.split()) >= 3 and not any(key.startswith(phrase) for phrase in table_words()["words"]["targets"])


def _indicator(low: str, said: _Said, lexicon: IndicatorLexicon) -> str:
    """Name the indicator of a row by its words."""
    if "thu nhập" in low:
        return "rural_income"
    group = _group(low, said, lexicon)
    if _POOR.match(low):
        return "poverty_rate"
    if "ocop" in low and (group == "product" or "sản phẩm" in low):
        return "ocop_products"
    status = lexicon.status_in(low)
    if group == "criterion" and "bình quân" in low:
        return "criteria_per_advanced_commune" if status == "advanced" else "criteria_per_commune"
    if status is None or status == "modern" or group not in ("commune", "village", "district"):
        return "other"
    return "district_ntm" if group == "district" else BY_STATUS[group][status]


def _group(low: str, said: _Said, lexicon: IndicatorLexicon) -> str:
    unit = _first_unit(said.unit, lexicon) or _first_unit(low, lexicon)
    return unit[1] if unit else ""


def _first_unit(text: str, lexicon: IndicatorLexicon) -> tuple[str, str] | None:
    """Give the first unit of a text, as the lexicon writes it, with its group."""
    words = Keys.of(cut(place_tones(text.lower())), {}).words
    for at in range(len(words)):
        found = lexicon.units.longest(words, at)
        if found is not None:
            return " ".join(words[at : at + found[0]]), found[1]
    return None


def _unit(said: _Said, low: str, indicator: str, lexicon: IndicatorLexicon) -> str | None:
    """Give the unit as the contract writes it; of a share, what it is a share of."""
    if said.unit:
        unit = re.sub(r"\s?/\s?", "/", said.unit)
        return unit[:1].lower() + unit[1:] if not unit[1:2].isupper() else unit
    if indicator == "poverty_rate":
        return "hộ"
    named = _first_unit(low, lexicon)
    if named is None:
        return None
    return "hộ" if named[1] == "household" else named[0]


def _quantity(text: str) -> Quantity | None:
    """Give the one number a cell holds; None for words, and where there are several."""
    found = find_quantities(text)
    if len(found) != 1 or len(text) > 40 or (text.strip() in table_words()["words"]["nothing"] and text.strip() != "0"):
        return None
    return found[0]


def _due(year: str | None, grid: Grid, ground: TargetGround) -> str | None:
    """Give by when a column's figures are due: its year, the last one of its years, or the one its title names."""
    if year is not None:
        return year.rsplit("/", 1)[-1]
    times = {time.edtf for time in find_times(grid.caption) if time.kind == "year" and time.edtf}
    return times.pop() if len(times) == 1 else str(ground.year) if ground.year else None


def _is_past(due: str | None, issued_on: str | None) -> bool:
    """Whether a year's figures were known when the plan was issued."""
    if due is None or issued_on is None or not due[:4].isdigit():
        return False
    if due[:4] == issued_on[:4]:
        return len(issued_on) >= 7 and int(issued_on[5:7]) >= LATE
    return due[:4] < issued_on[:4]


def _is_total(words: str) -> bool:
    key = f"{key_of(words)} "
    return any(key.startswith(f"{phrase} ") for phrase in table_words()["words"]["totals"])


def _places(words: str, head: str) -> list[str]:
    """Give the name of a unit without what it is: `Thị xã Giá Rai` → `Giá Rai`, but `Bản Lầu` under `Tên xã`."""
    name = words.strip(" .;,")
    village = any(f" {word} " in f" {key_of(head)} " for word in table_words()["words"]["villages"])
    for group in ("village",) if village else ("commune", "district"):
        level = re.match(rf"(?:tỉnh|{'|'.join(UNIT_WORDS[group])})\s{{1,3}}(?=\w)", name, re.IGNORECASE)
        name = name[level.end() :] if level else name
    return [name] if name[:1].isupper() and len(name.split()) <= NAME_WORDS else []
