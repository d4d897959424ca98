"""Giving up Python code that has worked on something for too long."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ntm_extract.errors import TimeLimitError


class _OverTimeError(BaseException):
    """The time is over; no `except Exception` on the way may take it for an error of its own."""


@contextmanager
def at_most(seconds: float, reason: str) -> Iterator[None]:
    """Run the block for so many seconds of the processor at most, were the machine ever so busy.

    Code in C is given up when it comes back to Python. Where there is no way to be told of the time (outside the main
    thread, or under a profiler), the block runs on.

    Args:
        seconds: of the processor.
        reason: of the error, `Không dò được bảng kẻ trong thời gian cho phép`.

    Raises:
        TimeLimitError: the block took longer.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getitimer(signal.ITIMER_PROF)[0]:
        yield
        return
    before = signal.signal(signal.SIGPROF, _give_up)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except _OverTimeError as over:
        raise TimeLimitError(reason) from over
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0.0)
        signal.signal(signal.SIGPROF, before)


def _give_up(_signal: int, _frame: FrameType | None) -> None:
    raise _OverTimeError
