"""What tests of all rooms share: sample plans made on demand."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fixtures.make import KINDS, make

Made = Callable[[str, str], Path]


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Give `made(name, kind)`: the path of a sample plan, made at the first call and kept for the session.

    Workers of pytest-xdist share the files: each makes a file in its own folder and moves it into place, so a
    file that is there is whole.
    """
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "plans"
    shared.mkdir(exist_ok=True)
    own = tmp_path_factory.mktemp("making")

    def made_plan(name: str, kind: str) -> Path:
        path = shared / f"{name}-{kind}{KINDS[kind][0]}"
        if not path.is_file():
            make(name, kind, own).replace(path)
        return path

    return made_plan
