"""Answers as files: written to a path or a stream, JSON entry by entry so that memory does not grow with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from ntm_extract.store.atomic import replacing

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What a CSV file for Excel begins with, which else takes it for the machine's legacy code page."""


@contextmanager
def opened(target: Path | BinaryIO) -> Iterator[BinaryIO]:
    """Open where an answer is written.

    Args:
        target: a file, which is replaced when the block ends well and stays as it was when it raises; or a binary
            stream, which is left open.

    Raises:
        OSError: the file cannot be written.
    """
    if isinstance(target, Path):
        with replacing(target) as temporary, temporary.open("wb") as stream:
            yield stream
    else:
        yield target


def write_json(stream: BinaryIO, head: Mapping[str, Any], lists: Mapping[str, Iterable[str]]) -> None:
    """Write one object in UTF-8: first what `head` holds, then lists, each text on a line of its own.

    Args:
        stream: open for writing.
        head: at least one entry, small.
        lists: by name the JSON of the entries; a text may be several entries with commas between, or be empty.

    Example:
        `write_json(stream, {"query": "xã"}, {"rows": ['{"name": "Cần Yên"}']})`.
    """
    stream.write(json.dumps(head, ensure_ascii=False)[:-1].encode("utf-8"))
    for name, entries in lists.items():
        stream.write(f",\n{json.dumps(name, ensure_ascii=False)}: [".encode())
        before = "\n"
        for text in entries:
            if text:
                stream.write((before + text).encode("utf-8"))
                before = ",\n"
        stream.write(b"]")
    stream.write(b"}\n")
