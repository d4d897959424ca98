"""Draw the pictures of the pages in the READMEs: parts of a comparison and of an audit, as a browser shows them.

    python -m docs.draw_pages        # writes docs/images/compare.png and audit.png

Needs Chromium (Debian: chromium). The plans are the fictitious ones of fixtures/: those with a text of their own for
the comparison, some of the generated ones with planted faults for the audit.
"""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from benchmarks.planted import make_collection
from fixtures.generator.faults import PLANTERS
from fixtures.generator.sound import sound_drafts
from fixtures.make import make
from ntm_extract.audit.audit import audit
from ntm_extract.audit.writing import write_audit

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTH = 1200
PLANS = ("an-nhon", "cao-phong", "dak-to", "ke-sach", "muong-khuong", "nghe-an", "ninh-phuoc", "pho-yen", "tuyen-quang")
GENERATED, FAULTS = 24, 1


def draw_comparison(folder: Path) -> None:
    """Run on the sample plans, compare, and keep the overview."""
    for name in PLANS:
        make(name, "text", folder / "plans-in")
    program = [sys.executable, "-m", "ntm_extract"]
    subprocess.run([*program, "run", str(folder / "plans-in"), "--out", str(folder / "out")], check=True, cwd=folder)
    page = folder / "compare.html"
    subprocess.run([*program, "compare", str(folder / "out"), "--due", "2025", "--out", str(page)], check=True)
    shoot(page, IMAGES / "compare.png", 225, 1104)


def draw_audit(folder: Path) -> None:
    """Audit generated plans with a fault of each rule, and keep the first findings and the picture."""
    drafts = sound_drafts(GENERATED)
    for seed, planter in enumerate(PLANTERS.values()):
        list(planter(drafts, FAULTS, random.Random(seed)))
    page = folder / "audit.html"
    write_audit(audit(make_collection(folder / "tables", drafts)), "html", page)
    shoot(page, IMAGES / "audit.png", 190, 1240)


def shoot(page: Path, picture: Path, top: int, bottom: int) -> None:
    """Keep what a browser shows of a page between two heights."""
    shot = page.with_suffix(".png")
    window = [f"--window-size={WIDTH},{bottom}", "--hide-scrollbars", "--virtual-time-budget=5000"]
    browser = [
        "chromium",
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        *window,
        f"--screenshot={shot}",
        page.as_uri(),
    ]
    subprocess.run(browser, check=True, stderr=subprocess.DEVNULL)
    with Image.open(shot) as image:
        part = image.convert("RGB").crop((0, top, WIDTH, bottom))
        part.quantize(64).save(picture, optimize=True)


def main() -> None:
    """Draw both."""
    with TemporaryDirectory() as folder:
        draw_comparison(Path(folder))
        draw_audit(Path(folder))


if __name__ == "__main__":
    main()
