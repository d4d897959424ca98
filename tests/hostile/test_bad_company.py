"""Hostile documents among good ones in one run: none costs another document anything, nor its own other pages."""

from __future__ import annotations

import io
import pickle
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from ntm_extract.batch.workers import Outcome, Task, work
from ntm_extract.pages import Reading
from ntm_extract.read import read_document
from tests.hostile.copyist import WORKSHOP, kept_at
from tests.hostile.odd_pdfs import TEXT, Draft, one_page, packed, page, shown, stream, tree
from tests.hostile.test_odd_pictures import png, saved, written
from tests.hostile.test_odd_word_files import TEXT as WORD_TEXT
from tests.hostile.test_odd_word_files import word_file
from tests.read.papers import LINES, paper, paragraph, picture, scanned

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>"


def swollen(size: int) -> bytes:
    """Give a stream that unpacks to so many megabytes of blanks; it is made of one that is repeated."""
    packer = zlib.compressobj(9, wbits=-15)
    megabyte = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x78\xda" + megabyte * size + zlib.compressobj(9, wbits=-15).flush() + bytes(4)


def around(content: bytes, objects: dict[int, bytes] | None = None) -> bytes:
    """Give a file of three pages, of which the second has the given content stream, and the forms `X`."""
    draft = Draft({2: tree(3, 8, 9), 3: page(10), 8: page(12, resources=b"/XObject<</X 13 0 R>>"), 9: page(10)})
    draft.objects |= {10: stream(shown()), 12: content} | (objects or {})
    return draft.write()


COSTS_ITS_PAGE = {
    "form-trong-chinh-no.pdf": around(stream(b"/X Do"), {13: stream(b"/X Do /X Do", FORM % 13)}),
    "bom.pdf": around(stream(swollen(2048), b"/Filter/FlateDecode")),
    "bom-trong-bom.pdf": around(stream(packed(swollen(2048)), b"/Filter[/FlateDecode/FlateDecode]")),
}
FAILS = {
    "mat-khau.pdf": "encrypted",
    "cut.pdf": "damaged",
    "rong.pdf": "empty",
    "bom.docx": "too-large",
    "lon.png": "too-large",
    "bom-mot-trang.pdf": "crashed",
}


def locked() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page().write())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(user="bi-mat", owner="chu"))
    return out.getvalue()


def alone(content: bytes) -> bytes:
    draft = one_page()
    draft.objects[10] = content
    return draft.write()


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Outcome]]:
    folder = tmp_path_factory.mktemp("hỗn hợp")
    files = COSTS_ITS_PAGE | {
        "mat-khau.pdf": locked(),
        "cut.pdf": one_page().write()[:-300],
        "rong.pdf": b"",
        "bom.docx": word_file(more={"word/x.bin": bytes(300 * 2**20)}),
        "lon.png": png(100_000, 100_000),
        "bom-mot-trang.pdf": alone(stream(swollen(2048), b"/Filter/FlateDecode")),
        "tot.pdf": paper(paragraph(), paragraph(LINES[:1])),
        "tot.docx": word_file(),
        "tot.txt": TEXT.encode(),
        "tot.tiff": saved(written(), written()),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    tasks = [Task(str(folder / name), str(folder / name)) for name in sorted(files)]
    ended = work(tasks, WORKSHOP, jobs=2, timeout=300, wanted=lambda source, doc_id: True)
    yield {Path(outcome.source).name: outcome for outcome in ended}


def reading_of(outcome: Outcome) -> Reading:
    reading: Reading = pickle.loads(kept_at(outcome.source).read_bytes())
    return reading


def test_every_document_ends_once(outcomes: dict[str, Outcome]) -> None:
    assert set(outcomes) == {*COSTS_ITS_PAGE, *FAILS, "tot.pdf", "tot.docx", "tot.txt", "tot.tiff"}


@pytest.mark.parametrize("name", FAILS)
def test_a_hostile_document_is_a_named_failure(name: str, outcomes: dict[str, Outcome]) -> None:
    error = outcomes[name].error
    assert error is not None
    assert (error.code, bool(error.advice)) == (FAILS[name], True), error


@pytest.mark.parametrize("name", COSTS_ITS_PAGE)
def test_a_page_that_blows_up_costs_itself_alone(name: str, outcomes: dict[str, Outcome]) -> None:
    assert outcomes[name].error is None
    reading = reading_of(outcomes[name])
    assert [page.text for page in reading.pages] == [TEXT, "", TEXT]
    assert reading.pages[1].verdict.label == "unread"
    assert len(reading.notes) == 1
    assert reading.notes[0].startswith("Trang 2: ")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("tot.pdf", "\n".join(LINES) + "\f" + LINES[0]),
        ("tot.docx", WORD_TEXT),
        ("tot.txt", TEXT),
        ("tot.tiff", "\f".join([WORD_TEXT] * 2)),
    ],
)
def test_a_good_document_among_them_is_whole(name: str, text: str, outcomes: dict[str, Outcome]) -> None:
    assert outcomes[name].error is None
    assert reading_of(outcomes[name]).text == text


def test_pages_read_side_by_side_are_those_read_one_after_the_other(tmp_path: Path) -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for number in range(8):
            lines = [f"{number + 1}. {line}" for line in LINES]
            data = scanned(picture(lines)) if number % 2 else paper(paragraph(lines))
            with pikepdf.open(io.BytesIO(data)) as one:
                pdf.pages.extend(one.pages)
        pdf.save(out)
    path = tmp_path / "lan-lon.pdf"
    path.write_bytes(out.getvalue())
    task = Task(str(path), str(path))
    [outcome] = work([task], WORKSHOP, jobs=2, timeout=300, wanted=lambda source, doc_id: True)
    assert outcome.error is None
    assert reading_of(outcome) == read_document(out.getvalue())
