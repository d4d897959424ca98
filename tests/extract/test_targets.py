"""Targets: what is a target, which indicator, how much, by when, and what only details another row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ntm_extract.plan import Plan, Target

PlanOf = Callable[..., Plan]
AIMS = "I. MỤC TIÊU\n1. Mục tiêu cụ thể\n"


def only(rows: list[Target]) -> Target:
    assert len(rows) == 1, [(row.indicator, row.value, row.quote) for row in rows]
    return rows[0]


def fields(**expected: Any) -> dict[str, Any]:
    """Name the fields a row is to have; the others may be anything."""
    return expected


def told(rows: list[Target], *names: str) -> list[Any]:
    """Give the fields asked for of each row; a single field alone."""
    out = [tuple(getattr(row, name) for name in names) for row in rows]
    return [values[0] for values in out] if len(names) == 1 else out


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Đến năm 2025 có 07 xã đạt chuẩn nông thôn mới.",
            fields(indicator="communes_ntm", value=7, comparator="=", unit="xã", change="level", due="2025"),
            id="communes of standard",
        ),
        pytest.param(
            "Đến năm 2025 có 02/13 xã đạt chuẩn NTM nâng cao.",
            fields(indicator="communes_ntm_advanced", value=2, denominator=13, unit="xã", due="2025"),
            id="part of a whole",
        ),
        pytest.param(
            "Đến năm 2025 có 90/120 xã đạt chuẩn nông thôn mới, chiếm 75%.",
            fields(indicator="communes_ntm", value=90, denominator=120, share_pct=75),
            id="a share beside a count is the same row",
        ),
        pytest.param(
            "Đến năm 2025 có 90 xã (đạt 75%) đạt chuẩn nông thôn mới.",
            fields(indicator="communes_ntm", value=90, share_pct=75),
            id="a share in a bracket is the same row",
        ),
        pytest.param(
            "Phấn đấu đến năm 2025 có ít nhất 60% số xã đạt chuẩn nông thôn mới.",
            fields(indicator="communes_ntm", value=None, share_pct=60, comparator=">=", unit="xã", due="2025"),
            id="a share alone has no value",
        ),
        pytest.param(
            "Đến năm 2025 có ít nhất 01 xã đạt chuẩn nông thôn mới kiểu mẫu.",
            fields(indicator="communes_ntm_model", value=1, comparator=">="),
            id="ít nhất",
        ),
        pytest.param(
            "Đến năm 2025 có tối thiểu 05 xã đạt chuẩn nông thôn mới.",
            fields(indicator="communes_ntm", value=5, comparator=">="),
            id="tối thiểu",
        ),
        pytest.param(
            "Đến năm 2025 có từ 05 xã trở lên đạt chuẩn nông thôn mới.",
            fields(indicator="communes_ntm", value=5, comparator=">="),
            id="trở lên behind the unit",
        ),
        pytest.param(
            "Phấn đấu mỗi xã tăng ít nhất 2-3 tiêu chí/năm.",
            fields(indicator="criteria_gain", value=2, value_max=3, comparator="range", change="increase"),
            id="ít nhất 2-3 is a range",
        ),
        pytest.param(
            "Phấn đấu mỗi năm mỗi xã tăng từ 1 đến 2 tiêu chí.",
            fields(indicator="criteria_gain", value=1, value_max=2, comparator="range", change="increase"),
            id="từ 1 đến 2",
        ),
        pytest.param(
            "Đến năm 2025 bình quân toàn huyện đạt 15,5 tiêu chí/xã.",
            fields(indicator="criteria_per_commune", value=15.5, unit="tiêu chí/xã", due="2025"),
            id="criteria per commune with a decimal comma",
        ),
        pytest.param(
            "Đến năm 2025 không còn xã dưới 15 tiêu chí.",
            fields(indicator="communes_below", value=0, comparator="=", qualifier="dưới 15 tiêu chí", due="2025"),
            id="không còn xã dưới",
        ),
        pytest.param(
            "Đến năm 2025 không có xã đạt dưới 13 tiêu chí.",
            fields(indicator="communes_below", value=0, qualifier="dưới 13 tiêu chí"),
            id="không có xã đạt dưới",
        ),
        pytest.param(
            "Đến hết năm 2025, có thêm 04 xã đạt chuẩn nông thôn mới.",
            fields(indicator="communes_ntm", value=4, change="increase", due="2025"),
            id="thêm is an increase",
        ),
        pytest.param(
            "Phấn đấu năm 2023 công nhận mới 03 xã đạt chuẩn nông thôn mới.",
            fields(indicator="communes_ntm", value=3, change="increase", due="2023"),
            id="công nhận mới is an increase",
        ),
        pytest.param(
            "Đến năm 2025 có 60 thôn đạt chuẩn nông thôn mới.",
            fields(indicator="villages_ntm", value=60, unit="thôn"),
            id="villages",
        ),
        pytest.param(
            "Đến năm 2025 có 12 khu dân cư nông thôn mới kiểu mẫu.",
            fields(indicator="villages_ntm_model", value=12, unit="khu dân cư"),
            id="model quarters",
        ),
        pytest.param(
            "Đến năm 2025 tỉnh có 03 huyện đạt chuẩn nông thôn mới.",
            fields(indicator="district_ntm", value=3, unit="huyện"),
            id="districts",
        ),
        pytest.param(
            "Phấn đấu đến năm 2024 thị xã Nghĩa Lộ hoàn thành nhiệm vụ xây dựng nông thôn mới.",
            fields(indicator="district_ntm", value=1, due="2024", places=["Nghĩa Lộ"]),
            id="a named town counts one",
        ),
        pytest.param(
            "Phấn đấu năm 2023 xã Bản Lầu đạt chuẩn nông thôn mới.",
            fields(indicator="communes_ntm", value=1, unit="xã", places=["Bản Lầu"], due="2023"),
            id="a named commune counts one; Bản belongs to its name",
        ),
        pytest.param(
            "Phấn đấu năm 2023 xã Lùng Vai, xã Nậm Chảy đạt chuẩn nông thôn mới.",
            fields(indicator="communes_ntm", value=2, places=["Lùng Vai", "Nậm Chảy"]),
            id="two named communes count two",
        ),
        pytest.param(
            "Đến năm 2025 có 02 xã đạt chuẩn nông thôn mới (Lùng Vai, Nậm Chảy).",
            fields(indicator="communes_ntm", value=2, places=["Lùng Vai", "Nậm Chảy"]),
            id="names in a bracket",
        ),
        pytest.param(
            "Có thêm 01 xã đạt chuẩn nông thôn mới (xã Cao Sơn năm 2024).",
            fields(indicator="communes_ntm", value=1, places=["Cao Sơn"], due="2024", change="increase"),
            id="a bracket with name and year to one unit gives no second row",
        ),
        pytest.param(
            "Đến năm 2025 có 15 sản phẩm OCOP đạt 3 sao cấp tỉnh.",
            fields(indicator="ocop_products", value=15, unit="sản phẩm", qualifier="3 sao, cấp tỉnh"),
            id="products with stars",
        ),
        pytest.param(
            "Mỗi năm có thêm ít nhất 02 sản phẩm OCOP.",
            fields(indicator="ocop_products", value=2, comparator=">=", unit="sản phẩm/năm"),
            id="products a year",
        ),
        pytest.param(
            "Đến năm 2025 thu nhập bình quân đầu người khu vực nông thôn tăng ít nhất 1,5 lần so với năm 2020.",
            fields(
                indicator="rural_income",
                value=1.5,
                comparator=">=",
                unit="lần",
                change="increase",
                baseline="2020",
                due="2025",
            ),
            id="income against a base year",
        ),
        pytest.param(
            "Đến năm 2025 thu nhập bình quân đầu người đạt 45 triệu đồng/người/năm.",
            fields(indicator="rural_income", value=45, due="2025", change="level"),
            id="income in money",
        ),
        pytest.param(
            "Đến năm 2025 tỷ lệ hộ nghèo còn dưới 5%.",
            fields(indicator="poverty_rate", share_pct=5, comparator="<", due="2025"),
            id="poverty below",
        ),
        pytest.param(
            "Phấn đấu giữ vững và nâng cao tiêu chí của 06 xã đã đạt chuẩn nông thôn mới.",
            fields(indicator="criteria_kept", value=6, unit="xã"),
            id="standards kept",
        ),
        pytest.param(
            "Phấn đấu đến năm 2025 tỷ lệ hộ dân nông thôn sử dụng nước sạch đạt 65%.",
            fields(indicator="other", share_pct=65, value=None, due="2025"),
            id="anything else with a share",
        ),
        pytest.param(
            "Năm 2024 phấn đấu có thêm 02 xã đạt chuẩn.",
            fields(indicator="communes_ntm", value=2, change="increase", due="2024"),
            id="đạt chuẩn alone, in a plan of new rural areas",
        ),
        pytest.param(
            "Đến năm 2025 có 50% số xã đạt chuẩn.",
            fields(indicator="communes_ntm", share_pct=50, due="2025"),
            id="share of communes that đạt chuẩn alone",
        ),
        pytest.param(
            "Đến năm 2025 duy trì 05 xã đã đạt chuẩn nông thôn mới.",
            fields(indicator="criteria_kept", value=5),
            id="communes kept",
        ),
        pytest.param(
            "Đến năm 2025 huyện Mường Khương đạt chuẩn nông thôn mới.",
            fields(indicator="district_ntm", value=1, unit="huyện", due="2025", places=["Mường Khương"]),
            id="the plan's own district",
        ),
        pytest.param(
            "Đến năm 2025 mỗi xã có ít nhất 01 thôn đạt chuẩn nông thôn mới kiểu mẫu.",
            fields(indicator="villages_ntm_model", value=1, comparator=">=", unit="thôn", qualifier="mỗi xã"),
            id="mỗi xã limits it",
        ),
        pytest.param(
            "Năm 2023 có thêm 02 xã về đích nông thôn mới: xã Nấm Lư và xã Bản Xen.",
            fields(indicator="communes_ntm", value=2, places=["Nấm Lư", "Bản Xen"], change="increase", due="2023"),
            id="names behind a colon",
        ),
        pytest.param(
            "Đến năm 2025, các xã đạt chuẩn nông thôn mới nâng cao phấn đấu bình quân 12 tiêu chí/xã.",
            fields(indicator="criteria_per_advanced_commune", value=12),
            id="criteria of advanced communes",
        ),
        pytest.param(
            "Phấn đấu trong năm 2023 có 1.250 hộ đạt danh hiệu gia đình nông thôn mới tiêu biểu.",
            fields(indicator="other", value=1250, due="2023"),
            id="a full stop between thousands",
        ),
        pytest.param(
            "Tỷ lệ hộ nghèo đa chiều giảm bình quân 1,5%/năm.",
            fields(indicator="poverty_rate", share_pct=1.5, unit="%/năm", change="level", qualifier="giảm"),
            id="a yearly fall",
        ),
        pytest.param(
            "Tỷ lệ hộ nghèo vùng cao giảm bình quân từ 3%/năm trở lên.",
            fields(indicator="poverty_rate", share_pct=3, comparator=">=", unit="%/năm"),
            id="trở lên behind a pace",
        ),
        pytest.param(
            "Giảm tỷ lệ hộ nghèo từ 30% năm 2022 xuống còn 10% năm 2025.",
            fields(indicator="poverty_rate", share_pct=10, baseline="2022", due="2025", qualifier=None),
            id="what a fall comes from is no target",
        ),
        pytest.param(
            "Đến năm 2025, nâng tỷ lệ che phủ rừng từ 51% lên 58%.",
            fields(indicator="other", share_pct=58, due="2025"),
            id="what a rise comes from is no target",
        ),
        pytest.param(
            "Phấn đấu đến năm 2025, 100% hộ nghèo được cấp thẻ bảo hiểm y tế.",
            fields(indicator="other", share_pct=100, due="2025"),
            id="the poor to whom something is given are no poverty rate",
        ),
        pytest.param(
            "Giá trị bán lẻ qua sàn thương mại điện tử phấn đấu tăng bình quân 8%/năm.",
            fields(indicator="other", share_pct=8, unit="%/năm", change="increase"),
            id="yearly growth",
        ),
        pytest.param(
            "Phấn đấu doanh thu du lịch năm 2025 tăng 13% đến 15%.",
            fields(indicator="other", comparator="range", share_pct=13, change="increase"),
            id="a range of shares without từ",
        ),
        pytest.param(
            "Tỷ lệ cử tri đi bầu đạt từ 98% trở lên.",
            fields(indicator="other", share_pct=98, comparator=">="),
            id="voters",
        ),
        pytest.param(
            "Tỷ lệ dân số tham gia bảo hiểm y tế ≥ 95%.",
            fields(indicator="other", share_pct=95, comparator=">="),
            id="a sign for at least",
        ),
        pytest.param(
            "Bầu đủ 24 đại biểu Hội đồng nhân dân huyện.",
            fields(indicator="other", value=24, unit="đại biểu"),
            id="seats",
        ),
        pytest.param(
            "Đến năm 2025 kéo 12 cáp quang biển đến đảo.",
            fields(indicator="other", value=12, unit="cáp", due="2025"),
            id="a noun of no list",
        ),
        pytest.param(
            "Đến năm 2025, thời gian khắc phục sự cố mạng không quá 24 giờ.",
            fields(indicator="other", value=24, comparator="<=", unit="giờ"),
            id="hours where a limit is set",
        ),
        pytest.param(
            "Đến năm 2025 tập huấn kỹ năng số cho 1,2 triệu người.",
            fields(indicator="other", value=1.2, unit="triệu người"),
            id="a word that goes on with the number",
        ),
        pytest.param(
            "100% người nghiện có hồ sơ được lập danh sách, quản lý trước ngày 30/6/2023.",
            fields(indicator="other", share_pct=100, unit="người nghiện", due="2023-06-30"),
            id="a last day at the end of the sentence; nghiện có is not hiện có",
        ),
        pytest.param(
            "Đến năm 2025 có 09 xã đạt tiêu chí quốc gia về y tế.",
            fields(indicator="other", value=9, unit="xã"),
            id="another programme's standard",
        ),
        pytest.param(
            "Năm 2024 có 05/13 xã đạt chuẩn nông thôn mới, bằng 100% kế hoạch tỉnh giao.",
            fields(indicator="communes_ntm", value=5, denominator=13, due="2024"),
            id="a share of what was asked stands beside the count",
        ),
    ],
)
def test_fields_of_one_target(plan_of: PlanOf, sentence: str, expected: dict[str, Any]) -> None:
    row = only([row for row in plan_of(f"{AIMS}- {sentence}\n").targets if not row.breakdown])
    assert {field: getattr(row, field) for field in expected} == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Đến hết năm 2025 có thêm 04 xã đạt chuẩn NTM, 01 xã đạt chuẩn nông thôn mới nâng cao.",
            [("communes_ntm", 4, "increase", "2025"), ("communes_ntm_advanced", 1, "increase", "2025")],
            id="thêm governs what is coordinated with it",
        ),
        pytest.param(
            "Năm 2023 có 05 xã đạt chuẩn nông thôn mới, năm 2024 có 07 xã đạt chuẩn nông thôn mới.",
            [("communes_ntm", 5, "level", "2023"), ("communes_ntm", 7, "level", "2024")],
            id="one row per year",
        ),
        pytest.param(
            "Đến năm 2025 có 09 xã đạt chuẩn nông thôn mới; 02 xã đạt chuẩn nông thôn mới nâng cao.",
            [("communes_ntm", 9, "level", "2025"), ("communes_ntm_advanced", 2, "level", "2025")],
            id="a year governs the rest of its bullet",
        ),
        pytest.param(
            "Đến năm 2025 có 09 xã đạt chuẩn nông thôn mới. Có 30 thôn đạt chuẩn nông thôn mới.",
            [("communes_ntm", 9, "level", "2025"), ("villages_ntm", 30, "level", "2025")],
            id="a year governs the next sentence of its bullet",
        ),
        pytest.param(
            "Có 09 xã đạt chuẩn nông thôn mới vào năm 2024.",
            [("communes_ntm", 9, "level", "2024")],
            id="a year behind the target",
        ),
        pytest.param(
            "Phấn đấu bình quân đạt 14 tiêu chí/xã và không còn xã dưới 10 tiêu chí.",
            [("criteria_per_commune", 14, "level", None), ("communes_below", 0, "level", None)],
            id="no year stated",
        ),
    ],
)
def test_several_targets_of_one_bullet(plan_of: PlanOf, sentence: str, expected: list[Any]) -> None:
    assert told(plan_of(f"{AIMS}- {sentence}\n").targets, "indicator", "value", "change", "due") == expected


@pytest.mark.parametrize(
    ("body", "dues"),
    [
        pytest.param(
            AIMS + "Phấn đấu đến cuối năm 2025 huyện có:\n- 09 xã đạt chuẩn nông thôn mới.\n"
            "- 30 thôn đạt chuẩn nông thôn mới.\n",
            ["2025", "2025"],
            id="a lead-in governs its list",
        ),
        pytest.param(
            "I. MỤC TIÊU\n1. Phấn đấu đến hết năm 2024:\na) Có 09 xã đạt chuẩn nông thôn mới.\n"
            "b) Có 30 thôn đạt chuẩn nông thôn mới.\n",
            ["2024", "2024"],
            id="a numbered lead-in governs its letters",
        ),
        pytest.param(
            AIMS + "- Đến năm 2023 có 05 xã đạt chuẩn nông thôn mới.\n- Có 30 thôn đạt chuẩn nông thôn mới.\n",
            ["2023", None],
            id="a year does not reach a sister bullet",
        ),
        pytest.param(
            AIMS + "Mục tiêu giai đoạn 2021 - 2025 như sau:\n- Có 09 xã đạt chuẩn nông thôn mới.\n",
            [None],
            id="giai đoạn như sau is no due",
        ),
        pytest.param(
            "I. MỤC TIÊU ĐẾN NĂM 2025\n1. Có 09 xã đạt chuẩn nông thôn mới.\n", ["2025"], id="a year in the heading"
        ),
        pytest.param(
            "I. MỤC TIÊU\n1. Năm 2023\n- Có 05 xã đạt chuẩn nông thôn mới.\n2. Năm 2024\n"
            "- Có 07 xã đạt chuẩn nông thôn mới.\n",
            ["2023", "2024"],
            id="headings of a year each",
        ),
        pytest.param(
            "I. MỤC TIÊU\n1. Đến năm 2025\n- Năm 2023 có 05 xã đạt chuẩn nông thôn mới.\n"
            "- Có 60% số thôn đạt chuẩn nông thôn mới.\n",
            ["2023", "2025"],
            id="the nearest stated year governs",
        ),
        pytest.param(
            AIMS + "- Hằng năm, từ 30/6/2024 rà soát. Trước ngày 31/12/2024 có 05 xã đạt chuẩn nông thôn mới.\n",
            ["2024-12-31"],
            id="a day",
        ),
    ],
)
def test_which_year_governs_a_target(plan_of: PlanOf, body: str, dues: list[str | None]) -> None:
    assert told(plan_of(body).targets, "due") == dues


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param(
            "Đến hết năm 2025 có thêm 03 xã đạt chuẩn NTM (Tung Chung Phố năm 2023; Bản Lầu, Lùng Vai năm 2024).",
            [(3, "2025", False), (1, "2023", True), (2, "2024", True)],
            id="names with their years in a bracket",
        ),
        pytest.param(
            "Đến năm 2025 có 90 xã đạt chuẩn nông thôn mới (tăng 20 xã so với giai đoạn 2011 - 2015).",
            [(90, "2025", False), (20, "2025", True)],
            id="tăng so với the period before",
        ),
        pytest.param(
            "Đến hết năm 2025 tăng thêm 50 xã đạt chuẩn NTM, bình quân mỗi năm có thêm 10 xã.",
            [(50, "2025", False), (10, "2025", True)],
            id="the yearly pace beside the total",
        ),
        pytest.param(
            "Đến năm 2025 có 09 xã đạt chuẩn nông thôn mới, trong đó năm 2023 có thêm 01 xã.",
            [(9, "2025", False), (1, "2023", True)],
            id="trong đó with its year",
        ),
    ],
)
def test_details_of_another_row_are_breakdown(plan_of: PlanOf, sentence: str, expected: list[Any]) -> None:
    assert told(plan_of(f"{AIMS}- {sentence}\n").targets, "value", "due", "breakdown") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            "- Đến năm 2025 đạt 50%, đến năm 2030 đạt 70%, đến năm 2035 đạt 90% số xã đạt chuẩn nông thôn mới.\n",
            [
                ("communes_ntm", 50, "xã", "2025"),
                ("communes_ntm", 70, "xã", "2030"),
                ("communes_ntm", 90, "xã", "2035"),
            ],
            id="what is counted stands at the end",
        ),
        pytest.param(
            "- Tỷ lệ hộ nghèo đến năm 2025 còn 10%, đến năm 2030 còn 5%.\n",
            [("poverty_rate", 10, "hộ", "2025"), ("poverty_rate", 5, "hộ", "2030")],
            id="what it is stands at the beginning",
        ),
        pytest.param(
            "- Tỷ lệ hộ nghèo năm 2025 còn 10%; năm 2030 còn 5%.\n",
            [("poverty_rate", 10, "hộ", "2025"), ("poverty_rate", 5, "hộ", "2030")],
            id="over a semicolon",
        ),
        pytest.param(
            "a) Tỷ lệ hộ nghèo:\n- Đến năm 2025: dưới 10%.\n- Đến năm 2030: dưới 5%.\n",
            [("poverty_rate", 10, "hộ", "2025"), ("poverty_rate", 5, "hộ", "2030")],
            id="as a list under its name",
        ),
        pytest.param(
            "- Tỷ trọng kinh tế số đạt 20% GRDP vào năm 2025, 30% vào năm 2030.\n",
            [("other", 20, "GRDP", "2025"), ("other", 30, "GRDP", "2030")],
            id="of no known indicator",
        ),
        pytest.param(
            "- Đến năm 2025, 100% hồ sơ cấp tỉnh, 80% hồ sơ cấp huyện và 60% hồ sơ cấp xã được xử lý trên mạng.\n",
            [("other", 100, "hồ sơ", "2025"), ("other", 80, "hồ sơ", "2025"), ("other", 60, "hồ sơ", "2025")],
            id="several shares with one verb",
        ),
    ],
)
def test_a_ladder_is_a_row_a_rung(plan_of: PlanOf, body: str, expected: list[Any]) -> None:
    assert told(plan_of(AIMS + body).targets, "indicator", "share_pct", "unit", "due") == expected


@pytest.mark.parametrize(
    ("sentence", "criterion"),
    [
        pytest.param("Đến năm 2025 tỷ lệ hộ nghèo còn dưới 5%.", "11. Nghèo đa chiều", id="poverty"),
        pytest.param("Đến năm 2025 thu nhập bình quân đạt 45 triệu đồng/người/năm.", "10. Thu nhập", id="income"),
        pytest.param("Đến năm 2025 có 95% dân số tham gia bảo hiểm y tế.", "15. Y tế", id="health insurance"),
        pytest.param(
            "Đến năm 2030 tỷ lệ hộ nghèo còn dưới 2%.", "6. Giảm nghèo và an sinh xã hội", id="set of 2026 on"
        ),
        pytest.param("Đến năm 2025 có 07 xã đạt chuẩn nông thôn mới.", None, id="whole communes are of no criterion"),
        pytest.param("Đến năm 2025 nhà văn hóa của 90% số thôn có nước sạch.", None, id="of two, and so of none"),
    ],
)
def test_the_national_criterion_of_a_target(plan_of: PlanOf, sentence: str, criterion: str | None) -> None:
    assert only(plan_of(f"{AIMS}- {sentence}\n").targets).criterion == criterion


def test_a_plan_of_another_subject_has_no_criteria_of_new_rural_areas(plan_of: PlanOf) -> None:
    body = "Số: 41/KH-UBND\nMường Khương, ngày 01 tháng 12 năm 2022\nKẾ HOẠCH\nGiảm nghèo bền vững năm 2023\n"
    row = only(plan_of(f"{body}{AIMS}- Phấn đấu tỷ lệ hộ nghèo năm 2023 còn 5%.\n", head="none").targets)
    assert (row.indicator, row.criterion) == ("poverty_rate", None)


def test_a_row_whose_unit_is_in_no_list_is_less_sure(plan_of: PlanOf) -> None:
    listed, guessed = (
        only(plan_of(f"{AIMS}- Đến năm 2025 có 12 {unit}.\n").targets) for unit in ("hợp tác xã", "cáp quang")
    )
    assert guessed.confidence < listed.confidence


def test_the_yearly_pace_goes_into_the_unit(plan_of: PlanOf) -> None:
    rows = plan_of(
        f"{AIMS}- Đến hết năm 2025 tăng thêm 50 xã đạt chuẩn NTM, bình quân mỗi năm có thêm 10 xã.\n"
    ).targets
    assert told(rows, "unit", "change") == [("xã", "increase"), ("xã/năm", "increase")]


def test_an_increase_knows_its_base_period(plan_of: PlanOf) -> None:
    rows = plan_of(
        f"{AIMS}- Đến năm 2025 có 90 xã đạt chuẩn nông thôn mới (tăng 20 xã so với giai đoạn 2011 - 2015).\n"
    ).targets
    assert told(rows, "change", "baseline") == [("level", None), ("increase", "2011/2015")]


def test_places_are_the_units_counted_and_not_what_they_lie_in(plan_of: PlanOf) -> None:
    row = only(
        plan_of(
            f"{AIMS}- Đến năm 2023 có 02 làng đạt chuẩn nông thôn mới (làng Pờ Yầu - xã Lơ Pang và làng Hyêr "
            f"thuộc xã Kon Thụp).\n"
        ).targets
    )
    assert (row.value, row.places) == (2, ["Pờ Yầu", "Hyêr"])


def test_the_same_target_in_another_section_is_a_row_again(plan_of: PlanOf) -> None:
    said = "đến năm 2025 có 09 xã đạt chuẩn nông thôn mới.\n"
    rows = plan_of(f"I. MỤC TIÊU\n1. Phấn đấu {said}II. NHIỆM VỤ\n1. Huy động nguồn lực, phấn đấu {said}").targets
    assert told(rows, "section", "value", "due") == [("I.1", 9, "2025"), ("II.1", 9, "2025")]


@pytest.mark.parametrize(
    "body",
    [
        "I. THỰC TRẠNG\n1. Đến nay toàn huyện có 07 xã đạt chuẩn nông thôn mới, bình quân 14,2 tiêu chí/xã.\n",
        AIMS + "- Đến nay đã có 07 xã đạt chuẩn nông thôn mới.\n",
        "I. ĐÁNH GIÁ KẾT QUẢ\n1. Năm 2021 có 05/16 xã đạt chuẩn nông thôn mới, đạt 31%.\n",
        "I. KHEN THƯỞNG\n1. Đối với xã\n"
        "a) Đạt chuẩn nông thôn mới trước năm 2025, có từ 90% số thôn đạt chuẩn nông thôn mới.\n",
        pytest.param(
            "I. KHEN THƯỞNG\n1. Tiêu chuẩn khen thưởng\n- Tập thể: có 02 xã đạt chuẩn nông thôn mới trở lên.\n",
        ),
        "Căn cứ Quyết định số 12/QĐ-TTg ngày 03/3/2022 về 19 tiêu chí xã nông thôn mới;\n",
        "I. TỔ CHỨC THỰC HIỆN\n1. Phòng Nội vụ tổng hợp báo cáo trước ngày 15 tháng 11; hồ sơ gồm 02 bộ.\n",
        AIMS + "- Mức thưởng cho một tập thể vượt chỉ tiêu tối đa 15 triệu đồng.\n",
        AIMS + "- Cá nhân vận động được từ 50 hộ trở lên được xét tặng Giấy khen.\n",
        AIMS + "- Hộ có mức sống trung bình là hộ có thu nhập bình quân đầu người dưới 2,25 triệu đồng/tháng.\n",
        AIMS + "- Xã không ma túy là địa bàn có 100% người sau cai được giúp; chấm điểm từ 85 điểm là đạt.\n",
        AIMS + "- Vận động người từ đủ 15 tuổi trở lên tham gia.\n",
        AIMS + "- Triển khai phương châm 4 tại chỗ, 05 nhiệm vụ, 03 giải pháp; tăng trưởng 2 con số.\n",
        "I. MỤC TIÊU\n1. Kinh phí\n- Ngân sách trung ương hỗ trợ 80%, địa phương đối ứng tối thiểu 20%.\n",
        "I. TÌNH HÌNH THỰC HIỆN\n1. Đến cuối kỳ, 65% số hộ dùng nước sạch, vượt mục tiêu.\n",
    ],
    ids=[
        "Thực trạng",
        "đến nay đã có",
        "kết quả",
        "award criteria: Đối với",
        "award criteria: Tiêu chuẩn",
        "title of a decision",
        "copies of a file",
        "cap on an award",
        "who is given an award",
        "definition of a household",
        "definition and points of a class",
        "age",
        "watchwords and parts of the plan",
        "how money is divided",
        "results",
    ],
)
def test_what_is_no_target(plan_of: PlanOf, body: str) -> None:
    assert told(plan_of(body).targets, "indicator", "quote") == []


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Phấn đấu đến năm 2025 có 07 xã đạt chuẩn nông thôn mới.", "07 xã đạt chuẩn nông thôn mới"),
        ("Đến năm 2025 bình quân toàn huyện đạt 15,5 tiêu chí/xã.", "15,5 tiêu chí/xã"),
        ("Đến hết năm 2024 không còn xã dưới 10 tiêu chí.", "không còn xã dưới 10 tiêu chí"),
    ],
    ids=["communes", "criteria", "none below"],
)
def test_text_holds_indicator_and_number_in_the_plan_s_words(plan_of: PlanOf, sentence: str, text: str) -> None:
    row = only(plan_of(f"{AIMS}- {sentence}\n").targets)
    assert text in row.text
    assert row.text in row.quote
    assert "2025" not in row.text


def test_targets_of_a_province_count_districts(plan_of: PlanOf) -> None:
    rows = plan_of(
        f"{AIMS}- Đến năm 2025 có 02 huyện đạt chuẩn nông thôn mới (Trấn Yên, Yên Bình).\n", "province"
    ).targets
    assert told(rows, "indicator", "value", "places", "due") == [("district_ntm", 2, ["Trấn Yên", "Yên Bình"], "2025")]


def test_a_number_with_a_sign_in_it_is_null_and_said_to_be_unread(plan_of: PlanOf) -> None:
    row = only(plan_of(f"{AIMS}- Đến năm 2025 có 1]5/181 xã đạt chuẩn nông thôn mới.\n").targets)
    assert (row.indicator, row.value, row.denominator, row.due) == ("communes_ntm", None, None, "2025")
    assert any("1]5/181" in doubt for doubt in row.doubts)
    assert row.confidence < 0.5


def test_a_share_with_two_ends_gives_both(plan_of: PlanOf) -> None:
    row = plan_of(
        "I. MỤC TIÊU\n1. Phấn đấu đến năm 2025 có 30 - 35% số xã đạt chuẩn nông thôn mới nâng cao.\n"
    ).targets[0]
    assert (row.comparator, row.share_pct, row.value_max, row.value, row.doubts) == ("range", 30, 35, None, [])
