"""Places of a page on one strip, and back."""

import numpy as np

from ntm_extract.pages import Box
from ntm_extract.read.picture.strip import lay_out

PAGE = np.arange(100 * 80, dtype=np.uint32).reshape(100, 80).astype(np.uint8)


def test_each_place_is_on_the_strip_as_it_is_on_the_page_and_finds_back() -> None:
    boxes = [Box(10, 5, 40, 20), Box(50, 60, 78, 90), Box(0, 0, 5, 5)]
    strip = lay_out(PAGE, boxes, gap=7)
    assert strip is not None
    for box, piece in zip(boxes, strip.pieces, strict=True):
        top, height, width = int(piece.top), int(box.bottom - box.top), int(box.x1 - box.x0)
        on_strip = Box(strip.left, top, strip.left + width, top + height)
        shown = strip.picture[top : top + height, strip.left : strip.left + width]
        assert (shown == PAGE[int(box.top) : int(box.bottom), int(box.x0) : int(box.x1)]).all()
        assert strip.to_page(on_strip) == box


def test_places_that_reach_over_the_edge_are_cut_and_empty_ones_left_out() -> None:
    strip = lay_out(PAGE, [Box(70, 90, 120, 130), Box(200, 10, 220, 20)], gap=2)
    assert strip is not None
    assert [piece.box for piece in strip.pieces] == [Box(70, 90, 80, 100)]
    assert lay_out(PAGE, [Box(90, 0, 95, 5)], gap=2) is None
