"""Every regular expression of the package takes time in proportion to its input, also on the worst of it."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
from functools import cache
from itertools import islice
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from worst_inputs import worst_inputs

COLLECTOR = Path(__file__).with_name("every_pattern.py")
STEPS, LONG = (24, 32, 500, 20_000), 1_000_000
"""Lengths of inputs: where time doubles with each character the first two show it, of a cube the third."""
LIMIT = 5e-6
"""Seconds of processor a character may take: room for bounded repetitions, far from what a square would take."""
SHARES = 4
"""Parts in which the patterns are tried, side by side where there are several processors."""
FLOOR = 0.02
"""Seconds that are never too many: the clock and the machine are not that fine."""


class TooLongError(Exception):
    """A pattern was stopped."""


def stop(signal_number: int, frame: FrameType | None) -> None:
    raise TooLongError


def seconds(pattern: re.Pattern[Any], text: str, most: float) -> float:
    """Give the seconds of processor that a pattern takes for a text; it is stopped soon after `most`."""
    subject: Any = text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
    before = signal.signal(signal.SIGPROF, stop)
    began = time.process_time()
    try:
        try:
            signal.setitimer(signal.ITIMER_PROF, most * 1.5)
            for _ in pattern.finditer(subject):
                pass
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except TooLongError:
        pass  # what it has taken says it
    finally:
        signal.signal(signal.SIGPROF, before)
    return time.process_time() - began


def trouble(pattern: re.Pattern[Any]) -> str:
    """Say on what a pattern is too slow; nothing where it is not.

    All inputs are tried at the lengths of `STEPS`, the one that took longest at full length.
    """
    took: dict[int, float] = {}
    for length in STEPS:
        for at, text in enumerate(worst_inputs(pattern, length)):
            took[at] = seconds(pattern, text, allowed(length))
            if took[at] > allowed(length):  # once more, as the machine may have been busy with something else
                took[at] = min(took[at], seconds(pattern, text, allowed(length)))
            if took[at] > allowed(length):
                return said(took[at], length, text)
    hardest = max(took, key=lambda at: took[at], default=0)
    for text in islice(worst_inputs(pattern, LONG), hardest, hardest + 1):
        if (long := seconds(pattern, text, allowed(LONG))) > allowed(LONG):
            return said(long, LONG, text)
    return ""


def allowed(length: int) -> float:
    """Give the seconds of processor that a text of this length may take."""
    return max(FLOOR, LIMIT * length)


def said(took: float, length: int, text: str) -> str:
    return f"{took:.2f} s for {length} characters like {text[:60]!r}"


@pytest.mark.parametrize(
    "source",
    [
        r"\s+$", r"(?:xã|phường)\s+.*\s+năm", r"(x|xx)+y", r"năm \d{4}.*$", r"://[^@]*:.*@",
    ],
)  # fmt: skip
def test_a_pattern_that_is_not_linear_is_found(source: str) -> None:
    assert trouble(re.compile(source))


@pytest.mark.parametrize("source", [r"(?<!\s)\s+\Z", r"\bđiều \d{1,3}\b", r"(?<!\d)\d+ %", r"[a-zà-ỹ]{1,30} \d"])
def test_a_pattern_that_is_linear_is_left_alone(source: str) -> None:
    assert trouble(re.compile(source)) == ""


@cache
def patterns_of_the_package() -> list[dict[str, Any]]:
    done = subprocess.run([sys.executable, str(COLLECTOR)], capture_output=True, text=True, check=True, timeout=600)
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("share", range(SHARES))
def test_every_pattern_of_the_package_is_linear(share: int) -> None:
    found = patterns_of_the_package()
    assert len(found) > 200
    slow = []
    for one in found[share::SHARES]:
        source = one["pattern"].encode("latin-1") if one["bytes"] else one["pattern"]
        pattern = re.compile(source, one["flags"])
        if said := trouble(pattern):
            slow.append(f"{', '.join(one['places'])}: {one['pattern']!r}: {said}")
    assert not slow, "\n".join(slow)
