"""Make misread text: corpus paragraphs rendered, degraded, read by an OCR engine that knows English only, aligned."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from ntm_extract.errors import MissingToolError
from ntm_extract.writing.corpus import read_lines
from ntm_extract.writing.orthography import strip_marks

FONTS = (
    "liberation2/LiberationSerif-Regular.ttf",
    "liberation2/LiberationSerif-Regular.ttf",
    "liberation2/LiberationSerif-Italic.ttf",
    "liberation2/LiberationSerif-Bold.ttf",
    "dejavu/DejaVuSerifCondensed.ttf",
)
FONT_FOLDER = Path("/usr/share/fonts/truetype")

_LINES = 40
_A_PAGE = 15  # paragraphs, about


@dataclass(frozen=True)
class Noise:
    """How badly a page is scanned.

    Attributes:
        dpi: resolution of the scan.
        blur: radius of the blur in pixels at that resolution.
        specks: share of pixels that are turned over.
        turn: largest skew in degrees.
        quality: of the JPEG.
    """

    dpi: int
    blur: float
    specks: float
    turn: float
    quality: int


LEVELS = (
    Noise(dpi=300, blur=0.4, specks=0.0, turn=0.1, quality=85),
    Noise(dpi=200, blur=0.6, specks=0.0005, turn=0.4, quality=55),
    Noise(dpi=150, blur=0.6, specks=0.001, turn=0.6, quality=40),
)


def render_page(lines: Sequence[str], font_file: str, noise: Noise, rng: random.Random) -> bytes:
    """Draw lines on an A4 page and degrade it; gives a PNG."""
    scale = noise.dpi / 72
    font = ImageFont.truetype(FONT_FOLDER / font_file, round(13 * scale))
    page = Image.new("L", (round(595 * scale), round(842 * scale)), 255)
    draw = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        draw.text((60 * scale, (60 + 18 * row) * scale), line, font=font, fill=20)
    page = page.rotate(rng.uniform(-noise.turn, noise.turn), fillcolor=255, resample=Image.Resampling.BICUBIC)
    page = page.filter(ImageFilter.GaussianBlur(noise.blur))
    specks = Image.new("L", page.size, 0)
    at = ImageDraw.Draw(specks)
    for _ in range(int(noise.specks * page.width * page.height)):
        at.point((rng.randrange(page.width), rng.randrange(page.height)), fill=200)
    page = ImageChops.difference(page, specks)
    jpeg = io.BytesIO()
    page.save(jpeg, "JPEG", quality=noise.quality)
    out = io.BytesIO()
    Image.open(jpeg).save(out, "PNG", dpi=(noise.dpi, noise.dpi))
    return out.getvalue()


def read_page(png: bytes) -> str:
    """Read a page with Tesseract's English model."""
    command = ["tesseract", "stdin", "stdout", "-l", "eng", "--psm", "6"]
    done = subprocess.run(
        command, input=png, capture_output=True, check=True, timeout=120, env={**os.environ, "OMP_THREAD_LIMIT": "1"}
    )
    return done.stdout.decode("utf-8")


def wrap(text: str, width: int) -> list[str]:
    """Break a paragraph into lines of at most `width` characters."""
    lines = [""]
    for word in text.split():
        if len(lines[-1]) + len(word) + 1 > width and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def align_words(printed: Sequence[str], read: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair printed and read words by their letters without marks; runs of unequal length are left out."""
    matcher = SequenceMatcher(
        None, [strip_marks(w).lower() for w in printed], [w.lower() for w in read], autojunk=False
    )
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag in ("equal", "replace") and a1 - a0 == b1 - b0:
            yield from zip(printed[a0:a1], read[b0:b1], strict=True)


def make_pages(paragraphs: Iterator[str], pages: int, rng: random.Random) -> Iterator[tuple[list[str], str, Noise]]:
    """Lay paragraphs out on pages of 40 lines with a font and a noise level each; one page in eight in capitals.

    The last page may be shorter, and there are fewer when the paragraphs end.
    """
    pool: list[str] = []
    for number in range(pages):
        font, noise = FONTS[number % len(FONTS)], LEVELS[number % len(LEVELS)]
        capitals = number % 8 == 7
        while len(pool) < _LINES:
            paragraph = next(paragraphs, None)
            if paragraph is None:
                break
            pool.extend(wrap(paragraph.strip(), 55 if capitals else 74))
        lines, pool = pool[:_LINES], pool[_LINES:]
        if not lines:
            return
        yield ([line.upper() for line in lines] if capitals else lines), font, noise


def misread(paths: Sequence[Path], pages: int, seed: int) -> Iterator[Counter[tuple[str, str]]]:
    """Print pages of paragraphs of a corpus, degrade and read them; gives each page's pairs of words, counted.

    Raises:
        MissingToolError: Tesseract or a font is not installed.
    """
    missing = [font for font in FONTS if not (FONT_FOLDER / font).is_file()]
    if missing or not shutil.which("tesseract"):
        raise MissingToolError(
            "Thiếu Tesseract hoặc phông chữ để in trang mẫu",
            advice="Cài đặt: apt-get install tesseract-ocr fonts-liberation2 fonts-dejavu-core",
        )
    rng = random.Random(seed)
    fitting = sum(map(_fits, read_lines(paths)))
    rate = min(pages * _A_PAGE / max(fitting, 1), 1.0)
    chosen = (line for line in read_lines(paths) if _fits(line) and rng.random() < rate)
    for lines, font, noise in make_pages(chosen, pages, rng):
        read = read_page(render_page(lines, font, noise, rng))
        yield Counter(align_words(" ".join(lines).split(), read.split()))


def _fits(line: str) -> bool:
    return 60 < len(line) < 700
