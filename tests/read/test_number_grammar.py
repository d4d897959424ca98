"""Dates that there are, and those that there are not."""

import pytest

from ntm_extract.read.picture.number_grammar import is_plausible


@pytest.mark.parametrize(
    "text",
    [
        "25/02/2022;", "(01/7/2025)", "29/02/2024", "5.8.2022", "03/2022/NQ-HĐND", "1485/KH-UBND", "12/2025", "98,5%",
        "16,5", "02/13", "1.250.000", "2021-2025", "xã", "5x7", "QH15", "m2", "A1/2", "phủ1", "1a", "(2)", "10-15%",
        "24/2022/UBTVQH15",
    ],
)  # fmt: skip
def test_numbers_that_may_stand_in_a_plan_are_plausible(text: str) -> None:
    assert is_plausible(text)


@pytest.mark.parametrize(
    "text", ["25/20/2022", "31/02/2022", "29/02/2023,", "00/5/2022", "12/0225", "08/7/2922", "5.8.1022"]
)
def test_dates_that_no_calendar_has_are_not(text: str) -> None:
    assert not is_plausible(text)


@pytest.mark.parametrize("text", ["1]5/181", "1|5", "2O25", "Mo0dy", "1ị5/181", "20l2", "3!4"])
def test_letters_and_brackets_among_figures_are_misread(text: str) -> None:
    assert not is_plausible(text)
