"""Pages with ruled tables, made of rows of cells, for tests of what tables say."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from plain_plans import HEADS, TAKEN, extract_text

from ntm_extract.pages import Box, Cell, Page, Reading, Table, Word, link_tables
from ntm_extract.plan import Plan

Row = Sequence["str | tuple[str, int, int]"]
"""The cells of a row, left to right; a merged one is (words, rows, columns), and stands where it begins."""

WIDTH = 80.0
YEAR_PLAN = HEADS["district"].replace("giai đoạn 2021 - 2025", "năm 2023")
"""The letterhead of a plan for one year."""


def page_with(number: int, above: str, rows: Sequence[Row], below: str = "") -> Page:
    """Lay a table out on a page, one cell after the other, each in as many lines as its words have."""
    text = above + "\n" if above else ""
    cells: list[Cell] = []
    words: list[Word] = []
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while (r, column) in taken:
                column += 1
            said, down, across = (cell, 1, 1) if isinstance(cell, str) else cell
            taken |= {(r + i, column + j) for i in range(down) for j in range(across)}
            box = Box(50 + WIDTH * column, 100 + 20 * r, 50 + WIDTH * (column + across), 100 + 20 * (r + down))
            if text and not text.endswith("\n"):
                text += "\n"
            start = len(text) if said else 0
            text += said
            cells.append(Cell(r, column, start, len(text) if said else 0, box, down, across))
            words += [Word(start + a, start + b, box, 1.0) for a, b in _word_spans(said)]
            column += across
    text = text.rstrip("\n") + ("\n" + below if below else "")
    placed = sorted(words, key=lambda word: word.start)
    return Page(number, text, placed, 595, 842, "text-layer", TAKEN, (Table(tuple(cells)),))


def _word_spans(text: str) -> list[tuple[int, int]]:
    parts = text.replace("\n", " ").split(" ")
    ends = accumulate(len(part) + 1 for part in parts)
    return [(end - 1 - len(part), end - 1) for end, part in zip(ends, parts, strict=True) if part]


def plan_of_pages(*pages: Page, head: str = "district") -> Plan:
    """Take pages with tables through outline and extractors, under a letterhead on a page of its own."""
    letterhead = YEAR_PLAN if head == "year" else HEADS[head]
    first = Page(1, letterhead + "I. MỤC ĐÍCH\n1. Nâng cao đời sống người dân./.", (), 595, 842, "text-layer", TAKEN)
    bound = [first]
    for page in pages:
        bound.append(link_tables(bound[-1], page))
    reading = Reading(tuple(bound), "pdf")
    return extract_text(reading.text, reading=reading)
