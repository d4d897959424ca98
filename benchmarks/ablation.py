"""What each step of cleaning a scan is worth: the product with and without it, on the same pages.

    python -m benchmarks.ablation                                     every step, first two pages of each bad scan
    python -m benchmarks.ablation --kinds scan300 --pages 1 --steps speckle "red ink"

One row is the product as it is, then one for each step left out (or, with `+`, put in), then one without all steps that
can be left out. Steps are the functions of `ntm_extract/read/picture/clean.py`: each is replaced by one that does
nothing. The column `uses` says how often the step was asked for; a step that was never asked for on these pages says
nothing.
Everything runs in this process, one page after the other.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import numpy.typing as npt
import pytesseract
from PIL import Image

from benchmarks.reading.document import Document
from benchmarks.reading.inputs import KINDS, SHARED, find_documents
from benchmarks.reading.readers import load_product
from benchmarks.reading.readings import Reading
from benchmarks.reading.report import Scored, row_of, score_document, write_table
from ntm_extract.read.picture import clean

Pixels = npt.NDArray[np.uint8]
FIGURES = {"cer": "CER %", "cer_read": "as read %", "numbers": "numbers right %", "unflagged": "wrong, not flagged %"}


@dataclass(frozen=True)
class Step:
    """A step of reading a scan.

    Attributes:
        place: module or object, and the name by which the product asks for the step there.
        instead: what is done in its place, given what it is called with, and the step itself as `step`.
        settings: of reading, that differ.
        is_extra: the product does not do it; it is put in rather than left out.
    """

    place: tuple[Any, str] | None = None
    instead: Callable[..., Any] | None = None
    settings: Mapping[str, int] = field(default_factory=dict)
    is_extra: bool = False


def _gray(picture: Pixels, *, step: object) -> Pixels:
    return np.asarray(Image.fromarray(picture).convert("L"))


def _same(picture: Pixels, *_: object, step: object) -> Pixels:
    return picture


def _level(picture: Pixels, dpi: int, *, step: object) -> float:
    return 0.0


def _nothing(mask: npt.NDArray[np.bool_], reach: int, *, step: object) -> npt.NDArray[np.bool_]:
    return np.zeros_like(mask)


def _without_noise(*given: Any, step: Callable[..., Any], config: str = "", **more: Any) -> Any:
    return step(*given, config=f"{config} -c textord_heavy_nr=1", **more)


STEPS = {
    "red ink lifted": Step((clean, "lift_red_ink"), _gray),
    "background levelled": Step((clean, "level_background"), _same),
    "speckle removed": Step((clean, "remove_speckle"), _same),
    "straightened": Step((clean, "find_skew"), _level),
    "rules wiped": Step((clean, "widen"), _nothing),
    "rendered at 300 dpi": Step(settings={"min_dpi": 300, "max_dpi": 300}, is_extra=True),
    "noise removed by Tesseract": Step((pytesseract, "image_to_data"), _without_noise, is_extra=True),
}
"""Where the product reads at native resolution, the last but one renders anew; the last is `textord_heavy_nr`."""


class Uses:
    """Counts how often a replaced step was asked for."""

    def __init__(self) -> None:
        self.count = 0


@contextmanager
def without(step: Step, uses: Uses) -> Iterator[None]:
    """Read without a step (or with it, where it is extra) for a while.

    Raises:
        AttributeError: the product has no such step any more.
    """
    if step.place is None or step.instead is None:
        yield
        return
    owner, name = step.place
    original, instead = getattr(owner, name), step.instead

    def counted(*given: Any, **more: Any) -> Any:
        uses.count += 1
        return instead(*given, step=original, **more)

    with mock.patch.object(owner, name, counted):
        yield


def read_without(
    steps: list[Step], documents: list[Document], preset: str = "default"
) -> tuple[list[Scored], float, int]:
    """Read documents without some steps; give the scores, seconds in all, and how often the steps were asked for."""
    uses = Uses()
    settings = {name: value for step in steps for name, value in step.settings.items()}
    read = load_product(preset, **settings)
    scored = []
    start = time.perf_counter()
    with ExitStack() as stack:
        for step in steps:
            stack.enter_context(without(step, uses))
        readings = [read(document) for document in documents]
    seconds = time.perf_counter() - start
    for document, pages in zip(documents, readings, strict=True):
        scored.append(score_document(document, Reading(pages, 0.0, 0.0)))
    return scored, seconds, uses.count


def variants_of(names: list[str]) -> dict[str, list[Step]]:
    """Give the variants that are read, by the names of their rows."""
    found: dict[str, list[Step]] = {"as it is": []}
    for name in names:
        found[f"{'+' if STEPS[name].is_extra else '-'} {name}"] = [STEPS[name]]
    left_out = [STEPS[name] for name in names if not STEPS[name].is_extra]
    if len(left_out) > 1:
        found["- all of these"] = left_out
    return found


def main() -> None:
    """Print one row for each kind and variant."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=["bad200", "bad150", "scan300"], metavar="KIND")
    parser.add_argument("--steps", nargs="+", default=[""], metavar="STEP", help="words of the steps' names")
    parser.add_argument("--pages", type=int, default=2, metavar="N", help="the first N pages of every document (2)")
    parser.add_argument("--preset", choices=("fast", "default", "best"), default="default")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of real plans laid out anew")
    parser.add_argument("--markdown", action="store_true")
    asked = parser.parse_args()
    names = [name for name in STEPS if any(word in name for word in asked.steps)]
    if not names:
        parser.error(f"no such step; there are: {', '.join(STEPS)}")
    rows = []
    for kind in asked.kinds:
        documents = list(find_documents(kind, asked.pages, asked.shared))
        for variant, steps in variants_of(names).items():
            scored, seconds, uses = read_without(steps, documents, asked.preset)
            figures = row_of(kind, "product", scored).figures
            written = [f"{figures[name]:.2f}" for name in FIGURES]
            rows.append([kind, variant, *written, f"{seconds / figures['pages']:.2f}", str(uses) if steps else ""])
            print(*rows[-1], sep="  ", file=sys.stderr, flush=True)
    print(write_table(["kind", "variant", *FIGURES.values(), "s/page", "uses"], rows, markdown=asked.markdown))


if __name__ == "__main__":
    main()
