"""Names of places in a text that lost its marks: the area that the text names tells which they are."""

from __future__ import annotations

import pytest

from ntm_extract.pages import Page, Reading, Verdict
from ntm_extract.restore import Restorer, load_restorer, restore, restore_reading

AROUND = (
    "Uy ban nhan dan x4 t6 chirc thirc hi6n Chirong trinh xay dyng n6ng th6n m6i; vdi cac nganh, doan thé va nh4n d4n "
    "trén dia ban, bao dam tién dd, chat luong\n"
)
"""Misread text enough that what stands with it is taken for misread too; it names no place."""


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return load_restorer()


@pytest.mark.parametrize(
    ("read", "right"),
    [
        # communes and districts of the province that the text names
        ("cong nhan xa Dién Lu, huyén Ba Thudc, tinh Thanh Hoa", "xã Điền Lư, huyện Bá Thước, tỉnh Thanh Hóa"),
        ("tai cac xa Dién Lu, Dién Trung va Dién Quang, tinh Thanh Hoa", "xã Điền Lư, Điền Trung và Điền Quang, tỉnh"),
        # a district that its own province has, not a province of these letters
        ("UBND huyén Quang Binh va xa Bang Lang, tinh Ha Giang", "huyện Quang Bình và xã Bằng Lang, tỉnh Hà Giang"),
        # what the language would make common words
        ("rung phong ho tai huyén Tu Mo Rong, tinh Kon Tum", "tại huyện Tu Mơ Rông, tỉnh Kon Tum"),
        # units since July 2025, of a province as it is now
        ("UBND xa Mang Ri, tinh Quang Ngai", "UBND xã Măng Ri, tỉnh Quảng Ngãi"),
        # a body of the Party between the kind and the name
        ("Huyén uy Ba Thudc, Tinh uy Thanh Hoa", "Huyện ủy Bá Thước, Tỉnh ủy Thanh Hóa"),
        # the heading goes on: no name
        ("CAC XA LAM DIEM CUA TINH HA NOI", "XÃ LÀM ĐIỂM"),
    ],
)
def test_names_of_the_own_area(restorer: Restorer, read: str, right: str) -> None:
    assert right in restore(AROUND + read + "\n" + AROUND, restorer=restorer).text


def test_a_name_is_read_alike_where_no_kind_stands_before_it(restorer: Restorer) -> None:
    text = f"UBND xa Bang Lang, tinh Ha Giang\nBang Lang, ngay 12 thang 3 nam 2024\n{AROUND}Ngan sach Bang Lang cap\n"
    lines = restore(text, restorer=restorer).text.split("\n")
    assert lines[1].startswith("Bằng Lang, ngày")
    assert lines[3] == "Ngân sách Bằng Lang cấp"


def test_other_readings_stay_candidates(restorer: Restorer) -> None:
    done = restore(f"{AROUND}xa Dién Lu, tinh Thanh Hoa\n{AROUND}", restorer=restorer)
    word = next(word for word in done.syllables if done.text[word.start : word.end] == "Lư")
    assert word.candidates[0][0] == "Lư"
    assert len(word.candidates) > 1
    assert word.confidence < 1


def test_the_first_page_tells_the_area_of_the_others(restorer: Restorer) -> None:
    verdict = Verdict("marks-lost", "restore", "")
    texts = (f"UBND TINH HA GIANG\n{AROUND}", f"{AROUND}tai huyén Quang Binh\n")
    pages = tuple(Page(number, text, (), 0, 0, "text-layer", verdict) for number, text in enumerate(texts, 1))
    done = restore_reading(Reading(pages, "pdf"), restorer)
    assert "tại huyện Quang Bình" in done.text
