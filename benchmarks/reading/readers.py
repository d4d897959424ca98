"""The product and what else reads PDF, all under one form: a document goes in, pages come out.

Each reader says by which version of what it reads, and what is missing on this machine for it. The peers that recognise
pictures are set as their users set them: Vietnamese, one thread, pages not judged. OCRmyPDF skips pages with a text
layer, and recognises them anew where it is known to be wrong (a user who knows that orders it).
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import inspect
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.reading.document import Document
from benchmarks.reading.readings import PageRead

Read = Callable[[Document], tuple[PageRead, ...]]
Program = tuple[str, str]
"""A program or module, and what installs it."""

TESSERACT: Program = ("tesseract", "Debian's tesseract-ocr and tesseract-ocr-vie")
GHOSTSCRIPT: Program = ("gs", "Debian's ghostscript")
UNPAPER: Program = ("unpaper", "Debian's unpaper")
GROUP = "pip install --group bench"
USUAL_DPI = 300


class Reader(NamedTuple):
    """One way of reading.

    Attributes:
        load: makes it ready (imports, models) and gives what reads a document.
        packages: from PyPI, whose versions are its version.
        programs: that must be on the path.
        is_product: the product is read anew every time, the others' readings are kept.
        layers_only: it reads text layers and no pictures.
        finds_tables: it gives cells of tables.
    """

    load: Callable[[], Read]
    packages: tuple[str, ...]
    programs: tuple[Program, ...] = ()
    is_product: bool = False
    layers_only: bool = False
    finds_tables: bool = False

    @property
    def version(self) -> str:
        """The versions of all it is made of."""
        found = [f"{name} {importlib.metadata.version(name)}" for name in self.packages]
        return ", ".join([*found, *([_tesseract_version()] if TESSERACT in self.programs else [])])

    @property
    def recipe(self) -> str:
        """How it reads, as code: a change of it makes other readings."""
        load = self.load.func if isinstance(self.load, partial) else self.load
        given = self.load.args if isinstance(self.load, partial) else ()
        return f"{inspect.getsource(load)} {given}"

    def missing(self) -> list[str]:
        """Say what is not installed, and how to install it."""
        absent = [
            f"{name} ({GROUP})" for name in self.packages if importlib.util.find_spec(_MODULES.get(name, name)) is None
        ]
        return absent + [f"{name} ({how})" for name, how in self.programs if shutil.which(name) is None]


_MODULES = {"pdfminer.six": "pdfminer"}


@cache
def _tesseract_version() -> str:
    said = subprocess.run(["tesseract", "--version"], capture_output=True, text=True, check=True).stdout
    return said.splitlines()[0]


def load_product(preset: Any, **limits: Any) -> Read:
    """Give the product with a preset: pages as `ntm-extract text` gives them, and as `--raw` does.

    Args:
        preset: `fast`, `default` or `best`.
        limits: other fields of its `ReadSettings`, where they are to differ.
    """
    from benchmarks.reading.product import pages_of
    from ntm_extract.read import ReadSettings, open_document, read_pages
    from ntm_extract.restore import load_restorer, restore_reading

    settings, restorer = ReadSettings(preset=preset, **limits), load_restorer()

    def read(document: Document) -> tuple[PageRead, ...]:
        """Read as a worker of `ntm-extract run` does: page by page, from where the file lies."""
        reading = read_pages(open_document(document.path.read_bytes(), path=document.path, settings=settings))
        return pages_of(reading, restore_reading(reading, restorer))

    return read


def _load_pytesseract() -> Read:
    """Give what most people write: render at 300 dpi, Tesseract `vie`, page segmentation 3."""
    import pypdfium2 as pdfium
    import pytesseract

    def read(document: Document) -> tuple[PageRead, ...]:
        pages = []
        with pdfium.PdfDocument(document.path) as pdf:
            for page in pdf:
                picture = page.render(scale=USUAL_DPI / 72).to_pil()
                pages.append(_plain(pytesseract.image_to_string(picture, lang="vie", config="--psm 3")))
        return tuple(pages)

    return read


def _load_ocrmypdf(*options: str) -> Read:
    """Give OCRmyPDF as its command is called; the text is that of its sidecar, or of the layer of a page it skipped."""

    def read(document: Document) -> tuple[PageRead, ...]:
        with tempfile.TemporaryDirectory() as folder:
            made, sidecar = Path(folder, "made.pdf"), Path(folder, "made.txt")
            mode = "force" if document.has_wrong_layer else "skip"
            command = [sys.executable, "-m", "ocrmypdf", "--quiet", "--language", "vie", "--jobs", "1", "--mode", mode]
            # No PDF/A: Debian's Ghostscript spoils the text of pages that are skipped.
            kept = ["--output-type", "pdf", "--sidecar", str(sidecar)]
            subprocess.run([*command, *options, *kept, document.path, made], check=True)
            recognised = sidecar.read_text("utf-8").split("\f")
            layers = _read_layers(made)
        texts = (_skipped_or(text, layer) for text, layer in zip(recognised, layers, strict=False))
        return tuple(map(_plain, texts))

    return read


def _skipped_or(recognised: str, layer: str) -> str:
    return layer if re.match(r"\s*\[OCR skipped on page", recognised) else recognised


def _read_layers(path: Path) -> list[str]:
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def _load_pypdfium() -> Read:
    import pypdfium2  # noqa: F401 – loaded before the clock runs

    return lambda document: tuple(map(_plain, _read_layers(document.path)))


def _load_pdfplumber() -> Read:
    """Give pdfplumber's text, and the tables that it finds."""
    import pdfplumber

    def read(document: Document) -> tuple[PageRead, ...]:
        pages = []
        with pdfplumber.open(document.path) as pdf:
            for page in pdf.pages:
                text = page.extract_text()
                tables = tuple(
                    tuple((r, c, cell) for r, row in enumerate(table) for c, cell in enumerate(row) if cell)
                    for table in page.extract_tables()
                )
                pages.append(PageRead(text, text, (), tables))
        return tuple(pages)

    return read


