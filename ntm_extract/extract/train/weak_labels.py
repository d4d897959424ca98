"""Candidates from clauses in which the rules know who is told (nhãn yếu)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.clauses import Clause, ClauseReader
from ntm_extract.extract.agencies.unnamed import Part, find_candidate, find_verb, may_tell, opening
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.times.dates import find_times
from ntm_extract.extract.times.timeline import Timeline
from ntm_extract.extract.tokenizer import cut
from ntm_extract.extract.wording import phrases

MARKER = re.compile(r"^\s*(?:Điều \d+\w?\.|\d+(?:\.\d+)*[.)]|[IVX]+\.|\w\)|[-+*•–]|\(\d+\))\s*")

NO_BODIES = {
    *("người", "cá", "ông", "bà", "công", "hộ", "bên", "nhà", "chủ", "cán", "viên", "việc", "nội", "trường", "nếu"),
    *("hồ", "mức", "kinh", "kết", "kế", "nguồn", "quá", "thời", "trong", "khi", "sau", "mỗi", "có", "thuyền", "nhân"),
    *("không", "được", "là", "theo", "đối", "về", "quyền", "nghĩa", "hình", "phương", "số", "nguyên", "việt", "thành"),
}
"""First words of clauses whose subject is no body, also where it has a duty (`Người Việt Nam … có trách nhiệm`)."""

FEWEST = 2
"""Places before a telling verb from which on a first word may be that of a body."""


@dataclass(frozen=True)
class Labelled:
    """A place of a clause where a candidate begins, and what the rules say of it.

    Attributes:
        text: the clause.
        start, end: of the body's name in it; without a body `end` is `start`.
        part: that the body has, or would have.
        is_body: whether there is one; None where the rules do not know and a verb follows that tells a body something.
    """

    text: str
    start: int
    end: int
    part: Part
    is_body: bool | None

    @property
    def first_word(self) -> str:
        """The candidate's first word, in small letters."""
        return self.text[self.start :].split(" ", 1)[0].lower()


def label(lines: Iterable[str], reader: AgencyReader) -> list[Labelled]:
    """Label the places of all lines.

    No body is only what begins as nothing does that the lines tell to do something (`Nghị quyết Kỳ họp …`): a head that
    the rules do not know (`Vườn quốc gia …`) stands before `chủ trì` somewhere, and none of its names counts as none.
    """
    places = [place for line in lines for place in label_line(line, reader)]
    told = Counter(place.first_word for place in places if place.is_body is None)
    tellable = {word for word, count in told.items() if count >= FEWEST} - NO_BODIES
    return [
        place for place in places if place.is_body is not None and (place.is_body or place.first_word not in tellable)
    ]


def label_line(line: str, reader: AgencyReader) -> Iterator[Labelled]:
    """Cut a line into clauses and label the places where a candidate may begin.

    A candidate that the rules do not know counts as no body, but where a verb follows that only bodies and persons
    have (`chủ trì`, `có trách nhiệm`).

    Example:
        `1. Bộ Y tế chủ trì, phối hợp với Bộ Công an rà soát.` gives two bodies, one told and one partner.
    """
    marker = MARKER.match(line)
    text = line[marker.end() :] if marker else line
    keys = Keys.of(cut(text), reader.lexicon.abbreviations)
    times = Timeline(find_times(text)).ends
    for clause in ClauseReader(reader).read(keys, 0, len(keys), times):
        if clause.last - clause.first > 2 and not clause.described:
            begin = keys.starts[clause.first]
            shown = text[begin : keys.ends[clause.last - 1]]
            for start, end, part, is_body in [*_told(clause, keys, reader), *_others(clause, keys, reader)]:
                yield Labelled(shown, start - begin, end - begin, part, is_body)


Found = tuple[int, int, Part, bool | None]


def _told(clause: Clause, keys: Keys, reader: AgencyReader) -> Iterator[Found]:
    if clause.subject:
        for agency in clause.subject:
            if agency.specific and agency.start >= keys.starts[clause.first]:
                yield agency.start, agency.end, "told", True
    elif may_tell(keys, clause.first, clause.last, reader):
        begin = opening(keys, clause.first)
        candidate = find_candidate(keys, begin, clause.last, "told", clause.first, reader)
        if candidate is not None and reader.read(keys, begin) is None:
            strong = keys.find(phrases("clauses", "strong_verbs"), candidate.last) is not None
            unknown = (strong or begin > clause.first) and keys.words[candidate.first] not in NO_BODIES
            if find_verb(keys, candidate.last, reader):
                start = keys.starts[candidate.first]
                yield start, start, "told", None if unknown else False


def _others(clause: Clause, keys: Keys, reader: AgencyReader) -> Iterator[Found]:
    for at in range(clause.after_subject, clause.last):
        link = keys.find(phrases("duties", "partner_links"), at)
        verb = None if link else keys.find(phrases("duties", "receiving_verbs"), at)
        if not link and not verb:
            continue
        part: Part = "partner" if link else "receiver"
        begin = at + (link or verb or (1, ""))[0]
        passing = phrases("duties", "coordination_links" if link else "receiving_links")
        while begin < clause.last and (step := keys.find(passing, begin)):
            begin += step[0]
        if begin >= clause.last:
            continue
        agencies, end = reader.read_list(keys, begin)
        for agency in agencies if end <= clause.last else ():
            if agency.specific:
                yield agency.start, agency.end, part, True
        if not agencies and not link and find_candidate(keys, begin, clause.last, part, clause.first, reader):
            yield keys.starts[begin], keys.starts[begin], part, False
