"""Blanks where nobody writes them, and none where everybody does."""

import pytest

from ntm_extract.pages import Box
from ntm_extract.read.layout.composition import Fragment
from ntm_extract.read.picture.spacing import space


def line(*words: str, gap: float = 4.0) -> list[Fragment]:
    placed, x = [], 10.0
    for word in words:
        placed.append(Fragment(word, Box(x, 20, x + 6 * len(word), 32), 18, 34, 0.9))
        x += 6 * len(word) + gap
    return placed


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("Số:", "773", "/KH-UBND"), ["Số:", "773/KH-UBND"]),
        (("03/2022", "/NQ-HĐND"), ["03/2022/NQ-HĐND"]),
        (("ngày", "19tháng", "10", "năm", "2022"), ["ngày", "19", "tháng", "10", "năm", "2022"]),
        (("Số:", "/KH-UBND"), ["Số:", "/KH-UBND"]),
        (("5", "/năm"), ["5", "/năm"]),
        (("16ha", "12km"), ["16ha", "12km"]),
        (("B20xyz", "13brrr"), ["B20xyz", "13brrr"]),
    ],
)
def test_words_are_set_as_they_are_written(words: tuple[str, ...], wanted: list[str]) -> None:
    assert [word.text for word in space(line(*words))] == wanted


def test_a_symbol_far_off_or_on_another_line_is_left_alone() -> None:
    assert len(space(line("773", "/KH-UBND", gap=60))) == 2
    below = Fragment("/KH-UBND", Box(30, 50, 80, 62), 48, 64, 0.9)
    assert len(space([*line("773"), below])) == 2


def test_what_a_number_may_be_goes_along() -> None:
    number, symbol = line("1265", "/KH-UBND")
    (joined,) = space([number._replace(candidates=(("1265", 0.6), ("1245", 0.4))), symbol])
    assert joined.candidates == (("1265/KH-UBND", 0.54), ("1245/KH-UBND", 0.36))
    glued = line("19tháng")[0]._replace(candidates=(("19tháng", 0.7), ("10tháng", 0.2), ("19thang", 0.1)))
    day, month = space([glued])
    assert day.candidates == (("19", 0.8), ("10", 0.2))
    assert month.candidates == ()
    assert day.box.x1 == month.box.x0
