from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2.raw as raw
import pytesseract
import pytest
from papers import LINES, paper, paragraph, picture, saved, scanned
from reportlab.pdfgen.canvas import Canvas

from fixtures.generator.typefaces import font_name
from ntm_extract.errors import DamagedFileError, EmptyFileError, EncryptedFileError, MissingToolError, TooLargeError
from ntm_extract.read import ReadSettings, read_document
from ntm_extract.read.pdf import document as pdf_document
from ntm_extract.read.pdf import drawn_tables
from ntm_extract.read.pdf import page as pdf_page
from ntm_extract.read.picture.tesseract import require_tesseract
from ntm_extract.writing.orthography import strip_marks

ENGLISH_ENGINE = [
    "Can cif Luat T6 chtte chinh quyén dia phuong;",
    "Uy ban nhan dan xi ban hanh ké hoach xay dung néng thén mdi",
    "trén dia ban, phan dau dén nim 2027 c6 05 thén dat chuan.",
]


def with_pikepdf(data: bytes, **save: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **save)  # type: ignore[arg-type]
    return out.getvalue()


def test_good_text_layer_is_taken() -> None:
    reading = read_document(paper(paragraph(), paragraph(LINES[:1])))
    assert reading.media == "pdf"
    assert reading.text == "\n".join(LINES) + "\f" + LINES[0]
    assert [p.origin for p in reading.pages] == ["text-layer"] * 2
    assert [p.verdict.label for p in reading.pages] == ["good"] * 2
    assert not reading.pages[0].needs_restoring
    assert reading.notes == ()


def test_layer_of_an_english_engine_is_replaced_by_reading_its_picture() -> None:
    page = read_document(scanned(picture(), ENGLISH_ENGINE)).pages[0]
    assert (page.verdict.label, page.verdict.remedy, page.origin) == ("wrong-language", "ocr", "ocr")
    assert page.text == "\n".join(LINES)
    assert page.needs_restoring
    first = page.words[0]
    assert abs(first.box.x0 - 60) < 3
    assert 36 < first.box.top < first.box.bottom < 60


def test_good_layer_over_a_picture_is_taken_as_it_is() -> None:
    page = read_document(scanned(picture(), LINES)).pages[0]
    assert (page.origin, page.verdict.remedy, page.text) == ("text-layer", "take", "\n".join(LINES))


@pytest.mark.parametrize(
    ("lines", "label"), [(ENGLISH_ENGINE, "wrong-language"), (list(map(strip_marks, LINES)), "marks-lost")]
)
def test_spoiled_text_without_a_picture_is_left_to_the_restorer(lines: list[str], label: str) -> None:
    page = read_document(paper(paragraph(lines))).pages[0]
    assert (page.verdict.label, page.verdict.remedy) == (label, "restore")
    assert page.text == "\n".join(lines)
    assert page.needs_restoring


def test_font_of_the_old_vni_encoding_is_decoded() -> None:
    vni = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, thöïc hieän chöông trình noâng thoân"
    page = read_document(paper(paragraph([vni]), font="Times-Roman")).pages[0]
    assert page.text == "Cộng hòa xã hội chủ nghĩa Việt Nam, thực hiện chương trình nông thôn"
    assert (page.verdict.label, page.verdict.remedy) == ("legacy-charset", "decode")
    assert not page.needs_restoring


def test_syllables_in_pieces_are_one_word_with_one_box() -> None:
    torn = "Ủ y ban nhân dân xã th ự c hi ệ n k ế ho ạ ch xây d ự ng nông thôn m ớ i trên đị a bàn"
    page = read_document(paper(paragraph([LINES[0], torn]))).pages[0]
    assert page.text.split("\n")[1] == "Ủy ban nhân dân xã thực hiện kế hoạch xây dựng nông thôn mới trên địa bàn"
    assert (page.verdict.label, page.verdict.remedy) == ("split-marks", "join")
    words = {page.text[word.start : word.end]: word.box for word in page.words}
    assert words["hoạch"].x1 - words["hoạch"].x0 > 1.5 * (words["dân"].x1 - words["dân"].x0)
    assert words["kế"].x1 < words["hoạch"].x0 < words["hoạch"].x1 < words["xây"].x0


def test_lines_of_an_old_font_among_right_ones_are_decoded() -> None:
    vni = "thöïc hieän chöông trình noâng thoân"
    page = read_document(paper(paragraph([*LINES, vni]))).pages[0]
    assert page.text == "\n".join([*LINES, "thực hiện chương trình nông thôn"])
    assert page.verdict.label == "legacy-charset"


