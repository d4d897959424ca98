"""What is printed on every page and says nothing: page numbers, running heads, rules, repeated lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from ntm_extract.outline.lines import Line, keywords
from ntm_extract.outline.markers import find_marker

_WORDLIKE = re.compile(r"[^\W\d_]{2}|\d")
_DIGITS = re.compile(r"\d+")
_TABLE_NUMBER = re.compile(r"(\d{1,4})\.?")
_SPECKED_NUMBER = re.compile(r"[^\w\s]{0,2}\s?(\d{1,3})\s?[^\w\s%]{0,2}")
_NUMBER_LENGTH = 3  # characters; a longer line that begins a page is no page number misread
_MOST_REPEATED = 6  # lines; more than a paragraph's end is not printed twice
_ALIKE = 0.8  # share of letters two OCR readings of one line have in common


@cache
def _furniture_lines() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in keywords()["furniture"]["lines"]))


def drop_furniture(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Leave out page furniture and the first copy of lines printed again after a page break.

    A line that holds a number alone is a page number, but after the first table head it is a cell, unless it
    stands at the edge of the page with that number.

    Args:
        lines: the non-empty lines of the document.

    Returns:
        The lines that stay, and notes for the user.
    """
    lines = _without_imprint(lines)
    running, misread = _running_heads(lines), _misread_numbers(lines)
    heads = tuple(keywords()["tables"]["heads"])
    kept: list[Line] = []
    breaks: list[int] = []
    in_table = False
    for index, line in enumerate(lines):
        edge = index == 0 or index + 1 == len(lines)
        edge = edge or lines[index - 1].page != line.page or lines[index + 1].page != line.page
        in_table = in_table or line.folded.split(" ", 1)[0] in heads
        if kept and (kept[-1].page != line.page or line.blanks >= 3):
            breaks.append(len(kept))
        number = _TABLE_NUMBER.fullmatch(line.text)
        cell = in_table and number and not (edge and int(number[1]) == line.page + 1)
        if not cell and (index in running or (index in misread and not in_table) or _is_furniture(line)):
            breaks.append(len(kept))
        else:
            kept.append(line)
    repeated, notes = _repeated(kept, sorted(set(breaks)))
    return [line for index, line in enumerate(kept) if index not in repeated], notes


def _without_imprint(lines: Sequence[Line]) -> Sequence[Line]:
    """Leave out what a gazette says of itself on its last page."""
    words = keywords()["furniture"]
    for index in range(max(0, len(lines) - words["imprint_lines"]), len(lines)):
        if lines[index].folded == words["imprint"]:
            return lines[:index]
    return lines


def _is_furniture(line: Line) -> bool:
    if _furniture_lines().fullmatch(line.folded):
        return True
    return not _WORDLIKE.search(line.text) and find_marker(line) is None


def _misread_numbers(lines: Sequence[Line]) -> set[int]:
    """Find the first lines of pages that are their numbers misread (`3)`, `S)`) where others begin with theirs."""
    first = [i for i in range(1, len(lines)) if lines[i].page != lines[i - 1].page]
    numbered = {i for i in first if lines[i].text == str(lines[i].page + 1)}
    specked = {i for i, line in enumerate(lines) if _is_own_number(line)}
    short = {i for i in first if len(lines[i].text) <= _NUMBER_LENGTH and not lines[i].text.isalpha()}
    return specked | (short - numbered if 2 * len(numbered) >= len(short) else set())


def _is_own_number(line: Line) -> bool:
    """Whether a line is the number of its page with dust on it (`‘ 4 :`); `4)` and `4.` may be something else."""
    number = _SPECKED_NUMBER.fullmatch(line.text)
    return number is not None and int(number[1]) == line.page + 1 and find_marker(line) is None


def _running_heads(lines: Sequence[Line]) -> set[int]:
    """Find the first and last lines of pages that recur, digits aside, on three pages or more."""
    edges: dict[int, str] = {}
    for index, line in enumerate(lines):
        first = index == 0 or lines[index - 1].page != line.page
        last = index + 1 == len(lines) or lines[index + 1].page != line.page
        if (first or last) and len(line.folded) <= 120:
            edges[index] = _DIGITS.sub("0", line.folded)
    counts = Counter(edges.values())
    return {
        index
        for index, shape in edges.items()
        if counts[shape] >= 3 and not lines[index].ended and find_marker(lines[index]) is None
    }


def _repeated(lines: Sequence[Line], breaks: Sequence[int]) -> tuple[set[int], list[str]]:
    """Find lines before a page break that are printed again after it; the first copy is the one to leave out."""
    found: set[int] = set()
    notes = []
    for at in breaks:
        for count in range(min(_MOST_REPEATED, at, len(lines) - at), 0, -1):
            before, after = lines[at - count : at], lines[at : at + count]
            if all(_alike(a.folded, b.folded) for a, b in zip(before, after, strict=True)):
                found.update(range(at - count, at))
                notes.append(f"Đoạn lặp lại ở chỗ ngắt trang, chỉ giữ một lần: “{after[0].text[:60]}”")
                break
    return found, notes


def _alike(a: str, b: str) -> bool:
    if a == b:
        return len(a) >= 25
    if min(len(a), len(b)) < 25 or max(len(a), len(b)) > 1.2 * min(len(a), len(b)) or len(a) > 400:
        return False
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
