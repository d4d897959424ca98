"""Which pieces of times belong together: the members of a list, the two ends of a range (chuỗi mốc thời gian)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ntm_extract.extract.times.date_parts import DateParts, Piece, quarter
from ntm_extract.extract.times.leads import Lead, lead_of
from ntm_extract.knowledge.folding import Folded


@dataclass(frozen=True, slots=True)
class Link:
    """A piece in a chain: its own words before it, and how it hangs on the piece before (`list`, `range`)."""

    piece: Piece
    lead: Lead
    join: Literal["none", "list", "range"] = "none"


_LIST = re.compile(r"\s{0,40}[,/]\s{0,40}|\s{1,40}(?:va|hoac)\s{1,40}|\s{0,40},\s{0,40}va\s{1,40}")
_ENDING = re.compile(r"\s{0,3},?\s{1,3}(?:va\s{1,3})?ket\s{1,3}thuc\s{0,3}")
"""Between the two ends of a span: `từ ngày 01/9 và kết thúc trước ngày 14/12`."""
_HYPHEN = re.compile(r"[^\S\n]{0,40}-\s{0,40}")
_BLANK = re.compile(r"\s{0,40}")
_YEAR = r"(?:19[4-9]\d|20\d\d)(?!\d)"
_OF_YEAR = rf"(?:\s{{0,40}},?\s{{0,40}}nam\s{{0,40}}|\s?[/-]\s?|\s{{1,40}})(?P<y>{_YEAR})"
_GLUE = r"(?P<glue>\s{0,40}[,;/]\s{0,40}|[^\S\n]{0,40}-\s{0,40}|\s{1,40}(?:va|hoac)\s{1,40})"
_AND = r"(?:\s{0,40},\s{0,40}|\s{1,40}va\s{1,40})"
_MORE: dict[str, re.Pattern[str]] = {
    "year": re.compile(rf"{_GLUE}(?:nam\s{{1,40}})?(?P<y>{_YEAR})(?![\w/]|[.,]\d)"),
    "quarter": re.compile(rf"{_GLUE}(?P<q>iv|i{{1,3}}|[1-4])(?![a-z\d])(?:{_OF_YEAR})?"),
    "month": re.compile(rf"{_GLUE}(?P<m>0?[1-9]|1[0-2])(?!\d|[.,/]\d{{1,3}}(?!\d)|\s?%)(?:{_OF_YEAR})?"),
    "interval": re.compile(rf"{_GLUE}(?P<y>{_YEAR})\s{{0,40}}-\s{{0,40}}(?P<y2>{_YEAR})(?![\w/])"),
    "date": re.compile(
        rf"(?P<glue>{_AND})(?P<d>0?[1-9]|[12]\d|3[01])(?=(?:{_AND}\d{{1,2}}){{0,4}}\s{{1,40}}(?:hang|moi)\s{{1,40}}thang\b)"
    ),
}
"""Bare numbers that go on a list or a range: `năm 2023, 2024`; `Quý I, II năm 2026`; `tháng 3, 6, 9 năm 2024`;
`ngày 15 và 30 hằng tháng`."""
_TO_YEAR = re.compile(rf"[^\S\n]{{0,40}}-\s{{0,40}}(?P<y>{_YEAR})(?![\w/-]|[.,]\d)")
"""The year alone that a range ends with which begins within a year: `quý IV/2026 - 2029`."""


def find_chains(folded: Folded, pieces: Sequence[Piece]) -> list[list[Link]]:
    """Group the pieces that are one list or one range.

    Example:
        `từ ngày 08 đến ngày 10 tháng 12` is one range, `trước ngày 01/6 và 15/11` one list.
    """
    chains: list[list[Link]] = []
    queue = list(reversed(pieces))
    floor = 0
    while queue:
        piece = queue.pop()
        if piece.start < floor:
            continue
        chain = [Link(piece, lead_of(folded, piece.start, floor))]
        while (link := _next_link(folded, chain, queue)) is not None:
            chain.append(link)
            while queue and queue[-1].start < link.piece.end:
                queue.pop()
        floor = chain[-1].piece.end
        chains.append(chain)
    return chains


def _next_link(folded: Folded, chain: list[Link], queue: list[Piece]) -> Link | None:
    last = chain[-1].piece
    if last.kind in ("recurrence", "relative"):
        return None
    if queue and queue[-1].kind not in ("recurrence", "relative"):
        piece = queue[-1]
        lead = lead_of(folded, piece.start, last.end)
        join = _join(folded, chain[-1], piece, lead)
        if join is not None:
            return Link(piece, lead, join)
    link = _bare_link(folded, chain[-1])
    if link is not None and queue and queue[-1].start <= link.piece.start:
        return None  # tháng 4 và 04 tháng đầu năm 2026
    return link


def _join(folded: Folded, before: Link, piece: Piece, lead: Lead) -> Literal["list", "range"] | None:
    last, text = before.piece, folded.text
    alike = last.kind == piece.kind or {last.kind, piece.kind} <= {"date", "month"}
    single = before.join != "range" and last.kind != "interval" and piece.kind != "interval"
    if single and lead.until and _BLANK.fullmatch(text, last.end, lead.start):
        opened = before.lead.modifier == "from"
        if opened or (alike and before.lead.modifier in (None, "in")):
            return "range"
    if single and alike and before.lead.modifier == "from" and _ENDING.fullmatch(text, last.end, lead.start):
        return "range"
    if single and alike and lead.start == piece.start and _HYPHEN.fullmatch(text, last.end, lead.start):
        bullet = _is_capital(folded, piece) and not _is_capital(folded, last)  # … năm 2024 - Năm 2025: tổng kết
        return "range" if not bullet and _may_precede(last.parts[0], piece.parts[0]) else None
    if alike and not lead.period and _LIST.fullmatch(text, last.end, lead.start):
        return "list"
    return None


def _is_capital(folded: Folded, piece: Piece) -> bool:
    return folded.surface(piece.start, piece.start + 1).isupper()


def _may_precede(first: DateParts, second: DateParts) -> bool:
    """Whether the first date is not after the second, as far as both say."""
    pairs = [(a, b) for a, b in zip(_order(first), _order(second), strict=True) if a is not None and b is not None]
    return [a for a, _ in pairs] <= [b for _, b in pairs]


def _order(parts: DateParts) -> tuple[int | None, ...]:
    return parts.year, parts.quarter, parts.month, parts.day


def _bare_link(folded: Folded, before: Link) -> Link | None:
    last = before.piece
    pattern = _MORE.get(last.kind)
    if before.join == "none" and (closing := _closing_year(folded, last)) is not None:
        return Link(closing, Lead(closing.start), "range")
    m = pattern.match(folded.text, last.end) if pattern is not None else None
    if m is None or (last.kind in ("interval", "date") and last.parts[0].month is not None):
        return None
    groups = m.groupdict()
    year = int(groups["y"]) if groups.get("y") else None
    day = int(groups["d"]) if groups.get("d") else None
    month = int(groups["m"]) if groups.get("m") else None
    parts: tuple[DateParts, ...] = (
        DateParts(year=year, month=month, day=day, quarter=quarter(groups["q"]) if groups.get("q") else None),
    )
    if groups.get("y2"):
        parts = (*parts, DateParts(year=int(groups["y2"])))
    ranged = "-" in groups["glue"]
    if ranged and (before.join == "range" or last.kind == "interval" or not _may_precede(last.parts[0], parts[0])):
        return None
    start = m.end("glue")
    piece = Piece(last.kind, start, m.end(), parts, weak=_is_weak(groups, last))
    return Link(piece, Lead(start), "range" if ranged else "list")


def _closing_year(folded: Folded, last: Piece) -> Piece | None:
    """Give the bare year that closes a range behind a quarter or month of an earlier year; None if there is none."""
    year = last.parts[0].year
    m = _TO_YEAR.match(folded.text, last.end) if last.kind in ("quarter", "month") and year is not None else None
    if m is None or year is None or int(m["y"]) <= year:
        return None
    return Piece("year", m.start("y"), m.end(), (DateParts(year=int(m["y"])),))


def _is_weak(groups: dict[str, str | None], last: Piece) -> bool:
    """Whether a bare number of a list says too little alone; the Roman one of a quarter does not (`Quý II, III`)."""
    return last.kind in ("month", "date") or (last.kind == "quarter" and (groups["q"] or "").isdigit())
