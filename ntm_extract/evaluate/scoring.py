"""Scores of extracted plans against gold: precision, recall and F1 a table, accuracy of the document head.

Rows are paired one to one so that as many as possible are right; a row right in all that is compared counts once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ntm_extract.evaluate.equality import (
    FIELDS,
    Row,
    Same,
    same_deadline,
    same_document_field,
    same_duty,
    same_instrument,
    same_quantity,
    same_reference,
    same_target,
    wrong_fields,
)


class Check(NamedTuple):
    """One figure: which table it is about and when a row is right."""

    name: str
    table: str
    same: Same


CHECKS = (
    Check("references.id", "references", same_instrument),
    Check("references.full", "references", same_reference),
    Check("targets.core", "targets", same_quantity),
    Check("targets.full", "targets", same_target),
    Check("deadlines", "deadlines", same_deadline),
    Check("responsibilities", "responsibilities", same_duty),
)

DOCUMENT = "document"
"""The figure of the document heads."""
NEAR = 3
"""A missed row and one too many are the same row if no more than one in so many of its fields is wrong."""

UNSCORED = frozenset({"recipients", "pages", "text_origin", "restored", "doc_id", "source"})
"""Fields of the document head that say how it was read rather than what it says, or are scored elsewhere."""

_PROVENANCE = frozenset(
    {
        "row_id",
        "quote",
        "source_quote",
        "bbox",
        "bbox_pages",
        "char_start",
        "char_end",
        "page",
        "method",
        "confidence",
        "doubts",
    }
)


@dataclass(frozen=True)
class Score:
    """Rows that are right, and those that are not, on either side."""

    right: int
    missed: tuple[Row, ...]
    extra: tuple[Row, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Right, missed, extra."""
        return self.right, len(self.missed), len(self.extra)


