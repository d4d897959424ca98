"""The pages of one document at work: what is read next, what is read again, what is given up."""

from __future__ import annotations

import pickle

import pytest

from ntm_extract.batch.book import Book
from ntm_extract.batch.messages import Opened, Task
from ntm_extract.errors import CrashedError, TimeLimitError
from ntm_extract.pages import Leaf, Page, Verdict, bind

TASK = Task("ban-quet.pdf", "ban-quet.pdf", data=b"...")


def book(count: int, timeout: float = 900.0) -> Book:
    return Book(TASK, "0" * 16, Opened(count, "pdf", ("Tệp có 2 tệp đính kèm.",)), begun=100.0, timeout=timeout)


def leaf(index: int) -> bytes:
    page = Page(index + 1, f"trang {index + 1}", (), 0.0, 0.0, "ocr", Verdict("picture", "ocr", ""))
    return pickle.dumps(Leaf(page))


@pytest.mark.parametrize(("count", "jobs", "sizes"), [(500, 2, [16, 16, 16]), (20, 2, [2, 2, 2]), (3, 4, [1, 1, 1])])
def test_portions_grow_smaller_towards_the_end_so_that_all_workers_end_together(
    count: int, jobs: int, sizes: list[int]
) -> None:
    pages = book(count)
    assert [len(pages.portion(jobs)) for _ in sizes] == sizes
    rest = [index for portion in iter(lambda: pages.portion(jobs), ()) for index in portion]
    assert rest == list(range(sum(sizes), count))
    assert not pages.has_more


def test_pages_of_a_lost_worker_come_first_and_in_order() -> None:
    pages = book(40)
    first = pages.portion(1)
    pages.give_back(first[2:])
    assert pages.portion(1)[0] == first[2]


def test_a_page_has_one_more_try() -> None:
    pages = book(1)
    [index] = pages.portion(1)
    assert pages.try_again(index)
    assert pages.portion(1) == (index,)
    assert not pages.try_again(index)


@pytest.mark.parametrize(("count", "limit"), [(1, 900.0), (100, 900.0), (101, 1800.0), (500, 4500.0)])
def test_the_time_limit_grows_with_every_hundred_pages(count: int, limit: float) -> None:
    assert (book(count).limit, book(count).deadline) == (limit, 100.0 + limit)


@pytest.mark.parametrize(
    ("count", "timeout", "limit"), [(1, 60.0, 60.0), (1, 900.0, 180.0), (7, 900.0, 180.0), (7, 60.0, 20.0)]
)
def test_a_page_that_hangs_leaves_time_for_the_others(count: int, timeout: float, limit: float) -> None:
    assert book(count, timeout).page_limit == limit


def test_pages_put_in_any_order_make_the_document_in_order_with_what_was_lost() -> None:
    pages = book(4)
    for index in (3, 0):
        pages.put(index, leaf(index), 1.0)
    pages.lose(2, TimeLimitError("Đọc trang quá 180 giây"), 180.0)
    assert not pages.is_read
    pages.lose(1, TimeLimitError("Đọc trang quá 180 giây"), 180.0)
    assert pages.is_read
    assert pages.error is None
    order = pages.finish()
    assert order.task.data is None  # the bytes have been read
    reading = bind(map(pickle.loads, order.leaves), order.media, order.notes)
    assert reading.text == "trang 1\f\f\ftrang 4"
    assert [page.verdict.label for page in reading.pages] == ["picture", "unread", "unread", "picture"]
    assert reading.notes == ("Tệp có 2 tệp đính kèm.", "Trang 2-3: đọc trang quá 180 giây, trang chưa đọc được.")


def test_a_document_whose_pages_are_all_lost_ends_with_the_first_of_their_errors() -> None:
    pages = book(2)
    pages.lose(0, CrashedError("Tiến trình dừng đột ngột", page=1), 1.0)
    assert pages.error is None
    pages.lose(1, TimeLimitError("Quá giờ", page=2), 1.0)
    assert isinstance(pages.error, CrashedError)


def test_what_is_left_to_do_is_told_by_the_pages_already_read() -> None:
    pages = book(10)
    pages.portion(1)
    assert pages.remaining == 0.0
    pages.put(0, leaf(0), 3.0)
    assert pages.remaining == pytest.approx(3.0 * 8)
