"""Reading measured: letters and numbers right, seconds a page, peak memory, beside the loop most people write.

The naive loop takes pdfplumber's text where a page has any, and else renders at 300 dpi for pytesseract `vie`.
Needs `../shared/pdfs` (or `--pdfs FOLDER` of `NAME.pdf` beside `NAME.gold.txt`) and rapidfuzz.

    python -m benchmarks.reading                  every kind, all pages
    python -m benchmarks.reading --kinds bad200   one kind
"""

from __future__ import annotations

import argparse
import multiprocessing
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

KINDS = ("table-text", "text", "scan300", "table-bad200", "bad200", "bad150", "wronglayer200", "mixed")


class Result(NamedTuple):
    """One document read: edits and letters, number tokens right and in all, pages, seconds, peak memory in MB."""

    edits: int
    letters: int
    numbers_right: int
    numbers: int
    pages: int
    seconds: float
    memory: float


def read_ours(path: Path) -> list[str]:
    """Read with the product."""
    from ntm_extract.read import fetch, read_document

    return [page.text for page in read_document(fetch(str(path))).pages]


def read_naively(path: Path) -> list[str]:
    """Read as most people do."""
    import pdfplumber
    import pytesseract

    pages = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            text = page.extract_text()
            if not text.strip():
                text = pytesseract.image_to_string(page.to_image(resolution=300).original, lang="vie")
            pages.append(text)
    return pages


READERS: dict[str, Callable[[Path], list[str]]] = {"ntm_extract": read_ours, "pdfplumber + pytesseract": read_naively}


def measure(task: tuple[str, Path]) -> Result:
    """Read one document in this process and compare it with its true text."""
    from rapidfuzz.distance import Levenshtein

    name, path = task
    start = time.perf_counter()
    pages = READERS[name](path)
    seconds = time.perf_counter() - start
    memory = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    gold = path.with_suffix(".gold.txt").read_text("utf-8").split("\f")
    edits = right = 0
    for wanted, text in zip(gold, pages, strict=True):
        edits += Levenshtein.distance(wanted, re.sub(r"\n{2,}", "\n", text.strip()))
        right += (_numbers(wanted) & _numbers(text)).total()
    return Result(edits, sum(map(len, gold)), right, _numbers("\n".join(gold)).total(), len(gold), seconds, memory)


def _numbers(text: str) -> Counter[str]:
    return Counter(re.findall(r"\S*\d\S*", text))


def kind_of(path: Path) -> str:
    """Give the kind of a document by how its name ends."""
    return next((kind for kind in KINDS if path.stem.endswith(f"-{kind}")), "other")


def main() -> None:
    """Print one line per kind and reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pdfs", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "pdfs")
    parser.add_argument("--kinds", nargs="*", default=list(KINDS))
    parser.add_argument("--readers", nargs="*", default=list(READERS))
    asked = parser.parse_args()
    found: dict[tuple[str, str], list[Result]] = defaultdict(list)
    paths = [p for p in sorted(asked.pdfs.glob("*.pdf")) if kind_of(p) in asked.kinds]
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:  # a fresh process for each
        tasks = [(reader, path) for path in paths for reader in asked.readers]
        for (reader, path), result in zip(tasks, pool.imap(measure, tasks, chunksize=1), strict=True):
            found[kind_of(path), reader].append(result)
    print(f"{'kind':14} {'reader':26} {'pages':>5} {'CER %':>7} {'numbers %':>9} {'s/page':>7} {'peak MB':>8}")
    for kind in KINDS:
        for reader in asked.readers:
            results = found.get((kind, reader))
            if results:
                edits, letters, right, numbers, pages = (sum(r[i] for r in results) for i in range(5))
                seconds = sum(r.seconds for r in results) / pages
                memory = max(r.memory for r in results)
                print(
                    f"{kind:14} {reader:26} {pages:5.0f} {100 * edits / letters:7.3f} "
                    f"{100 * right / numbers:9.1f} {seconds:7.2f} {memory:8.0f}"
                )


if __name__ == "__main__":
    main()
