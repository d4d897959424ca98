"""Targets and deadlines in the running text of plans of many subjects: what is counted, how often, of which year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from plain_plans import extract_text

from ntm_extract.plan import Plan

PlanOf = Callable[..., Plan]
AIMS = "I. MỤC TIÊU\n1. Mục tiêu cụ thể\n- "
YEAR_HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 27/KH-UBND
Yên Bái, ngày 05 tháng 12 năm 2025
KẾ HOẠCH
Công tác giảm nghèo năm 2026
I. TIẾN ĐỘ
1. """


def told(rows: list[Any], *names: str) -> list[Any]:
    return [tuple(getattr(row, name) for name in names) for row in rows]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Phấn đấu có từ 60% số xã đạt chuẩn nông thôn mới, trong đó ít nhất 10% đạt chuẩn nông thôn mới nâng cao.",
            [("communes_ntm", 60, "xã"), ("communes_ntm_advanced", 10, "xã")],
            id="a part of a share leaves out the communes",
        ),
        pytest.param(
            "Phấn đấu có 35% số xã đạt chuẩn nông thôn mới nâng cao và 10% đạt chuẩn kiểu mẫu.",
            [("communes_ntm_advanced", 35, "xã"), ("communes_ntm_model", 10, "xã")],
            id="a share joined by và",
        ),
        pytest.param(
            "Tỷ lệ xã đạt chuẩn nông thôn mới đạt 85%, xã nông thôn mới kiểu mẫu 10%.",
            [("communes_ntm", 85, "xã"), ("communes_ntm_model", 10, "xã")],
            id="the communes before their share",
        ),
        pytest.param(
            "Tỷ lệ xã đạt tiêu chí quốc gia về y tế đạt 95%.",
            [("other", 95, "xã")],
            id="communes of another standard",
        ),
        pytest.param(
            "Mỗi năm giảm 1,2% hộ nghèo; riêng các xã vùng cao giảm 4%/năm.",
            [("poverty_rate", 1.2, "%/năm"), ("poverty_rate", 4, "%/năm")],
            id="a part of the poor leaves out poverty",
        ),
        pytest.param(
            "Phấn đấu đến hêt năm 2025, 30% số xã đạt chuẩn nông thốn mơi nâng cao.",
            [("communes_ntm_advanced", 30, "xã")],
            id="three misread marks",
        ),
    ],
)
def test_a_share_is_of_what_the_words_around_say(plan_of: PlanOf, sentence: str, rows: list[Any]) -> None:
    assert told(plan_of(f"{AIMS}{sentence}\n", "province").targets, "indicator", "share_pct", "unit") == rows


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("Hằng năm giải quyết việc làm mới cho 15.000 lao động.", 15000, "lao động/năm"),
        ("Phấn đấu tối thiểu 1.000 cán bộ được bồi dưỡng mỗi năm.", 1000, "cán bộ/năm"),
        ("Mỗi tháng có ít nhất 01 buổi tuyên truyền.", 1, "buổi/tháng"),
        ("Mỗi cơ quan báo chí đăng ít nhất 02 tin, bài/tuần về bầu cử.", 2, "tin, bài/tuần"),
        ("Hằng năm duy trì 12 mô hình an toàn.", 12, "mô hình"),
        ("Số bác sĩ/vạn dân đạt 10,5.", 10.5, "bác sĩ/vạn dân"),
        ("Tỷ suất tử vong trẻ em dưới 5 tuổi giảm xuống dưới 18,5‰.", 18.5, "‰"),
        ("Tổ chức ít nhất 02 hội nghị phản biện xã hội.", 2, "hội nghị"),
    ],
)
def test_a_count_says_what_it_counts_and_how_often(plan_of: PlanOf, sentence: str, value: float, unit: str) -> None:
    assert told(plan_of(f"{AIMS}{sentence}\n").targets, "value", "unit") == [(value, unit)]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Tỷ lệ người dân có tài khoản: 80% (năm 2023), 90% (năm 2024) và 100% (năm 2025).",
            [(80, "2023"), (90, "2024"), (100, "2025")],
            id="years in brackets",
        ),
        pytest.param(
            "Đến năm 2025, giảm tỷ lệ hộ nghèo từ 5,2% xuống 4,2% (tương đương giảm 1.250 hộ).",
            [(4.2, "2025"), (None, "2025")],
            id="what is left, and how much less",
        ),
        pytest.param(
            "Đến năm 2025 thu nhập đạt 60 triệu đồng, tốc độ tăng trưởng bình quân đạt 10%/năm.",
            [(None, "2025"), (10, "2025")],
            id="a growth beside a sum is no share of it",
        ),
    ],
)
def test_rows_beside_each_other_stay_apart(plan_of: PlanOf, sentence: str, rows: list[Any]) -> None:
    assert told(plan_of(f"{AIMS}{sentence}\n").targets, "share_pct", "due") == rows


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (
            "Tỷ lệ lao động có bằng cấp, chứng chỉ đạt 30%.",
            "Tỷ lệ lao động có bằng cấp, chứng chỉ đạt 30%",
        ),
        (
            "Phấn đấu tỷ lệ nữ ứng cử đạt 35%, người ứng cử trẻ (dưới 40 tuổi) đạt 10%.",
            "người ứng cử trẻ (dưới 40 tuổi) đạt 10%",
        ),
        (
            "Giảm tỷ lệ thấp còi ở trẻ em dưới 5 tuổi xuống dưới 15%.",
            "Giảm tỷ lệ thấp còi ở trẻ em dưới 5 tuổi xuống dưới 15%",
        ),
    ],
    ids=["list in the subject", "bracket in the subject", "age in the subject"],
)
def test_a_quote_holds_the_whole_subject(plan_of: PlanOf, sentence: str, quote: str) -> None:
    assert plan_of(f"{AIMS}{sentence}\n").targets[-1].quote == quote


