"""Where documents come from: a path, or a URL that fsspec opens."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit
from urllib.request import url2pathname

import fsspec

from ntm_extract.errors import MissingToolError, TooLargeError, UnreadableFileError
from ntm_extract.read.settings import DEFAULT, ReadSettings

PIECE = 2**20


def fetch(source: str, settings: ReadSettings = DEFAULT) -> bytes:
    """Give the bytes of a document; the network is touched only for a URL.

    Args:
        source: a path (`ke-hoach.pdf`) or a URL of a scheme that fsspec knows (`https://…`, `s3://…`).
        settings: its `max_bytes` limits what is taken into memory.

    Raises:
        UnreadableFileError: missing, a folder, no permission, or the network failed; the reason says which.
        TooLargeError: more than `max_bytes`.
        MissingToolError: the URL's scheme needs a package that is not installed.
    """
    try:
        if source.startswith("file://"):
            source = url2pathname(urlsplit(source).path)
        if "://" in source:
            with fsspec.open(source, "rb") as stream:
                data = _take(stream, settings.max_bytes)
        else:
            with Path(source).open("rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                data = stream.read(size + 1) if 0 < size <= settings.max_bytes else _take(stream, settings.max_bytes)
    except FileNotFoundError as error:
        if "://" in source and _is_unanswered(error):
            raise UnreadableFileError(
                "Không kết nối được tới địa chỉ này", advice="Kiểm tra địa chỉ và kết nối mạng rồi chạy lại."
            ) from error
        raise UnreadableFileError("Không tìm thấy tệp") from error
    except PermissionError as error:
        raise UnreadableFileError("Không có quyền đọc tệp") from error
    except IsADirectoryError as error:
        raise UnreadableFileError("Đường dẫn là một thư mục, không phải tệp") from error
    except ImportError as error:
        raise MissingToolError(
            f"Chưa cài gói cần để mở địa chỉ này ({error})", advice="Cài gói được nêu rồi chạy lại."
        ) from error
    except ValueError as error:
        raise UnreadableFileError(f"Không hiểu địa chỉ này ({error})") from error
    except OSError as error:
        raise UnreadableFileError(f"Không đọc được tệp ({error.strerror or error})") from error
    except MemoryError:
        raise
    except Exception as error:  # each fsspec back end raises errors of its own library
        raise UnreadableFileError(
            f"Không tải được qua mạng ({type(error).__name__}: {error})",
            advice="Kiểm tra kết nối mạng và địa chỉ, rồi chạy lại với --retry-failed.",
        ) from error
    if len(data) > settings.max_bytes:
        raise TooLargeError(f"Tệp lớn hơn {settings.max_bytes // 2**20} MiB")
    return data


def _take(stream: BinaryIO, most: int) -> bytes:
    """Read a stream of unknown length, and one byte more than it may have if it has; room is made as it comes."""
    pieces: list[bytes] = []
    left = most + 1
    while left and (piece := stream.read(min(left, PIECE))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _is_unanswered(error: BaseException) -> bool:
    """Whether an error comes of a connection: fsspec reports one that fails as a missing file caused by it."""
    cause = error.__cause__
    while cause is not None:
        if isinstance(cause, OSError) and not isinstance(cause, FileNotFoundError):
            return True
        cause = cause.__cause__
    return False
