"""Texts cut at any place, and words in any order: whatever arrives, something comes of it and nothing breaks."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from plain_plans import extract_text

SAMPLES = sorted((Path(__file__).parents[2] / "fixtures" / "gold").glob("*.txt"))
CUTS = 25


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_plan_cut_anywhere_gives_rows_whose_quotes_are_in_it(sample: Path) -> None:
    chance = random.Random(sample.stem)
    whole = sample.read_text(encoding="utf-8").replace("\f", "\n")
    for _ in range(CUTS):
        start = chance.randrange(len(whole))
        text = whole[start : start + chance.randrange(1, 2_000)]
        plan = extract_text(text)
        rows = [*plan.targets, *plan.deadlines, *plan.responsibilities, *plan.references]
        assert all(row.quote == text[row.char_start : row.char_end] for row in rows)


@pytest.mark.parametrize("seed", range(5))
def test_words_in_any_order_break_nothing(seed: int) -> None:
    chance = random.Random(seed)
    words = " ".join(path.read_text(encoding="utf-8") for path in SAMPLES).split()
    for _ in range(CUTS):
        drawn = chance.sample(words, 50)
        text = "".join(word + chance.choice(" \n ,") for word in drawn)
        assert extract_text(text).document.doc_id
