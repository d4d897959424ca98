"""Reading in a process of its own, as a worker does it: under its limit of memory, its time and memory measured."""

from __future__ import annotations

import resource
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ntm_extract.batch.messages import MEMORY
from ntm_extract.errors import DocumentError, NoTextError
from ntm_extract.pages import Reading
from ntm_extract.read import ReadSettings, open_document, read_document

CPU_SECONDS = 15.0
MEGABYTES = 400
PATIENCE = 90.0
"""Seconds by the clock after which a reading is killed; the machine may be busy with other tests."""


@dataclass(frozen=True)
class Read:
    """What came of a document.

    Attributes:
        failure: the class and the message of the error, or None.
        seconds: of the processor, with the programs that were started.
        megabytes: of memory at most.
    """

    text: str = ""
    labels: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    failure: tuple[type[DocumentError], str] | None = None
    seconds: float = 0.0
    megabytes: int = 0


Reader = Callable[..., Read]


_context = get_context("forkserver")
_context.set_forkserver_preload(["tests.hostile.measured"])  # loads the reading room once


def start_reader() -> Reader:
    """Give a function that reads bytes in a process of their own."""

    def read(data: bytes, *, seconds: float = CPU_SECONDS, megabytes: int = MEGABYTES, **settings: Any) -> Read:
        ours, theirs = _context.Pipe()
        process = _context.Process(target=_read, args=(theirs, ReadSettings(**settings)))
        process.start()
        theirs.close()
        ours.send_bytes(data)
        if not ours.poll(PATIENCE):
            process.kill()
            raise AssertionError(f"the reader is not done after {PATIENCE:g} s")
        try:
            result: Read = ours.recv()
        except EOFError:
            process.join()
            raise AssertionError(f"the reader died (exit code {process.exitcode})") from None
        process.join()
        assert result.seconds <= seconds, f"{result.seconds:.1f} s"
        assert result.megabytes <= megabytes, f"{result.megabytes} MB"
        return result

    return read


def _read(connection: Connection, settings: ReadSettings) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, most))
    data = connection.recv_bytes()
    try:
        reading = read_document(data, settings)
        if not reading.text.strip():
            raise NoTextError(". ".join(["Không đọc được chữ nào trong văn bản", *reading.notes[:1]]))
        verdicts = [page.verdict for page in reading.pages]
        labels, remedies = tuple(v.label for v in verdicts), tuple(v.remedy for v in verdicts)
        found = {"text": reading.text, "labels": labels, "remedies": remedies, "notes": reading.notes}
    except DocumentError as error:
        found = {"failure": (type(error), str(error))}
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime
    connection.send(Read(**found, seconds=seconds, megabytes=max(own.ru_maxrss, children.ru_maxrss) // 1024))


def read_in_place(path: Path) -> tuple[set[str], int]:
    """Read a file page by page from where it lies; give the labels of its pages, and the megabytes that it took."""
    ours, theirs = _context.Pipe()
    process = _context.Process(target=_read_in_place, args=(theirs, path))
    process.start()
    assert ours.poll(PATIENCE)
    result: tuple[set[str], int] = ours.recv()
    process.join()
    return result


def _read_in_place(connection: Connection, path: Path) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with path.open("rb") as file:
        document = open_document(file.read(2048), path=path)
    assert not isinstance(document, Reading)
    labels = {document.read(index).page.verdict.label for index in range(document.count)}
    document.close()
    connection.send((labels, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024))
