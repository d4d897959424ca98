"""Where words run together: `thd£phai` is two words, `DakSmar` a name of two."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ntm_extract.restore.channel import Channel
from ntm_extract.restore.tokens import Token
from ntm_extract.writing.orthography import strip_marks

_SYMBOLS = "'’‘\"*.,-_~^£&|\\"


@dataclass(frozen=True)
class JointSettings:
    """What is cut (costs in natural log-odds).

    Attributes:
        glued: against reading a token as two words.
        glued_most: what a token of which no word can be made counts as.
        shortest, longest: tokens of other lengths are not cut.
    """

    glued: float = 4.0
    glued_most: float = 7.0
    shortest: int = 6
    longest: int = 20


def cut_glued(
    tokens: Sequence[Token], channel: Channel, vocabulary: Collection[str], settings: JointSettings
) -> Iterator[Token]:
    """Cut tokens that are no words, and of which no word could be made, into two words each.

    The second token's span starts where the first ends; its text begins with the blank that it lacks.

    Args:
        tokens: of a text with misread letters.
        channel: tells which words a piece may have been.
        vocabulary: known words without marks.
        settings: see `JointSettings`.
    """
    strange = {
        token.text
        for token in tokens
        if token.kind == "word"
        and settings.shortest <= len(token.text) <= settings.longest
        and strip_marks(token.text).lower() not in vocabulary
    }
    channel.prepare(
        strange | {half for text in strange if text[1:].islower() for _, *pair in _halves(text) for half in pair}
    )
    for token in tokens:
        text, cut = token.text, 0
        if text in strange and token.kind == "word":
            cut = _find_cut(text, channel, settings) if text[1:].islower() else _find_name(text, vocabulary)
        if cut:
            yield Token(token.start, token.start + cut, text[:cut].rstrip(_SYMBOLS), "word")
            yield Token(token.start + cut, token.end, " " + text[cut:].lstrip(_SYMBOLS), "word")
        else:
            yield token


def _halves(text: str) -> Iterator[tuple[int, str, str]]:
    """Give the places where a token may be cut, with what stands before and after."""
    for cut in range(2, len(text) - 1):
        first, second = text[:cut].rstrip(_SYMBOLS), text[cut:].lstrip(_SYMBOLS)
        whole = len(first) + len(second) == len(text)
        if not whole or (min(len(first), len(second)) >= 3 and text[0].islower()):
            yield cut, first, second


def _find_name(text: str, vocabulary: Collection[str]) -> int:
    """Give where the second word of a name begins with its capital: `DakSmar` at `Smar`; 0 where there is none."""
    capitals = [at for at, letter in enumerate(text) if letter.isupper()]
    if len(capitals) != 2 or capitals[0] != 0 or not text.isalpha():
        return 0
    halves = (text[: capitals[1]], text[capitals[1] :])
    return capitals[1] if all(len(half) > 1 and strip_marks(half).lower() in vocabulary for half in halves) else 0


def _find_cut(text: str, channel: Channel, settings: JointSettings) -> int:
    whole = channel.readings(text)
    best = (min(whole[0][1] if whole else settings.glued_most, settings.glued_most) - settings.glued, 0)
    for cut, first, second in _halves(text):
        left, right = channel.readings(first), channel.readings(second)
        if left and right:
            best = min(best, (left[0][1] + right[0][1], cut))
    return best[1]
