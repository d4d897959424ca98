"""How documents are built: blocks, addresses, joined lines, and the way back to the restored text."""

from __future__ import annotations

import time
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_extract.outline import Outline, outline
from ntm_extract.pages import PAGE_BREAK

PLAN = """\
ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN SƠN THỦY Độc lập - Tự do - Hạnh phúc
Số:      /KH-UBND  Sơn Thủy, ngày      tháng 5 năm 2023
KẾ HOẠCH
Xây dựng đường hoa nông thôn mới và cải tạo cảnh quan
các xóm trên địa bàn huyện Sơn Thủy
Căn cứ Quyết định số 111/QĐ-UBND ngày 02/3/2023 của Ủy ban nhân dân tỉnh về
việc giao chỉ tiêu trồng hoa ven đường trục xã; Quyết định số 112/QĐ-
UBND ngày 03/3/2023 của Ủy ban nhân dân tỉnh về việc phân bổ cây giống,
Ủy ban nhân dân huyện ban hành Kế hoạch như sau:
I. MỤC ĐÍCH, YÊU CẦU VÀ NHỮNG NỘI DUNG CẦN LƯU Ý KHI THỰC HIỆN CÁC
PHẦN VIỆC
1. Mục đích
Tạo cảnh quan xanh, sạch, đẹp dọc các tuyến đường trục chính của các xã, qua
đó nâng cao ý thức giữ gìn vệ sinh chung, phấn đấu hoàn thành trước năm
2025. Bình quân mỗi xóm trồng được một tuyến đường hoa dài trên ba trăm mét
và có người chăm sóc.
2. Yêu cầu
a) Việc trồng hoa phải gắn với giữ gìn vệ sinh môi trường và được các chính
- xã hội tham gia; bảo đảm tiết kiệm, đến cuối năm phải đạt các kết quả:
- Cấp xã:
+ Mỗi xã có hai tuyến đường hoa.
+ Mỗi xã có một vườn ươm.
- Cấp xóm: mỗi xóm một tuyến.
b) Không làm thay người dân.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Nông nghiệp chủ trì hướng dẫn các xã chọn giống hoa hợp thổ nhưỡng.
2. Ủy ban nhân dân các xã vận động nhân dân tham gia, trong đó chú trọng:
- Giao từng đoạn đường cho từng nhóm hộ.
Trong quá trình tổ chức thực hiện, nếu có vướng mắc thì báo cáo về huyện.
Trên đây là Kế hoạch trồng hoa năm 2023 của huyện./.
Nơi nhận:
- UBND tỉnh; TM. ỦY BAN NHÂN DÂN
- Các phòng, ban,
 đoàn thể huyện; CHỦ TỊCH
- Lưu: VT.
Trần Thị Hoa
"""


def rows(text: str) -> list[tuple[str, str, str]]:
    found = outline(text)
    return [(block.role, block.address, found.text_of(block)) for block in found.blocks]


def addresses(text: str) -> list[str]:
    return [address for _, address, _ in rows(text)]


def address_of(text: str, words: str) -> str:
    return next(address for _, address, block in rows(text) if words in block)


def test_a_plan_in_the_official_format() -> None:
    found = rows(PLAN)
    assert [row[0] for row in found[:10]] == [
        "letterhead", "motto", "letterhead", "motto", "number",
        "date", "kind", "title", "preamble", "heading",
    ]  # fmt: skip
    assert [row[2] for row in found[4:8]] == [
        "Số: /KH-UBND",
        "Sơn Thủy, ngày tháng 5 năm 2023",
        "KẾ HOẠCH",
        "Xây dựng đường hoa nông thôn mới và cải tạo cảnh quan các xóm trên địa bàn huyện Sơn Thủy",
    ]
    assert "112/QĐ-UBND ngày 03/3/2023" in found[8][2]
    assert found[9][2].endswith("THỰC HIỆN CÁC PHẦN VIỆC")
    assert (
        found[-8:]
        == [
            ("recipients", "recipients", "Nơi nhận:"),
            ("recipients", "recipients", "- UBND tỉnh;"),
            ("signature", "signature", "TM. ỦY BAN NHÂN DÂN"),
            ("recipients", "recipients", "- Các phòng, ban, đoàn thể huyện;"),
            ("signature", "signature", "CHỦ TỊCH"),
            ("recipients", "recipients", "- Lưu: VT."),
            ("signature", "signature", "Trần Thị Hoa"),
        ][-8:]
        or len(found) > 7
    )


