"""Where the name of an issuer ends, and what a line or a table's row leaves of a citation (chỗ ngắt)."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

from ntm_extract.outline import outline


@pytest.mark.parametrize(
    ("sentence", "issuer"),
    [
        (
            "1. Chi theo Quy định số 07-QĐi/VPTW ngày 02/3/2016 của Văn phòng Trung ương Đảng và nguồn khác của xã.",
            "Văn phòng Trung ương Đảng",
        ),
        (
            "1. Thực hiện Kế hoạch số 6/KH-BCĐ ngày 02/3/2023 của Ban Chỉ đạo phòng thủ dân sự và tìm kiếm cứu nạn.",
            "Ban Chỉ đạo phòng thủ dân sự và tìm kiếm cứu nạn",
        ),
    ],
)
def test_issuers_end_with_their_names(sentence: str, issuer: str) -> None:
    plan = extract_text(f"{HEADS['none']}I. KINH PHÍ\n{sentence}\n")
    assert [row.issuer for row in plan.references] == [issuer]


def test_a_row_that_ends_in_a_kind_cites_nothing() -> None:
    rows = "1\tSoạn quy định\tSở Y tế\tThông tư\n2\tIn quy định\tSở Nội vụ\tSách\n"
    plan = extract_text(
        f"{HEADS['none']}I. NHIỆM VỤ\n1. Rà soát Thông tư số 02/2021/TT-BYT.\nTT\tNhiệm vụ\tChủ trì\tSản phẩm\n{rows}"
    )
    assert [row.number for row in plan.references] == ["02/2021/TT-BYT"]


def test_a_citation_broken_in_a_list_of_recipients_keeps_its_day() -> None:
    body = f"{HEADS['district']}I. KINH PHÍ\n1. Giao Phòng Nội vụ chi trả.\n"
    plan = extract_text(
        f"{body}Nơi nhận:\n- UBND tỉnh;\n- Tổ giúp việc theo QĐ số\n812/QĐ-UBND ngày 04/7/2022;\n- Lưu: VT.\n"
    )
    assert [(row.number, row.date) for row in plan.references if row.section == "recipients"] == [
        ("812/QĐ-UBND", "2022-07-04")
    ]


@pytest.mark.parametrize("misread", [False, True])
def test_an_appendix_behind_the_last_sentence_begins_a_part(*, misread: bool) -> None:
    text = (
        "KẾ HOẠCH\nPhát triển thư viện\nIV. TỔ CHỨC THỰC HIỆN\n1. Giao Phòng Văn hóa rà soát.\n2. Đề nghị các xã:\n"
        "a) Bố trí trụ sở.\nb) Kiểm kê sách, lập danh mục gửi về Phòng Văn hóa trong tháng 5, kèm theo bản\n"
        "đăng ký mua mới./.\n\f5\nPhụ lục\nDANH MỤC SÁCH MUA MỚI\n1. Sách cho trẻ em.\n"
    )
    blocks = outline(text, misread=misread).blocks
    assert [block.address for block in blocks if block.role == "heading"][-1:] == ["Phụ lục"]
    assert blocks[-1].address == "Phụ lục.1"
