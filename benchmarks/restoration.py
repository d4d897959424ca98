"""Measure the restorer: `python benchmarks/restoration.py [--shared DIR] [--paragraphs N]`.

Prints a table: text misread by an English engine before and after, clean text stripped of its marks, right text
that must stay, figures altered, speed (by seconds of processor). Texts come from the folder `shared` beside the
repository.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ntm_extract.restore import Restorer, load_restorer
from ntm_extract.writing.orthography import place_tone, strip_marks

_WORD = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")


def syllables(text: str) -> list[str]:
    """Give the alphabetic tokens, lower case, one tone placement."""
    return [place_tone(word.lower()) for word in _WORD.findall(text)]


def score_lines(gold: list[str], made: list[str]) -> tuple[int, int]:
    """Count the syllables of lines, and those that differ (a line of another length counts whole)."""
    total = wrong = 0
    for g, m in zip(gold, made, strict=True):
        a, b = syllables(g), syllables(m)
        total += len(a)
        wrong += sum(x != y for x, y in zip(a, b, strict=True)) if len(a) == len(b) else len(a)
    return total, wrong


def measure_stripped(restorer: Restorer, path: Path, limit: int) -> str:
    """Strip a text's marks and restore it."""
    gold = path.read_text(encoding="utf-8").splitlines()[:limit]
    started = time.process_time()
    made = restorer.restore("\n".join(map(strip_marks, gold))).text.split("\n")
    seconds = time.process_time() - started
    total, wrong = score_lines(gold, made)
    figures = sum(_DIGITS.findall(g) != _DIGITS.findall(m) for g, m in zip(gold, made, strict=True))
    right = 1 - wrong / total
    return f"{right:8.4f}  {total:7,} syllables  {figures} lines' figures altered  {total / seconds:7,.0f} syllables/s"


def measure_right(restorer: Restorer, path: Path, limit: int) -> str:
    """Restore a text that is right: nothing may change."""
    gold = path.read_text(encoding="utf-8").splitlines()[:limit]
    started = time.process_time()
    made = restorer.restore("\n".join(gold)).text.split("\n")
    seconds = time.process_time() - started
    total = sum(len(syllables(g)) for g in gold)
    changed = sum(x != y for g, m in zip(gold, made, strict=True) for x, y in zip(g.split(), m.split(), strict=True))
    return f"{changed / total:8.4%}  changed of {total:,} syllables ({changed})  {total / seconds:7,.0f} syllables/s"


def measure_plan(restorer: Restorer, shared: Path, raw: Path, gold: Path) -> str:
    """Restore a misread plan and score it with the project's scorer, before and after."""
    scorer = shared / "eval" / "score.py"
    source = raw.read_text(encoding="utf-8")
    started = time.process_time()
    made = restorer.restore(source)
    seconds = time.process_time() - started
    figures = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in (("before", source), ("after", made.text)):
            path = Path(folder) / f"{name}.txt"
            path.write_text(text, encoding="utf-8")
            command = [sys.executable, str(scorer), "text", str(gold), str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            figures.append(f"{name} {done.stdout.split('syllables,')[1].strip()}")
    return "; ".join(figures) + f"  {len(source.split()) / seconds:,.0f} tokens/s"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--paragraphs", type=int, default=10_000)
    args = parser.parse_args()
    started = time.process_time()
    restorer = load_restorer()
    print(f"load               {time.process_time() - started:.2f} s")
    shared: Path = args.shared
    print(
        "cao-bang          ",
        measure_plan(restorer, shared, shared / "plans/cao-bang.txt", shared / "gold/cao-bang.txt"),
    )
    for name in ("heldout-admin", "heldout-admin-novel", "heldout-general"):
        path = shared / "heldout" / f"{name}.txt"
        print(f"{name:18} stripped", measure_stripped(restorer, path, args.paragraphs))
        print(f"{name:18} right   ", measure_right(restorer, path, args.paragraphs))
    for name in ("ha-quang", "ha-lang", "lang-son"):
        path = shared / "plans" / f"{name}.txt"
        print(f"{name:18} stripped", measure_stripped(restorer, path, args.paragraphs))
        print(f"{name:18} right   ", measure_right(restorer, path, args.paragraphs))


if __name__ == "__main__":
    main()
