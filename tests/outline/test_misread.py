"""Numbers and letters of scans, decided by the sequence they stand in."""

from __future__ import annotations

import time

import pytest

from ntm_extract.outline import Outline, outline

FILLER = "Các cơ quan xây dựng kế hoạch và tổ chức thực hiện bảo đảm tiến độ."


def _plan(*markers: str) -> str:
    lines = ["KẾ HOẠCH", "Trồng cây năm 2023", "Căn cứ Luật Lâm nghiệp, Ủy ban nhân dân xã ban hành kế hoạch như sau:"]
    for marker in markers:
        words = "NỘI DUNG THỰC HIỆN" if marker.endswith("!") else FILLER
        lines.append(f"{marker.rstrip('!')} {words}")
    return "\n".join(lines)


def _addresses(found: Outline) -> list[str]:
    return [b.address for b in found.blocks if b.marker and b.role in ("heading", "item")]


@pytest.mark.parametrize(
    ("markers", "expected"),
    [
        ("1.! 1. 2. H.! 1. II.! 1. IV.!", "I I.1 I.2 II II.1 III III.1 IV"),
        ("IL.! 1. IH.! 1. IH.! 1. 1V.! 1. V.!", "I I.1 II II.1 III III.1 IV IV.1 V"),
        ("I.! II.! III.! IV.! V.! VI! VII.!", "I II III IV V VI VII"),
        ("I.! l. 2. 3. 4. 9. 6.", "I I.1 I.2 I.3 I.4 I.5 I.6"),
        ("I.! 1. 2. 3. 4, S. 6.", "I I.1 I.2 I.3 I.4 I.5 I.6"),
        ("I.! 1. a) b) ¢) đ) e)", "I I.1 I.1.a I.1.b I.1.c I.1.d I.1.e"),
        ("I.! 1. a) b) c) đ) đ) e)", "I I.1 I.1.a I.1.b I.1.c I.1.d I.1.đ I.1.e"),
        ("I.! 1. a) 6) c) 2. a)", "I I.1 I.1.a I.1.b I.1.c I.2 I.2.a"),
        ("I.! I. 2. 3. II.! 1.", "I I.1 I.2 I.3 II II.1"),
        ("I.! 1. I.! 1. I.! 1. IV.! Vv.! 1.", "I I.1 II II.1 III III.1 IV V V.1"),
        ("I.! II.! Ill.! Iv.! Vv.! VI.!", "I II III IV V VI"),
        ("I-! Il-! IlIl-! 1- 2- IV-!", "I II III III.1 III.2 IV"),
    ],
)
def test_the_sequence_decides_what_a_misread_marker_is(markers: str, expected: str) -> None:
    assert _addresses(outline(_plan(*markers.split()), misread=True)) == expected.split()


@pytest.mark.parametrize(
    "markers",
    [
        "I.! 1. 2. II.! 1. III.! IV.! 1. IV.! 1. V.!",
        "I.! 1. 2. 3. 3. 4. II.! 1.",
        "A.! I.! 1. 2. II.! B.! I.! 1.",
        "I.! 1. a) b) c) d) e) 2. a)",
        "I.! 1. 2. 3. 4. 5. 7.",
        "I.! 1. 2. 4. 5. II.! 1. 1.1. 1.2. 2.",
    ],
)
def test_what_no_likely_misreading_explains_stays_as_printed(markers: str) -> None:
    text = _plan(*markers.split())
    found = outline(text, misread=True)
    assert _addresses(found) == _addresses(outline(text))
    assert not [note for note in found.notes if "đọc là" in note]


def test_text_that_was_not_misread_keeps_its_numbers() -> None:
    found = outline(_plan("I.!", "1.", "II.!", "1.", "II.!", "1.", "IV.!"))
    assert _addresses(found) == ["I", "I.1", "II", "II.1", "II", "II.1", "IV"]


def test_a_repaired_marker_is_noted_and_kept_as_printed_in_its_block() -> None:
    found = outline(_plan("I.!", "1.", "H.!", "1."), misread=True)
    assert "Mục “H.” đọc là II theo thứ tự." in found.notes
    assert next(b.marker for b in found.blocks if b.address == "II") == "H."


@pytest.mark.parametrize(
    "line",
    [
        "B. Tổ chức hội nghị",
        "T. Ưu tiên",
        "S. phẩm",
        "VN NHẤT ĐỊNH",
        "2022 Các xã",
        "l) và",
        "H) Các",
        "TM ỦY BAN NHÂN DÂN",
    ],
)
def test_look_alikes_out_of_sequence_open_no_block(line: str) -> None:
    text = _plan("I.!", "1.", "2.") + f"\n{line}\n3. {FILLER}"
    labels = [address for address in _addresses(outline(text, misread=True)) if address.startswith("I")]
    assert labels == ["I", "I.1", "I.2", "I.3"]


