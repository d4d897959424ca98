"""How far the confidence of rows can be trusted, and the fitting of it.

Every sample plan arrives in several kinds; every row that is made of it is held against the true rows. The model of
`ntm_extract/extract/confidence.py` is first fitted on the plans that rules are tuned to (`fixtures/plans`), which give
many rows, nearly all of them right; then, drawn to these weights, on plans that no rule was tuned to
(`fixtures/confidence`), so that a confidence is that of documents never seen. What is printed is of these: each with
weights that never saw a row of its plan, in any kind. Share right, mean confidence, the expected calibration error in
ten bins (ECE), and how well confidence tells right rows from wrong ones (AUC: 0.5 is chance).

    python -m benchmarks.calibration                     all kinds; prints the table
    python -m benchmarks.calibration --fit               and writes the weights fitted on all of them
    python -m benchmarks.calibration --kinds text garbled
    python -m benchmarks.calibration --kept-out          the shipped weights on the plans kept out of everything

Made plans and recognised pages are kept in `--work` (fixtures/made/calibration), so that a second time is quick.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fixtures.generator.source import PlanSet, plan_names
from ntm_extract.evaluate.scoring import CHECKS, score_rows
from ntm_extract.extract.confidence import FEATURES, POOLED, Evidence, Weights, load_weights

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "ntm_extract" / "extract" / "data" / "confidence.toml"
WORK = ROOT / "fixtures" / "made" / "calibration"
KINDS = (
    *("text", "gazette", "markdown", "wrapped", "oneline", "flat", "garbled", "stripped"),
    *("bad200", "bad150", "wronglayer200"),
)
BINS = 10
LEAST_OF_TRAIT = 15
"""Rows that must have a trait for it to have a weight of its own."""
EXPECTED = {"pattern": 1.0, "letters": 3.0, "guessed": 3.0, "doubtful": 0.7, "restored": 0.3, "recognised": 0.1}
"""What the weights are taken to be where rows say little: the pattern is taken at its word; guesses and bad letters, of
which sample plans have few, count for much. Set by judgement."""
JUDGED = Weights(0.0, tuple(EXPECTED[name] for name in FEATURES), {})
"""The same as weights."""
STRENGTH, STRENGTH_OF_TRAITS = 10.0, 3.0
"""How strongly weights are drawn to what is expected: as so many rows would draw them. The base is not."""
LEAST_SHARE = 0.25
"""No weight is a smaller share of what is expected, so that more doubt always tells."""
STEPS = 4_000

TABLES = tuple(dict.fromkeys(check.table for check in CHECKS))

Array = npt.NDArray[np.float64]


class Judged(NamedTuple):
    """One row: what is known of it, whether it is right, and of which plan it is."""

    plan: str
    kind: str
    evidence: Evidence
    right: bool


class Trust(NamedTuple):
    """How far confidences can be trusted: rows, share right, mean confidence, ECE, AUC (None where all are alike)."""

    rows: int
    right: float
    said: float
    ece: float
    auc: float | None


def judge_plan(task: tuple[str, str], work: Path, preset: str = "default") -> list[Judged]:
    """Extract a made plan and judge its rows.

    Args:
        task: name and kind of the plan.
        work: where `python -m fixtures.make` put it.
        preset: how scans are read.
    """
    from ntm_extract.pipeline import extract_bytes

    name, kind = task
    [path] = work.glob(f"{name}-{kind}.*")
    gold = json.loads((work / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    heard: list[Evidence] = []
    rooms = _rooms(work / ".pages", preset)

    def record(evidence: Evidence) -> float:
        heard.append(evidence)
        return 0.5

    from ntm_extract.extract import Extractor

    listening = replace(rooms, extractor=Extractor(rooms.extractor.nlp, record))  # type: ignore[attr-defined]
    plan = extract_bytes(path.read_bytes(), str(path), listening).plan
    judged = []
    for check in {check.table: check for check in CHECKS}.values():  # the strictest of a table comes last
        rows = [row.model_dump() for row in getattr(plan, check.table)]
        evidence = [one for one in heard if one.table == check.table]
        extra = {id(row) for row in score_rows(gold[check.table], rows, check.same).extra}
        judged += [Judged(name, kind, one, id(row) not in extra) for row, one in zip(rows, evidence, strict=True)]
    return judged


@cache
def _rooms(pages: Path, preset: str) -> Any:
    from ntm_extract.pipeline import load_rooms
    from ntm_extract.read import ReadSettings

    return load_rooms(ReadSettings(preset=preset, cache=pages))  # type: ignore[arg-type]


def fit(rows: Sequence[Judged], first_guess: Weights = JUDGED) -> Weights:
    """Fit the weights of a table: logistic regression, drawn to a first guess, and no weight far below `EXPECTED`.

    By projected gradient steps, which end at the only minimum there is.
    """
    made = Counter(trait for row in rows for trait in row.evidence.traits)
    traits = sorted({trait for trait, count in made.items() if count >= LEAST_OF_TRAIT} | first_guess.by_trait.keys())
    x = np.array(
        [[1.0, *row.evidence.features, *(float(trait in row.evidence.traits) for trait in traits)] for row in rows]
    ).reshape(len(rows), 1 + len(FEATURES) + len(traits))
    y = np.array([float(row.right) for row in rows])
    first = 1 + len(FEATURES)
    guessed = (first_guess.by_trait.get(trait, 0.0) for trait in traits)
    expected = np.array([first_guess.base, *first_guess.by_feature, *guessed])
    drawn = np.array([0.0, *[STRENGTH] * len(FEATURES), *[STRENGTH_OF_TRAITS] * len(traits)])
    least = np.array([-np.inf, *(LEAST_SHARE * EXPECTED[name] for name in FEATURES), *[-np.inf] * len(traits)])
    w = expected
    step = 1 / (0.25 * float(np.linalg.norm(x, 2)) ** 2 + float(drawn.max()))
    momentum, ahead = 1.0, w
    for _ in range(STEPS):  # Nesterov's acceleration
        slope = x.T @ (_sigmoid(x @ ahead) - y) + drawn * (ahead - expected)
        new = np.maximum(ahead - step * slope, least)
        later = (1 + (1 + 4 * momentum * momentum) ** 0.5) / 2
        ahead, w, momentum = new + (momentum - 1) / later * (new - w), new, later
    by_trait = {trait: round(float(value), 3) for trait, value in zip(traits, w[first:], strict=True)}
    return Weights(round(float(w[0]), 3), tuple(round(float(value), 3) for value in w[1:first]), by_trait)


def _sigmoid(values: Array) -> Array:
    return 1 / (1 + np.exp(-values))


def try_on_held_out(rows: Sequence[Judged], first_guess: Weights = JUDGED) -> list[tuple[float, bool]]:
    """Give confidence and truth of each row, the confidence from weights that never saw a row of its plan."""
    tried = []
    for plan in sorted({row.plan for row in rows}):
        weights = fit([row for row in rows if row.plan != plan], first_guess)
        tried += [(weights.probability(row.evidence), row.right) for row in rows if row.plan == plan]
    return tried


def trust_of(said: Sequence[tuple[float, bool]]) -> Trust:
    """Measure how far confidences can be trusted.

    Example:
        Ten rows of confidence 0.8 of which eight are right have an ECE of 0.
    """
    confidence = np.array([one for one, _ in said], dtype=float)
    right = np.array([truth for _, truth in said], dtype=float)
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [abs(confidence[bins == b].sum() - right[bins == b].sum()) for b in range(BINS)]
    auc = None
    if 0 < right.sum() < len(right):
        above = confidence[right == 1][:, None] - confidence[right == 0][None, :]
        auc = float((above > 0).mean() + 0.5 * (above == 0).mean())
    return Trust(len(said), float(right.mean()), float(confidence.mean()), float(sum(gaps) / len(said)), auc)


def collect(work: Path, kinds: Sequence[str], folder: PlanSet, jobs: int) -> list[Judged]:
    """Make the plans that are not there yet, extract them and judge their rows."""
    command = [sys.executable, "-m", "fixtures.make", "--out", str(work), "--kinds", ",".join(kinds)]
    work.mkdir(parents=True, exist_ok=True)
    subprocess.run([*command, "--set", folder], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    tasks = [(name, kind) for kind in kinds for name in plan_names(folder)]
    with ProcessPoolExecutor(jobs) as pool:
        return [row for rows in pool.map(partial(judge_plan, work=work), tasks) for row in rows]


def as_toml(weights: dict[str, Weights], judged: Sequence[Judged]) -> str:
    """Give the data file of weights."""
    plans, kinds = {row.plan for row in judged}, sorted({row.kind for row in judged})
    lines = [
        "# Weights of the confidence of rows; see extract/confidence.py. Written by",
        "# `python -m benchmarks.calibration --fit`; not to be changed by hand. Fitted on "
        f"{len(judged)} rows of {len(plans)} sample",
        f"# plans of our own ({', '.join(kinds)}).",
    ]
    for table, weight in weights.items():
        lines += ["", f"[{table}]", f"base = {weight.base}"]
        lines += [f"{name} = {value}" for name, value in zip(FEATURES, weight.by_feature, strict=True)]
        lines += [f"[{table}.traits]", *(f'"{name}" = {value}' for name, value in weight.by_trait.items())]
    return "\n".join(lines) + "\n"


def _show(said: dict[str, list[tuple[float, bool]]]) -> None:
    print("| table | rows | right | confidence | ECE | AUC |")
    print("|---|---|---|---|---|---|")
    everything = [one for rows in said.values() for one in rows]
    for name, told in [*said.items(), ("all", everything)]:
        trust = trust_of(told)
        auc = "–" if trust.auc is None else f"{trust.auc:.3f}"
        print(f"| {name} | {trust.rows} | {trust.right:.3f} | {trust.said:.3f} | {trust.ece:.3f} | {auc} |")


def main(words: Iterable[str] | None = None) -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kinds", nargs="+", default=list(KINDS))
    parser.add_argument("--work", type=Path, default=WORK)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--fit", action="store_true", help="write the weights fitted on all plans")
    parser.add_argument("--kept-out", action="store_true", help="try the shipped weights on the plans kept out")
    given = parser.parse_args(list(words) if words is not None else None)
    if given.fit and given.kept_out:
        parser.error("nothing is fitted on the plans that are kept out")
    if given.kept_out:
        kept_out = _by_table(collect(given.work, given.kinds, "kept_out", given.jobs))
        shipped = load_weights()
        _show({t: [(shipped[t].probability(row.evidence), row.right) for row in kept_out[t]] for t in TABLES})
        return
    tuned, unseen = (collect(given.work, given.kinds, folder, given.jobs) for folder in ("plans", "confidence"))
    first_guesses = {table: fit(rows) for table, rows in _by_table(tuned).items()}
    rows_of = _by_table(unseen)
    _show({table: try_on_held_out(rows_of[table], first_guesses[table]) for table in TABLES})
    if given.fit:
        weights = {table: fit(rows_of[table], first_guesses[table]) for table in first_guesses}
        WEIGHTS.write_text(as_toml(weights, [*tuned, *unseen]), encoding="utf-8")
        print(f"Written: {WEIGHTS}")


def _by_table(judged: Sequence[Judged]) -> dict[str, list[Judged]]:
    """Give the rows of each table, and all of them together."""
    rows = {table: [row for row in judged if row.evidence.table == table] for table in TABLES}
    return rows | {POOLED: list(judged)}


if __name__ == "__main__":
    main()
