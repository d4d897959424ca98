"""Deadlines counted from events, rhythms within years, and times of what is told and not done."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ntm_extract.extract.times.dates import find_times
from ntm_extract.plan import Plan

PlanOf = Callable[..., Plan]
WORK = "I. TỔ CHỨC THỰC HIỆN\n1. "


@pytest.mark.parametrize(
    ("text", "edtf", "recurrence", "modifier"),
    [
        ("Hằng năm từ quý III/2026 - 2028", "2026-Q3/2028", "FREQ=YEARLY", "span"),
        ("Hằng năm, từ năm 2026 đến năm 2029", "2026/2029", "FREQ=YEARLY", "span"),
        ("Từ năm 2027, hằng tháng", "2027", "FREQ=MONTHLY", "from"),
        ("Từ quý II/2026 đến quý II/2028, mỗi quý", "2026-Q2/2028-Q2", "FREQ=MONTHLY;INTERVAL=3", "span"),
        ("tháng 9/2026 - 2027", "2026-09/2027", None, "span"),
    ],
)
def test_what_comes_back_may_say_in_which_years(
    text: str, edtf: str, recurrence: str | None, modifier: str | None
) -> None:
    [time] = find_times(text)
    assert (time.edtf, time.recurrence, time.modifier) == (edtf, recurrence, modifier)
    assert (time.start, time.end) == (0, len(text))


def test_a_rhythm_behind_the_years_of_another_task_stays_apart() -> None:
    times = find_times("Thực hiện từ năm 2026 đến năm 2029, hằng năm sơ kết rút kinh nghiệm")
    assert [(time.edtf, time.recurrence) for time in times] == [("2026/2029", None), (None, "FREQ=YEARLY")]


def test_a_day_may_end_its_sentence() -> None:
    assert [time.parts[0].day for time in find_times("Gửi trước 12/6. Tổng kết trước 05/12.")] == [12, 5]


@pytest.mark.parametrize(
    ("sentence", "action", "actors"),
    [
        pytest.param(
            "Trả kết quả cho hộ dân chậm nhất 12 ngày kể từ ngày nhận đủ hồ sơ.",
            *("Trả kết quả cho hộ dân", []),
            id="behind the verb",
        ),
        pytest.param(
            "Trong thời hạn 04 ngày làm việc kể từ ngày nhận được đơn, Phòng Tư pháp trả lời.",
            *("trả lời", ["Phòng Tư pháp"]),
            id="at the head",
        ),
        pytest.param(
            "Chậm nhất 07 ngày sau khi kết thúc đợt kiểm tra, Phòng Y tế gửi biên bản.",
            *("gửi biên bản", ["Phòng Y tế"]),
            id="sau khi",
        ),
        pytest.param(
            "Phòng Nội vụ gửi tài liệu chậm nhất 03 ngày trước ngày họp.",
            *("gửi tài liệu", ["Phòng Nội vụ"]),
            id="before an event",
        ),
    ],
)
def test_what_is_counted_from_an_event_is_due_without_a_day(
    plan_of: PlanOf, sentence: str, action: str, actors: list[str]
) -> None:
    [row] = plan_of(f"{WORK}{sentence}\n").deadlines
    assert (row.when, row.recurrence, row.modifier) == (None, None, "by")
    assert (row.action, row.actors) == (action, actors)
    assert row.doubts


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Năm 2023, các tổ hòa giải đã giải quyết 12 vụ việc.", id="done already"),
        pytest.param("Trong quý I năm 2023, Huyện ủy, Ủy ban nhân dân huyện đã họp bàn.", id="done by two bodies"),
        pytest.param("Trong quý I năm 2023, Phòng Y tế đã khám cho 900 cụ già.", id="done by a body"),
        pytest.param(
            "Giải ngân vốn sự nghiệp đến hết tháng 5 năm 2023 ước đạt khoảng một phần ba.", id="a figure's day"
        ),
        pytest.param("Rà soát 08 nhiệm vụ có thời hạn hoàn thành trong quý IV năm 2023.", id="when tasks are due"),
        pytest.param(
            "Người lao động đóng bảo hiểm từ ngày 01/7/2023 được hưởng trợ cấp thai sản.", id="whom the law speaks of"
        ),
        pytest.param("Củng cố tổ chức bộ máy Quốc hội khóa XVI (2026 - 2031).", id="years of a term"),
    ],
)
def test_times_of_what_is_told_are_no_deadlines(plan_of: PlanOf, sentence: str) -> None:
    assert [(row.when, row.quote) for row in plan_of(f"{WORK}{sentence}\n").deadlines] == []


@pytest.mark.parametrize(
    ("sentence", "when", "recurrence", "action"),
    [
        pytest.param(
            "Rà soát nhân sự Hội đồng nhân dân khóa XII (2026 - 2031); hoàn thành trong quý I năm 2026.",
            *("2026-Q1", None, "Rà soát nhân sự Hội đồng nhân dân khóa XII (2026 - 2031)"),
            id="the end of the task before, which bears years of a term",
        ),
        pytest.param(
            "Năm 2026: khảo sát, cắm mốc ranh giới xong trong quý II.",
            *("2026-Q2", None, "khảo sát, cắm mốc ranh giới xong"),
            id="the year stands on the label",
        ),
        pytest.param(
            "Chủ trì, phối hợp với Phòng Y tế tổ chức hiến máu hằng năm.",
            *(None, "FREQ=YEARLY", "Chủ trì, phối hợp với Phòng Y tế tổ chức hiến máu hằng năm"),
            id="the verb stands behind the partners",
        ),
        pytest.param(
            "Lắp đặt trạm bơm, vận hành từ ngày 01/9/2026.",
            *("2026-09-01", None, "vận hành từ ngày 01/9/2026"),
            id="what begins of itself",
        ),
        pytest.param(
            "Định kỳ vào ngày 12 của tháng cuối quý, kế toán đối chiếu công nợ.",
            *(None, "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=12", "kế toán đối chiếu công nợ"),
            id="định kỳ before a day",
        ),
        pytest.param(
            "Phòng Y tế kiểm kê thuốc vào ngày cuối cùng của mỗi tháng.",
            *(None, "FREQ=MONTHLY;BYMONTHDAY=-1", "kiểm kê thuốc vào ngày cuối cùng của mỗi tháng"),
            id="the last day of every month",
        ),
        pytest.param(
            "Tổ chức Tuần lễ trái cây của huyện hằng năm.",
            *(None, "FREQ=YEARLY", "Tổ chức Tuần lễ trái cây của huyện hằng năm"),
            id="Tuần lễ is no feast",
        ),
        pytest.param(
            "Các xã lập kế hoạch thu năm 2026 trước ngày 20/02/2026.",
            *("2026-02-20", None, "lập kế hoạch thu năm 2026"),
            id="a last day beside the year of a plan",
        ),
    ],
)
def test_what_is_done_by_a_time(
    plan_of: PlanOf, sentence: str, when: str | None, recurrence: str | None, action: str
) -> None:
    [row] = plan_of(f"{WORK}{sentence}\n").deadlines
    assert (row.when, row.recurrence) == (when, recurrence)
    assert row.action == action or row.quote == action


def test_what_is_done_every_day_is_due_by_its_hour(plan_of: PlanOf) -> None:
    rows = plan_of(f"{WORK}Các xã báo cáo mực nước hằng ngày về Phòng Nội vụ trước 16 giờ.\n").deadlines
    assert [(row.recurrence, row.modifier) for row in rows] == [("FREQ=DAILY", "by")]


def test_aims_that_something_changes_by_a_year_are_due(plan_of: PlanOf) -> None:
    text = (
        "I. MỤC TIÊU CỤ THỂ\n1. Phấn đấu đến năm 2028 cơ bản chấm dứt đốt rơm rạ; đến năm 2030 đáp ứng đầy đủ nhu cầu "
        "nước sạch của các thôn.\n"
    )
    rows = plan_of(text).deadlines
    assert [(row.when, row.modifier) for row in rows] == [("2028", "by"), ("2030", "by")]


def test_a_last_day_under_aims_is_due(plan_of: PlanOf) -> None:
    text = "I. MỤC TIÊU, NỘI DUNG\n1. Các xã phát động trồng cây, ra quân xong trước ngày 20/9/2023.\n"
    assert [(row.when, row.modifier) for row in plan_of(text).deadlines] == [("2023-09-20", "by")]
