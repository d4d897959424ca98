"""The outline against the sections written down by hand for real plans."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ntm_extract.outline import Outline, outline

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not (SHARED / "gold").is_dir(), reason="the real plans are not beside the repository"),
]
TABLES = ("targets", "deadlines", "responsibilities", "references")
TEXTS = [
    ("ha-quang", "plans/ha-quang.txt"),
    ("lang-son", "plans/lang-son.txt"),
    ("cao-bang", "gold/cao-bang.txt"),
    *[
        (name, f"pdfs/{name}-{kind}.gold.txt")
        for name in ("ha-quang", "lang-son", "cao-bang")
        for kind in ("text", "mixed")
    ],
    ("ha-quang", "pdfs/ha-quang-table-text.gold.txt"),
]


def _sections_of(found: Outline, quote: str) -> set[str]:
    """The addresses of the blocks in which the quote begins, blanks aside."""
    origin = [at for at, sign in enumerate(found.text) if not sign.isspace()]
    text, wanted = "".join(found.text.split()), "".join(quote.split())
    sections, at = set(), text.find(wanted)
    while at >= 0:
        sections |= {b.address for b in found.blocks if b.start <= origin[at] < b.end}
        at = text.find(wanted, at + 1)
    return sections


@pytest.mark.parametrize(("name", "path"), TEXTS, ids=[path for _, path in TEXTS])
def test_gold_rows_stand_in_their_section(name: str, path: str) -> None:
    rows = json.loads((SHARED / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    found = outline((SHARED / path).read_text(encoding="utf-8"))
    wrong, missing, total = [], [], 0
    for table in TABLES:
        for row in rows[table]:
            total += 1
            sections = _sections_of(found, row["quote"])
            if not sections:
                missing.append(row["quote"])
            elif row["section"] not in sections:
                wrong.append((row["section"], sections, row["quote"]))
    print(f"{path}: {total - len(wrong) - len(missing)}/{total} right, {len(missing)} quotes not found")
    assert total - len(wrong) - len(missing) >= 0.99 * total, (wrong, missing)
