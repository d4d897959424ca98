"""What one cell of a table of targets says: a figure, names of units, a year, a standard or a mark (ô của bảng)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ntm_extract.extract.tables.columns import key_of, table_words
from ntm_extract.extract.targets.anchors import UNIT_WORDS, split_names
from ntm_extract.extract.targets.numbers import Quantity, find_quantities
from ntm_extract.extract.times.dates import find_times

NAME_WORDS = 6
"""Words of a unit's name at most."""
FIGURE_CELL = 40
"""Characters of a cell at most that holds one figure."""
_NOTE = re.compile(r"(?<=[\d%])\s?(?:\(\d{1,2}\)|\(\*{1,3}\)|\[\d{1,2}\]|[*†]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{1,2})+$")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})[  ](?=\d{3}(?!\d))")
_YEARS = re.compile(r"\((?:[^()\d]{0,12})(?P<y>20\d\d)\)|:?\s?(?:năm\s)(?P<z>20\d\d)", re.IGNORECASE)
_BARE_YEAR = re.compile(r"(?<!\d)(?=20\d\d\b)(?<![/.-])")
_COUNTED = re.compile(
    r"^(?:\d{1,3})\s?(?:xã|thôn|huyện|phường|bản|xóm|ấp|làng|khu dân cư)?\s?[:(]\s?(?P<names>[^()]{2,400})\)?\.?$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """Names of units, and the year that stands behind them.

    Attributes:
        places: without `xã`, `thôn`.
        due: EDTF, or None.
    """

    places: tuple[str, ...]
    due: str | None


def plain_cell(text: str) -> str:
    """Give the words of a cell without the sign of a footnote, thousands set off by blanks joined.

    Example:
        `plain_cell("1 250 (1)") == "1250"`.
    """
    return _THOUSANDS.sub(r"\1", _NOTE.sub("", text.strip()))


def read_figure(text: str) -> tuple[Quantity, float | None] | None:
    """Give the number a cell holds, and the share beside it; None for words, and where there are several.

    Example:
        `read_figure("9/15 (60%)")` has value 9, denominator 15 and the share 60.
    """
    plain = plain_cell(text)
    if len(plain) > FIGURE_CELL or (plain in table_words()["words"]["nothing"] and plain != "0"):
        return None
    found = find_quantities(plain)
    if len(found) == 2 and found[0].percent is None and found[1].percent is not None and found[1].comparator == "=":
        return found[0], found[1].percent
    return (found[0], None) if len(found) == 1 else None


def read_count_with_names(text: str, group: str) -> tuple[str, ...]:
    """Give the names behind a count of as many: `02 xã (Sơn Hạ, Sơn Thành)`; () where they do not add up."""
    found = _COUNTED.match(plain_cell(text))
    if found is None:
        return ()
    names = split_names(found["names"], group)
    figure = find_quantities(text[: found.start("names")])
    return tuple(names) if figure and figure[0].value == len(names) else ()


def read_names(text: str, group: str) -> list[Named]:
    """Read a cell that names units, each run of them with the year behind it; [] for anything else.

    Args:
        text: the words of the cell.
        group: what the units are.

    Example:
        `Sơn Hạ, Sơn Thành (2023); Di Lăng (2024)` gives two runs, of two names and of one.
    """
    at = 0
    runs: list[Named] = []
    for year in [*_YEARS.finditer(text), None]:
        words = text[at : year.start() if year else len(text)].strip(" ;,.-\n")
        if words:
            parts = [part for part in re.split(r"[,;\n]|\bvà\b", words) if part.strip(" .")]
            names = [name for part in parts for name in name_of(part, group)]
            if len(names) != len(parts):
                return []
            runs.append(Named(tuple(names), (year["y"] or year["z"]) if year else None))
        at = year.end() if year else at
    return runs


def name_of(words: str, group: str) -> list[str]:
    """Give the name of a unit without what it is: `Thị xã Giá Rai` → `Giá Rai`, but `Bản Lầu` of a commune."""
    name = words.strip(" .;,-+*")
    for level_group in ("village",) if group == "village" else ("commune", "district"):
        level = re.match(rf"(?:tỉnh|{'|'.join(UNIT_WORDS[level_group])})\s{{1,3}}(?=\w)", name, re.IGNORECASE)
        name = name[level.end() :] if level else name
    name = re.sub(r"\s{0,3}\([^()]{0,60}\)$", "", name)
    first, _, rest = name.partition(" ")
    if first.startswith("đ") and rest.istitle():  # `Huyện đông Hải`: a capital Đ is easily read small
        name = f"Đ{name[1:]}"
    fits = name[:1].isupper() and len(name.split()) <= NAME_WORDS
    return [name] if fits and all(not word[:1].islower() for word in name.split()) else []


def read_dues(text: str) -> list[str]:
    """Give the times a cell names, years without `năm` included: `2023`, `Quý IV/2024`."""
    words = text if "năm" in text.lower() else _BARE_YEAR.sub("năm ", text)
    return [time.edtf for time in find_times(words) if time.edtf]


def is_mark(text: str) -> bool:
    """Whether a cell only marks that a unit gets there: `x`, `Đạt`."""
    return key_of(text) in table_words()["words"]["marks"] or text.strip() in ("✓", "√", "●", "+")


def is_total(words: str) -> bool:
    """Whether a row sums up others: `Toàn huyện`, `Cộng`.

    Example:
        `is_total("Tổng cộng (13 xã)")`.
    """
    key = f"{key_of(words)} "
    return any(key.startswith(f"{phrase} ") for phrase in table_words()["words"]["totals"])
