"""The figures of tuned and kept-out plans: totals side by side, and no word of a plan."""

from __future__ import annotations

import re
import sys

import pytest

from benchmarks import kept_out


@pytest.mark.parametrize("flags", [[], ["--markdown"]])
def test_totals_are_printed_and_no_row_of_a_plan(
    flags: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kept_out, "plan_names", lambda *sets: ["ninh-phuoc"] if sets else ["cao-phong"])
    monkeypatch.setattr(sys, "argv", ["kept_out", "--kinds", "txt", *flags])
    kept_out.main()
    head, *lines = [line.strip("| ") for line in capsys.readouterr().out.splitlines() if "---" not in line]
    assert "tuned (1 plans)" in head and "kept out (1 plans)" in head
    assert len(lines) == len(kept_out.MEASURES)
    for line, measure in zip(lines, kept_out.MEASURES, strict=True):
        found = re.fullmatch(r"txt[ |]+([a-z.]+)[ |]+([01]\.\d{3})[ |]+([01]\.\d{3})[ |]+([+-][01]\.\d{3})", line)
        assert found and found[1] == measure
        assert float(found[4]) == pytest.approx(float(found[3]) - float(found[2]), abs=0.0011)


def test_the_kept_out_plans_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(kept_out, "plan_names", lambda *sets: ["ninh-phuoc"] if sets else ["cao-phong"])
    monkeypatch.setattr(sys, "argv", ["kept_out", "--kinds", "txt", "--kept-alone"])
    kept_out.main()
    head, *lines = capsys.readouterr().out.splitlines()
    assert head.split("  ") == ["input", "measure", "kept out (1 plans)"]
    assert [line.split("  ")[1] for line in lines] == list(kept_out.MEASURES)
