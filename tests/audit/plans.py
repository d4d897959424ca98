"""Small collections for the tests of the audit: plans from a few words each, opened the way the program does it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from ntm_extract.plan import (
    Achievement,
    Deadline,
    DocumentHead,
    PageVerdict,
    Plan,
    Provenance,
    Reference,
    Responsibility,
    Target,
)
from ntm_extract.store.collection import Collection, open_collection
from ntm_extract.store.folder import OutputFolder

Entry = Mapping[str, Any]
R = TypeVar("R", bound=Provenance)

HEAD: Entry = {
    "kind": "Kế hoạch", "symbol": "KH-UBND", "title": "Xây dựng nông thôn mới", "period": "2021/2025",
    "issuer": "Ủy ban nhân dân huyện Hạ Lang", "level": "district", "province": "Cao Bằng", "district": "Hạ Lang",
    "place": "Hạ Lang", "issued_on": "2022-10-05", "recipients": [], "pages": 3, "text_origin": "text-layer",
    "restored": False,
}  # fmt: skip
ROWS: dict[type[Provenance], Entry] = {
    Reference: {"kind": "Quyết định", "relation": "legal_basis", "section": "preamble"},
    Target: {
        "indicator": "communes_ntm", "comparator": "=", "change": "level", "unit": "xã", "places": [],
        "text": "số xã đạt chuẩn nông thôn mới", "breakdown": False,
    },
    Achievement: {
        "indicator": "communes_ntm", "comparator": "=", "change": "level", "unit": "xã", "places": [],
        "text": "số xã đạt chuẩn nông thôn mới",
    },
    Deadline: {"modifier": "by", "action": "báo cáo kết quả thực hiện", "actors": []},
    Responsibility: {"agency": "Phòng Nội vụ", "role": "lead", "task": "chủ trì, theo dõi việc thực hiện"},
}  # fmt: skip


def a_doc_id(name: str | int) -> str:
    """Give the doc_id of a plan that tests call by a short name."""
    return sha256(str(name).encode()).hexdigest()[:16]


def a_plan(
    name: str | int,
    *,
    references: Iterable[Entry] = (),
    targets: Iterable[Entry] = (),
    deadlines: Iterable[Entry] = (),
    responsibilities: Iterable[Entry] = (),
    achievements: Iterable[Entry] = (),
    notes: Iterable[str] = (),
    **head: Any,
) -> Plan:
    """Give a plan; what is not told of its head and rows is that of a good district plan.

    Args:
        name: any short name: the source is `NAME.pdf`, the doc_id that of `a_doc_id(NAME)`.
        references, targets, deadlines, responsibilities, achievements: what each row says, fields by name.
        notes: of the plan.
        **head: fields of the document.
    """
    doc_id = a_doc_id(name)
    document = DocumentHead(
        **{**dict.fromkeys(DocumentHead.model_fields), "doc_id": doc_id, "source": f"{name}.pdf", **HEAD, **head}
    )
    verdict = PageVerdict(page=1, origin="text-layer", label="good", remedy="take", reason="Lớp chữ tốt.", scores={})
    return Plan(
        document=document,
        references=[_row(doc_id, Reference, at, entry) for at, entry in enumerate(references)],
        targets=[_row(doc_id, Target, at, entry) for at, entry in enumerate(targets)],
        deadlines=[_row(doc_id, Deadline, at, entry) for at, entry in enumerate(deadlines)],
        responsibilities=[_row(doc_id, Responsibility, at, entry) for at, entry in enumerate(responsibilities)],
        achievements=[_row(doc_id, Achievement, at, entry) for at, entry in enumerate(achievements)],
        page_verdicts=[verdict],
        notes=list(notes),
    )


def a_collection(folder: Path, plans: Iterable[Plan]) -> Collection:
    """Write plans into an output folder as `run` does, and open it."""
    output = OutputFolder(folder)
    with output.held():
        for plan in plans:
            output.write(plan, "")
        for _ in output.write_tables(("parquet",), ()):
            pass
    with open_collection(folder) as collection:
        return collection


def position_of(collection: Collection, name: str | int) -> int:
    """Give the position of a plan in the documents of a collection (they lie in order of file name)."""
    [position] = collection.documents.index[collection.documents["doc_id"] == a_doc_id(name)]
    return int(position)


def _row(doc_id: str, model: type[R], at: int, entry: Entry) -> R:
    words = entry.get("quote") or entry.get("text") or entry.get("task") or entry.get("action") or entry.get("number")
    quote = str(words or f"{model.__name__} {at}")
    origin = {
        "row_id": sha256(f"{doc_id}|{model.__name__}|{at}".encode()).hexdigest()[:16], "section": "II.1", "page": 1,
        "bbox": None, "bbox_pages": None, "char_start": 100 * at, "char_end": 100 * at + len(quote), "quote": quote,
        "source_quote": quote, "confidence": 0.95, "method": "test", "doubts": [],
    }  # fmt: skip
    return model(**{**dict.fromkeys(model.model_fields), **origin, **ROWS[model], **entry})
