"""Tables that were flattened to lines of text: their rows, and as far as it shows their cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ntm_extract.outline.addresses import Numbering
from ntm_extract.outline.closing import opens_closing
from ntm_extract.outline.drafts import Draft
from ntm_extract.outline.letterhead import is_kind
from ntm_extract.outline.lines import Layout, Line, keywords
from ntm_extract.outline.markers import find_marker, roman_value

_ROW = re.compile(r"(?P<v>\d{1,3}(?:\.\d{1,2}){0,2}|[IVXL]{1,5}|[A-H])\.?(?= |$)")
_FIGURE = re.compile(r"[≥≤<>]?\s?\d{1,9}(?:[.,]\d{1,4}){0,3}\s?%?")
_YEAR = re.compile(r"20\d\d")
_HEAD_LINES = 14  # a table's head is not taller


@cache
def _totals() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(keywords()['tables']['totals'])})(?: ?[:(\d].{{0,200}})?")


def is_table_head(lines: Sequence[Line], index: int) -> bool:
    """Whether a table begins at a line: `TT`, `STT Nhiệm vụ …`, and a first row soon after."""
    first = lines[index].folded.split(" ", 1)[0].strip(".:")
    if first not in keywords()["tables"]["heads"] and not lines[index].folded.startswith(("so tt", "so thu tu")):
        return False
    return any(_row_order(line, [0], "")[1] for line in lines[index + 1 : index + 1 + _HEAD_LINES])


def read_table(lines: Sequence[Line], start: int, drafts: list[Draft], numbering: Numbering, layout: Layout) -> int:
    """Read the rows of a flattened table that begins at line `start` into `drafts`, one block a row.

    Returns:
        The index of the first line after the table.
    """
    row = Draft([lines[start]], "table", numbering.address, numbering.depth, None, numbering.parent)
    drafts.append(row)
    head = [lines[start].folded]
    in_head = True
    orders = [0]
    before: list[int] = []  # the numbers in front of a group of rows, with which those in it may go on
    base = numbering.address if numbering.address != "preamble" else ""
    group, grouped = "", True
    index = start + 1
    while index < len(lines):
        line = lines[index]
        if _leaves(lines, index, numbering):
            break
        label, orders_now = _row_order(line, orders, group)
        if orders_now is None and before:
            label, orders_now = _row_order(line, before, group)
            if orders_now and grouped and label[0].isdigit():
                grouped = False
                _ungroup(drafts, start=lines[start], base=base)
        if orders_now and not _is_figure(lines, index, numbering):
            in_head = False
            before = [] if label[0].isdigit() else orders if orders != [0] else before
            orders = orders_now
            group = group if label[0].isdigit() else label
            within = group if grouped or label == group else ""
            address = ".".join(filter(None, (base, within, label if label != group else "")))
            row = Draft([line], "table", address, numbering.depth, None, numbering.parent)
            drafts.append(row)
        elif line.page != lines[index - 1].page and line.folded == head[0]:
            index = _skip_head(lines, index, head, row)
            continue
        elif not in_head and _totals().fullmatch(line.folded):
            row = Draft([line], "table", numbering.address, numbering.depth, None, numbering.parent)
            drafts.append(row)
        else:
            row.lines.append(line)
            if in_head:
                head.append(line.folded)
        index += 1
    return index


def _ungroup(drafts: Sequence[Draft], *, start: Line, base: str) -> None:
    """Take the groups out of the addresses of a table's rows, whose numbers turn out to go on through all of them.

    Args:
        drafts: the blocks so far; the last ones are those of the table.
        start: the first line of the table.
        base: the address of the table.
    """
    for draft in reversed(drafts):
        if draft.lines[0] is start:
            break
        found = _ROW.match(draft.lines[0].text)
        if found is not None and found["v"][0].isdigit():
            draft.address = ".".join(filter(None, (base, found["v"])))


def cell_break(line: Line, following: Line) -> bool:
    """Whether two lines of a flattened row most likely belong to different cells."""
    return not _wraps(line, following)


def _wraps(line: Line, following: Line) -> bool:
    words = line.folded.rstrip().rsplit(" ", 1)
    return (
        following.text[0].islower()
        or line.text.endswith((",", "-", "/", "("))
        or words[-1] in keywords()["tables"]["connectors"]
    )


def _skip_head(lines: Sequence[Line], index: int, head: Sequence[str], row: Draft) -> int:
    """Pass over a head printed again on the next page (it stays in the row it interrupts only if it differs)."""
    end = index
    for words in head:
        if end < len(lines) and lines[end].folded == words:
            end += 1
        else:
            break
    return max(end, index + 1)


def _is_figure(lines: Sequence[Line], index: int, numbering: Numbering) -> bool:
    """Whether a bare number is a cell and begins no row: another figure follows it, the row of totals, or no row."""
    if not lines[index].text.isdigit():
        return False
    if index + 1 == len(lines) or _leaves(lines, index + 1, numbering):
        return True
    following = lines[index + 1]
    if _YEAR.fullmatch(following.text):
        return False
    return _FIGURE.fullmatch(following.text) is not None or _totals().fullmatch(following.folded) is not None


def _row_order(line: Line, orders: list[int], group: str) -> tuple[str, list[int] | None]:
    """Give a row's label and the numbers it continues, or None if the line is no row start."""
    found = _ROW.match(line.text)
    if not found:
        return "", None
    label = found["v"]
    if not label[0].isdigit():
        heading = line.upper or len(line.text) <= 5
        follows = _group_order(label) in (1, _group_order(group) + 1)
        return label, [0] if heading and follows else None
    parts = [int(p) for p in label.split(".")]
    if len(parts) == 1 and parts[0] in (orders[0] + 1, 1 if orders[0] else -1):
        return label, parts
    same = parts[: len(orders)]
    if len(parts) == len(orders) and same[:-1] == orders[:-1] and parts[-1] == orders[-1] + 1:
        return label, parts
    if len(parts) == len(orders) + 1 and parts[:-1] == orders and parts[-1] == 1:
        return label, parts
    if (
        1 < len(parts) < len(orders)
        and parts[:-1] == orders[: len(parts) - 1]
        and parts[-1] == orders[len(parts) - 1] + 1
    ):
        return label, parts
    if len(parts) > 1 and parts[-1] == 1 and parts[0] in (orders[0], orders[0] + 1):
        return label, parts
    return "", None


def _group_order(label: str) -> int:
    """Give the place of a group of rows (`I`, `II` or `A`, `B`), 0 for none."""
    return roman_value(label) or (ord(label) - ord("A") + 1 if len(label) == 1 else 0)


def row_address(numbering: Numbering, line: Line) -> str:
    """Give the address of a row whose cells are separated by tabs: its first cell counts if it is a number."""
    first = line.text.split("\t", 1)[0].strip(" .")
    found = _ROW.fullmatch(first)
    base = numbering.address if numbering.address != "preamble" else ""
    return ".".join(filter(None, (base, found["v"]))) if found else numbering.address


def _leaves(lines: Sequence[Line], index: int, numbering: Numbering) -> bool:
    line = lines[index]
    if opens_closing(lines, index) or is_kind(line) or line.folded.startswith("tren day la"):
        return True
    marker = find_marker(line)
    if marker is None:
        return False
    if marker.style in ("appendix", "article", "part"):
        return line.text[0].isupper()
    return marker.style == "roman" and line.upper and numbering.fit(marker) == "next"
