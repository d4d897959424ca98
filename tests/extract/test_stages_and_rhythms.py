"""Deadlines told by stages, by weekdays of a month, for several years at once, and times that are none."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 27/KH-UBND
Yên Bái, ngày 05 tháng 01 năm 2026
KẾ HOẠCH
Cải tạo chợ nông thôn năm 2026
I. TỔ CHỨC THỰC HIỆN
"""


def told(body: str) -> list[str]:
    rows = extract_text(f"{HEAD}{body}\n").deadlines
    return [f"{row.when or row.recurrence} {row.modifier}: {row.action}" for row in rows]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Sở Công Thương khảo sát các chợ trong quý III các năm 2027 và 2029.",
            ["2027-Q3 in: khảo sát các chợ", "2029-Q3 in: khảo sát các chợ"],
        ),
        (
            "Sở Tài chính báo cáo trước ngày 15/11 các năm 2026, 2027 và 2028.",
            ["2026-11-15 by: báo cáo", "2027-11-15 by: báo cáo", "2028-11-15 by: báo cáo"],
        ),
        (
            "Công an tỉnh kiểm tra lối thoát hiểm, xong trước khi kết thúc quý II năm 2026.",
            ["2026-Q2 by: kiểm tra lối thoát hiểm, xong"],
        ),
        (
            "Các xã kiểm tra lòng chợ vào ngày 14 và 29 hằng tháng.",
            ["FREQ=MONTHLY;BYMONTHDAY=14,29 in: kiểm tra lòng chợ"],
        ),
        (
            "Sở Công Thương kiểm tra cân đối chứng vào ngày 14 và 25 tháng 5 năm 2026.",
            ["2026-05-14 in: kiểm tra cân đối chứng", "2026-05-25 in: kiểm tra cân đối chứng"],
        ),
        (
            "Các xã nộp số thu trước ngày 05 của tháng sau.",
            ["FREQ=MONTHLY;BYMONTHDAY=5 by: nộp số thu trước ngày 05 của tháng sau"],
        ),
        (
            "Định kỳ 6 tháng đầu năm trước ngày 10/6, Sở Tài chính gửi số liệu.",
            ["2026-06-10 by: gửi số liệu"],
        ),
        ("Các xã giao lại ki-ốt trong quỹ II/2026.", ["2026-Q2 in: giao lại ki-ốt"]),
        ("Sở Xây dựng nghiệm thu nhà lồng trước dịp lễ 02/9/2026.", ["2026-09-02 by: nghiệm thu nhà lồng"]),
        ("Sang quý IV, Sở Y tế lấy mẫu thực phẩm tại chợ.", ["2026-Q4 in: lấy mẫu thực phẩm tại chợ"]),
        (
            "Sáng thứ Bảy đầu tiên của tháng, Đoàn Thanh niên tỉnh dọn rác quanh chợ.",
            ["FREQ=MONTHLY;BYDAY=1SA in: dọn rác quanh chợ"],
        ),
        (
            "Ban quản lý chợ họp vào thứ Sáu tuần cuối hằng quý.",
            ["FREQ=MONTHLY;INTERVAL=3;BYDAY=-1FR in: họp vào thứ Sáu tuần cuối hằng quý"],
        ),
        (
            "Sở Khoa học và Công nghệ cứ 06 tháng kiểm định cân đối chứng một lần.",
            ["FREQ=MONTHLY;INTERVAL=6 in: kiểm định cân đối chứng một lần"],
        ),
        (
            "Giai đoạn hai (2027 - 2028) xây dựng khu giết mổ tập trung.",
            ["2027/2028 span: xây dựng khu giết mổ tập trung"],
        ),
        (
            "Đào tạo tiểu thương bán hàng trên mạng (xuyên suốt 2026 - 2029).",
            ["2026/2029 span: Đào tạo tiểu thương bán hàng trên mạng"],
        ),
        (
            "Sở Công Thương trình danh mục chợ cần sửa (hoàn thành trong tháng 02/2026).",
            ["2026-02 in: trình danh mục chợ cần sửa"],
        ),
    ],
)
def test_when_a_task_is_done(sentence: str, expected: list[str]) -> None:
    assert told(f"1. {sentence}") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Sở Văn hóa, Thể thao và Du lịch mở chuyên mục “Mỗi tuần một phiên chợ” trên báo.",
        "Phối hợp với Sở Y tế chuẩn bị tài liệu cho ngày 26/8.",
        "Chính quyền hai cấp của tỉnh hoạt động từ ngày 01/7/2025.",
        "Các xã cũ sáp nhập về chợ trung tâm.",
    ],
)
def test_times_of_names_and_of_the_past_are_no_deadlines(sentence: str) -> None:
    assert told(f"1. {sentence}") == []


