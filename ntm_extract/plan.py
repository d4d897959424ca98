"""The contract: what one extracted plan looks like (SCHEMA 1).

These models are the only place where the shape of the output is written down. The JSON Schema
(`ntm-extract schema`), the columns of the tables and the database tables are made from them. This module
knows nothing of how a plan is found; only `to_frames` reaches for the tables, when it is called.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.2"

Share = Annotated[float, Field(ge=0, le=1)]
BBox = tuple[float, float, float, float]

Indicator = Literal[
    "communes_ntm",
    "communes_ntm_advanced",
    "communes_ntm_model",
    "communes_below",
    "criteria_per_commune",
    "criteria_per_advanced_commune",
    "criteria_gain",
    "villages_ntm",
    "villages_ntm_model",
    "district_ntm",
    "criteria_kept",
    "ocop_products",
    "rural_income",
    "poverty_rate",
    "other",
]
Comparator = Literal["=", ">=", "<=", ">", "<", "range"]
Relation = Literal["legal_basis", "implements", "per"]
Modifier = Literal["by", "in", "from", "span"]
Role = Literal["lead", "coordinate", "request", "receive"]
Level = Literal["province", "district", "commune", "central"]
UnreadField = Literal["number", "issued_on"]


class Record(BaseModel):
    """Common ground of all records: immutable, no unknown fields, an unknown value is null."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Provenance(Record):
    """Where a row came from (nguồn gốc): enough to find its words on the page again."""

    row_id: str = Field(
        description="Names the row in every rerun: made from the document, the table, the words of the quote as read "
        "and what tells the rows of one quote apart",
        pattern="^[0-9a-f]{16}$",
    )
    section: str = Field(description="Outline address (địa chỉ mục): `I.1.c`, `Điều 3.2.a`, `preamble`, `recipients`")
    page: int | None = Field(description="1-based page on which the quote begins; null for plain text", ge=1)
    bbox: list[BBox] | None = Field(
        description="One [x0, top, x1, bottom] in PDF points per line of the quote; null for plain text"
    )
    bbox_pages: list[int] | None = Field(description="The page of each box in `bbox`; null for plain text")
    char_start: int = Field(description="Start of the quote in the restored text", ge=0)
    char_end: int = Field(description="End of the quote in the restored text (exclusive)", ge=0)
    quote: str = Field(description="The restored text from char_start to char_end (trích nguyên văn)")
    source_quote: str = Field(description="The same span as it was read, before restoration")
    confidence: Share = Field(description="How sure the product is of this row (độ tin cậy), 0 to 1")
    method: str = Field(description="Which extractor and pattern made the row, e.g. `references:numbered`")
    doubts: list[str] = Field(
        description="What was guessed or could not be decided about this row; [] when nothing was (điểm nghi vấn)"
    )


class Reference(Provenance):
    """A mention of one particular legal instrument (văn bản viện dẫn)."""

    kind: str = Field(description="Loại văn bản: Luật, Nghị quyết, Nghị định, Quyết định, Kế hoạch, …")
    number: str | None = Field(description="Canonical number and symbol, `263/QĐ-TTg`; null if unnumbered")
    date: str | None = Field(description="Date of issue (EDTF) or null")
    issuer: str | None = Field(description="Canonical full name, locality filled in from context; null if not implied")
    subject: str | None = Field(description="What it is about (về việc …), or null")
    relation: Relation = Field(description="legal_basis (căn cứ), implements (thực hiện, …), per (theo, tại, …)")
    pinpoint: str | None = Field(
        default=None, description="The part of it that is cited, as written: `điểm a khoản 2 Điều 5`; null if none"
    )


