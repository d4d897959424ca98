"""What an engine without Vietnamese makes of marks and capitals: the signs, figures and capitals it leaves behind."""

from __future__ import annotations

import pytest

from ntm_extract.restore import Restorer, load_restorer, restore

AROUND = (
    "Uy ban nhan dan x4 t6 chirc thirc hi6n Chirong trinh xay dyng n6ng th6n m6i; vdi cac nganh, doan thé va nh4n d4n "
    "trén dia ban, bao dam tién dd, chat luong\n"
)
"""Misread text enough that what stands behind it is taken for misread too."""


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return load_restorer()


def restore_within(line: str, restorer: Restorer) -> str:
    """Restore a line that stands in a misread text."""
    return restore(AROUND + line + "\n" + AROUND, restorer=restorer).text.split("\n")[1]


@pytest.mark.parametrize(
    ("read", "right"),
    [
        # the mark of a last letter read as a sign behind it
        ("Can cw? Luat Dau tu céng ngay 13/6/2019;", "Căn cứ Luật Đầu tư công ngày 13/6/2019;"),
        ("Can cl? Nghi dinh s6 27/2022/ND-CP", "Căn cứ Nghị định số 27/2022/NĐ-CP"),
        ("git? gin vé sinh, xt? ly rac thai", "giữ gìn vệ sinh, xử lý rác thải"),
        ("tt’ nguon von dau tu; co’ quan chu tri", "từ nguồn vốn đầu tư; cơ quan chủ trì"),
        ("nang cap phan mém, ban dd dién ti’, dt? liéu", "nâng cấp phần mềm, bản đồ điện tử, dữ liệu"),
        ("S@ Tai chinh chu tri, S& Xay dung phéi hop", "Sở Tài chính chủ trì, Sở Xây dựng phối hợp"),
        # signs that are no marks stay
        ("Bao gio nhan tién?", "Bao giờ nhận tiền?"),
        ("phong trao ‘xanh, sach, dep’ tai cac thon", "phong trào ‘xanh, sạch, đẹp’ tại các thôn"),
        # a capital and a round letter read as two capitals
        ("Quyét dinh cua BO Tai chinh va SO Noi vu", "Quyết định của Bộ Tài chính và Sở Nội vụ"),
        ("Phong Nong nghiép va MOi trudng tinh", "Phòng Nông nghiệp và Môi trường tỉnh"),
        ("BO TAI CHINH VA SO NOI VU", "BỘ TÀI CHÍNH VÀ SỞ NỘI VỤ"),
        # a figure in the word before a number
        ("S6: 15/KH-UBND", "Số: 15/KH-UBND"),
        ("theo Ké hoach s6 /KH-UBND ngay 02/3/2023", "theo Kế hoạch số /KH-UBND ngày 02/3/2023"),
        # a rare word that is usual in its company
        (
            "phan cong can b6 theo d6i dia ban va don d6c",
            "phân công cán bộ theo dõi địa bàn và đôn đốc",
        ),
        # bodies of the Party, by the words that stand together
        ("Ban Thuong vu Tinh ty, Huyén ty giao Van phong", "Ban Thường vụ Tỉnh ủy, Huyện ủy giao Văn phòng"),
        # abbreviations of which one listed reading is left
        ("Phong Nong nghiép va PINT; HDPND xa; UBMTTOQVN xa", "Phòng Nông nghiệp và PTNT; HĐND xã; UBMTTQVN xã"),
        # a figure that is a word, as no number stands before what follows
        ("bao dam an ninh, trat tu 6 cac xa vung cao", "bảo đảm an ninh, trật tự ở các xã vùng cao"),
        ("Cac xa tiép tuc thuc hién 16 trinh da dé ra", "Các xã tiếp tục thực hiện lộ trình đã đề ra"),
        ("trudc thang 6 cac xa nop bao cao; trong 6 xa", "trước tháng 6 các xã nộp báo cáo; trong 6 xã"),
        ("hé trg nha 6 cho hd nghéo, sira chira nha 6, vuon ho", "hỗ trợ nhà ở cho hộ nghèo, sửa chữa nhà ở, vườn hộ"),
        ("xay dyng nha 6 tang; nhat 1a 6 cac xa vung cao", "xây dựng nhà 6 tầng; nhất là ở các xã vùng cao"),
        # a letter with its mark read as two
        ("Nghi quyét cé hiéu luc ké tty ngay ky", "Nghị quyết có hiệu lực kể từ ngày ký"),
        # bodies before their names, and a figure in the word of one
        ("BG Nong nghiép va Méi truong; SC Noi vu", "Bộ Nông nghiệp và Môi trường; Sở Nội vụ"),
        ("Phong Van hoa - X4 hoi xa chu tri", "Phòng Văn hóa - Xã hội xã chủ trì"),
        # abbreviations in capitals and small letters
        ("Van phong Chinh phu, Tro ly TTg, Vu KTTH", "Văn phòng Chính phủ, Trợ lý TTg, Vụ KTTH"),
        # there are four quarters; what is in figures stays
        ("truoc Quy TV/2026, quy Ill/2026, quy 11/2026", "trước Quý IV/2026, quý III/2026, quý 11/2026"),
        # a capital in Í
        ("It nhat 3 san pham dat 4 sao", "Ít nhất 3 sản phẩm đạt 4 sao"),
        # numbers of chapters of which one reading is left; the others are left to the outline
        ("Ill. TO CHUC THUC HIEN", "III. TỔ CHỨC THỰC HIỆN"),
        ("Vv. KINH PHI THUC HIEN", "V. KINH PHÍ THỰC HIỆN"),
        ("Il. MUC TIEU", "Il. MỤC TIÊU"),
    ],
)
def test_what_misreading_leaves_behind(restorer: Restorer, read: str, right: str) -> None:
    assert restore_within(read, restorer) == right


def test_chapter_of_two_strokes_is_the_next(restorer: Restorer) -> None:
    text = f"I. MUC DICH\n{AROUND}Il. MUC TIEU\n{AROUND}Il. NHIEM VU\n{AROUND}IV. KINH PHI\n"
    heads = [line for line in restore(text, restorer=restorer).text.split("\n") if line.isupper()]
    assert heads == ["I. MỤC ĐÍCH", "II. MỤC TIÊU", "III. NHIỆM VỤ", "IV. KINH PHÍ"]


def test_a_figure_that_is_made_a_word_is_flagged(restorer: Restorer) -> None:
    done = restore(AROUND + "bao dam an ninh, trat tu 6 cac xa vung cao\n" + AROUND, restorer=restorer)
    (word,) = [one for one in done.syllables if done.source[one.source_start : one.source_end] == "6"]
    assert (word.flag, [reading for reading, _ in word.candidates]) == ("ambiguous", ["ở", "6"])


@pytest.mark.parametrize(
    "right",
    [
        "Vì sao cứ? Người dân hỏi: được hỗ trợ từ’ nguồn nào?",
        "Báo cáo của BỘ Tài chính và SỞ Nội vụ được gửi về Ủy ban nhân dân tỉnh trước ngày 15 tháng 12.",
        "Trật tự 6 các xã và lối đi 16 trình tự được giữ như bản gốc; PINT và NIM là tên riêng của nhà thầu.",
        "S6: là mã của tổ sản xuất trong hợp tác xã.",
        "Ill. là tên viết tắt của một tập san nước ngoài được lưu trữ tại thư viện tỉnh.",
    ],
)
def test_right_text_keeps_its_signs_and_capitals(restorer: Restorer, right: str) -> None:
    assert restore(right, restorer=restorer).text == right
