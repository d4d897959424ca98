"""What plans say nothing of, as a page shows it."""

from __future__ import annotations

from typing import Any

from ntm_extract.compare import choice
from ntm_extract.compare.comparison import Comparison
from ntm_extract.compare.shown import Shown
from ntm_extract.compare.wording import Speaker

_LOOK = {
    "said": ("✓", "said"),
    "silent": ("✗", "silent"),
    "silent-conditional": ("?", "asked-not"),
    "not-asked": ("–", "asked-not"),
}
"""Sign and style of each word of `SILENCE`; the word itself stands beside them."""


def silence_view(comparison: Comparison, speaker: Speaker, shown: Shown) -> dict[str, Any]:
    """Give the matrix of silence: plans by national targets, or how many plans of each group are silent."""
    words, programme = speaker.words, comparison.programme
    if programme is None:
        return {"note": words["notes"]["no_programme"], "columns": []}
    columns = [{"name": speaker.indicators[t.indicator], "national": t.says(speaker.lang)} for t in programme.targets]
    if choice.shows_plans(comparison):
        lines = [
            {"name": shown.name(int(doc)), "cells": [_cell(speaker, state) for state in states]}
            for doc, *states in comparison.silence.itertuples()
        ]
        title, missing = words["plan"], ""
    else:
        counted = _by_group(comparison)
        groups = choice.groups_of(comparison)
        lines = [
            {"name": speaker.group(group), "cells": [_counted(speaker, *pair) for pair in counted[group]]}
            for group in groups
            if group in counted
        ]
        title = words["group"][comparison.query.by]
        missing = speaker.cut(len(groups), comparison.plans["group"].nunique())
    note = words["notes"]["silence"].format(programme=programme.name(speaker.lang))
    return {"note": note, "columns": columns, "lines": lines, "row_title": title, "cut": missing}


def _cell(speaker: Speaker, state: str) -> dict[str, str]:
    mark, tone = _LOOK[state]
    return {"mark": mark, "tone": tone, "text": speaker.words["silence"][state]}


def _by_group(comparison: Comparison) -> dict[str, list[tuple[int, int]]]:
    """Give for each group and target how many plans are silent, of how many that should say something."""
    groups = comparison.plans["group"].loc[comparison.silence.index]
    silent = (comparison.silence == "silent").groupby(groups, observed=True).sum()
    asked = comparison.silence.isin(["silent", "said"]).groupby(groups, observed=True).sum()
    pairs = zip(silent.itertuples(index=False), asked.itertuples(index=False), strict=True)
    return {str(group): list(zip(*pair, strict=True)) for group, pair in zip(silent.index, pairs, strict=True)}


def _counted(speaker: Speaker, silent: int, asked: int) -> dict[str, str]:
    if not asked:
        return _cell(speaker, "not-asked")
    text = speaker.words["silence"]["of_group"].format(silent=speaker.number(silent), asked=speaker.number(asked))
    return {"mark": "", "tone": "silent" if silent else "said", "text": text}
