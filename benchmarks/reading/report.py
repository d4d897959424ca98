"""The table: a row for each kind of document and reader, and which figures are reached."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from benchmarks.reading.document import Document
from benchmarks.reading.page_scores import PageScore, score_page
from benchmarks.reading.readers import READERS
from benchmarks.reading.readings import PageRead, Reading

COLUMNS = {
    "pages": "pages",
    "cer": "CER %",
    "cer_read": "as read %",
    "cer_moved": "CER without line order %",
    "numbers": "numbers right %",
    "unflagged": "wrong, not flagged %",
    "cells": "cells right %",
    "verdicts": "verdicts right %",
    "seconds": "s/page",
    "speed": "speed (OCRmyPDF = 1)",
    "memory": "peak MB",
}
FIGURES = {**COLUMNS, "failed": "files that crash, hang or cost another document"}
"""All that a row may tell, and what it is called."""
FORMS = {
    "pages": "{:.0f}",
    "seconds": "{:.2f}",
    "speed": "{:.2f}",
    "memory": "{:.0f}",
    "numbers": "{:.1f}",
    "cells": "{:.1f}",
}
ALL_SCANS, EVERY_KIND = "all scans", "every kind"
PIPELINE, MANY_PAGES, HOSTILE = "whole pipeline", "500 pages", "hostile files"
SPEED_PEER = "ocrmypdf"


@dataclass
class Row:
    """What a reader reached on the documents of a kind.

    Attributes:
        figures: by the names of `FIGURES`; what was not measured is not there.
        is_kept: whether seconds and memory are those of an earlier run.
        failures: documents that the reader failed on; all their letters count as wrong.
    """

    kind: str
    reader: str
    figures: dict[str, float] = field(default_factory=dict)
    is_kept: bool = False
    failures: int = 0

    def cells(self) -> list[str]:
        """Write the row's cells."""
        written = [
            FORMS.get(name, "{:.2f}").format(self.figures[name]) if name in self.figures else "–" for name in COLUMNS
        ]
        if self.is_kept:
            at = list(COLUMNS).index("seconds")
            written[at] += "*"
        failed = f" ({self.failures} failed)" if self.failures else ""
        return [self.kind, self.reader + failed, *written]


class Scored(NamedTuple):
    """A document as one reader read it, scored."""

    pages: tuple[PageScore, ...]
    judged: int
    judged_right: int
    reading: Reading


def score_document(document: Document, reading: Reading) -> Scored:
    """Score a reading page by page; pages that the reader did not give count as empty."""
    nothing = PageRead("", "")
    given = [*reading.pages, *[nothing] * (len(document.pages) - len(reading.pages))]
    pairs = list(zip(document.pages, given, strict=False))
    judged = [page.verdict in truth.verdicts for truth, page in pairs if page.verdict]
    scores = tuple(score_page(truth.text, truth.cells, page) for truth, page in pairs)
    return Scored(scores, len(judged), sum(judged), reading._replace(pages=()))


def row_of(kind: str, reader: str, scored: Sequence[Scored]) -> Row:
    """Sum up the documents of a kind; what this reader does not give (flags, cells, verdicts) has no figure."""
    asked = READERS[reader]
    scores = [page for document in scored for page in document.pages]
    total = PageScore(*(sum(values) for values in zip(*scores, strict=True)))
    letters, numbers = max(total.letters, 1), max(total.numbers, 1)
    figures = {
        "pages": float(len(scores)),
        "cer": 100 * total.edits / letters,
        "cer_moved": 100 * total.moved_edits / letters,
        "numbers": 100 * total.numbers_right / numbers,
        "seconds": sum(document.reading.seconds for document in scored) / len(scores),
        "memory": max(document.reading.memory for document in scored),
    }
    if asked.is_product:
        figures["cer_read"] = 100 * total.edits_read / letters
        figures["unflagged"] = 100 * total.wrong_unflagged / numbers
    if asked.finds_tables and total.cells:
        figures["cells"] = 100 * total.cells_right / total.cells
    if judged := sum(document.judged for document in scored):
        figures["verdicts"] = 100 * sum(document.judged_right for document in scored) / judged
    failures = sum(bool(document.reading.failure) for document in scored)
    return Row(kind, reader, figures, any(document.reading.is_kept for document in scored), failures)


