"""Names of rows: one of its own for each, and the same one whenever the row is made anew."""

from __future__ import annotations

import random
import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_extract.extract.row_ids import TELLING, row_ids
from ntm_extract.knowledge.folding import fold

DOC = "0123456789abcdef"
WORDS = st.sampled_from(["Sở Nội vụ", "Phòng Nội vụ", "Phong Lộc", "Quảng Lâm", "Quyết định", "12/QĐ-UBND", "2025", ""])
QUOTES = st.text(st.sampled_from("aăâbcdđeêghiklmnoôơ 0123456789.,\n"), max_size=12)


def rows_of(table: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows in reading order, many of them alike in quote or telling fields."""
    fields = {name: st.lists(WORDS, max_size=2) if name == "places" else st.none() | WORDS for name in TELLING[table]}
    row = st.fixed_dictionaries({"source_quote": QUOTES | st.just("đạt chuẩn"), "value": st.floats(0, 9), **fields})
    return st.lists(row, max_size=8)


@pytest.mark.parametrize("table", TELLING)
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_every_row_has_a_name_of_its_own(table: str, data: st.DataObject) -> None:
    rows = data.draw(rows_of(table))
    names = row_ids(DOC, table, rows)
    assert len(set(names)) == len(rows)
    assert all(len(name) == 16 and int(name, 16) >= 0 for name in names)


@pytest.mark.parametrize("table", TELLING)
@given(data=st.data(), seed=st.integers())
@settings(max_examples=60, deadline=None)
def test_a_name_outlives_better_offsets_values_and_marks(table: str, data: st.DataObject, seed: int) -> None:
    rows = data.draw(rows_of(table))
    better = [remade(row, random.Random(seed)) for row in rows]
    assert row_ids(DOC, table, rows) == row_ids(DOC, table, better)


def remade(row: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Give the row as a later version would: other offsets, value and boxes; marks and blanks set in another way."""

    def marked(value: Any) -> Any:
        if isinstance(value, list):
            return [marked(word) for word in value]
        return value if value is None else chance.choice([value, fold(value), value.upper()])

    quote = unicodedata.normalize("NFD", row["source_quote"]).replace(" ", "\n  ")
    telling = {name: marked(value) for name, value in row.items() if name not in ("source_quote", "value")}
    return {
        **telling,
        "source_quote": quote,
        "value": row["value"] + 1,
        "quote": "khác",
        "char_start": chance.randrange(999),
        "page": 3,
        "section": "II",
    }


REFERENCE = {"source_quote": "Quyet dinh so 263/QD-TTg", "kind": "Quyết định", "number": "263/QĐ-TTg"}


@pytest.mark.parametrize(
    ("doc_id", "table", "change"),
    [
        ("f" * 16, "references", {}),
        (DOC, "references", {"source_quote": "Quyet dinh so 264/QD-TTg"}),
        (DOC, "references", {"number": "264/QĐ-TTg"}),
        (DOC, "references", {"kind": "Nghị quyết"}),
        (DOC, "references", {"number": None}),
    ],
)
def test_another_document_quote_or_number_is_another_row(doc_id: str, table: str, change: dict[str, str]) -> None:
    assert row_ids(doc_id, table, [REFERENCE | change]) != row_ids(DOC, "references", [REFERENCE])


def test_the_same_words_in_another_table_are_another_row() -> None:
    row = {"source_quote": "đạt chuẩn", "indicator": "communes_ntm", "due": None, "as_of": None, "places": []}
    assert row_ids(DOC, "targets", [row]) != row_ids(DOC, "achievements", [row])


def test_a_mention_further_down_does_not_move_those_before_it() -> None:
    first = row_ids(DOC, "references", [REFERENCE, REFERENCE])
    assert row_ids(DOC, "references", [REFERENCE, REFERENCE, REFERENCE])[:2] == first
    assert row_ids(DOC, "references", [REFERENCE, REFERENCE | {"number": "1/QĐ-UBND"}, REFERENCE])[::2] == first
