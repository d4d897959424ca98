"""What the benchmark of restoration counts, on texts small enough to count by hand."""

from __future__ import annotations

import random

import pytest

from benchmarks.misread_pages import LOOKED_AT, SEED, choose_paragraphs, make_pages
from benchmarks.peers import load_ngram, load_unigram
from benchmarks.restoration import Goal, Row
from benchmarks.scoring import (
    Judged,
    Passage,
    calibration_error,
    count_altered_figures,
    count_changed,
    count_errors,
    cut_page,
    judge_words,
    page_text,
)
from ntm_extract.alignment import Alignment
from ntm_extract.restore import Restoration, Syllable

PAGE = [
    Passage("Làm đường qua thôn", ("Lam duong", "qua th6n")),
    Passage("Đào giếng", ()),
    Passage("Trồng 20 cây", ("Tr6ng 20 cay",)),
]


def test_passages_are_cut_where_they_were_put_together() -> None:
    assert page_text(PAGE) == "Lam duong\nqua th6n\nTr6ng 20 cay"
    assert cut_page(PAGE, "Làm đường\nqua thôn\nTrồng 20 cây") == ["Làm đường\nqua thôn", "", "Trồng 20 cây"]
    assert cut_page([Passage("Đào giếng", ())], "") == [""]
    with pytest.raises(ValueError, match="3 lines were read, 1 came back"):
        cut_page(PAGE, "Làm đường")


def test_paragraphs_that_were_looked_at_are_not_measured() -> None:
    lines = [f"Thôn số {number}: " + "làm đường, đào mương, trồng cây, " * 3 for number in range(600)]
    chosen = choose_paragraphs(lines, 300)
    looked_at = random.Random(SEED).sample([line.strip() for line in lines], LOOKED_AT)
    assert len(set(chosen)) == 300 and not set(chosen) & set(looked_at)
    assert choose_paragraphs(lines, 300) == chosen


def test_a_page_ends_between_paragraphs() -> None:
    paragraphs = [Passage(str(n), ("x",) * n) for n in (3, 2, 9, 1)]
    assert [[p.printed for p in page] for page in make_pages(paragraphs, lines=5)] == [["3", "2"], ["9"], ["1"]]


@pytest.mark.parametrize(
    ("gold", "made", "expected"),
    [
        ("Làm đường thôn", "làm ĐƯỜNG thôn", (3, 0)),
        ("hòa thuận", "hoà thuận", (2, 0)),
        ("Làm đường thôn", "Làm thêm đường thôn", (3, 1)),
        ("có 13 xã", "cỏ 12 xã", (2, 1)),
        ("", "", (0, 0)),
    ],
)
def test_errors_are_edits_between_words_of_letters(gold: str, made: str, expected: tuple[int, int]) -> None:
    assert count_errors(gold, made) == expected


def test_any_letter_that_differs_is_a_change() -> None:
    assert count_changed("Xã Hoà Bình, 12 thôn", "Xã Hòa Bình, 12 thôn") == (4, 1)


@pytest.mark.parametrize(
    ("printed", "read", "made", "altered"),
    [
        ("số 6 và số 16", "s6 6 va s6 16", "số 6 và số 16", 0),
        ("năm 2025", "nam 2025", "năm 2026", 2),
        ("năm 2025", "nam 202S", "năm 2025", 1),
        ("", "s6 12 nam 2025", "số 12 năm 2025", 0),
        ("", "s6 12 nam 2025", "số năm 2025", 1),
    ],
)
def test_figures_read_right_must_stay(printed: str, read: str, made: str, altered: int) -> None:
    assert count_altered_figures(printed, read, made) == altered


def test_words_are_judged_with_their_confidence() -> None:
    text = "Làm đường\nqua thốn\nTrồng 20 cấy xanh"
    doubts = [("thốn", 0.6), ("Trồng", 0.95), ("cấy", 0.4)]
    spans = [(text.index(word), text.index(word) + len(word), confidence) for word, confidence in doubts]
    syllables = tuple(Syllable(start, end, start, end, confidence, ()) for start, end, confidence in spans)
    done = Restoration(page_text(PAGE), text, Alignment.identity(len(text)), syllables)
    assert list(judge_words(PAGE, done)) == [
        *[Judged(1.0, True)] * 3,
        Judged(0.6, False),
        Judged(0.95, True),
        Judged(0.4, False),
        Judged(1.0, False),
    ]


def test_calibration_is_the_gap_of_confidence_and_share_right() -> None:
    assert calibration_error([]) == 0
    assert calibration_error([Judged(1.0, True)] * 5) == 0
    half = [Judged(0.5, True), Judged(0.5, False)]
    assert calibration_error(half) == 0
    assert calibration_error([*half, Judged(0.9, False), Judged(1.0, True)]) == pytest.approx(0.9 / 4)


def test_a_missed_goal_is_told() -> None:
    row = Row("right", 1200, {"product": 98.0}, Goal("≥", 98.7), before=17.2)
    assert row.cells(["product", "pyvi"]) == ["right", "1,200", "17.20 %", "98.00 %", "–", "≥ 98.70 % MISSED"]
    assert not row._replace(goal=Goal("≤", 98)).cells(["product"])[-1].endswith("MISSED")


def test_peers_leave_what_is_no_word() -> None:
    text = "1. Xay dung nong thon moi:\n\n- Tu 05/3 den 2025 (QD 12/QD-UBND)."
    for load in (load_unigram, load_ngram):
        made = load()(text)
        assert [made.count(part) for part in ("1. ", ":\n\n- ", " 05/3 ", " 2025 (", "12/", ").")] == [1] * 6
    assert made.startswith("1. Xây dựng nông thôn mới:")
