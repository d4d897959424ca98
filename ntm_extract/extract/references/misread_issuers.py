"""Issuers whose names were misread: what the symbol and the plan's own area tell of them (cơ quan đọc nhầm)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.matcher.levenshtein import levenshtein

from ntm_extract.extract.agencies.agencies import PARTY_SEATS, Agency
from ntm_extract.extract.agencies.locality import COMMUNE_WORDS, DISTRICT_WORDS, PROVINCE_WORDS, Locality
from ntm_extract.extract.misread_names import FIGURES
from ntm_extract.extract.origins import Origins
from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.gazetteer import Gazetteer, Level

ONE_IN = 3
"""One letter in so many may have been misread of a name that the plan tells otherwise."""
_MISREAD_D = re.compile(r"\b[pb](?=[a-z4])")
"""What is read for Đ at the head of a word: `Pik Lik`, `Bang uy`."""
_LETTERS = str.maketrans({figure: letters[0] for figure, letters in FIGURES.items()})


def spelled_place(name: str, level: str, start: int, origins: Origins, locality: Locality, gazetteer: Gazetteer) -> str:
    """Give the name of a place behind a level word as it may have been printed.

    Args:
        name: as it stands in the text, perhaps misread.
        level: the word before it: `tỉnh`.
        start: where in the outlined text the issuer's name begins.
        origins: where the text comes from, to see how the name was read.
        locality: the plan's own, whose names are looked at first.
        gazetteer: all units.

    Returns:
        The only unit of that level whose name differs in nothing but marks, else the plan's own where its letters are
        near; the name as it is where a unit is called so, or nothing is near.

    Example:
        `UBND tỉnh Pik Lik` in a plan of Đắk Lắk is of Đắk Lắk.
    """
    at = _level_of(level)
    if at is None:
        return name
    known = {unit.name for unit in gazetteer.find(name, at) or gazetteer.alike(name, at)}
    if known:
        return known.pop() if len(known) == 1 and at != "commune" else name  # communes of one name are many
    own = locality.name_at(level)
    if own is None:
        return name
    return own if any(_near(read, own) for read in (name, _as_read(name, start, origins))) else name


def own_seat(agency: Agency, origins: Origins, locality: Locality) -> str | None:
    """Give the plan's own committee where the name of the seat of one was misread; None for other bodies.

    Example:
        `Huyện ủy Đức Tỉnh`, read as `Huyen uy Duc Linh`, in a plan of Đức Linh is `Huyện ủy Đức Linh`.
    """
    first, _, seat = agency.name.partition(" ủy ")
    own = locality.name_at(PARTY_SEATS.get(f"{first} ủy".lower(), "")) if seat else None
    return named_by_symbol(agency.start, agency.end, origins, (f"{first} ủy {own}",)) if own else None


def named_by_symbol(start: int, end: int, origins: Origins, names: Sequence[str]) -> str | None:
    """Give the body that a symbol tells where a name that no list holds may be it, misread.

    Args:
        start: where the name begins in the outlined text.
        end: where it ends.
        origins: where the text comes from, to see how it was read.
        names: what the symbol may stand for, as the text may write it.

    Example:
        Behind `06-CTr/ĐU` the words `Bảng từ xã`, read as `Bang ty xd`, are `Đảng ủy xã`.
    """
    read = origins.restoration.source[slice(*origins.source(start, end))]
    return next((name for name in names if _near(read, name)), None)


def _level_of(word: str) -> Level | None:
    if word in PROVINCE_WORDS:
        return "province"
    if word in DISTRICT_WORDS:
        return "district"
    return "commune" if word in COMMUNE_WORDS else None


def _as_read(name: str, start: int, origins: Origins) -> str:
    """Give how a name was read that stands at or behind `start`."""
    at = origins.outline.text.find(name, start)
    return origins.restoration.source[slice(*origins.source(at, at + len(name)))] if at >= 0 else name


def _near(read: str, name: str) -> bool:
    """Whether letters that were read are near those of a name, its Đ and figures for letters set aside."""
    words = " ".join(fold(read).translate(_LETTERS).split())
    meant = fold(name)
    if len(words.split()) != len(meant.split()):
        return False
    most = len(meant.replace(" ", "")) // ONE_IN
    return any(levenshtein(form, meant, most) <= most for form in (words, _MISREAD_D.sub("d", words)))
