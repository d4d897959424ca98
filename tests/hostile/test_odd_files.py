"""PDF files that are put together wrongly: each gives its text, or an error that says what is wrong with it.

The cases are those that the suites of pdf.js, pdfium, pdfminer, pypdf, qpdf and PLAYA keep files for, made anew.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable

import pikepdf
import pytest

from ntm_extract.errors import (
    DamagedFileError,
    DocumentError,
    EmptyFileError,
    EncryptedFileError,
    NoTextError,
    TooLargeError,
    UnknownKindError,
)
from ntm_extract.read import read_document
from tests.hostile.measured import Reader
from tests.hostile.odd_pdfs import TEXT, Draft, one_page, packed, page, shown, stream, tree

PAGE = one_page().write()
TABLE = PAGE.rfind(b"xref\n0")
THREE = Draft({2: tree(3, 8, 9), 3: page(10), 8: page(10), 9: page(10), 10: stream(shown())}).write()


def saved(data: bytes, **how: object) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def changed(number: int, content: bytes) -> bytes:
    draft = one_page()
    draft.objects[number] = content
    return draft.write()


def with_length(length: bytes) -> bytes:
    return changed(10, stream(shown(), length=length))


def with_objects(objects: dict[int, bytes]) -> bytes:
    draft = one_page()
    draft.objects |= objects
    return draft.write()


def with_xref_stream(entries: bytes, rows: bytes) -> bytes:
    body, _ = one_page().body()
    table = stream(packed(rows), b"/Type/XRef/Root 1 0 R/Filter/FlateDecode" + entries)
    return b"%s21 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (body, table, len(body))


def updated(text: str) -> bytes:
    """Append a new content of the page, as programs do that sign or stamp a file."""
    new = b"10 0 obj\n%s\nendobj\n" % stream(shown([text]))
    end = b"trailer\n<</Size 11/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (TABLE, len(PAGE) + len(new))
    return PAGE + new + b"xref\n10 1\n%010d 00000 n \n" % len(PAGE) + end


STILL_READ = {
    "no xref table": one_page().body()[0] + b"trailer\n<</Size 11/Root 1 0 R>>\n%%EOF\n",
    "startxref beyond the end": PAGE.replace(b"startxref\n", b"startxref\n9"),
    "startxref negative": PAGE[: PAGE.rfind(b"startxref")] + b"startxref\n-5\n%%EOF\n",
    "offsets wrong": PAGE[:TABLE] + PAGE[TABLE:].replace(b"0000000", b"0000777"),
    "table begins at 1": PAGE.replace(b"xref\n0 11", b"xref\n1 11"),
    "table of a thousand million": PAGE.replace(b"xref\n0 11", b"xref\n0 999999999"),
    "Size of two thousand million": PAGE.replace(b"/Size 11", b"/Size 2147483647"),
    "Prev leads to itself": PAGE.replace(b"/Size 11", b"/Size 11/Prev %d" % TABLE),
    "xref stream of widths of two thousand million": with_xref_stream(b"/Size 20/W[1 2000000000 1]", b"abc"),
    "xref stream of two thousand million rows": with_xref_stream(
        b"/Size 2000000000/Index[0 2000000000]/W[1 1 1]", bytes(10**6)
    ),
    "Length too short": with_length(b"10"),
    "Length too long": with_length(b"100000"),
    "Length negative": with_length(b"-5"),
    "Length missing": changed(10, stream(shown()).replace(b"/Length", b"/Lenght")),
    "Length is the stream itself": with_length(b"10 0 R"),
    "Lengths of two streams are each other": with_objects(
        {10: stream(shown(), length=b"11 0 R"), 11: stream(b"x", length=b"10 0 R")}
    ),
    "endstream missing": PAGE.replace(b"\nendstream\nendobj\nxref", b"\nendobj\nxref"),
    "endobj missing": PAGE.replace(b"endobj\n", b""),
    "line ends changed": PAGE.replace(b"\n", b"\r\n"),
    "Count of two thousand million": changed(2, tree(3, count=2**31 - 1)),
    "Count negative": changed(2, tree(3, count=-1)),
    "Count zero": changed(2, tree(3, count=0)),
    "Count missing": changed(2, b"<</Type/Pages/Kids[3 0 R]>>"),
    "page without a type": changed(3, page(10).replace(b"/Type/Page", b"")),
    "header behind 900 bytes": b"\n".join([b"x" * 89] * 10) + PAGE,
    "header of a version to come": one_page().write(header=b"%PDF-9.9\n"),
    "PDF 2.0": one_page().write(header=b"%PDF-2.0\n"),
    "head of a web server before it": b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + PAGE,
    "byte order mark before it": b"\xef\xbb\xbf" + PAGE,
    "rubbish behind it": PAGE + bytes(5000) + b"<html>" * 300,
    "two files in one": PAGE + PAGE,
    "catalog, outline, names and labels that lead to themselves": with_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/Outlines 12 0 R/Names 12 0 R/PageLabels 12 0 R>>",
            12: b"<</First 12 0 R/Next 12 0 R/Kids[12 0 R]/Nums[0 12 0 R]/Parent 12 0 R>>",
        }
    ),
    "arrays two hundred thousand deep": with_objects({11: b"[" * 200_000 + b"]" * 200_000}),
    "a hundred thousand filters": changed(10, stream(shown(), b"/Filter[" + b"/ASCIIHexDecode" * 100_000 + b"]")),
    "encrypted, no password": saved(PAGE, encryption=pikepdf.Encryption(user="", owner="chu")),
    "encrypted with RC4, no password": saved(
        PAGE, encryption=pikepdf.Encryption(user="", owner="chu", R=3, aes=False, metadata=False)
    ),
    "signed": with_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[12 0 R]/SigFlags 3>>>>",
            12: b"<</Type/Annot/Subtype/Widget/FT/Sig/T(S)/V 13 0 R/Rect[0 0 0 0]/P 3 0 R/F 132>>",
            13: b"<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 9 99 9]/Contents<" + b"30" * 4000 + b">>>",
        }
    ),
}


@pytest.mark.parametrize("name", STILL_READ)
def test_a_file_put_together_wrongly_is_read_all_the_same(name: str, read: Reader) -> None:
    found = read(STILL_READ[name])
    assert (found.failure, found.text) == (None, TEXT)
    assert found.labels == ("good",)


@pytest.mark.parametrize("save", [{"linearize": True}, {"object_stream_mode": pikepdf.ObjectStreamMode.generate}])
def test_a_linearised_file_and_one_of_object_streams_are_read(save: dict[str, object], read: Reader) -> None:
    assert read(saved(THREE, **save)).text == "\f".join([TEXT] * 3)


def test_the_last_of_several_versions_in_a_file_counts(read: Reader) -> None:
    text = "Bản sửa đổi kế hoạch xây dựng nông thôn mới"
    assert read(updated(text)).text == text
    assert read(updated(text)[:-60]).failure is not None  # the new version is cut off: no old one in its place


NAMED = {
    "empty": (b"", EmptyFileError, "0 byte"),
    "header alone": (b"%PDF-1.7\n", DamagedFileError, "bị hỏng"),
    "web page that says it is one": (b"<html>%PDF-1.4</html>", DamagedFileError, "bị hỏng"),
    "noise": (b"%PDF-1.4\n" + random.Random(1).randbytes(200_000), DamagedFileError, "bị hỏng"),
    "no header": (one_page().write(header=b""), DamagedFileError, "thiếu phần đầu"),
    "header behind four thousand bytes": (b"GARBAGE\n" * 500 + PAGE, DamagedFileError, "thiếu phần đầu"),
    "no trailer": (one_page().body()[0] + b"%%EOF\n", DamagedFileError, "bị hỏng"),
    "no root": (PAGE.replace(b"/Root 1 0 R", b""), DamagedFileError, "bị hỏng"),
    "root is something else": (PAGE.replace(b"/Root 1 0 R", b"/Root 7 0 R"), DamagedFileError, "bị hỏng"),
    "Kids of itself alone": (changed(2, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), NoTextError, "không mở được"),
    "no Kids": (changed(2, b"<</Type/Pages/Count 1>>"), NoTextError, "không mở được"),
    "tree of five thousand levels": (
        with_objects({2: tree(100, count=1)} | {n: tree(n + 1, count=1) for n in range(100, 5100)}),
        NoTextError,
        "không mở được",
    ),
    "tree that leads up": (
        with_objects({2: tree(11, count=1000), 11: b"<</Type/Pages/Kids[2 0 R 11 0 R 3 0 R]/Count 1000>>"}),
        NoTextError,
        "Trang 1-1000: không mở được",
    ),
    "reader's password": (
        saved(PAGE, encryption=pikepdf.Encryption(user="bi-mat", owner="chu")), EncryptedFileError, "mật khẩu"
    ),
    "reader's password of the oldest kind": (
        saved(PAGE, encryption=pikepdf.Encryption(user="bi-mat", owner="chu", R=2, aes=False, metadata=False)),
        EncryptedFileError,
        "mật khẩu",
    ),
    "encryption of an unknown kind": (
        PAGE.replace(b"/Size 11", b"/Size 11/Encrypt<</Filter/FopN_foweb/V 1/R 2>>/ID[<00><00>]"),
        EncryptedFileError,
        "không hỗ trợ",
    ),
    "form of Adobe's own kind": (
        with_objects(
            {
                1: b"<</Type/Catalog/Pages 2 0 R/NeedsRendering true/AcroForm<</Fields[]/XFA 11 0 R>>>>",
                11: stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>"),
            }
        ),
        UnknownKindError,
        "XFA",
    ),
    "too many pages": (changed(2, tree(*[3] * 2001)), TooLargeError, "2001 trang"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_a_file_that_cannot_be_read_is_named_with_what_is_wrong(name: str, read: Reader) -> None:
    data, kind, words = NAMED[name]
    found = read(data)
    assert found.failure is not None
    assert (found.failure[0], words in found.failure[1]) == (kind, True), found.failure


def test_pages_that_are_not_there_cost_only_themselves(read: Reader) -> None:
    draft = Draft({2: b"<</Type/Pages/Kids[3 0 R null 99 0 R 8 0 R]/Count 4>>", 3: page(10), 8: page(10)})
    draft.objects[10] = stream(shown())
    found = read(draft.write())
    assert found.text == f"{TEXT}\f\f\f{TEXT}"
    assert found.labels == ("good", "unread", "unread", "good")
    assert found.notes == ("Trang 2-3: không mở được, đã bỏ qua.",)


def test_pages_that_a_file_only_claims_to_have_are_told_of_in_one_note(read: Reader) -> None:
    found = read(changed(2, tree(3, count=1500)))
    assert found.text.rstrip("\f") == TEXT
    assert found.notes == ("Trang 2-1500: không mở được, đã bỏ qua.",)


def test_attachments_are_told_of(read: Reader) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(PAGE)) as pdf:
        pdf.attachments["phu-luc.pdf"] = PAGE
        pdf.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)
        pdf.save(out)
    found = read(out.getvalue())
    assert (found.text, found.notes) == (TEXT, ("Tệp PDF có 1 tệp đính kèm; chúng không được đọc.",))


KINDS: dict[str, Callable[[], bytes]] = {
    "plain": lambda: THREE,
    "linearised": lambda: saved(THREE, linearize=True),
    "of object streams": lambda: saved(THREE, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "encrypted": lambda: saved(THREE, encryption=pikepdf.Encryption(user="", owner="chu")),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_off_anywhere_gives_all_of_its_text_or_is_refused(kind: str) -> None:
    data = KINDS[kind]()
    for length in [*range(8, len(data), max(1, len(data) // 40)), len(data) - 1]:
        try:
            text = read_document(data[:length]).text
        except DocumentError as error:
            assert error.advice
        else:
            assert text == "\f".join([TEXT] * 3), length


@pytest.mark.parametrize("seed", range(3))
def test_flipped_bits_never_raise_anything_but_a_named_failure(seed: int) -> None:
    chance = random.Random(seed)
    for data in (THREE, saved(THREE)):
        for _ in range(12):
            spoilt = bytearray(data)
            for _ in range(chance.randrange(1, 30)):
                spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
            try:
                reading = read_document(bytes(spoilt))
            except DocumentError as error:
                assert error.advice
            else:
                assert len(reading.pages) >= 1
