"""Plans as pandas frames."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from ntm_extract.plan import TABLES, Plan
from ntm_extract.store.columns import Kind, Row, columns_of, rows_of

_DTYPES = {
    Kind.TEXT: "string",
    Kind.WORD: "string",
    Kind.INTEGER: "Int64",
    Kind.NUMBER: "float64",
    Kind.FLAG: "bool",
    Kind.NESTED: "object",
}


def frames_of(plans: Iterable[Plan]) -> dict[str, pd.DataFrame]:
    """Give plans as one DataFrame a table, one row an entry, `doc_id` in front.

    The columns and their types are the same whether or not there are rows; an unknown value is missing
    (`isna()`), lists stay Python lists.

    Example:
        `frames_of([plan])["targets"].query("indicator == 'communes_ntm'")`
    """
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for plan in plans:
        for name, more in rows_of(plan).items():
            rows[name].extend(more)
    return {name: _frame(name, entries) for name, entries in rows.items()}


def _frame(name: str, rows: list[Row]) -> pd.DataFrame:
    columns = columns_of(TABLES[name])
    return pd.DataFrame(
        {c.name: pd.Series([row[c.name] for row in rows], dtype=_DTYPES[c.kind]) for c in columns},
    )
