"""Letters that a text has lost because some table has no place for them: which, and what stands there instead.

A text that went through ASCII, Latin-1 or Windows-1258 has lost what these do not have (`lost-letters`); in another
à á â ã è é ê ì í ò ó ô õ ù ú ý alone are gone (`lost-latin1`). It is told by the marked letters that are left, and by
words without a vowel or with a sign in them. The text cannot be made right here, only told.

Thresholds: in stretches of 200 words of right text (390,000 words of law and encyclopedia) Latin-1 letters are at least
0.13 of the marked ones, at most 0.06 of the words in small letters have no vowel, and no `?` stands before a letter.
After a loss done by code these are 0, at least 0.12, and 0.09 of the words.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import Literal, NamedTuple

from ntm_extract.alignment import Edit
from ntm_extract.writing.orthography import MARKED, ONSETS, is_bare_syllable, strip_marks

LOST = "\ufffd"
"""The sign made for a lost letter; a single one in a word tells of one."""
LEAST_HOLES, LEAST_HOLED = 3, 0.04
"""So many words with a `?` before a letter, and such a share of all, are met by no chance."""
LEAST_WORDS = 12
LEAST_VOWELLESS, VOWELLESS = 4, 0.08
VOWELLESS_UNSURE = {"latin-1": 0.15, "ascii": 0.25}
"""So many words without a vowel, and such a share, tell of lost letters; a larger one where no marked letters are left
that tell as well. Slavic languages have up to 0.06 of such words, text misread by an English engine 0.04."""
SPELLED = 0.5
"""Share of the other words that have the letters of a syllable: in no other language and no noise are there so many."""
FEWEST_MARKED = 10
MOST_LATIN1 = 0.02
"""Share of Latin-1 letters among the marked ones below which they count as lost."""
TORN = 0.9
"""Share of pieces that begin or end a syllable (`th`, `nh`), among words without a vowel, from which blanks are in
place of the letters; letters left out give clusters (`thnh`)."""

_LATIN1 = frozenset("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
_CP1258 = frozenset("ăđơưĂĐƠƯ")
_VOWELS = frozenset("aeiouy")
_ENDS = frozenset(ONSETS) | frozenset(("c", "ch", "m", "n", "ng", "nh", "p", "t"))
_WORD = re.compile(r"[^\W\d_]+")
_NOT_BARE = "A-Z" + "".join(v for v in "aeiouy" + MARKED if v.isupper() or strip_marks(v) in _VOWELS)
_VOWELLESS = re.compile(rf"(?<![^\W\d_])[^\W\d_{_NOT_BARE}]+(?![^\W\d_])")
_ADDRESS = re.compile("[/=&@:]")
_NO_WORD = re.compile(r"[/=&@\d]")


class Loss(NamedTuple):
    """Letters that are lost.

    Attributes:
        kind: `lost-latin1` or `lost-letters`.
        kept: the table whose letters are left: `ascii`, `latin-1`, `cp1258`, or `unicode` where some of all are lost.
        placeholder: what stands for a lost letter: `?`, U+FFFD, a blank, or nothing.
        share: of words that show it.
    """

    kind: Literal["lost-latin1", "lost-letters"]
    kept: Literal["ascii", "latin-1", "cp1258", "unicode"]
    placeholder: str
    share: float


def find_loss(text: str) -> Loss | None:
    """Tell which letters a text has lost; None where none are, or it is no Vietnamese.

    Example: `K? ho?ch x?y d?ng n?ng th?n m?i` → lost-letters, kept ascii, placeholder `?`.
    """
    may_lack = sum(map(_count_vowelless, text.split())) >= LEAST_VOWELLESS  # at a tenth of the cost of what follows
    small = _find_small_words(text) if may_lack else []
    bare = [word for word in small if not _has_vowel(word)]
    share = len(bare) / max(len(small), 1)
    lacks_vowels = len(bare) >= LEAST_VOWELLESS and share >= VOWELLESS
    if not lacks_vowels and LOST not in text and "?" not in text:
        return None  # as nearly every right text
    letters = Counter(text)
    marked = sum(letters[letter] for letter in MARKED)
    latin1 = sum(letters[letter] for letter in _LATIN1)
    lacks_latin1 = marked > 0 and latin1 <= MOST_LATIN1 * marked
    kept = _name_kept(letters, marked, latin1)
    for sign, least in ((LOST, 1.0), ("?", LEAST_HOLES)):
        holed, words = _count_holed(text, sign)
        if holed >= least and (sign == LOST or holed >= LEAST_HOLED * words):
            clear = lacks_latin1 and holed >= max(LEAST_HOLES, LEAST_HOLED * words)
            return Loss("lost-latin1" if clear else "lost-letters", kept, sign, holed / words)
    if not lacks_vowels:
        return None
    spelled = sum(is_bare_syllable(strip_marks(word)) for word in small)
    if len(small) < LEAST_WORDS or spelled < SPELLED * (len(small) - len(bare)):
        return None  # it is no Vietnamese
    torn = sum(word in _ENDS for word in bare) >= TORN * len(bare)
    placeholder = "?" if holed else " " if torn else ""
    if marked >= FEWEST_MARKED and lacks_latin1:
        return Loss("lost-latin1", kept, placeholder, share)
    if share >= VOWELLESS_UNSURE.get(kept, 1.0) and (marked >= FEWEST_MARKED or not marked):
        return Loss("lost-letters", kept, placeholder, share)
    return None


def is_kept(letter: str, loss: Loss) -> bool:
    """Whether a small letter has outlived a loss: `ơ` where the letters of Latin-1 are lost, none marked in ASCII.

    Where some of all letters are lost (`unicode`) none with a mark is counted on.
    """
    if letter not in MARKED:
        return True
    if loss.kind == "lost-latin1":
        return letter not in _LATIN1
    return letter in {"latin-1": _LATIN1, "cp1258": _LATIN1 | _CP1258}.get(loss.kept, frozenset())


def find_long_holes(text: str, sign: str) -> list[Edit]:
    """Find signs that stand for a byte of UTF-8 each, to be made one for a letter: `ph??t tri???n` → `ph?t tri?n`."""
    if sign not in ("?", LOST):
        return []
    runs = [run for run in re.finditer(rf"{re.escape(sign)}+", text) if len(run.group()) > 1 or _is_hole(text, run)]
    if 2 * sum(len(run.group()) > 1 for run in runs) <= len(runs):
        return []
    return [Edit(*run.span(), sign * -(-len(run.group()) // 3)) for run in runs]


def _is_hole(text: str, run: re.Match[str]) -> bool:
    return run.group() == LOST or text[run.end() : run.end() + 1].isalpha()


def _name_kept(letters: Counter[str], marked: int, latin1: int) -> Literal["ascii", "latin-1", "cp1258", "unicode"]:
    if not marked:
        return "ascii"
    if latin1 == marked:
        return "latin-1"
    return "cp1258" if latin1 + sum(letters[letter] for letter in _CP1258) == marked else "unicode"


def _count_holed(text: str, sign: str) -> tuple[int, int]:
    """Count the words in which a sign stands before a letter, or anywhere if it is no punctuation; and all words."""
    holed = words = 0
    if sign not in text:
        return 0, 1
    hole = re.compile(rf"(?:^|[^\W\d_]){re.escape(sign)}+[^\W\d_]" if sign == "?" else re.escape(sign))
    for chunk in text.split():
        words += 1
        holed += sign in chunk and not _ADDRESS.search(chunk) and hole.search(chunk.strip("\"'([“‘")) is not None
    return holed, words


@lru_cache(maxsize=16_384)
def _count_vowelless(chunk: str) -> int:
    """Count the words in small letters that have no vowel, in what stands between two blanks."""
    return len(_VOWELLESS.findall(chunk))


def _find_small_words(text: str) -> list[str]:
    """Find the words in small letters, without addresses, the units behind numbers, and letters read as figures."""
    small: list[str] = []
    counted = False
    for chunk in text.split():
        if not counted and not _NO_WORD.search(chunk):
            small += (word for word in _WORD.findall(chunk) if word.islower())
        counted = chunk[-1].isdecimal()
    return small


@lru_cache(maxsize=16_384)
def _has_vowel(word: str) -> bool:
    return not _VOWELS.isdisjoint(strip_marks(word))
