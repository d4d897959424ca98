"""The figures of unnamed bodies: the rules, whatever is suggested, and what the scorer lets pass, side by side."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import learned


def test_three_systems_are_scored_on_a_plan_with_a_third_of_the_lexicon_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(learned, "plan_names", lambda: ["ke-sach"])
    monkeypatch.setattr(sys, "argv", ["learned", "--kinds", "txt", "--third-out", "1", "--shared", str(tmp_path)])
    learned.main()
    rows = [line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines()[2:]]
    found = {row[2]: (float(row[3]), int(row[4]), int(row[5])) for row in rows if row[1] == "responsibilities"}
    assert found["rules"][1:] == (0, 0)
    assert found["learned"][2] > 0
    assert found["learned"][0] > found["rules"][0]
    assert found["capitals"][1] >= found["learned"][1]


def test_f1_counts_rows_of_both_sides() -> None:
    assert learned.Count(gold=4, found=2, right=2).f1 == pytest.approx(2 / 3)
    assert learned.Count().f1 == 1.0
