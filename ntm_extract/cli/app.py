"""The program as typed by users, and what all its commands share."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, NoReturn

import typer
import typer.core

ORDER = ("run", "text", "review", "annotate", "compare", "audit", "export", "restore", "train", "schema", "evaluate")
"""The commands as they are listed: the daily ones first."""


class _Group(typer.core.TyperGroup):
    def list_commands(self, ctx: Any) -> list[str]:
        return sorted(self.commands, key=ORDER.index)


app = typer.Typer(
    cls=_Group,
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


class Lang(StrEnum):
    """The language of our own words in pages and tables."""

    vi = "vi"
    en = "en"


def _show_version(wanted: bool) -> None:
    if wanted:
        from ntm_extract import __version__

        typer.echo(f"ntm-extract {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="In phiên bản rồi thoát.")
    ] = False,
) -> None:
    """Options that stand before the command."""


def give_up(message: str, code: int) -> NoReturn:
    """Say on stderr why the command ends here, and end it with `code`."""
    typer.echo(message, err=True)
    raise typer.Exit(code)
