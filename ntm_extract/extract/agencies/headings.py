"""Headings that name the bodies whose duties stand under them (đề mục nêu tên cơ quan)."""

from __future__ import annotations

from dataclasses import replace

from ntm_extract.extract.agencies.agencies import Agency, AgencyReader
from ntm_extract.extract.agencies.levels import PLURALS, as_written, first_upper
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases

REST_LIMIT = 14
"""Words of a name behind the part that the lexicon knows."""


def read_heading(keys: Keys, at: int, last: int, reader: AgencyReader, *, owned: bool = False) -> list[Agency]:
    """Read the bodies of a heading whose last name goes on behind what the lexicon knows of it.

    Args:
        keys: the document's words.
        at: index of the first key, behind a word that tells or asks.
        last: index behind the heading's last key.
        reader: of agencies.
        owned: whether it says whose duties stand below (`Trách nhiệm của …`), with all that narrows a class.

    Returns:
        The bodies; none where the heading says something else, or where its names are known whole.

    Example:
        `Các doanh nghiệp chế biến, xuất khẩu chè` is one, `Trung tâm Khuyến nông, giống và dịch vụ` another; in
        `Sở Nội vụ kiểm tra định kỳ` there is none.
    """
    last -= last > at and keys.words[last - 1] == ":"
    agencies, after = reader.read_list(keys, at, semicolons=True)
    if not agencies or after >= last:
        return []
    known = agencies[-1]
    repeated = keys.words[after] == keys.words[after - 1]  # `Các cơ quan quan tham mưu …`
    begin = after + repeated
    stop = next((i for i in range(begin, last) if keys.words[i] == "("), last)
    if stop < last and keys.words[last - 1] != ")":
        return []
    narrowed = owned and not known.specific and _narrows(keys, begin, stop)
    if known.level or not begin < stop <= begin + REST_LIMIT:
        return []
    if not narrowed and not _goes_on(keys, begin, stop, known, reader):
        return []
    first = keys.index_at(known.start)
    first += keys.words[first] in PLURALS
    name = f"{as_written(keys, first, after)}{_joint(keys, begin)}{as_written(keys, begin, stop)}"
    whole = replace(known, name=first_upper(name), end=keys.ends[stop - 1], keeps_level=False)
    return [*agencies[:-1], whole]


def _goes_on(keys: Keys, at: int, last: int, known: Agency, reader: AgencyReader) -> bool:
    """Whether keys `[at, last)` go on with a name: what a class of bodies does, or a further field of work."""
    if not all(keys.words[i].isalpha() or keys.words[i] in (",", "-", "–") for i in range(at, last)):
        return False
    if any(keys.find(phrases("clauses", "strong_verbs"), i) for i in range(at, last)):
        return False
    if not known.specific:
        return keys.find(phrases("clauses", "classing"), at) is not None
    further = keys.words[at] in (",", "và") and at + 1 < last and not keys.is_title(at + 1)
    return further and not any(keys.find(reader.lexicon.predicates, i) for i in range(at + 1, last))


def _narrows(keys: Keys, at: int, last: int) -> bool:
    """Whether keys `[at, last)` say of which bodies of a class a heading speaks, and not in what they have duties."""
    told = all(keys.words[i].isalpha() or keys.words[i] in (",", "-", "–") for i in range(at, last))
    return told and keys.find(phrases("clauses", "duties_in"), at) is None and keys.words[at] != ","


def _joint(keys: Keys, at: int) -> str:
    return "" if keys.words[at] == "," else " "
