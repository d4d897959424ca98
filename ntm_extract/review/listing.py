"""The list of what is to be looked at, of all documents of an output folder: as text, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, fields
from itertools import groupby
from pathlib import Path
from typing import BinaryIO, Literal, get_args

from ntm_extract.errors import StoreError
from ntm_extract.plan import Plan
from ntm_extract.review.points import Point, find_points
from ntm_extract.review.words import load_words, say_number, say_section
from ntm_extract.store.cells import csv_value
from ntm_extract.store.columns import Kind
from ntm_extract.store.failure import Failure
from ntm_extract.store.folder import OutputFolder, read_plan
from ntm_extract.store.streams import BYTE_ORDER_MARK, opened, write_json

Format = Literal["text", "csv", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)
QUOTED = 240
"""Characters of a quote that are shown in the text; CSV and JSON have all of it."""
_KINDS = {"page": Kind.INTEGER, "confidence": Kind.NUMBER}
_WORDS = ("doc_id", "kind", "table", "field", "row_id")


def list_points(folder: Path, below: float) -> Iterator[Point]:
    """Give what is to be looked at in an output folder, document by document in order of their files' names.

    Args:
        folder: given to `run --out`.
        below: rows with a confidence lower than this are to be looked at, and every row with a doubt.

    Raises:
        StoreError: the folder is none that `run` made, or a plan in it cannot be read.
    """
    output = OutputFolder(folder)
    output.require_plans()
    for plan in output.read_plans():
        yield from find_points(_sound(plan), below)


def plan_of(folder: Path, doc_id: str) -> Plan:
    """Give the plan of one document in an output folder.

    Raises:
        StoreError: the folder is none that `run` made, does not hold the document, or its plan cannot be read.
    """
    output = OutputFolder(folder)
    output.require_plans()
    path = output.path_of(doc_id)
    if path is None:
        raise StoreError(f"{folder} không có kết quả của văn bản này; hãy chạy: ntm-extract run … --out {folder}")
    return _sound(read_plan(path)[0])


def _sound(plan: Plan | Failure) -> Plan:
    if isinstance(plan, Failure):
        raise StoreError(f"{plan.source}: {plan.reason}. {plan.advice}")
    return plan


def write_points(folder: Path, below: float, form: Format, target: Path | BinaryIO) -> None:
    """Write the list, document by document, so that a folder of any size can be listed.

    Args:
        folder: given to `run --out`.
        below: as in `list_points`.
        form: `text` to be read; `csv` has one row a point; `json` one object with a list of them.
        target: a file, which is replaced when all went well, or a binary stream.

    Raises:
        StoreError: the folder is none that `run` made, or a plan in it cannot be read.
        OSError: the file cannot be written.
    """
    points = list_points(folder, below)
    with opened(target) as stream:
        if form == "json":
            lines = (json.dumps(asdict(point), ensure_ascii=False) for point in points)
            write_json(stream, {"below": below}, {"points": lines})
        elif form == "csv":
            if isinstance(target, Path):
                stream.write(BYTE_ORDER_MARK)
            _write_csv(points, stream)
        else:
            for line in _lines(points, below):
                stream.write(f"{line}\n".encode())


def _write_csv(points: Iterator[Point], stream: BinaryIO) -> None:
    columns = {
        field.name: Kind.WORD if field.name in _WORDS else _KINDS.get(field.name, Kind.TEXT) for field in fields(Point)
    }
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    for point in points:
        told = asdict(point) | {"doubts": "; ".join(point.doubts)}
        writer.writerow([csv_value(told[name], kind) for name, kind in columns.items()])
        stream.write(text.getvalue().encode("utf-8"))
        text.seek(0)
        text.truncate()
    stream.write(text.getvalue().encode("utf-8"))


def _lines(points: Iterator[Point], below: float) -> Iterator[str]:
    count = documents = 0
    for _, group in groupby(points, key=lambda point: point.doc_id):
        of_document = list(group)
        count, documents = count + len(of_document), documents + 1
        yield f"{of_document[0].source}: {len(of_document)} chỗ cần xem lại"
        for point in of_document:
            yield from _tell(point)
        yield ""
    limit = f"độ tin cậy dưới {say_number(below)} hoặc có điểm nghi vấn"
    if count:
        yield f"Cần xem lại {count} chỗ ở {documents} văn bản ({limit})."
    else:
        yield f"Không có chỗ nào cần xem lại ({limit})."


def _tell(point: Point) -> Iterator[str]:
    words = load_words()
    if point.kind == "note":
        yield f"  Cả văn bản: {point.doubts[0]}"
        return
    parts = [f"trang {point.page}"] if point.page else []
    if point.kind == "page":
        parts.append("chưa đọc được")
    if point.section:
        parts.append(say_section(point.section))
    if point.kind == "row" and point.table:
        parts.append(words["tables"][point.table])
    if point.field:
        parts.append(f"{words['heads'][point.field]} chưa đọc chắc")
    if point.confidence is not None:
        parts.append(f"độ tin cậy {say_number(point.confidence, 3)}")
    head = " · ".join(parts)
    yield f"  {head[:1].upper()}{head[1:]}"
    if point.quote:
        yield f"    “{_shorten(' '.join(point.quote.split()))}”"
    for doubt in point.doubts:
        yield f"    - {doubt}"
    if point.picture:
        yield f"    - hình: {point.picture}"


def _shorten(text: str) -> str:
    return text if len(text) <= QUOTED else text[: text.rfind(" ", 0, QUOTED)] + " …"
