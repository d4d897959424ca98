"""The texts that everything is trained from: a folder of plain or packed text files, one paragraph a line."""

from __future__ import annotations

import csv
import gzip
import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from ntm_extract.errors import UnreadableFileError

_KINDS = (".txt", ".xz", ".gz")


@dataclass(frozen=True)
class Corpus:
    """The files of a corpus folder.

    Attributes:
        admin: administrative and legal text: `admin-*`, or every file where none is named so.
        general: other prose, `general-*`.
    """

    admin: tuple[Path, ...]
    general: tuple[Path, ...]


def find_corpus(folder: Path) -> Corpus:
    """Find the texts of a folder: `*.txt`, `*.txt.xz`, `*.txt.gz`.

    Raises:
        UnreadableFileError: the folder holds none.
    """
    texts = sorted(path for path in folder.glob("*.txt*") if path.suffix in _KINDS)
    admin = tuple(path for path in texts if path.name.startswith("admin"))
    general = tuple(path for path in texts if path.name.startswith("general"))
    if not texts:
        raise UnreadableFileError(
            f"Không có văn bản (*.txt, *.txt.xz, *.txt.gz) trong thư mục {folder}",
            advice="Đặt văn bản hành chính vào admin-*.txt, văn xuôi khác vào general-*.txt, mỗi đoạn một dòng.",
        )
    return Corpus(admin or tuple(path for path in texts if path not in general), general)


def read_lines(paths: Iterable[Path]) -> Iterator[str]:
    """Give the lines of UTF-8 files, in order.

    Raises:
        UnreadableFileError: a file cannot be read as packed UTF-8 text; it is named.
    """
    for path in paths:
        try:
            with _open(path) as lines:
                for line in lines:
                    yield line.decode("utf-8")
        except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
            raise UnreadableFileError(f"{path}: không đọc được văn bản UTF-8 ({error})") from error


def _open(path: Path) -> IO[bytes]:
    if path.suffix == ".xz":
        return lzma.open(path)
    return cast(IO[bytes], gzip.open(path)) if path.suffix == ".gz" else path.open("rb")


def read_names(paths: Iterable[Path]) -> Iterator[str]:
    """Give the full names of administrative units, `Xã Sơn Lang`, from CSV files with a column `full_name`.

    Raises:
        UnreadableFileError: a file has no such column, or is not UTF-8; it is named.
    """
    for path in paths:
        try:
            with path.open(encoding="utf-8-sig", newline="") as rows:
                table = csv.DictReader(rows)
                if "full_name" not in (table.fieldnames or ()):
                    raise UnreadableFileError(f"{path}: không có cột full_name")
                for row in table:
                    yield row["full_name"] or ""
        except UnicodeDecodeError as error:
            raise UnreadableFileError(f"{path}: không phải văn bản UTF-8") from error
