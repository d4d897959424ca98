"""To whom a thing is handed, who is asked by a bare heading, seasons, rhythms by number, figures of a past period."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 27/KH-UBND
Yên Bái, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Phát triển nông thôn năm 2026
"""
TASKS = f"{HEAD}I. NHIỆM VỤ\n1. "


def told(body: str) -> list[tuple[str, str]]:
    return [(row.agency, row.role) for row in extract_text(f"{TASKS}{body}\n").responsibilities]


def due(body: str) -> list[tuple[str | None, str | None]]:
    return [(row.when or row.recurrence, row.modifier) for row in extract_text(f"{TASKS}{body}\n").deadlines]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        pytest.param(
            "Sở Y tế gửi danh sách học sinh chưa tham gia cho Bảo hiểm xã hội tỉnh.",
            [("Sở Y tế", "lead"), ("Bảo hiểm xã hội tỉnh", "receive")],
            id="the list stands between",
        ),
        pytest.param(
            "Sở Y tế gửi tài liệu, tập huấn cho Trạm Y tế xã Yên Bình.",
            [("Sở Y tế", "lead")],
            id="another verb has cho",
        ),
        pytest.param(
            "Hoàn thiện hồ sơ công nhận xã đạt chuẩn trình Ủy ban nhân dân tỉnh.",
            [("Ủy ban nhân dân tỉnh", "receive")],
            id="an item that names no subject",
        ),
        pytest.param("Phân công thành viên phụ trách thôn.", [], id="one of a class is told nothing"),
        pytest.param(
            "Các tổ bầu cử gửi biên bản về Ban bầu cử chậm nhất ngày 18/3/2026.",
            [("Tổ bầu cử", "lead"), ("Ban bầu cử", "receive")],
            id="the name ends before chậm nhất",
        ),
        pytest.param(
            "Sở Nội vụ báo cáo Ban Chỉ đạo tỉnh về phát triển khoa học và chuyển đổi số.",
            [("Sở Nội vụ", "lead"), ("Ban Chỉ đạo tỉnh về phát triển khoa học và chuyển đổi số", "receive")],
            id="what a committee is for, behind its level",
        ),
        pytest.param(
            "Đảng ủy các xã, phường nghe và cho ý kiến về tiến độ.",
            [("Đảng ủy xã, phường", "lead")],
            id="to hear and to advise is a duty",
        ),
        pytest.param(
            "Thứ Bảy hằng tuần các thôn tổng vệ sinh đường làng.", [("Thôn", "lead")], id="a weekday is nobody"
        ),
        pytest.param(
            "Đề nghị phối hợp thực hiện:\n- Hội Nông dân tỉnh vận động hội viên hiến đất.",
            [("Hội Nông dân tỉnh", "request")],
            id="asked together",
        ),
    ],
)
def test_who_is_told_and_who_gets(body: str, rows: list[tuple[str, str]]) -> None:
    assert told(body) == rows


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ("Sở Xây dựng rà soát hồ, đập trước mùa mưa lũ năm 2027.", [("2027", "by")]),
        ("Từ mùa lễ hội năm 2027 mở tuyến xe buýt.", [("2027", "from")]),
        ("Hội đồng nhân dân tỉnh giám sát chuyên đề, ít nhất mỗi năm một cuộc.", [("FREQ=YEARLY", "in")]),
        (
            "Báo cáo định kỳ hằng quý gửi về Sở Nội vụ trước ngày 10 tháng cuối quý.",
            [("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10", "by")],
        ),
        ("Các xã lập kế hoạch chậm nhất 05 ngày kể từ ngày Nghị quyết được thông qua.", [("2026-02-10", "by")]),
        ("Các xã lập kế hoạch trong 10 ngày kể từ ngày ký Công điện này.", [("2026-02-15", "by")]),
        ("Nghiệm thu các tuyến đường chuyển tiếp từ năm 2025 trong quý II/2026.", [("2026-Q2", "in")]),
    ],
)
def test_seasons_and_rhythms(body: str, rows: list[tuple[str, str]]) -> None:
    assert due(body) == rows


def test_figures_of_a_period_that_is_over_are_no_targets() -> None:
    aims = f"{HEAD}I. MỤC TIÊU\n1. Mục tiêu đến năm 2030\n"
    body = "Giai đoạn 2021 - 2025, bình quân mỗi năm có 1.640 hộ nghèo. Phấn đấu hỗ trợ 1.500 hộ nghèo.\n"
    assert [row.value for row in extract_text(aims + body).targets] == [1500]


def test_an_increase_governs_what_is_counted_on_behind_a_semicolon() -> None:
    aims = f"{HEAD}I. MỤC TIÊU NĂM 2026\n- "
    body = "Công nhận thêm 03 thôn đạt chuẩn nông thôn mới (thôn A, thôn B, thôn C); 01 thôn kiểu mẫu (thôn D).\n"
    assert [row.change for row in extract_text(aims + body).targets] == ["increase", "increase"]
