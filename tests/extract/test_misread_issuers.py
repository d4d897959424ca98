"""Issuers of cited instruments whose names were misread, told by the symbol and the plan's own area."""

from __future__ import annotations

import pytest
from plain_plans import reading_of

from ntm_extract.alignment import Alignment
from ntm_extract.extract import load_extractor
from ntm_extract.outline import outline
from ntm_extract.plan import Plan
from ntm_extract.restore.restoration import Restoration

HEAD = (
    "ỦY BAN NHÂN DÂN\n{0}\nSố: 27/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "{1}, ngày 06 tháng 4 năm 2024\nKẾ HOẠCH\nTrồng tre chắn sóng năm 2024\n"
)
DAK_LAK = HEAD.format("TỈNH ĐẮK LẮK", "Đắk Lắk")
DUC_LINH = HEAD.format("HUYỆN ĐỨC LINH", "Đức Linh")
EA_KLY = HEAD.format("XÃ EA KLY", "Ea Kly")


def plan_of_misread(head: str, text: str, read: str) -> Plan:
    """Give the plan of a text that was read otherwise: behind the same head, as many words and lines."""
    aligned = Alignment.of_pieces(
        [(head, head), *((f"{a} ", f"{b} ") for a, b in zip(read.split(" "), text.split(" "), strict=True))]
    )
    whole, source = f"{head}{text} ", f"{head}{read} "
    restoration = Restoration(source, whole, aligned, ())
    return load_extractor().extract(outline(whole), restoration, reading_of(source), source="mau.txt", doc_id="0" * 16)


@pytest.mark.parametrize(
    ("head", "text", "read", "issuer"),
    [
        pytest.param(
            DAK_LAK,
            "Thực hiện Quyết định số 61/QĐ-UBND ngày 03/01/2024 của UBND tỉnh Pik Lik.",
            "Thuc hien Quyet dinh so 61/QD-UBND ngay 03/01/2024 cua UBND tinh Pik Lik.",
            "Ủy ban nhân dân tỉnh Đắk Lắk",
            id="letters of a province",
        ),
        pytest.param(
            DUC_LINH,
            "Thực hiện Chương trình số 08-CTr/HU ngày 03/01/2024 của Huyện ủy Đức Tỉnh.",
            "Thuc hien Chuong trinh so 08-CTr/HU ngay 03/01/2024 cua Huyen uy Duc Linh.",
            "Huyện ủy Đức Linh",
            id="a seat that was restored to another word",
        ),
        pytest.param(
            EA_KLY,
            "Thực hiện Chương trình số 08-CTr/ĐU ngày 03/01/2024 của Bảng từ xã.",
            "Thuc hien Chuong trinh so 08-CTr/DU ngay 03/01/2024 cua Bang ty xd.",
            "Đảng ủy xã Ea Kly",
            id="a committee that its symbol tells",
        ),
        pytest.param(
            EA_KLY,
            "Theo Quyết định số 61/QĐ-UBND ngày 03/01/2024 của UBND huyện Quàng Bình.",
            "Theo Quyet dinh so 61/QD-UBND ngay 03/01/2024 cua UBND huyen Quang Binh.",
            "Ủy ban nhân dân huyện Quang Bình",
            id="the only district of that name but for marks",
        ),
    ],
)
def test_a_misread_issuer_is_told_by_symbol_and_area(head: str, text: str, read: str, issuer: str) -> None:
    (row,) = plan_of_misread(head, text, read).references
    assert row.issuer == issuer
    assert any(doubt.startswith("cơ quan ban hành: “") for doubt in row.doubts)


def test_a_unit_of_another_area_keeps_its_name() -> None:
    text = "Theo Quyết định số 61/QĐ-UBND ngày 03/01/2024 của UBND tỉnh Đắk Nông."
    (row,) = plan_of_misread(DAK_LAK, text, text).references
    assert (row.issuer, row.doubts) == ("Ủy ban nhân dân tỉnh Đắk Nông", [])


def test_a_province_of_a_letterhead_may_have_a_wrong_letter_more() -> None:
    head = HEAD.format("TỈNH ĐẮK LẮK", "Đắk Lắk").replace("ỦY BAN NHÂN DÂN\nTỈNH ĐẮK LẮK", "UBND TỈNH BAN LAK\nSỞ Y TẾ")
    document = plan_of_misread(head, "I. MỤC TIÊU", "I. MUC TIEU").document
    assert (document.issuer, document.province) == ("Sở Y tế tỉnh Đắk Lắk", "Đắk Lắk")


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        (
            "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ, được sửa Đổi, bổ sung bởi Nghị định số "
            "07/2021/NĐ-CP;",
            ["legal_basis", "legal_basis"],
        ),
        (
            "Căn cứ các Quyết định của Thủ tướng Chính phủ: số 61/QĐ-TTg ngày 03/01/2022 và tre chắn sóng; số "
            "62/QĐ-TTg ngày 04/01/2022;",
            ["legal_basis", "legal_basis"],
        ),
        ("Căn cứ Luật Thủy lợi sở 08/2017/QH14;", ["legal_basis"]),
    ],
)
def test_words_between_citations_may_be_misread(text: str, relations: list[str]) -> None:
    assert [row.relation for row in plan_of_misread(DAK_LAK, text, text).references] == relations


@pytest.mark.parametrize(("read", "number"), [("19/KH-BCDTW", "19/KH-BCĐTW"), ("19-CTr/PUCA", "19-CTr/ĐUCA")])
def test_symbols_of_central_boards_are_put_right(read: str, number: str) -> None:
    text = f"Theo văn bản số {read} ngày 03/01/2024."
    assert [row.number for row in plan_of_misread(DAK_LAK, text, text).references] == [number]
