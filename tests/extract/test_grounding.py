"""Every row can be found again: in the restored text, in the source, on its page, in its boxes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_plans import HEADS, TAKEN, extract_text, reading_of

from ntm_extract.alignment import Alignment
from ntm_extract.extract import load_extractor
from ntm_extract.outline import outline
from ntm_extract.pages import PAGE_BREAK, Box, Page, Reading, Word
from ntm_extract.plan import Plan, Provenance
from ntm_extract.restore.restoration import Restoration, Syllable

BODY = """\
Căn cứ Quyết định số 1834/QĐ-TTg ngày 05/8/2021 của Thủ tướng Chính phủ về việc giao
vốn trung hạn;
I. MỤC TIÊU
1. Phấn đấu đến năm 2025 có 07 xã đạt chuẩn
nông thôn mới; bình quân đạt 15,5 tiêu chí/xã.
II. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ chủ trì, phối hợp với Phòng Y tế tổng hợp
hồ sơ trước ngày 15/11/2023.
2. Đề nghị Hội Nông dân huyện vận động hội viên.
"""
TEXT = HEADS["district"] + BODY


def rows_of(plan: Plan) -> list[Provenance]:
    return [*plan.targets, *plan.deadlines, *plan.responsibilities, *plan.references]


def laid_out(pages: list[str], confidence: float = 1.0) -> Reading:
    """Give each word of each page a box: 10 points a line, 5 points a letter."""
    made = []
    for number, text in enumerate(pages, 1):
        words, at = [], 0
        for row, line in enumerate(text.split("\n")):
            column = 0
            for part in line.split(" "):
                if part:
                    box = Box(5.0 * column, 10.0 * row, 5.0 * (column + len(part)), 10.0 * row + 8)
                    words.append(Word(at + column, at + column + len(part), box, confidence))
                column += len(part) + 1
            at += len(line) + 1
        made.append(Page(number, text, tuple(words), 595, 842, "text-layer", TAKEN))
    return Reading(tuple(made), "pdf")


def extract_pages(pages: list[str], confidence: float = 1.0) -> Plan:
    return extract_text(PAGE_BREAK.join(pages), reading=laid_out(pages, confidence))


def test_there_is_something_to_ground() -> None:
    plan = extract_text(TEXT)
    assert [len(x) for x in (plan.targets, plan.deadlines, plan.responsibilities, plan.references)] == [2, 1, 3, 1]


def test_every_quote_is_the_restored_text_between_its_offsets() -> None:
    for row in rows_of(extract_text(TEXT)):
        assert row.quote == TEXT[row.char_start : row.char_end]
        assert row.source_quote == row.quote
        assert row.quote.strip() == row.quote != ""


def test_a_quote_over_a_line_break_keeps_the_break_and_its_fields_do_not() -> None:
    plan = extract_text(TEXT)
    assert plan.targets[0].quote.endswith("07 xã đạt chuẩn\nnông thôn mới")
    assert "\n" not in plan.targets[0].text
    assert plan.references[0].subject == "giao vốn trung hạn"


def test_plain_text_has_neither_page_nor_box() -> None:
    for row in rows_of(extract_text(TEXT)):
        assert (row.page, row.bbox, row.bbox_pages) == (None, None, None)


def test_source_quotes_are_the_words_before_restoration() -> None:
    pairs = [(word, word) for word in TEXT.split("Phòng Nội vụ")]
    pieces = [pairs[0], ("Phòng", "Phòng"), (" ", " "), ("Nôivu", "Nội vụ"), *pairs[1:]]
    source = "".join(piece[0] for piece in pieces)
    assert "".join(piece[1] for piece in pieces) == TEXT
    restoration = Restoration(source, TEXT, Alignment.of_pieces(pieces))
    plan = load_extractor().extract(outline(TEXT), restoration, reading_of(source), source="mau.txt", doc_id="0" * 16)
    row = next(row for row in plan.responsibilities if row.agency == "Phòng Nội vụ")
    assert row.quote.startswith("Phòng Nội vụ chủ trì")
    assert row.source_quote.startswith("Phòng Nôivu chủ trì")
    assert plan.document.restored
    assert all(row.source_quote in source for row in rows_of(plan))


def test_boxes_one_per_line_on_the_page_of_the_quote() -> None:
    plan = extract_pages([TEXT])
    row = plan.targets[0]
    lines = TEXT.split("\n")
    first = next(number for number, line in enumerate(lines) if "07 xã" in line)
    assert (row.page, row.bbox_pages) == (1, [1, 1])
    assert row.bbox is not None
    assert [(box[1], box[3]) for box in row.bbox] == [(10.0 * n, 10.0 * n + 8) for n in (first, first + 1)]
    assert row.bbox[1][0] == 0.0 and row.bbox[1][2] == 5.0 * len("nông thôn mới;")


def test_a_quote_over_two_pages_has_boxes_on_both() -> None:
    before, after = TEXT.split("nông thôn mới; bình")
    plan = extract_pages([before.rstrip("\n"), "nông thôn mới; bình" + after])
    row = plan.targets[0]
    assert (
        row.quote.split()
        == [*["Phấn", "đấu", "đến", "năm", "2025", "có", "07", "xã", "đạt", "chuẩn", "nông", "thôn", "mới"]][
            -len(row.quote.split()) :
        ]
    )
    assert (row.page, row.bbox_pages) == (1, [1, 2])
    assert row.bbox is not None and row.bbox[1][:2] == (0.0, 0.0)
    assert plan.targets[1].page == 2
    assert plan.document.pages == 2


@pytest.mark.parametrize("pages", [[TEXT], [TEXT[:600], TEXT[600:]]], ids=["one page", "cut anywhere"])
def test_boxes_cover_the_words_of_the_quote_and_no_line_more(pages: list[str]) -> None:
    reading = laid_out(pages)
    for row in rows_of(extract_text(PAGE_BREAK.join(pages), reading=reading)):
        words = reading.words_in(row.char_start, row.char_end)
        assert row.bbox is not None and row.bbox_pages is not None
        assert len({(page.number, word.box.top) for page, word in words}) == len(row.bbox)
        for page, word in words:
            assert any(
                number == page.number and x0 <= word.box.x0 and x1 >= word.box.x1 and top == word.box.top
                for number, (x0, top, x1, _) in zip(row.bbox_pages, row.bbox, strict=True)
            )


def test_confidence_is_lower_where_the_reader_was_unsure() -> None:
    sure, unsure = extract_pages([TEXT], 1.0), extract_pages([TEXT], 0.6)
    for one, other in zip(rows_of(sure), rows_of(unsure), strict=True):
        assert 0 <= other.confidence < one.confidence <= 1


def test_a_doubtful_letter_lowers_its_rows_alone_and_is_named() -> None:
    at = TEXT.index("Nội vụ")
    doubtful = Syllable(at, at + 3, at, at + 3, 0.4, (("Nội", 0.4), ("Nôi", 0.35)), "ambiguous")
    clear, doubted = extract_text(TEXT), extract_text(TEXT, syllables=(doubtful,))
    lead = [row.agency for row in doubted.responsibilities].index("Phòng Nội vụ")
    assert doubted.responsibilities[lead].confidence < clear.responsibilities[lead].confidence
    assert any("Nội" in doubt and "Nôi" in doubt for doubt in doubted.responsibilities[lead].doubts)
    assert [row.confidence for row in doubted.targets] == [row.confidence for row in clear.targets]
    assert [row.doubts for row in doubted.targets] == [row.doubts for row in clear.targets]


def test_notes_of_reading_and_outline_reach_the_plan() -> None:
    page = Page(1, TEXT, (), 0, 0, "plain", TAKEN)
    plan = extract_text(TEXT, reading=Reading((page,), "text", ("Trang 2 không đọc được.",)))
    assert "Trang 2 không đọc được." in plan.notes
    assert [verdict.label for verdict in plan.page_verdicts] == ["good"]


VOCABULARY = [
    "có",
    "ít",
    "nhất",
    "07",
    "xã",
    "02/13",
    "đạt",
    "chuẩn",
    "nông",
    "thôn",
    "mới",
    "nâng",
    "cao",
    "%",
    "15,5",
    "tiêu",
    "chí/xã",
    "đến",
    "năm",
    "2025",
    "2023",
    "giai",
    "đoạn",
    "-",
    "–",
    "(",
    ")",
    ";",
    ".",
    ",",
    ":",
    "Phòng",
    "Nội",
    "vụ",
    "UBND",
    "các",
    "huyện",
    ",",
    "thị",
    "trấn",
    "chủ",
    "trì",
    "phối",
    "hợp",
    "với",
    "báo",
    "cáo",
    "trước",
    "ngày",
    "15/11",
    "hằng",
    "quý",
    "IV",
    "Quyết",
    "định",
    "số",
    "263/QĐ-TTg",
    "của",
    "Thủ",
    "tướng",
    "về",
    "việc",
    "Căn",
    "cứ",
    "thực",
    "hiện",
    "I.",
    "II.",
    "1.",
    "2.",
    "a)",
    "b)",
    "Nơi",
    "nhận:",
    "Số:",
    "KẾ",
    "HOẠCH",
    "MỤC",
    "TIÊU",
    "Bản",
    "Lầu",
    "TM.",
    "CHỦ",
    "TỊCH",
]
WORDS = st.lists(st.sampled_from([*VOCABULARY, "\n", "\n", "\f", "\t"]), max_size=60).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), WORDS))
def test_any_text_gives_a_plan_whose_spans_are_in_range(text: str) -> None:
    for row in rows_of(extract_text(text)):
        assert 0 <= row.char_start < row.char_end <= len(text)
        assert row.quote == text[row.char_start : row.char_end]
        assert 0 <= row.confidence <= 1


@settings(max_examples=30, deadline=None)
@given(WORDS)
def test_the_same_text_gives_the_same_plan(text: str) -> None:
    assert extract_text(HEADS["district"] + text) == extract_text(HEADS["district"] + text)


@pytest.mark.parametrize(
    ("unit", "size", "limit"),
    [
        pytest.param("căn cứ Quyết định số 1/QĐ-UBND; ", 300_000, 10, id="citations"),
        pytest.param("02 xã, ", 100_000, 10, id="counts"),
        pytest.param("Phòng Nội vụ, ", 100_000, 6, id="agencies"),
        pytest.param("(", 100_000, 6, id="brackets"),
        pytest.param("năm 2025 - ", 100_000, 6, id="years"),
        pytest.param("1.\n- ", 30_000, 6, id="bullets"),
        pytest.param("Căn cứ Luật A, ", 100_000, 6, id="laws"),
    ],
)
def test_no_text_takes_more_than_time_in_proportion(unit: str, size: int, limit: float) -> None:
    """A long text all of one kind takes seconds; a search that is quadratic takes a minute and more."""
    text = "I. MỤC TIÊU\n1. Phấn đấu " + unit * (size // len(unit))
    start = time.process_time()
    extract_text(text)
    assert time.process_time() - start < limit


def test_rows_of_a_printed_table_that_gave_nothing_are_named_in_the_notes() -> None:
    rows = "".join(f"{n} Thủy lợi, phòng chống thiên tai\n{n}/11\nPhòng Nông nghiệp\n" for n in range(1, 5))
    plan = extract_text(
        f"{HEADS['district']}I. MỤC TIÊU\n1. Xây dựng nông thôn mới.\nPHỤ LỤC I\nTT Tiêu chí\nKết quả\nĐơn vị\n{rows}"
    )
    assert any(note.startswith("Bảng biểu") and "dòng chưa trích được" in note for note in plan.notes)


def test_a_text_without_any_row_says_that_it_may_be_no_plan() -> None:
    assert any("có thể đây không phải kế hoạch" in note for note in extract_text("I. MỤC ĐÍCH\n1. Vui vẻ.\n").notes)
