"""Where the mark of a last ơ or ư was read as a sign behind the letter: `cw?` is cứ, `co’` is cơ."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

from ntm_extract.restore.tokens import STOPS, Token

SIGNS = frozenset("?’'")
_LONGEST = 7
_HORN = "\u031b"


def attach_signs(tokens: Iterable[Token], text: str) -> Iterator[Token]:
    """Make the sign behind a word part of it; a question mark that is one ends no sentence.

    Only for a text whose letters were misread. What the word is read as tells whether the sign was a mark
    (`is_hooked`); else it stands as it did.

    Example: of `Can cw? Nghi quyet` the second token is `cw?`, and no boundary comes after it.
    """
    hooked = -1
    for token in tokens:
        if token.kind == "boundary" and token.start == hooked:
            continue
        if token.kind == "word" and len(token.text) <= _LONGEST and _stands_behind(text, token.end):
            hooked = token.end if STOPS.isdisjoint(_rest(text, token.end + 1)) else -1
            yield token._replace(end=token.end + 1, text=token.text + text[token.end])
        else:
            yield token


def is_hooked(word: str) -> bool:
    """Whether a word ends in ơ or ư, whatever its tone: `cứ`, `sở`, not `nào`."""
    return _HORN in unicodedata.normalize("NFD", word[-1:])


def _stands_behind(text: str, end: int) -> bool:
    return text[end : end + 1] in SIGNS and not text[end + 1 : end + 2].isalnum() and text[end - 1].isalnum()


def _rest(text: str, start: int) -> str:
    """Give what stands from a place to the next blank, as far as it is signs."""
    end = start
    while end < len(text) and not (text[end].isspace() or text[end].isalnum()):
        end += 1
    return text[start:end]
