"""What made a plan: the version, the code and the data of the rooms and the preset, in a few hex digits."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOMS = (
    *("writing", "read", "restore", "outline", "extract", "knowledge"),
    *("pipeline.py", "plan.py", "pages.py", "alignment.py"),
)
"""What the result depends on, within the package; how it is stored or shown does not change it."""


@cache
def fingerprint(preset: str) -> str:
    """Give the fingerprint of the program as installed: plans made by another one are made again.

    The code itself counts, and not the version alone, so that a corrected rule or a new model never leaves tables in
    which half of the rows are from before.

    Args:
        preset: how scans are read; what was read in another way is another result.
    """
    package = Path(__file__).parents[1]
    digest = hashlib.sha256(f"{version('ntm-extract')} {preset}".encode())
    for room in ROOMS:
        path = package / room
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                digest.update(str(file.relative_to(package)).encode())
                with file.open("rb") as opened:
                    digest.update(hashlib.file_digest(opened, "sha256").digest())
    return digest.hexdigest()[:16]
