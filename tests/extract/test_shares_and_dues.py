"""Targets of growth, ranges and limits of time, as ministries, provinces and communes word them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from plain_plans import extract_text

from ntm_extract.plan import Plan

PlanOf = Callable[..., Plan]
HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 27/KH-UBND
Yên Bái, ngày 05 tháng 12 năm 2025
KẾ HOẠCH
Phát triển kinh tế - xã hội giai đoạn 2026 - 2030
"""
AIMS = f"{HEAD}I. MỤC TIÊU\n1. Mục tiêu cụ thể\n- "
TASKS = f"{HEAD}I. NHIỆM VỤ, GIẢI PHÁP\n1. "


def told(plan: Plan, *names: str) -> list[Any]:
    return [tuple(getattr(row, name) for name in names) for row in plan.targets]


@pytest.mark.parametrize(
    ("sentence", "share", "value_max", "change"),
    [
        ("Tốc độ tăng trưởng GRDP bình quân đạt từ 9 - 10%/năm.", 9, 10, "level"),
        ("Tỷ lệ lao động có bằng cấp từ 68% đến 72%.", 68, 72, "level"),
        ("Kim ngạch xuất khẩu tăng 12% đến 13%.", 12, 13, "increase"),
        ("Phấn đấu tốc độ tăng tổng mức bán lẻ bình quân từ 11%/năm trở lên.", 11, None, "increase"),
        ("Phấn đấu tốc độ tăng dân số tự nhiên dưới 1%/năm.", 1, None, "level"),
        ("Phấn đấu tỷ lệ tăng dân số tự nhiên ở mức 0,9%.", 0.9, None, "level"),
        ("Giá trị gia tăng của kinh tế số chiếm tối thiểu 20%.", 20, None, "level"),
        ("Tăng cường tuyên truyền, phấn đấu 100% hộ ký cam kết.", 100, None, "level"),
        ("Năng suất lao động tăng bình quân 7,5%/năm.", 7.5, None, "increase"),
        ("Tốc độ tăng trưởng đạt 8%, thu ngân sách tăng thêm 10%.", 10, None, "increase"),
    ],
)
def test_a_rate_is_a_level_and_its_verb_an_increase(
    sentence: str, share: float, value_max: float | None, change: str
) -> None:
    rows = told(extract_text(f"{AIMS}{sentence}\n"), "share_pct", "value_max", "value", "change")
    assert rows[-1] == (share, value_max, None, change)


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        pytest.param(
            "Hình thành 03 - 04 nhóm hộ cùng sở thích trồng rau an toàn.",
            [(3, 4, "nhóm hộ")],
            id="groups of households",
        ),
        pytest.param(
            "Có 12 hợp tác xã có doanh thu đạt 05 tỷ đồng/năm trở lên.", [(12, None, "hợp tác xã")], id="their turnover"
        ),
        pytest.param(
            "Có ít nhất 15 lượt doanh nghiệp xuất khẩu với giá trị mỗi lô hàng từ 02 tỷ đồng trở lên.",
            [(15, None, "doanh nghiệp")],
            id="the value of each",
        ),
        pytest.param(
            "Có 40 doanh nghiệp mới và kim ngạch xuất khẩu đạt 2,5 tỷ USD.",
            [(40, None, "doanh nghiệp"), (2.5, None, "tỷ USD")],
            id="an amount of its own",
        ),
        pytest.param(
            "Có 70% thôn đạt tiêu chuẩn văn hóa, 25 trường đạt chuẩn quốc gia.",
            [(None, None, "thôn"), (25, None, "trường")],
            id="a standard reached defines nothing",
        ),
        pytest.param("Tăng trưởng đạt 2 con số.", [], id="con số counts nothing"),
    ],
)
def test_what_only_says_which_units_are_counted_is_no_row(sentence: str, amounts: list[Any]) -> None:
    assert told(extract_text(f"{AIMS}Phấn đấu đến năm 2030: {sentence}\n"), "value", "value_max", "unit") == amounts


@pytest.mark.parametrize(
    ("body", "due"),
    [
        pytest.param(
            "Phấn đấu tiết kiệm 15% chi thường xuyên theo Chỉ thị số 22/CT-TTg ngày 14 tháng 8 năm 2025 của Thủ tướng "
            "Chính phủ.",
            None,
            id="the date of what is cited",
        ),
        pytest.param(
            "Phấn đấu trên 90% cán bộ, công chức cấp xã học kỹ năng số trong năm 2026.", "2026", id="trong năm behind"
        ),
        pytest.param(
            "Sắp xếp lại các trạm y tế. Trong quý III năm 2026, hoàn thành bàn giao 80% hồ sơ sức khỏe điện tử.",
            "2026-Q3",
            id="a quarter at the head of the sentence",
        ),
        pytest.param(
            "Trong quý II năm 2027, cắt giảm 40% chi phí đi lại của năm 2027 so với năm 2025.",
            "2027-Q2",
            id="a year compared with another",
        ),
        pytest.param(
            "Phấn đấu trong kỳ hoàn thành 100% kế hoạch xóa nhà tạm, nhà dột nát trong quý II/2026.",
            "2026-Q2",
            id="a quarter behind",
        ),
        pytest.param("Trước ngày 30/6/2026, hoàn thành số hóa 100% sổ bộ hộ tịch.", "2026-06-30", id="a day"),
    ],
)
def test_a_share_is_due_when_its_own_sentence_says(body: str, due: str | None) -> None:
    assert [row[0] for row in told(extract_text(f"{TASKS}{body}\n"), "due")] == [due]


