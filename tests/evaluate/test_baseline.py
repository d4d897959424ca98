"""`evaluate` beside a baseline: what was gained and lost, and when that is too much."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ntm_extract.cli import app
from ntm_extract.evaluate import evaluate
from ntm_extract.evaluate.baseline import compare_scores, read_baseline, write_baseline

RUNNER = CliRunner()
HEAD = {"kind": "Kế hoạch", "period": "2021/2025", "title": "Xây dựng nông thôn mới", "source": "phong-chau.pdf"}


def target(value: float, due: str = "2025", places: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"indicator": "communes_ntm", "comparator": "=", "value": value, "due": due, "change": "level",
            "places": list(places)}  # fmt: skip


def duty(agency: str, section: str = "IV.1") -> dict[str, Any]:
    return {"section": section, "role": "lead", "agency": agency}


GOLD = {
    "targets": [target(3), target(5), target(7, places=("Phong Lộc",))],
    "responsibilities": [duty("Phòng Nội vụ"), duty("Phòng Y tế", "IV.2")],
}


class Desk:
    """A gold folder and an output folder in which tests put plans by name."""

    def __init__(self, root: Path) -> None:
        self.gold, self.out = root / "gold", root / "ket-qua"
        self.gold.mkdir()
        (self.out / "plans").mkdir(parents=True)

    def put(self, name: str, found: dict[str, Any], **head: str) -> None:
        document = {**HEAD, "source": f"{name}.pdf"}
        (self.gold / f"{name}.json").write_text(json.dumps({"document": document, **GOLD}), encoding="utf-8")
        plan = {"document": {**document, **head}, **found}
        (self.out / "plans" / f"{name}-00.json").write_text(json.dumps(plan), encoding="utf-8")

    def call(self, *words: object) -> Result:
        return RUNNER.invoke(app, ["evaluate", "--gold", str(self.gold), str(self.out), *map(str, words)])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_gains_and_losses_by_figure_field_and_plan(desk: Desk, tmp_path: Path) -> None:
    first = [target(3, due="2024"), target(5), target(7)]
    desk.put("phong-chau", {"targets": first, "responsibilities": GOLD["responsibilities"]}, title="Khác")
    kept = tmp_path / "moc.json"
    assert desk.call("--save-baseline", kept).exit_code == 0

    now = [target(3), target(5), target(7), target(9)]
    duties = [duty("Phòng Nội vụ"), duty("Phòng Văn hóa và Thông tin", "IV.2")]
    desk.put("phong-chau", {"targets": now, "responsibilities": duties})
    done = desk.call("--baseline", kept)

    assert done.exit_code == 4
    assert done.stderr == "Kém hơn mốc quá mức cho phép: responsibilities\n"
    lines = done.stdout.splitlines()
    assert "  + targets.core 0.667 → 0.857 (đúng 2 → 3, thiếu 1 → 0, thừa 1 → 1)" not in lines
    assert "  + targets.core 0.667 → 0.857 (đúng 2 → 3, thiếu 1 → 0)" in lines
    assert "  - responsibilities 1.000 → 0.500 (đúng 2 → 1, thiếu 0 → 1, thừa 0 → 1)" in lines
    assert "  + document 0.667 → 1.000 (đúng 2 → 3, thiếu 1 → 0)" in lines
    assert "  + targets.due: 1 → 0" in lines
    assert "  - responsibilities.agency: 0 → 1" in lines
    assert "  + document.title: 1 → 0" in lines
    assert not any("targets.places" in line for line in lines)  # wrong before and now


def test_fields_are_told_only_of_rows_that_are_right_otherwise(desk: Desk) -> None:
    other = target(40, due="2030") | {"indicator": "poverty_rate", "comparator": "<="}
    desk.put("phong-chau", {"targets": [target(3), target(5, due="2026"), other], "responsibilities": []})
    [plan] = evaluate(desk.gold, desk.out).plans
    assert plan.near_misses == (("targets", ("due",)),)


def test_a_missed_row_is_paired_with_the_one_most_like_it(desk: Desk) -> None:
    found = [target(7, due="2026"), target(7), target(3), target(5)]
    desk.put("phong-chau", {"targets": found, "responsibilities": GOLD["responsibilities"]})
    [plan] = evaluate(desk.gold, desk.out).plans
    assert plan.near_misses == (("targets", ("places",)),)


def test_only_plans_that_both_have_count(desk: Desk, tmp_path: Path) -> None:
    kept = tmp_path / "moc.json"
    desk.put("phong-chau", GOLD)
    desk.put("lam-thao", GOLD)
    write_baseline(evaluate(desk.gold, desk.out), kept)
    (desk.gold / "lam-thao.json").unlink()
    desk.put("tam-nong", {})
    compared = compare_scores(read_baseline(kept), evaluate(desk.gold, desk.out))
    assert (compared.plans, compared.added, compared.gone) == (1, ("tam-nong",), ("lam-thao",))
    assert compared.losses() == ()
    assert not compared.by_plan


def test_a_table_that_the_gold_does_not_have_is_no_figure(desk: Desk, tmp_path: Path) -> None:
    desk.put("phong-chau", GOLD)
    write_baseline(evaluate(desk.gold, desk.out), tmp_path / "moc.json")
    compared = compare_scores(read_baseline(tmp_path / "moc.json"), evaluate(desk.gold, desk.out))
    assert [change.name for change in compared.figures] == [
        "targets.core", "targets.full", "responsibilities", "document",
    ]  # fmt: skip


@pytest.mark.parametrize(("tolerance", "code"), [([], 4), (["--tolerance", "0.3"], 0), (["--tolerance", "0"], 4)])
def test_a_loss_within_the_tolerance_passes(desk: Desk, tmp_path: Path, tolerance: list[str], code: int) -> None:
    kept = tmp_path / "moc.json"
    desk.put("phong-chau", GOLD)
    desk.call("--save-baseline", kept)
    desk.put("phong-chau", {**GOLD, "targets": GOLD["targets"][:2]})
    assert desk.call("--baseline", kept, *tolerance).exit_code == code


def test_as_json_with_the_figures_of_both(desk: Desk, tmp_path: Path) -> None:
    kept = tmp_path / "moc.json"
    desk.put("phong-chau", GOLD)
    desk.call("--save-baseline", kept)
    desk.put("phong-chau", {**GOLD, "targets": []})
    said = json.loads(desk.call("--baseline", kept, "--json", "--tolerance", 1).stdout)
    assert said["baseline"]["figures"]["targets.core"]["now"] == {"right": 0, "missed": 3, "extra": 0, "value": 0.0}
    assert said["baseline"]["by_plan"].keys() == {"phong-chau"}


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"form": "other", "plans": {}}', '{"form": null, "plans": 3}'])
def test_a_file_that_is_no_baseline_is_named(desk: Desk, tmp_path: Path, content: str) -> None:
    kept = tmp_path / "moc.json"
    kept.write_text(content, encoding="utf-8")
    desk.put("phong-chau", GOLD)
    done = desk.call("--baseline", kept)
    assert done.exit_code == 2
    assert str(kept) in done.stderr and "--save-baseline" in done.stderr
