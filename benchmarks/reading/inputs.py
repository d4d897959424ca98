"""What is read: documents whose true text is known, by kind.

Real plans laid out anew (`../shared/pdfs`), the fictitious plans of `fixtures/` as scanners and clerks leave them, and
pages of the gazette rasterised (`official.py`). All are PDFs; what is made is kept in `build/reading/`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium

from benchmarks.reading.document import BUILD, ROOT, Cells, Document, Truth
from benchmarks.reading.official import rasterise
from fixtures import make as fixtures_make
from fixtures.generator.sheets import Sheet
from fixtures.generator.source import plan_names

SHARED = ROOT.parent / "shared" / "pdfs"

SHARED_KINDS = ("text", "table-text", "scan300", "bad200", "bad150", "wronglayer200", "mixed", "table-bad200")
MADE_KINDS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "made-text": (("text", "serif"),),
    "made-scan300": (("scan300", "serif"),),
    "made-bad200": (("bad200", "serif"),),
    "made-bad150": (("bad150", "serif"),),
    "fonts-scan300": (("scan300", "sans"), ("scan300", "dejavu"), ("scan300", "free")),
    "fonts-bad200": (("bad200", "sans"), ("bad200", "dejavu"), ("bad200", "free")),
    "made-wronglayer200": (("wronglayer200", "serif"),),
    "made-goodlayer200": (("goodlayer200", "serif"),),
    "written200": (("written200", "serif"),),
    "crowded-text": (("crowded", "serif"),),
    "crowded300": (("crowded300", "serif"),),
    "crowded200": (("crowded200", "serif"),),
}
"""Kinds of `fixtures.make` and typefaces; where there are several, each plan is set in one of them."""
KINDS = (*SHARED_KINDS, *MADE_KINDS, "official")

LAYERED = {kind for kind in KINDS if kind.endswith("text") or "layer" in kind} | {"mixed"}
"""Kinds with a text layer: what reads layers only is measured on these."""
SCANS = {kind for kind in KINDS if kind.endswith(("300", "200", "150")) and "layer" not in kind}
"""Kinds of which every page is a picture and nothing else: speed is summed up over these."""


class MissingInputError(RuntimeError):
    """What a kind is made from is not there; the message says what."""


def find_documents(kind: str, pages: int | None = None, shared: Path = SHARED) -> Iterator[Document]:
    """Give the documents of a kind.

    Args:
        kind: of `KINDS`.
        pages: how many pages of each are wanted, from the first; all when nothing is said.
        shared: the folder of real plans laid out anew.

    Raises:
        MissingInputError: there are none.
        FontMissingError: a typeface is not installed.
    """
    if kind in SHARED_KINDS:
        found = _shared_documents(kind, shared)
    elif kind in MADE_KINDS:
        found = _made_documents(kind)
    else:
        found = _official_documents(shared / "official")
    for document in found:
        yield _cut(document, pages) if pages and pages < len(document.pages) else document


def _shared_documents(kind: str, folder: Path) -> Iterator[Document]:
    paths = [path for path in sorted(folder.glob("*.pdf")) if kind_of(path) == kind]
    if not paths:
        raise MissingInputError(f"no such PDF in {folder}")
    for path in paths:
        records = json.loads(path.with_suffix(".gold.json").read_text("utf-8"))["pages"]
        texts = path.with_suffix(".gold.txt").read_text("utf-8").split("\f")
        truths = []
        for record, text in zip(records, texts, strict=True):
            cells = tuple((cell["row"], cell["col"], cell["text"]) for cell in record.get("table_cells", ()))
            truths.append(Truth(text, cells, _verdicts_of(record.get("kind", "scan"), kind)))
        yield _document(path.stem, kind, path, truths)


def kind_of(path: Path) -> str:
    """Give the kind of a document of `../shared/pdfs` by how its name ends; the longest that fits."""
    fitting = [kind for kind in SHARED_KINDS if path.stem.endswith(f"-{kind}")]
    return max(fitting, key=len, default="other")


def _document(name: str, kind: str, path: Path, pages: Sequence[Truth]) -> Document:
    return Document(name, kind, path, tuple(pages), kind in LAYERED, "wronglayer" in kind)


def _verdicts_of(page: str, kind: str) -> frozenset[str]:
    """Give the verdicts that are right on a page that is `text`, `blank` or a `scan`."""
    if page in ("text", "blank"):
        return frozenset({"good" if page == "text" else "blank"})
    return frozenset({"wrong-language", "marks-lost"} if "wronglayer" in kind else {"picture"})


def _made_documents(kind: str) -> Iterator[Document]:
    folder = BUILD / f"made-{_generator_digest()}"
    ways = MADE_KINDS[kind]
    for number, name in enumerate(plan_names()):
        way, typeface = ways[number % len(ways)]
        stem = f"{name}-{way}" if typeface == "serif" else f"{name}-{way}-{typeface}"
        path = folder / f"{stem}.pdf"
        if not path.is_file():
            fixtures_make.make(name, way, folder / "new", typeface).replace(path)
        sheets = fixtures_make.sheets_of(name, way, typeface)
        verdicts = _verdicts_of("text" if kind in ("made-text", "crowded-text", "made-goodlayer200") else "scan", kind)
        yield _document(stem, kind, path, [Truth(sheet.text, cells_of(sheet), verdicts) for sheet in sheets])


def cells_of(sheet: Sheet) -> Cells:
    """Give the cells of a laid-out page, the lines of each joined by blanks."""
    found: dict[tuple[int, int], list[str]] = {}
    for line in sheet.lines:
        if line.cell:
            found.setdefault(line.cell, []).append(line.text)
    return tuple((row, column, " ".join(lines)) for (row, column), lines in sorted(found.items()))


def _generator_digest() -> str:
    """What tells this generator's files from those of an earlier one."""
    folder = ROOT / "fixtures"
    sources = [folder / "make.py", *sorted((folder / "generator").glob("*.*")), *sorted((folder / "plans").glob("*"))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()[:12]


def _official_documents(folder: Path) -> Iterator[Document]:
    paths = sorted(folder.glob("*.pdf"))
    if not paths:
        raise MissingInputError(f"no PDF in {folder}")
    for path in paths:
        raster, texts = rasterise(path, BUILD / "official")
        if texts:
            truths = [Truth(text, (), _verdicts_of("scan", "official")) for text in texts]
            yield _document(path.stem, "official", raster, truths)


def _cut(document: Document, pages: int) -> Document:
    """Give a document's first pages as a document of its own."""
    path = BUILD / f"first-{pages}" / f"{document.digest[:12]}-{document.path.name}"
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        with pdfium.PdfDocument(document.path) as whole, pdfium.PdfDocument.new() as part:
            part.import_pages(whole, list(range(pages)))
            part.save(path)
    return replace(document, path=path, pages=document.pages[:pages])