@pytest.mark.parametrize("bit", ["I. ", "1.\n", "H.\nIH.\n", "l) A\n", "|||||| A\n", "5. A\nS. A\n"])
def test_linear_on_its_worst_input(bit: str) -> None:
    began = time.perf_counter()
    outline(bit * (100_000 // len(bit)), misread=True)
    assert time.perf_counter() - began < 20


def _document(*lines: str) -> Outline:
    return outline("\n".join(["KẾ HOẠCH", "Trồng cây năm 2023", "Căn cứ Luật Lâm nghiệp:", *lines]), misread=True)


@pytest.mark.parametrize(
    ("lines", "address", "words"),
    [
        (["I. MỤC ĐÍCH", FILLER, f"2. {FILLER}"], "I.1", FILLER),
        (["I. MỤC ĐÍCH", f"1. {FILLER}", "Phòng Nội vụ theo dõi.", f"3. {FILLER}"], "I.2", "Phòng Nội vụ theo dõi."),
        ([FILLER, "-EF MỤC ĐÍCH, YÊU CẦU", f"1. {FILLER}", "II. NỘI DUNG"], "I", "-EF MỤC ĐÍCH, YÊU CẦU"),
        (["I. MỤC ĐÍCH", FILLER, "TỔ CHỨC THỰC HIỆN", FILLER, "III. KINH PHÍ"], "II", "TỔ CHỨC THỰC HIỆN"),
    ],
)
def test_the_only_paragraph_where_a_number_is_missing_has_it(lines: list[str], address: str, words: str) -> None:
    found = _document(*lines)
    assert [found.text_of(b) for b in found.blocks if b.address == address][:1] == [words]
    assert any("mất số" in note for note in found.notes)


def test_a_missing_number_that_several_paragraphs_might_have_stays_missing() -> None:
    found = _document("I. MỤC ĐÍCH", f"1. {FILLER}", "Phòng Nội vụ theo dõi.", "Sở Y tế báo cáo.", f"3. {FILLER}")
    assert _addresses(found) == ["I", "I.1", "I.3"]


@pytest.mark.parametrize("heading", ["Mê nhận:", "Na nhận:", "2 LỆ", ""])
def test_recipients_whose_heading_is_misread_or_lost(heading: str) -> None:
    names = ["- Huyện ủy;", "- HĐND huyện;", "~ UBND các xã;", "Phòng Nội vụ;", "- Lưu: VT."]
    lines = ["I. MỤC ĐÍCH", f"1. {FILLER}", *filter(None, [heading]), *names, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    found = _document(*lines)
    assert {b.role for b in found.blocks if found.text_of(b) in names} == {"recipients"}
    assert found.blocks[-1].role == "signature"


def test_scrawls_after_the_signature_number_nothing() -> None:
    found = _document(
        "I. MỤC ĐÍCH", *(f"{n}. {FILLER}" for n in range(1, 6)), "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "7 .e"
    )
    assert _addresses(found) == ["I", "I.1", "I.2", "I.3", "I.4", "I.5"]


ARTICLES = """\
QUYẾT ĐỊNH
Ban hành Quy chế tưới nước
Căn cứ Luật Thủy lợi;
QUYẾT ĐỊNH:
điều 1. Ban hành kèm theo Quyết định này Quy chế tưới nước.
Điều 2. Trách nhiệm thi hành
1. Phòng Kinh tế mở cống.
điều 3. Hiệu lực
1. Quyết định này có hiệu lực từ ngày ký.
{}"""


def test_a_party_number_before_a_capital_read_small_opens_its_item() -> None:
    text = "\n".join(["I- NỘI DUNG THỰC HIỆN", f"1- {FILLER}", f"2- đảng ủy xã họp. {FILLER}", f"3- {FILLER}"])
    assert _addresses(outline(text, misread=True)) == ["I", "I.1", "I.2", "I.3"]


def test_articles_whose_capital_was_read_small_are_articles() -> None:
    addresses = ["Điều 1", "Điều 2", "Điều 2.1", "Điều 3", "Điều 3.1"]
    assert _addresses(outline(ARTICLES.format(""), misread=True)) == addresses
    assert "Điều 1" not in _addresses(outline(ARTICLES.format("")))


@pytest.mark.parametrize("line", ["điều 9. Trường hợp khác", "điều 3. và các khoản sau", "điều kiện 4. Đất"])
def test_an_article_that_is_cited_opens_none(line: str) -> None:
    assert "Điều 3" in _addresses(outline(ARTICLES.format(line), misread=True))[-2]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["I. MỤC TIÊU", "đến hết năm, cả xã có mười vườn ươm."], "đến hết năm, cả xã có mười vườn ươm."),
        (
            ["I. NHIỆM VỤ", "1. Dựng vườn ươm ở đầu thôn", "đơn vị chủ trì: Phòng Kinh tế."],
            "đơn vị chủ trì: Phòng Kinh tế.",
        ),
    ],
)
def test_a_small_letter_that_must_be_a_capital_begins_a_paragraph(lines: list[str], words: str) -> None:
    wrapped = [f"{n}. {FILLER} Mỗi thôn trồng một\nvườn, chăm sóc đến khi\ncây bén rễ." for n in range(2, 9)]
    found = _document(*lines, *wrapped)
    assert [found.text_of(b) for b in found.blocks if b.role == "paragraph"] == [words]


