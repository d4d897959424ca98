"""Times in the words of readers."""

from __future__ import annotations

import pytest

from ntm_extract.publish.times import format_recurrence, format_time


@pytest.mark.parametrize(
    ("edtf", "vi", "en"),
    [
        ("2022-10-05", "05/10/2022", "5 October 2022"),
        ("2022-10", "tháng 10/2022", "October 2022"),
        ("2022-Q4", "quý IV/2022", "Q4 2022"),
        ("2022", "2022", "2022"),
        ("2021/2025", "2021–2025", "2021–2025"),
        ("2022-Q4/2023-01", "quý IV/2022–tháng 1/2023", "Q4 2022–January 2023"),
        ("Ủy ban nhân dân huyện", "Ủy ban nhân dân huyện", "Ủy ban nhân dân huyện"),
    ],
)
def test_times(edtf: str, vi: str, en: str) -> None:
    assert (format_time(edtf, "vi"), format_time(edtf, "en")) == (vi, en)


@pytest.mark.parametrize(
    ("rule", "vi", "en"),
    [
        ("FREQ=YEARLY", "hằng năm", "every year"),
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15", "hằng năm, ngày 15/11", "every year, 15 November"),
        ("FREQ=YEARLY;BYMONTH=6,12", "hằng năm, tháng 6, 12", "every year, in June, December"),
        ("FREQ=MONTHLY;INTERVAL=6", "6 tháng một lần", "every 6 months"),
        ("FREQ=MONTHLY;BYMONTHDAY=20", "hằng tháng, ngày 20", "every month, on day 20"),
        ("FREQ=WEEKLY;BYDAY=FR", "FREQ=WEEKLY;BYDAY=FR", "FREQ=WEEKLY;BYDAY=FR"),
        ("", "", ""),
    ],
)
def test_recurrences(rule: str, vi: str, en: str) -> None:
    assert (format_recurrence(rule, "vi"), format_recurrence(rule, "en")) == (vi, en)