@pytest.mark.parametrize(
    ("words", "address", "role"),
    [
        ("I. MỤC ĐÍCH", "I", "heading"),
        ("1. Mục đích", "I.1", "heading"),
        ("2025. Bình quân", "I.1", "paragraph"),
        ("- xã hội tham gia", "I.2.a", "item"),
        ("+ Mỗi xã có một vườn", "I.2.a", "dash"),
        ("b) Không làm thay", "I.2.b", "item"),
        ("1. Phòng Nông nghiệp", "II.1", "item"),
        ("- Giao từng đoạn", "II.2", "dash"),
        ("Trong quá trình", "II", "paragraph"),
        ("Trên đây là", "II", "paragraph"),
    ],
)
def test_addresses_and_roles(words: str, address: str, role: str) -> None:
    assert (role, address) in [(r, a) for r, a, text in rows(PLAN) if words in text]


def test_dashes_stand_under_what_leads_them_in() -> None:
    found = outline(PLAN)
    by_text = {found.text_of(block): index for index, block in enumerate(found.blocks)}
    plus = found.blocks[by_text["+ Mỗi xã có hai tuyến đường hoa."]]
    dash = found.blocks[by_text["- Cấp xã:"]]
    sister = found.blocks[by_text["- Cấp xóm: mỗi xóm một tuyến."]]
    assert plus.parent == by_text["- Cấp xã:"]
    assert (plus.depth, sister.depth, sister.parent) == (dash.depth + 1, dash.depth, dash.parent)
    item = next(i for text, i in by_text.items() if text.startswith("2. Ủy ban"))
    assert found.children[item] == [by_text["- Giao từng đoạn đường cho từng nhóm hộ."]]
    heading = next(b for b in found.blocks if found.text_of(b) == "1. Mục đích")
    assert (heading.marker, found.text[heading.body : heading.end]) == ("1.", "Mục đích")


