"""Mentions of instruments as codes: what each says of number, issuer and year, equal where the same is meant.

A collection has a million mentions but far fewer spellings. Each spelling is read once; the rest is arithmetic.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from ntm_extract.knowledge.folding import fold, spelling_key
from ntm_extract.knowledge.gazetteer import load_gazetteer
from ntm_extract.knowledge.instruments import load_symbols, normalize_number, organ_of_symbol
from ntm_extract.knowledge.issuers import Issuer, read_issuer
from ntm_extract.store.collection import Collection

Codes = npt.NDArray[np.int64]
UNKNOWN = -1
_NUMBER = r"^(?P<head>0*(?P<serial>\d+[a-zđ]?)(?:/(?P<year>(?:19|20)\d\d))?)(?=[-/])(?P<ending>.+)$"
_DASHES = r"[‐‑‒–—―−]"
_NAMED_YEAR = re.compile(
    r",?\s{0,3}(?:ngày\s{1,3}\d{1,2}\s{0,3}(?:/|-|tháng)\s{0,3}\d{1,2}\s{0,3}(?:/|-|năm)\s{0,3}|năm\s{1,3})?"
    r"((?:19|20)\d\d)\s{0,3}$"
)
"""Behind the name of a law: `năm 2013`, or the day it was passed (`ngày 19 tháng 6 năm 2015`, `ngày 19/6/2015`)."""
_AMENDING = re.compile(r"\s{0,3}sửa đổi", re.IGNORECASE)
_MAKERS = {"Hiến pháp": "Quốc hội", "Luật": "Quốc hội", "Bộ luật": "Quốc hội", "Pháp lệnh": "Ủy ban Thường vụ Quốc hội"}
"""Who makes the kinds that are cited by name (Luật Ban hành văn bản quy phạm pháp luật)."""


@dataclass(frozen=True)
class Mentions:
    """All mentions of a collection, and the documents' own heads as mentions of themselves.

    Attributes:
        rows: one row a mention: those of `Collection.references` in their order, then the heads that tell number,
            issuer and year. `doc`; `province` of the document; `what`: which number or name; `issuer`, `year`;
            `own`: a document's own head; and the spellings of `kind`, `number`, `date`, `stated` (issuer as written),
            `subject` and, where there is no number, `name`. All but `own` are codes, `UNKNOWN` where the mention does
            not tell.
        spellings: the spellings of a column by code.
        numbers: of each spelling of a number how it should be written (`text`), `serial`, `year`, `symbol`, and what
            the symbol tells of `level` and `system`.
        issuers: `name`, `level`, `system` and `province` of each issuer.
    """

    rows: pd.DataFrame
    spellings: dict[str, npt.NDArray[np.object_]]
    numbers: pd.DataFrame
    issuers: pd.DataFrame


def read_mentions(collection: Collection) -> Mentions:
    """Read the mentions of a collection."""
    references, documents = collection.references, collection.documents
    heads = documents.loc[documents["number"].notna()]
    coded = {
        name: _coded(references[column], heads[of_head])
        for name, column, of_head in (
            ("kind", "kind", "kind"),
            ("number", "number", "number"),
            ("date", "date", "issued_on"),
            ("stated", "issuer", "issuer"),
            ("subject", "subject", "title"),
        )
    }
    spellings = {name: words for name, (_, words) in coded.items()}
    doc = np.concatenate([references["doc"].to_numpy("int64"), heads.index.to_numpy("int64")])
    rows = pd.DataFrame({"doc": doc, **{name: codes for name, (codes, _) in coded.items()}})
    provinces = _Provinces(documents["province"])
    rows["province"] = provinces.of_document[doc]
    numbers = _read_numbers(spellings["number"])
    names, spellings["name"] = _read_names(collection, rows, spellings)
    rows["name"] = pd.Series(names["name"]).reindex(rows.index, fill_value=UNKNOWN)
    rows["what"] = _whats(rows, numbers, names, len(spellings["kind"]))
    rows["year"] = _years(rows, numbers, names, spellings["date"])
    rows["issuer"], issuers = _read_issuers(rows, spellings, numbers, provinces)
    rows["own"] = np.arange(len(rows)) >= len(references)
    whole = (rows[["what", "issuer", "year"]] != UNKNOWN).all(axis=1)
    return Mentions(rows.loc[~rows["own"] | whole].reset_index(drop=True), spellings, numbers, issuers)


def _coded(*columns: pd.Series) -> tuple[Codes, npt.NDArray[np.object_]]:
    """Give columns, one below the other, as codes, and the spelling of each code."""
    parts = [column.astype("category").cat for column in columns]
    words = pd.Index(np.concatenate([part.categories.to_numpy(dtype=object) for part in parts]), dtype=object).unique()
    codes = [
        np.append(words.get_indexer(part.categories.to_numpy(dtype=object)), UNKNOWN)[part.codes.to_numpy()]
        for part in parts
    ]
    return np.concatenate(codes).astype("int64"), words.to_numpy()


def values_at(values: npt.ArrayLike, codes: Codes, missing: Any = UNKNOWN) -> npt.NDArray[Any]:
    """Give the value of each code, `missing` for `UNKNOWN`."""
    listed = np.asarray(values)
    return np.append(listed, np.asarray([missing], dtype=listed.dtype))[codes]


def _years_of(words: pd.Series) -> npt.NDArray[np.int64]:
    """Give the year a text begins with, `UNKNOWN` where it begins with none."""
    years = words.str.extract(r"^(\d{4})(?!\d)", expand=False).astype("float64")
    return np.asarray(years.fillna(UNKNOWN), dtype=np.int64)


# --- which number or name is meant ---------------------------------------------------------------------------------


def _read_numbers(words: npt.NDArray[np.object_]) -> pd.DataFrame:
    """Read the spellings of numbers; `key` is equal for those of one number, `text` is how it should be written."""
    clean = pd.Series(words, dtype="str").str.normalize("NFC").str.replace(r"\s+", "", regex=True)
    clean = clean.str.replace(_DASHES, "-", regex=True)
    numbers = clean.str.extract(_NUMBER).astype("str")
    place, endings = pd.factorize(numbers["ending"])
    read = pd.DataFrame([_read_ending(ending) for ending in endings], columns=_SYMBOL).astype(object)
    for column in _SYMBOL:
        numbers[column] = values_at(read[column].to_numpy(dtype=object), place, None)
    numbers["year"] = numbers["year"].astype("float64").fillna(UNKNOWN).astype("int64")
    told = numbers["serial"] + "/" + numbers["year"].astype("str") + "/" + numbers["signs"].astype("str")
    numbers["key"], _ = pd.factorize(told.where(numbers["serial"].notna(), clean))
    numbers["kinds"] = numbers["kinds"].fillna(0).astype("int64")
    numbers["text"] = (numbers["head"] + numbers["ending"].astype("str")).where(numbers["serial"].notna(), clean)
    return numbers


_SYMBOL = ["ending", "symbol", "signs", "issuer", "level", "system", "kinds"]


def _read_ending(written: str) -> tuple[str, str, str, str | None, str | None, str | None, int]:
    """Read the part of a number behind serial and year, `/QĐ-UBND`.

    Returns:
        The ending as it should be written; the symbol in it; the same without separators, case and the choice among
        the abbreviations of one organ; the issuer if the symbol alone tells it; the organ's level and system; how many
        of the Party's kinds it may stand for, as their numbers are counted apart (`QĐ/TW`: Quyết định and Quy định).
    """
    read = normalize_number("1" + written)
    symbol = read.symbol or written.lstrip("-/")
    ending = read.number[1:] if read.number else written
    tokens = re.split("[-/]", symbol)
    organ = read.organs[0] if len(read.organs) == 1 else None
    issuer = None
    if len(read.organs) > 1:
        issuer = " và ".join(organ.name for organ in read.organs)
    elif organ is not None and (organ.issuer or organ.issuers):
        issuer = organ.name
    signs = " ".join(_sign(token, first=place == 0) for place, token in enumerate(tokens) if token)
    if organ is None:
        return ending, symbol, signs, issuer, None, None, 0
    kinds = len(read.kinds) if organ.system == "party" else 0
    return ending, symbol, signs, issuer, organ.level, organ.system, kinds


def _sign(token: str, *, first: bool) -> str:
    """Give the one way to write an abbreviation: `BNN` → `BNNPTNT`, `TƯ` → `TW`, `ubnd` → `UBND`."""
    symbols = load_symbols()
    if first and token in symbols.kinds_of:
        return token
    listed = token if token in symbols.organ_of else _by_case().get(token.lower(), token)
    organ = organ_of_symbol(listed)
    if organ is None or not listed.isalpha():
        return fold(listed) if organ is None else listed.upper()
    return organ.abbreviations[0]


@cache
def _by_case() -> dict[str, str]:
    return {short.lower(): short for short in load_symbols().organ_of}


def _read_names(
    collection: Collection, rows: pd.DataFrame, spellings: dict[str, npt.NDArray[np.object_]]
) -> tuple[pd.DataFrame, npt.NDArray[np.object_]]:
    """Read the names of what is cited without a number (Luật Thi đua, khen thưởng).

    Returns:
        `key`, `year` and the code of the `name` by row; the names by code.
    """
    unnumbered = rows.index[rows["number"] == UNKNOWN]
    quotes = collection.details("references", unnumbered.to_numpy(), ("quote",))["quote"]
    subjects = values_at(spellings["subject"], rows.loc[unnumbered, "subject"].to_numpy(), None)
    kinds = values_at(spellings["kind"], rows.loc[unnumbered, "kind"].to_numpy(), "")
    called = pd.Series(subjects, index=unnumbered, dtype=object).fillna(quotes)
    place, distinct = pd.factorize(pd.MultiIndex.from_arrays([kinds, called]))
    read = [_read_name(kind, name) for kind, name in distinct]
    keys, _ = pd.factorize(pd.Series([key for key, _, _ in read], dtype=object))
    names = np.array([name for _, name, _ in read], dtype=object)
    years = np.array([year for _, _, year in read], dtype="int64")
    return pd.DataFrame({"key": keys[place], "year": years[place], "name": place}, index=unnumbered), names


def _read_name(kind: str, name: str) -> tuple[str, str, int]:
    """Give key, name and year of what is cited by name: `luat dat dai`, `Luật Đất đai` and 2013."""
    called = name if name.lower().startswith(kind.lower()) else f"{kind} {name}"
    year = None if _AMENDING.match(called[len(kind) :]) else _NAMED_YEAR.search(called)
    bare = " ".join((called[: year.start()] if year else called).split())
    return re.sub(r"\W+", " ", fold(bare)).strip(), bare, int(year[1]) if year else UNKNOWN


def _whats(rows: pd.DataFrame, numbers: pd.DataFrame, names: pd.DataFrame, kinds: int) -> Codes:
    """Give each number and each name a code of its own."""
    number = rows["number"].to_numpy()
    several = values_at(numbers["kinds"].to_numpy(), number, 0) > 1
    what = values_at(numbers["key"].to_numpy(), number) * (kinds + 1) + np.where(several, rows["kind"] + 1, 0)
    what[names.index] = (len(numbers) + names["key"]) * (kinds + 1)
    return pd.factorize(what)[0].astype("int64")


def _years(
    rows: pd.DataFrame, numbers: pd.DataFrame, names: pd.DataFrame, dates: npt.NDArray[np.object_]
) -> npt.NDArray[np.int64]:
    """Give the year: the one in the number, else that of the date, else the one in the name."""
    year = values_at(numbers["year"].to_numpy(), rows["number"].to_numpy())
    year = np.where(year == UNKNOWN, values_at(_years_of(pd.Series(dates, dtype="str")), rows["date"].to_numpy()), year)
    year[names.index] = np.where(year[names.index] == UNKNOWN, names["year"], year[names.index])
    return year


# --- who issued it -------------------------------------------------------------------------------------------------


class _Provinces:
    """The provinces that documents lie in, and others, by code."""

    def __init__(self, of_documents: pd.Series) -> None:
        codes, names = pd.factorize(of_documents)
        self.names: list[str] = []
        self._codes: dict[str, int] = {}
        self.of_document = values_at(np.array([self.code(name) for name in names], dtype="int64"), codes)

    def code(self, name: str) -> int:
        """Give the code of a province by its name, whatever the spelling; a new one for a new province."""
        key = spelling_key(name)
        if key not in self._codes:
            self._codes[key] = len(self.names)
            self.names.append(name)
        return self._codes[key]


def _read_issuers(
    rows: pd.DataFrame, spellings: dict[str, npt.NDArray[np.object_]], numbers: pd.DataFrame, provinces: _Provinces
) -> tuple[Codes, pd.DataFrame]:
    """Give the issuer of each mention: the one its symbol tells, else the one that is stated, if that is complete."""
    told = values_at(numbers["issuer"].to_numpy(dtype=object), rows["number"].to_numpy(), None)
    makers = np.array([_MAKERS.get(kind) for kind in spellings["kind"]], dtype=object)
    unnumbered = (rows["number"] == UNKNOWN).to_numpy()
    told[unnumbered] = values_at(makers, rows["kind"].to_numpy(), None)[unnumbered]
    told_codes, told_names = pd.factorize(pd.Series(told, dtype=object))
    issuers = [read_issuer(name) for name in (*spellings["stated"], *told_names)]
    stated = rows["stated"].to_numpy()
    spelled = np.where(told_codes == UNKNOWN, stated, told_codes + len(spellings["stated"]))

    _, key_of = np.unique(np.array([issuer.key for issuer in issuers], dtype=object), return_inverse=True)
    complete = np.array([issuer.complete for issuer in issuers], dtype=bool)
    complete[len(spellings["stated"]) :] = True
    local = np.array([issuer.level in ("district", "commune") for issuer in issuers], dtype=bool)
    province = values_at(np.array([_home(issuer, provinces) for issuer in issuers], dtype="int64"), spelled)
    province = np.where((province == UNKNOWN) & values_at(local, spelled, False), rows["province"], province)

    known = values_at(complete, spelled, False)
    one = values_at(key_of, spelled) * (len(provinces.names) + 1) + province + 1
    codes = np.full(len(rows), UNKNOWN, dtype="int64")
    codes[known], distinct = pd.factorize(one[known])
    first = pd.Series(np.flatnonzero(known)).groupby(codes[known]).first().to_numpy()
    chosen = [issuers[place] for place in spelled[first]]
    names = np.array([*spellings["stated"], *told_names], dtype=object)
    table = {
        "name": names[spelled[first]],
        "level": [issuer.level for issuer in chosen],
        "system": [issuer.system for issuer in chosen],
        "province": values_at(np.array(provinces.names, dtype=object), province[first], None),
    }
    return codes, pd.DataFrame(table, index=range(len(distinct)))


def _home(issuer: Issuer, provinces: _Provinces) -> int:
    """Give the province of a local issuer, where its name or the gazetteer tells it."""
    if issuer.level == "province":
        found = load_gazetteer().find(issuer.place, "province")
        return provinces.code(found[0].name if found else issuer.place.title())
    if issuer.level not in ("district", "commune") or not issuer.place:
        return UNKNOWN
    located = issuer.province or load_gazetteer().province_of(f"{issuer.seat} {issuer.place}", issuer.level).province
    return provinces.code(located) if located else UNKNOWN
