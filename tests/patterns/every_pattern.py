"""Every regular expression that the package compiles, as JSON lines: when it is imported, and while it reads samples.

Run as a program of its own, so that nothing of the package has been imported before the compiling is watched.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "ntm_extract"
SAMPLES = ("pho-yen-garbled.txt", "an-nhon-text.pdf", "ke-sach-docx.docx")

seen: dict[tuple[str | bytes, int], set[str]] = {}
compile_pattern = re._compile  # type: ignore[attr-defined]


def watch(pattern: Any, flags: int) -> Any:
    compiled = compile_pattern(pattern, flags)
    frame: FrameType | None = sys._getframe(1)
    while frame and Path(frame.f_code.co_filename).parent.name == "re":
        frame = frame.f_back
    place = Path(frame.f_code.co_filename) if frame else Path()
    if frame and place.is_relative_to(PACKAGE):
        where = f"{place.relative_to(ROOT)}:{frame.f_lineno}"
        seen.setdefault((compiled.pattern, compiled.flags), set()).add(where)
    return compiled


def main() -> None:
    re._compile = watch  # type: ignore[attr-defined]
    skipped = []
    for module in pkgutil.walk_packages([str(PACKAGE)], "ntm_extract."):
        try:
            importlib.import_module(module.name)
        except ImportError as error:
            skipped.append(f"{module.name}: {error}")  # an extra that is not installed
    import ntm_extract

    for name in SAMPLES:
        ntm_extract.extract(str(ROOT / "fixtures" / "samples" / name))
    for (pattern, flags), places in seen.items():
        is_bytes = isinstance(pattern, bytes)
        text = pattern.decode("latin-1") if isinstance(pattern, bytes) else pattern
        print(json.dumps({"pattern": text, "bytes": is_bytes, "flags": flags, "places": sorted(places)}))
    print(*skipped, sep="\n", file=sys.stderr)


if __name__ == "__main__":
    main()
