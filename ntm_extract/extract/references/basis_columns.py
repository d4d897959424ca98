"""Where tables say on what a task rests: the cells of columns headed `Căn cứ`, `Cơ sở pháp lý`."""

from __future__ import annotations

from collections.abc import Iterator

from ntm_extract.extract.origins import Origins
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.wording import words
from ntm_extract.knowledge.folding import fold

HEAD_ROWS = 3
"""Rows in which the head of a column may stand."""


def find_basis_cells(origins: Origins) -> Spans:
    """Find the cells whose citations are the legal basis of their rows.

    Args:
        origins: the outlined document, and its pages with the cells of ruled tables.

    Returns:
        Spans of the outlined text; a table that goes on over the page keeps its columns.

    Example:
        The cell `Nghị quyết số 52/NQ-CP` under `Căn cứ giao nhiệm vụ`.
    """
    return Spans([*_ruled(origins), *_tabbed(origins)])


def _is_basis(head: str) -> bool:
    return fold(" ".join(head.split())).startswith(words("references", "basis_columns"))


def _ruled(origins: Origins) -> Iterator[tuple[int, int]]:
    """Give the cells of ruled tables."""
    text, starts = origins.reading.text, origins.reading.page_starts
    columns: frozenset[int] = frozenset()
    for page, base in zip(origins.reading.pages, starts, strict=True):
        for table in page.tables:
            heads = {
                column: cell.row
                for cell in table.cells
                if cell.row < HEAD_ROWS and _is_basis(text[base + cell.start : base + cell.end])
                for column in range(cell.column, cell.column + cell.column_span)
            }
            columns = frozenset(heads) if heads or not table.continues else columns
            for cell in table.cells if columns else ():
                if cell.column in columns and cell.row > heads.get(cell.column, -1) and cell.start < cell.end:
                    restored = origins.restoration.alignment.to_target(base + cell.start, base + cell.end)
                    yield origins.outline.alignment.to_target(*restored)


def _tabbed(origins: Origins) -> Iterator[tuple[int, int]]:
    """Give the cells of tables made with tabs; a row with other columns than the head is passed over."""
    column, width = None, 0
    for block in origins.outline.blocks:
        parts = origins.outline.text_of(block).split("\t") if block.role == "table" else []
        if len(parts) < 2:
            column = None
            continue
        head = next((at for at, part in enumerate(parts) if _is_basis(part)), None)
        if head is not None and column is None:
            column, width = head, len(parts)
        elif column is not None and len(parts) == width:
            start = block.start + sum(len(part) + 1 for part in parts[:column])
            yield start, start + len(parts[column])
