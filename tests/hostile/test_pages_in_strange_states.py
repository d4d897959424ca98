"""Pages of odd boxes, fonts, forms, pictures and layers: each gives the text it shows, or says what is not read."""

from __future__ import annotations

import pytest

from tests.hostile.measured import Read, Reader
from tests.hostile.odd_pdfs import FONT, LINES, TEXT, Draft, one_page, packed, page, shown, stream

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
WHOLE_PAGE = b"q 595 0 0 842 0 0 cm /I Do Q"
STROKES = b"\n".join(
    b"%d 100 m %d 400 l S 60 %d m 500 %d l S" % (60 + 88 * n, 60 + 88 * n, 100 + 60 * n, 100 + 60 * n) for n in range(6)
)


def with_objects(
    objects: dict[int, bytes], *, entries: bytes = b"", resources: bytes = b"", content: bytes = b""
) -> bytes:
    draft = one_page(entries, content=content or shown(), resources=resources)
    draft.objects |= objects
    return draft.write()


def with_font(font: bytes, objects: dict[int, bytes] | None = None) -> bytes:
    return with_objects({4: font} | (objects or {}))


def with_form(*forms: bytes, content: bytes = b"/X Do", own: bytes = b"") -> bytes:
    """Give a page with form objects, 11 and up, of which the page draws the first."""
    objects = {11 + n: stream(form, FORM + b"/Resources<<%s>>" % own) for n, form in enumerate(forms)}
    return with_objects(objects, resources=b"/XObject<</X 11 0 R>>", content=content)


def with_picture(entries: bytes, data: bytes, content: bytes = WHOLE_PAGE) -> bytes:
    return with_objects(
        {11: stream(data, b"/Type/XObject/Subtype/Image" + entries)},
        resources=b"/XObject<</I 11 0 R>>",
        content=content,
    )


BOXES = {
    "inverted": b"[595 842 0 0]",
    "zero": b"[0 0 0 0]",
    "none": b" null",
    "infinite": b"[0 0 1e400 nan]",
    "200 m": b"[0 0 566929 566929]",
    "350 km": b"[0 0 1000000000 1000000000]",
    "of three numbers": b"[0 0 595]",
    "of names": b"[/a /b /c /d]",
    "of more than a number holds": b"[0 0 99999999999999999999 842]",
}
ENTRIES = {
    "crop box beside the page": b"/CropBox[2000 2000 2500 2800]",
    "crop box larger than the page": b"/CropBox[-5000 -5000 9000 9000]",
    "crop box inverted": b"/CropBox[595 842 0 0]",
    "crop box of nothing": b"/CropBox[5 5 5 5]",
    "turned by 45 degrees": b"/Rotate 45",
    "turned back": b"/Rotate -90",
    "turned more than once": b"/Rotate 450",
    "turned by a fraction": b"/Rotate 90.0",
    "turned by a word": b"/Rotate(90)",
    "turned by itself": b"/Rotate 3 0 R",
    "units of ten": b"/UserUnit 10",
    "units of nothing": b"/UserUnit 0",
    "units beyond counting": b"/UserUnit 1e30",
    "annotations that hold themselves": b"/Annots 12 0 R",
}


@pytest.mark.parametrize("ruled", [b"", STROKES], ids=["", "ruled"])
@pytest.mark.parametrize("name", BOXES)
def test_page_of_an_odd_box_is_read(name: str, ruled: bytes, read: Reader) -> None:
    found = read(one_page(content=shown() + b"\n" + ruled, box=BOXES[name]).write())
    assert (found.failure, found.text) == (None, TEXT)


@pytest.mark.parametrize("ruled", [b"", STROKES], ids=["", "ruled"])
@pytest.mark.parametrize("name", ENTRIES)
def test_page_of_odd_entries_is_read(name: str, ruled: bytes, read: Reader) -> None:
    found = read(with_objects({12: b"[12 0 R 3 0 R null 77]"}, entries=ENTRIES[name], content=shown() + b"\n" + ruled))
    assert (found.failure, found.text) == (None, TEXT)


def test_blank_page_of_350_km_is_blank_within_its_memory(read: Reader) -> None:
    found = read(one_page(content=b"0 0 9 9 re f", box=b"[0 0 1000000000 1000000000]").write(), megabytes=600)
    assert found.failure is not None
    assert "Không đọc được chữ nào" in found.failure[1]


