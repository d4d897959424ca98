"""Looking up phrases of a lexicon at a place in a list of words, longest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from ntm_extract.knowledge.folding import fold

Value = TypeVar("Value")


class PhraseTable(Generic[Value]):
    """Phrases of several words, each with a value.

    Attributes:
        firsts, bare_firsts: the words that phrases begin with, as written and without marks.

    Phrases of `lenient` words or more are also known when marks are misread (`tô chức chính trị`), where the words
    are given without marks too.

    Example:
        `PhraseTable([("ủy ban nhân dân", "UBND")]).longest(["ủy", "ban", "nhân", "dân", "xã"], 0)` gives `(4, "UBND")`.
    """

    def __init__(self, phrases: Iterable[tuple[str, Value]], *, lenient: int | None = None) -> None:
        listed = [(tuple(split_phrase(phrase)), value) for phrase, value in phrases]
        self._marked = _by_first(listed)
        bare = [(tuple(map(_bare, words)), value) for words, value in listed if lenient and len(words) >= lenient]
        self._bare = _by_first(bare)
        self.firsts, self.bare_firsts = frozenset(self._marked), frozenset(self._bare)

    def __iter__(self) -> Iterator[tuple[tuple[str, ...], Value]]:
        """Give each phrase as words, with its value."""
        for entries in self._marked.values():
            for phrases in entries.values():
                yield from phrases.items()

    def longest(self, words: Sequence[str], at: int, bare: Sequence[str] = ()) -> tuple[int, Value] | None:
        """Give (number of words, value) of the longest phrase that stands at `words[at]`, or None.

        Args:
            words: lower-case words and punctuation.
            at: index of the first.
            bare: the same words without marks, looked up where the marked ones give nothing.
        """
        if at >= len(words):
            return None
        if (entries := self._marked.get(words[at])) and (found := _first_of(entries, words, at)):
            return found
        if bare and (entries := self._bare.get(bare[at])):
            return _first_of(entries, bare, at)
        return None


_Entries = dict[int, dict[tuple[str, ...], Value]]
"""The phrases that begin with one word by their number of words, longest first."""


def _by_first(listed: Iterable[tuple[tuple[str, ...], Value]]) -> dict[str, _Entries[Value]]:
    found: dict[str, _Entries[Value]] = {}
    for words, value in sorted(listed, key=lambda entry: -len(entry[0])):
        found.setdefault(words[0], {}).setdefault(len(words), {}).setdefault(words, value)
    return found


def _first_of(entries: _Entries[Value], words: Sequence[str], at: int) -> tuple[int, Value] | None:
    for length, phrases in entries.items():
        phrase = tuple(words[at : at + length])
        if phrase in phrases:
            return length, phrases[phrase]
    return None


def _bare(word: str) -> str:
    return fold(word) or word


def split_phrase(phrase: str) -> list[str]:
    """Cut a lexicon's phrase into words and punctuation, as the tokenizer cuts text: `a - b` → `a`, `-`, `b`."""
    for mark in ",-&":
        phrase = phrase.replace(mark, f" {mark} ")
    return phrase.split()
