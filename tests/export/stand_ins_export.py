"""Small output folders, made without reading any document."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from ntm_extract.extract.row_ids import row_ids
from ntm_extract.plan import (
    TABLES,
    Achievement,
    Deadline,
    DocumentHead,
    PageVerdict,
    Plan,
    Record,
    Reference,
    Responsibility,
    Target,
)
from ntm_extract.store.columns import rows_of
from ntm_extract.store.failure import Failure
from ntm_extract.store.folder import OutputFolder

PROVINCES = ("Cao Bằng", "Thừa Thiên - Huế", "Đắk Lắk", None)
Rows = dict[str, list[dict[str, Any]]]


def doc_id_of(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def a_plan(name: str, province: str | None = "Cao Bằng", values: tuple[float, ...] = (2.0,), text: str = "đạt") -> Plan:
    """Give a plan with a target for each value and one row in every other table."""
    doc_id = doc_id_of(name)
    head = dict.fromkeys(DocumentHead.model_fields) | {
        "doc_id": doc_id, "source": f"{name}.pdf", "kind": "Kế hoạch", "province": province, "issued_on": "2022-10",
        "recipients": ["Huyện ủy", "Lưu: VT"], "pages": 1, "text_origin": "text-layer", "restored": False,
    }  # fmt: skip
    target = {"indicator": "communes_ntm", "comparator": ">=", "change": "level", "places": [], "text": text}
    targets = [
        target | {"value": value, "breakdown": False, "source_quote": f"{n} xã"} for n, value in enumerate(values)
    ]
    deadline = {"when": "2022-Q4", "modifier": "by", "action": "báo cáo", "actors": ["Phòng Nội vụ"]}
    reference = {
        "kind": "Quyết định", "number": "263/QĐ-TTg", "date": "2022-02-22", "issuer": "Thủ tướng Chính phủ",
        "relation": "legal_basis",
    }  # fmt: skip
    return Plan(
        document=DocumentHead(**head),
        targets=_rows(doc_id, "targets", Target, targets),
        deadlines=_rows(doc_id, "deadlines", Deadline, [deadline]),
        responsibilities=_rows(
            doc_id, "responsibilities", Responsibility, [{"agency": "Phòng Nội vụ", "role": "lead", "task": text}]
        ),
        references=_rows(doc_id, "references", Reference, [reference]),
        achievements=_rows(
            doc_id, "achievements", Achievement, [{**target, "comparator": "=", "value": 1.0, "as_of": "2021"}]
        ),
        page_verdicts=[
            PageVerdict(page=1, origin="text-layer", label="good", remedy="take", reason="Tốt.", scores={"marked": 0.9})
        ],
        notes=[],
    )


def _rows(doc_id: str, table: str, model: type[Record], rows: list[dict[str, Any]]) -> list[Any]:
    origin = {
        "section": "I.1", "page": 1, "bbox": [(72.0, 100.5, 300.0, 114.0)], "bbox_pages": [1], "char_start": 0,
        "char_end": 9, "quote": "trích", "source_quote": "trich", "confidence": 0.9, "method": "test", "doubts": [],
    }  # fmt: skip
    filled = [dict.fromkeys(model.model_fields) | origin | row for row in rows]
    names = row_ids(doc_id, table, filled)
    return [model(**(row | {"row_id": name})) for name, row in zip(names, filled, strict=True)]


class Office:
    """An output folder, as runs leave it."""

    def __init__(self, root: Path, *plans: Plan) -> None:
        self.root = root
        if plans:
            self.run(*plans)

    def put(self, *plans: Plan) -> None:
        """Write plans as a run that is still at work: the tables do not know of them yet."""
        folder = OutputFolder(self.root)
        for plan in plans:
            folder.write(plan, "chữ")

    def run(self, *plans: Plan, remove: tuple[str, ...] = (), formats: tuple[str, ...] = ("parquet",)) -> None:
        """Write plans, take documents out (by name), and make the tables."""
        folder = OutputFolder(self.root)
        with folder.held():
            for plan in plans:
                folder.write(plan, "chữ")
            for name in remove:
                folder.remove(doc_id_of(name))
            for _ in folder.write_tables(formats, ()):
                pass

    def rows(self) -> Rows:
        """Give what the plans in the folder say, as JSON has it, rows in an order of their own."""
        rows: Rows = {table: [] for table in TABLES}
        for plan in OutputFolder(self.root).read_plans():
            assert not isinstance(plan, Failure)
            for table, more in rows_of(Plan.model_validate_json(plan.model_dump_json())).items():
                rows[table] += more
        return ordered(rows)


def ordered(rows: Rows) -> Rows:
    """Give rows with lists for tuples, sorted."""
    plain = {table: [{c: _plain(v) for c, v in row.items()} for row in found] for table, found in rows.items()}
    return {table: sorted(found, key=lambda row: sorted(map(str, row.items()))) for table, found in plain.items()}


def _plain(value: Any) -> Any:
    return [_plain(part) for part in value] if isinstance(value, list | tuple) else value
