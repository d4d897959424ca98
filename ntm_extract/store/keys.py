"""What names a row within its table: the primary keys of databases, and the ids in the log of changes."""

from __future__ import annotations

from ntm_extract.plan import TABLES, Provenance
from ntm_extract.store.columns import Row


def key_columns(table: str) -> tuple[str, ...]:
    """Give the columns that name a row; none for `failures`, where an input may be told of twice.

    Example:
        `key_columns("targets") == ("row_id",)`
    """
    if table == "documents":
        return ("doc_id",)
    if table == "page_verdicts":
        return ("doc_id", "page")
    return ("row_id",) if issubclass(TABLES.get(table, object), Provenance) else ()


def row_key(table: str, row: Row) -> str:
    """Give a row's name as one word: its `row_id`, for a document its `doc_id`, for a page `DOC_ID/PAGE`."""
    return "/".join(str(row[name]) for name in key_columns(table))
