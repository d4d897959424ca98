"""hOCR 1.2, as HTML that is XML as well: https://kba.github.io/hocr-spec/1.2/.

Boxes are whole pixels at the resolution that `scan_res` declares. What was read where a restored word stands is in the
attribute `data-read`: hOCR has its own markup for other readings, but programs that take the text of a line would take
those with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from itertools import count

from ntm_extract.pages import Box
from ntm_extract.transcript.areas import Area, Raster, RuledTable, box_of, find_areas, find_baseline, find_turn
from ntm_extract.transcript.markup import escaped
from ntm_extract.transcript.words import TranscriptLine, TranscriptPage, TranscriptWord

CAPABILITIES = "ocr_page ocr_carea ocr_par ocr_line ocr_table ocrx_block ocrx_word ocrp_lang ocrp_wconf"
_HEAD = """<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="vi" xml:lang="vi">
<head>
<meta charset="utf-8"/>
<title>{name}</title>
<meta name="ocr-system" content="ntm-extract {version}"/>
<meta name="ocr-capabilities" content="{capabilities}"/>
<meta name="ocr-number-of-pages" content="{pages}"/>
<meta name="ocr-langs" content="vi"/>
<meta name="ocr-scripts" content="Latn"/>
<style>
.ocr_page {{ max-width: 50em; margin: 2em auto; border-bottom: 1px solid #999 }}
.ocr_line {{ display: block }}
.ocr_table {{ border-collapse: collapse }}
.ocr_table td {{ border: 1px solid #999; padding: 0.2em 0.4em; vertical-align: top }}
[data-read] {{ background: #fff3c4 }}
[data-flag] {{ background: #ffd0c4 }}
</style>
</head>
<body>
"""


def write_hocr(pages: Iterator[TranscriptPage], source: str, number_of_pages: int) -> Iterator[str]:
    """Give a document as hOCR, page by page.

    Args:
        pages: in order.
        source: the document's name or address.
        number_of_pages: for the head.
    """
    yield _HEAD.format(
        name=escaped(source), version=version("ntm-extract"), capabilities=CAPABILITIES, pages=number_of_pages
    )
    for page in pages:
        yield "".join(_Writer(page, source).lines())
    yield "</body>\n</html>\n"


class _Writer:
    """Writes one page; ids are those of Tesseract's hOCR, `word_PAGE_NUMBER`."""

    def __init__(self, page: TranscriptPage, source: str) -> None:
        self._page, self._source = page, source
        self._raster = Raster(page.page)
        self._turn = find_turn(page)
        self._numbers = {name: count(1) for name in ("block", "table", "cell", "par", "line", "word")}

    def lines(self) -> Iterator[str]:
        raster, number = self._raster, self._page.page.number
        image = self._source.replace('"', "%22").replace(";", "%3B")
        title = (
            f'image "{image}"; bbox 0 0 {raster.width} {raster.height}; '
            f"ppageno {number - 1}; scan_res {raster.dpi} {raster.dpi}"
        )
        yield f'<div class="ocr_page" id="page_{number}" title="{escaped(title)}">\n'
        for area in find_areas(self._page, self._turn):
            if isinstance(area, Area):
                yield f"<div {self._mark('ocr_carea', 'block', area.box)}>\n"
                for paragraph in area.paragraphs:
                    yield from self._paragraph(paragraph)
                yield "</div>\n"
            else:
                yield from self._table(area)
        yield "</div>\n"

    def _mark(self, kind: str, name: str, box: Box, *more: str) -> str:
        title = "; ".join([f"bbox {' '.join(map(str, self._raster.box(box)))}", *more])
        return f'class="{kind}" id="{name}_{self._page.page.number}_{next(self._numbers[name])}" title="{title}"'

    def _paragraph(self, lines: Sequence[TranscriptLine]) -> Iterator[str]:
        box = Area((tuple(lines),)).box
        yield f"<p {self._mark('ocr_par', 'par', box)}>\n"
        for line in lines:
            yield from self._line(line)
        yield "</p>\n"

    def _line(self, line: TranscriptLine) -> Iterator[str]:
        if self._turn:
            stand = f"textangle {self._turn}"
        else:
            slope, height = find_baseline(line, self._page.page)
            stand = f"baseline {round(slope, 4) + 0.0:g} {self._raster.length(height)}"
        yield f"<span {self._mark('ocr_line', 'line', box_of(line), stand)}>"
        yield " ".join(self._word(word) for word in line.words)
        yield "</span>\n"

    def _word(self, word: TranscriptWord) -> str:
        assert word.box
        mark = self._mark("ocrx_word", "word", word.box, f"x_wconf {round(100 * word.confidence)}")
        if word.source is not None:
            mark += f' data-read="{escaped(word.source)}"'
        if word.flag:
            mark += f' data-flag="{word.flag}"'
        return f"<span {mark}>{escaped(word.text)}</span>"

    def _table(self, table: RuledTable) -> Iterator[str]:
        yield f"<table {self._mark('ocr_table', 'table', table.box)}>\n"
        row = None
        for cell, lines in table.cells:
            if cell.row != row:
                yield "</tr>\n<tr>\n" if row is not None else "<tr>\n"
                row = cell.row
            spans = f' rowspan="{cell.row_span}"' * (cell.row_span > 1) + f' colspan="{cell.column_span}"' * (
                cell.column_span > 1
            )
            yield f"<td {self._mark('ocrx_block', 'cell', cell.box)}{spans}>\n"
            if lines:
                yield from self._paragraph(lines)
            yield "</td>\n"
        yield "</tr>\n</table>\n"