def test_marks_lost_by_ocr_do_not_hide_the_parts() -> None:
    plain = unicodedata.normalize("NFD", PLAN.replace("đ", "d").replace("Đ", "D"))
    assert addresses("".join(sign for sign in plain if not unicodedata.combining(sign))) == addresses(PLAN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I. MỘT\n1.1. Việc đầu.\n1.2. Việc sau.", ["I", "I.1.1", "I.1.2"]),
        ("I. MỘT\n1. Nhóm việc\n1.1. Việc đầu.\n(1) Phần một.\n(2) Phần hai.",
         ["I", "I.1", "I.1.1", "I.1.1.1", "I.1.1.2"]),
        ("I. MỘT\n1. Đào ao.\n2. Thả cá.\n3. Rào vườn.\n4. Trồng tre.\n2. Hướng làm vụ sau\na) Thả thêm cá.",
         ["I", "I.1", "I.2", "I.3", "I.4", "I.2", "I.2.a"]),  # its heading and first item are lost
        ("III. MỘT\n1. Rào vườn.\n2. Trồng tre.\n1.1. Tổ làm vườn\n- Tưới cây.\n1.2. Tổ thả cá\n2. Việc khác.",
         ["III", "III.1", "III.2", "III.1.1", "III.1.1", "III.1.2", "III.2"]),  # their own 1. is not printed
        ("I. MỘT\n1. Mua giống.\n2. Mua cám hết\n1.5 Triệu đồng.", ["I", "I.1", "I.2", "I.2"]),
        ("A. MỘT\nI/ Hai\n1/ Việc đầu.\na/ Ý đầu.\nB. BA", ["A", "A.I", "A.I.1", "A.I.1.a", "B"]),
        ("I- MỘT\n1- Quán triệt.\n2- Kiểm tra.\nII- HAI", ["I", "I.1", "I.2", "II"]),
        ("I. MỘT\nI.1. Nhóm đầu\nI.1.1. Việc đầu.\nI.2. Nhóm sau\nII. HAI\nII.1 Việc ba.",
         ["I", "I.1", "I.1.1", "I.2", "II", "II.1"]),  # each number with that of its chapter
        ("A. MỘT\nA.1. Việc đầu.\nA.2. Việc sau.\nB. HAI", ["A", "A.1", "A.2", "B"]),
        ("I. MỘT\n1. Nhóm việc\n1.a) Việc đầu.\n1.b) Việc sau.\n2. Khác", ["I", "I.1", "I.1.a", "I.1.b", "I.2"]),
        ("I. MỘT\n1. Nhóm việc\na) Việc đầu.\na.1) Phần một.\na.2) Phần hai.\nb) Việc sau.",
         ["I", "I.1", "I.1.a", "I.1.a.1", "I.1.a.2", "I.1.b"]),
        ("I. MỘT\n1/ Nhóm việc\na- Việc đầu.\nb- Việc sau.\n2/ Khác", ["I", "I.1", "I.1.a", "I.1.b", "I.2"]),
        ("I- MỘT\n1- Quán triệt\n1.1- Cấp ủy.\n1.2- Chi bộ.\n2- Kiểm tra.", ["I", "I.1", "I.1.1", "I.1.2", "I.2"]),
        ("I. MỘT\na. Ý một.\nb. Ý hai.\nc. Ý ba.\nd. Ý bốn.\nd. Ý năm.\ne. Ý sáu.",
         ["I", *[f"I.{x}" for x in "abcdđe"]]),
        ("Điều 1. Phạm vi\nĐiều 2. Việc giao:\n1. Các sở:\na) Tổng hợp;\nb) Báo cáo.\n2. Các xã.",
         ["Điều 1", "Điều 2", "Điều 2.1", "Điều 2.1.a", "Điều 2.1.b", "Điều 2.2"]),
        ("Điều 1. Phê duyệt đề án:\nI. MỤC TIÊU\n1. Đến năm 2030.\nĐiều 2. Hiệu lực.",
         ["Điều 1", "Điều 1.I", "Điều 1.I.1", "Điều 2"]),
        ("Chương I\nQUY ĐỊNH CHUNG\nĐiều 1. Phạm vi\nChương II\nTỔ CHỨC\nĐiều 2. Họp",
         ["Chương I", "Điều 1", "Chương II", "Điều 2"]),
        ("I. MỘT\n1. Việc.\nPhụ lục III\nDANH MỤC\nI. NHÓM\n6. Việc sáu.\n",
         ["I", "I.1", "Phụ lục III", "Phụ lục III", "Phụ lục III.I", "Phụ lục III.I"]),
        ("**I. MỘT**\n## 1. Mục đích\n* Nâng **cao** nhận thức.", ["I", "I.1", "I.1"]),
    ],
)  # fmt: skip
def test_numbering(text: str, expected: list[str]) -> None:
    assert addresses(text) == expected


def test_ocr_mistakes_in_numbers_are_read_by_their_order() -> None:
    text = "1. MỤC ĐÍCH\nI. Mục đích\nTrồng hoa.\n2. Yêu cầu\nII. NỘI DUNG\n1. Việc.\n~ Giao xã.\n2, Việc.\nIII. BA"
    assert addresses(text) == ["I", "I.1", "I.1", "I.2", "II", "II.1", "II.1", "II.2", "III"]


def test_specks_of_dust_hide_no_part() -> None:
    text = "Ề KẾ HOẠCH :\nTrồng hoa\nI. MỘT\n.__ 1. Việc đầu. ˆ\n_- Giao các xã.\n- Nơi nhận: -\n- Lưu: VT."
    assert [row[:2] for row in rows(text)] == [
        ("kind", "preamble"), ("title", "preamble"), ("heading", "I"), ("item", "I.1"), ("dash", "I.1"),
        ("recipients", "recipients"), ("recipients", "recipients"),
    ]  # fmt: skip


