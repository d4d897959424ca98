"""Paragraphs that were printed, scanned badly and read by an OCR engine without Vietnamese; what is printed is known.

They are held-out paragraphs, and the fonts are none of those the channel was counted with. Each is drawn on a page of
its own, so that it is clear what was read for it; what was read is then put together to pages again. It is kept in
`build/misread/` under a name made from all it depends on.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Sequence
from pathlib import Path

from benchmarks.scoring import Page, Passage
from ntm_extract.restore.train import misreading

FONTS = (
    "liberation2/LiberationSans-Regular.ttf",
    "dejavu/DejaVuSerif.ttf",
    "liberation2/LiberationSerif-BoldItalic.ttf",
    "crosextra/Carlito-Regular.ttf",
)
PACKAGES = {
    "liberation2": "fonts-liberation2",
    "dejavu": "fonts-dejavu-core",
    "crosextra": "fonts-crosextra-carlito",
}
LEVELS = misreading.LEVELS
WIDTH = 66  # characters a line: the widest font still fits the page
LINES = 40  # about so many to a page when paragraphs are put together
SEED = 2027
LOOKED_AT = 200  # the first paragraphs drawn with this seed: their misreadings were studied to improve the restorer
CACHE = Path(__file__).parents[1] / "build" / "misread"


def name_missing() -> list[str]:
    """Name what is not installed of the program and the fonts, by Debian's packages."""
    absent = {font.split("/")[0] for font in FONTS if not (misreading.FONT_FOLDER / font).is_file()}
    missing = [PACKAGES[folder] for folder in sorted(absent)]
    return missing if shutil.which("tesseract") else [*missing, "tesseract-ocr"]


def choose_paragraphs(lines: Sequence[str], number: int, seed: int = SEED) -> list[str]:
    """Choose paragraphs that are more than a heading, fit one page, and whose misreadings nobody has looked at."""
    chance = random.Random(seed)
    fitting = [line.strip() for line in lines if 60 < len(line) < 1500]
    looked_at = set(chance.sample(fitting, min(LOOKED_AT, len(fitting) // 2)))
    unseen = [line for line in fitting if line not in looked_at]
    return chance.sample(unseen, min(number, len(unseen)))


def misread(paragraph: str, number: int, level: int, cache: Path = CACHE) -> Passage:
    """Print, scan and read a paragraph; its number decides on the font and on where the specks fall."""
    font, noise = FONTS[number % len(FONTS)], LEVELS[level]
    lines, chance = misreading.wrap(paragraph, WIDTH), f"{SEED}-{level}-{number}"
    depends = repr((lines, font, noise, chance)).encode() + Path(misreading.__file__).read_bytes()
    path = cache / f"{chance}-{hashlib.sha256(depends).hexdigest()[:16]}.txt"
    if not path.is_file():
        read = misreading.read_page(misreading.render_page(lines, font, noise, random.Random(chance)))
        cache.mkdir(parents=True, exist_ok=True)
        path.write_text(read, encoding="utf-8")
    read = path.read_text(encoding="utf-8").replace("\f", "\n")
    return Passage(paragraph, tuple(line for line in read.split("\n") if line.strip()))


def make_pages(paragraphs: Sequence[Passage], lines: int = LINES) -> list[Page]:
    """Put paragraphs together to pages of at most so many lines (a longer one has a page of its own)."""
    pages: list[list[Passage]] = [[]]
    for paragraph in paragraphs:
        if pages[-1] and sum(len(p.read) for p in pages[-1]) + len(paragraph.read) > lines:
            pages.append([])
        pages[-1].append(paragraph)
    return list(pages)
