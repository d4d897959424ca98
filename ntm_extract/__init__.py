"""Vietnamese new-rural-development plans in, tables one can trust out.

Example:
    >>> from ntm_extract import extract            # doctest: +SKIP
    >>> plan = extract("ke-hoach.pdf")             # doctest: +SKIP
    >>> plan.targets[0].value                      # doctest: +SKIP
    2.0
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from ntm_extract.plan import Plan
    from ntm_extract.read.settings import Preset
    from ntm_extract.restore.restoration import Restoration

__all__ = ["Plan", "__version__", "extract", "restore"]


def extract(source: str, *, preset: Preset = "default", cache: str | Path | None = None) -> Plan:
    """Turn one document into a plan (trích xuất một kế hoạch).

    Args:
        source: a path, or a URL that fsspec opens.
        preset: how scans are read: `fast`, `default` or `best`.
        cache: folder in which the recognised text of scanned pages is kept for the next time; None keeps nothing.

    Raises:
        DocumentError: one of the classes of `ntm_extract.errors`, with the reason and what to do next.

    Example:
        `extract("ke-hoach-xa-phong-loc.pdf", preset="best").targets[0].value`
    """
    from pathlib import Path

    from ntm_extract.pipeline import extract_bytes, load_rooms
    from ntm_extract.read import ReadSettings, fetch

    source = str(source)
    rooms = load_rooms(ReadSettings(preset=preset, cache=Path(cache) if cache else None))
    return extract_bytes(fetch(source), source, rooms).plan


def restore(text: str) -> Restoration:
    """Restore the diacritics and OCR-damaged letters of a text (phục hồi dấu), line for line.

    Example:
        `restore("Uy ban nhan dan huyen").text == "Ủy ban nhân dân huyện"`
    """
    from ntm_extract.restore import restore as restore_text

    return restore_text(text)


def __getattr__(name: str) -> Any:
    """Load `Plan` and `__version__` when asked for, so that importing the package is quick."""
    if name == "Plan":
        from ntm_extract.plan import Plan

        return Plan
    if name == "__version__":
        from importlib.metadata import version

        return version("ntm-extract")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class _Package(ModuleType):
    """Keeps the functions `extract` and `restore` although rooms of the same names lie below the package.

    Importing a submodule binds its name in the parent; here that would replace the function after its first call.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in ("extract", "restore") and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
