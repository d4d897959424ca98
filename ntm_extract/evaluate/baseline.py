"""Scores beside those of before (mốc so sánh): what was gained and lost, by figure, field and plan."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from ntm_extract.errors import StoreError
from ntm_extract.evaluate.scoring import CHECKS, DOCUMENT, PlanScores, Ratios, Scores

FORM = "ntm-extract baseline 1"
"""What a file of this kind says of itself."""
TOLERANCE = 0.005
"""How much a figure may fall before the comparison counts as a loss: one row of two hundred."""
_ADVICE = "Hãy lưu mốc mới bằng --save-baseline."


class Counts(NamedTuple):
    """Rows right, missed and too many; of the document head fields right and wrong."""

    right: int
    missed: int
    extra: int

    def plus(self, other: Counts) -> Counts:
        """Give the sum."""
        return Counts(*(a + b for a, b in zip(self, other, strict=True)))


ZERO = Counts(0, 0, 0)


@dataclass(frozen=True)
class PlanCounts:
    """What is kept of the scores of one plan.

    Attributes:
        figures: by name of the check, and `document`.
        wrong_fields: how often a field was wrong, by `targets.due`, `document.title`.
    """

    figures: Mapping[str, Counts]
    wrong_fields: Mapping[str, int]


Baseline = dict[str, PlanCounts]
"""By name of the plan."""


class Change(NamedTuple):
    """One figure before and now."""

    name: str
    before: Counts
    now: Counts

    @property
    def values(self) -> tuple[float, float]:
        """Before and now: F1 of rows; of the fields of document heads the share that is right."""
        before, now = (Ratios.of_counts(*counts) for counts in (self.before, self.now))
        return (before.recall, now.recall) if self.name == DOCUMENT else (before.f1, now.f1)

    @property
    def difference(self) -> float:
        """How much was gained; below zero lost."""
        before, now = self.values
        return now - before


@dataclass(frozen=True)
class Comparison:
    """Scores beside a baseline.

    Attributes:
        plans: how many plans both have.
        figures: all figures, over the plans that both have.
        fields: how often a field was wrong before and now, where that changed.
        by_plan: the figures that changed in a plan.
        added, gone: plans that only the scores, or only the baseline have; they are in no figure.
    """

    plans: int
    figures: tuple[Change, ...]
    fields: Mapping[str, tuple[int, int]]
    by_plan: Mapping[str, tuple[Change, ...]]
    added: tuple[str, ...]
    gone: tuple[str, ...]

    def losses(self, tolerance: float = TOLERANCE) -> tuple[Change, ...]:
        """Give the figures that fell by more than the tolerance."""
        return tuple(change for change in self.figures if change.difference < -tolerance)

    def as_dict(self) -> dict[str, Any]:
        """Give the comparison as JSON-able values."""

        def told(changes: tuple[Change, ...]) -> dict[str, Any]:
            return {
                change.name: {
                    when: {**counts._asdict(), "value": value}
                    for when, counts, value in zip(
                        ("before", "now"), (change.before, change.now), change.values, strict=True
                    )
                }
                for change in changes
            }

        return {
            "plans": self.plans,
            "figures": told(self.figures),
            "wrong_fields": {name: {"before": a, "now": b} for name, (a, b) in self.fields.items()},
            "by_plan": {plan: told(changes) for plan, changes in self.by_plan.items()},
            "added": list(self.added),
            "gone": list(self.gone),
        }

    def as_text(self) -> str:
        """Give the comparison for people; gains begin with +, losses with -."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"So với mốc, {self.plans} văn bản chung:"
        yield from (f"  {_tell(change)}" for change in self.figures)
        if self.fields:
            yield "Trường sai ở những dòng mà phần còn lại đúng (trước → nay):"
            for name, (before, now) in sorted(self.fields.items(), key=lambda item: item[1][0] - item[1][1]):
                yield f"  {'+' if now < before else '-'} {name}: {before} → {now}"
        for plan, changes in self.by_plan.items():
            yield f"{plan}:"
            yield from (f"  {_tell(change)}" for change in changes)
        if self.added:
            yield f"Chưa có trong mốc: {', '.join(self.added)}"
        if self.gone:
            yield f"Chỉ có trong mốc: {', '.join(self.gone)}"


