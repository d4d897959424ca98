"""Commands that read documents: run, text."""

from __future__ import annotations

import json
import os
import signal
import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from ntm_extract.cli.app import FAILED, MISUSED, app, give_up

if TYPE_CHECKING:
    from ntm_extract.read.settings import Preset

INTERRUPTED = 130
"""Exit code when Ctrl-C stopped the run."""
TERMINATED = 143
"""Exit code when SIGTERM stopped the run."""
STOPPED = "Đã dừng. Những văn bản xong rồi vẫn ở trong thư mục kết quả; chạy lại lệnh này để làm tiếp."

CACHE = ".pages"
"""Folder of recognised pages in the output folder: what was read of a clerk's documents stays with the results."""

Fast = Annotated[
    bool, typer.Option("--fast", help="Đọc bản quét nhanh hơn, chỉ bằng bộ nhận dạng riêng; sai nhiều hơn.")
]
Cache = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="Thư mục giữ kết quả nhận dạng từng trang, để lần sau khỏi nhận dạng lại. Mặc định: không giữ.",
        file_okay=False,
    ),
]
Best = Annotated[bool, typer.Option("--best", help="Đọc bản quét kỹ nhất, Tesseract cũng đọc toàn bộ; chậm hơn.")]


class Form(StrEnum):
    """How the text of a document is given."""

    text = "text"
    hocr = "hocr"
    alto = "alto"
    jsonl = "jsonl"


def choose_preset(*, fast: bool, best: bool) -> Preset:
    """Give the preset that `--fast` and `--best` ask for; both together are refused."""
    if fast and best:
        raise typer.BadParameter("--fast và --best trái nhau; chỉ chọn một, hoặc bỏ cả hai để đọc theo mặc định")
    return "fast" if fast else "best" if best else "default"


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
      ntm-extract run ban-quet-xau/ --out ket-qua --best
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
        float | None,
        typer.Option(min=1, metavar="N", help="Số giây tối đa cho mỗi 100 trang của một văn bản. Mặc định: 900."),
    ] = None,
    store: Annotated[
        str | None, typer.Option(metavar="URL", help="Cơ sở dữ liệu khác thay cho DIR/ntm.db (địa chỉ SQLAlchemy).")
    ] = None,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Thử lại cả những tệp đã lỗi lần trước.")
    ] = False,
    fast: Fast = False,
    best: Best = False,
    no_cache: Annotated[
        bool,
        typer.Option("--no-cache", help=f"Không dùng, không giữ kết quả nhận dạng từng trang trong DIR/{CACHE}."),
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
    from ntm_extract.read import ReadSettings, fetch, open_document
    from ntm_extract.read.cache import find_obstacle
    from ntm_extract.read.clipping import clip
    from ntm_extract.store.tables import DEFAULT_FORMATS

    preset = choose_preset(fast=fast, best=best)
    cache = None if no_cache else out / CACHE
    if cache and (obstacle := find_obstacle(cache)):
        typer.echo(f"Không giữ được kết quả nhận dạng từng trang: {obstacle}. Văn bản vẫn được đọc.", err=True)
        cache = None
    read = ReadSettings(preset=preset, cache=cache)
    settings = RunSettings(
        jobs=jobs or len(os.sched_getaffinity(0)),
        timeout=timeout or TIMEOUT,
        formats=tuple(formats or DEFAULT_FORMATS),
        store=store,
        retry_failed=retry_failed,
    )
    workshop = Workshop(
        fetch, partial(open_document, settings=read), partial(load_rooms, read), fingerprint(preset), clip
    )
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

    Với --format hocr, alto, jsonl thì kèm vị trí từng chữ trên trang, độ tin cậy, và chữ đọc được trước khi phục hồi.
    hocr và alto tính vị trí bằng điểm ảnh, jsonl bằng point (1/72 inch). Tệp Word và văn bản thuần không có vị trí của
    chữ, nên chỉ có text và jsonl.

    \b
    Mã thoát: 0 xong; 3 không đọc được văn bản; 2 gọi lệnh sai, hoặc văn bản không có vị trí của chữ.

    \b
    Ví dụ:
      ntm-extract text ke-hoach.pdf > ke-hoach.txt
      ntm-extract text ke-hoach.pdf --raw        (như đọc được, trước khi phục hồi dấu)
      ntm-extract text ban-quet.pdf --format hocr > ban-quet.html
      ntm-extract text ban-quet.pdf --best --cache dem --format jsonl > ban-quet.jsonl
      cat ke-hoach.docx | ntm-extract text -
    """,
)
def text_command(
    source: Annotated[str, typer.Argument(metavar="INPUT", help="Tệp, URL hoặc -.")],
    form: Annotated[
        Form, typer.Option("--format", help="text: chỉ chữ; các dạng khác: cả vị trí từng chữ.")
    ] = Form.text,
    raw: Annotated[bool, typer.Option("--raw", help="Chữ như đọc được, trước khi phục hồi dấu.")] = False,
    fast: Fast = False,
    best: Best = False,
    cache: Cache = None,
) -> None:
    """Print the text of one document."""
    from ntm_extract.batch.inputs import printable
    from ntm_extract.errors import DocumentError
    from ntm_extract.pipeline import text_of_bytes
    from ntm_extract.read import ReadSettings, fetch
    from ntm_extract.transcript import NoPlacesError

    settings = ReadSettings(preset=choose_preset(fast=fast, best=best), cache=cache)
    name = "stdin" if source == "-" else printable(source)
    try:
        data = sys.stdin.buffer.read() if source == "-" else fetch(source)
        for piece in text_of_bytes(data, raw=raw, form=form.value, source=name, settings=settings):
            typer.echo(piece.encode("utf-8", "replace"), nl=False)
        if form is Form.text:
            typer.echo()
    except DocumentError as error:
        give_up(f"{printable(source)}: {error}", FAILED)
    except NoPlacesError as error:
        give_up(f"{printable(source)}: {error}", MISUSED)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)
