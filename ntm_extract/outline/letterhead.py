"""The head of a document: issuing body, motto, number, date, kind, title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from ntm_extract.outline.drafts import Draft
from ntm_extract.outline.lines import Layout, Line, fold, is_upper, keywords, line_at
from ntm_extract.outline.markers import find_marker

_HEAD_LINES = 40  # the kind of a document stands within its first lines
_TITLE_LINES = 12
_NUMBER = re.compile(
    r"\W{0,3}(?:(?:(?:nghi quyet|luat|quyet dinh|phap lenh) )?so ?[:.;]"
    r"|[s$][6e0] ?[:.;]|s\w{1,2} ?: ?\d{1,5}[/-][a-z]"  # số, misread
    r"|so ?[\d .…_]{0,12}(?:/ ?[a-z]|- ?[a-z]{1,5}/[a-z]))"
)
_DATE = re.compile(
    r"(?:[^,;/\d]|(?<=[^\W\d])\d){0,30}[,;]? ?ng\wy(?:\b|\w{1,2}\W).{0,14}th\w{1,4}\d{0,2}\b.{0,10}\bn\w{1,2}\d{0,5}\b"
    r"|[^,;/\d]{1,30}, ?(?:ngay ?\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4})\W{0,3}$"
)
_DATE_INSIDE = re.compile(r"(?<=[\s“\"'.])[^\W\d_][^,;/\d]{1,30}[,;-] ?ngay(?=\s|\W?\w{1,3}\W{1,3}th\w{1,4}\b)")
_MOTTO_INSIDE = re.compile(r"(?<=\s)(?:c\wng ?hoa ?xa\W{0,2} ?h\wi|dang c\wng san vi\wt|[dpb]\wc l\wp ?-)")
_LETTERS = re.compile(r"\w+")
_WORD = re.compile(r"\S+")
_ALIKE = 0.75  # letters that a motto shares with the line it was misread as
_SHORTEST_MOTTO, _LONGEST_MOTTO = 14, 32  # letters, some of them lost or doubled
_KIND_WORDS = 4  # no kind has more
_WHOSE_LENGTH = 80
_SESSION = re.compile(r"khoa [ivxl\d]|ky hop |nhiem ky ")
_SUBJECT = re.compile(r"v/v\b")
_INSTRUMENT_NUMBER = re.compile(r"\bso ?:? ?\d|\bngay \d")


def read_letterhead(text: str, lines: Sequence[Line], start: int, layout: Layout) -> tuple[list[Draft], int]:
    """Read the head that begins at line `start`, if there is one.

    Returns:
        Its blocks, and the index of the first line after it.
    """
    if (end := _lone_title_end(lines, start)) > start:
        drafts = [Draft(list(lines[start:end]), "title")]
        return _with_authorities(drafts, lines, end)
    drafts, index, has_kind = _read_before_title(text, lines, start, layout)
    while has_kind and index < len(lines) and _is_whose(lines[index]):
        drafts.append(Draft([lines[index]], "letterhead"))
        index += 1
    rest = list(lines)
    if drafts and drafts[-1].role == "kind" and drafts[-1].lines[0].end < lines[index - 1].end:
        index -= 1  # the title begins behind the kind
        rest[index] = line_at(text, drafts[-1].lines[0].end, lines[index].end, lines[index].page)
    end = _title_end(rest, index, layout, required=has_kind)
    if end > index:
        drafts.append(Draft(rest[index:end], "title"))
    return _with_authorities(drafts, lines, end) if has_kind else (drafts, end)


def _with_authorities(drafts: list[Draft], lines: Sequence[Line], index: int) -> tuple[list[Draft], int]:
    """Add the lines behind the title that name who decides, and in which session."""
    while index < len(lines) and (_is_authority(lines[index]) or _is_session(lines[index])):
        drafts.append(Draft([lines[index]], "letterhead"))
        index += 1
    return drafts, index


def _lone_title_end(lines: Sequence[Line], start: int) -> int:
    """Find where the title in capitals ends with which a document begins whose head is lost; `start` if there is none.

    Example: `PHÊ DUYỆT ĐỀ ÁN PHÁT TRIỂN CÂY DƯỢC LIỆU`, followed by `Căn cứ …`.
    """
    if not lines[start].folded.startswith(tuple(keywords()["letterhead"]["subjects"])) or _kind_at(lines, start):
        return start
    end = start
    while end < min(len(lines), start + _TITLE_LINES) and lines[end].upper and find_marker(lines[end]) is None:
        if _is_authority(lines[end]) or _is_motto(lines[end]) or _head_role(lines[end]) in ("number", "date"):
            break
        end += 1
    return end


def _kind_at(lines: Sequence[Line], start: int) -> int | None:
    """Find the line of the kind; `QUYẾT ĐỊNH:` behind the grounds is the enacting formula, and none."""
    at_kind = find_kind_line(lines, start, min(len(lines), start + _HEAD_LINES))
    grounds = tuple(keywords()["preamble"]["grounds"])
    if at_kind is not None and any(_bare(line).startswith(grounds) for line in lines[start:at_kind]):
        return None
    return at_kind


def _bare(line: Line) -> str:
    """Give a line as it is compared, without its bullet."""
    return line.folded.lstrip("-–—+* ")


def _read_before_title(text: str, lines: Sequence[Line], start: int, layout: Layout) -> tuple[list[Draft], int, bool]:
    """Read the head up to the title: its blocks, the index of the line after them, and whether the kind is the last."""
    at_kind = _kind_at(lines, start)
    drafts: list[Draft] = []
    for index in range(start, len(lines)):
        line = lines[index]
        if index == at_kind:
            return [*drafts, Draft([line], "kind")], index + 1, True
        if at_kind is None and drafts and (kind := _kind_before_title(text, line)):
            return [*drafts, Draft([kind], "kind")], index + 1, True
        names_body = line.upper and find_marker(line) is None  # UBND XÃ …, with which a preamble may begin, too
        if at_kind is None and begins_body(lines, index) and not names_body:
            return drafts, index, False
        parts = _head_parts(text, line, layout if at_kind is None else None)
        subject = drafts[-1] if drafts and drafts[-1].role == "title" else None
        if subject and not line.upper and all(part.role == "letterhead" for part in parts):
            subject.lines.append(line)  # V/v …, which runs on
        elif parts:
            drafts += parts
        else:
            return drafts, index, False
    return drafts, len(lines), False


def _kind_before_title(text: str, line: Line) -> Line | None:
    """Find the kind in capitals on the line of the title (`KẾ HOẠCH Phòng, chống ma túy năm 2026`)."""
    words = list(_WORD.finditer(text, line.start, line.end))[: _KIND_WORDS + 1]
    for count in range(len(words) - 1, 1, -1):
        kind = line_at(text, line.start, words[count - 1].end(), line.page, line.blanks)
        if is_kind(kind) and words[count][0][0].isupper():
            return kind
    return None


def _is_whose(line: Line) -> bool:
    """Whether a line under the kind says whose it is, as in Party instruments (`CHỈ THỊ` / `CỦA BAN BÍ THƯ`)."""
    return line.upper and len(line.text) <= _WHOSE_LENGTH and line.folded.startswith("cua ")


def _is_session(line: Line) -> bool:
    """Whether a line names the session of a council: `KHÓA XVII, KỲ HỌP THỨ 12`."""
    return line.upper and bool(_SESSION.match(line.folded))


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
    if not line.upper or len(line.text) > 60:
        return False
    words = [word for word in _LETTERS.findall(line.folded) if len(word) > 1]  # a single letter is a speck
    return " ".join(words) in keywords()["kinds"]["names"]


def _is_authority(line: Line) -> bool:
    starts = tuple(keywords()["letterhead"]["authorities"])
    return line.upper and len(line.text) <= 90 and line.folded.startswith(starts) and find_marker(line) is None


def _head_parts(text: str, line: Line, layout: Layout | None) -> list[Draft]:
    """Split a line of the head into its two columns; with `layout` (no kind in sight) only sure parts count."""
    raw = text[line.start : line.end]
    spans = [(line.start, line.end)]
    cut = _column(raw) if not _DATE.match(line.folded) else None
    if cut:
        spans = [(line.start, line.start + cut), (line.start + cut, line.end)]
    parts = [line_at(text, a, b, line.page, line.blanks) for a, b in spans]
    drafts = []
    for part in parts:
        role = _head_role(part)
        if layout and role == "letterhead" and not _is_authority(part) and not part.upper:
            return []
        drafts.append(Draft([part], role))
    return drafts


def _column(raw: str) -> int | None:
    """Find where the right column of a line of the head begins: the motto, or place and date."""
    folded = fold(raw)
    if is_upper(raw[:6]) and (motto := _MOTTO_INSIDE.search(folded)):
        return motto.start()
    date = _DATE_INSIDE.search(folded)
    if not date:
        return None
    at = date.start()
    for word in raw[at : date.end()].split()[:-2]:  # what is left of a symbol written with blanks (KH - UBND)
        if not (len(word) > 1 and word.isupper()):
            break
        at = raw.index(word, at) + len(word)
    return at


def _is_motto(line: Line) -> bool:
    """Whether a line is the motto of the state or the Party; some letters may be misread: `CQNG HOA XA HQI …`."""
    mottos = keywords()["letterhead"]["motto"]
    if line.folded.startswith(tuple(mottos)):
        return True
    letters = "".join(_LETTERS.findall(line.folded))
    if not _SHORTEST_MOTTO <= len(letters) <= _LONGEST_MOTTO:
        return False
    return any(SequenceMatcher(None, letters, re.sub(r"\W", "", motto)).ratio() >= _ALIKE for motto in mottos)


def _head_role(line: Line) -> str:
    if _is_motto(line):
        return "motto"
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
        names_instrument = required and index == start and line.folded.startswith(tuple(_implementing()))
        # KẾ HOẠCH / Thực hiện Chỉ thị số …: a title
        goes_on = required and index > start and _is_before_grounds(lines, index)
        if begins_body(lines, index) and not names_instrument and not goes_on:
            return index if required or not any(map(_is_said, lines[start:index])) else start
        if not required and (marker := find_marker(line)) and marker.style != "bullet":
            return index if not any(map(_is_said, lines[start:index])) else start
        if index > start and _is_authority(line):
            return index
        if required and line.ended and line.text[-1] not in "”\"'’":
            if all(later.text[0].islower() for later in lines[start + 1 : index + 1]):
                return index + 1  # the full stop is dirt, or was printed
            begin = index
            while begin > start + 1 and not layout.short(lines[begin - 1], lines[begin]):
                begin -= 1
            return max(begin, start + 1)
    return min(limit, start + 1) if required else start


def _is_before_grounds(lines: Sequence[Line], index: int) -> bool:
    """Whether a line that begins with a body's name stands over the first ground, so that it ends the title."""
    grounds, bodies = keywords()["preamble"]["grounds"], keywords()["preamble"]["bodies"]
    following = lines[index + 1] if index + 1 < len(lines) else None
    names_body = lines[index].folded.startswith(tuple(bodies))
    return names_body and following is not None and _bare(following).startswith(tuple(grounds))


