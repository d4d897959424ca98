"""JSON Lines: an object for each page, with everything that is known of its words and tables.

`words` and the cells of `tables` tell their spans in `text`; a table that goes on from the page before `continues`.
Boxes are in PDF points from the top left corner of the page, null where the document has no places.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ntm_extract.pages import Box, Cell
from ntm_extract.transcript.words import TranscriptPage, TranscriptWord


def write_jsonl(pages: Iterator[TranscriptPage], source: str, number_of_pages: int) -> Iterator[str]:
    """Give a document as JSON Lines.

    Args:
        pages: in order.
        source: the document's name or address, which each line bears.
        number_of_pages: told by the number of lines.
    """
    for page in pages:
        yield json.dumps({"source": source, **_page(page)}, ensure_ascii=False) + "\n"


def _page(page: TranscriptPage) -> dict[str, Any]:
    read = page.page
    has_places = bool(read.width and read.height)
    return {
        "number": read.number,
        "width": round(read.width, 2) if has_places else None,
        "height": round(read.height, 2) if has_places else None,
        "origin": read.origin,
        "verdict": {
            "label": read.verdict.label,
            "remedy": read.verdict.remedy,
            "reason": read.verdict.reason,
            "scores": read.verdict.scores,
        },
        "text": page.text,
        "words": [_word(word) for line in page.lines for word in line.words],
        "tables": [
            {"continues": t.continues, "cells": [_cell(cell, page.text, has_places) for cell in t.cells]}
            for t in page.tables
        ],
        "asides": [{"kind": aside.kind, "start": aside.start, "end": aside.end} for aside in page.asides],
    }


def _word(word: TranscriptWord) -> dict[str, Any]:
    told: dict[str, Any] = {
        "text": word.text,
        "start": word.start,
        "end": word.end,
        "box": _box(word.box) if word.box else None,
        "confidence": word.confidence,
    }
    if word.source is not None:
        told["source"] = word.source
    if word.candidates:
        told["candidates"] = word.candidates
    if word.flag:
        told["flag"] = word.flag
    return told


def _cell(cell: Cell, text: str, has_places: bool) -> dict[str, Any]:
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "start": cell.start,
        "end": cell.end,
        "box": _box(cell.box) if has_places else None,
        "text": text[cell.start : cell.end],
    }


def _box(box: Box) -> list[float]:
    return [round(edge, 2) for edge in box]
