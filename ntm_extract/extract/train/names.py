"""Names of bodies that do not exist, so that the network learns how clauses run and not which names there are."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from ntm_extract.extract.agencies.levels import first_upper

_FIELD = re.compile(r"(?:lĩnh vực|nhà nước về|công tác|hoạt động) ((?:[a-zà-ỹđ]+ ){1,5}[a-zà-ỹđ]+)(?=[,;.])")
_COMMONEST = 3
"""A field of work must be named so often in the corpus."""


@cache
def _parts() -> dict[str, Any]:
    path = files("ntm_extract.extract").joinpath("train", "names.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def find_fields(lines: Iterable[str]) -> tuple[str, ...]:
    """Find fields of work that a corpus names often (`… nhà nước về đo đạc và bản đồ,`)."""
    counts: dict[str, int] = {}
    for line in lines:
        for field in _FIELD.findall(line):
            counts[field] = counts.get(field, 0) + 1
    return tuple(sorted(field for field, count in counts.items() if count >= _COMMONEST))


@dataclass(frozen=True)
class Names:
    """Makes names of bodies.

    Attributes:
        fields: fields of work, lower case.
        units: names of administrative units.
        without: heads that are not to be used, lower case, so that they stay unknown.
    """

    fields: Sequence[str]
    units: Sequence[str]
    without: frozenset[str] = frozenset()

    def make(self, chance: Random) -> str:
        """Make a name up.

        Example:
            `Nhà máy Đo đạc và bản đồ Sơn Lam`, `Liên hiệp Hồng Phát`, `KTV-HD`.
        """
        parts = _parts()
        if chance.random() < 0.06:
            return "".join(chance.choices(parts["initials"], k=chance.randint(3, 5)))
        head = self._head(chance)
        form = chance.random()
        if form < 0.6:
            name = f"{head} {self._field(chance)}"
        elif form < 0.85:
            name = f"{head} {' '.join(chance.sample(parts['syllables'], chance.randint(1, 3)))}"
        else:
            name = f"{head} {self._field(chance)} {' '.join(chance.sample(parts['syllables'], 2))}"
        tail = chance.random()
        if tail < 0.15:
            return f"{name} {chance.choice(parts['tails'])}"
        if tail < 0.3:
            return f"{name} {chance.choice(parts['levels'])} {chance.choice(self.units)}"
        return f"{name} {chance.choice(parts['levels'])}" if tail < 0.45 else name

    def _head(self, chance: Random) -> str:
        parts = _parts()
        if chance.random() < 0.3:  # a kind of body nobody has heard of
            return first_upper(" ".join(chance.sample(parts["syllables"], 2)).lower())
        known = [head for head in parts["heads"] if head.lower() not in self.without]
        return str(chance.choice(known))

    def _field(self, chance: Random) -> str:
        words = first_upper(chance.choice(self.fields)).split(" ")
        way = chance.random()
        if way < 0.3 and "và" in words[1:-1]:
            at = words.index("và")
            words[at + 1] = first_upper(words[at + 1])
        elif way < 0.4:
            words[0] = words[0].lower()
        return " ".join(words)
