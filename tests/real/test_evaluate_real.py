"""`evaluate` gives the figures of the reference scorer, also for predictions that are wrong in many ways."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ntm_extract.evaluate import evaluate

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "eval" / "score.py"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not SCORER.exists(), reason="needs ../shared with the reference scorer and gold tables"),
]


def spoil(plan: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """Make a plan wrong here and there: rows lost, doubled, shuffled, values changed."""
    for table in ("targets", "deadlines", "responsibilities", "references"):
        rows = [row for row in plan[table] if rng.random() > 0.15]
        rows += [dict(row) for row in rng.sample(rows, len(rows) // 8)]
        rng.shuffle(rows)
        for row in rows:
            if rng.random() < 0.4:
                key = rng.choice(sorted(row))
                other = rng.choice(plan[table])
                row[key] = rng.choice([None, other.get(key)]) if key != "places" else other.get(key)
            for key in ("agency", "issuer", "action"):
                if isinstance(row.get(key), str) and rng.random() < 0.3:
                    row[key] = row[key].replace("Ủy ban nhân dân", "UBND").replace("Phòng ", "phòng ")
        plan[table] = rows
    for key in rng.sample(sorted(plan["document"]), 4):
        plan["document"][key] = None
    return plan


@pytest.mark.parametrize("seed", range(6))
def test_evaluate_gives_the_figures_of_the_reference_scorer(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    for path in sorted((SHARED / "gold").glob("*.json"))[: 3 if seed else 2]:
        plan = spoil(json.loads(path.read_text(encoding="utf-8")), rng)
        plan["document"]["source"] = f"in/{path.stem}{rng.choice(['', '-scan'])}.pdf"
        (tmp_path / path.name).write_text(json.dumps(plan), encoding="utf-8")

    printed = subprocess.run(
        [sys.executable, SCORER, "tables", SHARED / "gold", tmp_path], capture_output=True, text=True, check=True
    ).stdout

    ours = evaluate(SHARED / "gold", tmp_path)
    assert figures(ours.as_text()) == figures(printed)
    assert len(figures(printed)["ALL"]) == 20


def figures(printed: str) -> dict[str, list[str]]:
    """Give the numbers of each line, by plan."""
    lines = (line.partition(":") for line in printed.splitlines())
    return {name: re.findall(r"(?<![F\d.])\d+(?:\.\d+)?", rest) for name, _, rest in lines if re.search(r"\d", rest)}
