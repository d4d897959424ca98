"""Restoring text of any length in little memory: portion by portion, as text or as JSON Lines."""

from __future__ import annotations

import codecs
import json
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from ntm_extract.restore.restoration import Restoration, Syllable

PORTION = 50_000
"""Characters after which a portion ends where it can; it is never longer than twice that."""

_READ = 1 << 16


def read_portions(stream: BinaryIO) -> Iterator[str]:
    r"""Cut UTF-8 text into portions that together are the text (less a byte order mark).

    A portion ends at an empty line where there is one in reach, as no word depends on what stands across it; else at
    the end of a line, else at a blank.

    Raises:
        UnicodeDecodeError: the bytes are not UTF-8.
    """
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    held = ""
    while True:
        data = stream.read(_READ)
        held += decoder.decode(data, final=not data)
        while len(held) >= 2 * PORTION:
            cut = _find_cut(held)
            yield held[:cut]
            held = held[cut:]
        if not data:
            break
    if held:
        yield held


def _find_cut(text: str) -> int:
    r"""Give where a portion may end; never between `\r` and `\n`."""
    for gap in ("\n\n", "\n\r\n", "\n", " "):
        at = text.find(gap, PORTION, 2 * PORTION - len(gap))
        if at >= 0:
            return at + len(gap)
    return 2 * PORTION - 1


def restore_text(stream: BinaryIO, restore: Callable[[str], Restoration]) -> Iterator[str]:
    """Restore UTF-8 text, portion by portion; line ends are given back as they came.

    Raises:
        UnicodeDecodeError: the bytes are not UTF-8.
    """
    for portion in read_portions(stream):
        yield restore(portion).text


def restore_jsonl(stream: BinaryIO, restore: Callable[[str], Restoration]) -> Iterator[str]:
    r"""Restore UTF-8 text to JSON Lines: an object for each line of the text that holds more than blanks.

    Its keys: `line` (from 1), `source`, `text`, and `tokens`: every word with its span in both (`start`, `end`,
    `source_start`, `source_end`, in characters of the line), `source` and `text`, `confidence`, `candidates` (pairs of
    reading and posterior, the chosen one first) and `flag` (why it needs a look, or empty). A line longer than a
    portion is given in pieces, with `offset` telling where in the line's source a piece begins.

    Raises:
        UnicodeDecodeError: the bytes are not UTF-8.
    """
    number, offset = 1, 0
    for portion in read_portions(stream):
        done = restore(portion)
        starts = [syllable.start for syllable in done.syllables]
        source_at = at = 0
        for source, text in zip(_lines(done.source), _lines(done.text), strict=True):
            if source.strip():
                inside = done.syllables[bisect_left(starts, at) : bisect_left(starts, at + len(text))]
                row = {
                    "line": number,
                    "source": source.rstrip("\r\n"),
                    "text": text.rstrip("\r\n"),
                    "tokens": [_token(syllable, done, source_at, at) for syllable in inside],
                }
                if offset or len(source) >= PORTION:
                    row["offset"] = offset
                yield json.dumps(row, ensure_ascii=False) + "\n"
            if source.endswith("\n"):
                number, offset = number + 1, 0
            else:
                offset += len(source)
            source_at, at = source_at + len(source), at + len(text)


def _lines(text: str) -> list[str]:
    r"""Cut a text after each `\n`; other characters that end a line elsewhere are part of it."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _token(syllable: Syllable, done: Restoration, source_at: int, at: int) -> dict[str, Any]:
    return {
        "start": syllable.start - at,
        "end": syllable.end - at,
        "source_start": syllable.source_start - source_at,
        "source_end": syllable.source_end - source_at,
        "source": done.source[syllable.source_start : syllable.source_end],
        "text": done.text[syllable.start : syllable.end],
        "confidence": syllable.confidence,
        "candidates": syllable.candidates,
        "flag": syllable.flag,
    }
