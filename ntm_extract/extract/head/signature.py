"""Who signed: the person's name and office among the lines of a signature, stamps and scrawls left aside."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.knowledge.folding import fold

_LETTERLESS = re.compile(r"[\W\d_]+")
_ON_BEHALF = re.compile(r"^(?:tm|t m)\b ?")  # thay mặt
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
def _rank() -> re.Pattern[str]:
    """Rank, degree or form of address before a name (`Thượng tướng`, `PGS.TS.`)."""
    words = "|".join(re.escape(word) for word in sorted(head_words()["ranks"], key=len, reverse=True))
    return re.compile(rf"(?:(?:{words})(?:\.\s*|\s+))+")


@cache
def _families() -> frozenset[str]:
    return frozenset(fold(name) for name in head_words()["family_names"])


@cache
def _offices() -> dict[str, str]:
    return {fold(name): name for name in head_words()["offices"]}


@cache
def _opening_office() -> re.Pattern[str]:
    return re.compile(rf"({'|'.join(sorted(_offices(), key=len, reverse=True))})\b")


@cache
def _for_another() -> re.Pattern[str]:
    """Ký thay, thừa lệnh, thừa ủy quyền, and whose office is signed for; his own office may stand behind it."""
    office = _opening_office().pattern
    return re.compile(rf"(?:kt|k t|tl|t l|tuq|t uq)\b ?(?:{office}$|{office} (?={office})|.*)")


def find_signer(lines: Sequence[str]) -> str | None:
    """Find the name of the person who signed: the last line of a signature that is one, as it is printed.

    Example: of `TM. ỦY BAN NHÂN DÂN`, `CHỦ TỊCH`, `Ác ĐI`, `'Trần Văn Bình` it is `Trần Văn Bình`.
    """
    for line in reversed(lines):
        line = _without_specks(line)
        bare = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", line)
        bare = bare[prefix.end() :] if (prefix := _rank().match(bare)) else bare
        if _is_name(bare.split()):
            return " ".join(bare.split())
    return None


def _without_specks(line: str) -> str:
    """Leave out what a stamp over a signature makes of itself between its words: signs, figures, small letters.

    Example: `Bùi = Khắc 3 Trường :` is `Bùi Khắc Trường`, `PHÓ r CHỦ > TỊCH` is `PHÓ CHỦ TỊCH`.
    """
    words = line.split()
    kept = [word for word in words if word[:1].isupper() or (word[0].isdigit() and len(word) > 1) or "/" in word]
    return " ".join(kept) if len(words) <= 2 * len(kept) and _SPECK.search(line) else line


_SPECK = re.compile(r"(?:^|\s)(?:[^\w\s]{1,2}|\d|[a-zà-ỹđ]{1,3})(?=\s|$)")
_ENDED = re.compile(r"[;:.]\s+")


def find_signer_beside(recipient: str) -> tuple[str, str] | None:
    """Find the name that ends the last line of Nơi nhận, where the two columns of the end of a document became one.

    Only a known family name and two words or more are taken for one.

    Returns:
        The recipient and the name, or None.

    Example: `Trang TTĐT huyện; Trần Văn Bình` gives `Trang TTĐT huyện` and `Trần Văn Bình`.
    """
    for ended in _ENDED.finditer(recipient):
        words = recipient[ended.end() :].split()
        if len(words) > 2 and fold(words[0]) in _families() and _is_name(words):
            return recipient[: ended.start()], " ".join(words)
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


@dataclass(frozen=True)
class Office:
    """An office (chức vụ) in a signature.

    Attributes:
        name: as offices are written, e.g. `Phó Chủ tịch`.
        printed: its words in the signature, folded (lower case, no marks).
    """

    name: str
    printed: str


def find_office(lines: Sequence[str]) -> Office | None:
    """Find the office of the person who signed; one misread is taken for the only known one that is near.

    A line that says for whom is signed (`KT. CHỦ TỊCH`, thể thức of Nghị định 30/2020/NĐ-CP, Phụ lục I) names another
    person's office, and is passed over.

    Example: `KT. CHỦ TỊCH`, `PHÓ CHỦ TỊCH` gives `Phó Chủ tịch`; `=>CHÚ TỊCN` gives `Chủ tịch`.
    """
    offices = _offices()
    printed = [
        _LETTERLESS.sub(" ", fold(_without_specks(line) if line[:1].isupper() else line)).strip() for line in lines
    ]
    printed = [re.sub(r"^q (?=\w)", "quyen ", line) for line in printed]
    own = [_ON_BEHALF.sub("", _for_another().sub("", line)) for line in printed]
    exact = [Office(offices[words], words) for words in own if words in offices]
    if exact:
        return _own_office(exact)
    for words in reversed(own):
        if opening := _opening_office().match(words):  # `PHÓ CHỦ TỊCH UBND HUYỆN`
            return Office(offices[opening[1]], opening[1])
    for words in reversed(own):
        if len(words) < _FUZZY:
            continue
        near = [name for key, name in offices.items() if levenshtein(words, key) <= (2 if len(key) >= 8 else 1)]
        if len(near) == 1:
            return Office(near[0], words)
    return None


def _own_office(offices: Sequence[Office]) -> Office:
    """Choose the office in which is signed: the first, since another one after it is one the signer holds besides.

    Example: of `TRƯỞNG BAN`, `PHÓ CHỦ TỊCH` it is Trưởng ban; of `CHỦ TỊCH` (`KT.` lost), `PHÓ CHỦ TỊCH` the second.
    """
    first = offices[0]
    return next((office for office in offices[1:] if office.printed.startswith(f"pho {first.printed}")), first)
