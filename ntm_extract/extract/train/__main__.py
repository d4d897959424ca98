"""Train the scorer of unnamed bodies from the command line.

python -m ntm_extract.extract.train CORPUS [--plans DIR] [--out FILE] [--third-out SEED]
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.body_scorer import MODEL
from ntm_extract.extract.components import load_reader
from ntm_extract.extract.train.names import Names, find_fields
from ntm_extract.extract.train.recipe import Recipe, read_corpus, train
from ntm_extract.extract.train.third_out import without_third
from ntm_extract.extract.train.weak_labels import label
from ntm_extract.knowledge.gazetteer import load_gazetteer


def main() -> None:
    """Train and write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, help="folder with admin-*.txt.xz")
    parser.add_argument("--plans", type=Path, help="folder with sample plans as *-txt.txt; none when left out")
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data" / MODEL)
    parser.add_argument("--third-out", type=int, metavar="SEED", help="train without a third of the lexicon")
    parser.add_argument("--lines", type=int, default=Recipe.lines)
    parser.add_argument("--epochs", type=int, default=Recipe.epochs)
    asked = parser.parse_args()
    recipe = Recipe(lines=asked.lines, epochs=asked.epochs)
    reader, gone = load_reader(), frozenset[str]()
    if asked.third_out is not None:
        lexicon, gone = without_third(reader.lexicon, asked.third_out)
        reader = AgencyReader(lexicon, reader.levels.is_place)
    lines = read_corpus(asked.corpus, recipe.lines, recipe.seed)
    plans = sorted(asked.plans.glob("*-txt.txt")) if asked.plans else []
    plan_lines = [line for path in plans for line in path.read_text(encoding="utf-8").splitlines()]
    places = label([*lines, *plan_lines * recipe.plan_share], reader)
    bodies = sum(bool(place.is_body) for place in places)
    print(f"{len(lines)} lines, {len(places)} places, {bodies} with a body", file=sys.stderr, flush=True)
    names = Names(find_fields(lines), sorted({unit.name for unit in load_gazetteer().units}), gone)
    layer = train(places, names, reader, recipe, lambda words: print(words, file=sys.stderr, flush=True))
    asked.out.write_bytes(layer.to_bytes())
    print(f"Written: {asked.out} ({asked.out.stat().st_size / 1e6:.2f} MB)")


if __name__ == "__main__":
    main()
