"""UTF-8 whose bytes were read one by one: `Cá»™ng hÃ²a` for `Cộng hòa`, also twice over or with bytes lost.

A line is undone when that makes syllables of its words. A letter that is not certain stays as U+FFFD, the sign of a
lost one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ntm_extract.alignment import Edit, apply_edits
from ntm_extract.writing.loss import LOST
from ntm_extract.writing.orthography import LONGEST, MARKED, has_regular_case, is_syllable, place_tone
from ntm_extract.writing.syllables import weigh

DEEPEST = 3
"""So many times over a text may have been read wrongly."""
SURE = 3
"""So much must be gained by undoing one line for mojibake to be taken as met."""

_BLANK = 0xA0
_DROPPED = (0x81, 0x8D, 0x8F, 0x90, 0x9D, _BLANK, 0xAD)
"""Bytes that get lost: those Windows' western table does not have, the blank that does not break (cleaning makes a
common one of it) and the hyphen that does not show."""

_CLEAR = frozenset(f"{MARKED}–—‘’“”…")
"""What is seldom met by chance where it takes three characters, and speaks for itself."""
_LAST_LETTERS = re.compile(r"(?<![^\W\d_])[^\W\d_]*\Z")
_FIRST_LETTERS = re.compile(rf"(?:[^\W\d_]|{LOST})*")


class _Table(NamedTuple):
    """A western table as the bytes of UTF-8 look through it.

    Attributes:
        codes: from its characters (of several tables: all of them) to bytes.
        hint: the first two bytes of one letter, sought at a fifth of the cost of all.
        whole: the bytes of one letter.
        part: the same, or what is left of them when one is lost.
        blank: a common blank in place of the last byte.
        dropped: bytes that may be lost.
    """

    codes: dict[str, int]
    hint: re.Pattern[str]
    whole: re.Pattern[str]
    part: re.Pattern[str]
    blank: re.Pattern[str]
    dropped: tuple[int, ...]


@cache
def _load_tables() -> tuple[_Table, ...]:
    return _make_table("cp1258", "latin-1", "cp1252"), _make_table("mac_roman")


def _make_table(*codecs: str) -> _Table:
    """Join tables that differ in few places; of two that show a byte alike the later wins."""
    seen = ((bytes([byte]).decode(codec, "ignore"), byte) for codec in codecs for byte in range(0x80, 0x100))
    codes = {char: byte for char, byte in seen if char}

    def those(wanted: Iterable[int]) -> str:
        bytes_ = frozenset(wanted)
        return f"[{re.escape(''.join(char for char, byte in codes.items() if byte in bytes_))}]"

    rest, lost = those(range(0x80, 0xC0)), f"[?{LOST}]"
    two, three, four = those(range(0xC2, 0xE0)), those(range(0xE1, 0xF0)), those(range(0xF0, 0xF5))
    whole = f"{two}{rest}|{three}{rest}{{2}}|{four}{rest}{{3}}"
    vietnamese, page = those([0xE1]), those([0xBA, 0xBB])
    lead = f"{vietnamese}{page}|{those([0xE2])}{those([0x80])}|{those(range(0xC3, 0xC7))}"
    part = f"{whole}|(?:{lead})(?:{lost}| )?|{vietnamese}{lost}{rest}|{lost}{page}{rest}"
    hint = those((*range(0xC2, 0xE0), *range(0xE1, 0xF5))) + rest
    return _Table(codes, re.compile(hint), re.compile(whole), re.compile(part), re.compile(f"(?:{lead}) "), _DROPPED)


def find_mojibake(text: str) -> list[Edit]:
    """Find what makes a text right, or less often read wrongly; its lines may be right or spoilt several times over.

    Example: `Cá»™ng hÃ²a` → `Cộng hòa`; `Ä?Æ°á»?ng` → `Đường`.
    """
    tables = [_narrow(table, text) for table in _load_tables() if table.hint.search(text) and table.whole.search(text)]
    if not tables:
        return []
    lines = text.split("\n")
    undone = [_undo_best(line, [table for table in tables if table.whole.search(line)]) for line in lines]
    if max(gain for gain, _ in undone) < SURE:
        return []
    found: list[Edit] = []
    start = 0
    for line, (gain, edits) in zip(lines, undone, strict=True):
        if gain == 0:  # bytes may be lost of all its letters
            gain, edits = _undo_best(line, [table for table in tables if table.part.search(line)])
        if gain > 0:
            found += [Edit(start + edit.start, start + edit.end, edit.text) for edit in edits]
        start += len(line) + 1
    return found


def _narrow(table: _Table, text: str) -> _Table:
    """Leave only those bytes for lost of which the text shows none."""
    seen = {table.codes.get(char) for char in set(text)}
    if table.blank.search(text):
        seen.add(_BLANK)
    return table._replace(dropped=tuple(byte for byte in _DROPPED if byte not in seen))


def _undo_best(line: str, tables: Sequence[_Table]) -> tuple[int, list[Edit]]:
    """Give what a line gains by being undone through the best of some tables, and the edits that undo it once."""
    return max((_undo_deep(line, table) for table in tables), key=lambda undone: undone[0], default=(0, []))


def _undo_deep(line: str, table: _Table) -> tuple[int, list[Edit]]:
    """Give what a line gains by being undone as often as is best, and the edits that undo it once."""
    first = edits = _undo(line, table)
    plain, undone, gain, depth = weigh(line).gain, line, 0, 0
    clear = sum(edit.end - edit.start == 3 and edit.text in _CLEAR for edit in first)
    while edits and depth < DEEPEST:
        undone, _ = apply_edits(undone, edits)
        weight = weigh(undone)
        if weight.right >= weight.wrong:
            gain = max(gain, weight.gain - plain + clear)
        edits, depth = _undo(undone, table), depth + 1
    return gain, first


def _undo(line: str, table: _Table) -> list[Edit]:
    """Find the letters of a line whose bytes are seen through a table."""
    edits: list[Edit] = []
    before, at = "", 0  # the letters decoded last, and how far the line is read
    for match in table.part.finditer(line):
        start, end = match.span()
        before = (before + line[at:start])[-LONGEST:]
        letter, at = _read_letter(match.group(), before, line[end : end + 3 * LONGEST], table), end
        if letter.endswith(" "):
            letter, end, at = letter[:-1], end - 1, end - 1
        edits.append(Edit(start, end, letter))
        before += letter
    return edits


def _read_letter(signs: str, before: str, after: str, table: _Table) -> str:
    """Read the bytes of one letter, whole or not; a blank that is none of them is given back."""
    if table.whole.fullmatch(signs):
        return _decode(signs, table)
    head, tail = _LAST_LETTERS.search(before), _FIRST_LETTERS.match(_read_ahead(after, table))
    word = (head.group() if head else ""), (tail.group() if tail else "")
    codes = tuple(table.codes.get(sign) for sign in signs.rstrip())
    if signs.endswith(" "):
        letter = _fitting((*codes, _BLANK), table.dropped)
        if letter and (not after[:1].isalpha() or _is_word(letter.join(word))):
            return letter
        word = word[0], ""
    if None not in codes:
        codes = (*codes, None)
    choices = _fitting(codes, table.dropped)
    fitting = [letter for letter in choices if len(choices) == 1 or _is_word(letter.join(word))]
    return (fitting[0] if len(fitting) == 1 else LOST) + signs[len(signs.rstrip()) :]


def _decode(signs: str, table: _Table) -> str:
    return bytes(table.codes[sign] for sign in signs).decode("utf-8", "replace")


def _read_ahead(line: str, table: _Table) -> str:
    """Decode a line up to the first letter of which a byte is lost, that one included as a sign."""
    read, at = "", 0
    for match in table.part.finditer(line):
        read, at = read + line[at : match.start()], match.end()
        if not table.whole.fullmatch(match.group()):
            return read + LOST
        read += _decode(match.group(), table)
    return read + line[at:]


@lru_cache
def _fitting(codes: tuple[int | None, ...], dropped: tuple[int, ...]) -> str:
    """Give the Vietnamese letters (and the quotation mark) whose bytes are these, None standing for a lost one."""
    for lost in (dropped, range(0x80, 0x100)):
        wanted = {bytes(byte if code is None else code for code in codes) for byte in lost}
        if letters := "".join(letter for letter in f"{MARKED}”" if letter.encode() in wanted):
            return letters
    return ""


def _is_word(word: str) -> bool:
    return has_regular_case(word) and is_syllable(place_tone(word.lower()))
