from __future__ import annotations

import pytest

from ntm_extract.extract.dates import find_times


@pytest.mark.parametrize(
    ("text", "words", "edtf", "modifier"),
    [
        ("Kế hoạch ban hành ngày 26 tháng 9 năm 2022 của UBND tỉnh", "ngày 26 tháng 9 năm 2022", "2022-09-26", None),
        ("nộp trước ngày 30/6/2023 về Sở", "trước ngày 30/6/2023", "2023-06-30", "by"),
        ("xây dựng xong đến hết năm 2025", "đến hết năm 2025", "2025", "by"),
        ("Nghị quyết số 12-NQ/TU ngày 09/6/2022", "ngày 09/6/2022", "2022-06-09", None),
    ],
)
def test_a_time_is_found_with_its_span_its_edtf_and_its_modifier(
    text: str, words: str, edtf: str, modifier: str | None
) -> None:
    [time] = find_times(text)
    assert (text[time.start : time.end], time.edtf, time.modifier) == (words, edtf, modifier)
