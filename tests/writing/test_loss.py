"""Which letters a text has lost, and what stands for them, is told of such texts only."""

from __future__ import annotations

import pytest

from fixtures.generator.spoiling import LATIN1, squeezed, without
from ntm_extract.writing.damage import diagnose, repair
from ntm_extract.writing.loss import find_loss
from ntm_extract.writing.orthography import MARKED, strip_marks

TEXT = """Thôn Nà Mạ họp dân, bàn việc làm đường và trồng hoa dọc lối vào xóm trong quý này.
Mỗi nhà góp hai ngày công, ai bận thì nhờ con cháu làm giúp; cụ già và mẹ có con nhỏ được miễn.
Trưởng thôn chia tổ, phát cuốc xẻng, nhắc bà con dọn cỏ, vét mương, đổ rác đúng nơi quy định.
Cuối tháng cả thôn ngồi lại, xem việc nào xong, việc nào chậm, rồi báo cho cán bộ xã biết để hỗ trợ thêm."""


@pytest.mark.parametrize("placeholder", ["", "?", "\ufffd", " "])
def test_latin1_letters_lost(placeholder: str) -> None:
    spoilt = without(TEXT, LATIN1, placeholder)
    loss = find_loss(spoilt)
    assert loss
    assert (loss.kind, loss.kept, loss.placeholder) == ("lost-latin1", "unicode", placeholder)
    assert 0 < loss.share < 1
    repaired = repair(spoilt)
    assert repaired.text == spoilt
    assert (repaired.diagnosis.kind, repaired.diagnosis.placeholder) == ("lost-latin1", placeholder)
    assert repaired.loss == loss


@pytest.mark.parametrize("placeholder", ["", "?", "\ufffd"])
@pytest.mark.parametrize("codec", ["ascii", "latin-1"])
def test_letters_beyond_a_table_lost(codec: str, placeholder: str) -> None:
    spoilt = squeezed(TEXT, codec, placeholder)
    loss = find_loss(spoilt)
    assert loss
    assert (loss.kind, loss.kept, loss.placeholder) == ("lost-letters", codec, placeholder)
    assert repair(spoilt).text == spoilt
    assert diagnose(spoilt).kind == "lost-letters"


def test_letters_that_windows_1258_has_in_two_parts_only() -> None:
    loss = find_loss(squeezed(TEXT, "cp1258", "?"))
    assert loss
    assert (loss.kind, loss.kept, loss.placeholder) == ("lost-letters", "cp1258", "?")


@pytest.mark.parametrize(
    ("text", "kind", "placeholder"),
    [
        ("K? ho?ch x?y d?ng n?ng th?n m?i", "lost-letters", "?"),
        ("K? ho?ch xây d?ng nông thôn m?i", "lost-letters", "?"),
        ("kế hoạch x?y dựng n?ng th?n mới ở x? Nậm Lư", "lost-latin1", "?"),
        ("Kế ho\ufffdch làm đường", "lost-letters", "\ufffd"),
    ],
)
def test_a_line_alone(text: str, kind: str, placeholder: str) -> None:
    loss = find_loss(text)
    assert loss
    assert (loss.kind, loss.placeholder) == (kind, placeholder)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.upper(),
        strip_marks(TEXT),
        "Ai làm? Làm gì?Khi nào? Ở đâu?Vì sao? Bao nhiêu tiền?",
        "https://example.vn/?id=5 https://example.vn/tim?loai=ke-hoach&nam=2024 https://example.vn/?trang=2",
        "The commune shall carry out what it has planned. Why? Who pays? When does it end?",
        "km kg ha m2 mm; 5 kg, 3 km, 12 m, 4 ml, 7 cm, 9 mg, 30 kWh, 25 dm, 11 tr",
        "UBND, HĐND, MTTQ, TTg, NQ-CP, QĐ-BNV, TT-BTC, KH-UBND, VBHN, CTMTQG, XDNTM, BCĐ",
        "čtvrť, v krku, z trhu, s prstem; vlk zmrzl, strč prst skrz krk",
        "def main(str, cls, fmt, ptr, src, dst, cmd, cfg): pass",
        "",
    ],
)
def test_other_texts_have_lost_nothing(text: str) -> None:
    assert find_loss(text) is None


@pytest.mark.parametrize("letter", [letter for letter in MARKED if letter.islower()])
def test_one_rare_letter_is_no_loss(letter: str) -> None:
    assert find_loss(TEXT.replace(letter, "").replace("\n", " ")) is None
