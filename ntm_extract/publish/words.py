"""Words of pages in two languages, from the `words.toml` of the rooms that make pages."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from ntm_extract.schema.dictionary import LANGUAGES, Language, load_wording

Words = dict[str, Any]
"""Word by name; a table of the file is a mapping of its own."""


@cache
def load_words(room: str, lang: Language) -> Words:
    """Load the words of a room in one language.

    Args:
        room: the package below `ntm_extract` whose `words.toml` is read; a leaf of it is `["English", "Vietnamese"]`.
        lang: which of the two is given.

    Raises:
        ValueError: a leaf is not a pair of words.

    Example:
        `load_words("publish", "vi")["contents"]` is `"Trong trang này"`.
    """
    text = files(f"ntm_extract.{room}").joinpath("words.toml").read_text(encoding="utf-8")
    return _in_language(tomllib.loads(text), LANGUAGES.index(lang), f"{room}/words.toml")


def indicator_names(lang: Language) -> dict[str, str]:
    """Give the names of the indicators (chỉ tiêu) by their code, as the data dictionary has them."""
    column = LANGUAGES.index(lang)
    return {code: names[column] for code, names in load_wording()["values"]["targets"]["indicator"].items()}


def _in_language(table: dict[str, Any], column: int, where: str) -> Words:
    words: Words = {}
    for name, value in table.items():
        if isinstance(value, dict):
            words[name] = _in_language(value, column, f"{where}: {name}")
        elif isinstance(value, list) and len(value) == len(LANGUAGES) and all(isinstance(one, str) for one in value):
            words[name] = value[column]
        else:
            raise ValueError(f"{where}: {name} is no pair of words")
    return words
