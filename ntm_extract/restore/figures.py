"""Figures that stand for letters: told by words that never stand behind a number (`6 các xã` is ở các xã)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ntm_extract.restore.channel import DATA
from ntm_extract.restore.chosen_words import ChosenWord

_SURE = 0.95
_FIGURES = "0123456789"
_PARTING = frozenset(",;:")


class _Likeness(NamedTuple):
    """A word that is read as a figure, and by which words on both sides it is told; see the data."""

    word: str
    plural: frozenset[str]
    before: frozenset[str]
    names: frozenset[str]
    counts: frozenset[str]
    behind: frozenset[str]
    counted: frozenset[str]


@cache
def _likenesses() -> Mapping[str, _Likeness]:
    loaded = tomllib.loads((DATA / "figures.toml").read_text(encoding="utf-8"))["figures"]
    return {
        figure: _Likeness(entry["word"], *(frozenset(entry[name]) for name in _Likeness._fields[1:]))
        for figure, entry in loaded.items()
    }


def find_figures(text: str, words: Sequence[ChosenWord]) -> Iterator[ChosenWord]:
    """Find the figures of a misread text that can only be words; each is flagged, the figure among what it may be.

    Args:
        text: as it was read.
        words: chosen for it, in order; figures are not among them.

    Example: `duong truc 6 cac xa vung cao`, `xoa nha 6 tam`: `ở`; `6 xã`, `tháng 6 các xã`, `nhà 6 tầng` stay.
    """
    for at in range(1, len(words) - 1):
        before, after = words[at - 1], words[at]
        gap = text[before.end : after.start]
        figure = gap.strip()
        signs = figure.lstrip(_FIGURES)
        found = _likenesses().get(figure[: len(figure) - len(signs)])
        if found is None or not before.text.islower() or not gap[0].isspace() or not gap[-1].isspace():
            continue
        if _is_word(found, before.text, signs, (after.text, f"{after.text} {words[at + 1].text}")):
            figure = figure[: len(figure) - len(signs)]
            start = before.end + gap.index(figure)
            likely = ((found.word, _SURE), (figure, round(1 - _SURE, 4)))
            yield ChosenWord(start, start + len(figure), found.word, _SURE, likely, "ambiguous")


def _is_word(found: _Likeness, before: str, signs: str, after: tuple[str, str]) -> bool:
    """Whether what was read as a figure is a word, by the word before, the signs behind and the words after."""
    if before in found.behind:
        return signs in _PARTING or (not signs and found.counted.isdisjoint(after))
    if signs or before in found.names:
        return False
    return not found.plural.isdisjoint(after) or (before not in found.counts and not found.before.isdisjoint(after))
