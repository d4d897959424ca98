"""Looking up phrases of a lexicon at a place in a list of words, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, TypeVar

Value = TypeVar("Value")


class PhraseTable(Generic[Value]):
    """Phrases of several words, each with a value.

    Example:
        `PhraseTable([("ủy ban nhân dân", "UBND")]).longest(["ủy", "ban", "nhân", "dân", "xã"], 0)` gives `(4, "UBND")`.
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase, value in phrases:
            words = tuple(split_phrase(phrase))
            self._by_first.setdefault(words[0], []).append((words, value))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def longest(self, words: Sequence[str], at: int) -> tuple[int, Value] | None:
        """Give (number of words, value) of the longest phrase that stands at `words[at]`, or None."""
        if at >= len(words):
            return None
        for phrase, value in self._by_first.get(words[at], ()):
            if tuple(words[at : at + len(phrase)]) == phrase:
                return len(phrase), value
        return None


def split_phrase(phrase: str) -> list[str]:
    """Cut a lexicon's phrase into words and punctuation, as the tokenizer cuts text: `a - b` → `a`, `-`, `b`."""
    for mark in ",-&":
        phrase = phrase.replace(mark, f" {mark} ")
    return phrase.split()
