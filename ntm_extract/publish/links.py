"""Links that lead from a page of ours to a document it quotes."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

_HEAD = 1024
"""In the first so many bytes a PDF file has its mark (ISO 32000-1, annex H, implementation note 13)."""


def source_link(source: str, page: int | None, *, base: Path, html: Path | None) -> str | None:
    """Give the link to the document, at the page of a quote where it is known.

    Only a PDF file that exists gets one: a browser opens it at `#page=N` (RFC 8118), and what does not lie here
    cannot be opened from here.

    Args:
        source: as in the table `documents`: the path as it was given to `run`, or a URL, or `-`.
        page: the 1-based page.
        base: where a relative path begins: the folder `run` was called in.
        html: the file the link will stand in, to which it is relative; None when that is not known.

    Returns:
        A percent-encoded relative link (`../ke-hoach/x%C3%A3.pdf#page=3`), a `file:` URI where there is no way from
        one to the other or no `html`, or None.
    """
    path = Path(os.path.normpath(base.absolute() / source)) if _may_be_path(source) else None
    if path is None or not _is_pdf(path):
        return None
    link = _relative(path, html) or path.as_uri()
    return f"{link}#page={page}" if page is not None else link


def _may_be_path(source: str) -> bool:
    return bool(source) and source != "-" and "://" not in source and "\0" not in source


@lru_cache(maxsize=4096)
def _is_pdf(path: Path) -> bool:
    try:
        if not path.is_file():  # a pipe would block
            return False
        with path.open("rb") as file:
            return b"%PDF-" in file.read(_HEAD)
    except OSError:
        return False


def _relative(path: Path, html: Path | None) -> str | None:
    if html is None:
        return None
    try:
        way = os.path.relpath(path, html.absolute().parent)
    except ValueError:  # another drive
        return None
    link = quote(Path(way).as_posix())
    return link if link.startswith(".") else f"./{link}"  # so that a name with a colon is no scheme
