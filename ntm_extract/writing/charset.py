"""Vietnamese text in any encoding met in practice, brought to NFC Unicode.

A guess is judged by how Vietnamese the result looks, never by a byte order or a declared name alone.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ntm_extract.errors import UnknownKindError
from ntm_extract.writing.syllables import measure

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff]")
_MOJIBAKE = re.compile("[ÃÂÆÄ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|á[º»]")
_SAMPLE = 20_000
_MOST_CONTROL = 0.005  # a text has none; a file with one stray byte in 200 is no text
_SURE = 0.9  # a text this good is in no old encoding
_BETTER = 0.15  # a repair must make this much larger a share of the words well-formed and marked


@dataclass(frozen=True)
class Decoded:
    """A text brought to NFC Unicode.

    Attributes:
        encoding: what it was: `utf-8`, `utf-16`, `cp1258`, `tcvn3`, `vni`, `cp1252`, …
        repair: `legacy-charset`, `mojibake`, `split-marks`, or None.
    """

    text: str
    encoding: str
    repair: str | None = None


@dataclass(frozen=True)
class _Tables:
    tcvn3: dict[int, int]
    vni_single: dict[int, int]
    vni_marks: dict[str, str]


@cache
def _load_tables() -> _Tables:
    table = tomllib.loads((files("ntm_extract.writing") / "data" / "charsets.toml").read_text("utf-8"))
    vni = table["vni"]
    return _Tables(
        str.maketrans(table["tcvn3"]["from"], table["tcvn3"]["to"]),
        str.maketrans(vni["single_from"], vni["single_to"]),
        vni["marks"],
    )


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a plain text.

    Raises:
        UnknownKindError: the bytes are no text in any encoding known here.

    Example: the TCVN3 bytes of `Céng hßa` give `Cộng hòa`, encoding `tcvn3`.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            try:
                return _checked(data.decode(encoding), encoding)
            except UnicodeDecodeError:
                break
    if not data.startswith(b"\xef\xbb\xbf"):
        wide = _utf16_without_bom(data)
        if wide:
            return _checked(data.decode(wide, "replace"), wide)
    try:
        return _checked(data.decode("utf-8-sig"), "utf-8")
    except UnicodeDecodeError:
        pass
    latin = data.decode("latin-1")
    if len(_CONTROL.findall(latin)) > _MOST_CONTROL * len(latin):
        raise UnknownKindError("Nội dung không phải văn bản")
    readings = [
        (data.decode("utf-8", "replace"), "utf-8", 0.02 if data.count(b"\xe1\xba") + data.count(b"\xe1\xbb") else -1.0),
        (data.decode("cp1258", "replace"), "cp1258", 0.0),
        (from_tcvn3(latin), "tcvn3", 0.0),
        (from_vni(latin), "vni", 0.0),
    ]
    text, encoding, _ = max(readings, key=lambda r: _quality(r[0]) + r[2])
    if _quality(text) < 0.5:
        text, encoding = data.decode("cp1252", "replace"), "cp1252"
    return Decoded(clean(text), encoding, "legacy-charset" if encoding in ("tcvn3", "vni") else None)


def repair(text: str) -> Decoded:
    """Make right a text that was decoded by a wrong table, or whose marks were split off; else leave it alone.

    Example: `Cá»™ng hÃ²a` (UTF-8 read as CP1252) → `Cộng hòa`; `Coäng hoøa` (VNI) → `Cộng hòa`.
    """
    base = clean(text)
    best = Decoded(base, "unicode", "split-marks" if _has_split_marks(text) else None)
    if base.isascii():
        return best
    quality = _quality(base)
    candidates = []
    if _MOJIBAKE.search(text):
        candidates.append(Decoded(clean(from_mojibake(text)), "utf-8", "mojibake"))
    if quality < _SURE:
        candidates.append(Decoded(clean(from_tcvn3(text)), "tcvn3", "legacy-charset"))
        candidates.append(Decoded(clean(from_vni(text)), "vni", "legacy-charset"))
    for candidate in candidates:
        new = _quality(candidate.text)
        if new > quality + _BETTER:
            best, quality = candidate, new
    return best


def clean(text: str) -> str:
    """Bring text to NFC, with Unix line ends and without invisible characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    text = _INVISIBLE.sub("", _join_marks(text))
    return unicodedata.normalize("NFC", _CONTROL.sub("", text))


def from_tcvn3(text: str) -> str:
    """Decode text of a TCVN3 (ABC) font taken for Latin-1: `n«ng th«n` → `nông thôn`."""
    return text.translate(_load_tables().tcvn3)


def from_vni(text: str) -> str:
    """Decode text of a VNI font taken for Latin-1: `Vieät Nam` → `Việt Nam`."""
    tables = _load_tables()
    out: list[str] = []
    for char in text:
        marks = tables.vni_marks.get(char.lower())
        previous = out[-1] if out else ""
        if marks and previous[:1].lower() in tuple("aeouyôöơư"):
            out[-1] = previous.translate(tables.vni_single) + marks
        else:
            out.append(char)
    return unicodedata.normalize("NFC", "".join(out).translate(tables.vni_single))


def from_mojibake(text: str) -> str:
    """Undo UTF-8 bytes that were read as CP1252, line by line; a line that cannot be undone stays."""
    return "\n".join(_undo_mojibake(line) for line in text.split("\n"))


def _undo_mojibake(line: str) -> str:
    raw = bytearray()
    for char in line:
        try:
            raw += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return line
            raw.append(ord(char))  # the five bytes CP1252 leaves undefined are passed through
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return line


def _checked(text: str, encoding: str) -> Decoded:
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise UnknownKindError("Nội dung không phải văn bản")
    repaired = repair(text)
    return Decoded(repaired.text, encoding, repaired.repair)


def _quality(text: str) -> float:
    """Give the share of well-formed syllables, and half of what is usual of marks, at most 1."""
    measures = measure(text[:_SAMPLE])
    return 0.7 * measures.syllables + 0.3 * min(1.0, measures.marked / 0.2) if measures.words else 0.0


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


def _has_split_marks(text: str) -> bool:
    return bool(re.search(r"\w[ \u00a0][\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]", text))


def _join_marks(text: str) -> str:
    """Join a combining mark to its letter over a space that an extractor put between them."""
    return re.sub(r"(?<=\w) (?=[\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323])", "", text)
