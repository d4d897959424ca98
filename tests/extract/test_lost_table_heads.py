"""Tables whose head over the column of numbers is misread (đầu bảng mất chữ)."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

ROWS = "I\tThể chế\t\t\n1\tBiên soạn sổ tay\tSở Y tế\tQuý II/2026\n2\tIn sổ tay\tSở Nội vụ\tQuý III/2026\n"
MORE = "II\tHạ tầng\t\t\n3\tDựng bảng tin\tSở Tài chính\tQuý IV/2026\n"


@pytest.mark.parametrize(
    ("head", "rows", "addresses"),
    [
        ("STT", ROWS + MORE, ["I.1", "I.2", "I.3"]),
        ("S", ROWS + MORE, ["I.1", "I.2", "I.3"]),
        ("T8", ROWS + MORE, ["I.1", "I.2", "I.3"]),
    ],
)
def test_rows_have_their_numbers(head: str, rows: str, addresses: list[str]) -> None:
    table = f"{head}\tNhiệm vụ\tĐơn vị chủ trì\tThời gian\n{rows}"
    plan = extract_text(f"{HEADS['none']}I. NHIỆM VỤ CỤ THỂ\n{table}")
    assert [row.section for row in plan.responsibilities] == addresses
