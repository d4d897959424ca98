"""What the readers of a picture say of words in doubt, and what the language makes of it."""

import pytest

from ntm_extract.restore import load_restorer
from ntm_extract.restore.offers import Offer


def restored(text: str, word: str, *candidates: tuple[str, float]) -> str:
    start = text.index(word)
    return load_restorer().restore(text, [Offer(start, start + len(word), candidates)]).text


@pytest.mark.parametrize(
    ("text", "word", "candidates", "wanted"),
    [
        ("xây dựng nông thốn mới", "thốn", (("thốn", 0.6), ("thôn", 0.39)), "xây dựng nông thôn mới"),
        ("XÂY DỰNG NÔNG THỐN MỚI", "THỐN", (("THỐN", 0.6), ("THÔN", 0.39)), "XÂY DỰNG NÔNG THÔN MỚI"),
        ("các xóóm, thôn của xã", "xóóm,", (("xóóm,", 0.7), ("xóm,", 0.25)), "các xóm, thôn của xã"),
        ("đạt chuẩn nông thôn mới", "thôn", (("thôn", 0.9), ("thốn", 0.09)), "đạt chuẩn nông thôn mới"),
    ],
)  # fmt: skip
def test_the_language_decides_between_letters_that_the_picture_leaves_open(
    text: str, word: str, candidates: tuple[tuple[str, float], ...], wanted: str
) -> None:
    assert restored(text, word, *candidates) == wanted


@pytest.mark.parametrize(
    ("text", "word", "candidates", "wanted"),
    [
        ("Tại mục III của Kế hoạch", "III", (("III", 0.6), ("II", 0.39)), "Tại mục III của Kế hoạch"),
        ("Chương VI. Tổ chức thực hiện", "VI.", (("VI.", 0.55), ("IV.", 0.44)), "Chương VI. Tổ chức thực hiện"),
        ("trong phạm xi quản lý", "xi", (("xi", 0.5), ("vi", 0.49)), "trong phạm vi quản lý"),
    ],
)
def test_a_roman_numeral_in_doubt_is_left_to_the_picture_and_a_word_of_its_letters_to_the_language(
    text: str, word: str, candidates: tuple[tuple[str, float], ...], wanted: str
) -> None:
    assert restored(text, word, *candidates) == wanted


@pytest.mark.parametrize(
    ("text", "number", "candidates"),
    [
        ("phấn đấu đến năm 2028 có 5 xã", "2028", (("2028", 0.7), ("2025", 0.29))),
        ("Kế hoạch số 1265/KH-UBND ngày", "1265/KH-UBND", (("1265/KH-UBND", 0.8), ("1285/KH-UBND", 0.19))),
        ("đạt 16,5 tiêu chí", "16,5", (("16,5", 0.55), ("165", 0.44))),
    ],
)
def test_numbers_stay_as_they_were_read_and_are_flagged_with_what_they_may_be(
    text: str, number: str, candidates: tuple[tuple[str, float], ...]
) -> None:
    start = text.index(number)
    done = load_restorer().restore(text, [Offer(start, start + len(number), candidates)])
    assert done.text == text
    (doubt,) = [syllable for syllable in done.syllables if syllable.flag]
    assert doubt.start == start
    assert doubt.candidates == candidates


def test_a_number_that_the_readers_are_sure_of_is_not_flagged() -> None:
    done = load_restorer().restore("đến năm 2025", [Offer(8, 12, (("2025", 0.999), ("2026", 0.001)))])
    assert not [syllable for syllable in done.syllables if syllable.flag]
