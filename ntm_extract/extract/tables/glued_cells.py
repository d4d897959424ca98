"""Where the cells of a line begin that lost their borders: bodies, times, and words between them (ô dính liền)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.tables.columns import table_words
from ntm_extract.extract.times.dates import find_times
from ntm_extract.extract.tokenizer import cut
from ntm_extract.extract.wording import phrases

REACH = 60
"""Words that the bodies of a cell have at most."""
LONGEST_TIME = 40
"""Characters of a time of figures at the end of a line."""
LONGEST_TITLE = 24
"""Words of the title of a group of rows."""
_INNER = (",", "(", "-", "–", "/", ":", "“", '"', "&", "+")
"""Signs behind which no cell begins."""
_BARE = re.compile(
    r"(?<= )(?:(?:[0-3]?\d[/-])?[01]?\d[/-])?20\d\d(?: ?[-–] ?(?:[01]?\d/)?20\d\d)?(?: (?:và|-) h[ằà]ng năm)?[.;]?\s*$"
)
"""A time at the end of a line that is nothing but figures."""


class GluedLine:
    """One line of a table, with the places at which cells may begin in it.

    Example:
        In `Rà soát hồ sơ Sở Y tế Sở Nội vụ, UBND các xã Quý II/2026` the bodies begin at `Sở Y tế`, and those who work
        with them at `Sở Nội vụ`.
    """

    def __init__(self, text: str, reader: AgencyReader, awaited: int = 0) -> None:
        """Take a line, and the number that the next row of its table has; 0 where rows are not counted."""
        self.text = text
        self.awaited = str(awaited)
        self.reader = reader
        self.keys = Keys.of(cut(text), reader.lexicon.abbreviations)

    @cached_property
    def _times(self) -> dict[int, int]:
        """For the key at which a time with a capital begins, that behind its end."""
        found: dict[int, int] = {}
        for time in find_times(self.text):
            if self.text[time.start].isupper():
                found[self.keys.index_at(time.start)] = self.keys.index_at(time.end)
        if self._figures is not None:
            found[self._figures] = len(self.keys)
        return found

    @cached_property
    def _figures(self) -> int | None:
        """The key at which a time of figures alone begins that ends the line: `… của Bộ trưởng 12/2025`."""
        match = _BARE.search(self.text, max(0, len(self.text) - LONGEST_TIME))
        at = self.keys.index_at(match.start()) if match else 0
        dated = at > 0 and self.keys.folded[at - 1] in table_words()["glued"]["dated"]
        return None if at == 0 or dated or not self.keys.words[at - 1][-1].isalpha() else at

    def begins(self, at: int) -> bool:
        """Whether a cell may begin at a key: a capital, and nothing before it that goes on."""
        keys = self.keys
        if at == 0 or at == self._figures or self.numbers(at):
            return True
        if not keys.is_title(at) or not keys.is_boundary(at) or keys.words[at] in ("và", "hoặc"):
            return False
        return keys.words[at - 1] not in _INNER and keys.words[at - 1] not in table_words()["glued"]["governing"]

    def numbers(self, at: int, number: str = "") -> bool:
        """Whether the number of the next row, or the one given, stands at a key, inside the line."""
        keys = self.keys
        known = at > 0 and keys.words[at] == (number or self.awaited) and keys.is_title(at + 1)
        return known and keys.words[at - 1] not in _INNER and self._times.get(at + 1) is None

    def group_end(self, at: int, group: str) -> int:
        """Give the key of the row number behind the title of group `group` that begins at a key, `at` where none does.

        The numbers go on, or begin again.

        Example:
            `Biên bản B. Hỗ trợ trực tiếp 3 Cấp cây giống`, where the third row is awaited.
        """
        keys = self.keys
        if not group or at == 0 or keys.texts[at] != group:
            return at
        title = at + (2 if keys.words[at + 1 : at + 2] == (".",) else 1)
        if title >= len(keys) or not keys.is_title(title):
            return at
        ends = range(title + 1, min(len(keys), title + LONGEST_TITLE))
        return next((end for end in ends if self.numbers(end) or self.numbers(end, "1")), at)

    def time_end(self, at: int) -> int:
        """Give the key behind the time that begins at key `at`, with what is said of it; `at` where none begins."""
        if not self.begins(at):
            return at
        end = self._times.get(at, at)
        if end == at:
            folded = " ".join(self.keys.folded[at : at + 4]) + " "
            standing = [phrase for phrase in table_words()["glued"]["standing"] if folded.startswith(f"{phrase} ")]
            end = at + max((len(phrase.split()) for phrase in standing), default=0)
        return self.words_end(end) if end > at else at

    def words_end(self, at: int) -> int:
        """Give the first key from `at` on with which a new cell may begin."""
        while at < len(self.keys) and not self.begins(at):
            at += 1
        return at

    def bodies_end(self, at: int) -> int:
        """Give the key behind the bodies that are listed from key `at` on; `at` where none begins.

        A body that begins with a capital right behind a complete one is not of the same list.
        """
        if not self.begins(at):
            return at
        keys = self.keys
        body, office = keys.find(self.reader.lexicon.bodies, at), keys.find(self.reader.lexicon.offices, at)
        first = at + (body[0] if body else office[0] if office else 1)
        for stop in range(first, min(len(keys), at + REACH)):
            if self._opens(stop):
                end = self._list_end(at, stop)
                if end == stop:
                    return stop
                if end > at and keys.words[end] not in (",", ";", "và"):
                    break
        return self._list_end(at, len(keys))

    def _list_end(self, at: int, stop: int) -> int:
        """Give where a list of bodies ends that is read as if the line ended at key `stop`."""
        keys = self.keys
        part = keys
        if stop < len(keys):
            spans = {name: getattr(keys, name)[:stop] for name in ("words", "token", "starts", "ends", "texts")}
            part = replace(keys, **spans)
        agencies, end = self.reader.read_list(part, at, semicolons=True)
        if not agencies or all(agency.persons for agency in agencies):
            return at
        return end

    def _opens(self, at: int) -> bool:
        """Whether something other than the rest of a name begins at a key: a body, a time, a paper, a verb."""
        if not self.begins(at):
            return False
        keys, lexicon = self.keys, self.reader.lexicon
        if at in self._times or self.time_end(at) > at:
            return True
        office = any((found := keys.find(lexicon.offices, at - n)) and found[0] == n for n in range(1, min(at, 4) + 1))
        if office:  # `Cục trưởng Cục …`
            return False
        if any(" ".join(keys.folded[at : at + 2]).startswith(owner) for owner in table_words()["glued"]["owners"]):
            return False
        known = (lexicon.nouns, lexicon.offices, lexicon.predicates, phrases("clauses", "papers"))
        named = keys.find(lexicon.bodies, at) is not None or keys.find(lexicon.heads, at) is not None
        return named or keys.words[at] == "các" or any(keys.find(table, at) for table in known)

    def name_end(self, at: int) -> int:
        """Give where names end of which the reader knew the beginning, up to key `at`: before a verb, or `theo …`."""
        if at >= len(self.keys) or self.keys.words[at] in table_words()["glued"]["tails"]:
            return at
        verbs = (self.reader.lexicon.predicates, phrases("clauses", "strong_verbs"))
        return at if any(self.keys.find(table, at) for table in verbs) else self.words_end(at)

    def side_by_side(self, at: int, other: int) -> bool:
        """Whether bodies are listed from one key on that end right before another, with no sign between."""
        end = self.bodies_end(at)
        if at < end < other and self.keys.words[end] in table_words()["glued"]["tails"]:
            end = self.words_end(end)
        return end == other > at and self.keys.words[end - 1] != "."

    def inner_bodies(self, at: int, cell: int) -> int:
        """Give the end of bodies that begin behind other words without a sign, `at` where they are part of these.

        They are a cell of their own only where another cell begins right behind them, or the line ends. `cell` is the
        key at which the words before them begin.
        """
        keys, said = self.keys, table_words()["glued"]
        if at == 0 or not self._opens(at):
            return at
        product = at - 2 > cell and self.begins(at - 2) and keys.words[at - 3] not in (".", ";")  # `Báo cáo`
        if keys.words[at - 1] in said["telling"] and not product:
            return at
        if " ".join(keys.words[at - 2 : at]) in said["forming"]:
            return at
        end = self.bodies_end(at)
        if end == at:
            return at
        rest = keys.words[end : end + 1]
        if not rest or rest[0] == ";" or self.begins(end) or (rest[0] == "." and end + 1 == len(keys)):
            return end
        if rest[0] in said["tails"]:
            return end
        behind = self.name_end(end)  # `doanh nghiệp nhà nước theo chức năng`
        return end if behind > end and behind < len(keys) and self.bodies_end(behind) > behind else at
