"""What the real plans cite in many words is merged into one instrument each, with one date."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ntm_extract.audit.instruments import Instruments, merge_instruments
from ntm_extract.plan import DocumentHead, Reference
from tests.audit.plans import a_collection, a_plan

GOLD = Path(__file__).parents[3] / "shared" / "gold"

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(not GOLD.is_dir(), reason="needs ../shared with the gold tables"),
]


@pytest.fixture(scope="module")
def instruments(tmp_path_factory: pytest.TempPathFactory) -> Instruments:
    plans = []
    for path in sorted(GOLD.glob("*.json")):
        plan = json.loads(path.read_text(encoding="utf-8"))
        taken = DocumentHead.model_fields.keys() - {"doc_id", "source"}
        head = {name: value for name, value in plan["document"].items() if name in taken}
        cited = [
            {name: value for name, value in row.items() if name in Reference.model_fields} for row in plan["references"]
        ]
        plans.append(a_plan(path.stem, references=cited, **head))
    return merge_instruments(a_collection(tmp_path_factory.mktemp("real"), plans))


@pytest.mark.parametrize(
    ("number", "issuer", "date"),
    [
        ("263/QĐ-TTg", "Thủ tướng Chính phủ", "2022-02-22"),
        ("587/QĐ-TTg", "Thủ tướng Chính phủ", "2022-05-18"),
        ("12-NQ/TU", "Ban Chấp hành Đảng bộ tỉnh Cao Bằng", "2022-06-09"),
        ("03/2022/NQ-HĐND", "Hội đồng nhân dân tỉnh Cao Bằng", "2022-02-25"),
        ("867/QĐ-UBND", "Ủy ban nhân dân tỉnh Cao Bằng", "2022-07-08"),
        ("2452/KH-UBND", "Ủy ban nhân dân tỉnh Cao Bằng", "2022-09-26"),
    ],
)
def test_an_instrument_is_one_node_with_one_date(instruments: Instruments, number: str, issuer: str, date: str) -> None:
    nodes = instruments.nodes
    [node] = nodes.index[nodes["number"] == number]
    assert nodes.loc[node, ["issuer", "date", "dates"]].tolist() == [issuer, date, 1]
    assert nodes.loc[node, "plans"] >= 2
    assert nodes.loc[node, "candidates"] == ()
