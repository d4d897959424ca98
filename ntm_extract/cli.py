"""The commands: words of the user → calls. No logic lives here."""

from __future__ import annotations

import json
import os
import signal
import sys
from enum import StrEnum
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer

app = typer.Typer(
    name="ntm-extract",
    help="Đọc kế hoạch xây dựng nông thôn mới (PDF, bản quét, DOCX, TXT) và lập bảng chỉ tiêu, mốc thời gian, "
    "phân công, văn bản viện dẫn.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

FAILED = 3
"""Exit code when an input could not be turned into a plan."""
MISUSED = 2
"""Exit code when the call itself is wrong, or there is no place to put the results."""
INTERRUPTED = 130
"""Exit code when Ctrl-C stopped the run."""
TERMINATED = 143
"""Exit code when SIGTERM stopped the run."""
STOPPED = "Đã dừng. Những văn bản xong rồi vẫn ở trong thư mục kết quả; chạy lại lệnh này để làm tiếp."


def main() -> None:
    """Run the command line; output is UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    app()


def _show_version(wanted: bool) -> None:
    if wanted:
        from ntm_extract import __version__

        typer.echo(f"ntm-extract {__version__}")
        raise typer.Exit


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


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="In phiên bản rồi thoát.")
    ] = False,
) -> None:
    """Options that stand before the command."""


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
        _give_up(str(error), MISUSED)
    except OSError as error:
        where = f" ({error.filename2 or error.filename})" if error.filename else ""
        advice = "Hãy kiểm tra quyền ghi và chỗ trống trên đĩa rồi chạy lại."
        _give_up(f"Không ghi được vào thư mục kết quả {out}{where}: {error.strerror or error}. {advice}", MISUSED)
    except KeyboardInterrupt:
        _give_up(STOPPED, INTERRUPTED)
    except SystemExit:  # from `_stop`
        _give_up(STOPPED, TERMINATED)
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
        _give_up(f"{printable(source)}: {error}", FAILED)


class TextFormat(StrEnum):
    """How restored text is given."""

    text = "text"
    jsonl = "jsonl"


@app.command(
    "restore",
    help="""Phục hồi dấu và chữ bị đọc sai cho văn bản thuần (UTF-8), từng dòng một; chữ đã đúng được giữ nguyên.

    Tệp lớn bao nhiêu cũng được: văn bản được đọc và trả ra từng phần. Với --format jsonl, mỗi dòng là một đối tượng
    JSON gồm các từ, vị trí của chúng trong nguồn và trong kết quả, các cách đọc cùng xác suất, và cờ cần xem lại.

    \b
    Ví dụ:
      echo "Uy ban nhan dan huyen" | ntm-extract restore
      ntm-extract restore khong-dau.txt > co-dau.txt
      ntm-extract restore khong-dau.txt --format jsonl > co-dau.jsonl
      ntm-extract restore khong-dau.txt --model mo-hinh/
    """,
)
def restore_command(
    file: Annotated[str, typer.Argument(metavar="FILE", help="Tệp văn bản; bỏ trống hoặc - là đầu vào chuẩn.")] = "-",
    form: Annotated[TextFormat, typer.Option("--format", help="text: chỉ chữ; jsonl: từng từ.")] = TextFormat.text,
    model: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Mô hình tự huấn luyện bằng lệnh train.", exists=True, file_okay=False),
    ] = None,
) -> None:
    """Restore text line for line."""
    from ntm_extract.batch.inputs import printable
    from ntm_extract.errors import DocumentError
    from ntm_extract.progress import progress
    from ntm_extract.restore import Restoration, load_restorer
    from ntm_extract.restore.stream import restore_jsonl, restore_text
    from ntm_extract.writing.damage import NOTES, Diagnosis, refusal

    to_pieces = restore_jsonl if form is TextFormat.jsonl else restore_text
    met: dict[str, Diagnosis] = {}

    def restore_and_note(text: str) -> Restoration:
        done = restorer.restore(text)
        met.setdefault(done.diagnosis.kind, done.diagnosis)
        return done

    try:
        restorer = load_restorer(model)
        with sys.stdin.buffer if file == "-" else Path(file).open("rb") as stream, progress("Phục hồi dấu") as watch:
            size = 0 if file == "-" else os.fstat(stream.fileno()).st_size
            for piece in to_pieces(stream, restore_and_note):
                typer.echo(piece, nl=False)
                if size:
                    watch(stream.tell(), size)
    except UnicodeDecodeError:
        advice = "Với bảng mã khác, dùng: ntm-extract text TỆP (lệnh này tự nhận bảng mã)."
        _give_up(f"{printable(file)}: Văn bản không phải UTF-8. {advice}", FAILED)
    except DocumentError as error:
        _give_up(f"{printable(file)}: {error}", FAILED)
    except OSError as error:
        _give_up(f"{printable(file)}: Không đọc được tệp ({error.strerror}).", FAILED)
    for kind, note in NOTES.items():
        if kind in met:
            typer.echo(f"{printable(file)}: {note}", err=True)
    for kind in ("illegible", "other-script"):
        if kind in met:
            _give_up(f"{printable(file)}: {refusal(met[kind])} Phần ấy được giữ nguyên.", FAILED)


def _check_parts(given: str) -> str:
    from ntm_extract.restore.train.recipe import PARTS

    if unknown := [name for name in given.split(",") if name not in PARTS]:
        raise typer.BadParameter(f"không có phần {', '.join(unknown)}; chọn trong: {', '.join(PARTS)}")
    return given


@app.command(
    "train",
    help="""Huấn luyện lại mô hình phục hồi dấu từ một thư mục văn bản đúng chính tả.

    CORPUS chứa admin-*.txt (văn bản hành chính) và general-*.txt (văn xuôi khác; không bắt buộc), mỗi đoạn một dòng;
    tệp nén .xz, .gz cũng được. Các phần: language (mô hình ngôn ngữ), channel (in trang mẫu, làm nhoè, đọc lại bằng
    Tesseract tiếng Anh để đếm chữ bị đọc sai), tagger (mạng nơ-ron nhỏ; cần cài ntm-extract[train]).
    Thư mục kết quả có thẻ mô hình card.md; dùng nó bằng: ntm-extract restore --model DIR.

    \b
    Ví dụ:
      ntm-extract train van-ban/ --out mo-hinh --names xa.csv --names huyen.csv
      ntm-extract train van-ban/ --out mo-hinh --parts language,channel
    """,
)
def train_command(
    corpus: Annotated[Path, typer.Argument(metavar="CORPUS", help="Thư mục văn bản.", exists=True, file_okay=False)],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Thư mục mô hình.", file_okay=False)],
    names: Annotated[
        list[Path] | None,
        typer.Option(metavar="CSV", help="Tên đơn vị hành chính (cột full_name).", exists=True, dir_okay=False),
    ] = None,
    parts: Annotated[
        str, typer.Option(metavar="PHẦN,…", help="Những phần cần huấn luyện.", callback=_check_parts)
    ] = "language,channel,tagger",
    pages: Annotated[int, typer.Option(min=1, metavar="N", help="Số trang mẫu của phần channel.")] = 400,
    epochs: Annotated[float, typer.Option(min=0.001, metavar="N", help="Số lượt đọc văn bản của phần tagger.")] = 1.0,
) -> None:
    """Corpus in, model out."""
    from ntm_extract.errors import DocumentError
    from ntm_extract.progress import progress
    from ntm_extract.restore.train.recipe import PARTS, Recipe, train

    wanted = parts.split(",")
    recipe = Recipe(parts=tuple(part for part in PARTS if part in wanted), pages=pages, epochs=epochs)
    try:
        with progress("Huấn luyện") as watch:
            train(corpus, out, names or [], recipe, lambda line: typer.echo(line, err=True), watch)
    except DocumentError as error:
        _give_up(str(error), FAILED)
    except OSError as error:
        _give_up(f"Không ghi được vào {out}: {error.strerror}.", MISUSED)
    typer.echo(f"Mô hình ở {out}; dùng: ntm-extract restore --model {out}")


@app.command(
    "evaluate",
    help="""Chấm điểm kết quả so với bảng chuẩn (gold).

    \b
    Ví dụ:
      ntm-extract evaluate --gold gold/ ket-qua/
      ntm-extract evaluate --gold gold/ ket-qua/ --verbose
    """,
)
def evaluate_command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Thư mục kết quả của run.", exists=True, file_okay=False)
    ],
    gold: Annotated[
        Path, typer.Option(metavar="GOLD", help="Thư mục bảng chuẩn (TÊN.json).", exists=True, file_okay=False)
    ],
    verbose: Annotated[bool, typer.Option("--verbose", help="Nêu từng dòng thiếu (-) và thừa (+).")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Score against gold tables."""
    from ntm_extract.evaluate import evaluate

    if not (folder / "plans").is_dir():
        _give_up(f"{folder} không phải là thư mục kết quả của run: không có thư mục con plans", MISUSED)
    scores = evaluate(gold, folder)
    if not scores.plans:
        _give_up(f"Không có bảng chuẩn nào (*.json) trong {gold}", MISUSED)
    typer.echo(
        json.dumps(scores.as_dict(), ensure_ascii=False, indent=2) if as_json else scores.as_text(verbose=verbose)
    )


@app.command(
    "schema",
    help="""In JSON Schema của một kế hoạch (các tệp trong DIR/plans).

    \b
    Ví dụ:
      ntm-extract schema > plan.schema.json
    """,
)
def schema_command() -> None:
    """Print the JSON Schema of a plan."""
    from ntm_extract.schema import SHIPPED

    typer.echo(SHIPPED.read_text(encoding="utf-8"), nl=False)


def _give_up(message: str, code: int) -> NoReturn:
    typer.echo(message, err=True)
    raise typer.Exit(code)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(TERMINATED)
