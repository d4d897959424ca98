"""Names of rows that stay the same over reruns, so that other systems can follow a row (mã dòng)."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Any

from ntm_extract.knowledge.folding import fold

TELLING = {
    "references": ("kind", "number"),
    "targets": ("indicator", "due", "places"),
    "achievements": ("indicator", "as_of", "places"),
    "deadlines": ("when", "recurrence"),
    "responsibilities": ("agency", "role"),
}
"""The fields that tell the rows of one quote apart. Values are not among them: a row whose value is read better by a
later version is the same row, changed."""


def row_ids(doc_id: str, table: str, rows: Iterable[dict[str, Any]]) -> list[str]:
    """Give each row of a document's table its name.

    The name depends on the document's bytes, the table, the quote as it was read (blanks aside) and the telling
    fields without their marks and capitals; rows alike in all of these are counted. Offsets, pages and marks do not
    matter, so a better restoration of marks leaves the name as it is. A telling field that is read as another word
    (`Sở Nội vụ` for `Số Nộl vụ`) gives another row.

    Args:
        doc_id: of the document.
        table: one of `TELLING`.
        rows: in reading order, each with `source_quote` and the telling fields.

    Returns:
        16 hex digits a row, all different.

    Example:
        `row_ids("0f…", "references", [{"source_quote": "Quyết định số 263/QĐ-TTg", "kind": "Quyết định", …}])`
    """
    met: Counter[str] = Counter()
    ids = []
    for row in rows:
        quote = " ".join(unicodedata.normalize("NFC", row["source_quote"]).split())
        telling = [_without_marks(row[name]) for name in TELLING[table]]
        key = json.dumps([doc_id, table, quote, telling], ensure_ascii=False)
        ids.append(hashlib.sha256(f"{key}{met[key] or ''}".encode()).hexdigest()[:16])
        met[key] += 1
    return ids


def _without_marks(value: str | list[str] | None) -> str | list[str] | None:
    if value is None:
        return None
    return fold(value) if isinstance(value, str) else [fold(word) for word in value]