def test_two_chapters_with_one_number_keep_it_and_their_own_items() -> None:
    text = "IV. GIẢI PHÁP\n1. Tuyên truyền.\n2. Huy động.\nIV. TIẾN ĐỘ\n- Năm 2023: lập kế hoạch.\nV. TỔ CHỨC\n1. Việc."
    found = outline(text)
    assert [b.address for b in found.blocks] == ["IV", "IV.1", "IV.2", "IV", "IV", "V", "V.1"]
    assert found.blocks[4].parent == 3
    assert any("IV" in note for note in found.notes)


def test_a_number_that_goes_on_with_a_sentence_opens_nothing() -> None:
    text = (
        "I. MỘT\n1. Các xã căn cứ kế hoạch này rà soát từng tiêu chí, phấn đấu hoàn thành trong quý\n"
        "2. Những xã còn khó khăn được lùi thời hạn và báo cáo về huyện trước khi kết\n"
        "thúc năm để tổng hợp chung, không để chậm trễ kéo dài sang năm sau.\n"
        "2. Các phòng giúp các xã thực hiện những tiêu chí còn thiếu trong năm nay và\ncác năm sau."
    )
    assert addresses(text) == ["I", "I.1", "I.2"]


LINE = "Các xã tiếp tục vận động nhân dân hiến đất mở đường, trồng hoa dọc các tuyến"


def test_page_numbers_and_running_heads_do_not_cut_a_sentence() -> None:
    page = "CÔNG BÁO/Số 12 + 13/Ngày 01-02-2023 {}\n" + f"{LINE}\n" * 5 + "đường chính"
    found = outline(PAGE_BREAK.join(page.format(n) for n in (7, 8, 9)))
    assert "CÔNG BÁO" not in found.text
    assert outline(f"{LINE}\nđường\n{PAGE_BREAK}2\nchính của xã.").text.endswith("đường chính của xã.")
    assert outline(f"{LINE}\nđường\n\n\n- 3 -\n\nchính của xã.").text.endswith("đường chính của xã.")


def test_a_year_alone_on_a_line_is_no_page_number() -> None:
    assert (
        "giai đoạn 2021 - 2025."
        in outline(f"{LINE}\nđường chính của xã theo giai đoạn 2021 -\n2025.\n{LINE}\nđường.").text
    )


def test_a_paragraph_printed_again_after_a_page_break_is_kept_once() -> None:
    text = (
        "I. MỘT\na. Ý thứ nhất nói về việc trồng hoa.\n"
        "b. Việc công nhân các xóm có đường hoa phải công khai, minh bach, khách quan,\n"
        "tránh chạy theo thành tích để tạo\n\n\n4\n\n"
        "b. Việc công nhận các xóm có đường hoa phải công khai, minh bạch, khách quan,\n"
        "tránh chạy theo thành tích để tạo\nđộng lực.\nc. Ý cuối cùng của mục này."
    )
    found = outline(text)
    assert [b.address for b in found.blocks] == ["I", "I.a", "I.b", "I.c"]
    assert found.text.count("tránh chạy theo") == 1
    assert "công nhận các xóm" in found.text
    assert found.notes


def test_one_paragraph_a_line_stays_so() -> None:
    text = "KẾ HOẠCH\nTrồng hoa\nCăn cứ Luật Đất đai;\nTheo đề nghị của huyện,\n\nI. MỘT\n\nĐoạn một.\n\nĐoạn hai.\n"
    assert [block for _, _, block in rows(text)] == [
        "KẾ HOẠCH", "Trồng hoa", "Căn cứ Luật Đất đai;", "Theo đề nghị của huyện,", "I. MỘT", "Đoạn một.", "Đoạn hai.",
    ]  # fmt: skip


