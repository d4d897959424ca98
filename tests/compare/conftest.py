"""Small collections written for a test: plans with the targets and achievements that matter to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from ntm_extract.plan import TABLES, Achievement, DocumentHead, Plan, Target
from ntm_extract.store.collection import Collection, open_collection
from ntm_extract.store.columns import Row, columns_of, rows_of
from ntm_extract.store.tables import arrow_schema

Collect = Callable[..., Collection]


def a_target(indicator: str, **values: Any) -> dict[str, Any]:
    """Describe a target; what is not said is unknown."""
    plain = {"comparator": "=", "unit": "xã", "change": "level", "breakdown": False, "places": []}
    unknown = dict.fromkeys(("value", "value_max", "denominator", "share_pct", "baseline", "due", "qualifier"))
    return {**unknown, **plain, "indicator": indicator, "text": "chỉ tiêu", **values}


def an_achievement(indicator: str, **values: Any) -> dict[str, Any]:
    """Describe an achievement."""
    plain = {"comparator": "=", "unit": "xã", "change": "level", "places": []}
    unknown = dict.fromkeys(("value", "value_max", "denominator", "share_pct", "as_of"))
    return {**unknown, **plain, "indicator": indicator, "text": "kết quả", **values}


def a_plan(
    targets: list[dict[str, Any]] | None = None, achievements: list[dict[str, Any]] | None = None, **head: Any
) -> dict[str, Any]:
    """Describe a plan: by default of the district Hà Quảng for 2021-2025, issued in 2022."""
    return {
        "head": {
            "kind": "Kế hoạch",
            "number": "12/KH-UBND",
            "symbol": "KH-UBND",
            "title": "Xây dựng nông thôn mới",
            "issuer": "Ủy ban nhân dân huyện Hà Quảng",
            "level": "district",
            "province": "Cao Bằng",
            "district": "Hà Quảng",
            "issued_on": "2022-06-01",
            "period": "2021/2025",
            **head,
        },
        "targets": targets or [],
        "achievements": achievements or [],
    }


def _origin(number: int, quote: str) -> dict[str, Any]:
    return {
        "row_id": f"{number:016x}",
        "section": "I.1",
        "page": 2,
        "bbox": [(0.0, 0.0, 1.0, 1.0)],
        "bbox_pages": [2],
        "char_start": 0,
        "char_end": len(quote),
        "quote": quote,
        "source_quote": quote,
        "confidence": 0.9,
        "method": "targets:test",
        "doubts": [],
    }


def _built(place: int, described: dict[str, Any]) -> Plan:
    unknown = dict.fromkeys(("place", "signer", "signer_title"))
    fixed = {"doc_id": f"{place:016x}", "recipients": [], "pages": 3, "text_origin": "text-layer", "restored": False}
    head = DocumentHead(**{**unknown, **fixed, "source": f"ke-hoach/{place}.pdf", **described["head"]})

    def rows(name: str, first: int) -> list[dict[str, Any]]:
        return [
            {**_origin(1000 * place + first + at, f"câu trích {place}.{at}"), **row}
            for at, row in enumerate(described[name])
        ]

    return Plan(
        document=head,
        targets=[Target(**row) for row in rows("targets", 0)],
        achievements=[Achievement(**row) for row in rows("achievements", 500)],
        deadlines=[],
        responsibilities=[],
        references=[],
        page_verdicts=[],
        notes=[],
    )


@contextmanager
def collected(folder: Path, *described: dict[str, Any]) -> Iterator[Collection]:
    """Write described plans and open them."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES}
    for place, plan in enumerate(described):
        for table, given in rows_of(_built(place, plan)).items():
            rows[table] += given
    (folder / "tables").mkdir(exist_ok=True)
    for name, model in TABLES.items():
        table = pa.Table.from_pylist(rows[name], schema=arrow_schema(columns_of(model)))
        pq.write_table(table, folder / "tables" / f"{name}.parquet")
    (folder / "plans").mkdir(exist_ok=True)
    with open_collection(folder) as collection:
        yield collection


@pytest.fixture
def collect(tmp_path: Path) -> Iterator[Collect]:
    """Give `collect(plan, plan, …)`: the collection of described plans."""
    with ExitStack() as stack:
        yield lambda *described: stack.enter_context(collected(tmp_path, *described))
