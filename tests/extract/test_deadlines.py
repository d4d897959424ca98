"""Deadlines: which times say when something is done, how they are written, what is due and who does it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ntm_extract.plan import Deadline, Plan

PlanOf = Callable[..., Plan]
WORK = "I. TỔ CHỨC THỰC HIỆN\n1. "


def only(rows: list[Deadline]) -> Deadline:
    assert len(rows) == 1, [(row.when, row.recurrence, row.action) for row in rows]
    return rows[0]


def sure_row(plan_of: PlanOf) -> Deadline:
    """Give a row in which nothing was taken on trust."""
    return only(plan_of(f"{WORK}UBND xã gửi báo cáo về Phòng Nội vụ trước ngày 10/11/2023.\n").deadlines)


@pytest.mark.parametrize(
    ("sentence", "when", "recurrence", "modifier"),
    [
        pytest.param(
            "Phòng Nội vụ hoàn thành việc rà soát trước ngày 30/6/2023.", "2023-06-30", None, "by", id="trước ngày"
        ),
        pytest.param(
            "Ủy ban nhân dân xã nộp hồ sơ chậm nhất ngày 15/11/2023.", "2023-11-15", None, "by", id="chậm nhất"
        ),
        pytest.param("Đến năm 2025 tiến hành tổng kết phong trào.", "2025", None, "by", id="Đến năm"),
        pytest.param("Phòng Y tế hoàn thành lắp đặt đến hết quý II năm 2023.", "2023-Q2", None, "by", id="đến hết quý"),
        pytest.param("Phòng Nội vụ xây dựng kế hoạch trong quý IV năm 2022.", "2022-Q4", None, "in", id="trong quý"),
        pytest.param("Quý I năm 2023: Các xã phát động phong trào.", "2023-Q1", None, "in", id="a quarter as label"),
        pytest.param("Tổ chức sơ kết vào năm 2023.", "2023", None, "in", id="vào năm"),
        pytest.param("Tổ chức sơ kết phong trào trong tháng 6 năm 2023.", "2023-06", None, "in", id="trong tháng"),
        pytest.param("Các xã thực hiện từ năm 2022 đến năm 2025.", "2022/2025", None, "span", id="từ … đến …"),
        pytest.param("Từ năm 2023, các xã chấm điểm theo bộ tiêu chí mới.", "2023", None, "from", id="từ năm"),
        pytest.param("Hằng năm, Phòng Nội vụ tổ chức kiểm tra các xã.", None, "FREQ=YEARLY", "in", id="Hằng năm"),
        pytest.param(
            "Phòng Nội vụ báo cáo hằng năm về kết quả phong trào.", None, "FREQ=YEARLY", "in", id="báo cáo hằng năm"
        ),
        pytest.param(
            "Định kỳ 6 tháng, Phòng Nội vụ báo cáo kết quả.",
            None,
            "FREQ=MONTHLY;INTERVAL=6",
            "in",
            id="Định kỳ 6 tháng",
        ),
        pytest.param("Hằng tháng, Phòng Y tế báo cáo kết quả.", None, "FREQ=MONTHLY", "in", id="Hằng tháng"),
        pytest.param(
            "Hằng quý, các xã gửi báo cáo về Phòng Nội vụ.", None, "FREQ=MONTHLY;INTERVAL=3", "in", id="Hằng quý"
        ),
        pytest.param(
            "Hằng năm, các xã gửi báo cáo trước ngày 10 tháng 11 về Phòng Nội vụ.",
            *(None, "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=10", "by"),
            id="a day of every year",
        ),
        pytest.param(
            "Các xã gửi báo cáo trước ngày 10 tháng 11 hằng năm.",
            *(None, "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=10", "by"),
            id="a day of every year, year last",
        ),
        pytest.param(
            "Trong 90 ngày kể từ ngày ban hành Kế hoạch này, các xã xây dựng kế hoạch của xã.",
            *("2022-11-21", None, "by"),
            id="days counted from the issue date",
        ),
        pytest.param(
            "Các xã hoàn thành niêm yết trong tuần cuối tháng 10/2022.", "2022-10", None, "in", id="tuần cuối tháng"
        ),
        pytest.param(
            "Hội đồng nhân dân xã giám sát chuyên đề, ít nhất mỗi năm một lần.", None, "FREQ=YEARLY", "in", id="mỗi năm"
        ),
        pytest.param("Phòng Y tế gửi số liệu vào cuối quý.", None, "FREQ=MONTHLY;INTERVAL=3", "in", id="cuối quý"),
        pytest.param(
            "Tổ công nghệ số họp vào ngày 25 hằng tháng.", None, "FREQ=MONTHLY;BYMONTHDAY=25", "in", id="ngày 25"
        ),
        pytest.param(
            "Các xã gửi số liệu vào thứ Sáu hàng tuần.", None, "FREQ=WEEKLY;BYDAY=FR", "in", id="thứ Sáu hàng tuần"
        ),
        pytest.param(
            "Định kỳ hằng tháng tổng hợp tình hình giải ngân, gửi Phòng Tài chính trước ngày 25 để theo dõi.",
            *(None, "FREQ=MONTHLY;BYMONTHDAY=25", "by"),
            id="the day of what comes back every month stands later",
        ),
        pytest.param(
            "Tổ chức bồi dưỡng từ ngày 08 đến ngày 10 tháng 12 năm 2022.",
            *("2022-12-08/2022-12-10", None, "span"),
            id="from day to day",
        ),
        pytest.param(
            "Thời gian hoàn thành: Quí IV-2025.", "2025-Q4", None, "in", id="a quarter behind a label, written Quí"
        ),
        pytest.param(
            "Trưởng các thôn hoàn thành việc đăng ký trước ngày 15/12/2025.",
            *("2025-12-15", None, "by"),
            id="đăng ký signs nothing",
        ),
        pytest.param(
            "Phòng Tư pháp trình phương án sửa đổi trong quý II năm 2023.", "2023-Q2", None, "in", id="sửa đổi in …"
        ),
        pytest.param(
            "Công an xã trình phương án bảo vệ trước ngày 30/4/2022.", "2022-04-30", None, "by", id="a last day gone by"
        ),
    ],
)
def test_when_a_task_is_done(
    plan_of: PlanOf, sentence: str, when: str | None, recurrence: str | None, modifier: str
) -> None:
    row = only(plan_of(f"{WORK}{sentence}\n").deadlines)
    assert (row.when, row.recurrence, row.modifier) == (when, recurrence, modifier)


@pytest.mark.parametrize(
    "sentence",
    [
        "Phòng Nội vụ chủ trì bình xét thi đua hằng năm.",
        "Thường xuyên kiểm tra, đôn đốc các xã.",
        "Phòng Tài chính - Kế hoạch bố trí kinh phí từ nguồn chi thường xuyên hằng năm.",
        "Các xã tham gia phong trào thi đua giai đoạn 2021 - 2025.",
        pytest.param(
            "Kế hoạch này có hiệu lực từ ngày 01/01/2023.",
        ),
        "Phòng Nội vụ hướng dẫn theo Quyết định số 12/QĐ-UBND ngày 03/3/2022 của UBND tỉnh.",
        "Phấn đấu đến năm 2025 có 09 xã đạt chuẩn nông thôn mới.",
        "Các xã học tập kinh nghiệm của những đơn vị dẫn đầu.",
        "Phòng Tài chính - Kế hoạch cân đối dự toán ngân sách năm 2023.",
        "Phòng Y tế triển khai Chiến lược dân số đến năm 2030.",
        "Phòng Y tế lồng ghép mục tiêu của Chiến lược dân số đến năm 2030, tầm nhìn đến năm 2045.",
        "Trong tháng 4 năm 2022, dịch bệnh tại huyện diễn biến phức tạp.",
        "Thu ngân sách 6 tháng đầu năm 2022 vượt dự toán.",
        "Tổ chức các hoạt động kỷ niệm 80 năm ngày truyền thống (15/7/1950 - 15/7/2030).",
        "Luật này được Quốc hội khóa XV thông qua ngày 11 tháng 11 năm 2022.",
        "Văn phòng chuẩn bị tài liệu cho phiên họp tháng 9 năm 2022.",
        "Nâng cao chất lượng hoạt động của Hội đồng nhân dân khóa mới (2026 - 2031).",
        "Hồ sơ quá 30 ngày kể từ ngày nhận đủ giấy tờ được chuyển trả.",
        "Đối với công trình khởi công trước ngày 30/6/2023, các xã giữ nguyên mức hỗ trợ.",
    ],
    ids=[
        "hằng năm classes a noun",
        "Thường xuyên",
        "chi thường xuyên hằng năm",
        "period of the programme",
        "date of effect",
        "date of a decision",
        "due of a target",
        "no time at all",
        "year of a budget",
        "year in a strategy's name",
        "outlook of a strategy",
        "month that has passed",
        "half-year that has passed",
        "anniversary",
        "adoption of a law",
        "name of a meeting",
        "term of office",
        "how long something lies there",
        "works begun before a day",
    ],
)
def test_times_that_are_no_deadlines(plan_of: PlanOf, sentence: str) -> None:
    assert [(r.when, r.recurrence, r.quote) for r in plan_of(f"{WORK}{sentence}\n").deadlines] == []


@pytest.mark.parametrize(
    "heading", ["THỰC TRẠNG", "ĐÁNH GIÁ KẾT QUẢ GIAI ĐOẠN 2016 - 2020"], ids=["state of things", "results"]
)
def test_times_of_facts_are_no_deadlines(plan_of: PlanOf, heading: str) -> None:
    assert plan_of(f"I. {heading}\n1. Năm 2021 các xã đã tổ chức tổng kết phong trào.\n").deadlines == []


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        pytest.param(
            "Phòng Nội vụ phối hợp với Phòng Y tế tổng hợp hồ sơ trước ngày 30/6/2023.",
            ["Phòng Nội vụ"],
            id="partners are no actors",
        ),
        pytest.param(
            "Hằng năm, Phòng Nội vụ báo cáo UBND huyện kết quả phong trào.",
            ["Phòng Nội vụ"],
            id="who receives is no actor",
        ),
        pytest.param(
            "Phòng Nội vụ và Phòng Y tế hoàn thành rà soát trong quý IV năm 2022.",
            ["Phòng Nội vụ", "Phòng Y tế"],
            id="two subjects",
        ),
        pytest.param("Tổ chức sơ kết phong trào vào năm 2023.", [], id="none stated"),
        pytest.param(
            "UBND các xã, thị trấn gửi báo cáo trước ngày 20/12/2023.",
            ["Ủy ban nhân dân xã, thị trấn"],
            id="a class of bodies",
        ),
    ],
)
def test_actors_are_the_subjects(plan_of: PlanOf, sentence: str, actors: list[str]) -> None:
    assert only(plan_of(f"{WORK}{sentence}\n").deadlines).actors == actors


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("Phòng Nội vụ định kỳ hằng quý, hằng năm báo cáo kết quả.", id="hằng quý, hằng năm"),
        pytest.param("Phòng Nội vụ định kỳ 6 tháng và hằng năm báo cáo kết quả.", id="6 tháng và hằng năm"),
    ],
)
def test_several_times_of_one_verb_share_its_action(plan_of: PlanOf, sentence: str) -> None:
    rows = plan_of(f"{WORK}{sentence}\n").deadlines
    assert [row.action for row in rows] == ["báo cáo kết quả"] * 2


@pytest.mark.parametrize(
    ("sentence", "rules"),
    [
        pytest.param(
            "Phòng Nội vụ báo cáo UBND huyện trước ngày 01/6 và 15/11 hằng năm.",
            ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"],
            id="two days of every year",
        ),
        pytest.param(
            "Phòng Nội vụ báo cáo UBND huyện định kỳ hằng quý, 6 tháng, năm.",
            ["FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"],
            id="hằng quý, 6 tháng, năm",
        ),
    ],
)
def test_times_joined_behind_a_verb_share_it(plan_of: PlanOf, sentence: str, rules: list[str]) -> None:
    rows = plan_of(f"{WORK}{sentence}\n").deadlines
    assert [row.recurrence for row in rows] == rules
    assert len({row.action for row in rows}) == 1
    assert rows[0].action.startswith("báo cáo UBND huyện")


def test_each_bracket_says_the_day_of_the_rhythm_before_it(plan_of: PlanOf) -> None:
    rows = plan_of(
        f"{WORK}Định kỳ hằng tháng (trước ngày 25), hằng quý (trước ngày 20 tháng cuối quý) báo cáo kết quả.\n"
    ).deadlines
    assert [(row.recurrence, row.modifier, row.action) for row in rows] == [
        ("FREQ=MONTHLY;BYMONTHDAY=25", "by", "báo cáo kết quả"),
        ("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20", "by", "báo cáo kết quả"),
    ]


def test_two_quarters_are_two_rows(plan_of: PlanOf) -> None:
    rows = plan_of(f"{WORK}Quý IV/2022 và Quý I/2023, các xã tổ chức ra quân.\n").deadlines
    assert [(row.when, row.action) for row in rows] == [("2022-Q4", "tổ chức ra quân"), ("2023-Q1", "tổ chức ra quân")]


ELECTION = """\
ỦY BAN NHÂN DÂN
XÃ CAO SƠN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 41/KH-UBND
Cao Sơn, {issued}
KẾ HOẠCH
Tổ chức cuộc bầu cử đại biểu Hội đồng nhân dân xã
"""
"""A plan that is not for several years."""


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        pytest.param("Niêm yết danh sách cử tri trước ngày 25/12.", ["2025-12-25"], id="later in the year"),
        pytest.param("Niêm yết danh sách cử tri trước ngày 03/02.", ["2026-02-03"], id="in the next year"),
        pytest.param("Trong tháng 10, xã thành lập Ủy ban bầu cử.", [], id="a month that has passed"),
    ],
)
def test_a_day_without_a_year_is_the_next_after_the_issue_and_doubted(
    plan_of: PlanOf, sentence: str, when: list[str]
) -> None:
    rows = plan_of(f"{ELECTION.format(issued='ngày 01 tháng 12 năm 2025')}{WORK}{sentence}\n", head="none").deadlines
    assert [row.when for row in rows] == when
    assert all("không ghi năm" in row.doubts[0] for row in rows)


def test_days_counted_from_an_unknown_issue_date_stay_open(plan_of: PlanOf) -> None:
    row = only(
        plan_of(
            f"{ELECTION.format(issued='ngày    tháng 12 năm 2025')}"
            f"{WORK}Trong 30 ngày kể từ ngày ban hành, Công an xã xây dựng phương án.\n",
            head="none",
        ).deadlines
    )
    assert (row.when, row.recurrence, row.modifier) == (None, None, "by")
    assert row.doubts == ["thời hạn: tính từ ngày ban hành, chưa rõ là ngày nào"]
    assert row.confidence < sure_row(plan_of).confidence


def test_a_day_in_a_bracket_dates_what_stands_before_the_bracket(plan_of: PlanOf) -> None:
    rows = plan_of(
        f"{WORK}UBND xã báo cáo sơ kết (trước ngày 10/6/2023) và báo cáo tổng kết (trước ngày 10/12/2023).\n"
    )
    assert [(row.when, row.action.split()[2]) for row in rows.deadlines] == [
        ("2023-06-10", "sơ"),
        ("2023-12-10", "tổng"),
    ]


def test_one_time_several_verbs_one_subject_is_one_row(plan_of: PlanOf) -> None:
    row = only(
        plan_of(f"{WORK}Trong quý IV năm 2022, Phòng Nội vụ rà soát, tổng hợp và công bố danh sách các xã.\n").deadlines
    )
    assert row.action == "rà soát, tổng hợp và công bố danh sách các xã"
    assert row.actors == ["Phòng Nội vụ"]


def test_two_times_are_two_rows_with_their_own_actions(plan_of: PlanOf) -> None:
    rows = plan_of(f"{WORK}Phòng Nội vụ tổ chức sơ kết vào năm 2023 và tổ chức tổng kết vào năm 2025.\n").deadlines
    assert [(row.when, row.modifier) for row in rows] == [("2023", "in"), ("2025", "in")]
    assert "sơ kết" in rows[0].action and "tổng kết" not in rows[0].action
    assert "tổng kết" in rows[1].action and "sơ kết" not in rows[1].action


def test_a_bullet_s_actor_is_the_agency_it_stands_under(plan_of: PlanOf) -> None:
    rows = plan_of("I. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ\na) Tổng hợp hồ sơ trước ngày 15/11/2023.\n").deadlines
    assert [(row.when, row.actors, row.section) for row in rows] == [("2023-11-15", ["Phòng Nội vụ"], "I.1.a")]


def test_action_is_said_in_the_plan_s_words(plan_of: PlanOf) -> None:
    row = only(plan_of(f"{WORK}UBND xã hoàn thành việc lắp đặt loa truyền thanh trước ngày 30/6/2023.\n").deadlines)
    assert row.action == "hoàn thành việc lắp đặt loa truyền thanh"
    assert row.action in row.quote


def test_a_day_without_a_year_in_a_plan_of_several_years_is_yearly_and_doubted(plan_of: PlanOf) -> None:
    row = only(plan_of(f"{WORK}UBND xã gửi báo cáo về Phòng Nội vụ trước ngày 10 tháng 11.\n").deadlines)
    assert row.recurrence == "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=10"
    assert row.doubts
    assert row.confidence < sure_row(plan_of).confidence
