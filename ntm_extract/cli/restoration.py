"""Commands that restore text, and that train the model for it: restore, train."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ntm_extract.cli.app import FAILED, MISUSED, app, give_up


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
        give_up(f"{printable(file)}: Văn bản không phải UTF-8. {advice}", FAILED)
    except DocumentError as error:
        give_up(f"{printable(file)}: {error}", FAILED)
    except OSError as error:
        give_up(f"{printable(file)}: Không đọc được tệp ({error.strerror}).", FAILED)
    for kind, note in NOTES.items():
        if kind in met:
            typer.echo(f"{printable(file)}: {note}", err=True)
    for kind in ("illegible", "other-script"):
        if kind in met:
            give_up(f"{printable(file)}: {refusal(met[kind])} Phần ấy được giữ nguyên.", FAILED)


RECOGNIZER = "recognizer"
"""The part of training that is of the room of reading."""


def _check_parts(given: str) -> str:
    from ntm_extract.restore.train.recipe import PARTS

    if unknown := [name for name in given.split(",") if name not in (*PARTS, RECOGNIZER)]:
        raise typer.BadParameter(f"không có phần {', '.join(unknown)}; chọn trong: {', '.join((*PARTS, RECOGNIZER))}")
    return given


@app.command(
    "train",
    help="""Huấn luyện lại các mô hình từ một thư mục văn bản đúng chính tả.

    CORPUS chứa admin-*.txt (văn bản hành chính) và general-*.txt (văn xuôi khác; không bắt buộc), mỗi đoạn một dòng;
    tệp nén .xz, .gz cũng được. Các phần: language (mô hình ngôn ngữ), channel (in trang mẫu, làm nhoè, đọc lại bằng
    Tesseract tiếng Anh để đếm chữ bị đọc sai), tagger (mạng nơ-ron nhỏ; cần cài ntm-extract[train]).
    Thư mục kết quả có thẻ mô hình card.md; dùng nó bằng: ntm-extract restore --model DIR.
    Phần recognizer (bộ nhận dạng chữ in; cần cài ntm-extract[train]) in trang mẫu bằng nhiều phông chữ, làm nhoè, cắt
    dòng rồi học trong --minutes phút; kết quả là recognizer.onnx, đặt vào ntm_extract/read/picture/data để dùng.

    \b
    Ví dụ:
      ntm-extract train van-ban/ --out mo-hinh --names xa.csv --names huyen.csv
      ntm-extract train van-ban/ --out mo-hinh --parts language,channel
      ntm-extract train van-ban/ --out mo-hinh --parts recognizer --minutes 180
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
    minutes: Annotated[float, typer.Option(min=0.1, metavar="N", help="Số phút học của phần recognizer.")] = 180.0,
) -> None:
    """Corpus in, model out."""
    from ntm_extract.errors import DocumentError
    from ntm_extract.progress import progress
    from ntm_extract.restore.train.recipe import PARTS, Recipe, train

    wanted = parts.split(",")

    def say(line: str) -> None:
        typer.echo(line, err=True)

    recipe = Recipe(parts=tuple(part for part in PARTS if part in wanted), pages=pages, epochs=epochs)
    try:
        if recipe.parts:
            with progress("Huấn luyện") as watch:
                train(corpus, out, names or [], recipe, say, watch)
        if RECOGNIZER in wanted:
            _train_recognizer(corpus, out, minutes, say)
    except DocumentError as error:
        give_up(str(error), FAILED)
    except OSError as error:
        give_up(f"Không ghi được vào {out}: {error.strerror}.", MISUSED)
    typer.echo(f"Mô hình ở {out}; dùng: ntm-extract restore --model {out}" if recipe.parts else f"Mô hình ở {out}")


def _train_recognizer(corpus: Path, out: Path, minutes: float, say: Callable[[str], None]) -> None:
    from ntm_extract.read.picture.train.texts import CorpusTexts
    from ntm_extract.restore.train.recipe import require_torch
    from ntm_extract.writing.corpus import find_corpus

    require_torch()
    from ntm_extract.read.picture.train.recipe import Recipe, train

    find_corpus(corpus)
    train(CorpusTexts(corpus), out, Recipe(minutes=minutes), say)
