from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import fsspec
import pytest
from papers import LINES, picture, saved

from ntm_extract.errors import (
    DocumentError,
    EmptyFileError,
    EncryptedFileError,
    TooLargeError,
    UnknownKindError,
    UnreadableFileError,
)
from ntm_extract.read import ReadSettings, fetch, read_document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def test_path_and_url_give_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.txt"
    path.write_bytes(b"abc")
    assert fetch(str(path)) == fetch(path.as_uri()) == b"abc"
    with fsspec.open("memory://plans/a.txt", "wb") as stream:
        stream.write(b"xyz")
    assert fetch("memory://plans/a.txt") == b"xyz"


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="Không tìm thấy"):
        fetch(str(tmp_path / "no.pdf"))
    with pytest.raises(UnreadableFileError, match="thư mục"):
        fetch(str(tmp_path))
    with pytest.raises(UnreadableFileError):
        fetch("memory://nothing/here.pdf")
    with pytest.raises(UnreadableFileError):
        fetch("nosuchscheme://here.pdf")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_file_without_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    path.chmod(0)
    with pytest.raises(UnreadableFileError, match="quyền"):
        fetch(str(path))


def test_refused_permission_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFileError, match="quyền"):
        fetch("a.pdf")


def test_network_that_fails_is_named() -> None:
    with pytest.raises(DocumentError) as caught:
        fetch("http://127.0.0.1:9/ke-hoach.pdf")
    assert caught.value.code in ("unreadable", "missing-tool")
    assert "Không tìm thấy" not in caught.value.reason


def test_too_large_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * 100)
    with pytest.raises(TooLargeError):
        fetch(str(path), ReadSettings(max_bytes=99))
    with pytest.raises(TooLargeError):
        read_document(b"a" * 100, ReadSettings(max_bytes=99))


def test_nothing_at_all() -> None:
    with pytest.raises(EmptyFileError):
        read_document(b"")


def test_kind_is_told_by_content_not_by_name(tmp_path: Path) -> None:
    path = tmp_path / "quet.pdf"
    path.write_bytes(saved(picture(LINES[:1]), "JPEG", dpi=(200, 200)))
    reading = read_document(fetch(str(path)))
    assert (reading.media, reading.text) == ("image", LINES[0])


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (OLE, UnknownKindError),
        (OLE + "EncryptedPackage".encode("utf-16-le"), EncryptedFileError),
        (b"{\\rtf1\\ansi Ke hoach}", UnknownKindError),
        (b"\x7fELF" + bytes(range(256)) * 8, UnknownKindError),
    ],
)
def test_kinds_that_are_not_read(data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as caught:
        read_document(data)
    assert caught.value.advice


def test_empty_archive() -> None:
    out = io.BytesIO()
    zipfile.ZipFile(out, "w").close()
    with pytest.raises(UnknownKindError):
        read_document(out.getvalue())
