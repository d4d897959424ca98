"""Names and units whose marks or letters were misread, told by what the document and the gazetteer know."""

from __future__ import annotations

import pytest
from plain_plans import HEADS, extract_text

from ntm_extract.extract.agencies.locality import Locality
from ntm_extract.extract.found import Found
from ntm_extract.extract.head.signature import find_signer_beside
from ntm_extract.extract.targets.places import respell_places
from ntm_extract.knowledge.gazetteer import load_gazetteer
from ntm_extract.restore.restoration import Syllable

MUONG_KHUONG = Locality("huyện", "district", "Lào Cai", "Mường Khương")


def row(*places: str) -> Found:
    return Found(0, 1, "I", {"places": list(places)}, "targets:named", 0.9)


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
    (found,) = respell_places([row(printed)], MUONG_KHUONG, load_gazetteer())
    assert found.values["places"] == [spelled]
    assert bool(found.doubts) == (printed != spelled)


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
