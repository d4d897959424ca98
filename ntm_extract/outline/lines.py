"""Lines of a restored text, cleaned of layout marks, and what their lengths tell of its layout."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from ntm_extract.outline.run_together import find_cuts
from ntm_extract.outline.symbols import is_blank_within
from ntm_extract.pages import PAGE_BREAK

_LAYOUT = re.compile(
    r"(?P<gone>\*\*+|__+|\\(?=[-.+*_#>()\[\]!%&|~=:]))"
    r"|(?P<joint>(?<=\d)[^\S\t]+(?=/[A-ZĐ]{1,5}[-/])|(?<=[^\W_][-/])[^\S\t]+(?=[A-ZĐƯ]{2}))"
    r"|<br ?/?>|&nbsp;|\t[^\S\t]*|(?! \S)[^\S\t]+\t?[^\S\t]*"  # a single blank between words stays
)
_BAR = re.compile(r"(?:(?<!\s)\s++)?+\|\s*+")
_LEADING = re.compile(r"(?:#{1,6}|>)\s+")
_BROKEN = re.compile(r"[\n" + PAGE_BREAK + "]")
_ENDED = re.compile(r"[.;:!?…]\s?[\"”’'»)\]]{0,3}$|/\.$")
_SPECKS_BEFORE = re.compile(
    r"^[ˆ^_`´°¬=.,:;~\s]*[ˆ^_`´°¬=.,:;](?=\s*[^\W_]|\s*[-+~]\s?[^\W_])\s*"
)  # what OCR makes of dust
_SPECKS_AFTER = "ˆ^_`´°¬=~ "
_FULL, _NARROW, _FULL_LINES = 0.9, 0.8, 2
"""A line about as long as most of the document; a page that seems narrower; lines that belie it."""
_WORD = re.compile(r"\S+")


@cache
def keywords() -> dict[str, Any]:
    """Load the words by which parts of a document are known, by part (see `data/keywords.toml`)."""
    return tomllib.loads(files("ntm_extract.outline").joinpath("data/keywords.toml").read_text(encoding="utf-8"))


def _folding() -> dict[int, str]:
    table = {}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        first = unicodedata.normalize("NFD", chr(code))[0]
        if first != chr(code):
            table[code] = first.lower()
    table |= {ord("đ"): "d", ord("Đ"): "d", ord("ð"): "d", ord("Ð"): "d", ord("–"): "-", ord("—"): "-"}
    table |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    return table


_FOLDING = _folding()


def fold(text: str) -> str:
    """Give the text in lower case without diacritics, character for character.

    Example: `fold("Nơi nhận:") == "noi nhan:"`.
    """
    return text.translate(_FOLDING)


def clean_pieces(raw: str) -> Iterator[tuple[str, str]]:
    """Give (source, target) pieces of a line: runs of blanks become one, Markdown marks go."""
    if raw.startswith("|") and raw.endswith("|") and len(raw) > 2:
        yield from _cell_pieces(raw)
        return
    at = 0
    if leading := _LEADING.match(raw):
        yield leading[0], ""
        at = leading.end()
    for found in _LAYOUT.finditer(raw, at):
        if found.start() > at:
            yield raw[at : found.start()], raw[at : found.start()]
        yield found[0], _replacement(raw, found)
        at = found.end()
    if at < len(raw):
        yield raw[at:], raw[at:]


def _replacement(raw: str, found: re.Match[str]) -> str:
    """Give what a layout mark stands for: nothing, a tab or a blank; a blank that tears a symbol (`NQ- HĐND`) goes."""
    if found["gone"]:
        return ""
    if found["joint"] and is_blank_within(raw, found.start()):
        return ""
    return "\t" if "\t" in found[0] else " "


def _cell_pieces(raw: str) -> Iterator[tuple[str, str]]:
    """Give the pieces of a Markdown table row: its cells, separated by tabs."""
    at = 0
    for found in _BAR.finditer(raw):
        if found.start() > at:
            for source, target in clean_pieces(raw[at : found.start()]):
                yield source, target.replace("\t", " ")
        yield found[0], "" if found.start() == 0 or found.end() == len(raw) else "\t"
        at = found.end()


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line, or the part of one that belongs to one block.

    Attributes:
        start, end: span in the restored text, without blanks around it.
        text: the cleaned text.
        folded: `fold(text)`.
        page: 0-based page.
        blanks: how many empty lines stand before it.
    """

    start: int
    end: int
    text: str
    folded: str
    page: int
    blanks: int = 0

    @property
    def ended(self) -> bool:
        """Whether a sentence or list entry ends with the line."""
        return bool(_ENDED.search(self.text[-8:]))

    @property
    def upper(self) -> bool:
        """Whether it is written in capitals throughout (a quarter of other letters is forgiven to OCR)."""
        return is_upper(self.text)


