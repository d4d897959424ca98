"""How a Vietnamese syllable is written: marks, where the tone stands, onset and rime."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

ONSETS = (
    "ngh", "ng", "gh", "gi", "kh", "nh", "ph", "qu", "th", "tr", "ch",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
)  # fmt: skip
"""The initial consonants (âm đầu), longer ones first."""

MARKED = (
    "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
    "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
)
"""The letters of the alphabet that carry a mark, with every tone."""

LONGEST = 7
"""Letters of the longest syllable (`nghiêng`)."""

_TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc huyền hỏi ngã nặng
_NEW_TO_OLD = {
    unicodedata.normalize("NFC", new[0] + new[1] + tone): unicodedata.normalize("NFC", new[0] + tone + new[1])
    for vowels in ("oa", "oe", "uy")
    for new in (vowels, vowels.upper(), vowels.capitalize())
    for tone in _TONES
}
NEW_ENDS = frozenset(_NEW_TO_OLD)
"""The ends of syllables whose tone many write elsewhere than the dictionaries do (`oá`, `uỷ`)."""
_CODAS = ("ch", "ng", "nh", "c", "m", "n", "p", "t", "i", "o", "u", "y", "")
_NUCLEI = (
    "iê", "yê", "uô", "ươ", "oa", "oă", "oe", "uâ", "uê", "uy", "uya", "uyê", "uơ", "ia", "ua", "ưa", "oo", "ue", "uă",
    *"aăâeêioôơuưy",
)  # fmt: skip
_LETTERS = frozenset("abcdeghiklmnopqrstuvxy")
_RIME = re.compile("(" + "|".join(sorted(_NUCLEI, key=len, reverse=True)) + ")(" + "|".join(_CODAS) + ")")


@lru_cache(maxsize=16_384)
def strip_marks(word: str) -> str:
    """Take all marks off, `đ` to `d` too: `Đường` → `Duong`."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare.replace("đ", "d").replace("Đ", "D"))


def place_tone(word: str) -> str:
    """Put the tone of an NFC syllable where dictionaries have it: `hoá` → `hóa`, `THUỶ` → `THỦY`; `quý` stays."""
    if word[-2:] in _NEW_TO_OLD and word[:2].lower() != "qu":
        return word[:-2] + _NEW_TO_OLD[word[-2:]]
    return word


def split_syllable(word: str) -> tuple[str, str]:
    """Split a lower-case syllable into onset and rime: `nghiệp` → (`ngh`, `iệp`), `gìn` → (`g`, `ìn`)."""
    for onset in ONSETS:
        if word.startswith(onset) and (onset != "gi" or any(strip_marks(c) in "aeouy" for c in word[2:])):
            return onset, word[len(onset) :]
    raise AssertionError("the empty onset fits every word")


@lru_cache(maxsize=16_384)
def is_syllable(word: str) -> bool:
    """Whether a lower-case word can be a Vietnamese syllable by its build: `nghiệp` yes, `nghiêp` and `sirc` no.

    A stop coda (c, ch, p, t) takes the tones sắc and nặng only; the tone stands where `place_tone` puts it.
    """
    if len(word) > LONGEST:
        return False
    decomposed = unicodedata.normalize("NFD", word)
    tones = [c for c in decomposed if c in _TONES]
    if len(tones) > 1:
        return False
    flat = unicodedata.normalize("NFC", "".join(c for c in decomposed if c not in _TONES))
    onset, rime = split_syllable(flat)
    parts = _RIME.fullmatch(rime)
    if not parts or rime not in load_rimes():
        return False
    if tones:
        vowels, coda = parts.groups()
        at = len(onset) + _tone_seat(vowels, coda)
        if unicodedata.normalize("NFC", flat[: at + 1] + tones[0] + flat[at + 1 :]) != word:
            return False
    if rime.endswith(("c", "ch", "p", "t")):
        return bool(tones) and tones[0] in "\u0301\u0323"
    return True


def _tone_seat(vowels: str, coda: str) -> int:
    """Give the vowel that carries the tone: the last one with a hat or horn, else by the coda (`hòa`, `hoàng`)."""
    shaped = [index for index, vowel in enumerate(vowels) if vowel in "ăâêôơư"]
    if shaped:
        return shaped[-1] if vowels != "ưa" else 0
    return len(vowels) - 1 if coda else max(len(vowels) - 2, 0)


@cache
def load_rimes() -> frozenset[str]:
    """Load the rimes (vần) of Vietnamese syllables, without their tone: `a`, `iêp`, `uyêt`."""
    table = tomllib.loads((files("ntm_extract.writing") / "data" / "syllables.toml").read_text("utf-8"))
    return frozenset(table["rimes"].split())


@cache
def _bare_rimes() -> frozenset[str]:
    return frozenset(map(strip_marks, load_rimes()))


def is_bare_syllable(word: str) -> bool:
    """Whether a lower-case word without marks has the letters of a syllable: `nghiep`, `duong`; not `strong`."""
    return split_syllable(word)[1] in _bare_rimes()


def is_typo(word: str) -> bool:
    """Whether a lower-case word is a syllable but for a mark that cannot stand so: `nghiêp`, `họat`; not `josé`."""
    bare = strip_marks(word)
    return bare != word and set(bare) <= _LETTERS and is_bare_syllable(bare) and not is_syllable(word)


def has_marks(word: str) -> bool:
    """Whether any letter carries a mark (or is đ)."""
    return not word.isascii() and strip_marks(word) != word


def copy_case(source: str, target: str) -> str:
    """Write `target` (lower case) in the case of `source`: (`MUC`, `mục`) → `MỤC`, (`Pang`, `đảng`) → `Đảng`."""
    letters = [c for c in source if c.isalpha()]
    if len(letters) > 1 and sum(c.isupper() for c in letters) * 2 > len(letters):
        return target.upper()
    return target[:1].upper() + target[1:] if source[:1].isupper() else target


def has_regular_case(word: str) -> bool:
    """Whether a word is in small letters, in capitals, or capitalised: `mục`, `MỤC`, `Mục`; not `MụC`, `mUC`."""
    return word.islower() or word.isupper() or (word[:1].isupper() and word[1:].islower())
