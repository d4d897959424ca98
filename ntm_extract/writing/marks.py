"""Marks that are not one with their letter: decomposed, in the wrong order, or split off by a blank.

The marks of a Vietnamese letter are a shape (ă â ê ô ơ ư) and then a tone; both together are one character of NFC.
"""

from __future__ import annotations

import re
import unicodedata

from ntm_extract.alignment import Alignment, Edit, apply_edits, compose
from ntm_extract.writing.orthography import is_syllable, place_tone

TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc huyền hỏi ngã nặng
SHAPES = "\u0302\u0306\u031b"  # mũ trăng móc
BLANKS = " \u00a0"

_MARK = "[\u0300-\u036f]"
_ANY_MARK = re.compile(_MARK)
_CLUSTER = re.compile(rf"[^\W\d_]?{_MARK}+(?:[{BLANKS}]{{1,2}}{_MARK}+)*|[^\W\d_](?:[{BLANKS}]{{1,2}}{_MARK}+)+")
_LONG_RUN = re.compile(r"[^\w\s\x00-\xff]{65}")
_CHUNK = re.compile(r"\w+[^\w\s\x00-\xff]{0,64}|[^\w\s\x00-\xff]{1,64}")
_WORD = re.compile(r"[^\W\d_]+")
_ETH = re.compile("[ÐðƉɖ]")
_TO_DE = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_BEYOND_LATIN1 = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")


def normalize(text: str) -> tuple[str, Alignment]:
    """Bring a text to NFC, marks in their order and one with their letters; give the way back too.

    Time is linear, also where thousands of marks stand on one letter.

    Example: `Kê` with a U+0301 behind it, or behind a blank, → `Kế`.
    """
    clustered, alignment = apply_edits(text, find_loose_marks(text))
    if not _LONG_RUN.search(clustered) and unicodedata.is_normalized("NFC", clustered):
        return clustered, alignment
    edits = []
    for chunk in _CHUNK.finditer(clustered):
        normal = unicodedata.normalize("NFC", chunk.group())
        if normal != chunk.group():
            edits.append(Edit(*chunk.span(), normal))
    normal, second = apply_edits(clustered, edits)
    return normal, compose(alignment, second)


def find_loose_marks(text: str) -> list[Edit]:
    """Find letters whose combining marks are not one with them, blanks between them included."""
    if not _ANY_MARK.search(text):
        return []
    found = ((match, _put_together(match.group())) for match in _CLUSTER.finditer(text))
    return [Edit(*match.span(), whole) for match, whole in found if whole != match.group()]


def _put_together(cluster: str) -> str:
    signs = unicodedata.normalize("NFD", cluster[0]) + "".join(c for c in cluster[1:] if c not in BLANKS)
    letter = "" if unicodedata.combining(signs[0]) else signs[0]
    marks = list(dict.fromkeys(signs[len(letter) :]))
    if len(marks) == 2 and marks[0] in TONES and marks[1] in SHAPES:
        marks.reverse()
    return unicodedata.normalize("NFC", letter + "".join(marks))


def find_eths(text: str) -> list[Edit]:
    """Find the Icelandic letter (U+00D0) or the African one typed for Đ in a Vietnamese text: `QÐ-UBND`, `Ðà`."""
    if not _ETH.search(text) or not _BEYOND_LATIN1.search(text):
        return []
    edits = []
    for word in _WORD.finditer(text):
        new = word.group().translate(_TO_DE)
        if new != word.group() and (new.isupper() or is_syllable(place_tone(new.lower()))):
            edits.append(Edit(*word.span(), new))
    return edits
