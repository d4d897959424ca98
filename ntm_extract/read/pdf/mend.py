"""Mending the letters of a text layer: old fonts' encodings, wrong tables, syllables in pieces; boxes are kept."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ntm_extract.read.layout.columns import SAME_LINE
from ntm_extract.read.layout.fragment import Fragment, around
from ntm_extract.read.layout.sidelong import gather_sidelong
from ntm_extract.read.pdf.layer import Layer
from ntm_extract.writing.charset import clean
from ntm_extract.writing.damage import Kind, treat

SPLIT_MARKS = 0.01
"""Share of letters whose mark stood apart, from which a layer is told to be like that."""

_WORD = re.compile("[^ \n]+")


def mend(layer: Layer) -> tuple[Layer, Kind]:
    """Make the words of a layer right, each with the box of all it was made from, and tell what was wrong.

    Example: the words `kế`, `ho`, `ạ`, `ch` become `kế` and `hoạch`.
    """
    layer = replace(layer, fragments=tuple(gather_sidelong(layer.fragments)))
    text, starts = _write(layer.fragments)
    treated = treat(text)
    trouble = treated.diagnosis.kind
    letters = sum(len(fragment.text) for fragment in layer.fragments)
    if trouble in ("sound", "variant-letters") and layer.split_marks > SPLIT_MARKS * letters:
        trouble = "split-marks"
    if treated.text == text:
        return layer, trouble
    words = []
    for match in _WORD.finditer(treated.text):
        start, end = treated.alignment.to_source(*match.span())
        origin = layer.fragments[max(bisect_right(starts, start) - 1, 0) : max(bisect_left(starts, end), 1)]
        words.append(_merge(origin, clean(match.group())))
    return replace(layer, fragments=tuple(word for word in words if word.text)), trouble


def _write(fragments: Sequence[Fragment]) -> tuple[str, list[int]]:
    """Write fragments line by line, and tell where each begins."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    middle = height = 0.0  # of the fragment before
    for fragment in fragments:
        text, before, taller, middle, height = fragment.text, middle, height, fragment.middle, fragment.height
        if parts:
            apart = abs(middle - before)
            parts.append(" " if apart <= SAME_LINE * height or apart <= SAME_LINE * taller else "\n")
            at += 1
        starts.append(at)
        parts.append(text)
        at += len(text)
    return "".join(parts), starts


def _merge(fragments: Sequence[Fragment], text: str) -> Fragment:
    return Fragment(
        text,
        around(fragments),
        min(fragment.top for fragment in fragments),
        max(fragment.bottom for fragment in fragments),
        min(fragment.confidence for fragment in fragments),
    )
