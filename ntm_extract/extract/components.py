"""The extractors as spaCy components: each finds (`match`) and, apart from that, annotates (`set_annotations`).

What a component needs of the document stands in `doc._`: the outline it was made from, where its spans come from, its
words as keys, its times and quantities, its head. Rows go to the span groups `references`, `targets`, `achievements`,
`deadlines`, `responsibilities`, and the values of a span's rows to the span attribute of the same name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.clauses import ClauseReader
from ntm_extract.extract.agencies.learned import LearnedClauses, mark_guessed
from ntm_extract.extract.agencies.responsibilities import drop_keyed, find_responsibilities, read_items
from ntm_extract.extract.agencies.short_names import spell_out
from ntm_extract.extract.deadlines.deadlines import find_deadlines
from ntm_extract.extract.found import Found
from ntm_extract.extract.head.head import Head, HeadFinder
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.references.references import ReferenceFinder
from ntm_extract.extract.spans import Spans
from ntm_extract.extract.tables.row_subjects import TargetGround
from ntm_extract.extract.tables.table_rows import TableRows, read_tables, single_year
from ntm_extract.extract.tables.task_tables import TableGround
from ntm_extract.extract.targets.numbers import find_quantities
from ntm_extract.extract.targets.passage import Grounds, lower_same_length
from ntm_extract.extract.targets.places import respell_places
from ntm_extract.extract.targets.targets import Amounts, find_amounts
from ntm_extract.extract.times.dates import find_times
from ntm_extract.extract.times.timeline import Timeline
from ntm_extract.knowledge.agencies import load_agencies
from ntm_extract.knowledge.gazetteer import load_gazetteer
from ntm_extract.knowledge.indicators import IndicatorLexicon, load_indicators
from ntm_extract.outline.structure import Outline

GROUPS = ("references", "targets", "achievements", "deadlines", "responsibilities")
"""The span groups, which are also the tables."""

for _name in ("outline", "origins", "keys", "times", "quantities", "head", "items", "tables"):
    Doc.set_extension(_name, default=None, force=True)
for _name in GROUPS:
    Span.set_extension(_name, default=(), force=True)


@cache
def load_reader() -> AgencyReader:
    """Make the reader of agencies with the shipped lexicon and gazetteer."""
    gazetteer = load_gazetteer()
    return AgencyReader(load_agencies(), lambda name: bool(gazetteer.find(name)))


@cache
def load_clauses() -> ClauseReader:
    """Make the reader of clauses, which also asks about bodies that no lexicon names."""
    return LearnedClauses(load_reader())


def annotate(doc: Doc, group: str, rows: Sequence[Found]) -> None:
    """Write rows into a span group; rows with the same quote share a span."""
    by_span: dict[tuple[int, int], list[Found]] = {}
    for row in rows:
        by_span.setdefault((row.start, row.end), []).append(row)
    spans = []
    for (start, end), found in by_span.items():
        span = doc.char_span(start, end, label=group, alignment_mode="expand")
        if span is not None:
            span._.set(group, (*span._.get(group), *found))
            spans.append(span)
    doc.spans[group] = spans


class GroundsComponent:
    """Prepare what all extractors share: keys, time expressions, quantities, clauses."""

    def __init__(self) -> None:
        self.lexicon = load_agencies()
        self.clauses = load_clauses()

    def __call__(self, doc: Doc) -> Doc:
        """Fill in `doc._.keys`, `times`, `quantities` and `items`."""
        text = doc._.outline.text  # that of the doc, which spaCy would put together anew each time
        doc._.keys = spell_out(Keys.of(doc._.cut, self.lexicon.abbreviations), self.clauses.agencies)
        times = find_times(text)
        doc._.times = Timeline(times)
        doc._.quantities = find_quantities(text, times)
        doc._.items = read_items(doc._.outline, doc._.keys, self.clauses, doc._.times)
        return doc


class HeadComponent:
    """Find the document's head (số, trích yếu, cơ quan ban hành, …)."""

    def __init__(self) -> None:
        self.agencies = load_reader()
        self.gazetteer = load_gazetteer()

    def match(self, doc: Doc) -> Head:
        """Read the head without changing the document."""
        return HeadFinder(doc._.origins, doc._.keys, doc._.times, self.agencies, self.gazetteer).find()

    def __call__(self, doc: Doc) -> Doc:
        """Fill in `doc._.head`."""
        doc._.head = self.match(doc)
        return doc


