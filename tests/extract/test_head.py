"""The head of documents that OCR misread: what is not certain is null, never junk."""

from __future__ import annotations

import pytest
from plain_plans import extract_text

from ntm_extract.extract.head.signature import find_office, find_signer
from ntm_extract.plan import DocumentHead

BODY = """I. MỤC ĐÍCH
1. Các xã xây dựng kế hoạch giai đoạn 2021 - 2025 theo quy định.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch này.
"""


def _head(
    body: str = "ỦY BAN NHÂN DÂN\nHUYỆN HÀ QUẢNG",
    number: str = "Số: 15/KH-UBND",
    date: str = "Hà Quảng, ngày 23 tháng 8 năm 2022",
    title: str = "Trồng cây phân tán trên địa bàn huyện Hà Quảng",
) -> DocumentHead:
    return extract_text(f"{body}\n{number}\n{date}\nKẾ HOẠCH\n{title}\n{BODY}").document


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình"], "Trần Văn Bình"),
        (["TM. ỦY BAN NHÂN DÂN", "Zc TU 16H", "Ác ĐI", "'Phạm Văn Tùng"], "Phạm Văn Tùng"),
        (["CHỦ TỊCH", "ThS. Lê Thị Hoa"], "Lê Thị Hoa"),
        (["CHỦ TỊCH", "Nguyên Văn An"], "Nguyên Văn An"),
        (["CHỦ TỊCH", "Y Thông"], "Y Thông"),
        (["CHỦ TỊCH", "Hồ Minh", "j/*3 /", "\\NG"], "Hồ Minh"),
        (["CHỦ TỊCH", "Lò = Văn 3 Bằng :"], "Lò Văn Bằng"),
        (["CHỦ TỊCH", "Cầm e Thị : Sương đề"], "Cầm Thị Sương"),
        (["CHỦ TỊCH", "Độc lập - Tự do - Hạnh phúc"], None),
        (["CHỦ TỊCH", "Ác ĐI", "Zc TU 16H", "an Ôn tư"], None),
        (["CHỦ TỊCH", "Xbt Wuo Kqz"], None),
        (["TM. ỦY BAN NHÂN DÂN"], None),
    ],
)
def test_a_signer_looks_like_a_vietnamese_name(lines: list[str], name: str | None) -> None:
    assert find_signer(lines) == name


@pytest.mark.parametrize(
    ("lines", "office"),
    [
        (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "Chủ tịch"),
        (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Phó Chủ tịch"),
        (["==>CHÚ TỊCH", "z4 2510"], "Chủ tịch"),
        (["CHỦ TỊCN"], "Chủ tịch"),
        (["KT. CHỦ TỊCH ở", "PHÓ r CHỦ > TỊCH"], "Phó Chủ tịch"),
        (["2727 TỊCH"], None),
        (["TRƯỞNG"], None),
        (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Trần Văn Bình"], "Phó Chủ tịch Thường trực"),
        (["KT. CHỦ TỊCH PHÓ CHỦ TỊCH", "Trần Văn Bình"], "Phó Chủ tịch"),
        (["TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG NỘI VỤ"], "Trưởng phòng"),
        (["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "Trần Văn Bình"], None),
        (["Q. CHỦ TỊCH", "Trần Văn Bình"], "Quyền Chủ tịch"),
        (["TM. BAN THƯỜNG VỤ", "PHÓ BÍ THƯ THƯỜNG TRỰC"], "Phó Bí thư Thường trực"),
    ],
)
def test_an_office_is_a_known_one(lines: list[str], office: str | None) -> None:
    found = find_office(lines)
    assert (found.name if found else None) == office


@pytest.mark.parametrize(
    ("printed", "issuer"),
    [
        ("ỦY BAN NHÂN ĐÂN\nHUYỆN HÀ QUẢNG", "Ủy ban nhân dân huyện Hà Quảng"),
        ("ỦY,BAN NHÂN DÂN\nHUYÊN HÀ QUẢNG", "Ủy ban nhân dân huyện Hà Quảng"),
        ("ỦY BAN Ũ NHẬN DÂN\nTÍNH LẠNG SƠN", "Ủy ban nhân dân tỉnh Lạng Sơn"),
        ("ỦY BAN NHÂN DÂN\nHUYỆN HÀ QUẢNG\nCỘNG HÒA XÃ HỘILCHỦ NGHĨA VIỆT NAM", "Ủy ban nhân dân huyện Hà Quảng"),
    ],
)
def test_the_issuer_is_a_known_body(printed: str, issuer: str) -> None:
    assert _head(body=printed).issuer == issuer


@pytest.mark.parametrize(
    ("printed", "number", "symbol"),
    [
        ("Số: 15/KH-UBND", "15/KH-UBND", "KH-UBND"),
        ("Số: 90 /KH-UBND", "90/KH-UBND", "KH-UBND"),
        ("Số: 03/2022/NQ-HĐND", "03/2022/NQ-HĐND", "NQ-HĐND"),
        ("Số:      /KH-UBND", None, "KH-UBND"),
        ("Số: ƒ /3 /KH-UBND", None, "KH-UBND"),
        ("Số: Ï 265/KH-UBND", None, "KH-UBND"),
        ("Số:.ƒ f3 /KH-UBND", None, "KH-UBND"),
        ("Số: 1 5/KH-UBND", None, "KH-UBND"),
    ],
)
def test_an_unreadable_number_keeps_its_symbol(printed: str, number: str | None, symbol: str) -> None:
    head = _head(number=printed)
    assert (head.number, head.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("printed", "place", "day"),
    [
        ("Hà Quảng, ngày 23 tháng 8 năm 2022", "Hà Quảng", "2022-08-23"),
        ("Hà Quảng, ngày Ÿtháng 8 năm 2022", "Hà Quảng", "2022-08"),
        ("Hà Quãng, ngày 3 2 tháng 6 năm 2022", "Hà Quảng", "2022-06"),
        ("5 “Quảng, ngày Ô tháng 8 năm 2022", "Hà Quảng", "2022-08"),
    ],
)
def test_place_and_date_of_a_scan(printed: str, place: str | None, day: str) -> None:
    head = _head(date=printed)
    assert (head.place, head.issued_on) == (place, day)


@pytest.mark.parametrize(
    "printed",
    ["'Trồng cây phân tán giai đoạn 2021 - 2025", "Trồng cây phân tán giai\nđoạn 2021 - 2025."],
)
def test_the_title_is_whole_and_without_specks(printed: str) -> None:
    head = _head(title=printed)
    assert head.title == "Trồng cây phân tán giai đoạn 2021 - 2025"
    assert head.period == "2021/2025"


def test_a_period_with_a_misread_year_is_the_one_the_text_repeats() -> None:
    assert _head(title="Trồng cây phân tán giai đoạn 2021 - 2925").period == "2021/2025"


@pytest.mark.parametrize("number", ["Số: - 15/KH-UBND", "Số: a 15/KH-UBND", "Số: : 15/KH-UBND"])
def test_dust_before_the_figures_of_a_number_is_passed_over(number: str) -> None:
    found = _head(number=number)
    assert (found.number, found.symbol) == ("15/KH-UBND", "KH-UBND")


def test_dust_between_the_words_of_a_date_is_passed_over() -> None:
    assert _head(date="Hà Quảng, ngày - 23 tháng - 8 năm 2022").issued_on == "2022-08-23"
