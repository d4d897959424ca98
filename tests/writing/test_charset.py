from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_extract.errors import DocumentError, EmptyFileError, UnknownKindError
from ntm_extract.read import read_document
from ntm_extract.writing.charset import decode

TEXT = "Ủy ban nhân dân xã Thượng Phước tổ chức thực hiện kế hoạch xây dựng nông thôn mới; phấn đấu đến năm 2027."
TCVN3 = "C«ng v¨n cña ñy ban nh©n d©n x· vÒ viÖc x©y dùng n«ng th«n míi, phÊn ®Êu ®Õn hÕt n¨m 2027 ®¹t chuÈn, ®­îc giao"
TCVN3_READ = (
    "Công văn của ủy ban nhân dân xã về việc xây dựng nông thôn mới, phấn đấu đến hết năm 2027 đạt chuẩn, được giao"
)
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, UÛy ban nhaân daân tænh, thöïc hieän chöông trình noâng thoân môùi"
VNI_READ = "Cộng hòa xã hội chủ nghĩa Việt Nam, Ủy ban nhân dân tỉnh, thực hiện chương trình nông thôn mới"


def windows_1258(text: str) -> bytes:
    out = b""
    for char in text:
        parts = unicodedata.normalize("NFD", char)
        tones = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        out += base.encode("cp1258") + tones.encode("cp1258")
    return out


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (windows_1258(TEXT), "cp1258"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
    ],
)
def test_every_encoding_gives_the_same_text(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert decoded.text == TEXT
    assert decoded.encoding == encoding


def test_tcvn3_file() -> None:
    decoded = decode(TCVN3.encode("latin-1"))
    assert (decoded.text, decoded.encoding, decoded.trouble) == (TCVN3_READ, "tcvn3", "legacy-charset")


def test_vni_file() -> None:
    decoded = decode(VNI.encode("latin-1"))
    assert (decoded.text, decoded.encoding, decoded.trouble) == (VNI_READ, "vni", "legacy-charset")


def test_guessed_encoding_is_noted_for_the_clerk() -> None:
    reading = read_document(VNI.encode("latin-1"))
    assert reading.text == VNI_READ
    assert any("VNI" in note for note in reading.notes)
    assert reading.pages[0].verdict.remedy == "decode"


def test_random_bytes_are_no_text() -> None:
    noise = bytes((i * 7919 + i * i * 31) % 256 for i in range(4000))
    with pytest.raises(UnknownKindError):
        read_document(noise)
    with pytest.raises(UnknownKindError):
        read_document(b"K\xe1\x00\x01\x02\x03 ho\x1f\x10" * 50)


@pytest.mark.parametrize("blank", [b" \n\n", b"\xef\xbb\xbf\n", b"\f\n\f"])
def test_white_space_alone_is_an_empty_document(blank: bytes) -> None:
    with pytest.raises(EmptyFileError):
        read_document(blank)


def test_form_feeds_are_page_breaks_and_lines_stay() -> None:
    reading = read_document("I. MỤC TIÊU\r\n\r\n1. Xây dựng nông thôn mới\f2. Giải pháp thực hiện\n".encode())
    assert [page.text for page in reading.pages] == [
        "I. MỤC TIÊU\n\n1. Xây dựng nông thôn mới",
        "2. Giải pháp thực hiện",
    ]
    assert reading.media == "text"


@given(st.binary(max_size=200))
def test_decoding_never_fails_but_by_name(data: bytes) -> None:
    try:
        text = decode(data).text
    except DocumentError:
        return
    assert unicodedata.is_normalized("NFC", text)
