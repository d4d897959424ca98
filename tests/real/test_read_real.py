"""Reading of real plans laid out in the official format, and of gazette pages; skips where they are absent."""

from __future__ import annotations

import json
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from ntm_extract.read import ReadSettings, read_document

PDFS = Path(__file__).resolve().parents[2] / ".." / "shared" / "pdfs"
pytestmark = [pytest.mark.real, pytest.mark.skipif(not PDFS.is_dir(), reason="../shared/pdfs is absent")]

BORN_DIGITAL = ["cao-bang-text", "ha-quang-text", "lang-son-text", "ha-quang-table-text"]
NO_OCR = ReadSettings(page_timeout_s=0.001, min_dpi=60, max_dpi=60)


def wrong_share(gold: str, text: str) -> float:
    same = sum(block.size for block in SequenceMatcher(None, gold, text, autojunk=False).get_matching_blocks())
    longest = max(len(gold), len(text))
    return 1 - same / longest if longest else 0.0


@pytest.mark.parametrize("name", BORN_DIGITAL)
def test_born_digital_plans_are_read_to_the_letter(name: str) -> None:
    reading = read_document((PDFS / f"{name}.pdf").read_bytes())
    gold = (PDFS / f"{name}.gold.txt").read_text("utf-8").split("\f")
    assert len(reading.pages) == len(gold)
    for page, wanted in zip(reading.pages, gold, strict=True):
        assert wrong_share(wanted, page.text) <= 0.001
        assert (page.verdict.label, page.origin) == ("good", "text-layer")
    assert reading.notes == ()


def test_boxes_of_born_digital_lines() -> None:
    reading = read_document((PDFS / "ha-quang-text.pdf").read_bytes())
    gold = json.loads((PDFS / "ha-quang-text.gold.json").read_text("utf-8"))
    for page, wanted in zip(reading.pages, gold["pages"], strict=True):
        at = 0
        lines = page.text.split("\n")
        by_text = {line["text"]: line["bbox"] for line in wanted["lines"]}
        for line in lines:
            words = [w for w in page.words if at <= w.start < at + len(line)]
            box = (min(w.box.x0 for w in words), words[0].box.top, max(w.box.x1 for w in words), words[0].box.bottom)
            assert all(abs(a - b) <= 3.5 for a, b in zip(box, by_text[line], strict=True)), (line, box, by_text[line])
            at += len(line) + 1


def test_cells_of_the_appendix_table() -> None:
    page = read_document((PDFS / "ha-quang-table-text.pdf").read_bytes()).pages[-1]
    gold = json.loads((PDFS / "ha-quang-table-text.gold.json").read_text("utf-8"))["pages"][-1]["table_cells"]
    (table,) = page.tables
    read = {(c.row, c.column): page.text[c.start : c.end].replace("\n", " ") for c in table.cells}
    assert read == {(c["row"], c["col"]): c["text"] for c in gold}


@pytest.mark.parametrize("name", sorted(p.stem for p in PDFS.glob("*.pdf")))
def test_verdict_of_every_page(name: str) -> None:
    """The time limit makes every reading of a picture fail at once: the verdict stands before it."""
    gold = json.loads((PDFS / f"{name}.gold.json").read_text("utf-8"))["pages"]
    reading = read_document((PDFS / f"{name}.pdf").read_bytes(), NO_OCR)
    for page, wanted in zip(reading.pages, gold, strict=True):
        kind = wanted.get("kind", "scan")
        if kind == "text":
            assert (page.verdict.label, page.origin) == ("good", "text-layer")
        elif kind == "blank":
            assert page.verdict.label in ("blank", "unread")
        else:
            assert page.verdict.label == "unread"  # it was to be recognised, which took too long


def test_gazette_pages_with_text_are_good_and_pictures_are_read_as_such() -> None:
    for path in sorted((PDFS / "official").glob("*.pdf")):
        reading = read_document(path.read_bytes(), NO_OCR)
        is_scan = path.stem.split("-")[-1] in ("469546", "468842", "39022")
        for page in reading.pages[: 1 if is_scan else -1]:
            assert (page.verdict.label == "unread") == is_scan, (path.name, page.number, page.verdict)


def test_sideways_and_blank_pages_of_a_mixed_file() -> None:
    reading = read_document((PDFS / "ha-quang-mixed.pdf").read_bytes())
    gold = (PDFS / "ha-quang-mixed.gold.txt").read_text("utf-8").split("\f")
    assert [p.verdict.label for p in reading.pages] == [
        "picture", "good", "picture", "blank", "good", "good", "good", "picture",
    ]  # fmt: skip
    for page, wanted in zip(reading.pages, gold, strict=True):
        assert wrong_share(wanted, page.text) <= 0.06, page.number
    assert reading.pages[2].verdict.scores["turned"] == 90
