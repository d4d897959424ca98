"""Worker processes: one document at a time each, killed when it takes too long, replaced when it dies.

A document can make a library loop for ever or die in C; neither may stop the others. So each document is worked on in
a process of its own kind that the parent watches from outside, and that it can kill at any moment. Workers are started
afresh (spawn), not forked: no lock or handle of the parent is inherited.
"""

from __future__ import annotations

import os
import signal
import time
import traceback
from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Any

from ntm_extract.batch.inputs import printable
from ntm_extract.errors import CrashedError, DocumentError, TimeLimitError
from ntm_extract.pipeline import Extraction, Rooms, extract_bytes, identify

Fetch = Callable[[str], bytes]

LOADING = 120.0
"""Seconds a worker may take to start, and again to load its models, beyond the limit of the document, which is not to
blame for it."""


@dataclass(frozen=True)
class Workshop:
    """What a worker process needs; the functions are top-level ones, as they are sent to another process by name.

    Attributes:
        fetch: gives the bytes of a source.
        load: loads the rooms, once in each worker, when the first document is worked on.
        fingerprint: of the program; what another one made is made again.
    """

    fetch: Fetch
    load: Callable[[], Rooms]
    fingerprint: str


@dataclass(frozen=True)
class Task:
    """One input to work on.

    Attributes:
        source: its name in plans and messages.
        address: where its bytes are; differs from `source` in file names that are not UTF-8.
        data: the bytes, when the parent has them already (standard input).
    """

    source: str
    address: str
    data: bytes | None = None


@dataclass(frozen=True)
class Outcome:
    """How work on one input ended: with an extraction, with an error, or with neither when it was not wanted.

    Attributes:
        doc_id: of the bytes, None when they could not be fetched.
        trace: the traceback of an unexpected exception, for `--debug`.
    """

    source: str
    doc_id: str | None = None
    extraction: Extraction | None = None
    error: DocumentError | None = None
    trace: str = ""


@dataclass(frozen=True)
class _Fetched:
    """A worker's question: these bytes have this id; shall I go on?"""

    doc_id: str


@dataclass(frozen=True)
class _Begun:
    """A worker's word that it has started, or loaded its models, and that the document's time runs from now."""


@dataclass
class _Worker:
    """A worker process as the parent sees it."""

    connection: Connection
    kill: Callable[[], None]
    task: Task | None = None
    doc_id: str | None = None
    deadline: float = field(default=float("inf"))


def work(
    tasks: Iterable[Task],
    workshop: Workshop,
    *,
    jobs: int,
    timeout: float,
    wanted: Callable[[str, str], bool],
) -> Generator[Outcome, None, None]:
    """Work on the tasks in `jobs` processes, giving each outcome as it comes.

    Args:
        tasks: taken one by one as workers become free.
        workshop: what the workers need.
        jobs: number of processes, at least 1.
        timeout: seconds that fetching an input, and then working on it, may take; a worker over it is killed with the
            programs it started, and the document ends with `TimeLimitError`.
        wanted: asked in this process with (source, doc_id) once the bytes are there; False ends the task at once.
    """
    waiting = iter(tasks)
    workers: list[_Worker] = []
    try:
        exhausted = False
        while True:
            while not exhausted:
                free = next((w for w in workers if w.task is None), None)
                if free is None and len(workers) == jobs:
                    break
                task = next(waiting, None)
                if task is None:
                    exhausted = True
                    break
                if free is None:
                    free = _start(workshop)
                    workers.append(free)
                _assign(free, task, timeout)
            busy = [worker for worker in workers if worker.task is not None]
            if not busy:
                return
            for worker in _ready(busy):
                outcome = _listen(worker, timeout, wanted)
                if outcome:
                    if worker.task is not None:  # it died or was killed
                        workers.remove(worker)
                    yield outcome
    finally:
        for worker in workers:
            worker.kill()


def _start(workshop: Workshop) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, workshop), daemon=True)
    process.start()
    theirs.close()

    def kill() -> None:
        ours.close()
        if process.pid is not None and process.is_alive():
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)  # with Tesseract and whatever else it started
            process.kill()  # when it had no time to found its group
        process.join()

    return _Worker(ours, kill)