def test_picture_on_its_side_is_turned_and_boxes_stay_on_the_page() -> None:
    lines = [LINES[i % 3] for i in range(12)]
    image = picture(lines, height_pt=420).rotate(90, expand=True, fillcolor=255)
    page = read_document(scanned(image)).pages[0]
    assert page.text.split("\n")[3] == LINES[0]
    assert page.verdict.scores["turned"] == 90
    assert abs(page.width - 420) < 1
    first = page.words[0]
    assert first.box.bottom > page.height - 80
    assert all(w.box.x1 <= page.width + 1 and w.box.bottom <= page.height + 1 for w in page.words)


def test_blank_pages_are_blank() -> None:
    spotted = picture([])
    spotted.putpixel((300, 300), 0)
    for data in (paper([]), scanned(spotted)):
        page = read_document(data).pages[0]
        assert (page.verdict.label, page.verdict.remedy, page.text) == ("blank", "none", "")


def test_text_beside_a_picture_is_kept_and_the_picture_is_read() -> None:
    head = "CÔNG BÁO/Số 12/Ngày 03-4-2024"
    page = read_document(scanned(picture(LINES, height_pt=300), [head])).pages[0]
    assert page.verdict.label == "picture"
    assert LINES[1] in page.text


def test_password_of_the_reader_is_an_error_that_of_the_owner_is_not() -> None:
    plain = paper(paragraph())
    with pytest.raises(EncryptedFileError, match="mật khẩu"):
        read_document(with_pikepdf(plain, encryption=pikepdf.Encryption(user="bi-mat", owner="chu")))
    assert read_document(with_pikepdf(plain, encryption=pikepdf.Encryption(user="", owner="chu"))).text == "\n".join(
        LINES
    )


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_truncated_file_is_named_as_such(share: float) -> None:
    data = paper(*[paragraph()] * 3)
    with pytest.raises(DamagedFileError):
        read_document(data[: int(len(data) * share)])


def test_rubbish_after_the_end_does_no_harm() -> None:
    assert read_document(paper(paragraph()) + b"\r\n<html>404</html>" + b"\x00" * 3000).text == "\n".join(LINES)


def test_file_without_pages() -> None:
    out = io.BytesIO()
    pikepdf.new().save(out)
    with pytest.raises(EmptyFileError):
        read_document(out.getvalue())


def test_file_of_too_many_pages() -> None:
    with pytest.raises(TooLargeError, match="3 trang"):
        read_document(paper(*[paragraph()] * 3), ReadSettings(max_pages=2))


def test_page_of_two_hundred_metres_is_read_within_the_budget_of_pixels() -> None:
    side = 200 / 0.0254 * 72
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(side, side))
    canvas.rect(0, 0, side / 2, side / 2, fill=1)
    canvas.save()
    page = read_document(out.getvalue(), ReadSettings(max_pixels=2_000_000)).pages[0]
    assert page.text == ""
    assert page.width == pytest.approx(side)


def test_broken_page_costs_only_itself() -> None:
    with pikepdf.open(io.BytesIO(paper(paragraph(), paragraph(), paragraph()))) as pdf:
        pdf.pages[1].Contents = pdf.make_stream(b"q BT /F9 (((( Tj 12 \xff\xfe 0 0 re W n Q Q Q ET")
        out = io.BytesIO()
        pdf.save(out)
    reading = read_document(out.getvalue())
    assert len(reading.pages) == 3
    assert reading.pages[0].text == reading.pages[2].text == "\n".join(LINES)
    assert reading.pages[1].text == ""


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Put another program in Tesseract's place for one test."""

    def replace(command: str) -> None:
        monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", command)
        require_tesseract.cache_clear()

    yield replace
    require_tesseract.cache_clear()


def test_page_that_keeps_tesseract_too_long_is_noted_and_the_others_are_read(
    tmp_path: Path, tesseract: Callable[[str], None]
) -> None:
    endless = tmp_path / "tesseract"
    endless.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo vie && echo osd && exit\nexec sleep 60\n')
    endless.chmod(0o755)
    with pikepdf.open(io.BytesIO(scanned(picture()))) as pdf, pikepdf.open(io.BytesIO(paper(paragraph()))) as text:
        pdf.pages.extend(text.pages)
        out = io.BytesIO()
        pdf.save(out)
    tesseract(str(endless))
    reading = read_document(out.getvalue(), ReadSettings(page_timeout_s=1.0))
    assert reading.pages[0].verdict.label == "unread"
    assert reading.pages[1].text == "\n".join(LINES)
    assert any("Trang 1" in note for note in reading.notes)


@pytest.mark.parametrize("pack", [scanned, lambda image: saved(image, "PNG", dpi=(200, 200))], ids=["pdf", "png"])
def test_page_on_its_side_of_too_few_letters_to_tell_is_noted(pack: Callable[[object], bytes]) -> None:
    image = picture(["05 xã"], height_pt=420).rotate(90, expand=True, fillcolor=255)
    reading = read_document(pack(image))
    assert "Trang 1: không dò được chiều của trang, đã đọc theo chiều đang nằm." in reading.notes
    assert reading.pages[0].verdict.scores.get("turned", 0.0) == 0.0


