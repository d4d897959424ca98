"""Planted faults are found, and what is sound is left alone; measured in full by `python -m benchmarks.planted`."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.planted import make_collection, measure
from fixtures.generator.faults import PLANTERS
from fixtures.generator.sound import sound_drafts
from ntm_extract.audit.audit import audit
from ntm_extract.audit.rules import FINDERS

PLANS, FAULTS = 80, 20


def test_every_rule_has_its_faults() -> None:
    assert set(PLANTERS) == set(FINDERS)


@pytest.mark.parametrize("rule", PLANTERS)
def test_planted_faults_are_found_and_nothing_else(rule: str) -> None:
    score = measure(rule, PLANS, FAULTS, seed=3)
    assert score.planted == FAULTS
    assert score.recall >= 0.95
    assert score.precision >= 0.95


def test_sound_plans_have_no_findings(tmp_path: Path) -> None:
    done = audit(make_collection(tmp_path, sound_drafts(PLANS, seed=3)))
    assert len(done.collection.documents) == PLANS
    assert done.findings["message_vi"].tolist() == []
