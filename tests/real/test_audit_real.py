"""The audit of the five real plans, from their text: what is known to be amiss is found, and nothing false is grave."""

from __future__ import annotations

from pathlib import Path

import pytest

from ntm_extract.audit.audit import Audit, audit
from ntm_extract.pipeline import extract_bytes, load_rooms
from tests.audit.plans import a_collection

PLANS = Path(__file__).parents[3] / "shared" / "plans"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not PLANS.is_dir(), reason="needs ../shared with the real plans"),
]


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    rooms = load_rooms()
    plans = [extract_bytes(path.read_bytes(), path.name, rooms).plan for path in sorted(PLANS.glob("*.txt"))]
    return audit(a_collection(tmp_path_factory.mktemp("audit"), plans))


def found(audited: Audit, rule: str) -> list[tuple[str, str]]:
    """Give the plan and the sentence of each finding of a rule."""
    sources = audited.collection.documents["source"]
    findings = audited.findings[audited.findings["rule"] == rule]
    return [(sources.iat[doc], said) for doc, said in zip(findings["doc"], findings["message_vi"], strict=True)]


def test_ha_lang_says_that_two_of_thirteen_are_a_quarter(audited: Audit) -> None:
    assert found(audited, "target.share-disagrees") == [("ha-lang.txt", "Ghi 25 % nhưng 2/13 là 15,4 %.")]


def test_that_is_the_only_finding_of_high_severity(audited: Audit) -> None:
    assert audited.findings.loc[audited.findings["severity"] == "high", "rule"].tolist() == ["target.share-disagrees"]


def test_kbang_cites_the_province_under_its_own_motto(audited: Audit) -> None:
    [(plan, said)] = found(audited, "reference.motto-of-lower-unit")
    assert plan == "kbang.txt"
    assert "1485/KH-UBND" in said


@pytest.mark.parametrize(
    "rule", ["target.breakdown-disagrees", "target.names-miscounted", "target.stated-twice", "reference.two-dates"]
)
def test_totals_add_up_and_no_instrument_has_two_dates(audited: Audit, rule: str) -> None:
    assert found(audited, rule) == []
