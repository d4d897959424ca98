"""Picture files that are broken, declare what they do not have, or have very many frames."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageDraw, ImageFont

from fixtures.generator.typefaces import font_file
from ntm_extract.errors import DamagedFileError, DocumentError, NoTextError, TooLargeError
from ntm_extract.read import ReadSettings, open_document, read_document
from tests.hostile.measured import Reader

LINE = "Ủy ban nhân dân xã ban hành kế hoạch xây dựng nông thôn mới"


def written(line: str = LINE, shade: int = 0, size: int = 36) -> Image.Image:
    """Draw one line of text on a sheet as a scanner of 200 dpi sees it."""
    image = Image.new("L", (1654, 600), 255)
    font = ImageFont.truetype(str(font_file("plain")), size)
    ImageDraw.Draw(image).text((150, 250), line, shade, font=font)
    return image


def saved(first: Image.Image, *others: Image.Image, kind: str = "TIFF", **how: object) -> bytes:
    out = io.BytesIO()
    more: dict[str, object] = {"save_all": True, "append_images": others} if others else {}
    first.save(out, kind, dpi=(200, 200), **more, **how)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, *, pixels: bytes = b"", more: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(pixels or bytes(1000), 9))
    return b"\x89PNG\r\n\x1a\n" + head + more + body + chunk(b"IEND", b"")


def looping() -> bytes:
    """Give a TIFF whose last frame leads to its first."""
    data = bytearray(saved(*[Image.new("1", (85, 110), 1)] * 3))
    first = at = struct.unpack_from("<I", data, 4)[0]
    while True:
        (entries,) = struct.unpack_from("<H", data, at)
        after = at + 2 + 12 * entries
        (at,) = struct.unpack_from("<I", data, after)
        if not at:
            struct.pack_into("<I", data, after, first)
            return bytes(data)


def noise(side: int) -> Image.Image:
    return Image.effect_noise((side, side), 120)


NAMED = {
    "10^10 pixels": (png(100_000, 100_000), TooLargeError),
    "a line of two thousand million pixels": (png(2**31 - 1, 1), TooLargeError),
    "no pixels": (png(0, 0), DamagedFileError),
    "JPEG of 65,500 by 65,500": (b"\xff\xd8\xff\xc0\0\x0b\x08\xff\xdc\xff\xdc\x01\x01\x11\0\xff\xd9", TooLargeError),
    "TIFF of 30,000 by 30,000": (saved(Image.new("1", (30_000, 30_000), 1), compression="group4"), TooLargeError),
    "TIFF of two thousand million values": (
        b"II*\0\x08\0\0\0\x01\0\0\x01\x04\0\xff\xff\xff\x7f\x1a\0\0\0" + bytes(100), DamagedFileError
    ),
    "comment that unpacks to 200 MB": (
        png(10, 10, pixels=bytes(110), more=chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(200 * 10**6), 9))),
        DamagedFileError,
    ),
    "PNG cut off": (saved(noise(600), kind="PNG")[:50_000], DamagedFileError),
    "JPEG cut off": (saved(noise(600), kind="JPEG")[:20_000], DamagedFileError),
    "one pixel wide": (png(1, 2_000_000, pixels=b"\0\xff" * 2_000_000), NoTextError),
    "white": (saved(Image.new("L", (1654, 2339), 255), kind="PNG"), NoTextError),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_picture_that_cannot_be_read_is_named_with_what_is_wrong(name: str, read: Reader) -> None:
    data, kind = NAMED[name]
    found = read(data)
    assert found.failure is not None
    assert found.failure[0] is kind, found.failure


def test_frames_that_lead_back_to_the_first_are_read_once() -> None:
    assert len(read_document(looping()).pages) == 3


def test_a_broken_frame_costs_itself_alone(read: Reader) -> None:
    data = bytearray(saved(written(), Image.new("L", (1654, 600), 255), written(), compression="tiff_lzw"))
    frames = Image.open(io.BytesIO(bytes(data)))
    frames.seek(1)
    at, size = frames.tag_v2[273][0], frames.tag_v2[279][0]  # type: ignore[attr-defined]
    data[at : at + size] = b"\xff" * size
    found = read(bytes(data), megabytes=700)
    assert found.text == f"{LINE}\f\f{LINE}"
    assert found.labels == ("picture", "unread", "picture")
    assert found.notes == ("Trang 2: tệp ảnh bị hỏng hoặc bị cắt cụt, trang chưa đọc được.",)


def test_a_thousand_frames_are_read_one_by_one_within_their_memory(read: Reader) -> None:
    frames = [Image.new("1", (160, 220), 1)] * 999
    found = read(saved(written().convert("1"), *frames, compression="group4"), seconds=25, megabytes=700)
    assert found.text.rstrip("\f") == LINE
    assert len(found.labels) == 1000
    assert set(found.labels[1:]) == {"blank"}


def test_more_frames_than_a_document_may_have_are_refused() -> None:
    with pytest.raises(TooLargeError, match="6 khung"):
        open_document(saved(*[Image.new("1", (8, 8), 1)] * 6), settings=ReadSettings(max_pages=5))


@pytest.mark.parametrize(("shade", "size"), [(0, 22), (150, 36)])
def test_small_or_pale_print_is_no_blank_page(shade: int, size: int) -> None:
    page = read_document(saved(written("PHỤ LỤC", shade, size), kind="PNG")).pages[0]
    assert page.verdict.label == "picture"
    assert page.text == "PHỤ LỤC"


def test_noise_gives_no_letters_and_ends(read: Reader) -> None:
    found = read(saved(noise(1400), kind="PNG"), seconds=60, megabytes=700, page_timeout_s=5.0)
    assert found.failure is not None or len(found.text) < 40


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_cut_off_anywhere_gives_text_or_a_named_failure(kind: str) -> None:
    data = saved(Image.new("L", (60, 40), 255), kind=kind)
    for length in range(10, len(data), max(1, len(data) // 30)):
        try:
            assert len(read_document(data[:length]).pages) == 1
        except DocumentError as error:
            assert error.advice
