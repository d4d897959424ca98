"""Reading Word files: paragraphs and tables in document order, automatic numbers written out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ntm_extract.errors import DamagedFileError, NoTextError
from ntm_extract.pages import Box, Cell, Page, Reading, Table
from ntm_extract.read.docx.archive import open_archive
from ntm_extract.read.docx.numbering import Numbering, whole
from ntm_extract.read.plain import plain_page
from ntm_extract.read.settings import ReadSettings
from ntm_extract.read.verdict import TOLD
from ntm_extract.writing.charset import clean
from ntm_extract.writing.damage import refusal, treat

_NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pPr"), qn("w:rPr")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = (
    qn("pic:pic"),
    qn("c:chart"),
    qn("dgm:relIds"),  # SmartArt
    "{urn:schemas-microsoft-com:vml}imagedata",
)
_DEEPEST = 20
"""Tables and text boxes within each other that are followed; layouts use two or three, the rest is an attack."""
_BESIDE_THE_BODY = {
    RELATIONSHIP_TYPE.HEADER: "đầu trang",
    RELATIONSHIP_TYPE.FOOTER: "chân trang",
    RELATIONSHIP_TYPE.FOOTNOTES: "chú thích chân trang",
    RELATIONSHIP_TYPE.ENDNOTES: "chú thích cuối văn bản",
}


def read_docx(data: bytes, settings: ReadSettings) -> Reading:
    """Read a Word file as one page of plain text with its tables.

    Paragraphs that Word numbers by itself get their number (`1.`, `a)`, `-`) in front. A table without rules, as
    letterheads and signatures are laid out in, is read column by column; a ruled one cell by cell.

    Raises:
        TooLargeError: it unpacks to more than `max_unpacked_bytes`.
        DamagedFileError: it is broken, or declares entities.
        NoTextError: it holds no text.
        IllegibleTextError: the letters of its text are lost.
    """
    document = open_archive(data, settings).document
    try:
        writer = _Writer(Numbering.of_document(document), _borders_of_styles(document))
    except (KeyError, AttributeError, SyntaxError, ValueError) as error:
        raise DamagedFileError("Tệp Word có phần định dạng hoặc đánh số bị hỏng") from error
    writer.add_blocks(document.element.body, 0)
    treated = treat("\n".join(writer.lines))
    trouble = treated.diagnosis.kind
    if trouble == "illegible":
        raise refusal(treated.diagnosis)
    text = clean(treated.text)
    if not text.strip():
        raise NoTextError("Tệp Word không có chữ nào")
    page = plain_page(1, text, trouble)
    notes = []
    if page.verdict.remedy in TOLD:
        notes.append(page.verdict.reason)
    if next(document.element.body.iter(*_PICTURES), None) is not None:
        notes.append("Tệp Word có hình; chữ trong hình không được đọc.")
    if writer.is_cut:
        notes.append(f"Bảng hoặc khung chữ lồng nhau quá {_DEEPEST} tầng; chữ ở tầng sâu hơn không được đọc.")
    if beside := _text_beside_the_body(document):
        notes.append(f"Tệp Word có chữ ở {', '.join(beside)}; phần đó không được đọc.")
    tables = tuple(_table_of(cells, writer.lines, text) for cells in writer.tables)
    return Reading((Page(1, page.text, (), 0.0, 0.0, "plain", page.verdict, tables),), "docx", tuple(notes))


def _text_beside_the_body(document: Any) -> list[str]:
    """Name the places outside the body that hold text; page numbers alone do not count."""
    related = [r for r in document.part.rels.values() if not r.is_external]
    texts = ((r.reltype, _text_of(r.target_part.blob)) for r in related if r.reltype in _BESIDE_THE_BODY)
    found = {kind for kind, text in texts if any(c.isalpha() for c in text)}
    return [name for kind, name in _BESIDE_THE_BODY.items() if kind in found]


def _text_of(xml: bytes) -> str:
    try:
        return "".join(piece.text or "" for piece in parse_xml(xml).iter(qn("w:t")))
    except SyntaxError as error:
        raise DamagedFileError("Tệp Word có đầu trang, chân trang hoặc chú thích bị hỏng") from error


class _Writer:
    """Collects lines; remembers for each table cell which lines are its."""

    def __init__(self, numbering: Numbering, ruled_styles: frozenset[str]) -> None:
        self._numbering = numbering
        self._ruled_styles = ruled_styles
        self.lines: list[str] = []
        self.tables: list[list[tuple[int, int, int, int]]] = []  # row, column, first line, end line
        self.is_cut = False  # text lay deeper than is followed

    def add_blocks(self, parent: Any, depth: int) -> None:
        """Write the paragraphs and tables under an element, which lies in `depth` tables or text boxes, in order."""
        if depth > _DEEPEST:
            self.is_cut = self.is_cut or any(piece.text for piece in parent.iter(qn("w:t")))
            return
        for element in parent.iterchildren():
            if element.tag == qn("w:p"):
                self._add_paragraph(element, depth)
            elif element.tag == qn("w:tbl"):
                self._add_table(element, depth)
            elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")):
                self.add_blocks(element, depth)

    def _add_paragraph(self, paragraph: Any, depth: int) -> None:
        text = "".join(_pieces(paragraph)).replace("\t", " ")
        number = self._numbering.next_label(paragraph) if text.strip() else ""
        for line in f"{number} {text}".split("\n"):
            line = " ".join(line.split())
            if line:
                self.lines.append(line)
        for box in paragraph.iter(qn("w:txbxContent")):
            is_own = next(box.iterancestors(qn("w:p"))) is paragraph  # a box within a box comes with that
            if is_own and next(box.iterancestors(_FALLBACK), None) is None:
                self.add_blocks(box, depth + 1)

    def _add_table(self, table: Any, depth: int) -> None:
        cells = list(_cells(table))
        ruled = self._is_ruled(table)
        if not ruled:
            cells.sort(key=lambda c: (c[1], c[0]))
        spans = []
        for row, column, cell in cells:
            first = len(self.lines)
            self.add_blocks(cell, depth + 1)
            spans.append((row, column, first, len(self.lines)))
        if ruled:
            self.tables.append(spans)

    def _is_ruled(self, table: Any) -> bool:
        style = table.find(f"{qn('w:tblPr')}/{qn('w:tblStyle')}")
        own = table.find(f"{qn('w:tblPr')}/{qn('w:tblBorders')}")
        if own is not None:
            return _has_rules(own)
        if style is not None and style.get(qn("w:val")) in self._ruled_styles:
            return True
        return any(_has_rules(borders) for borders in table.iter(qn("w:tcBorders")))


def _pieces(element: Any) -> Iterator[str]:
    """Give the text of a paragraph: what was inserted counts, what was deleted does not."""
    for child in element.iterchildren():
        if child.tag in _SKIPPED or child.tag == _FALLBACK:
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in (qn("w:tab"), qn("w:ptab")):
            yield "\t"
        elif child.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        else:
            yield from _pieces(child)


def _cells(table: Any) -> Iterator[tuple[int, int, Any]]:
    """Give (row, column, cell) of a table; what is merged into a cell above is left out."""
    rows = [r for r in table.iter(qn("w:tr")) if next(r.iterancestors(qn("w:tbl"))) is table]
    for index, row in enumerate(rows):
        before = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        column = whole(before.get(qn("w:val")), 0) if before is not None else 0
        for cell in (c for c in row.iter(qn("w:tc")) if next(c.iterancestors(qn("w:tr"))) is row):
            properties = cell.find(qn("w:tcPr"))
            span = properties.find(qn("w:gridSpan")) if properties is not None else None
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            if merge is None or merge.get(qn("w:val")) == "restart":
                yield index, column, cell
            column += whole(span.get(qn("w:val")), 1) if span is not None else 1


def _has_rules(borders: Any) -> bool:
    return any(side.get(qn("w:val"), "none") not in ("none", "nil") for side in borders.iterchildren())


def _borders_of_styles(document: Any) -> frozenset[str]:
    """Give the ids of the table styles that draw rules."""
    return frozenset(
        style.get(qn("w:styleId"))
        for style in document.styles.element.iter(qn("w:style"))
        if any(_has_rules(borders) for borders in style.iter(qn("w:tblBorders")))
    )


def _table_of(cells: list[tuple[int, int, int, int]], lines: list[str], text: str) -> Table:
    """Turn lines of cells into spans of the text (a repair may have changed lengths, never the number of lines)."""
    starts, at = [], 0
    for line in text.split("\n"):
        starts.append((at, at + len(line)))
        at += len(line) + 1

    def span(first: int, end: int) -> tuple[int, int]:
        if end > first:
            return starts[first][0], starts[end - 1][1]
        at = starts[min(first, len(starts) - 1)][0]
        return at, at

    return Table(tuple(Cell(row, column, *span(first, end), _NOWHERE) for row, column, first, end in cells))