def test_a_paragraph_that_names_the_plan_may_still_set_a_term() -> None:
    closing = (
        "Trên đây là Kế hoạch cải tạo chợ nông thôn năm 2026. Các xã lập danh sách chợ trong vòng 10 ngày kể từ ngày "
        "ban hành Kế hoạch này."
    )
    assert told(closing) == ["2026-01-15 by: lập danh sách chợ"]


@pytest.mark.parametrize(
    "line",
    ["(Kèm theo Kế hoạch số 27/KH-UBND ngày 05/01/2026)", "Ban hành kèm theo Kế hoạch số     /KH-UBND ngày 05/01/2026"],
)
def test_what_names_the_plan_of_an_appendix_sets_no_term(line: str) -> None:
    assert told(f"1. Các xã rà soát chợ.\nPHỤ LỤC\n{line}") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Sở Tài chính rà soát giá thuê sạp tại các chợ; bảo đảm hoàn thành trước ngày 30/6/2026.",
            ["2026-06-30 by: rà soát giá thuê sạp tại các chợ"],
        ),
        (
            "Sở Công Thương cắm biển tên chợ. Hoàn thành trong quý III năm 2026.",
            ["2026-Q3 in: cắm biển tên chợ"],
        ),
        (
            "Trong năm 2027 - 2028: (1) Lắp camera tại chợ đầu mối; (2) Đào tạo người trực.",
            ["2027/2028 in: Lắp camera tại chợ đầu mối"],
        ),
        (
            "Phấn đấu đến năm 2028 di dời xong các sạp trên lề đường.",
            ["2028 by: di dời xong các sạp trên lề đường"],
        ),
        ("Đến năm 2030, chợ huyện đạt trình độ phục vụ ngang chợ thành phố.", []),
        ("Kể từ ngày 15 tháng 11 năm 2026 đối với thủ tục cấp giấy phép bán rượu.", []),
    ],
)
def test_what_is_due_is_a_task_and_not_its_end_or_a_state(sentence: str, expected: list[str]) -> None:
    assert told(f"1. {sentence}") == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Về chợ nổi: phấn đấu đến năm 2028 xây dựng xong bến thuyền.", ["2028 by: xây dựng xong bến thuyền"]),
        ("Đến năm 2028, hoàn thành quy hoạch chợ.", ["2028 by: hoàn thành quy hoạch chợ"]),
        ("Đến năm 2028, chợ văn minh hơn và người dân hài lòng.", []),
    ],
)
def test_under_aims_only_what_is_done_by_a_year_is_due(sentence: str, expected: list[str]) -> None:
    rows = extract_text(HEAD.replace("I. TỔ CHỨC THỰC HIỆN", f"I. MỤC TIÊU\n1. {sentence}")).deadlines
    assert [f"{row.when} {row.modifier}: {row.action}" for row in rows] == expected


@pytest.mark.parametrize("heading", ["Những kết quả nổi bật", "Một số kết quả bước đầu", "Hạn chế, bất cập"])
def test_under_a_heading_of_results_stand_facts(heading: str) -> None:
    assert told(f"1. {heading}\nTrong tháng 4 năm 2026, các chợ tiếp tục tăng lượng khách.\n2. Việc làm") == []
