"""Names and units whose marks or letters were misread, told by what the document and the gazetteer know."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text, reading_of

from ntm_extract.alignment import Alignment
from ntm_extract.extract import load_extractor
from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.found import Found
from ntm_extract.extract.head.signature import find_signer_beside
from ntm_extract.extract.origins import Origins
from ntm_extract.extract.targets.places import respell_places
from ntm_extract.knowledge.gazetteer import Gazetteer, Unit, load_gazetteer
from ntm_extract.outline import outline
from ntm_extract.plan import DocumentHead
from ntm_extract.restore.restoration import Restoration, Syllable

MUONG_KHUONG = Locality("huyện", "district", "Lào Cai", "Mường Khương")


def misread(text: str, **letters: str) -> DocumentHead:
    """Give the head of a text that was read with other letters than it has."""
    read = text.translate(str.maketrans(letters))
    restoration = Restoration(read, text, Alignment.identity(len(text)), ())
    plan = load_extractor().extract(outline(text), restoration, reading_of(read), source="mau.txt", doc_id="0" * 16)
    return plan.document


def row(*places: str, unit: str = "xã") -> Found:
    return Found(0, 1, "I", {"places": list(places), "unit": unit}, "targets:named", 0.9)


def origins(read: str, text: str, *others: str) -> Origins:
    """Give where a text of one word or more comes from: how it was read, and what else its last word may be."""
    at, end = text.rfind(" ") + 1, len(text)
    offered = ((text[at:], 0.5), *((other, 0.1) for other in others))
    syllable = Syllable(at, end, read.rfind(" ") + 1, len(read), 0.5, offered, "")
    pieces = [("", "")] if not text else [*zip(read.split(" "), text.split(" "), strict=True)]
    aligned = Alignment.of_pieces([(a + " ", b + " ") for a, b in pieces[:-1]] + pieces[-1:])
    return Origins(outline(text), Restoration(read, text, aligned, (syllable,)), reading_of(read))


@pytest.mark.parametrize(
    ("printed", "spelled"),
    [
        ("Ban Lau", "Bản Lầu"),
        ("Bản Lâu", "Bản Lầu"),
        ("Bản Lầu", "Bản Lầu"),
        ("Ban Sen", "Bản Sen"),
        ("Hưng Đao", "Hưng Đao"),  # of another province
    ],
)
def test_a_commune_of_the_own_district_is_spelled_as_it_is_called(printed: str, spelled: str) -> None:
    (found,) = respell_places([row(printed)], MUONG_KHUONG, load_gazetteer(), origins(printed, printed))
    assert found.values["places"] == [spelled]
    assert bool(found.doubts) == (printed != spelled)


@pytest.mark.parametrize(
    ("read", "restored", "others", "unit", "spelled"),
    [
        ("L6ng Vai", "Lộng Vai", (), "xã", "Lùng Vai"),  # one letter of one syllable
        ("Nam Lu", "Năm Từ", ("Lư",), "xã", "Nấm Lư"),  # another reading that the restorer named
        ("T6 Lu", "T6 Lư", (), "xã", "T6 Lư"),
        ("Bln Lau", "Bln Lâu", (), "hộ", "Bản Lầu"),  # what is counted says nothing of the places
        ("L6ng Vai", "Lộng Vai", (), "thôn", "Lộng Vai"),  # of a village, which may have any name
        ("Bản S9n", "Bản S9n", ("Sơn", "Sen"), "xã", "Bản Sen"),
        ("Pha L6ng", "Phố Lòng", (), "xã", "Pha Long"),
        ("Phe L6nh", "Phê Lênh", (), "xã", "Phê Lênh"),  # no syllable is that of a commune
        ("Thanh B1nh", "Thanh Binh", (), "xã", "Thanh Bình"),
        ("Ta Thang", "Ta Thang", (), "xã", "Tả Thàng"),
    ],
)
def test_a_commune_is_told_by_how_its_name_was_read(
    read: str, restored: str, others: tuple[str, ...], unit: str, spelled: str
) -> None:
    found = respell_places(
        [row(restored, unit=unit)], MUONG_KHUONG, load_gazetteer(), origins(read, restored, *others), "2023-02-14"
    )
    assert found[0].values["places"] == [spelled]
    assert bool(found[0].doubts) == (restored != spelled)


def test_a_name_near_to_two_communes_stays_as_it_was_read() -> None:
    units = [
        Unit(f"{code:05}", name, "Xã", "commune", "01", None, None)
        for code, name in enumerate(("Hạ Lan", "Hạ Lâm", "Hạ Tân"))
    ]
    gazetteer = Gazetteer([Unit("01", "Hoa Mơ", "Tỉnh", "province", None, None, None), *units])
    locality = Locality("province", "tỉnh", "Hoa Mơ")
    for read, spelled in (("Ha Lar", "Ha Lar"), ("Ha T4n", "Hạ Tân"), ("Ha Lam", "Hạ Lâm")):
        (found,) = respell_places([row(read)], locality, gazetteer, origins(read, read), None)
        assert found.values["places"] == [spelled]


def test_a_unit_misread_between_a_share_and_its_standard_is_that_of_the_share_before() -> None:
    sentence = "Đến năm 2025 có 90% thôn đạt chuẩn nông thôn mới, 40% điểm đạt chuẩn nông thôn mới kiểu mẫu."
    text = f"{HEADS['district']}I. MỤC TIÊU\n1. {sentence}\n"
    at = text.index("điểm")
    doubted = Syllable(at, at + 4, at, at + 4, 0.4, (("điểm", 0.4), ("đêm", 0.3)), "ambiguous")
    told = [(row.indicator, row.unit, row.share_pct) for row in extract_text(text, syllables=(doubted,)).targets]
    assert told == [("villages_ntm", "thôn", 90), ("villages_ntm_model", "thôn", 40)]
    assert [row.indicator for row in extract_text(text).targets] != ["villages_ntm", "villages_ntm_model"]


@pytest.mark.parametrize(
    ("recipient", "found"),
    [
        ("Trang tin điện tử huyện; Lò Văn Pén", ("Trang tin điện tử huyện", "Lò Văn Pén")),
        ("Lưu: VT, NN. Nguyễn Thị Xuân", ("Lưu: VT, NN", "Nguyễn Thị Xuân")),
        ("Lưu: VT, NN (Xuân)", None),
        ("Đảng ủy; Hội Nông dân xã", None),
        ("Lưu: VT; Nguyễn Huệ", None),  # a street or a school as well
    ],
)
def test_a_signer_set_beside_the_last_recipient_is_told_from_him(recipient: str, found: tuple[str, str] | None) -> None:
    assert find_signer_beside(recipient) == found


HEAD = """\
ỦY BAN NHÂN DÂN
XÃ NẤM LƯ
{number}
{motto}
Độc lập - Tự do - Hạnh phúc
{day}
KẾ HOẠCH
Trồng dứa năm 2026
I. MỤC TIÊU
1. Trồng dứa trên đất dốc.
"""


@pytest.mark.parametrize(
    ("number", "motto", "day"),
    [
        ("Số: 12/KH-UBND", "CQNG HÒA XÃ HQI CHỦ NGHĨA VIỆT NAM", "Nấm Lư, ngày 05 tháng 02 năm 2026"),
        ("S6: 12/KH-UBND", "CỘNG HOA XA HỘI CHU NGHTA VIỆT NAM", "Nấm Lư, ngày 05 tháng 02 năm 2026"),
        ("Số: 12/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nấm Lư, ng4y 05 tháng 02 năm 2026"),
        ("Số: 12/KH-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "N4m Lư, ngày 05 tháng 02 năm 2026"),
    ],
)
def test_a_head_with_misread_letters_is_told_line_by_line(number: str, motto: str, day: str) -> None:
    head = extract_text(HEAD.format(number=number, motto=motto, day=day)).document
    assert (head.issuer, head.number, head.issued_on) == ("Ủy ban nhân dân xã Nấm Lư", "12/KH-UBND", "2026-02-05")


@pytest.mark.parametrize(("printed", "place"), [("Nấm Lộ", "Nấm Lư"), ("Lào Cai", "Lào Cai")])
def test_a_place_misread_is_the_own_one_where_little_differs(printed: str, place: str) -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    text = HEAD.format(number="Số: 12/KH-UBND", motto=motto, day=f"{printed}, ngày 05 tháng 02 năm 2026")
    assert misread(text, ồ="6").place == place


def test_a_place_that_no_gazetteer_has_is_read_with_the_letter_that_engines_take_for_it() -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    text = HEAD.format(number="Số: 12/KH-UBND", motto=motto, day="Đắk Tô, ngày 05 tháng 02 năm 2022")
    head = misread(text.replace("XÃ NẤM LƯ", "HUYỆN PAK TÔ"), ồ="6")
    assert (head.issuer, head.province) == ("Ủy ban nhân dân huyện Đắk Tô", "Kon Tum")


def test_a_ministry_misread_is_told_by_its_symbol() -> None:
    motto = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    text = HEAD.format(number="Số: 12/KH-BCA", motto=motto, day="H4 Nội, ngày 05 tháng 02 năm 2026")
    head = misread(text.replace("ỦY BAN NHÂN DÂN\nXÃ NẤM LƯ", "BQ CÔNG AN"), ồ="6")
    assert (head.issuer, head.level, head.place) == ("Bộ Công an", "central", "Hà Nội")
