"""One mention of an instrument, and how kinds of instruments are written (văn bản được nhắc tới)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from ntm_extract.knowledge.instruments import KINDS, NormalizedNumber

PASSED_BY = {
    "Luật": "Quốc hội",
    "Bộ luật": "Quốc hội",
    "Hiến pháp": "Quốc hội",
    "Pháp lệnh": "Ủy ban Thường vụ Quốc hội",
}
"""Who passes what is called by name (Hiến pháp năm 2013, Điều 70 and 74)."""


@dataclass(frozen=True)
class Mention:
    """One mention of an instrument.

    Attributes:
        start: of the kind word, or of the number where no kind is written.
        end: of the number, or of the name.
        kind: `Nghị định`, `Luật`.
        number: None for a law that is called by its name alone.
        issuer_at: where `của …` stands before the number (`Nghị định của Chính phủ số …`), or None.
        amending: whether it is a law that amends laws, whose name holds theirs.
        doubts: what was guessed about it.
    """

    start: int
    end: int
    kind: str
    number: NormalizedNumber | None
    issuer_at: int | None = None
    amending: bool = False
    doubts: tuple[str, ...] = ()


@cache
def kind_names() -> dict[str, str]:
    """Map how kinds are written, in full or short, to their names, longest first: `QĐ` → `Quyết định`."""
    names = {kind.name: kind.name for kind in KINDS}
    for kind in KINDS:
        for short in kind.abbreviations:
            names.setdefault(short, kind.name)
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))
