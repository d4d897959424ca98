"""Tables whose rows are glued to lines of text (hàng của bảng dính thành dòng), as text taken out of a PDF has them.

A table is one where a head names its columns (`glued_heads.py`), or where in several lines near each other those who
lead and those who work with them stand side by side without a sign between them, which no sentence has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.tables.columns import Column, table_words
from ntm_extract.extract.tables.glued_cells import GluedLine
from ntm_extract.extract.tables.glued_heads import GluedHead, read_glued_head
from ntm_extract.extract.tables.glued_rows import Printed, RowReader
from ntm_extract.extract.tables.grids import Grid, caption_of
from ntm_extract.extract.tables.task_tables import TableGround
from ntm_extract.knowledge.agencies import AgencyLexicon
from ntm_extract.outline.structure import Block, Outline

ROLES = ("item", "dash", "paragraph", "heading", "preamble", "table")
NEAR = 8
"""Lines between two that have the shape of rows, at most."""
FEWEST = 3
"""Lines with bodies side by side that make a table of which no head tells."""
MOST_IDLE = 6
"""Lines without bodies or time with which a table ends."""
ORDERS = {
    "time last": ("task", "lead", "coordinate", "product", "time"),
    "time first": ("task", "time", "lead", "coordinate"),
    "timeless": ("task", "lead", "coordinate"),
}
"""The columns of a table whose head is lost, by where its times stand."""
_HEADED = re.compile(r"chủ trì|phối hợp|thực hiện", re.IGNORECASE)
_HEAD_REACH = 160
_BEHIND, _AHEAD = 240, 120
"""Characters around a place at which a body may stand beside another."""
_NUMBER_HEAD = re.compile(r"(?<=\s)S?TT (?=[^\W\d_])")
_LINE = re.compile(r"[^\t\n]+")
_SIDE_BY_SIDE = re.compile(
    r"(?<!\w)(?P<before>[^\W\d_]{2,12})\)? (?=(?P<opens>[A-ZĐÀ-Ỹ]\w{0,12})(?: (?P<second>\w{1,12}))?(?!\w))"
)


def find_glued_grids(origins: Origins, covered: Sequence[tuple[int, int]], ground: TableGround) -> list[Grid]:
    """Find the tables of tasks whose rows are glued to lines.

    Args:
        origins: the outlined document.
        covered: spans of tables whose cells are told already.
        ground: what the document tells.

    Returns:
        One grid for each head with its rows, and for each run of lines of the shape; those without rows are left out.

    Example:
        Under `TT Nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Thời hạn`, the line `1 Rà soát hồ sơ Sở Y tế Sở Nội vụ Quý
        II/2026` has four cells and a number.
    """
    lines = list(_lines(origins.outline, Spans(covered)))
    heads = {index: head for index, line in enumerate(lines) if (head := _head_of(line)) is not None}
    shaped = _shaped(lines, heads, ground.reader)
    grids = []
    index = 0
    starts = sorted({*heads, *shaped})
    for start in starts:
        if start < index:
            continue
        if start in heads:
            grid, index = _under_head(origins, lines, start, heads, ground)
        else:
            grid, index = _without_head(origins, lines, start, shaped[start], ground)
        if grid.rows:
            grids.append(grid)
    return grids


def _lines(outline: Outline, covered: Spans) -> Iterator[tuple[Printed, Block]]:
    for block in outline.blocks:
        if block.role in ROLES and not covered.meets(block.start, block.end):
            for match in _LINE.finditer(outline.text, block.start, block.end):
                text, start = match[0], match.start()
                number = _NUMBER_HEAD.search(text) if len(text) > _HEAD_REACH else None
                if number is not None:  # a text that lost its line breaks
                    yield Printed(text[: number.start()], start, block.address), block
                    text, start = text[number.start() :], start + number.start()
                yield Printed(text, start, block.address), block


def _head_of(line: tuple[Printed, Block]) -> GluedHead | None:
    text = line[0].text
    return read_glued_head(text) if text[0].isupper() and _HEADED.search(text, 0, _HEAD_REACH) else None


def _under_head(
    origins: Origins,
    lines: Sequence[tuple[Printed, Block]],
    start: int,
    heads: dict[int, GluedHead],
    ground: TableGround,
) -> tuple[Grid, int]:
    """Read the rows under a head, up to what is no part of the table."""
    columns = heads[start].columns
    base = _base(origins.outline, lines[start][1])
    reader = RowReader(columns, ground.reader, base)
    index = start
    last = lines[start][0].start + heads[start].end
    while index < len(lines):
        line, block = lines[index]
        if index in heads:
            if [c.kind for c in heads[index].columns] != [c.kind for c in columns]:
                break
            end = heads[index].end
            rest = line.text[end:].lstrip(" ()")
            line = Printed(rest, line.start + len(line.text) - len(rest), line.address)
        elif _leaves(block, base) or reader.idle > MOST_IDLE:
            break
        if line.text:
            reader.read(line)
        last = last if reader.idle else line.start + len(line.text)
        index += 1
    rows = tuple(reader.rows(origins.outline.text))
    begin = lines[start][0].start
    return Grid(columns, rows, caption_of(origins, begin), begin, last, ruled=False), index


def _leaves(block: Block, base: str) -> bool:
    """Whether a block begins the next chapter, article or appendix."""
    if block.role != "heading" or not block.marker:
        return False
    word = not block.marker[0].isdigit() and block.depth == 0
    return word and not block.address.startswith(f"{base}.") if base else word


def _base(outline: Outline, block: Block) -> str:
    """Give the address that a table stands under: that of the heading above it, or of the item that announces it."""
    at = block
    while at.parent is not None or at.address != "preamble":
        if at.marker and (at.role == "heading" or outline.announces(at)):
            return at.address
        if at.parent is None:
            break
        at = outline.blocks[at.parent]
    return ""


def _shaped(
    lines: Sequence[tuple[Printed, Block]], heads: dict[int, GluedHead], reader: AgencyReader
) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Find runs of lines with bodies side by side: for the first line of each the last, and what its columns hold."""
    runs: list[list[tuple[int, str]]] = []
    candidates = _candidates(lines, _Openers.of(reader.lexicon))
    for index, (line, block) in enumerate(lines):
        places = () if index in heads else candidates.get(index, ())
        shape = _shape(line.text, places, reader)
        if index in heads or _leaves(block, ""):
            runs.append([])
        if shape and runs and runs[-1] and index - runs[-1][-1][0] <= NEAR:
            runs[-1].append((index, shape))
        elif shape:
            runs.append([(index, shape)])
    found: dict[int, tuple[int, tuple[str, ...]]] = {}
    for run in runs:
        if len(run) >= FEWEST:
            shapes = [shape for _, shape in run]
            found[run[0][0]] = (run[-1][0], ORDERS[max(ORDERS, key=shapes.count)])
    return found


