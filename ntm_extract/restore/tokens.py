"""Where the words of a text are: chunks cut into words, numbers and codes, sentences bounded.

The same cutting serves training and running, so that the language model sees one kind of word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

BOUNDARY = "</s>"
"""The model's word for the end of a sentence."""

NUMBER = "<n>"
"""The model's one word for everything that is no word: figures, dates, numbers of instruments, addresses."""

Kind = Literal["word", "number", "boundary"]


class Token(NamedTuple):
    """One token: its span in the text, its letters as they stand, and its kind.

    A `boundary` has an empty span; a `number` is anything that is never restored (figures, codes, e-mail).
    """

    start: int
    end: int
    text: str
    kind: Kind


_HUNG = re.compile(r"(?=.{0,30}[aeiouyà-ỹ])[a-zà-ỹđ]{3,}")  # no symbol of an instrument, which may be in small letters
# A word that is whole, and the number of a note (`hành18`); no letter of a syllable stands after these (`d6ng4`).
_NOTED = re.compile(r"([A-ZĐ]?[a-zà-ỹđ]{0,20}(?:[aeiouyà-ỹ]|(?<=[^\W\d_])[0-9])(?:ng|nh|ch|[cmnpt]))([0-9]{1,3})")
_CHAPTER = re.compile(r"[IVX]{1,5}[-–/]")
"""The number of a chapter as the Party writes it (`V- TỔ CHỨC`), which is no word."""
_MISREAD_LETTERS = ("&", "@", "¢", "£", "€")
STOPS = frozenset(".;:!?…")
"""Signs that end a sentence."""

_OPENING = "([{<\"“”„‘’'«»-–—−+*•·●○■□▪►→.,;:!?/\\…_=~^|#`°"
_CLOSING = ")]}>\"“”„‘’'«»-–—−+*•·.,;:!?/\\…_=~^|#`"
_ADDRESS = re.compile(r"@[^@]*\.|://|^www\.", re.IGNORECASE)
_MEASURE = re.compile(
    r"\d+(?:[.,]\d+)*(?:m|m2|m3|m²|m³|km|km2|km²|cm|mm|ha|kg|g|gr|h|l|kw|kva|kv|tr|tỷ|đ|x|s|%)?", re.IGNORECASE
)
_GARBLED_DIGITS = re.compile(r"[^\W\d_]{0,9}(?:[0134689]|1[0469])[^\W\d_]{0,9}[0134689]?[^\W\d_]{0,9}")
# A question mark between small letters is no end of a sentence but a letter that was not read (`cht?c`).
_INNER_CUT = re.compile(
    r"(?<![.,;:()\[\]{}\"“”!…<>?])(?:[.,;:()\[\]{}\"“”!…<>]|\?(?![a-zà-ỹ]))+(?=[^\W\d_])"
    r"|(?<=[^\W\d_])[.,;:()\[\]{}\"“”…<>]+"
)
_DASH_CUT = re.compile(r"[-–—−/_+=]+|(?<=[A-ZĐ])&(?=.)")


def cut_chunk(chunk: str) -> Iterator[Token]:
    """Cut a chunk without spaces into tokens; spans are relative to the chunk.

    `(UBND),` gives the word UBND; `263/QĐ-TTg.` a number and a boundary; `tế-xã` two words; `tri6n` one word.
    """
    if chunk.isalpha():
        yield Token(0, len(chunk), chunk, "word")
        return
    if _CHAPTER.fullmatch(chunk):
        yield Token(0, len(chunk), chunk, "number")
        yield Token(len(chunk), len(chunk), "", "boundary")
        return
    core = chunk.lstrip(_OPENING)
    start = len(chunk) - len(core)
    core = core.rstrip(_CLOSING)
    end = start + len(core)
    if core:
        if core.isalpha():
            yield Token(start, end, core, "word")
        elif _ADDRESS.search(core) or _MEASURE.fullmatch(core):
            yield Token(start, end, core, "number")
        else:
            yield from _cut_core(core, start)
    if not STOPS.isdisjoint(chunk[end:] if core else chunk):
        yield Token(end, end, "", "boundary")