def baseline_of(scores: Scores) -> Baseline:
    """Give what is kept of scores, to be compared with later."""
    return {plan.name: _counts_of(plan) for plan in scores.plans}


def _counts_of(plan: PlanScores) -> PlanCounts:
    figures = {name: Counts(*score.counts) for name, score in plan.tables.items()}
    figures[DOCUMENT] = Counts(plan.fields_right, len(plan.fields_wrong), 0)
    wrong = Counter(f"{table}.{field}" for table, fields in plan.near_misses for field in fields)
    wrong.update(f"{DOCUMENT}.{field}" for field in plan.fields_wrong)
    return PlanCounts(figures, wrong)


def compare_scores(baseline: Baseline, scores: Scores) -> Comparison:
    """Set scores beside a baseline; only plans that both have count.

    Example:
        `compare_scores(read_baseline(Path("moc.json")), evaluate(gold, folder)).losses()`
    """
    now = baseline_of(scores)
    common = [name for name in now if name in baseline]
    by_plan = {name: tuple(_changes(baseline[name].figures, now[name].figures)) for name in common}
    fields = {
        field: (sum(baseline[n].wrong_fields.get(field, 0) for n in common),
                sum(now[n].wrong_fields.get(field, 0) for n in common))
        for field in sorted({f for n in common for f in (*baseline[n].wrong_fields, *now[n].wrong_fields)})
    }  # fmt: skip
    return Comparison(
        plans=len(common),
        figures=tuple(_changes(_sum(baseline, common), _sum(now, common))),
        fields={field: pair for field, pair in fields.items() if pair[0] != pair[1]},
        by_plan={name: told for name, all_of_it in by_plan.items()
                 if (told := tuple(change for change in all_of_it if change.before != change.now))},
        added=tuple(name for name in now if name not in baseline),
        gone=tuple(name for name in baseline if name not in now),
    )  # fmt: skip


def write_baseline(scores: Scores, path: Path) -> None:
    """Keep what later scores are to be compared with; one plan a line, so that changes can be read.

    Raises:
        OSError: the file cannot be written.
    """
    plans = {
        name: {"figures": {k: list(v) for k, v in counts.figures.items()}, "wrong_fields": dict(counts.wrong_fields)}
        for name, counts in baseline_of(scores).items()
    }
    lines = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(plan)}" for name, plan in plans.items())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"form": {json.dumps(FORM)},\n "plans": {{\n{lines}\n}}}}\n', encoding="utf-8")


def read_baseline(path: Path) -> Baseline:
    """Read what `write_baseline` wrote.

    Raises:
        StoreError: it is no such file, or of another version; the message says what to do.
        OSError: the file cannot be read.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["form"] != FORM:
            raise ValueError(data["form"])
        return {
            name: PlanCounts(
                {figure: Counts(*map(int, counts)) for figure, counts in plan["figures"].items()},
                {field: int(count) for field, count in plan["wrong_fields"].items()},
            )
            for name, plan in data["plans"].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{path} không phải là mốc so sánh của phiên bản này. {_ADVICE}") from error


def _sum(plans: Baseline, names: list[str]) -> dict[str, Counts]:
    total: dict[str, Counts] = {}
    for name in names:
        for figure, counts in plans[name].figures.items():
            total[figure] = total.get(figure, ZERO).plus(counts)
    return total


def _changes(before: Mapping[str, Counts], now: Mapping[str, Counts]) -> Iterator[Change]:
    for figure in (*(check.name for check in CHECKS), DOCUMENT):
        if figure in before or figure in now:
            yield Change(figure, before.get(figure, ZERO), now.get(figure, ZERO))


def _tell(change: Change) -> str:
    sign = "+" if change.difference > 0 else "-" if change.difference < 0 else "="
    parts = [
        f"{name} {a} → {b}"
        for name, a, b in zip(("đúng", "thiếu", "thừa"), change.before, change.now, strict=True)
        if a != b
    ]
    before, now = change.values
    said = f"{sign} {change.name} {before:.3f} → {now:.3f}"
    return f"{said} ({', '.join(parts)})" if parts else said
