"""Speed of structure and extraction, and memory over many documents.

The speed is of outlining and extracting alone, with the pages read before, on one core; beside it stand the whole
pipeline and pdfplumber giving the text of the same pages. For the memory one process takes thousands of documents, one
after the other: the sample plans over and over, each time with other figures and some words that it has never met, one
in twenty of them misread, so that nothing can be known again.

    python -m benchmarks.extraction                      both (memory: about ten minutes)
    python -m benchmarks.extraction --documents 500      fewer documents; 0 for the speed alone
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import string
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.reading.document import Document, count_pages
from benchmarks.reading.inputs import find_documents
from benchmarks.reading.whole import time_pipeline
from fixtures.generator.source import plan_names
from fixtures.make import make
from ntm_extract.pipeline import Rooms, extract_bytes, load_rooms

ROUNDS = 3
STEPS = 10
"""How often the memory is told on the way."""
MISREAD_ONE_IN = 20
NEW_WORDS = 20
"""Words in each document that stand in no other."""


def quickest(work: Callable[[], None]) -> float:
    """Give the processor seconds of the quickest of a few rounds."""
    rounds = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        rounds.append(time.process_time() - start)
    return min(rounds)


def time_extraction(documents: list[Document], rooms: Rooms) -> float:
    """Give the processor seconds a page of outlining and extracting, the pages read and restored before."""
    read = [rooms.read(document.path.read_bytes()) for document in documents]
    restored = [(reading, rooms.restore(reading)) for reading in read]

    def work() -> None:
        for reading, restoration in restored:
            outline = rooms.outline(restoration.text, misread=False)
            rooms.extractor.extract(outline, restoration, reading, source="plan.pdf", doc_id="0" * 16)

    return quickest(work) / count_pages(documents)


def vary(text: str, chance: random.Random) -> str:
    """Give a document nobody has seen: other figures, and words at its end that are in none."""
    other = re.sub(r"\d", lambda _: chance.choice(string.digits), text)
    words = ("".join(chance.choices(string.ascii_lowercase, k=9)) for _ in range(NEW_WORDS))
    return f"{other}\n{' '.join(words)}\n"


def watch_memory(count: int, rooms: Rooms) -> Iterator[tuple[int, float]]:
    """Extract documents one after the other; give (documents so far, MB this process has then) on the way."""
    chance = random.Random(count)
    with tempfile.TemporaryDirectory() as folder:
        plain, misread = (
            [make(name, kind, Path(folder)).read_text(encoding="utf-8") for name in plan_names()]
            for kind in ("txt", "garbled")
        )
    for done in range(1, count + 1):
        texts = plain if done % MISREAD_ONE_IN else misread
        text = vary(texts[done // MISREAD_ONE_IN % len(texts)], chance)
        extract_bytes(text.encode(), f"{done}.txt", rooms)
        if done % max(1, count // STEPS) == 0:
            gc.collect()
            yield done, own_memory()


def own_memory() -> float:
    """Give the memory this process has now, in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def main() -> None:
    """Print what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000, metavar="N")
    asked = parser.parse_args()
    rooms = load_rooms()
    documents = list(find_documents("made-text", None))
    whole, peer = time_pipeline(documents)
    for name, seconds in (
        ("outline and extraction", time_extraction(documents, rooms)),
        ("the whole pipeline", whole),
        ("pdfplumber, text alone", peer),
    ):
        print(f"{name:24} {1 / seconds:7.1f} pages/s   {peer / seconds:5.2f} x pdfplumber", flush=True)
    for done, megabytes in watch_memory(asked.documents, rooms) if asked.documents else ():
        print(f"{done:6} documents  {megabytes:6.0f} MB", flush=True)


if __name__ == "__main__":
    main()
