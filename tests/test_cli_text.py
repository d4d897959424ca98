"""`text` with places, presets and the cache of recognised pages, as a user types them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import docx
import pytest
from typer.testing import CliRunner

import ntm_extract
import ntm_extract.read
from fixtures.make import make
from ntm_extract.cli import app
from ntm_extract.pages import Box, Leaf, Page, PagedDocument, Reading, Verdict, Word
from ntm_extract.pipeline import text_of_bytes
from ntm_extract.read import ReadSettings, open_document

XHTML = "{http://www.w3.org/1999/xhtml}"


def command(*words: str | Path, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, under the poorest locale."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG"))} | {"LC_ALL": "POSIX"}
    return subprocess.run(
        [sys.executable, "-m", "ntm_extract", *words], input=stdin, capture_output=True, env=environment
    )


@pytest.fixture(scope="module")
def scan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A scanned page: the first of a sample plan."""
    import pypdfium2 as pdfium

    folder = tmp_path_factory.mktemp("scan")
    document = pdfium.PdfDocument(make("cao-phong", "text", folder))
    path = folder / "bản quét.png"
    document[0].render(scale=200 / 72, grayscale=True).to_pil().crop((0, 0, 1654, 900)).save(path, dpi=(200, 200))
    return path


@pytest.fixture
def read_with(monkeypatch: pytest.MonkeyPatch) -> list[ReadSettings]:
    """Note the settings that documents are opened with."""
    noted: list[ReadSettings] = []

    def note(data: bytes, settings: ReadSettings) -> Reading | PagedDocument:
        noted.append(settings)
        return open_document(data, settings=settings)

    monkeypatch.setattr(ntm_extract.read, "open_document", note)
    return noted


@pytest.mark.parametrize(
    ("words", "preset"), [([], "default"), (["--fast"], "fast"), (["--best"], "best"), (["--best", "--raw"], "best")]
)
def test_presets_reach_the_reader(tmp_path: Path, read_with: list[ReadSettings], words: list[str], preset: str) -> None:
    (tmp_path / "a.txt").write_text("Kế hoạch năm 2025")
    result = CliRunner().invoke(app, ["text", str(tmp_path / "a.txt"), *words])
    assert result.exit_code == 0, result.stderr
    assert result.stdout == "Kế hoạch năm 2025\n"
    [settings] = read_with
    assert (settings.preset, settings.cache) == (preset, None)


def test_extract_takes_preset_and_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, read_with: list[ReadSettings]
) -> None:
    from ntm_extract.pipeline import load_rooms

    load_rooms.cache_clear()
    path = tmp_path / "a.txt"
    path.write_text("Kế hoạch năm 2025")
    ntm_extract.extract(str(path), preset="fast", cache=str(tmp_path / "đệm"))
    ntm_extract.extract(str(path))
    load_rooms.cache_clear()
    assert [(s.preset, s.cache) for s in read_with] == [("fast", tmp_path / "đệm"), ("default", None)]


class Thousand:
    """A document of a thousand pages that notes which are read."""

    media, count, notes = "pdf", 1000, ()

    def __init__(self) -> None:
        self.read_: list[int] = []
        self.is_closed = False

    def read(self, index: int) -> Leaf:
        self.read_.append(index)
        word = Word(0, 2, Box(10, 10, 30, 20), 1.0)
        verdict = Verdict("good", "take", "Lớp chữ tốt.")
        return Leaf(Page(index + 1, "xã", (word,), 595.0, 842.0, "text-layer", verdict))

    def close(self) -> None:
        self.is_closed = True


@pytest.mark.parametrize("form", ["text", "hocr", "alto", "jsonl"])
def test_a_page_is_read_when_the_one_before_has_been_given(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    document = Thousand()
    monkeypatch.setattr(ntm_extract.read, "open_document", lambda data, settings: document)
    pieces = text_of_bytes(b"%PDF", raw=False, form=form)  # type: ignore[arg-type]
    told = 0
    while told < 3:
        before = len(document.read_)
        told += "xã" in next(pieces)
        assert len(document.read_) - before <= 1
    assert document.read_ == [0, 1, 2]
    pieces.close()  # as when nobody takes more
    assert document.is_closed


@pytest.mark.parametrize("name", ["run", "text"])
def test_both_presets_at_once_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.txt").write_text("Kế hoạch")
    out = ["--out", str(tmp_path / "ra")] if name == "run" else []
    result = CliRunner().invoke(app, [name, str(tmp_path / "a.txt"), *out, "--fast", "--best"])
    assert result.exit_code == 2
    assert "--fast và --best trái nhau" in result.stderr
    assert not (tmp_path / "ra").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "pdf"], "hocr"),
        (["--format", "HOCR2"], "jsonl"),
        (["--cache", "tệp"], "--cache"),
        (["--cache"], "--cache"),
    ],
)
def test_wrong_words_are_refused_with_what_would_be_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tệp").write_text("x")
    result = CliRunner().invoke(app, ["text", "tệp", *words])
    assert result.exit_code == 2
    assert told in result.stderr


