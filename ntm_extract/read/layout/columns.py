"""Reading order of words that stand free on a page: rows, and blocks of columns that are read one after the other.

A letterhead in two columns is read left block first, then the right one; so is Nơi nhận beside the signature.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ntm_extract.read.layout.fragment import Fragment, Line
from ntm_extract.writing.orthography import strip_marks

SAME_LINE = 0.4
"""Words are on one line when their middles differ by less than this share of the taller one's height."""
TALLEST = 1.5
"""A fragment this many times as tall as usual (a brace, dirt read as a letter) does not pull lines together."""
GUTTER = 0.8
"""A gap between two columns is at least this share of the letter height (a justified line's gaps are mostly less)."""
BULLETS, BULLETED = ("-", "–", "+", "*", "•"), 0.5
"""A gap before a bullet may be narrower by this share: columns of recipients are set close to each other."""
BENT = 2.0
"""A gap this many letter heights wide is one between columns whatever stands above and below it."""
WIDER_THAN_WORD_GAPS = 1.8
"""… and this many times the line's usual gap between words."""
NARROWEST_COLUMN = 0.12
"""A column is at least this share of the width of what is read; hanging bullets and page numbers are not columns."""
FARTHEST_ROW = 8.0
"""Rows of two columns follow each other within this many letter heights (room for a signature and seal)."""
MOST_CROSSING = 0.2
"""Share of the lines of a closing that may reach over the border of its columns (a long recipient)."""


def find_lines(fragments: Sequence[Fragment]) -> list[Line]:
    """Give the lines of some fragments in reading order, columns one after the other."""
    return order_rows(find_rows(fragments))


def find_rows(fragments: Sequence[Fragment]) -> list[Line]:
    """Gather fragments that stand at one height, top to bottom, left to right."""
    if not fragments:
        return []
    heights = [f.height for f in fragments]
    tallest = TALLEST * median(heights)
    rows: list[list[Fragment]] = []
    middle = height = 0.0
    for at, index in sorted(zip([f.middle for f in fragments], range(len(fragments)), strict=True)):
        fragment, own = fragments[index], min(heights[index], tallest)
        if rows and abs(at - middle) <= SAME_LINE * max(height, own):
            row = rows[-1]
            if len(row) < 8:
                middle += (at - middle) / (len(row) + 1)
            row.append(fragment)
            height = max(height, own)
        else:
            rows.append([fragment])
            middle, height = at, own
    return [tuple(sorted(row, key=_left)) for row in rows]


def _left(fragment: Fragment) -> float:
    return fragment.box.x0


def order_rows(rows: list[Line]) -> list[Line]:
    """Bring rows, top to bottom, into reading order: columns one after the other."""
    lines: list[Line] = []
    at = 0
    while at < len(rows):
        block = _find_closing(rows, at) or _find_columns(rows, at)
        if block is None:
            lines.append(rows[at])
            at += 1
            continue
        first, end, cuts = block
        del lines[len(lines) - (at - first) :]
        left, right = _sides(rows[first:end], cuts)
        lines += find_lines(left) + find_lines(right)
        at = end
    return lines


def _sides(block: Sequence[Line], cuts: Sequence[float]) -> tuple[list[Fragment], list[Fragment]]:
    """Part the rows of a block, each at its own cut, into the left and the right column."""
    left: list[Fragment] = []
    right: list[Fragment] = []
    for row, cut in zip(block, cuts, strict=True):
        for fragment in row:
            (left if fragment.box.x1 <= cut else right).append(fragment)
    return left, right


Block = tuple[int, int, list[float]]
"""A block of two columns: first row, end row, and for each row an x inside the gutter."""


def _find_closing(rows: list[Line], at: int) -> Block | None:
    """Find the columns of a closing whose recipients begin in `rows[at]`.

    Nơi nhận may be in columns itself; the signature beside it may begin above it.
    """
    if not _opens_closing(rows[at]):
        return None
    height = median(f.height for f in rows[at])
    end, last = at, rows[at][0].bottom
    for row in rows[at:]:
        if row[0].top - last > FARTHEST_ROW * height or _is_page_number(row):
            break
        last = max(f.bottom for f in row)
        end += 1
    pieces = [piece for row in rows[at:end] for piece in _pieces(row)]
    border = _find_border(pieces, height)
    if border is None:
        return None
    first = at
    while first > 0 and _joins_right_column(rows[first - 1], rows[first], border, height):
        first -= 1
    return first, end, [_cut(row, border) for row in rows[first:end]]


def _opens_closing(row: Line) -> bool:
    words = [strip_marks(f.text).lower() for f in row[:2]]
    return len(words) == 2 and words[0] == "noi" and words[1].startswith("nhan")


def _pieces(row: Line) -> list[tuple[float, float]]:
    """Give from where to where the pieces of a row run that wide gaps part."""
    cuts = sorted(gap for gap in _gaps(row))
    starts = [row[0].box.x0, *(right for _, right in cuts)]
    ends = [*(left for left, _ in cuts), max(f.box.x1 for f in row)]
    return list(zip(starts, ends, strict=True))


def _find_border(pieces: Sequence[tuple[float, float]], height: float) -> float | None:
    """Find an x with pieces on both sides that the fewest cross, and of those one in the widest gap."""
    x0, x1 = min(p[0] for p in pieces), max(p[1] for p in pieces)
    best: tuple[int, float, float] | None = None
    stops = sorted({end for _, end in pieces} | {start for start, _ in pieces})
    for left, right in pairwise(stops):
        middle = (left + right) / 2
        crossing = sum(start < middle < end for start, end in pieces)
        is_narrow = min(middle - x0, x1 - middle) < NARROWEST_COLUMN * (x1 - x0)
        if is_narrow or crossing > MOST_CROSSING * len(pieces):
            continue
        if not (any(end <= middle for _, end in pieces) and any(start >= middle for start, _ in pieces)):
            continue
        if crossing == 0 and right - left < GUTTER / 2 * height:
            continue
        best = min(best or (crossing, left - right, middle), (crossing, left - right, middle))
    return best[2] if best else None


