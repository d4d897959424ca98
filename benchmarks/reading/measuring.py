"""Reading documents in fresh processes: seconds, the most memory, and readings of peers kept for the next run.

A peer reads a document once: its reading is kept in `build/reading/kept/` under a name made from the document's bytes,
the peer, its version, how it is called, and how many processes ran side by side. Its seconds are those of that run.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import sys
import threading
import time
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.reading.document import BUILD, Document
from benchmarks.reading.readers import READERS
from benchmarks.reading.readings import PageRead, Reading

ONE_THREAD = dict.fromkeys(("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
SAMPLED_EVERY_S = 0.25
KEPT = BUILD / "kept"


class Task(NamedTuple):
    """A document that a reader is to read, and where its reading is kept (nowhere: it is read every time)."""

    reader: str
    document: Document
    kept: Path | None


def measure_all(
    tasks: Iterable[tuple[str, Document]], jobs: int, *, fresh: bool = False
) -> Iterator[tuple[str, Document, Reading]]:
    """Let readers read documents, `jobs` side by side, each in a process of its own; give the readings in order.

    Args:
        tasks: reader and document.
        jobs: how many processes.
        fresh: whether what is kept is read anew as well.
    """
    asked = [Task(reader, document, find_kept(reader, document, jobs)) for reader, document in tasks]
    old = [not fresh and task.kept is not None and task.kept.is_file() for task in asked]
    os.environ.update(ONE_THREAD)
    with multiprocessing.get_context("spawn").Pool(jobs, maxtasksperchild=1) as pool:
        waiting = (task for task, is_old in zip(asked, old, strict=True) if not is_old)
        read = pool.imap(read_task, waiting, chunksize=1)
        for task, is_old in zip(asked, old, strict=True):
            if is_old and task.kept:
                yield task.reader, task.document, _load(task.kept)
                continue
            reading = next(read)
            if reading.failure:
                print(f"{task.reader} on {task.document.name}: {reading.failure}", file=sys.stderr)
            elif task.kept:
                _keep(task.kept, reading)
            yield task.reader, task.document, reading


def read_task(task: Task) -> Reading:
    """Read one document in this process; a failure of the reader is told, not raised."""
    read = READERS[task.reader].load()
    with MemoryMeter() as meter:
        start = time.perf_counter()
        try:
            pages, failure = read(task.document), ""
        except Exception as error:  # whatever a peer may raise: the others are to be measured all the same
            pages, failure = (), "".join(traceback.format_exception_only(error)).strip()
        seconds = time.perf_counter() - start
    return Reading(pages, seconds, meter.most, failure)


class MemoryMeter:
    """The most memory that this process and those it starts hold together, in MB, looked at four times a second."""

    def __init__(self) -> None:
        self.most = 0.0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> MemoryMeter:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        status = Path("/proc/self/status").read_text(encoding="ascii")
        self.most = max(self.most, int(status.split("VmHWM:")[1].split()[0]) / 1024)

    def _watch(self) -> None:
        while not self._done.wait(SAMPLED_EVERY_S):
            self.most = max(self.most, sum(_memory_of(process) for process in _family(os.getpid())))


def _family(process: int) -> list[int]:
    """Give a process and all that descend from it."""
    children: dict[int, list[int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text("utf-8", "replace").rpartition(")")[2].split()[1])
        except OSError:  # gone meanwhile
            continue
        children.setdefault(parent, []).append(int(path.parent.name))
    found = [process]
    for member in found:
        found += children.get(member, [])
    return found


def _memory_of(process: int) -> float:
    """Give the memory of a process in MB; pages that several share are shared out among them."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return int(text.split("\nPss:")[1].split()[0]) / 1024 if "\nPss:" in text else 0.0


def find_kept(reader: str, document: Document, jobs: int) -> Path | None:
    """Give the file in which a reading is kept, there or not; None for the product, which is read every time."""
    asked = READERS[reader]
    if asked.is_product:
        return None
    known = "\0".join([reader, asked.version, asked.recipe, document.digest, str(document.has_wrong_layer), str(jobs)])
    return KEPT / f"{document.name}-{reader}-{hashlib.sha256(known.encode()).hexdigest()[:16]}.json"


def _keep(path: Path, reading: Reading) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(reading._asdict(), ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def _load(path: Path) -> Reading:
    record: dict[str, Any] = json.loads(path.read_text("utf-8"))
    pages = tuple(
        PageRead(
            text, raw, tuple((a, b) for a, b in flagged), tuple(tuple((r, c, t) for r, c, t in x) for x in tables), v
        )
        for text, raw, flagged, tables, v in record["pages"]
    )
    return Reading(pages, record["seconds"], record["memory"], is_kept=True)
