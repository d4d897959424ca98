"""What is read from a document: pages of text, and words with boxes and confidence.

The vocabulary is that of hOCR (page, line, word, bbox, x_wconf). Boxes are in PDF points with the origin at
the top left of the page, as in pdfplumber.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import eq
from typing import Literal, NamedTuple, Protocol, overload

PAGE_BREAK = "\f"
"""What stands between two pages in a document's text (as pdftotext writes it)."""

Origin = Literal["text-layer", "ocr", "plain"]
Media = Literal["pdf", "image", "docx", "text"]


class Box(NamedTuple):
    """A rectangle in PDF points: left, top, right, bottom, from the top left corner of the page."""

    x0: float
    top: float
    x1: float
    bottom: float

    def times(self, factor: float) -> Box:
        """Give the box on a page that is so many times as large."""
        return Box(self.x0 * factor, self.top * factor, self.x1 * factor, self.bottom * factor)


def surround(boxes: Iterable[tuple[float, float, float, float]]) -> Box:
    """Give the rectangle around some boxes, of which there is at least one."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return Box(min(x0), min(top), max(x1), max(bottom))


Candidates = tuple[tuple[str, float], ...]


class Word(NamedTuple):
    """One word of a page: its span in `Page.text`, its box, and how sure the reader was (0 to 1).

    `candidates` are what a word in doubt may be, each with its probability, the likeliest first, which is the one that
    stands in the text; empty where there is no doubt, or no reader that could tell.
    """

    start: int
    end: int
    box: Box
    confidence: float
    candidates: Candidates = ()


class _Choices:
    """The candidates of a page's words: one text with the places where it is cut, one row of probabilities."""

    __slots__ = ("_cuts", "_firsts", "_shares", "_text", "_words")

    def __init__(self, choices: Iterable[tuple[int, Candidates]]) -> None:
        self._words, self._firsts = array("l"), array("l", [0])
        self._cuts, self._shares = array("l", [0]), array("d")
        texts: list[str] = []
        for word, candidates in choices:
            for text, share in candidates:
                texts.append(text)
                self._cuts.append(self._cuts[-1] + len(text))
                self._shares.append(share)
            self._words.append(word)
            self._firsts.append(len(texts))
        self._text = "".join(texts)

    def of(self, word: int) -> Candidates:
        """Give the candidates of the word at an index; none where it is in no doubt."""
        at = bisect_left(self._words, word)
        if at == len(self._words) or self._words[at] != word:
            return ()
        span = range(self._firsts[at], self._firsts[at + 1])
        return tuple((self._text[self._cuts[i] : self._cuts[i + 1]], self._shares[i]) for i in span)


class Words(Sequence[Word]):
    """The words of one page, kept in a tenth of the memory that they take as tuples: a long document has many."""

    __slots__ = ("_choices", "_ends", "_places", "_starts")

    def __init__(self, words: Iterable[Word]) -> None:
        self._starts, self._ends, self._places = array("l"), array("l"), array("d")
        choices: list[tuple[int, Candidates]] = []
        for index, (start, end, box, confidence, candidates) in enumerate(words):
            self._starts.append(start)
            self._ends.append(end)
            self._places.extend((*box, confidence))
            if candidates:
                choices.append((index, candidates))
        self._choices = _Choices(choices)

    def __len__(self) -> int:
        return len(self._starts)

    @overload
    def __getitem__(self, index: int) -> Word: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Word, ...]: ...

    def __getitem__(self, index: int | slice) -> Word | tuple[Word, ...]:
        found = range(len(self))[index]
        return self._word(found) if isinstance(found, int) else tuple(map(self._word, found))

    def _word(self, at: int) -> Word:
        x0, top, x1, bottom, confidence = self._places[5 * at : 5 * at + 5]
        box = Box(x0, top, x1, bottom)
        return Word(self._starts[at], self._ends[at], box, confidence, self._choices.of(at))

    def touched(self, start: int, end: int) -> range:
        """Give the indexes of the words that the span `[start, end)` of the page's text touches."""
        first = bisect_right(self._ends, start)
        return range(first, bisect_left(self._starts, end, lo=first))

    def begun(self, start: int, end: int) -> range:
        """Give the indexes of the words that begin in the span `[start, end)` of the page's text."""
        first = bisect_left(self._starts, start)
        return range(first, bisect_left(self._starts, end, lo=first))

    def lines(self, among: range, text: str) -> Iterator[range]:
        """Part the words at the indexes `among` where the page's text begins a new line."""
        at = among.start
        while at < among.stop:
            line_end = text.find("\n", self._ends[at])
            after = among.stop if line_end < 0 else bisect_left(self._starts, line_end, lo=at + 1, hi=among.stop)
            yield range(at, after)
            at = after

    def box(self, among: range) -> Box:
        """Give the box around the words at the indexes `among`, of which there is at least one."""
        x0, top, x1, bottom = (self._places[5 * among.start + side : 5 * among.stop : 5] for side in range(4))
        return Box(min(x0), min(top), max(x1), max(bottom))

    def confidences(self, among: range) -> Sequence[float]:
        """Give how sure the words at the indexes `among` are."""
        return self._places[5 * among.start + 4 : 5 * among.stop : 5]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"Words({tuple(self)!r})"


