"""Names of one body that list its fields, and bodies named by those whom they lead (tên nhiều lĩnh vực)."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text


def told(item: str) -> list[str]:
    rows = extract_text(f"{HEADS['none']}I. TỔ CHỨC THỰC HIỆN\n1. {item}\n").responsibilities
    return [f"{row.role} {row.agency}" for row in rows]


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        # several fields, one body
        ("Vụ Kế hoạch, Tài chính duyệt dự toán.", ["lead Vụ Kế hoạch, Tài chính"]),
        ("Vụ Kế hoạch, Tài chính và Văn phòng Bộ duyệt.", ["lead Vụ Kế hoạch, Tài chính", "lead Văn phòng Bộ"]),
        ("Viện Văn hóa, Mỹ thuật và Sân khấu khảo sát.", ["lead Viện Văn hóa, Mỹ thuật và Sân khấu"]),
        (
            "Trung tâm Chuyển đổi số tài nguyên và môi trường nối mạng.",
            ["lead Trung tâm Chuyển đổi số tài nguyên và môi trường"],
        ),
        # several bodies
        ("Vụ Pháp chế, Công an tỉnh rà soát.", ["lead Vụ Pháp chế", "lead Công an tỉnh"]),
        ("Các Vụ: Pháp chế, Tổ chức cán bộ rà soát.", ["lead Vụ Pháp chế", "lead Vụ Tổ chức cán bộ"]),
        # what comes behind a field is what it does
        ("Phòng Kinh tế văn bản hóa quy trình.", ["lead Phòng Kinh tế"]),
        # committees of the Party, by whom they lead
        ("Cấp ủy các chi bộ trường học kết nạp giáo viên.", ["lead Cấp ủy các chi bộ trường học"]),
        ("Các chi bộ trường học kết nạp giáo viên.", ["lead Chi bộ trường học"]),
        ("Các cấp ủy rà soát nguồn.", ["lead Cấp ủy"]),
        # whose they are
        ("Thủ trưởng các đơn vị liên quan thuộc Bộ ký.", ["lead Thủ trưởng các đơn vị liên quan thuộc Bộ"]),
        ("Các đơn vị liên quan thuộc Sở Y tế chủ trì rà soát.", ["lead Đơn vị liên quan"]),
    ],
)
def test_names_are_read_whole(item: str, expected: list[str]) -> None:
    assert told(item) == expected
