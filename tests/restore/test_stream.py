from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_extract.alignment import Alignment
from ntm_extract.restore import Restoration, restore
from ntm_extract.restore.stream import PORTION, read_portions, restore_jsonl, restore_text


def note(portions: list[str]) -> Callable[[str], Restoration]:
    """Restore nothing, but remember the portions."""

    def as_it_is(text: str) -> Restoration:
        portions.append(text)
        return Restoration(text, text, Alignment.identity(len(text)))

    return as_it_is


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"uy ban\nhuyen", "ủy ban\nhuyện"),
        (b"uy ban\r\n\r\nhuyen\r\n", "ủy ban\r\n\r\nhuyện\r\n"),
        (b"\xef\xbb\xbfuy ban nhan dan\n", "ủy ban nhân dân\n"),
        ("ủy ban\u2028nhân dân\x0chuyện\n".encode(), "ủy ban\u2028nhân dân\x0chuyện\n"),
        (b"\n\n\n", "\n\n\n"),
    ],
)
def test_text_is_restored_line_for_line(data: bytes, text: str) -> None:
    assert "".join(restore_text(io.BytesIO(data), restore)) == text


@given(st.text(st.characters(codec="utf-8"), max_size=300))
def test_portions_together_are_the_text(text: str) -> None:
    assert "".join(read_portions(io.BytesIO(text.encode()))) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("gap", ["\n\n", "\r\n", "\n", " ", ""])
def test_a_long_text_comes_in_portions_that_end_where_no_word_is_cut(gap: str) -> None:
    paragraph = "uy ban nhan dan huyen" * 40 + gap
    text = paragraph * 400
    seen: list[str] = []
    assert "".join(restore_text(io.BytesIO(text.encode()), note(seen))) == text
    assert len(seen) > 3
    assert max(map(len, seen)) < 2 * PORTION
    assert all(portion.endswith(gap) for portion in seen[:-1])


def test_a_letter_of_several_bytes_is_never_torn() -> None:
    text = "ệ" * 200_001
    assert "".join(read_portions(io.BytesIO(text.encode()))) == text


def test_text_of_another_encoding_is_refused() -> None:
    with pytest.raises(UnicodeDecodeError):
        list(restore_text(io.BytesIO("Uỷ ban".encode("utf-16")), restore))


def test_json_lines_name_every_word_with_its_spans_and_readings() -> None:
    data = b"Uy ban nhan dan huyen\r\n\r\n  Quyet dinh s6 263/QP-TTg\n"
    rows = [json.loads(line) for line in restore_jsonl(io.BytesIO(data), restore)]
    assert [row["line"] for row in rows] == [1, 3]
    assert rows[0]["text"] == "Ủy ban nhân dân huyện"
    assert rows[1]["text"] == "  Quyết định số 263/QĐ-TTg"
    for row in rows:
        for token in row["tokens"]:
            assert row["source"][token["source_start"] : token["source_end"]] == token["source"]
            assert row["text"][token["start"] : token["end"]] == token["text"]
            assert token["candidates"][0] == [token["text"], token["confidence"]]
            assert 0 < token["confidence"] <= 1
    assert [token["text"] for token in rows[0]["tokens"]] == ["Ủy", "ban", "nhân", "dân", "huyện"]


def test_json_lines_of_an_endless_line_come_in_pieces() -> None:
    data = b"uy ban nhan dan " * 20_000
    rows = [json.loads(line) for line in restore_jsonl(io.BytesIO(data), note([]))]
    assert len(rows) > 1
    assert {row["line"] for row in rows} == {1}
    assert "".join(row["source"] for row in rows) == data.decode()
    assert [row["offset"] for row in rows] == [
        sum(len(row["source"]) for row in rows[:number]) for number in range(len(rows))
    ]
