"""Pages put together by hand: words with boxes, as a reader would give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ntm_extract.alignment import Edit, apply_edits
from ntm_extract.pages import Box, Cell, Page, Table, Verdict, Word
from ntm_extract.restore.restoration import Restoration, Syllable

LETTER, HEIGHT, STEP, LEFT, TOP = 6.0, 12.0, 18.0, 72.0, 72.0

SCAN = Verdict("picture", "ocr", "Tệp là ảnh: nhận dạng chữ từ ảnh.", {"dpi": 200.0, "skew": 0.0, "turned": 0.0})
LAYER = Verdict("good", "take", "Lớp chữ tốt.", {})


def page_of(
    text: str,
    number: int = 1,
    verdict: Verdict = SCAN,
    *,
    confidence: float = 0.9,
    tables: tuple[Table, ...] = (),
    candidates: dict[str, tuple[tuple[str, float], ...]] | None = None,
) -> Page:
    """Set lines of text in letters of one width: the letter at column c of line l has its box at LEFT + c, TOP + l."""
    words, at = [], 0
    for index, line in enumerate(text.split("\n")):
        start = 0
        for word in line.split(" "):
            if word:
                box = Box(
                    LEFT + start * LETTER,
                    TOP + index * STEP,
                    LEFT + (start + len(word)) * LETTER,
                    TOP + index * STEP + HEIGHT,
                )
                own = (candidates or {}).get(word, ())
                words.append(Word(at + start, at + start + len(word), box, confidence, own))
            start += len(word) + 1
        at += len(line) + 1
    origin = "ocr" if verdict is SCAN else "text-layer"
    return Page(number, text, tuple(words), 595.0, 842.0, origin, verdict, tables)  # type: ignore[arg-type]


def moved(page: Page, shifts: dict[int, tuple[float, float]]) -> Page:
    """Move lines of a page, by their numbers, to the right and down."""
    words = []
    for word in page.words:
        dx, dy = shifts.get(page.text.count("\n", 0, word.start), (0.0, 0.0))
        b = word.box
        words.append(word._replace(box=Box(b.x0 + dx, b.top + dy, b.x1 + dx, b.bottom + dy)))
    return replace(page, words=tuple(words))


def table_of(text: str, cells: Sequence[tuple[int, int, str, Box] | tuple[int, int, str, Box, int, int]]) -> Table:
    """Give a table whose cells hold these lines of the text, in order; an empty one holds nothing.

    A merged cell says besides over how many rows and columns it goes.
    """
    found, at = [], 0
    for row, column, content, box, *spans in cells:
        start = text.index(content, at) if content else at
        found.append(Cell(row, column, start, start + len(content), box, *spans))
        at = start + len(content)
    return Table(tuple(found))


def restored(page: Page, *changes: tuple[str, str], syllables: Sequence[Syllable] = ()) -> Restoration:
    """Restore a page by replacing words, each at its next place in the text."""
    edits, at = [], 0
    for old, new in changes:
        at = page.text.index(old, at)
        edits.append(Edit(at, at + len(old), new))
        at += len(old)
    text, alignment = apply_edits(page.text, edits)
    return Restoration(page.text, text, alignment, tuple(syllables))


def syllable(text: str, word: str, confidence: float, *others: tuple[str, float], flag: str = "") -> Syllable:
    """Give what the restorer says of a word of its text."""
    start = text.index(word)
    return Syllable(start, start + len(word), 0, 0, confidence, ((word, confidence), *others), flag)
