"""Reading measured: the product beside what else reads PDF, on the same documents, in one table.

    python -m benchmarks.reading                                 everything (hours)
    python -m benchmarks.reading --kinds bad200 text --pages 2   a quick look
    python -m benchmarks.reading --readers product ocrmypdf --markdown --json build/reading.json

Kinds: those of `../shared/pdfs` (text, table-text, scan300, bad200, bad150, wronglayer200, mixed, table-bad200), the
fictitious plans of fixtures/ (made-…; in other typefaces fonts-…; written200 with pen and seal; crowded… with footnotes
and wide tables), and `official`: pages of the gazette rasterised at 200 dpi, against their own text layer. Besides,
`pipeline` (born-digital plans through the whole product, beside pdfplumber's text alone), `500-pages` (the most memory
a process needs) and `hostile` (tests/hostile: files that crash, hang or cost another document).

Columns. CER: edits by letters, of the text that is handed on; `as read` before letters are restored; without line order
(page_scores.py tells how). Numbers: tokens with a digit that are there, as a multiset. Wrong, not flagged: those whose
place holds something else, or nothing, or that are made up, with nothing to tell so (product.py), by the true tokens.
Cells: of ruled tables, letter by letter. Verdicts: of pages. Seconds: of the wall in a process that has its models
loaded, `--jobs` of them side by side; memory: of that process and what it starts. A star says that the peer's reading
was kept from an earlier run with the same bytes, versions and jobs, and so are its seconds: figures of speed need a
quiet machine and `--fresh`. Speed: pages in the time in which OCRmyPDF reads one; all readers have the same number of
processes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

from benchmarks.reading.document import Document, count_pages
from benchmarks.reading.inputs import KINDS, SCANS, SHARED, MissingInputError, find_documents
from benchmarks.reading.measuring import measure_all
from benchmarks.reading.readers import READERS
from benchmarks.reading.report import (
    ALL_SCANS,
    COLUMNS,
    FIGURES,
    HOSTILE,
    MANY_PAGES,
    PIPELINE,
    Row,
    Scored,
    add_speeds,
    judge_goals,
    row_of,
    score_document,
    verdict_row,
    write_table,
)
from benchmarks.reading.whole import count_hostile, many_pages, time_pipeline
from fixtures.generator.typefaces import FontMissingError

BESIDES = ("pipeline", "500-pages", "hostile")


def main() -> None:
    """Measure what is asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="+", choices=(*KINDS, *BESIDES), default=(*KINDS, *BESIDES), metavar="KIND")
    parser.add_argument("--readers", nargs="+", choices=READERS, default=list(READERS), metavar="READER")
    parser.add_argument("--pages", type=int, metavar="N", help="only the first N pages of every document")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="documents read side by side (2)")
    parser.add_argument("--fresh", action="store_true", help="read anew what peers read before: for figures of speed")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of real plans laid out anew")
    parser.add_argument("--markdown", action="store_true", help="tables for documents")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write the figures into a file as well")
    asked = parser.parse_args()
    readers = [name for name in asked.readers if not _say_missing(name)]
    documents = _gather([kind for kind in asked.kinds if kind in KINDS], asked.pages, asked.shared)
    rows = measure_kinds(documents, readers, asked.jobs, asked.fresh)
    if "pipeline" in asked.kinds:
        rows += measure_pipeline(asked.pages)
    if "500-pages" in asked.kinds:
        rows += measure_many_pages([name for name in readers if READERS[name].is_product], asked.pages)
    if "hostile" in asked.kinds:
        rows += measure_hostile()
    print(write_table(["kind", "reader", *COLUMNS.values()], [row.cells() for row in rows], markdown=asked.markdown))
    goals = [
        (kind, goal.reader, FIGURES[goal.figure], f"{figure:.2f}", f"{goal.sign} {goal.value:g}",
         "reached" if goal.reached(figure) else "MISSED")
        for goal, kind, figure in judge_goals(rows)
    ]  # fmt: skip
    if goals:
        print("\n" + write_table(["kind", "reader", "figure", "is", "to be", ""], goals, markdown=asked.markdown))
    if asked.json:
        records = [
            {"kind": r.kind, "reader": r.reader, "kept": r.is_kept, "failures": r.failures, **r.figures} for r in rows
        ]
        asked.json.write_text(json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def measure_kinds(documents: list[Document], readers: list[str], jobs: int, fresh: bool) -> list[Row]:
    """Let every reader read every document that is for it; give the rows by kind."""
    tasks = [
        (reader, document)
        for reader in readers
        for document in documents
        if document.has_layer or not READERS[reader].layers_only
    ]
    scored: dict[tuple[str, str], list[Scored]] = defaultdict(list)
    read = list(measure_all(tasks, jobs, fresh=fresh))  # scored afterwards: it would slow the readers down
    for reader, document, reading in read:
        scored[document.kind, reader].append(score_document(document, reading))
    rows = [row_of(kind, reader, scored[kind, reader]) for kind in KINDS for reader in readers if scored[kind, reader]]
    for reader in readers:
        scans = [one for kind in KINDS if kind in SCANS for one in scored[kind, reader]]
        if scans and len({document.kind for document in documents} & SCANS) > 1:
            rows.append(row_of(ALL_SCANS, reader, scans))
    for reader in readers:
        every = [one for kind in KINDS for one in scored[kind, reader]]
        if sum(one.judged for one in every):
            rows.append(verdict_row(reader, every))
    add_speeds(rows)
    return rows


def measure_pipeline(pages: int | None) -> list[Row]:
    """Time born-digital plans through the whole product, and pdfplumber's text of them."""
    documents = list(find_documents("made-text", pages))
    product, peer = time_pipeline(documents)
    count = float(count_pages(documents))
    return [
        Row(PIPELINE, "product", {"pages": count, "seconds": product, "speed": peer / product}),
        Row(PIPELINE, "pdfplumber, text alone (= 1)", {"pages": count, "seconds": peer, "speed": 1.0}),
    ]


def measure_many_pages(readers: list[str], pages: int | None) -> list[Row]:
    """Measure the product on one long scan: time and memory, not letters."""
    document = many_pages(list(find_documents("made-bad200")), 500 if pages is None else 10 * pages)
    rows = []
    for reader, _, reading in measure_all([(reader, document) for reader in readers], 1):
        count = len(document.pages)
        figures = {"pages": float(count), "seconds": reading.seconds / count, "memory": reading.memory}
        rows.append(Row(MANY_PAGES, reader, figures, failures=bool(reading.failure)))
    return rows


def measure_hostile() -> list[Row]:
    """Count the hostile files that the product dealt with as it should, and those that it did not."""
    passed, failed = count_hostile()
    if not passed + failed:
        print("left out: hostile: tests/hostile has no tests", file=sys.stderr)
        return []
    print(f"hostile files: {passed} as they should, {failed} not", file=sys.stderr)
    return [Row(HOSTILE, "product", {"failed": float(failed)})]


def _gather(kinds: list[str], pages: int | None, shared: Path) -> list[Document]:
    """Give the documents of all kinds; say which kinds are left out, and why."""
    found: list[Document] = []
    for kind in kinds:
        try:
            found += find_documents(kind, pages, shared)
        except (MissingInputError, FontMissingError) as error:
            print(f"left out: {kind}: {error}", file=sys.stderr)
    return found


def _say_missing(reader: str) -> bool:
    missing = READERS[reader].missing()
    if missing:
        print(f"left out: {reader}: not installed: {'; '.join(missing)}", file=sys.stderr)
    return bool(missing)


if __name__ == "__main__":
    main()
