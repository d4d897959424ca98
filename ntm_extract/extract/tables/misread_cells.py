"""Cells of a flattened table whose signs were misread (ô của bảng đọc nhầm): what they can still be taken for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.extract.tables.columns import Column, key_of, table_words
from ntm_extract.extract.tables.misread_rows import is_figure

COUNTED = ("year", "goal", "due", "measure", "unit_of", "current")
"""Columns of figures."""
WHOLE = 100
"""Per cent of which no more can be reached."""
LETTERS_WRONG = 6
"""One letter in so many may be wrong where the words of an indicator are told."""
_EDGE = " \t.:;,|'‘’“”\"*«»°~_-–—"
_SIGN = re.compile(r"(?P<s>[=><≥≤])\s?(?=\d)")

Cell = tuple[str, ...]


def mend_cells(cells: Sequence[Cell], columns: Sequence[Column]) -> list[Cell]:
    """Give the cells of a row as they can be read; () for one whose figure was misread.

    Args:
        cells: the printed lines of each cell behind that of the number.
        columns: what the columns hold, that of the numbers first.

    Example:
        Of `Tỷ léhd nghéo`, `%`, `= 60`, `605` the first is `tỷ lệ hộ nghèo`, the third `≥ 60`, the last is not read.
    """
    kinds = [column.kind for column in columns[1:]]
    share = any("%" in " ".join(cell) for kind, cell in zip(kinds, cells, strict=False) if kind == "unit")
    signed = any(cell[0].startswith("=") for kind, cell in zip(kinds, cells, strict=False) if kind in COUNTED)
    return [
        _figure(cell[0], share=share and kind != "due", signed=signed) if kind in COUNTED else _words(kind, cell)
        for kind, cell in zip(kinds, cells, strict=False)
    ]


def _figure(text: str, *, share: bool, signed: bool) -> Cell:
    """Give a figure; no cell has a sign of equality, which is what is read for `≥`, as `>` is beside it."""
    plain = text.strip(_EDGE)
    if not is_figure(plain):
        return ()
    digits = re.sub(r"[^\d,]", "", plain).replace(",", ".")
    if share and digits.replace(".", "", 1).isdigit() and float(digits) > WHOLE:
        return ()
    return (_SIGN.sub("≥ ", plain) if signed and plain[0] in "=>" else plain,)


def _words(kind: str, cell: Cell) -> Cell:
    lines = tuple(line.strip(_EDGE) for line in cell if line.strip(_EDGE)) if kind != "unit" else cell
    known = _indicator(" ".join(lines)) if kind == "indicator" else None
    return (known,) if known else lines


def _indicator(words: str) -> str | None:
    """Give the indicator whose name was misread so, None for one that is known as it stands, or near none."""
    letters = key_of(words).replace(" ", "")
    best: tuple[int, str] | None = None
    for phrase in table_words()["words"]["told_indicators"]:
        plain = key_of(phrase).replace(" ", "")
        most = len(plain) // LETTERS_WRONG
        cost = levenshtein(letters, plain, most) if abs(len(letters) - len(plain)) <= most else most + 1
        if cost <= most and (best is None or cost < best[0]):
            best = (cost, phrase)
    return best[1] if best and best[0] and key_of(best[1]) != key_of(words) else None
