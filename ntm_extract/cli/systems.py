"""Commands for those who build upon the tables: schema, export, evaluate."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from ntm_extract.cli.app import MISUSED, Lang, app, give_up

WORSE = 4
"""Exit code when scores fell below the baseline by more than the tolerance."""


class SchemaForm(StrEnum):
    """What the shape of the tables is told as."""

    json_schema = "json-schema"
    json_ld = "json-ld"
    markdown = "markdown"
    csv = "csv"
    json = "json"


@app.command(
    "schema",
    help="""In lược đồ dữ liệu: JSON Schema của một kế hoạch (các tệp trong DIR/plans), hoặc từ điển dữ liệu.

    json-schema: JSON Schema; json-ld: ngữ cảnh JSON-LD; markdown, csv, json: từ điển dữ liệu (bảng, cột, mã).

    \b
    Ví dụ:
      ntm-extract schema > plan.schema.json
      ntm-extract schema --format csv > tu-dien.csv
      ntm-extract schema --format markdown --lang en
    """,
)
def schema_command(
    form: Annotated[SchemaForm, typer.Option("--format", help="Định dạng.")] = SchemaForm.json_schema,
    lang: Annotated[Lang, typer.Option(help="Ngôn ngữ của từ điển dữ liệu.")] = Lang.vi,
) -> None:
    """Print the JSON Schema of a plan, or the data dictionary."""
    from ntm_extract.schema import SHIPPED

    name: Literal["json-schema", "json-ld", "markdown", "csv", "json"] = form.value
    if name == "json-schema":
        text = SHIPPED.read_text(encoding="utf-8")
    elif name == "json-ld":
        from ntm_extract.schema.linked_data import context_text

        text = context_text()
    else:
        from ntm_extract.schema.dictionary_text import dictionary_text

        text = dictionary_text(name, lang.value)
    typer.echo(text, nl=not text.endswith("\n"))


@app.command(
    "export",
    help="""Đưa các bảng sang hệ thống khác, và lần sau chỉ ghi phần mới hoặc đã thay đổi.

    \b
    Đích (--to):
      x.db, x.sqlite, sqlite:///x.db          SQLite
      postgresql+psycopg://ten@may/csdl       PostgreSQL (cần ntm-extract[postgres])
      x.duckdb                                DuckDB (cần ntm-extract[duckdb])
      x.xlsx                                  một sổ tính, mỗi bảng một trang
      x.jsonld                                dữ liệu liên kết
      thu-muc/ hoặc x.parquet                 Parquet chia theo tỉnh: BẢNG/province=…/part-0.parquet
      x.jsonl hoặc bỏ trống                   dòng thay đổi (JSON Lines); bỏ trống thì in ra màn hình

    --since chỉ dùng cho dòng thay đổi: số thứ tự ở cuối lần trước, hoặc thời điểm ISO 8601; không có thì lấy tất cả.

    \b
    Ví dụ:
      ntm-extract export ket-qua/ --to ke-hoach.duckdb
      ntm-extract export ket-qua/ --to kho-parquet/
      ntm-extract export ket-qua/ --since 120
      ntm-extract export ket-qua/ --since 2026-01-31T08:00 --to thay-doi.jsonl
    """,
)
def export_command(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Thư mục kết quả của run.", exists=True, file_okay=False)
    ],
    to: Annotated[str | None, typer.Option("--to", metavar="TARGET", help="Nơi nhận; bỏ trống là màn hình.")] = None,
    since: Annotated[str | None, typer.Option(metavar="SINCE", help="Chỉ những thay đổi từ đây trở đi.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In tóm tắt dạng JSON thay cho chữ.")] = False,
) -> None:
    """The tables for other systems."""
    from ntm_extract.errors import StoreError
    from ntm_extract.export.export import export
    from ntm_extract.export.feed import feed_lines

    try:
        if to is None:
            for line in feed_lines(folder, since or "0"):
                typer.echo(line, nl=False)
            return
        report = export(folder, to, since=since)
    except StoreError as error:
        give_up(str(error), MISUSED)
    typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2) if as_json else report.as_text())
    raise typer.Exit(report.exit_code)


@app.command(
    "evaluate",
    help="""Chấm điểm kết quả so với bảng chuẩn (gold).

    Với --baseline thì nêu thêm từng điểm, từng trường tốt lên (+) hay kém đi (-) so với lần đã lưu bằng
    --save-baseline; mã thoát là 4 nếu có điểm nào giảm quá --tolerance.

    \b
    Ví dụ:
      ntm-extract evaluate --gold gold/ ket-qua/
      ntm-extract evaluate --gold gold/ ket-qua/ --verbose
      ntm-extract evaluate --gold gold/ ket-qua/ --save-baseline moc.json
      ntm-extract evaluate --gold gold/ ket-qua/ --baseline moc.json
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
    baseline: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Mốc để so sánh, do --save-baseline ghi.", exists=True, dir_okay=False),
    ] = None,
    save_baseline: Annotated[
        Path | None, typer.Option("--save-baseline", metavar="FILE", help="Ghi điểm lần này làm mốc.", dir_okay=False)
    ] = None,
    tolerance: Annotated[
        float | None, typer.Option(min=0, max=1, metavar="X", help="Mức giảm còn bỏ qua. Mặc định: 0.005.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In dạng JSON.")] = False,
) -> None:
    """Score against gold tables."""
    from ntm_extract.errors import StoreError
    from ntm_extract.evaluate import evaluate
    from ntm_extract.evaluate.baseline import TOLERANCE, compare_scores, read_baseline, write_baseline
    from ntm_extract.store.folder import OutputFolder

    try:
        OutputFolder(folder).require_plans()
        before = read_baseline(baseline) if baseline else None
    except StoreError as error:
        give_up(str(error), MISUSED)
    scores = evaluate(gold, folder)
    if not scores.plans:
        give_up(f"Không có bảng chuẩn nào (*.json) trong {gold}", MISUSED)
    compared = compare_scores(before, scores) if before is not None else None
    if as_json:
        told = scores.as_dict() | ({"baseline": compared.as_dict()} if compared else {})
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        typer.echo(scores.as_text(verbose=verbose))
        if compared:
            typer.echo(compared.as_text())
    if save_baseline:
        try:
            write_baseline(scores, save_baseline)
        except OSError as error:
            give_up(f"Không ghi được {save_baseline}: {error.strerror or error}.", MISUSED)
    if compared and (losses := compared.losses(TOLERANCE if tolerance is None else tolerance)):
        names = ", ".join(change.name for change in losses)
        give_up(f"Kém hơn mốc quá mức cho phép: {names}", WORSE)
