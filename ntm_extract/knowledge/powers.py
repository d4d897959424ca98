"""Which kinds of instruments a body can issue (thẩm quyền ban hành), from `data/powers.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ntm_extract.knowledge.instruments import Organ


@dataclass(frozen=True)
class Power:
    """Who issues a kind of instruments.

    Attributes:
        only: abbreviations of the bodies that alone issue it; empty when nobody is named.
        never: abbreviations of bodies that do not issue it.
        since: the year from which on that holds.
    """

    only: frozenset[str]
    never: frozenset[str]
    since: int


@cache
def load_powers() -> dict[str, Power]:
    """Load the shipped list, by kind."""
    raw = tomllib.loads(files("ntm_extract.knowledge").joinpath("data/powers.toml").read_text(encoding="utf-8"))
    groups: dict[str, list[str]] = raw["groups"]

    def spelled(names: list[str]) -> frozenset[str]:
        return frozenset(short for name in names for short in groups.get(name, [name]))

    return {
        kind: Power(spelled(rule.get("only", [])), spelled(rule.get("never", [])), rule["since"])
        for kind, rule in raw["kinds"].items()
    }


def can_issue(organ: Organ, kind: str, year: int | None = None) -> bool:
    """Whether a body can issue a kind of instruments; True where the list says nothing.

    Args:
        organ: the body, from the symbol.
        kind: `Nghị định`.
        year: of the instrument; None is taken for a recent one.

    Example:
        `263/NĐ-TTg`: the Prime Minister (Thủ tướng Chính phủ) signs no decree (Nghị định): False.
    """
    power = load_powers().get(kind)
    if power is None or (year is not None and year < power.since):
        return True
    own = set(organ.abbreviations)
    return not (own & power.never) and (not power.only or bool(own & power.only))
