"""Crops of lines with their text, as the recogniser will be shown them: from printed pages through the line finder."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from ntm_extract.pages import Box
from ntm_extract.read.picture.alphabet import LETTERS, write
from ntm_extract.read.picture.line_crops import cut_line
from ntm_extract.read.picture.line_finder import TextLine, find_text_lines
from ntm_extract.read.picture.train.ageing import age
from ntm_extract.read.picture.train.printing import PrintedPage, PrintedWord, print_page

Gray = npt.NDArray[np.uint8]
Example = tuple[Gray, str]
"""A crop, and what stands on it."""
RESOLUTIONS = (150, 150, 150, 200, 200, 200, 300, 120, 240, 175)


def make_examples(paragraphs: Iterator[str], chance: random.Random) -> Iterator[Example]:
    """Print, age and cut pages without end; a crop that cuts through a word is left out.

    Args:
        paragraphs: without end.
        chance: decides everything.
    """
    before: PrintedPage | None = None
    while True:
        page = print_page(paragraphs, chance, chance.choice(RESOLUTIONS))
        picture = age(page, before, chance)
        before = page
        for line in find_text_lines(picture, page.dpi):
            text = _text_in(line, page.lines)
            if text is None or (not text and chance.random() > 0.2):
                continue
            yield cut_line(picture, _jittered(line, chance).box), text


def _jittered(line: TextLine, chance: random.Random) -> TextLine:
    height = line.box.bottom - line.box.top
    up, down = (chance.gauss(0, 0.025) * height for _ in range(2))
    sides = [chance.uniform(-0.05, 0.12) * height for _ in range(2)]
    b = line.box
    return line._replace(box=Box(b.x0 - sides[0], b.top + up, b.x1 + sides[1], b.bottom + down))


def _text_in(line: TextLine, printed: Sequence[tuple[PrintedWord, ...]]) -> str | None:
    """Give the words under a found line, empty where nothing was printed, None where a word lies half outside."""
    middle = (line.top + line.bottom) / 2
    height = line.bottom - line.top
    words: list[tuple[float, PrintedWord]] = []
    for row in printed:
        # the small letters' middle lies about 0.6 of the way down a typeface's box
        off = abs(row[0].box.top + 0.6 * (row[0].box.bottom - row[0].box.top) - middle)
        words += [(off, word) for word in row if _shared(word, line) > 0.15 * min(_width(word), height)]
    nearest = min((off for off, _ in words), default=0.0)
    here = sorted((word for off, word in words if off <= nearest + 0.25 * height), key=lambda word: word.box.x0)
    if nearest > 1.2 * height:
        here = []
    elif nearest > 0.6 * height or any(_shared(word, line) < 0.93 * _width(word) for word in here):
        return None
    text = write(" ".join(word.text for word in here))
    return text if all(c in LETTERS for c in text) else None


def _shared(word: PrintedWord, line: TextLine) -> float:
    return min(word.box.x1, line.box.x1) - max(word.box.x0, line.box.x0)


def _width(word: PrintedWord) -> float:
    return word.box.x1 - word.box.x0