def test_what_is_still_to_come_is_a_target_among_facts_too() -> None:
    plan = extract_text(
        f"{HEAD}I. TÌNH HÌNH VÀ PHƯƠNG HƯỚNG\n1. Năm 2024, tỷ lệ hộ dùng nước sạch đạt 71%.\n"
        "2. Đến năm 2028, hoàn thành lắp đồng hồ nước cho 95% hộ dân.\n"
    )
    assert told(plan, "share_pct", "due") == [(95, "2028")]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Phấn đấu năm 2026 dư nợ cho vay đạt 15%, nợ xấu dưới 3%.",
            [("other", 15, "level", "2026", False), ("other", 3, "level", "2026", False)],
            id="the year of the sentence",
        ),
        pytest.param(
            "Đến năm 2030, tỷ lệ hộ nghèo còn dưới 3%, bình quân mỗi năm giảm 1,2%.",
            [("poverty_rate", 3, "level", "2030", False), ("poverty_rate", 1.2, "level", "2030", False)],
            id="how much less poverty a year",
        ),
        pytest.param(
            "Tăng tỷ lệ thanh toán không tiền mặt lên 60%.",
            [("other", 60, "level", None, False)],
            id="the level something rises to",
        ),
        pytest.param(
            "Năm 2026, thu hút 90.000 lượt khách du lịch, tăng 12% so với ước thực hiện năm 2025.",
            [("other", 90000, "level", "2026", False), ("other", 12, "increase", "2026", False)],
            id="an estimate that is compared with",
        ),
        pytest.param(
            "Phát triển 1.200 người đóng bảo hiểm xã hội, mỗi năm thêm 240 người.",
            [("other", 1200, "level", None, False), ("other", 240, "increase", None, True)],
            id="the pace beside the total",
        ),
        pytest.param(
            "Đến năm 2028 không còn xa dưới 12 tiêu chí.",
            [("communes_below", 0, "level", "2028", False)],
            id="a unit that lost its mark",
        ),
        pytest.param(
            "Mỗi năm có từ 4.000 Đến 4.500 lượt người được tư vấn.",
            [("other", 4000, "level", None, False)],
            id="a capital misread in a range",
        ),
        pytest.param(
            "Phấn đấu 80% chi bộ được xếp loại hoàn thành tốt nhiệm vụ.",
            [("other", 80, "level", None, False)],
            id="how many are to be rated well",
        ),
    ],
)
def test_what_stands_beside_an_amount(sentence: str, rows: list[Any]) -> None:
    plan = extract_text(f"{AIMS}{sentence}\n")
    found = [
        (row.indicator, row.share_pct if row.value is None else row.value, row.change, row.due, row.breakdown)
        for row in plan.targets
    ]
    assert found == rows


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Xuất khẩu thủy sản đến năm 2029 đạt 250 triệu USD, tăng bình quân hằng năm trong kỳ đạt 7 - 9%/năm.",
            [(250, None, "triệu USD", "level", False), (None, 7, "%/năm", "increase", True)],
            id="a pace of growth",
        ),
        pytest.param(
            "Sản lượng mật ong đạt 3.000 tấn, tốc độ tăng bình quân 4%/năm.",
            [(3000, None, "tấn", "level", False), (None, 4, "%/năm", "increase", True)],
            id="a rate of increase",
        ),
        pytest.param(
            "Sản lượng mật ong đạt 3.000 tấn, tốc độ tăng thu nhập của người nuôi 4%/năm.",
            [(3000, None, "tấn", "level", False), (None, 4, "%/năm", "increase", False)],
            id="the rate of something else",
        ),
        pytest.param(
            "Đến năm 2029 có 40 hợp tác xã nuôi ong, chiếm 25% số hợp tác xã của tỉnh.",
            [(40, 25, "hợp tác xã", "level", False)],
            id="a share of the same",
        ),
    ],
)
def test_a_yearly_rate_beside_a_total_is_a_row_of_detail(sentence: str, rows: list[Any]) -> None:
    plan = extract_text(f"{AIMS}{sentence}\n")
    assert told(plan, "value", "share_pct", "unit", "change", "breakdown") == rows


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Phấn đấu 45% số thôn, bản, phum, sóc (sau đây gọi chung là thôn) đạt chuẩn nông thôn mới.", "thôn"),
        ("Đến năm 2028, 45% số ấp, phum, sóc đạt chuẩn nông thôn mới.", "ấp, phum, sóc"),
        ("Phấn đấu 45% số thôn thuộc các xã vùng núi, ven biển được công nhận đạt chuẩn nông thôn mới.", "thôn"),
    ],
)
def test_villages_of_many_names_are_villages(sentence: str, unit: str) -> None:
    rows = told(extract_text(f"{AIMS}{sentence}\n"), "indicator", "share_pct", "unit")
    assert rows == [("villages_ntm", 45, unit)]


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Bảo đảm 100% trẻ em được khám sức khỏe đầu năm.", [(None, 100, "trẻ em")]),
        ("Các trường đảm bảo ít nhất 90% học sinh biết bơi.", [(None, 90, "học sinh")]),
        ("Lựa chọn ít nhất 02 doanh nghiệp, hợp tác xã làm đầu mối thu mua.", [(2, None, "doanh nghiệp, hợp tác xã")]),
        ("Xây dựng tối thiểu 03 mô hình nuôi cá lồng.", [(3, None, "mô hình")]),
        ("Bảo đảm 100% kinh phí mua sắm.", []),
        ("Danh sách được chọn phải bảo đảm tối thiểu 10% cán bộ của đơn vị.", []),
        ("Mỗi tổ có ít nhất 03 thành viên, do tổ trưởng chọn.", []),
    ],
)
def test_what_is_to_be_assured_is_a_target_without_any_word_of_aims(sentence: str, rows: list[Any]) -> None:
    assert told(extract_text(f"{TASKS}{sentence}\n"), "value", "share_pct", "unit") == rows
