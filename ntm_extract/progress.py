"""A progress bar on stderr for long work; nothing where nobody is looking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while the block runs; the block is given the function to tell it what of how much is done.

    Example: `with progress("Phục hồi dấu") as watch: watch(3, 10)`.
    """
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    columns = (TextColumn(title), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bars:
        bar = bars.add_task("", total=None)

        def watch(done: int, total: int) -> None:
            bars.update(bar, completed=done, total=total)

        yield watch
