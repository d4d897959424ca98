"""What is measured on more than the reading of a page: the whole pipeline, five hundred pages, hostile files."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from PIL import Image

from benchmarks.reading.document import BUILD, ROOT, Document, Truth, count_pages
from fixtures.generator.paper import picture_page, write_pdf

ROUNDS = 5


def time_pipeline(documents: list[Document]) -> tuple[float, float]:
    """Time documents that were born digital.

    Returns:
        Seconds a page of the whole pipeline (reading, outlining, extracting; models loaded before), and of pdfplumber
        giving the text alone: the quickest of a few rounds, by turns, each in a process of its own. In one process the
        garbage collector would look through the product's models while pdfplumber works.
    """
    paths = [document.path for document in documents]
    processes = get_context("spawn")
    rounds: list[list[float]] = [[], []]
    with processes.Pool(1) as product, processes.Pool(1) as peer:
        for _ in range(ROUNDS):
            rounds[0].append(product.apply(_time_product, (paths,)))
            rounds[1].append(peer.apply(_time_pdfplumber, (paths,)))
    quickest, other = (min(taken) / count_pages(documents) for taken in rounds)
    return quickest, other


def _time_product(paths: list[Path]) -> float:
    from ntm_extract.pipeline import extract_bytes, load_rooms

    rooms = load_rooms()
    inputs = [(path.read_bytes(), str(path)) for path in paths]
    start = time.perf_counter()
    for data, source in inputs:
        extract_bytes(data, source, rooms)
    return time.perf_counter() - start


def _time_pdfplumber(paths: list[Path]) -> float:
    import pdfplumber

    inputs = [BytesIO(path.read_bytes()) for path in paths]
    start = time.perf_counter()
    for data in inputs:
        with pdfplumber.open(data) as pdf:
            for page in pdf.pages:
                page.extract_text()
    return time.perf_counter() - start


def many_pages(documents: list[Document], count: int) -> Document:
    """Make a scan of many pages: those of other scans over and over, each time moved a little and noisy anew.

    So no two pages have the same bytes, and a reader that knows a page again gains nothing.
    """
    path = BUILD / f"{count}-pages-{documents[0].digest[:12]}.pdf"
    if not path.is_file():
        chance = np.random.default_rng(count)
        pictures = [picture for document in documents for picture in _pictures_of(document.path)]
        painters = [picture_page(_varied(pictures[at % len(pictures)], chance)) for at in range(count)]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write_pdf(painters, "Many pages"))
    truths = [truth for document in documents for truth in document.pages]
    return Document(path.stem, "many", path, tuple(Truth(truths[at % len(truths)].text) for at in range(count)))


def _pictures_of(path: Path) -> list[Image.Image]:
    """Give the scanned pictures of a PDF, one a page, as they were stored."""
    found = []
    with pdfium.PdfDocument(path) as document:
        for page in document:
            (picture,) = page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE])
            found.append(picture.get_bitmap().to_pil())
    return found


def _varied(picture: Image.Image, chance: np.random.Generator) -> bytes:
    values = np.roll(np.asarray(picture, dtype=np.int16), tuple(chance.integers(-3, 4, 2)), axis=(0, 1))
    noisy = np.clip(values + chance.integers(-4, 5, values.shape), 0, 255).astype(np.uint8)
    out = BytesIO()
    Image.fromarray(noisy).save(out, "JPEG", quality=60)
    return out.getvalue()


def count_hostile() -> tuple[int, int]:
    """Run the tests of hostile files; give how many passed and how many did not."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/hostile"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    passed, failed, errors = (
        sum(map(int, re.findall(rf"(\d+) {word}", said.strip().splitlines()[-1])))
        for word in ("passed", "failed", "error")
    )
    return passed, failed + errors
