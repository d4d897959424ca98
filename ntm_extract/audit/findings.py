"""What a finding is (phát hiện), and what a rule is that makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from ntm_extract.audit.evidence import Evidence

Severity = Literal["high", "medium", "low"]
SEVERITIES: tuple[Severity, ...] = ("high", "medium", "low")
"""From what is surely wrong, over what is likely wrong, to what somebody may want to look at."""


class Cell(NamedTuple):
    """A row that a finding rests on: its table and its position in the frame of `Collection`."""

    table: str
    position: int


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule gives: where something does not add up, and the words to say it with.

    Attributes:
        doc: position of the document in `Collection.documents`.
        rows: the rows it rests on; () when it concerns the document as a whole.
        values: what the rule's sentences are filled with.
        severity: where it differs from the rule's own.
    """

    doc: int
    rows: tuple[Cell, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None


Finder = Callable[[Evidence], Iterable[Hit]]


@dataclass(frozen=True)
class Rule:
    """One rule (quy tắc rà soát).

    Attributes:
        id: `target.share-disagrees`: what is looked at, and what is wrong with it.
        severity: of its findings, where they do not tell otherwise.
        title: Vietnamese and English name, by language.
        meaning: what it finds, what it leaves alone and why, by language.
        sentence: by language, with the names of `Hit.values` in braces.
        find: the rule itself, a pure function.
    """

    id: str
    severity: Severity
    title: Mapping[str, str]
    meaning: Mapping[str, str]
    sentence: Mapping[str, str]
    find: Finder
