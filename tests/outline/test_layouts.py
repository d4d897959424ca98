"""Layouts of documents other than plans: articles, key-value blocks, Markdown, symbols torn at the end of a line."""

from __future__ import annotations

import pytest

from ntm_extract.outline import outline


def rows(text: str) -> list[tuple[str, str, str]]:
    found = outline(text)
    return [(block.role, block.address, found.text_of(block)) for block in found.blocks]


def addresses(text: str) -> list[str]:
    return [address for _, address, _ in rows(text)]


FILL = "Các xã rà soát từng hộ nghèo, hộ cận nghèo trên địa bàn và cập nhật vào phần mềm quản lý\ncủa tỉnh.\n"


@pytest.mark.parametrize(
    ("heading", "first", "address"),
    [
        (
            "Điều 1. Trách nhiệm của Ủy ban nhân dân các xã, phường trong tổ chức thực hiện kế hoạch",
            "1. Xã",
            "Điều 1.1",
        ),
        ("I. Về tình hình kinh tế - xã hội tháng 4; phương hướng, nhiệm vụ và giải pháp trọng tâm", "1. Về", "I.1"),
        (
            "I. Kết quả trồng rừng, trồng cây phân tán và bảo vệ rừng của xã trong quý I vừa qua;\n"
            "những việc cần làm ngay trước mùa mưa lũ và các giải pháp chủ yếu của những tháng còn lại",
            "1. Những",
            "I.1",
        ),
        (
            "I. TUYÊN TRUYỀN\n1. Nâng cao hiệu quả tuyên truyền trên các phương tiện thông tin tại cơ sở",
            "a) Mở",
            "I.1.a",
        ),
        ("I. TUYÊN TRUYỀN\n1. Nâng cao hiệu quả tuyên truyền trên phương tiện thông tin đại chúng", "1.1. Mở", "I.1.1"),
    ],
)
def test_the_first_item_under_a_heading_that_fills_its_line(heading: str, first: str, address: str) -> None:
    found = addresses(f"{heading}\n{first} chuyên mục giảm nghèo trên trang thông tin điện tử của các xã\n" + FILL * 3)
    assert address in found


def test_a_misread_label_of_the_number_is_told_by_number_and_symbol() -> None:
    found = rows("ỦY BAN NHÂN DÂN\nXÃ EA KLY\nSơn: 27/KH-UBND\nKẾ HOẠCH\nTrồng tre\nI. MỤC TIÊU\n1. Trồng tre.\n")
    assert ("number", "preamble", "Sơn: 27/KH-UBND") in found


def test_a_column_of_those_who_receive_begins_no_closing() -> None:
    found = rows(
        "KẾ HOẠCH\nTrồng tre\nI. MỤC TIÊU\n1. Trồng tre.\nTT\nNội dung\nNơi nhận báo cáo\nThời hạn\n1\nTre\nXã\nQuý I\n"
    )
    assert "recipients" not in {role for role, _, _ in found}


def test_a_year_at_the_end_of_a_page_is_no_page_number() -> None:
    pages = "".join(f"\f{page}\n{FILL}" for page in (2, 3, 4))
    table = "Phụ lục\nDANH SÁCH XÓM\n(Kèm theo Kế hoạch)\nTT\nTên xóm\nNăm đạt\n1\nNà Hoa\n2024\n2\nBản Mới\n2025"
    found = rows(f"I. MỘT\n{FILL}{pages}\f{table}\fPhụ lục II\nDANH SÁCH")
    assert [block for role, _, block in found if role == "table"][1:] == ["1\tNà Hoa\t2024", "2\tBản Mới\t2025"]


def test_a_number_that_the_last_word_of_a_heading_wants_opens_nothing() -> None:
    text = (
        "I. GIẢI PHÁP\n1. Hoàn thành việc cấp thẻ bảo hiểm y tế cho các hộ nêu tại điểm a khoản\n1. Điều 5 quy định\n"
    )
    assert addresses(text + FILL * 3)[:2] == ["I", "I.1"]


def test_parts_and_chapters_have_numbers_of_their_own() -> None:
    text = (
        "Phần thứ nhất\nTÌNH HÌNH\nChương I\nKẾT QUẢ\nI. MỘT\nChương II\nHẠN CHẾ\n"
        "Phần thứ hai\nNHIỆM VỤ\nChương I\nMỤC TIÊU\nI. HAI"
    )
    found = outline(text)
    assert [block.address for block in found.blocks] == [
        "Phần nhất", "Phần nhất.Chương I", "Phần nhất.Chương I.I", "Phần nhất.Chương II",
        "Phần hai", "Phần hai.Chương I", "Phần hai.Chương I.I",
    ]  # fmt: skip
    assert found.notes == ()


@pytest.mark.parametrize("bullet", ["", "- ", "+ ", "* ", "• "])
@pytest.mark.parametrize("end", ["", "."])
def test_each_key_of_a_task_is_a_block_of_its_own(bullet: str, end: str) -> None:
    pairs = [
        "Thời gian hoàn thành: Trước ngày 30/6/2026",
        "Đơn vị chủ trì: Sở Y tế",
        "Đơn vị phối hợp: Bảo hiểm xã hội tỉnh, Ủy ban nhân dân các xã, phường",
        "Kết quả: Danh sách được duyệt",
    ]
    text = f"III. NHIỆM VỤ\n1. Lập danh sách người tham gia bảo hiểm y tế{end}\n" + "\n".join(bullet + p for p in pairs)
    found = rows(text + "\n2. Cấp thẻ")
    assert [block for _, _, block in found[2:-1]] == [bullet + pair for pair in pairs]
    assert {address for _, address, _ in found[2:-1]} == {"III.1"}
    assert {role for role, _, _ in found[2:-1]} == {"dash" if bullet else "paragraph"}


