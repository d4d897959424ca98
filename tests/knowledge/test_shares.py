"""When a printed share is that of its count."""

from __future__ import annotations

import numpy as np
import pytest

from ntm_extract.knowledge.shares import disagree


@pytest.mark.parametrize(
    ("count", "whole", "stated", "comparator", "wrong"),
    [
        (2, 13, 25, "=", True),  # Hạ Lang
        (2, 13, 15, "=", False),
        (2, 13, 16, "=", False),
        (2, 13, 15.3, "=", False),
        (2, 13, 15.4, "=", False),
        (2, 13, 15.5, "=", True),
        (115, 181, 63.5, "=", False),  # Lạng Sơn
        (115, 181, 63.54, "=", False),
        (115, 181, 63.6, "=", False),  # rounded up
        (115, 181, 63.7, "=", True),
        (7, 13, 50, ">", False),
        (6, 13, 50, ">", True),
        (6, 13, 50, "<", False),
        (2, 13, 25, ">=", True),
        (8, 13, 60, ">=", False),
        (9, 13, 60, ">=", True),
        (13, 13, 100, "=", False),
        (0, 13, 0, "=", False),
        (np.nan, 13, 25, "=", False),
        (2, 13, np.nan, "=", False),
        (2, 0, 25, "=", False),
    ],
)
def test_stated_share_against_its_count(
    count: float, whole: float, stated: float, comparator: str, wrong: bool
) -> None:
    figures = (np.array([figure], dtype=float) for figure in (count, whole, stated))
    assert disagree(*figures, [comparator]).tolist() == [wrong]
