"""What is to be looked at in a plan (điểm cần xem lại): unsure rows, places and pages that could not be read, notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ntm_extract.plan import TABLES, Plan, Provenance

Kind = Literal["row", "unread", "page", "note"]


@dataclass(frozen=True)
class Point:
    """One thing that a person should hold against the document.

    Attributes:
        kind: `row`: unsure or with a doubt; `unread`: a field of the head that was left open; `page`: a page that could
            not be read; `note`: what is said of the document as a whole.
        table: that the row is of; `documents` for a field of the head; None for pages and notes.
        field: of the head, for `unread`.
        row_id: of the row.
        page, section: where it stands; None where the document has no pages, or it is about the whole.
        quote: the words there, as restored; for `unread` as they were read.
        confidence: of the row, 0 to 1.
        doubts: why it is to be looked at, in Vietnamese; empty where the confidence alone says so.
        picture: of the place, relative to the output folder.
    """

    doc_id: str
    source: str
    kind: Kind
    table: str | None = None
    field: str | None = None
    row_id: str | None = None
    page: int | None = None
    section: str | None = None
    quote: str | None = None
    confidence: float | None = None
    doubts: tuple[str, ...] = ()
    picture: str | None = None


def find_points(plan: Plan, below: float) -> list[Point]:
    """Find what is to be looked at in a plan, in the order in which a person turns the pages.

    Args:
        plan: of one document.
        below: rows with a confidence lower than this are to be looked at, and every row with a doubt.

    Returns:
        Notes on the whole document, then page by page: that it could not be read, what of its head was left open,
        its rows from top to bottom.

    Example:
        A row *Phấn đấu đến năm 2025 có I3 xã đạt chuẩn* with the doubt `chữ “I3”: số không đọc được (13)`.
    """
    doc_id, source = plan.document.doc_id, plan.document.source
    told = {place.note for place in plan.unread}
    notes = [Point(doc_id, source, "note", doubts=(note,)) for note in plan.notes if note not in told]
    pages = [
        (verdict.page, 0, 0, Point(doc_id, source, "page", page=verdict.page, doubts=(verdict.reason,)))
        for verdict in plan.page_verdicts
        if verdict.remedy == "none" and verdict.label != "blank"
    ]
    heads = [
        (
            place.page,
            1,
            at,
            Point(
                *(doc_id, source, "unread", "documents"),
                field=place.field,
                page=place.page,
                quote=place.source_quote or None,
                doubts=(place.note,),
                picture=place.picture,
            ),
        )
        for at, place in enumerate(plan.unread)
    ]
    rows = [
        (row.page or 0, 2, row.char_start, _row_point(plan, table, row))
        for table, model in TABLES.items()
        if issubclass(model, Provenance)
        for row in getattr(plan, table)
        if row.confidence < below or row.doubts
    ]
    placed = sorted([*pages, *heads, *rows], key=lambda place: place[:3])
    return [*notes, *(point for *_, point in placed)]


def _row_point(plan: Plan, table: str, row: Provenance) -> Point:
    return Point(
        *(plan.document.doc_id, plan.document.source, "row", table),
        row_id=row.row_id,
        page=row.page,
        section=row.section,
        quote=row.quote,
        confidence=row.confidence,
        doubts=tuple(row.doubts),
    )
