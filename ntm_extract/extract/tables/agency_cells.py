"""The bodies a cell or a key-value line names (cơ quan trong ô bảng): one after the other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.agencies.partners import read_receivers
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.tables.columns import table_words
from ntm_extract.extract.tokenizer import cut
from ntm_extract.extract.wording import words
from ntm_extract.knowledge.folding import fold

_BRACKET = re.compile(r"\([^()]{0,300}\)")
_LEADERS = re.compile(r"\s{0,3}(?:\((?:chủ trì|CT)\)|\bCT\s?:|\bchủ trì\b:?)\s{0,3}[,;.]?\s{0,3}", re.IGNORECASE)
_PARTNERS = re.compile(
    r"[,;.(]?\s{0,3}(?:\bvà\s{1,3})?\bphối hợp\b(?:\s{1,3}(?:với|cùng|thực hiện|chặt chẽ)){0,3}\s?:?\s{0,3}",
    re.IGNORECASE,
)
_SHORT_PARTNERS = re.compile(r"\(PH\)|\bPH(?=\s?:)")
_CUTS = (",", ";", ".", "\n", "+", ":", "/")
_LONGEST = 12
"""Words of a name that is taken on trust because it stands where a body is named."""


class Named(NamedTuple):
    """A body as a table names it: its canonical name, and whether the lexicon knew it."""

    name: str
    known: bool


def read_bodies(
    lines: Sequence[str], reader: AgencyReader, abbreviations: dict[str, tuple[str, ...]], locality: Locality
) -> list[Named]:
    """Read the bodies named in a cell, each once, in order.

    Args:
        lines: its printed lines; a line that begins with a body of its own begins a new member.
        reader: the reader of agencies.
        abbreviations: those of the lexicon.
        locality: fills in the plan's own level.

    Returns:
        The bodies; a name the lexicon does not know is taken as written, for the column says that it is one.

    Example:
        `Bộ Tài chính⏎Bộ Khoa học và⏎Công nghệ` names two.
    """
    found: list[Named] = []

    def add(named: Named) -> None:
        if named.name and named.name.lower() not in {other.name.lower() for other in found}:
            found.append(named)

    for part in _members(lines, reader, abbreviations):
        keys = Keys.of(cut(part), abbreviations)
        at = _start(keys, 0)
        while at < len(keys):
            agencies, end = reader.read_list(keys, at, semicolons=True)
            if agencies and end > at and _acts(keys, end, reader):
                for agency in agencies:
                    add(Named(agency.canonical(locality), True))
                at = _start(keys, _clause_end(keys, end))
                continue
            if agencies and end > at:
                stop = _unread(keys, end, reader)
                for agency in agencies if stop == end else agencies[:-1]:
                    add(Named(agency.canonical(locality), True))
                if stop > end:
                    add(Named(_written(part[agencies[-1].start : keys.ends[stop - 1]]), False))
                at = _start(keys, stop)
                continue
            stop = _next_cut(keys, at, reader)
            name = _written(part[keys.starts[at] : keys.ends[stop - 1]])
            trusted = name[:1].isupper() and 2 <= len(name.split()) <= _LONGEST and not name[:4].isdigit()
            said = keys.find(reader.lexicon.predicates, at) and any(word.isdigit() for word in keys.words[at:stop])
            if trusted and not (said or keys.find(reader.lexicon.excluded, at)):  # `Thực hiện vào năm 2026`
                add(Named(name, False))
            at = _start(keys, stop)
    return found


def read_receivers_of(text: str, reader: AgencyReader, locality: Locality) -> list[Named]:
    """Read to whom the task or the product of a row goes, each body once.

    Example:
        `Đề án trình Thủ tướng Chính phủ` goes to `Thủ tướng Chính phủ`.
    """
    keys = Keys.of(cut(text), reader.lexicon.abbreviations)
    receivers, _ = read_receivers(keys, 0, len(keys), reader)
    names = dict.fromkeys(agency.canonical(locality) for agency in receivers)
    return [Named(name, True) for name in names if name]


def split_roles(text: str) -> tuple[str, str]:
    """Part those who lead from those who work with them, in a cell that names both.

    Returns:
        The words that name each; the second is "" where nobody is said to work with them.

    Example:
        `Sở Y tế chủ trì; phối hợp: Sở Tài chính` gives `Sở Y tế` and `Sở Tài chính`.
    """
    text = _SHORT_PARTNERS.sub("phối hợp", text)
    at = _PARTNERS.search(text)
    if at is None:
        return _LEADERS.sub(" ", text).strip(), ""
    before, after = text[: at.start()], text[at.end() :]
    if not after.strip(" ).;"):  # `Sở Y tế; Sở Tài chính (phối hợp)`
        told = before.rstrip(" ,;(")
        cuts = [match.end() for signs in (",", "[;\n]") for match in re.finditer(signs, told)]
        cuts += [match.end() for match in _LEADERS.finditer(told)][:1]
        leads = before[: cuts[-1]] if cuts else ""
        return _LEADERS.sub(" ", leads).strip(" ,;"), before[cuts[-1] if cuts else 0 :].strip(" ,;(")
    return _LEADERS.sub(" ", before).strip(" ,;:("), after.strip(" ).;")


def _members(lines: Sequence[str], reader: AgencyReader, abbreviations: dict[str, tuple[str, ...]]) -> list[str]:
    """Join printed lines, but for those that begin a new body behind a complete one."""
    members: list[str] = []
    for line in lines:
        words = _BRACKET.sub("", line).strip(" •*+").lstrip("-– ")
        if not words:
            continue
        begins = line.lstrip()[:1] in "-–•*+" or (
            bool(members)
            and words[:1].isupper()
            and is_complete(members[-1])
            and members[-1].lower().rsplit(" ", 1)[-1] not in table_words()["glued"]["inside"]
            and opens_body(words, reader, abbreviations)
            and not _is_office(members[-1], reader, abbreviations)
        )
        if members and not begins:
            members[-1] += f" {words}"
        else:
            members.append(words)
    return [_BRACKET.sub("", member) for member in members]


def _is_office(words: str, reader: AgencyReader, abbreviations: dict[str, tuple[str, ...]]) -> bool:
    """Whether a line is a person's office alone: `Chủ tịch`, with `UBND xã` in the next."""
    keys = Keys.of(cut(words), abbreviations)
    office = keys.find(reader.lexicon.offices, 0)
    return office is not None and office[0] == len(keys)


