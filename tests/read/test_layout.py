from __future__ import annotations

import io

import pikepdf
from papers import LEFT, LINES, SIZE, STEP, TOP, Piece, paper, paragraph

from ntm_extract.read import read_document


def columns(left: list[str], right: list[str], y: float, *, left_x: float, right_x: float, step: float) -> list[Piece]:
    pieces = [(left_x, y - 14 * i, text) for i, text in enumerate(left)]
    return pieces + [(right_x, y - step * i, text) for i, text in enumerate(right)]


def lines_of(*pieces: list[Piece]) -> list[str]:
    return read_document(paper(*pieces)).text.split("\n")


def test_lines_and_boxes_of_running_text() -> None:
    page = read_document(paper(paragraph())).pages[0]
    assert page.text == "\n".join(LINES)
    first = page.words[0]
    assert page.text[first.start : first.end] == "Căn"
    assert abs(first.box.x0 - LEFT) < 1.5
    baseline = 842 - TOP
    assert first.box.top < baseline - SIZE / 2 < first.box.bottom <= baseline + SIZE / 2
    assert [page.text[w.start : w.end] for w in page.words] == page.text.split()


def test_letterhead_is_read_left_block_first() -> None:
    left = ["ỦY BAN NHÂN DÂN", "HUYỆN NẬM DÂN", "Số: 12/KH-UBND"]
    right = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Nậm Dân, ngày 02 tháng 3 năm 2024"]
    head = columns(left, right, 800, left_x=70, right_x=270, step=14)
    title: list[Piece] = [(260, 740, "KẾ HOẠCH"), (150, 720, "Xây dựng nông thôn mới trên địa bàn huyện")]
    assert lines_of(head + title + [(x, y - 80, t) for x, y, t in paragraph()])[:8] == [
        *left, *right, "KẾ HOẠCH", "Xây dựng nông thôn mới trên địa bàn huyện",
    ]  # fmt: skip


def test_letterhead_without_a_straight_gutter_is_still_two_blocks() -> None:
    left = [(103, 790, "HUYỆN ỦY NÀ BÓ"), (54, 773, "BCĐ CHƯƠNG TRÌNH NÔNG THÔN MỚI"), (116, 748, "Số: 08-KH/BCĐ")]
    right = [
        (264, 790, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        (330, 773, "Độc lập - Tự do"),
        (298, 748, "Nà Bó, ngày 14"),
    ]
    pieces = [(x, float(y), t) for pair in zip(left, right, strict=True) for x, y, t in pair]
    assert lines_of(pieces) == [t for _, _, t in left + right]


def test_recipients_are_read_before_the_signature_beside_them() -> None:
    left = ["Nơi nhận:", "- Như trên;", "- Phòng Nội vụ;", "- Ủy ban nhân dân các xã, thị trấn;", "- Lưu: VT, NN."]
    right = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    block = columns(left, right, 600, left_x=LEFT, right_x=340, step=17)
    block.append((360, 520, "Lò Văn Thử"))
    assert lines_of(paragraph() + block) == [*LINES, *left, *right, "Lò Văn Thử"]


def test_signature_that_begins_above_the_recipients_still_comes_after_them() -> None:
    left, right = (
        ["Nơi nhận:", "- Như trên;", "- Lưu: VT, NN."],
        ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    )
    block = [(LEFT, 590 - 14.0 * i, t) for i, t in enumerate(left)]
    block += [(340, 604 - 17.0 * i, t) for i, t in enumerate(right)]
    assert lines_of(paragraph() + block) == [*LINES, *left, *right]


def test_page_number_above_stays_a_line_of_its_own() -> None:
    assert lines_of([(300, 800, "2"), *paragraph()]) == ["2", *LINES]


def test_hanging_numbers_are_no_column() -> None:
    pieces = []
    for index, line in enumerate(LINES):
        pieces += [(LEFT, TOP - STEP * index, f"{index + 1}."), (LEFT + 36, TOP - STEP * index, line)]
    assert lines_of(pieces) == [f"{i + 1}. {line}" for i, line in enumerate(LINES)]


def test_columns_of_a_table_without_rules_are_read_row_by_row() -> None:
    rows = [
        ("Xã Nà Tấu", "15 tiêu chí", "năm 2026"),
        ("Xã Bản Pho", "17 tiêu chí", "năm 2027"),
        ("Xã Mường Lạn", "19 tiêu chí", "năm 2028"),
    ]
    pieces = [(x, TOP - STEP * i, t) for i, row in enumerate(rows) for x, t in zip((90, 250, 420), row, strict=True)]
    assert lines_of(pieces) == [" ".join(row) for row in rows]


def test_words_printed_twice_for_bold_are_read_once() -> None:
    twice = [(x + dx, y, t) for x, y, t in paragraph() for dx in (0, 0.4)]
    assert lines_of(twice) == LINES


def test_turned_pages_are_read_upright() -> None:
    for rotate in (0, 90, 180, 270):
        with pikepdf.open(io.BytesIO(paper(paragraph()))) as pdf:
            pdf.pages[0].rotate(rotate, relative=False)
            out = io.BytesIO()
            pdf.save(out)
        page = read_document(out.getvalue()).pages[0]
        assert page.text == "\n".join(LINES), rotate
        assert (page.width > page.height) == (rotate in (90, 270))
        assert all(
            0 <= w.box.x0 < w.box.x1 <= page.width and 0 <= w.box.top < w.box.bottom <= page.height for w in page.words
        )


def test_words_keep_their_place_when_the_page_box_does_not_begin_at_zero() -> None:
    with pikepdf.open(io.BytesIO(paper(paragraph()))) as pdf:
        pdf.pages[0].mediabox = [-20, 30, 575, 872]
        out = io.BytesIO()
        pdf.save(out)
    word = read_document(out.getvalue()).pages[0].words[0]
    assert abs(word.box.x0 - (LEFT + 20)) < 1.5
    assert word.box.top < 872 - TOP < word.box.bottom + SIZE
