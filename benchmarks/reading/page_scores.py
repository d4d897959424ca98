"""What a reading of a page is worth: letters, tokens with a digit, cells of tables.

Every reader's text is normalised alike before it is compared: NFC, one line break between lines, one blank between
words, nothing at the ends, PDFium's sign for a hyphen at a line's end as a hyphen, no rules drawn with underscores or
dashes.

The character error rate counts edits by the letters of the true page, line breaks among them. Without line order, lines
are first laid beside those that they fit best, whole or in part (after Clausner, Pletschacher and Antonacopoulos,
*Flexible character accuracy measure for reading-order-independent evaluation*, 2020): letters then count, and where a
column or a table was read in another order does not.
"""

from __future__ import annotations

import math
import re
import unicodedata
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from benchmarks.reading.readings import PageRead, Span

_HYPHENS = str.maketrans({"\ufffe": "-", "\x02": "-", "\u00ad": "-", "\u00a0": " "})
_RULE = re.compile(r"(?<!\S)[-_–—]{3,}(?!\S)")
_DIGIT_TOKEN = re.compile(r"\S*\d\S*")
_LEAST_SHARED = 4
"""Stretches that share fewer letters fit by chance, but for short lines that are shared whole."""
_RAGGED = 3
"""So few letters left over at the same end of two lines belong to each other."""
_NEAR = 3
"""So many letters off its place what shares nothing may stand."""


class PageScore(NamedTuple):
    """Counts of one page: edits and letters, number tokens and cells in all and right.

    Attributes:
        edits_read: as the page was read, before letters were restored.
        moved_edits: edits without line order.
        wrong_unflagged: tokens with a digit that are wrong or missing, or made up, with nothing to tell so.
    """

    letters: int
    edits: int
    edits_read: int
    moved_edits: int
    numbers: int
    numbers_right: int
    wrong_unflagged: int
    cells: int
    cells_right: int


class Match(NamedTuple):
    """A stretch of the true text and the stretch of the read text that fits it: where both are, and their edits."""

    gold: Span
    read: Span
    edits: int


def normalise(text: str) -> str:
    """Give a text in the form in which all are compared."""
    text = unicodedata.normalize("NFC", _without_rules(text.translate(_HYPHENS)))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _without_rules(text: str) -> str:
    return _RULE.sub(lambda match: " " * len(match[0]), text)


def score_page(gold: str, gold_cells: Iterable[tuple[int, int, str]], read: PageRead) -> PageScore:
    """Score one page of a reading.

    Args:
        gold: the true text, line by line.
        gold_cells: row, column, text of the page's table.
        read: what was read; its spans are those of its text.
    """
    gold, text, flagged = normalise(gold), *normalise_flagged(read.text, read.flagged)
    raw = normalise(read.raw)
    edits = Levenshtein.distance(gold, text)
    matches = match_lines(gold, text)
    unmatched = max(
        _count_outside(gold, [match.gold for match in matches]), _count_outside(text, [match.read for match in matches])
    )
    wanted, found = digit_tokens(gold), digit_tokens(text)
    cells = tuple(gold_cells)
    return PageScore(
        letters=len(gold),
        edits=edits,
        edits_read=edits if raw == text else Levenshtein.distance(gold, raw),
        moved_edits=sum(match.edits for match in matches) + unmatched,
        numbers=wanted.total(),
        numbers_right=(wanted & found).total(),
        wrong_unflagged=count_unflagged(gold, text, matches, flagged),
        cells=len([cell for cell in cells if cell[2]]),
        cells_right=count_right_cells(cells, read.tables),
    )


def normalise_flagged(text: str, flagged: Sequence[Span]) -> tuple[str, list[Span]]:
    """Normalise a text of which some stretches are flagged, and give where they are then (whole words)."""
    made = normalise(text)
    words = [match.span() for match in re.finditer(r"\S+", _without_rules(text))]
    kept = [match.span() for match in re.finditer(r"\S+", made)]
    if len(words) != len(kept):
        raise ValueError(f"{len(words)} words became {len(kept)} by normalising")
    return made, [after for before, after in zip(words, kept, strict=True) if _touches(before, flagged)]


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def digit_tokens(text: str) -> Counter[str]:
    """Count the tokens that have a digit: `08/KH-UBND`, `2025,`, `1.`."""
    return Counter(_DIGIT_TOKEN.findall(text))


