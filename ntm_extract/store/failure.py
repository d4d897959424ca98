"""The failures table: what could not be turned into a plan, why, and what to do next."""

from __future__ import annotations

from datetime import UTC, datetime

from pydantic import Field

from ntm_extract.errors import DocumentError
from ntm_extract.plan import TABLES, Record


class Failure(Record):
    """One input that is not in the tables (tệp không xử lý được)."""

    doc_id: str | None = Field(description="As in the other tables; null when the bytes could not be fetched")
    source: str = Field(description="The path or URL as given")
    code: str = Field(description="A stable word for the reason: encrypted, damaged, timeout, crashed, …")
    page: int | None = Field(description="1-based page the trouble is on, or null", ge=1)
    reason: str = Field(description="What is wrong, one Vietnamese sentence")
    advice: str = Field(description="What to do next, one Vietnamese sentence")
    at: str = Field(description="When it failed, ISO 8601 in UTC")

    @classmethod
    def of_error(cls, source: str, doc_id: str | None, error: DocumentError) -> Failure:
        """Note that `source` failed just now with `error`."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return cls(
            doc_id=doc_id,
            source=source,
            code=error.code,
            page=error.page,
            reason=error.reason,
            advice=error.advice,
            at=now,
        )

    def __str__(self) -> str:
        where = f" (trang {self.page})" if self.page is not None else ""
        return f"{self.source}: {self.reason.rstrip('.')}{where}. {self.advice} [{self.code}]"


STORED_TABLES: dict[str, type[Record]] = {**TABLES, "failures": Failure}
"""The tables of an output folder and of a database, with the model of a row of each."""
