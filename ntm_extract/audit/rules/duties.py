"""Tasks and agencies that do not find each other (phân công, nơi nhận)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
import pandas as pd

from ntm_extract.audit.evidence import Evidence, value_at
from ntm_extract.audit.findings import Cell, Hit
from ntm_extract.knowledge.folding import fold

DOING = ("lead", "request")
"""Roles in which an agency does something."""
ITEMS_ABOVE = 2
"""Items above that are looked at."""


def find_tasks_without_agency(evidence: Evidence) -> Iterator[Hit]:
    """Find dated tasks that nobody is told to do.

    They have no subject, and no agency is in charge of the item they stand in or of those above it (VI.1 of VI.1.b).
    """
    deadlines, duties = evidence.collection.deadlines, evidence.collection.responsibilities
    nobody = deadlines["actors"].list.len().fillna(0).to_numpy() == 0
    charged = duties[duties["role"].isin(DOING).to_numpy()]
    keys = pd.MultiIndex.from_arrays([charged["doc"], charged["section"].astype(object)]).unique()
    sections = deadlines["section"].astype("category")
    timed = (deadlines["when"].notna() | deadlines["recurrence"].notna()).to_numpy()
    alone = nobody & timed
    for above in range(ITEMS_ABOVE + 1):
        names = [str(name).rsplit(".", above)[0] for name in sections.cat.categories]
        own = np.array([*names, ""], dtype=object)[sections.cat.codes.to_numpy()]
        alone &= ~pd.MultiIndex.from_arrays([deadlines["doc"], own]).isin(keys)
    for at in np.flatnonzero(alone).tolist():
        when = value_at(deadlines, "when", at)
        time = {"time": when} if isinstance(when, str) else {"recurrence": value_at(deadlines, "recurrence", at)}
        yield Hit(int(value_at(deadlines, "doc", at)), (Cell("deadlines", int(at)),), {"when": time})


def find_agencies_not_informed(evidence: Evidence) -> Iterator[Hit]:
    """Find agencies with duties of their own that no line of Nơi nhận names, alone or in a class.

    `Các phòng, ban, ngành huyện` names every Phòng; `Như trên`, `Như Điều 3` may name anybody, and then nothing is
    found. A plan without recipients is not judged. One finding an agency and plan.
    """
    documents, duties = evidence.collection.documents, evidence.collection.responsibilities
    codes: dict[tuple[str, ...], int] = {}
    lines = [codes.setdefault(tuple(said or ()), len(codes)) for said in documents["recipients"].to_list()]
    distinct = list(codes)
    doing = np.flatnonzero(duties["role"].isin(DOING).to_numpy())
    doc = duties["doc"].to_numpy()[doing]
    agencies = duties["agency"].astype("category")
    names, agency = list(map(str, agencies.cat.categories)), agencies.cat.codes.to_numpy()[doing]
    pairs, inverse = np.unique(np.array(lines, dtype="int64")[doc] * len(names) + agency, return_inverse=True)
    missing = np.zeros(len(pairs), dtype=bool)
    for place, code in enumerate(pairs.tolist()):
        recipients = distinct[code // len(names)]
        missing[place] = bool(recipients) and not is_informed(names[code % len(names)], recipients)
    told = missing[inverse]
    first = np.unique(doc[told].astype("int64") * len(names) + agency[told], return_index=True)[1]
    for at in np.sort(doing[told][first]).tolist():
        yield Hit(
            int(value_at(duties, "doc", at)),
            (Cell("responsibilities", at),),
            {"agency": value_at(duties, "agency", at)},
        )


@dataclass(frozen=True)
class _Classes:
    """Words of recipients and agencies, folded; see `data/recipients.toml`."""

    short: dict[str, str]
    abbreviation: re.Pattern[str]
    anybody: re.Pattern[str]
    classes: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    unnamed: re.Pattern[str]
    drop: re.Pattern[str]


@cache
def _load_classes() -> _Classes:
    raw = tomllib.loads(files("ntm_extract.audit").joinpath("data/recipients.toml").read_text(encoding="utf-8"))

    def any_of(phrases: list[str]) -> re.Pattern[str]:
        return re.compile(r"(?<!\S)(?:" + "|".join(" ".join(_words(phrase)) for phrase in phrases) + r")(?!\S)")

    short = {" ".join(_words(name)): " ".join(_words(full)) for name, full in raw["short"].items()}
    return _Classes(
        short=short,
        abbreviation=re.compile(r"(?<!\S)(" + "|".join(sorted(short, key=len, reverse=True)) + r")(?!\S)"),
        anybody=any_of(raw["anybody"]["lines"]),
        classes=tuple((any_of(entry["lines"]), any_of(entry["agencies"])) for entry in raw["classes"]),
        unnamed=any_of(raw["unnamed"]["agencies"]),
        drop=any_of(raw["drop"]["words"]),
    )


def is_informed(agency: str, recipients: tuple[str, ...]) -> bool:
    """Whether one of the lines of Nơi nhận names an agency, alone or as one of a class, or may name it.

    Args:
        agency: canonical name (`Phòng Nông nghiệp và Phát triển nông thôn`).
        recipients: the lines (`("Như Điều 3", "Lưu: VT")`).

    Example:
        `is_informed("Phòng Nội vụ", ("Các phòng, ban, ngành huyện", "Lưu: VT"))` is True.
    """
    own, lines = _read_agency(agency), _read_recipients(recipients)
    named = any(own.words and own.words <= words for words in lines.words)
    return own.unnamed or lines.anybody or named or any(kind.match(own.spelled) for kind in lines.kinds)


@dataclass(frozen=True)
class _Agency:
    """An agency as it is looked for: spelled out, the words it is known by, whether it has no name of its own."""

    spelled: str
    words: frozenset[str]
    unnamed: bool


@dataclass(frozen=True)
class _Recipients:
    """What the lines of Nơi nhận name: anybody, classes of agencies, and each line's words."""

    anybody: bool
    kinds: tuple[re.Pattern[str], ...]
    words: tuple[frozenset[str], ...]


@lru_cache(100_000)
def _read_agency(name: str) -> _Agency:
    known = _load_classes()
    spelled = _spelled(name, known)
    words = frozenset(known.drop.sub(" ", spelled).split())
    return _Agency(spelled, words, bool(known.unnamed.search(spelled)))


@lru_cache(1_000)
def _read_recipients(recipients: tuple[str, ...]) -> _Recipients:
    known = _load_classes()
    read = [_read_line(line) for line in recipients]
    kinds = {place for line in read for place in line.classes}
    return _Recipients(
        any(line.anybody for line in read),
        tuple(known.classes[place][1] for place in sorted(kinds)),
        tuple(line.words for line in read),
    )


@dataclass(frozen=True)
class _Line:
    """What one line of Nơi nhận names."""

    anybody: bool
    classes: tuple[int, ...]
    words: frozenset[str]


@lru_cache(100_000)
def _read_line(line: str) -> _Line:
    known = _load_classes()
    spelled = _spelled(line, known)
    classes = tuple(place for place, (named, _) in enumerate(known.classes) if named.search(spelled))
    return _Line(bool(known.anybody.search(spelled)), classes, frozenset(spelled.split()))


def _spelled(text: str, known: _Classes) -> str:
    """Fold a name and write its abbreviations out."""
    return known.abbreviation.sub(lambda found: known.short[found[1]], " ".join(_words(text)))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9&]+", fold(text))
