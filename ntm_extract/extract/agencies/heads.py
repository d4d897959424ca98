"""Heads of names and the fields of work behind them (Sở + Nội vụ), also where marks are misread."""

from __future__ import annotations

from typing import Literal

from ntm_extract.extract.agencies.agency import as_names_write
from ntm_extract.extract.agencies.levels import LETTERS, LEVELS, PLURALS, SETTLEMENTS, as_written, first_upper
from ntm_extract.extract.agencies.near_fields import find_near_field
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases
from ntm_extract.knowledge.agencies import TELLING, AgencyLexicon
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.phrases import split_phrase

CLOSED_HEADS = {"sở", "bộ"}
"""Heads whose bodies are named by a known field and nothing more, so that a capital verb behind it begins the task."""

INSTITUTE = "viện"
"""A head whose name lists fields of study, also such as are those of no office."""
FIELD_LISTS = {"vụ", INSTITUTE}
"""Heads of which one body may have several fields behind commas."""
FIELD_WORDS = 2
"""Fewest words of a field in small letters that surely name bodies."""
FURTHER_FIELD = 3
"""Words of a field in small letters behind another in one name."""


class HeadReader:
    """Reads the head of a proper name and its field of work.

    Example:
        On `Phòng Nội vụ chủ trì`, `find_field(keys, 1)` gives the two words of `Nội vụ`.
    """

    def __init__(self, lexicon: AgencyLexicon) -> None:
        self.lexicon = lexicon
        self._bare_heads = {tuple(fold(word) or word for word in words): words for words, _ in lexicon.heads}

    def find_field(self, keys: Keys, at: int) -> tuple[int, str] | None:
        """Find the longest field of work at key `at`, also where marks in its later words are misread."""
        exact = keys.find(self.lexicon.domains, at)
        bare = self.lexicon.bare_domains.longest(keys.folded, at)
        found = bare if bare and bare[0] > max(exact[0] if exact else 0, 1) else exact
        return find_near_field(keys, at, self.lexicon, found[0] if found else 1) or found

    def misread(self, keys: Keys, at: int) -> tuple[int, Literal["keep", "drop"]] | None:
        """Read a head with a wrong mark before a known field of work (`Phong Văn hóa - Xã hội`)."""
        head = self.lexicon.bare_heads.get(keys.folded[at].translate(LETTERS)) if at < len(keys) else None
        domain = self.find_field(keys, at + 1) if head is not None and keys.is_title(at) else None
        if head is None or domain is None or domain[0] < TELLING or not keys.is_title(at + 1):
            return None
        rule = self.lexicon.heads.longest((head,), 0)
        return (1, rule[1]) if rule else None

    def spelled(self, keys: Keys, at: int, end: int) -> str:
        """Write a head of several words as it stands, or as it is meant where its marks are misread."""
        meant = self._bare_heads.get(keys.folded[at:end], keys.words[at:end])
        return as_written(keys, at, end) if meant == keys.words[at:end] else " ".join(meant)

    def many(self, keys: Keys, at: int) -> tuple[str, int] | None:
        """Read head and field in small letters behind `các`, where there are many such bodies.

        Example:
            `sở giáo dục và đào tạo` gives `Sở Giáo dục và Đào tạo`, and where it ends.
        """
        head = keys.find(self.lexicon.heads, at)
        begin = at + head[0] if head else at
        field = self.find_field(keys, begin) if head else None
        if field is None or keys.is_title(begin) or field[0] < FIELD_WORDS or self.tells(keys, begin, begin + field[0]):
            return None
        end = begin + field[0]
        name = as_names_write(keys, begin, end, split_phrase(field[1]))
        return f"{first_upper(as_written(keys, at, begin))} {name}", end

    def closes(self, keys: Keys, at: int) -> bool:
        """Whether no longer name goes on at key `at`: a verb begins there, or the clause or a member of a list ends."""
        if at >= len(keys) or keys.words[at] in (",", ";", ":", ".", ")", "\n", "và"):
            return True
        return not keys.is_title(at) and keys.find(self.lexicon.predicates, at) is not None

    def tells(self, keys: Keys, at: int, end: int) -> bool:
        """Whether small letters that spell a field are a verb: `các phòng thuộc Sở xây dựng kế hoạch`."""
        verb = None if keys.is_title(at) else keys.find(self.lexicon.predicates, at)
        whole = verb is not None and at + verb[0] >= end
        return whole and not self.closes(keys, end) and keys.find(LEVELS, end) is None

    def is_branch(self, keys: Keys, at: int) -> bool:
        """Whether the name of a body goes on with a capital that begins neither a verb nor another agency."""
        lexicon = self.lexicon
        if not keys.is_title(at) or not keys.words[at].isalpha() or keys.words[at] in PLURALS:
            return False
        others = (lexicon.predicates, lexicon.nouns, lexicon.offices, lexicon.modifiers, phrases("clauses", "papers"))
        known = keys.find(lexicon.bodies, at), keys.find(lexicon.heads, at), *(keys.find(o, at) for o in others)
        return not any(known)

    def further_field_end(self, keys: Keys, at: int) -> int:
        """Give where a field in small letters at key `at` ends that a name goes on with, `at` where none stands there.

        Example:
            `Trung tâm Chuyển đổi số tài nguyên và môi trường`.
        """
        field = None if keys.is_title(at) else keys.find(self.lexicon.domains, at)
        told = field is None or field[0] < FURTHER_FIELD or keys.find(self.lexicon.predicates, at)
        return at if field is None or told else at + field[0]

    def lists_fields(self, keys: Keys, at: int, end: int, plural: bool) -> bool:
        """Whether the name with its head at key `at` goes on with another field behind the comma at key `end`.

        Example:
            `Vụ Kế hoạch, Tài chính` is one; `các Vụ Pháp chế, Tài chính` are two, and so are `Sở Y tế, Tài chính`.
        """
        one = keys.words[at] in FIELD_LISTS and not plural and keys.words[end : end + 1] == (",",)
        if not one or not self.is_branch(keys, end + 1):
            return False
        field = self.find_field(keys, end + 1) or keys.find(self.lexicon.compounds, end + 1)
        return field is not None or keys.words[at] == INSTITUTE

    @staticmethod
    def misread_office(keys: Keys, at: int) -> tuple[int, str] | None:
        """Read `Trưởng` with a wrong mark before a part of a commune (`Trường các thôn, bản`)."""
        if not keys.is_title(at) or keys.folded[at] != "truong":
            return None
        begin = at + 1 + (keys.words[at + 1 : at + 2] == ("các",))
        return (1, "trưởng") if keys.find(SETTLEMENTS, begin) and not keys.is_title(begin) else None
