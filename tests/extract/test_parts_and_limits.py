"""Targets of which a part is told, limits behind what is counted, and standards with the field they excel in."""

from __future__ import annotations

from typing import Any

import pytest
from plain_plans import extract_text

HEAD = """\
ỦY BAN NHÂN DÂN
HUYỆN KẾ SÁCH
Số: 31/KH-UBND
Kế Sách, ngày 05 tháng 02 năm 2023
KẾ HOẠCH
Xây dựng nông thôn mới giai đoạn 2023 - 2027
I. MỤC TIÊU
1. Mục tiêu cụ thể đến năm 2027
"""


def told(sentence: str, *names: str) -> list[Any]:
    plan = extract_text(f"{HEAD}- {sentence}\n")
    return [tuple(getattr(row, name) for name in names) for row in plan.targets]


@pytest.mark.parametrize(
    ("sentence", "amounts"),
    [
        ("Lập 02 bộ sưu tập ảnh về nghề dệt.", [("other", 2, None, "=", "level", False)]),
        ("Có 40 tủ sách thành lập mới ở vùng sâu.", [("other", 40, None, "=", "increase", False)]),
        (
            "Có 40 tủ sách, không gian đọc thành lập mới ở vùng cao, cù lao, trong đó đến hết năm 2025 là 15.",
            [("other", 40, None, "=", "increase", False), ("other", 15, None, "=", "increase", True)],
        ),
        (
            "Phấn đấu xã Kế An đạt chuẩn nông thôn mới kiểu mẫu về văn hóa.",
            [("communes_ntm_model", 1, None, "=", "level", False)],
        ),
        ("Phấn đấu có 03 xã đạt chuẩn đô thị văn minh.", [("other", 3, None, "=", "level", False)]),
        (
            "Công nhận mới 12 ấp nông thôn mới kiểu mẫu, bình quân mỗi năm 03 ấp.",
            [
                ("villages_ntm_model", 12, None, "=", "increase", False),
                ("villages_ntm_model", 3, None, "=", "increase", True),
            ],
        ),
        ("Từ 85% chi hội, tổ hội trực thuộc trở lên xếp loại khá.", [("other", None, 85, ">=", "level", False)]),
        ("Có 85% chi hội, tổ hội trực thuộc xếp loại khá trở lên.", [("other", None, 85, "=", "level", False)]),
        (
            "Đưa ít nhất 12 sản phẩm của làng nghề lên sàn thương mại điện tử, trong đó 04 sản phẩm OCOP.",
            [("other", 12, None, ">=", "level", False), ("ocop_products", 4, None, "=", "level", True)],
        ),
        (
            "Phấn đấu có 12 sản phẩm được công nhận, trong đó 02 sản phẩm OCOP đạt 4 sao.",
            [("ocop_products", 12, None, "=", "level", False), ("ocop_products", 2, None, "=", "level", True)],
        ),
    ],
)
def test_parts_and_limits(sentence: str, amounts: list[tuple[Any, ...]]) -> None:
    names = ("indicator", "value", "share_pct", "comparator", "change", "breakdown")
    assert told(sentence, *names) == amounts


def test_a_part_by_a_year_is_no_task() -> None:
    plan = extract_text(f"{HEAD}- Có 40 tủ sách thành lập mới ở vùng cao, cù lao, trong đó đến hết năm 2025 là 15.\n")
    assert [row.due for row in plan.targets] == ["2027", "2025"]
    assert not [row for row in plan.deadlines if row.source != "target"]
