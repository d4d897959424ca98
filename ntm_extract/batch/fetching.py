"""Fetching one input, with a reason that a clerk can act on."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from ntm_extract.errors import UnreadableFileError

Fetch = Callable[[str], bytes]


def refuse_special(address: str) -> None:
    """Refuse a named pipe, socket or device, which could be waited on for ever; folders and absences are not judged.

    Raises:
        UnreadableFileError: it is one.
    """
    if "://" in address and not _is_local(address):
        return
    path = url2pathname(urlsplit(address).path) if _is_local(address) else address
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return  # whoever opens it says why it cannot be read
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise UnreadableFileError(
            "Không phải tệp thông thường (là ống dẫn, socket hoặc thiết bị)",
            advice="Chép nội dung ra một tệp thông thường, hoặc bỏ nó khỏi thư mục.",
        )


def fetch_from(address: str, fetch: Fetch) -> bytes:
    """Give the bytes at an address; a server that does not answer is told apart from a document that is not there.

    Raises:
        DocumentError: as `fetch` raises.
    """
    try:
        return fetch(address)
    except UnreadableFileError as error:
        if "://" not in address or _is_local(address) or not _is_unanswered(error):
            raise
        raise UnreadableFileError(
            "Không kết nối được tới địa chỉ này", advice="Kiểm tra địa chỉ và kết nối mạng rồi chạy lại."
        ) from error


def _is_local(address: str) -> bool:
    return address.startswith("file://")


def _is_unanswered(error: BaseException) -> bool:
    """Whether an error comes of a connection: libraries report that as a missing file caused by another error."""
    cause = error.__cause__
    while cause is not None:
        if isinstance(cause, OSError) and not isinstance(
            cause, FileNotFoundError | PermissionError | IsADirectoryError
        ):
            return True
        cause = cause.__cause__
    return False