class RowComponent:
    """A component that finds the rows of one table."""

    group: str

    def match(self, doc: Doc) -> list[Found]:
        """Find the rows without changing the document."""
        raise NotImplementedError

    def set_annotations(self, doc: Doc, rows: Sequence[Found]) -> None:
        """Write the rows into the document."""
        annotate(doc, self.group, rows)

    def __call__(self, doc: Doc) -> Doc:
        """Find and annotate."""
        self.set_annotations(doc, self.match(doc))
        return doc


class References(RowComponent):
    """Find the legal references (văn bản viện dẫn)."""

    group = "references"

    def __init__(self) -> None:
        self.agencies = load_reader()
        self.gazetteer = load_gazetteer()

    def match(self, doc: Doc) -> list[Found]:
        """Find the references of an outlined document."""
        head: Head = doc._.head
        finder = ReferenceFinder(
            doc._.origins, doc._.keys, doc._.times, self.agencies, head.locality, head.number, self.gazetteer
        )
        return finder.find()


class Tables:
    """Find what tables and key-value blocks say (bảng biểu); other components add it and leave their words alone."""

    def __init__(self) -> None:
        self.agencies = load_reader()
        self.lexicon = load_indicators()

    def match(self, doc: Doc) -> TableRows:
        """Find the rows without changing the document; needs its head."""
        head: Head = doc._.head
        year = single_year(head.title)
        tasks = TableGround(self.agencies, head.locality, head.issued_on, head.period, year)
        targets = TargetGround(self.lexicon, head.issued_on, year, is_about_ntm(head, self.lexicon))
        return read_tables(doc._.origins, tasks, targets)

    def __call__(self, doc: Doc) -> Doc:
        """Fill in `doc._.tables`."""
        doc._.tables = self.match(doc)
        return doc


class Targets:
    """Find the targets (chỉ tiêu), and what is reached already (kết quả đã đạt)."""

    def __init__(self) -> None:
        self.lexicon = load_indicators()
        self.gazetteer = load_gazetteer()

    def match(self, doc: Doc) -> Amounts:
        """Find both kinds of rows of an outlined document; needs the references to be annotated."""
        grounds = Grounds(
            outline=doc._.outline,
            low=lower_same_length(doc._.outline.text),
            keys=doc._.keys,
            times=doc._.times,
            quantities=doc._.quantities,
            fenced=spans_of(doc, "references").joined(doc._.tables.spans),
            doubted=doubted_spans(doc),
            lexicon=self.lexicon,
            own_level=doc._.head.level,
            issued_on=doc._.head.issued_on,
            about_ntm=is_about_ntm(doc._.head, self.lexicon),
        )
        amounts = find_amounts(grounds)
        tables: TableRows = doc._.tables
        cells = Outline(grounds.outline.text, grounds.outline.alignment, tables.cells)
        stated = find_amounts(replace(grounds, outline=cells, fenced=spans_of(doc, "references")))
        targets = [*amounts.targets, *stated.targets, *tables.targets]
        if doc._.origins.restoration.changed:
            head: Head = doc._.head
            targets = respell_places(targets, head.locality, self.gazetteer, doc._.origins, head.issued_on)
        return Amounts(targets, amounts.achievements)

    def __call__(self, doc: Doc) -> Doc:
        """Find and annotate."""
        amounts = self.match(doc)
        annotate(doc, "targets", amounts.targets)
        annotate(doc, "achievements", amounts.achievements)
        return doc