class Target(Provenance):
    """A quantity to be reached (chỉ tiêu)."""

    indicator: Indicator = Field(description="Which quantity is meant")
    comparator: Comparator = Field(description="How value is meant: exactly, at least (ít nhất), a range, …")
    value: float | None = Field(description="The number; null when only a share is given")
    value_max: float | None = Field(description="Upper end of a range, else null")
    denominator: float | None = Field(description="13 in 02/13")
    share_pct: float | None = Field(description="The percentage stated, also when it stands beside a count")
    unit: str | None = Field(description="What is counted: xã, thôn, tiêu chí/xã, sản phẩm/năm, lần …")
    change: Literal["level", "increase"] = Field(description="level (đạt) or increase (thêm, tăng)")
    baseline: str | None = Field(description="EDTF of the base period of an increase, or null")
    due: str | None = Field(description="EDTF year or date by which, or null")
    places: list[str] = Field(description="Names of the units counted, without xã/xóm/làng")
    qualifier: str | None = Field(description="What else limits it: `3 sao, cấp tỉnh`, `dưới 15 tiêu chí`, or null")
    text: str = Field(description="The indicator in the plan's words")
    breakdown: bool = Field(description="True when the row only details another row")
    criterion: str | None = Field(
        default=None,
        description="Number and official name of the national criterion it belongs to: `11. Nghèo đa chiều`; or null",
    )


class Achievement(Provenance):
    """A quantity the plan says is already reached (kết quả đã đạt); what its targets start from."""

    indicator: Indicator = Field(description="Which quantity is meant; never `other`")
    comparator: Comparator = Field(description="How value is meant: exactly, at least (trên), a range, …")
    value: float | None = Field(description="The number; null when only a share is given")
    value_max: float | None = Field(description="Upper end of a range, else null")
    denominator: float | None = Field(description="13 in 07/13")
    share_pct: float | None = Field(description="The percentage stated, also when it stands beside a count")
    unit: str | None = Field(description="What is counted: xã, thôn, tiêu chí/xã, …")
    change: Literal["level", "increase"] = Field(description="level (có, đạt) or increase (thêm, tăng)")
    as_of: str | None = Field(description="EDTF of when it was reached, or null (đến nay)")
    places: list[str] = Field(description="Names of the units counted, without xã/xóm/làng")
    text: str = Field(description="The indicator in the plan's words")


class Deadline(Provenance):
    """A dated task (mốc thời gian của nhiệm vụ)."""

    when: str | None = Field(description="EDTF: `2022-Q4`, `2023`, `2022/2025`; null for a purely recurrent one")
    recurrence: str | None = Field(description="RFC 5545 RRULE without the prefix, or null: `FREQ=YEARLY`")
    modifier: Modifier = Field(description="by (trước, đến hết), in (trong, quý), from (từ), span (từ … đến …)")
    action: str = Field(description="What is due, in the plan's words")
    actors: list[str] = Field(description="Canonical agencies who do it; [] if none is stated")


class Responsibility(Provenance):
    """A duty of an agency (phân công): one row per item, agency and role."""

    agency: str = Field(description="Canonical name in full, without the plan's own locality")
    role: Role = Field(description="lead (chủ trì), coordinate (phối hợp), request (đề nghị), receive (báo cáo về)")
    task: str = Field(description="What is to be done, the main clause, at most 300 characters", max_length=300)