def _cut(row: Line, border: float) -> float:
    """Give where a row is cut that may reach over the border: a piece is on the side where its middle is."""
    left = [end for start, end in _pieces(row) if (start + end) / 2 <= border]
    return max([*left, row[0].box.x0 - 1.0])


def _find_columns(rows: list[Line], at: int) -> Block | None:
    """Find a block of two columns whose first two-sided row is `rows[at]`."""
    for left, right in _gaps(rows[at]):
        found = _follow_gutter(rows, at, left, right)
        if found:
            return found
    return None


def _gaps(row: Line) -> list[tuple[float, float]]:
    """Give the gaps of a row that may be a gutter, the widest first."""
    heights = [f.height for f in row]
    narrowest = BULLETED * GUTTER * min(heights)
    gaps: list[tuple[float, float]] = []
    may_be_wide: list[tuple[float, float, float]] = []
    reach = row[0].box.x1
    for fragment in row[1:]:
        x0, _, x1, _ = fragment.box
        gaps.append((reach, x0))
        if x0 - reach >= narrowest:
            may_be_wide.append((reach, x0, BULLETED if fragment.text in BULLETS else 1.0))
        if x1 > reach:
            reach = x1
    if not may_be_wide:
        return []  # as in most rows
    usual = median([end - start for start, end in gaps]) if len(gaps) > 2 else 0.0
    least = GUTTER * median(heights)
    wide = [(a, b) for a, b, share in may_be_wide if b - a >= max(least * share, WIDER_THAN_WORD_GAPS * usual)]
    return sorted(wide, key=lambda gap: gap[0] - gap[1])


def _follow_gutter(rows: list[Line], at: int, left: float, right: float) -> tuple[int, int, list[float]] | None:
    """Go down from a row with a gap as long as the gutter stays free.

    Centred columns may leave no straight gutter: where a row blocks it but has a wide gap of its own beside it,
    the gutter makes a bend there.
    """
    height = median(f.height for f in rows[at])
    bends = [(at, left, right)]  # from which row on the gutter lies between which x
    end, two_sided, last = at, 0, rows[at][0].bottom
    for row in rows[at:]:
        if row[0].top - last > FARTHEST_ROW * height or _is_page_number(row):
            break
        narrowed = _narrow(row, left, right)
        if narrowed[1] - narrowed[0] >= GUTTER * height:
            left, right = narrowed
            bends[-1] = (bends[-1][0], left, right)
        else:
            bent = next((g for g in _gaps(row) if _is_bend(g, left, right, height)), None)
            if bent is None:
                break
            left, right = bent
            bends.append((end, left, right))
        two_sided += row[0].box.x0 < left and row[-1].box.x1 > right
        last = max(f.bottom for f in row)
        end += 1
    cuts = [next((a + b) / 2 for start, a, b in reversed(bends) if start <= index) for index in range(at, end)]
    while cuts and rows[end - 1][0].box.x0 >= cuts[-1]:  # trailing rows on the right alone are in order anyway
        end -= 1
        cuts.pop()
    first = at
    while cuts and first > 0 and _joins_right_column(rows[first - 1], rows[first], cuts[0], height):
        first -= 1
        cuts.insert(0, cuts[0])
    enough = two_sided >= 2 or (two_sided == 1 and end - first >= 3 and right - left >= 3 * height)
    if not enough or not _are_columns(_sides(rows[first:end], cuts), rows):
        return None
    return first, end, cuts


def _is_bend(gap: tuple[float, float], left: float, right: float, height: float) -> bool:
    """Whether a gap of the next row carries a blocked gutter on: wide, and no farther off than two letters."""
    return gap[1] - gap[0] >= BENT * height and gap[0] <= right + 2 * height and gap[1] >= left - 2 * height


def _narrow(row: Line, left: float, right: float) -> tuple[float, float]:
    """Give the widest part of the gutter that a row leaves free."""
    widest, start = (left, left), left
    for fragment in row:
        if fragment.box.x1 <= left or fragment.box.x0 >= right:
            continue
        if fragment.box.x0 - start > widest[1] - widest[0]:
            widest = (start, fragment.box.x0)
        start = max(start, fragment.box.x1)
    if right - start > widest[1] - widest[0]:
        widest = (start, right)
    return widest


def _joins_right_column(row: Line, below: Line, x: float, height: float) -> bool:
    near = below[0].top - row[0].bottom <= 1.2 * height
    return near and row[0].box.x0 >= x and not _is_page_number(row)


def _is_page_number(row: Line) -> bool:
    return len(row) == 1 and row[0].text.strip("-–. ").isdecimal()


def _are_columns(sides: Sequence[Sequence[Fragment]], rows: list[Line]) -> bool:
    """Whether both sides are wide enough, and neither falls into columns itself (that is a table without rules)."""
    x0 = min(row[0].box.x0 for row in rows)
    x1 = max(f.box.x1 for row in rows for f in row)
    for side in sides:
        if not side:
            return False
        width = max(f.box.x1 for f in side) - min(f.box.x0 for f in side)
        if width < NARROWEST_COLUMN * (x1 - x0):
            return False
        inner = find_rows(side)
        wide = [gap for row in inner for gap in _gaps(row) if gap[1] - gap[0] > BENT * row[0].height]
        if len(wide) >= 2 and len(wide) * 2 > len(inner):
            return False
    return True
