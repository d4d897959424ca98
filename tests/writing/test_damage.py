"""What has befallen a text is told and made right, line for line; right text stays."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures.generator.spoiling import (
    LATIN1,
    as_tcvn3,
    as_vni,
    as_western,
    decomposed,
    in_pieces,
    marks_apart,
    misordered,
    misread,
    squeezed,
    to_1258,
    with_clones,
    without,
)
from ntm_extract.errors import IllegibleTextError
from ntm_extract.writing.damage import Kind, diagnose, repair, treat
from ntm_extract.writing.orthography import MARKED, is_syllable, place_tone

RIGHT = """KẾ HOẠCH
Phát động phong trào làm đường ngõ xóm năm 2027
Căn cứ nghị quyết của hội đồng nhân dân xã về việc chỉnh trang lối đi, cổng ngõ và vườn nhà;
1. Mỗi thôn trồng ít nhất 300 cây xanh ven đường, giữ gìn vệ sinh nơi công cộng, dọn rác mỗi tuần một lần.
2. Hộ nghèo được hỗ trợ giống, phân bón; người già yếu được miễn góp ngày công.
3. Trưởng thôn ghi sổ, công khai số tiền đã góp ở nhà văn hóa và báo cáo ủy ban xã trước ngày 25 hằng tháng.
Xã đề nghị các đoàn thể, trường học, trạm y tế cùng bà con thực hiện tốt kế hoạch này."""

Spoil = Callable[[str], str]

DAMAGES: dict[str, tuple[Spoil, Kind, str]] = {
    "TCVN3": (as_tcvn3, "legacy-charset", "tcvn3"),
    "TCVN3 on a Mac": (lambda text: as_tcvn3(text, "mac_roman"), "legacy-charset", "tcvn3"),
    "VNI": (as_vni, "legacy-charset", "vni"),
    "VNI on a Mac": (lambda text: as_vni(text, "mac_roman"), "legacy-charset", "vni"),
    "Windows-1258 as Latin-1": (lambda text: to_1258(text).decode("latin-1"), "legacy-charset", "cp1258"),
    "UTF-8 as Windows-1252": (misread, "mojibake", "utf-8"),
    "UTF-8 as Latin-1": (lambda text: misread(text, "latin-1"), "mojibake", "utf-8"),
    "UTF-8 as Windows-1258": (lambda text: misread(text, "cp1258"), "mojibake", "utf-8"),
    "UTF-8 on a Mac": (lambda text: misread(text, "mac_roman"), "mojibake", "utf-8"),
    "UTF-8 misread twice": (lambda text: misread(text, times=2), "mojibake", "utf-8"),
    "UTF-8 misread thrice": (lambda text: misread(text, times=3), "mojibake", "utf-8"),
    "UTF-8 misread and cleaned": (
        lambda text: misread(text).replace("\u00a0", " ").replace("\u00ad", ""),
        "mojibake",
        "utf-8",
    ),
    "decomposed": (decomposed, "variant-letters", "unicode"),
    "tones before shapes": (misordered, "variant-letters", "unicode"),
    "Icelandic Đ": (lambda text: text.replace("Đ", "Ð").replace("đ", "ð"), "variant-letters", "unicode"),
    "marks behind a blank": (marks_apart, "split-marks", "unicode"),
    "spacing clones": (with_clones, "split-marks", "unicode"),
    "syllables in pieces": (in_pieces, "split-marks", "unicode"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_what_was_done_is_told_and_undone(name: str) -> None:
    spoil, kind, encoding = DAMAGES[name]
    spoilt = spoil(RIGHT)
    assert spoilt != RIGHT
    repaired = repair(spoilt)
    assert repaired.text == RIGHT
    assert (repaired.diagnosis.kind, repaired.diagnosis.encoding) == (kind, encoding)
    assert 0 < repaired.diagnosis.share <= 1
    assert repaired.loss is None
    assert diagnose(spoilt) == repaired.diagnosis


@pytest.mark.parametrize("name", DAMAGES)
def test_lines_among_right_ones_are_repaired_alone(name: str) -> None:
    spoil, kind, _ = DAMAGES[name]
    lines = RIGHT.split("\n")
    spoilt = "\n".join([*lines[:3], spoil(lines[3]), lines[4], spoil(lines[5]), lines[6]])
    repaired = repair(spoilt)
    assert repaired.text == RIGHT
    assert repaired.diagnosis.kind == kind
    assert repaired.diagnosis.share < 0.5


@pytest.mark.parametrize("name", DAMAGES)
def test_a_word_leads_back_to_the_one_it_was_made_from(name: str) -> None:
    spoil = DAMAGES[name][0]
    line = RIGHT.split("\n")[3]
    before, word, after = line.partition("đường")
    parts = [spoil(before), spoil(word), spoil(after)]
    if "".join(parts) != spoil(line):
        pytest.skip("the damage of a letter depends on the next one")
    repaired = repair("".join(parts) + "\n" + spoil(RIGHT))
    at = repaired.text.index("đường")
    start, end = repaired.alignment.to_source(at, at + len(word))
    assert "".join(parts)[start:end].strip() == parts[1].strip()


def syllables_with(letter: str) -> list[str]:
    """Give well-formed syllables that hold a small letter of the alphabet."""
    if letter == "đ":
        return ["đi", "đường"]
    tries = [onset + letter + coda for onset in ("", "t", "k", "qu", "l", "ngh") for coda in ("", "n", "ng", "c", "i")]
    return [word for word in tries if len(word) > 1 and is_syllable(place_tone(word))][:4]


ALPHABET = [letter for letter in MARKED if letter.islower()]
SMALL = "\n".join(" ".join(["những", *syllables_with(letter), "trong làng"]) for letter in ALPHABET)


NOT_LETTER_BY_LETTER = ("syllables in pieces", "Icelandic Đ", "UTF-8 misread and cleaned")
"""What is done to a letter here depends on others, or cannot be undone without a look at them."""


@pytest.mark.parametrize("name", [name for name in DAMAGES if name not in NOT_LETTER_BY_LETTER])
@pytest.mark.parametrize("case", [str.lower, str.upper], ids=["small", "capitals"])
def test_every_letter_of_the_alphabet(name: str, case: Callable[[str], str]) -> None:
    assert all(letter in SMALL for letter in ALPHABET)
    text = case(SMALL)
    repaired = repair(DAMAGES[name][0](text)).text.split("\n")
    wrong = [(right, made) for right, made in zip(text.split("\n"), repaired, strict=True) if right != made]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "made", "kind"),
    [
        ("Céng hßa", "Cộng hòa", "legacy-charset"),
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "legacy-charset"),
        ("CộNG HòA Xã HộI CHủ NGHĩA VIệT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "legacy-charset"),
        ("PHòNG Tư PHáP và Hà Nội", "PHÒNG TƯ PHÁP và Hà Nội", "legacy-charset"),
        ("COÄNG HOØA XAÕ HOÄI", "CỘNG HÒA XÃ HỘI", "legacy-charset"),
        ("UÛy ban nhaân daân", "Ủy ban nhân dân", "legacy-charset"),
        ("Môc 1\nPhÊn ®Êu ®Õn hÕt n¨m", "Mục 1\nPhấn đấu đến hết năm", "legacy-charset"),
        ("Viêòt Nam, nýõìc ta", "Việt Nam, nước ta", "legacy-charset"),
        ("Cá»™ng hÃ²a", "Cộng hòa", "mojibake"),
        ("Ä?Æ°á»?ng lÃ ng vÃ o xÃ³m", "Đường làng vào xóm", "mojibake"),
        ("má»—i \ufffd»™ nghÃ¨o", "mỗi \ufffdộ nghèo".replace("\ufffdộ", "ộ"), "mojibake"),
        ("viá»‡c v�á»\u009dn nhÃ ", "việc v�ờn nhà", "mojibake"),
        ("Vi ệ t Nam, kế ho ạ ch", "Việt Nam, kế hoạch", "split-marks"),
        ("Vie \u0323\u0302 t Nam, ho ạ t động", "Việt Nam, hoạt động", "split-marks"),
        ("Ủ y ban th ự c hi ệ n", "Ủy ban thực hiện", "split-marks"),
        ("KẾ HO Ạ CH TH Ự C HI Ệ N", "KẾ HOẠCH THỰC HIỆN", "split-marks"),
        ("v ệ sinh môi tr ườ ng c ủ a th ị xã", "vệ sinh môi trường của thị xã", "split-marks"),
        ("Kê´ hoach xa ˜, to´an v`a v˘an", "Kế hoach xã, toán và văn", "split-marks"),
        ("QÐ-UBND, Ðà Nẵng, thị xã", "QĐ-UBND, Đà Nẵng, thị xã", "variant-letters"),
        ("số 66/NQ-\u0421\u0420, \u041aế hoạch", "số 66/NQ-CP, Kế hoạch", "variant-letters"),
        (
            "thị xã kết nghĩa: \u0420\u043e\u0441\u0441\u0438\u044f",
            "thị xã kết nghĩa: \u0420\u043e\u0441\u0441\u0438\u044f",
            "sound",
        ),
    ],
)
def test_small_pieces(text: str, made: str, kind: Kind) -> None:
    repaired = repair(text)
    assert (repaired.text, repaired.diagnosis.kind) == (made, kind)


RIGHT_TEXTS = [
    RIGHT,
    RIGHT.upper(),
    "Liên hệ: phongnn.kbang@example.vn, điện thoại (0269) 383-4567, website https://example.vn/tin?id=12&loai=3",
    "Xã Đăk Smar, Kông Bờ La, thị trấn Kbang, huyện Chư Păh, Ia Grai; ông Đinh Văn Blơi, bà Y Hlim.",
    "Chị Hélène mở quán café cạnh Fête de la Musique; anh François và cô Zoé người Taï đến từ Genève, São Paulo.",
    "«café…” và «Hélène…” ở «Guinée…” cùng «André…”; «khá…» «đã…»",
    "Le département a publié un règlement à Genève; où est-il né, à Besançon ou à Orléans ?",
    "Grüße aus Köln, Müller und Weiß; Straße 5, Tür 3, schön und größer.",
    "The people's committees shall draw up their plans; don’t “quote” café menus – it’s naïve…",
    "Thửa đất cao hơn mặt đường 5 m ở đoạn cuối, nhóm C ở lại; vitamin A à? Ai ở đâu?",
    "Thị xã “ĐÔNG HÀ”, khu “THỊ XÃ” và “ĐÃ…” – 30 °C, 5 m², 3 × 4, ½ ngày, § 5, «nông thôn», Word®",
    "Quyết định 12/2024/QĐ-UBND, 05/NQ-HĐND, 1719/QĐ-TTg; pH 5,5; 10´ và 5` đầu; a^b, x~y, `ma trận`, ~/tep",
    "I.\n\n1.\ta)\t- \n\uf0b7 Mục tiêu\n\uf0b7 Giải pháp\n……………………\n",
    "Nguyen Van A, Tran Thi B tham gia du an; ke hoach nam 2024 chua co dau.",
    "Trudng thon hop dan méi quy mét lan, céng khai sé tién ba con da gop lam dudng\nban viéc tréng cay ven lé6i di",
    "Młody człowiek w domu z psem; český krb v lese; Guðmundur Þór á Íslandi.",
    "План розвитку та Kế hoạch phát triển nông thôn mới của xã, 新農村 và 계획",
    "abc \u00a0 def",
    " ",
    "",
]


@pytest.mark.parametrize("text", RIGHT_TEXTS)
def test_right_text_stays_as_it_is(text: str) -> None:
    repaired = repair(text)
    assert repaired.text == text
    assert repaired.diagnosis.kind == "sound"
    assert repaired.loss is None
    assert repaired.alignment.pieces == (((0, len(text), 0, len(text)),) if text else ())


WORDS = [word for word in RIGHT.replace("\n", " ").split(" ") if word]


@given(st.lists(st.sampled_from([*WORDS, "Hélène", "café", "Kbang", "12/KH-UBND", "5 m", "“xã”", "\n"]), max_size=40))
def test_right_words_in_any_order_stay(words: list[str]) -> None:
    text = " ".join(words)
    assert treat(text).text == text


@pytest.mark.parametrize("sign", ["", "“", "•", "– ", "1", "(", "_"])
def test_half_raised_words_are_found_behind_any_sign(sign: str) -> None:
    right = f"{sign}CỘNG HÒA XÃ HỘI {sign}CHỦ NGHĨA"
    found = repair(f"{sign}CộNG HòA Xã HộI {sign}CHủ NGHĩA")
    assert (found.text, found.diagnosis.kind) == (right, "legacy-charset")


ALPHABETS = st.sampled_from([
    st.text(max_size=60),
    st.text(MARKED + LATIN1 + "Ă©Æ°á»\u009d?\ufffd \n«®¸·ß´`ˆ", max_size=60),
    st.text("vớiệt \n\u0301\u0302\u0323 a", max_size=60),
    st.text(st.characters(max_codepoint=0xFF), max_size=60),
    st.text(st.characters(categories=("Cs", "Co", "Cc", "Mn", "Ll")), max_size=30),
]).flatmap(lambda strategy: strategy)  # fmt: skip


@given(ALPHABETS)
def test_lines_stay_and_the_alignment_covers_both_texts(text: str) -> None:
    treated = treat(text)
    assert treated.text.count("\n") == text.count("\n")
    at = (0, 0)
    for s0, s1, t0, t1 in treated.alignment.pieces:
        assert (s0, t0) == at
        at = (s1, t1)
    assert at == (len(text), len(treated.text))
    for line, (s0, s1, t0, t1) in zip(text.split("\n"), treated.alignment.pieces, strict=False):
        assert text[s0:s1].count("\n") == treated.text[t0:t1].count("\n"), line
    if treated.diagnosis.kind not in ("illegible", "other-script"):
        assert unicodedata.is_normalized("NFC", treated.text) or any(0xD800 <= ord(c) < 0xE000 for c in text)


@pytest.mark.parametrize(
    ("text", "kind", "told"),
    [
        (
            "\ufffd\ufffd\ufffd \ufffd\ufffd \ufffd\ufffd\ufffd\ufffd \ufffd\ufffd" * 20 + "ban xa",
            "illegible",
            "thay thế",
        ),
        ("(cid:36)(cid:12) (cid:104)(cid:7) (cid:9)" * 9, "illegible", "phông chữ"),
        ("\ue012\ue034\ue045 \ue077\ue01f" * 9, "illegible", "phông chữ"),
        ("\x01\x02\x03k\x04\x05\x06\x07" * 9, "illegible", "không phải là chữ"),
        ("План розвитку сільських територій на період до 2030 року", "other-script", "chữ Việt"),
        ("農村建設計画を策定し実施する責任を負うものとする", "other-script", "chữ Việt"),
    ],
)
def test_what_cannot_be_treated_is_refused(text: str, kind: Kind, told: str) -> None:
    assert diagnose(text).kind == kind
    assert treat(text).text == text
    with pytest.raises(IllegibleTextError, match=told) as refused:
        repair(text)
    assert refused.value.code == "illegible"
    assert refused.value.advice.endswith(".")


HOSTILE = {
    "random bytes": "".join(chr((i * 7919 + i * i * 31) % 256) for i in range(300_000)),
    "one line of right text": (RIGHT.replace("\n", " ") + " ") * 400,
    "one word": "đ" * 300_000,
    "leads of UTF-8": "Ã" * 300_000,
    "halves of letters": "áº" * 150_000,
    "pieces": "ho ạ ch " * 40_000,
    "vowels alone": "ạ " * 150_000,
    "clones": "´" * 300_000,
    "clones and letters": "a´" * 150_000,
    "question marks": "?" * 300_000,
    "marks": "\u0323\u0302" * 150_000,
    "blanks and marks": " \u0301" * 150_000,
    "lone surrogates": "\ud800a\udfff" * 100_000,
    "codes of glyphs": "(cid:" * 60_000,
    "many lines": "Céng hßa\n" * 30_000,
    "VNI": as_vni(RIGHT) * 300,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_length_alone(name: str) -> None:
    started = time.process_time()
    treat(HOSTILE[name])
    assert time.process_time() - started < 15


def test_damage_upon_damage() -> None:
    assert repair(misread(decomposed(RIGHT))).text == RIGHT
    assert repair(marks_apart(RIGHT.split("\n")[3]) + "\n" + as_vni(RIGHT)).text == RIGHT.split("\n")[3] + "\n" + RIGHT


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_bytes_read_by_a_western_table_and_passed_on(codec: str) -> None:
    assert repair(as_western(to_1258(RIGHT), codec)).text == RIGHT


def test_syllables_in_which_a_blank_stands_for_a_letter_are_not_put_together() -> None:
    spoilt = without(RIGHT, LATIN1, " ")
    repaired = repair(spoilt)
    assert repaired.text == spoilt
    assert repaired.loss is not None


@pytest.mark.parametrize("codec", ["ascii", "latin-1"])
def test_several_signs_for_one_letter_become_one(codec: str) -> None:
    spoilt = "".join(c if c.encode(codec, "ignore") else "?" * len(c.encode()) for c in RIGHT)
    assert repair(spoilt).text == squeezed(RIGHT, codec, "?")
