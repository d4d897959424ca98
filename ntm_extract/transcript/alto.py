"""ALTO XML 4.4: https://www.loc.gov/standards/alto/.

The unit is the pixel of each page's own resolution, as in the hOCR: whoever has the page's picture lays one over the
other by the page's width and height. Most programs that read ALTO take no other unit. What was read where a restored
word stands, and what else a word may be, are its ALTERNATIVEs; SUBS_CONTENT is for hyphens and abbreviations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import count, pairwise
from statistics import fmean

from ntm_extract.pages import Box
from ntm_extract.transcript.areas import Area, Raster, RuledTable, box_of, find_areas, find_baseline, find_turn
from ntm_extract.transcript.markup import escaped
from ntm_extract.transcript.words import TranscriptLine, TranscriptPage, TranscriptWord

READ, CANDIDATE = "source", "candidate"
"""Purposes of an ALTERNATIVE: what was read before restoration, and what else the word may be."""

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v4#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.loc.gov/standards/alto/ns-v4# http://www.loc.gov/standards/alto/v4/alto-4-4.xsd" \
SCHEMAVERSION="4.4">
<Description>
<MeasurementUnit>pixel</MeasurementUnit>
<sourceImageInformation><fileName>{name}</fileName></sourceImageInformation>
<Processing ID="ntm-extract">
<processingCategory>contentGeneration</processingCategory>
<processingSoftware>\
<softwareName>ntm-extract</softwareName><softwareVersion>{version}</softwareVersion>\
</processingSoftware>
</Processing>
</Description>
<Layout>
"""


def write_alto(pages: Iterator[TranscriptPage], source: str, number_of_pages: int) -> Iterator[str]:
    """Give a document as ALTO XML, page by page.

    Args:
        pages: in order.
        source: the document's name or address.
        number_of_pages: told by the pages themselves.
    """
    yield _HEAD.format(name=escaped(source), version=version("ntm-extract"))
    for page in pages:
        yield "".join(_Writer(page).lines())
    yield "</Layout>\n</alto>\n"


class _Writer:
    """Writes one page."""

    def __init__(self, page: TranscriptPage) -> None:
        self._page = page
        self._raster = Raster(page.page)
        self._turn = find_turn(page)
        self._numbers = {name: count(1) for name in ("block", "table", "line", "string")}

    def lines(self) -> Iterator[str]:
        raster, page = self._raster, self._page.page
        words = [word for line in self._page.lines for word in line.words]
        sure = f' PC="{fmean(word.confidence for word in words):.4f}"' if words else ""
        turn = f' ROTATION="{self._turn}"' if self._turn else ""
        size = f'HEIGHT="{raster.height}" WIDTH="{raster.width}"'
        yield f'<Page ID="page_{page.number}" PHYSICAL_IMG_NR="{page.number}" {size} LANG="vi"{sure}{turn}>\n'
        yield f'<PrintSpace {size} HPOS="0" VPOS="0">\n'
        for area in find_areas(self._page, self._turn):
            if isinstance(area, Area):
                for paragraph in area.paragraphs:
                    yield from self._block(self._id("block"), Area((paragraph,)).box, paragraph)
            else:
                yield from self._table(area)
        yield "</PrintSpace>\n</Page>\n"

    def _id(self, name: str) -> str:
        return f"{name}_{self._page.page.number}_{next(self._numbers[name])}"

    def _place(self, box: Box) -> str:
        left, top, right, bottom = self._raster.box(box)
        return f'HEIGHT="{bottom - top}" WIDTH="{right - left}" HPOS="{left}" VPOS="{top}"'

    def _table(self, table: RuledTable) -> Iterator[str]:
        name = self._id("table")
        yield f'<ComposedBlock ID="{name}" TYPE="table" {self._place(table.box)}>\n'
        for cell, lines in table.cells:
            yield from self._block(f"{name}_r{cell.row}_c{cell.column}", cell.box, lines)
        yield "</ComposedBlock>\n"

    def _block(self, name: str, box: Box, lines: Sequence[TranscriptLine]) -> Iterator[str]:
        yield f'<TextBlock ID="{name}" {self._place(box)}>\n'
        for line in lines:
            yield from self._line(line)
        yield "</TextBlock>\n"

    def _line(self, line: TranscriptLine) -> Iterator[str]:
        box = box_of(line)
        yield f'<TextLine ID="{self._id("line")}" {self._place(box)}{self._baseline(line, box)}>\n'
        for word, follower in pairwise([*line.words, None]):
            if word:
                yield from self._string(word)
            if follower:
                yield "<SP/>\n"
        yield "</TextLine>\n"

    def _baseline(self, line: TranscriptLine, box: Box) -> str:
        if self._turn:
            return ""
        slope, height = find_baseline(line, self._page.page)
        ends = ((x, box.bottom + height + slope * (x - box.x0)) for x in (box.x0, box.x1))
        return f' BASELINE="{" ".join(f"{self._raster.length(x)},{self._raster.length(y)}" for x, y in ends)}"'

    def _string(self, word: TranscriptWord) -> Iterator[str]:
        assert word.box
        mark = f'ID="{self._id("string")}" CONTENT="{escaped(word.text)}" {self._place(word.box)}'
        others = [(READ, word.source)] if word.source is not None else []
        others += [(CANDIDATE, text) for text, _ in word.candidates[1:]]
        yield f'<String {mark} WC="{word.confidence:.4f}"'
        if others:
            yield ">"
            yield from (f'<ALTERNATIVE PURPOSE="{why}">{escaped(text)}</ALTERNATIVE>' for why, text in others)
            yield "</String>\n"
        else:
            yield "/>\n"
