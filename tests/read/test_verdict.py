from __future__ import annotations

import pytest

from ntm_extract.read import read_document
from ntm_extract.read.syllables import is_syllable, measure, without_marks
from ntm_extract.read.verdict import judge

GOOD = (
    "Ủy ban nhân dân các xã căn cứ kế hoạch này và điều kiện cụ thể xây dựng kế hoạch, hướng dẫn và chịu trách nhiệm "
    "tổ chức triển khai thực hiện bảo đảm nội dung, chất lượng và tiến độ."
)
ENGLISH_ENGINE = (
    "Uy ban nhan dan cdc xi can cif ké hoach nay va diéu kién cu thé xay dung ké hoach, hudng dan va chiu trach nhiém "
    "té chtte trién khai thuc hién bao dam ndi dung, chat luong va tién dé."
)
ENGLISH = "The people's committees of the communes shall draw up their plans and are responsible for carrying them out."


@pytest.mark.parametrize(
    ("text", "has_picture", "label", "remedy"),
    [
        (GOOD, False, "good", "take"),
        (GOOD, True, "good", "take"),
        (without_marks(GOOD), False, "marks-lost", "restore"),
        (without_marks(GOOD), True, "marks-lost", "ocr"),
        (ENGLISH_ENGINE, False, "wrong-language", "restore"),
        (ENGLISH_ENGINE, True, "wrong-language", "ocr"),
        (ENGLISH, False, "wrong-language", "take"),
        ("Trang 3", True, "picture", "ocr"),
        ("Phu luc 3", False, "good", "take"),
        (GOOD.upper(), False, "good", "take"),
    ],
)
def test_verdict(text: str, has_picture: bool, label: str, remedy: str) -> None:
    found = judge(measure(text), has_picture=has_picture)
    assert (found.label, found.remedy) == (label, remedy)
    assert found.reason.endswith(".")
    assert 0 <= found.scores["syllables"] <= 1


def test_text_file_without_marks_is_to_be_restored_and_a_right_one_is_not() -> None:
    assert read_document(without_marks(GOOD).encode()).pages[0].needs_restoring
    assert not read_document(GOOD.encode()).pages[0].needs_restoring


@pytest.mark.parametrize(
    "word", ["nghiệp", "quyết", "giữa", "gì", "khuya", "ngoèo", "yểng", "thuở", "huỳnh", "quốc", "đường", "giếng"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["nghiêp", "of", "phat", "thfnh", "từng1", "strong", "quốcc"])
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)
