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
_TWINS = (
    ("\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0406\u0408", "ABEKMHOPCTYXSIJ"),
    ("\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0455\u0456\u0458", "aeopcyxsij"),
    ("\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf", "ABEZHIKMNOPTYXo"),
)
"""Cyrillic and Greek letters, and the Latin ones that look the same."""
_TO_LATIN = {ord(one): other for ones, others in _TWINS for one, other in zip(ones, others, strict=True)}
_ETH = re.compile(f"[ÐðƉɖ{''.join(map(chr, _TO_LATIN))}]")
_TO_DE = str.maketrans("ÐðƉɖ", "ĐđĐđ") | _TO_LATIN
_FOREIGN = re.compile("[\u0370-\u052f]")
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
    """Find letters of other scripts typed for those that look the same in a Vietnamese text.

    They are the Icelandic letter (U+00D0) or the African one for Đ (`QÐ-UBND`, `Ðà`), and Cyrillic or Greek letters
    (`NQ-\u0421\u0420` for `NQ-CP`) in words that are Latin with them.
    """
    if not _ETH.search(text) or not _BEYOND_LATIN1.search(text):
        return []
    edits = []
    for word in _WORD.finditer(text):
        new = word.group().translate(_TO_DE)
        if new != word.group() and not _FOREIGN.search(new) and (new.isupper() or is_syllable(place_tone(new.lower()))):
            edits.append(Edit(*word.span(), new))
    return edits