def _assign(worker: _Worker, task: Task, timeout: float) -> None:
    worker.task, worker.doc_id, worker.deadline = task, None, time.monotonic() + LOADING + timeout
    with suppress(OSError):  # a worker that died while idle is noticed by `_listen`
        worker.connection.send(task)


def _ready(busy: list[_Worker]) -> list[_Worker]:
    """Wait until some workers have something to say or are over their time."""
    patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    talking = wait([worker.connection for worker in busy], timeout=min(patience, 60.0))
    now = time.monotonic()
    return [worker for worker in busy if worker.connection in talking or worker.deadline <= now]


def _listen(worker: _Worker, timeout: float, wanted: Callable[[str, str], bool]) -> Outcome | None:
    """Take one message of a worker; give an outcome when its task is over (`worker.task` stays set if it is lost)."""
    task = worker.task
    assert task is not None
    if not worker.connection.poll():
        worker.kill()
        error: DocumentError = TimeLimitError(f"Xử lý quá {timeout:g} giây")
        return Outcome(task.source, worker.doc_id, error=error)
    try:
        message = worker.connection.recv()
    except (EOFError, OSError):
        worker.kill()
        return Outcome(task.source, worker.doc_id, error=CrashedError("Tiến trình xử lý tệp này dừng đột ngột"))
    worker.deadline = time.monotonic() + timeout
    if isinstance(message, _Fetched):
        worker.doc_id, worker.deadline = message.doc_id, worker.deadline + LOADING
        answer = wanted(task.source, message.doc_id)
        with suppress(OSError):  # a worker that died meanwhile is noticed when it is listened to again
            worker.connection.send(answer)
        if answer:
            return None
        message = Outcome(task.source, message.doc_id)
    if isinstance(message, _Begun):
        return None
    assert isinstance(message, Outcome)
    worker.task, worker.deadline = None, float("inf")
    return message


class _ParentGoneError(BaseException):
    """The parent has closed the connection or died: there is nobody to work for."""


@dataclass(frozen=True)
class _Parent:
    """The parent as a worker sees it."""

    connection: Connection

    def hear(self) -> Any:
        try:
            return self.connection.recv()
        except (EOFError, OSError) as error:
            raise _ParentGoneError from error

    def tell(self, message: object) -> None:
        try:
            self.connection.send(message)
        except OSError as error:
            raise _ParentGoneError from error


def _serve(connection: Connection, workshop: Workshop) -> None:
    """Live as a worker process until the parent is gone."""
    os.setsid()  # a group of its own: it can be killed as a whole, and Ctrl-C at the terminal is the parent's affair
    parent, load = _Parent(connection), cache(workshop.load)
    with suppress(_ParentGoneError):
        while True:
            outcome = _work_on(parent.hear(), workshop.fetch, load, parent)
            if outcome:
                parent.tell(outcome)


def _work_on(task: Task, fetch: Fetch, load: Callable[[], Rooms], parent: _Parent) -> Outcome | None:
    doc_id = None
    try:
        parent.tell(_Begun())
        data = fetch(task.address) if task.data is None else task.data
        doc_id = identify(data)
        parent.tell(_Fetched(doc_id))
        if not parent.hear():
            return None
        rooms = load()
        parent.tell(_Begun())
        return Outcome(task.source, doc_id, extract_bytes(data, task.source, rooms))
    except DocumentError as error:
        return Outcome(task.source, doc_id, error=error)
    except Exception as error:  # whatever a library throws at one document, the others go on
        return Outcome(task.source, doc_id, error=_unexpected(error), trace=traceback.format_exc())


def _unexpected(error: Exception) -> DocumentError:
    text = printable(" ".join(str(error).split()))
    return DocumentError(
        f"Lỗi không lường trước ({type(error).__name__}: {text[:300]})",
        advice="Chạy lại với --debug để xem chi tiết và báo cho người phát triển.",
    )
