"""From blocks in the making to the outline: flowing text, alignment, roles, spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from ntm_extract.alignment import Alignment
from ntm_extract.outline.drafts import Draft
from ntm_extract.outline.lines import clean_pieces
from ntm_extract.outline.paragraphs import names_only
from ntm_extract.outline.structure import Block, Outline, Role
from ntm_extract.outline.symbols import is_torn
from ntm_extract.outline.tables import cell_break


def assemble(text: str, drafts: Sequence[Draft], notes: Iterable[str]) -> Outline:
    """Lay the blocks out one a line and map every character back to the restored text."""
    pairs: list[tuple[str, str]] = []
    blocks: list[Block] = []
    parents = {draft.parent for draft in drafts}
    at = written = 0
    for index, draft in enumerate(drafts):
        start = written
        for number, line in enumerate(draft.lines):
            glue = _glue(draft, number) if number else "\n" if index else ""
            written += _bridge(pairs, text[at : line.start], glue)
            if number == 0:
                start = written
            raw = text[line.start : line.end]
            pairs += ((raw, raw),) if raw == line.text else clean_pieces(raw)
            written += len(line.text)
            at = line.end
        blocks.append(_block(draft, start, written, index in parents))
    pairs.append((text[at:], ""))
    flowing = "".join(target for _, target in pairs)
    return Outline(flowing, Alignment.of_pieces(pairs), tuple(blocks), tuple(notes))


def _bridge(pairs: list[tuple[str, str]], gap: str, glue: str) -> int:
    """Map what stands between two lines: its first character to the joint, the rest to nothing."""
    pairs.append((gap[: len(glue)], glue))
    pairs.append((gap[len(glue) :], ""))
    return len(glue)


def _glue(draft: Draft, number: int) -> str:
    before, after = draft.lines[number - 1], draft.lines[number]
    if is_torn(before.text, after.text):
        return ""
    if draft.role == "table" and cell_break(before, after):
        return "\t"
    return " "


def _block(draft: Draft, start: int, end: int, has_children: bool) -> Block:
    role = draft.role
    marker = draft.marker
    if role == "item" and names_only(draft) and (has_children or draft.lines[0].upper):
        role = "heading"
    body = start
    if marker:
        first = draft.lines[0].text
        body = start + min(len(first) - len(first[marker.end :].lstrip()), end - start)
    return Block(
        start, end, cast(Role, role), draft.address, draft.depth, marker.printed if marker else "", body, draft.parent
    )
