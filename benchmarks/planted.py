"""How well the rules of the audit find faults that were planted, and how much else they find.

    python -m benchmarks.planted [--plans 200] [--faults 60] [--seed 1] [--markdown]

For each rule a collection of sound plans is made anew (fixtures/generator/sound.py), that rule's faults are planted
into it (fixtures/generator/faults.py), and the whole audit is run. Recall: faults of which a finding of the rule shows
a row. Precision: findings of the rule that show a fault. `elsewhere`: findings of high severity of other rules, which
nobody planted. The last line is the collection without any fault.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from fixtures.generator.faults import PLANTERS, Planted
from fixtures.generator.sound import Draft, sound_drafts, to_plan
from ntm_extract.audit.audit import Audit, audit
from ntm_extract.store.collection import Collection, open_collection
from ntm_extract.store.columns import rows_of
from ntm_extract.store.tables import open_tables

SOUND = "(none)"


@dataclass(frozen=True)
class Score:
    """How one rule did: faults planted and found, findings made and right, findings of high severity elsewhere."""

    planted: int
    found: int
    made: int
    right: int
    elsewhere: int

    @property
    def recall(self) -> float:
        """Share of the faults that were found."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """Share of the findings that show a fault."""
        return self.right / self.made if self.made else 1.0


def measure(rule: str, plans: int = 200, faults: int = 60, seed: int = 1) -> Score:
    """Plant the faults of one rule (or none, for `SOUND`) and audit."""
    drafts = sound_drafts(plans, seed)
    planted = list(PLANTERS[rule](drafts, faults, random.Random(seed))) if rule in PLANTERS else []
    with TemporaryDirectory() as folder:
        collection = make_collection(Path(folder), drafts)
        return _score(rule, audit(collection), planted)


def make_collection(folder: Path, drafts: Iterable[Draft]) -> Collection:
    """Write the tables of plans as `run` does, and open them; the folder must stay as long as details are wanted."""
    (folder / "plans").mkdir(parents=True)
    with open_tables(folder / "tables", ("parquet",)) as write:
        for draft in drafts:
            for table, rows in rows_of(to_plan(draft)).items():
                write(table, rows)
    with open_collection(folder) as collection:
        return collection


def _score(rule: str, done: Audit, planted: list[Planted]) -> Score:
    wanted = [(fault.draft.head["doc_id"], {row["row_id"] for row in fault.rows}) for fault in planted]
    doc_ids = done.collection.documents["doc_id"]
    findings = done.findings
    made = []
    for finding in findings[findings["rule"] == rule].itertuples():
        ids = {
            str(done.collection.details(cell.table, [cell.position], ("row_id",))["row_id"].iat[0])
            for cell in finding.rows
        }
        made.append((doc_ids[finding.doc], ids))
    shows = [[_shows(finding, fault) for finding in made] for fault in wanted]
    high = (findings["severity"] == "high") & (findings["rule"] != rule)
    return Score(
        planted=len(wanted),
        found=sum(map(any, shows)),
        made=len(made),
        right=sum(any(column) for column in zip(*shows, strict=True)) if shows else 0,
        elsewhere=int(high.sum()),
    )


def _shows(finding: tuple[str, set[str]], fault: tuple[str, set[str]]) -> bool:
    """Whether a finding shows a fault: one of its rows, or, for a fault of the plan itself, the plan."""
    return bool(finding[1] & fault[1]) if fault[1] else finding[0] == fault[0]


def main() -> None:
    """Measure every rule."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (("plans", 200), ("faults", 60), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--markdown", action="store_true", help="print a table for documents")
    given = parser.parse_args()
    lines = ["| rule | planted | recall | precision | elsewhere |", "|---|---|---|---|---|"] if given.markdown else []
    print("\n".join(lines) or f"{'rule':32} planted  recall  precision  elsewhere")
    for rule in (*PLANTERS, SOUND):
        score = measure(rule, given.plans, given.faults, given.seed)
        cells = (score.planted, f"{score.recall:.3f}", f"{score.precision:.3f}", score.elsewhere)
        if given.markdown:
            print(f"| `{rule}` | " + " | ".join(map(str, cells)) + " |", flush=True)
        else:
            print(f"{rule:32} {cells[0]:7}  {cells[1]:>6}  {cells[2]:>9}  {cells[3]:9}", flush=True)


if __name__ == "__main__":
    main()
