"""The body: hard-wrapped lines joined into paragraphs, each with its number and its place under the others."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from ntm_extract.outline.acceptance import UPPER_PARTS, accepts, awaits_number, is_fresh, is_headed
from ntm_extract.outline.addresses import Numbering
from ntm_extract.outline.closing import opens_closing
from ntm_extract.outline.drafts import Draft
from ntm_extract.outline.letterhead import is_kind
from ntm_extract.outline.lines import Layout, Line, fold, keywords
from ntm_extract.outline.markers import Marker, find_marker
from ntm_extract.outline.misread import read_markers
from ntm_extract.outline.symbols import is_torn
from ntm_extract.outline.tables import is_table_head, read_table, row_address

_LEAD_IN = re.compile(r"(?:nhu sau|sau day|sau|gom|cu the|chu trong|trong do|nhiem vu|noi dung|co|la)\s?:$")
_END_OF_TEXT = re.compile(r"(?:[.,:;]\s?/\s?[.,:;]?|/[.,])\s?$")
_SIMPLE = ("roman", "number", "paren", "letter")  # those that are read by their sequence
_HEADING_LENGTH = 160
_KEY_LENGTH = 50
_LEAST_TITLE = 20
_SHORT_HEAD = 0.6  # of the width of a page
_CLOSING_LINES = 6  # of the last paragraph
_TITLE_LINES = 8  # of an appendix whose word is lost, up to its first number
_LEAD_LENGTH = 120  # with a colon at its end


class Body:
    """Reads the lines of one document part into blocks; `drafts` grows as it goes.

    Args:
        drafts: the blocks so far, to which those of the part are added.
        numbering: the levels of the part.
        layout: how the lines are set.
        notes: what was odd, for the user.
        romans: whether the chapters of the document have Roman numbers.
        misread: whether numbers and letters may have been misread, so that their sequence decides.
    """

    def __init__(
        self,
        drafts: list[Draft],
        numbering: Numbering,
        layout: Layout,
        notes: list[str],
        *,
        romans: bool,
        misread: bool,
    ) -> None:
        self.drafts = drafts
        self.numbering = numbering
        self.layout = layout
        self.notes = notes
        self.bullets: list[tuple[str, int]] = []
        self.current: Draft | None = None
        self.romans = romans
        self.misread = misread

    def read(self, lines: Sequence[Line], index: int) -> int:
        """Read on from line `index`; give the index of the first line that belongs to another part."""
        first = len(self.drafts)
        begin = index
        decided = read_markers(lines, index, self.layout, self.numbering) if self.misread else {}
        while index < len(lines):
            line = lines[index]
            marker = decided[index] if index in decided else self._reread(find_marker(line), line)
            fresh = self._fresh(line)
            if fresh and (opens_closing(lines, index) or (marker and marker.style == "appendix")):
                break
            if marker and marker.style == "appendix" and _heads_page(lines, index):
                break
            if fresh and index > begin and is_kind(line) and not line.text.rstrip("* ").endswith(":"):
                break
            if fresh and self._is_over(lines, index):
                break
            if "\t" in line.text:
                self._open(line, "table")
                self.drafts[-1].address = row_address(self.numbering, line)
                self.current = None
            elif is_table_head(lines, index):
                index = read_table(lines, index, self.drafts, self.numbering, self.layout)
                self.current = None
                continue
            elif marker and self._accepts(marker, line, fresh):
                self._open_marked(line, marker)
            elif self.current is not None and not (self._breaks(line) or self._closes(lines, index)):
                self.current.lines.append(line)
            else:
                self._open(line, "paragraph" if self.numbering.started or self.numbering.base else "preamble")
            index += 1
        self._close_chapter(first)
        return index

    def _reread(self, marker: Marker | None, line: Line) -> Marker | None:
        """Take OCR's `1.` before capitals for the chapter `I.`, and its second `I.` before small letters for `1.`."""
        if marker is None or not self.romans or marker.style not in ("number", "roman"):
            return marker
        if marker.style == "number" and line.upper and set(marker.label) == {"1"}:
            other = replace(marker, style="roman", label="I" * len(marker.label), order=len(marker.label))
        elif marker.style == "roman" and not line.upper and set(marker.label) == {"I"}:
            other = replace(marker, style="number", label="1" * len(marker.label), order=int("1" * len(marker.label)))
        else:
            return marker
        if self.numbering.fit(marker) == "next" or self.numbering.fit(other) not in ("next", "first"):
            return marker
        return other

    def _fresh(self, line: Line) -> bool:
        return is_fresh(self.current.lines[-1] if self.current else None, line, self.layout)

    def _accepts(self, marker: Marker, line: Line, fresh: bool) -> bool:
        if marker.style == "bullet" and _is_named_pair(line.text[marker.end :].lstrip()):
            return True
        awaited = awaits_number(self.current.lines[-1] if self.current else None)
        headed = self.current is not None and is_headed(self.current.marker, self.current.lines, marker)
        misread = self.misread
        return accepts(
            marker, line, self.numbering, fresh=fresh, awaited=awaited, headed=headed, misread=misread, small=misread
        )

    def _is_over(self, lines: Sequence[Line], index: int) -> bool:
        """Whether the part ended with `./.` and another begins: its title in capitals, and soon a first number."""
        if not (self.current and ends_text(self.current.lines[-1]) and self.numbering.started):
            return False
        if not lines[index].upper or len(lines[index].text) < _LEAST_TITLE or find_marker(lines[index]):
            return False
        first = next((m for line in lines[index + 1 : index + _TITLE_LINES] if (m := find_marker(line))), None)
        return first is not None and first.style in ("roman", "number") and first.order == 1

    def _breaks(self, line: Line) -> bool:
        """Whether an unnumbered line begins a paragraph of its own."""
        assert self.current is not None
        last = self.current.lines[-1]
        if is_torn(last.text, line.text):
            return False
        starts_small = line.text[0].islower() and not self._lost_capital(last, line)
        marker = self.current.marker
        if marker and line.upper and (last.upper or (marker.style in UPPER_PARTS and not last.text[marker.end :])):
            return False
        if self.layout.blank_breaks and line.blanks and (last.ended or not starts_small):
            return True
        if starts_small or line.text[0] in ",.;:)%/":
            return last.ended and not self.layout.wrapped and not last.text.endswith((",", ";", ":"))
        if self._lists_on(last, line):
            return False
        if self.misread and self.numbering.started and line.text.startswith("Tr") and self._begins_anew(line):
            return True  # `Trên đây là Kế hoạch …`, whatever is left of the line before
        if last.ended and (self._begins_anew(line) or (line.upper and not last.upper)):
            return True
        if _is_pair(line) and (last.ended or _is_pair(last) or self._is_key(line)):
            return True
        short = self.layout.short(last, line)
        stops = self.misread and self._stops_early(last)
        if not last.ended and not stops and last.text.endswith((",", " -", "-", "–", "/", "(")):
            return False
        if last.ended:
            return short or bool(_LEAD_IN.search(last.folded[-40:]))
        if last.upper and not line.upper:
            return short
        return short and (len(last.text) < 0.75 * self.layout.widths[last.page] or not self.layout.wrapped)

    def _stops_early(self, last: Line) -> bool:
        """Whether a line under a number is far too short to be wrapped: the sign at its end is dust."""
        assert self.current is not None
        heads = self.current.marker is not None and self.current.lines[-1] is self.current.lines[0]
        return heads and self.layout.wrapped and len(last.text) < _SHORT_HEAD * self.layout.widths[last.page]

    def _lost_capital(self, last: Line, line: Line) -> bool:
        """Whether a small letter must be a capital misread: a sentence or a heading ends before it, or it is a key."""
        return self.misread and (last.text.endswith(".") or last.upper or self._is_key(line))

    def _is_key(self, line: Line) -> bool:
        """Whether a line begins with the key of a task, `đơn vị phối hợp:` too where capitals are misread."""
        text = line.text[:_KEY_LENGTH]
        return _is_named_pair(text.capitalize() if self.misread and text[0] == "đ" else text)

    def _closes(self, lines: Sequence[Line], index: int) -> bool:
        """Whether a line behind a full stop begins the last paragraph, which ends with `./.` or ends a page."""
        assert self.current is not None
        if not self.current.lines[-1].text.endswith(".") or not lines[index].text[0].isupper():
            return False
        words = keywords()["closing"]
        opens = lines[index].folded.startswith((*words["requests"], *words["paragraphs"]))
        if not opens and lines[index].page == self.current.lines[-1].page:
            return False
        return any(ends_text(line) for line in lines[index : index + _CLOSING_LINES])

    def _begins_anew(self, line: Line) -> bool:
        """Whether a line opens as paragraphs do of which one expects no other sentence before (`Trên đây là …`)."""
        words = keywords()
        starts = words["preamble"]["grounds"] if not self.numbering.started else words["closing"]["openings"]
        return line.folded.startswith(tuple(starts))

    def _lists_on(self, last: Line, line: Line) -> bool:
        """Whether a line goes on with the instruments of a `Căn cứ …;` that was broken after a semicolon."""
        assert self.current is not None
        words = keywords()["preamble"]
        return (
            self.current.role == "preamble"
            and last.text.endswith(";")
            and any(line.folded.startswith(f"{kind} so ") for kind in words["instruments"])
            and self.current.lines[0].folded.startswith(("can cu", *words["implements"]))
        )

    def _open(self, line: Line, role: str) -> None:
        self.bullets = []
        numbering = self.numbering
        self.current = Draft([line], role, numbering.address, numbering.depth, None, numbering.parent)
        self.drafts.append(self.current)

    def _open_marked(self, line: Line, marker: Marker) -> None:
        index = len(self.drafts)
        numbering = self.numbering
        if marker.style == "bullet":
            parent, depth = self._place_bullet(marker.label, line, index)
            self.current = Draft([line], "dash", numbering.address, depth, marker, parent)
        else:
            self.bullets = []
            fit = numbering.fit(marker)
            numbering.place(marker, index)
            above = numbering.levels[-2].index if len(numbering.levels) > 1 else numbering.base_index
            self.current = Draft([line], "item", numbering.address, numbering.depth - 1, marker, above)
            self._note(fit, numbering.address)
            if self.misread and not marker.printed:
                self.notes.append(f"Đoạn “{line.text[:40]}…” mất số, hiểu là mục {numbering.address} theo thứ tự.")
            elif self.misread and marker.style in _SIMPLE and marker.printed.strip("().,:;/- ") != marker.label:
                self.notes.append(f"Mục “{marker.printed}” đọc là {marker.label} theo thứ tự.")
        self.drafts.append(self.current)

    def _note(self, fit: str, address: str) -> None:
        if fit == "same":
            self.notes.append(f"Hai mục liền nhau cùng mang số {address}; giữ nguyên như in.")
        elif fit == "gap":
            self.notes.append(f"Số thứ tự nhảy trước mục {address}.")
        elif fit == "wild":
            self.notes.append(f"Mục {address} không theo thứ tự.")

    def _place_bullet(self, sign: str, line: Line, index: int) -> tuple[int | None, int]:
        """Find what a bullet stands under: a bullet of another sign, or one that leads in with a colon."""
        last = self.drafts[index - 1] if index else None
        leads = last is not None and last.text.endswith(":") and self.current is last
        signs = [s for s, _ in self.bullets]
        if leads and last is not None and last.role == "dash" and not line.text.endswith(":"):
            pass
        elif sign in signs:
            del self.bullets[
                len(signs) - 1 - signs[::-1].index(sign) if not line.text.endswith(":") else signs.index(sign) :
            ]
        if self.bullets:
            parent: int | None = self.bullets[-1][1]
            depth = self.drafts[self.bullets[-1][1]].depth + 1
        elif leads and last is not None and last.role in ("paragraph", "preamble"):
            parent, depth = index - 1, last.depth + 1
        elif (
            last is not None
            and last.role == "dash"
            and last.parent is not None
            and self.drafts[last.parent].role == "paragraph"
        ):
            parent, depth = last.parent, last.depth
        else:
            parent, depth = self.numbering.parent, self.numbering.depth
        self.bullets.append((sign, index))
        return parent, depth

    def _close_chapter(self, first: int) -> None:
        """Give the paragraphs after the last item (`Trên đây là …`) the address of the chapter alone."""
        trailing = len(self.drafts)
        while trailing > first and self.drafts[trailing - 1].role == "paragraph":
            trailing -= 1
        if trailing in (first, len(self.drafts)) or len(self.numbering.levels) < 2:
            return
        if self.drafts[trailing - 1].role == "item" and names_only(self.drafts[trailing - 1]):
            trailing += 1
        starts = tuple(keywords()["closing"]["paragraphs"])
        at = next(
            (i for i in range(trailing, len(self.drafts)) if self.drafts[i].lines[0].folded.startswith(starts)), None
        )
        if at is None and trailing < len(self.drafts) and ends_text(self.drafts[-1].lines[-1]):
            at = len(self.drafts) - 1
        address, parent = self.numbering.chapter
        for draft in self.drafts[at:] if at is not None else []:
            draft.address, draft.parent, draft.depth = address, parent, 1 + (self.numbering.base_index is not None)


