"""Commands for whoever holds the tables against the documents: review, annotate."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ntm_extract.cli.answers import Folder, Out, said_plainly, write_answer
from ntm_extract.cli.app import FAILED, MISUSED, app, give_up
from ntm_extract.cli.documents import Best, Cache, Fast, choose_preset

if TYPE_CHECKING:
    from ntm_extract.plan import Plan
    from ntm_extract.read.settings import ReadSettings


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


@app.command(
    "annotate",
    help="""Đánh dấu các dòng của bảng lên bản sao PDF của văn bản: mỗi bảng một màu, kèm ghi chú.

    Vàng: chỉ tiêu; tím: kết quả đã đạt; cam: mốc thời gian; xanh lá: phân công; xanh lam: văn bản viện dẫn;
    hồng: số hiệu, ngày chưa đọc chắc. Ghi chú nêu nội dung dòng, độ tin cậy và điểm nghi vấn. Đó là chú thích của PDF
    nên phần mềm đọc PDF nào cũng tắt đi được; tệp gốc không thay đổi. Ảnh (PNG, JPEG, TIFF) được đóng thành PDF; tệp
    Word và văn bản thuần không có trang giấy để đánh dấu.
    Với --from thì dùng kết quả có sẵn của run; không có thì văn bản được đọc lại từ đầu.

    \b
    Mã thoát: 0 xong; 3 không đọc được văn bản; 2 gọi lệnh sai, hoặc văn bản không có trang giấy.

    \b
    Ví dụ:
      ntm-extract annotate ke-hoach.pdf --out co-danh-dau.pdf
      ntm-extract annotate ban-quet.pdf --from ket-qua/ --out co-danh-dau.pdf
      ntm-extract annotate anh-chup.jpg --fast --out co-danh-dau.pdf
    """,
)
def annotate_command(
    source: Annotated[str, typer.Argument(metavar="DOC", help="Tệp PDF hoặc ảnh, URL hoặc -.")],
    out: Annotated[Path, typer.Option("--out", metavar="X.pdf", help="Tệp PDF có đánh dấu.")],
    results: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="DIR", help="Thư mục kết quả của run có văn bản này.", exists=True, file_okay=False
        ),
    ] = None,
    fast: Fast = False,
    best: Best = False,
    cache: Cache = None,
) -> None:
    """Rows drawn onto the pages."""
    from ntm_extract.batch.inputs import printable
    from ntm_extract.errors import DocumentError, StoreError
    from ntm_extract.read import ReadSettings, fetch
    from ntm_extract.review.drawing import NoPagesError, draw_rows, require_pages

    preset = choose_preset(fast=fast, best=best)
    if not out.name or out.is_dir():
        give_up(f"--out {str(out)!r} không phải là tên tệp.", MISUSED)
    if out.exists() and source != "-" and Path(source).exists() and out.samefile(source):
        give_up(f"--out trùng với chính văn bản {printable(source)}; hãy nêu một tệp khác.", MISUSED)
    name = "stdin" if source == "-" else printable(source)
    try:
        data = sys.stdin.buffer.read() if source == "-" else fetch(source)
        require_pages(data)
        plan = _plan_in(results, data) if results else _extract(data, name, ReadSettings(preset=preset, cache=cache))
        drawn = draw_rows(data, plan, out)
    except DocumentError as error:
        give_up(f"{name}: {error}", FAILED)
    except (NoPagesError, StoreError) as error:
        give_up(f"{name}: {error}", MISUSED)
    except OSError as error:
        advice = "Hãy kiểm tra đường dẫn, quyền ghi và chỗ trống trên đĩa."
        give_up(f"Không ghi được {out}: {error.strerror or error}. {advice}", MISUSED)
    for note in drawn.notes:
        typer.echo(f"{name}: {note}", err=True)
    typer.echo(f"{drawn.marks} dấu.\nKết quả: {out}", err=True)


def _plan_in(folder: Path, data: bytes) -> Plan:
    from ntm_extract.pipeline import identify
    from ntm_extract.review.listing import plan_of

    return plan_of(folder, identify(data))


def _extract(data: bytes, name: str, settings: ReadSettings) -> Plan:
    from ntm_extract.pipeline import extract_bytes, load_rooms

    return extract_bytes(data, name, load_rooms(settings)).plan
