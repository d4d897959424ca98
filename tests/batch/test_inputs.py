"""Which documents are meant by the words of the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ntm_extract.batch.inputs import find_inputs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in (
        "vào/b.pdf",
        "vào/A.PDF",
        "vào/2022/c.docx",
        "vào/2022/~$c.docx",
        "vào/2022/Thumbs.db",
        "vào/.ẩn/d.pdf",
        "vào/.DS_Store",
        "vào/__MACOSX/b.pdf",
        "vào/phụ lục.xlsx",
        "vào/số liệu.json",
        "vào/không đuôi",
        "trống/ghi.log",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return tmp_path


def test_a_folder_is_searched_in_depth_and_junk_is_left_out(folder: Path) -> None:
    found = find_inputs(["vào"], folder / "ra")
    assert found.sources == (
        "vào/A.PDF",
        "vào/b.pdf",
        "vào/không đuôi",
        "vào/phụ lục.xlsx",  # cannot be read, but must not vanish without a word
        "vào/2022/c.docx",
    )
    assert found.passed_over == ("vào/số liệu.json",)
    assert not found.problems


@pytest.mark.parametrize(
    ("words", "sources"),
    [
        (["vào/số liệu.json"], ["vào/số liệu.json"]),  # a named file is always tried
        (["vào/*.pdf"], ["vào/b.pdf"]),
        (["vào/**/*.docx"], ["vào/2022/c.docx"]),
        (["vào/20*"], ["vào/2022/c.docx"]),
        (["không có.pdf"], ["không có.pdf"]),  # told of when it is fetched
        (["-", "https://vi.du/kế hoạch.pdf?x=*"], ["-", "https://vi.du/kế hoạch.pdf?x=*"]),
        (["vào/b.pdf", "vào/b.pdf", "vào/*.pdf"], ["vào/b.pdf"]),
    ],
)
def test_words(folder: Path, words: list[str], sources: list[str]) -> None:
    assert list(find_inputs(words, folder / "ra").sources) == sources


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(folder: Path) -> None:
    (folder / "kế hoạch [1].pdf").write_text("x")
    assert find_inputs(["kế hoạch [1].pdf"], folder / "ra").sources == ("kế hoạch [1].pdf",)


@pytest.mark.parametrize("word", ["trống", "vào/*.tiff"])
def test_words_that_mean_nothing_are_problems(folder: Path, word: str) -> None:
    found = find_inputs([word], folder / "ra")
    [(source, error)] = found.problems
    assert (source, error.code) == (word, "no-documents")


def test_the_output_folder_is_not_searched(folder: Path) -> None:
    (folder / "vào" / "text").mkdir()
    (folder / "vào" / "text" / "a.txt").write_text("x")
    assert "vào/text/a.txt" in find_inputs(["vào"], folder / "ra").sources
    assert "vào/text/a.txt" not in find_inputs(["vào"], folder / "vào").sources
    assert "vào/text/a.txt" not in find_inputs(["vào"], folder / "vào" / "text").sources


def test_a_folder_that_cannot_be_opened_is_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scandir = os.scandir

    def refuse(path: str) -> object:
        if os.fspath(path).endswith("2022"):
            raise PermissionError(13, "Permission denied", os.fspath(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)  # no file mode keeps the superuser out
    found = find_inputs(["vào"], folder / "ra")
    assert [(source, error.code) for source, error in found.problems] == [("vào/2022", "unreadable")]
    assert "vào/b.pdf" in found.sources


def test_links_to_folders_are_not_followed_and_dead_links_are_tried(folder: Path) -> None:
    (folder / "vào" / "vòng").symlink_to(folder / "vào")
    (folder / "vào" / "mất.pdf").symlink_to(folder / "đâu đó")
    sources = find_inputs(["vào"], folder / "ra").sources
    assert "vào/mất.pdf" in sources
    assert not [source for source in sources if "vòng" in source]


@pytest.fixture
def with_results(folder: Path) -> Path:
    """Give the folder with the results of an earlier run in it, and a document that somebody put beside them."""
    for name in ("ledger.jsonl", "ntm.db", "plans/b-0.json", "text/b-0.txt", "tables/targets.csv", "thêm.pdf"):
        path = folder / "vào" / "ra cũ" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    return folder


@pytest.mark.parametrize("words", [["vào"], ["vào/**"], ["vào/**/*.txt", "vào/**/*.pdf"], ["vào/ra*"], ["vào/ra cũ"]])
def test_results_of_an_earlier_run_are_no_documents_and_are_named(with_results: Path, words: list[str]) -> None:
    found = find_inputs(words, with_results / "ra")
    assert [source for source in found.sources if "ra cũ" in source] == ["vào/ra cũ/thêm.pdf"]
    assert found.results == ("vào/ra cũ",)
    assert not [name for name in found.passed_over if "ra cũ" in name]


@pytest.mark.parametrize("word", ["vào/ra cũ/text", "./vào/ra cũ/text/*.txt", "vào/ra cũ/text/b-0.txt"])
def test_results_that_are_meant_by_name_are_taken(with_results: Path, word: str) -> None:
    assert [Path(source).name for source in find_inputs([word], with_results / "ra").sources] == ["b-0.txt"]


def test_a_pattern_finds_documents_beside_the_results_of_this_run(with_results: Path) -> None:
    out = with_results / "vào" / "ra cũ"
    assert find_inputs(["vào/ra cũ/*.pdf", "vào/**/*.txt"], out).sources == ("vào/ra cũ/thêm.pdf",)