class Cell(NamedTuple):
    """One cell of a ruled table (ô bảng): 0-based row and column, and its span in `Page.text`.

    A merged cell (ô gộp) goes over `row_span` rows and `column_span` columns from there on.
    """

    row: int
    column: int
    start: int
    end: int
    box: Box
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Table:
    """A ruled table (bảng) of a page; a merged cell stands once, at its top left row and column.

    Attributes:
        continues: whether it goes on with the last table of the page before; its head may be repeated or not.
    """

    cells: tuple[Cell, ...]
    continues: bool = False


AsideKind = Literal["head", "footnote"]


class Aside(NamedTuple):
    """What stands on a page beside its running text, and its span in `Page.text`, one for each line.

    `head` is a page number or running head, be it at the foot (`CÔNG BÁO/Số 302/Ngày 02-6-2026`); `footnote` a line
    of a footnote.
    """

    kind: AsideKind
    start: int
    end: int


@dataclass(frozen=True)
class Verdict:
    """Why a page was read the way it was.

    Attributes:
        label: what the page's text is like: `good`, `marks-lost`, `wrong-language`, `legacy-charset`,
            `split-marks`, `mojibake`, `picture` (a picture and no text layer worth the name), `blank`, `unread`
            (over a time limit, or broken).
        remedy: what was done: `take`, `restore`, `decode`, `join`, `ocr`, `none`.
        reason: one sentence a clerk understands, in Vietnamese.
        scores: the measures behind the label, e.g. `{"syllables": 0.99, "marked": 0.27}`.
    """

    label: str
    remedy: str
    reason: str
    scores: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """One page as read, lines of text separated by newlines in reading order.

    Attributes:
        number: 1-based.
        text: NFC text, without a trailing newline.
        words: in the order of `text`; empty for plain text, which has no geometry.
        width, height: in points; 0 for plain text.
        asides: page numbers, running heads and footnotes, in the order of `text`.
        needs_restoring: whether diacritics or letters of this page are to be restored.
    """

    number: int
    text: str
    words: Sequence[Word]
    width: float
    height: float
    origin: Origin
    verdict: Verdict
    tables: tuple[Table, ...] = ()
    asides: tuple[Aside, ...] = ()

    def has_head_at(self, offset: int) -> bool:
        """Whether the character at `offset` of `text` is of a page number or running head."""
        return any(aside.kind == "head" and aside.start <= offset < aside.end for aside in self.asides)

    @property
    def needs_restoring(self) -> bool:
        """Whether the restorer may change this page's text (what is right, or in another language, is left alone)."""
        return self.verdict.remedy == "restore" or (self.origin == "ocr" and self.verdict.remedy != "take")


@dataclass(frozen=True)
class Reading:
    """A whole document as read: its pages and what was noticed on the way.

    Attributes:
        media: `pdf`, `image`, `docx` or `text`.
        notes: what was skipped or guessed, one sentence each (a page that could not be read, a time limit).
    """

    pages: tuple[Page, ...]
    media: Media
    notes: tuple[str, ...] = ()

    @cached_property
    def text(self) -> str:
        """The pages' texts joined by `PAGE_BREAK`; all source offsets refer to this string."""
        return PAGE_BREAK.join(page.text for page in self.pages)

    @cached_property
    def page_starts(self) -> tuple[int, ...]:
        """The offset in `text` at which each page begins."""
        starts, at = [], 0
        for page in self.pages:
            starts.append(at)
            at += len(page.text) + len(PAGE_BREAK)
        return tuple(starts)

    def page_at(self, offset: int) -> Page:
        """Give the page that holds the character at `offset` of `text`."""
        return self.pages[max(0, bisect_right(self.page_starts, offset) - 1)]

    def _touched(self, start: int, end: int) -> Iterator[tuple[Page, Words, range]]:
        """Give the words that the span `[start, end)` of `text` touches, by page, as the indexes of some."""
        index = max(0, bisect_right(self.page_starts, start) - 1)
        while index < len(self.pages) and self.page_starts[index] < end:
            page, base = self.pages[index], self.page_starts[index]
            words = page.words if isinstance(page.words, Words) else Words(page.words)
            yield page, words, words.touched(start - base, end - base)
            index += 1

    def words_in(self, start: int, end: int) -> list[tuple[Page, Word]]:
        """Give the words that the span `[start, end)` of `text` touches, with their pages, in order."""
        return [(page, words[at]) for page, words, touched in self._touched(start, end) for at in touched]

    def confidence_in(self, start: int, end: int) -> float:
        """Give how sure the words are that the span `[start, end)` of `text` touches: their mean; 1 where are none."""
        told = [share for _, words, touched in self._touched(start, end) for share in words.confidences(touched)]
        return sum(told) / len(told) if told else 1.0

    def boxes_in(self, start: int, end: int) -> list[tuple[int, Box]]:
        """Give one (page number, box) per line that the span `[start, end)` of `text` touches.

        A page number or running head between two pages is no part of a sentence that goes on over them.
        """
        touched = list(self._touched(start, end))
        running = [(page, words, part) for page, words, found in touched for part in _running(page, words, found)]
        return [
            (page.number, words.box(line))
            for page, words, found in running or touched
            for line in words.lines(found, page.text)
        ]


