from __future__ import annotations

import pytest

from ntm_extract.errors import IllegibleTextError
from ntm_extract.read import read_document
from ntm_extract.read.verdict import judge
from ntm_extract.writing.damage import Kind
from ntm_extract.writing.orthography import strip_marks
from ntm_extract.writing.syllables import measure

GOOD = (
    "Trưởng thôn họp dân mỗi quý một lần, công khai số tiền bà con đã góp làm đường, bàn việc trồng cây ven lối đi "
    "và cử người trông nom nhà văn hóa, sân bóng cùng bể nước chung của cả xóm."
)
ENGLISH_ENGINE = (
    "Trudng thon hop dan méi quy mét lan, céng khai sé tién ba con da gop lam dudng, ban viéc tréng cay ven Idi di "
    "va ctr nguoi tréng nom nha van hda, san béng cting bé nudc chung ctia ca xém."
)
ENGLISH = "The people's committees of the communes shall draw up their plans and are responsible for carrying them out."


@pytest.mark.parametrize(
    ("text", "has_picture", "label", "remedy"),
    [
        (GOOD, False, "good", "take"),
        (GOOD, True, "good", "take"),
        (strip_marks(GOOD), False, "marks-lost", "restore"),
        (strip_marks(GOOD), True, "marks-lost", "ocr"),
        (ENGLISH_ENGINE, False, "wrong-language", "restore"),
        (ENGLISH_ENGINE, True, "wrong-language", "ocr"),
        (ENGLISH, False, "wrong-language", "take"),
        ("Trang 3", True, "picture", "ocr"),
        ("Phu luc 3", False, "good", "take"),
        (
            "خطة بناء الريف الجديد في المنطقة حتى نهاية العام القادم بإذن الله تعالى ورعايته",
            False,
            "wrong-language",
            "take",
        ),
        (GOOD.upper(), False, "good", "take"),
    ],
)
def test_verdict(text: str, has_picture: bool, label: str, remedy: str) -> None:
    found = judge(measure(text), has_picture=has_picture)
    assert (found.label, found.remedy) == (label, remedy)
    assert found.reason.endswith(".")
    assert 0 <= found.scores["syllables"] <= 1


def test_text_file_strip_marks_is_to_be_restored_and_a_right_one_is_not() -> None:
    assert read_document(strip_marks(GOOD).encode()).pages[0].needs_restoring
    assert not read_document(GOOD.encode()).pages[0].needs_restoring


@pytest.mark.parametrize(
    ("trouble", "has_picture", "label", "remedy"),
    [
        ("lost-latin1", False, "marks-lost", "restore"),
        ("lost-letters", False, "marks-lost", "restore"),
        ("lost-letters", True, "marks-lost", "ocr"),
        ("illegible", False, "wrong-language", "ocr"),
    ],
)
def test_lost_letters_are_restored_or_read_anew(trouble: Kind, has_picture: bool, label: str, remedy: str) -> None:
    spoilt = "".join("?" if not char.isascii() else char for char in GOOD)
    found = judge(measure(spoilt), has_picture=has_picture, trouble=trouble)
    assert (found.label, found.remedy) == (label, remedy)


def test_a_good_page_with_a_stray_sign_stays_good() -> None:
    page = read_document((GOOD + " Tổ \ufffd").encode()).pages[0]
    assert (page.verdict.label, page.needs_restoring) == ("good", False)


def test_text_file_whose_letters_are_lost_is_restored_or_refused() -> None:
    squeezed = GOOD.encode("ascii", "replace")
    assert read_document(squeezed).pages[0].needs_restoring
    with pytest.raises(IllegibleTextError, match="thay thế"):
        read_document(("\ufffd" * 6 + " ").encode() * 40)
