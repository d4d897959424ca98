"""What a run tells at its end: what became of the inputs, what is in the tables, what a person should look at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from ntm_extract.plan import TABLES, Plan, Provenance, Unread
from ntm_extract.store.failure import Failure

REVIEW_BELOW = 0.8
"""A row whose confidence is lower is shown as one to look at, as is every row with a doubt."""
TOLD = {"field", "page", "picture", "note"}
"""What the report says of a place that could not be read surely; the rest stands in the plan."""


class Status(Enum):
    """How one input ended in this run."""

    DONE = "done"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"  # the same bytes as another input: one document, one plan
    FAILED = "failed"
    FAILED_BEFORE = "failed-before"  # not tried again without --retry-failed


@dataclass(frozen=True)
class Review:
    """What a person should look at in one document.

    Attributes:
        rows: rows of low confidence or with a doubt.
        pages: pages that hold something which could not be read.
        notes: what else was skipped or guessed while reading.
        unread: places of number and date line that could not be read surely.
    """

    source: str
    rows: int
    pages: tuple[int, ...]
    notes: tuple[str, ...]
    unread: tuple[Unread, ...] = ()

    @property
    def is_due(self) -> bool:
        """Whether there is anything to look at."""
        return bool(self.rows or self.pages or self.notes or self.unread)


@dataclass(frozen=True)
class Duplicate:
    """An input with the same bytes as another one."""

    source: str
    same_as: str


@dataclass
class Report:
    """The sum of a run; the counts of rows are those of the whole output folder.

    Attributes:
        database: the place of the database that was written.
        stale_database: one in the folder that an earlier run wrote and this one did not.
    """

    folder: Path
    formats: tuple[str, ...] = ()
    statuses: Counter[Status] = field(default_factory=Counter)
    failures: list[Failure] = field(default_factory=list)
    passed_over: tuple[str, ...] = ()
    duplicates: list[Duplicate] = field(default_factory=list)
    database: str = ""
    stale_database: Path | None = None
    rows: Counter[str] = field(default_factory=Counter)
    reviews: list[Review] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """0 when every input is in the tables, 3 when some are not."""
        return 3 if self.failures else 0

    def count(self, plan: Plan) -> None:
        """Add a plan of the output folder to the sum."""
        self.rows["documents"] += 1
        self.rows.update({name: len(getattr(plan, name)) for name in TABLES if name != "documents"})
        review = review_of(plan)
        if review.is_due:
            self.reviews.append(review)

    def as_dict(self) -> dict[str, Any]:
        """Give the report as JSON-able values, for `--json`."""
        return {
            "folder": str(self.folder),
            "tables": str(self.folder / "tables"),
            "formats": list(self.formats),
            "database": self.database,
            "stale_database": str(self.stale_database) if self.stale_database else None,
            "inputs": {status.value: self.statuses[status] for status in Status},
            "rows": {name: self.rows[name] for name in TABLES},
            "failures": [failure.model_dump() for failure in self.failures],
            "passed_over": list(self.passed_over),
            "duplicates": [{"source": d.source, "same_as": d.same_as} for d in self.duplicates],
            "review": [
                {
                    "source": r.source,
                    "rows": r.rows,
                    "pages": list(r.pages),
                    "notes": list(r.notes),
                    "unread": [place.model_dump(include=TOLD) for place in r.unread],
                }
                for r in self.reviews
            ],
        }


def review_of(plan: Plan) -> Review:
    """Give what a person should look at in a plan."""
    tables = [getattr(plan, name) for name, model in TABLES.items() if issubclass(model, Provenance)]
    rows = sum(1 for table in tables for row in table if row.confidence < REVIEW_BELOW or row.doubts)
    pages = tuple(v.page for v in plan.page_verdicts if v.remedy == "none" and v.label != "blank")
    told = {place.note for place in plan.unread}
    notes = tuple(note for note in plan.notes if note not in told)
    return Review(plan.document.source, rows, pages, notes, tuple(plan.unread))