def test_signature_before_the_recipients() -> None:
    text = "I. MỘT\n1. Việc.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNơi nhận:\n- Sở Nội vụ;\n- Lưu: VT.\nLý Văn Sơn\n"
    assert [(role, block) for role, _, block in rows(text)[2:]] == [
        ("signature", "TM. ỦY BAN NHÂN DÂN"), ("signature", "CHỦ TỊCH"), ("recipients", "Nơi nhận:"),
        ("recipients", "- Sở Nội vụ;"), ("recipients", "- Lưu: VT."), ("signature", "Lý Văn Sơn"),
    ]  # fmt: skip


def test_a_plan_attached_to_a_decision_begins_its_own_numbering() -> None:
    text = (
        "QUYẾT ĐỊNH\nBan hành Kế hoạch trồng hoa\nỦY BAN NHÂN DÂN HUYỆN\nCăn cứ Luật Đất đai;\nQUYẾT ĐỊNH:\n"
        "Điều 1. Ban hành Kế hoạch trồng hoa.\nĐiều 2. Hiệu lực từ ngày ký./.\n"
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n(Đã ký)\nLý Văn Sơn\n"
        "KẾ HOẠCH\nTrồng hoa năm 2023\n(Kèm theo Quyết định số 5/QĐ-UBND)\nI. MỤC TIÊU\n1. Trồng hoa.\n"
    )
    found = rows(text)
    assert found[2][0] == "letterhead"
    assert [row[1] for row in found[-3:]] == ["preamble", "I", "I.1"]
    assert [row[0] for row in found[-5:-3]] == ["kind", "title"]


@pytest.mark.parametrize("last", ["Hội đồng nhân dân các cấp trên địa bàn xã Sơn Thủy", "UBND các xã tham gia"])
def test_a_title_may_go_on_with_the_name_of_a_body(last: str) -> None:
    text = f"KẾ HOẠCH\nTổ chức hội thi cán bộ trồng hoa và đại biểu\n{last}\nCăn cứ Luật Trồng trọt;\nI. MỤC TIÊU\n"
    titles = [words for role, _, words in rows(text) if role == "title"]
    assert titles == [f"Tổ chức hội thi cán bộ trồng hoa và đại biểu {last}"]


def test_a_title_behind_the_end_of_a_document_begins_another_part() -> None:
    text = (
        "III. TỔ CHỨC\n1. Trạm Y tế trực.\n2. Công an gác cổng.\nVăn phòng theo dõi chung./.\n"
        "DANH MỤC VIỆC GIAO CÁC ĐỘI TRONG THÁNG\n1. Đội một quét sân.\na) Quét lá."
    )
    found = [(address, words) for _, address, words in rows(text)]
    assert ("III", "Văn phòng theo dõi chung./.") in found
    assert ("1", "1. Đội một quét sân.") in found
    assert ("1.a", "a) Quét lá.") in found


CLOSED = """\
II. TỔ CHỨC THỰC HIỆN
1. Phòng Nông nghiệp chủ trì hướng dẫn các xã chọn giống hoa hợp thổ nhưỡng và
theo dõi việc chăm sóc hoa ở các xóm; báo cáo kết quả về huyện hằng quý theo mẫu.
{closing}
bồn hoa đúng kỳ hạn, giữ hoa tươi quanh năm ở các tuyến đường đã giao cho từng
nhóm hộ; có vướng mắc thì báo cáo./.
Nơi nhận:
- UBND tỉnh;
- Các phòng;
- Các xóm;
- Các đội;
- Trạm Y tế;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Thị Hoa
"""


@pytest.mark.parametrize(
    ("closing", "address"),
    [
        ("UBND huyện yêu cầu các phòng, các xã, các xóm và toàn thể nhân dân chăm sóc các", "II"),
        ("UBND huyện cấp giống cho các xóm trồng bổ sung ở những nơi hoa chết và thay các", "II.1"),
    ],
)
def test_a_last_paragraph_begins_behind_a_full_line(closing: str, address: str) -> None:
    found = rows(CLOSED.format(closing=closing))
    assert [at for _, at, words in found if words.endswith("báo cáo./.")] == [address]