@lru_cache(maxsize=4096)  # each line is asked several times
def is_upper(text: str) -> bool:
    """Tell whether a text of at least two letters is written in capitals, misread letters forgiven."""
    small = sum(map(str.islower, text))
    return small * 5 <= len(text) and (capitals := sum(map(str.isupper, text))) >= 2 and small * 5 <= capitals


def line_at(text: str, start: int, end: int, page: int, blanks: int = 0) -> Line:
    """Make the line of a span of the restored text, blanks and specks around it left out."""
    raw = text[start:end]
    printed = raw.lstrip()
    left = len(raw) - len(printed)
    if specks := _SPECKS_BEFORE.match(printed):
        left += specks.end()
    stripped = raw[left:].rstrip()
    if stripped[-1:] in _SPECKS_AFTER and len(kept := stripped.rstrip(_SPECKS_AFTER)) > 2:
        stripped = kept
    start, end = start + left, start + left + len(stripped)
    clean = "".join(target for _, target in clean_pieces(stripped))
    return Line(start, end, clean, fold(clean), page, blanks)


def split_lines(text: str) -> list[Line]:
    """Give the non-empty lines of a text, in order."""
    lines: list[Line] = []
    at = page = blanks = 0
    for found in (*_BROKEN.finditer(text), None):
        end = found.start() if found else len(text)
        cuts = [at, *find_cuts(text, at, end), end]
        parts = [line_at(text, a, b, page, blanks) for a, b in pairwise(cuts)]
        parts = [line for line in parts if line.text.strip()]
        lines += parts
        blanks = 0 if parts else blanks + 1
        if found:
            at = found.end()
            page += found[0] == PAGE_BREAK
    return lines


@dataclass(frozen=True)
class Layout:
    """How the lines of a document are set.

    Attributes:
        wrapped: whether paragraphs are broken into lines of about equal length.
        widths: the usual length of a full line, by page.
        blank_breaks: whether an empty line ends a paragraph (in some texts one stands between all lines).
    """

    wrapped: bool
    widths: dict[int, int]
    blank_breaks: bool

    def short(self, line: Line, following: Line) -> bool:
        """Whether the first word of `following` would still have fitted on `line`.

        A page of recipients seems narrow; a line of prose on it tells how wide it is.
        """
        if not self.wrapped:
            return True
        word = _WORD.match(following.text)
        width = max(self.widths[line.page], min(len(following.text), max(self.widths.values())))
        return len(line.text) + 1 + len(word[0] if word else "") < 0.88 * width


def _page_width(lengths: list[int], wide: int) -> int:
    """Give how wide a page is set: as most of its lines, or as the document where most are recipients or rows."""
    own = _percentile(lengths, 0.8)
    full = sum(_FULL * wide <= length <= wide / _FULL for length in lengths)
    return wide if own < _NARROW * wide and full >= _FULL_LINES else own


def measure_layout(lines: Sequence[Line]) -> Layout:
    """Find out how the lines are set: wrapped or one paragraph a line, how wide, what an empty line means."""
    by_page: dict[int, list[int]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(len(line.text))
    pairs = [(a, b) for a, b in pairwise(lines) if not a.ended and b.text[:1].islower() and b.text[1:2].isalpha()]
    wide = _percentile([len(line.text) for line in lines], 0.8)
    widths = {p: _page_width(ls, wide) if len(ls) >= 12 else wide for p, ls in by_page.items()}
    spaced = sum(b.blanks > 0 for _, b in pairs)
    any_blank = any(line.blanks for line in lines)
    return Layout(
        wrapped=len(pairs) >= 0.06 * len(lines) and wide <= 160,
        widths={p: max(w, 40) for p, w in widths.items()},
        blank_breaks=any_blank and spaced <= 0.1 * len(pairs),
    )


def _percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))] if values else 0