def _cut_core(core: str, base: int) -> Iterator[Token]:
    at = 0
    for cut in [*_INNER_CUT.finditer(core), None]:
        piece_end = cut.start() if cut else len(core)
        if piece_end > at:
            yield from _cut_piece(core[at:piece_end], base + at)
            if cut and _ends_sentence(cut.group(), core[cut.end() :]):
                yield Token(base + piece_end, base + piece_end, "", "boundary")
        at = cut.end() if cut else at


def _ends_sentence(stops: str, rest: str) -> bool:
    """Whether a stop inside a chunk ends a sentence; a dot before a small letter is a speck (`lao.động`)."""
    return not STOPS.isdisjoint(stops) and not (stops == "." and rest[:1].islower())


def _cut_piece(piece: str, base: int) -> Iterator[Token]:
    noted = _NOTED.fullmatch(piece)
    if noted:
        yield Token(base, base + noted.end(1), noted[1], "word")
        yield Token(base + noted.end(1), base + len(piece), noted[2], "number")
        return
    parts = _DASH_CUT.split(piece)
    garbled = [part.isalpha() or _is_garbled_word(part) for part in parts]
    words = [part for part in parts if not part.isdigit()]
    hung = len(parts) == 2 and len(words) == 1 and bool(_HUNG.fullmatch(words[0]))
    if any(c.isdigit() for c in piece) and not (hung or (all(garbled) and (len(garbled) == 1 or piece[1:].islower()))):
        yield Token(base, base + len(piece), piece, "number")
        return
    at = 0
    for cut in [*_DASH_CUT.finditer(piece), None]:
        part = piece[at : cut.start() if cut else len(piece)]
        if any(c.isalpha() for c in part) or part in _MISREAD_LETTERS:
            yield Token(base + at, base + at + len(part), part, "word")
        elif part:
            yield Token(base + at, base + at + len(part), part, "number")
        at = cut.end() if cut else at


def _is_garbled_word(piece: str) -> bool:
    """Whether letters and digits look like a misread word (`tri6n`, `1a`, `T6`), not like a code (`A4`, `13a`)."""
    if len(piece) > 10 or not _GARBLED_DIGITS.fullmatch(piece):
        return False
    letters = [c for c in piece if c.isalpha()]
    return bool(letters) and (any(c.islower() for c in letters) or piece[1:] in ("6", "0") or piece == "X4")


def model_words(chunk: str) -> Iterator[str]:
    """Give the words the language model sees in a lower-case chunk of clean text."""
    for token in cut_chunk(chunk):
        yield token.text if token.kind == "word" else NUMBER if token.kind == "number" else BOUNDARY


_CHUNK = re.compile(r"\S+")
_ITEM = re.compile(
    r"^\s*(?:[-–—+*•●▪►]|\d{1,2}(?:\.\d{1,2}){0,4}[.)]|[IVXLl]{1,5}[.)]|\(?[a-zđA-ZĐ][.)]|(?:Điều|Chương|Phần)\s)"
)


def find_tokens(text: str) -> list[Token]:
    """Find all tokens of a text, with a boundary wherever a sentence ends or a line is not carried on by the next."""
    tokens: list[Token] = []
    before = ""
    gap = False
    start = 0
    for line in text.splitlines(keepends=True):
        if not line.strip():
            gap = gap or bool(before)
        else:
            if before and not _carries_on(before, line, gap):
                tokens.append(Token(start, start, "", "boundary"))
            for found in _CHUNK.finditer(line):
                base = start + found.start()
                for token in cut_chunk(found.group()):
                    tokens.append(Token(base + token.start, base + token.end, token.text, token.kind))
            before, gap = line, False
        start += len(line)
    return tokens


def _carries_on(before: str, line: str, gap: bool) -> bool:
    """Whether `line` goes on with the sentence that `before` leaves open (hard-wrapped paragraph)."""
    if _ITEM.match(line):
        return False
    first = next((c for c in line if c.isalnum()), "")
    if _is_heading(before) != _is_heading(line):
        return False
    return not gap or first.islower() or first.isdigit()


def _is_heading(line: str) -> bool:
    upper = sum(c.isupper() for c in line)
    lower = sum(c.islower() for c in line)
    return upper > 2 * lower
