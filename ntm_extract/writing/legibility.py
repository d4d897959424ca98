"""Texts of which nothing can be read: letters lost for good, codes of a font, another script, no text at all."""

from __future__ import annotations

import re
from typing import Literal

Illegible = Literal["replaced", "font-codes", "other-script", "binary"]

MOST = 0.5
"""Share of unreadable signs among all that is printed, from which a text is not worth treating."""
FEWEST = 8
"""Fewer signs than this are bullets (in fonts of symbols, U+F0B7) or a stray letter."""

_SUSPECT = re.compile("[^\t-\r\x1c-~\x85\xa0-\u024f\u1e00-\u1eff\u2010-\u2027\u2264\u2265]")
"""Whatever may be unreadable, and some that is not: most texts have none of it."""
_REPLACED = re.compile("\ufffd{1,3}")  # up to three bytes of one letter
_FONT_CODE = re.compile("\\(cid:\\d{1,5}\\)|[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_BINARY = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")
_OTHER_LETTER = re.compile("[^\\W\\d_A-Za-z\xaa-\u024f\u1e00-\u1eff]")
_PRINTED = re.compile(r"\S")
_LETTER = re.compile(r"[^\W\d_]")


def find_illegible(text: str) -> Illegible | None:
    """Tell why a text cannot be read, or None if it can.

    Example: a PDF whose fonts do not say what their glyphs mean gives `(cid:36)(cid:12)…`: font-codes.
    """
    if not _SUSPECT.search(text) and "(cid:" not in text:
        return None
    signs: tuple[tuple[Illegible, re.Pattern[str]], ...] = (
        ("replaced", _REPLACED),
        ("font-codes", _FONT_CODE),
        ("binary", _BINARY),
    )
    for reason, pattern in signs:
        rest, count = pattern.subn("", text)
        if count >= FEWEST and count >= MOST * (count + len(_PRINTED.findall(rest))):
            return reason
    other = len(_OTHER_LETTER.findall(text))
    if other >= FEWEST and other >= MOST * len(_LETTER.findall(text)):
        return "other-script"
    return None
