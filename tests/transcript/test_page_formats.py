"""hOCR, ALTO and JSON Lines as other programs take them."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from sheets_of_words import (
    HEIGHT,
    LAYER,
    LEFT,
    LETTER,
    SCAN,
    STEP,
    TOP,
    moved,
    page_of,
    restored,
    syllable,
    table_of,
)

from ntm_extract.pages import Box, Page, Verdict
from ntm_extract.restore.restoration import Restoration
from ntm_extract.transcript import Form, NoPlacesError, require_places, write_transcript

XHTML = "{http://www.w3.org/1999/xhtml}"
ALTO = "{http://www.loc.gov/standards/alto/ns-v4#}"

LETTER_HEAD = "UY BAN NHAN DAN\nHUYỆN PHONG CHÂU\nSố: 2§/KH-UBND"
BODY = "Uy ban nhan dan xa ban hanh ke hoach\nnông thôn mới năm 2025 & sau đó;\nĐoạn hai <a> \"b\" 'c'."
GRID = "TT\nTên\n1\nNà Tấu"


Pages = Sequence[tuple[Page, Restoration | None]]


def document(*, raw: bool = False) -> Pages:
    """Two pages, the second with a table, restored."""
    x, y = [LEFT - 4, LEFT + 56, LEFT + 200], [TOP - 3, TOP + STEP - 3, TOP + STEP * 2 - 3]
    cells = [
        (row, column, content, Box(x[column], y[row], x[column + 1], y[row + 1]))
        for (row, column), content in zip(((0, 0), (0, 1), (1, 0), (1, 1)), GRID.split("\n"), strict=True)
    ]
    text = f"{GRID}\nHết"
    second = page_of(text, 2, LAYER, confidence=1.0, tables=(table_of(text, cells),))
    second = moved(second, {1: (60, -STEP), 2: (0, -STEP), 3: (60, -2 * STEP)})
    first = page_of(f"{LETTER_HEAD}\n\n{BODY}")
    changes = ("UY", "ỦY"), ("Uy", "Ủy"), ("nhan dan", "nhân dân"), ("xa", "xã")
    done = restored(first, *changes).text
    doubts = [
        syllable(done, "2§/KH-UBND", 0.1, ("28/KH-UBND", 0.9), flag="unreadable-number"),
        syllable(done, "xã", 0.7, ("xa", 0.3)),
    ]
    return [
        (first, None if raw else restored(first, *changes, syllables=doubts)),
        (second, None if raw else restored(second)),
    ]


def texts_of(pages: Pages) -> list[str]:
    return [restoration.text if restoration else page.text for page, restoration in pages]


def as_read(*pages: Page) -> Pages:
    return [(page, None) for page in pages]


def written(form: Form, pages: Pages, source: str = "ke-hoach.pdf") -> str:
    return "".join(write_transcript(form, pages, source, len(pages)))


def of_class(root: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in root.iter() if element.get("class") == name]


def bbox(element: ET.Element) -> tuple[int, int, int, int]:
    """As the sample code of the hOCR specification takes it."""
    found = re.search(r"\bbbox\s+(\d+)\s+(\d+)\s+(\d+)\s+(\d+)", element.get("title", ""))
    assert found
    return tuple(map(int, found.groups()))  # type: ignore[return-value]


def properties(element: ET.Element) -> dict[str, str]:
    return {
        name: value for name, _, value in (part.strip().partition(" ") for part in element.get("title", "").split(";"))
    }


def text_of(element: ET.Element) -> str:
    return re.sub(r"\s+", " ", "".join(element.itertext())).strip()


def test_hocr_is_read_as_the_specification_reads_it() -> None:
    given = document()
    root = ET.fromstring(written("hocr", given))
    assert root.tag == f"{XHTML}html"
    pages = of_class(root, "ocr_page")
    assert [properties(page)["ppageno"] for page in pages] == ["0", "1"]
    assert [properties(page)["image"] for page in pages] == ['"ke-hoach.pdf"'] * 2
    assert [properties(page)["scan_res"] for page in pages] == ["200 200", "300 300"]
    assert [bbox(page) for page in pages] == [(0, 0, 1653, 2339), (0, 0, 2480, 3509)]
    for page, text in zip(pages, texts_of(given), strict=True):
        assert [text_of(line) for line in of_class(page, "ocr_line")] == [line for line in text.split("\n") if line]


def test_hocr_declares_what_it_holds() -> None:
    given = document()
    root = ET.fromstring(written("hocr", given))
    meta = {m.get("name"): m.get("content") for m in root.iter(f"{XHTML}meta")}
    used = {element.get("class") for element in root.iter() if (element.get("class") or "").startswith("ocr")}
    assert used <= set((meta["ocr-capabilities"] or "").split())
    assert (meta["ocr-system"] or "").startswith("ntm-extract ")
    assert (meta["ocr-number-of-pages"], meta["ocr-langs"], meta["ocr-scripts"]) == ("2", "vi", "Latn")
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert set(root.iter(f"{XHTML}p")) == set(of_class(root, "ocr_par"))


def test_a_name_with_signs_of_the_format_does_not_break_the_properties() -> None:
    [page, _] = of_class(ET.fromstring(written("hocr", document(), source='kế "hoạch"; bản 2.pdf')), "ocr_page")
    assert properties(page) == {
        "image": '"kế %22hoạch%22%3B bản 2.pdf"', "bbox": "0 0 1653 2339", "ppageno": "0", "scan_res": "200 200",
    }  # fmt: skip


def test_boxes_in_hocr_lie_within_one_another() -> None:
    given = document()
    root = ET.fromstring(written("hocr", given))
    inner = 0

    def check(element: ET.Element, around: tuple[int, int, int, int] | None) -> None:
        nonlocal inner
        here = around
        if (element.get("class") or "").startswith("ocr"):
            here = bbox(element)
            assert here[0] < here[2]
            assert here[1] < here[3]
            if around:
                inner += 1
                assert around[0] <= here[0]
                assert around[1] <= here[1]
                assert here[2] <= around[2]
                assert here[3] <= around[3]
        for child in element:
            check(child, here)

    check(root, None)
    assert inner > 30


def test_a_word_in_hocr_has_its_pixels_its_confidence_and_what_was_read() -> None:
    given = document()
    root = ET.fromstring(written("hocr", given))
    words = {text_of(word): word for word in of_class(root, "ocrx_word")}
    k = 200 / 72
    number = words["2§/KH-UBND"]
    assert bbox(number) == tuple(
        round(v * k) for v in (LEFT + 4 * LETTER, TOP + 2 * STEP, LEFT + 14 * LETTER, TOP + 2 * STEP + HEIGHT)
    )
    assert properties(number)["x_wconf"] == "9"
    assert (number.get("data-flag"), number.get("data-read")) == ("unreadable-number", None)
    assert words["xã"].get("data-read") == "xa"
    assert properties(words["xã"])["x_wconf"] == "63"
    assert properties(words["BAN"])["x_wconf"] == "90"
    assert words["BAN"].get("data-read") is None
    raw = ET.fromstring(written("hocr", document(raw=True)))
    assert not [element for element in raw.iter() if element.get("data-read")]
    assert "xa" in [text_of(word) for word in of_class(raw, "ocrx_word")]


def test_a_table_in_hocr_is_a_table_with_its_cells() -> None:
    given = document()
    [table] = of_class(ET.fromstring(written("hocr", given)), "ocr_table")
    rows = [[text_of(cell) for cell in row.iter(f"{XHTML}td")] for row in table.iter(f"{XHTML}tr")]
    assert rows == [["TT", "Tên"], ["1", "Nà Tấu"]]
    assert bbox(table)[:2] == bbox(of_class(table, "ocrx_block")[0])[:2]


def test_merged_and_empty_cells_keep_the_columns() -> None:
    x, y = [72.0, 132.0, 232.0, 332.0], [72.0, 100.0, 130.0, 160.0]
    text = "TT\nMục tiêu\n2024\n2025\n1\nxã"

    def at(row: int, column: int, to_row: int = 0, to_column: int = 0) -> Box:
        return Box(x[column], y[row], x[max(column, to_column) + 1], y[max(row, to_row) + 1])

    cells = [
        (0, 0, "TT", at(0, 0, to_row=1), 2, 1),
        (0, 1, "Mục tiêu", at(0, 1, to_column=2), 1, 2),
        (1, 1, "2024", at(1, 1)),
        (1, 2, "2025", at(1, 2)),
        (2, 0, "1", at(2, 0)),
        (2, 1, "", at(2, 1)),
        (2, 2, "xã", at(2, 2)),
    ]
    given = as_read(page_of(text, tables=(table_of(text, cells),)))
    [table] = of_class(ET.fromstring(written("hocr", given)), "ocr_table")
    found = [[(text_of(c), c.get("rowspan"), c.get("colspan")) for c in row] for row in table]
    assert found == [
        [("TT", "2", None), ("Mục tiêu", None, "2")],
        [("2024", None, None), ("2025", None, None)],
        [("1", None, None), ("", None, None), ("xã", None, None)],
    ]
    root = ET.fromstring(written("alto", given))
    blocks = {b.get("ID"): len(b) for b in root.find(f".//{ALTO}ComposedBlock") or []}
    assert blocks == {f"table_1_1_r{row}_c{column}": bool(content) for row, column, content, *_ in cells}


@pytest.mark.parametrize(
    ("verdict", "text", "slope", "height"),
    [
        (SCAN, "xã nong", 0.0, 0),  # the foot of letters that do not hang
        (SCAN, "xã một", 0.0, 0),
        (SCAN, "gạp", 0.0, -7),  # only letters that hang: a fifth of the line is below
        (LAYER, "xã nong", 0.0, -10),  # boxes of a text layer reach down to the descent
    ],
)
def test_baselines(verdict: Verdict, text: str, slope: float, height: int) -> None:
    [line] = of_class(ET.fromstring(written("hocr", as_read(page_of(text, verdict=verdict)))), "ocr_line")
    given = properties(line)["baseline"].split()
    assert (float(given[0]), int(given[1])) == (slope, height)


def test_words_that_hang_below_the_line_do_not_pull_its_baseline_down() -> None:
    page = page_of("gạp gạp nam")
    words = [
        w._replace(box=w.box._replace(bottom=w.box.bottom + 3 * ("gạp" in page.text[w.start : w.end])))
        for w in page.words
    ]
    [line] = of_class(ET.fromstring(written("hocr", as_read(replace(page, words=tuple(words))))), "ocr_line")
    assert properties(line)["baseline"].split()[1] == str(round(-3 * 200 / 72))


def test_the_baseline_of_a_skewed_line_rises_with_it() -> None:
    skewed = Verdict("picture", "ocr", "Ảnh.", {"dpi": 72.0, "skew": 2.0})
    page = page_of("a b c d", verdict=skewed)
    words = [
        w._replace(box=w.box._replace(top=100.0 - 10 * i, bottom=112.0 - 10 * i)) for i, w in enumerate(page.words)
    ]
    page = Page(1, page.text, tuple(words), 595, 842, "ocr", skewed)
    [line] = of_class(ET.fromstring(written("hocr", as_read(page))), "ocr_line")
    assert float(properties(line)["baseline"].split()[0]) == pytest.approx(-0.0349, abs=1e-4)
    [line] = ET.fromstring(written("alto", as_read(page))).iter(f"{ALTO}TextLine")
    (x0, y0), (x1, y1) = (map(int, point.split(",")) for point in line.get("BASELINE", "").split())
    assert (x0, x1) == (72, 114)
    assert y0 > y1


@pytest.mark.parametrize(("turn", "runs"), [(90, "up"), (270, "down"), (180, "back")])
def test_text_that_lies_on_its_side_says_so(turn: int, runs: str) -> None:
    page = page_of("Ủy ban nhân dân\nhuyện Phong Châu", verdict=LAYER)

    def turned(box: Box) -> Box:
        if runs == "back":
            return Box(595 - box.x1, 842 - box.bottom, 595 - box.x0, 842 - box.top)
        if runs == "up":
            return Box(box.top, 595 - box.x1, box.bottom, 595 - box.x0)
        return Box(500 - box.bottom, box.x0, 500 - box.top, box.x1)

    words = tuple(word._replace(box=turned(word.box)) for word in page.words)
    given = as_read(Page(1, page.text, words, 842.0, 842.0, "text-layer", LAYER))
    lines = of_class(ET.fromstring(written("hocr", given)), "ocr_line")
    assert [text_of(line) for line in lines] == page.text.split("\n")
    assert [(properties(line)["textangle"], "baseline" in properties(line)) for line in lines] == [
        (str(turn), False)
    ] * 2
    [given] = ET.fromstring(written("alto", given)).iter(f"{ALTO}Page")
    assert given.get("ROTATION") == str(turn)


def test_columns_are_areas_and_gaps_part_paragraphs() -> None:
    page = page_of(
        "Ủy ban nhân dân xã\nban hành kế hoạch này\nđể làm những việc sau\nChi tiết nội dung đó\nNơi nhận\nLưu"
    )
    page = moved(page, {3: (0, 12), 4: (300, -4 * STEP), 5: (300, -4 * STEP)})
    root = ET.fromstring(written("hocr", as_read(page)))
    areas = [[text_of(p) for p in of_class(area, "ocr_par")] for area in of_class(root, "ocr_carea")]
    assert areas == [
        ["Ủy ban nhân dân xã", "ban hành kế hoạch này để làm những việc sau", "Chi tiết nội dung đó"],
        ["Nơi nhận Lưu"],
    ]


FLOATS = re.compile(r"-?\d+(\.\d+)?")
SCHEMA: dict[str, tuple[str, set[str], set[str]]] = {
    # element: its children in order, attributes it must have, attributes it may have
    "alto": ("Description Layout", set(), {"SCHEMAVERSION", "schemaLocation"}),
    "Description": ("MeasurementUnit sourceImageInformation Processing*", set(), set()),
    "MeasurementUnit": ("", set(), set()),
    "sourceImageInformation": ("fileName", set(), set()),
    "fileName": ("", set(), set()),
    "Processing": ("processingCategory processingSoftware", {"ID"}, set()),
    "processingCategory": ("", set(), set()),
    "processingSoftware": ("softwareName softwareVersion", set(), set()),
    "softwareName": ("", set(), set()),
    "softwareVersion": ("", set(), set()),
    "Layout": ("Page+", set(), set()),
    "Page": ("PrintSpace", {"ID", "PHYSICAL_IMG_NR"}, {"HEIGHT", "WIDTH", "LANG", "PC", "ROTATION"}),
    "PrintSpace": ("(TextBlock|ComposedBlock)*", set(), {"HEIGHT", "WIDTH", "HPOS", "VPOS"}),
    "ComposedBlock": ("(TextBlock|ComposedBlock)*", {"ID"}, {"TYPE", "HEIGHT", "WIDTH", "HPOS", "VPOS"}),
    "TextBlock": ("TextLine*", {"ID"}, {"HEIGHT", "WIDTH", "HPOS", "VPOS"}),
    "TextLine": ("(String SP?)+", set(), {"ID", "HEIGHT", "WIDTH", "HPOS", "VPOS", "BASELINE"}),
    "String": ("ALTERNATIVE*", {"CONTENT"}, {"ID", "HEIGHT", "WIDTH", "HPOS", "VPOS", "WC"}),
    "SP": ("", set(), set()),
    "ALTERNATIVE": ("", set(), {"PURPOSE"}),
}
"""What of alto-4-4.xsd the files make use of."""


def test_alto_has_the_structure_of_its_schema() -> None:
    given = document()
    blank = Page(3, "", (), 595.0, 842.0, "ocr", Verdict("blank", "none", "Trang trắng."))
    broken = Page(4, "", (), 0.0, 0.0, "text-layer", Verdict("unread", "none", "Trang hỏng."))
    root = ET.fromstring(written("alto", [*given, *as_read(blank, broken)]))
    seen = set()
    for element in root.iter():
        assert element.tag.startswith(ALTO)
        name = element.tag.removeprefix(ALTO)
        seen.add(name)
        children, needed, allowed = SCHEMA[name]
        pattern = re.sub(r"\w+", lambda m: f"(?:{m[0]} )", children).replace(") (", ")(")
        inside = "".join(f"{child.tag.removeprefix(ALTO)} " for child in element)
        assert re.fullmatch(pattern.replace(" )", "_)").replace(" ", "").replace("_", " "), inside), (name, inside)
        given = {attribute.rpartition("}")[2] for attribute in element.attrib}
        assert needed <= given <= needed | allowed, name
        for attribute in ("HEIGHT", "WIDTH", "HPOS", "VPOS", "WC", "PC", "ROTATION", "PHYSICAL_IMG_NR"):
            assert FLOATS.fullmatch(element.get(attribute, "0"))
        for attribute in ("WC", "PC"):
            assert 0 <= float(element.get(attribute, 0)) <= 1
        for attribute in element.attrib:
            if attribute == "ID":
                assert re.fullmatch(r"[A-Za-z_][\w.-]*", element.attrib[attribute])
    assert seen == set(SCHEMA)
    ids = [element.get("ID") for element in root.iter() if element.get("ID")]
    assert len(ids) == len(set(ids))
    assert root.findtext(f".//{ALTO}MeasurementUnit") == "pixel"
    assert [page.get("PHYSICAL_IMG_NR") for page in root.iter(f"{ALTO}Page")] == ["1", "2", "3", "4"]


def test_alto_holds_the_words_and_what_else_they_may_be() -> None:
    given = document()
    root = ET.fromstring(written("alto", given))
    assert [
        " ".join(string.get("CONTENT", "") for string in line.iter(f"{ALTO}String"))
        for line in root.iter(f"{ALTO}TextLine")
    ] == [line for text in texts_of(given) for line in text.split("\n") if line]
    assert all(
        [child.tag == f"{ALTO}SP" for child in line] == [bool(at % 2) for at in range(len(line))] and len(line) % 2
        for line in root.iter(f"{ALTO}TextLine")
    )
    strings = {string.get("CONTENT"): string for string in root.iter(f"{ALTO}String")}
    assert strings["BAN"].get("WC") == "0.9000"
    others = {text: [(a.get("PURPOSE"), a.text) for a in string] for text, string in strings.items() if len(string)}
    assert others["xã"] == [("source", "xa"), ("candidate", "xa")]
    assert others["2§/KH-UBND"] == [("candidate", "28/KH-UBND")]
    assert others["ỦY"] == [("source", "UY")]
    [table] = root.iter(f"{ALTO}ComposedBlock")
    assert table.get("TYPE") == "table"
    assert [block.get("ID") for block in table] == [
        f"table_2_1_r{row}_c{column}" for row in (0, 1) for column in (0, 1)
    ]


def test_alto_and_hocr_have_one_grid_of_pixels() -> None:
    given = document()
    hocr = of_class(ET.fromstring(written("hocr", given)), "ocrx_word")
    strings = list(ET.fromstring(written("alto", given)).iter(f"{ALTO}String"))
    given = [[int(string.get(name, "")) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")] for string in strings]
    assert [bbox(word) for word in hocr] == [(x, y, x + w, y + h) for x, y, w, h in given]


def lines_of(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.split("\n")[:-1]]


def test_json_lines_tell_all_that_is_known_of_a_page() -> None:
    given = document()
    first, second = lines_of(written("jsonl", given))
    assert (first["source"], first["number"], first["width"], first["height"]) == ("ke-hoach.pdf", 1, 595.0, 842.0)
    assert (first["origin"], second["origin"]) == ("ocr", "text-layer")
    assert first["verdict"]["label"] == "picture"
    assert [page["text"] for page in (first, second)] == texts_of(given)
    for page in (first, second):
        assert all(page["text"][word["start"] : word["end"]] == word["text"] for word in page["words"])
        assert " ".join(word["text"] for word in page["words"]) == " ".join(page["text"].split())
        assert all(len(word["box"]) == 4 and 0 <= word["confidence"] <= 1 for word in page["words"])
    words = {word["text"]: word for word in first["words"]}
    assert words["BAN"] == {"text": "BAN", "start": 3, "end": 6, "box": [90.0, 72.0, 108.0, 84.0], "confidence": 0.9}
    assert words["xã"]["source"] == "xa"
    assert words["xã"]["candidates"] == [["xã", 0.7], ["xa", 0.3]]
    assert words["2§/KH-UBND"]["flag"] == "unreadable-number"
    [table] = second["tables"]
    assert [(c["row"], c["column"], c["text"]) for c in table["cells"]] == [
        (0, 0, "TT"), (0, 1, "Tên"), (1, 0, "1"), (1, 1, "Nà Tấu"),
    ]  # fmt: skip
    assert all(second["text"][c["start"] : c["end"]] == c["text"] and len(c["box"]) == 4 for c in table["cells"])


@pytest.mark.parametrize(("media", "kind"), [("text", "Văn bản thuần"), ("docx", "Tệp Word")])
def test_documents_without_places_have_json_lines_and_nothing_else(media: str, kind: str) -> None:
    page = Page(1, "Kế hoạch\nnăm 2025", (), 0.0, 0.0, "plain", Verdict("good", "take", "Văn bản thuần."))
    require_places(media, "jsonl")
    [given] = lines_of(written("jsonl", as_read(page)))
    assert (given["width"], given["height"]) == (None, None)
    assert [(word["text"], word["box"]) for word in given["words"]] == [
        ("Kế", None), ("hoạch", None), ("năm", None), ("2025", None),
    ]  # fmt: skip
    for form in ("hocr", "alto"):
        with pytest.raises(NoPlacesError, match=f"{kind} không có trang giấy.*{form}.*--format jsonl"):
            require_places(media, form)  # type: ignore[arg-type]


NASTY = [
    "\x00\x01\x0b\x1b", "\ud800", "\ufffe\uffff", "]]>", "<!--", "&amp;", '"\'', "a;b", "\U0001f600", "\x85", "e\u0301",
]  # fmt: skip


@pytest.mark.parametrize("form", ["hocr", "alto", "jsonl"])
@pytest.mark.parametrize("nasty", NASTY, ids=ascii)
def test_signs_that_markup_cannot_hold(form: Form, nasty: str) -> None:
    word = f"x{nasty}y"
    page = page_of(f"xã {word}", candidates={word: ((word, 0.6), (f"z{nasty}", 0.4))})
    text = written(form, [(page, restored(page, (word, f"q{nasty}")))], source=f'a"b;c<{nasty}>.pdf')
    data = text.encode("utf-8", "replace")
    if form == "jsonl":
        assert len(lines_of(text)) == 1
    else:
        root = ET.fromstring(data.decode("utf-8"))
        found = [text_of(w) for w in of_class(root, "ocrx_word")] or [
            s.get("CONTENT") for s in root.iter(f"{ALTO}String")
        ]
        assert found[0] == "xã"
        assert len(found) > 1


@pytest.mark.parametrize("form", ["hocr", "alto"])
def test_words_that_lie_off_the_page_are_brought_to_its_edge(form: Form) -> None:
    page = page_of("xã ở ngoài trang giấy")
    off = [
        Box(-1e9, -50, -10, -40),
        Box(1e9, 10, 1e10, 20),
        Box(10, 10, 10, 10),
        Box(50, 60, 20, 30),
        Box(0, 0, 595, 842),
    ]
    words = tuple(word._replace(box=box) for word, box in zip(page.words, off, strict=True))
    root = ET.fromstring(written(form, as_read(Page(1, page.text, words, 595, 842, "ocr", SCAN))))
    if form == "hocr":
        places = [bbox(word) for word in of_class(root, "ocrx_word")]
    else:
        sides = [[int(s.get(n, "")) for n in ("HPOS", "VPOS", "WIDTH", "HEIGHT")] for s in root.iter(f"{ALTO}String")]
        places = [(x, y, x + w, y + h) for x, y, w, h in sides]
    assert len(places) == 5
    assert all(0 <= x0 < x1 <= 1653 and 0 <= y0 < y1 <= 2339 for x0, y0, x1, y1 in places)


@pytest.mark.parametrize("form", ["hocr", "alto", "jsonl"])
def test_pages_without_words_are_there(form: Form) -> None:
    blank = Page(1, "", (), 595.0, 842.0, "ocr", Verdict("blank", "none", "Trang trắng."))
    text = written(form, as_read(blank, page_of("xã", 2)))
    if form == "jsonl":
        assert [page["words"] == [] for page in lines_of(text)] == [True, False]
    else:
        root = ET.fromstring(text)
        pages = of_class(root, "ocr_page") or list(root.iter(f"{ALTO}Page"))
        words = [of_class(page, "ocrx_word") or list(page.iter(f"{ALTO}String")) for page in pages]
        assert [len(found) for found in words] == [0, 1]


@pytest.mark.parametrize("form", ["hocr", "alto", "jsonl"])
def test_a_long_document_is_given_page_by_page(form: Form) -> None:
    taken = 0

    def pages() -> Iterator[tuple[Page, None]]:
        nonlocal taken
        for number in range(1, 1001):
            taken = number
            yield page_of("xã Nà Tấu", number), None

    pieces = write_transcript(form, pages(), "dai.pdf", 1000)
    if form != "jsonl":
        next(pieces)
    assert taken == 0
    for number in range(1, 4):
        assert "Tấu" in next(pieces)
        assert taken == number


def test_words_of_a_line_are_in_order_and_apart() -> None:
    given = document()
    for line in of_class(ET.fromstring(written("hocr", given)), "ocr_line"):
        places = [bbox(word) for word in of_class(line, "ocrx_word")]
        assert all(left[2] <= right[0] for left, right in pairwise(places))
