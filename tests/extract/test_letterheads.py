"""Letterheads of many offices: whose plan it is, its number, title, day, signer and recipients."""

from __future__ import annotations

from typing import Any

import pytest
from plain_plans import extract_text

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
BODY = "I. MỤC TIÊU\n1. Các xã làm tốt công tác tuyên truyền.\n"


def head_of(text: str) -> dict[str, Any]:
    return extract_text(text).document.model_dump()


def letter(
    issuer: str,
    number: str = "Số: 210/KH-UBND",
    date: str = "Mai Sơn, ngày 05 tháng 4 năm 2023",
    kind: str = "KẾ HOẠCH",
    title: str = "Xây dựng nông thôn mới năm 2023",
    body: str = BODY,
    closing: str = "",
) -> str:
    return f"{issuer}\n{MOTTO}{number}\n{date}\n{kind}\n{title}\n{body}{closing}"


def fields(**expected: Any) -> dict[str, Any]:
    """Name the fields a head is to have; the others may be anything."""
    return expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            letter("ỦY BAN NHÂN DÂN\nHUYỆN MAI SƠN"),
            fields(issuer="Ủy ban nhân dân huyện Mai Sơn", level="district", province="Sơn La", district="Mai Sơn"),
            id="district; the gazetteer tells its province",
        ),
        pytest.param(
            letter("ỦY BAN NHÂN DÂN\nTỈNH SƠN LA"),
            fields(issuer="Ủy ban nhân dân tỉnh Sơn La", level="province", province="Sơn La", district=None),
            id="province",
        ),
        pytest.param(
            letter("ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG"),
            fields(issuer="Ủy ban nhân dân thành phố Hải Phòng", level="province", province="Hải Phòng"),
            id="city under the central government",
        ),
        pytest.param(
            letter("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ SƠN LA"),
            fields(issuer="Ủy ban nhân dân thành phố Sơn La", level="district", province="Sơn La", district="Sơn La"),
            id="city of a province",
        ),
        pytest.param(
            letter("ỦY BAN NHÂN DÂN\nTHỊ XÃ NGHĨA LỘ"),
            fields(level="district", province="Yên Bái", district="Nghĩa Lộ"),
            id="town",
        ),
        pytest.param(
            letter("ỦY BAN NHÂN DÂN\nXÃ CHIỀNG MUNG", body="I. MỤC TIÊU\n1. Thực hiện chủ trương của huyện Mai Sơn.\n"),
            fields(issuer="Ủy ban nhân dân xã Chiềng Mung", level="commune", province="Sơn La", district="Mai Sơn"),
            id="commune; the text tells its district",
        ),
        pytest.param(
            letter("ỦY BAN NHÂN DÂN\nPHƯỜNG TÔ HIỆU", date="Tô Hiệu, ngày 05 tháng 8 năm 2025"),
            fields(issuer="Ủy ban nhân dân phường Tô Hiệu", level="commune", province="Sơn La", district=None),
            id="ward after the districts were done away with",
        ),
        pytest.param(
            letter("BỘ NÔNG NGHIỆP VÀ PHÁT TRIỂN NÔNG THÔN", "Số: 21/KH-BNN-VPĐP", "Hà Nội, ngày 05 tháng 4 năm 2023"),
            fields(
                issuer="Bộ Nông nghiệp và Phát triển nông thôn",
                level="central",
                number="21/KH-BNN-VPĐP",
                symbol="KH-BNN-VPĐP",
                province=None,
                place="Hà Nội",
            ),
            id="ministry",
        ),
        pytest.param(
            letter("THỦ TƯỚNG CHÍNH PHỦ", "Số: 21/QĐ-TTg", "Hà Nội, ngày 05 tháng 4 năm 2023", "QUYẾT ĐỊNH"),
            fields(issuer="Thủ tướng Chính phủ", level="central", kind="Quyết định", number="21/QĐ-TTg"),
            id="Prime Minister",
        ),
        pytest.param(
            letter("UBND TỈNH SƠN LA\nSỞ NỘI VỤ", "Số: 21/KH-SNV", "Sơn La, ngày 05 tháng 4 năm 2023"),
            fields(level="province", province="Sơn La", issuer="Sở Nội vụ tỉnh Sơn La"),
            id="department under the committee of its province",
        ),
        pytest.param(
            letter("HUYỆN ỦY MAI SƠN\nBAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH MTQG", "Số: 5-KH/BCĐ"),
            fields(level="district", district="Mai Sơn", number="5-KH/BCĐ"),
            id="steering board",
        ),
        pytest.param(
            letter("ĐẢNG CỘNG SẢN VIỆT NAM\nTỈNH ỦY SƠN LA", "Số 12-KH/TU", "Sơn La, ngày 05 tháng 4 năm 2023"),
            fields(issuer="Tỉnh ủy Sơn La", level="province", number="12-KH/TU"),
            id="party committee",
        ),
        pytest.param(
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN MAI SƠN Độc lập - Tự do - Hạnh phúc\n"
            f"Số: 210/KH-UBND Mai Sơn, ngày 05 tháng 4 năm 2023\nKẾ HOẠCH\nXây dựng nông thôn mới\n{BODY}",
            fields(
                issuer="Ủy ban nhân dân huyện Mai Sơn",
                number="210/KH-UBND",
                place="Mai Sơn",
                issued_on="2023-04-05",
                title="Xây dựng nông thôn mới",
            ),
            id="two columns on one line",
        ),
        pytest.param(
            f"KẾ HOẠCH\nXây dựng nông thôn mới trên địa bàn huyện Mai Sơn\n{BODY}",
            fields(
                number=None, symbol=None, issuer=None, district="Mai Sơn", level="district", place=None, issued_on=None
            ),
            id="no letterhead: the title tells whose plan it is",
        ),
    ],
)
def test_letterheads(text: str, expected: dict[str, Any]) -> None:
    head = head_of(text)
    assert {name: head[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("number", "date", "expected"),
    [
        pytest.param(
            "Số: 210/KH-UBND",
            "Mai Sơn, ngày 05 tháng 4 năm 2023",
            ("210/KH-UBND", "KH-UBND", "Mai Sơn", "2023-04-05"),
            id="all stated",
        ),
        pytest.param(
            "Số:        /KH-UBND",
            "Mai Sơn, ngày     tháng 4 năm 2023",
            (None, "KH-UBND", "Mai Sơn", "2023-04"),
            id="blank number, blank day",
        ),
        pytest.param(
            "Số: …./KH-UBND", "Mai Sơn, ngày … tháng … năm 2023", (None, "KH-UBND", "Mai Sơn", "2023"), id="dots"
        ),
        pytest.param(
            "Số : 210 /KH - UBND",
            "Mai Sơn, ngày 5 tháng 04 năm 2023",
            ("210/KH-UBND", "KH-UBND", "Mai Sơn", "2023-04-05"),
            id="spaces in the number",
        ),
    ],
)
def test_number_and_day_are_as_precise_as_stated(
    number: str, date: str, expected: tuple[str | None, str | None, str, str]
) -> None:
    head = head_of(letter("ỦY BAN NHÂN DÂN\nHUYỆN MAI SƠN", number, date))
    assert (head["number"], head["symbol"], head["place"], head["issued_on"]) == expected


def test_the_title_is_one_line_without_the_kind_and_tells_the_period() -> None:
    head = head_of(letter("ỦY BAN NHÂN DÂN\nHUYỆN MAI SƠN", title="Xây dựng nông thôn mới\ngiai đoạn 2023 - 2025"))
    assert (head["kind"], head["title"]) == ("Kế hoạch", "Xây dựng nông thôn mới giai đoạn 2023 - 2025")
    assert head["period"] == "2023/2025"


@pytest.mark.parametrize(
    ("lines", "signer", "title"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Thị Hoa", "Lò Thị Hoa", "Chủ tịch"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLò Văn Ba", "Lò Văn Ba", "Phó Chủ tịch"),
        ("TM. ỦY BAN NHÂN DÂN\nKT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nLò Văn Ba", "Lò Văn Ba", "Phó Chủ tịch"),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Văn Bình", "Nguyễn Văn Bình", "Thứ trưởng"),
        ("GIÁM ĐỐC\nNguyễn Thị Lan", "Nguyễn Thị Lan", "Giám đốc"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", None, "Chủ tịch"),
    ],
    ids=["chairwoman", "vice chairman for the chairman", "no space after KT.", "vice minister", "director", "no name"],
)
def test_who_signs(lines: str, signer: str | None, title: str) -> None:
    head = head_of(letter("ỦY BAN NHÂN DÂN\nHUYỆN MAI SƠN", closing=f"Nơi nhận:\n- Lưu: VT.\n{lines}\n"))
    assert (head["signer"], head["signer_title"]) == (signer, title)


def test_recipients_lose_dash_and_closing_mark_be_it_misread_and_broken_lines_are_joined() -> None:
    closing = (
        "Nơi nhận:\n- UBND tỉnh (b/c);\n- TT Huyện ủy, HĐND huyện:\n- Các phòng, ban,\n  đoàn thể huyện;\n"
        "- Lưu: VT, NN.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nLò Thị Hoa\n"
    )
    assert head_of(letter("ỦY BAN NHÂN DÂN\nHUYỆN MAI SƠN", closing=closing))["recipients"] == [
        "UBND tỉnh (b/c)",
        "TT Huyện ủy, HĐND huyện",
        "Các phòng, ban, đoàn thể huyện",
        "Lưu: VT, NN",
    ]


def test_the_last_line_of_the_closing_paragraph_is_no_recipient() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n"
        "1. Phòng Nội vụ theo dõi, đôn đốc việc thực hiện Kế hoạch tại các xã vùng cao, biên giới.\n"
        "Trong quá trình thực hiện, nếu có vướng mắc, khó khăn phát sinh ở cơ sở, các đơn vị phản ánh, báo cáo\n"
        "về Phòng Nội vụ để tổng hợp./.\n"
    )
    closing = (
        "Nơi nhận:\n- UBND tỉnh;\n- TT Huyện ủy;\n- Các phòng;\n- Các xã;\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
    )
    plan = extract_text(letter("ỦY BAN NHÂN DÂN\nHUYỆN MAI SƠN", body=body, closing=closing))
    assert plan.document.recipients == ["UBND tỉnh", "TT Huyện ủy", "Các phòng", "Các xã", "Lưu: VT"]
    assert ("Phòng Nội vụ", "receive") in [(row.agency, row.role) for row in plan.responsibilities]


