"""A document whose pages are being read, by one worker or by several: what is to be read, and what has been."""

from __future__ import annotations

import pickle
from collections import deque
from collections.abc import Iterable
from dataclasses import replace

from ntm_extract.batch.messages import Finish, Opened, Task
from ntm_extract.errors import DocumentError
from ntm_extract.pages import Leaf

PAGES_PER_LIMIT = 100
"""A document may take its time limit once for every so many pages begun."""
PAGE_LIMIT = 180.0
"""Seconds one page may take; the slowest has several readings with limits of their own, and comes near it only on a
machine that has much else to do."""
HANGING = 3
"""A page of several may take its document's limit divided by this: one that hangs leaves time for the others."""
PORTION = 16
"""Pages a worker is given at once at most; a page is there as soon as it is read, so that few are lost with it."""
SHARES = 4
"""Portions that are left for each worker at least, so that all of them end at about the same time."""


class Book:
    """The pages of one document at work.

    Args:
        task: the input.
        doc_id: of its bytes.
        opened: how many pages it has.
        begun: when it was opened, in seconds of a clock that only goes forward.
        timeout: seconds it may take for every `PAGES_PER_LIMIT` pages begun.
    """

    def __init__(self, task: Task, doc_id: str, opened: Opened, begun: float, timeout: float) -> None:
        self.task, self.doc_id = task, doc_id
        self.limit = timeout * -(-opened.count // PAGES_PER_LIMIT)
        self.page_limit = min(PAGE_LIMIT, timeout if opened.count == 1 else timeout / HANGING)
        self.deadline = begun + self.limit
        self._opened = opened
        self._todo = deque(range(opened.count))
        self._leaves: dict[int, bytes] = {}
        self._lost: dict[int, DocumentError] = {}
        self._again: set[int] = set()
        self._seconds = 0.0

    @property
    def is_read(self) -> bool:
        """Whether all pages are there."""
        return len(self._leaves) == self._opened.count

    @property
    def has_more(self) -> bool:
        """Whether there are pages that nobody reads yet."""
        return bool(self._todo)

    @property
    def remaining(self) -> float:
        """How many seconds of work are likely to be left; 0 until a page is there."""
        return self._seconds / max(len(self._leaves), 1) * len(self._todo)

    @property
    def error(self) -> DocumentError | None:
        """Why nothing came of the document, where the reading of each page had to be given up."""
        return next(iter(self._lost.values())) if len(self._lost) == self._opened.count else None

    def portion(self, jobs: int) -> tuple[int, ...]:
        """Take the next pages that one of `jobs` workers is to read."""
        size = min(PORTION, max(1, len(self._todo) // (SHARES * jobs)))
        return tuple(self._todo.popleft() for _ in range(min(size, len(self._todo))))

    def put(self, index: int, leaf: bytes, seconds: float) -> None:
        """Take in a page that has been read in so many seconds."""
        self._leaves[index] = leaf
        self._seconds += seconds

    def give_back(self, indices: Iterable[int]) -> None:
        """Take back pages that a worker cannot read any more."""
        self._todo.extendleft(sorted(indices, reverse=True))

    def try_again(self, index: int) -> bool:
        """Take back a page for another try, once; tell whether there is one."""
        if index in self._again:
            return False
        self._again.add(index)
        self.give_back([index])
        return True

    def lose(self, index: int, error: DocumentError, seconds: float) -> None:
        """Give up a page; the document goes on without it, and says so."""
        self._lost[index] = error
        reason = f"{error.reason[:1].lower()}{error.reason[1:]}, trang chưa đọc được."
        self.put(index, pickle.dumps(Leaf.unread(index + 1, reason, origin="ocr")), seconds)

    def finish(self) -> Finish:
        """Give the order to make the plan."""
        leaves = tuple(self._leaves[index] for index in range(self._opened.count))
        return Finish(replace(self.task, data=None), self.doc_id, self._opened.media, self._opened.notes, leaves)
