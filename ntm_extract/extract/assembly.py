"""Making the plan: each found row is given its quote, page, boxes and confidence.

The only place where `Plan` is made.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from spacy.tokens import Doc

from ntm_extract.extract.confidence import Evidence, Weigh, find_traits, weigh
from ntm_extract.extract.found import Found
from ntm_extract.extract.head.head import Head
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.row_ids import row_ids
from ntm_extract.extract.spans import Spans
from ntm_extract.plan import (
    Achievement,
    Deadline,
    DocumentHead,
    PageVerdict,
    Plan,
    Provenance,
    Reference,
    Responsibility,
    Target,
)
from ntm_extract.restore.restoration import Syllable

TASK_LIMIT = 300
"""Characters of a task, by the contract."""
DOUBTFUL = 0.5
"""A syllable less sure than this is named among a row's doubts."""
FEWEST_ROWS = 2
"""Rows of printed tables that gave nothing, from which on a document's notes say so."""
FROM_SENTENCES = ("targets", "deadlines", "responsibilities")

Row = TypeVar("Row", bound=Provenance)


def assemble_plan(doc: Doc, *, source: str, doc_id: str, weigh: Weigh = weigh) -> Plan:
    """Make the plan from an annotated document.

    Args:
        doc: with the five span groups, `doc._.head`, and `doc._.origins`, where quotes, boxes and verdicts are.
        source: its path or URL as given.
        doc_id: first 16 hex digits of the SHA-256 of its bytes.
        weigh: makes what speaks for and against a row a confidence; called once for each row, in the order of the plan.
    """
    head: Head = doc._.head
    origins: Origins = doc._.origins
    reading, restoration, ground = origins.reading, origins.restoration, _Grounding(origins, weigh)

    def rows(group: str, model: type[Row]) -> list[Row]:
        found = [row for span in doc.spans[group] for row in span._.get(group)]
        values = [ground.row(group, row) for row in sorted(found, key=lambda row: (row.start, row.end))]
        names = row_ids(doc_id, group, values)
        return [model(row_id=name, **row) for name, row in zip(names, values, strict=True)]

    read_from = {page.origin for page in reading.pages}
    return Plan(
        document=DocumentHead(
            doc_id=doc_id,
            source=source,
            kind=head.kind,
            number=head.number,
            symbol=head.symbol,
            title=head.title,
            issuer=head.issuer,
            level=head.level,
            province=head.province,
            district=head.district,
            place=head.place,
            issued_on=head.issued_on,
            signer=head.signer,
            signer_title=head.signer_title,
            period=head.period,
            recipients=list(head.recipients),
            pages=len(reading.pages),
            text_origin=read_from.pop() if len(read_from) == 1 else "mixed",
            restored=restoration.changed,
        ),
        targets=rows("targets", Target),
        deadlines=rows("deadlines", Deadline),
        responsibilities=rows("responsibilities", Responsibility),
        references=rows("references", Reference),
        achievements=rows("achievements", Achievement),
        page_verdicts=[
            PageVerdict(
                page=page.number,
                origin=page.origin,
                label=page.verdict.label,
                remedy=page.verdict.remedy,
                reason=page.verdict.reason,
                scores=page.verdict.scores,
            )
            for page in reading.pages
        ],
        unread=list(head.unread),
        notes=[*reading.notes, *doc._.outline.notes, *head.notes, *_losses(ground, doc)],
    )


def _losses(ground: _Grounding, doc: Doc) -> Iterator[str]:
    """Say what the tables may lack: rows of printed tables, or everything, where a document is no plan at all."""
    if not any(doc.spans[group] for group in (*FROM_SENTENCES, "references")):
        yield "Không tìm thấy chỉ tiêu, thời hạn, phân công hay văn bản viện dẫn nào; có thể đây không phải kế hoạch"
    found = sorted(row.start for group in FROM_SENTENCES for span in doc.spans[group] for row in span._.get(group))
    known = Spans(doc._.tables.known)
    blocks = [(block.start, block.end) for block in ground.outline.of_role("table")]
    printed = [*doc._.tables.rows, *(span for span in blocks if not known.holds(span[0]))]
    silent = [span for span in printed if bisect_left(found, span[0]) == bisect_left(found, span[1])]
    if len(silent) >= FEWEST_ROWS:
        pages = sorted({page for span in silent if (page := doc._.origins.page(*span))})
        where = f" ở trang {', '.join(map(str, pages))}" if pages else ""
        yield f"Bảng biểu{where}: {len(silent)} dòng chưa trích được chỉ tiêu, thời hạn hay phân công; xem văn bản gốc"