def is_complete(line: str, *, soft: bool = False) -> bool:
    """Whether the words of a line may end there.

    Args:
        line: a printed line.
        soft: whether a level or the end of a word may close it (`Hội Nông dân huyện`), where what follows shows it.

    Example:
        `Sở Nông nghiệp và` goes on in the next line.
    """
    last = line.lower().rsplit(" ", 1)[-1]
    return not line.endswith((",", "-", "–", "/", "&", "(")) and last not in _open_words(
        "joints" if soft else "connectors"
    )


@cache
def _open_words(name: str) -> frozenset[str]:
    """Give the words of a list with and without their marks; without, `vôi` is none of them."""
    listed = table_words()["words"][name]
    return frozenset([*listed, *map(fold, listed)])


def opens_body(words: str, reader: AgencyReader, abbreviations: dict[str, tuple[str, ...]]) -> bool:
    """Whether a text begins with a body, or with what begins the name of one.

    Example:
        `Cục Lâm nghiệp` does, `Hợp đồng giao khoán` does not.
    """
    keys = Keys.of(cut(words), abbreviations)
    at = 1 if keys.words[:1] == ("và",) else 0
    if reader.read(keys, at) is not None:
        return True
    lexicon = reader.lexicon
    return bool(keys.find(lexicon.bodies, at) or (keys.find(lexicon.heads, at) and keys.is_title(at)))


def count_spare(lines: Sequence[str], reader: AgencyReader, abbreviations: dict[str, tuple[str, ...]]) -> int | None:
    """Give how many words of a cell belong to no body, None where it names none.

    Example:
        In `Vụ Pháp chế Quý` it is one.
    """
    spare, found = 0, False
    for part in _members(lines, reader, abbreviations):
        keys = Keys.of(cut(part), abbreviations)
        at = _start(keys, 0)
        while at < len(keys):
            agencies, end = reader.read_list(keys, at, semicolons=True)
            if agencies and end > at:
                found, at = True, _start(keys, end)
            else:
                spare, at = spare + 1, _start(keys, at + 1)
    return spare if found else None


def _start(keys: Keys, at: int) -> int:
    """Pass over what stands between two bodies."""
    while at < len(keys) and (not keys.words[at][:1].isalnum() or keys.words[at] in ("và", "cùng", "với", "gồm")):
        at += 1
    return at


def _acts(keys: Keys, at: int, reader: AgencyReader) -> bool:
    """Whether a verb behind a body says what it does: `Bộ Công an tiến hành rà soát …`; no small word as `về` does."""
    verb = keys.find(reader.lexicon.predicates, at) if at < len(keys) and not keys.is_title(at) else None
    small = (*words("clauses", "name_links"), *reader.lexicon.behind_names, *table_words()["words"]["name_ends"])
    return verb is not None and verb[1] not in small


def tells_deeds(text: str, reader: AgencyReader) -> bool:
    """Whether a text begins with bodies and says what they do.

    Example:
        `UBND các xã rà soát hồ sơ; trình UBND huyện` does.
    """
    keys = Keys.of(cut(text), reader.lexicon.abbreviations)
    agencies, end = reader.read_list(keys, 0, semicolons=True)
    return bool(agencies) and _acts(keys, end, reader)


def _clause_end(keys: Keys, at: int) -> int:
    """Give the index of the `;` or full stop that ends what is said of a body."""
    while at < len(keys) and keys.words[at] not in (";", ".", "\n"):
        at += 1
    return at


def _unread(keys: Keys, at: int, reader: AgencyReader) -> int:
    """Give where the rest of a name ends of which only the beginning was known; `at` itself where nothing is left."""
    if at >= len(keys) or not keys.words[at][:1].isalpha() or reader.read(keys, at) is not None:
        return at
    return at if keys.words[at] in table_words()["words"]["name_ends"] else _next_cut(keys, at, reader)


def _next_cut(keys: Keys, at: int, reader: AgencyReader) -> int:
    """Give where the name that stands at `at` ends at the latest."""
    end = at + 1
    while end < len(keys) and keys.words[end] not in _CUTS:
        if keys.words[end] == "và" and reader.read(keys, end + 1) is not None:
            break
        end += 1
    return end


def _written(name: str) -> str:
    return " ".join(name.split()).strip(" .,;:-+")
