"""The whole product measured: tables right per kind of input, seconds a page, peak memory, beside the naive loop.

Every document goes through the product in a fresh process; its tables are scored against hand-made gold as
`ntm-extract evaluate` does. The naive loop (pdfplumber's text, else pytesseract `vie` at 300 dpi) is timed on the same
documents in the same run; it gives text and no tables. Needs `../shared` (plans, pdfs, gold).

    python -m benchmarks.tables                       every kind
    python -m benchmarks.tables --kinds text bad200   some
    python -m benchmarks.tables --markdown            rows for the README

The letterheads of the PDFs (number, place, date) are made up where the plan had none, so that `document` cannot
be whole there: at most 9 of 13 fields of ha-quang and cao-bang, 12 of 13 of lang-son (number).
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from benchmarks.reading.inputs import kind_of
from benchmarks.reading.readers import read_naively
from ntm_extract.evaluate import evaluate

SHARED = Path(__file__).resolve().parents[2] / "shared"
MEASURES = ("references.full", "targets.core", "targets.full", "deadlines", "responsibilities", "document")
KINDS = ("plan text", "text", "table-text", "scan300", "mixed", "bad200", "table-bad200", "bad150", "wronglayer200")


class Run(NamedTuple):
    """One document in one process: pages, seconds (models loaded before), peak memory in MB."""

    pages: int
    seconds: float
    memory: float


def run_ours(path: Path, out: Path) -> int:
    """Extract a document and write its plan; gives the pages."""
    from ntm_extract.pipeline import extract_bytes, load_rooms

    plan = extract_bytes(path.read_bytes(), str(path), load_rooms()).plan
    (out / f"{path.stem}.json").write_text(plan.model_dump_json(), encoding="utf-8")
    return plan.document.pages


def run_naively(path: Path, out: Path) -> int:
    """Read a PDF as most people do; gives the pages."""
    return len(read_naively(path)) if path.suffix == ".pdf" else 1


RUNNERS: dict[str, Callable[[Path, Path], int]] = {"product": run_ours, "naive": run_naively}


def measure(task: tuple[str, Path, Path]) -> Run:
    """Run one document in this process."""
    name, path, out = task
    if name == "product":
        from ntm_extract.pipeline import load_rooms

        load_rooms()
    start = time.perf_counter()
    pages = RUNNERS[name](path, out)
    seconds = time.perf_counter() - start
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    return Run(pages, seconds, memory)


def documents_of(kind: str) -> list[Path]:
    """Give the documents of a kind that have gold; cao-bang's plan text is its OCR-damaged one."""
    names = [path.stem for path in sorted((SHARED / "gold").glob("*.json"))]
    if kind == "plan text":
        return [SHARED / "plans" / f"{name}.txt" for name in names]
    found = [path for name in names for path in (SHARED / "pdfs").glob(f"{name}-*.pdf")]
    return sorted(path for path in found if kind_of(path) == kind)


def score(paths: list[Path], predicted: Path) -> list[str]:
    """Score the predicted plans of some documents against their gold; gives one figure per measure."""
    with tempfile.TemporaryDirectory() as folder:
        for gold in (SHARED / "gold").glob("*.json"):
            if any(path.stem == gold.stem or path.stem.startswith(f"{gold.stem}-") for path in paths):
                shutil.copy(gold, folder)
        figures = evaluate(Path(folder), predicted).as_dict()["all"]
    return [f"{figures[name].get('f1', figures[name].get('accuracy')):.3f}" for name in MEASURES]


def main() -> None:
    """Print one line per kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--no-naive", action="store_true", help="leave the naive loop out")
    parser.add_argument("--markdown", action="store_true")
    asked = parser.parse_args()
    heads = ["input", *MEASURES, "s/page", "peak MB", "naive s/page"]
    print(("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|") if asked.markdown else "  ".join(heads))
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:  # a fresh process for each
        for kind in asked.kinds:
            paths = documents_of(kind)
            with tempfile.TemporaryDirectory() as folder:
                ours = pool.map(measure, [("product", path, Path(folder)) for path in paths], chunksize=1)
                pdfs = [] if asked.no_naive else [path for path in paths if path.suffix == ".pdf"]
                loops = pool.map(measure, [("naive", path, Path(folder)) for path in pdfs], chunksize=1)
                figures = score(paths, Path(folder))
            speeds = [sum(r.seconds for r in runs) / max(1, sum(r.pages for r in runs)) for runs in (ours, loops)]
            cells = [kind, *figures, f"{speeds[0]:.2f}", f"{max(r.memory for r in ours):.0f}"]
            cells.append(f"{speeds[1]:.2f}" if loops else "–")
            print(("| " + " | ".join(cells) + " |") if asked.markdown else "  ".join(cells), flush=True)


if __name__ == "__main__":
    main()