def test_a_district_s_name_that_several_provinces_have_is_left_open_with_a_note() -> None:
    plan = extract_text(letter("ỦY BAN NHÂN DÂN\nHUYỆN CHÂU THÀNH", date="Châu Thành, ngày 05 tháng 4 năm 2023"))
    assert (plan.document.district, plan.document.province) == ("Châu Thành", None)
    assert any("Châu Thành" in note for note in plan.notes)


def test_the_province_the_text_speaks_of_settles_which_district_is_meant() -> None:
    body = "Căn cứ Kế hoạch số 5/KH-UBND ngày 01/02/2023 của UBND tỉnh Tây Ninh;\n" + BODY
    head = head_of(letter("ỦY BAN NHÂN DÂN\nHUYỆN CHÂU THÀNH", body=body))
    assert (head["district"], head["province"]) == ("Châu Thành", "Tây Ninh")


def test_an_empty_document_has_an_empty_head() -> None:
    plan = extract_text("")
    head = plan.document.model_dump()
    unknown = set(head) - {"doc_id", "source", "recipients", "pages", "text_origin", "restored"}
    assert all(head[name] is None for name in unknown)
    assert head["recipients"] == [] and head["pages"] == 1
    assert not [*plan.targets, *plan.deadlines, *plan.responsibilities, *plan.references]