@dataclass(frozen=True)
class _Openers:
    """The words with which a body begins in a line, and those before it that make it no cell of its own."""

    firsts: frozenset[str]
    pairs: frozenset[str]
    telling: frozenset[str]

    @classmethod
    def of(cls, lexicon: AgencyLexicon) -> _Openers:
        phrases = [words for table in (lexicon.bodies, lexicon.nouns, lexicon.heads) for words, _ in table]
        firsts = {words[0] for words in phrases if len(words) == 1} | {"các"}
        before = {words[-1] for table in (lexicon.predicates, lexicon.offices) for words, _ in table}
        said = table_words()["glued"]
        return cls(
            frozenset(firsts | {short.lower() for short in lexicon.abbreviations}),
            frozenset(" ".join(words[:2]) for words in phrases),
            frozenset([*said["governing"], *said["telling"], *said["inside"], *before]),
        )


def _may_stand(match: re.Match[str], openers: _Openers) -> bool:
    """Whether a capital may begin a body beside another: no word that tells of it stands before, and no `Cục`."""
    before = match["before"]
    if before.lower() in openers.telling or (before[0].isupper() and before.lower() in openers.firsts):
        return False
    first = match["opens"].lower()
    return first in openers.firsts or f"{first} {match['second'].lower() if match['second'] else ''}" in openers.pairs


def _candidates(lines: Sequence[tuple[Printed, Block]], openers: _Openers) -> dict[int, list[int]]:
    """Give the lines in which bodies may stand side by side, if enough of them are near, and the places."""
    found = {
        index: places
        for index, (line, _) in enumerate(lines)
        if (places := [m.end() for m in _SIDE_BY_SIDE.finditer(line.text) if _may_stand(m, openers)])
    }
    at = list(found)
    near = {
        index
        for first, last in zip(at, at[FEWEST - 1 :], strict=False)
        if last - first <= NEAR * (FEWEST - 1)
        for index in range(first, last + 1)
    }
    return {index: places for index, places in found.items() if index in near}


def _shape(text: str, places: Sequence[int], reader: AgencyReader) -> str:
    """Tell whether two lists of bodies stand side by side in a line, and where a time stands beside them.

    Args:
        text: the line.
        places: where in it a body may begin behind another.
        reader: of agencies.
    """
    for place in places:
        begin = max(0, place - _BEHIND)
        part = GluedLine(text[begin : place + _AHEAD], reader)
        joint = part.keys.index_at(place - begin)
        if reader.read(part.keys, joint) is None:
            continue
        at = next((at for at in range(joint) if part.begins(at) and part.side_by_side(at, joint)), None)
        if at is None:
            continue
        line = GluedLine(text, reader)
        at, joint = line.keys.index_at(begin + part.keys.starts[at]), line.keys.index_at(place)
        if any(line.time_end(i) == at for i in range(at)):
            return "time first"
        return "time last" if any(line.time_end(i) > i for i in range(joint, len(line.keys))) else "timeless"
    return ""


def _without_head(
    origins: Origins,
    lines: Sequence[tuple[Printed, Block]],
    start: int,
    shaped: tuple[int, tuple[str, ...]],
    ground: TableGround,
) -> tuple[Grid, int]:
    """Read the rows of a table whose head is lost."""
    end, kinds = shaped
    columns = tuple(Column("", kind) for kind in kinds)
    reader = RowReader(columns, ground.reader, None)
    first = start - 1 if start and _names(lines[start - 1], lines[start]) else start
    for line, _ in lines[first : end + 1]:
        reader.read(line)
    rows = tuple(reader.rows(origins.outline.text))
    begin, last = lines[first][0], lines[end][0]
    return Grid(columns, rows, "", begin.start, last.start + len(last.text), ruled=False), end + 1


def _names(before: tuple[Printed, Block], line: tuple[Printed, Block]) -> bool:
    """Whether the line before a row that begins with its bodies is its task."""
    return before[1].role == "item" and before[1].address == line[0].address
