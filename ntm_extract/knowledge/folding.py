"""One way to compare Vietnamese words: without case, marks, tone placement or dashes (so khớp tên gọi).

`fold` makes a key for look-ups; `fold_aligned` folds a running text and remembers where each character stood, so
that patterns are written once, without marks, and still give spans of the true text; `place_tones` and
`spelling_key` keep the marks and only make spellings equal that mean the same (`hoà` and `hòa`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import chain

from unidecode import unidecode

from ntm_extract.writing.orthography import NEW_ENDS, place_tone

_DASHES = "‐‑‒–—―−"
_BREAKS = re.compile(r"[\s\-]+")


def _fold_table() -> dict[int, str | None]:
    """Map each Latin letter with marks to its plain small letter, dashes to `-`, lone marks to nothing."""
    table: dict[int, str | None] = {}
    for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = unidecode(chr(code)).lower()
        if len(plain) == 1:
            table[code] = plain
    table.update({ord(dash): "-" for dash in _DASHES})
    table.update(dict.fromkeys((0xA0, 0x2007, 0x202F), " "))
    table.update(dict.fromkeys((*range(0x0300, 0x0370), 0xAD, 0x200B, 0xFEFF)))
    return table


_TABLE = _fold_table()
_DROPPED = re.compile("[\u0300-\u036f\u00ad\u200b\ufeff]")


def fold(text: str) -> str:
    """Give the look-up key of a name: small letters, no marks, dashes and runs of blanks as one blank.

    Example: `fold("Phan Rang - Tháp Chàm")` is `"phan rang thap cham"`.
    """
    plain = text.translate(_TABLE)
    return " ".join((plain if plain.isascii() else unidecode(plain)).lower().replace("-", " ").split())


@dataclass(frozen=True)
class Folded:
    """A folded running text and the way back to the text it was made from.

    Attributes:
        text: small letters without marks; dashes are `-`; blanks and all else stay as they are.
        source: the text as given.
        offsets: for each folded character its index in `source`, one past the end included; None when equal.
    """

    text: str
    source: str
    offsets: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the span of `source` that the folded span `[start, end)` stands for."""
        return (start, end) if self.offsets is None else (self.offsets[start], self.offsets[end])

    def surface(self, start: int, end: int) -> str:
        """Give the words of `source` behind the folded span `[start, end)`, NFC."""
        start, end = self.span(start, end)
        return unicodedata.normalize("NFC", self.source[start:end])


def fold_aligned(text: str) -> Folded:
    """Fold a running text character by character, keeping the way back.

    Example: `fold_aligned("Quý IV năm 2022").text` is `"quy iv nam 2022"`.
    """
    dropped = [m.start() for m in _DROPPED.finditer(text)]
    if not dropped:
        return Folded(text.translate(_TABLE), text, None)
    starts = [0, *(position + 1 for position in dropped)]
    kept = (range(a, b) for a, b in zip(starts, [*dropped, len(text) + 1], strict=True))
    return Folded(text.translate(_TABLE), text, tuple(chain.from_iterable(kept)))


def place_tones(text: str) -> str:
    """Put tone marks where the dictionaries put them: `hoà` → `hòa`, `khoẻ` → `khỏe`, `thuý` → `thúy`; NFC.

    Only open syllables in oa, oe and uy (not quy) are concerned; all else is left as it is.
    """
    return _NEW_END.sub(_placed, unicodedata.normalize("NFC", text))


_NEW_END = re.compile(rf"(?:{'|'.join(sorted(NEW_ENDS))})(?![^\W\d_])")


def _placed(end: re.Match[str]) -> str:
    """Give the end of a syllable as it is to be; what the syllable is shows before it."""
    start = end.start()
    while start and end.string[start - 1].isalpha():
        start -= 1
    return place_tone(end.string[start : end.end()])[end.start() - start :]


def spelling_key(text: str) -> str:
    """Give the key of a name with its marks: small letters, tones in their place, dashes and blanks as one blank.

    Example: `spelling_key("Hoà  Bình") == spelling_key("HÒA BÌNH")`.
    """
    for dash in _DASHES:
        text = text.replace(dash, "-")
    return _BREAKS.sub(" ", place_tones(text).lower()).strip()


def is_unmarked(text: str) -> bool:
    """Say whether a text carries no Vietnamese mark at all (marks lost, or none needed)."""
    return all(unidecode(char).lower() == char.lower() for char in text if char.isalpha())
