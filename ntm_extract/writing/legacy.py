"""Encodings from before Unicode, read with a western table: TCVN3 (ABC), VNI and Windows-1258 (bảng mã cũ).

A line is decoded when that makes syllables of its words, and not because of a byte or a declared name. Lines are
judged one by one, as documents put together from several files are old in parts; a short line that could be either
goes with the line before it.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple

from ntm_extract.alignment import Edit
from ntm_extract.writing.capitals import raise_marked
from ntm_extract.writing.marks import normalize
from ntm_extract.writing.orthography import MARKED
from ntm_extract.writing.syllables import Weight, has_wrong, measure, weigh

SURE, FEWEST = 3, 2
"""So much must be gained by decoding, and so many words be right by it, for an encoding to be taken as met."""
RIGHT = 2
"""A line gains only where so many times as many words are right afterwards as are wrong."""
DENSE = 0.5
"""Share of marked syllables among the words of a decoded line; right text has 0.83, 0.57 in one line of a hundred. Text
misread by an English engine, in which é happens to decode to syllables, has 0.18."""
SPOILT = 2
"""At most so many times as many lines may be spoilt by decoding, or stay thin, as gain by it."""

_BASES = "aeiouyAEIOUYâêôÂÊÔ"
_PUNCTUATION = re.compile("[\u2010-\u2027]")
_BEYOND_LATIN1 = re.compile("[\u0100-\u024f\u1e00-\u1eff]")


class Finding(NamedTuple):
    """What was found: the encoding of most lines that are in one (`unicode` if none is), and what makes them right."""

    encoding: str
    edits: list[Edit]


@dataclass(frozen=True)
class Charset:
    """An old encoding as it looks through one western table.

    Attributes:
        name: `tcvn3`, `vni`, `cp1258`.
        view: from the characters of that table to those of Windows' western one.
        sign: what a line in it holds.
        rare: what a text in it holds somewhere, of what Latin-1 does not have; empty where the table is Windows'.
        pattern: what is to be replaced, as Windows shows it: a letter, or a letter and its mark.
        letters: and by what.
    """

    name: str
    view: dict[int, str]
    sign: re.Pattern[str]
    rare: frozenset[str]
    pattern: re.Pattern[str]
    letters: dict[str, str]

    def decode(self, line: str) -> str:
        """Decode one line: `n«ng th«n` → `nông thôn`, `CéNG HßA` → `CỘNG HÒA`."""
        decoded = self.pattern.sub(self._letter, line.translate(self.view))
        return raise_marked(decoded) if self.name == "tcvn3" else decoded

    def find(self, line: str, start: int) -> list[Edit]:
        """Find what changes when the line that starts at `start` of its text is decoded."""
        decoded = self.decode(line)
        if len(decoded) == len(line):
            return [Edit(start, start + len(line), decoded)]
        found = self.pattern.finditer(line.translate(self.view))
        return [Edit(start + match.start(), start + match.end(), self._letter(match)) for match in found]

    def _letter(self, match: re.Match[str]) -> str:
        signs = match.group()
        return self.letters.get(signs) or "".join(self.letters.get(sign, sign) for sign in signs)


@cache
def load_charsets() -> tuple[Charset, ...]:
    """Load the old encodings, each as it looks through the western tables of Windows (or Latin-1), Mac and 1258."""
    table = tomllib.loads((files("ntm_extract.writing") / "data" / "charsets.toml").read_text("utf-8"))
    names = ("tcvn3", "vni", "cp1258")
    return tuple(
        _make_charset(name, view, table[name]) for view, name in product(("latin-1", "mac_roman", "cp1258"), names)
    )


def _make_charset(name: str, view: str, table: dict[str, Any]) -> Charset:
    letters = dict(zip(table["from"], table["to"], strict=True))
    given = table.get("marks", {})
    marks = {sign.upper(): mark for sign, mark in given.items()} | given
    singles, signs = "".join(letters), "".join(marks)
    bases = {**dict(zip(_BASES, _BASES, strict=True)), **letters}
    for (base, letter), (sign, mark) in product(bases.items(), marks.items()):
        whole = unicodedata.normalize("NFC", letter + mark)
        if whole in MARKED:
            letters[base + sign] = whole
    seen = _look_through(view)
    own = "".join(char for char in {*seen, *singles, *signs} if seen.get(char, char) in singles + signs)
    rare = frozenset(char for char in own if ord(char) > 0xFF and not _PUNCTUATION.match(char))
    pairs = f"[{_BASES}{singles}][{signs}]|" if signs else ""
    pattern = f"{pairs}[{re.escape(singles + signs + ''.join(seen.values()))}]"
    return Charset(name, str.maketrans(seen), re.compile(f"[{re.escape(own)}]"), rare, re.compile(pattern), letters)


def _look_through(view: str) -> dict[str, str]:
    """Give what a byte is in Windows' western table for each character that shows it in another."""
    bytes_ = [bytes([code]) for code in range(0x80, 0x100)]
    pairs = ((byte.decode(view, "ignore"), byte.decode("cp1252", "ignore")) for byte in bytes_)
    return {seen: true for seen, true in pairs if seen and true and seen != true}


