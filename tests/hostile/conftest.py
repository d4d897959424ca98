from __future__ import annotations

import pytest

from tests.hostile.measured import Reader, start_reader


@pytest.fixture(scope="session")
def read() -> Reader:
    """Read bytes in a process of their own, within limits of time and memory."""
    return start_reader()
