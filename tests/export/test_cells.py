"""Arrow columns as plain cells: what JSON says of them is what they hold."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_extract.export.cells import json_texts, plain_rows

TEXTS = st.text(max_size=8)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
KINDS: list[tuple[pa.DataType, st.SearchStrategy[Any]]] = [
    (pa.list_(pa.string()), st.lists(TEXTS, max_size=3)),
    (pa.list_(pa.int64()), st.lists(st.integers(-(2**60), 2**60), max_size=3)),
    (pa.list_(pa.list_(pa.float64())), st.lists(st.lists(NUMBERS, max_size=4), max_size=3)),
    (pa.map_(pa.string(), pa.float64()), st.dictionaries(TEXTS, NUMBERS, max_size=3)),
]


@pytest.mark.parametrize(("kind", "values"), KINDS, ids=[str(kind) for kind, _ in KINDS])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_json_says_what_the_column_holds(kind: pa.DataType, values: Any, data: st.DataObject) -> None:
    given = data.draw(st.lists(st.none() | values, max_size=6))
    start = data.draw(st.integers(0, len(given)))
    arrow = [list(value.items()) if isinstance(value, dict) else value for value in given]
    texts = json_texts(pa.array(arrow, kind).slice(start)).to_pylist()
    assert [None if text is None else json.loads(text) for text in texts] == given[start:]


def test_rows_are_of_plain_cells_and_unknown_is_none() -> None:
    table = pa.table(
        {
            "text": pa.chunked_array([["xã"], [None, "làng"]], pa.string()),
            "count": pa.array([1, None, 3], pa.int64()),
            "share": pa.array([None, 2.5, 0.0], pa.float64()),
            "flag": pa.array([True, None, False], pa.bool_()),
            "places": pa.array([["Phong Lộc", 'xã "A"'], [], None], pa.list_(pa.string())),
        }
    )
    rows = list(plain_rows(table))
    assert rows == [
        ("xã", 1, None, True, '["Phong Lộc", "xã \\"A\\""]'),
        (None, None, 2.5, None, "[]"),
        ("làng", 3, 0.0, False, None),
    ]
    assert {type(cell) for row in rows for cell in row} == {str, int, float, bool, type(None)}


def test_an_empty_table_has_no_rows() -> None:
    assert list(plain_rows(pa.table({"places": pa.array([], pa.list_(pa.string()))}))) == []


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(TypeError, match="timestamp"):
        json_texts(pa.array([0], pa.timestamp("s")))