def match_lines(gold: str, read: str) -> list[Match]:
    """Lay the lines of two texts beside each other, whole or in part, whatever their order.

    Equal lines first, then again and again the two that share most; what is left of either may fit another. What
    shares nothing is laid beside what stands in the same place.
    """
    left, right = _lines_of(gold), _lines_of(read)
    matches: list[Match] = []
    for line in list(left):
        twin = next((other for other in right if other.text == line.text), None)
        if twin:
            matches.append(Match((line.start, line.end), (twin.start, twin.end), 0))
            left.remove(line)
            right.remove(twin)
    fits = {pair: fit_lines(pair[0].text, pair[1].text) for pair in product(left, right)}
    while fits:
        (a, b), fit = max(fits.items(), key=lambda item: item[1].shared)
        if fit.shared < min(_LEAST_SHARED, len(a.text), len(b.text)):
            break
        matches.append(_match_of(a, b, fit))
        left.remove(a)
        right.remove(b)
        fits = {pair: value for pair, value in fits.items() if pair[0] != a and pair[1] != b}
        rest_left, rest_right = a.without(fit.gold), b.without(fit.read)
        pairs = [*product(rest_left, [*right, *rest_right]), *product(left, rest_right)]
        fits |= {(x, y): fit_lines(x.text, y.text) for x, y in pairs}
        left += rest_left
        right += rest_right
    return matches + _match_places(left, right, matches)


