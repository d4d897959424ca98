"""Bytes of a plain text in any encoding met in practice, brought to NFC Unicode.

A guess is judged by how Vietnamese the result looks, never by a byte order or a declared name alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ntm_extract.errors import UnknownKindError
from ntm_extract.writing.damage import Kind, refusal, treat
from ntm_extract.writing.marks import normalize

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
_MOST_CONTROL = 0.005  # a text has none; a file with one stray byte in 200 is no text
_MOST_BROKEN = 0.1
"""Share of broken sequences among all of more than one byte up to which bytes are UTF-8 that was damaged."""

_WINDOWS = {byte: char for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))}
"""What Windows' western table has where Latin-1 has controls."""


@dataclass(frozen=True)
class Decoded:
    """A text brought to NFC Unicode.

    Attributes:
        encoding: what it was: `utf-8`, `utf-16`, `cp1258`, `tcvn3`, `vni`, `cp1252`, …
        trouble: what had befallen it or still does, see `Diagnosis.kind`.
    """

    text: str
    encoding: str
    trouble: Kind = "sound"


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a plain text.

    Raises:
        UnknownKindError: the bytes are no text in any encoding known here.
        IllegibleTextError: they are, but its letters are lost.

    Example: the TCVN3 bytes of `Céng hßa` give `Cộng hòa`, encoding `tcvn3`.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _mend(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                break
    if not data.startswith(b"\xef\xbb\xbf"):
        wide = _utf16_without_bom(data)
        if wide:
            return _mend(data.decode(wide, "replace"), wide)
    try:
        return _mend(data.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError:
        pass
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= _MOST_BROKEN * sum(char > "\x7f" for char in text):
        return _mend(text, "utf-8")
    return _mend(data.decode("latin-1").translate(_WINDOWS), None)


def clean(text: str) -> str:
    """Bring text to NFC, with Unix line ends, common blanks, and without invisible characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    normal, _ = normalize(_CONTROL.sub("", _INVISIBLE.sub("", text)))
    return normal


def _mend(text: str, encoding: str | None) -> Decoded:
    """Make a decoded text right; without an encoding it is the one that makes it right, or the western one."""
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise UnknownKindError("Nội dung không phải văn bản")
    treated = treat(text.replace("\r\n", "\n").replace("\r", "\n"))
    diagnosis = treated.diagnosis
    if diagnosis.kind == "illegible":
        raise refusal(diagnosis)
    old = diagnosis.encoding if diagnosis.kind in ("legacy-charset", "mojibake") else "cp1252"
    return Decoded(clean(treated.text), encoding or old, diagnosis.kind)


def _utf16_without_bom(data: bytes) -> str | None:
    """Tell UTF-16 by where its zero bytes stand: spaces and base letters have them on one side only."""
    sample = data[:4096]
    if len(sample) < 4 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if odd > 0.3 * half and even < 0.02 * half:
        return "utf-16-le"
    if even > 0.3 * half and odd < 0.02 * half:
        return "utf-16-be"
    return None
