"""Pages read before are not recognised again, and a cache that is out of order costs time and nothing else."""

from __future__ import annotations

import ast
import io
import os
import subprocess
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pytest
from papers import LINES, paper, paragraph, picture, saved, scanned
from PIL import ImageDraw

from ntm_extract.pages import Box, Reading
from ntm_extract.read import ReadSettings, cache, read_document
from ntm_extract.read.cache import LARGEST, SUFFIX, PageStore, key_of, open_store, read_scan_cached
from ntm_extract.read.layout.composition import Fragment
from ntm_extract.read.picture.scan import Scan, read_scan
from ntm_extract.read.reading_version import LIBRARIES, PACKAGE, reading_files, reading_version


@pytest.fixture
def read_now(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note each picture that is recognised and not found."""
    noted: list[int] = []

    def note(raster: np.ndarray, dpi: int, *given: Any) -> Scan:
        noted.append(dpi)
        return read_scan(raster, dpi, *given)

    monkeypatch.setattr(cache, "read_scan", note)
    return noted


@pytest.fixture
def kept(tmp_path: Path) -> ReadSettings:
    return ReadSettings(cache=tmp_path / "pages")


def entries(settings: ReadSettings) -> list[Path]:
    assert settings.cache
    return sorted(settings.cache.rglob(f"*{SUFFIX}"))


def content_of(reading: Reading) -> object:
    return reading.pages, reading.notes


def bound(*documents: bytes) -> bytes:
    """Give the pages of several PDFs as one."""
    whole, out = pdfium.PdfDocument.new(), io.BytesIO()
    for data in documents:
        whole.import_pages(pdfium.PdfDocument(data))
    whole.save(out)
    return out.getvalue()


def raster(line: str = LINES[0]) -> np.ndarray:
    return np.asarray(picture([line], height_pt=80))


def test_a_scan_is_recognised_once_and_gives_the_same_pages_again(read_now: list[int], kept: ReadSettings) -> None:
    image = picture(height_pt=300)
    draw = ImageDraw.Draw(image)
    for x in (170, 600, 1000):
        draw.line((x, 500, x, 700), 60, 3)
    for y in (500, 600, 700):
        draw.line((170, y, 1000, y), 60, 3)
    data = saved(image, "TIFF", save_all=True, append_images=[picture(LINES[1:])], dpi=(200, 200))
    plain = read_document(data)
    read_now.clear()
    first = read_document(data, kept)
    assert len(read_now) == 2
    again = read_document(data, kept)
    assert len(read_now) == 2
    assert plain.pages[0].tables
    assert content_of(first) == content_of(again) == content_of(plain)


def test_the_same_scan_in_another_document_is_found(read_now: list[int], kept: ReadSettings) -> None:
    read_document(scanned(picture()), kept)
    two = bound(paper(paragraph()), scanned(picture()), scanned(picture(LINES[1:])))
    assert read_document(two, kept).pages[1].text == "\n".join(LINES)
    assert len(read_now) == 2
    assert read_document(scanned(picture(LINES[1:])), kept).text == "\n".join(LINES[1:])
    assert len(read_now) == 2


def test_a_layer_that_is_heard_is_part_of_the_name() -> None:
    layer = [Fragment("Uy", Box(1, 2, 3, 4), 2, 4), Fragment("ban", Box(5, 2, 8, 4), 2, 4)]
    moved = [layer[0], layer[1]._replace(box=Box(5, 2.5, 8, 4))]
    names = [key_of(raster(), 200, ReadSettings(), heard) for heard in ((), layer, layer[:1], layer[::-1], moved)]
    assert len(set(names)) == len(names)


def test_a_document_with_text_leaves_no_folder_behind(kept: ReadSettings) -> None:
    read_document(paper(paragraph()), kept)
    assert kept.cache
    assert not kept.cache.exists()


@pytest.mark.parametrize(
    ("changed", "is_same"),
    [
        ({}, True),
        ({"max_pages": 7, "max_bytes": 10**9, "min_dpi": 72}, True),
        ({"preset": "best"}, False),
        ({"language": "eng"}, False),
        ({"page_timeout_s": 5.0}, False),
    ],
)
def test_settings_that_bear_on_the_reading_are_part_of_the_name(changed: dict[str, object], is_same: bool) -> None:
    before, after = ReadSettings(), replace(ReadSettings(cache=Path("x")), **changed)  # type: ignore[arg-type]
    assert (key_of(raster(), 200, before) == key_of(raster(), 200, after)) is is_same


def test_pixels_shape_and_resolution_are_part_of_the_name() -> None:
    page, settings = raster(), ReadSettings()
    speck = page.copy()
    speck[0, 0] = 0
    others = [speck, page.T, page.reshape(-1, 1), np.stack([page] * 3, axis=-1), page.astype(np.uint16)]
    names = [key_of(other, 200, settings) for other in (page, *others)]
    assert len({*names, key_of(page, 201, settings)}) == len(names) + 1
    assert key_of(np.asfortranarray(page), 200, settings) == names[0]


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: b"",
        lambda whole: whole[: len(whole) // 2],
        lambda whole: whole[:-1],
        lambda whole: bytes([whole[0]]) + whole[2:],
        lambda whole: b"\x80\x05cos\nsystem\n(S'true'\ntR.",
        lambda whole: zlib.compress(b"[]"),
        lambda whole: zlib.compress(b'[{"fragments": [["a", [0, 0, NaN, 1], 0, 1]], "grids": []}]'),
        lambda whole: zlib.compress(zlib.decompress(whole).replace(b'"width":', b'"width":1e999,"w":')),
        lambda whole: zlib.compress(b"[" * 100_000),
        lambda whole: zlib.compress(zlib.decompress(whole) + b" " * LARGEST),
    ],
    ids=["empty", "half", "cut", "shifted", "pickle", "nothing", "not-a-number", "infinite", "deep", "bomb"],
)
def test_a_damaged_entry_is_told_of_and_written_anew(
    kept: ReadSettings, caplog: pytest.LogCaptureFixture, damage: object
) -> None:
    wanted = read_scan_cached(raster(), 200, kept)
    [path] = entries(kept)
    whole = path.read_bytes()
    path.write_bytes(damage(whole))  # type: ignore[operator]
    assert read_scan_cached(raster(), 200, kept) == wanted
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert f"{path} trong bộ nhớ đệm bị hỏng" in caplog.text
    assert path.read_bytes() == whole


def test_a_place_that_cannot_hold_a_folder_is_told_of_once_and_pages_are_read(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings = ReadSettings(cache=tmp_path / "file" / "pages")
    data = saved(picture(LINES[:1]), "TIFF", save_all=True, append_images=[picture(LINES[1:2])], dpi=(200, 200))
    assert read_document(data, settings).text.split("\f") == LINES[:2]
    assert len(caplog.records) == 1
    assert str(settings.cache) in caplog.text


def test_a_full_disk_costs_no_page(tmp_path: Path) -> None:
    """A limit on the size of files stands in for it; it holds for the whole process, so the test has its own."""
    page = tmp_path / "page.png"
    page.write_bytes(saved(picture(LINES[:1]), "PNG", dpi=(200, 200)))
    code = f"""
import resource, signal
from pathlib import Path
from ntm_extract.read.cache import open_store, SUFFIX
from ntm_extract.read.picture.scan import Scan
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
store = open_store(Path({str(tmp_path / "pages")!r}))
store.keep("ab" * 20, Scan((), (), 0, 0.0, 1.0, 1.0, 0.0))
store.keep("cd" * 20, Scan((), (), 0, 0.0, 1.0, 1.0, 0.0))
print(store.find("ab" * 20))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "None"
    assert len(done.stderr.splitlines()) == 1
    assert "Không ghi được bộ nhớ đệm" in done.stderr
    assert [path for path in (tmp_path / "pages").rglob("*") if path.suffix in (SUFFIX, ".tmp")] == []


def test_a_reading_that_failed_is_not_kept(kept: ReadSettings) -> None:
    hasty = replace(kept, page_timeout_s=0.001)
    data = saved(picture(), "PNG", dpi=(200, 200))
    for _ in range(2):
        assert read_document(data, hasty).pages[0].verdict.label == "unread"
    assert entries(hasty) == []


def scan_of(ink: float) -> Scan:
    return Scan((), (), 0, 0.0, 595.0, 842.0, ink)


def test_the_pages_not_asked_for_the_longest_make_room(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    names = [f"{number:02x}" * 20 for number in range(10)]
    for number, name in enumerate(names):
        PageStore(folder).keep(name, scan_of(number / 10))
    sizes = {path.stem: path.stat().st_size for path in folder.rglob(f"*{SUFFIX}")}
    for age, name in enumerate(reversed(names)):
        path = folder / name[:2] / f"{name}{SUFFIX}"
        moment = 1_000_000_000 - age
        os.utime(path, (moment, moment))
    assert PageStore(folder).find(names[0]) == scan_of(0.0)  # asked for now: the youngest
    PageStore(folder, limit=sum(sizes.values()) // 2).keep(names[9], scan_of(0.9))
    left = {path.stem for path in folder.rglob(f"*{SUFFIX}")}
    assert {names[0], names[9], names[8]} <= left
    assert not {names[1], names[2], names[3]} & left
    assert sum(sizes[name] for name in left) <= sum(sizes.values()) // 2


def test_half_written_files_of_killed_processes_are_cleared_away(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    (folder / "ab").mkdir(parents=True)
    old, new = folder / "ab" / ".old.tmp", folder / "ab" / ".new.tmp"
    for path in (old, new):
        path.write_bytes(b"half")
    os.utime(old, (1_000_000_000, 1_000_000_000))
    PageStore(folder).keep("cd" * 20, scan_of(0.1))
    assert not old.exists()
    assert new.exists()


def test_several_processes_share_a_folder(tmp_path: Path) -> None:
    code = f"""
import sys
from pathlib import Path
from ntm_extract.read.cache import PageStore
from ntm_extract.read.picture.scan import Scan
for turn in range(150):
    store = PageStore(Path({str(tmp_path / "pages")!r}), limit=300)  # sweeps at its first page
    for number in (3, 1, 2, 0):
        wanted = Scan((), (), 0, 0.0, float(number), 1.0, 0.0)
        found = store.find(f"{{number:02x}}" * 20)
        assert found in (None, wanted), found
        store.keep(f"{{number:02x}}" * 20, wanted)
"""
    workers = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(3)]
    told = [worker.communicate(timeout=120)[1] for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0, 0], told
    assert told == ["", "", ""]


def test_one_store_a_folder_and_process(tmp_path: Path) -> None:
    assert open_store(tmp_path) is open_store(tmp_path)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    copy = tmp_path / PACKAGE.name
    for path in reading_files():
        target = copy / path.relative_to(PACKAGE)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    return copy


@pytest.mark.parametrize(
    ("file", "old", "new", "is_same"),
    [
        ("read/picture/clean.py", "INK = 128", "INK = 129", False),
        ("read/picture/clean.py", '"""Making a scanned page readable', '"""Making a page of a scanner readable', True),
        ("read/picture/clean.py", "INK = 128", "INK  =  128  # ink\n\n", True),
        ("writing/data/syllables.toml", "", "\nmore = 1\n", False),
        ("read/picture/data/model.onnx", None, "weights", False),
        ("read/docx/document.py", None, "x = 1", True),
    ],
)
def test_what_was_read_is_found_until_the_way_of_reading_changes(
    package: Path, file: str, old: str | None, new: str, is_same: bool
) -> None:
    before = reading_version("vie", package)
    path = package / file
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.read_text(encoding="utf-8") if old is not None else ""
    if old:
        assert old in text
    path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    reading_version.cache_clear()
    assert (reading_version("vie", package) == before) is is_same


def test_the_libraries_installed_beside_the_program_are_told_apart_by_their_versions(package: Path) -> None:
    before = reading_version("vie", package)
    for module in ("PIL/Image.py", "numpy/__init__.py"):
        path = package.parent / module
        path.parent.mkdir()
        path.write_text("x = 1\n", encoding="utf-8")
    reading_version.cache_clear()
    assert reading_version("vie", package) == before


def test_every_library_that_reads_pictures_is_part_of_the_version() -> None:
    names = {"PIL": "pillow"}
    used = set()
    for path in reading_files():
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_bytes())):
                if isinstance(node, ast.Import):
                    used |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    used.add(node.module.partition(".")[0])
    foreign = used - sys.stdlib_module_names - {"ntm_extract"}
    assert {names.get(name, name) for name in foreign} <= set(LIBRARIES)


def test_a_scan_comes_back_as_it_was(kept: ReadSettings) -> None:
    page = np.asarray(picture().convert("RGB").rotate(1.2, fillcolor="white"))
    assert read_scan_cached(page, 200, kept) == read_scan(page, 200, kept) == read_scan_cached(page, 200, kept)
