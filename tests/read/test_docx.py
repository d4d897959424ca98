from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given
from hypothesis import strategies as st
from papers import picture, saved

from ntm_extract.errors import DamagedFileError, NoTextError, TooLargeError, UnknownKindError
from ntm_extract.read import ReadSettings, read_document
from ntm_extract.read.docx.numbering import format_number


def word_file(build: Callable[[docx.document.Document], None]) -> bytes:
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def rewritten(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            body = old.read(info)
            new.writestr(info.filename, change(body) if info.filename == name else body)
    return out.getvalue()


def simple(document: docx.document.Document) -> None:
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Xây dựng nông thôn mới")


def test_paragraphs_and_tables_in_document_order() -> None:
    def build(document: docx.document.Document) -> None:
        head = document.add_table(2, 2)
        for (row, column), text in {
            (0, 0): "HUYỆN NẬM DÂN", (0, 1): "Độc lập - Tự do - Hạnh phúc",
            (1, 0): "Số: 12/KH-UBND", (1, 1): "Nậm Dân, ngày 02 tháng 3 năm 2024",
        }.items():  # fmt: skip
            head.cell(row, column).text = text
        document.add_paragraph("Phụ lục")
        table = document.add_table(2, 3, style="Table Grid")
        for index, text in enumerate(["TT", "Tên xã", "Năm\nđạt chuẩn", "1", "Nà Tấu", ""]):
            table.cell(index // 3, index % 3).text = text
        document.add_paragraph("Hết.")

    reading = read_document(word_file(build))
    page = reading.pages[0]
    assert (reading.media, page.origin, page.words) == ("docx", "plain", ())
    assert page.text.split("\n") == [
        "HUYỆN NẬM DÂN", "Số: 12/KH-UBND", "Độc lập - Tự do - Hạnh phúc", "Nậm Dân, ngày 02 tháng 3 năm 2024",
        "Phụ lục", "TT", "Tên xã", "Năm", "đạt chuẩn", "1", "Nà Tấu", "Hết.",
    ]  # fmt: skip
    (table,) = page.tables
    assert [(c.row, c.column, page.text[c.start : c.end]) for c in table.cells] == [
        (0, 0, "TT"), (0, 1, "Tên xã"), (0, 2, "Năm\nđạt chuẩn"), (1, 0, "1"), (1, 1, "Nà Tấu"), (1, 2, ""),
    ]  # fmt: skip


def test_merged_cells_stand_once_at_their_corner() -> None:
    def build(document: docx.document.Document) -> None:
        table = document.add_table(3, 3, style="Table Grid")
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Xã, thị trấn"
        table.cell(1, 2).merge(table.cell(2, 2)).text = "2026"
        table.cell(1, 0).text, table.cell(2, 1).text = "1", "Bản Pho"

    page = read_document(word_file(build)).pages[0]
    cells = {(c.row, c.column): page.text[c.start : c.end] for c in page.tables[0].cells}
    assert cells == {
        (0, 0): "Xã, thị trấn",
        (0, 2): "",
        (1, 0): "1",
        (1, 1): "",
        (1, 2): "2026",
        (2, 0): "",
        (2, 1): "Bản Pho",
    }


def numbered(
    document: docx.document.Document, levels: list[tuple[str, str]], paragraphs: list[tuple[int, str]]
) -> None:
    body = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{pattern}"/></w:lvl>'
        for i, (style, pattern) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{body}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    for level, text in paragraphs:
        paragraph = document.add_paragraph(text)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')
        )


def test_automatic_numbers_are_written_out() -> None:
    levels = [
        ("upperRoman", "%1."),
        ("decimal", "%2."),
        ("decimal", "%2.%3."),
        ("lowerLetter", "%4)"),
        ("bullet", "\uf0b7"),
    ]
    items = [
        (0, "MỤC TIÊU"),
        (1, "Chung"),
        (1, "Cụ thể"),
        (2, "Năm 2025"),
        (3, "Xã"),
        (3, "Huyện"),
        (4, "Khác"),
        (0, "GIẢI PHÁP"),
        (1, "Vốn"),
    ]
    text = read_document(word_file(lambda d: numbered(d, levels, items))).text
    assert text.split("\n") == [
        "I. MỤC TIÊU",
        "1. Chung",
        "2. Cụ thể",
        "2.1. Năm 2025",
        "a) Xã",
        "b) Huyện",
        "- Khác",
        "II. GIẢI PHÁP",
        "1. Vốn",
    ]


def test_numbers_that_come_with_a_style() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("Mở bài")
        document.add_paragraph("Một", style="List Number")
        document.add_paragraph("Hai", style="List Number")
        document.add_paragraph("Ý", style="List Bullet")

    assert read_document(word_file(build)).text.split("\n") == ["Mở bài", "1. Một", "2. Hai", "- Ý"]


def test_deleted_text_is_gone_inserted_text_is_there() -> None:
    def build(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("Phấn đấu ")._p
        paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>03</w:delText></w:r></w:del>"))
        paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>05 xã</w:t></w:r></w:ins>"))

    assert read_document(word_file(build)).text == "Phấn đấu 05 xã"


def nested(depth: int, text: str) -> str:
    cell = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    for _ in range(depth):
        cell = f"<w:tbl><w:tblPr/><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>"
    return cell


def text_box(content: str) -> str:
    return (
        "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Choice Requires='wps'><w:drawing><w:txbxContent>{content}</w:txbxContent></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><w:txbxContent>{content}</w:txbxContent></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def with_body(*blocks: str) -> bytes:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("KẾ HOẠCH")
        body = "".join(blocks)
        for block in list(parse_xml(f"<w:body {nsdecls('w')}>{body}</w:body>")):
            document.element.body.insert(len(document.element.body) - 1, block)

    return word_file(build)


@pytest.mark.parametrize("depth", [1, 5, 6, 20])
def test_tables_within_tables_are_read(depth: int) -> None:
    reading = read_document(with_body(nested(depth, "05 xã đạt chuẩn")))
    assert (reading.text, reading.notes) == ("KẾ HOẠCH\n05 xã đạt chuẩn", ())


def test_what_lies_too_deep_is_noted() -> None:
    reading = read_document(with_body(nested(21, "05 xã")))
    assert reading.text == "KẾ HOẠCH"
    (note,) = reading.notes
    assert "lồng nhau quá 20 tầng" in note
    assert read_document(with_body(nested(21, ""))).notes == ()


def test_a_text_box_is_read_once_with_its_table_and_is_no_picture() -> None:
    reading = read_document(with_body(text_box(nested(0, "Phụ lục I") + nested(1, "Nà Tấu"))))
    assert (reading.text, reading.notes) == ("KẾ HOẠCH\nPhụ lục I\nNà Tấu", ())


def test_a_text_box_within_a_text_box_is_read_once() -> None:
    reading = read_document(with_body(text_box(nested(0, "Ngoài") + text_box(nested(0, "Trong")))))
    assert reading.text == "KẾ HOẠCH\nNgoài\nTrong"


def test_a_picture_is_noted() -> None:
    def build(document: docx.document.Document) -> None:
        simple(document)
        document.add_picture(io.BytesIO(saved(picture(["Bản đồ"]), "PNG")))

    with warnings.catch_warnings():
        warnings.simplefilter("error", FutureWarning)
        assert read_document(word_file(build)).notes == ("Tệp Word có hình; chữ trong hình không được đọc.",)
        assert read_document(word_file(simple)).notes == ()


def test_text_of_page_headers_and_notes_is_missed_aloud() -> None:
    footnotes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )

    def build(document: docx.document.Document, header: str, footer: str, footnote: str) -> None:
        simple(document)
        document.sections[0].header.paragraphs[0].text = header
        document.sections[0].footer.paragraphs[0].text = footer
        package = document.part.package
        part = Part(PackURI("/word/footnotes.xml"), "application/xml", (footnotes % footnote).encode(), package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    silent = read_document(word_file(lambda d: build(d, "", "- 2 -", "")))
    assert silent.notes == ()
    (note,) = read_document(word_file(lambda d: build(d, "Dự thảo", "2", "Theo báo cáo của huyện"))).notes
    assert "đầu trang, chú thích chân trang;" in note
    (note,) = read_document(word_file(lambda d: build(d, "", "Lần 2", ""))).notes
    assert "có chữ ở chân trang;" in note
    with pytest.raises(DamagedFileError, match="chú thích"):
        read_document(word_file(lambda d: build(d, "", "", "<w:p>")))


def test_text_of_an_old_font_is_decoded() -> None:
    data = word_file(
        lambda d: d.add_paragraph("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam thöïc hieän noâng thoân") and None
    )
    assert read_document(data).text == "Cộng hòa xã hội chủ nghĩa Việt Nam thực hiện nông thôn"


def test_empty_word_file() -> None:
    with pytest.raises(NoTextError):
        read_document(word_file(lambda d: None))


def test_archive_that_is_no_word_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(UnknownKindError):
        read_document(out.getvalue())


@pytest.mark.parametrize("share", [0.3, 0.7, 0.98])
def test_word_file_cut_off(share: float) -> None:
    data = word_file(simple)
    with pytest.raises(DamagedFileError):
        read_document(data[: int(len(data) * share)])


def test_word_file_with_broken_xml() -> None:
    data = rewritten(word_file(simple), "word/document.xml", lambda xml: xml[: len(xml) // 2])
    with pytest.raises(DamagedFileError):
        read_document(data)


def test_bomb_is_stopped_before_it_is_unpacked() -> None:
    data = rewritten(word_file(simple), "word/document.xml", lambda xml: xml + b" " * 3_000_000)
    with pytest.raises(TooLargeError):
        read_document(data, ReadSettings(max_unpacked_bytes=2_000_000))


def test_entities_are_refused() -> None:
    def declare(xml: bytes) -> bytes:
        head, rest = xml.split(b"?>", 1)
        doctype = b'?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY a "aaaaaaaaaa">]>'
        return head + doctype + rest.replace("KẾ HOẠCH".encode(), b"&x;&a;")

    with pytest.raises(DamagedFileError, match="thực thể"):
        read_document(rewritten(word_file(simple), "word/document.xml", declare))


@pytest.mark.parametrize(
    ("number", "style", "label"),
    [
        (1, "decimal", "1"),
        (4, "upperRoman", "IV"),
        (19, "lowerRoman", "xix"),
        (27, "lowerLetter", "aa"),
        (3, "upperLetter", "C"),
        (7, "decimalZero", "07"),
    ],
)
def test_number_formats(number: int, style: str, label: str) -> None:
    assert format_number(number, style) == label


@given(st.integers(1, 3999))
def test_roman_numbers_are_right(number: int) -> None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    roman = [values[c] for c in format_number(number, "lowerRoman")]
    assert sum(v if v >= max(roman[i:]) else -v for i, v in enumerate(roman)) == number