def verdict_row(reader: str, scored: Sequence[Scored]) -> Row:
    """Give the row of a reader's verdicts over the pages of every kind."""
    judged = sum(document.judged for document in scored)
    right = sum(document.judged_right for document in scored)
    return Row(EVERY_KIND, reader, {"pages": float(judged), "verdicts": 100 * right / judged})


def add_speeds(rows: Sequence[Row]) -> None:
    """Put into each row how many pages it reads while OCRmyPDF reads one."""
    peers = {row.kind: row.figures["seconds"] for row in rows if row.reader == SPEED_PEER and not row.failures}
    for row in rows:
        if row.kind in peers and row.figures.get("seconds"):
            row.figures["speed"] = peers[row.kind] / row.figures["seconds"]


class Goal(NamedTuple):
    """A figure that is to be reached by the product's default preset (or `reader`)."""

    kinds: tuple[str, ...]
    figure: str
    sign: Literal["≥", "≤"]
    value: float
    reader: str = "product"

    def reached(self, figure: float) -> bool:
        """Whether a figure is as good as asked."""
        return figure >= self.value if self.sign == "≥" else figure <= self.value


CLEAN = ("scan300", "made-scan300")
BAD = ("bad200", "bad150", "made-bad200", "made-bad150")
GOALS = (
    Goal(CLEAN, "cer", "≤", 0.3),
    Goal(("bad200", "made-bad200"), "cer", "≤", 1.5),
    Goal(("bad150", "made-bad150"), "cer", "≤", 2.0),
    Goal(CLEAN, "numbers", "≥", 99.5),
    Goal(BAD, "numbers", "≥", 98.0),
    Goal((*CLEAN, *BAD), "unflagged", "≤", 0.3),
    Goal(("official",), "cer_moved", "≤", 0.5),
    Goal(("table-text", "made-text", "crowded-text"), "cells", "≥", 99.5),
    Goal(("made-scan300", "crowded300"), "cells", "≥", 98.0),
    Goal(("table-bad200", "made-bad200", "crowded200"), "cells", "≥", 92.0),
    Goal((ALL_SCANS,), "speed", "≥", 1.0),
    Goal((ALL_SCANS,), "speed", "≥", 1.8, "product-fast"),
    Goal((EVERY_KIND,), "verdicts", "≥", 99.5),
    Goal((PIPELINE,), "speed", "≥", 3.0),
    Goal((MANY_PAGES,), "memory", "≤", 600.0),
    Goal((HOSTILE,), "failed", "≤", 0.0),
)
"""What is to be reached, each for the kinds that it is said of."""


def judge_goals(rows: Iterable[Row], goals: Iterable[Goal] = GOALS) -> list[tuple[Goal, str, float]]:
    """Give the goals that were measured, each with kind and figure."""
    figures: Mapping[tuple[str, str], Row] = {(row.kind, row.reader): row for row in rows}
    found = []
    for goal in goals:
        for kind in goal.kinds:
            row = figures.get((kind, goal.reader))
            if row and goal.figure in row.figures:
                found.append((goal, kind, row.figures[goal.figure]))
    return found


def write_table(head: Sequence[str], rows: Iterable[Sequence[str]], *, markdown: bool) -> str:
    """Write rows as a Markdown table, or in columns of one width."""
    lines = [list(head), *map(list, rows)]
    if markdown:
        lines.insert(1, ["---"] * len(head))
        return "\n".join("| " + " | ".join(line) + " |" for line in lines)
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at < 2 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )
