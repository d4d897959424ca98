"""Tasks and agencies that do not find each other (phân công, nơi nhận)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd

from ntm_extract.audit.evidence import Evidence, value_at
from ntm_extract.audit.findings import Cell, Hit
from ntm_extract.knowledge.folding import fold

DOING = ("lead", "request")
"""Roles in which an agency does something."""


def find_tasks_without_agency(evidence: Evidence) -> Iterator[Hit]:
    """Find dated tasks that nobody is told to do: no subject, and no agency in charge of the item they stand in."""
    deadlines, duties = evidence.collection.deadlines, evidence.collection.responsibilities
    nobody = deadlines["actors"].list.len().fillna(0).to_numpy() == 0
    charged = duties[duties["role"].isin(DOING).to_numpy()]
    keys = pd.MultiIndex.from_arrays([charged["doc"], charged["section"].astype(object)])
    own = pd.MultiIndex.from_arrays([deadlines["doc"], deadlines["section"].astype(object)])
    for at in np.flatnonzero(nobody & ~own.isin(keys.unique())).tolist():
        when = value_at(deadlines, "when", at)
        time = {"time": when} if isinstance(when, str) else {"recurrence": value_at(deadlines, "recurrence", at)}
        yield Hit(int(value_at(deadlines, "doc", at)), (Cell("deadlines", int(at)),), {"when": time})


def find_agencies_not_informed(evidence: Evidence) -> Iterator[Hit]:
    """Find agencies with duties of their own that no line of Nơi nhận names, alone or in a class.

    `Các phòng, ban, ngành huyện` names every Phòng; `Như trên`, `Như Điều 3` may name anybody, and then nothing is
    found. A plan without recipients is not judged. One finding an agency and plan.
    """
    documents, duties = evidence.collection.documents, evidence.collection.responsibilities
    agencies = duties["agency"].astype("category")
    codes: dict[tuple[str, ...], int] = {}
    lines = [codes.setdefault(tuple(said or ()), len(codes)) for said in documents["recipients"].to_list()]
    distinct = list(codes)
    doing = duties["role"].isin(DOING).to_numpy()
    doc = duties["doc"].to_numpy()
    width = len(agencies.cat.categories) + 1
    pairs, inverse = np.unique(np.array(lines, dtype="int64")[doc] * width + agencies.cat.codes, return_inverse=True)
    names = [str(name) for name in agencies.cat.categories]
    missing = np.zeros(len(pairs), dtype=bool)
    for place, code in enumerate(pairs.tolist()):
        recipients = distinct[code // width]
        missing[place] = bool(recipients) and not is_informed(names[code % width], recipients)
    rows = np.flatnonzero(doing & missing[inverse])
    first = np.unique(doc[rows].astype("int64") * width + agencies.cat.codes.to_numpy()[rows], return_index=True)[1]
    for at in np.sort(rows[first]):
        yield Hit(int(doc[at]), (Cell("responsibilities", int(at)),), {"agency": str(value_at(duties, "agency", at))})


@dataclass(frozen=True)
class _Classes:
    """Words of recipients and agencies, folded; see `data/recipients.toml`."""

    short: dict[str, str]
    anybody: re.Pattern[str]
    classes: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    unnamed: re.Pattern[str]
    drop: re.Pattern[str]


@cache
def _load_classes() -> _Classes:
    raw = tomllib.loads(files("ntm_extract.audit").joinpath("data/recipients.toml").read_text(encoding="utf-8"))

    def any_of(phrases: list[str]) -> re.Pattern[str]:
        return re.compile(r"(?<!\S)(?:" + "|".join(" ".join(_words(phrase)) for phrase in phrases) + r")(?!\S)")

    return _Classes(
        short={fold(short): " ".join(_words(full)) for short, full in raw["short"].items()},
        anybody=any_of(raw["anybody"]["lines"]),
        classes=tuple((any_of(entry["lines"]), any_of(entry["agencies"])) for entry in raw["classes"]),
        unnamed=any_of(raw["unnamed"]["agencies"]),
        drop=any_of(raw["drop"]["words"]),
    )


@cache
def is_informed(agency: str, recipients: tuple[str, ...]) -> bool:
    """Whether one of the lines of Nơi nhận names an agency, alone or as one of a class, or may name it.

    Args:
        agency: canonical name (`Phòng Nông nghiệp và Phát triển nông thôn`).
        recipients: the lines (`("Như Điều 3", "Lưu: VT")`).

    Example:
        `is_informed("Phòng Nội vụ", ("Các phòng, ban, ngành huyện", "Lưu: VT"))` is True.
    """
    known = _load_classes()
    own = _spelled(agency, known)
    if known.unnamed.search(own):
        return True
    lines = [_spelled(line, known) for line in recipients]
    return any(
        known.anybody.search(line)
        or _names(own, line, known)
        or any(named.search(line) and kind.match(own) for named, kind in known.classes)
        for line in lines
    )


def _spelled(text: str, known: _Classes) -> str:
    """Fold a name and write its abbreviations out."""
    return " ".join(known.short.get(word, word) for word in _words(text))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9&]+", fold(text))


def _names(agency: str, line: str, known: _Classes) -> bool:
    """Whether a line holds all words by which an agency is known (those of its level and `và`, `các` aside)."""
    words = set(known.drop.sub(" ", agency).split())
    return bool(words) and words <= set(line.split())