def test_a_page_of_recipients_is_as_wide_as_the_others() -> None:
    wide = "Phòng Nông nghiệp hướng dẫn các xã chọn giống hoa hợp thổ nhưỡng, chăm sóc và"
    body = "".join(f"{number}. {wide}\nthay hoa chết ở các xóm, theo dõi.\n" for number in range(1, 9))
    last = f"9. {wide}\n{wide.lower()}\ntrồng lại hoa quanh trạm, báo cáo huyện hằng quý.\nGiao văn thư gửi bản in./.\n"
    found = rows(f"II. TỔ CHỨC THỰC HIỆN\n{body}{PAGE_BREAK}{last}" + CLOSED[CLOSED.index("Nơi nhận") :])
    assert [at for _, at, words in found if words == "Giao văn thư gửi bản in./."] == ["II"]


def test_rows_of_an_appendix_table_have_their_numbers() -> None:
    text = (
        "I. MỘT\n1. Việc.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLý Văn Sơn\n"
        f"{PAGE_BREAK}Phụ lục\nDANH SÁCH XÓM\n(Kèm theo Kế hoạch)\nTT\nTên xóm\nNăm đạt\n"
        "1\nNà Hoa\n2024\n2\nBản Mới\n2025\n"
        "Tổng cộng\n30"
    )
    tables = [(address, block) for role, address, block in rows(text) if role == "table"]
    assert tables == [
        ("Phụ lục", "TT\tTên xóm\tNăm đạt"),
        ("Phụ lục.1", "1\tNà Hoa\t2024"),
        ("Phụ lục.2", "2\tBản Mới\t2025"),
        ("Phụ lục", "Tổng cộng\t30"),
    ]


@pytest.mark.parametrize(
    ("second", "addresses"),
    [
        ("3", ["Phụ lục.I", "Phụ lục.1", "Phụ lục.2", "Phụ lục.II", "Phụ lục.3"]),
        ("1", ["Phụ lục.I", "Phụ lục.I.1", "Phụ lục.I.2", "Phụ lục.II", "Phụ lục.II.1"]),
    ],
)
def test_rows_in_groups_are_numbered_through_or_anew(second: str, addresses: list[str]) -> None:
    text = (
        "I. MỘT\n1. Việc.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLý Văn Sơn\n"
        f"{PAGE_BREAK}Phụ lục\nDANH SÁCH VIỆC\n(Kèm theo Kế hoạch)\nTT\nViệc\nAi làm\n"
        f"I. TRỒNG HOA\n1\nLàm cỏ\nXóm Hạ\n2\nTưới hoa\nXóm Trung\nII. ĐÓN KHÁCH\n{second}\nQuét sân\nXóm Thượng"
    )
    assert [address for role, address, _ in rows(text) if role == "table"][1:] == addresses


def test_rows_with_tabs_and_markdown_tables_keep_their_cells() -> None:
    tabbed = [("table", "I", "STT\tViệc\tCơ quan"), ("table", "I.1", "1\tLàm đường\tXã Hoa")]
    assert rows("I. MỘT\nSTT\tViệc\tCơ quan\n1\tLàm đường\tXã Hoa")[1:] == tabbed
    assert rows("I. MỘT\n| STT | Việc | Cơ quan |\n|---|---|---|\n| 1 | Làm đường | Xã Hoa |")[1:] == tabbed


def test_key_value_lines_stand_alone() -> None:
    text = (
        "I. MỘT\n1. Làm đường xóm.\nThời gian hoàn thành: Quý IV/2023\nĐơn vị chủ trì: Xã Hoa\nĐơn vị phối hợp: Xã Núi"
    )
    assert [block for _, _, block in rows(text)[2:]] == text.split("\n")[2:]