def _running(page: Page, words: Words, among: range) -> Iterator[range]:
    """Give what is left of the words at the indexes `among` without page numbers and running heads."""
    at = among.start
    for aside in page.asides:
        if aside.kind == "head":
            head = words.begun(aside.start, aside.end)
            if at < head.start < among.stop:
                yield range(at, head.start)
            at = max(at, head.stop)
    if at < among.stop:
        yield range(at, among.stop)


@dataclass(frozen=True)
class Leaf:
    """One page as it came from its document, and what was noticed on the way.

    Attributes:
        remarks: what was skipped or guessed on this page, without its number: `có hình không được nhận dạng chữ.`
    """

    page: Page
    remarks: tuple[str, ...] = ()

    @classmethod
    def unread(cls, number: int, reason: str, *, origin: Origin = "text-layer") -> Leaf:
        """Give the leaf of a page that could not be read: `Leaf.unread(7, "trang bị hỏng, không mở được.")`."""
        verdict = Verdict("unread", "none", reason[:1].upper() + reason[1:])
        return cls(Page(number, "", (), 0.0, 0.0, origin, verdict), (reason,))


class PagedDocument(Protocol):
    """A document that is open for reading, each page by itself and in any order."""

    @property
    def media(self) -> Media:
        """What kind of document it is."""

    @property
    def count(self) -> int:
        """How many pages it has."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What was noticed about the document as a whole."""

    def read(self, index: int) -> Leaf:
        """Read the page at `index`, from 0; one that is broken is given unread, with the reason."""

    def close(self) -> None:
        """Let go of the document."""


SAME_EDGE = 6.0
"""Points by which the columns of a table may lie off those of the page before; scans shift by some."""


def link_tables(before: Page | None, page: Page) -> Page:
    """Tell whether the first table of a page goes on with the last one of the page before (bảng qua trang).

    It does when nothing but page numbers, running heads and footnotes stands between the two, and their columns begin
    at the same places; whether its head is repeated does not matter.

    Returns:
        The page, its first table with `continues`.
    """
    if not before or not before.tables or not page.tables:
        return page
    above, table = before.tables[-1], page.tables[0]
    stands_between = _beside(before, above.cells[-1].end, len(before.text)) + _beside(page, 0, table.cells[0].start)
    edges, others = _column_edges(above), _column_edges(table)
    alike = len(edges) == len(others) and all(abs(a - b) <= SAME_EDGE for a, b in zip(edges, others, strict=True))
    if stands_between or not alike:
        return page
    return replace(page, tables=(replace(table, continues=True), *page.tables[1:]))


def _beside(page: Page, start: int, end: int) -> str:
    """Give what is written from one place of a page to another, but for what stands beside its running text."""
    within = [aside for aside in page.asides if start <= aside.start and aside.end <= end]
    text, at = "", start
    for aside in within:
        text += page.text[at : aside.start]
        at = aside.end
    return (text + page.text[at:end]).strip()


def _column_edges(table: Table) -> list[float]:
    lefts: dict[int, float] = {}
    for cell in table.cells:
        lefts[cell.column] = min(cell.box.x0, lefts.get(cell.column, cell.box.x0))
    return [lefts[column] for column in sorted(lefts)]


def bind(leaves: Iterable[Leaf], media: Media, notes: Iterable[str] = ()) -> Reading:
    """Put pages together to a document.

    Args:
        leaves: of all pages, in order.
        media: what kind of document it is.
        notes: about the document as a whole.

    Returns:
        The document; what is remarked of several pages in a row is noted once, `Trang 2-9: trang trắng.`
    """
    pages: list[Page] = []
    before: Page | None = None
    runs: list[tuple[str, int, int]] = []  # remark, first and last page
    last: dict[str, int] = {}  # remark → where its last run stands
    for leaf in leaves:
        before = link_tables(before, leaf.page)
        pages.append(before)
        number = leaf.page.number
        for remark in leaf.remarks:
            at = last.get(remark)
            if at is not None and runs[at][2] == number - 1:
                runs[at] = (remark, runs[at][1], number)
            else:
                last[remark] = len(runs)
                runs.append((remark, number, number))
    remarks = (f"Trang {first if first == end else f'{first}-{end}'}: {remark}" for remark, first, end in runs)
    return Reading(tuple(pages), media, (*notes, *remarks))
