"""Commands for those who build upon the tables: schema, evaluate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from ntm_extract.cli.app import MISUSED, app, give_up


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
        give_up(f"{folder} không phải là thư mục kết quả của run: không có thư mục con plans", MISUSED)
    scores = evaluate(gold, folder)
    if not scores.plans:
        give_up(f"Không có bảng chuẩn nào (*.json) trong {gold}", MISUSED)
    typer.echo(
        json.dumps(scores.as_dict(), ensure_ascii=False, indent=2) if as_json else scores.as_text(verbose=verbose)
    )