def find_legacy(text: str) -> Finding:
    """Find the lines of a text that are in an old encoding.

    Example: `Céng hßa x· héi` (TCVN3) or `Coäng hoøa xaõ hoäi` (VNI), also below lines in Unicode.
    """
    normalized = normalize(text)[0]
    if not has_wrong(normalized):
        return Finding("unicode", [])  # nor can a word be half raised, as that would be wrong
    lines = text.split("\n")
    normal = list(map(raise_marked, normalized.split("\n")))
    plain = [weigh(line) for line in normal]
    right = [w.right > 0 and w.right >= w.wrong and _is_unicode(x) for w, x in zip(plain, normal, strict=True)]
    met: list[_Decoded] = []
    if any(weight.wrong for weight in plain):
        suspects = [index for index, line in enumerate(lines) if not right[index] and not line.isascii()]
        signs = frozenset("".join(lines[index] for index in suspects))
        likely = (charset for charset in load_charsets() if not charset.rare or charset.rare & signs)
        read = (_Decoded(charset, lines, suspects) for charset in likely)
        met = sorted((decoded for decoded in read if decoded.is_met), key=lambda decoded: decoded.gain, reverse=True)
    if not met:
        return Finding("unicode", [])
    firm = [_choose(met, index) for index in range(len(lines))]
    last = next((decoded for index, decoded in enumerate(firm) if decoded or right[index]), None)
    edits: list[Edit] = []
    encodings: Counter[str] = Counter()
    start = 0
    for index, line in enumerate(lines):
        if firm[index] or right[index]:
            last = firm[index]
        chosen = firm[index] or (last if last and last.is_as_good(index) else None)
        if chosen:
            edits += chosen.charset.find(line, start)
            encodings[chosen.charset.name] += 1
        start += len(line) + 1
    return Finding(encodings.most_common(1)[0][0] if edits else "unicode", edits)


class _Change(NamedTuple):
    """What the words of a line that change by decoding weigh before and after, and whether it has enough marks then."""

    before: Weight
    after: Weight
    is_dense: bool

    @property
    def gain(self) -> int:
        """What speaks for decoding the line; nothing where too much is wrong afterwards."""
        sound = self.after.right >= RIGHT * self.after.wrong
        return max(self.after.gain - self.before.gain, 0) if sound else 0


_NONE = _Change(Weight(0, 0), Weight(0, 1), False)


class _Decoded:
    """Suspicious lines read in one encoding."""

    def __init__(self, charset: Charset, lines: Sequence[str], suspects: Sequence[int]) -> None:
        self.charset = charset
        self._changes: dict[int, _Change] = {}
        for index in suspects:
            line = lines[index]
            if charset.sign.search(line) and (decoded := charset.decode(line)) != line:
                self._changes[index] = _weigh_change(line, decoded)
        self.gain = sum(change.gain for change in self._changes.values())

    @property
    def is_met(self) -> bool:
        """Whether enough is gained, by lines that look Vietnamese then, for the text to hold this encoding."""
        changes = self._changes.values()
        made = [change for change in changes if change.gain and change.is_dense]
        spoilt = sum(change.after.wrong > change.after.right or not change.is_dense for change in changes)
        return (
            sum(change.gain for change in made) >= SURE
            and sum(change.after.right for change in made) >= FEWEST
            and SPOILT * len(made) >= spoilt
        )

    def gain_of(self, index: int) -> int:
        """What is gained by reading one line so."""
        return self._changes.get(index, _NONE).gain

    def is_as_good(self, index: int) -> bool:
        """Whether a line of few words could be in this encoding as well as not."""
        change = self._changes.get(index, _NONE)
        return change.after.right >= change.before.right and not change.after.wrong


def _weigh_change(line: str, decoded: str) -> _Change:
    is_dense = weigh(decoded).right >= DENSE * measure(decoded).words
    before, after = line.split(" "), decoded.split(" ")
    if len(before) == len(after):
        changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
        before, after = [old for old, _ in changed], [new for _, new in changed]
    return _Change(weigh(" ".join(before)), weigh(" ".join(after)), is_dense)


def _choose(met: Sequence[_Decoded], index: int) -> _Decoded | None:
    """Choose the encoding in which a line gains most; of equals the one in which the whole text does."""
    best = max(met, key=lambda decoded: decoded.gain_of(index), default=None)
    return best if best and best.gain_of(index) else None


def _is_unicode(line: str) -> bool:
    return _BEYOND_LATIN1.search(line) is not None
