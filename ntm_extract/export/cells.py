"""Arrow columns as plain cells: lists of Python values, with lists and maps as JSON text, made column by column."""

from __future__ import annotations

from collections.abc import Iterator
from json.encoder import encode_basestring
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


def plain_rows(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """Give the rows of a table as tuples of plain cells; null is None.

    Example:
        A row of targets begins `("0f…", "communes_ntm", ">=", 9.0, None, …)`, its places are `'["Phong Lộc"]'`.
    """
    return zip(*(_cells(column.combine_chunks()) for column in table.columns), strict=True)


def _cells(column: pa.Array) -> list[Any]:
    if pa.types.is_nested(column.type):
        return _cells(json_texts(column))
    if pa.types.is_string(column.type) or not column.null_count:
        values: list[Any] = column.to_numpy(zero_copy_only=False).tolist()
        return values
    cells = column.fill_null(False if pa.types.is_boolean(column.type) else 0).to_numpy(zero_copy_only=False)
    cells = cells.astype(object)
    cells[column.is_null().to_numpy(zero_copy_only=False)] = None
    return list(cells.tolist())


def json_texts(column: pa.Array) -> pa.Array:
    """Give the values of a column of texts, numbers, flags, lists or maps as JSON; null stays null.

    Raises:
        TypeError: the column holds something else.
    """
    if pa.types.is_string(column.type):
        return pa.array([None if text is None else encode_basestring(text) for text in _cells(column)], pa.string())
    if pa.types.is_boolean(column.type) or pa.types.is_integer(column.type) or pa.types.is_floating(column.type):
        return column.cast(pa.string())
    if pa.types.is_map(column.type):
        key, value = pa.field("key", column.type.key_type, nullable=False), pa.field("value", column.type.item_type)
        entries = column.cast(pa.list_(pa.struct([key, value])))
        keys, values = pc.list_flatten(entries).flatten()
        return _bracketed(entries, pc.binary_join_element_wise(json_texts(keys), json_texts(values), ": "), "{", "}")
    if pa.types.is_list(column.type):
        return _bracketed(column, json_texts(pc.list_flatten(column)), "[", "]")
    raise TypeError(f"no JSON for {column.type}")


def _bracketed(lists: pa.Array, inside: pa.Array, opening: str, closing: str) -> pa.Array:
    """Put the texts of the entries of all lists together again, each list in its brackets."""
    lengths = pc.list_value_length(lists).fill_null(0).to_numpy(zero_copy_only=False)
    offsets = np.concatenate([[0], np.cumsum(lengths)]).astype("int32")
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), inside), ", ")
    told = pc.binary_join_element_wise(opening, joined, closing, "")
    return pc.if_else(lists.is_valid(), told, pa.scalar(None, pa.string()))