class Ratios(NamedTuple):
    """Precision, recall and their harmonic mean; a table that is rightly empty has all of them 1."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of_counts(cls, right: int, missed: int, extra: int) -> Ratios:
        """Give the ratios of the counts of rows."""
        precision = right / (right + extra) if right + extra else 1.0
        recall = right / (right + missed) if right + missed else 1.0
        return cls(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


@dataclass(frozen=True)
class PlanScores:
    """The scores of one plan.

    Attributes:
        tables: by name of the check; only checks of tables that the gold has.
        fields_right, fields_wrong: fields of the document head; the wrong ones with what gold and prediction say.
        found: whether there is a prediction at all.
        near_misses: of rows that are right but for some fields: the table, and these fields.
    """

    name: str
    tables: dict[str, Score]
    fields_right: int
    fields_wrong: dict[str, tuple[Any, Any]]
    found: bool
    near_misses: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Scores:
    """The scores of all plans of a gold folder, in order of name."""

    plans: tuple[PlanScores, ...]

    def total(self, check: str) -> tuple[int, int, int]:
        """Give right, missed and extra rows of one check over all plans (micro average)."""
        counts = [plan.tables[check].counts for plan in self.plans if check in plan.tables]
        return tuple(map(sum, zip(*counts, strict=True))) if counts else (0, 0, 0)  # type: ignore[return-value]

    @property
    def document(self) -> tuple[int, int]:
        """Right and all fields of the document heads."""
        right = sum(plan.fields_right for plan in self.plans)
        return right, right + sum(len(plan.fields_wrong) for plan in self.plans)

    def as_dict(self) -> dict[str, Any]:
        """Give the figures as JSON-able values."""
        right, fields = self.document
        tables = {}
        for check in CHECKS:
            counts = self.total(check.name)
            tables[check.name] = Ratios.of_counts(*counts)._asdict() | dict(
                zip(("right", "missed", "extra"), counts, strict=True)
            )
        return {
            "all": {**tables, "document": {"accuracy": right / max(1, fields), "right": right, "fields": fields}},
            "plans": {
                plan.name: {
                    **{
                        name: {
                            "f1": Ratios.of_counts(*score.counts).f1,
                            "right": score.right,
                            "missed": len(score.missed),
                            "extra": len(score.extra),
                        }
                        for name, score in plan.tables.items()
                    },
                    "document": {"right": plan.fields_right, "fields": plan.fields_right + len(plan.fields_wrong)},
                }
                for plan in self.plans
            },
        }

    def as_text(self, *, verbose: bool = False) -> str:
        """Give the figures for people, one line a plan and one for all; verbose names every wrong row."""
        lines: list[str] = []
        for plan in self.plans:
            if not plan.found:
                lines.append(f"{plan.name}: không có kết quả")
            if verbose:
                lines += _details(plan)
            cells = []
            for name, score in plan.tables.items():
                right, missed, extra = score.counts
                cells.append(
                    f"{name} {Ratios.of_counts(right, missed, extra).f1:.3f} ({right}/{right + missed}, +{extra})"
                )
            cells.append(f"document {plan.fields_right}/{plan.fields_right + len(plan.fields_wrong)}")
            lines.append(f"{plan.name}: " + " | ".join(cells))
        total = []
        for check in CHECKS:
            ratios = Ratios.of_counts(*self.total(check.name))
            total.append(f"{check.name} P {ratios.precision:.3f} R {ratios.recall:.3f} F1 {ratios.f1:.3f}")
        right, fields = self.document
        return "\n".join([*lines, "ALL: " + " | ".join([*total, f"document {right}/{fields}"])])


def evaluate(gold: Path, predicted: Path) -> Scores:
    """Score the plans under a folder against gold tables.

    Args:
        gold: a folder of `NAME.json` in the shape of the contract; a table that is missing there is not scored.
        predicted: an output folder of `run`. `NAME` is scored with the plan whose source has the stem `NAME`, or
            else one that begins with `NAME-`.

    Example:
        `evaluate(Path("gold"), Path("ket-qua")).document`
    """
    found = _read_predicted(predicted)
    plans = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(gold.glob("*.json"))}
    return Scores(tuple(_score(name, plan, found) for name, plan in plans.items() if _is_plan(plan)))


def _is_plan(data: Any) -> bool:
    """Whether a JSON file holds a plan; other files may lie beside the gold."""
    return isinstance(data, dict) and "document" in data


def _read_predicted(folder: Path) -> dict[str, Row]:
    plans: dict[str, Row] = {}
    for path in sorted(folder.rglob("*.json")):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue  # some other file; a gold plan without a prediction is told of
        if _is_plan(data):
            plans.setdefault(Path(str(data["document"].get("source") or path.stem)).stem, data)
    return plans


def _score(name: str, gold: Row, predicted: dict[str, Row]) -> PlanScores:
    plan = predicted.get(name) or next((p for stem, p in predicted.items() if stem.startswith(f"{name}-")), None)
    found = plan or {"document": {}}
    tables = {
        check.name: score_rows(gold[check.table] or [], found.get(check.table) or [], check.same)
        for check in CHECKS
        if check.table in gold
    }
    head = {field: value for field, value in gold.get("document", {}).items() if field not in UNSCORED}
    wrong = {
        field: (value, found["document"].get(field))
        for field, value in head.items()
        if not same_document_field(field, value, found["document"].get(field))
    }
    full = {check.table: tables[check.name] for check in CHECKS if check.name in tables}  # the strictest comes last
    near = tuple((table, fields) for table, score in full.items() for fields in _near_misses(table, score))
    return PlanScores(name, tables, len(head) - len(wrong), wrong, plan is not None, near)


def _near_misses(table: str, score: Score) -> Iterable[tuple[str, ...]]:
    """Pair missed rows with rows too many that differ in few fields, the most alike first; give these fields."""
    most = max(1, len(FIELDS[table]) // NEAR)
    pairs = sorted(
        (len(fields), i, j, fields)
        for i, gold in enumerate(score.missed)
        for j, found in enumerate(score.extra)
        if len(fields := wrong_fields(table, gold, found)) <= most
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, i, j, fields in pairs:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield fields


def score_rows(gold: list[Row], found: list[Row], same: Same) -> Score:
    """Pair gold and found rows one to one, as many as can be (maximum bipartite matching by augmenting paths)."""
    edges = [[j for j, row in enumerate(found) if same(wanted, row)] for wanted in gold]
    owner: dict[int, int] = {}
    for start in range(len(gold)):
        reached: dict[int, int] = {}  # found row → the gold row from which it was reached
        queue = [start]
        for i in queue:
            free = None
            for j in edges[i]:
                if j in reached:
                    continue
                reached[j] = i
                if j not in owner:
                    free = j
                    break
                queue.append(owner[j])
            if free is not None:
                _augment(free, start, reached, owner)
                break
    hit = set(owner.values())
    missed = tuple(row for i, row in enumerate(gold) if i not in hit)
    extra = tuple(row for j, row in enumerate(found) if j not in owner)
    return Score(len(owner), missed, extra)


def _augment(free: int, start: int, reached: dict[int, int], owner: dict[int, int]) -> None:
    """Give the free found row to the gold row it was reached from, and so on back to the start of the path."""
    held = {i: j for j, i in owner.items()}
    j = free
    while True:
        i = reached[j]
        owner[j] = i
        if i == start:
            return
        j = held[i]


def _details(plan: PlanScores) -> Iterable[str]:
    for name, score in plan.tables.items():
        for sign, rows in (("-", score.missed), ("+", score.extra)):
            for row in rows:
                said = {key: value for key, value in row.items() if key not in _PROVENANCE}
                yield f"  {plan.name} {name} {sign} {json.dumps(said, ensure_ascii=False)}"
    for field, (wanted, got) in plan.fields_wrong.items():
        yield f"  {plan.name} document {field}: chuẩn {wanted!r}, kết quả {got!r}"
