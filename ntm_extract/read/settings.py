"""How far reading may go: the limits of the room and why they are what they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Preset = Literal["fast", "default", "best"]
"""How much reading a scan may cost: one reader, a second one where it pays, or all readers on every page."""


@dataclass(frozen=True)
class ReadSettings:
    """Limits of reading one document.

    Attributes:
        language: Tesseract's language data. `vie` alone reads letters better than `vie+eng`.
        page_timeout_s: seconds one reading of one page may take. A clean A4 page takes about two; a page of noise
            can keep Tesseract busy for minutes, and is given up as unread. Looking for drawn tables may take a
            quarter of it.
        max_bytes: size of a file, 512 MiB: 500 colour pages at 300 dpi are below it.
        max_unpacked_bytes: what a DOCX may unpack to, 256 MiB: text and styles of a book are below it.
        max_pages: pages or frames of one document; the longest provincial plans with appendices have a few hundred.
            What has more is many documents in one file, of which one plan cannot be made.
        max_pixels: pixels of one raster, 80 million: A3 at 600 dpi is below it. A picture within a PDF may have four
            times as many, as it is made smaller while it is unpacked.
        max_dpi: resolution at which a scan is rendered at most; more costs time and gives Tesseract nothing.
        min_dpi: resolution at which a page is rendered at least; below it letters are too small for Tesseract.
        drawn_dpi: resolution for a page without image and text whose letters are drawn as curves.
        preset: which readers read a scan.
        cache: folder of what was read from scans before; None keeps nothing.
    """

    language: str = "vie"
    page_timeout_s: float = 60.0
    max_bytes: int = 512 * 2**20
    max_unpacked_bytes: int = 256 * 2**20
    max_pages: int = 2000
    max_pixels: int = 80_000_000
    max_dpi: int = 300
    min_dpi: int = 150
    drawn_dpi: int = 200
    preset: Preset = "default"
    cache: Path | None = None


DEFAULT = ReadSettings()