def test_a_key_goes_on_over_the_end_of_its_line() -> None:
    text = "I. MỘT\n1. Kiểm tra\nĐơn vị phối hợp: Công an tỉnh, Sở Y tế và các\ncơ quan liên quan\nKết quả: Báo cáo"
    assert rows(text)[2][2] == "Đơn vị phối hợp: Công an tỉnh, Sở Y tế và các cơ quan liên quan"


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        ("Chỉ thị số 52-\nCT/TW ngày 03/9/2025", "Chỉ thị số 52-CT/TW ngày 03/9/2025"),
        ("Nghị quyết số 57/NQ- UBTVQH15", "Nghị quyết số 57/NQ-UBTVQH15"),
        ("Quyết định số 263\n/QĐ-TTg", "Quyết định số 263/QĐ-TTg"),
        ("Quyết định số 263/QĐ\n-TTg về chương trình", "Quyết định số 263/QĐ-TTg về chương trình"),
        ("Công văn số 3374/ BKHCN-\nCNS", "Công văn số 3374/BKHCN-CNS"),
        ("báo cáo trước ngày 30/\n6/2025", "báo cáo trước ngày 30/6/2025"),
        ("Sở Văn hóa - Thông tin", "Sở Văn hóa - Thông tin"),
        ("giai đoạn 2021 -\n2025", "giai đoạn 2021 - 2025"),
        ("Phòng Tài chính -\nKế hoạch", "Phòng Tài chính - Kế hoạch"),
    ],
)
def test_symbols_and_dates_torn_at_the_end_of_a_line_are_one(torn: str, whole: str) -> None:
    assert rows(f"I. MỘT\n1. Các xã thực hiện {torn}")[1][2] == f"1. Các xã thực hiện {whole}"


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("**30**% số hộ", "30% số hộ"),
        ("đạt **≥** 80\\% hồ sơ", "đạt ≥ 80% hồ sơ"),
        ("__Sở Tài chính__ bố trí", "Sở Tài chính bố trí"),
        ("Quý I<br>2026", "Quý I 2026"),
        ("Sở&nbsp;Y tế", "Sở Y tế"),
    ],
)
def test_markdown_inside_words_and_numbers_is_left_out(marked: str, plain: str) -> None:
    assert rows(f"# I. MỘT\n1\\. {marked}")[1] == ("item", "I.1", f"1. {plain}")


def test_markdown_bullets_and_cells() -> None:
    text = "# I. MỘT\n\\- Họp **dân**\n\\- Báo cáo\n"
    text += "| STT | Việc | Hạn |\n|---|---|---|\n| 1 | Họp **xóm** | Quý I<br>2026 |"
    assert [(role, block) for role, _, block in rows(text)[1:]] == [
        ("dash", "- Họp dân"), ("dash", "- Báo cáo"), ("table", "STT\tViệc\tHạn"), ("table", "1\tHọp xóm\tQuý I 2026"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("Phụ lục 1: Danh mục nhiệm vụ", "Phụ lục 1"),
        ("PHỤ LỤC II. Danh mục nhiệm vụ", "Phụ lục II"),
        ("Phụ lục số 3", "Phụ lục 3"),
    ],
)
def test_an_appendix_may_have_its_title_behind_it(line: str, address: str) -> None:
    assert addresses(f"I. MỘT\n1. Việc.\n{line}\n1. Họp dân.")[-2:] == [address, f"{address}.1"]


def test_a_mention_of_an_appendix_opens_none() -> None:
    text = "I. MỘT\n1. Danh mục nhiệm vụ theo biểu sau.\nPhụ lục 1 kèm theo Kế hoạch này nêu từng việc.\n2. Họp dân."
    assert addresses(text) == ["I", "I.1", "I.1", "I.2"]


FLAT = """\
ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Số: 77/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lào Cai, ngày 5 tháng 5 năm 2026
QUYẾT ĐỊNH
Ban hành Kế hoạch chuyển đổi số
ỦY BAN NHÂN DÂN TỈNH LÀO CAI
Căn cứ Luật Giao dịch điện tử;
QUYẾT ĐỊNH:
Điều 1. Ban hành Kế hoạch chuyển đổi số.
Điều 2. Chánh Văn phòng thi hành./.
Nơi nhận:
- Như Điều 2;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Huy
KẾ HOẠCH
Chuyển đổi số tỉnh Lào Cai năm 2026
(Kèm theo Quyết định số 77/QĐ-UBND ngày 5/5/2026 của Ủy ban nhân dân tỉnh)
I. MỤC TIÊU
1. Đến hết năm 2026 có 80% hồ sơ trực tuyến.
II. NHIỆM VỤ
1. Sở Nội vụ chủ trì.
a. Tập huấn.
b. Báo cáo.
(1) Báo cáo quý;
(2) Báo cáo năm.
2. Nâng cấp hệ thống
Thời gian hoàn thành: Quý IV/2026
Đơn vị chủ trì: Sở Nội vụ
- Cơ quan phối hợp: Sở Tài chính
"""


def test_a_document_on_one_line_has_the_blocks_of_the_same_in_lines() -> None:
    assert rows(" ".join(FLAT.splitlines())) == rows(FLAT)


def test_a_paragraph_of_many_citations_is_not_cut() -> None:
    sentence = "Căn cứ Quyết định số {0}/QĐ-UBND ngày {0}/3/2023 của Ủy ban nhân dân tỉnh về cấp thẻ; "
    text = (
        "I. MỘT\n1. "
        + "".join(sentence.format(n) for n in range(1, 9))
        + "các xã cấp thẻ.\n2. Các thôn họp dân, bình xét công khai."
    )
    assert addresses(text) == ["I", "I.1", "I.2"]
