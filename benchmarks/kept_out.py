"""How far rules fit only the plans they were tuned to: figures of those, and of plans kept out of tuning.

Every plan of `fixtures/plans` and of `fixtures/kept_out` is made in each kind, goes through the product, and is scored
against its gold tables as `ntm-extract evaluate` does. Only totals are printed: a row of a kept-out plan that is shown
is one that somebody may tune to.

    python -m benchmarks.kept_out                     txt, text, bad200, misread and garbled
    python -m benchmarks.kept_out --kinds txt         one kind
    python -m benchmarks.kept_out --kept-alone        without the tuned ones, whose scans take long
    python -m benchmarks.kept_out --markdown          rows for a README
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fixtures.generator.source import plan_names
from fixtures.make import KINDS, make, write_gold
from ntm_extract.evaluate import evaluate
from ntm_extract.pipeline import Rooms, extract_bytes, load_rooms

KINDS_SCORED = ("txt", "text", "bad200", "misread", "garbled")
MEASURES = ("references.full", "targets.core", "targets.full", "deadlines", "responsibilities", "document")


def score(names: Sequence[str], kind: str, rooms: Rooms, folder: Path) -> dict[str, float]:
    """Make plans in a kind, run the product on them, and score them.

    Args:
        names: of the plans, tuned or kept out.
        kind: of `fixtures.make.KINDS`.
        rooms: of the product, loaded.
        folder: an empty folder for what is made.

    Returns:
        F1 over all plans by measure, for the document head the share of its fields that are right.
    """
    gold, predicted = folder / "gold", folder / "predicted"
    predicted.mkdir(parents=True)
    for name in names:
        write_gold(name, gold)
        path = make(name, kind, folder)
        plan = extract_bytes(path.read_bytes(), path.name, rooms).plan
        (predicted / f"{path.stem}.json").write_text(plan.model_dump_json(), encoding="utf-8")
    total = evaluate(gold, predicted).as_dict()["all"]
    return {measure: total[measure]["accuracy" if measure == "document" else "f1"] for measure in MEASURES}


def main() -> None:
    """Print for each kind and measure the figure of the tuned plans, of those kept out, and their difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="+", default=list(KINDS_SCORED), choices=KINDS, metavar="KIND")
    parser.add_argument("--kept-alone", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    asked = parser.parse_args()
    sets = {} if asked.kept_alone else {"tuned": plan_names()}
    sets["kept out"] = plan_names("kept_out")
    heads = ["input", "measure", *(f"{which} ({len(names)} plans)" for which, names in sets.items())]
    heads += [] if asked.kept_alone else ["difference"]
    print(("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|") if asked.markdown else "  ".join(heads))
    rooms = load_rooms()
    for kind in asked.kinds:
        with tempfile.TemporaryDirectory() as folder:
            scores = [score(names, kind, rooms, Path(folder) / which) for which, names in sets.items()]
        for measure in MEASURES:
            figures = [one[measure] for one in scores]
            told = [f"{figure:.3f}" for figure in figures]
            told += [] if asked.kept_alone else [f"{figures[1] - figures[0]:+.3f}"]
            cells = [kind, measure, *told]
            print(("| " + " | ".join(cells) + " |") if asked.markdown else "  ".join(cells), flush=True)


if __name__ == "__main__":
    main()
