"""`annotate`: colours stand where the words are, on every kind of page, and nothing else of the page changes."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image
from typer.testing import CliRunner

from ntm_extract import extract
from ntm_extract.cli import app
from ntm_extract.pages import Box
from ntm_extract.pipeline import identify
from ntm_extract.plan import Plan, Unread
from ntm_extract.read import read_document
from ntm_extract.review.drawing import NoPagesError, draw_rows
from ntm_extract.review.marks import find_marks
from tests.audit.plans import a_collection, a_plan
from tests.read.papers import LINES, paper, paragraph, picture, saved

RUNNER = CliRunner()
SCALE = 2.0
YELLOW, ORANGE, GREEN, BLUE = (255, 219, 89), (255, 173, 107), (168, 235, 184), (158, 212, 255)
Pixels = npt.NDArray[np.int16]


def pages_of(pdf: bytes | Path) -> list[Pixels]:
    with pdfium.PdfDocument(pdf) as document:
        return [np.asarray(page.render(scale=SCALE).to_pil().convert("RGB"), dtype=np.int16) for page in document]


def coloured(page: Pixels, colour: tuple[int, int, int]) -> npt.NDArray[np.bool_]:
    near: npt.NDArray[np.bool_] = np.abs(page - np.array(colour)).max(axis=2) <= 6
    return near


def within(mask: npt.NDArray[np.bool_], box: Box) -> npt.NDArray[np.bool_]:
    x0, top, x1, bottom = (round(value * SCALE) for value in box)
    return mask[max(top, 0) : bottom, max(x0, 0) : x1]


def boxes_of(data: bytes, words: str) -> list[tuple[int, Box]]:
    reading = read_document(data)
    start = reading.text.index(words)
    return reading.boxes_in(start, start + len(words))


def with_rows(data: bytes, *targets: str, duties: tuple[str, ...] = ()) -> Plan:
    """Give a plan whose rows stand on the given words of a document."""

    def placed(words: str) -> dict[str, object]:
        boxes = boxes_of(data, words)
        return {
            "bbox": [tuple(box) for _, box in boxes],
            "bbox_pages": [number for number, _ in boxes],
            "page": boxes[0][0],
            "quote": words,
        }

    return a_plan("mẫu", targets=map(placed, targets), responsibilities=map(placed, duties))


def paper_with(change: Callable[[pikepdf.Pdf], None], data: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data or paper(paragraph()))) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def turned(degrees: int) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.pages[0].rotate(degrees, relative=False)


def cropped(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.MediaBox = [-30, -40, 595, 842]
    pdf.pages[0].obj.CropBox = [70, 600, 590, 830]


def cropped_and_turned(pdf: pikepdf.Pdf) -> None:
    cropped(pdf)
    turned(270)(pdf)


def inherited(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    pdf.Root.Pages.MediaBox, pdf.Root.Pages.Rotate = page.MediaBox, 90
    del page.MediaBox


WORDS = "ban hành kế hoạch"
PAGES: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "as it is": lambda pdf: None,
    "turned 90": turned(90),
    "turned 180": turned(180),
    "turned 270": turned(270),
    "cropped": cropped,
    "cropped and turned": cropped_and_turned,
    "size and turn of all pages": inherited,
}


@pytest.mark.parametrize("kind", PAGES)
def test_the_colour_is_where_the_words_are_and_nowhere_else(kind: str, tmp_path: Path) -> None:
    data = paper_with(PAGES[kind])
    out = tmp_path / "x.pdf"
    assert draw_rows(data, with_rows(data, WORDS), out).marks == 1
    [before], [after] = pages_of(data), pages_of(out)
    [(_, box)] = boxes_of(data, WORDS)
    mask = coloured(after, YELLOW)
    assert within(mask, box).mean() > 0.5
    changed = (before != after).any(axis=2)
    assert changed.sum() == within(changed, Box(box.x0 - 1, box.top - 1, box.x1 + 1, box.bottom + 1)).sum() > 0
    dark = before.max(axis=2) < 60
    assert dark.any() and (after.max(axis=2)[dark] < 60).all()  # the words themselves stay black


def test_words_of_a_real_extraction_have_the_colours_of_their_tables(
    made: Callable[[str, str], Path], tmp_path: Path
) -> None:
    path = made("quang-tri", "text")
    plan = extract(str(path))
    out = tmp_path / "x.pdf"
    draw_rows(path.read_bytes(), plan, out)
    pages = pages_of(out)
    tables = (("targets", YELLOW), ("deadlines", ORANGE), ("responsibilities", GREEN), ("references", BLUE))
    for table, colour in tables:
        rows = getattr(plan, table)
        assert rows, table
        for row in rows:
            for number, box in zip(row.bbox_pages, row.bbox, strict=True):
                assert within(coloured(pages[number - 1], colour), Box(*box)).mean() > 0.1, (table, row.quote)


@pytest.mark.parametrize("kind", ["TIFF", "PNG", "JPEG"])
def test_pictures_become_pages_of_a_pdf(kind: str, tmp_path: Path) -> None:
    sheet = picture()
    sheet = sheet.point(lambda value: 255 * (value > 128)) if kind == "TIFF" else sheet.convert("RGB")
    more = {"save_all": True, "append_images": [sheet]} if kind == "TIFF" else {}
    data = saved(sheet, kind, dpi=(200, 200), **more)
    boxes = [(60.0, 40.0, 300.0, 56.0)]
    page = 2 if more else 1
    plan = a_plan("mẫu", targets=[{"bbox": boxes, "bbox_pages": [page], "page": page}])
    out = tmp_path / "x.pdf"
    assert draw_rows(data, plan, out).notes == ()
    pages = pages_of(out)
    assert len(pages) == (2 if more else 1)
    assert pages[0].shape[:2] == pytest.approx((200 * SCALE, 595 * SCALE), abs=2)
    mask = coloured(pages[page - 1], YELLOW)
    assert within(mask, Box(*boxes[0])).mean() > 0.5
    assert mask.sum() == within(mask, Box(59, 39, 301, 57)).sum()
    assert (pages[page - 1].max(axis=2) < 90).sum() > 500  # the print is there


def test_a_frame_that_cannot_be_opened_is_a_blank_page_and_told(tmp_path: Path) -> None:
    noise = Image.effect_noise((400, 300), 60)
    data = bytearray(saved(picture(), "TIFF", save_all=True, append_images=[noise], compression="tiff_adobe_deflate"))
    alone = saved(noise, "TIFF", compression="tiff_adobe_deflate")
    begin = alone.index(b"\x78\x9c")  # the head of its packed data
    at = data.index(alone[begin : begin + 60])
    data[at : at + 60] = b"\xff" * 60
    plan = a_plan("mẫu", targets=[{"bbox": [(60, 40, 300, 56)], "bbox_pages": [1], "page": 1}])
    out = tmp_path / "x.pdf"
    drawn = draw_rows(bytes(data), plan, out)
    assert drawn.notes == ("Trang 2: không mở được ảnh, để trang trắng ở chỗ này.",)
    first, second = pages_of(out)
    assert coloured(first, YELLOW).any()
    assert (second == 255).all()


def test_rows_of_two_tables_on_one_line_share_its_height(tmp_path: Path) -> None:
    data = paper(paragraph())
    out = tmp_path / "x.pdf"
    draw_rows(data, with_rows(data, WORDS, duties=("Ủy ban nhân dân xã ban hành kế hoạch",)), out)
    [page] = pages_of(out)
    [(_, box)] = boxes_of(data, WORDS)
    middle = (box.top + box.bottom) / 2
    upper, lower = Box(box.x0, box.top, box.x1, middle), Box(box.x0, middle, box.x1, box.bottom)
    assert within(coloured(page, YELLOW), upper).mean() > 0.4 > within(coloured(page, YELLOW), lower).mean()
    assert within(coloured(page, GREEN), lower).mean() > 0.4 > within(coloured(page, GREEN), upper).mean()


def test_a_row_over_a_page_break_is_on_both_pages_and_same_words_share_a_mark() -> None:
    data = paper(paragraph(LINES[:2]), paragraph(LINES[2:]))
    plan = with_rows(data, WORDS, WORDS)
    twice = plan.targets[0].model_copy(
        update={"bbox": [(60, 80, 200, 95), (60, 80, 120, 95)], "bbox_pages": [1, 2], "row_id": "f" * 16}
    )
    marks = find_marks(plan.model_copy(update={"targets": [*plan.targets, twice]}))
    assert [mark.page for mark in marks] == [1, 1, 2]
    assert sum("giá trị" in mark.note for mark in marks) == 0
    assert [mark.note.count("nội dung:") for mark in marks if len(mark.boxes) == 1].count(2) == 1
    assert len({mark.name for mark in marks}) == 3


def test_notes_say_what_the_row_says_how_sure_it_is_and_why_it_is_doubted(tmp_path: Path) -> None:
    data = paper(paragraph())
    place = {"bbox": [(90, 80, 200, 95)], "bbox_pages": [1], "page": 1}
    plan = a_plan(
        "mẫu",
        targets=[{**place, "indicator": "communes_below", "value": 0, "due": "2027", "places": ["Cần Yên", "Đại Sơn"],
                  "confidence": 0.625, "doubts": ["năm được suy từ giai đoạn"]}],
    )  # fmt: skip
    unread = Unread(
        field="number", page=1, bbox=[(300, 80, 400, 95)], source_quote="Số: 1?", candidates=[("11/KH-UBND", 0.6)],
        picture=None, note="chữ số viết tay",
    )  # fmt: skip
    out = tmp_path / "x.pdf"
    draw_rows(data, plan.model_copy(update={"unread": [unread]}), out)
    with pikepdf.open(out) as pdf:
        notes = {str(note.Subj): str(note.Contents) for note in pdf.pages[0].obj.Annots}
        kinds = {str(note.Subtype) for note in pdf.pages[0].obj.Annots}
        quads = [float(value) for value in pdf.pages[0].obj.Annots[0].QuadPoints]
    assert kinds == {"/Highlight"}
    assert quads[:4] == pytest.approx([90, 842 - 80, 200, 842 - 80])
    said = notes["Chỉ tiêu"].splitlines()
    assert said[0] == "Chỉ tiêu"
    assert {"giá trị: 0", "thời hạn: 2027", "địa danh: Cần Yên, Đại Sơn"} <= set(said)
    assert "(mục II.1 · độ tin cậy 0,625)" in said
    assert "Nghi vấn: năm được suy từ giai đoạn" in said
    assert notes["Chưa đọc chắc"].splitlines()[1:] == ["số hiệu: chữ số viết tay", "Có thể là: 11/KH-UBND (0,6)"]


def test_annotations_that_were_there_stay_also_where_two_pages_share_them(tmp_path: Path) -> None:
    def share(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 30, 30], Contents="đã có"
        )
        shared = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        for page in pdf.pages:
            page.obj.Annots = shared

    data = paper_with(share, paper(paragraph(), paragraph()))
    out = tmp_path / "x.pdf"
    draw_rows(data, with_rows(data, WORDS), out)
    with pikepdf.open(out) as pdf:
        assert [len(page.obj.Annots) for page in pdf.pages] == [2, 1]


def test_a_file_with_an_owner_password_is_drawn_on_and_stays_protected(tmp_path: Path) -> None:
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper(paragraph()))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="chủ", user="", allow=pikepdf.Permissions(extract=True)))
    data = locked.getvalue()
    out = tmp_path / "x.pdf"
    draw_rows(data, with_rows(data, WORDS), out)
    [(_, box)] = boxes_of(data, WORDS)
    assert within(coloured(pages_of(out)[0], YELLOW), box).mean() > 0.5
    with pikepdf.open(out) as pdf:
        assert pdf.is_encrypted


def test_a_signed_file_is_told_to_lose_its_signature_in_the_copy(tmp_path: Path) -> None:
    def sign(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), SigFlags=3)

    data = paper_with(sign)
    [note] = draw_rows(data, with_rows(data, WORDS), tmp_path / "x.pdf").notes
    assert "chữ ký" in note and "tệp gốc không thay đổi" in note


def test_five_hundred_pages(tmp_path: Path) -> None:
    data = paper(*[paragraph()] * 500)
    boxes = [(90.0, 80.0, 200.0, 95.0)]
    plan = a_plan(
        "mẫu", targets=[{"bbox": boxes, "bbox_pages": [number], "page": number} for number in range(1, 501)] * 4
    )
    out = tmp_path / "x.pdf"
    assert draw_rows(data, plan, out).marks == 500
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages[499].obj.Annots) == 1


def test_a_mark_on_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    data = paper(paragraph())
    plan = a_plan("mẫu", targets=[{"bbox": [(1, 1, 9, 9)], "bbox_pages": [7], "page": 7}])
    drawn = draw_rows(data, plan, tmp_path / "x.pdf")
    assert (drawn.marks, len(drawn.notes)) == (0, 1)


@pytest.mark.parametrize("data", ["Kế hoạch xây dựng nông thôn mới\n".encode(), b"\xef\xbb\xbfx"])
def test_plain_text_has_nothing_to_draw_on(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(NoPagesError, match="không có trang giấy"):
        draw_rows(data, a_plan("mẫu"), tmp_path / "x.pdf")


def test_the_command_takes_rows_from_an_output_folder(tmp_path: Path) -> None:
    data = paper(paragraph())
    path = tmp_path / "ke-hoach.pdf"
    path.write_bytes(data)
    plan = with_rows(data, WORDS)
    head = plan.document.model_copy(update={"doc_id": identify(data)})
    a_collection(tmp_path / "ket-qua", [plan.model_copy(update={"document": head})])
    out = tmp_path / "x.pdf"
    done = RUNNER.invoke(app, ["annotate", str(path), "--from", str(tmp_path / "ket-qua"), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert (done.stdout, done.stderr) == ("", f"1 dấu.\nKết quả: {out}\n")
    assert out.exists()


@pytest.mark.parametrize(("words", "code", "said"), [
    (["{text}", "--out", "{new}"], 2, "không có trang giấy"),
    (["{docx}", "--out", "{new}"], 2, "Tệp Word"),
    (["{pdf}", "--out", "{pdf}"], 2, "trùng với chính văn bản"),
    (["{pdf}", "--out", "{folder}"], 2, "không phải là tên tệp"),
    (["{pdf}", "--out", "{new}", "--from", "{folder}"], 2, "không phải là thư mục kết quả"),
    (["{pdf}", "--out", "{pdf}/x.pdf", "--from", "{results}"], 2, "Không ghi được"),
    (["{other}", "--out", "{new}", "--from", "{results}"], 2, "không có kết quả của văn bản này"),
    (["{missing}", "--out", "{new}"], 3, "Không tìm thấy tệp"),
    (["{empty}", "--out", "{new}"], 3, "Tệp rỗng"),
    (["{pdf}", "--fast", "--best", "--out", "{new}"], 2, "--fast"),
])  # fmt: skip
def test_what_cannot_be_drawn_is_told_plainly(words: list[str], code: int, said: str, tmp_path: Path) -> None:
    samples = Path(__file__).parents[2] / "fixtures" / "samples"
    data = paper(paragraph())
    (tmp_path / "a.pdf").write_bytes(data)
    (tmp_path / "b.pdf").write_bytes(data + b"\n")
    (tmp_path / "rỗng.pdf").touch()
    (tmp_path / "trống").mkdir()
    plan = a_plan("a")
    head = plan.document.model_copy(update={"doc_id": identify(data)})
    a_collection(tmp_path / "ket-qua", [plan.model_copy(update={"document": head})])
    places = {
        "pdf": tmp_path / "a.pdf", "other": tmp_path / "b.pdf", "new": tmp_path / "x.pdf", "folder": tmp_path / "trống",
        "results": tmp_path / "ket-qua", "missing": tmp_path / "không-có.pdf", "empty": tmp_path / "rỗng.pdf",
        "text": samples / "quang-tri-txt.txt", "docx": samples / "ke-sach-docx.docx",
    }  # fmt: skip
    done = RUNNER.invoke(app, ["annotate", *(word.format(**places) for word in words)])
    assert done.exit_code == code, done.output
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "x.pdf").exists()
    assert (tmp_path / "a.pdf").read_bytes() == data
