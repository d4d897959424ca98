"""The restorer on real damaged text and on held-out text; skips where the folder `shared` is absent."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from ntm_extract.restore import Restorer, load_restorer, restore
from ntm_extract.writing.orthography import place_tone, strip_marks

SHARED = Path(__file__).parents[2].parent / "shared"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the folder `shared` with the real plans is absent"),
]


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return load_restorer()


def syllables(text: str) -> list[str]:
    return [place_tone(word.lower()) for word in re.findall(r"[^\W\d_]+", text)]


def test_misread_plan_comes_right(restorer: Restorer, tmp_path: Path) -> None:
    done = restore((SHARED / "plans/cao-bang.txt").read_text(encoding="utf-8"), restorer=restorer)
    made = tmp_path / "cao-bang.txt"
    made.write_text(done.text, encoding="utf-8")
    command = [sys.executable, str(SHARED / "eval/score.py"), "text", str(SHARED / "gold/cao-bang.txt"), str(made)]
    score = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    right, cer = re.findall(r"(0\.\d+) right; CER (0\.\d+)", score)[0]
    assert float(right) >= 0.99
    assert float(cer) <= 0.006


@pytest.mark.parametrize(("name", "least"), [("heldout-admin", 0.993), ("heldout-general", 0.95)])
def test_stripped_paragraphs_come_back(restorer: Restorer, name: str, least: float) -> None:
    gold = (SHARED / f"heldout/{name}.txt").read_text(encoding="utf-8").splitlines()[:200]
    made = restore("\n".join(map(strip_marks, gold)), restorer=restorer).text.split("\n")
    total = wrong = 0
    for g, m in zip(gold, made, strict=True):
        a, b = syllables(g), syllables(m)
        total += len(a)
        wrong += sum(x != y for x, y in zip(a, b, strict=True)) if len(a) == len(b) else len(a)
    assert 1 - wrong / total >= least


@pytest.mark.parametrize("name", ["ha-quang", "ha-lang", "lang-son"])
def test_right_plan_stays(restorer: Restorer, name: str) -> None:
    source = (SHARED / f"plans/{name}.txt").read_text(encoding="utf-8")
    assert restore(source, restorer=restorer).text == source


@pytest.mark.parametrize("name", ["cao-bang", "kbang"])
def test_figures_of_a_misread_plan_stay(restorer: Restorer, name: str) -> None:
    source = (SHARED / f"plans/{name}.txt").read_text(encoding="utf-8")
    made = restore(source, restorer=restorer).text
    figures = re.compile(r"(?<![^\s(])\d[\d./,%-]*(?![^\s;,.)])")
    for before, after in zip(source.split("\n"), made.split("\n"), strict=True):
        assert figures.findall(before) == figures.findall(after)
