"""What an export tells at its end, and when it is refused before it begins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from ntm_extract.errors import StoreError
from ntm_extract.export.target import Target
from ntm_extract.store.failure import Failure


@dataclass(frozen=True)
class ExportReport:
    """What an export did.

    Attributes:
        target: where to, as it may be shown.
        written: documents put in, new ones and ones that took the place of an earlier state.
        removed: documents taken out, as the folder holds them no more.
        unchanged: documents left as they were.
        rows: written by table; in a Parquet dataset those of every partition that was written anew.
        skipped: plans that could not be read.
        cursor: for a feed, from where the next one goes on.
    """

    target: str
    written: int
    removed: int
    unchanged: int
    rows: dict[str, int] = field(default_factory=dict)
    skipped: tuple[Failure, ...] = ()
    cursor: int | None = None

    @property
    def exit_code(self) -> int:
        """0 when every plan of the folder is at the target, 3 when some could not be read."""
        return 3 if self.skipped else 0

    def as_dict(self) -> dict[str, Any]:
        """Give the report as JSON-able values."""
        return {
            "target": self.target,
            "documents": {"written": self.written, "removed": self.removed, "unchanged": self.unchanged},
            "rows": self.rows,
            "skipped": [failure.model_dump() for failure in self.skipped],
            "cursor": self.cursor,
        }

    def as_text(self) -> str:
        """Give the report as text for who started the export."""
        lines = [
            f"Đã xuất sang {self.target}:",
            f"  {self.written:>6}  văn bản được ghi (mới hoặc đã thay đổi)",
            f"  {self.removed:>6}  văn bản được xóa (không còn trong thư mục kết quả)",
            f"  {self.unchanged:>6}  văn bản giữ nguyên",
        ]
        if sum(self.rows.values()):
            lines.append(f"Số dòng đã ghi: {', '.join(f'{name} {count}' for name, count in self.rows.items())}")
        if self.cursor is not None:
            lines.append(f"Lần sau lấy tiếp từ đây: --since {self.cursor}")
        lines += [f"BỎ QUA {failure}" for failure in self.skipped]
        return "\n".join(lines)


def refuse_strangers(held: Collection[str], doc_ids: Collection[str], target: Target) -> None:
    """Refuse to export to a place that holds the documents of another folder: all of them would be removed.

    Args:
        held: the documents in the place, `doc_id`.
        doc_ids: those of the folder.
        target: the place.

    Raises:
        StoreError: not one document is in both.
    """
    if held and doc_ids and not set(held) & set(doc_ids):
        raise StoreError(
            f"{target} đang chứa {len(held)} văn bản của một thư mục kết quả khác; xuất sang đó sẽ xóa hết các văn bản "
            "ấy. Mỗi thư mục kết quả cần một đích riêng: hãy chọn đích khác, hoặc xóa đích cũ nếu không dùng nữa."
        )