class Line(NamedTuple):
    """A line, or part of one, and where it begins in its text."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return self.start + len(self.text)

    def without(self, span: Span) -> list[Line]:
        """Give what is left of it beside a span of its own."""
        parts = ((self.text[: span[0]], self.start), (self.text[span[1] :], self.start + span[1]))
        return [Line(text.strip(), at + len(text) - len(text.lstrip())) for text, at in parts if text.strip()]


class Fit(NamedTuple):
    """How two lines fit: the stretch of each that does, and the letters they share there less their edits."""

    shared: int
    gold: Span
    read: Span


def _lines_of(text: str) -> list[Line]:
    return [Line(match[0], match.start()) for match in re.finditer(r"[^\n]+", text)]


def fit_lines(a: str, b: str) -> Fit:
    """Find the stretches of two lines that fit best: as a whole, the shorter within the longer, or end to end.

    Example: of `Phó Chủ tịch` and `Nơi nhận: Phó Chủ tich` the whole and the last twelve letters.
    """
    found = _fit_aligned(a, b, 0, 0)
    if not 0.7 < len(a) / len(b) < 1.4:
        window = fuzz.partial_ratio_alignment(a, b)
        if window:
            (i, k), (j, n) = (window.src_start, window.src_end), (window.dest_start, window.dest_end)
            found = max(found, _fit_aligned(a[i:k], b[j:n], i, j))
    (i, k), (j, n) = found.gold, found.read
    if max(i, j) <= _RAGGED:
        i = j = 0
    if max(len(a) - k, len(b) - n) <= _RAGGED:
        k, n = len(a), len(b)
    return Fit(found.shared, (i, k), (j, n))


def _fit_aligned(a: str, b: str, i: int, j: int) -> Fit:
    """Find the best stretch of an alignment of two texts that begin at `i` and `j`."""
    best, shared, start = Fit(0, (i, i), (j, j)), 0, (i, j)
    for step in Levenshtein.opcodes(a, b):
        length = max(step.src_end - step.src_start, step.dest_end - step.dest_start)
        if step.tag != "equal":
            shared -= length
            continue
        if shared <= 0:
            shared, start = 0, (i + step.src_start, j + step.dest_start)
        shared += length
        if shared > best.shared:
            best = Fit(shared, (start[0], i + step.src_end), (start[1], j + step.dest_end))
    return best


def _match_of(a: Line, b: Line, fit: Fit) -> Match:
    edits = Levenshtein.distance(a.text[slice(*fit.gold)], b.text[slice(*fit.read)])
    gold = (a.start + fit.gold[0], a.start + fit.gold[1])
    return Match(gold, (b.start + fit.read[0], b.start + fit.read[1]), edits)


def _match_places(left: list[Line], right: list[Line], matches: Sequence[Match]) -> list[Match]:
    """Lay beside each other what stands behind the same words, though it shares nothing: `15` and `16`."""
    ends = sorted((match.gold[1], match.read[1]) for match in matches)
    found: list[Match] = []
    for line in sorted(left, key=lambda line: line.start):
        before = bisect_right(ends, (line.start, math.inf))
        expected = ends[before - 1][1] if before else 0
        near = [other for other in right if abs(other.start - expected) <= _NEAR]
        if near:
            other = min(near, key=lambda other: abs(other.start - expected))
            right.remove(other)
            edits = Levenshtein.distance(line.text, other.text)
            found.append(Match((line.start, line.end), (other.start, other.end), edits))
            insort(ends, (line.end, other.end))
    return found


def _count_outside(text: str, spans: Sequence[Span]) -> int:
    """Count the letters that no span covers, without blanks at the ends of what is left."""
    covered = {at for span in spans for at in range(*span)}
    left = "".join("\n" if at in covered else letter for at, letter in enumerate(text))
    return sum(len(part.strip()) for part in left.split("\n"))


def count_unflagged(gold: str, read: str, matches: Sequence[Match], flagged: Sequence[Span]) -> int:
    """Count the tokens with a digit that are wrong, missing or made up, and not flagged.

    A token of the true text is looked for where its line was laid. It is right if the words there are it, and told if
    one of them is flagged. Words with a digit that no token was looked for in are made up.
    """
    words = [match.span() for match in re.finditer(r"\S+", read)]
    opposite = _opposites(gold, read, matches)
    looked_at: set[Span] = set()
    count = 0
    for token in _DIGIT_TOKEN.finditer(gold):
        places = [opposite[at] for at in range(*token.span()) if at in opposite]
        there = [word for word in words if any(word[0] <= place < word[1] for place in places)]
        looked_at.update(there)
        is_right = " ".join(read[start:end] for start, end in there) == token[0]
        if not is_right and not any(_touches(word, flagged) for word in there):
            count += 1
    made_up = [word for word in words if word not in looked_at and re.search(r"\d", read[slice(*word)])]
    return count + sum(not _touches(word, flagged) for word in made_up)


def _opposites(gold: str, read: str, matches: Sequence[Match]) -> dict[int, int]:
    """Give for each letter of the true text where the letter stands that was read for it."""
    found: dict[int, int] = {}
    for match in matches:
        steps = Levenshtein.opcodes(gold[slice(*match.gold)], read[slice(*match.read)])
        for step in steps:
            for offset in range(min(step.src_end - step.src_start, step.dest_end - step.dest_start)):
                found[match.gold[0] + step.src_start + offset] = match.read[0] + step.dest_start + offset
    return found


def count_right_cells(gold: Iterable[tuple[int, int, str]], tables: Sequence[Iterable[tuple[int, int, str]]]) -> int:
    """Count the cells of a page's table that are read letter by letter, in their column.

    Rows are laid beside each other in order so that most cells are right, as a table may go on from the page before,
    or a reader may take its title for a row; blank cells are not counted.
    """
    wanted = _rows_of(gold)
    rows = [row for table in tables for row in _rows_of(table)]
    best = [0] * (len(rows) + 1)
    for want in wanted:
        above, best = best, [0]
        for number, row in enumerate(rows, 1):
            right = sum(row.get(column) == text for column, text in want.items())
            best.append(max(above[number], best[-1], above[number - 1] + right))
    return best[-1]


def _rows_of(cells: Iterable[tuple[int, int, str]]) -> list[Mapping[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for row, column, text in cells:
        if words := " ".join(normalise(text).split()):
            rows.setdefault(row, {})[column] = words
    return [rows[row] for row in sorted(rows)]
