"""Where a body may stand that no lexicon names, told by capitals and what ends a name (ứng viên tên cơ quan)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.levels import LEVELS, PLURALS
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases, words

Part = Literal["told", "partner", "receiver"]

NAME_LIMIT = 16
"""Words a name may have."""
REACH = 30
"""Words in which a clause must come to its verb."""
NO_PARTS = {*PLURALS, "của"}
"""Words of no name, beside those of the lexicon: `Vai trò của Ban Chỉ đạo` is none."""
OPENERS = ("lead_openers", "request_openers")


@dataclass(frozen=True)
class Candidate:
    """Keys `[first, last)` that may be the name of a body, the part it would have, and where its clause begins."""

    first: int
    last: int
    part: Part
    clause: int


def find_verb(keys: Keys, at: int, reader: AgencyReader) -> str | None:
    """Give the verb that begins at key `at` and is no part of a name, None where there is none."""
    if keys.is_title(at):
        return None
    found = keys.find(phrases("clauses", "strong_verbs"), at) or keys.find(reader.lexicon.predicates, at)
    return found[1] if found else None


def opening(keys: Keys, at: int) -> int:
    """Give the index behind a word that tells or asks (`giao`, `đề nghị`), `at` itself where there is none."""
    found = next((hit for name in OPENERS if (hit := keys.find(phrases("clauses", name), at))), None)
    return at + found[0] if found else at


def is_asked(keys: Keys, at: int) -> bool:
    """Whether a word at key `at` asks what stands behind it (`đề nghị`)."""
    return keys.find(phrases("clauses", "request_openers"), at) is not None


def may_tell(keys: Keys, at: int, last: int, reader: AgencyReader) -> bool:
    """Whether a clause begins with capitals behind which a verb comes, or with a word that tells and a capital."""
    begin = opening(keys, at)
    first = begin + (keys.words[begin : begin + 1] == ("các",))
    if first >= last or not keys.is_title(first) or keys.find(reader.lexicon.excluded, begin):
        return False
    if begin == at and (keys.find(reader.lexicon.predicates, at) or keys.find(phrases("clauses", "lead_ins"), at)):
        return False  # `Trường hợp Công ty … thực hiện`
    return any(find_verb(keys, i, reader) for i in range(first + 1, min(last, first + REACH)))


def find_candidate(keys: Keys, at: int, last: int, part: Part, clause: int, reader: AgencyReader) -> Candidate | None:
    """Find the name that may begin at key `at`, up to a verb, punctuation or a word that no name holds.

    Args:
        keys: the document's words.
        at: index of the first key, a plural `các` or the name itself.
        last: index behind the clause's last key.
        part: that the body would have.
        clause: where the clause begins.
        reader: of agencies; one that it knows behind `và` is no part of the name.

    Returns:
        The name with two words or more of which two are in capitals, or one in capitals throughout; else None.

    Example:
        On `Xưởng phim Sông Hồng và Sở Nội vụ chủ trì`, the name is `Xưởng phim Sông Hồng`.
    """
    begin = end = at + (keys.words[at] in PLURALS)
    while end < min(last, begin + NAME_LIMIT) and _goes_on(keys, end, begin, reader):
        end += 1
    titled = sum(keys.is_title(i) for i in range(begin, end))
    named = keys.is_title(begin) and (titled > 1 or (end == begin + 1 and _is_short(keys, begin)))
    named = named and (keys.find(LEVELS, begin) is None or _is_told(keys, end))  # `Huyện Phong Điền hoàn thành …`
    whole = named and keys.is_boundary(begin) and keys.is_boundary(end)
    return Candidate(begin, end, part, clause) if whole else None


def _goes_on(keys: Keys, at: int, begin: int, reader: AgencyReader) -> bool:
    """Whether the word at key `at` is one of the name that begins at key `begin`."""
    word = keys.words[at]
    if word == "và":
        return keys.is_title(at + 1) and reader.read(keys, at + 1) is None
    if word in ("-", "–", "&"):
        return keys.is_title(at + 1)
    if at == begin:
        return word.isalpha() and keys.find(phrases("clauses", "no_bodies"), at) is None
    no_part = word in NO_PARTS or word in words("clauses", "name_breaks") or word in reader.lexicon.behind_names
    return (word.isalpha() or word.isdigit()) and not no_part and find_verb(keys, at, reader) is None


def _is_short(keys: Keys, at: int) -> bool:
    """Whether letters alone name a body: only before a verb that tells one something (`VNPT chủ trì …`)."""
    return len(keys.texts[at]) > 1 and keys.texts[at].isupper() and _is_told(keys, at + 1)


def _is_told(keys: Keys, at: int) -> bool:
    return keys.find(phrases("clauses", "strong_verbs"), at) is not None
