"""How a restored document is built: letterhead, sections with addresses, tables, recipients, signature.

The one thing to call is `outline`; what it gives is described in `ntm_extract.outline.structure`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ntm_extract.outline.addresses import Numbering
from ntm_extract.outline.assembly import assemble
from ntm_extract.outline.closing import opens_closing, read_closing
from ntm_extract.outline.drafts import Draft
from ntm_extract.outline.furniture import drop_furniture
from ntm_extract.outline.letterhead import find_kind_line, read_letterhead
from ntm_extract.outline.lines import Layout, Line, measure_layout, split_lines
from ntm_extract.outline.markers import Marker, find_marker
from ntm_extract.outline.paragraphs import Body, has_roman_headings
from ntm_extract.outline.structure import Block, Outline, Role
from ntm_extract.outline.tables import is_table_head

_BARE_APPENDIX = "Phụ lục"
_HEAD_LINES = 10  # an attached plan names its kind within these

__all__ = ["Block", "Outline", "Role", "outline"]


def outline(restored_text: str, *, misread: bool = False) -> Outline:
    r"""Find out how a document is built.

    Args:
        restored_text: the text as laid out, lines separated by newlines, pages by form feeds.
        misread: whether numbers and letters may have been misread (by OCR); then the sequence decides what they are,
            and each that is not as printed is in the notes. Otherwise they stay as printed, always.

    Returns:
        Its flowing text, one block a line, with roles and addresses; no text makes it fail.

    Example:
        `outline("KẾ HOẠCH\nI. MỤC ĐÍCH\n1. Tuyên truyền sâu rộng.").blocks[2].address == "I.1"`.
    """
    lines, notes = drop_furniture(split_lines(restored_text))
    layout = measure_layout(lines)
    romans = has_roman_headings(lines)
    drafts: list[Draft] = []
    index = 0
    while index < len(lines):
        index = _read_part(restored_text, lines, index, drafts, layout, notes, romans=romans, misread=misread)
    return assemble(restored_text, drafts, notes)


def _read_part(
    text: str,
    lines: list[Line],
    index: int,
    drafts: list[Draft],
    layout: Layout,
    notes: list[str],
    *,
    romans: bool,
    misread: bool,
) -> int:
    """Read one part: the main document, its closing, an appendix, a plan attached to a decision."""
    if opens_closing(lines, index):
        closing, index = read_closing(text, lines, index)
        drafts += closing
        return index
    marker = find_marker(lines[index])
    numbering = Numbering()
    if marker and marker.style == "appendix":
        if misread and _lost_first(lines, index, marker, drafts):
            marker = replace(marker, label="Phụ lục I", order=1)
            notes.append("Phụ lục mất số, hiểu là Phụ lục I theo thứ tự.")
        numbering = Numbering(marker.label, len(drafts))
        if any(d.address == marker.label and d.role == "heading" for d in drafts):
            notes.append(f"Nhiều phụ lục cùng mang tên {marker.label}; giữ nguyên như in.")
        drafts.append(Draft([lines[index]], "heading", marker.label, 0, marker))
        index = _read_appendix_title(lines, index + 1, drafts, numbering)
    elif index == 0 or find_kind_line(lines, index, min(len(lines), index + _HEAD_LINES)) is not None:
        head, index = read_letterhead(text, lines, index, layout)
        drafts += head
    return Body(drafts, numbering, layout, notes, romans=romans, misread=misread).read(lines, index)


def _lost_first(lines: Sequence[Line], index: int, marker: Marker, drafts: Sequence[Draft]) -> bool:
    """Whether an appendix without a number is the first of several: the next is `PHỤ LỤC II`."""
    if marker.label != _BARE_APPENDIX or any(draft.address.startswith(_BARE_APPENDIX) for draft in drafts):
        return False
    later = (m for line in lines[index + 1 :] if "luc" in line.folded and (m := find_marker(line)))
    following = next((m for m in later if m.style == "appendix"), None)
    return following is not None and following.label == f"{_BARE_APPENDIX} II"


def _goes_on(lines: list[Line], index: int) -> bool:
    """Whether a line belongs to the title of an appendix; `TT` begins its table."""
    return lines[index].upper and find_marker(lines[index]) is None and not is_table_head(lines, index)


def _read_appendix_title(lines: list[Line], index: int, drafts: list[Draft], numbering: Numbering) -> int:
    title = Draft([], "title", numbering.base, 1, parent=numbering.base_index)
    while index < len(lines) and _goes_on(lines, index):
        title.lines.append(lines[index])
        index += 1
    if title.lines:
        drafts.append(title)
    return index
