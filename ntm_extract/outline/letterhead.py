"""The head of a document: issuing body, motto, number, date, kind, title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ntm_extract.outline.drafts import Draft
from ntm_extract.outline.lines import Layout, Line, is_upper, keywords, line_at
from ntm_extract.outline.markers import find_marker

_HEAD_LINES = 40  # the kind of a document stands within its first lines
_TITLE_LINES = 12
_NUMBER = re.compile(r"(?:(?:nghi quyet|luat|quyet dinh|phap lenh) )?so ?[:.;]|so ?[\d .…_]{0,12}/ ?[a-z]")
_DATE = re.compile(r"[^,;/\d]{0,40},? ?ngay\b.{0,14}\bth\w{1,4}\b.{0,10}\bn\w{1,2}\b")
_DATE_INSIDE = re.compile(r"(?<=\s)[^\W\d_][^,;/\d]{1,30}, ?ng[aà]y\s.{0,40}$", re.IGNORECASE)
_MOTTO_INSIDE = re.compile(r"(?<=\s)(?:C[ỘO]NG H[ÒOÀ]+A? X[ÃA] H[ỘO]I|[ĐDP][ộo]c l[ậa]p ?[-–])")
_SUBJECT = re.compile(r"v/v\b")
_INSTRUMENT_NUMBER = re.compile(r"\bso ?:? ?\d|\bngay \d")


def read_letterhead(text: str, lines: Sequence[Line], start: int, layout: Layout) -> tuple[list[Draft], int]:
    """Read the head that begins at line `start`, if there is one.

    Returns:
        Its blocks, and the index of the first line after it.
    """
    at_kind = find_kind_line(lines, start, min(len(lines), start + _HEAD_LINES))
    drafts: list[Draft] = []
    index = start
    while index < len(lines) and (at_kind is None or index < at_kind):
        parts = _head_parts(text, lines[index], layout if at_kind is None else None)
        if not parts:
            break
        drafts += parts
        index += 1
    if at_kind is not None and index == at_kind:
        drafts.append(Draft([lines[index]], "kind"))
        index += 1
    elif at_kind is not None:
        at_kind = None
    end = _title_end(lines, index, layout, required=at_kind is not None)
    if end > index:
        drafts.append(Draft(list(lines[index:end]), "title"))
    index = end
    while at_kind is not None and index < len(lines) and _is_authority(lines[index]):
        drafts.append(Draft([lines[index]], "letterhead"))
        index += 1
    return drafts, index


def find_kind_line(lines: Sequence[Line], start: int, end: int) -> int | None:
    """Find the line that is nothing but the kind of the document in capitals (`KẾ HOẠCH`)."""
    for index in range(start, end):
        if is_kind(lines[index]):
            return index
        marker = find_marker(lines[index])
        if marker and marker.style in ("roman", "article"):
            return None
    return None


def is_kind(line: Line) -> bool:
    """Whether a line is the name of a kind of document, in capitals, and nothing else."""
    return line.upper and line.folded.strip(" .*") in keywords()["kinds"]["names"]


def _is_authority(line: Line) -> bool:
    starts = tuple(keywords()["letterhead"]["authorities"])
    return line.upper and len(line.text) <= 90 and line.folded.startswith(starts) and find_marker(line) is None


def _head_parts(text: str, line: Line, layout: Layout | None) -> list[Draft]:
    """Split a line of the head into its two columns; with `layout` (no kind in sight) only sure parts count."""
    raw = text[line.start : line.end]
    cut = (_MOTTO_INSIDE.search(raw) if is_upper(raw[:6]) else None) or _DATE_INSIDE.search(raw)
    spans = [(line.start, line.end)]
    if cut and not _DATE.match(line.folded):
        spans = [(line.start, line.start + cut.start()), (line.start + cut.start(), line.end)]
    parts = [line_at(text, a, b, line.page, line.blanks) for a, b in spans]
    drafts = []
    for part in parts:
        role = _head_role(part)
        if layout and role == "letterhead" and not _is_authority(part) and not _is_motto(part) and not part.upper:
            return []
        drafts.append(Draft([part], role))
    return drafts


def _is_motto(line: Line) -> bool:
    return line.folded.startswith(tuple(keywords()["letterhead"]["motto"]))


def _head_role(line: Line) -> str:
    if _NUMBER.match(line.folded):
        return "number"
    if _DATE.match(line.folded):
        return "date"
    if _SUBJECT.match(line.folded):
        return "title"
    return "letterhead"


def _title_end(lines: Sequence[Line], start: int, layout: Layout, *, required: bool) -> int:
    """Find where the title ends: before a heading, a preamble word, or the first paragraph of running text."""
    limit = min(len(lines), start + _TITLE_LINES)
    for index in range(start, limit):
        line = lines[index]
        if begins_body(lines, index):
            return index
        if index > start and _is_authority(line):
            return index
        if line.ended and line.text[-1] not in "”\"'’":
            begin = index
            while begin > start + 1 and not layout.short(lines[begin - 1], lines[begin]):
                begin -= 1
            return max(begin, start + 1) if required else begin if begin > start + 1 else start
    return min(limit, start + 1) if required else start


def begins_body(lines: Sequence[Line], index: int) -> bool:
    """Whether a line opens the text proper: a heading number, `Căn cứ …`, `Thực hiện Kế hoạch số …`."""
    line = lines[index]
    marker = find_marker(line)
    if marker and (marker.style not in ("bullet", "appendix") and marker.order == 1):
        return True
    words = keywords()["preamble"]
    following = lines[index + 1].folded if index + 1 < len(lines) else ""
    if line.folded.startswith("("):
        return True
    if line.text[0].islower():
        return False
    if line.folded.startswith(tuple(words["starts"])):
        return True
    for verb in words["implements"]:
        if line.folded.startswith(verb + " "):
            rest = line.folded[len(verb) + 1 :]
            named = rest.startswith(tuple(words["instruments"]))
            return named and bool(_INSTRUMENT_NUMBER.search(f"{rest} {following}"))
    return False