def test_a_document_on_one_line() -> None:
    flat = " ".join((PLAN.replace("\n- Các phòng", " - Các phòng") * 2).split())
    assert {"I", "I.1", "I.2.b", "II.1", "II.2", "recipients"} <= set(addresses(flat))


def check(text: str) -> Outline:
    """The promises that hold for any text."""
    found = outline(text)
    assert found.text == "\n".join(found.text_of(block) for block in found.blocks)
    source = target = 0
    for s0, s1, t0, t1 in found.alignment.pieces:
        assert (s0, t0) == (source, target)
        source, target = s1, t1
    assert (source, target) == (len(text), len(found.text))
    for at in range(0, len(found.text), 7):
        start, end = found.alignment.to_source(at, at + 1)
        assert 0 <= start <= end <= len(text)
    for index, block in enumerate(found.blocks):
        assert block.start <= block.body <= block.end
        assert "\n" not in found.text_of(block)
        assert block.parent is None or 0 <= block.parent < index
    return found


BITS = st.sampled_from(
    [*PLAN.split("\n"), *PLAN.split(), "\n", "\n\n", PAGE_BREAK, "Phụ lục", "PHỤ LỤC II", "STT", "1", "2.1",
     "**", "# ", "\t", "|", "Điều 3.", "QĐ-", "I.", "d)", "(i)", "1-", "2023",
     "CHỦ TỊCH", "QUYẾT ĐỊNH", "Kính gửi:", "__", "\u2028", "x" * 90]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(BITS, st.sampled_from(["\n", " ", ""])), max_size=50))
def test_any_mixture_of_parts_is_laid_out_without_loss(bits: list[tuple[str, str]]) -> None:
    check("".join(bit + joint for bit, joint in bits))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_laid_out_without_loss(text: str) -> None:
    check(text)


def test_what_is_left_out_or_joined_maps_back() -> None:
    found = check(PLAN)
    start = found.text.index("112/QĐ-UBND")
    assert PLAN[slice(*found.alignment.to_source(start, start + 11))] == "112/QĐ-\nUBND"
    start = found.text.index("Trên đây là")
    assert PLAN[slice(*found.alignment.to_source(start, start + 11))] == "Trên đây là"


@pytest.mark.parametrize(
    "bit",
    [
        "- a;\n",
        "1. A.\n2. B.\n",
        "TM. ",
        "CHỦ TỊCH\n",
        "STT\n1\n",
        "a\f",
        "x" * 30 + "\f",
        "- ",
        "**",
        "I. ",
        "ngày ",
        " ",
    ],
)
def test_time_grows_with_the_length_of_the_text(bit: str) -> None:
    def seconds(length: int) -> float:
        begin = time.perf_counter()
        outline(bit * (length // len(bit)))
        return time.perf_counter() - begin

    seconds(1000)
    assert seconds(100_000) < 40 * max(seconds(10_000), 0.02)


def test_keywords_are_folded_but_those_that_marks_tell_apart() -> None:
    path = Path(__file__).parents[2] / "ntm_extract/outline/data/keywords.toml"
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    values.pop("numbers")
    assert all(ord(sign) < 128 or sign in "–—…" for sign in str(values))


def test_an_appendix_that_heads_a_page_begins_there_whatever_the_page_before_ends_with() -> None:
    text = (
        "KẾ HOẠCH\nTrồng rừng\nI. NỘI DUNG\n1. Các thôn đã cùng nhau\n\fPhụ lục\n"
        "PHÂN CÔNG VIỆC TRỒNG RỪNG\n1. Phòng Kinh tế ươm giống.\n"
    )
    found = outline(text)
    assert [b.address for b in found.blocks if b.marker == "1."] == ["I.1", "Phụ lục.1"]


def test_a_number_behind_letters_whose_own_head_is_lost_opens_a_block() -> None:
    found = outline("a) Trồng hoa ven kênh.\nb) Làm cỏ, tưới nước.\n8. Thôn Nà Pồng dựng cổng chào.\na) Vẽ tranh.\n")
    assert [block.address for block in found.blocks] == ["a", "b", "8", "8.a"]
