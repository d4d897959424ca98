"""Names of laws, codes and ordinances (tên luật, bộ luật, pháp lệnh), from `data/laws.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ntm_extract.knowledge.folding import fold, fold_aligned, spelling_key

LONGEST_NAME = 160
"""Characters in which a name ends."""
SURE = 3
"""Syllables from which on a name is known without its marks; shorter ones need them (`Luật Giá`, but `Luật gia`)."""


@dataclass(frozen=True, slots=True)
class LawName:
    """Where a law is called by its name: span of kind and name, and the kind (`Bộ luật`)."""

    start: int
    end: int
    kind: str


def find_law_names(text: str) -> Iterator[LawName]:
    """Find laws, codes and ordinances that are called by a listed name, the longest name first.

    A law is written with a capital `L`: `pháp luật đất đai` and `luật đất đai` name a field of law. Marks that
    were lost do not hide a name of three syllables or more.

    Example:
        `Luật Thi đua, khen thưởng và Luật đất đai` gives both, each with its own end.
    """
    known = _load()
    folded = fold_aligned(text)
    for match in known.pattern.finditer(folded.text):
        start, end = folded.span(*match.span())
        if not text[start].isupper() and match["kind"] == "luat":
            continue
        key = _key(match["name"])
        written = spelling_key(folded.surface(*match.span("name"))).replace(",", "")
        if key.count(" ") + 1 >= SURE or written in known.spelled:
            yield LawName(start, end, known.kinds[match["kind"]])


def law_name_end(text: str, at: int) -> int | None:
    """Give the end of the listed name that stands at `at` without its kind, the longest; None if none does.

    Example:
        In `các Luật: Đất đai năm 2024` it is the end of `Đất đai`.
    """
    folded = fold_aligned(text[at : at + LONGEST_NAME])
    match = _load().names.match(folded.text)
    return at + folded.span(*match.span())[1] if match else None


@dataclass(frozen=True)
class _Known:
    pattern: re.Pattern[str]
    names: re.Pattern[str]
    kinds: dict[str, str]
    spelled: frozenset[str]


@cache
def _load() -> _Known:
    raw: dict[str, list[str]] = tomllib.loads(
        files("ntm_extract.knowledge").joinpath("data/laws.toml").read_text(encoding="utf-8")
    )
    names = "|".join(_spaced(name) for name in sorted({n for listed in raw.values() for n in listed}, key=_longest))
    kinds = "|".join(re.escape(fold(kind)) for kind in raw)
    return _Known(
        re.compile(rf"(?<!\w)(?<!phap )(?<!ky )(?P<kind>{kinds})\s{{1,3}}(?P<name>{names})(?!\w)"),
        re.compile(rf"(?:{names})(?!\w)"),
        {fold(kind): kind for kind in raw},
        frozenset(spelling_key(name).replace(",", "") for listed in raw.values() for name in listed),
    )


def _longest(name: str) -> tuple[int, str]:
    return -len(name), name


def _spaced(name: str) -> str:
    return re.escape(_key(fold(name))).replace(r"\ ", r",?\s{1,3}")


def _key(name: str) -> str:
    return " ".join(name.replace(",", " ").split())
