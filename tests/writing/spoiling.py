"""What befalls Vietnamese text on its way, done to right text by code."""

from __future__ import annotations

import re
import unicodedata

from fixtures.generator.flow import to_legacy
from ntm_extract.writing.orthography import MARKED

TONES = "\u0300\u0301\u0303\u0309\u0323"
CLONES = {"\u0301": "´", "\u0300": "`", "\u0302": "ˆ", "\u0303": "˜", "\u0306": "˘"}
LATIN1 = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ"


def as_tcvn3(text: str, view: str = "cp1252") -> str:
    return to_legacy(text, "tcvn3").decode(view)


def as_vni(text: str, view: str = "cp1252") -> str:
    return to_legacy(text, "vni").decode(view)


def to_1258(text: str) -> bytes:
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in parts if c in TONES)
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        out += base.encode("cp1258") + tones.encode("cp1258")
    return out


def as_western(data: bytes, codec: str = "cp1252") -> str:
    """Read bytes as Windows does: those a table leaves undefined pass through."""
    return "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in data)


def misread(text: str, codec: str = "cp1252", times: int = 1) -> str:
    for _ in range(times):
        text = as_western(text.encode(), codec)
    return text


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def misordered(text: str) -> str:
    return re.sub("[\u0300-\u036f]{2}", lambda m: m.group()[::-1], decomposed(text))


def marks_apart(text: str) -> str:
    return re.sub("(?<=[^\\W\\d_])([\u0300-\u036f]+)", r" \1", decomposed(text))


def with_clones(text: str) -> str:
    """Write the marks that have a spacing clone, where a letter has that one alone, behind the letter."""
    out = []
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        out.append(parts[0] + CLONES[parts[1]] if len(parts) == 2 and parts[1] in CLONES else char)
    return "".join(out)


def in_pieces(text: str) -> str:
    """Set every marked letter beyond Latin-1 apart from its syllable."""
    beyond = "".join(letter for letter in MARKED if letter not in LATIN1)
    apart = re.sub(rf"(?<=[^\W\d_])([{beyond}]+)|([{beyond}]+)(?=[^\W\d_])", r" \1\2 ", text)
    return re.sub("(?m)^ | (?=[ ,.;:)\n])| $", "", re.sub(" +", " ", apart))


def without(text: str, letters: str, placeholder: str) -> str:
    return "".join(placeholder if char in letters else char for char in text)


def squeezed(text: str, codec: str, placeholder: str) -> str:
    return "".join(char if char.encode(codec, "ignore") else placeholder for char in text)
