"""Who signed: the person's name and office among the lines of a signature, stamps and scrawls left aside."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from ntm_extract.knowledge.folding import fold

_LETTERLESS = re.compile(r"[\W\d_]+")
_PERSON = re.compile(r"(?:(?:ThS|TS|BS|CN|KS|PGS|GS|Đ/c|Ông|Bà)\.?\s+)*")
_PROXY = re.compile(r"^(?:kt|k t|tm|t m|tl|tuq|q)\b ?")
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh?|gi|kh|ph|th|tr|ch|qu|[bcdhklmnpqrstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnptk])?"
)  # of a folded word
_LONGEST_NAME = 6
_FUZZY = 6  # letters; a shorter office is not guessed


@cache
def head_words() -> dict[str, Any]:
    """Load the issuers, offices and family names of `data/head.toml`."""
    return tomllib.loads(files("ntm_extract.extract").joinpath("data/head.toml").read_text(encoding="utf-8"))


@cache
def _families() -> frozenset[str]:
    return frozenset(fold(name) for name in head_words()["family_names"])


def find_signer(lines: Sequence[str]) -> str | None:
    """Find the name of the person who signed: the last line of a signature that is one, as it is printed.

    Example: of `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`, `Ác ĐI`, `'Trần Văn Bình` it is `Trần Văn Bình`.
    """
    for line in reversed(lines):
        bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", line)
        bare = bare[prefix.end() :] if (prefix := _PERSON.match(bare)) else bare
        if _is_name(bare.split()):
            return " ".join(bare.split())
    return None


def _is_name(words: Sequence[str]) -> bool:
    """Whether words are a person's name: a known family name and more, or three well-formed syllables or more."""
    if not 2 <= len(words) <= _LONGEST_NAME:
        return False
    if not all(word[0].isupper() and word.isalpha() and (len(word) == 1 or word[1:].islower()) for word in words):
        return False
    folded = [fold(word) for word in words]
    if " ".join(folded).startswith(("uy ban", "hoi dong", "ban ", "chu tich", "pho ", "giam doc")):
        return False
    if folded[0] in _families():
        return all(len(word) > 1 for word in words[1:]) or len(words) > 2
    return len(words) >= 3 and all(len(word) > 1 and _SYLLABLE.fullmatch(word) for word in folded)


def find_office(lines: Sequence[str]) -> str | None:
    """Find the office of the person who signed; one misread is taken for the only known one that is near.

    Example: `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH` gives `Phó Chủ tịch`; `=>CHÚ TỊCN` gives `Chủ tịch`.
    """
    offices: dict[str, str] = {fold(name): name for name in head_words()["offices"]}
    printed = [_PROXY.sub("", _LETTERLESS.sub(" ", fold(line)).strip()) for line in lines]
    exact = [offices[words] for words in printed if words in offices]
    if exact:
        return exact[-1]
    for words in reversed(printed):
        if len(words) < _FUZZY:
            continue
        near = [name for key, name in offices.items() if distance(words, key) <= (2 if len(key) >= 8 else 1)]
        if len(near) == 1:
            return near[0]
    return None


def distance(a: str, b: str, most: int = 3) -> int:
    """Give how many letters two words differ in (Levenshtein); above `most` any number above it.

    Example: `distance("chu tich", "chu tlch") == 1`.
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        corner, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            corner, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, corner + (x != y))
    return row[-1]
