"""Commands for whoever holds the tables against the documents: review."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from ntm_extract.cli.answers import Folder, Out, said_plainly, write_answer
from ntm_extract.cli.app import app


class ListFormat(StrEnum):
    """What the list of what is to be looked at is given as."""

    text = "text"
    csv = "csv"
    json = "json"


@app.command(
    "review",
    help="""Liệt kê những chỗ cần xem lại: dòng có độ tin cậy thấp hoặc có điểm nghi vấn, chỗ và trang chưa đọc được.

    Mỗi chỗ nêu văn bản, trang, mục, trích dẫn, độ tin cậy và lý do, theo thứ tự lật trang của từng văn bản.
    Danh sách in ra màn hình, trừ khi có --out. Mã thoát là 0 dù có chỗ cần xem hay không.

    \b
    Ví dụ:
      ntm-extract review ket-qua/
      ntm-extract review ket-qua/ --below 0.6
      ntm-extract review ket-qua/ --format csv --out can-xem-lai.csv
    """,
)
def review_command(
    folder: Folder,
    below: Annotated[
        float | None,
        typer.Option(
            min=0, max=1, metavar="X", help="Ngưỡng độ tin cậy, 0 đến 1. Mặc định: như bản tóm tắt của run (0.8)."
        ),
    ] = None,
    form: Annotated[ListFormat, typer.Option("--format", help="Định dạng kết quả.")] = ListFormat.text,
    out: Out = None,
) -> None:
    """What is to be looked at."""
    from ntm_extract.batch.report import REVIEW_BELOW
    from ntm_extract.review.listing import write_points

    limit = REVIEW_BELOW if below is None else below
    with said_plainly(folder):
        place = write_answer(out, None, lambda target: write_points(folder, limit, form.value, target))
    if place:
        typer.echo(f"Kết quả: {place}", err=True)