class Responsibilities(RowComponent):
    """Find who does what (phân công)."""

    group = "responsibilities"

    def __init__(self) -> None:
        self.clauses = load_clauses()

    def match(self, doc: Doc) -> list[Found]:
        """Find the responsibilities of an outlined document; needs the references to be annotated."""
        fenced = spans_of(doc, "references").joined([*doc._.tables.spans, *doc._.tables.keyed])
        locality = doc._.head.locality
        tabled = doc._.tables.responsibilities
        rows = drop_keyed(find_responsibilities(doc._.items, doc._.keys, self.clauses, locality, fenced), tabled)
        return [*mark_guessed(rows, doc._.items, locality), *tabled]


class Deadlines(RowComponent):
    """Find the dated tasks (mốc thời gian)."""

    group = "deadlines"

    def __init__(self) -> None:
        self.lexicon = load_agencies()

    def match(self, doc: Doc) -> list[Found]:
        """Find the deadlines; needs references and targets to be annotated, whose times are not deadlines."""
        head: Head = doc._.head
        taken = spans_of(doc, "references", "targets").joined(
            [*due_spans(doc), *doc._.tables.spans, *doc._.tables.keyed]
        )
        until = "đến năm" in (head.title or "").lower()  # `… đến năm 2025` is of several years
        year = None if until else single_year(head.title)
        rows = find_deadlines(
            doc._.items, doc._.keys, doc._.times, taken, self.lexicon, head.locality, head.issued_on, head.period, year
        )
        return [*rows, *doc._.tables.deadlines]


def is_about_ntm(head: Head, lexicon: IndicatorLexicon) -> bool:
    """Whether a document's title speaks of new rural areas."""
    return lexicon.status_in((head.title or "").lower()) is not None


def spans_of(doc: Doc, *groups: str) -> Spans:
    """Give the places of all rows of some span groups."""
    return Spans((span.start_char, span.end_char) for group in groups for span in doc.spans[group])


def doubted_spans(doc: Doc) -> Spans:
    """Give the places of the words that the restorer is not sure of."""
    outline: Outline = doc._.outline
    flagged = (syllable for syllable in doc._.origins.restoration.syllables if syllable.flag)
    return Spans(outline.alignment.to_target(syllable.start, syllable.end) for syllable in flagged)


def due_spans(doc: Doc) -> list[tuple[int, int]]:
    """Give the spans of times that say when a target is due: those of its own block and of the blocks above it."""
    blocks = doc._.outline.blocks
    starts = [block.start for block in blocks]
    dues: dict[int, set[str]] = {}
    for span in doc.spans["targets"]:
        stated = {row.values["due"] for row in span._.targets} - {None}
        at = bisect_right(starts, span.start_char) - 1
        for index in (at, *doc._.outline.governors_of(at)):
            if stated <= dues.setdefault(index, set()):
                break  # as all above it
            dues[index] |= stated
    return [
        (time.start, time.end)
        for at, stated in dues.items()
        for time in doc._.times.within(blocks[at].start, blocks[at].end)
        if time.edtf in stated
    ]


def _factory(name: str, component: type[Any], assigns: list[str]) -> None:
    Language.factory(name, assigns=assigns, func=lambda nlp, name: component())


_factory("ntm_grounds", GroundsComponent, ["doc._.keys", "doc._.times", "doc._.quantities", "doc._.items"])
_factory("ntm_head", HeadComponent, ["doc._.head"])
_factory("ntm_references", References, ["doc.spans"])
_factory("ntm_tables", Tables, ["doc._.tables"])
_factory("ntm_targets", Targets, ["doc.spans"])
_factory("ntm_responsibilities", Responsibilities, ["doc.spans"])
_factory("ntm_deadlines", Deadlines, ["doc.spans"])