@pytest.mark.parametrize(
    ("sentence", "indicator", "value"),
    [
        ("Phấn đấu có 3 đơn vị cấp xã hoàn thành nhiệm vụ xây dựng nông thôn mới.", "communes_ntm", 3),
        ("Các xã còn lại đạt từ 16 tiêu chí trở lên.", "criteria_per_commune", 16),
        ("Thu nhập bình quân đầu người đạt 75 triệu đồng/người/năm.", "rural_income", 75),
        ("Số xã đạt chuẩn nông thôn mới tăng từ 50 xã (năm 2022) lên 65 xã (năm 2025).", "communes_ntm", 65),
    ],
)
def test_indicators_in_other_words(plan_of: PlanOf, sentence: str, indicator: str, value: float) -> None:
    rows = plan_of(f"{AIMS}{sentence}\n", "province").targets
    assert told(rows, "indicator", "value", "change") == [(indicator, value, "level")]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Quý I: xây dựng kế hoạch; quý II, III: giám sát; quý IV: tổng kết.",
            [("2026-Q1", None), ("2026-Q2", None), ("2026-Q3", None), ("2026-Q4", None)],
            id="quarters as labels",
        ),
        pytest.param("Tháng 02: tập huấn cán bộ thôn.", [("2026-02", None)], id="a month as label"),
        pytest.param("6 tháng đầu năm: rà soát hộ nghèo.", [("2026-01/2026-06", None)], id="a half-year as label"),
        pytest.param("Các xã gửi kế hoạch trước ngày 20/12.", [("2025-12-20", None)], id="a day soon after the issue"),
        pytest.param("Các xã gửi báo cáo trước ngày 20/11.", [("2026-11-20", None)], id="a day of the plan's year"),
        pytest.param(
            "Đợt 1 (từ tháng 4 đến tháng 6/2026): khảo sát hộ dân.", [("2026-04/2026-06", None)], id="label in brackets"
        ),
        pytest.param("Các xã nộp hồ sơ trước 15h ngày 20/01/2026.", [("2026-01-20", None)], id="an hour"),
        pytest.param("Các xã báo cáo trươc ngày 30/6/2026.", [("2026-06-30", None)], id="a misread mark"),
        pytest.param("Ban Chỉ đạo giao ban hằng tuần vào thứ Sáu.", [(None, "FREQ=WEEKLY;BYDAY=FR")], id="a weekday"),
        pytest.param("Mỗi tuần ít nhất một lần, đài phát tin.", [(None, "FREQ=WEEKLY")], id="every week"),
        pytest.param("Báo Yên Bái ra hai số mỗi tháng về giảm nghèo.", [(None, "FREQ=MONTHLY")], id="twice a month"),
        pytest.param(
            "Tổ chức cao điểm từ ngày 17/10 đến ngày 18/11 hằng năm.",
            [(None, "FREQ=YEARLY;BYMONTH=10,11")],
            id="a stretch of every year",
        ),
        pytest.param("Ví dụ: trước ngày 15/8/2026 ông A nộp hồ sơ.", [], id="an example"),
        pytest.param("Phòng Văn hóa báo cáo theo kế hoạch hằng năm của huyện.", [], id="a yearly plan"),
        pytest.param("Hỗ trợ hộ nghèo 500.000 đồng mỗi tháng.", [], id="a sum a month"),
    ],
)
def test_times_in_a_plan_for_one_year(sentence: str, rows: list[Any]) -> None:
    assert told(extract_text(f"{YEAR_HEAD}{sentence}\n").deadlines, "when", "recurrence") == rows


def test_an_hour_before_the_day_leaves_the_last_day_one() -> None:
    (row,) = extract_text(f"{YEAR_HEAD}Các xã nộp hồ sơ chậm nhất là 17 giờ 00 ngày 20/01/2026.\n").deadlines
    assert (row.when, row.modifier, row.action) == ("2026-01-20", "by", "nộp hồ sơ")
