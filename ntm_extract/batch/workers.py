"""Worker processes: documents, and pages of long ones, side by side; killed when too slow, replaced when dead.

A document can make a library loop for ever or die in C; neither may stop the others, nor its other pages. So each thing
is done in a process of its own kind that the parent watches from outside, and that it can kill at any moment. Workers
are started afresh (spawn), not forked: no lock or handle of the parent is inherited.

A worker that has opened a document reads it. One that would have nothing to do reads pages of it as well. Each page
comes to the parent as soon as it is read, and whoever is free then makes the plan of them.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from ntm_extract.batch.bench import serve
from ntm_extract.batch.book import Book
from ntm_extract.batch.messages import (
    Begun,
    Draw,
    Drawn,
    Fetched,
    Finish,
    Loading,
    Opened,
    Outcome,
    PageRead,
    ReadPages,
    Task,
    Workshop,
)
from ntm_extract.batch.review import Drawing, places_of, with_pictures
from ntm_extract.errors import CrashedError, TimeLimitError

__all__ = ["Outcome", "Task", "Workshop", "work"]

LOADING = 120.0
"""Seconds a worker may take to start, and again to load its models, beyond the limit of the document, which is not to
blame for it."""
WORTH_HELP = 2.0
"""Seconds of work left in a document from which another worker is worth its way."""

DRAWING = 60.0
"""Seconds that drawing what a person is to look at may take; without it the document is as good."""
DYING = 5.0
"""Seconds after which a worker that has closed its connection is dead."""

Wanted = Callable[[str, str], bool]
Order = Task | ReadPages | Finish | Draw


def work(
    tasks: Iterable[Task], workshop: Workshop, *, jobs: int, timeout: float, wanted: Wanted
) -> Generator[Outcome, None, None]:
    """Work on the tasks in `jobs` processes, giving each outcome as it comes.

    Args:
        tasks: taken one by one as workers become free.
        workshop: what the workers need.
        jobs: number of processes, at least 1.
        timeout: seconds that fetching an input may take, reading it for every hundred pages begun, and making its plan;
            a worker over it is killed with the programs it started, and the document ends with `TimeLimitError`. A page
            that takes too long, or kills its worker, is left unread.
        wanted: asked in this process with (source, doc_id) once the bytes are there; False ends the task at once.
    """
    crew = _Crew(iter(tasks), workshop, jobs, timeout, wanted)
    try:
        yield from crew.work()
    finally:
        crew.dismiss()


@dataclass
class _Worker:
    """A worker process as the parent sees it.

    Attributes:
        order: what it is doing.
        pages: those that it is still to read, the one at work first.
        doc_id: of the document that it works on, or that lies open there.
        has_models: whether it has loaded what making a plan needs.
        limit: seconds that what it does may take, a page if it reads pages.
        since: when it began with what it does now.
    """

    process: SpawnProcess
    connection: Connection
    order: Order | None = None
    pages: deque[int] = field(default_factory=deque)
    doc_id: str | None = None
    has_models: bool = False
    limit: float = 0.0
    deadline: float = float("inf")
    since: float = 0.0

    def end(self, patience: float = 0.0) -> int | None:
        """End it with whatever it started; give its exit code if it dies of itself within some seconds."""
        self.connection.close()
        died = bool(wait([self.process.sentinel], timeout=patience))
        if self.process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)  # with Tesseract and whatever else it started
        self.process.kill()  # when it had no time to found its group
        self.process.join()
        return self.process.exitcode if died else None


class _Crew:
    """The workers, and what there is to do for them."""

    def __init__(self, tasks: Iterator[Task], workshop: Workshop, jobs: int, timeout: float, wanted: Wanted) -> None:
        self._tasks, self._workshop, self._jobs = tasks, workshop, jobs
        self._timeout, self._wanted = timeout, wanted
        self._workers: list[_Worker] = []
        self._books: dict[str, Book] = {}  # doc_id → the document being read
        self._finishing: dict[str, Task] = {}  # doc_id → the input whose plan is being made, with its bytes if held
        self._undrawn: deque[Draw] = deque()
        self._drawing: dict[str, Outcome] = {}  # doc_id → the document that only lacks its pictures

    def work(self) -> Iterator[Outcome]:
        """Go on until there is nothing left to do."""
        while True:
            self._distribute()
            busy = [worker for worker in self._workers if worker.order is not None]
            if not busy:
                return
            for worker in self._ready(busy):
                yield from self._listen(worker)
            yield from self._give_up_late_books()

    def dismiss(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()

    def _distribute(self) -> None:
        """Give every free worker something to do, and start workers while there is more."""
        for worker in sorted(self._workers, key=lambda w: not w.has_models):  # plans rather to those who can make them
            if worker.order is None and (order := self._next_order(worker.doc_id)) is not None:
                self._assign(worker, order)
        while len(self._workers) < self._jobs and (order := self._next_order(None)) is not None:
            self._workers.append(_start(self._workshop))
            self._assign(self._workers[-1], order)

    def _next_order(self, at_hand: str | None) -> Order | None:
        """Choose what to do next for a worker that has the document `at_hand` open."""
        if self._undrawn:
            return self._undrawn.popleft()
        for book in self._books.values():
            if book.is_read:
                del self._books[book.doc_id]
                self._finishing[book.doc_id] = book.task
                return book.finish()
        begun = [book for book in self._books.values() if book.has_more]
        taken = {worker.doc_id for worker in self._workers} - {at_hand}
        for book in begun:
            if book.doc_id not in taken:  # its own, or one whose reader died
                return self._portion(book, at_hand)
        task = next(self._tasks, None)
        if task is not None:
            return task
        longest = max(begun, key=lambda book: book.remaining, default=None)
        return self._portion(longest, at_hand) if longest and longest.remaining >= WORTH_HELP else None

    def _portion(self, book: Book, at_hand: str | None) -> ReadPages:
        task = replace(book.task, data=None) if book.doc_id == at_hand else book.task
        return ReadPages(task, book.doc_id, book.portion(self._jobs), book.page_limit)

    def _assign(self, worker: _Worker, order: Order) -> None:
        worker.order, worker.doc_id = order, None if isinstance(order, Task) else order.doc_id
        worker.pages = deque(order.indices if isinstance(order, ReadPages) else ())
        worker.limit = self._limit_of(order)
        worker.since = time.monotonic()
        worker.deadline = worker.since + LOADING + worker.limit
        with suppress(OSError):  # a worker that died while idle is noticed by `_listen`
            worker.connection.send(order)

    def _limit_of(self, order: Order) -> float:
        match order:
            case ReadPages():
                return order.page_limit
            case Draw():
                return min(DRAWING, self._timeout)
            case _:
                return self._timeout

    def _ready(self, busy: list[_Worker]) -> list[_Worker]:
        """Wait until some workers have something to say or are over their time."""
        ends = [worker.deadline for worker in busy] + [book.deadline for book in self._books.values()]
        patience = max(0.0, min(ends) - time.monotonic())
        talking = wait([worker.connection for worker in busy], timeout=min(patience, 60.0))
        now = time.monotonic()
        return [worker for worker in busy if worker.connection in talking or worker.deadline <= now]

    def _listen(self, worker: _Worker) -> Iterator[Outcome]:
        """Take one message of a worker; give an outcome where that ends the work on a document."""
        if not worker.connection.poll():
            worker.end()
            yield from self._lose(worker, is_late=True)
            return
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            code = worker.end(DYING)
            yield from self._lose(worker, was_killed=code == -signal.SIGKILL)
            return
        now = time.monotonic()
        match message:
            case Begun():
                worker.deadline, worker.since = now + worker.limit, now
            case Loading():
                worker.deadline = now + LOADING + self._timeout
            case Fetched(doc_id):
                yield from self._answer(worker, doc_id)
            case Opened():
                assert isinstance(worker.order, Task)
                assert worker.doc_id is not None
                self._books[worker.doc_id] = Book(worker.order, worker.doc_id, message, now, self._timeout)
                _release(worker)
            case PageRead(index, leaf):
                book = self._books.get(worker.doc_id or "")
                if book is not None:
                    book.put(index, leaf, now - worker.since)
                worker.pages.popleft()
                worker.deadline, worker.since = now + worker.limit, now
                if not worker.pages:
                    _release(worker)
            case Drawn(drawings):
                assert isinstance(worker.order, Draw)
                yield self._draw_up(worker.order.doc_id, drawings)
                _release(worker)
                worker.doc_id = None
            case Outcome():
                book = self._books.pop(message.doc_id or "", None)
                is_settled = isinstance(worker.order, ReadPages) and book is None
                is_undrawn = self._leave_undrawn(message)
                worker.has_models = worker.has_models or message.extraction is not None
                _release(worker)
                worker.doc_id = None
                if not (is_settled or is_undrawn):
                    yield message

    def _leave_undrawn(self, outcome: Outcome) -> bool:
        """Keep a document back until what a person is to look at is drawn; tell whether there is anything."""
        task = self._finishing.pop(outcome.doc_id or "", None)
        places = places_of(outcome.extraction.plan) if outcome.extraction else ()
        if not places or task is None or outcome.doc_id is None:
            return False
        self._undrawn.append(Draw(task, outcome.doc_id, places))
        self._drawing[outcome.doc_id] = outcome
        return True

    def _draw_up(self, doc_id: str, drawings: Sequence[Drawing]) -> Outcome:
        """Give the outcome of a document with its pictures."""
        outcome = self._drawing.pop(doc_id)
        assert outcome.extraction is not None
        plan, pictures = with_pictures(outcome.extraction.plan, drawings)
        return replace(outcome, extraction=replace(outcome.extraction, plan=plan), pictures=pictures)

    def _answer(self, worker: _Worker, doc_id: str) -> Iterator[Outcome]:
        assert isinstance(worker.order, Task)
        source = worker.order.source
        worker.doc_id, worker.deadline = doc_id, time.monotonic() + self._timeout
        is_wanted = self._wanted(source, doc_id)
        with suppress(OSError):  # a worker that died meanwhile is noticed when it is listened to again
            worker.connection.send(is_wanted)
        if not is_wanted:
            _release(worker)
            worker.doc_id = None
            yield Outcome(source, doc_id)

    def _lose(self, worker: _Worker, *, is_late: bool = False, was_killed: bool = False) -> Iterator[Outcome]:
        """Do without a worker that was over its time, or died, and settle what it was doing.

        One that the system has killed, being short of memory, may have another try at its page.
        """
        self._workers.remove(worker)
        order = worker.order
        assert order is not None
        if isinstance(order, Draw):
            reason = f"quá {worker.limit:g} giây" if is_late else "tiến trình dừng đột ngột"
            yield self._draw_up(order.doc_id, [Drawing(reason=reason)] * len(order.places))
            return
        if not isinstance(order, ReadPages):
            source = order.source if isinstance(order, Task) else order.task.source
            self._finishing.pop(worker.doc_id or "", None)
            late, dead = f"Xử lý quá {self._timeout:g} giây", "Tiến trình xử lý tệp này dừng đột ngột"
            yield Outcome(source, worker.doc_id, error=TimeLimitError(late) if is_late else CrashedError(dead))
            return
        book = self._books.get(order.doc_id)
        if book is None:
            return
        index = worker.pages.popleft()
        book.give_back(worker.pages)
        if was_killed and book.try_again(index):
            return
        late, dead = f"Đọc trang quá {order.page_limit:g} giây", "Tiến trình đọc trang này dừng đột ngột"
        error = TimeLimitError(late, page=index + 1) if is_late else CrashedError(dead, page=index + 1)
        book.lose(index, error, time.monotonic() - worker.since)
        if book.error is not None:
            del self._books[book.doc_id]
            yield Outcome(book.task.source, book.doc_id, error=book.error)

    def _give_up_late_books(self) -> Iterator[Outcome]:
        now = time.monotonic()
        for book in [book for book in self._books.values() if book.deadline <= now and not book.is_read]:
            del self._books[book.doc_id]
            for worker in [w for w in self._workers if isinstance(w.order, ReadPages) and w.doc_id == book.doc_id]:
                worker.end()
                self._workers.remove(worker)
            yield Outcome(book.task.source, book.doc_id, error=TimeLimitError(f"Xử lý quá {book.limit:g} giây"))


def _start(workshop: Workshop) -> _Worker:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, workshop), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _release(worker: _Worker) -> None:
    worker.order, worker.deadline = None, float("inf")
