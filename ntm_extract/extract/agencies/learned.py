"""Bodies that no lexicon names, told by how the clause runs (cơ quan ngoài danh mục).

Asked only where the rules found nobody who is told something, and capitals say that somebody may be. What is taken says
so itself: every such row has a doubt and a low confidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.agency import Agency
from ntm_extract.extract.agencies.body_scorer import Layer, find_features, load_layer, share
from ntm_extract.extract.agencies.clauses import Clause, ClauseReader, Mode
from ntm_extract.extract.agencies.levels import PLURALS, as_written, first_upper
from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.agencies.responsibilities import Item
from ntm_extract.extract.agencies.unnamed import Candidate, find_candidate, find_verb, is_asked, may_tell, opening
from ntm_extract.extract.found import Found
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases

DOUBT = "cơ quan: tên không có trong danh mục, nhận ra theo cách viết của câu"
CONFIDENCE = 0.6
"""Of a row whose body was recognised so."""
SURE = 0.3
"""The least probability of a name that is taken; how it was set stands in the card."""


@dataclass(frozen=True)
class GuessedAgency(Agency):
    """An agency that no lexicon names."""


class LearnedClauses(ClauseReader):
    """Cuts blocks into clauses, and asks the scorer where the rules find no subject; it is loaded when first asked."""

    def __init__(self, agencies: AgencyReader, layer: Layer | None = None, sure: float = SURE) -> None:
        """Take the reader of bodies, and a layer or threshold other than the shipped ones."""
        super().__init__(agencies)
        self.sure = sure
        self._layer = layer

    def read(self, keys: Keys, first: int, last: int, times: Mapping[int, int], *, heads: bool = False) -> list[Clause]:
        """Cut keys `[first, last)` into clauses, as `ClauseReader.read` does.

        Example:
            `Xưởng phim Sông Hồng chủ trì dựng phim tài liệu.` gives a clause with the subject `Xưởng phim Sông Hồng`.
        """
        return [
            clause if clause.subject else self._asked(clause, keys)
            for clause in super().read(keys, first, last, times, heads=heads)
        ]

    def _asked(self, clause: Clause, keys: Keys) -> Clause:
        told = self._find_unnamed(keys, clause.first, clause.last)
        if told is None or keys.find(phrases("clauses", "no_duties"), told[1]):
            return clause
        mode: Mode = "request" if is_asked(keys, clause.first) else "lead"
        return replace(clause, subject=tuple(told[0]), after_subject=told[1], mode=mode)

    def _find_unnamed(self, keys: Keys, at: int, last: int) -> tuple[list[Agency], int] | None:
        """Read the list of bodies at the head of a clause, known and unknown, up to a verb."""
        if not may_tell(keys, at, last, self.agencies):
            return None
        found: list[Agency] = []
        end = begin = opening(keys, at)
        while begin < last:
            known = self.agencies.read(keys, begin)
            if known is None:
                candidate = find_candidate(keys, begin, last, "told", at, self.agencies)
                if candidate is None or self._share(keys, candidate) < self.sure:
                    break
                known = self._agency(keys, candidate, keys.words[begin] in PLURALS), candidate.last
            agency, end = known
            found.append(agency)
            if keys.words[end : end + 1] not in ((",",), ("và",)):
                break
            begin = end + 1
        guessed = any(isinstance(agency, GuessedAgency) for agency in found)
        return (found, end) if guessed and end < last and find_verb(keys, end, self.agencies) else None

    def _share(self, keys: Keys, candidate: Candidate) -> float:
        if self._layer is None:
            self._layer = load_layer()
        around, name = find_features(keys, candidate, self.agencies)
        return share(self._layer, [*around, *name])

    def _agency(self, keys: Keys, candidate: Candidate, plural: bool) -> GuessedAgency:
        """Make an agency of a name, with its level words apart."""
        level, place, shared, stop = "", "", False, candidate.last
        for tail in range(candidate.first + 1, candidate.last):
            read = self.agencies.levels.read(keys, tail)
            if read[0] and read[3] == candidate.last:
                level, place, shared, stop = read[0], read[1], read[2], tail
                break
        return GuessedAgency(
            keys.starts[candidate.first],
            keys.ends[candidate.last - 1],
            first_upper(as_written(keys, candidate.first, stop)),
            level,
            place,
            plural=plural,
            shared=shared,
        )


def mark_guessed(rows: Iterable[Found], items: Iterable[Item], locality: Locality) -> list[Found]:
    """Say in each row whose agency no lexicon names that it was recognised by the way the clause runs."""
    names = {
        agency.canonical(locality)
        for item in items
        for clause in item.clauses
        for agency in clause.subject
        if isinstance(agency, GuessedAgency)
    }
    return [
        replace(row, method="responsibilities:learned", confidence=CONFIDENCE, doubts=(*row.doubts, DOUBT))
        if row.values["agency"] in names
        else row
        for row in rows
    ]
