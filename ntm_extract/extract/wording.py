"""How plans word things, from the data files `wording`, `duties` and `references`: phrases, and patterns of them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ntm_extract.knowledge.phrases import PhraseTable


@cache
def _wording() -> dict[str, dict[str, list[str]]]:
    data = files("ntm_extract.extract").joinpath("data")
    names = ("wording.toml", "duties.toml", "references.toml")
    return {k: v for name in names for k, v in tomllib.loads(data.joinpath(name).read_text(encoding="utf-8")).items()}


def words(section: str, name: str) -> tuple[str, ...]:
    """Give a list of the data files.

    Example:
        `words("duties", "fillers")` gives `("có trách nhiệm", …)`.
    """
    return tuple(_wording()[section][name])


@cache
def misread_words() -> dict[str, str]:
    """Give the words of names by what they are read as where a marked letter became a figure: `b0` is `bộ`."""
    return {read: word for word, readings in _wording()["misread"].items() for read in readings}


@cache
def phrases(section: str, name: str) -> PhraseTable[str]:
    """Give a list as a table that finds its phrases among a document's words."""
    return PhraseTable(((phrase, phrase) for phrase in words(section, name)), lenient=2)


def either(section: str, name: str) -> str:
    """Give a list as an alternative of a regular expression, without its brackets; longest first."""
    return "|".join(sorted(words(section, name), key=len, reverse=True))