def _heads_page(lines: Sequence[Line], index: int) -> bool:
    """Whether a line begins a page and a title in capitals follows, whatever the page before ends with."""
    begins = 0 < index < len(lines) - 1 and lines[index].page != lines[index - 1].page
    return begins and lines[index + 1].upper


def ends_text(line: Line) -> bool:
    """Whether a line ends with the sign that closes a text: `./.`, of which OCR makes `,/.`, `./`.

    Example:
        `báo cáo Ủy ban nhân dân huyện ,/.` does.
    """
    return _END_OF_TEXT.search(line.text[-6:]) is not None


def _is_pair(line: Line) -> bool:
    """Whether a line is one of a key-value block (`Cơ quan chủ trì: Sở Nội vụ`)."""
    key, colon, _ = line.folded[:_KEY_LENGTH].partition(":")
    return bool(colon) and key.startswith(tuple(keywords()["body"]["keys"]))


def _is_named_pair(text: str) -> bool:
    """Whether a text begins with a key that stands for nothing else (`Thời gian hoàn thành:`), in the middle or not."""
    key, colon, _ = fold(text[:_KEY_LENGTH]).partition(":")
    return bool(colon) and text[0].isupper() and key.strip() in keywords()["body"]["task_keys"]


def has_roman_headings(lines: Sequence[Line]) -> bool:
    """Whether at least two lines are chapters in capitals with Roman numbers."""
    found = (line for line in lines if line.upper and (marker := find_marker(line)) and marker.style == "roman")
    return len(list(islice(found, 2))) == 2


def names_only(draft: Draft) -> bool:
    """Whether a numbered block only names what follows (`1. Mục đích`), rather than saying something."""
    text = draft.text
    if draft.lines[0].upper and len(text) <= 400:
        return True
    body = text[draft.marker.end if draft.marker else 0 :].strip()
    leads = body.endswith(":")
    if not body or len(body) > (_LEAD_LENGTH if leads else _HEADING_LENGTH) or body[-1] in ".,;" or ";" in body:
        return False
    folded = " ".join(line.folded for line in draft.lines)
    words = keywords()["heading"]
    telling = words["duties"] + words["actions"] if leads else words["duties"]
    return not any(word in folded for word in telling)
