"""Answers that go to a file or a stream."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest

from ntm_extract.store.streams import opened, write_json


def test_file_is_replaced_when_all_went_well(tmp_path: Path) -> None:
    path = tmp_path / "kết quả" / "x.json"
    with opened(path) as stream:
        stream.write("mới".encode())
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "mới"


def test_file_stays_as_it_was_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text("cũ", encoding="utf-8")
    with pytest.raises(ValueError, match="hỏng"), opened(path) as stream:
        stream.write("mới".encode())
        raise ValueError("hỏng")
    assert path.read_text(encoding="utf-8") == "cũ"
    assert [file.name for file in tmp_path.iterdir()] == ["x.json"]


def test_stream_of_somebody_else_stays_open() -> None:
    stream = BytesIO()
    with opened(stream) as same:
        same.write(b"x")
    assert stream.getvalue() == b"x"


@pytest.mark.parametrize(
    ("texts", "entries"),
    [
        ([], []),
        ([""], []),
        (['{"xã": "Cần Yên"}'], [{"xã": "Cần Yên"}]),
        (["", "1,2", "", "3"], [1, 2, 3]),
    ],
)
def test_lists_are_written_text_by_text(texts: list[str], entries: list[object]) -> None:
    stream = BytesIO()
    write_json(stream, {"đã hỏi": "xã"}, {"rows": iter(texts), 'a"b': iter(["0"])})
    assert json.loads(stream.getvalue()) == {"đã hỏi": "xã", "rows": entries, 'a"b': [0]}
    assert "đã hỏi".encode() in stream.getvalue()
