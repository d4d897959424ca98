"""Figures that stand for letters: told by words that never stand behind a number (`6 các xã` is ở các xã)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ntm_extract.restore.channel import DATA
from ntm_extract.restore.chosen_words import ChosenWord

_SURE = 0.95


class _Likeness(NamedTuple):
    """A word that is read as a figure: what it must stand before (words or pairs of words), and what not behind."""

    word: str
    before: frozenset[str]
    behind: frozenset[str]


@cache
def _likenesses() -> Mapping[str, _Likeness]:
    loaded = tomllib.loads((DATA / "figures.toml").read_text(encoding="utf-8"))["figures"]
    return {
        figure: _Likeness(entry["word"], frozenset(entry["before"]), frozenset(entry["not_behind"]))
        for figure, entry in loaded.items()
    }


def find_figures(text: str, words: Sequence[ChosenWord]) -> Iterator[ChosenWord]:
    """Find the figures of a misread text that can only be words; each is flagged, the figure among what it may be.

    Args:
        text: as it was read.
        words: chosen for it, in order; figures are not among them.

    Example: `duong truc 6 cac xa vung cao`: `ở`; `6 xã`, `tháng 6 các xã` stay.
    """
    for at in range(1, len(words) - 1):
        before, after = words[at - 1], words[at]
        gap = text[before.end : after.start]
        found = _likenesses().get(gap.strip())
        if found is None or not before.text.islower() or before.text in found.behind or not gap[0].isspace():
            continue
        pair = f"{after.text} {words[at + 1].text}"
        if gap[-1].isspace() and (after.text in found.before or pair in found.before):
            figure = gap.strip()
            start = before.end + gap.index(figure)
            likely = ((found.word, _SURE), (figure, round(1 - _SURE, 4)))
            yield ChosenWord(start, start + len(figure), found.word, _SURE, likely, "ambiguous")
