"""Lists that never end: what a broken file holds must not keep a batch waiting, nor overflow the stack."""

import time

import pytest
from plain_plans import HEADS, extract_text

MOST_SECONDS = 15  # of the processor: each takes about one, a reader that costs the square of the list minutes
TIMES = 3000


@pytest.mark.parametrize(
    "repeated",
    [
        "Ban Xa Xôi, ",
        "Sở Y tế, ",
        "xã An, ",
        "Phấn đấu có 02 xã đạt chuẩn nông thôn mới, ",
        "Phấn đấu 02 xã đạt chuẩn gồm (A, B); ",
        "trước ngày 01/02/2023, ",
        "5% số ",
        "năm 2030 có 5% và ",
        "các xã An, Bình đạt 5 tiêu chí, ",
        "thời hạn còn 5 ngày, ",
        "((",
        "UBND các xã ",
    ],
)
def test_a_paragraph_of_one_thing_said_again_and_again(repeated: str) -> None:
    began = time.process_time()
    extract_text(
        f"{HEADS['district']}I. MỤC TIÊU\n1. {repeated * TIMES}\nII. TỔ CHỨC THỰC HIỆN\n1. {repeated * TIMES}\n"
    )
    assert time.process_time() - began < MOST_SECONDS
