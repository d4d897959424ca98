"""Short names that a document gives its bodies itself (tên gọi tắt): `Ủy ban Quốc gia …  (sau đây gọi tắt là …)`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ntm_extract.extract.agencies.agencies import OWN_LEVEL_BODIES, AgencyReader
from ntm_extract.extract.agencies.levels import LEVELS, PLURALS
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.wording import phrases

FULL_LIMIT = 26
"""Words a body's full name may have before the bracket."""
SHORT_LIMIT = 8
"""Words of a short name."""
LEAST_LETTERS = 3
"""Letters of an abbreviation that the document makes."""
QUOTES = {"“", "”", '"'}


@dataclass(frozen=True)
class ShortName:
    """Keys `[first, last)` of a short name where it is given, and `[full, bracket)` of the name it stands for."""

    first: int
    last: int
    full: int
    bracket: int


def spell_out(keys: Keys, reader: AgencyReader) -> Keys:
    """Let the short names of a document stand for the bodies it names so.

    Example:
        Behind `Trung tâm Cứu hộ biển (gọi tắt là MRCC)`, `MRCC chủ trì …` tells `Trung tâm Cứu hộ biển`.
    """
    given = list(_find_definitions(keys, reader))
    if not given:
        return keys
    by_first: dict[str, list[ShortName]] = {}
    for name in given:
        by_first.setdefault(keys.words[name.first], []).append(name)
    meant = {
        at: (at + name.last - name.first, name.full, name.bracket)
        for at in range(given[0].last, len(keys))
        if keys.words[at] in by_first
        for name in by_first[keys.words[at]]
        if at > name.last and _is_said(keys, at, name)
    }
    return replace(keys, meant=meant)


def _find_definitions(keys: Keys, reader: AgencyReader) -> Iterator[ShortName]:
    for bracket, word in enumerate(keys.words):
        if word != "(":
            continue
        link = keys.find(phrases("clauses", "short_name_links"), bracket + 1)
        first = bracket + 1 + (link[0] if link else 0)
        first += keys.words[first : first + 1] != () and keys.words[first] in QUOTES
        close = next((i for i in range(first, min(len(keys), first + SHORT_LIMIT + 2)) if keys.words[i] == ")"), first)
        last = close - (close > first and keys.words[close - 1] in QUOTES)
        if last > first and _is_short_name(keys, first, last, reader, linked=link is not None):
            full = _full_name(keys, bracket, reader, linked=link is not None)
            if full is not None and keys.words[full:bracket] != keys.words[first:last]:
                yield ShortName(first, last, full, bracket)


def _is_short_name(keys: Keys, first: int, last: int, reader: AgencyReader, *, linked: bool) -> bool:
    """Whether keys `[first, last)` may be a short name: capitals alone, or, where it is said to be one, a body."""
    if last == first + 1:
        text = keys.texts[first]
        return len(text) >= LEAST_LETTERS and text.isupper() and text.isalpha()
    step = reader.read(keys, first) if linked and keys.is_title(first) else None
    return step is not None and step[1] == last and step[0].specific and not step[0].level


def _full_name(keys: Keys, bracket: int, reader: AgencyReader, *, linked: bool) -> int | None:
    """Give where the name of one body begins that a bracket follows; None where none does."""
    rest: int | None = None
    for at in range(max(0, bracket - FULL_LIMIT), bracket):
        if keys.words[at] in ("\n", ".", ";"):
            rest = None
        step = reader.read(keys, at) if keys.is_title(at) and keys.is_boundary(at) else None
        if step is None or not step[0].specific or step[0].plural or step[0].name in OWN_LEVEL_BODIES:
            continue
        if step[1] == bracket:
            return at
        goes_on = all(word.isalpha() or word in (",", "-") for word in keys.words[step[1] : bracket])
        if linked and rest is None and goes_on:
            rest = at
    return rest


def _is_said(keys: Keys, at: int, name: ShortName) -> bool:
    """Whether a short name stands at key `at`, and not the beginning of a longer name."""
    end = at + name.last - name.first
    if keys.words[at:end] != keys.words[name.first : name.last] or not keys.is_title(at):
        return False
    if end == at + 1:
        return keys.texts[at] == keys.texts[name.first]
    behind = name.full + end - at
    goes_on = behind < name.bracket and keys.words[name.full : behind + 1] == keys.words[at : end + 1]
    longer = keys.is_title(end) or keys.find(LEVELS, end) or keys.words[end : end + 1] in (("cấp",), ("của",))
    return not (goes_on or longer or (end < len(keys) and keys.words[end] in PLURALS))
