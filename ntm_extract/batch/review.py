"""Pictures of what a clerk is to look up (hình cắt để xem lại): which places, under which names, in which plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ntm_extract.pages import Box, surround
from ntm_extract.plan import Plan
from ntm_extract.store.folder import REVIEWS

FIELDS = {"number": "số hiệu", "issued_on": "ngày ban hành"}
"""What a clerk calls the fields of a document that may be left open."""


@dataclass(frozen=True)
class Place:
    """A place to be drawn: the page from 1, a box in points of the page as shown, how it must be turned (degrees)."""

    page: int
    box: Box
    turned: int


@dataclass(frozen=True)
class Drawing:
    """What came of drawing a place: a PNG, or why there is none, in Vietnamese."""

    picture: bytes = field(default=b"", repr=False)
    reason: str = ""


def places_of(plan: Plan) -> tuple[Place, ...]:
    """Give the places of a plan's `unread`, in order."""
    turned = {verdict.page: round(verdict.scores.get("turned", 0.0)) for verdict in plan.page_verdicts}
    return tuple(Place(place.page, surround(place.bbox), turned.get(place.page, 0)) for place in plan.unread)


def with_pictures(plan: Plan, drawings: Sequence[Drawing]) -> tuple[Plan, dict[str, bytes]]:
    """Name the pictures of a plan's `unread` in it; what could not be drawn is noted.

    Args:
        plan: whose places were drawn.
        drawings: of `places_of(plan)`, in its order.

    Returns:
        The plan, and its pictures by file name: `DOCID-p1-number.png`.
    """
    pictures, unread, notes = {}, [], list(plan.notes)
    for place, drawing in zip(plan.unread, drawings, strict=True):
        name = f"{plan.document.doc_id}-p{place.page}-{place.field}.png"
        if drawing.picture:
            pictures[name] = drawing.picture
            unread.append(place.model_copy(update={"picture": f"{REVIEWS}/{name}"}))
        else:
            unread.append(place)
            notes.append(f"{FIELDS[place.field]}: không cắt được hình ở trang {place.page} ({drawing.reason})")
    return plan.model_copy(update={"unread": unread, "notes": notes}), pictures
