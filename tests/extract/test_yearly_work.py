"""Deadlines of work that comes back every year, of parts behind a target, and years that only class a noun."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH YÊN BÁI
Số: 27/KH-UBND
Yên Bái, ngày 05 tháng 12 năm 2025
KẾ HOẠCH
Phát triển kinh tế - xã hội giai đoạn 2026 - 2030
I. TỔ CHỨC THỰC HIỆN
1. """


def told(body: str) -> list[str]:
    rows = extract_text(f"{HEAD}{body}\n").deadlines
    return [f"{row.when or row.recurrence} {row.modifier}: {row.action}" for row in rows]


@pytest.mark.parametrize(
    ("sentence", "action"),
    [
        ("Sở Tài chính bố trí kinh phí hằng năm cho các xã.", "bố trí kinh phí hằng năm cho các xã"),
        ("Sở Tài chính cân đối nguồn vốn sự nghiệp hằng năm.", "cân đối nguồn vốn sự nghiệp hằng năm"),
        ("Kinh phí mua vắc xin được bố trí hàng năm.", "Kinh phí mua vắc xin được bố trí hàng năm"),
        (
            "Sở Tư pháp đánh giá, báo cáo kết quả hòa giải hằng năm và tổng kết khi kết thúc Kế hoạch.",
            "đánh giá, báo cáo kết quả hòa giải hằng năm",
        ),
        (
            "Thanh tra tỉnh chủ động ban hành kế hoạch thanh tra hằng năm.",
            "chủ động ban hành kế hoạch thanh tra hằng năm",
        ),
        (
            "Văn phòng Đảng ủy chủ trì tổng kết hằng năm việc thực hiện Nghị quyết.",
            "chủ trì tổng kết hằng năm việc thực hiện Nghị quyết",
        ),
    ],
)
def test_what_a_verb_makes_or_gives_every_year_is_due_every_year(sentence: str, action: str) -> None:
    assert told(sentence) == [f"FREQ=YEARLY in: {action}"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Các đơn vị bố trí kinh phí từ nguồn ngân sách hằng năm để thực hiện.",
        "Các phòng lồng ghép nội dung vào kế hoạch công tác hằng năm của đơn vị.",
        "Đưa kết quả vào tiêu chí đánh giá, xếp loại cán bộ hằng năm.",
        "Các thôn tổ chức bình xét gia đình văn hóa hằng năm bảo đảm dân chủ.",
        "Các trường thực hiện tốt kế hoạch tuyển sinh hằng năm được giao.",
        "Sở Giáo dục và Đào tạo chuẩn bị tốt kỳ thi tốt nghiệp trung học phổ thông năm 2026.",
        "Sở Tài chính đẩy nhanh giải ngân vốn các chương trình mục tiêu quốc gia năm 2026.",
    ],
)
def test_what_only_classes_a_noun_is_no_deadline(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        pytest.param(
            "Các xã rà soát chỉ tiêu trong năm 2026 và giai đoạn 2026 - 2030, gửi Sở Tài chính trước ngày 20/12/2025.",
            [
                "2025-12-20 by: rà soát chỉ tiêu trong năm 2026 và giai đoạn 2026 - 2030, gửi Sở Tài chính",
            ],
            id="a year with a period",
        ),
        pytest.param(
            "Các xã đề xuất hướng xử lý vốn năm 2026 đến ngày 31/5/2026 chưa phân bổ, gửi Sở Tài chính trong tháng 6 "
            "năm 2026.",
            [
                "2026-06 in: đề xuất hướng xử lý vốn năm 2026 đến ngày 31/5/2026 chưa phân bổ, gửi Sở Tài chính",
            ],
            id="a day behind the year of a noun",
        ),
        pytest.param(
            "Sở Xây dựng báo cáo Ủy ban nhân dân tỉnh trong tháng 02 năm 2026 nội dung điều chỉnh quy hoạch.",
            [
                "2026-02 in: báo cáo Ủy ban nhân dân tỉnh trong tháng 02 năm 2026 nội dung điều chỉnh quy hoạch",
            ],
            id="what is reported behind the time",
        ),
        pytest.param(
            "Đến năm 2027, hoàn thành số hóa 100% sổ hộ tịch; xây dựng cơ sở dữ liệu đất đai.",
            ["2027 by: xây dựng cơ sở dữ liệu đất đai"],
            id="a task behind a target",
        ),
        pytest.param(
            "Đến năm 2027, hoàn thành số hóa 100% sổ hộ tịch; nâng cao đời sống người dân.",
            [],
            id="an aim behind a target",
        ),
        pytest.param(
            "Đến năm 2027, hoàn thành số hóa 100% sổ hộ tịch. Xây dựng cơ sở dữ liệu đất đai.",
            [],
            id="a sentence of its own",
        ),
    ],
)
def test_which_times_say_when_a_task_is_done(sentence: str, rows: list[str]) -> None:
    assert told(sentence) == rows
