"""The commands: words of the user → calls. No logic lives here; each module adds its commands to the app."""

from __future__ import annotations

import sys

from ntm_extract.cli import analysis, documents, restoration, reviewing, systems
from ntm_extract.cli.app import app

__all__ = ["analysis", "app", "documents", "main", "restoration", "reviewing", "systems"]


def main() -> None:
    """Run the command line; output is UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()
