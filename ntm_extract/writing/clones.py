"""Spacing clones of marks: a grave, acute, circumflex, tilde or breve beside its letter, as a sign of its own.

Such signs also stand in right text (`10´`, a word in back-ticks), so they are only taken for marks where syllables
come of it, and those typed on every keyboard only where that happens again and again.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from ntm_extract.alignment import Edit
from ntm_extract.writing.marks import BLANKS
from ntm_extract.writing.orthography import LONGEST, has_regular_case, is_syllable, place_tone

LEAST_ON_KEYBOARD = 3
"""So many back-ticks, carets or tildes must make a syllable before any of them is taken for a mark."""
MORE = 4
"""And so many times as many must make one as must not."""


class _Clones(NamedTuple):
    marks: dict[int, str]
    runs: re.Pattern[str]


@cache
def _load_clones() -> _Clones:
    table = tomllib.loads((files("ntm_extract.writing") / "data" / "charsets.toml").read_text("utf-8"))["clones"]
    signs = f"[{re.escape(''.join(table))}]"
    return _Clones({ord(sign): mark for sign, mark in table.items()}, re.compile(f"{signs}+(?: {signs}+)?"))


def find_clones(text: str) -> list[Edit]:
    """Find spacing clones with the letter they belong to, before or after it: `Kê´ hoach`, `K´ê`, `xa ˜`."""
    clones = _load_clones()
    edits: list[Edit] = []
    others = 0
    for run in clones.runs.finditer(text):
        edit = _attach(text, run, clones.marks)
        if edit and (not edits or edits[-1].end <= edit.start):
            edits.append(edit)
        else:
            others += 1
    typed = all(text[edit.start : edit.end].isascii() for edit in edits)
    least = LEAST_ON_KEYBOARD if typed else 1
    return edits if len(edits) >= max(least, MORE * others) else []


def _attach(text: str, run: re.Match[str], table: dict[int, str]) -> Edit | None:
    """Put the marks on the last letter before or the first one after, whichever gives a syllable."""
    marks = run.group().replace(" ", "").translate(table)
    start, end = run.span()
    before, after = _letters_before(text, start), _letters_after(text, end)
    if not before and not after and text[start - 1 : start] in BLANKS:
        before, start = _letters_before(text, start - 1), start - 1
    if before:
        letter = unicodedata.normalize("NFC", before[-1] + marks)
        if _is_word(before[:-1] + letter + after):
            return Edit(start - 1, end, letter)
    if after:
        letter = unicodedata.normalize("NFC", after[0] + marks)
        if _is_word(before + letter + after[1:]):
            return Edit(start, end + 1, letter)
    return None


def _letters_before(text: str, end: int) -> str:
    start = end
    while start > 0 and end - start <= LONGEST and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _letters_after(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start <= LONGEST and text[end].isalpha():
        end += 1
    return text[start:end]


def _is_word(word: str) -> bool:
    return has_regular_case(word) and is_syllable(place_tone(word.lower()))
