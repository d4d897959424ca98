"""What commands about an output folder share: its argument, where the answer goes, and what is said if it cannot."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from ntm_extract.cli.app import FAILED, MISUSED, give_up

STDOUT = "-"
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="Thư mục kết quả của run.", exists=True, file_okay=False)]
Out = Annotated[
    str | None,
    typer.Option("--out", metavar="FILE", help="Tệp kết quả; - là màn hình. Mặc định: xem ở trên."),
]


def write_answer(out: str | None, usual: Path | None, write: Callable[[Path | BinaryIO], None]) -> Path | None:
    """Write to where the user wants it; give the file, or None when it went to the standard output."""
    place = usual if out is None else None if out == STDOUT else Path(out)
    if place and (not place.name or (place.exists() and not place.is_file())):
        give_up(f"--out {out!r} không phải là tệp; hãy nêu tên một tệp, hoặc - cho màn hình.", MISUSED)
    write(place or sys.stdout.buffer)
    return place


@contextmanager
def said_plainly(folder: Path) -> Iterator[None]:
    """Say in plain words why a question could not be answered."""
    from ntm_extract.errors import DocumentError, StoreError

    try:
        yield
    except StoreError as error:
        give_up(str(error), MISUSED)
    except DocumentError as error:
        give_up(str(error), FAILED)
    except BrokenPipeError:
        raise
    except OSError as error:
        where = f" ({error.filename2 or error.filename})" if error.filename else ""
        advice = "Hãy kiểm tra đường dẫn, quyền ghi và chỗ trống trên đĩa."
        give_up(f"Không ghi được kết quả của {folder}{where}: {error.strerror or error}. {advice}", MISUSED)
