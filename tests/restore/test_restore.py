"""Restoring text: what must come right, what must stay, and that every character is accounted for."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_extract.pages import Box, Page, Reading, Verdict, Word
from ntm_extract.restore import Restoration, Restorer, load_restorer, restore, restore_reading
from ntm_extract.writing.orthography import strip_marks


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return load_restorer()


def check_alignment(done: Restoration) -> None:
    """The pieces touch on both sides and rebuild both texts; every syllable stands where it says."""
    s = t = 0
    for s0, s1, t0, t1 in done.alignment.pieces:
        assert (s0, t0) == (s, t)
        s, t = s1, t1
    assert (s, t) == (len(done.source), len(done.text))
    for syllable in done.syllables:
        assert done.text[syllable.start : syllable.end] == syllable.candidates[0][0]
        assert 0 <= syllable.source_start < syllable.source_end <= len(done.source)
        assert 0.0 <= syllable.confidence <= 1.0


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        # marks lost
        ("Uy ban nhan dan xa to chuc thuc hien ke hoach.", "Ủy ban nhân dân xã tổ chức thực hiện kế hoạch."),
        ("Phan dau den cuoi nam 2024 co 5 xa dat chuan.", "Phấn đấu đến cuối năm 2024 có 5 xã đạt chuẩn."),
        # letters misread by an English engine
        ("Can cir Nghi quyét cia Pang bd tinh", "Căn cứ Nghị quyết của Đảng bộ tỉnh"),
        ("xây dyng n6ng thén m6i nang cao", "xây dựng nông thôn mới nâng cao"),
        ("tri6n khai thirc hien nhiém vu dugc giao", "triển khai thực hiện nhiệm vụ được giao"),
        # a figure between letters was a letter, beside numbers as well
        ("moi nam c6 th6m 3 s4n ph4m, m9t xa", "mỗi năm có thêm 3 sản phẩm, một xã"),
        ("Cac x4 con ngh6o, phién h4 cho nh4n dan", "Các xã còn nghèo, phiền hà cho nhân dân"),
        ("S4u th4ng m9t lan, t6 chirc 2 hgi nghi", "Sáu tháng một lần, tổ chức 2 hội nghị"),
        ("quyet tarn phan d4u hoan thanh muc ti€u", "quyết tâm phấn đấu hoàn thành mục tiêu"),
        ("dia phuemg, don vi va nhan dan trong huyen", "địa phương, đơn vị và nhân dân trong huyện"),
        # headings keep their case
        ("MUC PiCH, YEU CAU", "MỤC ĐÍCH, YÊU CẦU"),
        ("CONG HOA XA HOI CHU NGHIA VIET NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("TO CHUC THUC HIEN", "TỔ CHỨC THỰC HIỆN"),
    ],
)
def test_damaged_text_is_restored(restorer: Restorer, damaged: str, right: str) -> None:
    done = restore(damaged, restorer=restorer)
    assert done.text == right
    check_alignment(done)


@pytest.mark.parametrize(
    "right",
    [
        "Ủy ban nhân dân huyện giao Phòng Nông nghiệp và Phát triển nông thôn theo dõi, đôn đốc.",
        "Uỷ ban nhân dân xã hoà giải các vụ việc; thuỷ lợi được nâng cấp, hoá đơn lưu trữ đầy đủ.",
        "Liên hệ: phong.nn@example.gov.vn hoặc https://example.gov.vn/ke-hoach để nhận sản phẩm OCOP và tài liệu.",
        "Các xã Kông Bờ La, Đăk Smar, Kon Pne và làng Ktonh đạt chuẩn, TT&TT đưa tin về chương trình NTM của UBND.",
        "Tập đoàn Green Village hỗ trợ phần mềm Smart Farm cho hợp tác xã trên địa bàn huyện trong giai đoạn tới.",
        "Lấy mẫu xét nghiệm h5n1 tại 4 xã; phân tích pm10, cấp 12 máy b1c cho trạm quan trắc môi trường của tỉnh ta.",
        "Tỷ lệ hộ nghèo giảm còn 1,5%; thu nhập bình quân đạt 45 triệu đồng/người/năm theo Quyết định số 12/QĐ-UBND.",
        "",
        " \n\t\n ",
    ],
)
def test_right_text_stays(restorer: Restorer, right: str) -> None:
    done = restore(right, restorer=restorer)
    assert done.text == right
    assert not done.changed


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("sản xuât", "sản xuất"), ("nông nghiêp", "nông nghiệp"), ("phát triên", "phát triển")],
)
def test_single_wrong_mark_in_right_text_is_repaired(restorer: Restorer, wrong: str, right: str) -> None:
    sentence = "Ủy ban nhân dân xã chỉ đạo đẩy mạnh {} trên địa bàn, bảo đảm đời sống của nhân dân."
    assert restore(sentence.format(wrong), restorer=restorer).text == sentence.format(right)


@pytest.mark.parametrize(
    ("source", "restored"),
    [
        ("Quyet dinh so 263/QP-TTg ngay 22/02/2022", "Quyết định số 263/QĐ-TTg ngày 22/02/2022"),
        ("Nghi quyet so 03/2022/NQ-HPND", "Nghị quyết số 03/2022/NQ-HĐND"),
        ("Ke hoach so 272/KH - UBND", "Kế hoạch số 272/KH - UBND"),
        ("Quyet dinh so 867/Qb-UBND", "Quyết định số 867/QĐ-UBND"),
        ("Nghi dinh so 27/2022/ND-CP", "Nghị định số 27/2022/NĐ-CP"),
        ("Nghi quyet so 12-NQ/TU", "Nghị quyết số 12-NQ/TU"),
        ("Chi thi so 9/CT/TW", "Chỉ thị số 9/CT/TW"),
    ],
)
def test_symbols_come_from_the_closed_list(restorer: Restorer, source: str, restored: str) -> None:
    assert restore(source, restorer=restorer).text == restored


def test_unreadable_number_stays_and_is_flagged(restorer: Restorer) -> None:
    done = restore("So: J0&9 /KH-UBND, ngay 05 thang 8 nam 2022", restorer=restorer)
    assert "J0&9 /KH-UBND" in done.text
    flagged = [s for s in done.syllables if s.flag == "unreadable-number"]
    assert [done.text[s.start : s.end] for s in flagged] == ["J0&9"]
    assert flagged[0].confidence < 0.5


def test_list_letters_follow_each_other(restorer: Restorer) -> None:
    source = "a) Muc tieu\nb) Nhiem vu\nc) Giai phap\nd) Kinh phi\nd) Thoi gian\ne) Kiem tra"
    letters = [line[0] for line in restore(source, restorer=restorer).text.split("\n")]
    assert letters == ["a", "b", "c", "d", "đ", "e"]


def test_the_numbers_of_chapters_in_party_style_stay(restorer: Restorer) -> None:
    text = "Phoi hop voi cac co quan cua tinh.\nV- TO CHUC THUC HIEN\n1- Dang uy xa lanh dao."
    assert restorer.restore(text).text.split("\n")[1] == "V- TỔ CHỨC THỰC HIỆN"


def test_roman_numerals_stay(restorer: Restorer) -> None:
    done = restore("II. NOI DUNG\nDai hoi Dang bo tinh lan thu XIX\nVI. KINH PHI", restorer=restorer)
    assert [w for w in done.text.split() if w.strip(".") in {"II", "XIX", "VI"}] == ["II.", "XIX", "VI."]


def test_wrapped_lines_give_each_other_context_and_stay_apart(restorer: Restorer) -> None:
    done = restore("phan dau den nam 2025 toan huyen dat chuan nong\nthon moi nang cao", restorer=restorer)
    assert done.text == "phấn đấu đến năm 2025 toàn huyện đạt chuẩn nông\nthôn mới nâng cao"


def test_decomposed_marks_are_composed(restorer: Restorer) -> None:
    right = "Ủy ban nhân dân xã tổ chức thực hiện kế hoạch xây dựng nông thôn mới."
    done = restore(unicodedata.normalize("NFD", right), restorer=restorer)
    assert done.text == right
    check_alignment(done)


def test_doubtful_syllables_carry_their_candidates(restorer: Restorer) -> None:
    done = restore("ban", restorer=restorer)
    assert len(done.syllables) == 1
    assert len(done.syllables[0].candidates) > 1
    assert sum(p for _, p in done.syllables[0].candidates) <= 1.001


def test_pages_that_are_right_are_not_touched(restorer: Restorer) -> None:
    def page(number: int, text: str, origin: str, remedy: str) -> Page:
        words = (Word(0, 2, Box(0, 0, 1, 1), 0.9),)
        verdict = Verdict("marks-lost" if remedy == "restore" else "good", remedy, "")
        return Page(number, text, words, 595, 842, origin, verdict)  # type: ignore[arg-type]

    reading = Reading(
        (
            page(1, "Ke hoach xay dung nong thon moi", "text-layer", "take"),
            page(2, "Ke hoach xay dung nong thon moi", "text-layer", "restore"),
        ),
        "pdf",
    )
    done = restore_reading(reading, restorer)
    assert done.source == reading.text
    assert done.text == "Ke hoach xay dung nong thon moi\fKế hoạch xây dựng nông thôn mới"
    check_alignment(done)
    assert all(s.start > 30 for s in done.syllables)


PHRASES = st.sampled_from(
    [
        "phát triển kinh tế",
        "xây dựng nông thôn mới",
        "nudc",
        "m6i",
        "QP-TTg",
        "12/QD-TTg",
        "J0&9 /KH-UBND",
        "d)",
        "Kông Bờ La",
    ]
)
TEXTS = st.lists(
    st.one_of(PHRASES, st.text(max_size=8), st.text("aeiouđdéêơ'*&16./-–, ", max_size=12), st.sampled_from("\n\f\t ")),
    max_size=12,
).map("".join)


@given(TEXTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_text_keeps_lines_digits_and_alignment(text: str) -> None:
    done = restore(text)
    check_alignment(done)
    assert done.source == text
    assert unicodedata.is_normalized("NFC", done.text)
    assert done.text.count("\n") == text.count("\n")
    assert len(done.text.splitlines()) == len(text.splitlines())


@given(
    st.lists(
        st.integers(0, 99999).map(str) | st.sampled_from(["ngay", "thang", "so", "22/02/2022", "63,5%", "45.000"]),
        max_size=15,
    )
)
@settings(max_examples=60, deadline=None)
def test_figures_are_never_changed(parts: list[str]) -> None:
    source = " ".join(parts)
    kept = [strip_marks(word) for word in restore(source).text.split()]
    assert kept == source.split()


@pytest.mark.parametrize(
    "hostile",
    [
        "nong thon moi " * 6_000,
        "a" * 200_000,
        "a)" * 20_000,
        "1/" * 20_000,
        "QD-" * 20_000,
        "6a" * 20_000,
        bytes(range(256)).decode("latin-1") * 400,
        "\u0301" * 50_000,
    ],
    ids=["long-line", "one-letter", "brackets", "slashes", "symbol", "digits", "latin-1", "marks"],
)
def test_hostile_text_takes_linear_time(restorer: Restorer, hostile: str) -> None:
    done = restore(hostile, restorer=restorer)
    assert done.text.count("\n") == hostile.count("\n")
    check_alignment(done)


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        # a letter that was not read, read as a sign, or as an apostrophe
        (
            "Nghi quyet ciia Pang bo, t6 chirc cu?c hop & dia phirong",
            "Nghị quyết của Đảng bộ, tổ chức cuộc họp ở địa phương",
        ),
        # a word hung to a figure, and the figure of a note
        ("ty le ho ngheo giam-5 va truc/100 giirong benh", "tỷ lệ hộ nghèo giảm-5 và trực/100 giường bệnh"),
        ("Luat ban hanh18 van ban quy pham phap luat", "Luật ban hành18 văn bản quy phạm pháp luật"),
        # strokes that run together
        ("Quyet dmh cua Chu tich Uy ban nhan dan huyen", "Quyết định của Chủ tịch Ủy ban nhân dân huyện"),
        # a name of two words that run together, and letters foreign to Vietnamese
        ("cac xa Kbang, DakSmar, Kon Pne thuc hien ké hoach, ngudi dan dugc huomg loi", None),
    ],
)
def test_damage_of_real_scans_is_restored(restorer: Restorer, damaged: str, right: str | None) -> None:
    done = restore(damaged, restorer=restorer)
    assert done.text == right if right else {"Kbang", "Kon", "Pne"} <= set(done.text.replace(",", "").split())
    check_alignment(done)


def test_every_word_has_a_posterior(restorer: Restorer) -> None:
    done = restore("Uy ban nhan dan xa 12 giao Van phong", restorer=restorer)
    words = [done.text[s.start : s.end] for s in done.syllables]
    assert words == ["Ủy", "ban", "nhân", "dân", "xã", "giao", "Văn", "phòng"]
    assert all(0.5 < syllable.confidence <= 1 for syllable in done.syllables)


LATIN1 = "àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ"
WHOLE = (
    "Các phòng, ban của huyện theo dõi và báo cáo kết quả hằng năm về tỉnh; mỗi xã xây dựng kế hoạch thực hiện "
    "chương trình nông thôn mới, ở các thôn đã đạt chuẩn thì giữ vững."
)


@pytest.mark.parametrize("sign", ["", "?", "\ufffd"])
@pytest.mark.parametrize(
    ("lost", "kind", "wrong"),
    [
        (lambda letter: letter in LATIN1, "lost-latin1", 2),
        (lambda letter: ord(letter) > 0x7F, "lost-letters", 5),
        (lambda letter: ord(letter) > 0xFF, "lost-letters", 2),
    ],
    ids=["latin1", "ascii", "beyond-latin1"],
)
def test_lost_letters_are_found_again(
    restorer: Restorer, lost: Callable[[str], bool], kind: str, wrong: int, sign: str
) -> None:
    damaged = "".join(sign if lost(letter) else letter for letter in WHOLE)
    done = restore(damaged, restorer=restorer)
    assert done.diagnosis.kind == kind
    words, found = WHOLE.split(), done.text.split()
    if sign:
        assert sum(a != b for a, b in zip(words, found, strict=True)) <= wrong
        check_alignment(done)
    else:  # a word of marked letters alone leaves no trace
        assert len(set(words) - set(found)) <= wrong


def test_the_sign_that_stands_for_holes_inside_is_never_lost(restorer: Restorer) -> None:
    damaged = "Quy ƶ?c: " + "".join("?" if ord(letter) > 0x7F else letter for letter in WHOLE)
    assert "ƶ" in restore(damaged, restorer=restorer).text


@pytest.mark.parametrize(
    ("damaged", "kind"),
    [
        (WHOLE.encode().decode("cp1252", "replace"), "mojibake"),
        ("ñy ban nh©n d©n x· tæ chøc thùc hiÖn kÕ ho¹ch x©y dùng n«ng th«n míi", "legacy-charset"),
        ("Kế ho ạ ch th ự c hi ệ n chương trình nông thôn mới c ủ a huy ệ n", "split-marks"),
    ],
)
def test_damage_before_the_words_is_named_and_undone(restorer: Restorer, damaged: str, kind: str) -> None:
    done = restore(damaged, restorer=restorer)
    assert done.diagnosis.kind == kind
    right = {"mojibake": "Các phòng, ban", "legacy-charset": "ủy ban nhân dân xã", "split-marks": "Kế hoạch thực hiện"}
    assert done.text.startswith(right[kind])
    check_alignment(done)
