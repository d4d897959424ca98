"""What is drawn onto the pages (dấu trên trang): the boxes of rows, their table, and the note beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntm_extract.pages import Box
from ntm_extract.plan import TABLES, Plan, Provenance, Unread
from ntm_extract.review.words import load_words, say_fields, say_number, say_section

UNREAD = "unread"
"""What the marks of places that were left open are of, as the others are of a table."""
TOUCHING = 1.0
"""Points that boxes of neighbouring words may share."""
SAME_LINE = 0.5
"""Share of the lower of two boxes that the other one covers where both stand on one line."""


@dataclass(frozen=True)
class Mark:
    """One highlight: the words of one or more rows of a table on one page.

    Attributes:
        name: one of its own in the document.
        page: from 1.
        table: whose rows they are, or `UNREAD`.
        title: what a viewer shows above the note.
        boxes: one a line, in points of the page as it is shown.
        bands: what of each box is coloured: all of it, or one of several stripes where marks of other tables lie too.
        note: what the rows say, how sure they are and why they are doubted, in Vietnamese.
    """

    name: str
    page: int
    table: str
    title: str
    boxes: tuple[Box, ...]
    bands: tuple[Box, ...]
    note: str

    @property
    def area(self) -> float:
        """How much of the page it covers, in square points."""
        return sum((box.x1 - box.x0) * (box.bottom - box.top) for box in self.boxes)


def find_marks(plan: Plan) -> list[Mark]:
    """Find what is to be drawn for a plan: page by page, the largest first, so that small ones lie on top.

    Rows of one table with the same words share a mark. A row that runs over a page break has one on each page.

    Example:
        The row of *Phòng Nội vụ chủ trì* gives a mark with a box on the line where these words stand.
    """
    together: dict[tuple[str, int, tuple[Box, ...]], list[tuple[str, str]]] = defaultdict(list)
    for table, name, pages, boxes, note in _places(plan):
        for page in sorted(set(pages)):
            own = tuple(box for number, box in zip(pages, boxes, strict=True) if number == page)
            together[table, page, own].append((name, note))
    on_page: dict[int, list[tuple[str, Box]]] = defaultdict(list)
    for table, page, own in together:
        on_page[page] += ((table, box) for box in own)
    titles = load_words()["tables"] | {UNREAD: "chưa đọc chắc"}
    marks = [
        Mark(
            f"{table}-{page}-{rows[0][0]}",
            page,
            table,
            _capital(titles[table]),
            boxes,
            tuple(_band(table, box, on_page[page]) for box in boxes),
            "\n\n".join(note for _, note in rows),
        )
        for (table, page, boxes), rows in together.items()
    ]
    return sorted(marks, key=lambda mark: (mark.page, -mark.area, mark.name))


def _band(table: str, box: Box, others: Sequence[tuple[str, Box]]) -> Box:
    """Give the stripe of a box that is of its table, as many stripes as tables have a box on the same line there."""
    if box.bottom - box.top > box.x1 - box.x0:  # a line on a page that lies on its side
        return _across(_band(table, _across(box), [(other, _across(place)) for other, place in others]))
    there = {table, *(other for other, place in others if _lie_on_each_other(box, place))}
    order = [*TABLES, UNREAD]
    at, height = sorted(there, key=order.index).index(table), (box.bottom - box.top) / len(there)
    return Box(box.x0, box.top + at * height, box.x1, box.top + (at + 1) * height)


def _across(box: Box) -> Box:
    return Box(box.top, box.x0, box.bottom, box.x1)


def _lie_on_each_other(box: Box, other: Box) -> bool:
    wide = min(box.x1, other.x1) - max(box.x0, other.x0)
    high = min(box.bottom, other.bottom) - max(box.top, other.top)
    return wide > TOUCHING and high > SAME_LINE * min(box.bottom - box.top, other.bottom - other.top)


def _places(plan: Plan) -> Iterator[tuple[str, str, list[int], list[Box], str]]:
    for table, model in TABLES.items():
        if issubclass(model, Provenance):
            for row in getattr(plan, table):
                if row.bbox:
                    boxes = [Box(*box) for box in row.bbox]
                    yield table, row.row_id, row.bbox_pages, boxes, _row_note(table, row)
    for place in plan.unread:
        boxes = [Box(*box) for box in place.bbox]
        yield UNREAD, place.field, [place.page] * len(boxes), boxes, _unread_note(place)


def _row_note(table: str, row: Provenance) -> str:
    lines = [f"{name}: {value}" for name, value in say_fields(table, row)]
    lines.append(f"({say_section(row.section)} · độ tin cậy {say_number(row.confidence, 3)})")
    lines += [f"Nghi vấn: {doubt}" for doubt in row.doubts]
    return "\n".join(lines)


def _unread_note(place: Unread) -> str:
    lines = [f"{load_words()['heads'][place.field]}: {place.note}"]
    lines += [f"Có thể là: {value} ({say_number(share)})" for value, share in place.candidates]
    return "\n".join(lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