def drawing(strokes: int) -> bytes:
    """Make a page of text with strokes, in a form within a form."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.beginForm("inner")
    for index in range(strokes):
        canvas.line(100, 100 + index, 300, 100 + index)
    canvas.endForm()
    canvas.beginForm("outer")
    canvas.doForm("inner")
    canvas.endForm()
    canvas.doForm("outer")
    canvas.setFont(font_name("plain"), 13)
    for x, y, line in paragraph():
        canvas.drawString(x, y, line)
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(("limit", "value"), [("MOST_OBJECTS", 5), ("DEEPEST_FORM", 1)])
def test_what_is_not_looked_at_on_a_page_is_noted(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    assert read_document(drawing(5)).notes == ()
    monkeypatch.setattr(pdf_page, limit, value)
    reading = read_document(drawing(20))
    assert reading.text == "\n".join(LINES)
    assert any(note.startswith("Trang 1: nét vẽ quá nhiều") for note in reading.notes)


def test_page_of_too_many_strokes_for_a_table_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_document, "MOST_STROKES", 10)
    assert read_document(drawing(10)).notes == ()
    reading = read_document(drawing(11))
    assert reading.text == "\n".join(LINES)
    assert reading.notes == ("Trang 1: có hơn 10 nét vẽ nên không dò bảng kẻ; chữ được đọc theo dòng.",)


def test_page_of_few_strokes_with_too_many_sides_for_a_table_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn_tables, "MOST_STROKES", 10)
    assert read_document(drawing(10)).notes == ()
    reading = read_document(drawing(11))
    assert reading.text == "\n".join(LINES)
    assert [note.endswith("nên không dò bảng kẻ; chữ được đọc theo dòng.") for note in reading.notes] == [True]


@pytest.mark.parametrize(
    "lines",
    [
        ["theo Hướng dẫn số 07/HD-", "VPĐP ngày 10 tháng 01 năm 2023 của Văn phòng Điều phối"],
        ["thực hiện Kế hoạch số 118/KH-", "UBND ngày 05 tháng 4 năm 2024 của Ủy ban nhân dân"],
        ["giai đoạn 2021-", "2025 trên địa bàn huyện và các xã, thị trấn"],
    ],
)
def test_hyphen_at_the_end_of_a_line_stays_a_hyphen(lines: list[str]) -> None:
    assert read_document(paper(paragraph(lines))).text == "\n".join(lines)


def test_word_with_a_raised_figure_within_has_the_box_of_all_its_letters() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    line = canvas.beginText(85, 700)
    for text, rise in (("đất ở bình quân 65 m2/hộ và 65 m", 0), ("2", 4), ("/hộ", 0)):
        line.setFont(font_name("plain"), 13)
        line.setRise(rise)
        line.textOut(text)
    canvas.drawText(line)
    canvas.save()
    page = read_document(out.getvalue()).pages[0]
    level, raised = [word.box for word in page.words if page.text[word.start : word.end] == "m2/hộ"]
    assert raised.top == pytest.approx(level.top - 4, abs=0.5) and raised.bottom == pytest.approx(level.bottom, abs=0.1)
    assert raised.x1 - raised.x0 == pytest.approx(level.x1 - level.x0, abs=0.1)


@pytest.mark.parametrize("code", [0x02, 0xFFFE])
def test_both_of_pdfiums_marks_for_a_hyphen_are_read(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Which of them stands there depends on the version of pdfium."""
    unicode_of = raw.FPDFText_GetUnicode
    hyphens = (ord("-"), 0x02, 0xFFFE)
    monkeypatch.setattr(raw, "FPDFText_GetUnicode", lambda *at: code if (c := unicode_of(*at)) in hyphens else c)
    lines = ["theo Hướng dẫn số 07/HD-", "VPĐP ngày 10 tháng 01 năm 2023 của Văn phòng Điều phối"]
    assert read_document(paper(paragraph(lines))).text == "\n".join(lines)


def test_missing_tesseract_is_said_with_how_to_install_it(tesseract: Callable[[str], None]) -> None:
    tesseract("/nowhere/tesseract")
    with pytest.raises(MissingToolError, match="apt-get install tesseract-ocr"):
        read_document(saved(picture(LINES[:1]), "PNG"))


def test_missing_language_data_is_named() -> None:
    with pytest.raises(MissingToolError, match="xyz"):
        read_document(saved(picture(LINES[:1]), "PNG"), ReadSettings(language="xyz"))
