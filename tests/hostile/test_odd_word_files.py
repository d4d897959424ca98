"""Word files that are broken, or made to break whoever unpacks them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping

import docx
import pytest

from ntm_extract.errors import (
    DamagedFileError,
    DocumentError,
    EncryptedFileError,
    NoTextError,
    TooLargeError,
    UnknownKindError,
)
from ntm_extract.read import read_document
from tests.hostile.measured import Reader

TEXT = "Ủy ban nhân dân xã ban hành kế hoạch xây dựng nông thôn mới"
DOCUMENT, LINKS, NUMBERS, KINDS = (
    "word/document.xml", "word/_rels/document.xml.rels", "word/numbering.xml", "[Content_Types].xml"
)  # fmt: skip
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Change = Callable[[bytes], bytes]


def word_file(changes: Mapping[str, Change | None] | None = None, more: Mapping[str, bytes] | None = None) -> bytes:
    """Give a Word file of one paragraph with some of its parts changed, left out, or added."""
    made, out = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            change = (changes or {}).get(name, bytes)
            if change is not None:
                target.writestr(name, change(source.read(name)))
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return out.getvalue()


def with_body(before: bytes) -> bytes:
    return word_file({DOCUMENT: lambda xml: xml.replace(b"<w:body>", b"<w:body>" + before)})


def linked(kind: str, target: str, mode: str = "") -> bytes:
    link = f'<Relationship Id="rId99" Type="{RELATION}/{kind}" Target="{target}"{mode}/></Relationships>'.encode()
    return word_file({LINKS: lambda xml: xml.replace(b"</Relationships>", link)})


def declared(entities: bytes, reference: bytes, *, far: bool = False, encoding: str = "utf-8") -> bytes:
    """Give a Word file whose document declares entities, maybe behind a long comment or in UTF-16."""

    def change(xml: bytes) -> bytes:
        comment = b"<!--" + b"x" * 9000 + b"-->" if far else b""
        body = xml.split(b"?>", 1)[1].replace(b"<w:body>", b"<w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p>" % reference)
        whole = b"%s<!DOCTYPE d [%s]>%s" % (comment, entities, body)
        return f'<?xml version="1.0" encoding="{encoding}"?>{whole.decode()}'.encode(encoding)

    return word_file({DOCUMENT: change})


def nested(opening: bytes, closing: bytes, depth: int) -> bytes:
    return with_body(opening * depth + closing * depth)


def numbered(style: str, start: str) -> bytes:
    """Give a Word file with a paragraph that Word numbers by itself, in a style and from a number on."""
    levels = (
        f'<w:abstractNum w:abstractNumId="77"><w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'
        "</w:numbering>"
    ).encode()
    paragraph = (
        b'<w:body><w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="77"/></w:numPr></w:pPr>'
        b"<w:r><w:t>x</w:t></w:r></w:p>"
    )
    return word_file(
        {
            NUMBERS: lambda xml: xml.replace(b"</w:numbering>", levels),
            DOCUMENT: lambda xml: xml.replace(b"<w:body>", paragraph),
        }
    )


def of_kind(kind: bytes) -> bytes:
    usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return word_file({KINDS: lambda xml: xml.replace(usual, kind)})


def with_size(name: str, size: int) -> bytes:
    """Give a Word file whose directory says that a part is smaller than it is."""
    data = bytearray(word_file(more={name: bytes(300 * 2**20)}))
    entry = data.rfind(name.encode()) - 46
    assert data[entry : entry + 4] == b"PK\x01\x02"
    data[entry + 24 : entry + 28] = struct.pack("<I", size)
    return bytes(data)


def with_flag(flag: int) -> bytes:
    data = bytearray(word_file())
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = -1
        while (at := data.find(sign, at + 1)) >= 0:
            data[at + offset] |= flag
    return bytes(data)


def with_broken_stream() -> bytes:
    data = bytearray(word_file())
    data[data.find(DOCUMENT.encode()) + 60] ^= 255
    return bytes(data)


LAUGHS = b"".join([b'<!ENTITY a "ha">', *(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(10))])
SPAN = b'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="%s"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'

STILL_READ = {
    "part that is not there": linked("header", "thieu.xml"),
    "part named NULL": linked("image", "../NULL"),
    "part outside the file": linked("header", "../../../../etc/passwd"),
    "part of itself": linked("header", "document.xml"),
    "template on another machine": linked("attachedTemplate", "http://127.0.0.1:9/x.dotm", ' TargetMode="External"'),
    "header on another machine": linked("header", "http://127.0.0.1:9/h.xml", ' TargetMode="External"'),
    "picture in another file": linked("image", "file:///etc/passwd", ' TargetMode="External"'),
    "macros": of_kind(b"application/vnd.ms-word.document.macroEnabled.main+xml"),
    "template": of_kind(b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
    "insertions 250 deep": nested(b"<w:ins>", b"</w:ins>", 250),
    "a cell as wide as a word": with_body(SPAN % b"abc"),
    "a cell as wide as a hundred thousand million": with_body(SPAN % b"99999999999999"),
    "numbers that are none": word_file({NUMBERS: lambda xml: xml.replace(b'w:val="1"', b'w:val="x"')}),
    "text of another kind of file": with_body(b'<w:altChunk r:id="rId99"/>'),
}


@pytest.mark.parametrize("name", STILL_READ)
def test_a_word_file_with_something_odd_in_it_is_read(name: str, read: Reader) -> None:
    found = read(STILL_READ[name])
    assert (found.failure, found.text) == (None, TEXT)


@pytest.mark.parametrize(
    ("style", "start", "label"),
    [("lowerRoman", "999999999", "m" * 32 + "dcclxvii."), ("decimal", "-5", "-5."), ("upperLetter", "abc", "A.")],
)
def test_numbers_go_as_far_as_word_counts(style: str, start: str, label: str, read: Reader) -> None:
    assert read(numbered(style, start)).text.split("\n")[0] == f"{label} x"


def test_letters_for_numbers_are_not_repeated_for_ever(read: Reader) -> None:
    found = read(numbered("lowerLetter", "2000000000"), seconds=2)
    assert found.text.endswith(TEXT)


def test_tables_within_tables_are_followed_so_far_and_the_rest_is_told_of(read: Reader) -> None:
    found = read(nested(b"<w:tbl><w:tr><w:tc>", b"<w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", 40))
    assert found.text.endswith(TEXT)
    assert "lồng nhau quá 20 tầng" in found.notes[0]


NAMED: dict[str, tuple[bytes | Callable[[], bytes], type[DocumentError], str]] = {
    "bomb beside the text": (lambda: word_file(more={"word/x.bin": bytes(300 * 2**20)}), TooLargeError, "256 MiB"),
    "bomb in the text": (lambda: with_body(b"<w:p><w:t>%*s</w:t></w:p>" % (10**8, b"")), DamagedFileError, "hỏng"),
    "bomb of paragraphs": (lambda: with_body(b"<w:p/>" * (20 * 2**20)), TooLargeError, "4 triệu thẻ XML"),
    "bomb that says it is small": (lambda: with_size("word/media/x.xml", 10), DamagedFileError, "hỏng"),
    "twenty thousand parts": (
        lambda: word_file(more={f"word/media/{n}.xml": b"" for n in range(20_000)}), TooLargeError, "tệp con"
    ),
    "thousand million laughs": (declared(LAUGHS, b"&k;"), DamagedFileError, "thực thể"),
    "laughs behind a comment": (declared(LAUGHS, b"&k;", far=True), DamagedFileError, "thực thể"),
    "laughs in UTF-16": (declared(LAUGHS, b"&k;", encoding="utf-16"), DamagedFileError, "thực thể"),
    "file of this machine": (
        declared(b'<!ENTITY x SYSTEM "file:///etc/passwd">', b"&x;", far=True), DamagedFileError, "thực thể"
    ),
    "insertions a hundred thousand deep": (nested(b"<w:ins>", b"</w:ins>", 100_000), DamagedFileError, "hỏng"),
    "no kinds of parts": (word_file({KINDS: None}), DamagedFileError, "hỏng"),
    "no relationships": (word_file({"_rels/.rels": None}), DamagedFileError, "hỏng"),
    "styles cut off": (word_file({"word/styles.xml": lambda xml: xml[:-50]}), DamagedFileError, "hỏng"),
    "document cut off": (word_file({DOCUMENT: lambda xml: xml[:-50]}), DamagedFileError, "hỏng"),
    "document is a picture": (word_file({DOCUMENT: lambda xml: b"\x89PNG"}), DamagedFileError, "hỏng"),
    "no body": (word_file({DOCUMENT: lambda xml: xml.replace(b"w:body", b"w:bady")}), DamagedFileError, "phần thân"),
    "document twice": (lambda: word_file(more={"word/document.xml": b"<x/>"}), DamagedFileError, "hỏng"),
    "broken stream": (with_broken_stream(), DamagedFileError, "hỏng"),
    "encrypted parts": (with_flag(1), DamagedFileError, "hỏng"),
    "password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        EncryptedFileError, "mật khẩu",
    ),
    "strict form of the standard": (
        word_file(
            {DOCUMENT: lambda xml: xml.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                                               b"http://purl.oclc.org/ooxml/wordprocessingml/main")}
        ),
        UnknownKindError, "Strict Open XML",
    ),
    "no text": (word_file({DOCUMENT: lambda xml: xml.replace(TEXT.encode(), b"")}), NoTextError, "không có chữ"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", NAMED)
def test_a_word_file_that_cannot_be_read_is_named_with_what_is_wrong(name: str, read: Reader) -> None:
    made, kind, words = NAMED[name]
    found = read(made() if callable(made) else made, megabytes=500)
    assert found.failure is not None
    assert (found.failure[0], words in found.failure[1]) == (kind, True), found.failure


def test_another_archive_is_not_taken_for_the_file_in_it(read: Reader) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.pdf", b"%PDF-1.7\n%%EOF")
    assert read(out.getvalue()).failure[0] is UnknownKindError  # type: ignore[index]


def test_a_file_cut_off_anywhere_is_refused() -> None:
    data = word_file()
    for length in range(4, len(data) - 1, len(data) // 60):
        with pytest.raises(DocumentError):
            read_document(data[:length])