@pytest.mark.parametrize("form", ["hocr", "alto"])
@pytest.mark.parametrize("name", ["a.txt", "a.docx"])
def test_documents_without_places_say_why_they_cannot_be_given(tmp_path: Path, name: str, form: str) -> None:
    path = tmp_path / name
    if name.endswith("docx"):
        document = docx.Document()
        document.add_paragraph("Kế hoạch xây dựng nông thôn mới")
        document.save(str(path))
    else:
        path.write_text("Kế hoạch xây dựng nông thôn mới")
    result = CliRunner().invoke(app, ["text", str(path), "--format", form])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert f"{name}: " in result.stderr
    assert "không có trang giấy" in result.stderr
    assert "--format jsonl" in result.stderr
    assert CliRunner().invoke(app, ["text", str(path), "--format", "jsonl"]).exit_code == 0


def test_a_bad_document_fails_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "rỗng.pdf").touch()
    for form in ("text", "hocr", "alto", "jsonl"):
        result = CliRunner().invoke(app, ["text", str(tmp_path / "rỗng.pdf"), "--format", form])
        assert (result.exit_code, result.stdout) == (3, "")
        assert "Tệp rỗng" in result.stderr


def test_hocr_of_a_scan_from_standard_input(scan: Path) -> None:
    done = command("text", "-", "--format", "hocr", stdin=scan.read_bytes())
    assert done.returncode == 0, done.stderr.decode()
    root = ET.fromstring(done.stdout)
    [page] = [element for element in root.iter() if element.get("class") == "ocr_page"]
    assert (page.get("title") or "").startswith('image "stdin"; bbox 0 0 1654 900; ppageno 0; scan_res 200 200')
    lines = [" ".join("".join(e.itertext()).split()) for e in root.iter() if e.get("class") == "ocr_line"]
    assert lines == command("text", scan).stdout.decode().split("\n")[:-1]


def statuses(done: subprocess.CompletedProcess[bytes]) -> dict[str, int]:
    assert done.returncode == 0, done.stderr.decode()
    return {status: count for status, count in json.loads(done.stdout)["inputs"].items() if count}


def forge(cache: Path) -> None:
    """Change a word of the one page kept: where it is seen, the page was not recognised again."""
    [entry] = cache.rglob("*.scan")
    content = zlib.decompress(entry.read_bytes())
    assert b"PHONG" in content
    entry.write_bytes(zlib.compress(content.replace(b"PHONG", b"PHANH")))


def test_a_rerun_of_text_recognises_nothing(scan: Path, tmp_path: Path) -> None:
    cache = tmp_path / "đệm"
    first = command("text", scan, "--raw", "--cache", cache)
    assert first.returncode == 0, first.stderr.decode()
    assert b"PHONG" in first.stdout
    forge(cache)
    again = command("text", scan, "--raw", "--cache", cache, "--format", "jsonl")
    assert b"PHANH" in again.stdout
    assert b"PHONG" not in again.stdout


def test_run_keeps_recognised_pages_with_the_results(scan: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    run = ("run", scan, "--out", out, "--jobs", "1", "--json")
    assert statuses(command(*run)) == {"done": 1}
    assert (out / ".pages" / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    forge(out / ".pages")

    shutil.rmtree(out / "plans")  # as if the program had changed: the document is to be done again
    assert statuses(command(*run)) == {"done": 1}
    [plan] = (out / "plans").iterdir()
    assert "PHANH" in next((out / "text").glob(f"{plan.stem}.txt")).read_text(encoding="utf-8").upper()

    assert statuses(command(*run, "--fast")) == {"done": 1}  # read in another way
    assert len(sorted((out / ".pages").rglob("*.scan"))) == 2


def test_run_keeps_no_pages_when_told_so(scan: Path, tmp_path: Path) -> None:
    assert statuses(command("run", scan, "--out", tmp_path / "ra", "--no-cache", "--json")) == {"done": 1}
    assert not (tmp_path / "ra" / ".pages").exists()


def test_a_cache_that_cannot_be_written_fails_no_document(scan: Path, tmp_path: Path) -> None:
    out = tmp_path / "ra"
    out.mkdir()
    (out / ".pages").write_text("no folder")
    done = command("run", scan, scan.with_name("b.png"), "--out", out, "--jobs", "2", "--json")
    assert done.returncode == 3  # the second file does not exist
    assert json.loads(done.stdout)["inputs"]["done"] == 1
    assert done.stderr.decode().count(".pages không phải là thư mục") == 1
    assert "bộ nhớ đệm" not in done.stderr.decode()


@pytest.mark.parametrize("name", ["run", "text"])
def test_help_tells_of_presets_and_cache_with_examples(name: str) -> None:
    shown = CliRunner().invoke(app, [name, "--help"]).stdout
    words = " ".join(shown.split())
    assert "--fast" in words
    assert "--best" in words
    assert ("--no-cache" if name == "run" else "--cache") in words
    examples = shown.partition("Ví dụ:\n")[2]
    assert "--best" in examples
