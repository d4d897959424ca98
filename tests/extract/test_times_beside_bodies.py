"""Times without a key behind bodies, days and months of one task, school years, money of a year, what is only rated."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

from ntm_extract.extract.times.rules import both_rules

HEAD = "UBND PHƯỜNG VỸ DẠ\nSố: 14/KH-UBND\nVỹ Dạ, ngày 02 tháng 02 năm 2026\nKẾ HOẠCH\nCông tác dân số năm 2026\n"
Dated = list[tuple[str | None, str | None, str]]


def dated(body: str) -> Dated:
    return [(row.when, row.recurrence, row.modifier) for row in extract_text(HEAD + body).deadlines]


@pytest.mark.parametrize(
    ("line", "times"),
    [
        (
            "Chủ trì: Trạm Y tế; phối hợp: Công an phường; hoàn thành trước ngày 10/3/2026.",
            [("2026-03-10", None, "by")],
        ),
        (
            "Chủ trì: Trạm Y tế; đợt 1 từ ngày 04/5 đến ngày 29/5/2026; đợt 2 trong tháng 9/2026.",
            [("2026-05-04/2026-05-29", None, "span"), ("2026-09", None, "in")],
        ),
        ("Chủ trì: Trạm Y tế; hằng quý.", [(None, "FREQ=MONTHLY;INTERVAL=3", "in")]),
        (
            "Chủ trì: Trạm Y tế; thời gian: ngày 05 và ngày 20 hằng tháng.",
            [(None, "FREQ=MONTHLY;BYMONTHDAY=5,20", "in")],
        ),
        (
            "Chủ trì: Trạm Y tế; thời gian: cao điểm vào tháng 12 và tháng 01 hằng năm.",
            [(None, "FREQ=YEARLY;BYMONTH=1,12", "in")],
        ),
        ("Chủ trì: Trạm Y tế; phối hợp: Công an phường.", []),
    ],
)
def test_a_time_stands_behind_those_who_lead(line: str, times: Dated) -> None:
    assert dated(f"III. NHIỆM VỤ\n1. Khám sức khỏe cho người cao tuổi.\n{line}\n") == times


@pytest.mark.parametrize(
    ("sentence", "times"),
    [
        ("Trạm Y tế phát bản tin vào ngày 05 và ngày 20 hằng tháng.", [(None, "FREQ=MONTHLY;BYMONTHDAY=5,20", "in")]),
        (
            "Trạm Y tế rà soát danh sách, 02 lần trong năm, vào tháng 5 và tháng 11.",
            [("2026-05", None, "in"), ("2026-11", None, "in")],
        ),
        (
            "Trạm Y tế rà soát danh sách, mỗi năm hai lần, vào tháng 5 và tháng 11.",
            [(None, "FREQ=YEARLY;BYMONTH=5,11", "in")],
        ),
        (
            "Trạm Y tế báo cáo UBND phường định kỳ 6 tháng, một năm.",
            [(None, "FREQ=MONTHLY;INTERVAL=6", "in"), (None, "FREQ=YEARLY", "in")],
        ),
        ("Trạm Y tế sinh hoạt chuyên đề mỗi quý 01 lần.", [(None, "FREQ=MONTHLY;INTERVAL=3", "in")]),
        ("Trạm Y tế giám sát các phòng khám, mỗi năm ít nhất 01 cuộc.", [(None, "FREQ=YEARLY", "in")]),
        ("Trạm Y tế dạy bơi cho học sinh từ năm học 2026 - 2027.", [("2026/2027", None, "from")]),
        ("Trạm Y tế dạy bơi cho học sinh theo chương trình năm học 2026 - 2027.", []),
        ("Trạm Y tế đưa kết quả vào xếp loại các phòng hằng quý.", []),
        ("Trạm Y tế xếp loại các tổ hằng quý.", [(None, "FREQ=MONTHLY;INTERVAL=3", "in")]),
        ("Ngân sách phường: năm 2026 bố trí 850 triệu đồng trong dự toán.", []),
        ("Năm 2026, ngân sách tỉnh bố trí 8,4 tỷ đồng.", []),
        ("Năm 2026, Trạm Y tế bố trí lại giường bệnh.", [("2026", None, "in")]),
        (
            "Phát động Tháng hành động vào tháng 6 hằng năm, cao điểm là ngày 26/6.",
            [(None, "FREQ=YEARLY;BYMONTH=6", "in")],
        ),
    ],
)
def test_when_a_sentence_has_its_task_done(sentence: str, times: Dated) -> None:
    assert dated(f"V. TỔ CHỨC THỰC HIỆN\n1. {sentence}\n") == times


@pytest.mark.parametrize(
    ("first", "second", "both"),
    [
        ("FREQ=YEARLY;BYMONTH=12", "FREQ=YEARLY;BYMONTH=1", "FREQ=YEARLY;BYMONTH=1,12"),
        ("FREQ=MONTHLY;BYMONTHDAY=5", "FREQ=MONTHLY;BYMONTHDAY=20", "FREQ=MONTHLY;BYMONTHDAY=5,20"),
        ("FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=15", "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=15", None),
        ("FREQ=YEARLY;BYMONTH=6", "FREQ=MONTHLY;BYMONTHDAY=5", None),
        (None, "FREQ=YEARLY;BYMONTH=6", None),
    ],
)
def test_two_rules_are_one_where_only_months_or_days_differ(
    first: str | None, second: str | None, both: str | None
) -> None:
    assert both_rules(first, second) == both