def test_the_letter_đ_read_as_b_follows_d() -> None:
    found = _document("I. MỤC ĐÍCH", f"1. {FILLER}", *(f"{sign}) {FILLER}" for sign in "abcdbe"))
    assert _addresses(found)[2:] == ["I.1.a", "I.1.b", "I.1.c", "I.1.d", "I.1.đ", "I.1.e"]


def test_a_paragraph_behind_a_short_line_stands_alone_on_a_page_of_recipients() -> None:
    full = "Phòng Kinh tế gửi danh sách các hộ nhận cây giống của từng thôn trong xã"
    wrapped = "\n".join([full, "cho Ủy ban nhân dân xã."] * 6)
    names = "\n".join(f"- Thôn Bản {n};" for n in "ABCDEGHIKLMN")
    last = (
        "1. Các thôn báo cáo trước ngày cuối tháng cho Phòng Kinh tế tổng hợp\n\fvà niêm yết tại nhà văn hóa từng thôn."
    )
    close = "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã theo dõi việc này./."
    text = f"KẾ HOẠCH\nTrồng cây\nI. MỤC ĐÍCH\n{wrapped}\nII. TỔ CHỨC\n{last}\n{close}\nNơi nhận:\n{names}\n"
    found = outline(text, misread=True)
    assert [b.address for b in found.blocks if found.text_of(b) == close] == ["II"]


@pytest.mark.parametrize(
    ("before", "close"),
    [("\f", "Văn phòng theo dõi việc này./."), ("", "Sơ kết vào năm sau, tổng kết khi cây khép tán./.")],
)
def test_the_last_paragraph_behind_a_full_line(before: str, close: str) -> None:
    full = "Phòng Kinh tế gửi danh sách các hộ nhận cây giống của từng thôn trong xã."
    wrapped = "\n".join([full[:-1], "cho Ủy ban nhân dân xã."] * 6)
    text = (
        f"KẾ HOẠCH\nTrồng cây\nI. MỤC ĐÍCH\n{wrapped}\nII. TỔ CHỨC\n1. {full}\n{before}{close}\nNơi nhận:\n- Thôn A;\n"
    )
    found = outline(text, misread=True)
    assert [b.address for b in found.blocks if found.text_of(b) == close] == ["II"]


@pytest.mark.parametrize("number", ["3)", "S)", "5)"])
def test_a_page_number_misread_stands_in_no_sentence(number: str) -> None:
    text = (
        f"KẾ HOẠCH\nTrồng cây\nI. MỤC ĐÍCH\n1. {FILLER}\n\f2\n2. Nộp cây trước ngày 20 tháng\n\f{number}\n11 hằng năm."
    )
    found = outline(text, misread=True)
    assert number not in found.text


def test_a_number_at_the_head_of_a_page_stays_where_no_page_has_one() -> None:
    text = f"KẾ HOẠCH\nTrồng cây\nI. MỤC ĐÍCH\n1. {FILLER}\n2. {FILLER}\n\f3.\nNộp cây."
    assert "I.3" in _addresses(outline(text, misread=True))


@pytest.mark.parametrize("specks", ['"', "~* ", "- ", "_ - ", ". ", "' "])
def test_dust_before_a_number_hides_it_not(specks: str) -> None:
    found = outline(_plan("I.!", "1.", f"{specks}2.", "3."), misread=True)
    assert _addresses(found) == ["I", "I.1", "I.2", "I.3"]


