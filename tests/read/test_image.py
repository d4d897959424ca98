from __future__ import annotations

import struct
import zlib

import pytest
from papers import LINES, picture, saved
from PIL import ImageDraw

from ntm_extract.errors import DamagedFileError, TooLargeError
from ntm_extract.read import ReadSettings, read_document


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_picture_files(kind: str) -> None:
    reading = read_document(saved(picture(), kind, dpi=(200, 200)))
    page = reading.pages[0]
    assert reading.media == "image"
    assert page.text == "\n".join(LINES)
    assert (round(page.width), round(page.height)) == (595, 200)
    assert abs(page.words[0].box.x0 - 60) < 3
    assert all(0 <= w.confidence <= 1 for w in page.words)


def test_tiff_with_two_frames_gives_two_pages() -> None:
    first, second = picture(LINES[:1]), picture(LINES[1:2])
    data = saved(first, "TIFF", save_all=True, append_images=[second], dpi=(200, 200))
    assert [page.text for page in read_document(data).pages] == [LINES[0], LINES[1]]


def test_page_number_alone_above_the_text_is_read() -> None:
    image = picture(["", "", *LINES], height_pt=400)
    number = picture(["7"], height_pt=60).crop((150, 100, 240, 166))
    image.paste(number, (image.width // 2, 100))
    assert read_document(saved(image, "PNG", dpi=(200, 200))).text.split("\n") == ["7", *LINES]


def test_ruled_table_in_a_scan_is_read_cell_by_cell() -> None:
    image = picture(["Danh sách các xã"], height_pt=300)
    draw = ImageDraw.Draw(image)
    rows = [["TT", "Tên xã", "Năm"], ["1", "Nà Tấu", "2026"], ["2", "Bản Pho", "2027"]]
    xs, ys = [170, 290, 700, 950], [230, 320, 410, 500]
    for y in ys:
        draw.line((xs[0], y, xs[-1], y), 60, 2)
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), 60, 2)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            tile = picture([text], height_pt=80).crop((160, 108, 160 + 300, 160))
            tile = tile.crop(tile.point(lambda v: 255 - v).getbbox())
            image.paste(tile, (xs[c] + 20, ys[r] + 30))
    page = read_document(saved(image, "PNG", dpi=(200, 200))).pages[0]
    (table,) = page.tables
    read = {(c.row, c.column): page.text[c.start : c.end] for c in table.cells}
    assert read == {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row)}
    assert page.text.startswith("Danh sách các xã\nTT\nTên xã")


def test_skewed_colour_scan_with_a_stamp() -> None:
    image = picture([LINES[i % 3] for i in range(8)], height_pt=300).convert("RGB")
    stamp = picture(["ỦY BAN NHÂN DÂN"] * 3, height_pt=300).convert("L").point(lambda v: 255 - v)
    image.paste((230, 60, 60), (40, 25), stamp.rotate(20))
    skewed = image.rotate(1.5, fillcolor="white")
    page = read_document(saved(skewed, "PNG", dpi=(200, 200))).pages[0]
    assert abs(page.verdict.scores["skew"] - 1.5) <= 0.15
    wanted = " ".join(LINES[i % 3] for i in range(8)).split()
    assert len(set(wanted) - set(page.text.split())) <= 2  # where the stamp's edge cuts a letter


def test_transparent_paper_is_white() -> None:
    image = picture(LINES[:1])
    clear = image.convert("LA")
    clear.putalpha(image.point(lambda v: 255 - v))
    assert read_document(saved(clear, "PNG", dpi=(200, 200))).text == LINES[0]


def test_photograph_without_declared_resolution_is_taken_for_a_sheet_of_a4() -> None:
    page = read_document(saved(picture(LINES, height_pt=842), "PNG")).pages[0]
    assert abs(page.width - 595) < 10
    assert page.text == "\n".join(LINES)


def huge_png(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("side", [10_000, 13_000, 100_000])
def test_picture_that_declares_too_many_pixels(side: int) -> None:
    with pytest.raises(TooLargeError):
        read_document(huge_png(side, side))


def test_too_many_frames() -> None:
    data = saved(picture([]), "TIFF", save_all=True, append_images=[picture([])] * 2)
    with pytest.raises(TooLargeError, match="3 khung"):
        read_document(data, ReadSettings(max_pages=2))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_picture_cut_off(kind: str) -> None:
    data = saved(picture(), kind)
    with pytest.raises(DamagedFileError):
        read_document(data[: len(data) // 3])
