"""A worker process from within: it does one thing at a time for its parent, and keeps one document open."""

from __future__ import annotations

import os
import pickle
import resource
import traceback
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ntm_extract.batch.inputs import printable
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
from ntm_extract.batch.review import Drawing, Place
from ntm_extract.errors import DocumentError, TooLargeError, UnreadableFileError
from ntm_extract.pages import PagedDocument, Reading, bind
from ntm_extract.pipeline import extract_reading, identify

CHANGED = "Tệp đã thay đổi trong khi đang đọc"


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


def serve(connection: Connection, workshop: Workshop) -> None:
    """Live as a worker process until the parent is gone."""
    os.setsid()  # a group of its own: it can be killed as a whole, and Ctrl-C at the terminal is the parent's affair
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    limit = workshop.memory if most == resource.RLIM_INFINITY else min(workshop.memory, most)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, most))
    parent = _Parent(connection)
    bench = _Bench(parent, workshop)
    with suppress(_ParentGoneError):
        while True:
            order = parent.hear()
            answer = bench.draw(order) if isinstance(order, Draw) else bench.do(order)
            if answer:
                parent.tell(answer)


class _Bench:
    """Where the work is done, with the document that is open on it."""

    def __init__(self, parent: _Parent, workshop: Workshop) -> None:
        self._parent, self._workshop = parent, workshop
        self._load = cache(workshop.load)
        self._open: tuple[str, PagedDocument] | None = None

    def do(self, order: Task | ReadPages | Finish) -> Outcome | None:
        """Do what the parent orders; give the outcome where that ends the work on the document."""
        task, doc_id = (order, None) if isinstance(order, Task) else (order.task, order.doc_id)
        try:
            if isinstance(order, Task):
                data = self._fetch(task)
                doc_id = identify(data)
                self._parent.tell(Fetched(doc_id))
                return self._look_into(task, doc_id, data) if self._parent.hear() else None
            if isinstance(order, Finish):
                self._put_away()
                reading = bind(map(pickle.loads, order.leaves), order.media, order.notes)
                doc_id = order.doc_id
                del order  # with the packed pages, which are many in a long document
                return self._finish(task, doc_id, reading)
            self._read(order)
            return None
        except DocumentError as error:
            return Outcome(task.source, doc_id, error=error)
        except MemoryError:
            return Outcome(task.source, doc_id, error=TooLargeError("Văn bản cần quá nhiều bộ nhớ để xử lý"))
        except Exception as error:  # whatever a library throws at one document, the others go on
            return Outcome(task.source, doc_id, error=_unexpected(error), trace=traceback.format_exc())

    def draw(self, order: Draw) -> Drawn:
        """Draw places of a document; one that cannot be drawn says why, and costs nothing else."""
        try:
            data = self._fetch(order.task)
        except DocumentError as error:
            return Drawn((Drawing(reason=error.reason),) * len(order.places))
        if identify(data) != order.doc_id:
            return Drawn((Drawing(reason=CHANGED),) * len(order.places))
        return Drawn(tuple(self._draw_place(data, _place_of(order.task), place) for place in order.places))

    def _draw_place(self, data: bytes, path: Path | None, place: Place) -> Drawing:
        try:
            return Drawing(self._workshop.draw(data, place.page, place.box, turned=place.turned, path=path))
        except DocumentError as error:
            return Drawing(reason=error.reason)
        except MemoryError:
            return Drawing(reason="cần quá nhiều bộ nhớ")
        except Exception as error:  # as in `do`
            return Drawing(reason=_unexpected(error).reason)

    def _fetch(self, task: Task) -> bytes:
        self._put_away()
        self._parent.tell(Begun())
        return self._workshop.fetch(task.address) if task.data is None else task.data

    def _look_into(self, task: Task, doc_id: str, data: bytes) -> Outcome | None:
        document = self._workshop.open(data, path=_place_of(task))
        if isinstance(document, Reading):
            return self._finish(task, doc_id, document)
        self._open = (doc_id, document)
        self._parent.tell(Opened(document.count, document.media, document.notes))
        return None

    def _read(self, order: ReadPages) -> None:
        document = self._take_up(order)
        self._parent.tell(Begun())
        for index in order.indices:
            leaf = document.read(index)
            self._parent.tell(PageRead(index, pickle.dumps(leaf, pickle.HIGHEST_PROTOCOL)))

    def _take_up(self, order: ReadPages) -> PagedDocument:
        """Give the document whose pages are to be read, opened anew unless it lies here already."""
        if self._open is None or self._open[0] != order.doc_id:
            data = self._fetch(order.task)
            document = self._workshop.open(data, path=_place_of(order.task)) if identify(data) == order.doc_id else None
            if document is None or isinstance(document, Reading):
                raise UnreadableFileError(CHANGED, advice="Chạy lại khi không còn chương trình nào ghi vào tệp.")
            self._open = (order.doc_id, document)
        return self._open[1]

    def _put_away(self) -> None:
        if self._open is not None:
            self._open[1].close()
            self._open = None

    def _finish(self, task: Task, doc_id: str, reading: Reading) -> Outcome:
        self._parent.tell(Loading())
        rooms = self._load()
        self._parent.tell(Begun())
        return Outcome(task.source, doc_id, extract_reading(reading, task.source, doc_id, rooms))


def _place_of(task: Task) -> Path | None:
    """Give where a document lies, if it is a file: what is there need not be kept in memory."""
    if task.data is not None or "://" in task.address:
        return None
    path = Path(task.address)
    return path if path.is_file() else None


def _unexpected(error: Exception) -> DocumentError:
    text = printable(" ".join(str(error).split()))
    return DocumentError(
        f"Lỗi không lường trước ({type(error).__name__}: {text[:300]})",
        advice="Chạy lại với --debug để xem chi tiết và báo cho người phát triển.",
    )
