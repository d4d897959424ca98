"""How a Vietnamese syllable is written: marks, where the tone stands, onset and rime."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

ONSETS = (
    "ngh", "ng", "gh", "gi", "kh", "nh", "ph", "qu", "th", "tr", "ch",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
"""The initial consonants (âm đầu), longer ones first."""

_TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc huyền hỏi ngã nặng
_VOWELS = "aăâeêioôơuưy"
_NEW_TO_OLD = {
    unicodedata.normalize("NFC", new[0] + new[1] + tone): unicodedata.normalize("NFC", new[0] + tone + new[1])
    for new in ("oa", "oe", "uy")
    for tone in _TONES
}
_CODAS = ("ch", "ng", "nh", "c", "m", "n", "p", "t", "i", "o", "u", "y", "")
_NUCLEI = (
    ["iê", "yê", "uô", "ươ", "oa", "oă", "oe", "uâ", "uê", "uy", "uya", "uyê", "uơ", "ia", "ua", "ưa", "oo", "ue", "uă"] + list(_VOWELS)
)  # fmt: skip
_RIME = re.compile("(?:" + "|".join(sorted(_NUCLEI, key=len, reverse=True)) + ")(?:" + "|".join(_CODAS) + ")")


@cache
def strip_marks(word: str) -> str:
    """Take all marks off, `đ` to `d` too: `Đường` → `Duong`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.replace("đ", "d").replace("Đ", "D"))


def place_tone(word: str) -> str:
    """Put the tone of a lower-case syllable where the model has it: `hoá` → `hóa`, `thuỷ` → `thủy`; `quý` stays."""
    if word[-2:] in _NEW_TO_OLD and not word.startswith("qu"):
        return word[:-2] + _NEW_TO_OLD[word[-2:]]
    return word


def split_syllable(word: str) -> tuple[str, str]:
    """Split a lower-case syllable into onset and rime: `nghiệp` → (`ngh`, `iệp`), `gìn` → (`g`, `ìn`)."""
    for onset in ONSETS:
        if word.startswith(onset) and (onset != "gi" or any(strip_marks(c) in "aeouy" for c in word[2:])):
            return onset, word[len(onset) :]
    raise AssertionError("the empty onset fits every word")


@cache
def is_syllable(word: str) -> bool:
    """Whether a lower-case word can be a Vietnamese syllable by its build: `nghiệp` yes, `nghiêp` and `sirc` no.

    A stop coda (c, ch, p, t) takes the tones sắc and nặng only.
    """
    decomposed = unicodedata.normalize("NFD", word)
    tones = [c for c in decomposed if c in _TONES]
    if len(tones) > 1:
        return False
    flat = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    onset, rime = split_syllable(flat)
    if not _RIME.fullmatch(rime):
        return False
    if rime.endswith(("c", "ch", "p", "t")):
        return bool(tones) and tones[0] in "\u0301\u0323"
    return True


def has_marks(word: str) -> bool:
    """Whether any letter carries a mark (or is đ)."""
    return not word.isascii() and strip_marks(word) != word


def copy_case(source: str, target: str) -> str:
    """Write `target` (lower case) in the case pattern of `source`: (`MUC`, `mục`) → `MỤC`, (`Pang`, `đảng`) → `Đảng`."""
    letters = [c for c in source if c.isalpha()]
    if len(source) == len(target) and not all(c.islower() for c in letters[1:]):
        if all(c.isupper() for c in letters):
            return target.upper()
        return "".join(t.upper() if s.isupper() else t for s, t in zip(source, target, strict=True))
    upper = sum(c.isupper() for c in letters)
    if len(letters) > 1 and upper * 2 > len(letters):
        return target.upper()
    if source[:1].isupper():
        return target[:1].upper() + target[1:]
    return target
