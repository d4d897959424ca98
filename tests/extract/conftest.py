"""The fixture all tests of the extractors share: a plan from a few lines of text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from plain_plans import HEADS, extract_text

from ntm_extract.plan import Plan

PlanOf = Callable[..., Plan]


@pytest.fixture
def plan_of() -> PlanOf:
    """Give `plan_of(body, head="district")`: the plan extracted from a letterhead and a body."""

    def plan_of(body: str, head: str = "district") -> Plan:
        return extract_text(HEADS[head] + body)

    return plan_of