class DocumentHead(Record):
    """What the document says of itself (thông tin văn bản)."""

    doc_id: str = Field(description="First 16 hex digits of the SHA-256 of the input bytes", pattern="^[0-9a-f]{16}$")
    source: str = Field(description="The path or URL as given")
    kind: str | None = Field(description="Loại văn bản: Kế hoạch, Quyết định, …")
    number: str | None = Field(
        description="Số, ký hiệu without spaces; null when the number is left blank or was not read surely"
    )
    symbol: str | None = Field(description="Ký hiệu alone, kept even when the number is blank: `KH-UBND`")
    title: str | None = Field(description="Trích yếu, one line, without the kind")
    issuer: str | None = Field(description="Canonical full name of the issuing body")
    level: Level | None = Field(description="province, district, commune or central")
    province: str | None = Field(description="Name without tỉnh/thành phố")
    district: str | None = Field(description="Name without huyện/thị xã/thành phố")
    place: str | None = Field(description="Địa danh of the date line")
    issued_on: str | None = Field(
        description="EDTF; month only when the day is blank, month or year only where the rest was not read surely"
    )
    signer: str | None = Field(description="Name of the person who signed")
    signer_title: str | None = Field(description="Office of the person who signed, e.g. Chủ tịch")
    period: str | None = Field(description="Giai đoạn of the plan, EDTF interval `2021/2025`")
    recipients: list[str] = Field(description="The Nơi nhận lines without dashes")
    pages: int = Field(description="Page count", ge=0)
    text_origin: Literal["text-layer", "ocr", "plain", "mixed"] = Field(description="Where the text came from")
    restored: bool = Field(description="Whether diacritics or letters were restored")


class PageVerdict(Record):
    """How one page was read, and why (nhận định từng trang)."""

    page: int = Field(description="1-based page", ge=1)
    origin: Literal["text-layer", "ocr", "plain"] = Field(description="Where the page's text came from")
    label: str = Field(description="What the page's text is like: good, wrong-language, marks-lost, picture, …")
    remedy: str = Field(description="What was done: take, restore, decode, join, ocr, none")
    reason: str = Field(description="Why, in one Vietnamese sentence")
    scores: dict[str, float] = Field(description="The measures behind the verdict")


class Unread(Record):
    """A place of the head that a picture shows and no reader is sure of (chỗ chưa đọc chắc); its field is left open."""

    field: UnreadField = Field(
        description="The field of `document` that is null for it, or less precise than the page: number, issued_on"
    )
    page: int = Field(description="1-based page", ge=1)
    bbox: list[BBox] = Field(description="One [x0, top, x1, bottom] in PDF points per line of the place")
    source_quote: str = Field(
        description="The whole line as it was read, before restoration; empty where no line could be read, and the "
        "place is the head of the page"
    )
    candidates: list[tuple[str, Share]] = Field(
        description="Values the field may have, with probabilities, the likeliest first; [] when none can be told"
    )
    picture: str | None = Field(
        description="PNG of the place, relative to the output folder of `run`; null where there is no such folder or "
        "it could not be drawn, which `notes` then tell"
    )
    note: str = Field(description="For whoever looks it up, in Vietnamese; it stands in `notes` too")


class Plan(Record):
    """One document as extracted: its head, its tables, and how its pages were read."""

    schema_version: str = SCHEMA_VERSION
    document: DocumentHead
    targets: list[Target]
    deadlines: list[Deadline]
    responsibilities: list[Responsibility]
    references: list[Reference]
    achievements: list[Achievement]
    page_verdicts: list[PageVerdict] = Field(description="One per page, in order")
    unread: list[Unread] = Field(
        default_factory=list,
        description="Places of number and date line that could not be read surely; [] when there are none",
    )
    notes: list[str] = Field(description="What was skipped or guessed while reading; [] when nothing was")

    def to_frames(self) -> dict[str, Any]:
        """Give the plan as pandas DataFrames by table name, `doc_id` in front.

        Returns:
            `{"documents": …, "targets": …, "deadlines": …, "responsibilities": …, "references": …,
            "achievements": …, "page_verdicts": …}`, one row per entry, columns as in the JSON.

        Example:
            `extract("ke-hoach.pdf").to_frames()["targets"]["value"]`
        """
        from ntm_extract.store.frames import frames_of  # pandas is loaded only where frames are asked for

        return frames_of([self])


TABLES: dict[str, type[Record]] = {
    "documents": DocumentHead,
    "targets": Target,
    "deadlines": Deadline,
    "responsibilities": Responsibility,
    "references": Reference,
    "achievements": Achievement,
    "page_verdicts": PageVerdict,
}
"""The tables a plan gives and the model of a row of each."""