TYPE3 = (
    b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix%s/CharProcs<</a 12 0 R>>"
    b"/Encoding<</Differences[97/a]>>/FirstChar 97/LastChar 97/Widths[1000]/Resources<</Font<</T 11 0 R>>>>>>"
)
GLYPH = stream(b"1000 0 d0 0 0 500 500 re f BT /T 1 Tf (a) Tj ET")
DRAWN_FONT = page(10).replace(b"/F 4 0 R", b"/F 4 0 R/T 11 0 R")
FONTS = {
    "ToUnicode missing": with_font(FONT.replace(b"/ToUnicode 6 0 R", b"")),
    "ToUnicode of four thousand million codes": with_font(
        FONT, {6: stream(b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange")}
    ),
    "font within itself": with_font(FONT.replace(b"[5 0 R]", b"[4 0 R]")),
    "glyphs drawn with their own font": with_objects(
        {3: DRAWN_FONT, 11: TYPE3 % b"[.001 0 0 .001 0 0]", 12: GLYPH},
        content=b"BT /T 12 Tf 60 900 Td (a) Tj ET\n" + shown(),
    ),
    "glyphs of no size": with_objects(
        {3: DRAWN_FONT, 11: TYPE3 % b"[0 0 0 0 0 0]", 12: GLYPH},
        content=b"BT /T 12 Tf 60 900 Td (a) Tj ET\n" + shown(),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FONTS)
def test_page_of_an_odd_font_is_read(name: str, read: Reader) -> None:
    found = read(FONTS[name])
    assert found.failure is None
    assert found.text.endswith(TEXT)


def test_a_font_that_does_not_end_does_not_hold_up_the_search_for_tables(read: Reader) -> None:
    endless = stream(b"1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange")
    found = read(with_objects({6: endless}, content=shown() + b"\n" + STROKES), page_timeout_s=4.0)
    assert found.text == TEXT
    assert found.notes == ()


@pytest.mark.parametrize("font", [b"null", b"99 0 R"])
def test_letters_of_a_missing_font_are_not_taken_for_vietnamese(font: bytes, read: Reader) -> None:
    found = read(with_font(font))
    assert found.failure is None
    assert found.labels[0] != "good"


DRAWN = {
    "text in a form": with_form(shown(), own=b"/Font<</F 4 0 R>>"),
    "text in a form in a form": with_form(
        b"/X Do", shown(), own=b"/Font<</F 4 0 R>>/XObject<</X 12 0 R>>", content=b"/X Do"
    ),
    "inline picture without an end": one_page(
        content=shown() + b"\nq 9 0 0 9 0 0 cm BI /W 10 /H 10 /CS /RGB /BPC 8 ID " + bytes(500)
    ).write(),
    "inline picture of 10^10 pixels": one_page(
        content=shown() + b"\nq 9 0 0 9 0 0 cm BI /W 100000 /H 100000 /CS /RGB /BPC 8 ID abc\nEI Q"
    ).write(),
    "pattern within itself": with_objects(
        {
            11: stream(
                b"/Pattern cs /P scn 0 0 9 9 re f",
                b"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep .001/YStep .001"
                b"/Resources<</Pattern<</P 11 0 R>>>>",
            )
        },
        resources=b"/Pattern<</P 11 0 R>>",
        content=shown() + b"\n/Pattern cs /P scn 0 0 500 500 re f",
    ),
    "shading by a function of itself": with_objects(
        {
            11: b"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 1 1]/Function 12 0 R>>",
            12: b"<</FunctionType 3/Domain[0 1]/Functions[12 0 R 12 0 R]/Bounds[.5]/Encode[0 1 0 1]>>",
        },
        resources=b"/Shading<</S 11 0 R>>",
        content=shown() + b"\n/S sh",
    ),
    "mask of itself": with_objects(
        {
            11: b"<</Type/ExtGState/SMask<</S/Luminosity/G 12 0 R>>>>",
            12: stream(b"/G gs 0 0 9 9 re f", FORM + b"/Group<</S/Transparency>>/Resources<</ExtGState<</G 11 0 R>>>>"),
        },
        resources=b"/ExtGState<</G 11 0 R>>",
        content=b"/G gs\n" + shown(),
    ),
    "more restored than saved": one_page(content=b"Q " * 100_000 + shown() + b"Q " * 1000).write(),
    "dictionaries a hundred thousand deep": one_page(content=b"/A " + b"<</A " * 100_000 + b" BDC\n" + shown()).write(),
    "text at no place on earth": one_page(
        content=b"BT /F 12 Tf 1e38 0 0 1e38 1e38 1e38 Tm <00410042> Tj ET\n" + shown()
    ).write(),
    "signs that steer the setting": one_page(content=shown([f"{line}\u200b\ufeff\u202e" for line in LINES])).write(),
    "five thousand strips of a picture": with_picture(
        b"/Width 100/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8",
        b"\xff" * 100,
        b"\n".join([shown(), *(b"q 595 0 0 1 0 %d cm /I Do Q" % (n % 842) for n in range(5000))]),
    ),
    "picture of no size": with_picture(b"/Width 0/Height 0/BitsPerComponent 8", b"", shown() + WHOLE_PAGE),
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_text_is_read_whatever_is_drawn_beside_it(name: str, read: Reader) -> None:
    found = read(DRAWN[name])
    assert (found.failure, found.text) == (None, TEXT)


def test_forms_three_thousand_deep_are_told_of(read: Reader) -> None:
    own = {100 + n: stream(b"/X Do", FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % (101 + n)) for n in range(3000)}
    found = read(with_objects(own, resources=b"/XObject<</X 100 0 R>>", content=shown() + b"\n/X Do\n" + STROKES))
    assert found.text == TEXT
    assert found.notes[0].startswith("Trang 1: nét vẽ quá nhiều")


HIDDEN = shown(["Dòng này không ai nhìn thấy"], top=300)
UNSEEN = {
    "white on white": (one_page(content=b"1 g\n" + HIDDEN + b"\n0 g\n" + shown()).write(), "không hiện trên trang"),
    "in a layer that is off": (
        with_objects(
            {
                1: b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[11 0 R]/D<</OFF[11 0 R]>>>>>>",
                11: b"<</Type/OCG/Name(an)>>",
            },
            resources=b"/Properties<</L 11 0 R>>",
            content=b"/OC /L BDC\n" + HIDDEN + b"\nEMC\n" + shown(),
        ),
        "không hiện trên trang",
    ),
    "beside the page": (
        one_page(content=shown(["Tệp in ke-hoach.indd, bản 3"], x=900) + b"\n" + shown()).write(),
        "nằm ngoài khổ giấy",
    ),
    "outside the crop box": (
        one_page(b"/CropBox[0 400 595 842]", content=HIDDEN + b"\n" + shown()).write(),
        "nằm ngoài khổ giấy",
    ),
}


@pytest.mark.parametrize("name", UNSEEN)
def test_text_that_the_page_does_not_show_is_left_out_and_told_of(name: str, read: Reader) -> None:
    data, note = UNSEEN[name]
    found = read(data)
    assert found.text == TEXT
    assert len(found.notes) == 1
    assert note in found.notes[0]


SHOWN_ALL_THE_SAME = {
    "white on a dark bar": one_page(content=b"0 g 40 700 400 100 re f 1 g\n" + shown()).write(),
    "in a layer that is on": with_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[11 0 R]/D<<>>>>>>",
            11: b"<</Type/OCG/Name(hien)>>",
        },
        resources=b"/Properties<</L 11 0 R>>",
        content=b"/OC /L BDC\n" + shown() + b"\nEMC",
    ),
    "invisible, as over a scan": one_page(content=b"3 Tr\n" + shown()).write(),
}


@pytest.mark.parametrize("name", SHOWN_ALL_THE_SAME)
def test_text_that_may_look_hidden_is_read(name: str, read: Reader) -> None:
    found = read(SHOWN_ALL_THE_SAME[name])
    assert (found.text, found.notes) == (TEXT, ())


def annotated(entries: bytes, text: str, *, on_paper: bool = True) -> bytes:
    """Give a page with one annotation under its text, which shows some text itself."""
    value = text.encode("utf-16-be").hex().encode()
    look = b"/AP<</N 13 0 R>>" if on_paper else b""
    return with_objects(
        {
            1: b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[12 0 R]>>>>",
            12: b"<</Type/Annot/Rect[60 500 400 520]/P 3 0 R/F 4/V<FEFF%s>%s%s>>" % (value, look, entries),
            13: stream(shown([text], x=2, top=5), FORM + b"/Resources<</Font<</F 4 0 R>>>>"),
        },
        entries=b"/Annots[12 0 R]",
    )


@pytest.mark.parametrize(
    "entries", [b"/Subtype/Widget/FT/Tx/T(ten)", b"/Subtype/Widget/FT/Ch/T(chon)", b"/Subtype/FreeText"]
)
def test_what_is_filled_into_a_form_or_typed_on_the_page_is_read(entries: bytes, read: Reader) -> None:
    field = "Số thôn đăng ký: 05 thôn"
    assert read(annotated(entries, field)).text == f"{TEXT}\n{field}"


def test_what_a_digital_signature_shows_is_not_part_of_the_text(read: Reader) -> None:
    found = read(annotated(b"/Subtype/Widget/FT/Sig/T(ky)", "Người ký: Cổng Thông tin điện tử"))
    assert (found.text, found.notes) == (TEXT, ())


GRAY = b"/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8"
FILTERS = (b"JBIG2Decode", b"JPXDecode", b"CCITTFaxDecode", b"DCTDecode", b"RunLengthDecode", b"NoSuchDecode")


@pytest.mark.parametrize("name", FILTERS, ids=[name.decode() for name in FILTERS])
def test_a_picture_that_cannot_be_unpacked_is_no_blank_page(name: bytes, read: Reader) -> None:
    found = read(with_picture(GRAY % (2000, 2000) + b"/Filter/" + name, bytes(range(256)) * 40))
    assert found.failure is not None
    assert "hình trên trang bị hỏng" in found.failure[1]


HUGE = {
    "10^10 pixels that are not there": with_picture(GRAY % (100_000, 100_000), bytes(1000)),
    "10^10 pixels of one bit": with_picture(
        b"/Width 100000/Height 100000/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/FlateDecode", packed(bytes(10**7))
    ),
    "fax of 3.6 * 10^9 pixels": with_picture(
        b"/Width 60000/Height 60000/ImageMask true/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns 60000/Rows 60000>>",
        b"\xff" * 100,
    ),
    "less than no pixels": with_picture(GRAY % (-5, -5), b"abc"),
}


@pytest.mark.parametrize("name", HUGE)
def test_a_picture_of_too_many_pixels_is_not_unpacked(name: str, read: Reader) -> None:
    found = read(HUGE[name], seconds=3, megabytes=250)
    assert found.failure is not None
    assert "hình trên trang khai báo quá 320 triệu điểm ảnh" in found.failure[1]


def test_text_beside_a_picture_of_too_many_pixels_is_read(read: Reader) -> None:
    beside = shown() + b"\nq 500 0 0 500 50 50 cm /I Do Q"
    found = read(with_picture(GRAY % (100_000, 100_000), bytes(1000), beside))
    assert (found.text, found.labels) == (TEXT, ("unread",))
    assert found.notes[0].endswith("trang chưa đọc được, chỉ có lớp chữ sẵn có.")


def test_a_page_of_a_million_strokes_is_read_within_its_time(read: Reader) -> None:
    found = read(one_page(content=shown() + b"\n" + b"1 1 m 2 2 l S\n" * 1_000_000).write(), megabytes=600)
    assert found.text == TEXT
    assert any("nét vẽ quá nhiều" in note for note in found.notes)


def test_a_page_of_a_million_letters_is_read_in_part(read: Reader) -> None:
    lines = ["đồng bào " * 100] * 1000
    found: Read = read(one_page(content=shown(lines)).write())
    assert found.text.startswith("đồng bào đồng bào")
    assert any("chữ nhiều bất thường" in note for note in found.notes)


def test_each_page_of_a_mixed_file_is_judged_by_itself(read: Reader) -> None:
    draft = Draft({2: b"<</Type/Pages/Kids[3 0 R 8 0 R 9 0 R]/Count 3>>", 3: page(10), 9: page(10)})
    draft.objects |= {8: page(11, resources=b"/XObject<</I 12 0 R>>"), 10: stream(shown()), 11: stream(WHOLE_PAGE)}
    draft.objects[12] = stream(b"rubbish", b"/Type/XObject/Subtype/Image/Filter/JPXDecode" + GRAY % (2000, 2000))
    found = read(draft.write())
    assert found.text == f"{TEXT}\f\f{TEXT}"
    assert found.labels == ("good", "unread", "good")
