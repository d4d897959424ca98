"""Heads of tables whose columns stand in one line of text, their borders lost (tiêu đề bảng dính thành một dòng)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ntm_extract.extract.tables.columns import Column, table_words
from ntm_extract.knowledge.folding import fold

_WORD = re.compile(r"[^\W_]+")
_INDEX_ROW = re.compile(r"\s{1,3}\(?1\)?(?:\s{1,3}\(?[2-9]\)?){2,9}(?=\s|$)")
LONGEST_NAME = 16
"""Words of a first column that no list knows (`Ngành, lĩnh vực/ Địa phương Tốc độ bình quân (%/năm)`)."""
LONGEST_REST = 6
"""Words of a column behind those by which it is known."""
LEAST_COLUMNS = 3


@dataclass(frozen=True)
class GluedHead:
    """The columns a line names, and where in the line they end."""

    columns: tuple[Column, ...]
    end: int


@dataclass(frozen=True)
class _Word:
    folded: str
    start: int
    end: int
    titled: bool


def read_glued_head(line: str) -> GluedHead | None:
    """Read the head of a table from the beginning of a line; None where it is none.

    Args:
        line: the line; rows of the table may stand behind the head in it.

    Returns:
        The columns in order, at least three, among them one of those who lead or work with them. Of a head in two
        printed rows the words of the lower one come late: `Đơn vị Nhiệm vụ chủ trì` is of two columns.

    Example:
        `TT Nhiệm vụ Cơ quan chủ trì Cơ quan phối hợp Thời hạn` has the kinds `number`, `task`, `lead`, `coordinate`,
        `time`.
    """
    words = [_Word(fold(m[0].lower()), m.start(), m.end(), m[0][0].isupper()) for m in _WORD.finditer(line)]
    found: list[tuple[str, int, int]] = []  # kind, and the span of its words
    at = end = 0
    while at < len(words):
        length, kind = _phrase_at(words, at)
        if length and words[at].titled:
            found.append((kind, words[at].start, words[at + length - 1].end))
            at += length
        elif length and (open_at := next((i for i, (k, _, _) in enumerate(found) if k == "body"), None)) is not None:
            found[open_at] = (kind, *found[open_at][1:])
            at += length
        elif found and found[-1][0] != "number" and _goes_on(line, words, at):
            found[-1] = (*found[-1][:2], words[at].end)
            at += 1
        elif at < LONGEST_NAME and all(k in ("number", "words") for k, _, _ in found):
            begin = found[-1][1] if found and found[-1][0] == "words" else words[at].start
            found = [*(column for column in found if column[0] != "words"), ("words", begin, words[at].end)]
            at += 1
        else:
            break
        end = words[at - 1].end
    while found and found[-1][0] == "body":
        end = found.pop()[1]
    return _checked(line, found, end)


def _checked(line: str, found: list[tuple[str, int, int]], end: int) -> GluedHead | None:
    kinds = [kind for kind, _, _ in found]
    told = [kind for kind in kinds if kind not in ("words", "body")]
    named = set(kinds) & {"lead", "coordinate"}
    rows = [kind for kind in kinds if kind in ("task", "words")]
    if len(told) < LEAST_COLUMNS or not named or len(rows) != 1 or len(set(kinds)) < len(kinds):
        return None
    if "words" in kinds and not ("number" in kinds and len(named) > 1):
        return None  # prose before `chủ trì`, `phối hợp`
    if line[end:].lstrip()[:1] == ":":
        return None  # keys with their values
    index = _INDEX_ROW.match(line, end)
    columns = tuple(Column(line[a:b], "task" if kind == "words" else kind) for kind, a, b in found)
    return GluedHead(columns, index.end() if index else end)


def _goes_on(line: str, words: list[_Word], at: int) -> bool:
    """Whether a word belongs to the column before it: `Nhiệm vụ, giải pháp`, `Cơ quan chủ trì, theo dõi`.

    Words in small letters do if a further column follows soon; others begin the first row.
    """
    between = line[words[at - 1].end : words[at].start].strip()
    if between and between[-1] in ",/(-–":
        return True
    rest = range(at, min(len(words), at + LONGEST_REST))
    column = next((i for i in rest if words[i].titled), None)
    return column not in (None, at) and _phrase_at(words, column or at)[0] > 0


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    """Give the words of columns that stand in glued heads, by what they say."""
    listed = table_words()
    told = {
        tuple(phrase.split()): kind
        for kind in ("lead", "coordinate", "time", "product")
        for phrase in listed["keys"][kind]
    }
    told |= {tuple(phrase.split()): kind for kind, phrases in listed["glued"]["heads"].items() for phrase in phrases}
    return {phrase: kind for phrase, kind in told.items() if phrase != ("giao",)}


@cache
def _longest() -> int:
    return max(len(phrase) for phrase in _phrases())


def _phrase_at(words: list[_Word], at: int) -> tuple[int, str]:
    """Give the length of the longest known column that begins at a word, and what it holds; 0 and "" for none."""
    for length in range(min(_longest(), len(words) - at), 0, -1):
        kind = _phrases().get(tuple(word.folded for word in words[at : at + length]))
        if kind is not None:
            return length, kind
    return 0, ""