def _load_pdfminer() -> Read:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LTTextContainer

    def read(document: Document) -> tuple[PageRead, ...]:
        return tuple(
            _plain("".join(box.get_text() for box in page if isinstance(box, LTTextContainer)))
            for page in extract_pages(document.path)
        )

    return read


RAPID_DPI = 200


def _load_rapidocr() -> Read:
    """Give RapidOCR with the models it brings; pages rendered at 200 dpi, boxes on one height joined to a line."""
    import numpy as np
    import pypdfium2 as pdfium
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{name}_op_num_threads": 1 for name in ("intra", "inter")}
    engine = RapidOCR(params={"Global.log_level": "error", **threads})
    engine(np.full((64, 256, 3), 255, np.uint8))  # loads the models

    def read(document: Document) -> tuple[PageRead, ...]:
        pages = []
        with pdfium.PdfDocument(document.path) as pdf:
            for page in pdf:
                found: Any = engine(page.render(scale=RAPID_DPI / 72).to_numpy())
                boxes = (
                    []
                    if found.boxes is None
                    else [(box[:, 0].min(), box[:, 1].min(), box[:, 1].max()) for box in found.boxes]
                )
                pages.append(_plain("\n".join(join_lines(list(zip(boxes, found.txts or (), strict=True))))))
        return tuple(pages)

    return read


def join_lines(found: Sequence[tuple[tuple[float, float, float], str]]) -> list[str]:
    """Join boxes (left, top, bottom) that lie on one height to lines, from left to right, lines from the top."""
    lines: list[list[tuple[float, float, float, str]]] = []
    for (left, top, bottom), text in sorted(found, key=lambda one: one[0][1] + one[0][2]):
        last = lines[-1][-1] if lines else None
        if last and min(bottom, last[2]) - max(top, last[1]) > 0.6 * min(bottom - top, last[2] - last[1]):
            lines[-1].append((left, top, bottom, text))
        else:
            lines.append([(left, top, bottom, text)])
    return [" ".join(text for _, _, _, text in sorted(line)) for line in lines]


def _plain(text: str) -> PageRead:
    return PageRead(text, text)


def read_naively(path: Path) -> list[str]:
    """Read as most people do who know that some PDFs have text: pdfplumber's text, else pytesseract `vie`."""
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


READERS: dict[str, Reader] = {
    "product-fast": Reader(partial(load_product, "fast"), (), (TESSERACT,), is_product=True, finds_tables=True),
    "product": Reader(partial(load_product, "default"), (), (TESSERACT,), is_product=True, finds_tables=True),
    "product-best": Reader(partial(load_product, "best"), (), (TESSERACT,), is_product=True, finds_tables=True),
    "pytesseract": Reader(_load_pytesseract, ("pytesseract", "pypdfium2"), (TESSERACT,)),
    "ocrmypdf": Reader(_load_ocrmypdf, ("ocrmypdf",), (TESSERACT, GHOSTSCRIPT)),
    "ocrmypdf-clean": Reader(
        partial(_load_ocrmypdf, "--deskew", "--clean"), ("ocrmypdf",), (TESSERACT, GHOSTSCRIPT, UNPAPER)
    ),
    "rapidocr": Reader(_load_rapidocr, ("rapidocr", "onnxruntime")),
    "pdfplumber": Reader(_load_pdfplumber, ("pdfplumber",), layers_only=True, finds_tables=True),
    "pypdfium2": Reader(_load_pypdfium, ("pypdfium2",), layers_only=True),
    "pdfminer.six": Reader(_load_pdfminer, ("pdfminer.six",), layers_only=True),
}
"""By name; `product` is the default preset, `ocrmypdf-clean` has `--deskew --clean`."""
