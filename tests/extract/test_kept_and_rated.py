"""Targets that keep what is there, rates told of so many people, parts of a whole, ranks; what is reached already."""

from __future__ import annotations

from typing import Any

import pytest
from plain_plans import extract_text

from ntm_extract.plan import Plan

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 47/KH-UBND
Yên Bái, ngày 09 tháng 3 năm 2026
KẾ HOẠCH
Phát triển kinh tế - xã hội giai đoạn 2026 - 2030
"""
AIMS = f"{HEAD}I. MỤC TIÊU\n1. Mục tiêu cụ thể\n- "


def aims(sentence: str) -> Plan:
    return extract_text(f"{AIMS}{sentence}\n")


def told(sentence: str, *names: str) -> list[Any]:
    return [tuple(getattr(row, name) for name in names) for row in aims(sentence).targets]


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Giữ mức 9 điều dưỡng trên một vạn dân.", [(9, "điều dưỡng/vạn dân")]),
        (
            "Có 28 giường bệnh trên 10.000 dân, 3 dược sĩ/vạn dân.",
            [(28, "giường bệnh/10.000 dân"), (3, "dược sĩ/vạn dân")],
        ),
        ("Mật độ đường nhựa đạt 310 km/1.000 km2.", [(310, "km/1.000 km2")]),
        ("Nhà máy nước cấp 8.500 m3/ngày đêm.", [(8500, "m3/ngày đêm")]),
        ("Năng suất đạt 190 triệu đồng/lao động/năm.", [(190, "triệu đồng/lao động/năm")]),
        ("Có 12 tỉnh, thành phố hoàn thành xây dựng nông thôn mới.", [(12, "tỉnh, thành phố")]),
    ],
)
def test_what_a_number_is_per(sentence: str, amounts: list[tuple[float, str]]) -> None:
    assert told(sentence, "value", "unit") == amounts


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Duy trì 14 sản phẩm đã được công nhận.", [(14, None)]),
        ("Duy trì 09 hợp tác xã hiện có, thành lập mới 03 hợp tác xã.", [(9, None), (3, None)]),
        ("Ít nhất 35% sản phẩm đã được công nhận được nâng hạng sao.", [(None, 35)]),
        ("Toàn tỉnh có 14 sản phẩm đã được công nhận.", []),
        ("Đến nay duy trì 14 sản phẩm đã được công nhận.", []),
        ("Riêng doanh thu du lịch đã đạt 720 tỷ đồng, trong đó khách lẻ chiếm 38%.", []),
        ("Bán 06 sản phẩm đã đạt 3 sao trên mạng, có 40 xã đạt chuẩn nông thôn mới.", [(6, None), (40, None)]),
        ("Giai đoạn 2021 - 2025, mỗi năm có 45 vụ cháy rừng; tỷ lệ vụ tìm ra thủ phạm bằng 12%.", []),
        ("Giai đoạn 2021 - 2025, tỷ lệ che phủ rừng bằng 61%; phấn đấu năm 2028 đạt 63%.", [(None, 63)]),
    ],
)
def test_what_is_reached_already(sentence: str, amounts: list[tuple[float | None, float | None]]) -> None:
    assert told(sentence, "value", "share_pct") == amounts


@pytest.mark.parametrize(
    ("sentence", "comparators"),
    [
        ("Tổ chức ít nhất 04 cuộc thi viết, 02 hội thảo khoa học.", [">=", ">="]),
        ("Tổ chức ít nhất 04 cuộc thi viết, tập huấn 300 cán bộ.", [">=", "="]),
        ("Tổ chức ít nhất 04 cuộc thi viết và 90 học viên dự lớp.", [">=", "="]),
    ],
)
def test_at_least_goes_on(sentence: str, comparators: list[str]) -> None:
    assert [comparator for (comparator,) in told(sentence, "comparator")] == comparators


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Các xã còn lại tăng từ 2 - 3 tiêu chí/xã.", [("criteria_gain", 2, None)]),
        ("Các xã còn lại tăng khoảng 2 tiêu chí/xã.", [("criteria_gain", 2, None)]),
        (
            "Tỷ lệ hộ nghèo giảm bình quân 0,8%/năm, đến cuối kỳ còn không quá 1,9%.",
            [("poverty_rate", None, 0.8), ("poverty_rate", None, 1.9)],
        ),
        ("Có 06 doanh nghiệp đạt doanh thu trên 300 tỷ đồng.", [("other", 6, None)]),
    ],
)
def test_what_a_number_is_of(sentence: str, amounts: list[tuple[str, float | None, float | None]]) -> None:
    assert told(sentence, "indicator", "value", "share_pct") == amounts


@pytest.mark.parametrize(
    ("sentence", "dues"),
    [
        ("Tập huấn 100% giáo viên trước ngày 20/8/2026; mỗi trường có ít nhất 02 tủ sách.", ["2026-08-20", None]),
        ("Tiết kiệm 4% điện trong năm 2027; đặc biệt, giờ cao điểm tiết kiệm 9%.", ["2027", "2027"]),
        ("Đến ngày 20/8/2026 tập huấn 100% giáo viên; xây ít nhất 02 trường học.", ["2026-08-20", "2026-08-20"]),
    ],
)
def test_a_day_that_ends_its_own_part(sentence: str, dues: list[str | None]) -> None:
    assert [due for (due,) in told(sentence, "due")] == dues


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        (
            "Có thêm 08 sản phẩm OCOP, trong đó 02 sản phẩm đạt 4 sao.",
            [(8, None, "increase", False), (2, None, "increase", True)],
        ),
        (
            "Trồng mới 900 ha rừng, trong đó rừng gỗ lớn 250 ha.",
            [(900, None, "increase", False), (250, None, "level", True)],
        ),
        (
            "Tỷ lệ học sinh biết bơi đạt 64%, trong đó học sinh nữ đạt 51%.",
            [(None, 64, "level", False), (None, 51, "level", True)],
        ),
        (
            "Tỷ lệ học sinh biết bơi đạt 64%; trong đó dạy 300 giáo viên.",
            [(None, 64, "level", False), (300, None, "level", False)],
        ),
        (
            "Có thêm 02 xã đạt chuẩn nông thôn mới (xã Cao Sơn năm 2027, xã Tân Lập năm 2028).",
            [(2, None, "increase", False), (1, None, "level", True), (1, None, "level", True)],
        ),
    ],
)
def test_parts_of_a_whole(sentence: str, rows: list[tuple[float | None, float | None, str, bool]]) -> None:
    assert told(sentence, "value", "share_pct", "change", "breakdown") == rows


@pytest.mark.parametrize(
    ("sentence", "indicators"),
    [
        ("Có 45% sản phẩm OCOP được công nhận lại.", ["ocop_products"]),
        ("Có 45% sản phẩm OCOP được bán qua mạng.", ["other"]),
        ("Tối thiểu 70% sản phẩm OCOP có tem truy xuất.", ["other"]),
        ("Tỷ lệ học sinh thuộc hộ nghèo bỏ học giảm còn 2%.", ["other"]),
        ("Tỷ lệ hộ nghèo giảm còn 3%; các xã vùng cao còn dưới 11%.", ["poverty_rate", "poverty_rate"]),
        ("Có 50% số xã đạt chuẩn nông thôn mới; vùng thấp đạt từ 80% số xã trở lên.", ["communes_ntm", "communes_ntm"]),
        ("Số hồ sơ đủ điều kiện được nộp qua mạng đạt 75%.", ["other"]),
        ("Tổng vốn đầu tư trên địa bàn đạt trên 41 nghìn tỷ đồng.", ["other"]),
    ],
)
def test_which_indicator(sentence: str, indicators: list[str]) -> None:
    assert [indicator for (indicator,) in told(sentence, "indicator")] == indicators


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Số năm sống khỏe tối thiểu đạt 67 năm.", [(67, "năm", None)]),
        (
            "Thu nhập bình quân năm 2029 đạt 81 triệu đồng/người, gấp 1,6 lần năm 2024.",
            [(81, "triệu đồng/người", "2029"), (1.6, "lần", "2029")],
        ),
        ("Xóa bỏ ít nhất 35 điểm.", [(35, "điểm", None)]),
        ("Giải ngân đến hết tháng 01 mới đạt 6,5%.", []),
    ],
)
def test_amounts_with_their_years(sentence: str, rows: list[tuple[float, str, str | None]]) -> None:
    assert told(sentence, "value", "unit", "due") == rows


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Chỉ số chuyển đổi số năm 2028 thuộc nhóm 12 tỉnh dẫn đầu.", [(12, "tỉnh")]),
        ("Đến năm 2029 chỉ số xanh xếp thứ 7 cả nước.", [(7, None)]),
        ("Đến năm 2029 rà soát nhóm 12 việc khó.", []),
        ("Đến năm 2029 lập hồ sơ thứ 7.", []),
    ],
)
def test_ranks(sentence: str, rows: list[tuple[float, str | None]]) -> None:
    assert told(sentence, "value", "unit") == rows


def test_names_before_the_verb_of_those_counted() -> None:
    rows = told("Năm 2027, 02 xã Cao Sơn, Tân Lập đạt chuẩn nông thôn mới.", "indicator", "value", "places")
    assert rows == [("communes_ntm", 2, ["Cao Sơn", "Tân Lập"])]


def test_what_is_told_of_a_class_is_an_aim_under_a_heading_of_aims() -> None:
    said = "Đối với thôn: 40 thôn đạt chuẩn nông thôn mới."
    awards = extract_text(f"{HEAD}I. KHEN THƯỞNG\n1. Tiêu chuẩn\n- {said}\n")
    assert told(said, "indicator", "value") == [("villages_ntm", 40)]
    assert awards.targets == []


def test_a_share_to_be_reached_by_a_day_is_a_target_anywhere() -> None:
    plan = extract_text(f"{HEAD}II. NHIỆM VỤ\n1. Giải ngân đến ngày 31/01/2027 đạt trên 93% vốn giao.\n")
    assert [(row.share_pct, row.due) for row in plan.targets] == [(93, "2027-01-31")]


@pytest.mark.parametrize(
    ("sentence", "unit"),
    [
        ("Tỷ lệ lao động qua đào tạo đạt 71%.", "lao động"),
        ("Tỷ lệ số trường học có thư viện đạt 88%.", "trường học"),
        ("Tỷ lệ hộ nghèo còn dưới 4%.", "hộ"),
        ("Tỷ lệ thất thoát điện còn dưới 6%.", None),
        ("Thay 1.300 đồng hồ nước cũ.", "đồng hồ nước"),
        ("Hỗ trợ 75% người lao động mất việc.", "người lao động"),
        ("Đóng góp đạt 90.000 đồng/hội viên.", "đồng/hội viên"),
    ],
)
def test_units(sentence: str, unit: str | None) -> None:
    assert told(sentence, "unit") == [(unit,)]
