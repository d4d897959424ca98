"""Commands that read documents: run, text."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from ntm_extract.cli.app import FAILED, MISUSED, app, give_up

INTERRUPTED = 130
"""Exit code when Ctrl-C stopped the run."""
TERMINATED = 143
"""Exit code when SIGTERM stopped the run."""
STOPPED = "Đã dừng. Những văn bản xong rồi vẫn ở trong thư mục kết quả; chạy lại lệnh này để làm tiếp."


def _check_inputs(given: list[str]) -> list[str]:
    if any(not word.strip() for word in given):
        raise typer.BadParameter("tên tệp hoặc thư mục bị bỏ trống; thư mục hiện tại là dấu chấm (.)")
    return given


def _check_formats(given: list[str] | None) -> list[str]:
    from ntm_extract.store.tables import FORMATS

    formats = [name.strip().lower() for part in given or [] for name in part.split(",")]
    if unknown := [name for name in formats if name not in FORMATS]:
        raise typer.BadParameter(f"không có định dạng {', '.join(unknown)}; chọn trong: {', '.join(FORMATS)}")
    return formats


@app.command(
    "run",
    help="""Đọc văn bản, lập bảng trong thư mục kết quả.

    INPUT là tệp, thư mục (tìm cả thư mục con), mẫu tên ("*.pdf"), địa chỉ URL hoặc - (đầu vào chuẩn).
    Chạy lại với cùng thư mục thì chỉ làm tệp mới hoặc đã thay đổi. Một tệp hỏng không làm dừng các tệp khác:
    nó được nêu tên cùng lý do trên màn hình và trong bảng failures.

    \b
    Mã thoát: 0 mọi tệp đều vào bảng; 3 có tệp lỗi; 2 gọi lệnh sai hoặc không ghi được kết quả;
    130 bị dừng bằng Ctrl-C; 143 bị hệ thống hoặc chương trình khác dừng (SIGTERM).

    \b
    Ví dụ:
      ntm-extract run ke-hoach/ --out ket-qua
      ntm-extract run ke-hoach/ --out ket-qua --format xlsx
      ntm-extract run "2022/**/*.pdf" thong-bao.docx --out ket-qua --jobs 4
      ntm-extract run ke-hoach/ --out ket-qua --retry-failed
      ntm-extract run ke-hoach/ --out ket-qua --store postgresql+psycopg://ten@may/csdl
    """,
)
def run_command(
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT", help="Tệp, thư mục, mẫu tên, URL hoặc -.", callback=_check_inputs)
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Thư mục kết quả.", file_okay=False)],
    formats: Annotated[
        list[str] | None,
        typer.Option(
            "--format",
            metavar="csv|jsonl|parquet|xlsx",
            help="Định dạng bảng; nhiều định dạng thì cách nhau bằng dấu phẩy. Mặc định: csv,parquet.",
            callback=_check_formats,
        ),
    ] = None,
    jobs: Annotated[int | None, typer.Option(min=1, metavar="N", help="Số tiến trình. Mặc định: số lõi CPU.")] = None,
    timeout: Annotated[
        float | None, typer.Option(min=1, metavar="N", help="Số giây tối đa cho một văn bản. Mặc định: 900.")
    ] = None,
    store: Annotated[
        str | None, typer.Option(metavar="URL", help="Cơ sở dữ liệu khác thay cho DIR/ntm.db (địa chỉ SQLAlchemy).")
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Thử lại cả những tệp đã lỗi lần trước.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In tóm tắt dạng JSON thay cho chữ.")] = False,
    debug: Annotated[bool, typer.Option("--debug", help="In chi tiết các lỗi không lường trước.")] = False,
) -> None:
    """Documents in, tables out."""
    from ntm_extract.batch.fingerprint import fingerprint
    from ntm_extract.batch.run import TIMEOUT, RunSettings, run
    from ntm_extract.batch.screen import Screen, summarize
    from ntm_extract.batch.workers import Workshop
    from ntm_extract.errors import StoreError
    from ntm_extract.pipeline import load_rooms
    from ntm_extract.read import fetch
    from ntm_extract.store.tables import DEFAULT_FORMATS

    settings = RunSettings(
        jobs=jobs or len(os.sched_getaffinity(0)),
        timeout=timeout or TIMEOUT,
        formats=tuple(formats or DEFAULT_FORMATS),
        store=store,
        retry_failed=retry_failed,
    )
    workshop = Workshop(fetch, load_rooms, fingerprint())
    signal.signal(signal.SIGTERM, _stop)
    screen = Screen(debug=debug)
    try:
        with screen.shown():
            report = run(inputs, out, settings, workshop, screen, sys.stdin.buffer.read)
    except StoreError as error:
        give_up(str(error), MISUSED)
    except OSError as error:
        where = f" ({error.filename2 or error.filename})" if error.filename else ""
        advice = "Hãy kiểm tra quyền ghi và chỗ trống trên đĩa rồi chạy lại."
        give_up(f"Không ghi được vào thư mục kết quả {out}{where}: {error.strerror or error}. {advice}", MISUSED)
    except KeyboardInterrupt:
        give_up(STOPPED, INTERRUPTED)
    except SystemExit:  # from `_stop`
        give_up(STOPPED, TERMINATED)
    typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2) if as_json else summarize(report))
    raise typer.Exit(report.exit_code)


@app.command(
    "text",
    help="""In chữ của một văn bản ra màn hình, các trang cách nhau bằng ký tự ngắt trang.

    \b
    Ví dụ:
      ntm-extract text ke-hoach.pdf > ke-hoach.txt
      ntm-extract text ke-hoach.pdf --raw        (như đọc được, trước khi phục hồi dấu)
      cat ke-hoach.docx | ntm-extract text -
    """,
)
def text_command(
    source: Annotated[str, typer.Argument(metavar="INPUT", help="Tệp, URL hoặc -.")],
    raw: Annotated[bool, typer.Option("--raw", help="Chữ như đọc được, trước khi phục hồi dấu.")] = False,
) -> None:
    """Print the text of one document."""
    from ntm_extract.batch.inputs import printable
    from ntm_extract.errors import DocumentError
    from ntm_extract.pipeline import text_of_bytes
    from ntm_extract.read import fetch

    try:
        data = sys.stdin.buffer.read() if source == "-" else fetch(source)
        typer.echo(text_of_bytes(data, raw=raw))
    except DocumentError as error:
        give_up(f"{printable(source)}: {error}", FAILED)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)