def test_a_dash_before_a_number_that_fits_nowhere_is_a_dash() -> None:
    text = _plan("I.!", "1.") + f"\n- 7. {FILLER}\n2. {FILLER}"
    found = outline(text, misread=True)
    assert _addresses(found) == ["I", "I.1", "I.2"]
    assert [b.role for b in found.blocks if found.text_of(b).startswith("- 7.")] == ["dash"]


def test_dust_behind_a_short_heading_joins_it_to_nothing() -> None:
    wrapped = (
        "Các cơ quan, Ủy ban nhân dân các xã, thị trấn xây dựng kế hoạch\nvà tổ chức thực hiện bảo đảm\nđúng tiến độ."
    )
    lines = ["I. MỤC ĐÍCH", "1. Mục tiêu tổng quát -", wrapped, *(f"{n}. {wrapped}" for n in range(2, 9))]
    found = _document(*lines)
    assert next(found.text_of(b) for b in found.blocks if b.address == "I.1") == "1. Mục tiêu tổng quát -"


def test_parts_whose_roman_number_lost_a_stroke_follow_each_other() -> None:
    lines = [line for part in ("I", "I", "III", "IV") for line in (f"Phần {part}. NỘI DUNG CHÍNH", f"1. {FILLER}")]
    parts = ["Phần I", "Phần I.1", "Phần II", "Phần II.1", "Phần III", "Phần III.1", "Phần IV", "Phần IV.1"]
    assert _addresses(_document(*lines)) == parts


def test_the_first_of_several_appendices_may_have_lost_its_number() -> None:
    ends = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Trần Văn Bình"]
    lines = [
        "I. MỤC ĐÍCH",
        f"1. {FILLER}",
        *ends,
        "PHU LỤC",
        "CÁC THÔN",
        f"1. {FILLER}",
        "PHỤ LỤC II",
        "CÁC XÃ",
        f"1. {FILLER}",
    ]
    found = _document(*lines)
    assert _addresses(found) == ["I", "I.1", "Phụ lục I", "Phụ lục I.1", "Phụ lục II", "Phụ lục II.1"]
    assert "Phụ lục mất số, hiểu là Phụ lục I theo thứ tự." in found.notes


def test_a_motto_whose_blanks_are_lost_stands_beside_the_body() -> None:
    found = outline(
        f"ỦY BAN NHÂN DÂN - CONGHOAXA HỘI CHỦ NGHĨA VIỆT NAM\nKẾ HOẠCH\nTrồng cây\nI. MỤC ĐÍCH\n1. {FILLER}"
    )
    assert [found.text_of(b) for b in found.of_role("motto")] == ["CONGHOAXA HỘI CHỦ NGHĨA VIỆT NAM"]


@pytest.mark.parametrize(
    ("line", "number", "date"),
    [
        ("$6: 31/KH-UBND Hà Quảng, ngay 09 thang 02 nam 2026", "$6: 31/KH-UBND", "Hà Quảng, ngay 09 thang 02 nam 2026"),
        ("Số: 31/KH-UBND Hà Quảng; ngày 09 tháng 02 năm 2026", "Số: 31/KH-UBND", "Hà Quảng; ngày 09 tháng 02 năm 2026"),
        ("Số: 31/KH-UBND Hà Quảng, ngày3o tháng 02 năm 2026", "Số: 31/KH-UBND", "Hà Quảng, ngày3o tháng 02 năm 2026"),
    ],
)
def test_number_and_date_on_one_line_are_two_blocks(line: str, number: str, date: str) -> None:
    found = outline(
        f"ỦY BAN NHÂN DÂN HUYỆN HÀ QUẢNG\n{line}\nKẾ HOẠCH\nTrồng cây\nI. MỤC ĐÍCH\n1. {FILLER}", misread=True
    )
    assert [found.text_of(b) for b in found.of_role("number", "date")] == [number, date]


@pytest.mark.parametrize(
    "end",
    [
        pytest.param(
            ("chậm nhất ngày 20 tháng\f3)\n11,\nTrên đây là Kế hoạch chăm sóc rừng của xã", "./."), id="a line torn"
        ),
        pytest.param(
            ("theo đúng thời hạn.\f3\nVăn phòng xã theo dõi, đôn đốc việc này", ",/."), id="the last sign misread"
        ),
    ],
)
def test_the_last_paragraph_of_a_misread_plan_is_of_its_chapter(end: tuple[str, str]) -> None:
    text = f"{_plan('I.!', '1.', '2.')}\n3. Các thôn gửi báo cáo {end[0]}{end[1]}\nNơi nhận:\n- Như trên;\n- Lưu: VT."
    last = [block for block in outline(text, misread=True).blocks if block.role == "paragraph"][-1]
    assert last.address == "I"
