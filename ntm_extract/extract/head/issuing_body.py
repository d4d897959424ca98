"""Whose document it is: the bodies of a letterhead, written in capitals, and which of them issues it.

A letterhead names the body above and the issuing body under it (thể thức of Nghị định 30/2020/NĐ-CP, Phụ lục I; of
Party instruments: Hướng dẫn 36-HD/VPTW), each on lines of its own. The words are data (`data/head.toml`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ntm_extract.extract.agencies.agencies import PARTY_SEATS, Agency, AgencyReader
from ntm_extract.extract.head.signature import head_words
from ntm_extract.extract.keys import Keys
from ntm_extract.extract.tokenizer import cut
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.instruments import load_symbols

_CENTRAL_ABOVE = "trung ương"
_BLANKS = re.compile(r"\s+")
_EDGES = " *_-–—.,:;|"
_TWO_LETTERS = re.compile(r"[^\W\d_]{2}")
_FEWEST_BEHIND_OPENER = 2  # words of a body behind its first: `BAN CHỈ ĐẠO`, `SỞ Y TẾ`
_LONGEST_PLACE = 5  # words: Tân An Thạnh Đông; no unit has a longer name


def read_bodies(lines: Sequence[str], reader: AgencyReader) -> list[Agency]:
    """Read the bodies that the lines of a letterhead name, the highest first.

    Args:
        lines: the lines in capitals, motto and number left out.
        reader: knows the names of agencies.

    Returns:
        One agency for each body, a body printed twice once, a board (`BAN THƯỜNG TRỰC`) with the body it is of. A body
        that is of a place keeps its level word and place apart; one of which there is one in the country is central.

    Example: `UBND TỈNH SƠN LA`, `SỞ NỘI VỤ` are Ủy ban nhân dân of tỉnh Sơn La and Sở Nội vụ.
    """
    bodies: list[Agency] = []
    for text in _group(lines):
        body = _read_body(text, reader)
        if body is None:
            continue
        if bodies and fold(body.name) in _boards():
            above = bodies.pop()
            seat = body if body.place else above
            name = f"{_boards()[fold(body.name)]} {above.name}"
            body = replace(
                above, name=name, level=seat.level, place=seat.place, central=above.central and not seat.place
            )
        if bodies and (fold(body.name), body.place) == (fold(bodies[-1].name), bodies[-1].place):
            continue
        bodies.append(body)
    return bodies


def choose_issuer(bodies: Sequence[Agency]) -> Agency | None:
    """Choose the issuing body: the lowest, of the place of the one above where its own name has none.

    Example: of Bộ Y tế and Cục Phòng bệnh it is Cục Phòng bệnh, a central body; of Tỉnh ủy Đồng Nai and its Ban Tổ
    chức it is Ban Tổ chức Tỉnh ủy.
    """
    if not bodies:
        return None
    issuer = bodies[-1]
    if issuer.place or issuer.central:
        return issuer
    for above in reversed(bodies[:-1]):
        if above.central:
            return replace(issuer, central=True)
        if above.place:
            of_committee = above.name.lower() in PARTY_SEATS and issuer.name.startswith(
                tuple(head_words()["party_offices"])
            )
            name = f"{issuer.name} {above.name}" if of_committee else issuer.name
            return replace(issuer, name=name, level=above.level, place=above.place)
    return issuer


def _group(lines: Sequence[str]) -> list[str]:
    """Put the lines together that name one body: `BỘ LAO ĐỘNG - THƯƠNG BINH` and `VÀ XÃ HỘI`."""
    groups: list[str] = []
    for line in lines:
        text = _BLANKS.sub(" ", line).strip(_EDGES)
        if not _TWO_LETTERS.search(text):
            continue  # a speck, or a piece of a line that was split
        for part in _split_at_openers(text):
            if not groups or _openers().match(fold(part)):
                groups.append(part)
            else:
                groups[-1] += f" {part}"
    return groups


def _split_at_openers(text: str) -> list[str]:
    """Split a line with two bodies on it: behind the place of the first one another may begin."""
    folded = fold(text)
    seat = _seat().search(folded)
    if seat is None or len(folded) != len(text):
        return [text]
    second = _inner_openers().search(folded, seat.end())
    if second and second.start() == seat.end() and len(folded[second.end() :].split()) < _FEWEST_BEHIND_OPENER:
        return [text]  # the misread name of the place: `UBND TỈNH BAN LAK`
    return [text[: second.start()].strip(), text[second.start() :]] if second else [text]


def _read_body(text: str, reader: AgencyReader) -> Agency | None:
    keys = Keys.of(cut(text), reader.lexicon.abbreviations)
    known = _central().get(_key(text))
    if known:
        return Agency(0, 0, known, central=True)
    step = reader.read(keys, 0)
    if step is not None and step[1] == len(keys) and not _is_capitals(step[0].name) and step[0].specific:
        body, _ = step
        place = " ".join(title_case(word) for word in body.place.split())
        central = body.central or (not body.place and fold(body.name).startswith("bo "))
        return replace(body, place=place, central=central)
    folded = fold(text)
    seat = None
    for found in _seat().finditer(folded):
        if len(folded[found.end() :].split()) <= _LONGEST_PLACE or _seat().search(folded, found.end()):
            seat = found
            break
    if len(folded) != len(text):
        return None
    if seat is not None and seat.start() > 0:
        level = _levels()[seat["level"]]
        above = _seat().search(folded, seat.end())  # HUYỆN MAI SƠN - TỈNH SƠN LA
        printed = text[seat.end() : above.start() if above else len(text)].strip(_EDGES)
        place = " ".join(title_case(word) for word in printed.split())
        return Agency(0, 0, _sentence_case(text[: seat.start()].strip(_EDGES), reader), level, place)
    if not _openers().match(folded) or not text.isupper():
        return None
    for committee, level in PARTY_SEATS.items():
        if folded.startswith(fold(committee) + " "):
            place = " ".join(title_case(word) for word in text[len(committee) :].split())
            return Agency(0, 0, committee[:1].upper() + committee[1:], level, place)
    name = _sentence_case(text, reader)
    central = _CENTRAL_ABOVE in name.lower() or bool(_central_openers().match(folded))
    return Agency(0, 0, name, central=central)


def _sentence_case(text: str, reader: AgencyReader) -> str:
    """Write a name in capitals as names are written: known names as they are known, others with one capital."""
    known = _central().get(_key(text)) or _spelled().get(_key(text))
    if known:
        return known
    keys = Keys.of(cut(text), reader.lexicon.abbreviations)
    step = reader.read(keys, 0)
    if step is not None and step[1] == len(keys) and not _is_capitals(step[0].name) and not step[0].place:
        return step[0].name
    small = " ".join(keys.words).replace(" ,", ",")
    for proper in head_words()["proper_names"]:
        small = small.replace(proper.lower(), proper)
    if head := _of_a_field().match(small):
        small = small[: head.end()] + small[head.end() :].capitalize()
    return small[:1].upper() + small[1:]


@cache
def _of_a_field() -> re.Pattern[str]:
    """Offices that are named after their field, which has a capital of its own: `Cục Phòng bệnh`."""
    return re.compile(rf"(?:{'|'.join(head_words()['offices_of_a_field'])}) ")


def _is_capitals(name: str) -> bool:
    """Whether two words of a name or more are in capitals: the reader of agencies did not know them."""
    return sum(word.isupper() and len(word) > 1 for word in name.split()) > 1


def _key(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(text)).strip()


@cache
def _central() -> dict[str, str]:
    """Give the names of central bodies by their letters alone."""
    organs = [organ for organ in load_symbols().organs if organ.level == "central"]
    names = [name for organ in organs for name in (*organ.issuers, organ.name)]
    return {_key(name): name for name in [*names, *head_words()["central_bodies"]]}


@cache
def _spelled() -> dict[str, str]:
    organs = load_symbols().organs
    return {_key(name): name for organ in organs for name in (organ.name, *organ.issuers)}


@cache
def _boards() -> dict[str, str]:
    return {fold(name): name for name in head_words()["boards"]}


@cache
def _openers() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(fold(word) for word in head_words()['openers'])})(?!\w)")


@cache
def _inner_openers() -> re.Pattern[str]:
    """What may open a second body on a line; `PHÒNG` of `HẢI PHÒNG` does not."""
    return re.compile(rf"(?<=\s)(?<!hai )(?:{'|'.join(fold(word) for word in head_words()['inner_openers'])}) ")


@cache
def _central_openers() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(fold(word) for word in head_words()['central_openers'])})(?!\w)")


@cache
def _levels() -> dict[str, str]:
    return {fold(word): word.lower() for word in head_words()["levels"]} | {"tp": "thành phố"}


@cache
def _seat() -> re.Pattern[str]:
    """What comes before the name of a place; `XÃ HỘI` and `HỢP TÁC XÃ` are none."""
    words = "|".join(sorted(_levels(), key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?<!hop tac )(?P<level>{words})\.? (?!hoi(?!\w)|uy(?!\w)|hop tac)")


def title_case(word: str) -> str:
    """Write a word of capitals with the first alone: `HÀ` → `Hà`."""
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))
