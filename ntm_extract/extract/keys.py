"""The words of a document as look-up keys: lower case, one tone placement, abbreviations written out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TypeVar

from ntm_extract.extract.wording import misread_words
from ntm_extract.knowledge.folding import fold, place_tones
from ntm_extract.knowledge.phrases import PhraseTable

Value = TypeVar("Value")

WORDS_KEPT = 16_384
"""Words whose keys are remembered from document to document; a plan uses a tenth of them."""


@lru_cache(maxsize=WORDS_KEPT)
def _key(token: str) -> str:
    return "-" if token == "–" else place_tones(misread_words().get(token.lower(), token.lower()))


@lru_cache(maxsize=WORDS_KEPT)
def _bare(word: str) -> str:
    return fold(word) or word


@dataclass(frozen=True)
class Keys:
    """The document's words ready for phrase look-ups.

    An abbreviation (`UBND`) stands as the words it means, each pointing at the one token it came from.

    Attributes:
        words: the keys, in order.
        token: for each key, the index of its token in `Doc`.
        starts, ends: for each key, the character span of its token.
        texts: for each key, its token's text (as written).
        meant: for a key at which a short name begins that the document gives a body itself, the key behind it, and the
            first key and the one behind the last of the full name where it was given.
    """

    words: tuple[str, ...]
    token: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    texts: tuple[str, ...]
    meant: Mapping[int, tuple[int, int, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, tokens: Iterable[tuple[int, str]], abbreviations: dict[str, tuple[str, ...]]) -> Keys:
        """Make the keys of tokens given as (character offset, text); blanks are left out, a line break is a key.

        Example:
            The words of `UBND huyện` are `ủy ban nhân dân huyện`, the first four of token 0.
        """
        words: list[str] = []
        places: list[tuple[int, int, int, str]] = []
        for index, (start, text) in enumerate(tokens):
            if text.isspace():
                if "\n" in text:
                    words.append("\n")
                    places.append((index, start, start + len(text), "\n"))
                continue
            if words and words[-1] == "." and text[0].islower():
                words[-1] = ","  # no sentence ends there: a comma misread
            place = index, start, start + len(text), text
            if meant := abbreviations.get(text):
                words += meant
                places += [place] * len(meant)
            else:
                words.append(_key(text))
                places.append(place)
        token, starts, ends, texts = zip(*places, strict=True) if places else ((), (), (), ())
        return cls(tuple(words), token, starts, ends, texts)

    def find(self, table: PhraseTable[Value], at: int) -> tuple[int, Value] | None:
        """Give (number of words, value) of the longest phrase of a table that stands at key `at`, or None."""
        if at >= len(self.words):
            return None
        if self.words[at] not in table.firsts and self.folded[at] not in table.bare_firsts:
            return None  # as at most places of a text
        return table.longest(self.words, at, self.folded)

    def where(self, table: PhraseTable[Value], first: int, last: int) -> list[int]:
        """Give the keys in `[first, last)` with which a phrase of a table may begin: few of all that would be tried."""
        words, folded = self.words, self.folded
        return [at for at in range(first, last) if words[at] in table.firsts or folded[at] in table.bare_firsts]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The words without marks."""
        return tuple(map(_bare, self.words))

    def index_at(self, offset: int) -> int:
        """Give the index of the first key whose token begins at or after the character `offset`."""
        return bisect_left(self.starts, offset)

    def is_boundary(self, index: int) -> bool:
        """Whether a token begins at `index` (and not in the middle of a written-out abbreviation)."""
        return index >= len(self.token) or index == 0 or self.token[index] != self.token[index - 1]

    def is_title(self, index: int) -> bool:
        """Whether the word at `index` is written with a capital."""
        return index < len(self.texts) and self.texts[index][:1].isupper()

    def __len__(self) -> int:
        return len(self.words)
