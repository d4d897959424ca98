"""Targets by what they count and by when: units of several words, lengths of time, ladders, years before and behind."""

from __future__ import annotations

from typing import Any

import pytest
from plain_plans import extract_text

from ntm_extract.plan import Plan

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 31/KH-UBND
Yên Bái, ngày 05 tháng 02 năm 2026
KẾ HOẠCH
Phát triển kinh tế - xã hội giai đoạn 2026 - 2030
"""
AIMS = f"{HEAD}I. MỤC TIÊU\n1. Mục tiêu cụ thể\n- "


def told(plan: Plan, *names: str) -> list[Any]:
    return [tuple(getattr(row, name) for name in names) for row in plan.targets]


def aims(sentence: str) -> Plan:
    return extract_text(f"{AIMS}{sentence}\n")


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Đào tạo lại 60 nhân viên y tế thôn bản.", [(60, None, "nhân viên y tế", "level")]),
        ("Tuyển mới 12 giáo viên mầm non.", [(12, None, "giáo viên", "increase")]),
        ("Khôi phục 03 làng nghề đan lát.", [(3, None, "làng nghề", "level")]),
        ("Đăng ký 25 mã số vùng trồng quế.", [(25, None, "mã số vùng trồng", "level")]),
        ("Tạo 4.200 việc làm tại chỗ.", [(4200, None, "việc làm", "level")]),
        ("Tổng đàn lợn đạt 120.000 con.", [(120000, None, "con", "level")]),
        ("Mở 02 con đường vào vùng quế.", []),
        ("Tiết kiệm 900 kWh mỗi trạm bơm.", [(900, None, "kWh", "level")]),
        ("Toàn tỉnh có 40 đến 55 trang trại.", [(40, 55, "trang trại", "level")]),
        ("Giữ từ 10 đến dưới 15 trang trại nuôi ong.", [(10, 15, "trang trại", "level")]),
        ("Tỷ lệ người tăng huyết áp được theo dõi đạt 60%.", [(None, None, "người", "level")]),
    ],
)
def test_what_is_counted(sentence: str, amounts: list[tuple[float | None, float | None, str | None, str]]) -> None:
    assert told(aims(sentence), "value", "value_max", "unit", "change") == amounts


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        (
            "Số năm sống khỏe đạt ít nhất 66 năm vào năm 2028 và 67 năm vào năm 2030.",
            [(66, "năm", ">=", "2028"), (67, "năm", ">=", "2030")],
        ),
        ("Thời gian cấp giấy phép xây dựng rút còn 07 ngày làm việc.", [(7, "ngày làm việc", "=", None)]),
        ("Thời hạn trả hồ sơ giảm từ 10 ngày xuống 04 ngày.", [(4, "ngày", "=", None)]),
        (
            "Thời gian cấp thẻ không quá 03 ngày vào năm 2027.",
            [(3, "ngày", "<=", "2027")],
        ),
        ("Thời gian thực hiện là 05 năm.", []),
        ("Lãnh đạo tiếp công dân trong 02 ngày.", []),
    ],
)
def test_a_length_of_time_that_is_a_target(sentence: str, amounts: list[tuple[float, str, str, str | None]]) -> None:
    assert told(aims(sentence), "value", "unit", "comparator", "due") == amounts


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        pytest.param(
            "Năm 2028 có 30 thư viện xã; năm 2030 vượt con số 45.",
            [(30, None, "=", "2028"), (45, None, ">", "2030")],
            id="a rung without its unit",
        ),
        pytest.param(
            "Đến năm 2027 có 35 phòng khám, đến 2030 là 60.",
            [(35, None, "=", "2027"), (60, None, "=", "2030")],
            id="the year without its word",
        ),
        pytest.param(
            "Năm 2028 có 9/15 cơ sở y tế có bác sĩ; đến năm 2030 là 15/15.",
            [(9, None, "=", "2028"), (15, None, "=", "2030")],
            id="parts of a whole",
        ),
        pytest.param(
            "Hỗ trợ 30 nhà văn hóa, trong đó năm 2027 theo Quyết định số 45.", [(30, None, "=", None)], id="no rung"
        ),
        pytest.param(
            "Đến hết năm 2028 có 80% và đến năm 2030 có 100% trạm y tế đạt chuẩn.",
            [(None, 80, "=", "2028"), (None, 100, "=", "2030")],
            id="what stands behind và is said of the next",
        ),
        pytest.param(
            "Có 60% người già được hưởng trợ cấp vào năm 2028, đến năm 2030 tỷ lệ này là trên 75%.",
            [(None, 60, "=", "2028"), (None, 75, ">", "2030")],
            id="the share told just before",
        ),
        pytest.param(
            "Có 80% hộ dùng nước sạch và đến năm 2030 đạt 95%.",
            [(None, 80, "=", None), (None, 95, "=", "2030")],
            id="the year of the next is not that of the first",
        ),
        pytest.param(
            "Tỷ lệ trẻ thấp còi dưới 18% vào năm 2028, 15% vào năm 2030.",
            [(None, 18, "<", "2028"), (None, 15, "<", "2030")],
            id="a limit holds for all its rungs",
        ),
    ],
)
def test_a_ladder_of_years(sentence: str, amounts: list[tuple[float | None, float | None, str, str | None]]) -> None:
    assert told(aims(sentence), "value", "share_pct", "comparator", "due") == amounts


@pytest.mark.parametrize(
    ("sentence", "dues"),
    [
        pytest.param("Vào cuối nhiệm kỳ (năm 2030), 90 thôn có nhà văn hóa.", ["2030"], id="a year in brackets"),
        pytest.param(
            "Nhiều nơi còn khó khăn (năm 2025), cần có 90 nhà văn hóa.", [None], id="brackets of something else"
        ),
        pytest.param(
            "Đến năm 2030 có 12 bệnh viện; mỗi huyện cũ có một cơ sở, tối thiểu 02 bác sĩ, chậm nhất là năm 2027.",
            ["2030", "2027"],
            id="a limit behind a comma",
        ),
        pytest.param(
            "Số hóa hồ sơ: 40% hồ sơ vào cuối quý I năm 2027, 75% vào cuối quý III và 100% khi hết năm 2027.",
            ["2027-Q1", "2027-Q3", "2027"],
            id="a quarter of the year just named",
        ),
    ],
)
def test_the_year_that_governs(sentence: str, dues: list[str | None]) -> None:
    assert [due for (due,) in told(aims(sentence), "due")] == dues


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Tỷ lệ hộ dùng điện đạt 99%, trong đó hộ nghèo đạt 95%.", [("other", 99), ("other", 95)]),
        ("Có 90% hộ dân có nhà tiêu; riêng hộ nghèo, hộ cận nghèo là 70%.", [("other", 90), ("other", 70)]),
        ("Hộ nghèo đa chiều dưới 2,5%.", [("poverty_rate", 2.5)]),
        ("Hộ nghèo còn 3%.", [("poverty_rate", 3)]),
        ("Tỷ lệ nghèo đa chiều giảm 1,5%/năm.", [("poverty_rate", 1.5)]),
        (
            "Tỷ lệ hộ nghèo giảm 2%/năm, riêng hộ nghèo dân tộc Mông giảm 4%/năm.",
            [("poverty_rate", 2), ("poverty_rate", 4)],
        ),
    ],
)
def test_a_share_of_the_poor_is_no_rate_of_poverty(sentence: str, rows: list[tuple[str, float]]) -> None:
    assert told(aims(sentence), "indicator", "share_pct") == rows


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Năm 2026 đánh giá, xếp hạng thêm 18 sản phẩm.", [("ocop_products", 18, "increase", False)]),
        (
            "Công nhận mới 60 sản phẩm OCOP. Có thêm 60 sản phẩm 3 sao, bình quân mỗi năm 10 - 14 sản phẩm.",
            [
                ("ocop_products", 60, "increase", False),
                ("ocop_products", 60, "increase", False),
                ("ocop_products", 10, "increase", True),
            ],
        ),
        ("Có 15 sản phẩm du lịch cộng đồng.", [("other", 15, "level", False)]),
        (
            "Thực hiện Chương trình mỗi xã một sản phẩm, có thêm 12 sản phẩm được công nhận.",
            [("ocop_products", 12, "increase", False)],
        ),
        ("Về sản phẩm OCOP:\n+ Toàn tỉnh có 210 sản phẩm.", [("ocop_products", 210, "level", False)]),
        (
            "Có 90 thôn đạt chuẩn nông thôn mới kiểu mẫu, tương đương mỗi xã có ít nhất 02 thôn.",
            [("villages_ntm_model", 90, "level", False), ("villages_ntm_model", 2, "level", True)],
        ),
    ],
)
def test_what_goes_on_about_the_same_thing(sentence: str, rows: list[tuple[str, float, str, bool]]) -> None:
    assert told(aims(sentence), "indicator", "value", "change", "breakdown") == rows


@pytest.mark.parametrize(
    "sentence",
    [
        "Cơ sở chăn nuôi vừa là cơ sở có từ 30 đơn vị vật nuôi.",
        "Hợp tác xã được xét có quy mô từ 15 thành viên.",
        "Đến năm 2028 số bác sĩ trên 10.000 dân tăng dần.",
    ],
)
def test_a_definition_is_no_target(sentence: str) -> None:
    assert told(aims(sentence), "quote") == []


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Các thôn Nà Kèn, Pác Hốc và Khe Lụa mỗi thôn giảm ít nhất 06 hộ nghèo.",
            [("other", 6, ["Nà Kèn", "Pác Hốc", "Khe Lụa"])],
            id="a task of each",
        ),
        pytest.param(
            "Xã Nậm Búng trồng mới 40 ha quế, xã Tú Lệ trồng mới 25 ha quế.",
            [("other", 40, ["Nậm Búng"]), ("other", 25, ["Tú Lệ"])],
            id="each of its own",
        ),
        pytest.param(
            "Hai xã còn lại (Nậm Búng, Tú Lệ) đạt từ 16 tiêu chí trở lên.",
            [("criteria_per_commune", 16, ["Nậm Búng", "Tú Lệ"])],
            id="names in brackets",
        ),
        pytest.param(
            "Đến năm 2028 các xã Nậm Búng, Tú Lệ đạt 19/19 tiêu chí.",
            [("criteria_per_commune", 19, ["Nậm Búng", "Tú Lệ"])],
            id="behind a year",
        ),
        pytest.param(
            "Trồng 90 ha quế, trong đó: xã Nậm Búng 50 ha, xã Tú Lệ 40 ha.",
            [("other", 90, []), ("other", 50, ["Nậm Búng"]), ("other", 40, ["Tú Lệ"])],
            id="right before the amount",
        ),
        pytest.param("UBND các xã Nậm Búng, Tú Lệ mỗi xã lập 01 mô hình.", [("other", 1, [])], id="a body is no place"),
        pytest.param(
            "Xã Nậm Búng có 04 thôn đạt chuẩn nông thôn mới.", [("villages_ntm", 4, [])], id="the villages have no name"
        ),
    ],
)
def test_the_units_an_amount_is_told_of(sentence: str, rows: list[tuple[str, float, list[str]]]) -> None:
    assert told(aims(sentence), "indicator", "value", "places") == rows


@pytest.mark.parametrize(
    ("sentence", "row"),
    [
        ("Số xã đạt chuẩn nông thôn mới là 60/80.", ("communes_ntm", 60, "xã")),
        ("Số thôn nông thôn mới kiểu mẫu: 45.", ("villages_ntm_model", 45, "thôn")),
        ("Số sản phẩm OCOP được công nhận tăng lên 75.", ("ocop_products", 75, "sản phẩm")),
        ("Tổng số hợp tác xã hoạt động đến năm 2030 đạt 410.", ("other", 410, "hợp tác xã")),
        ("Số lượng bác sĩ của trạm y tế ít nhất là 90.", ("other", 90, "bác sĩ")),
    ],
)
def test_a_number_behind_what_it_counts(sentence: str, row: tuple[str, float, str]) -> None:
    assert told(aims(sentence), "indicator", "value", "unit") == [row]


@pytest.mark.parametrize("sentence", ["Theo tiêu chí số 12.", "Mở rộng quy mô theo Công văn số 410."])
def test_a_number_of_a_thing_counts_nothing(sentence: str) -> None:
    assert told(aims(sentence), "quote") == []


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        (
            "Phấn đấu 85% số xã và 60% số thôn đạt chuẩn nông thôn mới.",
            [("communes_ntm", 85), ("villages_ntm", 60)],
        ),
        ("Phấn đấu 85% số xã có chợ, 60% số thôn đạt chuẩn nông thôn mới.", [("other", 85), ("villages_ntm", 60)]),
    ],
)
def test_what_is_said_of_units_joined(sentence: str, rows: list[tuple[str, float]]) -> None:
    assert told(aims(sentence), "indicator", "share_pct") == rows


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Tất cả các xã đạt chuẩn nông thôn mới.", [("communes_ntm", 100, None, "xã")]),
        ("Đến năm 2030, tất cả các trạm y tế đều có bác sĩ.", [("other", 100, "2030", "trạm y tế")]),
        ("Phấn đấu toàn bộ thôn, bản được phủ sóng.", [("other", 100, None, "thôn, bản")]),
        ("Tất cả các cơ quan, đơn vị có trách nhiệm thực hiện.", []),
        ("Rà soát tất cả các hộ có nhà tạm.", []),
        (
            "Cấp thẻ: 40% hộ vào năm 2026 và toàn bộ 100% hộ khi hết năm 2027.",
            [("other", 40, "2026", "hộ"), ("other", 100, "2027", "hộ")],
        ),
    ],
)
def test_all_of_them_are_a_hundred_of_a_hundred(
    sentence: str, rows: list[tuple[str, float, str | None, str | None]]
) -> None:
    assert told(aims(sentence), "indicator", "share_pct", "due", "unit") == rows


def test_what_all_of_them_have_reached_is_no_target() -> None:
    plan = extract_text(f"{HEAD}I. TÌNH HÌNH\n- Đến nay, tất cả các xã đạt chuẩn nông thôn mới.\n")
    assert plan.targets == []
    assert [(row.indicator, row.share_pct) for row in plan.achievements] == [("communes_ntm", 100)]


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        (
            "Có 11 bác sĩ/10.000 dân, 30 giường bệnh/10.000 dân.",
            [(11, None, "bác sĩ/10.000 dân"), (30, None, "giường bệnh/10.000 dân")],
        ),
        ("Tỷ số tử vong mẹ còn dưới 42/100.000 trẻ đẻ sống.", [(42, None, "/100.000 trẻ")]),
        ("Ít nhất 8 trong 10 hộ dân có hố rác.", [(8, 10, "hộ dân")]),
        ("Có 40 trên tổng số 60 thư viện mở cửa buổi tối.", [(40, 60, "thư viện")]),
        ("Hoàn thành 2 trong 3 năm.", []),
        ("Số máy tính/100 học sinh đạt 12.", [(12, None, "máy tính/100 học sinh")]),
        ("Giá trị sản phẩm trên 1 ha đất trồng trọt đạt 130 triệu đồng.", [(130, None, "triệu đồng")]),
        ("Lập 02 vùng nguyên liệu chè quy mô từ 60 ha trở lên.", [(2, None, "vùng nguyên liệu")]),
        ("Năng suất năm 2030 gấp 1,4 lần năm 2024.", [(1.4, None, "lần")]),
    ],
)
def test_rates_and_parts(sentence: str, amounts: list[tuple[float, float | None, str]]) -> None:
    assert told(aims(sentence), "value", "denominator", "unit") == amounts


@pytest.mark.parametrize(
    ("sentence", "dues"),
    [
        ("Hết quý I năm 2027 đạt 30% số hộ, hết quý II đạt 60%, hết năm đạt 100%.", ["2027-Q1", "2027-Q2", "2027"]),
        ("Giai đoạn 2026 - 2028: 50% hồ sơ được xử lý tự động.", ["2028"]),
        ("Năng suất năm 2030 gấp 1,4 lần năm 2024.", ["2030"]),
    ],
)
def test_quarters_periods_and_what_is_compared_with(sentence: str, dues: list[str]) -> None:
    assert [due for (due,) in told(aims(sentence), "due")] == dues


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        ("Công nhận 02 xã: Nậm Búng, Tú Lệ đạt chuẩn nông thôn mới.", [("communes_ntm", 2, ["Nậm Búng", "Tú Lệ"])]),
        (
            "Thêm 10 xã đạt chuẩn, nâng số xã đạt chuẩn nông thôn mới lên 60 xã.",
            [("communes_ntm", 10, []), ("communes_ntm", 60, [])],
        ),
        ("Có 04 xã đạt chuẩn quốc gia về y tế.", [("other", 4, [])]),
    ],
)
def test_the_standard_stands_elsewhere_in_the_sentence(sentence: str, rows: list[tuple[str, float, list[str]]]) -> None:
    assert told(aims(sentence), "indicator", "value", "places") == rows


def test_what_named_units_add_to_a_sum_is_part_of_it() -> None:
    plan = aims("Trồng 90 ha quế, trong đó: xã Nậm Búng 50 ha, xã Tú Lệ 40 ha; xã Gia Hội trồng 10 ha chè.")
    assert told(plan, "value", "breakdown") == [(90, False), (50, True), (40, True), (10, True)]