class _Ground(NamedTuple):
    """What a span of the outlined text goes back to.

    Attributes:
        place: the fields of a row that say where it is: page, boxes, offsets and quotes.
        letters: how sure its letters are.
        doubts: what is said of its syllables that are in doubt.
        recognised: whether its page was read from a picture.
    """

    place: dict[str, Any]
    letters: float
    doubts: tuple[str, ...]
    recognised: bool


class _Grounding:
    """Follows a span of the outlined text back to the restored text, the source, the page and its boxes."""

    def __init__(self, origins: Origins, weigh: Weigh) -> None:
        self.weigh = weigh
        self.origins, self.outline, self.restoration = origins, origins.outline, origins.restoration
        self._starts = [syllable.start for syllable in origins.restoration.syllables]
        self._grounds: dict[tuple[int, int], _Ground] = {}

    def row(self, table: str, found: Found) -> dict[str, Any]:
        """Give the fields of a row of a table with where it came from, all but its name."""
        span = found.start, found.end
        ground = self._grounds.get(span)  # a sentence has many rows
        if ground is None:
            ground = self._grounds[span] = self._ground(*span)
        evidence = Evidence(
            table=table,
            traits=(found.method, *find_traits(table, found.values)),
            pattern=found.confidence,
            letters=ground.letters,
            guessed=len(found.doubts),
            doubtful=len(ground.doubts),
            restored=ground.place["quote"] != ground.place["source_quote"],
            recognised=ground.recognised,
        )
        return dict(
            {name: self._plain(name, value) for name, value in found.values.items()},
            **ground.place,
            section=found.address,
            confidence=round(self.weigh(evidence), 3),
            method=found.method,
            doubts=[*found.doubts, *ground.doubts],
        )

    def _ground(self, start: int, end: int) -> _Ground:
        """Follow a span of the outlined text back."""
        source = self.origins.source(start, end)
        boxes = self.origins.boxes(start, end)
        first, last = self.origins.restored(start, end)
        place = {
            "page": boxes[0][0] if boxes else self.origins.page(start, end),
            "bbox": [tuple(round(x, 2) for x in box) for _, box in boxes] if boxes is not None else None,
            "bbox_pages": [number for number, _ in boxes] if boxes is not None else None,
            "char_start": first,
            "char_end": last,
            "quote": self.restoration.text[first:last],
            "source_quote": self.restoration.source[source[0] : source[1]],
        }
        return _Ground(
            place,
            self._letters(first, last, source),
            tuple(_say(self.restoration.text, syllable) for syllable in self._doubtful(first, last)),
            self.origins.reading.page_at(source[0]).origin == "ocr",
        )

    def _plain(self, name: str, value: Any) -> Any:
        """Turn a span into its words; everything else is as it is."""
        if isinstance(value, tuple):
            words = " ".join(self.outline.text[value[0] : value[1]].split()).strip(" ,;:.-")
            return _shorten(words) if name == "task" else words
        return _shorten(value) if name == "task" else value

    def _syllables(self, start: int, end: int) -> list[Syllable]:
        first = bisect_left(self._starts, start)
        return list(self.restoration.syllables[first : bisect_left(self._starts, end)])

    def _doubtful(self, start: int, end: int) -> list[Syllable]:
        return [s for s in self._syllables(start, end) if s.flag or s.confidence < DOUBTFUL]

    def _letters(self, start: int, end: int, source: tuple[int, int]) -> float:
        """How sure the letters of a quote are: the mean over its words of what reader and restorer say."""
        read = self.origins.reading.confidence_in(*source)
        count = max(1, len(self.restoration.text[start:end].split()))
        lost = sum(1 - syllable.confidence for syllable in self._syllables(start, end))
        return max(0.0, min(1.0, read) * (1 - min(1.0, lost / count)))


FLAGS = {"unreadable-number": "số không đọc được", "ambiguous": "chưa chắc", "unknown-word": "từ lạ", "": "chưa chắc"}
"""What the restorer's flags say to a clerk."""


def _say(text: str, syllable: Syllable) -> str:
    candidates = ", ".join(word for word, _ in syllable.candidates[:3])
    return f"chữ “{text[syllable.start : syllable.end]}”: {FLAGS.get(syllable.flag, syllable.flag)} ({candidates})"


def _shorten(text: str) -> str:
    """Cut a task at the last clause or word that fits the contract's 300 characters."""
    if len(text) <= TASK_LIMIT:
        return text
    cut = text[:TASK_LIMIT]
    stop = max(cut.rfind(";"), cut.rfind(". "))
    return cut[: stop if stop > TASK_LIMIT // 2 else cut.rfind(" ")].rstrip(" ,;.")
