"""Akoma Ntoso names of instruments: one IRI for one work, made from what a citation says.

The form is that of the Akoma Ntoso Naming Convention 1.0 (OASIS Standard, 2019) for works:
`/akn/COUNTRY/TYPE/SUBTYPE/ACTOR/DATE/NUMBER`. The choices that the convention leaves open:

- COUNTRY is always `vn`. The convention would allow a subdivision (ISO 3166-2, `vn-04`), but those codes changed when
  provinces were merged, and districts have none. The place is part of the actor instead.
- TYPE is `act` for kinds that set law or decide with force, `doc` for plans, letters, reports and the Party's papers.
- SUBTYPE is the kind (`quyet-dinh`), ACTOR the issuer in full; a body of a district or commune is followed by its
  province, since names of districts repeat (`uy-ban-nhan-dan-huyen-chau-thanh-tinh-an-giang`). Names of one issuer give
  one actor: `Bộ trưởng Bộ Nội vụ` is `bo-noi-vu`.
- DATE is the day of issue, else the year of the date or of the number.
- NUMBER is serial, year if it has one, and symbol: `3-2022-NQ-HDND`, without leading zeros, in ASCII.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from unidecode import unidecode

from ntm_extract.knowledge.folding import fold
from ntm_extract.knowledge.gazetteer import load_gazetteer
from ntm_extract.knowledge.instruments import normalize_number
from ntm_extract.knowledge.issuers import Issuer, read_issuer

_GENERAL = "Văn bản"
"""What any paper may be called; the symbol tells the kind."""
_DATE = re.compile(r"(\d{4})(-\d\d-\d\d)?")


def work_uri(
    kind: str | None, number: str | None, date: str | None, issuer: str | None, province: str | None = None
) -> str | None:
    """Give the IRI of the work that an instrument is (FRBRWork).

    Args:
        kind: `Quyết định`; None takes what the symbol tells.
        number: number and symbol; leading zeros, case and marks make no difference.
        date: EDTF, a day or less.
        issuer: full name; None takes what the symbol tells (`TTg`).
        province: where a district's or commune's issuer lies; None takes the province the gazetteer tells.

    Returns:
        None where kind, number, year or issuer is not known, or the issuer's name does not say which one it is.

    Example:
        `work_uri("Quyết định", "263/QĐ-TTg", "2022-02-22", "Thủ tướng Chính phủ")` is
        `"/akn/vn/act/quyet-dinh/thu-tuong-chinh-phu/2022-02-22/263-QD-TTg"`.
    """
    read = normalize_number(number) if number else None
    if read is None or read.number is None or read.serial is None or read.symbol is None:
        return None
    return compose_uri(kind, read.serial, read.year, read.symbol, date, issuer, province)


def compose_uri(
    kind: str | None,
    serial: str,
    year: int | None,
    symbol: str,
    date: str | None,
    issuer: str | None,
    province: str | None = None,
) -> str | None:
    """Give the IRI of `work_uri` from a number that is read already: serial, year in the number, and symbol."""
    path = _path(kind, symbol, issuer, province)
    day = _DATE.match(date) if date else None
    when = day.group() if day else year
    if path is None or not when:
        return None
    return f"{path}/{when}/{serial.lstrip('0')}-{f'{year}-' if year else ''}{_ascii(symbol)}"


@cache
def _path(kind: str | None, symbol: str, issuer: str | None, province: str | None) -> str | None:
    """Give the IRI down to the actor."""
    read = normalize_number(f"1/{symbol}")
    named, signed = (kind if kind != _GENERAL else None) or read.kind or kind, issuer or read.issuer
    actor = _actor(read_issuer(signed), province) if signed else None
    if named is None or actor is None or signed is None:
        return None
    party = read.party or read_issuer(signed).system == "party"
    return f"/akn/vn/{'act' if named in _acts() and not party else 'doc'}/{_slug(named)}/{actor}"


def _actor(issuer: Issuer, province: str | None) -> str | None:
    """Give the issuer's part: its body, seat and place; below the province the province too."""
    if not issuer.complete:
        return None
    if issuer.level not in ("district", "commune"):
        return _slug(issuer.key)
    located = load_gazetteer().province_of(f"{issuer.seat} {issuer.place}", issuer.level).province
    above = issuer.province or province or located
    return _slug(f"{issuer.key} tỉnh {above}") if above else None


@cache
def _acts() -> frozenset[str]:
    path = files("ntm_extract.knowledge").joinpath("data/akoma_ntoso.toml")
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))["act"])


@cache
def _slug(text: str) -> str:
    """Give small ASCII letters and figures with dashes between words."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


@cache
def _ascii(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", unidecode(text)).strip("-")
