"""What learning of unnamed bodies is worth: who is told what, without it, with it, and with the plain rule below it.

    python -m benchmarks.learned                                 the shipped layer, the whole lexicon
    python -m benchmarks.learned --third-out 1 --layer FILE      a third of the lexicon taken out
    python -m benchmarks.learned --rows                          also the rows that it added

A layer for `--third-out` must have been trained without that third and without the plans it is tried on
(`python -m ntm_extract.extract.train CORPUS --third-out 1 --out FILE`). `capitals` takes every name that
`extract/agencies/unnamed.py` suggests, `learned` those that the scorer lets pass. Plans are those of `fixtures/plans`,
each in several kinds, and, where the folder is there, real ones with their gold tables. `added` are the rows that the
rules do not give, `right` those of them that the gold has.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

from fixtures.generator.source import plan_names
from fixtures.make import make, write_gold
from ntm_extract.evaluate.scoring import CHECKS, score_rows
from ntm_extract.extract import Extractor, components, load_extractor
from ntm_extract.extract.agencies.agencies import AgencyReader
from ntm_extract.extract.agencies.body_scorer import build_layer
from ntm_extract.extract.agencies.clauses import ClauseReader
from ntm_extract.extract.agencies.learned import LearnedClauses
from ntm_extract.extract.train.third_out import without_third
from ntm_extract.pipeline import Rooms, load_rooms

SHARED = Path(__file__).parents[2] / "shared"
TABLES = ("responsibilities", "deadlines")
SAME = {check.table: check.same for check in CHECKS}
KINDS = ("txt", "garbled")


@dataclass(frozen=True)
class Paper:
    """A plan as it comes out of outlining, and its true tables."""

    name: str
    kind: str
    seen: tuple[Any, Any, Any]
    gold: dict[str, list[dict[str, Any]]]


def read_papers(kinds: list[str], shared: Path, rooms: Rooms) -> Iterator[Paper]:
    """Make, read, restore and outline the plans."""
    with tempfile.TemporaryDirectory() as folder:
        for name in plan_names():
            write_gold(name, Path(folder))
            gold = json.loads((Path(folder) / f"{name}.json").read_text(encoding="utf-8"))
            for kind in kinds:
                yield Paper(name, kind, _outlined(make(name, kind, Path(folder)), rooms), gold)
    for path in sorted((shared / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        yield Paper(path.stem, "real", _outlined(shared / "plans" / f"{path.stem}.txt", rooms), gold)


def _outlined(path: Path, rooms: Rooms) -> tuple[Any, Any, Any]:
    reading = rooms.read(path.read_bytes())
    restoration = rooms.restore(reading)
    misread = any(page.needs_restoring for page in reading.pages)
    return rooms.outline(restoration.text, misread=misread), restoration, reading


def build_extractor(clauses: ClauseReader) -> Extractor:
    """Build the product's extractor with another reader of clauses, and of the bodies in them."""
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(components, "load_reader", lambda: clauses.agencies))
        stack.enter_context(mock.patch.object(components, "load_clauses", lambda: clauses))
        return load_extractor.__wrapped__()


@dataclass(frozen=True)
class Count:
    """Rows of one table and system: of the gold, found, found right; added to those of the rules, added right."""

    gold: int = 0
    found: int = 0
    right: int = 0
    added: int = 0
    added_right: int = 0

    @property
    def f1(self) -> float:
        """The F1 of the rows."""
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


def main() -> None:
    """Print for each kind of input and table the figures of the three systems."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", nargs="+", default=list(KINDS))
    parser.add_argument("--layer", type=Path, help="a trained layer instead of the shipped one")
    parser.add_argument("--third-out", type=int, metavar="SEED", help="take a third of the lexicon out")
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of real plans with gold tables")
    parser.add_argument("--rows", action="store_true")
    asked = parser.parse_args()
    rooms = load_rooms()
    reader = components.load_reader()
    if asked.third_out is not None:
        reader = AgencyReader(without_third(reader.lexicon, asked.third_out)[0], reader.levels.is_place)
    layer = build_layer().from_bytes(asked.layer.read_bytes()) if asked.layer else None
    systems = {
        "rules": build_extractor(ClauseReader(reader)),
        "capitals": build_extractor(LearnedClauses(reader, layer, sure=0.0)),
        "learned": build_extractor(LearnedClauses(reader, layer)),
    }
    counts: dict[tuple[str, str, str], Count] = {}
    for paper in read_papers(asked.kinds, asked.shared, rooms):
        before: dict[str, set[str]] = {}
        for system, extractor in systems.items():
            plan = extractor.extract(*paper.seen, source=paper.name, doc_id="0" * 16)
            for table in TABLES:
                rows = [row.model_dump() for row in getattr(plan, table)]
                score = score_rows(paper.gold[table], rows, SAME[table])
                wrong = {id(row) for row in score.extra}
                known = before.setdefault(table, {_said(row) for row in rows})
                new = [row for row in rows if _said(row) not in known]
                held = counts.get((paper.kind, table, system), Count())
                counts[paper.kind, table, system] = replace(
                    held,
                    gold=held.gold + len(paper.gold[table]),
                    found=held.found + len(rows),
                    right=held.right + len(rows) - len(wrong),
                    added=held.added + len(new),
                    added_right=held.added_right + sum(id(row) not in wrong for row in new),
                )
                if asked.rows and system == "learned" and table == TABLES[0]:
                    for row in new:
                        sign = "-" if id(row) in wrong else "+"
                        print(sign, paper.name, paper.kind, row["section"], row["role"], row["agency"], sep=" | ")
    print("| input | table | system | F1 | added | right |\n|---|---|---|---|---|---|")
    for (kind, table, system), count in counts.items():
        print(f"| {kind} | {table} | {system} | {count.f1:.3f} | {count.added} | {count.added_right} |")


def _said(row: dict[str, Any]) -> str:
    return json.dumps({name: value for name, value in row.items() if name not in ("row_id", "confidence")}, default=str)


if __name__ == "__main__":
    main()
