"""Ruled tables drawn in a PDF (bảng kẻ), found by pdfplumber on the pages that have strokes enough for one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import pdfplumber
from pdfminer.pdfexceptions import PDFException
from pdfminer.psexceptions import PSException

from ntm_extract.errors import DamagedFileError
from ntm_extract.pages import Box
from ntm_extract.read.layout import Grid
from ntm_extract.read.pdf_page import PageSpace, turn_box

LEAST_STROKES = 6
"""A table of two rows and two columns has as many rules; the motto's and a footnote's rule are fewer."""
MOST_STROKES = 5000
"""A page with more is a drawing or a map, not a table."""
SETTINGS = {"vertical_strategy": "lines", "horizontal_strategy": "lines", "snap_tolerance": 3, "join_tolerance": 3}
"""Rules that miss each other by three points still meet."""
FAILURES = (PDFException, PSException, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What pdfplumber and pdfminer raise on odd pages that pdfium reads well."""


class DrawnTables:
    """The drawn tables of one PDF, given by its content or its place; opened only when a page asks for them."""

    def __init__(self, source: bytes | Path) -> None:
        self._source = source
        self._pdf: pdfplumber.pdf.PDF | None = None

    def __enter__(self) -> DrawnTables:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pdf is not None:
            self._pdf.close()

    def find(self, index: int, space: PageSpace, turned: int) -> list[Grid]:
        """Find the ruled tables of a page.

        Args:
            index: of the page, from 0.
            space: the page as pdfium shows it.
            turned: degrees clockwise by which the shown page was turned so that its letters stand upright.

        Returns:
            Tables of at least two rows and two columns, boxes on the upright page.

        Raises:
            DamagedFileError: pdfplumber cannot read the page.
        """
        try:
            if self._pdf is None:
                source = self._source
                self._pdf = pdfplumber.open(io.BytesIO(source) if isinstance(source, bytes) else source)
            page = self._pdf.pages[index]
            left, top = page.cropbox[0] - page.mediabox[0], page.mediabox[3] - page.cropbox[3]
            found = [table.cells for table in page.find_tables(SETTINGS)]
            page.close()
        except FAILURES as error:
            raise DamagedFileError(f"Không dò được bảng kẻ ({type(error).__name__})", page=index + 1) from error
        shift = (left, top) if not page.rotation else (0.0, 0.0)
        tables = [[_shown(cell, shift, space, turned) for cell in cells] for cells in found]
        return [grid for cells in tables if (grid := _grid(cells)) is not None]


def _shown(cell: tuple[float, float, float, float], shift: tuple[float, float], space: PageSpace, turned: int) -> Box:
    x0, top, x1, bottom = cell
    box = Box(x0 - shift[0], top - shift[1], x1 - shift[0], bottom - shift[1])
    return turn_box(box, turned, space.width, space.height) if turned else box


def _grid(cells: Sequence[Box]) -> Grid | None:
    """Number the rows and columns of cells by where they begin; a merged cell stands at its first."""
    tops, lefts = _levels([cell.top for cell in cells]), _levels([cell.x0 for cell in cells])
    if len(tops) < 2 or len(lefts) < 2:
        return None
    placed = [(_nearest(tops, cell.top), _nearest(lefts, cell.x0), cell) for cell in cells]
    return Grid(tuple(sorted(placed, key=lambda entry: entry[:2])))


def _levels(values: Sequence[float]) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > SETTINGS["snap_tolerance"]:  # type: ignore[operator]
            levels.append(value)
    return levels


def _nearest(levels: Sequence[float], value: float) -> int:
    return min(range(len(levels)), key=lambda i: abs(levels[i] - value))