def _is_said(line: Line) -> bool:
    """Whether a line is of a sentence or a list, which a title is not."""
    return line.text.rstrip()[-1:] in (".", ";", ":") or find_marker(line) is not None


def _implementing() -> list[str]:
    return [f"{verb} " for verb in keywords()["preamble"]["implements"]]


def begins_body(lines: Sequence[Line], index: int) -> bool:
    """Whether a line opens the text proper: a heading number, `Căn cứ …`, `Thực hiện Kế hoạch số …`."""
    line = lines[index]
    marker = find_marker(line)
    if marker and (marker.style in ("roman", "article") or (marker.style != "bullet" and marker.order == 1)):
        return True
    words = keywords()["preamble"]
    following = lines[index + 1].folded if index + 1 < len(lines) else ""
    if line.folded.startswith("("):
        return True
    if line.text[0].islower():
        return False
    if line.folded.startswith((*words["starts"], *words["bodies"])) or _bare(line).startswith(tuple(words["grounds"])):
        return True
    for verb in words["implements"]:
        if line.folded.startswith(verb + " "):
            rest = line.folded[len(verb) + 1 :]
            named = rest.startswith(tuple(words["instruments"]))
            return named and bool(_INSTRUMENT_NUMBER.search(f"{rest} {following}"))
    return False
