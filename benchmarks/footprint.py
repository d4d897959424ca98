"""What a system costs: time to load it, memory, speed; in a fresh process, on one core, in seconds of processor.

Asked by `benchmarks.restoration`; a text on the standard input, figures on the standard output:

    python -m benchmarks.footprint product < text
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from benchmarks.peers import SYSTEMS

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


class Footprint(NamedTuple):
    """Seconds to load (from the start of python), MB after loading, MB at most while working, syllables a second."""

    load: float
    loaded: float
    most: float
    speed: float


def measure_footprint(name: str, text: str) -> Footprint:
    """Let a fresh process load a system and restore a text it has not seen before."""
    command = [sys.executable, "-m", "benchmarks.footprint", name]
    root = Path(__file__).parents[1]
    environment = {**os.environ, **ONE_THREAD}
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd=root, env=environment)
    return Footprint(**json.loads(done.stdout))


def count_syllables(text: str) -> int:
    """Count the words that have a letter, whole or damaged."""
    return sum(any(c.isalpha() for c in word) for word in text.split())


def _peak_memory() -> float:
    """Give the largest memory this process has had, in MB (`ru_maxrss` would count the parent's too)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    """Measure one system in this process."""
    restore = SYSTEMS[sys.argv[1]]()
    load, loaded = time.process_time(), _peak_memory()
    text = sys.stdin.read()
    start = time.process_time()
    restore(text)
    speed = count_syllables(text) / (time.process_time() - start)
    print(json.dumps(Footprint(load, loaded, _peak_memory(), speed)._asdict()))


if __name__ == "__main__":
    main()
